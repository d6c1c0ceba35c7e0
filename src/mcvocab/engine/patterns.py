r"""Regular expressions as SHACL has them, which are those of XPath, matched in time that grows with the text alone.

Python's own expressions mean other things by ``$``, ``\\s``, ``\\w`` and ``\\d``, know none of ``\\p{L}``, ``\\i``,
``\\c`` and ``[a-z-[aeiou]]``, and may take years over one unlucky text. So the expression is read here, as XPath and
XQuery Functions and Operators section 5.6.1 and XML Schema part 2 appendix G have it, and run as an automaton whose
states are made when they are first met. Back-references, which no automaton can follow, are refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from mcvocab.values import dataclass

MOST_STATES = 20_000
REMEMBERED_STEPS = 50_000

_Test: TypeAlias = "Callable[[str], bool]"


class PatternError(ValueError):
    """The text is no regular expression of XPath, or one that cannot be run here; the message says why."""


@lru_cache(256)
def compile_pattern(pattern: str, flags: str = "") -> Pattern:
    r"""The pattern, ready to search texts.

    Args:
        pattern: the regular expression.
        flags: any of ``s`` (a dot is any character), ``m`` (``^`` and ``$`` at each line), ``i`` (capitals do not
            matter), ``x`` (blanks in the pattern say nothing), ``q`` (the pattern is plain text).

    Raises:
        PatternError: where it is no pattern, or one that cannot be run.

    >>> compile_pattern("^[a-z-[aeiou]]+$").search("rhythm")
    True
    >>> compile_pattern("^a$").search("a\\n")
    False
    """
    unknown = sorted(set(flags) - set("smixq"))
    if unknown:
        raise PatternError(f"“{''.join(unknown)}” is no flag; flags are s, m, i, x and q")
    program = _Program(multiline="m" in flags)
    start = program.add(_Parser(pattern, flags).whole())
    return Pattern(program, start)


# --- what a pattern is made of ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Character:
    """One character that passes the test."""

    test: _Test


@dataclass(frozen=True, slots=True)
class _Edge:
    """The start (``^``) or the end (``$``) of the text or, with the flag m, of a line."""

    start: bool


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    branches: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    """``most`` is None where there is no limit."""

    part: _Part
    least: int
    most: int | None


_Part: TypeAlias = "_Character | _Edge | _Sequence | _Choice | _Repeat"

# --- reading it -------------------------------------------------------------------------------------

_SPECIAL = frozenset("\\|.?*+(){}[]^$-")
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_BLANK = frozenset(" \t\n\r")
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._flags = flags
        self._text = pattern
        self._at = 0

    def whole(self) -> _Part:
        """The whole pattern."""
        if "q" in self._flags:
            return _Sequence(tuple(_Character(self._same(character)) for character in self._text))
        part = self._choice()
        if self._at < len(self._text):
            raise PatternError("a closing bracket “)” has no opening one")
        return part

    def _peek(self) -> str:
        if "x" in self._flags:
            while self._text[self._at : self._at + 1] in _BLANK:
                self._at += 1
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        taken = self._text[self._at : self._at + 1]
        if not taken:
            raise PatternError("it ends too early")
        self._at += 1
        return taken

    def _choice(self) -> _Part:
        branches = [self._sequence()]
        while self._peek() == "|":
            self._take()
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else _Choice(tuple(branches))

    def _sequence(self) -> _Part:
        parts = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._quantified(self._atom()))
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def _quantified(self, part: _Part) -> _Part:
        sign = self._peek()
        if sign not in ("?", "*", "+", "{"):
            return part
        self._take()
        bounds: tuple[int, int | None]
        bounds = self._bounds() if sign == "{" else {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        if self._peek() == "?":
            self._take()  # as little as possible instead of as much: whether anything matches is the same
        if self._peek() in ("?", "*", "+", "{"):
            raise PatternError("two quantifiers stand side by side")
        return _Repeat(part, *bounds)

    def _bounds(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._at)
        inside = self._text[self._at : end] if end >= 0 else ""
        self._at = end + 1
        least, comma, most = inside.partition(",")
        if not _is_number(least) or (most and not _is_number(most)):
            raise PatternError("curly brackets hold no count such as {2} or {2,5}; a plain one is written \\{")
        low, high = int(least), (int(most) if most else None) if comma else int(least)
        if high is not None and high < low:
            raise PatternError(f"no count is between {low} and {high}")
        return low, high

    def _atom(self) -> _Part:
        character = self._take()
        match character:
            case "(":
                return self._group()
            case "[":
                return _Character(self._class())
            case ".":
                dot_all = "s" in self._flags
                return _Character(lambda c: dot_all or c not in "\n\r")
            case "^" | "$":
                return _Edge(character == "^")
            case "\\":
                return _Character(self._escape())
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise PatternError(f"“{character}” has nothing before it that it could repeat or close")
        return _Character(self._same(character))

    def _group(self) -> _Part:
        if self._text[self._at : self._at + 2] == "?:":
            self._at += 2
        elif self._text[self._at : self._at + 1] == "?":
            raise PatternError("“(?” starts something that XPath does not know, such as a look-ahead")
        part = self._choice()
        if self._peek() != ")":
            raise PatternError("an opening bracket “(” is not closed")
        self._take()
        return part

    def _escape(self) -> _Test:
        letter = self._take()
        if letter in _SPECIAL:
            return self._same(letter)
        if letter in _CONTROL:
            return self._same(_CONTROL[letter])
        if letter in "pP":
            return _negated(self._category(), letter == "P")
        if letter.lower() in _ESCAPES and letter.isascii():
            return _negated(_ESCAPES[letter.lower()], letter.isupper())
        if letter.isdigit():
            raise PatternError(f"the back-reference \\{letter} is not supported, since it may take endless time")
        raise PatternError(f"\\{letter} means nothing in XPath")

    def _category(self) -> _Test:
        end = self._text.find("}", self._at)
        name = self._text[self._at + 1 : end]
        if self._text[self._at : self._at + 1] != "{" or end < 0:
            raise PatternError("\\p needs a category in curly brackets, such as \\p{L}")
        self._at = end + 1
        if name not in _CATEGORIES:
            raise PatternError(f"\\p{{{name}}} is no Unicode category that is known here")
        return lambda c: unicodedata.category(c).startswith(name)

    def _class(self) -> _Test:
        """What stands between square brackets; the opening one is taken."""
        negative = self._text[self._at : self._at + 1] == "^"
        self._at += negative
        tests: list[_Test] = []
        ranges: list[tuple[str, str]] = []
        minus: _Test | None = None
        first = True
        while True:
            character = self._take_in_class()
            if character == "]" and not first:
                break
            if character == "-" and self._text[self._at : self._at + 1] == "[" and not first:
                self._at += 1
                minus = self._class()
                if self._take_in_class() != "]":
                    raise PatternError("something follows a subtraction such as [a-z-[aeiou]]")
                break
            if character in "[]":
                raise PatternError(f"within square brackets a plain “{character}” is written \\{character}")
            first = False
            start = self._single(character, tests)
            if start is not None:
                ranges.append((start, self._end_of_range(start)))
        return _difference(self._any_of(ranges, tests), negative, minus)

    def _take_in_class(self) -> str:
        if self._at >= len(self._text):
            raise PatternError("an opening bracket “[” is not closed")
        return self._take()

    def _single(self, character: str, tests: list[_Test]) -> str | None:
        """A single character; an escape that stands for many is added to the tests instead."""
        if character != "\\":
            return character
        letter = self._text[self._at : self._at + 1]
        if letter and (letter in _SPECIAL or letter in _CONTROL):
            self._at += 1
            return _CONTROL.get(letter, letter)
        tests.append(self._escape())
        return None

    def _end_of_range(self, start: str) -> str:
        following = self._text[self._at : self._at + 2]
        if len(following) < 2 or following[0] != "-" or following[1] in "[]":
            return start
        self._at += 1
        end = self._single(self._take(), [])
        if end is None or end < start:
            raise PatternError(f"“{start}-” does not lead to a later character")
        return end

    def _any_of(self, ranges: list[tuple[str, str]], tests: list[_Test]) -> _Test:
        def test(character: str) -> bool:
            return any(low <= character <= high for low, high in ranges) or any(one(character) for one in tests)

        return _either_case(test) if "i" in self._flags else test

    def _same(self, expected: str) -> _Test:
        def test(character: str) -> bool:
            return character == expected

        return _either_case(test) if "i" in self._flags else test


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


def _negated(test: _Test, negative: bool) -> _Test:
    return (lambda c: not test(c)) if negative else test


def _difference(test: _Test, negative: bool, minus: _Test | None) -> _Test:
    positive = _negated(test, negative)
    return positive if minus is None else lambda c: positive(c) and not minus(c)


def _either_case(test: _Test) -> _Test:
    def either(character: str) -> bool:
        return test(character) or test(character.lower()) or test(character.upper())

    return either


_NAME_STARTS = (
    (":", ":"), ("A", "Z"), ("_", "_"), ("a", "z"), ("\xc0", "\xd6"), ("\xd8", "\xf6"), ("\xf8", "\u02ff"),
    ("\u0370", "\u037d"), ("\u037f", "\u1fff"), ("\u200c", "\u200d"), ("\u2070", "\u218f"), ("\u2c00", "\u2fef"),
    ("\u3001", "\ud7ff"), ("\uf900", "\ufdcf"), ("\ufdf0", "\ufffd"), ("\U00010000", "\U000effff"),
)  # fmt: skip
_NAME_OTHERS = (("-", "-"), (".", "."), ("0", "9"), ("\xb7", "\xb7"), ("\u0300", "\u036f"), ("\u203f", "\u2040"))


def _starts_name(character: str) -> bool:
    return any(low <= character <= high for low, high in _NAME_STARTS)


_ESCAPES: dict[str, _Test] = {
    "s": lambda c: c in " \t\n\r",
    "d": lambda c: unicodedata.category(c) == "Nd",
    "w": lambda c: unicodedata.category(c)[0] not in "PZC",
    "i": _starts_name,
    "c": lambda c: _starts_name(c) or any(low <= c <= high for low, high in _NAME_OTHERS),
}

# --- running it -------------------------------------------------------------------------------------

_ACCEPT: Final = 0


class _Program:
    """The automaton: each state reads a character and goes on, splits, or asks for an edge. State 0 accepts."""

    def __init__(self, *, multiline: bool) -> None:
        self.multiline = multiline
        self.states: list[tuple[_Test | bool | None, tuple[int, ...]]] = [(None, ())]

    def add(self, part: _Part, then: int = _ACCEPT) -> int:
        """Adds the states of a part, which lead on to ``then``; the first of them."""
        match part:
            case _Character(test):
                return self._state(test, (then,))
            case _Edge(start):
                return self._state(start, (then,))
            case _Sequence(parts):
                for inner in reversed(parts):
                    then = self.add(inner, then)
                return then
            case _Choice(branches):
                return self._state(None, tuple(self.add(branch, then) for branch in branches))
            case _Repeat(inner, least, most):
                return self._repeated(inner, least, most, then)

    def _repeated(self, part: _Part, least: int, most: int | None, then: int) -> int:
        if most is None:
            loop = self._state(None, ())
            self.states[loop] = (None, (self.add(part, loop), then))
            then = loop
        else:
            end = then
            for _ in range(most - least):
                then = self._state(None, (self.add(part, then), end))
        for _ in range(least):
            then = self.add(part, then)
        return then

    def _state(self, does: _Test | bool | None, leads: tuple[int, ...]) -> int:
        if len(self.states) >= MOST_STATES:
            raise PatternError("its counts, such as {1,5000}, are too large")
        self.states.append((does, leads))
        return len(self.states) - 1

    def reach(self, origins: frozenset[int], *, opening: bool, closing: bool) -> frozenset[int]:
        """All states that can be reached without reading, at a place that is or is not an edge."""
        reached: set[int] = set()
        waiting = list(origins)
        while waiting:
            state = waiting.pop()
            if state in reached:
                continue
            reached.add(state)
            does, leads = self.states[state]
            if does is None or (opening if does is True else closing if does is False else False):
                waiting.extend(leads)
        return frozenset(reached)

    def step(self, states: frozenset[int], character: str) -> frozenset[int]:
        """The states after reading a character."""
        return frozenset(
            lead
            for state in states
            if not isinstance(test := self.states[state][0], bool) and test is not None and test(character)
            for lead in self.states[state][1]
        )


class Pattern:
    """A compiled pattern; `compile_pattern` makes it."""

    def __init__(self, program: _Program, start: int) -> None:
        self._program, self._start = program, frozenset({start})
        self._places: dict[tuple[frozenset[int], str], _Place] = {}
        self._known = 0

    def search(self, text: str) -> bool:
        """Whether the pattern matches anywhere in the text, in time that grows with the text's length."""
        place = self._place(self._start, "")
        for character in text:
            following = place[character]
            if following is None:
                return True
            place = following
        return _ACCEPT in self._reach(place.states, place.before, "")

    def _place(self, states: frozenset[int], before: str) -> _Place:
        key = (states, before)
        if key not in self._places:
            self._places[key] = _Place(self, states, before)
        return self._places[key]

    def follow(self, place: _Place, character: str) -> _Place | None:
        """Where a character leads, with a new start among the states; None where the pattern has matched."""
        self._known += 1
        if self._known > REMEMBERED_STEPS:
            self._places.clear()
            self._known = 0
        reached = self._reach(place.states, place.before, character)
        if _ACCEPT in reached:
            return None
        # Only an edge asks what stood before, so that any character but a line's end counts as one.
        after = self._program.step(reached, character) | self._start
        return self._place(after, "\n" if character == "\n" else "-")

    def _reach(self, states: frozenset[int], before: str, after: str) -> frozenset[int]:
        lines = self._program.multiline
        opening = before == "" or (lines and before == "\n" and after != "")
        closing = after == "" or (lines and after == "\n")
        return self._program.reach(states, opening=opening, closing=closing)


class _Place(dict[str, "_Place | None"]):
    """The states that an automaton may be in after some text, and where each character leads, once it was met."""

    __slots__ = ("before", "pattern", "states")

    def __init__(self, pattern: Pattern, states: frozenset[int], before: str) -> None:
        super().__init__()
        self.pattern, self.states, self.before = pattern, states, before

    def __missing__(self, character: str) -> _Place | None:
        found = self[character] = self.pattern.follow(self, character)
        return found
