"""Text files: bytes become lines of text, and an offset in a text becomes a line and a column."""

from __future__ import annotations

import io
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from mcvocab.content import Content
from mcvocab.expression import expression
from mcvocab.raw import Trouble
from mcvocab.readers.encodings import Encoding, encoding_of
from mcvocab.values import dataclass

LONGEST = 1_000_000
"""The longest value that is handed over whole, in characters; a worksheet cell holds 32,767 at most."""

LONGEST_LINE = 16 * LONGEST
"""The longest line, and the longest record of a table, that is read whole, in characters."""

LINE = expression(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""One physical line with its ending: CRLF, LF or a lone CR."""

_BREAK = expression(r"\r\n?|\n")
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
_CONTROL = expression("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_SAMPLE = 65_536
_PIECE = 2**18
_PLAIN = re.compile(r"[\w +/=.-]*")


class Line(NamedTuple):
    """One physical line with its ending.

    Attributes:
        text: the line; a stretch of plain characters that is too long to be a value is handed over shortened.
        size: its length in the file, in bytes.
        whole: whether all of it was handed over, but for such stretches.
    """

    text: str
    size: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a content, read line by line from the start or from any line whose offset is known."""

    content: Content
    encoding: Encoding

    @property
    def start(self) -> int:
        """The offset of the first character, in bytes."""
        return self.encoding.mark

    def lines(self, at: int | None = None) -> Iterator[Line]:
        """The physical lines from an offset on, in bytes, at which a line starts."""
        encoding = self.encoding
        size = encoding.size
        with self._open(at) as stream:
            while text := stream.readline(_PIECE):
                if len(text) == _PIECE and text[-1] != "\n":
                    yield from self._long(text, stream)
                else:
                    yield Line(encoding.mend(text), size(text))

    def _long(self, text: str, stream: io.TextIOWrapper) -> Iterator[Line]:
        """A line of many pieces, which is never held whole where it is longer than a line can be."""
        kept, length, size, plain, whole = [text], len(text), self.encoding.size(text), 0, True
        while text[-1] not in "\r\n" or (text[-1] == "\r" and len(text) == _PIECE):
            returned = text[-1] == "\r"
            text = stream.readline(_PIECE)
            if not text:
                break
            if returned and text[0] != "\n":  # the line had ended where the piece did
                yield Line(self.encoding.mend("".join(kept)), size, whole)
                yield Line(self.encoding.mend(text), self.encoding.size(text))
                return
            size += self.encoding.size(text)
            plain = plain + len(text) if _PLAIN.fullmatch(text) else 0
            if plain > 2 * LONGEST:
                continue
            if length + len(text) > LONGEST_LINE:
                whole = False
                continue
            kept.append(text)
            length += len(text)
        yield Line(self.encoding.mend("".join(kept)), size, whole)

    def pieces(self, at: int | None = None) -> Iterator[str]:
        """The text from an offset on, in bytes, as decoded and not yet mended, in pieces of any length."""
        with self._open(at) as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def head(self, characters: int = _SAMPLE) -> str:
        """The first characters."""
        with self._open() as stream:
            return self.encoding.mend(stream.read(characters))

    def whole(self) -> str:
        """All of it."""
        with self._open() as stream:
            return self.encoding.mend(stream.read())

    def _open(self, at: int | None = None) -> io.TextIOWrapper:
        stream = self.content.open()
        stream.seek(self.start if at is None else at)
        return io.TextIOWrapper(stream, self.encoding.codec, self.encoding.errors, newline="")


def examine(content: Content, said: str = "") -> tuple[Text | None, tuple[Trouble, ...]]:
    """The text of a content, and what was wrong with its bytes; no text where there is none to read.

    A byte order mark decides; then what the provider said; else UTF-8; else the encoding that older programs
    wrote, and then the guess is said aloud.
    """
    if content.head(8).startswith(_BINARY):
        return None, (Trouble("file-not-text"),)
    encoding = encoding_of(content, said)
    text = Text(content, encoding)
    # A text file holds no NUL at all, and hardly any other control character.
    sample = text.head()
    if len(_CONTROL.findall(sample)) > 5 + len(sample) // 20:
        return None, (Trouble("file-not-text"),)
    if (nul := _first_nul(text)) is not None:
        return None, (Trouble("file-not-text", details={"line": str(1 + _breaks_before(text, nul))}),)
    if not sample.strip() and not any(line.text.strip() for line in text.lines()):
        return None, (Trouble("file-empty"),)
    if encoding.first_fault is None:
        return text, ()
    line = 1 + _breaks_before(text, encoding.first_fault)
    return text, (Trouble("encoding-guessed", details={"encoding": encoding.title, "line": str(line)}),)


def decode(data: bytes) -> tuple[str, tuple[Trouble, ...]]:
    """The text of a file that is at hand as a whole, and what was wrong with its bytes; see `examine`.

    >>> decode("Beurteilung, größer".encode("cp1252"))[1][0].details["encoding"]
    'Windows-1252'
    """
    text, troubles = examine(Content.of_bytes(data))
    return text.whole() if text else "", troubles


def _first_nul(text: Text) -> int | None:
    """The offset of the first NUL, in bytes; what is otherwise text has one where a file was cut off or joined."""
    nul = "\0".encode(text.encoding.codec)
    with text.content.unwatched() as stream:
        stream.seek(at := text.start)
        # A piece is a multiple of every width, so that a character never stands across two.
        while piece := stream.read(_PIECE):
            found = -1
            while (found := piece.find(nul, found + 1)) >= 0:
                if found % len(nul) == 0:  # the halves of two characters are no NUL
                    return at + found
            at += len(piece)
    return None


def _breaks_before(text: Text, offset: int) -> int:
    found, at = 0, text.start
    for line in text.lines():
        at += line.size
        if at > offset:
            break
        found += 1
    return found


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
