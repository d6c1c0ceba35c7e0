"""Tables in web pages, and in the web pages that programs call ``.xls`` because Excel opens them.

A table is read where its headings are those of records: one says what each is called, another what hardly anything
else has. A cell that spans rows holds for each of them. Line breaks, paragraphs and items of a list part its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Location
from mcvocab.readers.markup import BLOCKS, Tag, pieces, seen, shown
from mcvocab.readers.table import Cells, Table, upright
from mcvocab.readers.text import Lines
from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.instructions import Instructions
    from mcvocab.model import Source, Spot
    from mcvocab.raw import Kinds

_WIDEST = 1_000
"""The most rows or columns that a cell may span, and that a row may have."""
_MOST_SPANNED = 1_000_000
"""How many cells may come of others that span them; beyond these no cell spans another."""

_WHOLE = re.compile(r"\s*([0-9]{1,4})")
_CELLS = frozenset(["td", "th"])


@dataclass(slots=True)
class _Cell:
    """A cell: where it starts, how far it spans, and its text so far."""

    offset: int
    rows: int = 1
    columns: int = 1
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return seen("".join(self.said))


@dataclass(slots=True)
class _Open:
    """A table that is open: where it starts, its rows, and the cell that text belongs to."""

    offset: int
    rows: list[list[_Cell]] = field(default_factory=list)
    cell: _Cell | None = None


def tables(source: Source, page: str, kinds: Kinds, said: Instructions) -> Iterator[Table]:
    """The tables of a page whose headings are those of records, in the order in which they start.

    Args:
        source: the file.
        page: its text.
        kinds: which headings are known, and which of them say what a record is called.
        said: what the provider has said of the file.
    """
    lines, found = Lines(page), sorted(_found(page), key=lambda one: one.offset)
    for number, one in enumerate(found, 1):
        table = HtmlTable(source, one.rows, lines, said, f"Table {number}" if len(found) > 1 else None)
        stands = table if said.heading_row else upright(table, kinds.knows)
        if kinds.are_of_a_record([heading.text for heading in stands.headings]):
            yield stands


class HtmlTable(Table):
    """One table of a page; a spot is a row from 1 and a column from 0 within it. Of several, each has a name."""

    _can_be_ragged = False  # a row that is shorter has lost no cell that a person would see

    def __init__(
        self, source: Source, rows: list[list[_Cell]], lines: Lines, said: Instructions, name: str | None
    ) -> None:
        self._lines, self._name = lines, name
        grid = _Grid()
        for row in rows:
            grid.add(row)
        self._rows, self._offsets = grid.texts, grid.offsets
        super().__init__(source, said)

    def _records(self) -> Iterator[tuple[int, Cells]]:
        return enumerate(self._rows, 1)

    def locate(self, spot: Spot) -> Location:
        """The place in the page at which a cell starts; a row's own spot stands for its first cell."""
        if not spot:
            return Location(self.source.file, sheet=self._name)
        row, column, cell, heading = self._cell(spot)
        offsets = self._offsets[row - 1] if row <= len(self._offsets) else []
        at = offsets[min(column or 0, len(offsets) - 1)] if offsets else None
        line, place = self._lines.at(at) if at is not None else (None, None)
        return Location(self.source.file, line, place, self._name, cell, heading)


class _Grid:
    """The texts of a table by row and column, and where each cell starts."""

    def __init__(self) -> None:
        self.texts: list[list[str]] = []
        self.offsets: list[list[int]] = []
        self._below: dict[int, tuple[int, str, int]] = {}
        self._room = _MOST_SPANNED

    def add(self, row: list[_Cell]) -> None:
        """Add a row, with what cells of earlier rows say in it too."""
        self.texts.append([])
        self.offsets.append([])
        for cell in row:
            self._go_on()
            if len(self.texts[-1]) >= _WIDEST:
                break
            text = cell.text
            for column in range(cell.columns if self._room > 0 else 1):
                self._put("" if column else text, cell.offset, cell.rows)
            self._room -= cell.columns - 1
        self._go_on()

    def _go_on(self) -> None:
        while (below := self._below.pop(len(self.texts[-1]), None)) is not None:
            left, text, offset = below
            self._room -= 1
            self._put(text, offset, left if self._room > 0 else 1)

    def _put(self, text: str, offset: int, rows: int) -> None:
        """A text in the next column, which holds for so many rows from here on."""
        if rows > 1:
            self._below[len(self.texts[-1])] = rows - 1, text, offset
        self.texts[-1].append(text)
        self.offsets[-1].append(offset)


def _found(page: str) -> Iterator[_Open]:
    """All tables of a page, those within others too, each with its own cells."""
    stack: list[_Open] = []
    for piece in pieces(page):
        if isinstance(piece, str):
            if stack and stack[-1].cell is not None:
                stack[-1].cell.said.append(shown(piece))
        elif piece.name == "table" and not piece.closes:
            stack.append(_Open(piece.start))
        elif not stack:
            continue
        elif piece.name == "table":
            yield stack.pop()
        elif piece.name == "tr":
            stack[-1].cell = None
            if not piece.closes:
                stack[-1].rows.append([])
        elif piece.name in _CELLS:
            stack[-1].cell = None
            if not piece.closes:
                stack[-1].cell = _begun(piece, stack[-1])
        elif (piece.name in BLOCKS or piece.name == "br") and stack[-1].cell is not None:
            stack[-1].cell.said.append("\n")
    yield from stack


def _begun(tag: Tag, table: _Open) -> _Cell:
    """A new cell of the last row."""
    said = tag.attributes() if tag.said else {}
    cell = _Cell(tag.start, _span(said.get("rowspan", "")), _span(said.get("colspan", "")))
    if not table.rows:
        table.rows.append([])
    table.rows[-1].append(cell)
    return cell


def _span(said: str) -> int:
    """How many rows or columns a cell spans; one where that is no number.

    >>> _span("3"), _span("0"), _span("all")
    (3, 1, 1)
    """
    found = _WHOLE.match(said)
    return min(max(int(found[1]), 1), _WIDEST) if found else 1
