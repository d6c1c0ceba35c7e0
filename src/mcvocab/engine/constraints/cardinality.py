"""Cardinality constraint components (SHACL section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.shape import Constraint


def min_count(declared: Declaration) -> Constraint:
    """``sh:minCount``: there are at least so many values."""
    declared.property_shape_only()
    least = declared.number()
    return declared.together(lambda data, focus, values: len(values) >= least)  # noqa: ARG005


def max_count(declared: Declaration) -> Constraint:
    """``sh:maxCount``: there are at most so many values."""
    declared.property_shape_only()
    most = declared.number()
    return declared.together(lambda data, focus, values: len(values) <= most)  # noqa: ARG005
