"""The records of an old Excel workbook (XLS), for what the spreadsheet library does not say of its cells ([MS-XLS]).

It gives the number of a cell without the format that it is shown in, and an error as an empty cell.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TypeAlias

from mcvocab.readers.compound_file import CompoundFile, NotCompoundError
from mcvocab.readers.extent import MOST, TooSparse
from mcvocab.readers.number_formats import NumberFormat, number_format
from mcvocab.readers.table import address

Texts: TypeAlias = dict[int, dict[int, str]]
Formats: TypeAlias = dict[int, dict[int, NumberFormat]]

_START, _END, _SHEET, _FORMAT, _STYLE, _LOCKED = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x002F
_NUMBER, _SMALL, _SMALLS, _FORMULA, _ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_EXTENT, _CELLS = 0x0200, frozenset({_NUMBER, _SMALL, _SMALLS, _FORMULA, _ERROR, 0x00FD, 0x0204, 0x00D6})
_EIGHT = 0x0600
_RESULT_IS_NO_NUMBER, _RESULT_IS_ERROR = 0xFFFF, 2
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MACROS = "_VBA_PROJECT_CUR"
_BUILT_IN = {9: "0%", 10: "0.00%"}


def marks(data: bytes) -> dict[str, tuple[Texts, Formats]]:
    """The errors that are shown in cells, and the formats of their numbers, by the sheet's name.

    Rows count from 1, columns from 0. Nothing is found in a workbook that is locked.

    Raises:
        NotCompoundError: where the bytes are no compound file, or one that cannot be followed.
        TooSparse: where the sheets span more cells than can be held.
    """
    file = CompoundFile(data)
    if _MACROS in file:
        file.follow()  # the library reads macros, too
    book = file.stream("Workbook", "Book")
    try:
        return _Book(book).sheets() if book else {}
    except (struct.error, IndexError) as problem:
        raise NotCompoundError from problem


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a place to the end of its part; parts within it are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        content = book[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _START) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, content


class _Book:
    def __init__(self, book: bytes) -> None:
        self._book = book
        self._is_eight = False
        self._places: list[tuple[str, int]] = []
        codes, styles = dict(_BUILT_IN), []
        for kind, content in _records(book, 0):
            match kind:
                case _ if kind == _START:
                    self._is_eight = struct.unpack_from("<H", content)[0] == _EIGHT
                case _ if kind == _SHEET:
                    self._places.append((self._text(content, 6, 1), struct.unpack_from("<I", content)[0]))
                case _ if kind == _FORMAT:
                    (number,) = struct.unpack_from("<H", content)
                    codes[number] = self._text(content, 2, 2 if self._is_eight else 1)
                case _ if kind == _STYLE:
                    styles.append(struct.unpack_from("<H", content, 2)[0])
                case _ if kind == _LOCKED:
                    self._places = []
                    return
        known = {number: found for number, code in codes.items() if (found := number_format(code)) is not None}
        self._formats = {at: known[number] for at, number in enumerate(styles) if number in known}

    def sheets(self) -> dict[str, tuple[Texts, Formats]]:
        self._see_to_extent()
        return {name: self._sheet(place) for name, place in self._places}

    def _text(self, content: bytes, at: int, counted: int) -> str:
        """A text after its length, which takes so many bytes."""
        length = int.from_bytes(content[at : at + counted], "little")
        at += counted
        if not self._is_eight:
            return content[at : at + length].decode("cp1252", "replace")
        wide = bool(content[at] & 1)
        return content[at + 1 : at + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")

    def _see_to_extent(self) -> None:
        """See to it that there is room for all cells between the first and the last of each sheet."""
        steps = cells = 0
        for _, place in self._places:
            rows = columns = 0
            at = place
            while at + 4 <= len(self._book):
                kind, length = struct.unpack_from("<HH", self._book, at)
                content = self._book[at + 4 : at + 4 + length]
                at += 4 + length
                steps += 4
                if kind == _END:
                    break
                if kind in _CELLS:
                    row, column = struct.unpack_from("<HH", content)
                    if kind == _SMALLS:
                        (column,) = struct.unpack_from("<H", content, len(content) - 2)
                    rows, columns = max(rows, row + 1), max(columns, column + 1)
                elif kind == _EXTENT:
                    first, last, left, right = struct.unpack_from("<IIHH" if len(content) > 10 else "<4H", content)
                    if first > last or left > right:
                        raise NotCompoundError
                    if last * right > MOST:  # what is only formatted counts here, so it is not added up
                        raise TooSparse(address(last, right - 1))
            cells += rows * columns
            if cells > MOST:
                raise TooSparse(address(rows, columns - 1))
            if steps > len(self._book):
                raise NotCompoundError  # sheets that lie one over the other are no sheets

    def _sheet(self, place: int) -> tuple[Texts, Formats]:
        texts: Texts = {}
        formats: Formats = {}

        def keep(row: int, column: int, style: int) -> None:
            if style in self._formats:
                formats.setdefault(row + 1, {})[column] = self._formats[style]

        for kind, content in _records(self._book, place):
            if kind in (_NUMBER, _SMALL):
                keep(*struct.unpack_from("<HHH", content))
            elif kind == _SMALLS:
                row, first = struct.unpack_from("<HH", content)
                for offset in range((len(content) - 6) // 6):
                    keep(row, first + offset, struct.unpack_from("<H", content, 4 + 6 * offset)[0])
            elif kind == _FORMULA:
                row, column, style, result, other, mark = struct.unpack_from("<HHHBxBxxxH", content)
                if mark != _RESULT_IS_NO_NUMBER:
                    keep(row, column, style)
                elif result == _RESULT_IS_ERROR:
                    texts.setdefault(row + 1, {})[column] = _ERRORS.get(other, "")
            elif kind == _ERROR:
                row, column, _, code, is_error = struct.unpack_from("<HHHBB", content)
                if is_error:
                    texts.setdefault(row + 1, {})[column] = _ERRORS.get(code, "")
        return texts, formats
