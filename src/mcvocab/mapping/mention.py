"""A phrase of known words mentions one value of a list: "self-paced online module", "2-hour written examination".

Beside a second member of a list, or words that the language does not know, what is mentioned is only offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import BRACKETS, NEGATIONS, TITLES, TRAILERS
from mcvocab.mapping.head import is_name, members_of, unknown_words
from mcvocab.mapping.index import Entry, Index
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, name_of, offered


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the one value that a phrase of known words mentions."""
    query = replace(query, schemes=query.schemes - index.term_schemes)
    text = BRACKETS.sub(" ", query.text)
    if not query.schemes or not is_name(text):
        return None
    members = [member for part in TITLES.split(text) for member in members_of(part, index)]
    # Where no list was named, only words of the list itself say that the text is about it.
    known = index.open_schemes if query.asked else frozenset[str]()
    mentioned: dict[str, Entry] = {}
    unknown: set[str] = set()
    for member in members:
        found = list(_mentions(member, query, index))
        unknown |= unknown_words(member, index, known or frozenset(entry.concept.scheme for entry in found))
        for entry in found:
            mentioned.setdefault(entry.concept.iri, entry)
    if NEGATIONS & unknown:
        return []
    listed = len(members) > 1
    each = [_concepts(_mentions(member, query, index)) for member in members]
    same = all(each) and len(mentioned) == 1
    plain = not unknown - TRAILERS
    # In its own column one value is believed among other words, unless a list may hold more of its kind.
    if len(mentioned) == 1 and (same or plain if query.asked else plain and (same or not listed)) or (
        len(mentioned) == 1 and query.asked and not listed
    ):
        if index.is_phrase(words(text)):
            return None
        reason = "Mentions {} and no other value."
        return [
            Reading(entry, BROAD, COMPOSITE, confidence("mention"), reason.format(name_of(entry.label)))
            for entry in mentioned.values()
        ]
    return offered(mentioned.values()) or None if query.asked else None


def _concepts(entries: Iterator[Entry]) -> set[str]:
    return {str(entry.concept.iri) for entry in entries}


def _mentions(part: tuple[str, ...], query: Query, index: Index) -> Iterator[Entry]:
    """The labels of the lists asked for that stand in a part, the longest at each place."""
    start = 0
    while start < len(part):
        for length in range(min(len(part) - start, index.longest_phrase), 0, -1):
            if entries := index.phrased(part[start : start + length]):
                yield from (entry for entry in entries if entry.concept.scheme in query.schemes)
                start += length
                break
        else:
            start += 1
