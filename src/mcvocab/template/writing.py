"""The table as a file: CSV, or an Excel workbook with notes and lists to choose from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from mcvocab.model import Severity

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from mcvocab.template import Column

ROWS = 1_000
"""How far down the lists to choose from reach."""

_NEED: Mapping[Severity | None, str] = {Severity.VIOLATION: "Needed.", Severity.WARNING: "Expected."}
_COLOUR: Mapping[Severity | None, str] = {Severity.VIOLATION: "FFD9E7F5", Severity.WARNING: "FFEEF4FA"}
_OPTIONAL = "FFF5F5F5"
_LISTS, _SHEET = "Lists", "Courses"
_WIDEST, _NARROWEST = 48, 14


def comma_separated(columns: Sequence[Column]) -> bytes:
    """Headings and the example row as CSV, with the mark by which Excel sees that it is UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([column.field.label for column in columns])
    rows.writerow([column.example for column in columns])
    return text.getvalue().encode("utf-8-sig")


def workbook(columns: Sequence[Column]) -> bytes:
    """Headings with a note each, the example row, and lists to choose from, as an Excel workbook."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet, lists = book.active, book.create_sheet(_LISTS)
    assert sheet is not None
    sheet.title, lists.sheet_state = _SHEET, "hidden"
    for number, column in enumerate(columns, 1):
        heading, example = sheet.cell(1, number, column.field.label), sheet.cell(2, number, column.example)
        heading.font = Font(bold=column.severity is Severity.VIOLATION)
        heading.fill = PatternFill("solid", start_color=_COLOUR.get(column.severity, _OPTIONAL))
        heading.alignment = Alignment(wrap_text=True, vertical="top")
        heading.comment = Comment(note(column), "mcvocab", height=200, width=360)
        example.font, example.alignment = (
            Font(italic=True, color="FF5A5A5A"),
            Alignment(wrap_text=True, vertical="top"),
        )
        example.number_format = "@"  # a date typed below is then kept as it is typed
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(_NARROWEST, min(_WIDEST, len(column.example)))
        if column.choices:
            _offer(sheet, lists, number, column)
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def note(column: Column) -> str:
    """What a provider needs to know to fill in a column."""
    paragraphs = [_NEED.get(column.severity, "Optional."), column.meaning]
    paragraphs += [rule.fix for rule in column.rules[:1]]
    if column.field.many and column.choices:
        paragraphs.append("Several values: part them with a semicolon.")
    if column.example:
        paragraphs.append(f"Example: {column.example}")
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _offer(sheet: Worksheet, lists: Worksheet, number: int, column: Column) -> None:
    """A list to choose from; another text is allowed, for several values may stand in a cell."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists.cell(1, number, column.field.label)
    for row, choice in enumerate(column.choices, 2):
        lists.cell(row, number, choice)
    letter = get_column_letter(number)
    range_ = f"{_LISTS}!${letter}$2:${letter}${len(column.choices) + 1}"
    choose = DataValidation("list", formula1=range_, allow_blank=True, showErrorMessage=False)
    choose.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(choose)


WRITERS: Mapping[str, Callable[[Sequence[Column]], bytes]] = {"xlsx": workbook, "csv": comma_separated}
