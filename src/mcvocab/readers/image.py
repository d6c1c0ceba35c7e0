"""Baked badges: the credential inside a PNG or an SVG picture."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import NO_KINDS, Document, Kinds, Leaf, Trouble
from mcvocab.readers import sealed
from mcvocab.readers.xml import XmlFault, parse

if TYPE_CHECKING:
    from mcvocab.content import Content
    from mcvocab.model import Source

MOST = 2**25
"""The largest picture that is read, in bytes."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORDS = frozenset({b"openbadges", b"openbadgecredential"})
_ELEMENTS = frozenset(
    f"{{{space}}}{name}"
    for space in ("http://openbadges.org", "https://openbadges.org", "https://purl.imsglobal.org/ob/v3p0")
    for name in ("assertion", "credential")
)
_LARGEST = 4_000_000
"""How many bytes a compressed text may unfold to."""


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The document of each credential in a picture."""
    data = content.read(MOST)
    if not data.strip():
        yield Trouble("file-empty")
        return
    try:
        texts = list(_in_svg(data) if _is_drawing(source, data) else _in_png(data))
    except XmlFault as fault:
        yield fault.trouble
        return
    except (ValueError, zlib.error, IndexError):
        # A picture that says nothing of a badge is a picture, whole or not.
        badge = any(keyword in data for keyword in _KEYWORDS)
        yield Trouble("image-damaged" if badge else "image-without-badge")
        return
    if not texts:
        yield Trouble("image-without-badge")
    for text in texts:
        inner = sealed.opened(text)
        if inner is None and not text.lstrip().startswith(("{", "[")):
            yield Trouble("badge-elsewhere")
        else:
            yield from sealed.sealed(source, text if inner is None else inner, kinds, signed=inner is not None)


def _is_drawing(source: Source, data: bytes) -> bool:
    return source.format != "png" and not data.startswith(SIGNATURE)


def _in_png(data: bytes) -> Iterator[str]:
    """The texts of all chunks that bake a badge.

    The form of chunks is that of PNG (ISO/IEC 15948), sections 5.3 and 11.3.4; the keywords are those of the Open
    Badges specifications.

    Raises:
        ValueError: where a chunk is cut off or not well-formed.
    """
    if not data.startswith(SIGNATURE):
        raise ValueError("this is no PNG")
    at = len(SIGNATURE)
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + length]
        if len(chunk) < length:
            raise ValueError("a chunk is cut off")
        at += 12 + length
        keyword, zero, rest = chunk.partition(b"\0")
        if kind in {b"tEXt", b"iTXt", b"zTXt"} and keyword in _KEYWORDS and zero:
            yield _text(kind, rest)


def _text(kind: bytes, rest: bytes) -> str:
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return _unfolded(rest[1:]).decode("latin-1")
    flag, text = rest[0], rest[2:].split(b"\0", 2)[2]
    return (_unfolded(text) if flag else text).decode()


def _unfolded(data: bytes) -> bytes:
    unfolding = zlib.decompressobj()
    text = unfolding.decompress(data, _LARGEST)
    if unfolding.unconsumed_tail:
        raise ValueError("the text is too long")
    return text


def _in_svg(data: bytes) -> Iterator[str]:
    _, found = parse(data, _ELEMENTS)
    for element in found:
        text = "".join(element.text).strip()
        verify = next((one.text for key, one in element.entries if key == "@verify" and isinstance(one, Leaf)), "")
        if text or verify:
            yield text or verify
