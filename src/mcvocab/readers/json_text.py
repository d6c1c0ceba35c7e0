"""JSON and JSON Lines: objects become branches; a spot is the way to a value by ordinals.

The first ordinal is that of the piece that is read at a time: an element of the array, a physical line, or 0 where
the root is an object.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Branch, Document, Kinds, Row, Trouble
from mcvocab.readers import json_pieces, jsonld
from mcvocab.readers.json_pieces import Piece
from mcvocab.readers.json_scan import DEEPEST, PLACE, Fault, Members, Value, Ways, children, past_blanks, value_at
from mcvocab.readers.json_tree import branch, is_linked
from mcvocab.readers.text import Lines, Text, examine
from mcvocab.readers.trail import Start, Trail

if TYPE_CHECKING:
    from mcvocab.content import Content

MOST = 2**27
"""The longest file, in bytes, that is read as one object; lists are read element by element."""

_WRAPPERS = frozenset({"courses", "data", "entries", "items", "microcredentials", "records", "results", "value"})
"""Keys, folded, under which catalogues put their records beside notes about the catalogue itself."""

_OF_A_VALUE = frozenset({"key-repeated", "number-not-finite", "value-too-long"})
"""Troubles that do not explain why a file holds no record."""

_AN_OBJECT = "an object in braces"


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

    >>> stands_in_lines(examine(Content.of_bytes(b'{"title": "A"}\n{"title": "B"}\n'))[0])
    True
    """
    lines = (stripped for line in text.lines() if (stripped := line.text.strip()))
    first = next(lines, "")
    return first[:1] == "{" and first[-1:] == "}" and next(lines, "")[:1] == "{"


class JsonValue:
    """One JSON value that is read as a whole: an object that holds a list of records, or a single record.

    An object holds the records in a list where that list is all it has, or where its key says so
    (``courses``, ``data``, ``items`` ...), even an empty one; any other object is itself one record.
    """

    headings = None
    _alone = False
    """Whether each piece stands alone, so that linked data never refers from one to another."""

    def __init__(self, source: Source, text: Text, kinds: Kinds = NO_KINDS) -> None:
        self.source = source
        self._text = text
        self._kinds = kinds
        self._trail = self._pieces()
        self._open: tuple[Start, Ways, Lines] | None = None

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(0, self._text.start, 1), self._whole)

    def _whole(self, start: Start) -> Iterator[Piece]:
        yield Piece(start, self._text.whole())

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in file order; those before a fault are handed over, and then the fault."""
        number, explained = 0, False
        for found in self._branches():
            if isinstance(found, Trouble):
                explained = explained or found.code not in _OF_A_VALUE
                yield found
            else:
                number += 1
                yield Row(number, found)
        if not number and not explained:
            yield Trouble("records-missing")

    def _branches(self) -> Iterator[Branch | Trouble]:
        values = self._values()
        for found in values:
            if isinstance(found, Trouble):
                yield found
                if found.code == "line-too-long":
                    yield Branch(())  # the record that nobody could read
            elif is_linked(found[1]):
                # Linked data may refer from one value to the next, so the rest is read before a row is.
                rest = [found] if self._alone else [found, *values]
                yield from jsonld.branches([one for one in rest if not isinstance(one, Trouble)], self._kinds)
                yield from (one for one in rest if isinstance(one, Trouble))
            else:
                yield from self._plain(*found)

    def _plain(self, spot: Spot, value: Value) -> Iterator[Branch | Trouble]:
        if not isinstance(value, tuple):
            yield self._no_object(spot)
            return
        troubles: list[Trouble] = []
        try:
            record = branch(value, spot, troubles)
        except RecursionError:
            yield Trouble("nesting-too-deep", spot, {"expected": str(DEEPEST)})
            return
        yield from troubles
        yield record

    def _no_object(self, spot: Spot) -> Trouble:
        """A value stands where there should be a record."""
        place = self.locate(spot)
        found = self._opened(int(spot[0]))
        first = found[1].character(spot[1:]) if found else ""
        return Fault(0, _AN_OBJECT).trouble(first, (place.line or 1, place.column or 1))

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        """The records as decoded, each with its spot; where the text breaks, a trouble ends them."""
        for piece in self._trail:
            try:
                yield from self._of_piece(piece)
            except Fault as fault:
                yield fault.trouble(piece.text, _within(piece.start, Lines(piece.text).at(fault.offset)))

    def _of_piece(self, piece: Piece) -> Iterator[tuple[Spot, Value]]:
        start = past_blanks(piece.text, 0)
        if piece.text.startswith("{", start):
            for way, value in self._of_object(piece.text, start):
                yield (0, *way), value
        else:
            value_at(piece.text, start)

    def _of_object(self, text: str, start: int) -> Iterator[tuple[Spot, Value]]:
        found: list[tuple[str, Value]] = []
        broken: Fault | None = None
        try:
            found.extend((child.key, child.value) for child in children(text, start, whole=True))
        except Fault as fault:
            broken = fault
            if fault.start is not None and text.startswith("[", fault.start):
                whole, broken = _before_fault(text, fault.start, fault)
                found.append((fault.key, whole))
        record = tuple(found)
        wrapper = _wrapper(record)
        if is_linked(record):
            if broken is None or broken.beyond or broken.key == "@graph":
                yield (), record
        elif wrapper is not None:
            elements = record[wrapper][1]
            for ordinal, element in enumerate(elements if isinstance(elements, list) else ()):
                yield (wrapper, ordinal), element
        elif record and (broken is None or broken.beyond):
            yield (), record
        if broken:
            raise broken

    def _of_list(self, text: str, start: int) -> Iterator[tuple[Spot, Value]]:
        """The elements of a list that is read as a whole; those before a fault are handed over first."""
        for ordinal, child in enumerate(children(text, start, whole=True)):
            yield (ordinal,), child.value

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
    """A list of objects, read one at a time."""

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(-1, self._text.start, 1), self._elements)

    def _elements(self, start: Start) -> Iterator[Piece]:
        return json_pieces.elements(self._text, start)

    def _of_piece(self, piece: Piece) -> Iterator[tuple[Spot, Value]]:
        if piece.fault:
            raise piece.fault
        yield (piece.start.ordinal,), piece.value

    def _prefix(self, ordinal: int) -> str:
        return f"/{ordinal}"


class JsonLines(JsonArray):
    """One object a line; each line stands alone, so that a broken one spoils no other."""

    _alone = True

    def _pieces(self) -> Trail[Piece]:
        return Trail(Start(1, self._text.start, 1), self._lines)

    def _lines(self, start: Start) -> Iterator[Piece]:
        return json_pieces.lines(self._text, start)

    def _prefix(self, ordinal: int) -> str:  # noqa: ARG002  (each line is a root of its own)
        return ""


def _within(start: Start, place: tuple[int, int]) -> tuple[int, int]:
    """Line and column in the file of a place in a piece of it."""
    line, column = place
    return start.line + line - 1, column + (start.column - 1 if line == 1 else 0)


def _before_fault(text: str, start: int, outer: Fault) -> tuple[list[Value], Fault]:
    """The elements of a broken list before the one that breaks it."""
    whole: list[Value] = []
    try:
        whole.extend(child.value for child in children(text, start))
    except Fault as fault:
        return whole, Fault(fault.offset, fault.expected, outer.key, fault.start)
    return whole, outer


def _wrapper(value: Members) -> int | None:
    """The ordinal of the member that lists the records, where the object is no record itself."""
    empty = None
    for ordinal, (key, member) in enumerate(value):
        if isinstance(member, list) and (not member or any(isinstance(element, tuple) for element in member)):
            folded = "".join(filter(str.isalnum, key.casefold()))
            if len(value) == 1 or folded in _WRAPPERS:
                if member:
                    return ordinal
                empty = ordinal if empty is None else empty
    return empty
