"""Texts of XML elements, escaped as XML needs it; elements with other elements inside are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from mcvocab.readers.patches.outcome import CHANGED, Patched
from mcvocab.readers.patches.text import Find, Span, replace

if TYPE_CHECKING:
    from mcvocab.model import Correction

_TAG = re.compile(r"<[^\s<>/!?][^\s<>/]*(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot|apos));")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def patch(data: bytes, corrections: Sequence[Correction]) -> Patched:
    """The file with the texts of elements replaced.

    >>> from mcvocab.model import Correction, Edit, Location
    >>> value = Correction(Location("a.xml", 1, 4), "level", Edit("lvl 7", "SCQF level 7"))
    >>> patch(b"<a><level>lvl 7</level></a>", [value]).data
    b'<a><level>SCQF level 7</level></a>'
    """
    return replace(data, corrections, finder)


def finder(_whole: str) -> Find:
    """How a correction of this text is written at its place."""
    return _find


def _find(text: str, offset: int, correction: Correction) -> Span | str:
    tag = _TAG.match(text, offset)
    start = tag.end() if tag else offset
    end = text.find("<", start)
    if end < 0 or not text.startswith("</", end):
        return CHANGED
    if _read(text[start:end]) != correction.edit.old:
        return CHANGED
    if _NOT_IN_XML.search(correction.edit.new):
        return "the new text holds a character that XML cannot hold"
    return Span(start, end, escape(correction.edit.new))


def _read(written: str) -> str:
    """What a parser makes of a text: references resolved, line ends as one character."""
    return _REFERENCE.sub(_resolved, written.replace("\r\n", "\n").replace("\r", "\n"))


def _resolved(found: re.Match[str]) -> str:
    if found["name"]:
        return _NAMED[found["name"]]
    number = int(found["hex"], 16) if found["hex"] else int(found["number"])
    return chr(number) if number < 0x110000 else found[0]
