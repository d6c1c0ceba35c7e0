"""Most of what a text says is the words of one label, in whatever order: "lectures recorded for you to watch".

Words weigh the more, the fewer labels have them. A label is believed where its words outweigh those that nothing
accounts for; numbers, small words, and words about learning weigh nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import (
    CARRIERS,
    EDUCATIONAL,
    EVERYDAY_UNITS,
    HEDGES,
    MIXED,
    NEGATIONS,
    SMALL,
    SUBJECTS,
    TRAILERS,
    unbracketed,
    until_preposition,
)
from mcvocab.mapping.head import is_strange, unknown_words
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, name_of, offered

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_MOST = 16
_TWO, _SEVERAL = 2, 3
_NEARLY = 0.8
_SHARE, _SHARE_IN_A_LIST = 0.55, 0.4
_SAYS_SOMETHING = 4.0
_NAMES = SUBJECTS | {"currency", "target-group"}


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text most of whose words are one label's."""
    return read(query, words(unbracketed(query.text)), index, ordered=True)


def whole(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that has nearly all its words from one label of several: more than its head could say."""
    text = words(unbracketed(query.text))
    if not _SEVERAL < len(text) <= _MOST or (NEGATIONS | HEDGES).intersection(text):
        return None
    mine = frozenset(text)
    rest = unknown_words(text, index, index.open_schemes) - _HARMLESS
    found = {
        entry.concept.iri: entry
        for heavy, entry in index.within(mine)
        if entry.concept.scheme in query.schemes
        and len(heavy) >= _SEVERAL
        and not rest - heavy
        and len(heavy) >= _NEARLY * len(mine - SMALL)
    }
    return [_reading(entry) for entry in found.values()] if len(found) == 1 else None


def read(query: Query, text: tuple[str, ...], index: Index, *, ordered: bool = False) -> list[Reading] | None:
    """Readings of words, in whatever order they stand.

    Args:
        query: the question.
        text: the words.
        index: the labels.
        ordered: whether the last word before a preposition says what the thing is, as in English.
    """
    mine = frozenset(text)
    if not _TWO <= len(text) <= _MOST or (NEGATIONS | HEDGES | MIXED) & mine:
        return None
    asked = (query.schemes if query.asked else query.schemes - _NAMES) - EVERYDAY_UNITS
    held = [(heavy, entry) for heavy, entry in index.within(mine) if entry.concept.scheme in asked]
    # A label within a longer one says less of the same: "short course" beside "course".
    fullest = [(heavy, entry) for heavy, entry in held if not any(heavy < other for other, _ in held)]
    rest = unknown_words(text, index, index.open_schemes) - _HARMLESS
    if is_strange(text, rest, index):
        return None
    before = until_preposition(text)
    ends = {*before[-1:], *(text[-1:] if text[len(before) :][:1] == ("of",) else ())}
    named = index.term_schemes if query.asked else index.open_schemes
    found: dict[str, Entry] = {}
    for heavy, entry in fullest:
        if ordered and entry.concept.scheme in named and not _TAIL.union(heavy).intersection(ends):
            continue
        if _enough(heavy, rest - heavy, entry, query, index):
            found.setdefault(entry.concept.iri, entry)
    if len(found) > 1:
        return offered(found.values())
    return [_reading(entry) for entry in found.values()] or None


_TAIL = TRAILERS | CARRIERS
_HARMLESS = EDUCATIONAL | TRAILERS | SMALL


def _enough(heavy: frozenset[str], rest: frozenset[str], entry: Entry, query: Query, index: Index) -> bool:
    """Whether the words of a label outweigh those that nothing accounts for."""
    held = sum(map(index.weight, heavy))
    least = _SHARE_IN_A_LIST if query.asked else _SHARE
    if len(heavy) < _TWO and (not query.asked or entry.concept.scheme in index.term_schemes):
        return False
    return held >= _SAYS_SOMETHING and held >= least * (held + sum(index.weight(word) for word in rest))


def _reading(entry: Entry) -> Reading:
    reason = f"Says in other words what {name_of(entry.label)} says, and more."
    return Reading(entry, BROAD, COMPOSITE, confidence("cover"), reason)
