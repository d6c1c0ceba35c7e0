"""The provider's own words around a place: the line of a text file, or the row of a worksheet.

Files are opened again, when a finding is shown and not before, and looked at piece by piece; whatever cannot be
opened again, such as standard input, has no excerpts.
"""

from __future__ import annotations

import mmap
import re
from array import array
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcvocab.expression import expression
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.model import Location

LONGEST_LINE = 65_536
"""The longest line that is looked at, in bytes; a longer one is a program's, and nobody reads it."""

LARGEST_WORKBOOK = 20_000_000
LARGEST_RECODED = 20_000_000
NEIGHBOURS = 2
BETWEEN = " │ "
_BREAK = re.compile(rb"\r\n?|\n")
_STEP = 64
_MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BRACES = expression(r"[{}]")
_CELL = expression(r"([A-Z]{1,4})([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line, or the cells of a row side by side.

    Attributes:
        label: its number, as a person would look for it.
        text: what stands there.
        start, length: what is meant in it, in characters from nought.
        column: where that is in the line of the file, in characters from 1; nought in a worksheet.
    """

    label: str
    text: str
    start: int
    length: int
    column: int = 0


class Excerpts:
    """Excerpts of the provider's files, the last of which stays open."""

    def __init__(self) -> None:
        self._name = ""
        self._file: _Lines | _Sheets | None = None

    def at(self, where: Location, value: str | None = None) -> Excerpt | None:
        """What stands at a place, and which part of it is meant; None where it cannot be had.

        Args:
            where: the place.
            value: what the provider wrote there; without it the place itself is meant.
        """
        if where.line is None and where.cell is None:
            return None
        if where.file != self._name:
            self._name, self._file = where.file, _open(where.file, is_workbook=where.sheet is not None)
        return None if self._file is None else self._file.at(where, value)


def _open(name: str, *, is_workbook: bool) -> _Lines | _Sheets | None:
    path = Path(name)
    with suppress(OSError, ValueError):
        if path.is_file():
            return _sheets(path) if is_workbook else _Lines(path)
    return None


class _Lines:
    """A text file, of which the places of some lines are remembered."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(4)
            encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
            if encoding is None:
                self._data: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            else:
                text = path.read_bytes()[:LARGEST_RECODED].decode(encoding, "replace")
                self._data = text.encode("utf-8", "replace")
        self._start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
        self._starts = array("Q", [self._start])  # of every so many-th line
        self._clips = path.suffix.lower().startswith(".json")

    def at(self, where: Location, value: str | None) -> Excerpt | None:
        line = where.line and self._line(where.line)
        if not line or where.line is None:
            return None
        start, length = _meant(line, where.column, value)
        column = start + 1
        if self._clips and where.column is not None:
            # Only the object that is meant: other records may stand on the same line.
            first = max((found.end() for found in _BRACES.finditer(line, 0, start)), default=0)
            last = next((found.start() for found in _BRACES.finditer(line, start + length)), len(line))
            line, start = line[first:last], start - first
        return Excerpt(str(where.line), line, start, length, column)

    def _line(self, number: int) -> str | None:
        """A line by its number, without its ending; None where there is none, or it is too long."""
        step = min((number - 1) // _STEP, len(self._starts) - 1)
        at, position = step * _STEP + 1, self._starts[step]
        while at < number:
            found = _BREAK.search(self._data, position)
            if found is None:
                return None
            at, position = at + 1, found.end()
            if at % _STEP == 1 and len(self._starts) == at // _STEP:
                self._starts.append(position)
        end = _BREAK.search(self._data, position, position + LONGEST_LINE)
        if end is None and len(self._data) - position > LONGEST_LINE:
            return None
        raw = self._data[position : end.start() if end else len(self._data)]
        with suppress(UnicodeDecodeError):
            return raw.decode()
        return raw.decode("cp1252", "replace")


def _meant(line: str, column: int | None, value: str | None) -> tuple[int, int]:
    """The characters that are meant: the value where it stands at the column, else the column alone."""
    if column is None:
        return (len(line) - len(line.lstrip()), len(line.strip()))
    start = column - 1
    for at in (start, start + 1):  # a quote may open it
        if value and line.startswith(value, at):
            return at, len(value)
    # One of several in a cell stands further on.
    if value and (further := line.find(value, start)) >= 0:
        return further, len(value)
    if value and start < len(line) and line[start] in "\"'":
        closing = line.find(line[start], start + 1)
        if closing > 0:
            return start, closing + 1 - start
    return start, 1


class _Sheets:
    """A workbook, of which the last worksheet is kept."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._name = ""
        self._rows: list[list[Any]] = []
        self._first = (0, 0)

    def at(self, where: Location, value: str | None) -> Excerpt | None:
        found = _CELL.fullmatch(where.cell or "")
        if where.sheet is None or found is None:
            return None
        if where.sheet != self._name:
            sheet = self._workbook.get_sheet_by_name(where.sheet)
            self._name, self._rows = where.sheet, sheet.to_python(skip_empty_area=False)
        row, column = int(found[2]) - 1, _column(found[1])
        if row >= len(self._rows):
            return None
        texts = [_shown(cell) for cell in self._rows[row]]
        texts += [""] * (column + 1 - len(texts))
        if value:
            texts[column] = value  # as it was read: dates and numbers as the report writes them
        first = max(column - NEIGHBOURS, 0)
        before = "".join(text + BETWEEN for text in texts[first:column])
        after = "".join(BETWEEN + text for text in texts[column + 1 : column + 1 + NEIGHBOURS])
        return Excerpt(where.cell or "", before + texts[column] + after, len(before), len(texts[column]) or 1)


def _shown(cell: object) -> str:
    """A cell on one line; a whole number without a decimal point."""
    whole = isinstance(cell, float) and cell.is_integer()
    return format(cell, ".0f") if whole else " ".join(str(cell).split())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _sheets(path: Path) -> _Sheets | None:
    from python_calamine import CalamineWorkbook

    if path.stat().st_size > LARGEST_WORKBOOK:
        return None
    try:
        with path.open("rb") as file:  # whatever its name ends in
            return _Sheets(CalamineWorkbook.from_filelike(file))
    except Exception:  # whatever is wrong with it was said when it was read
        return None
