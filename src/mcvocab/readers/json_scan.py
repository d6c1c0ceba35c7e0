"""JSON taken apart one level at a time: what reading, salvaging and locating have in common.

The standard library decodes whole values; this walks the members of one object or array and says where each
starts, so that records before a fault are read and the place of any value is found without a second parser.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.raw import Leaf, Trouble
from mcvocab.readers.text import LONGEST, LONGEST_LINE
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.model import Spot

DEEPEST = 100
"""How deep values may nest within a record; far more than any description of a course needs."""


PLACE = "place"
"""What a spot starts with that gives a line and a column instead of a way to a value."""


class Number(str):
    """A number as written: its lexical form is data."""

    __slots__ = ()


class NotFinite(str):
    """``NaN``, ``Infinity`` or ``-Infinity``: JSON has no such number, but careless programs write them."""

    __slots__ = ()


Value: TypeAlias = "str | bool | list[Value] | Members | None"
"""A decoded value."""

Members: TypeAlias = "tuple[tuple[str, Value], ...]"
"""A decoded object: all its members, so that no repeated key is lost."""


@dataclass(frozen=True, slots=True)
class Child:
    """One member of an object, or one element of an array (whose key is empty)."""

    key: str
    start: int
    value: Value


class Fault(Exception):  # noqa: N818  (an error of the provider's file, not of ours)
    """The text stops being JSON at ``offset``; ``key`` and ``start`` tell the child that it broke."""

    def __init__(self, offset: int, expected: str, key: str = "", start: int | None = None) -> None:
        super().__init__(expected)
        self.offset, self.expected, self.key, self.start = offset, expected, key, start

    @property
    def beyond(self) -> bool:
        """Whether the value itself is whole, and only something after it is wrong."""
        return self.expected == NOTHING

    def trouble(self, text: str, place: tuple[int, int]) -> Trouble:
        """What the provider is told; ``place`` is the line and column of the offset, and ends up in the spot."""
        line, column = place
        spot = (PLACE, line, column)
        if self.expected == _SHALLOWER:
            return Trouble("nesting-too-deep", spot, {"expected": str(DEEPEST)})
        if self.expected == TOO_LONG:
            return Trouble("line-too-long", spot, {"expected": str(LONGEST_LINE)})
        found = _found(text[self.offset : self.offset + 1])
        details = {
            "line": str(line),
            "column": str(column),
            "expected": self.expected,
            "found": found,
            "problem": f"there should be {self.expected}, but there is {found}",
        }
        return Trouble("json-malformed", spot, details)


_WAYS_KEPT = 4_000
_LISTS = 3
"""Lists of records stand high up; the ways to them are kept, for they are long and asked for again and again."""

_SHALLOWER = "less nesting"
NOTHING = "the end of the file"
TOO_LONG = "a shorter text"
_BLANK = re.compile("[ \\t\\r\\n\ufeff]*")
"""Blanks, and the mark that programs put at the beginning of a file, which stands anywhere once files are joined."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_float=Number, parse_int=Number, parse_constant=NotFinite)
_EXPECTED = (
    ("Expecting value", "a value"),
    ("Expecting ','", "a comma or a closing bracket"),
    ("Expecting ':'", "a colon"),
    ("Expecting property name", "a key in double quotes"),
    ("Illegal trailing comma", "a value after the comma, or no comma"),
    ("Unterminated string", "a closing double quote"),
    ("Invalid control character", "no line break or tab within the quotes"),
    ("Invalid \\u", "four hexadecimal digits after \\u"),
    ("Invalid \\escape", "one of the letters that may follow a backslash"),
)


def _found(character: str) -> str:
    if character in {"\r", "\n"}:
        return "the end of the line"
    return f"“{sound(character)}”" if character else NOTHING


def past_blanks(text: str, at: int) -> int:
    """The offset of the next character that is no blank."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def value_at(text: str, at: int, key: str = "") -> tuple[Value, int]:
    """The value that starts at an offset, and the offset at which it ends.

    >>> value_at('{"points": 2.50}', 0)
    ((('points', '2.50'),), 16)

    Raises:
        Fault: where there is no whole value.
    """
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as problem:
        expected = next((words for start, words in _EXPECTED if problem.msg.startswith(start)), "a value")
        # A value that the file's end cuts short is reported at the end, where the rest is missing.
        cut = problem.msg.startswith("Unterminated")
        raise Fault(len(text) if cut else problem.pos, expected, key, at) from None
    except RecursionError:
        raise Fault(at, _SHALLOWER, key, at) from None


def children(text: str, at: int, whole: bool = False) -> Iterator[Child]:
    """The members or elements of the object or array that starts at an offset.

    With ``whole``, nothing but blanks may follow its end.

    Raises:
        Fault: at the first place that is not JSON, after all whole children before it.
    """
    close = "]" if text[at] == "[" else "}"
    at = past_blanks(text, at + 1)
    more = not text.startswith(close, at)
    while more:
        key = ""
        if close == "}":
            if not text.startswith('"', at):
                raise Fault(at, "a key in double quotes")
            name, end = value_at(text, at)
            key, at = str(name), past_blanks(text, end)
            if not text.startswith(":", at):
                raise Fault(at, "a colon")
            at = past_blanks(text, at + 1)
        value, end = value_at(text, at, key)
        yield Child(key, at, value)
        at = past_blanks(text, end)
        more = text.startswith(",", at)
        if more:
            at = past_blanks(text, at + 1)
    if not text.startswith(close, at):
        raise Fault(at, "a comma or a closing bracket")
    if whole and (at := past_blanks(text, at + 1)) < len(text):
        raise Fault(at, NOTHING)


class Ways:
    """The ways to the values of one text: where each starts, and its pointer.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = past_blanks(text, 0)
        self._known: dict[Spot, _Children] = {}

    def find(self, spot: Spot) -> tuple[int, str]:
        """Offset and pointer of a value, found step by step from the root."""
        offset, pointer = self._root, ""
        for depth in range(len(spot)):
            found = self._children(spot[:depth], offset)
            ordinal = int(spot[depth])
            if not found.reaches(ordinal):
                break  # what stands nowhere in the text itself, such as an identifier that is the record's key
            offset = found.starts[ordinal]
            step = found.keys[ordinal] if found.keys else str(ordinal)
            pointer += "/" + step.replace("~", "~0").replace("/", "~1")
        return offset, pointer

    def character(self, spot: Spot) -> str:
        """The first character of a value."""
        offset, _ = self.find(spot)
        return self._text[offset : offset + 1]

    def _children(self, spot: Spot, offset: int) -> _Children:
        """The children of a value."""
        if spot not in self._known:
            if len(self._known) > _WAYS_KEPT:
                self._known = {way: found for way, found in self._known.items() if len(way) < _LISTS}
            self._known[spot] = _Children(self._text, offset)
        return self._known[spot]


class _Children:
    """The offsets of a value's children and, for an object, their keys, as far as anybody has asked."""

    __slots__ = ("_others", "keys", "starts")

    def __init__(self, text: str, offset: int) -> None:
        self.starts, self.keys = array("q"), list[str]()
        self._others = self._found(text, offset)

    def reaches(self, ordinal: int) -> bool:
        """Whether there is a child with this ordinal; those before it are looked at, and none behind it."""
        while len(self.starts) <= ordinal:
            if next(self._others, None) is None:
                return False
        return True

    def _found(self, text: str, offset: int) -> Iterator[int]:
        keyed = text.startswith("{", offset)
        try:
            for child in children(text, offset):
                self.starts.append(child.start)
                if keyed:
                    self.keys.append(child.key)
                yield child.start
        except Fault as fault:
            if fault.start is not None:
                self.starts.append(fault.start)
                self.keys.extend([fault.key] if keyed else ())
                yield fault.start


def leaf(value: str | bool, spot: Spot, troubles: list[Trouble], language: str = "", datatype: str = "") -> Leaf:
    """One value of JSON as a leaf; what is wrong with it goes to ``troubles``."""
    if type(value) is str and len(value) <= LONGEST:  # as nearly all are
        return Leaf(sound(value), spot, language, datatype)
    if isinstance(value, bool):
        return Leaf("true" if value else "false", spot, language, datatype, "boolean")
    if isinstance(value, NotFinite):
        troubles.append(Trouble("number-not-finite", spot, {"value": str(value)}))
        return Leaf(str(value), spot, language, datatype)
    if isinstance(value, Number):
        return Leaf(str(value), spot, language, datatype, "number")
    if len(value) > LONGEST:
        troubles.append(Trouble("value-too-long", spot, {"number": str(len(value)), "expected": str(LONGEST)}))
        value = value[:LONGEST]
    return Leaf(sound(value), spot, language, datatype)


def members(value: Members, spot: Spot, troubles: list[Trouble]) -> Iterator[tuple[str, Value, Spot]]:
    """Key, value and spot of each member; a member's spot is its ordinal, so that repeated keys differ."""
    seen: set[str] = set()
    for ordinal, (key, member) in enumerate(value):
        if key in seen:
            troubles.append(Trouble("key-repeated", (*spot, ordinal), {"value": sound(key)}))
        seen.add(key)
        yield sound(key), member, (*spot, ordinal)


def sound(text: str) -> str:
    r"""The text without halves of characters, which JSON can escape but no file can hold.

    >>> sound("\ud83d?")
    '\ufffd?'
    """
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)
