"""Plain text as a terminal shows it: nothing that a terminal obeys, and as wide as it looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from unicodedata import category, east_asian_width

from mcvocab.expression import expression

ELLIPSIS = "…"
SHOWN = 200
_UNWRITTEN = expression("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})


def clean(text: str, blank: str = " ") -> str:
    r"""A text without control codes, marks that turn the direction of writing, and halves of characters.

    What separates stays apart: a blank, or what is given, stands for each line break and tab.

    >>> clean("a\tb\x1b[31mc\u202ed")
    'a b[31mcd'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else blank if c.isspace() else "" for c in text)


def dump(data: Any) -> str:
    r"""Data as JSON on one line; what a terminal would obey, and what is half a character, is written as its code.

    >>> dump({"a": "\x9b31m \u202e é"})
    '{"a":"\\u009b31m \\u202e é"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNWRITTEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def trim(text: str, longest: int = SHOWN) -> str:
    """A text fit for one line of a terminal: clean, and cut where it is too long."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + ELLIPSIS


def cells(text: str) -> int:
    """How many columns of a terminal a text takes.

    Source: Unicode Standard Annex 11, East Asian Width; marks that combine take none.

    >>> cells("学位"), cells("e\u0301")
    (4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if category(character) in _UNSEEN:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text cut to so many columns; what was cut off is shown by an ellipsis.

    >>> fit("学位記", 5)
    '学位…'
    """
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _cells(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept) + ELLIPSIS


def pad(text: str, width: int) -> str:
    """The text with blanks up to so many columns."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int | None, indent: str = "") -> Iterator[str]:
    """The lines of a text that is broken between words, each after the indent.

    Args:
        text: words with blanks between.
        width: the columns that a line may take, indent included; None to leave it whole.
        indent: what every line starts with.

    >>> list(wrap("learn to wire a plug", 12, "  "))
    ['  learn to', '  wire a', '  plug']
    """
    if width is None:
        yield indent + text
        return
    line, used, room = "", 0, max(width - cells(indent), 20 if width > 20 else 1)
    for word in text.split(" "):
        needed = cells(word)
        if line and used + 1 + needed > room:
            yield indent + line
            line, used = word, needed
        else:
            line, used = (f"{line} {word}", used + 1 + needed) if line else (word, needed)
    yield indent + line


def window(text: str, start: int, length: int, width: int) -> tuple[str, int, int]:
    """The part of a line that fits into so many columns, around what is meant.

    Args:
        text: the line.
        start: where what is meant starts, in characters from nought.
        length: how many characters it has.
        width: the columns there are.

    Returns:
        The part; then what is meant in it: the columns before it, and the columns it takes.

    >>> window("one, two, three, four, five", 10, 5, 15)
    ('…, three, four…', 3, 5)
    """
    start = min(start, len(text))
    end = min(start + length, len(text))
    room = max(width - 2, 8)
    first, last = start, start
    used = 0
    # What is meant comes first, then as much after it and before it as fits, a third before.
    while last < end and used + _cells(text[last]) <= room:
        used += _cells(text[last])
        last += 1
    before = (room - used) // 3
    while first and before >= _cells(text[first - 1]):
        first -= 1
        before -= _cells(text[first])
        used += _cells(text[first])
    while last < len(text) and used + _cells(text[last]) <= room:
        used += _cells(text[last])
        last += 1
    while first and used + _cells(text[first - 1]) <= room:
        first -= 1
        used += _cells(text[first])
    head = ELLIPSIS if first else ""
    part = head + text[first:last] + (ELLIPSIS if last < len(text) else "")
    return part, cells(head + text[first:start]), cells(text[start : min(end, last)])
