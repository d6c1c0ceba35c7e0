"""Web pages: the JSON-LD in their scripts, the microdata of their elements, or their tables; places are the page's.

Many pages say the same twice. A record in microdata that a script tells of too, by its address or its name, is left
to the script; what only the microdata tells of is read. Tables are for people, and are read where nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.instructions import NOTHING_SAID, Instructions
from mcvocab.model import Location
from mcvocab.raw import NO_KINDS, Branch, Document, Kinds, Leaf, Row, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.json_pieces import Piece
from mcvocab.readers.json_scan import Value, past_blanks, value_at
from mcvocab.readers.json_text import JsonValue
from mcvocab.readers.text import Lines, examine
from mcvocab.readers.trail import Start, Trail

if TYPE_CHECKING:
    from mcvocab.content import Content
    from mcvocab.model import Source, Spot

MOST = 2**25
"""The longest page that is read, in bytes."""

_OPENING = re.compile(r"<!--|<script\b([^<>]*)>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\b", re.IGNORECASE)
_JSON_LD = re.compile(r"""\btype\s*=\s*["']?\s*application/ld\+json\b""", re.IGNORECASE)
_WRAPPED = re.compile(r"\A\s*(?://|/\*)?\s*<!(?:--|\[CDATA\[)(?:\s*\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)(?:\s*\*/)?\s*\Z")
_MICRODATA = re.compile(r"\bitemtype\s*=", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_RDFA = re.compile(r"<[^<>]*\stypeof\s*=", re.IGNORECASE)
_NAME = "https://schema.org/name"


def read(
    source: Source, content: Content, kinds: Kinds = NO_KINDS, said: Instructions = NOTHING_SAID
) -> Iterator[Document | Trouble]:
    """The documents of a page: all its scripts that hold JSON-LD, what only its microdata tells of, or its tables."""
    content.within(MOST)
    text, troubles = examine(content)
    yield from troubles
    if text is None:
        return
    page = text.whole()
    scripts = Scripts(source, text, kinds) if next(_scripts(page), None) is not None else None
    beside = _MICRODATA.search(page) or _TABLE.search(page)
    told = list(scripts.rows()) if scripts is not None and beside else []
    microdata = _microdata(source, page, kinds, told) if _MICRODATA.search(page) else None
    tells = told and not all(isinstance(row, Trouble) and row.code == "records-missing" for row in told)
    if microdata is None and not tells and (found := list(_tables(source, page, kinds, said))):
        yield from found
        return
    if scripts is not None and (microdata is None or tells):
        yield scripts
    if microdata is not None:
        yield microdata
    elif scripts is None:
        others = "; its microdata tells of no record" if _MICRODATA.search(page) else ""
        others += "; it holds RDFa, which is not read" if _RDFA.search(page) else ""
        yield Trouble("page-without-data", details={"problem": others})


def _scripts(page: str) -> Iterator[tuple[int, int]]:
    """Where the content of each script with JSON-LD starts and ends."""
    at = 0
    while opening := _OPENING.search(page, at):
        if opening[1] is None:
            at = page.find("-->", opening.end())
            if at < 0:
                return
            continue
        closing = _CLOSING.search(page, opening.end())
        at = closing.start() if closing else len(page)
        if _JSON_LD.search(opening[1]):
            yield opening.end(), at


def _microdata(source: Source, page: str, kinds: Kinds, told: list[Row | Trouble]) -> Microdata | None:
    """The records that the elements of a page tell of and its scripts do not; None where there are none."""
    from mcvocab.readers.microdata import Page  # most pages hold none

    known = {name for row in told if isinstance(row, Row) for name in _names(row.branch)}
    elements = Page(page, is_xml=source.format == "xhtml")
    found = [one for one in nodes.branches(elements.nodes(), kinds) if known.isdisjoint(_names(one))]
    return Microdata(source, found, elements.troubles) if found else None


def _tables(source: Source, page: str, kinds: Kinds, said: Instructions) -> Iterator[Document]:
    """The tables of a page whose headings are known."""
    if _TABLE.search(page):
        from mcvocab.readers.html_tables import tables  # most pages have none, or say more to programs

        yield from tables(source, page, kinds, said)


def _names(branch: Branch) -> list[str]:
    """What a record may be known by: its address, and its names."""
    named = (tree.text for key, tree in branch.entries if key == _NAME and isinstance(tree, Leaf))
    return [name for text in (branch.node, *named) if (name := " ".join(text.split()).casefold())]


class Microdata:
    """The records that the elements of a page tell of; a spot is a line and a column."""

    headings = None

    def __init__(self, source: Source, found: list[Branch], troubles: list[Trouble]) -> None:
        self.source = source
        self._found, self._troubles = found, troubles

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in the order of the page."""
        yield from self._troubles
        for number, branch in enumerate(self._found, 1):
            yield Row(number, branch)

    def locate(self, spot: Spot) -> Location:
        """The line and column at which the element starts that says it."""
        line, column = (*map(int, spot), None, None)[:2]
        return Location(self.source.file, line, column)


class Scripts(JsonValue):
    """The JSON of all scripts of a page; the first ordinal of a spot is that of the script."""

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(-1, self._text.start, 1), self._of_page)

    def _of_page(self, after: Start) -> Iterator[Piece]:
        page = self._text.whole()
        lines = Lines(page)
        for ordinal, (start, end) in enumerate(_scripts(page)):
            if ordinal > after.ordinal or ordinal == after.ordinal >= 0:
                # What wraps the JSON is blanked, so that every place stays what it is.
                content = _WRAPPED.sub(lambda found: re.sub(r"[^\r\n]", " ", found[0]), page[start:end])
                if content.strip():
                    yield Piece(Start(ordinal, start, *lines.at(start)), content)

    def _of_piece(self, piece: Piece) -> Iterator[tuple[Spot, Value] | Trouble]:
        start, root = past_blanks(piece.text, 0), (piece.start.ordinal,)
        if piece.text.startswith("{", start):
            yield from self._of_object(piece.text, start, root)
        elif piece.text.startswith("[", start):
            yield from self._of_list(piece.text, start, root)
        else:
            value_at(piece.text, start)
