"""Text that was read in one encoding and saved in another on its way here: “CafÃ©” for “Café”."""

from __future__ import annotations

import re
from functools import cache

_TWICE = 2


@cache
def _bytes() -> dict[int, int]:
    """The byte that Windows-1252 shows as each character; five have none there and are shown as control codes."""
    shown = {byte: bytes((byte,)).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
    return {byte if character == "\ufffd" else ord(character): byte for byte, character in shown.items()}


@cache
def _run() -> re.Pattern[str]:
    """Several such characters in a row."""
    return re.compile(f"[{re.escape(''.join(map(chr, _bytes())))}]{{2,}}")


def mended(text: str) -> str:
    """The text as it was meant, where UTF-8 was once read as Windows-1252; the text itself, where it never was.

    Only what is UTF-8 byte by byte is mended, and no text that anyone would write is by chance.

    >>> mended("CafÃ© â€“ Â£50"), mended("Château, NÃO, £50 – “Café”")
    ('Café – £50', 'Château, NÃO, £50 – “Café”')
    """
    for _ in range(_TWICE):  # some text has gone wrong twice
        found = text if text.isascii() else _run().sub(_decoded, text)
        if found == text:
            break
        text = found
    return text


def _decoded(run: re.Match[str]) -> str:
    try:
        return bytes(_bytes()[ord(character)] for character in run[0]).decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
