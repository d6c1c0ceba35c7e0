"""JSON and JSON Lines: objects become branches; a spot is the way to a value by ordinals.

The first ordinal is that of the piece that is read at a time: an element of the array, a physical line, or 0 where
the root is an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Stretch, Trouble
from mcvocab.readers import json_pieces
from mcvocab.readers.json_lists import listing
from mcvocab.readers.json_pieces import Piece
from mcvocab.readers.json_records import Records
from mcvocab.readers.json_scan import PLACE, Fault, Value, Ways, children, past_blanks, value_at
from mcvocab.readers.json_tree import is_linked
from mcvocab.readers.text import Lines, Text, examine
from mcvocab.readers.trail import Start, Trail

if TYPE_CHECKING:
    from mcvocab.content import Content
    from mcvocab.raw import Document, Kinds, Row

MOST = 2**27
"""The longest file, in bytes, that is read as one object; lists are read element by element."""

_DEEPEST = 8
"""How many envelopes around a broken list are looked into."""


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a JSON or JSON Lines file, whatever its name says of the two."""
    text, troubles = examine(content)
    yield from troubles
    if text is None:
        return
    if source.format in {"jsonl", "ndjson"} or stands_in_lines(text):
        yield JsonLines(source, text, kinds)
    elif text.head().lstrip().startswith("["):
        yield JsonArray(source, text, kinds)
    else:
        content.within(MOST)
        yield JsonValue(source, text, kinds)


def stands_in_lines(text: Text) -> bool:
    r"""Whether the first line is an object, and the next begins another.

    >>> from mcvocab.content import Content
    >>> stands_in_lines(examine(Content.of_bytes(b'{"title": "A"}\n{"title": "B"}\n'))[0])
    True
    """
    lines = (stripped for line in text.lines() if (stripped := line.text.strip()))
    first = next(lines, "")
    return first[:1] == "{" and first[-1:] == "}" and next(lines, "")[:1] == "{"


class JsonValue(Records):
    """One JSON value that is read as a whole: an object that holds a list of records, or a single record.

    Where the records stand in an object is for `json_lists` to say; any other object is itself one record.
    """

    def __init__(self, source: Source, text: Text, kinds: Kinds) -> None:
        super().__init__(source, kinds)
        self._text = text
        self._trail = self._pieces()
        self._open: tuple[Start, Ways, Lines] | None = None

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(0, self._text.start, 1), self._whole)

    def _whole(self, start: Start) -> Iterator[Piece]:
        yield Piece(start, self._text.whole())

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        """The records as decoded, each with its spot; where the text breaks, a trouble ends them."""
        return self._decoded(self._trail)

    def _decoded(self, pieces: Iterable[Piece]) -> Iterator[tuple[Spot, Value] | Trouble]:
        for piece in pieces:
            try:
                yield from self._of_piece(piece)
            except Fault as fault:
                yield fault.trouble(piece.text, _within(piece.start, Lines(piece.text).at(fault.offset)))

    def _of_piece(self, piece: Piece) -> Iterator[tuple[Spot, Value] | Trouble]:
        start = past_blanks(piece.text, 0)
        if piece.text.startswith("{", start):
            yield from self._of_object(piece.text, start)
        else:
            value_at(piece.text, start)

    def _of_object(self, text: str, start: int, root: Spot = (0,)) -> Iterator[tuple[Spot, Value] | Trouble]:
        whole, broken = _salvaged(text, start)
        record = whole if isinstance(whole, tuple) else ()
        if is_linked(record):
            if broken is None or broken.beyond or broken.key == "@graph":
                yield root, record
        elif (found := listing(record)) is not None and (broken is None or broken.beyond or found.is_list):
            yield from self._listed(found, record, root)
        elif record and (broken is None or broken.beyond):
            yield root, record
        if broken:
            raise broken

    def _of_list(self, text: str, start: int, root: Spot) -> Iterator[tuple[Spot, Value]]:
        """The elements of a list that is read as a whole; those before a fault are handed over first."""
        for ordinal, child in enumerate(children(text, start, whole=True)):
            yield (*root, ordinal), child.value

    def locate(self, spot: Spot) -> Location:
        """Line, column and pointer of a value, which starts at its opening quote or bracket if it has one."""
        if not spot:
            return Location(self.source.file, *self._root)
        if spot[0] == PLACE:
            return Location(self.source.file, int(spot[1]), int(spot[2]))
        found = self._opened(int(spot[0]))
        if found is None:
            return Location(self.source.file)
        start, ways, lines = found
        offset, pointer = ways.find(spot[1:])
        line, column = _within(start, lines.at(offset))
        return Location(self.source.file, line, column, pointer=self._prefix(start.ordinal) + pointer)

    def _prefix(self, ordinal: int) -> str:  # noqa: ARG002  (only an element of an array has one)
        """The pointer to a piece."""
        return ""

    @cached_property
    def _root(self) -> tuple[int, int]:
        """Line and column of the first character that is no blank."""
        head = self._text.head()
        return Lines(head).at(past_blanks(head, 0))

    def _opened(self, ordinal: int) -> tuple[Start, Ways, Lines] | None:
        if self._open is None or self._open[0].ordinal != ordinal:
            piece = self._trail.again(ordinal)
            self._open = (piece.start, Ways(piece.text), Lines(piece.text)) if piece else None
        return self._open


class JsonArray(JsonValue):
    """A list of objects, read one at a time; or one of rows, the first of which are the headings of the others."""

    _columns: tuple[str, ...] = ()

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(-1, self._text.start, 1), self._elements)

    def _elements(self, start: Start) -> Iterator[Piece]:
        return json_pieces.elements(self._text, start)

    def _of_piece(self, piece: Piece) -> Iterator[tuple[Spot, Value] | Trouble]:
        if piece.fault:
            raise piece.fault
        spot, value = (piece.start.ordinal,), piece.value
        if piece.start.ordinal == 0:
            self._columns = self._headings_in(value)
            if self._columns:
                return
        if self._columns and isinstance(value, list):
            wanted, found = len(self._columns), len(value)
            if found != wanted:
                details = {"expected": str(wanted), "found": str(found)}
                yield Trouble("row-ragged", (*spot, wanted) if found > wanted else spot, details)
            # A member stands where the cell does, so that its place is found like that of any other.
            yield spot, tuple(zip_longest(self._columns[:found], value, fillvalue=""))
        else:
            yield spot, value

    def _headings_in(self, value: Value) -> tuple[str, ...]:
        """The headings that a list is; none where it is anything else, or most of them are not known."""
        if not isinstance(value, list):
            return ()
        names = tuple(one for one in value if type(one) is str and one.strip())
        known = sum(map(self._kinds.knows, names))
        whole = len(names) == len(value) == len(set(names)) > 1
        return names if whole and 2 * known > len(names) else ()

    def _prefix(self, ordinal: int) -> str:
        return f"/{ordinal}"


class JsonLines(JsonArray):
    """One object a line; each line stands alone, so that a broken one spoils no other."""

    _alone = True

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(1, self._text.start, 1), self._lines)

    def _lines(self, start: Start) -> Iterator[Piece]:
        return json_pieces.lines(self._text, start)

    def stretches(self, size: int, _may_start: Callable[[Row], bool]) -> Iterator[Stretch]:
        """The lines in stretches of so many bytes, at least."""
        number, at = 1, self._text.start
        first, began = number, at
        for line in self._text.lines():
            if at - began >= size:
                yield Stretch(first, began, first, at)
                first, began = number, at
            number, at = number + 1, at + line.size
        yield Stretch(first, began, first)

    def opening(self) -> Iterator[Trouble]:
        """Nothing stands before the first line."""
        return iter(())

    def rows_within(self, stretch: Stretch) -> Iterator[Row | Trouble]:
        """The records of a stretch."""
        first = Start(stretch.ordinal, stretch.at, stretch.line)
        return self._numbered(self._decoded(self._trail.within(first, stretch.end)))

    def _prefix(self, ordinal: int) -> str:  # noqa: ARG002  (each line is a root of its own)
        return ""


def _within(start: Start, place: tuple[int, int]) -> tuple[int, int]:
    """Line and column in the file of a place in a piece of it."""
    line, column = place
    return start.line + line - 1, column + (start.column - 1 if line == 1 else 0)


def _salvaged(text: str, start: int, depth: int = 0) -> tuple[Value, Fault | None]:
    """The object or list at an offset; where it is broken, what is whole of it: no broken element of a list."""
    found: list[tuple[str, Value]] = []
    is_list = text.startswith("[", start)
    broken = None
    try:
        found.extend((child.key, child.value) for child in children(text, start, whole=not depth))
    except Fault as fault:
        broken = fault
        opened = fault.start is not None and text[fault.start : fault.start + 1] in {"[", "{"}
        if opened and fault.start is not None and not is_list and depth < _DEEPEST:
            inner, within = _salvaged(text, fault.start, depth + 1)
            if within is not None:
                found.append((fault.key, inner))
                broken = Fault(within.offset, within.expected, fault.key, within.start)
    return [value for _, value in found] if is_list else tuple(found), broken
