"""Copies of the provider's tables as one workbook, in which findings can be marked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook

from mcvocab.raw import Leaf, Trouble
from mcvocab.readers import read

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from mcvocab.raw import Document

ROWS = 20_000
LARGEST = 30_000_000
LARGEST_UNPACKED = 300_000_000
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
_UNNAMABLE = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_ADDRESS = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")


@dataclass(slots=True)
class Copied:
    """The tables of some files in one workbook.

    Attributes:
        workbook: the copy.
        sheets: the names of its sheets by file and sheet of that file; a text file has one sheet, without a name.
        cut: how many rows were copied, by file, where there were more.
        refused: why a file was not copied, by file.
    """

    workbook: Any = field(default_factory=Workbook)
    sheets: dict[tuple[str, str], str] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def holds(self, sheet: str, address: str) -> bool:
        """Whether a sheet of the copy has that cell."""
        found = _ADDRESS.fullmatch(address)
        if sheet not in self._last:
            self._last[sheet] = self.workbook[sheet].max_row  # which looks at every cell
        return found is not None and int(found[1]) <= self._last[sheet]


def copied(files: Iterable[str]) -> Copied:
    """The tables of these files.

    A single workbook is copied with all its looks, formulas included, save macros; of several files, and of those
    that are no ``.xlsx``, the values are.
    """
    names = list(files)
    if len(names) == 1 and Path(names[0]).suffix.lower() in (".xlsx", ".xlsm"):
        whole = _whole(names[0])
        if whole is not None:
            return whole
    copy = Copied()
    copy.workbook.remove(copy.workbook.active)
    for name in names:
        reason = _values(copy, name)
        if reason:
            copy.refused[name] = reason
    return copy


def set_text(cell: Any, text: str) -> None:
    """Let a cell hold a text and no formula, whatever the text begins with, there and where it is pasted."""
    cell.value = text[:LONGEST_CELL]
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _whole(name: str) -> Copied | None:
    if _too_large(name):
        return None
    try:
        workbook = load_workbook(name)
    except Exception:  # openpyxl is stricter than the reader; then the values are copied
        return None
    return Copied(workbook, {(name, sheet.title): sheet.title for sheet in workbook.worksheets})


def _too_large(name: str) -> bool:
    try:
        if Path(name).stat().st_size > LARGEST:
            return True
        if zipfile.is_zipfile(name):
            with zipfile.ZipFile(name) as parts:
                return sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED
    except (OSError, ValueError, zipfile.BadZipFile):
        return True
    return False


def _values(copy: Copied, name: str) -> str:
    """Copy the values of a file's tables, each where it stands; the reason where that cannot be done."""
    try:
        if not Path(name).is_file():
            return "it cannot be opened again"
        if _too_large(name):
            return "it is too large"
        documents = [
            document for document in read(name, Path(name).read_bytes()) if not isinstance(document, Trouble)
        ]
    except OSError:
        return "it cannot be opened again"
    tables = [document for document in documents if document.headings is not None]
    for table in tables:
        _fill(copy, name, table)
    return "" if tables else "it is no table"


def _fill(copy: Copied, name: str, table: Document) -> None:
    title = table.locate(table.headings[0].spot).sheet if table.headings else None
    sheet = copy.workbook.create_sheet(_title(copy.workbook, title or Path(name).stem))
    copy.sheets[name, title or ""] = sheet.title
    for heading in table.headings or ():
        _put(sheet, table.locate(heading.spot).cell, heading.text)
    rows = 0
    for row in table.rows():
        if isinstance(row, Trouble):
            continue
        if rows == ROWS:
            copy.cut[name] = ROWS
            break
        rows += 1
        for _, leaf in row.branch.entries:
            if isinstance(leaf, Leaf) and leaf.text:
                _put(sheet, table.locate(leaf.spot).cell, leaf.text)


def _put(sheet: Worksheet, address: str | None, text: str) -> None:
    if address is not None and _ADDRESS.fullmatch(address):
        set_text(sheet[address], "".join(c for c in text if c.isprintable() or c in "\n\t"))


def _title(workbook: Any, called: str) -> str:
    """A name for a sheet that Excel allows and no other sheet has."""
    name = "".join(c for c in _UNNAMABLE.sub(" ", called) if c.isprintable()).strip("' ")[:28] or "table"
    taken, free, number = {title.lower() for title in workbook.sheetnames}, name, 2
    while free.lower() in taken:
        free, number = f"{name} {number}", number + 1
    return free
