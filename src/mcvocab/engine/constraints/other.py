"""Other constraint components (SHACL section 4.8)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mcvocab.engine.datatypes import settled
from mcvocab.engine.shape import Constraint, pointed
from mcvocab.engine.source import sh
from mcvocab.model import IRI, Literal, Term

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.results import Results


def closed(declared: Declaration) -> Constraint | None:
    """``sh:closed`` with ``sh:ignoredProperties``: the values have no properties but those of the shape's own."""
    if not declared.true():
        return None
    shape, component, source = declared.shape, declared.component, declared.source
    ignored = declared.other("ignoredProperties")
    allowed: set[Term] = set()
    if ignored is not None:
        allowed.update(source.members(shape.node, ignored, sh("ignoredProperties")))
    for inner in source.values(shape.node, sh("property")):
        allowed.update(path for path in source.values(inner, sh("path")) if isinstance(path, IRI))

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        for value in values:
            for predicate, others in data.properties(value).items():
                if predicate not in allowed:
                    for other in others:
                        found = shape.result(component, focus, other)
                        results.append(found._replace(path=predicate))

    return pointed(report)


def has_value(declared: Declaration) -> Constraint:
    """``sh:hasValue``: one of the values is the given one."""
    wanted = settled(declared.value)
    if isinstance(wanted, Literal) and wanted.language:
        return declared.together(lambda data, focus, values: any(settled(value) == wanted for value in values))  # noqa: ARG005
    return declared.together(lambda data, focus, values: wanted in values)  # noqa: ARG005


def member_of(declared: Declaration) -> Constraint:
    """``sh:in``: each value is a member of a list."""
    members = frozenset(map(settled, declared.members()))
    return declared.each(lambda data, value: value in members or settled(value) in members)  # noqa: ARG005
