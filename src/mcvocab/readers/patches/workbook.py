"""Cells of an XLSX workbook, replaced inside the worksheet part: all other parts and cells stay as they are.

The text of a cell usually stands in a list that cells share, so a corrected cell gets a text of its own, as the
format allows. Style, comments, formulas that point at the cell and cached results elsewhere are left alone: a
spreadsheet program works them out again when it opens the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from xml.parsers import expat

from mcvocab.readers.patches.archive import UnusualArchiveError, replaced
from mcvocab.readers.patches.outcome import CHANGED, Patched, Refusal
from mcvocab.readers.table import address
from mcvocab.readers.worksheet_parts import sheet_paths

if TYPE_CHECKING:
    from mcvocab.model import Correction

_STRINGS = "xl/sharedStrings.xml"
_FORMULA = "a formula gives it"
_RICH = "parts of the text have a look of their own"
_NUMBER = "the cell holds a number or a date, not a text"
_TYPE = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Cell:
    """A cell of a worksheet part: where its tag and its text stand, in bytes, and what it holds."""

    tag: tuple[int, int]
    kind: str
    prefix: str
    value: tuple[int, int] | None = None
    text: str = ""
    formula: bool = False
    rich: bool = False


def patch(data: bytes, corrections: Sequence[Correction]) -> Patched:
    """The workbook with cells replaced, each named by sheet and address."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reason = _untouchable(archive.namelist())
            if reason:
                return Patched(data, tuple(Refusal(correction, reason) for correction in corrections))
            strings = _shared(archive.read(_STRINGS)) if _STRINGS in archive.namelist() else []
            paths = sheet_paths(archive)
            contents: dict[str, bytes] = {}
            refusals: list[Refusal] = []
            by_sheet = sorted(corrections, key=lambda correction: correction.where.sheet or "")
            for sheet, several in groupby(by_sheet, key=lambda correction: correction.where.sheet or ""):
                path = paths.get(sheet, "")
                if path not in archive.namelist():
                    refusals += [Refusal(correction, CHANGED) for correction in several]
                    continue
                contents[path], refused = _rewrite(archive.read(path), strings, list(several))
                refusals += refused
        return Patched(replaced(data, contents), tuple(refusals))
    except (UnusualArchiveError, zipfile.BadZipFile, expat.ExpatError) as problem:
        reason = str(problem) if isinstance(problem, UnusualArchiveError) else "the workbook is damaged"
        return Patched(data, tuple(Refusal(correction, reason) for correction in corrections))


def _untouchable(names: Sequence[str]) -> str:
    """Why a workbook is not to be changed at all; empty where it may be."""
    if any(name.startswith("_xmlsignatures/") for name in names):
        return "the workbook is signed, and a change would break the signature"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "the workbook holds macros"
    return ""


def _rewrite(part: bytes, strings: list[str | None], corrections: list[Correction]) -> tuple[bytes, list[Refusal]]:
    cells = _cells(part, {correction.where.cell or "" for correction in corrections})
    changes: dict[int, tuple[int, bytes]] = {}
    refusals: list[Refusal] = []
    for correction in corrections:
        cell = cells.get(correction.where.cell or "")
        reason = _reason(cell, strings, correction.edit.old)
        if reason or cell is None or cell.value is None:
            refusals.append(Refusal(correction, reason or CHANGED))
            continue
        if _NOT_IN_XML.search(correction.edit.new):
            refusals.append(Refusal(correction, "the new text holds a character that a workbook cannot hold"))
            continue
        start, end = cell.tag
        tag = _TYPE.sub(b"", part[start:end], count=1)
        p = f"{cell.prefix}:" if cell.prefix else ""
        new = f'<{p}is><{p}t xml:space="preserve">{escape(correction.edit.new, quote=False)}</{p}t></{p}is>'
        changes[start] = (end, tag[:-1] + b' t="inlineStr">')
        changes[cell.value[0]] = (cell.value[1], new.encode())
    pieces, at = [], 0
    for start in sorted(changes):
        end, text = changes[start]
        pieces += [part[at:start], text]
        at = end
    return b"".join([*pieces, part[at:]]), refusals


def _reason(cell: _Cell | None, strings: list[str | None], old: str) -> str:
    """Why a cell cannot be given another text; empty where it can."""
    if cell is None:
        return CHANGED
    if cell.formula:
        return _FORMULA
    if cell.kind == "s":
        number = int(cell.text) if cell.text.isdecimal() else -1
        if not 0 <= number < len(strings):
            return CHANGED
        text = strings[number]
        return _RICH if text is None else "" if text == old else CHANGED
    if cell.kind == "inlineStr":
        return _RICH if cell.rich else "" if cell.text == old else CHANGED
    return _NUMBER if cell.kind in ("", "n", "d", "b") else CHANGED


@dataclass(slots=True)
class _Scan:
    """Walks a worksheet part and notes the cells that are asked for."""

    part: bytes
    wanted: set[str]
    cells: dict[str, _Cell] = field(default_factory=dict)
    row: int = 0
    column: int = -1
    cell: _Cell | None = None
    start: int = 0
    inside: str = ""

    def open(self, parser: expat.XMLParserType, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = parser.CurrentByteIndex
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
        elif local == "c":
            cell = attributes.get("r", "")
            self.column = _column(cell) if cell else self.column + 1
            cell = cell or address(self.row, self.column)
            if cell in self.wanted and cell not in self.cells:
                tag = (at, _tag_end(self.part, at))
                self.cell = self.cells[cell] = _Cell(tag, attributes.get("t", ""), prefix)
        elif self.cell is not None:
            if local in ("v", "is"):
                self.start = at
            self.cell.formula |= local == "f"
            self.cell.rich |= local in ("r", "rPh")
            self.inside = local

    def close(self, parser: expat.XMLParserType, name: str) -> None:
        local = name.rpartition(":")[2]
        if self.cell is not None and local in ("v", "is"):
            self.cell.value = (self.start, _tag_end(self.part, parser.CurrentByteIndex))
        elif local == "c":
            self.cell = None
        self.inside = ""

    def text(self, text: str) -> None:
        if self.cell is not None and self.inside in ("v", "t"):
            self.cell.text += text


def _cells(part: bytes, wanted: set[str]) -> dict[str, _Cell]:
    scan, parser = _Scan(part, wanted), _parser()
    parser.StartElementHandler = lambda name, attributes: scan.open(parser, name, attributes)
    parser.EndElementHandler = lambda name: scan.close(parser, name)
    parser.CharacterDataHandler = scan.text
    parser.Parse(part, True)
    return scan.cells


def _shared(part: bytes) -> list[str | None]:
    """The texts that cells share; None for one of which parts have a look of their own."""
    texts: list[str | None] = []
    pieces: list[str] = []
    inside, rich = False, False

    def opened(name: str, _: dict[str, str]) -> None:
        nonlocal inside, rich
        local = name.rpartition(":")[2]
        if local == "si":
            pieces.clear()
            rich = False
        rich = rich or local in ("r", "rPh")
        inside = local == "t"

    def closed(name: str) -> None:
        nonlocal inside
        inside = False
        if name.rpartition(":")[2] == "si":
            texts.append(None if rich else "".join(pieces))

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = lambda text: pieces.append(text) if inside else None
    parser.Parse(part, True)
    return texts


def _parser() -> expat.XMLParserType:
    """A parser that counts in the bytes of the part, and takes no other encoding than UTF-8 nor any declaration."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise UnusualArchiveError("the workbook declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _tag_end(part: bytes, start: int) -> int:
    """The byte after a tag; a “>” may stand within the quotes of an attribute."""
    quote = 0
    for at in range(start, len(part)):
        byte = part[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return at + 1
    return len(part)


def _column(cell: str) -> int:
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1
