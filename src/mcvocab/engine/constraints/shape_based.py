"""Shape-based constraint components (SHACL section 4.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mcvocab.engine.shape import Constraint, Shape
from mcvocab.engine.source import sh

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.results import Results
    from mcvocab.model import Term


def node(declared: Declaration) -> Constraint:
    """``sh:node``: each value conforms to the shape; what is wrong inside is not told."""
    inner = declared.inner()
    return declared.each(inner.conforms)


def property_shape(declared: Declaration) -> Constraint:
    """``sh:property``: each value is a focus node of the property shape, which reports for itself."""
    inner = declared.inner()
    if inner.path is None:
        raise declared.error("must lead to a shape with sh:path; for a shape without one write sh:node")

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:  # noqa: ARG001
        for value in values:
            inner.validate(data, value, results)

    def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        return all(inner.conforms(data, value) for value in values)

    return Constraint(report, holds, idle=True, shape=inner)


def qualified_min_count(declared: Declaration) -> Constraint | None:
    """``sh:qualifiedMinCount``: at least so many values conform to ``sh:qualifiedValueShape``."""
    least = declared.number()
    return _qualified(declared, lambda count: count >= least)


def qualified_max_count(declared: Declaration) -> Constraint | None:
    """``sh:qualifiedMaxCount``: at most so many values conform to ``sh:qualifiedValueShape``."""
    most = declared.number()
    return _qualified(declared, lambda count: count <= most)


def _qualified(declared: Declaration, enough: Callable[[int], bool]) -> Constraint | None:
    value = declared.other("qualifiedValueShape")
    if value is None:
        return None  # the component has no meaning without both parameters
    inner, siblings = declared.inner(value), _siblings(declared, value)

    def counted(data: Data, term: Term) -> bool:
        return inner.conforms(data, term) and not any(sibling.conforms(data, term) for sibling in siblings)

    return declared.together(
        lambda data, focus, values: enough(sum(counted(data, term) for term in values))  # noqa: ARG005
    )


def _siblings(declared: Declaration, own: Term) -> list[Shape]:
    """The value shapes of the property shapes beside this one, where they must be disjoint."""
    source, node = declared.source, declared.shape.node
    if not source.true(node, sh("qualifiedValueShapesDisjoint")):
        return []
    found: dict[Term, None] = {}
    for properties in source.graph.values():
        members = properties.get(sh("property"), {})
        if node in members:
            for member in members:
                found.update(dict.fromkeys(source.values(member, sh("qualifiedValueShape"))))
    return [declared.inner(value) for value in found if value != own]
