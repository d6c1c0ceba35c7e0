"""The text is the heading of a column: what decorates a heading is set aside before it is looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping import lexical
from mcvocab.mapping.reading import CLOSE, COMPOSITE, EXACT, Query, Reading, best_of, concepts_of, name_of
from mcvocab.quantities import read_levels

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_NUMBERING = re.compile(r"^\s*(?:Q\s*)?[0-9]{1,3}\s*[.):]\s*", re.IGNORECASE)
_ASKED = re.compile(r"\s*[(\[]\s*(?:required|mandatory|optional|if applicable|if known)\s*[)\]]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"^(?P<outer>[^()\[\]]+?)\s*[(\[]\s*(?P<inner>[^()\[\]]*?)\s*[)\]]?\s*$")
_COUNTED = re.compile(r"^(?P<name>.*[^\W\d])[\s_#.-]*[0-9]{1,2}$")
_DECORATION = " \t\r\n*:?!.…†‡#\"'“”"
_PLAIN, _BRACKET_ASIDE, _WORD_ASIDE = 0.95, 0.88, 0.85
_LINKS = frozenset(["of", "for"])


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a heading."""
    plain, inner = _parts(query.text)
    for text in dict.fromkeys(filter(None, readings_of(query.text))):
        if found := _labels(query, index, text):
            return [_reading(reading, EXACT, _PLAIN, "apart from what decorates it") for reading in found]
    if (counted := _COUNTED.match(plain)) and not inner and not _names_level(plain, index):
        # "Outcome 1" and "Outcome 2" share a field that holds several values; "Level 2" is a level.
        found = [r for r in _labels(query, index, counted["name"]) if r.entry.concept.iri in index.many_valued]
        if found:
            return [_reading(reading, EXACT, _PLAIN, "apart from its number") for reading in found]
    found = _labels(query, index, plain)
    # "Title (learner)" is no title: what stands in brackets names another field.
    if inner and concepts_of(_labels(query, index, inner)) - concepts_of(found):
        return []
    if found:
        return [_reading(reading, CLOSE, _BRACKET_ASIDE, "apart from what stands in brackets") for reading in found]
    found = _without_common_word(query, index, plain)
    return [_reading(reading, CLOSE, _WORD_ASIDE, "apart from a word for the whole") for reading in found] or None


def readings_of(text: str) -> tuple[str, ...]:
    """The forms of a heading to look up, best first: as written, undecorated, and with its bracket as a word.

    >>> readings_of("3. Credits (ECTS) *")
    ('3. Credits (ECTS) *', 'Credits (ECTS)', 'ECTS Credits', 'Credits ECTS')
    """
    plain, inner = _parts(text)
    bare = _undecorated(text)
    return tuple(dict.fromkeys([text, bare, *([f"{inner} {plain}", f"{plain} {inner}"] if inner else [])]))


def _undecorated(text: str) -> str:
    return _NUMBERING.sub("", _ASKED.sub(" ", text).strip(_DECORATION)).strip(_DECORATION)


def _parts(text: str) -> tuple[str, str]:
    """The heading without decoration and brackets, and what stands in the brackets."""
    bare = _undecorated(text)
    match = _BRACKETED.match(bare)
    return (match["outer"].strip(_DECORATION), match["inner"]) if match else (bare, "")


def _names_level(text: str, index: Index) -> bool:
    return any(not level.framework or key(level.framework) in index.frameworks for level in read_levels(text))


def _labels(query: Query, index: Index, text: str) -> list[Reading]:
    return best_of(lexical.find(query.about(text), index) or (), query)


def _reading(reading: Reading, predicate: str, confidence: float, apart: str) -> Reading:
    reason = f"The same as {name_of(reading.entry.label)} {apart}."
    return Reading(reading.entry, predicate, COMPOSITE, confidence, reason)


def _without_common_word(query: Query, index: Index, text: str) -> list[Reading]:
    """Readings of "Module start date" and "Length of the course": words that many headings carry say nothing."""
    common = index.common_words
    sequence = words(text)
    if sequence and sequence[0] in common:
        return _labels(query, index, " ".join(sequence[1:]))
    link = next((i for i, word in enumerate(sequence) if word in _LINKS and i > 0), None)
    if link is not None and set(sequence[link + 1 :]) - {"the", "this"} <= common:
        return _labels(query, index, " ".join(sequence[:link]))
    return []
