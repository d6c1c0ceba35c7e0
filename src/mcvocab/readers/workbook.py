"""Spreadsheets: every visible sheet that holds text is a document."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from mcvocab.instructions import NOTHING_SAID, Instructions
from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers.compound_file import SIGNATURE
from mcvocab.readers.extent import NotHandedOver, TooSparse
from mcvocab.readers.panics import kept_back
from mcvocab.readers.table import Cells, Table, address, upright
from mcvocab.readers.text import decode
from mcvocab.readers.worksheet_parts import Marks, TooLargeInside, marks, see_to_size

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from mcvocab.content import Content
    from mcvocab.readers.number_formats import NumberFormat


_LOOKED_AT = 2_000
_TALLEST = 1_000
"""The most rows that a merged cell may span to be read as the value of each."""

MOST = 2**27
"""The largest workbook that is read, in bytes; a sheet is held as a whole."""


def read(
    source: Source, content: Content, kinds: Kinds = NO_KINDS, said: Instructions = NOTHING_SAID
) -> Iterator[Document | Trouble]:
    """The visible worksheets that hold text, in workbook order; where one is named, that one alone.

    A sheet of one row stands for a template or a note: it is left out unless no sheet has more.
    """
    data = content.read(MOST)
    if not data:
        yield Trouble("file-empty")
        return
    names: list[str] = []
    try:
        found = [(sheet, hidden) for sheet, hidden in _sheets(source, data, said, names) if not sheet.empty]
    except _Damaged as damage:
        yield Trouble("workbook-damaged", details={"problem": str(damage)})
        return
    sheets = [sheet for sheet, hidden in found if not hidden]
    for sheet, hidden in found:
        if hidden and sheet.filled:
            yield Trouble("sheet-left-out", details={"value": sheet.name})
    read_from = [sheet for sheet in sheets if sheet.filled] or sheets
    # Of several sheets, one that explains the others may well name fields in its first column.
    alone = len(read_from) == 1 and not said.heading_row
    yield from [upright(sheet, kinds.knows) for sheet in read_from] if alone else read_from
    if not sheets and said.sheet:
        others = ", ".join(f"“{name}”" for name in names if not _is_called(name, said.sheet))
        yield Trouble("sheet-missing", details={"value": said.sheet, "expected": others})
    elif not sheets:
        yield Sheet.without_headings(said)


class Sheet(Table):
    """One worksheet, its values as text: dates in ISO 8601, whole numbers without a decimal point.

    A number is read as it is shown, with its percent or currency sign. What stands in a merged cell holds for every
    row that the cell spans. A heading that spans several columns is joined to those below it: “Price / Amount”.
    """

    _can_be_ragged = False  # no value slips into the next column; one beyond the headings is a note

    def __init__(self, source: Source, sheet: CalamineSheet, marks: Marks, said: Instructions) -> None:
        self._sheet = sheet
        self._marks = marks
        merged = sheet.merged_cell_ranges or ()
        self._wide = {
            (top + 1, left): range(left, right + 1) for (top, left), (bottom, right) in merged if right > left
        }
        self._tall = {
            (row + 1, left): (top + 1, left)
            for (top, left), (bottom, _) in merged
            if bottom - top < _TALLEST
            for row in range(top + 1, bottom + 1)
        }
        super().__init__(source, said)

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return str(self._sheet.name)

    @property
    def filled(self) -> bool:
        """Whether a row stands below the headings."""
        return any(row > self._top and any(cells) for row, cells in self._records())

    def _records(self) -> Iterator[tuple[int, Cells]]:
        # Calamine hands over the blank rows above the first filled one, but not the blank columns before.
        left = [""] * (self._sheet.start[1] if self._sheet.start else 0)
        above: dict[tuple[int, int], str] = {}
        columns = {column for _, column in self._tall}
        for row, values in enumerate(self._sheet.iter_rows(), 1):
            formats = self._marks.formats.get(row, {})
            cells = left + [_text(value, formats.get(at)) for at, value in enumerate(values, len(left))]
            for column, text in self._marks.texts.get(row, {}).items():
                if column < len(cells):
                    cells[column] = text
            for column in columns:
                source = self._tall.get((row, column))
                if column < len(cells):
                    if source is not None and not cells[column]:
                        cells[column] = above.get(source, "")
                    above[row, column] = cells[column]
                    above.pop((row - _TALLEST, column), None)
            yield row, cells

    def _headed(self, filled: list[tuple[int, Cells]]) -> tuple[int, Cells]:
        top, cells = super()._headed(filled)
        rows = dict(filled)
        # The row with the wide headings may be the one that was taken for the headings, or the one above it.
        for upper in (top, top - 1):
            lower = rows.get(upper + 1)
            if upper in rows and lower is not None and self._groups(upper, rows[upper], lower):
                return upper + 1, self._joined(upper, rows[upper], lower)
        return top, cells

    def _groups(self, row: int, above: Cells, below: Cells) -> bool:
        """Whether headings of a row span several columns, but not all of them, and others stand below each."""
        spans = [columns for (top, _), columns in self._wide.items() if top == row]
        filled = [column for column, text in enumerate(below) if text.strip()]
        if len({text for text in above if text.strip()}) < 2 and any(columns[0] in filled[:1] for columns in spans):
            return False  # a title stands alone, and starts where the table does
        return bool(spans) and all(
            sum(column in filled for column in columns) > 1 and len(columns) < len(below) for columns in spans
        )

    def _joined(self, row: int, above: Cells, below: Cells) -> Cells:
        names = list(above) + [""] * (len(below) - len(above))
        for (top, left), columns in self._wide.items():
            if top == row:
                for column in columns:
                    if column < len(names):
                        names[column] = names[left]
        pairs = zip(names, [*below, *[""] * (len(names) - len(below))], strict=True)
        return [" / ".join(dict.fromkeys(text.strip() for text in pair if text.strip())) for pair in pairs]

    def locate(self, spot: Spot) -> Location:
        """Sheet, cell and heading."""
        if not spot:
            return Location(self.source.file, sheet=self._sheet.name)
        _, _, cell, heading = self._cell(spot)
        at = self._tall.get((int(spot[0]), int(spot[1]))) if len(spot) > 1 else None
        if at is not None:
            cell = address(*at)  # where the merged cell begins, which is the only place to write in it
        return Location(self.source.file, sheet=self._sheet.name, cell=cell, heading=heading)


class _Damaged(Exception):  # noqa: N818  (an error of the provider's file, said in words)
    """The file cannot be read as a workbook."""


def _is_called(name: str, wanted: str) -> bool:
    """Whether a sheet is meant by a name; no two sheets differ in nothing but capitals.

    >>> _is_called("Courses", " courses "), _is_called("Courses", "Course")
    (True, False)
    """
    return name.strip().casefold() == wanted.strip().casefold()


def _sheets(source: Source, data: bytes, said: Instructions, names: list[str]) -> Iterator[tuple[Sheet, bool]]:
    """The worksheets, each with whether it is hidden; those that only a program can show are passed over.

    The names of all of them are put into ``names``.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        ZipError,
    )

    try:
        see_to_size(data)
        marked = marks(data)
        with kept_back() if data.startswith(SIGNATURE) else nullcontext():
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in workbook.sheets_metadata:
            if about.visible == SheetVisibleEnum.VeryHidden or about.typ != SheetTypeEnum.WorkSheet:
                continue
            names.append(about.name)
            if not said.sheet or _is_called(about.name, said.sheet):
                of_sheet = marked.get(about.name, Marks())
                sheet = Sheet(source, workbook.get_sheet_by_name(about.name), of_sheet, said)
                yield sheet, about.visible == SheetVisibleEnum.Hidden and not said.sheet
    except PasswordError:
        raise _Damaged("it is protected by a password") from None
    except TooLargeInside:
        raise _Damaged("far more comes out of it than any workbook holds") from None
    except NotHandedOver as reason:
        raise _Damaged(str(reason)) from None
    except TooSparse as sparse:
        raise _Damaged(f"a value stands in cell {sparse}, far away from all others") from None
    except (CalamineError, ZipError, OSError, ValueError) as problem:
        raise _Damaged(_what_is_wrong(data)) from problem
    except BaseException as problem:
        # Rust's panics arrive as a BaseException of a class that cannot be imported.
        if type(problem).__name__ != "PanicException":
            raise
        raise _Damaged(_what_is_wrong(data)) from problem


def _what_is_wrong(data: bytes) -> str:
    """Why the library will not open a file, as far as its beginning tells.

    >>> _what_is_wrong(b"Title,Level"), _what_is_wrong(b"%PDF-1.7")
    ('it holds plain text, as a CSV or JSON file does, and no workbook', 'it is a PDF document and no workbook')
    """
    start = data[:_LOOKED_AT]
    if start.startswith(b"PK"):
        whole = zipfile.is_zipfile(io.BytesIO(data))
        return "it is a package of files, but no sound workbook" if whole else "it is damaged, or was cut off"
    if start.startswith(SIGNATURE):
        return "it is damaged, protected by a password, or a document of another kind"
    if start.startswith(b"%PDF"):
        return "it is a PDF document and no workbook"
    plain = b"\0" not in start and not decode(start)[1]
    return f"it holds {'plain text, as a CSV or JSON file does,' if plain else 'something else'} and no workbook"


def _text(value: object, shown: NumberFormat | None = None) -> str:
    """What a cell says, written the same in every country.

    >>> _text(20.0), _text(datetime.datetime(2026, 1, 31)), _text(True), _text(0.1 + 0.2)
    ('20', '2026-01-31', 'true', '0.3')
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float() if shown is not None:
            return shown.show(float(value))
        case float():
            # A spreadsheet keeps fifteen significant digits; more would be noise of binary fractions.
            whole = value.is_integer() and abs(value) < 1e15
            return str(int(value)) if whole else format(value, ".15g")
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return _duration(value)
        case _:
            return str(value)


def _duration(value: datetime.timedelta) -> str:
    """A length of time as ISO 8601 writes it, in hours, because the sector counts learning in hours.

    >>> _duration(datetime.timedelta(hours=60, minutes=30))
    'PT60H30M'
    """
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    text = "".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0H"
    return f"{'-' if seconds < 0 else ''}PT{text}"
