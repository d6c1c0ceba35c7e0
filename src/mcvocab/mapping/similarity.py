"""Labels that share many letters with the text: offered as suggestions, never accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping.entry import triples
from mcvocab.mapping.grammar import NEGATIONS
from mcvocab.mapping.reading import RELATED, SIMILARITY, Query, Reading, name_of

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_SHORTEST, _LONGEST = 4, 80
_LEAST = 0.5
_WEIGHT = 0.6
_JUDGED = 12
"""How many labels are judged."""


def find(query: Query, index: Index, most: int) -> list[Reading]:
    """At most so many readings by shared triples of letters, best first, one a concept."""
    name = key(query.text)
    if not _SHORTEST <= len(name) <= _LONGEST or not any(map(str.isalpha, name)) or "://" in query.text:
        return []
    mine = triples(name)
    # Levels are read, never compared by their letters.
    wanted = query.schemes - index.level_schemes
    shared = index.sharing(mine, _JUDGED, wanted if query.asked else frozenset()) if wanted else ()
    denies = bool(NEGATIONS & set(words(query.text)))
    # Rare triples find the candidates; all of them together judge these few.
    scored = sorted(((_likeness(mine, triples(other)), other) for other in shared), reverse=True)
    found: dict[str, Reading] = {}
    for score, other in scored:
        if score < _LEAST:
            break
        for entry in index.named(other):
            if entry.concept.scheme in wanted and denies == bool(NEGATIONS & set(words(entry.label.text))):
                reason = f"Only looks like {name_of(entry.label)}."
                reading = Reading(entry, RELATED, SIMILARITY, score * _WEIGHT, reason)
                found.setdefault(entry.concept.iri, reading)
        if len(found) >= most:
            break
    return list(found.values())[:most]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of triples that two keys have in common, from 0 to 1 (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other))
