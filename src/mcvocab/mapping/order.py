"""The words of a label in another order, or with other small words: "attendance certificate"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import LINKS
from mcvocab.mapping.reading import COMPOSITE, EXACT, Query, Reading, name_of

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_FEWEST, _MOST = 2, 6


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that is a label but for the order and the small words."""
    text = words(query.text)
    heavy = tuple(word for word in text if word not in LINKS)
    if not _FEWEST <= len(heavy) <= _MOST or len(set(heavy)) < len(heavy):
        return None
    known: list[Entry] = [*index.reordered(heavy)]
    turned = query.text.partition(",")
    if turned[1]:
        known += index.phrased(words(f"{turned[2]} {turned[0]}"))
    elif len(heavy) < len(text):
        link = next(n for n, word in enumerate(text) if word in LINKS)
        known += index.phrased((*heavy[link:], *heavy[:link]))
    readings = [
        Reading(
            entry, EXACT, COMPOSITE, confidence("order"), f"The words of {name_of(entry.label)} in another order."
        )
        for entry in known
        if entry.concept.scheme in query.schemes
    ]
    return readings or None
