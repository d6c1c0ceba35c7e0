"""A label is the head of the text: "Online 6-week MicroMasters programme" is a case of MicroMasters.

The head is what stands before the first preposition, and its last word says what the thing is. A plain word
such as "course" counts as a head only where all that stands before it is known: "online course" is a course,
"race course" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mcvocab.labels import words
from mcvocab.mapping.index import Entry, Index, is_acronym
from mcvocab.mapping.reading import BROAD, COMPOSITE, NEGATIONS, Query, Reading, name_of

_LONGEST_TEXT, _LONGEST_PHRASE = 120, 14
_PARTS = re.compile(r"\s*[/:;|•·]\s*|,\s+|\s+[-–—]\s+")
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
_SPECIFIC, _KNOWN, _COVERED = 0.85, 0.78, 0.78


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a phrase by its head; none where something in it says the contrary."""
    if not query.asked:
        # "Free online course" is first of all a course, and only then something that is held online.
        terms = query.schemes & index.term_schemes
        found = _find(replace(query, schemes=terms), index) if terms else None
        return found if found is not None else _find(replace(query, schemes=query.schemes - terms), index)
    return _find(query, index)


def _find(query: Query, index: Index) -> list[Reading] | None:
    text = query.text
    if len(text) > _LONGEST_TEXT or _SENTENCE.search(text):
        return None
    parts = [part for part in _parts(_BRACKETS.sub(" ", text), index) if part]
    if sum(map(len, parts)) > _LONGEST_PHRASE:
        return None
    readings: list[Reading] = []
    for part in parts:
        denied, found = _heads(part, query, index, alone=len(parts) == 1)
        if denied:
            return []
        readings += found
    if not readings and query.asked and not query.schemes & index.term_schemes:
        readings = _only_mention([word for part in parts for word in part], query, index)
    return readings or None


def _parts(text: str, index: Index) -> Iterator[tuple[str, ...]]:
    """The words of each part of a text; "badge and certificate" has two, "health and safety badge" one."""
    for part in _PARTS.split(text):
        joined = [words(piece) for piece in _CONJUNCTIONS.split(part)]
        if len(joined) > 1 and all(piece in index.phrases for piece in joined):
            yield from joined
        else:
            yield words(part)


def _heads(part: tuple[str, ...], query: Query, index: Index, alone: bool) -> tuple[bool, list[Reading]]:
    """Whether the part denies what it names, and the readings of its longest head."""
    for length in range(min(len(part), index.longest_phrase), 0, -1):
        for start in range(len(part) - length + 1):
            if _PREPOSITIONS & set(part[:start]):
                break
            span, before, after = part[start : start + length], part[:start], part[start + length :]
            entries = [entry for entry in index.phrases.get(span, ()) if entry.concept.scheme in query.schemes]
            if not entries:
                continue
            if not (before or after):
                whole = [
                    entry
                    for entry in entries
                    if not (alone or (index.is_generic(entry) and query.schemes & index.term_schemes))
                ]
                return False, [_case(entry, _SPECIFIC) for entry in whole]
            if NEGATIONS & _unknown(before, index):
                return True, []
            readings = [reading for entry in entries if (reading := _head(entry, before, after, index))]
            if readings:
                return False, readings
    return False, []


def _head(entry: Entry, before: tuple[str, ...], after: tuple[str, ...], index: Index) -> Reading | None:
    if after and after[0] not in _PREPOSITIONS and not _genus(entry, after, index):
        return None
    confidence = _SPECIFIC
    if index.is_generic(entry):
        # "Course in French" is a course, "course of antibiotics" is not.
        if _unknown(before, index) or (after and after[0] not in _ABOUT):
            return None
        confidence = _KNOWN
    return _case(entry, confidence)


def _case(entry: Entry, confidence: float) -> Reading:
    return Reading(entry, BROAD, COMPOSITE, confidence, f"A narrower case of “{entry.label.text}”.")


def _genus(entry: Entry, after: tuple[str, ...], index: Index) -> bool:
    """Whether a proper name is only followed by a plain word for what it is: "MasterTrack programme"."""
    name = entry.concept.label
    proper = name[:1].isupper() and not is_acronym(name)
    following = after[: next((i for i, word in enumerate(after) if word in _PREPOSITIONS), len(after))]
    plain = [other for other in index.phrases.get(following, ()) if other.concept.scheme in index.term_schemes]
    return proper and len(following) == 1 and any(map(index.is_generic, plain))


def _unknown(part: tuple[str, ...], index: Index) -> set[str]:
    """The words of a part that are neither numbers, nor small words, nor labels of the language."""
    unknown: set[str] = set()
    start = 0
    while start < len(part):
        for length in range(min(len(part) - start, index.longest_phrase), 0, -1):
            span = part[start : start + length]
            if span in index.phrases or (length == 1 and (span[0] in _FILLERS or span[0][0].isdigit())):
                start += length
                break
        else:
            unknown.add(part[start])
            start += 1
    return unknown


def _only_mention(part: list[str], query: Query, index: Index) -> list[Reading]:
    """Readings of the one value that a phrase of known words mentions: "self-paced online module"."""
    mentioned: list[list[Entry]] = []
    start = 0
    while start < len(part):
        for length in range(min(len(part) - start, index.longest_phrase), 0, -1):
            span = tuple(part[start : start + length])
            entries = index.phrases.get(span)
            if entries or (length == 1 and (span[0] in _FILLERS or span[0][0].isdigit())):
                wanted = [entry for entry in entries or () if entry.concept.scheme in query.schemes]
                mentioned += [wanted] if wanted else []
                start += length
                break
        else:
            return []
    if len(mentioned) != 1:
        return []
    return [
        Reading(entry, BROAD, COMPOSITE, _COVERED, f"Mentions {name_of(entry.label)} and no other value of the list.")
        for entry in mentioned[0]
    ]
