"""Readers: the bytes of a provider's file become documents of raw rows, each value with its spot.

A trouble that `read` yields is about the whole file; one that stands at a place comes from the document's
rows, and the document can locate it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias

from mcvocab.expression import expression
from mcvocab.instructions import Instructions, of_file
from mcvocab.model import Source
from mcvocab.raw import Document, Trouble
from mcvocab.readers.text import decode

__all__ = ["READERS", "Reader", "read"]

Reader: TypeAlias = Callable[[Source, bytes, frozenset[str]], Iterator[Document | Trouble]]
"""Source, bytes, and the class IRIs that make a node a record (only readers of linked data ask)."""


def _of(module: str) -> Reader:
    """The reader of a module, which is loaded when the first file of its kind is met."""

    def reader(*given: object) -> Iterator[Document | Trouble]:
        found: Iterator[Document | Trouble] = import_module(f"mcvocab.readers.{module}").read(*given)
        return found

    return reader


READERS: Mapping[str, Reader] = {
    **dict.fromkeys((".csv", ".tsv"), _of("delimited")),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), _of("workbook")),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".jsonld"), _of("json_text")),
    **dict.fromkeys((".ttl", ".nt", ".rdf"), _of("rdf")),
}
"""The reader of each file suffix."""

_TABLES: Mapping[str, Callable[..., Iterator[Document | Trouble]]] = {
    **dict.fromkeys((".csv", ".tsv"), _of("delimited")),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), _of("workbook")),
}
"""The readers that heed what a provider says of a file."""

_UNTOLD = frozenset({"", ".txt"})
"""Suffixes that say nothing about the format, so that the content is asked."""

_HEAD = 65_536
_TURTLE = expression(
    r"(?:\s*#[^\n]*\n)*\s*(?:@prefix|@base|prefix\s+\S*:\s*<|base\s+<|<(?:[a-z][a-z0-9+.-]*:[^<>\s]*|#[^<>\s]*)>\s)",
    re.IGNORECASE,
)
_XML = expression(r"\s*<(?:\?xml|!doctype|!--|html|rdf:)", re.IGNORECASE)


def read(
    name: str,
    data: bytes,
    suffix: str | None = None,
    types: frozenset[str] = frozenset(),
    instructions: Iterable[Instructions] = (),
) -> Iterator[Document | Trouble]:
    r"""The documents in a file, and the troubles that concern it as a whole.

    Args:
        name: what reports call the file; its suffix names the format unless ``suffix`` does.
        data: the whole content.
        suffix: the format as a key of `READERS`; empty to go by the content.
        types: class IRIs of records, wherever they stand in linked data.
        instructions: what the provider has said of how files are to be read; readers of tables ask for it.

    >>> [document] = read("courses.csv", b"Title,Level\nData skills,7\n")
    >>> [row.branch.entries[0][1].text for row in document.rows()]
    ['Data skills']
    """
    if suffix is None:
        suffix = PurePath(name).suffix
    suffix = suffix.lower()
    if suffix in _UNTOLD:
        suffix = _suffix_of(data)
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(READERS)
        return iter((Trouble("format-unknown", details={"value": suffix, "expected": known}),))
    source = Source(name, hashlib.sha256(data).hexdigest(), suffix.removeprefix("."))
    table = _TABLES.get(suffix)
    return reader(source, data, types) if table is None else table(source, data, types, of_file(name, instructions))


def _suffix_of(data: bytes) -> str:
    """The suffix that the content deserves; that of delimited text where nothing speaks for another."""
    if data.startswith(b"PK\x03\x04"):
        if b"xl/workbook" in data:
            return ".xlsx"
        return ".ods" if b"opendocument.spreadsheet" in data[:_HEAD] else ".csv"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    head = decode(data[:_HEAD])[0].lstrip()
    if _XML.match(head):
        return ".rdf" if "rdf:RDF" in head else ".xml"
    if _TURTLE.match(head):
        return ".ttl"
    return ".json" if head[:1] in {"{", "["} else ".csv"
