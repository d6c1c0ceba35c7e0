"""Tables that lie on their side: the headings stand in the first column, and each further column is a record.

The form of a single course is such a table: “Title” and beside it the title, below it “Provider” and the provider.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.instructions import Instructions
from mcvocab.readers.table import Cells, Table, address
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.model import Location, Spot


class Turned(Table):
    """A table whose columns are read as rows; places are those of the file.

    Args:
        table: the table as it stands.
        rows: its rows that are filled, the first of which may be called headings.
    """

    _can_be_ragged = False

    def __init__(self, table: Table, rows: list[tuple[int, Cells]]) -> None:
        self._table, self._rows = table, rows
        super().__init__(table.source, Instructions(heading_row=1))

    @property
    def traits(self) -> dict[str, str]:
        """What was found out about the form of the table."""
        found = {**self._table.traits, "heading_column": address(1, self._top - 1)[:-1]}
        del found["heading_row"]
        return found

    def locate(self, spot: Spot) -> Location:
        """The place in the file of a spot, which is a column from 1 and a row among those that are filled."""
        if not spot:
            return self._table.locate(())
        row = int(spot[1]) if len(spot) > 1 else 0
        _, _, _, heading = self._cell(spot)
        place = self._table.locate((self._rows[row][0], int(spot[0]) - 1))
        return replace(place, heading=heading)

    def _records(self) -> Iterator[tuple[int, Cells]]:
        for column in range(max((len(cells) for _, cells in self._rows), default=0)):
            yield column + 1, [cells[column] if column < len(cells) else "" for _, cells in self._rows]
