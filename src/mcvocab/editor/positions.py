"""Offsets in a text, and positions of editors, which count lines from nought and letters in units of their own."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from mcvocab.readers.text import Lines

_UNIT = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


class Positions:
    """The positions in one text.

    Args:
        text: the text.
        encoding: the unit in which the editor counts letters.
    """

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self._text, self._lines = text, Lines(text)
        self._unit = _UNIT.get(PositionEncodingKind(encoding))

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line, column = self._lines.at(offset)
        start = self._lines.start(line)
        return Position(line - 1, self._length(self._text[start : start + column - 1]))

    def offset(self, position: Position) -> int:
        """The offset of a position; that of the end of its line where it lies beyond."""
        if position.line >= self._lines.count:
            return len(self._text)
        start = self._lines.start(position.line + 1)
        stop = self._lines.start(position.line + 2) if position.line + 2 <= self._lines.count else len(self._text)
        line = self._text[start:stop].rstrip("\r\n")
        if self._unit is None:
            return start + min(position.character, len(line))
        name, size = self._unit
        written = line.encode(name, "surrogatepass")[: position.character * size]
        return start + len(written.decode(name, "ignore"))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def _length(self, text: str) -> int:
        if self._unit is None:
            return len(text)
        name, size = self._unit
        return len(text.encode(name, "surrogatepass")) // size
