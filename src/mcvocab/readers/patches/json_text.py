"""Strings in JSON and JSON Lines: escaped as the file escapes them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mcvocab.readers.patches.outcome import CHANGED, Patched
from mcvocab.readers.patches.text import Find, Span, replace

if TYPE_CHECKING:
    from mcvocab.model import Correction

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPED = re.compile(r"\\u00[89a-fA-F]|\\u0[1-9a-fA-F]|\\u[1-9a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")


def patch(data: bytes, corrections: Sequence[Correction]) -> Patched:
    """The file with strings replaced.

    >>> from mcvocab.model import Correction, Edit, Location
    >>> value = Correction(Location("a.json", 1, 11), "level", Edit("lvl 7", "SCQF level 7"))
    >>> patch(b'{"level": "lvl 7"}', [value]).data
    b'{"level": "SCQF level 7"}'
    """
    return replace(data, corrections, finder)


def finder(whole: str) -> Find:
    """How a correction of this text is written at its place."""
    # A file that escapes what is not ASCII may have a reader that needs it.
    plain = whole.isascii() and _ESCAPED.search(whole) is not None

    def find(text: str, offset: int, correction: Correction) -> Span | str:
        string = _STRING.match(text, offset)
        if string is None or _value(string[0]) != correction.edit.old:
            return CHANGED
        new = correction.edit.new
        return Span(offset, string.end(), json.dumps(new, ensure_ascii=plain or _LONE.search(new) is not None))

    return find


def _value(token: str) -> str | None:
    try:
        value = json.loads(token, strict=False)
    except ValueError:
        return None
    return value if isinstance(value, str) else None
