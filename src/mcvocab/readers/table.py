"""What all tables share: a heading row, the rows below it, and the troubles a table can have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from mcvocab.instructions import NOTHING_SAID, Instructions
from mcvocab.raw import Branch, Heading, Leaf, Row, Trouble
from mcvocab.readers.text import LONGEST

if TYPE_CHECKING:
    from mcvocab.model import Location, Source, Spot

_TITLE_LINES = 15
_LONGEST_HEADING = 1_000
MOST_COLUMNS = 16_384
"""As many columns as a worksheet can have; each heading is looked for in the language, which takes its time."""
_FEWEST_DOWN, _MOST_TURNED = 3, 200
_MOST_ACROSS = 2
"""The most headings that the first row may have where the first column has them: one in both, and one by chance."""
Cells = Sequence[str]


class Table(ABC):
    """Rows of cells under headings; a spot is a spreadsheet row from 1, then a column from 0.

    The first filled row holds the headings. Only where it fills one cell of a table that has several, it
    is a title line: then the headings are the row with the most distinct texts among the first fifteen
    filled rows. Rows without text are skipped, but counted as a spreadsheet counts them.

    An empty cell is handed over as an empty leaf, so that a finding can point at it; a cell that a short
    row lacks is not handed over. Text beyond the headings is handed over under the heading "".
    """

    _can_be_ragged = True

    def __init__(self, source: Source, said: Instructions = NOTHING_SAID) -> None:
        self.source = source
        filled = self.filled_rows()
        if said.heading_row:
            self._top, cells = next((one for one in filled if one[0] >= said.heading_row), (0, ()))
        else:
            self._top, cells = self._headed(list(islice(filled, _TITLE_LINES)))
        self._overlong = list(_overlong(self._top, cells, _LONGEST_HEADING))
        named = [text[:_LONGEST_HEADING] for text in cells]
        while named and not named[-1].strip():
            named.pop()
        self._width = len(named)
        self._names = named[:MOST_COLUMNS]

    @staticmethod
    def without_headings(said: Instructions) -> Trouble:
        """What is wrong with a table without headings: it is empty, or ends above the row that was named for them."""
        if not said.heading_row:
            return Trouble("file-empty")
        found = f"mcvocab.toml names row {said.heading_row} for them, and nothing stands there or below"
        return Trouble("headings-unrecognised", details={"found": found})

    @abstractmethod
    def _records(self) -> Iterator[tuple[int, Cells]]:
        """Every row of the file, blank ones too, with its number; anew on every call."""

    @abstractmethod
    def locate(self, spot: Spot) -> Location:
        """The place of a spot in the file."""

    def _headed(self, filled: list[tuple[int, Cells]]) -> tuple[int, Cells]:
        """The last row of the headings, and the headings; of the first filled rows."""
        if not filled:
            return 0, ()
        row, cells = filled[0]
        widths = Counter(len(others) for _, others in filled if len(others) > 1)
        if _distinct(cells) == 1 and widths:
            # What a ragged row has beyond the usual width does not make it the headings.
            usual = widths.most_common(1)[0][0]
            return max(filled, key=lambda record: min(_distinct(record[1]), usual))
        return row, cells

    @property
    def empty(self) -> bool:
        """Whether no cell of the table holds text."""
        return not self._names

    def filled_rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows of the file that hold text, with their numbers."""
        return ((row, cells) for row, cells in self._records() if has_text(cells))

    @property
    def traits(self) -> dict[str, str]:
        """What was found out about the form of the table, in the words of `Instructions`."""
        return {"heading_row": str(self._top)}

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings as written; columns without one are left out."""
        return tuple(Heading(text, (self._top, column)) for column, text in enumerate(self._names) if text.strip())

    def rows(self) -> Iterator[Row | Trouble]:
        """The rows below the headings, in file order."""
        yield from self.opening()
        missing = True
        for row in self._below(self._records()):
            missing = missing and isinstance(row, Trouble)
            yield row
        if missing:
            yield Trouble("records-missing", (self._top,))

    def opening(self) -> Iterator[Trouble]:
        """What is wrong with the headings."""
        yield from self._overlong
        if self._width > MOST_COLUMNS:
            details = {"number": f"{self._width:,}", "expected": f"{MOST_COLUMNS:,}"}
            yield Trouble("columns-too-many", (self._top, MOST_COLUMNS), details)
        yield from self._repeated_headings()

    def _below(self, records: Iterable[tuple[int, Cells]]) -> Iterator[Row | Trouble]:
        """The rows among some records, numbered from 1."""
        number = 0
        for row, cells in records:
            if row <= self._top or not has_text(cells):
                continue
            if self._are_headings(cells):
                yield Trouble("heading-row-repeated", (row,))
                continue
            number += 1
            yield from self._troubles(row, cells)
            yield Row(number, Branch(tuple(self._entries(row, cells)), (row,)))

    def _are_headings(self, cells: Cells) -> bool:
        """Whether a row holds the headings once more."""
        names = self._names
        cells = cells[: len(names)] if self._width > MOST_COLUMNS else cells
        return (
            len(names) > 1
            and len(cells) >= len(names)
            and cells[0].strip() == names[0].strip()
            and all(cell.strip() == name.strip() for cell, name in zip_longest(cells, names, fillvalue=""))
        )

    def _entries(self, row: int, cells: Cells) -> Iterator[tuple[str, Leaf]]:
        width = len(self._names)
        # What stands below headings that are passed over is passed over with them.
        read = cells[:MOST_COLUMNS] if self._width > MOST_COLUMNS else cells
        for column, text in enumerate(read):
            heading = self._names[column] if column < width else ""
            if heading.strip() or text.strip():
                yield heading, Leaf(text[:LONGEST], (row, column))

    def _troubles(self, row: int, cells: Cells) -> Iterator[Trouble]:
        width, found = self._width, len(cells)
        while found > width and not cells[found - 1].strip():
            found -= 1
        # A short row that ends in an empty cell has only lost more empty cells: programs trim those.
        if self._can_be_ragged and (found > width or (found < width and cells[-1].strip())):
            spot = (row, width) if found > width else (row,)
            expected = f"{width}{self._why_ragged(cells)}"
            yield Trouble("row-ragged", spot, {"expected": expected, "found": str(found)})
        yield from _overlong(row, cells, LONGEST)

    def _why_ragged(self, cells: Cells) -> str:  # noqa: ARG002  (only what is cut by a sign can be cut by another)
        """What explains that a row has too many cells or too few, to be said behind the numbers; mostly nothing."""
        return ""

    def _repeated_headings(self) -> Iterator[Trouble]:
        seen: Counter[str] = Counter()
        for heading in self.headings:
            name = heading.text.strip()
            seen[name] += 1
            if seen[name] == 2:
                yield Trouble("heading-repeated", heading.spot, {"heading": name})

    def _cell(self, spot: Spot) -> tuple[int, int | None, str, str | None]:
        """Row, column, address and heading of a spot; a row's own spot stands for its first cell."""
        row, column = int(spot[0]), int(spot[1]) if len(spot) > 1 else None
        heading = None
        if column is not None and column < len(self._names):
            heading = self._names[column].strip() or None
        return row, column, address(row, column or 0), heading


def upright(table: Table, knows: Callable[[str], bool]) -> Table:
    """The table; turned, where most of its first column are headings and its first row has hardly any.

    Args:
        table: the table as it stands.
        knows: whether a text is a heading that is known.
    """
    across = len(list(islice((one for one in table.headings if knows(one.text)), _MOST_ACROSS + 1)))
    rows = list(islice(table.filled_rows(), _MOST_TURNED + 1)) if across <= _MOST_ACROSS else []
    if not _FEWEST_DOWN <= len(rows) <= _MOST_TURNED:
        return table
    first = min(next(at for at, cell in enumerate(cells) if cell.strip()) for _, cells in rows)
    names = [cells[first] for _, cells in rows if has_text(cells[first : first + 1])]
    down = sum(map(knows, names))
    if down < _FEWEST_DOWN or 2 * down < len(names) or not any(has_text(cells[first + 1 :]) for _, cells in rows):
        return table
    from mcvocab.readers.turned import Turned  # few tables lie on their side

    return Turned(table, rows)


def address(row: int, column: int) -> str:
    """The spreadsheet address of a cell, from its row (from 1) and column (from 0).

    >>> address(7, 2), address(1, 26)
    ('C7', 'AA1')
    """
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def has_text(cells: Cells) -> bool:
    """Whether a row is not blank."""
    return any(cell and not cell.isspace() for cell in cells)


def _overlong(row: int, cells: Cells, limit: int) -> Iterator[Trouble]:
    """The cells whose text is too long to be a value, and is therefore cut."""
    for column, text in enumerate(cells):
        if len(text) > limit:
            # What is far too long was not kept whole, so nobody has counted it.
            number = str(len(text)) if len(text) <= 2 * LONGEST else f"more than {2 * LONGEST}"
            yield Trouble("value-too-long", (row, column), {"number": number, "expected": str(limit)})


def _distinct(cells: Cells) -> int:
    return len({text for cell in cells if (text := cell.strip())})
