"""The text says one thing twice, or explains itself: "continuing professional development (CPD)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import key, words
from mcvocab.mapping import lexical, spelling
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SPOKEN
from mcvocab.mapping.grammar import EQUIVALENTS, LISTED, NEGATIONS
from mcvocab.mapping.head import unknown_words
from mcvocab.mapping.reading import (
    BROAD,
    CLOSE,
    COMPOSITE,
    EXACT,
    Query,
    Reading,
    best_of,
    concepts_of,
    name_of,
    offered,
)

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_BRACKETED = expression(r"^(?P<outer>[^()\[\]]+?)\s*[(\[]\s*(?P<inner>[^()\[\]]+?)\s*[)\]]$")
_TWICE = expression(r"\s+[-–—/|=]\s+|\s*[/;]\s*")
_PARTING = frozenset("-–—/|=;")


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text in brackets or of two halves that mean the same."""
    text = query.text.strip()
    if (named := EQUIVALENTS.sub("", text)) != text and named:
        return [_narrowed(reading.entry, "“or equivalent”") for reading in _labels(query, index, named)] or None
    if text.endswith((")", "]")) and (match := _BRACKETED.match(text)):
        return _bracketed(query, index, match["outer"], match["inner"])
    halves = _TWICE.split(text) if _PARTING.intersection(text) else ()
    if len(halves) == 2:
        one, other = (_labels(query, index, half) for half in halves)
        both = concepts_of(one) & concepts_of(other)
        if both:
            return [_said_twice(reading) for reading in one if reading.entry.concept.iri in both]
        # "Higher National Certificates/Diplomas" are two, of which the second is cut short.
        stem = words(halves[0])[:-1]
        cut = _labels(query, index, " ".join([*stem, *words(halves[1])])) if one and stem else ()
        if both := concepts_of(one) & concepts_of(cut):  # "oral test/assessment"
            return [_said_twice(reading) for reading in one if reading.entry.concept.iri in both]
        if cut:
            return offered(reading.entry for reading in [*one, *cut])
    return None


def _bracketed(query: Query, index: Index, outer: str, inner: str) -> list[Reading] | None:
    outside, inside = _labels(query, index, outer), _labels(query, index, inner)
    both = concepts_of(outside) & concepts_of(inside)
    if both:
        return [_said_twice(reading) for reading in outside if reading.entry.concept.iri in both]
    for parts in ([inner], LISTED.split(inner)):
        if turned := [reading for part in parts for reading in _spoken(query, index, f"{part} {outer}")]:
            return [_turned(reading) for reading in turned]
    if inside and _initials(inner, outer):
        # "PBL (project-based learning)" is not the other thing that these letters stand for.
        return [_said_twice(reading) for reading in inside]
    if outside and inside:
        return _one_within_the_other(index, outside, inside) or [*outside, *inside]
    if outside:
        if _initials(outer, inner):
            return [_said_twice(reading) for reading in outside]
        if NEGATIONS & set(words(inner)):
            return []
        if query.asked and not inside and (slip := spelling.find(query, index)):
            return slip
        # In the column of a list a remark in brackets changes nothing: "Part-time (providers in Scotland)".
        known = query.asked or not unknown_words(words(inner), index, index.open_schemes)
        specific = [reading for reading in outside if known or reading.entry.distinctive]
        return [_narrowed(reading.entry) for reading in specific] or None
    if inside and not _initials(outer, inner):
        # "Leading Change (micro-credential)", "Tystysgrif Genedlaethol Uwch (HNC)": the bracket says what it is.
        said = [reading for reading in inside if reading.entry.distinctive and reading.entry.concept.kind]
        return [_narrowed(reading.entry, "the words before the brackets") for reading in said] or None
    if inside and _initials(outer, inner):
        return [
            Reading(
                reading.entry,
                CLOSE,
                COMPOSITE,
                confidence("initials"),
                f"The initials stand for {name_of(reading.entry.label)}.",
            )
            for reading in inside
        ]
    return None


def _labels(query: Query, index: Index, text: str) -> list[Reading]:
    return best_of(lexical.find(query.about(text), index) or (), query) if not text.strip().isdecimal() else []


def _spoken(query: Query, index: Index, text: str) -> list[Reading]:
    return [reading for reading in _labels(query, index, text) if reading.entry.label.kind in SPOKEN]


def _initials(phrase: str, short: str) -> bool:
    """Whether a short form is made of the first letters of a phrase; small words may be left out."""
    letters = key(short)
    firsts = [word[0] for word in words(phrase)]
    heavy = [word[0] for word in words(phrase) if len(word) > 3]
    return len(letters) > 1 and letters in ("".join(firsts), "".join(heavy))


def _one_within_the_other(index: Index, outside: list[Reading], inside: list[Reading]) -> list[Reading]:
    for narrow, wide in ((inside, outside), (outside, inside)):
        above = {iri for reading in narrow for iri in index.vocabulary.ancestors(reading.entry.concept.iri)}
        if concepts_of(wide) <= above:
            return [_narrowed(reading.entry) for reading in narrow]
    return []


def _said_twice(reading: Reading) -> Reading:
    reason = f"Says the same thing twice: {name_of(reading.entry.label)} and its short form or synonym."
    return Reading(reading.entry, EXACT, COMPOSITE, confidence("said twice"), reason, reading.worth)


def _turned(reading: Reading) -> Reading:
    """Of "Badge (digital)", or "Exam (written, 2 hours)"."""
    reason = f"The words of {name_of(reading.entry.label)}, of which the first stands in brackets."
    return Reading(reading.entry, EXACT, COMPOSITE, confidence("order"), reason, reading.worth)


def _narrowed(entry: Entry, by: str = "the words in brackets") -> Reading:
    reason = f"A case of “{entry.label.text}” that {by} make narrower."
    return Reading(entry, BROAD, COMPOSITE, confidence("in brackets"), reason)
