"""The parts of a workbook, for what the spreadsheet library does not say.

It gives an error such as ``#REF!`` as an empty cell, and a number without the format that it is shown in; and it
reserves room for every cell between the first and the last, so that one stray value in the far corner of a sheet
takes all memory there is.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath

from mcvocab.readers import binary_workbook
from mcvocab.readers.compound_file import SIGNATURE
from mcvocab.readers.extent import MOST, NotHandedOver, TooSparse
from mcvocab.readers.number_formats import NumberFormat, number_format
from mcvocab.readers.opendocument import shown_texts


@dataclass(slots=True)
class Marks:
    """What stands in some cells of a sheet: the text that is shown there, or the format of the number."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    formats: dict[int, dict[int, NumberFormat]] = field(default_factory=dict)


_LARGEST_PART = 2**30
_HARMLESS = 2**26
_MOST_RATIO = 250
_PIECE = 2**18
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError, struct.error)
"""What a damaged part may raise; an encrypted one raises a RuntimeError, an unknown compression a kind of it."""
_ADDRESS = rb"""<(?:\w+:)?%s\b[^>]*?\br\s*=\s*["']%s"""
_COLUMN = re.compile(_ADDRESS % (rb"c", rb"([A-Za-z]+)"))
_ROW = re.compile(_ADDRESS % (rb"(?:row|c)", rb"[A-Za-z]*(\d+)"))
_LONGEST_ADDRESS = 12
_BINARY, _OPEN_DOCUMENT = "xl/workbook.bin", "mimetype"
"""The parts by which the library tells two other kinds of workbook."""
"""The last cell that there can be is XFD1048576, but a damaged address may name any, and room is reserved for it."""
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f\b[^>]*/>|<f\b.*?</f>)?<v>([^<]*)</v>',
    re.DOTALL,
)
_CODE = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


class TooLargeInside(Exception):  # noqa: N818  (an error of the provider's file)
    """Far more comes out of the parts of a workbook than any workbook holds."""


def see_to_size(data: bytes) -> None:
    """See to it that a workbook is no bomb: its parts are unpacked and counted, whatever sizes they declare.

    Raises:
        TooLargeInside: where it is one.
    """
    most = min(_LARGEST_PART, max(_HARMLESS, len(data) * _MOST_RATIO))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                most -= _unpacked(data, part, most)
                if most < 0:
                    raise TooLargeInside
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError):
        return  # what is damaged is found to be so by those who read it


def _unpacked(data: bytes, part: zipfile.ZipInfo, most: int) -> int:
    """How many bytes come out of a part; where there are more than ``most``, some number above that."""
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return part.compress_size
    name, extra = struct.unpack_from("<HH", data, part.header_offset + 26)
    start = part.header_offset + 30 + name + extra
    left = memoryview(data)[start : start + part.compress_size]
    inflating, count = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while len(left) and count <= most and not inflating.eof:
        piece, left = left[:_PIECE], left[_PIECE:]
        waiting: bytes | memoryview = piece
        while len(waiting) and count <= most:
            count += len(inflating.decompress(waiting, _PIECE))
            waiting = inflating.unconsumed_tail
    return count


def marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet by the sheet's name; nothing where the file is no workbook.

    Raises:
        TooSparse: where a sheet spans more cells than can be held.
        TooLargeInside: where a part says that it is far larger than any workbook.
        NotHandedOver: where it is of a kind, or in a state, in which its cells cannot be counted beforehand.
    """
    if data.startswith(SIGNATURE):
        return {name: Marks(*found) for name, found in binary_workbook.marks(data).items()}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if any(part.file_size > _LARGEST_PART for part in parts.infolist()):
                raise TooLargeInside
            names = {part.filename.replace("\\", "/").casefold() for part in parts.infolist()}
            if _BINARY in names:
                raise NotHandedOver("it is an Excel binary workbook (XLSB); save it as an Excel workbook (XLSX)")
            formats = _formats(_content(parts, "xl/styles.xml"))
            known = {path: name for name, path in sheet_paths(parts).items()}
            # The library may find a sheet where we look for none, so every part is looked into.
            sheets = ((part.filename, _content(parts, part)) for part in parts.infolist())
            found = {known.get(path, path): _marks(sheet, formats) for path, sheet in sheets if b"sheetData" in sheet}
            texts = shown_texts(_content(parts, "content.xml")) if _OPEN_DOCUMENT in names else {}
            return found or {name: Marks(shown) for name, shown in texts.items()}
    except _UNREADABLE:
        return {}


def _content(parts: zipfile.ZipFile, part: zipfile.ZipInfo | str) -> bytes:
    """What is in a part; nothing where there is none, or it is damaged, which the library will find."""
    try:
        return parts.read(part)
    except _UNREADABLE:
        return b""


def sheet_paths(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets = {
        _attribute(tag, b"Id"): normpath(join("/xl", _attribute(tag, b"Target"))).lstrip("/")
        for tag in _RELATION.findall(_content(parts, "xl/_rels/workbook.xml.rels"))
    }
    return {
        _attribute(tag, b"name"): targets.get(_attribute(tag, b"r:id"), "")
        for tag in _SHEET.findall(_content(parts, "xl/workbook.xml"))
    }


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""=(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _marks(sheet: bytes, formats: dict[bytes, NumberFormat]) -> Marks:
    letters = max({text[:_LONGEST_ADDRESS] for text in _COLUMN.findall(sheet)}, key=_column, default=b"A").upper()
    rows = max((int(text[:_LONGEST_ADDRESS]) for text in _ROW.findall(sheet)), default=0)
    if (_column(letters) + 1) * max(rows, 1) > MOST:
        raise TooSparse(f"{letters.decode()}{rows}")
    found = Marks()
    if b't="e"' in sheet:
        for error in _ERROR.finditer(sheet):
            text = error[3].decode("utf-8", "replace")
            found.texts.setdefault(int(error[2]), {})[_column(error[1])] = text
    if formats:
        styled = rb'<c\b(?=[^>]*\bs="(%s)")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"' % b"|".join(formats)
        for cell in re.finditer(styled, sheet):
            found.formats.setdefault(int(cell[3]), {})[_column(cell[2])] = formats[cell[1]]
    return found


def _formats(styles: bytes) -> dict[bytes, NumberFormat]:
    """The formats that matter, by the number of the style."""
    codes = {"9": "0%", "10": "0.00%"}
    codes.update((_attribute(tag, b"numFmtId"), _attribute(tag, b"formatCode")) for tag in _CODE.findall(styles))
    cells = _CELL_STYLES.search(styles)
    known = {key: found for key, code in codes.items() if (found := number_format(code)) is not None}
    numbers = [_attribute(tag, b"numFmtId") for tag in _STYLE.findall(cells[0] if cells else b"")]
    return {str(at).encode(): known[number] for at, number in enumerate(numbers) if number in known}


def _column(letters: bytes) -> int:
    """The column, from 0, that letters name."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
