"""Cells of delimited text: quoted as they were, and quoted where the new text needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mcvocab.readers.delimited import separator
from mcvocab.readers.patches.outcome import CHANGED, Patched
from mcvocab.readers.patches.text import Find, Span, replace

if TYPE_CHECKING:
    from mcvocab.model import Correction

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NEEDS_QUOTES = re.compile(r'[",;\t|\r\n]')


def patch(data: bytes, corrections: Sequence[Correction]) -> Patched:
    r"""The table with cells replaced.

    >>> from mcvocab.model import Correction, Edit, Location
    >>> cell = Correction(Location("a.csv", 2, 3), "level", Edit("lvl 7", "SCQF level 7"))
    >>> patch(b"t,l\r\nA,lvl 7\r\n", [cell]).data
    b't,l\r\nA,SCQF level 7\r\n'
    """
    return replace(data, corrections, finder)


def finder(whole: str) -> Find:
    """How a correction of this text is written at its place."""
    cut_by = separator(whole)

    def find(text: str, offset: int, correction: Correction) -> Span | str:
        old, new = correction.edit.old, correction.edit.new
        quoted = _QUOTED.match(text, offset)
        if quoted:
            end = quoted.end()
            if quoted[1].replace('""', '"') != old:
                return CHANGED
        elif text.startswith(old, offset):
            end = offset + len(old)
        else:
            return CHANGED
        if end < len(text) and text[end] not in (cut_by, "\r", "\n"):
            return CHANGED
        in_quotes = bool(quoted) or cut_by in new or _NEEDS_QUOTES.search(new)
        return Span(offset, end, '"' + new.replace('"', '""') + '"' if in_quotes else new)

    return find
