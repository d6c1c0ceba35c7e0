"""How far a value reaches that starts at a place: what an editor underlines, and what it replaces."""

from __future__ import annotations

import re

from mcvocab.readers.delimited import separator

DELIMITED = frozenset({"csv", "tsv"})
_CELL_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:@[\w-]+)?|"(?:[^"\\\n]|\\.)*"?(?:@[\w-]+)?|\'(?:[^\'\\\n]|\\.)*\'?|<[^>\s]*>?|[^\s,;{}\[\]()"<>]+'
)


def end(text: str, offset: int, form: str) -> int:
    r"""The offset after the value that starts at another offset.

    Args:
        text: the whole text.
        offset: where the value starts.
        form: the format of the text, as a suffix without its dot.

    >>> end("Title,Level\nSafe wiring,7\n", 12, "csv"), end('{"level": "SCQF 7"}', 10, "json")
    (23, 18)
    """
    if form in DELIMITED:
        quoted = _CELL_QUOTED.match(text, offset)
        if quoted:
            return quoted.end()
        cut_by = separator(text)
        stops = (at for mark in (cut_by, "\r", "\n") if (at := text.find(mark, offset)) >= 0)
        return min(stops, default=len(text))
    token = _TOKEN.match(text, offset)
    return token.end() if token else offset
