"""A question to the mapper, its possible readings, and how readings become answers.

One clear reading is accepted. Several of equal worth are all given and none is accepted, because the first
would be a guess; where no scheme was asked for, that holds within each scheme, since a word may rightly name
one thing in each of several lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mcvocab.mapping.calibration import ACCEPT, OFFERED, UNDECIDED
from mcvocab.mapping.entry import Entry
from mcvocab.model import COLUMN, IRI, LOCAL, Concept, Label, Mapping
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

EXACT, CLOSE, BROAD = "skos:exactMatch", "skos:closeMatch", "skos:broadMatch"
RELATED = "skos:relatedMatch"
LEXICAL = "semapv:LexicalMatching"
SIMILARITY = "semapv:LexicalSimilarityThresholdMatching"
COMPOSITE = "semapv:CompositeMatching"

_ELSEWHERE_TOO = 0.03
_KINDS_OF_LABEL = {"pref": 3, "iri": 3, "notation": 3, "alt": 2, "slug": 2, "hidden": 1, LOCAL: 1, COLUMN: 1}
_NAMES = {
    "pref": "the preferred label",
    "alt": "an alternative label",
    "hidden": "a known spelling",
    LOCAL: "a name that providers use,",
    COLUMN: "a name that providers use in such lists,",
    "notation": "the code",
    "slug": "the code",
    "iri": "the address",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a text, where to look, in which language it is, and which kinds of concept are wanted."""

    text: str
    schemes: frozenset[str]
    asked: bool = False
    language: str = ""
    kinds: frozenset[str] = frozenset()

    def about(self, text: str) -> Query:
        """The same question about another text."""
        return Query(text, self.schemes, self.asked, self.language, self.kinds)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a text, before it is weighed against the others."""

    entry: Entry
    predicate: str
    justification: str
    confidence: float
    reason: str
    worth: int = 0


def name_of(label: Label) -> str:
    """What a label is to its concept, in words."""
    return f"{_NAMES.get(label.kind, 'a label')} “{label.text}”"


def worse_by(label: Label) -> float:
    """What evidence is worth less where it leads to another name than the preferred one: it parts equals."""
    return (_KINDS_OF_LABEL["pref"] - _KINDS_OF_LABEL.get(label.kind, 0)) / 100


def concepts_of(readings: Iterable[Reading]) -> set[IRI]:
    """The concepts that readings lead to."""
    return {reading.entry.concept.iri for reading in readings}


def best_of(readings: Sequence[Reading], query: Query) -> list[Reading]:
    """The readings of the highest worth, one a concept."""
    best: dict[IRI, Reading] = {}
    for reading in sorted(readings, key=lambda reading: _worth(reading, query), reverse=True):
        best.setdefault(reading.entry.concept.iri, reading)
    if not best:
        return []
    top = max(_worth(reading, query) for reading in best.values())
    return [reading for reading in best.values() if _worth(reading, query) == top]


def answers(query: Query, index: Index, readings: Sequence[Reading]) -> list[Mapping]:
    """The answers that readings come to, best first."""
    grouped: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        grouped["" if query.asked else reading.entry.concept.scheme].append(reading)
    elsewhere = len(grouped) > 1
    found: list[Mapping] = []
    for group in grouped.values():
        best = best_of(group, query)
        others: dict[IRI, Reading] = {}
        for reading in group:
            if reading.entry.concept.iri not in concepts_of(best):
                others.setdefault(reading.entry.concept.iri, reading)
        if len(best) == 1:
            found.append(_accepted(query, index, best[0], elsewhere))
        else:
            found += [_undecided(index, query, reading, best) for reading in best]
        found += [_outranked(index, query, reading) for reading in others.values()]
    return _sorted(index, found)


def offered(entries: Iterable[Entry]) -> list[Reading]:
    """Readings of what a text mentions among other things: of equal worth, and none to be relied on."""
    found = {entry.concept.iri: entry for entry in entries}
    sure = UNDECIDED if len(found) > 1 else OFFERED
    reason = "Mentions “{}”, but other things too."
    return [
        Reading(Entry(Label(e.concept.label), e.concept), RELATED, COMPOSITE, sure, reason.format(e.label.text))
        for e in found.values()
    ]


def suggestion(query: Query, index: Index, reading: Reading) -> Mapping:
    """An answer that is only offered, never accepted."""
    return _mapping(index, query, reading, RELATED, min(reading.confidence, UNDECIDED), reading.reason)


def _worth(reading: Reading, query: Query) -> tuple[bool, bool, int, int]:
    concept, label = reading.entry.concept, reading.entry.label
    wanted = not query.kinds or concept.kind in query.kinds
    language = (query.language or "en").split("-")[0]
    # A slug is English without saying so; codes and addresses belong to every language.
    written_in = "en" if label.kind == "slug" else label.language.split("-")[0]
    spoken = not written_in or written_in == language
    return wanted, spoken, reading.worth, _KINDS_OF_LABEL.get(label.kind, 0)


def _accepted(query: Query, index: Index, reading: Reading, elsewhere: bool) -> Mapping:
    note, confidence = reading.reason, reading.confidence
    if elsewhere and reading.predicate != RELATED:
        note += " Other lists know this word too: name the list you mean to be sure."
        confidence = max(ACCEPT, confidence - _ELSEWHERE_TOO)
    return _mapping(index, query, reading, reading.predicate, confidence, note)


def _undecided(index: Index, query: Query, reading: Reading, best: Sequence[Reading]) -> Mapping:
    others = [f"“{other.entry.concept.label}”" for other in best if other is not reading]
    note = f"{reading.reason} It could as well mean {_either(others)}, so nothing was decided."
    return _mapping(index, query, reading, RELATED, UNDECIDED, note)


def _outranked(index: Index, query: Query, reading: Reading) -> Mapping:
    return _mapping(index, query, reading, RELATED, OFFERED, f"{reading.reason} Another reading fits better.")


def _either(names: Sequence[str]) -> str:
    shown = list(names[:3]) + (["others"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]


def _mapping(index: Index, query: Query, reading: Reading, predicate: str, confidence: float, note: str) -> Mapping:
    concept = reading.entry.concept
    current = _replacement(index, concept)
    if current is not None:
        note += f" “{concept.label}” is no longer used; “{current.label}” replaces it."
        predicate = CLOSE if predicate == EXACT else predicate
    elif concept.status == "deprecated":
        note += f" “{concept.label}” is no longer used, and nothing replaces it."
        predicate, confidence = RELATED, min(confidence, UNDECIDED)
    target = current or concept
    if query.kinds and target.kind and target.kind not in query.kinds:
        wanted = " or ".join(sorted(query.kinds))
        note += f" It is a term of the kind “{target.kind}”, but what is wanted here is {wanted}."
    return Mapping(
        query.text,
        target.iri,
        target.label,
        target.scheme,
        predicate,
        reading.justification,
        round(confidence, 2),
        note,
    )


def _replacement(index: Index, concept: Concept) -> Concept | None:
    """The concept in use at the end of a chain of replacements, or None where the concept itself is in use."""
    seen = {concept.iri}
    current = concept
    while current.replaced_by is not None and current.replaced_by not in seen:
        following = index.vocabulary.concepts.get(current.replaced_by)
        if following is None:
            break
        seen.add(following.iri)
        current = following
    return None if current is concept else current


def _sorted(index: Index, found: Sequence[Mapping]) -> list[Mapping]:
    """Accepted answers first, then by confidence; of equals the terms of the language before the value lists.

    Of levels that name no framework, those of the likeliest frameworks come first.
    """
    kept: dict[IRI | None, Mapping] = {}
    first = index.vocabulary.frameworks_first

    def order(mapping: Mapping) -> tuple[bool, float, bool, int, str, str]:
        return (
            not mapping.accepted,
            -mapping.confidence,
            mapping.scheme not in index.term_schemes,
            first.index(mapping.scheme) if mapping.scheme in first else len(first),
            mapping.scheme,
            mapping.label,
        )

    for mapping in sorted(found, key=order):
        kept.setdefault(mapping.concept, mapping)
    return list(kept.values())
