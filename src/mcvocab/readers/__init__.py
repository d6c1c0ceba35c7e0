"""Readers: the bytes of a provider's file become documents of raw rows, each value with its spot.

A trouble that `read` yields is about the whole file; one that stands at a place comes from the document's
rows, and the document can locate it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import TypeAlias

from mcvocab.content import Content, TooLarge
from mcvocab.model import Source
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers import delimited, html, image, json_text, rdf, sealed, workbook, xml
from mcvocab.readers.text import decode

__all__ = ["OF_ANOTHER_KIND", "READERS", "UNTOLD", "Reader", "read", "suffix_of"]

Reader: TypeAlias = Callable[[Source, Content, Kinds], Iterator[Document | Trouble]]
"""Source, content, and what makes a thing a record (only readers of linked data and of XML ask)."""


def _yaml(source: Source, content: Content, kinds: Kinds) -> Iterator[Document | Trouble]:
    # PyYAML is wanted by few.
    from mcvocab.readers import yaml_text

    return yaml_text.read(source, content, kinds)


READERS: Mapping[str, Reader] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xls": workbook.read,
    ".ods": workbook.read,
    ".json": sealed.read_json,
    ".jsonl": json_text.read,
    ".ndjson": json_text.read,
    ".jsonld": sealed.read_json,
    ".yaml": _yaml,
    ".yml": _yaml,
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

OF_ANOTHER_KIND = frozenset({"image-without-badge", "page-without-data", "xml-unknown"})
"""Troubles of a file that may well hold something else; where nobody named it, it is left alone."""

UNTOLD = frozenset({"", ".txt"})
"""Suffixes that say nothing about the format, so that the content is asked."""

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
_YAML = re.compile(
    r"(?:\s*#[^\n]*\n)*(?:%YAML|---\s|(?:- +)?[\w][\w .-]*: *(?:\n(?: +|- )|[^\n]*\n *[\w][\w .-]*: ))"
)


def read(
    name: str, data: bytes | Content, suffix: str | None = None, kinds: Kinds = NO_KINDS
) -> Iterator[Document | Trouble]:
    r"""The documents in a file, and the troubles that concern it as a whole.

    Args:
        name: what reports call the file; its suffix names the format unless ``suffix`` does.
        data: the whole content, which stays open as long as the documents are read.
        suffix: the format as a key of `READERS`; empty to go by the content.
        kinds: what makes a thing a record, wherever it stands in linked data or XML.

    >>> [document] = read("courses.csv", b"Title,Level\nData skills,7\n")
    >>> [row.branch.entries[0][1].text for row in document.rows()]
    ['Data skills']
    """
    content = Content.of_bytes(data) if isinstance(data, bytes) else data
    if suffix is None:
        suffix = PurePath(name).suffix
    suffix = suffix.lower()
    if suffix in UNTOLD:
        suffix = suffix_of(content)
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(READERS)
        yield Trouble("format-unknown", details={"value": suffix, "expected": known})
        return
    try:
        yield from reader(Source(name, content.sha256, suffix.removeprefix(".")), content, kinds)
    except TooLarge as limit:
        yield Trouble("file-too-large", details={"value": name, "expected": str(limit)})


def suffix_of(content: Content) -> str:
    """The suffix that the content deserves; that of delimited text where nothing speaks for another."""
    head = content.head()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _suffix_of_package(content)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    if head.startswith(image.SIGNATURE):
        return ".png"
    text = decode(head)[0].lstrip()
    if found := _MARKUP.match(text):
        return {"rdf": ".rdf", "html": ".html", "svg": ".svg"}.get(found[1].lower(), ".xml")
    if sealed.is_compact(text):
        return ".jwt"
    if _TURTLE.match(text):
        return ".ttl"
    if text[:1] in {"{", "["}:
        return ".json"
    return ".yaml" if _YAML.match(text) else ".csv"


def _suffix_of_package(content: Content) -> str:
    """The suffix of a workbook, which is an archive of parts; that of an archive for all others."""
    try:
        with zipfile.ZipFile(content.unwatched()) as parts:
            names = set(parts.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return ".xlsx"
            kind = parts.read("mimetype") if "mimetype" in names else b""
            return ".ods" if b"opendocument.spreadsheet" in kind else ".zip"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return ".zip"
