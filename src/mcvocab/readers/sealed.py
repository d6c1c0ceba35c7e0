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

from mcvocab.model import Location
from mcvocab.raw import NO_KINDS, Document, Kinds, Row, Trouble
from mcvocab.readers.json_scan import Value
from mcvocab.readers.json_text import JsonText
from mcvocab.readers.text import decode

if TYPE_CHECKING:
    from mcvocab.model import Source, Spot

_COMPACT = re.compile(r"\s*([\w-]{2,})\.([\w-]{2,})\.([\w-]*)(?:~[\w-]*)*\s*", re.ASCII)
_ENVELOPE = re.compile(r"data:application/[\w.+-]*jwt,(.*)", re.DOTALL)
_MAY_BE_SEALED = re.compile(r'"(?:payload|id)"\s*:\s*"(?:data:application/[\w.+-]*jwt,|[\w-]+")')
_HEAD = 65_536


def read(source: Source, data: bytes, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a JWT."""
    text, troubles = decode(data)
    yield from troubles
    if not text:
        return
    payload = opened(text)
    if payload is None:
        yield Trouble("token-malformed")
    else:
        yield Sealed(source, payload, kinds)


def is_compact(text: str) -> bool:
    """Whether a text looks like a compact JWT: three runs of letters with full stops, the first one JSON."""
    found = _COMPACT.fullmatch(text)
    return found is not None and (_decoded(found[1]) or "").lstrip().startswith("{")


def opened(text: str) -> str | None:
    """The JSON text that was sealed; None where the text is neither a JWT, a JWS nor an envelope."""
    if found := _COMPACT.fullmatch(text):
        return _decoded(found[2])
    if not text.lstrip().startswith("{") or not _MAY_BE_SEALED.search(text[:_HEAD]):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value.get("payload"), str) and ("signatures" in value or "signature" in value):
        return _decoded(value["payload"])
    envelope = _ENVELOPE.fullmatch(value["id"]) if isinstance(value.get("id"), str) else None
    return opened(envelope[1]) if envelope else None


def _decoded(text: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


class Sealed(JsonText):
    """The record inside a signature, or inside a picture."""

    def __init__(self, source: Source, text: str, kinds: Kinds, *, signed: bool = True) -> None:
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
