"""Text files: bytes become text, and an offset in the text becomes a line and a column."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property

from mcvocab.raw import Trouble

LONGEST = 1_000_000
"""The longest value that is handed over whole, in characters; a worksheet cell holds 32,767 at most."""

LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""One physical line with its ending: CRLF, LF or a lone CR."""

_BREAK = re.compile(r"\r\n?|\n")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_SAMPLE = 65_536


def decode(data: bytes) -> tuple[str, tuple[Trouble, ...]]:
    """The text of a file, and what was wrong with its bytes; no text where there is none to read.

    A byte order mark decides; else UTF-8; else Windows-1252, which is what older spreadsheet exports
    hold, and then the guess is said aloud.

    >>> decode("Beurteilung, größer".encode("cp1252"))[1][0].details["encoding"]
    'Windows-1252'
    """
    if data.startswith(_BINARY):
        return "", (Trouble("file-not-text"),)
    text, troubles = _decoded(data)
    if not text.strip():
        return "", (Trouble("file-empty"),)
    # A text file holds no NUL at all, and hardly any other control character.
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROL.findall(sample)) > 5 + len(sample) // 20:
        return "", (Trouble("file-not-text"),)
    return text, troubles


def _decoded(data: bytes) -> tuple[str, tuple[Trouble, ...]]:
    encoding, fallback, name = "utf-8", "cp1252", "Windows-1252"
    for mark, marked, title in _MARKS:
        if data.startswith(mark):
            encoding, fallback, name = marked, marked, title
            break
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        guess = Trouble("encoding-guessed", details={"encoding": name, "line": str(line)})
        return data.decode(fallback, errors="replace"), (guess,)


class Lines:
    """Where the physical lines of a text start; counted once, and only when a place is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> array[int]:
        return array("q", (0, *(found.end() for found in _BREAK.finditer(self._text))))

    def at(self, offset: int) -> tuple[int, int]:
        r"""Line and column of an offset, both from 1.

        >>> Lines("a\r\nbcd").at(4)
        (2, 2)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @property
    def count(self) -> int:
        """How many lines there are, an empty last one included."""
        return len(self._starts)

    def start(self, line: int) -> int:
        """The offset at which a line starts."""
        return self._starts[line - 1]
