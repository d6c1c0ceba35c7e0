"""One text that holds several: parted at separators, bullets and numbers, never inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mcvocab.expression import expression

HARD_SEPARATORS = frozenset({";", "|", "\n"})
"""These part texts whatever stands between them; a comma, a slash or “and” may be part of a name."""

BULLET = expression(
    r"^\s*(?:[-*•●▪◦‣·–]|\(?\d{1,2}[.)]|\(?[a-z][.)]|(?:LO|ILO|Outcome)\s*\d{1,2}\s*[:.)–-])\s+", re.IGNORECASE
)
_INLINE_BULLET = expression(r"(?:^|\s)[•●▪◦‣]\s+")
_NUMBERED = expression(r"(?:^|(?<=\s))\(?(?:LO\s?)?(?P<mark>\d{1,2}|[a-z])[.):]\s+(?=\S)", re.IGNORECASE)
_LIST = expression(
    r"\s*,\s*(?:and|or|&|et|und|y|e|en|og|och|agus|a|ac)\s+|\s*[,/+&]\s*|\s+(?:and|et|und|y|en|og|och|agus|ac)\s+",
    re.IGNORECASE,
)
_RANGE = expression(r"\s*(?:→|⟶|->|=>)\s*|\s+(?:[-–—]|to|bis|a|à|al|till|til|tot|do)\s+", re.IGNORECASE)
_FROM = expression(r"^(?:from|von|de|da|från|fra|van|od)\s+", re.IGNORECASE)
_FEWEST = 2
_OPEN, _CLOSE = "([{", ")]}"


def split(text: str, separators: Sequence[str], *, bullets: bool = False) -> Iterator[str]:
    """The parts of a text between separators, outside brackets; bullets fall away unless they are wanted.

    A line break parts even inside brackets.

    >>> list(split("Essay (2,000 words), exam", [","]))
    ['Essay (2,000 words)', 'exam']
    """
    pattern = "|".join(re.escape(one) for one in separators)
    for part in _outside(re.compile(pattern), text) if pattern else [text]:
        bare = (part if bullets else BULLET.sub("", part)).strip()
        if bare:
            yield bare


def items(text: str) -> list[str]:
    """The items of a list that is written in one line with numbers or bullets; the text itself where it is none.

    >>> items("1. Wire a plug. 2. Test a fuse.")
    ['Wire a plug.', 'Test a fuse.']
    >>> items("You will be able to: • wire a plug • test a fuse")
    ['You will be able to:', 'wire a plug', 'test a fuse']
    >>> items("- Wire a plug")
    ['Wire a plug']
    >>> items("Explain Ohm's law. Apply it in 2. 5 examples")
    ["Explain Ohm's law. Apply it in 2. 5 examples"]
    """
    bulleted = [part.strip() for part in _INLINE_BULLET.split(text) if part.strip()]
    if len(bulleted) > 1:
        return bulleted
    marks = list(_NUMBERED.finditer(text))
    counted = [_position(match["mark"]) for match in marks]
    lead = text[: marks[0].start()].strip() if marks else ""
    # Only numbers that count on from one make a list, and only at the start or after a colon.
    if len(marks) < _FEWEST or counted != list(range(1, len(marks) + 1)) or (lead and not lead.endswith(":")):
        return [bare] if (bare := BULLET.sub("", text).strip()) else []
    ends = [*(match.start() for match in marks[1:]), len(text)]
    parts = [text[match.end() : end].strip(" \t;") for match, end in zip(marks, ends, strict=True)]
    return [part for part in (lead, *parts) if part]


def without_lead(parts: list[str]) -> list[str]:
    """The items without the words that lead up to them, such as “You will be able to:”."""
    return parts[1:] if len(parts) > 1 and parts[0].endswith(":") else parts


def listed(text: str) -> list[str]:
    """The parts of a list of words in a sentence's way, outside brackets.

    >>> listed("Scotland, England and Wales"), listed("essay (2,000 words) & exam")
    (['Scotland', 'England', 'Wales'], ['essay (2,000 words)', 'exam'])
    """
    return [part for one in _outside(_LIST, text) if (part := one.strip())]


def ends(text: str) -> tuple[str, ...]:
    """Both ends of a range that is written with a sign or a word between them; nothing where there is none.

    >>> ends("Básico → Avanzado"), ends("from beginner to advanced"), ends("A-Niveau"), ends("von A bis B bis C")
    (('Básico', 'Avanzado'), ('beginner', 'advanced'), (), ())
    """
    parts = _RANGE.split(_FROM.sub("", text.strip()))
    return tuple(parts) if len(parts) == _FEWEST and all(parts) else ()


def apart(text: str, count: int) -> list[str] | None:
    """So many parts of a text as are wanted, at the first separator that gives them; None where none does.

    >>> apart("7 / 12", 2), apart("£250, paid by SAAS, in two parts", 2)
    (['7', '12'], None)
    """
    for separator in ("\n", "|", ";", " / ", "/", " - ", " – ", ", "):
        parts = list(split(text, [separator]))
        if len(parts) == count:
            return parts
    return None


def _position(mark: str) -> int:
    return int(mark) if mark.isdecimal() else ord(mark.lower()) - ord("a") + 1


def _outside(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """The text cut at what the pattern finds outside brackets; brackets that do not pair are no brackets."""
    inside = _inside(text)
    start = 0
    for found in pattern.finditer(text):
        if found[0] == "\n" or not inside[found.start()]:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _inside(text: str) -> list[bool] | bytes:
    """For every character, and the end, whether it stands inside brackets."""
    if not any(mark in text for mark in _OPEN):
        return bytes(len(text) + 1)
    inside: list[bool] = []
    open_marks: list[str] = []
    for character in text:
        inside.append(bool(open_marks))
        if character in _OPEN:
            open_marks.append(character)
        elif character in _CLOSE and open_marks and _OPEN.index(open_marks[-1]) == _CLOSE.index(character):
            open_marks.pop()
    return bytes(len(text) + 1) if open_marks else [*inside, False]
