"""JSON cut into pieces that are read one at a time: the elements of an array, the lines of JSON Lines.

A piece is decoded and forgotten, so that a file of any length is read in little memory. A root that is an object
is one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.readers.json_scan import NOTHING, TOO_LONG, Fault, Value, past_blanks, value_at
from mcvocab.readers.text import LONGEST_LINE
from mcvocab.readers.trail import Start

if TYPE_CHECKING:
    from mcvocab.readers.text import Text

_BREAK = re.compile(r"\r\n?|\n")
_LONGEST_TOKEN = 16
"""A number or a word that the end of what was read so far cuts in two starts within so many characters of it."""


class Piece(NamedTuple):
    """One piece of JSON.

    Attributes:
        start: where it starts.
        text: its text.
        value: what it says; nothing where it cannot be decoded.
        fault: why it cannot.
    """

    start: Start
    text: str
    value: Value = None
    fault: Fault | None = None


def lines(text: Text, start: Start) -> Iterator[Piece]:
    """The lines from one on, but for the blank ones; the ordinal of a line is its number."""
    number, at = start.line, start.at
    for line, size, whole in text.lines(at):
        content = line.rstrip("\r\n")
        if not whole:
            yield Piece(Start(number, at, number), content, fault=Fault(0, TOO_LONG))
        elif (begin := past_blanks(content, 0)) < len(content):
            try:
                value, end = value_at(content, begin)
                if past_blanks(content, end) < len(content):
                    raise Fault(end, "the end of the line")
            except Fault as fault:
                yield Piece(Start(number, at, number), content, fault=fault)
            else:
                yield Piece(Start(number, at, number), content, value)
        number, at = number + 1, at + size


def elements(text: Text, start: Start) -> Iterator[Piece]:
    """The elements of the array that is the root of a text, from its bracket or from one of its elements on.

    A fault is a piece of its own, and the last one.
    """
    window = _Window(text, start)
    ordinal = start.ordinal
    try:
        if ordinal < 0:
            window.bracket()
            ordinal = 0
            if window.peek() == "]":
                window.close()
                return
        while True:
            window.peek()
            begin, line, column = window.place()
            value, written = window.value()
            yield Piece(Start(ordinal, begin, line, column), written, value)
            ordinal += 1
            if window.peek() != ",":
                break
            window.skip()
        window.close()
    except Fault as fault:
        begin, line, column = window.place(fault.offset)
        yield Piece(
            Start(ordinal, begin, line, column), window.character(fault.offset), fault=Fault(0, fault.expected)
        )


class _Window:
    """A stretch of a text that moves on."""

    def __init__(self, text: Text, start: Start) -> None:
        self._size, self._mend = text.encoding.size, text.encoding.mend
        self._pieces = text.pieces(start.at)
        self._more = True
        self._raw = self._text = ""
        self._at = 0
        self._counted = 0
        self._byte, self._line, self._column = start.at, start.line, start.column

    def peek(self) -> str:
        """The next character that is no blank; empty at the end of the text."""
        while (at := past_blanks(self._text, self._at)) == len(self._text) and self._more:
            self._at = at
            self._fill()
        self._at = at
        return self._text[at : at + 1]

    def skip(self) -> None:
        """Pass over one character."""
        self._at += 1

    def bracket(self) -> None:
        """Pass over the bracket that opens the array."""
        self.peek()
        self.skip()

    def value(self) -> tuple[Value, str]:
        """The value that starts here, and its text.

        Raises:
            Fault: where there is no whole value, or one that is too long.
        """
        while True:
            left = len(self._text) - self._at
            try:
                value, end = value_at(self._text, self._at)
            except Fault as fault:
                if not self._more or fault.offset < len(self._text) - _LONGEST_TOKEN:
                    raise
            else:
                if end < len(self._text) or not self._more:
                    written = self._text[self._at : end]
                    self._at = end
                    return value, written
            if left > LONGEST_LINE:
                raise Fault(self._at, TOO_LONG)
            self._fill()

    def close(self) -> None:
        """Pass over the bracket that closes the array; nothing may follow it.

        Raises:
            Fault: where it is another character, or something follows.
        """
        if self.peek() != "]":
            raise Fault(self._at, "a comma or a closing bracket")
        self.skip()
        if self.peek():
            raise Fault(self._at, NOTHING)

    def place(self, at: int | None = None) -> tuple[int, int, int]:
        """Byte, line and column of an offset in this stretch, by default of the next character."""
        at = self._at if at is None else at
        passed = self._text[self._counted : at]
        self._byte += self._size(self._raw[self._counted : at])
        breaks = list(_BREAK.finditer(passed))
        self._line += len(breaks)
        self._column = len(passed) - breaks[-1].end() + 1 if breaks else self._column + len(passed)
        self._counted = at
        return self._byte, self._line, self._column

    def character(self, at: int) -> str:
        """The character at an offset; empty at the end of the text."""
        return self._text[at : at + 1]

    def _fill(self) -> None:
        """Read on, as much again as is still wanted, and let go of what is not."""
        past = self._at
        if self._counted < past and self._text[past - 1] == "\r":
            past -= 1  # it may be half of a line ending
        self.place(past)
        self._raw, self._at, self._counted = self._raw[past:], self._at - past, 0
        wanted, pieces = len(self._raw) or 1, [self._raw]
        while wanted > 0 and self._more:
            piece = next(self._pieces, "")
            self._more = bool(piece)
            pieces.append(piece)
            wanted -= len(piece)
        self._raw = "".join(pieces)
        self._text = self._mend(self._raw)
