"""CSV, TSV and their kin: text cut into cells by a delimiter."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.expression import expression
from mcvocab.instructions import NOTHING_SAID, Instructions
from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Branch, Document, Kinds, Row, Stretch, Trouble
from mcvocab.readers.table import Cells, Table, has_text, upright
from mcvocab.readers.text import LINE, LONGEST, LONGEST_LINE, Lines, Text, examine
from mcvocab.readers.trail import Start, Trail

if TYPE_CHECKING:
    from mcvocab.content import Content

_DELIMITERS = (",", ";", "\t", "|")
_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_NONE = "\x1f"
"""Stands in text files nowhere: what a table of one column is cut by."""

_DECLARED = expression(r'sep=([^"\r\n])(?:\r\n?|\n)', re.IGNORECASE)
"""The first line by which Excel is told the delimiter; no spreadsheet shows it as a row."""

_SAMPLE_RECORDS = 20
_SAMPLE_TEXT = 65_536
_LONGEST_FIELD = 2**31 - 1


def read(
    source: Source, content: Content, kinds: Kinds = NO_KINDS, said: Instructions = NOTHING_SAID
) -> Iterator[Document | Trouble]:
    """The one table of a delimited file."""
    text, troubles = examine(content, said.encoding)
    yield from troubles
    if text is None:
        return
    table = DelimitedText(source, text, said)
    if table.empty:
        yield table.without_headings(said)
    else:
        yield table if said.heading_row else upright(table, kinds.knows)


class _Written(NamedTuple):
    """One record as it stands in the file; the ordinal of its start is its row as a spreadsheet counts."""

    start: Start
    cells: Cells
    lines: list[str]


class _Opened(NamedTuple):
    """A record taken apart: its line, its own lines, and where its cells start as far as that is known."""

    row: int
    line: int
    lines: Lines
    cells: array[int]
    others: Iterator[int]
    length: int

    def start(self, column: int) -> int:
        """Where a cell starts; the last one, where there are not so many."""
        missing = column + 1 - len(self.cells)
        if missing > 0:
            self.cells.extend(islice(self.others, missing))
        return self.cells[min(column, len(self.cells) - 1)]


class DelimitedText(Table):
    """A table in delimited text, read by the rules of RFC 4180, kindly where a file breaks them.

    Rows are read one at a time and forgotten; the place of a cell comes from a second reading.
    """

    def __init__(self, source: Source, text: Text, said: Instructions = NOTHING_SAID) -> None:
        self._text = text
        head = text.head()
        declared = _DECLARED.match(head)
        self._delimiter = said.delimiter or separator(head)
        start = text.start + (text.encoding.size(declared[0]) if declared else 0)
        self._trail = Trail(Start(1, start, 2 if declared else 1), self._written)
        self._unclosed: int | None = None
        self._cut: set[int] = set()
        self._heading: _Written | None = None
        self._opened: _Opened | None = None
        super().__init__(source, said)

    @property
    def traits(self) -> dict[str, str]:
        """What was found out about the form of the table."""
        return {**super().traits, "encoding": self._text.encoding.title, "delimiter": self._delimiter}

    def rows(self) -> Iterator[Row | Trouble]:
        """The rows below the headings; none where the heading row never ends."""
        if self._unclosed == self._top:
            yield self._quote_unclosed(self._top, self._names)
        else:
            yield from super().rows()

    def stretches(self, size: int, may_start: Callable[[Row], bool]) -> Iterator[Stretch]:
        """The rows in stretches of so many bytes, at least."""
        first: Start | None = None
        if self._unclosed == self._top:
            return
        for written in self._trail:
            row, at = written.start.ordinal, written.start.at
            if row <= self._top:
                continue
            if first is None:
                first = written.start if has_text(written.cells) else None
            elif at - first.at >= size and may_start(self._row(written)):
                yield Stretch(first.ordinal, first.at, first.line, at)
                first = written.start
        if first is not None:
            yield Stretch(first.ordinal, first.at, first.line)

    def rows_within(self, stretch: Stretch) -> Iterator[Row | Trouble]:
        """The rows of a stretch."""
        first = Start(stretch.ordinal, stretch.at, stretch.line)
        found = self._trail.within(first, stretch.end)
        yield from self._below((written.start.ordinal, written.cells) for written in found)

    def _row(self, written: _Written) -> Row:
        row = written.start.ordinal
        return Row(1, Branch(tuple(self._entries(row, written.cells)), (row,)))

    def _records(self) -> Iterator[tuple[int, Cells]]:
        for written in self._trail:
            yield written.start.ordinal, written.cells

    def _written(self, start: Start) -> Iterator[_Written]:
        """The records from a place on."""
        row, end, reached, _ = start
        held: list[str] = []
        length, ended, whole = 0, False, True

        def lines() -> Iterator[str]:
            nonlocal end, reached, length, ended, whole
            for text, size, complete in self._text.lines(start.at):
                end, reached, length, whole = end + size, reached + 1, length + len(text), whole and complete
                # A second line is asked for only within quotation marks: what no value can hold is passed over.
                if held and length > 2 * LONGEST and '"' not in text:
                    length -= len(text)
                    continue
                if held and length > LONGEST_LINE:
                    break
                held.append(text)
                yield text
            ended = True

        for cells in _cells(lines(), self._delimiter):
            # The parser asks for a line that is not there only where it still waits for a closing quote.
            if ended:
                self._unclosed = row
            if not whole:
                self._cut.add(row)
            yield _Written(start, cells, held)
            row, length, whole, held = row + 1, 0, True, []
            start = Start(row, end, reached)

    def _troubles(self, row: int, cells: Cells) -> Iterator[Trouble]:
        if row == self._unclosed:
            # Too few cells, or a cell too long, would only say the same again.
            yield self._quote_unclosed(row, cells)
        elif row in self._cut:
            yield Trouble("line-too-long", (row,), {"expected": str(LONGEST_LINE)})
        else:
            yield from super()._troubles(row, cells)

    def _why_ragged(self, cells: Cells) -> str:
        """Another sign that cuts the row as the headings are cut: two files were joined, or a program was changed."""
        text, width = self._delimiter.join(cells), self._width
        others = (one for one in _DELIMITERS if one != self._delimiter and text.count(one) >= width - 1 > 0)
        other = next((one for one in others if _cuts(text, one, width)), None)
        if other is None:
            return ""
        own = _SIGNS.get(self._delimiter, f"“{self._delimiter}”")
        return f", because {_SIGNS[other]} part the cells of the row, and {own} those of the headings"

    @staticmethod
    def _quote_unclosed(row: int, cells: Cells) -> Trouble:
        return Trouble("quote-unclosed", (row, len(cells) - 1))

    def locate(self, spot: Spot) -> Location:
        """Line, column and cell: a value starts where its cell does, at the opening quote if it has one."""
        if not spot:
            return Location(self.source.file)
        row, column, cell, heading = self._cell(spot)
        opened = self._opened_at(row)
        if opened is None:
            return Location(self.source.file, cell=cell, heading=heading)
        line, character = opened.lines.at(opened.start(column or 0))
        # Where a line was shortened, nobody knows how far into it a later cell starts.
        known = character if opened.length <= 2 * LONGEST or not column else None
        return Location(self.source.file, opened.line + line - 1, known, cell=cell, heading=heading)

    def _opened_at(self, row: int) -> _Opened | None:
        """A record taken apart; the one looked at last is kept, for rows can be long."""
        if self._opened is None or self._opened.row != row:
            written = self._again(row)
            if written is None:
                return None
            text = "".join(written.lines)
            cells = self._cell_offsets(text)
            self._opened = _Opened(row, written.start.line, Lines(text), array("q"), cells, len(text))
        return self._opened

    def _again(self, row: int) -> _Written | None:
        """A record that was read before; that of the headings, which is asked for again and again, is kept."""
        if row != self._top:
            return self._trail.again(row)
        if self._heading is None:
            self._heading = self._trail.again(row)
        return self._heading

    def _cell_offsets(self, text: str) -> Iterator[int]:
        offset = 0
        yield offset
        while found := self._one_cell.match(text, offset):
            if not text.startswith(self._delimiter, found.end()):
                break
            offset = found.end() + 1
            yield offset

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


def _cuts(text: str, by: str, width: int) -> bool:
    """Whether a sign cuts a text into so many cells, and not as it stands in prose, before a space."""
    try:
        cells = next(_cells(iter([text]), by), [])
    except csv.Error:  # a cell holds a line break, so that the row is none under this sign
        return False
    return len(cells) == width and not any(cell.startswith(" ") for cell in cells[1:])


def _cells(lines: Iterator[str], cut_by: str) -> Iterator[list[str]]:
    # The limit belongs to the whole process; it is only ever raised, and long values are cut by us.
    if csv.field_size_limit() < _LONGEST_FIELD:
        csv.field_size_limit(_LONGEST_FIELD)
    return csv.reader(lines, delimiter=cut_by)
