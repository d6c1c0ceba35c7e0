"""Finds the concepts that running text speaks of, with their places.

The longest label at each place is taken and nothing overlaps. A plain word such as "course" is found only where a
word about learning stands right before it; a short acronym only where it is written as one; a level only with its
framework. Labels in a language other than that of the text are not looked for: English is full of other languages'
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import key, words
from mcvocab.mapping import amount, number
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SHORT, Entry
from mcvocab.mapping.grammar import EDUCATIONAL, MODIFYING, SUBJECTS
from mcvocab.mapping.reading import EXACT, LEXICAL, Query, Reading, answers, concepts_of, name_of
from mcvocab.model import Annotation, Mapping
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcvocab.mapping.index import Index

_TOKEN = expression(r"[^\W_]+(?:[.'’][^\W_]+)*")
_JOINT = expression(r"(?:[ \t\u00a0]|\r?\n(?!\s*\n)|[-‐‑_®™])*")
_LEVEL_BEFORE, _LEVEL_AFTER = 8, 7
_SHORT_ACRONYM = 4
_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, where its token stands, and whether only a blank or a hyphen parts it from the word before."""

    word: str
    start: int
    end: int
    joined: bool


def find(query: Query, index: Index) -> list[Annotation]:
    """The places where a text names a concept, in order."""
    sequence = list(_words(query.text))
    found = [*levels(query, index, sequence), *_labels(query, index, sequence)]
    taken: list[Annotation] = []
    for annotation in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(annotation.end <= other.start or other.end <= annotation.start for other in taken):
            taken.append(annotation)
    return sorted(taken, key=lambda each: each.start)


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for token in _TOKEN.finditer(text):
        joined = end > 0 and _JOINT.fullmatch(text, end, token.start()) is not None
        for word in words(token[0]):
            yield _Word(word, token.start(), token.end(), joined)
            joined = True
        end = token.end()


# --- labels -----------------------------------------------------------------------------------------


def _labels(query: Query, index: Index, sequence: Sequence[_Word]) -> Iterator[Annotation]:
    for first in range(len(sequence)):
        run, longest = 1, index.longest.get(sequence[first].word, 0)
        while run < longest and first + run < len(sequence) and sequence[first + run].joined:
            run += 1
        for length in range(min(run, longest), 0, -1):
            span = sequence[first : first + length]
            if not _whole(sequence, first, length) or _is_amount(sequence, first + length - 1, query, index):
                continue
            # "Level 15" is no level in the abstract; numbers are read apart.
            numbered = first + length < len(sequence) and sequence[first + length].word[0].isdigit()
            before = sequence[first - 1].word if first and span[0].joined and not numbered else ""
            piece = query.text[span[0].start : span[-1].end]
            readings = [
                _reading(entry)
                for entry in index.phrased(tuple(each.word for each in span))
                if _may(entry, before, piece, query, index)
            ]
            if mapping := _accepted(query.about(piece), index, readings):
                yield Annotation(span[0].start, span[-1].end, mapping)
                break


def _whole(sequence: Sequence[_Word], first: int, length: int) -> bool:
    """Whether a run of words neither begins nor ends inside a token: MicroMasters is one token of two words."""
    last = first + length
    begins = first == 0 or sequence[first - 1].start != sequence[first].start
    return begins and (last == len(sequence) or sequence[last].start != sequence[last - 1].start)


def _may(entry: Entry, before: str, piece: str, query: Query, index: Index) -> bool:
    label = entry.label
    spoken = label.language.split("-")[0] in ("", _LANGUAGE, query.language.split("-")[0])
    if entry.concept.scheme not in query.schemes or not spoken:
        return False
    acronym = label.text.removesuffix("s")
    if acronym.isupper() and len(acronym) <= _SHORT_ACRONYM and acronym not in piece:
        return False
    if entry.distinctive or (len(words(label.text)) > 1 and key(label.text) not in index.everyday):
        return True
    return before in EDUCATIONAL or (bool(before) and _modifies(before, entry, index))


def _modifies(word: str, entry: Entry, index: Index) -> bool:
    """Whether a word right before a plain label says that the label is about learning: "online course"."""
    schemes = MODIFYING if key(entry.label.text) in index.everyday else MODIFYING | SUBJECTS
    return any(other.concept.scheme in schemes for other in index.phrased((word,)))


def _reading(entry: Entry) -> Reading:
    sure = confidence("label in text" if entry.distinctive else "plain label in text")
    return Reading(entry, EXACT, LEXICAL, sure, f"The text names {name_of(entry.label)}.")


# --- levels -----------------------------------------------------------------------------------------


def levels(query: Query, index: Index, sequence: Sequence[_Word] = ()) -> Iterator[Annotation]:
    """Levels with their framework: the longest stretch around a number that reads as one level.

    Args:
        query: the question.
        index: the labels.
        sequence: the words of the text, where they are at hand.
    """
    asked = index.level_schemes & query.schemes
    if not asked:
        return
    sequence = sequence or list(_words(query.text))
    # Without a framework a number is a level of many.
    if len(asked) > 1 and not index.names_framework([each.word for each in sequence]):
        return
    for at, each in enumerate(sequence):
        if not (each.word.isdecimal() and len(each.word) < SHORT) or _is_amount(sequence, at, query, index):
            continue
        firsts = range(max(0, at - _LEVEL_BEFORE), at + 1)
        stretches = [(first, at) for first in firsts] + [
            (first, last)
            for last in range(min(len(sequence) - 1, at + _LEVEL_AFTER), at, -1)
            for first in (at - 1, at)
            if first >= 0
        ]
        for first, last in stretches:
            start, end = sequence[first].start, sequence[last].end
            end += query.text[end : end + 1] == ")" and "(" in query.text[start:end]
            piece = query.text[start:end]
            readings = number.find(query.about(piece), index) or []
            mapping = _accepted(query.about(piece), index, readings) if len(concepts_of(readings)) == 1 else None
            if mapping is not None:
                yield Annotation(start, end, mapping)
                break


def _is_amount(sequence: Sequence[_Word], at: int, query: Query, index: Index) -> bool:
    """Whether a number right behind a framework counts what follows it: "SCQF 10 credits" is no level 10."""
    if not 0 < at < len(sequence) - 1 or not sequence[at].word.isdecimal():
        return False
    if sequence[at - 1].word not in index.frameworks:
        return False
    everywhere = replace(query, schemes=index.open_schemes, asked=False, language=_LANGUAGE)
    return amount.find(everywhere.about(f"{sequence[at].word} {sequence[at + 1].word}"), index) is not None


def _accepted(query: Query, index: Index, readings: list[Reading]) -> Mapping | None:
    """The one answer that readings come to, or None where they come to several or none."""
    return next((mapping for mapping in answers(query, index, readings) if mapping.accepted), None)
