"""Logical constraint components (SHACL section 4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.shape import Constraint


def negation(declared: Declaration) -> Constraint:
    """``sh:not``: no value conforms to the shape."""
    inner = declared.inner()
    return declared.each(lambda data, value: not inner.conforms(data, value))


def conjunction(declared: Declaration) -> Constraint:
    """``sh:and``: each value conforms to every shape of a list."""
    inners = declared.inners()
    return declared.each(lambda data, value: all(inner.conforms(data, value) for inner in inners))


def disjunction(declared: Declaration) -> Constraint:
    """``sh:or``: each value conforms to a shape of a list."""
    inners = declared.inners()
    return declared.each(lambda data, value: any(inner.conforms(data, value) for inner in inners))


def exactly_one(declared: Declaration) -> Constraint:
    """``sh:xone``: each value conforms to exactly one member of a list of shapes."""
    inners = declared.inners()
    return declared.each(lambda data, value: sum(inner.conforms(data, value) for inner in inners) == 1)
