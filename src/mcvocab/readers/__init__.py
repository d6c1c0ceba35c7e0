"""Readers: the bytes of a provider's file become documents of raw rows, each value with its spot.

A trouble that `read` yields is about the whole file; one that stands at a place comes from the document's
rows, and the document can locate it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import TypeAlias

from mcvocab.model import Source
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers import delimited, html, image, json_text, rdf, sealed, workbook, xml
from mcvocab.readers.text import decode

__all__ = ["READERS", "Reader", "read"]

Reader: TypeAlias = Callable[[Source, bytes, Kinds], Iterator[Document | Trouble]]
"""Source, bytes, and what makes a thing a record (only readers of linked data and of XML ask)."""

READERS: Mapping[str, Reader] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xls": workbook.read,
    ".ods": workbook.read,
    ".json": json_text.read,
    ".jsonl": json_text.read,
    ".ndjson": json_text.read,
    ".jsonld": json_text.read,
    ".ttl": rdf.read,
    ".nt": rdf.read,
    ".rdf": rdf.read,
    ".owl": rdf.read_xml,
    ".xml": xml.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".png": image.read,
    ".svg": image.read,
    ".jwt": sealed.read,
    ".jws": sealed.read,
}
"""The reader of each file suffix."""

_UNTOLD = frozenset({"", ".txt"})
"""Suffixes that say nothing about the format, so that the content is asked."""

_HEAD = 65_536
_TURTLE = re.compile(
    r"(?:\s*#[^\n]*\n)*\s*(?:@prefix|@base|prefix\s+\S*:\s*<|base\s+<|<(?:[a-z][a-z0-9+.-]*:[^<>\s]*|#[^<>\s]*)>\s)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"(?=<(?:\?xml|!doctype|!--|html|rdf:|[\w.-]+(?::[\w.-]+)?\s[^<>]*\bxmlns|svg\b|rss\b))"
    r"(?:\s*<(?:\?[^>]*|!doctype[^>]*|!--.*?--)>)*\s*<?(?:!doctype\s+)?(?:[\w.-]+:)?([\w.-]*)",
    re.IGNORECASE | re.DOTALL,
)
"""Markup, and the name of its outermost element."""


def read(name: str, data: bytes, suffix: str | None = None, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    r"""The documents in a file, and the troubles that concern it as a whole.

    Args:
        name: what reports call the file; its suffix names the format unless ``suffix`` does.
        data: the whole content.
        suffix: the format as a key of `READERS`; empty to go by the content.
        kinds: what makes a thing a record, wherever it stands in linked data or XML.

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
    return reader(source, data, kinds)


def _suffix_of(data: bytes) -> str:
    """The suffix that the content deserves; that of delimited text where nothing speaks for another."""
    if data.startswith(b"PK\x03\x04"):
        if b"xl/workbook" in data:
            return ".xlsx"
        return ".ods" if b"opendocument.spreadsheet" in data[:_HEAD] else ".csv"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    if data.startswith(image.SIGNATURE):
        return ".png"
    head = decode(data[:_HEAD])[0].lstrip()
    if found := _MARKUP.match(head):
        return {"rdf": ".rdf", "html": ".html", "svg": ".svg"}.get(found[1].lower(), ".xml")
    if len(data) < _HEAD and sealed.is_compact(head):
        return ".jwt"
    if _TURTLE.match(head):
        return ".ttl"
    return ".json" if head[:1] in {"{", "["} else ".csv"
