"""The text is the heading of a column: what decorates a heading is set aside before it is looked up."""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import key, words
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import unbracketed
from mcvocab.mapping.reading import CLOSE, COMPOSITE, EXACT, Query, Reading, best_of, concepts_of, name_of

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_NUMBERING = expression(r"^\s*(?:Q\s*)?[0-9]{1,3}\s*[.):]\s*", re.IGNORECASE)
_ASKED = expression(r"\s*[(\[]\s*(?:required|mandatory|optional|if applicable|if known)\s*[)\]]\s*", re.IGNORECASE)
_BRACKETED = expression(r"^(?P<outer>[^()\[\]]+?)\s*[(\[]\s*(?P<inner>[^()\[\]]*?)\s*[)\]]?\s*$")
_COUNTED = expression(r"^(?P<name>.*[^\W\d])[\s_#.-]*[0-9]{1,2}$")
_DECORATION = " \t\r\n*:?!.…†‡#\"'“”"
_GOING_ON = frozenset(words("of for to needed required used attributed awarded charged expected offered if where"))
_WHOLES = frozenset(
    words("learning activity experience content credential micro credential leading opportunity unit instruction")
)
_SMALL = frozenset(words("the a an any this our your"))
_BEFORE = frozenset(words("is has estimated full content spoken total main primary short expected minimum actual"))
_UNITS = frozenset(words("hour week month year"))
_KINDS = frozenset(words("type option label method code"))
_TEXTS = frozenset(words("text statement information info"))
_LINKS = frozenset(["of", "for"])
_PAIR = 2
_MEASURED = frozenset(["hours", "credits", "money", "amount"])
_WORD = re.compile(r"(?<![^\W_])([^\W\d_]+)(?![^\W_])\.?")
_SHORT = {
    "hrs": "hours", "hr": "hours", "wks": "weeks", "mths": "months", "lvl": "level", "lev": "level",
    "cred": "credit", "creds": "credits", "pts": "points", "desc": "description", "descr": "description",
    "lang": "language", "loc": "location", "dur": "duration", "qual": "qualification", "prog": "programme",
    "org": "organisation", "crs": "course", "ttl": "title", "nm": "name", "dt": "date", "amt": "amount",
    "curr": "currency", "ccy": "currency", "cur": "currency", "deliv": "delivery", "upd": "updated",
    "cd": "code", "tot": "total", "typ": "type", "assmt": "assessment", "prereq": "prerequisite",
    "prereqs": "prerequisites", "reqs": "requirements",
}  # fmt: skip
"""Words that people and databases shorten in headings because columns are narrow."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a heading; none of one that is known, as a whole, to name no field."""
    if not index.headings_of_nothing.isdisjoint(map(key, (query.text, _undecorated(query.text)))):
        return []
    plain, inner = _parts(_spelt_out(query.text))
    for text in dict.fromkeys(filter(None, readings_of(query.text))):
        if found := _labels(query, index, text):
            return [_reading(reading, EXACT, "heading", "apart from what decorates it") for reading in found]
    if (counted := _COUNTED.match(plain)) and not inner and not names_level(plain, index):
        # "Outcome 1" and "Outcome 2" share a field that holds several values; "Level 2" is a level.
        found = [r for r in _labels(query, index, counted["name"]) if r.entry.concept.iri in index.many_valued]
        if found:
            return [_reading(reading, EXACT, "heading", "apart from its number") for reading in found]
    found = _labels(query, index, plain)
    # "Title (learner)" is no title: what stands in brackets names another field.
    if inner and concepts_of(_labels(query, index, inner)) - concepts_of(found):
        return []
    if found:
        return [
            _reading(reading, CLOSE, "heading, bracket aside", "apart from what stands in brackets")
            for reading in found
        ]
    if found := _without_common_word(query, index, plain):
        return [
            _reading(reading, CLOSE, "heading, word aside", "apart from a word for the whole") for reading in found
        ]
    if found := _head(query, index, plain):
        return [_reading(reading, CLOSE, "heading, head", "apart from what says more of it") for reading in found]
    for english in translation.turned_english(plain, query.language, index):
        text = " ".join(english)
        found = _labels(query, index, text) or _without_common_word(query, index, text) or _head(query, index, text)
        if found:
            reason = f"word by word as “{' '.join(english)}”"
            return [_reading(reading, CLOSE, "translation", reason) for reading in found]
    return None


def readings_of(text: str) -> tuple[str, ...]:
    """The forms of a heading to look up, best first: as written, undecorated, and with its bracket as a word.

    >>> readings_of("3. Credits (ECTS) *")
    ('3. Credits (ECTS) *', 'Credits (ECTS)', 'ECTS Credits', 'Credits ECTS')
    >>> readings_of("SCQF lvl")
    ('SCQF lvl', 'SCQF level')
    """
    forms: list[str] = []
    for spelt in dict.fromkeys([text, _spelt_out(text)]):
        plain, inner = _parts(spelt)
        forms += [spelt, _undecorated(spelt), *([f"{inner} {plain}", f"{plain} {inner}"] if inner else [])]
    return tuple(dict.fromkeys(forms))


def _spelt_out(text: str) -> str:
    """The heading with its shortened words in full.

    >>> _spelt_out("Notional hrs"), _spelt_out("Lvl.")
    ('Notional hours', 'level')
    """
    return _WORD.sub(lambda found: _SHORT.get(found[1].lower(), found[0]), text)


def _undecorated(text: str) -> str:
    return _NUMBERING.sub("", _ASKED.sub(" ", text).strip(_DECORATION)).strip(_DECORATION)


def _parts(text: str) -> tuple[str, str]:
    """The heading without decoration and brackets, and what stands in the brackets."""
    bare = _undecorated(text)
    match = _BRACKETED.match(bare)
    return (match["outer"].strip(_DECORATION), match["inner"]) if match else (bare, "")


def names_level(text: str, index: Index) -> bool:
    """Whether a heading is a level, with its framework or without."""
    from mcvocab.quantities.levels import read_levels

    return any(not level.framework or key(level.framework) in index.frameworks for level in read_levels(text))


def _labels(query: Query, index: Index, text: str) -> list[Reading]:
    return best_of(lexical.find(query.about(text), index) or (), query)


def _reading(reading: Reading, predicate: str, evidence: str, apart: str) -> Reading:
    reason = f"The same as {name_of(reading.entry.label)} {apart}."
    return Reading(reading.entry, predicate, COMPOSITE, confidence(evidence), reason)


def _head(query: Query, index: Index, text: str) -> list[Reading]:
    """Readings of "supervisionType", "full_description" and "Prerequisites needed to enrol": words around a label."""
    sequence = tuple(dropwhile(_SMALL.__contains__, words(unbracketed(text))))
    end = next((n for n, word in enumerate(sequence) if n and word in _GOING_ON), len(sequence))
    rest = set(sequence[end:])
    # "Mode of payment" is no mode of the course; "level of the learning experience" is its level.
    if sequence[end : end + 1] == ("of",) and not rest <= _SMALL | _LINKS | _WHOLES | _GOING_ON | index.common_words:
        return []
    head = sequence[:end]
    if not head:
        return []
    first = 1 if head[0] in _BEFORE else 0
    last = len(head) - 1 if head[-1] in _UNITS | _KINDS | _TEXTS else len(head)
    # Programs write the kind first: "dateStart".
    turned = [head[::-1]] if len(head) == _PAIR else []
    for forms in dict.fromkeys([head, head[first:], head[:last], head[first:last], *turned]):
        found = _labels(query, index, " ".join(forms)) if forms and forms != words(text) else []
        ending = head[last:] if forms[-1:] != head[-1:] else ()
        if found and all(_may_end(reading, ending, index) for reading in found):
            return found
    return []


def _may_end(reading: Reading, ending: tuple[str, ...], index: Index) -> bool:
    """Whether such a word may stand after the name of a field: weeks after a duration, "type" after a choice."""
    field = index.field_of(reading.entry.concept.iri)
    if not ending or field is None or ending[0] in _TEXTS:
        return True
    if ending[0] in _KINDS:
        return bool(field.schemes)
    return field.quantity in _MEASURED or not (field.schemes or field.part)


def _without_common_word(query: Query, index: Index, text: str) -> list[Reading]:
    """Readings of "Module start date" and "Length of the course": words that many headings carry say nothing."""
    common = index.common_words
    sequence = words(text)
    starts = takewhile(lambda start: sequence[start - 1] in common, range(1, len(sequence)))
    if found := next(filter(None, (_labels(query, index, " ".join(sequence[start:])) for start in starts)), None):
        return found
    link = next((i for i, word in enumerate(sequence) if word in _LINKS and i > 0), None)
    if link is not None and set(sequence[link + 1 :]) - {"the", "this"} <= common:
        return _labels(query, index, " ".join(sequence[:link]))
    return []
