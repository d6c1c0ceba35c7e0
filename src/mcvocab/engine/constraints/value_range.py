"""Value range constraint components (SHACL section 4.3): a value that cannot be compared is a violation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mcvocab.engine.datatypes import compare
from mcvocab.model import Literal, Term

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.shape import Constraint


def min_exclusive(declared: Declaration) -> Constraint:
    """``sh:minExclusive``: each value is greater than the limit."""
    return _range(declared, lambda order: order > 0)


def min_inclusive(declared: Declaration) -> Constraint:
    """``sh:minInclusive``: each value is the limit or greater."""
    return _range(declared, lambda order: order >= 0)


def max_exclusive(declared: Declaration) -> Constraint:
    """``sh:maxExclusive``: each value is less than the limit."""
    return _range(declared, lambda order: order < 0)


def max_inclusive(declared: Declaration) -> Constraint:
    """``sh:maxInclusive``: each value is the limit or less."""
    return _range(declared, lambda order: order <= 0)


def _range(declared: Declaration, allowed: Callable[[int], bool]) -> Constraint:
    limit = declared.value
    if not isinstance(limit, Literal):
        raise declared.error("must be a literal, such as 5")

    def test(data: Data, value: Term) -> bool:  # noqa: ARG001
        order = compare(value, limit)
        return order is not None and allowed(order)

    return declared.each(test)
