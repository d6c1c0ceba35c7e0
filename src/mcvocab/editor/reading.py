"""A text as ``check`` reads it: the findings, the values that were understood, and what could be written instead."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from mcvocab.editor.extent import end
from mcvocab.inquiry import understood
from mcvocab.model import Correction, Edit, Finding, Location, Summary
from mcvocab.readers.patches import FINDERS
from mcvocab.readers.patches.text import Span
from mcvocab.readers.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from mcvocab.checker import Checker
    from mcvocab.model import Mapping

MOST_RECORDS = 2_000
"""Of how many records the values are kept, for showing what they mean; findings are kept of all."""

MOST_FINDINGS = 1_000


@dataclass(frozen=True, slots=True)
class Meaning:
    """A value that was understood: where it stands, of which field it is, and what it means."""

    start: int
    end: int
    field: str
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with the stretch of text that it is about."""

    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to say about a text.

    Attributes:
        text: the text that was read.
        form: its format, as a suffix without its dot.
        marked: the findings, in the order of the report.
        meanings: the values that were understood.
        corrections: the stretches that could be written better, with why that is safe.
    """

    text: str
    form: str
    marked: tuple[Marked, ...]
    meanings: tuple[Meaning, ...]
    corrections: tuple[tuple[Span, Edit], ...]


def read_text(name: str, text: str, checker: Checker) -> Reading:
    """Read a text that may not be saved yet.

    Args:
        name: its file name; the suffix tells the format.
        text: the whole text.
        checker: how to check.
    """
    form = PurePath(name).suffix.lower().removeprefix(".")
    lines = Lines(text)
    found = islice((f for f in checker.stream(_named(name, text)) if not isinstance(f, Summary)), MOST_FINDINGS)
    marked = tuple(Marked(*_stretch(text, lines, finding.where, form), finding) for finding in found)
    meanings = []
    for document, interpretation in islice(checker.interpretations(_named(name, text)), MOST_RECORDS):
        for field, value in understood(interpretation.record):
            best = next(one for one in value.candidates if one.concept == value.term)
            meanings.append(Meaning(*_stretch(text, lines, document.locate(value.spot), form), field, best))
    corrections = (correction for _, correction in checker.corrections(_named(name, text)))
    return Reading(text, form, marked, tuple(meanings), tuple(_placed(text, lines, form, corrections)))


def _named(name: str, text: str) -> IO[bytes]:
    """A text that is handed over as an open file would be."""
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    stream.name = name
    return stream


def _stretch(text: str, lines: Lines, where: Location, form: str) -> tuple[int, int]:
    """The stretch that a place means: a value, a line where it names no column, else the first line."""
    line = min(where.line or 1, lines.count)
    start = lines.start(line)
    if where.line is None or where.column is None:
        return start, start + len(text[start:].partition("\n")[0].rstrip("\r"))
    start += where.column - 1
    return start, max(start, end(text, start, form))


def _placed(text: str, lines: Lines, form: str, corrections: Iterable[Correction]) -> Iterator[tuple[Span, Edit]]:
    """Where corrections are to be written; those that cannot be are left out."""
    find = FINDERS[form](text) if form in FINDERS else None
    for correction in corrections:
        where = correction.where
        if find is not None and where.line is not None and where.column is not None and where.line <= lines.count:
            span = find(text, lines.start(where.line) + where.column - 1, correction)
            if isinstance(span, Span):
                yield span, correction.edit
