"""Labels that share many letters with the text: offered as suggestions, never accepted."""

from __future__ import annotations

from collections import Counter

from mcvocab.labels import fold, words
from mcvocab.mapping.index import Index, triples
from mcvocab.mapping.reading import NEGATIONS, RELATED, SIMILARITY, Query, Reading, name_of

_SHORTEST, _LONGEST = 4, 80
_LEAST = 0.5
_WEIGHT = 0.6


def find(query: Query, index: Index, most: int) -> list[Reading]:
    """At most so many readings by shared triples of letters, best first, one a concept."""
    key = fold(query.text).key
    if not _SHORTEST <= len(key) <= _LONGEST or not any(map(str.isalpha, key)) or "://" in query.text:
        return []
    mine = triples(key)
    shared = Counter(other for triple in mine for other in index.trigrams.get(triple, ()))
    denies = bool(NEGATIONS & set(words(query.text)))
    counts, own = index.triple_counts, len(mine)
    scored = sorted(
        (
            (2 * count / (own + counts[other]), other)
            for other, count in shared.items()
            if 2 * count >= _LEAST * (own + counts[other])
        ),
        reverse=True,
    )
    found: dict[str, Reading] = {}
    for score, other in scored:
        for entry in index.folded[other]:
            if entry.concept.scheme in query.schemes and denies == bool(NEGATIONS & set(words(entry.label.text))):
                reason = f"Only looks like {name_of(entry.label)}."
                reading = Reading(entry, RELATED, SIMILARITY, min(score, 1) * _WEIGHT, reason)
                found.setdefault(entry.concept.iri, reading)
        if len(found) >= most:
            break
    return list(found.values())[:most]
