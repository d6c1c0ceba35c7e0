"""JSON and JSON Lines: objects become branches; a spot is the way to a value by ordinals.

The first ordinal of JSON Lines is the physical line, and a pointer starts at that line's value.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Branch, Document, Kinds, Row, Trouble
from mcvocab.readers import jsonld
from mcvocab.readers.json_scan import DEEPEST, Fault, Members, Value, children, past_blanks, value_at
from mcvocab.readers.json_tree import branch, is_linked
from mcvocab.readers.text import LINE, Lines, decode

_WRAPPERS = frozenset({"courses", "data", "entries", "items", "microcredentials", "records", "results", "value"})
"""Keys, folded, under which catalogues put their records beside notes about the catalogue itself."""

_OF_A_VALUE = frozenset({"key-repeated", "number-not-finite", "value-too-long"})
"""Troubles that do not explain why a file holds no record."""

_AN_OBJECT = "an object in braces"


def read(source: Source, data: bytes, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a JSON or JSON Lines file, whatever its name says of the two."""
    text, troubles = decode(data)
    yield from troubles
    if text:
        if (inner := sealed.opened(text)) is not None:
            yield sealed.Sealed(source, inner, kinds)
            return
        lines = source.format in {"jsonl", "ndjson"} or stands_in_lines(text)
        yield (JsonLines if lines else JsonText)(source, text, kinds)


def stands_in_lines(text: str) -> bool:
    r"""Whether the first line is an object, and the next begins another.

    >>> stands_in_lines('{"title": "A"}\n{"title": "B"}\n'), stands_in_lines('{\n"title": "A"}')
    (True, False)
    """
    lines = (line for found in LINE.finditer(text) if (line := found[0].strip()))
    first, second = next(lines, ""), next(lines, "")
    return first[:1] == "{" and first[-1:] == "}" and second[:1] == "{"


class JsonText:
    """One JSON value: a list of objects, an object that holds such a list, or a single object.

    An object holds the records in a list where that list is all it has, or where its key says so
    (``courses``, ``data``, ``items`` ...), even an empty one; any other object is itself one record.
    """

    headings = None

    def __init__(self, source: Source, text: str, kinds: Kinds = NO_KINDS) -> None:
        self.source = source
        self._text = text
        self._kinds = kinds
        self._lines = Lines(text)
        self._known: dict[Spot, tuple[array[int], list[str]]] = {}

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
            elif is_linked(found[1]):
                # Linked data may refer from one value to the next, so the rest is read before a row is.
                rest = [found, *values]
                yield from jsonld.branches([one for one in rest if not isinstance(one, Trouble)], self._kinds)
                yield from (one for one in rest if isinstance(one, Trouble))
            else:
                yield from self._plain(*found)

    def _plain(self, spot: Spot, value: Value) -> Iterator[Branch | Trouble]:
        if not isinstance(value, tuple):
            yield Fault(self._way(spot)[0], _AN_OBJECT).trouble(self._text, self._lines)
            return
        troubles: list[Trouble] = []
        try:
            record = branch(value, spot, troubles)
        except RecursionError:
            yield Trouble("nesting-too-deep", spot, {"expected": str(DEEPEST)})
            return
        yield from troubles
        yield record

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        """The records as decoded, each with its spot; where the text breaks, a trouble ends them."""
        text, start = self._text, self._root(())
        try:
            if text.startswith("[", start):
                for ordinal, child in enumerate(children(text, start, whole=True)):
                    yield (ordinal,), child.value
            elif text.startswith("{", start):
                yield from self._of_object(start)
            else:
                value_at(text, start)
        except Fault as fault:
            yield fault.trouble(text, self._lines)

    def _of_object(self, start: int) -> Iterator[tuple[Spot, Value]]:
        found: list[tuple[str, Value]] = []
        broken: Fault | None = None
        try:
            found.extend((child.key, child.value) for child in children(self._text, start, whole=True))
        except Fault as fault:
            broken = fault
            if fault.start is not None and self._text.startswith("[", fault.start):
                whole, broken = self._before_fault(fault.start, fault)
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

    def _before_fault(self, start: int, outer: Fault) -> tuple[list[Value], Fault]:
        """The elements of a broken list before the one that breaks it."""
        whole: list[Value] = []
        try:
            whole.extend(child.value for child in children(self._text, start))
        except Fault as fault:
            return whole, Fault(fault.offset, fault.expected, outer.key, fault.start)
        return whole, outer

    def locate(self, spot: Spot) -> Location:
        """Line, column and pointer of a value, which starts at its opening quote or bracket if it has one."""
        if spot[:1] == ("offset",):
            return self._place(int(spot[1]), None)
        return self._place(*self._way(spot))

    def _place(self, offset: int, pointer: str | None) -> Location:
        line, column = self._lines.at(offset)
        return Location(self.source.file, line, column, pointer=pointer)

    def _root(self, spot: Spot) -> int:  # noqa: ARG002  (JSON Lines has one root a line)
        """The offset of the value that a spot leads into."""
        return past_blanks(self._text, 0)

    def _way(self, spot: Spot, first: int = 0) -> tuple[int, str]:
        """Offset and pointer of a spot, found step by step from the root."""
        offset, pointer = self._root(spot), ""
        for depth in range(first, len(spot)):
            starts, keys = self._children(spot[:depth], offset)
            ordinal = int(spot[depth])
            offset = starts[ordinal]
            step = keys[ordinal] if keys else str(ordinal)
            pointer += "/" + step.replace("~", "~0").replace("/", "~1")
        return offset, pointer

    def _children(self, spot: Spot, offset: int) -> tuple[array[int], list[str]]:
        """Where the children of a value start, and their keys if it is an object."""
        if spot not in self._known:
            starts, keys, keyed = array("q"), [], self._text.startswith("{", offset)
            try:
                for child in children(self._text, offset):
                    starts.append(child.start)
                    if keyed:
                        keys.append(child.key)
            except Fault as fault:
                if fault.start is not None:
                    starts.append(fault.start)
                    keys.extend([fault.key] if keyed else ())
            self._known[spot] = starts, keys
        return self._known[spot]


class JsonLines(JsonText):
    """One object a line; each line stands alone, so that a broken one spoils no other."""

    def _branches(self) -> Iterator[Branch | Trouble]:
        for found in self._values():
            if isinstance(found, Trouble):
                yield found
            elif is_linked(found[1]):
                yield from jsonld.branches([found], self._kinds)
            else:
                yield from self._plain(*found)

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        for number, line in enumerate(LINE.finditer(self._text), 1):
            start = past_blanks(self._text, line.start())
            if start >= line.end():
                continue
            content = line[0].rstrip("\r\n")
            try:
                value, end = value_at(content, start - line.start())
                if past_blanks(content, end) < len(content):
                    raise Fault(end, "the end of the line")
            except Fault as fault:
                fault.offset += line.start()
                yield fault.trouble(self._text, self._lines)
            else:
                yield (number,), value

    def _root(self, spot: Spot) -> int:
        return past_blanks(self._text, self._lines.start(int(spot[0])) if spot else 0)

    def _way(self, spot: Spot, first: int = 1) -> tuple[int, str]:
        return super()._way(spot, first)


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
