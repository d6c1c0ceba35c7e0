"""The routes of a record: declared, else inferred from positive evidence only."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Evidence, Literal, Term, Value
from mcvocab.raw import Trouble

if TYPE_CHECKING:
    from mcvocab.interpreter.sketch import Sketch
    from mcvocab.vocabulary import Vocabulary


class Routes:
    """Decides which route classes a record belongs to.

    Args:
        vocabulary: the language, which says what is evidence of what.
        forced: classes that every record belongs to because the caller says so.
    """

    def __init__(self, vocabulary: Vocabulary, forced: tuple[IRI, ...]) -> None:
        self._vocabulary = vocabulary
        self._forced = forced
        self._concepts = {route: concept for concept, route in vocabulary.route_classes.items()}
        self._keys = [
            field.key
            for field in vocabulary.fields.values()
            if any(vocabulary.concepts[concept].scheme in field.schemes for concept in vocabulary.route_classes)
        ]

    def of(self, sketch: Sketch, *, award: bool) -> tuple[tuple[IRI, ...], list[Trouble]]:
        """The classes, and what there is to say about them."""
        declared = self._declared(sketch)
        routes = dict.fromkeys([*declared, *self._forced])
        troubles = [
            self._trouble("route-contradicted", sketch, route=first, other=second)
            for first, second in self._clashes(tuple(routes))
        ]
        for evidence, value in self._evidence(sketch):
            route = self._vocabulary.route_classes[evidence.route]
            if route in routes or any(self._disjoint(route, other) for other in routes):
                continue
            routes[route] = None
            details = {"route": self._label(route), "evidence": self._vocabulary.fields[evidence.field].label}
            troubles.append(Trouble("route-inferred", value.spot, details))
        if not routes and not award:
            troubles.append(Trouble("route-undeclared", sketch.spot))
        return tuple(routes), troubles

    def _declared(self, sketch: Sketch) -> list[IRI]:
        values = (value for key in self._keys for value in sketch.values(key))
        known = self._vocabulary.route_classes
        return [known[v.term] for v in values if isinstance(v.term, IRI) and v.term in known]

    def _evidence(self, sketch: Sketch) -> list[tuple[Evidence, Value]]:
        present = set(sketch.keys())
        return [
            (evidence, value)
            for evidence in self._vocabulary.evidence
            if evidence.field in present
            for value in sketch.values(evidence.field)
            if _counts(evidence, value)
        ]

    def _clashes(self, routes: tuple[IRI, ...]) -> list[tuple[IRI, IRI]]:
        pairs = [(a, b) for position, a in enumerate(routes) for b in routes[position + 1 :]]
        return [(a, b) for a, b in pairs if self._disjoint(a, b)]

    def _disjoint(self, one: IRI, other: IRI) -> bool:
        return frozenset((one, other)) in self._vocabulary.disjoint

    def _label(self, route: IRI) -> str:
        return self._vocabulary.concepts[self._concepts[route]].label

    def _trouble(self, code: str, sketch: Sketch, *, route: IRI, other: IRI) -> Trouble:
        spots = [value.spot for key in self._keys for value in sketch.values(key)]
        details = {"route": self._label(route), "other": self._label(other)}
        return Trouble(code, spots[-1] if spots else sketch.spot, details)


def _counts(evidence: Evidence, value: Value) -> bool:
    if evidence.concept is not None:
        return value.term == evidence.concept
    if not evidence.sign:
        return True
    number = _number(value.term)
    if number is None:
        return False
    return number > 0 if evidence.sign == "positive" else number == 0


def _number(term: Term) -> Decimal | None:
    """The finite number that a term is; what is not understood as one is no evidence."""
    try:
        number = Decimal(term.lexical) if isinstance(term, Literal) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
