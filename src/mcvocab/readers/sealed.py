"""Signed records: the JSON inside a JWT, a JWS or an enveloped credential; signatures are not verified.

A spot leads into the JSON that was sealed, so a place is a pointer and no line.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.content import Content
from mcvocab.model import Location
from mcvocab.raw import NO_KINDS, Document, Kinds, Row, Trouble
from mcvocab.readers import json_text
from mcvocab.readers.text import Text, decode, examine

if TYPE_CHECKING:
    from mcvocab.model import Source, Spot
    from mcvocab.readers.json_scan import Value

MOST = 2**24
"""The longest token that is read, in bytes."""

_COMPACT = re.compile(r"\s*([\w-]{2,})\.([\w-]{2,})\.([\w-]*)(?:~[\w-]*)*\s*", re.ASCII)
_ENVELOPE = re.compile(r"data:application/[\w.+-]*jwt,(.*)", re.DOTALL)
_MAY_BE_SEALED = re.compile(r'"(?:signatures?|protected)"\s*:|"id"\s*:\s*"data:application/[\w.+-]*jwt,')


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a JWT."""
    text, troubles = decode(content.read(MOST))
    yield from troubles
    payload = opened(text)
    if payload is not None:
        yield from sealed(source, payload, kinds)
    elif text:
        yield Trouble("token-malformed")


def read_json(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a JSON file, which may be one that seals another."""
    if content.size <= MOST and _MAY_BE_SEALED.search(content.head().decode(errors="replace")):
        payload = opened(decode(content.read(MOST))[0])
        if payload is not None:
            yield from sealed(source, payload, kinds)
            return
    yield from json_text.read(source, content, kinds)


def sealed(source: Source, text: str, kinds: Kinds, *, signed: bool = True) -> Iterator[Document | Trouble]:
    """The document of a JSON text that stood inside something else."""
    inner, troubles = examine(Content.of_bytes(text.encode()))
    yield from troubles
    if inner is not None:
        yield Sealed(source, inner, kinds, signed=signed)


def is_compact(text: str) -> bool:
    """Whether a text looks like a compact JWT: three runs of letters with full stops, the first one JSON.

    >>> is_compact("eyJhbGciOiJub25lIn0.eyJ0aXRsZSI6IkEifQ."), is_compact("www.example.org")
    (True, False)
    """
    found = _COMPACT.match(text)
    return found is not None and (_decoded(found[1]) or "").lstrip().startswith("{")


def opened(text: str) -> str | None:
    """The JSON text that was sealed; None where the text is neither a JWT, a JWS nor an envelope."""
    if found := _COMPACT.fullmatch(text):
        return _decoded(found[2])
    if not text.lstrip().startswith("{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value.get("payload"), str) and ("signatures" in value or "signature" in value):
        return _decoded(value["payload"])
    envelope = _ENVELOPE.fullmatch(value["id"]) if isinstance(value.get("id"), str) else None
    compact = _COMPACT.fullmatch(envelope[1]) if envelope else None
    return _decoded(compact[2]) if compact else None


def _decoded(text: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


class Sealed(json_text.JsonValue):
    """The record inside a signature, or inside a picture."""

    def __init__(self, source: Source, text: Text, kinds: Kinds, *, signed: bool) -> None:
        super().__init__(source, text, kinds)
        self._signed = signed

    def rows(self) -> Iterator[Row | Trouble]:
        """The records, and a word on their signature."""
        yield from super().rows()
        if self._signed:
            yield Trouble("signature-not-verified")

    def locate(self, spot: Spot) -> Location:
        """The pointer within the JSON; a line would be of no use to anyone who cannot see it."""
        return Location(self.source.file, pointer=super().locate(spot).pointer or "")

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        for found in super()._values():
            if not isinstance(found, Trouble) and isinstance(found[1], tuple):
                keys = [key for key, _ in found[1]]
                # A JWT of the first generation keeps the credential beside the claims of the token.
                if "vc" in keys and "@context" not in keys:
                    yield (*found[0], keys.index("vc")), found[1][keys.index("vc")][1]
                    continue
            yield found
