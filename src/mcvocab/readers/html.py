"""Web pages: the JSON-LD in their scripts is read; spots lead into the page as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import NO_KINDS, Document, Kinds, Row, Trouble
from mcvocab.readers.json_scan import Fault, Value, children, past_blanks, value_at
from mcvocab.readers.json_text import JsonText
from mcvocab.readers.text import decode

if TYPE_CHECKING:
    from mcvocab.model import Source, Spot

_OPENING = re.compile(r"<!--|<script\b([^<>]*)>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\b", re.IGNORECASE)
_JSON_LD = re.compile(r"""\btype\s*=\s*["']?\s*application/ld\+json\b""", re.IGNORECASE)
_WRAPPED = re.compile(r"\s*(?://|/\*)?\s*<!(?:--|\[CDATA\[)(?:\s*\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)(?:\s*\*/)?\s*\Z")
_OTHER = (
    ("microdata", re.compile(r"<[^<>]*\sitemtype\s*=", re.IGNORECASE)),
    ("RDFa", re.compile(r"<[^<>]*\stypeof\s*=", re.IGNORECASE)),
)


def read(source: Source, data: bytes, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a page: all its scripts that hold JSON-LD."""
    text, troubles = decode(data)
    yield from troubles
    if not text:
        return
    scripts = list(_scripts(text))
    if scripts:
        yield Scripts(source, text, scripts, kinds)
        return
    others = [name for name, sign in _OTHER if sign.search(text)]
    problem = f"; it holds {' and '.join(others)}, which is not read" if others else ""
    yield Trouble("page-without-data", details={"problem": problem})


def _scripts(text: str) -> Iterator[tuple[int, int]]:
    """Where the content of each script with JSON-LD starts and ends."""
    at = 0
    while opening := _OPENING.search(text, at):
        if opening[1] is None:
            at = text.find("-->", opening.end())
            if at < 0:
                return
            continue
        closing = _CLOSING.search(text, opening.end())
        at = closing.start() if closing else len(text)
        if _JSON_LD.search(opening[1]):
            yield opening.end(), at


class Scripts(JsonText):
    """The JSON of all scripts of a page; the first ordinal of a spot is that of the script."""

    def __init__(self, source: Source, text: str, scripts: list[tuple[int, int]], kinds: Kinds) -> None:
        # What wraps the JSON is blanked, so that every offset stays what it is.
        blanked = list(text)
        for start, end in scripts:
            for found in _WRAPPED.finditer(text[start:end]):
                blanked[start + found.start() : start + found.end()] = re.sub(r"[^\r\n]", " ", found[0])
        super().__init__(source, "".join(blanked), kinds)
        self._scripts = scripts

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in page order; a broken script spoils no other."""
        return super().rows()

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        for number, (start, end) in enumerate(self._scripts):
            content = self._text[:end]
            at = past_blanks(content, start)
            if at >= end:
                continue
            try:
                value, after = value_at(content, at)
                if past_blanks(content, after) < end:
                    raise Fault(after, "the end of the script")
            except Fault as fault:
                # What a fault breaks is salvaged where it is a list; the rest of the page is whole.
                if content.startswith("[", at):
                    yield from self._before(content, at, number)
                yield fault.trouble(content, self._lines)
                continue
            if isinstance(value, list):
                yield from (((number, ordinal), one) for ordinal, one in enumerate(value))
            else:
                yield (number,), value

    def _before(self, content: str, at: int, number: int) -> Iterator[tuple[Spot, Value]]:
        try:
            for ordinal, child in enumerate(children(content, at)):
                yield (number, ordinal), child.value
        except Fault:
            return

    def _root(self, spot: Spot) -> int:
        return past_blanks(self._text, self._scripts[int(spot[0])][0] if spot else 0)

    def _way(self, spot: Spot, first: int = 1) -> tuple[int, str]:
        return super()._way(spot, first)
