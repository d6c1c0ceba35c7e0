"""What the rules ask, read off their shapes: which fields each is about, which limits and constants it names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mcvocab.model import IRI, RDF, Blank, Graph, Literal, Severity, Term

if TYPE_CHECKING:
    from mcvocab.sampler.layout import Layout
    from mcvocab.standard import Standard

SH: Final = "http://www.w3.org/ns/shacl#"
_FIRST, _REST = RDF + "first", RDF + "rest"
_SAID: Final = frozenset(
    SH + name
    for name in ("name", "message", "severity", "description", "order", "group", "flags", "deactivated", "prefixes")
)
_PAIRS: Final = frozenset(SH + name for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_SHAPES: Final = frozenset(SH + name for name in ("node", "property", "not", "qualifiedValueShape"))
# Each value is judged alone by these, whatever else the record says.
_ALONE: Final = frozenset(
    SH + name
    for name in (
        *("datatype", "nodeKind", "class", "in", "languageIn", "pattern", "minLength", "maxLength"),
        *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "node", "not", "or", "and", "xone"),
    )
)
_MANY_TIMES: Final = ("zeroOrOnePath", "oneOrMorePath", "zeroOrMorePath")
_PREFIXED = re.compile(r"\b(\w+):(\w+)\b")


@dataclass(slots=True)
class Demand:
    """What one rule asks.

    Attributes:
        code: the rule.
        severity: the highest that an active profile gives it.
        fields: keys of the fields that decide whether it is broken.
        constants: what its shape names, each with the parameter that names it.
        alone: whether it judges each value by itself, whatever else the record says.
        classes: the classes whose records it judges, where not every record belongs to one of them.
    """

    code: str
    severity: Severity
    fields: list[str] = field(default_factory=list)
    constants: list[tuple[str, Term]] = field(default_factory=list)
    alone: bool = False
    classes: tuple[IRI, ...] = ()


def units(demand: Demand, layout: Layout) -> tuple[str, ...]:
    """The units that decide whether a rule is broken, those that tell whether it applies among them."""
    own = [layout.unit(layout.vocabulary.fields[key]) for key in demand.fields]
    return tuple(dict.fromkeys([*own, *(layout.telling if demand.classes else ())]))


def demands(standard: Standard, profiles: Iterable[str], layout: Layout) -> dict[str, Demand]:
    """What each rule of the profiles asks that has a shape, by its code."""
    held = [standard.profiles[name] for name in profiles]
    found: dict[str, Demand] = {}
    reading = _Reading(standard.shapes, layout)
    routes = frozenset(layout.vocabulary.route_classes.values())
    for code in sorted({code for profile in held for code in profile.rules}):
        rule = standard.rules[code]
        if rule.reading or rule.iri not in standard.shapes:
            continue
        holders = [profile for profile in held if code in profile.rules]
        demand = Demand(code, max(profile.rules[code] for profile in holders))
        reading.read(rule.iri, demand)
        if all(profile.target in routes for profile in holders):
            # Whether it applies at all depends on the routes of the record.
            demand.alone = False
            demand.classes = tuple(profile.target for profile in holders if profile.target is not None)
        demand.constants.sort(key=str)
        found[code] = demand
    return found


class _Reading:
    """Reads shapes."""

    def __init__(self, shapes: Graph, layout: Layout) -> None:
        self._shapes, self._layout = shapes, layout
        self._queries: dict[str, str] = {}
        self._namespaces: dict[str, str] = {}
        for properties in shapes.values():
            for prefix, name in zip(_texts(properties, "prefix"), _texts(properties, "namespace"), strict=False):
                self._namespaces[prefix] = name
        for properties in shapes.values():
            for parameter in properties.get(IRI(SH + "parameter"), ()):
                for path in self._of(parameter, "path"):
                    self._queries[str(path)] = self._component(properties)

    def _component(self, properties: Mapping[IRI, Collection[Term]]) -> str:
        validators = [v for name, values in properties.items() if name.lower().endswith("validator") for v in values]
        return " ".join(
            text.lexical
            for validator in validators
            for kind in ("select", "ask")
            for text in self._of(validator, kind)
            if isinstance(text, Literal)
        )

    def _of(self, node: Term, name: str) -> Collection[Term]:
        return self._shapes.get(node, {}).get(IRI(SH + name), ())  # type: ignore[arg-type]  # a literal has none

    def read(self, node: IRI, demand: Demand) -> None:
        """Fills in what the shape of a rule says."""
        along: dict[Term, None] = {}
        inside: dict[Term, None] = {}
        paths = self._of(node, "path")
        for path in paths:
            self._steps(path, along)
        self._walk(node, "", inside, demand.constants, {})
        ends = [end for path in paths for end in self._ends(path)]
        fields = [*self._layout.leaves, *(self._layout.vocabulary.fields[key] for key in self._layout.parts)]
        reached = [f for f in fields if f.path in ends or self._layout.path(f) in ends]
        touched = [f for f in fields if all(step in along or step in inside for step in f.path)]
        # Where no field is named on the way, whatever the record says may decide.
        demand.fields = list(dict.fromkeys(f.key for f in (*reached, *touched))) or [f.key for f in fields]
        own = {
            name for name in self._shapes[node] if name.startswith(SH) and name not in _SAID and name[-4:] != "path"
        }
        own |= {name for name in self._shapes[node] if name in self._queries}
        demand.alone = (
            own <= _ALONE
            and bool(reached)
            and all(f.part is None for f in reached)
            and all(self._is_plain(path) for path in paths)
            and not any(f.path[-1] in inside for f in fields)
        )

    def _ends(self, path: Term) -> list[tuple[IRI, ...]]:
        """The ways down to a value that a path stands for; a path may lead elsewhere, too."""
        if isinstance(path, IRI):
            return [(path,)]
        if members := self._members(path):
            ways: list[tuple[IRI, ...]] = [()]
            for member in members:
                ways = [(*way, *end) for way in ways for end in self._ends(member)]
            return ways
        if choices := self._choices(path):
            return [end for choice in choices for end in self._ends(choice)]
        return [end for name in _MANY_TIMES for once in self._of(path, name) for end in self._ends(once)]

    def _is_plain(self, path: Term) -> bool:
        """Whether a path leads down to values by known ways alone."""
        steps = self._members(path) or self._choices(path)
        return isinstance(path, IRI) or (bool(steps) and all(self._is_plain(step) for step in steps))

    def _choices(self, path: Term) -> list[Term]:
        return [choice for cell in self._of(path, "alternativePath") for choice in self._members(cell)]

    def _members(self, cell: Term) -> list[Term]:
        members: list[Term] = []
        while (properties := self._shapes.get(cell)) and IRI(_FIRST) in properties:  # type: ignore[arg-type]
            members += properties[IRI(_FIRST)]
            cell = next(iter(properties.get(IRI(_REST), ())), cell)
        return members

    def _walk(
        self,
        node: Term,
        parameter: str,
        predicates: dict[Term, None],
        constants: list[tuple[str, Term]],
        seen: dict[Term, None],
    ) -> None:
        if node in seen:
            return
        seen[node] = None
        for name, terms in self._shapes.get(node, {}).items():  # type: ignore[arg-type]  # a literal has none
            if name == SH + "path":
                for path in terms if parameter else ():
                    self._steps(path, predicates)
                continue
            listed = name in (_FIRST, _REST)
            if name in _SAID or not (listed or name.startswith(SH) or name in self._queries):
                continue
            asked = parameter if listed else str(name)
            if query := self._queries.get(asked, ""):
                self._mentioned(query, predicates)
            for term in terms:
                if isinstance(term, Blank) or (term in self._shapes and asked in _SHAPES):
                    self._walk(term, asked, predicates, constants, seen)
                elif isinstance(term, Literal) and asked == SH + "select":
                    self._mentioned(term.lexical, predicates)
                elif term != RDF + "nil":
                    constants.append((asked, term))
                    if asked in _PAIRS or asked in self._queries:
                        predicates[term] = None

    def _steps(self, path: Term, predicates: dict[Term, None]) -> None:
        if isinstance(path, IRI):
            predicates[path] = None
            return
        for terms in self._shapes.get(path, {}).values():  # type: ignore[arg-type]  # a literal has none
            for term in terms:
                self._steps(term, predicates)

    def _mentioned(self, query: str, predicates: dict[Term, None]) -> None:
        for prefix, name in _PREFIXED.findall(query):
            if prefix in self._namespaces:
                predicates[IRI(self._namespaces[prefix] + name)] = None


def _texts(properties: Mapping[IRI, Collection[Term]], name: str) -> Sequence[str]:
    return [term.lexical for term in properties.get(IRI(SH + name), ()) if isinstance(term, Literal)]
