"""Answers reconciliation queries with the mapper; hints from other columns narrow and reorder what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcvocab.glossary.statements import Text
from mcvocab.service.extension import KIND, LANGUAGE, SCHEME, values

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.model import Concept, Mapping
    from mcvocab.service.entities import Entities

DEFAULT_LIMIT = 5
_CONTRADICTED = 0.75
"""What is left of the score of a candidate that a hint speaks against."""

EXACT = "skos:exactMatch"


@dataclass(frozen=True, slots=True)
class Hint:
    """A value that a candidate should have, or must have where it is ``required``."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """A question in the words of no version in particular."""

    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    language: str = ""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """A number or a yes or no that speaks for or against a candidate."""

    id: str
    name: str
    value: float | bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that may be meant; ``score`` is between 0 and 100, ``match`` says whether it may be relied on."""

    concept: Concept
    score: float
    match: bool
    reason: str
    features: tuple[Feature, ...] = field(default=())


class Matching:
    """Finds candidates for queries, each independently of the others."""

    def __init__(self, entities: Entities, mapper: Mapper) -> None:
        self._entities, self._mapper = entities, mapper

    def candidates(self, query: Query) -> list[Candidate]:
        """The candidates for a query, best first.

        Raises:
            RequestError: where it names a type that does not exist.
        """
        hints = []
        schemes = list(self._entities.slugs(query.types))
        kinds: list[str] = []
        for hint in query.hints:
            lists = [scheme.slug for name in hint.values if (scheme := self._entities.scheme(name))]
            if hint.property == LANGUAGE:
                query = replace(query, language=query.language or hint.values[0])
            elif hint.property == SCHEME and lists and hint.quantifier != "none":
                schemes = [slug for slug in lists if not schemes or slug in schemes] or schemes
            else:
                hints.append(hint)
                if hint.property == KIND and hint.quantifier != "none":
                    kinds += map(self._kind, hint.values)
        found: dict[str, Candidate] = {}
        for candidate in self._found(query, schemes, kinds, hints):
            known = found.get(candidate.concept.iri)
            if known is None or known.score < candidate.score:
                found[candidate.concept.iri] = candidate
        ranked = sorted(found.values(), key=lambda c: (-c.score, not c.match))
        return ranked[: query.limit]

    def _found(self, query: Query, schemes: list[str], kinds: list[str], hints: list[Hint]) -> Iterator[Candidate]:
        if not (query.texts or query.ids):
            yield from self._described(schemes, hints)
            return
        for text in query.texts:
            for candidate in self._named(text, query, schemes, kinds):
                yield from self._weighed(candidate, hints)
        for name in query.ids:
            for candidate in self._identified(name, name):
                yield from self._weighed(candidate, hints)

    def _named(self, text: str, query: Query, schemes: list[str], kinds: list[str]) -> Iterator[Candidate]:
        """What the mapper makes of a text; a text that is an identifier means that concept and nothing else."""
        identified = list(self._identified(text.strip(), text))
        if identified:
            yield from identified
            return
        best = self._mapper.best(text, schemes, query.language, kinds=kinds)
        for mapping in self._mapper.map(text, schemes, query.language, top=query.limit, kinds=kinds):
            yield from self._candidate(mapping, mapping.accepted and mapping.concept == best.concept)

    def _identified(self, name: str, text: str) -> Iterator[Candidate]:
        concept = self._entities.find(name)
        if concept is None:
            return
        # The mapper knows addresses too, and answers with what replaces a concept that is no longer used.
        for mapping in self._mapper.map(concept.iri, [concept.scheme], top=1):
            yield from self._candidate(replace(mapping, text=text, confidence=1.0), mapping.accepted)

    def _described(self, schemes: list[str], hints: list[Hint]) -> Iterator[Candidate]:
        """The concepts that all hints fit, where a query gives nothing else; one alone is a match."""
        known = [hint for hint in hints if hint.values]
        fitting = [
            concept
            for concept in self._entities.members(schemes)
            if known and all(self._fits(concept, hint) for hint in known)
        ]
        for concept in fitting:
            features = tuple(_feature(hint, True) for hint in known)
            alone = len(fitting) == 1
            yield Candidate(concept, 100.0 if alone else 50.0, alone, "Its properties are those given.", features)

    def _candidate(self, mapping: Mapping, match: bool) -> Iterator[Candidate]:
        concept = self._entities.find(mapping.concept or "")
        if concept is not None:
            features = (
                Feature("confidence", "How sure the mapping is, from 0 to 1", mapping.confidence),
                Feature("accepted", "Whether a value may be understood as this concept", mapping.accepted),
                Feature("exact", "Whether the relation is an exact match", mapping.predicate == EXACT),
            )
            yield Candidate(concept, round(100 * mapping.confidence, 1), match, mapping.note, features)

    def _weighed(self, candidate: Candidate, hints: Iterable[Hint]) -> Iterator[Candidate]:
        score, match, features = candidate.score, candidate.match, list(candidate.features)
        for hint in hints:
            fits = self._fits(candidate.concept, hint)
            if hint.required and not fits:
                return
            features.append(_feature(hint, fits))
            # A concept that has no value to compare with is not contradicted by it.
            if not fits and (hint.quantifier == "none" or values(candidate.concept, hint.property, self._entities)):
                score, match = round(score * _CONTRADICTED, 1), False
        yield replace(candidate, score=score, match=match, features=tuple(features))

    def _fits(self, concept: Concept, hint: Hint) -> bool:
        had = {form for value in values(concept, hint.property, self._entities) for form in self._forms(value)}
        met = [value.strip().casefold() in had for value in hint.values]
        if hint.quantifier == "none":
            return not any(met)
        return all(met) if hint.quantifier == "all" else any(met)

    def _forms(self, value: Text | Concept) -> set[str]:
        """The ways in which a client may name a value."""
        if isinstance(value, Text):
            return {value.value.casefold()}
        names = (value.iri, self._entities.id(value), value.label, value.notation)
        return {name.casefold() for name in names if name}

    def _kind(self, name: str) -> str:
        concept = self._entities.find(name)
        return concept.slug if concept else name.strip().casefold()


def _feature(hint: Hint, fits: bool) -> Feature:
    return Feature(f"property_{hint.property}", f"Whether “{hint.property}” is as given", fits)
