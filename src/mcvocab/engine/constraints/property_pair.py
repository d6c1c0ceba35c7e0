"""Property pair constraint components (SHACL section 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mcvocab.engine.datatypes import compare, settled
from mcvocab.engine.shape import Constraint, pointed

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.results import Results
    from mcvocab.model import Term


def equals(declared: Declaration) -> Constraint:
    """``sh:equals``: the values are those of another property, no more and no fewer."""
    other, shape, component = declared.iri(), declared.shape, declared.component

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        expected = data.objects(focus, other)
        here, there = set(map(settled, values)), set(map(settled, expected))
        for value in values:
            if settled(value) not in there:
                results.append(shape.result(component, focus, value))
        for value in expected:
            if settled(value) not in here:
                results.append(shape.result(component, focus, value))

    return pointed(report)


def disjoint(declared: Declaration) -> Constraint:
    """``sh:disjoint``: no value is one of another property's."""
    other, shape, component = declared.iri(), declared.shape, declared.component

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        forbidden = set(map(settled, data.objects(focus, other)))
        for value in values:
            if settled(value) in forbidden:
                results.append(shape.result(component, focus, value))

    return pointed(report)


def less_than(declared: Declaration) -> Constraint:
    """``sh:lessThan``: each value is less than each of another property's."""
    return _ordered(declared, lambda order: order < 0)


def less_than_or_equals(declared: Declaration) -> Constraint:
    """``sh:lessThanOrEquals``: each value is at most each of another property's."""
    return _ordered(declared, lambda order: order <= 0)


def _ordered(declared: Declaration, allowed: Callable[[int], bool]) -> Constraint:
    declared.property_shape_only()
    other, shape, component = declared.iri(), declared.shape, declared.component

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        limits = data.objects(focus, other)
        for value in values:
            for limit in limits:
                order = compare(value, limit)
                if order is None or not allowed(order):
                    results.append(shape.result(component, focus, value))

    return pointed(report)
