"""Readers: the bytes of a provider's file become documents of raw rows, each value with its spot.

A trouble that `read` yields is about the whole file; one that stands at a place comes from the document's
rows, and the document can locate it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any, TypeAlias

from mcvocab.content import Content, TooLarge
from mcvocab.expression import expression
from mcvocab.instructions import Instructions, of_file
from mcvocab.model import Source
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers.text import decode

__all__ = ["OF_ANOTHER_KIND", "READERS", "UNTOLD", "Reader", "read", "suffix_of"]

Reader: TypeAlias = Callable[[Source, Content, Kinds], Iterator[Document | Trouble]]
"""Source, content, and what makes a thing a record (only readers of linked data and of XML ask)."""


def _of(module: str, function: str = "read") -> Reader:
    """The reader of a module, which is loaded when the first file of its kind is met."""

    def reader(*given: Any) -> Iterator[Document | Trouble]:
        found: Iterator[Document | Trouble] = getattr(import_module(f"mcvocab.readers.{module}"), function)(*given)
        return found

    return reader


WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TABLES: Mapping[str, Reader] = {
    **dict.fromkeys((".csv", ".tsv"), _of("delimited")),
    **dict.fromkeys(WORKBOOKS, _of("workbook")),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _of("html")),
}
"""The readers that heed what a provider says of a file."""

READERS: Mapping[str, Reader] = {
    **_TABLES,
    **dict.fromkeys((".json", ".jsonld"), _of("sealed", "read_json")),
    **dict.fromkeys((".jsonl", ".ndjson"), _of("json_text")),
    **dict.fromkeys((".yaml", ".yml"), _of("yaml_text")),
    **dict.fromkeys((".ttl", ".nt", ".rdf"), _of("rdf")),
    ".owl": _of("rdf", "read_xml"),
    ".xml": _of("xml"),
    **dict.fromkeys((".png", ".svg"), _of("image")),
    **dict.fromkeys((".jwt", ".jws"), _of("sealed")),
}
"""The reader of each file suffix."""

OF_ANOTHER_KIND = frozenset({"image-without-badge", "page-without-data", "xml-unknown"})
"""Troubles of a file that may well hold something else; where nobody named it, it is left alone."""

UNTOLD = frozenset({"", ".txt"})
"""Suffixes that say nothing about the format, so that the content is asked."""

_PACKAGE = b"PK\x03\x04", b"PK\x05\x06"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_PNG = b"\x89PNG\r\n\x1a\n"
_TURTLE = expression(
    r"(?:\s*#[^\n]*\n)*\s*(?:@prefix|@base|prefix\s+\S*:\s*<|base\s+<|<(?:[a-z][a-z0-9+.-]*:[^<>\s]*|#[^<>\s]*)>\s)",
    re.IGNORECASE,
)
_MARKUP = expression(
    r"(?=<(?:\?xml|!doctype|!--|html|rdf:|[\w.-]+(?::[\w.-]+)?\s[^<>]*\bxmlns|svg\b|rss\b|table\b|[a-z][\w.-]*\s*>\s*<))"
    r"(?:\s*<(?:\?[^>]*|!doctype[^>]*|!--.*?--)>)*\s*<?(?:!doctype\s+)?(?:[\w.-]+:)?([\w.-]*)",
    re.IGNORECASE | re.DOTALL,
)
"""Markup, and the name of its outermost element."""
_OTHER = expression(
    r"""\s*(?:(<!doctype html|<html[\s>])|(\{[^\n]*\}[ \t]*\r?\n\s*\{)|\[\s*\{\s*"|\{\s*"[^"\n]*"\s*:)""",
    re.IGNORECASE,
)
"""A web page, JSON Lines, or other JSON: what no table begins with."""
_DECLARED = 20
_YAML = expression(
    r"(?:\s*#[^\n]*\n)*(?:%YAML|---\s|(?:- +)?[\w][\w .-]*: *(?:\n(?: +|- )|[^\n]*\n *[\w][\w .-]*: ))"
)


def read(
    name: str,
    data: bytes | Content,
    suffix: str | None = None,
    kinds: Kinds = NO_KINDS,
    instructions: Iterable[Instructions] = (),
) -> Iterator[Document | Trouble]:
    r"""The documents in a file, and the troubles that concern it as a whole.

    Args:
        name: what reports call the file; its suffix names the format unless ``suffix`` does.
        data: the whole content, which stays open as long as the documents are read.
        suffix: the format as a key of `READERS`; empty to go by the content.
        kinds: what makes a thing a record, wherever it stands in linked data or XML.
        instructions: what the provider has said of how files are to be read; readers of tables ask for it.

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
    source = Source(name, content.sha256, suffix.removeprefix("."))
    said = (of_file(name, instructions),) if suffix in _TABLES else ()
    try:
        yield from reader(source, content, kinds, *said)
    except TooLarge as limit:
        yield Trouble("file-too-large", details={"value": name, "expected": str(limit)})


def suffix_of(content: Content) -> str:
    """The suffix that the content deserves; that of delimited text where nothing speaks for another."""
    head = content.head()
    if head.startswith(_PACKAGE):
        return _suffix_of_package(content)
    if head.startswith(_OLD_WORKBOOK):
        return ".xls"
    if head.startswith(_PNG):
        return ".png"
    text = decode(head)[0].lstrip()
    if text[:_DECLARED].lower().startswith("<!doctype html"):
        return ".html"
    if found := _MARKUP.match(text):
        kinds = {"rdf": ".rdf", "svg": ".svg", **dict.fromkeys(("html", "head", "body", "table"), ".html")}
        return kinds.get(found[1].lower(), ".xml")
    if text.startswith("ey") and import_module("mcvocab.readers.sealed").is_compact(text):  # “{” as JWT writes it
        return ".jwt"
    if _TURTLE.match(text):
        return ".ttl"
    if text[:1] in {"{", "["}:
        return ".json"
    return ".yaml" if _YAML.match(text) else ".csv"


def suffix_in_truth(suffix: str, content: Content) -> str | None:
    r"""The suffix of a file that goes by the suffix of another kind; None where it goes by its own.

    Programs write tables as text or as a web page and call them ``.xls``, because Excel opens them; people name a
    workbook, JSON or a web page ``.csv``, and one JSON document over many lines ``.jsonl``. Where a file should have
    come from, there was often only a page that says why it did not.

    >>> suffix_in_truth(".xls", Content.of_bytes(b"Title\tLevel\nData skills\t7\n"))
    '.csv'
    >>> suffix_in_truth(".csv", Content.of_bytes(b"Title,Level\n"))
    """
    head = content.head(len(_OLD_WORKBOOK))
    packed = head.startswith((*_PACKAGE, _OLD_WORKBOOK))
    if suffix == ".xls" and head and not packed:
        found = suffix_of(content)
        if found == ".html":
            return found
        text = decode(content.head())[0]
        lines = [line for line in text.splitlines() if line.strip()]
        is_table = len(lines) > 1 and any(sign in lines[0] for sign in "\t;,|") and "\0" not in text
        return ".csv" if is_table and found == ".csv" else None
    if suffix in (".csv", ".tsv") and packed:
        found = suffix_of(content)
        return found if found in WORKBOOKS else None
    if suffix in (".csv", ".tsv", ".json", ".jsonl", ".ndjson") and (
        other := _OTHER.match(decode(content.head())[0])
    ):
        if other[1]:
            return ".html"
        if suffix in (".csv", ".tsv"):
            return ".jsonl" if other[2] else ".json"
    if suffix in (".jsonl", ".ndjson") and head:
        lines = [line.strip() for line in decode(content.head())[0].lstrip("\ufeff").splitlines() if line.strip()]
        return ".json" if _is_one_document(lines) else None
    return None


def _is_one_document(lines: list[str]) -> bool:
    """Whether JSON goes on over its lines: the first opens what it does not close, and the next opens nothing new."""
    first, second, *_ = [*lines, "{", "{"]
    opens_list = first.startswith("[") and not first.endswith("]")
    opens_object = first.startswith("{") and not first.endswith("}") and not second.startswith("{")
    return opens_list or opens_object


def _suffix_of_package(content: Content) -> str:
    """The suffix of a workbook, which is an archive of parts; that of an archive for all others."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(content.unwatched()) as parts:
            names = set(parts.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return ".xlsx"
            kind = parts.read("mimetype") if "mimetype" in names else b""
            return ".ods" if b"opendocument.spreadsheet" in kind else ".zip"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return ".zip"
