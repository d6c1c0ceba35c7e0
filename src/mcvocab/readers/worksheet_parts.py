"""The parts of an XLSX file, for the two things that the spreadsheet library does not say.

It gives an error such as ``#REF!`` as an empty cell, and it reserves room for every cell between the first
and the last, so that one stray value in the far corner of a sheet takes all memory there is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from posixpath import join, normpath
from typing import TypeAlias

Errors: TypeAlias = "dict[int, dict[int, str]]"
"""Texts of error cells by row (from 1) and column (from 0)."""

_MOST_CELLS = 30_000_000
_LARGEST_PART = 2**30
_COLUMN = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:row|c)\b[^>]*?\br="[A-Z]*(\d{1,9})"')
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f\b[^>]*/>|<f\b.*?</f>)?<v>([^<]*)</v>',
    re.DOTALL,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


class TooSparse(Exception):  # noqa: N818  (an error of the provider's file, named by the cell)
    """A sheet spans far more cells than it fills; the text is the address of its far corner."""


def error_cells(data: bytes) -> dict[str, Errors]:
    """The error cells of each sheet by the sheet's name; nothing where the file is not XLSX.

    Raises:
        TooSparse: where a sheet spans more cells than can be held.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            large = any(part.file_size > _LARGEST_PART for part in parts.infolist())
            if large or "xl/workbook.xml" not in parts.namelist():
                return {}
            return {
                name: _errors(parts.read(path))
                for name, path in sheet_paths(parts).items()
                if path in parts.namelist()
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
    ):
        return {}


def sheet_paths(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets = {
        _attribute(tag, b"Id"): normpath(join("/xl", _attribute(tag, b"Target"))).lstrip("/")
        for tag in _RELATION.findall(parts.read("xl/_rels/workbook.xml.rels"))
    }
    return {
        _attribute(tag, b"name"): targets.get(_attribute(tag, b"r:id"), "")
        for tag in _SHEET.findall(parts.read("xl/workbook.xml"))
    }


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""=(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _errors(sheet: bytes) -> Errors:
    letters = max(set(_COLUMN.findall(sheet)), key=_column, default=b"A")
    rows = max(map(int, _ROW.findall(sheet)), default=0)
    if (_column(letters) + 1) * rows > _MOST_CELLS:
        raise TooSparse(f"{letters.decode()}{rows}")
    errors: Errors = {}
    if b't="e"' in sheet:
        for found in _ERROR.finditer(sheet):
            errors.setdefault(int(found[2]), {})[_column(found[1])] = found[3].decode("utf-8", "replace")
    return errors


def _column(letters: bytes) -> int:
    """The column, from 0, that letters name."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
