"""Spreadsheets: every visible sheet that holds text is a document."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers.table import Cells, Table
from mcvocab.readers.worksheet_parts import Errors, TooSparse, error_cells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from mcvocab.content import Content


MOST = 2**27
"""The largest workbook that is read, in bytes; a sheet is held as a whole."""


def read(source: Source, content: Content, _kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The visible worksheets that hold text, in workbook order.

    A sheet of one row stands for a template or a note: it is left out unless no sheet has more.
    """
    data = content.read(MOST)
    if not data:
        yield Trouble("file-empty")
        return
    try:
        sheets = [sheet for sheet in _sheets(source, data) if not sheet.empty]
    except _Damaged as damage:
        yield Trouble("workbook-damaged", details={"problem": str(damage)})
        return
    yield from [sheet for sheet in sheets if sheet.filled] or sheets
    if not sheets:
        yield Trouble("file-empty")


class Sheet(Table):
    """One worksheet, its values as text: dates in ISO 8601, whole numbers without a decimal point."""

    _can_be_ragged = False  # no value slips into the next column; one beyond the headings is a note

    def __init__(self, source: Source, sheet: CalamineSheet, errors: Errors) -> None:
        self._sheet = sheet
        self._errors = errors
        super().__init__(source)

    @property
    def filled(self) -> bool:
        """Whether a row stands below the headings."""
        return any(row > self._top and any(cells) for row, cells in self._records())

    def _records(self) -> Iterator[tuple[int, Cells]]:
        # Calamine hands over the blank rows above the first filled one, but not the blank columns before.
        left = [""] * (self._sheet.start[1] if self._sheet.start else 0)
        for row, values in enumerate(self._sheet.iter_rows(), 1):
            cells = left + [_text(value) for value in values]
            for column, error in self._errors.get(row, {}).items():
                cells[column] = error
            yield row, cells

    def locate(self, spot: Spot) -> Location:
        """Sheet, cell and heading."""
        if not spot:
            return Location(self.source.file, sheet=self._sheet.name)
        _, _, cell, heading = self._cell(spot)
        return Location(self.source.file, sheet=self._sheet.name, cell=cell, heading=heading)


class _Damaged(Exception):  # noqa: N818  (an error of the provider's file, said in words)
    """The file cannot be read as a workbook."""


def _sheets(source: Source, data: bytes) -> Iterator[Sheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        ZipError,
    )

    try:
        errors = error_cells(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in workbook.sheets_metadata:
            if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
                yield Sheet(source, workbook.get_sheet_by_name(about.name), errors.get(about.name, {}))
    except PasswordError:
        raise _Damaged("it is protected by a password") from None
    except TooSparse as sparse:
        raise _Damaged(f"a value stands in cell {sparse}, far away from all others") from None
    except (CalamineError, ZipError, OSError, ValueError) as problem:
        raise _Damaged("it is damaged, or it is not a workbook") from problem
    except BaseException as problem:
        # Rust's panics arrive as a BaseException of a class that cannot be imported.
        if type(problem).__name__ != "PanicException":
            raise
        raise _Damaged("it is damaged, or it is not a workbook") from problem


def _text(value: object) -> str:
    """What a cell says, written the same in every country.

    >>> _text(20.0), _text(datetime.datetime(2026, 1, 31)), _text(True), _text(0.1 + 0.2)
    ('20', '2026-01-31', 'true', '0.3')
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
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
