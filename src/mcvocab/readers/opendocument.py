"""The sheets of an OpenDocument file, for the cells whose value is not all that is shown: 20%, £195, 20 hours, #REF!.

OpenDocument keeps beside each value the text that is shown, so that text is taken (ODF 1.3, part 3, 19.385:
office:value-type).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from mcvocab.readers.extent import MOST, NotHandedOver, TooSparse
from mcvocab.readers.table import address

Texts = dict[int, dict[int, str]]

_SHOWN = frozenset({"percentage", "currency", "error"})
_NUMBER = "float"
_MORE = re.compile(r"(?![-+\d.,\s]*\d[eE][-+]?\d+\s*$).*[^\W\d_]|\s*0\d|\s*#", re.DOTALL)
"""A number with a word beside it, or with noughts before it; one with an exponent says nothing more."""
_MOST_REPEATED = 10_000
_MOST_CELLS = 5_000_000
_LONGEST_COUNT = 12


def shown_texts(content: bytes) -> dict[str, Texts]:
    """The texts that are shown, by sheet, row (from 1) and column (from 0).

    Raises:
        TooSparse: where a sheet spans more cells than can be held: a few words say of a cell that it stands in a
            thousand million rows.
        NotHandedOver: where the XML is not sound, or has a document type: the library might read on all the same.
    """
    found = _Sheets()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise NotHandedOver("its content is not sound XML") from None
    return found.sheets


def _refuse(*_: Any) -> None:
    raise NotHandedOver("its content has a document type, which no spreadsheet has")


class _Sheets:
    def __init__(self) -> None:
        self.sheets: dict[str, Texts] = {}
        self._texts: Texts = {}
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._type = ""
        self._notes = 0
        self._said: list[str] = []
        self._cells = 0
        self._filled = False
        self._bottom = self._right = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._table,
            "table-row": self._new_row,
            "table-cell": self._cell,
            "covered-table-cell": self._cell,
            "annotation": self._note,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._starts.get(_local(name))
        if handler is not None:
            handler({_local(key): value for key, value in attributes.items()})

    def text(self, text: str) -> None:
        self._filled = self._filled or not text.isspace()
        if self._type and not self._notes:
            self._said.append(text)

    def end(self, name: str) -> None:
        match _local(name):
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                text = "".join(self._said).strip()
                if text and (self._type in _SHOWN or (self._type == _NUMBER and _MORE.match(text))):
                    self._keep(text)
                if self._filled:
                    self._see_to_extent()
                self._type = ""
                self._said = []
                self._column += self._columns
            case "annotation":
                self._notes -= 1

    def _table(self, attributes: dict[str, str]) -> None:
        self._texts = self.sheets.setdefault(attributes.get("name", ""), {})
        self._row = 1
        self._bottom = self._right = 0

    def _new_row(self, attributes: dict[str, str]) -> None:
        self._rows, self._column = _count(attributes.get("number-rows-repeated")), 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self._columns = _count(attributes.get("number-columns-repeated"))
        # A second type, of LibreOffice, comes after the first: it alone tells of an error.
        kind = attributes.get("value-type", "")
        self._type = kind if kind in _SHOWN or kind == _NUMBER else ""
        self._filled = bool(kind)
        self._said = []

    def _see_to_extent(self) -> None:
        self._bottom = max(self._bottom, self._row + self._rows - 1)
        self._right = max(self._right, self._column + self._columns)
        if self._bottom * self._right > MOST:
            raise TooSparse(address(self._bottom, self._right - 1))

    def _note(self, _: dict[str, str]) -> None:
        self._notes += 1

    def _keep(self, text: str) -> None:
        self._cells += min(self._rows, _MOST_REPEATED) * min(self._columns, _MOST_REPEATED)
        if self._cells > _MOST_CELLS:
            return
        for row in range(self._row, self._row + min(self._rows, _MOST_REPEATED)):
            cells = self._texts.setdefault(row, {})
            for column in range(self._column, self._column + min(self._columns, _MOST_REPEATED)):
                cells[column] = text


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(text: str | None) -> int:
    return max(int(text[:_LONGEST_COUNT]), 1) if text and text.isdecimal() else 1
