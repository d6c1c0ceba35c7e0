"""Web pages: the JSON-LD in their scripts is read; places are those of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
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
_OTHER = (
    ("microdata", re.compile(r"<[^<>]*\sitemtype\s*=", re.IGNORECASE)),
    ("RDFa", re.compile(r"<[^<>]*\stypeof\s*=", re.IGNORECASE)),
)


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a page: all its scripts that hold JSON-LD."""
    content.within(MOST)
    text, troubles = examine(content)
    yield from troubles
    if text is None:
        return
    page = text.whole()
    if next(_scripts(page), None) is not None:
        yield Scripts(source, text, kinds)
        return
    others = [name for name, sign in _OTHER if sign.search(page)]
    problem = f"; it holds {' and '.join(others)}, which is not read" if others else ""
    yield Trouble("page-without-data", details={"problem": problem})


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
