"""Texts that a pattern suggests: some that it matches, and those cut short."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import Final

from mcvocab.engine.patterns import PatternError, compile_pattern
from mcvocab.sampler.words import pick

_MOST, _TRIES = 24, 300
_ALPHABET: Final = "abzAM19 -_.,:;/@+'()\u00e9\n"
_ATOM = re.compile(r"\\[pP]\{\w+\}|\\.|\[(?:\\.|[^]\\])*\]|\(\?:|.", re.DOTALL)
_COUNT = re.compile(r"([?*+]|\{(\d+)(,?)(\d*)\})\??")
_PLAIN = re.compile(r"\\[^\w]|[^\\\[(.]", re.DOTALL)


def like(pattern: str, random: Random) -> list[str]:
    r"""Texts that a pattern matches, each twice: whole, and without its last two characters.

    >>> sorted(like("^SO-(7|8)$", Random(1)))
    ['SO', 'SO-7', 'SO-8']
    """
    found: dict[str, None] = {}
    for _ in range(_TRIES):
        text = _Writer(pattern, random).text()
        if _matches(pattern, text):
            found.update(dict.fromkeys((text, text[:-2])))
        if len(found) >= _MOST:
            break
    return list(found)


class _Writer:
    """Writes one text that a pattern matches, reading the pattern from left to right and choosing wherever it may.

    Where a pattern says something that this does not know, the text is none that it matches, and whoever asks finds
    out.
    """

    def __init__(self, pattern: str, random: Random) -> None:
        self._atoms = _ATOM.findall(pattern)
        self._pattern, self._random = pattern, random
        self._at = self._place = 0

    def text(self) -> str:
        """The text."""
        return self._choice()

    def _choice(self) -> str:
        branches = [self._sequence()]
        while self._next() == "|":
            self._take()
            branches.append(self._sequence())
        return pick(self._random, branches)

    def _sequence(self) -> str:
        written = ""
        while self._next() not in ("", "|", ")"):
            start = self._at, self._place
            self._part()
            least, most = self._count()
            end = self._at, self._place
            for _ in range(least + int(self._random.random() * (most - least + 1))):
                # Each time anew, so that each may choose otherwise.
                self._at, self._place = start
                written += self._part()
            self._at, self._place = end
        return written

    def _part(self) -> str:
        atom = self._take()
        if atom not in ("(", "(?:"):
            return _written(atom, self._random)
        inside = self._choice()
        self._take()
        return inside

    def _count(self) -> tuple[int, int]:
        """How often the part before is repeated, at least and at most."""
        found = _COUNT.match(self._pattern, self._place)
        if found is None:
            return 1, 1
        while self._place < found.end():
            self._take()
        if found[2]:
            return int(found[2]), int(found[4] or int(found[2]) + bool(found[3]))
        return {"?": (0, 1), "*": (0, 2), "+": (1, 2)}[found[1]]

    def _next(self) -> str:
        return self._atoms[self._at] if self._at < len(self._atoms) else ""

    def _take(self) -> str:
        atom = self._next()
        self._at += 1
        self._place += len(atom)
        return atom


def _written(atom: str, random: Random) -> str:
    if atom in ("^", "$"):
        return ""
    if _PLAIN.fullmatch(atom):
        return atom[-1]
    fitting = _fitting(atom)
    return pick(random, fitting) if fitting else ""


@cache
def _fitting(atom: str) -> str:
    return "".join(character for character in _ALPHABET if _matches(f"^{atom}$", character))


def _matches(pattern: str, text: str) -> bool:
    try:
        return compile_pattern(pattern).search(text)
    except PatternError:
        return False
