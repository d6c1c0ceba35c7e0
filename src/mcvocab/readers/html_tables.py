"""Tables in web pages, and in the web pages that programs call ``.xls`` because Excel opens them.

A table is read where its headings are those of records: one says what each is called, another what hardly anything
else has. A cell that spans rows holds for each of them. Line breaks, paragraphs and items of a list part its lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from mcvocab.model import Location
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

_NAME = re.compile(r"(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_SPAN = re.compile(r"""\b(row|col)span\s*=\s*["']?\s*([0-9]{1,4})""", re.IGNORECASE)
_SILENT = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "template", "textarea")}
_BREAKS = frozenset(["br", "p", "div", "li", "ul", "ol"])
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
        lines = (" ".join(line.split()) for line in "".join(self.said).split("\n"))
        return "\n".join(line for line in lines if line)


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
    for offset, text, closing, name, rest in _pieces(page):
        if stack and text and stack[-1].cell is not None:
            stack[-1].cell.said.append(re.sub(r"\s+", " ", unescape(text)))
        if name == "table" and not closing:
            stack.append(_Open(offset))
        elif not stack:
            continue
        elif name == "table":
            yield stack.pop()
        elif name == "tr":
            stack[-1].cell = None
            if not closing:
                stack[-1].rows.append([])
        elif name in _CELLS:
            stack[-1].cell = None
            if not closing:
                stack[-1].cell = _begun(offset, rest, stack[-1])
        elif name in _BREAKS and stack[-1].cell is not None:
            stack[-1].cell.said.append("\n")
    yield from stack


def _begun(offset: int, rest: str, table: _Open) -> _Cell:
    """A new cell of the last row."""
    spans: defaultdict[str, int] = defaultdict(lambda: 1)
    for which, number in _SPAN.findall(rest):
        spans[which.lower()] = min(max(int(number), 1), _WIDEST)
    cell = _Cell(offset, spans["row"], spans["col"])
    if not table.rows:
        table.rows.append([])
    table.rows[-1].append(cell)
    return cell


def _pieces(page: str) -> Iterator[tuple[int, str, bool, str, str]]:
    """Each tag with the text before it: where it stands, that text, whether it closes, its name, what else it says.

    Comments and what no reader of the page sees are left out. It goes through the page once, whatever is in it.
    """
    at = 0
    while (start := page.find("<", at)) >= 0:
        text = page[at:start]
        if page.startswith("<!--", start):
            end = page.find("-->", start)
            at = end + 3 if end >= 0 else len(page)
            yield start, text, False, "", ""
            continue
        tag = _NAME.match(page, start + 1)
        if tag is None:
            at = start + 1
            yield start, text + "<", False, "", ""
            continue
        end = page.find(">", start)
        end = end if end >= 0 else len(page)
        name = tag[2].lower()
        yield start, text, bool(tag[1]), name, page[tag.end() : end]
        at = end + 1
        if name in _SILENT and not tag[1]:
            hidden = _SILENT[name].search(page, at)
            at = hidden.start() if hidden else len(page)
    yield len(page), page[at:], False, "", ""
