"""A label is the head of the text: "Online 6-week MicroMasters programme" is a case of MicroMasters.

The head is what stands before the first preposition, and its last word says what the thing is. A plain word
such as "course" counts as a head only where all that stands before it is known: "online course" is a course,
"race course" is not. A value of a list is believed only where all words of the text are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mcvocab.labels import words
from mcvocab.mapping.index import Entry, Index
from mcvocab.mapping.reading import BROAD, COMPOSITE, NEGATIONS, RELATED, UNDECIDED, Query, Reading, name_of
from mcvocab.model import Label

_LONGEST_TEXT, _LONGEST_PHRASE = 120, 14
_TITLES = re.compile(r"\s*:\s*|\s+[-–—]\s+")
_LISTED = re.compile(r"\s*[/;|•·]\s*|,\s+(?:(?:and|or|&)\s+)?")
_CONJUNCTIONS = re.compile(r"\s+(?:and|or|und|oder|et|ou|y|e)\s+|\s*[&+]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_SENTENCE = re.compile(r"[.?!]\s+\S")
_ABOUT = frozenset(["in", "en", "em"])
_PREPOSITIONS = _ABOUT | frozenset(
    words(
        "of for with on at from by to through via about as into under within de du des di del della da do dos "
        "für im von mit zu zur zum van voor over til om pour para per"
    )
)
_FILLERS = frozenset(words("a an the this our your my new free minute hour day week month year point level credit"))
_BRAND = "brand"
_SPECIFIC, _KNOWN, _COVERED, _OFFERED = 0.85, 0.78, 0.78, 0.5


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a phrase; none where something in it says the contrary."""
    text = _BRACKETS.sub(" ", query.text)
    if len(text) > _LONGEST_TEXT or _SENTENCE.search(text) or len(words(text)) > _LONGEST_PHRASE:
        return None
    terms = query.schemes & index.term_schemes
    # "Free online course" is first of all a course, and only then something that is held online.
    found = _by_head(text, replace(query, schemes=terms), index) if terms else None
    rest = query.schemes - terms
    return _by_mention(text, replace(query, schemes=rest), index) if found is None and rest else found


def _by_head(text: str, query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that names a thing: by the head of its only part, or of the only part that has one."""
    parts = [part for part in _TITLES.split(text) if part]
    readings: list[Reading] = []
    for part in parts:
        members = _members(part, index)
        if len(members) > 1:
            denied, found = _head_of_list(part, members, query, index)
        else:
            alone = len(parts) == 1 and members == [words(part)]
            denied, found = _heads(members[0] if members else (), query, index, alone)
        if denied:
            return []
        readings += found
    return readings or None


def _head_of_list(
    part: str, members: list[tuple[str, ...]], query: Query, index: Index
) -> tuple[bool, list[Reading]]:
    """The readings of several things side by side: one decides only where "and" stands inside its own name."""
    each = [_member(member, query, index) for member in members]
    if any(denied for denied, _ in each):
        return True, []
    named = [n for n, (_, found) in enumerate(each) if found]
    if len(named) == 1 and not _LISTED.search(part):
        whole = _heads(words(part), query, index, alone=True)
        first, last = members[0], members[-1]
        # "Certificate in health and safety" and "Data science and AI bootcamp" are one thing each.
        inside = named[0] == 0 and _PREPOSITIONS & set(first)
        before = named[0] == len(members) - 1 and not index.is_phrase(last) and last[0] not in _FILLERS
        if inside or before:
            return whole
    return False, _offered(reading.entry for _, found in each for reading in found)


def _member(member: tuple[str, ...], query: Query, index: Index) -> tuple[bool, list[Reading]]:
    labels = [entry for entry in index.phrased(member) if entry.concept.scheme in query.schemes]
    return (False, [_case(entry, _KNOWN) for entry in labels]) if labels else _heads(member, query, index, alone=True)


def _members(part: str, index: Index) -> list[tuple[str, ...]]:
    """The words of each member of a list; a number with its unit says more of the same thing."""
    members: list[tuple[str, ...]] = []
    for piece in _LISTED.split(part):
        whole = words(piece)
        pieces = [whole] if index.is_phrase(whole) else [words(joined) for joined in _CONJUNCTIONS.split(piece)]
        members += [member for member in pieces if not all(_says_little(word) for word in member)]
    return members


def _heads(part: tuple[str, ...], query: Query, index: Index, alone: bool) -> tuple[bool, list[Reading]]:
    """Whether the part denies what it names, and the readings of its longest head."""
    for length in range(min(len(part), index.longest_phrase), 0, -1):
        for start in range(len(part) - length + 1):
            if _PREPOSITIONS & set(part[:start]):
                break
            span, before, after = part[start : start + length], part[:start], part[start + length :]
            entries = [entry for entry in index.phrased(span) if entry.concept.scheme in query.schemes]
            if not entries:
                continue
            if not (before or after):
                whole = [entry for entry in entries if not (alone or not entry.distinctive)]
                return False, [_case(entry, _SPECIFIC) for entry in whole]
            if NEGATIONS & unknown_words(before, index):
                return True, []
            readings = [reading for entry in entries if (reading := _head(entry, before, after, index))]
            if readings:
                return False, readings
    return False, []


def _head(entry: Entry, before: tuple[str, ...], after: tuple[str, ...], index: Index) -> Reading | None:
    if after and after[0] not in _PREPOSITIONS and not _genus(entry, after, index):
        return None
    confidence = _SPECIFIC
    if not entry.distinctive:
        # "Course in French" is a course, "course of antibiotics" is not.
        if unknown_words(before, index) or (after and after[0] not in _ABOUT):
            return None
        confidence = _KNOWN
    return _case(entry, confidence)


def _case(entry: Entry, confidence: float) -> Reading:
    return Reading(entry, BROAD, COMPOSITE, confidence, f"A narrower case of “{entry.label.text}”.")


def _genus(entry: Entry, after: tuple[str, ...], index: Index) -> bool:
    """Whether a brand is only followed by a plain word for what it is: "MasterTrack programme".

    Of other things that is not so: the unit of an HNC is a unit.
    """
    proper = entry.concept.kind == _BRAND
    following = after[: next((i for i, word in enumerate(after) if word in _PREPOSITIONS), len(after))]
    plain = [other for other in index.phrased(following) if other.concept.scheme in index.term_schemes]
    return proper and len(following) == 1 and any(not other.distinctive for other in plain)


def unknown_words(part: tuple[str, ...], index: Index) -> set[str]:
    """The words of a part that are neither numbers, nor small words, nor labels of the language."""
    unknown: set[str] = set()
    start = 0
    while start < len(part):
        for length in range(min(len(part) - start, index.longest_phrase), 0, -1):
            span = part[start : start + length]
            if index.is_phrase(span) or (length == 1 and _says_little(span[0])):
                start += length
                break
        else:
            unknown.add(part[start])
            start += 1
    return unknown


def _says_little(word: str) -> bool:
    return word in _FILLERS or word[0].isdigit()


def _by_mention(text: str, query: Query, index: Index) -> list[Reading] | None:
    """Readings of the one value that a phrase of known words mentions: "self-paced online module".

    Beside a second member of a list, or words that the language does not know, what is mentioned is only offered.
    """
    members = [member for part in _TITLES.split(text) for member in _members(part, index)]
    mentioned: dict[str, Entry] = {}
    unknown: set[str] = set()
    for member in members:
        unknown |= unknown_words(member, index)
        for entry in _mentions(member, query, index):
            mentioned.setdefault(entry.concept.iri, entry)
    if NEGATIONS & unknown:
        return []
    listed = any(len(_members(part, index)) > 1 for part in _TITLES.split(text))
    if len(mentioned) == 1 and not unknown and not listed:
        if index.is_phrase(words(text)):
            return None
        return [
            Reading(entry, BROAD, COMPOSITE, _COVERED, f"Mentions {name_of(entry.label)} and no other value.")
            for entry in mentioned.values()
        ]
    return _offered(mentioned.values()) or None if query.asked else None


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


def _offered(entries: Iterable[Entry]) -> list[Reading]:
    """Readings of what a text mentions among other things: of equal worth, and none to be relied on."""
    found = {entry.concept.iri: entry for entry in entries}
    confidence = UNDECIDED if len(found) > 1 else _OFFERED
    return [
        Reading(
            Entry(Label(entry.concept.label), entry.concept),
            RELATED,
            COMPOSITE,
            confidence,
            f"Mentions “{entry.label.text}”, but other things too.",
        )
        for entry in found.values()
    ]
