"""CSV, TSV and their kin: text cut into cells by a delimiter."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import Document, Row, Trouble
from mcvocab.readers.table import Cells, Table
from mcvocab.readers.text import LINE, Lines, decode

_DELIMITERS = (",", ";", "\t", "|")
_NONE = "\x1f"
"""Stands in text files nowhere: what a table of one column is cut by."""

_DECLARED = re.compile(r'sep=([^"\r\n])(?:\r\n?|\n)', re.IGNORECASE)
"""The first line by which Excel is told the delimiter; no spreadsheet shows it as a row."""

_SAMPLE_RECORDS = 20
_SAMPLE_TEXT = 65_536
_LONGEST_FIELD = 2**31 - 1


def read(source: Source, data: bytes, _types: frozenset[str] = frozenset()) -> Iterator[Document | Trouble]:
    """The one table of a delimited file."""
    text, troubles = decode(data)
    yield from troubles
    if not text:
        return
    table = DelimitedText(source, text)
    yield Trouble("file-empty") if table.empty else table


class DelimitedText(Table):
    """A table in delimited text, read by the rules of RFC 4180, kindly where a file breaks them."""

    def __init__(self, source: Source, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        declared = _DECLARED.match(text)
        self._start = declared.end() if declared else 0
        self._delimiter = separator(text)
        self._opened: tuple[int, list[int]] = 0, []
        self._unclosed: int | None = None
        super().__init__(source)

    def rows(self) -> Iterator[Row | Trouble]:
        """The rows below the headings; none where the heading row never ends."""
        if self._unclosed == self._top:
            yield self._quote_unclosed(self._top, self._names)
        else:
            yield from super().rows()

    def _records(self) -> Iterator[tuple[int, Cells]]:
        ended = False

        def lines() -> Iterator[str]:
            nonlocal ended
            for line in LINE.finditer(self._text, self._start):
                yield line[0]
            ended = True

        for row, cells in enumerate(_cells(lines(), self._delimiter), 1):
            # The parser asks for a line that is not there only where it still waits for a closing quote.
            if ended:
                self._unclosed = row
            yield row, cells

    def _troubles(self, row: int, cells: Cells) -> Iterator[Trouble]:
        if row == self._unclosed:
            # Too few cells, or a cell too long, would only say the same again.
            yield self._quote_unclosed(row, cells)
        else:
            yield from super()._troubles(row, cells)

    @staticmethod
    def _quote_unclosed(row: int, cells: Cells) -> Trouble:
        return Trouble("quote-unclosed", (row, len(cells) - 1))

    def locate(self, spot: Spot) -> Location:
        """Line, column and cell: a value starts where its cell does, at the opening quote if it has one."""
        if not spot:
            return Location(self.source.file)
        row, column, cell, heading = self._cell(spot)
        line, character = self._lines.at(self._offset(row, column or 0))
        return Location(self.source.file, line, character, cell=cell, heading=heading)

    def _offset(self, row: int, column: int) -> int:
        """The offset of a cell; those of the row looked at last are kept, for rows can be long."""
        if self._opened[0] != row:
            self._opened = row, list(self._cell_offsets(self._starts[row - 1]))
        return self._opened[1][column]

    def _cell_offsets(self, offset: int) -> Iterator[int]:
        yield offset
        while found := self._one_cell.match(self._text, offset):
            if not self._text.startswith(self._delimiter, found.end()):
                break
            offset = found.end() + 1
            yield offset

    @cached_property
    def _starts(self) -> array[int]:
        """The offset at which each record starts, found by the same parser that read it."""
        reached = self._start

        def lines() -> Iterator[str]:
            nonlocal reached
            for line in LINE.finditer(self._text, self._start):
                reached = line.end()
                yield line[0]

        starts = array("q", (reached,))
        for _ in _cells(lines(), self._delimiter):
            starts.append(reached)
        return starts

    @cached_property
    def _one_cell(self) -> re.Pattern[str]:
        """One cell as the standard library's parser sees it: quotes matter only at its start."""
        plain = rf"[^{re.escape(self._delimiter)}\r\n]*"
        return re.compile(rf'"[^"]*(?:""[^"]*)*(?:"{plain})?|{plain}')


def separator(text: str) -> str:
    """What cuts the cells of a delimited text: what its first line declares, else what its content shows."""
    declared = _DECLARED.match(text)
    return declared[1] if declared else delimiter(text)


def delimiter(text: str) -> str:
    r"""The delimiter that cuts most of the first records as it cuts the heading line.

    Lines that a delimiter does not cut may stand above the headings as a title, but a table of one column
    looks much the same where its values hold commas. So a title is believed only where no other delimiter
    cuts the first line, the headings are cut without a space as in prose, and at least one row agrees with
    them; and without a blank line below the title, only where all rows agree on three cells or more.

    The standard library's sniffer is not asked: it takes letters for delimiters, and quotes confuse it.

    >>> delimiter("title;price\nGaelic, for beginners;1,50\n")
    ';'
    >>> delimiter("Our courses\n\ntitle;price\nGaelic, for beginners;1,50\n")
    ';'
    """
    start = len(text) - len(text.lstrip("\r\n"))
    sample = text[start : start + _SAMPLE_TEXT]

    def agreement(candidate: str) -> tuple[bool, int, int]:
        lines = (line[0] for line in LINE.finditer(sample))
        records = list(islice(_cells(lines, candidate), _SAMPLE_RECORDS))
        top = next((ordinal for ordinal, cells in enumerate(records) if len(cells) > 1), len(records))
        widths = [len(cells) for cells in records[top:] if cells]
        if not widths or (top and not _is_title(records[:top], records[top], widths)):
            return False, 0, 0
        return not top, widths.count(widths[0]), widths[0]

    best = max(_DELIMITERS, key=agreement)
    return best if agreement(best)[1] else _NONE


def _is_title(above: list[list[str]], headings: list[str], widths: list[int]) -> bool:
    """Whether uncut lines are a title above headings; ``widths`` are those of the headings and the rows."""
    agreeing = widths.count(len(headings))
    if agreeing < 2 or any(cell.startswith(" ") for cell in headings):
        return False
    if not "".join(above[-1]).strip():
        return agreeing * 2 > len(widths)
    return agreeing == len(widths) and len(headings) > 2


def _cells(lines: Iterator[str], cut_by: str) -> Iterator[list[str]]:
    # The limit belongs to the whole process; it is only ever raised, and long values are cut by us.
    if csv.field_size_limit() < _LONGEST_FIELD:
        csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(lines, delimiter=cut_by)
