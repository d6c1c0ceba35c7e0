"""Levels as people write them, with the words that name their framework."""

from __future__ import annotations

import re

from mcvocab.expression import expression
from mcvocab.quantities.numbers import NAME, SHORT_NAME, on_one_line
from mcvocab.values import dataclass


@dataclass(frozen=True, slots=True)
class LevelMention:
    """The number of a level, and the words that name its framework (empty where none do)."""

    number: str
    framework: str = ""


LEVEL_WORD = (
    r"(?:levels?|lvls?\.?|lev\.?|lv\.?|lefel(?:au)?|leibh[eé]a?i?l|niveaus?|nivel(?:es)?|livell[oi]|nivå|stufen?"
    r"|poziom|taso|tase|nível|níveis|nivelul|úroveň|úrovně|szint|razin[ae]|lygis|līmenis|επίπεδο|ниво|рівень"
    r"|seviye|düzey|þrep|nivell|maila|raven|stopnja|ìre)"
)
_JOINED = r"(?:-|–|—|/|,|;|\+|&|\bto\b|\band\b|\bor\b)"
_NUMBERS = rf"(?P<numbers>[0-9]{{1,2}}(?:\s*{_JOINED}\s*(?:{LEVEL_WORD}\s*)?[0-9]{{1,2}}){{0,5}})"
_ORDINAL = r"(?P<numbers>[0-9]{1,2})\."
_WITHIN = "of|on|in|at|du|des?|del|della|do|da|der|des|dem|nach|van|het|w|i"
_DIGITS = "0123456789"
_LEVEL_PATTERNS = tuple(
    (ends, expression(pattern, re.IGNORECASE))
    for ends, pattern in (
        (_DIGITS, rf"(?:{LEVEL_WORD}\s*[:=-]?|L)?\s*{_NUMBERS}"),
        (_DIGITS, rf"(?P<framework>{SHORT_NAME})\s*[,:=–-]?\s*(?:{LEVEL_WORD}|\bL)\s*[:=-]?\s*{_NUMBERS}"),
        (_DIGITS, rf"(?P<framework>{SHORT_NAME})\s*[:=–-]?\s*{_NUMBERS}"),
        (
            "",
            rf"(?:{LEVEL_WORD}|\bL)?\s*[:=-]?\s*{_NUMBERS}\s*(?:,|–|-|\b(?:{_WITHIN})\b)?\s*(?:\bthe\b)?\s*"
            rf"(?P<framework>{NAME})",
        ),
        (_DIGITS, rf"{LEVEL_WORD}\s+(?P<framework>{SHORT_NAME})\s*[:=–-]?\s*{_NUMBERS}"),
        ("", rf"(?:(?P<framework>{SHORT_NAME})\s+)?{_ORDINAL}\s*{LEVEL_WORD}"),
        (")]", rf"(?:{LEVEL_WORD}|\bL)?\s*[:=-]?\s*{_NUMBERS}\s*[(\[]\s*(?P<framework>{NAME})\s*[)\]]"),
    )
)
"""Ways of writing a level, each after the characters that a text must end in; any, where there are none."""
_LEVEL_TAIL = expression(rf"[\s,:-]*{LEVEL_WORD}$", re.IGNORECASE)
_RANGE = expression(rf"([0-9]+)\s*(?:-|–|—|\bto\b)\s*(?:{LEVEL_WORD}\s*)?([0-9]+)", re.IGNORECASE | re.ASCII)
_WIDEST_RANGE = 12
# A spreadsheet may export the whole number 7 as 7.0.
_WHOLE_LEVEL = expression(r"(?<![0-9.,-])([0-9]{1,2})\.0+(?![0-9.,])", re.ASCII)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_LEVEL = expression(
    rf"({LEVEL_WORD}\s+|(?-i:\b[A-Z]*Q[A-Z]+ ))(X?I{{1,3}}|X?IV|VI{{0,3}}|IX|X)$", re.IGNORECASE
)
_SEVERAL = expression(r"\s*(?:[/;|=]|\(|\)|,\s|\s[–-]\s)\s*")


def read_levels(text: str) -> tuple[LevelMention, ...]:
    """The levels that a text names, each with the words that name its framework; a range gives all within it.

    >>> read_levels("SCQF level 7"), read_levels("lvl. 6 (RQF)")
    ((LevelMention(number='7', framework='SCQF'),), (LevelMention(number='6', framework='RQF'),))
    >>> [mention.number for mention in read_levels("SCQF levels 7-8")]
    ['7', '8']
    >>> read_levels("7.0")
    (LevelMention(number='7', framework=''),)
    >>> read_levels("Level 7.5"), read_levels("7 March 2026")
    ((), ())
    >>> read_levels("EQF level VI"), read_levels("niveau 6 du CEC")
    ((LevelMention(number='6', framework='EQF'),), (LevelMention(number='6', framework='CEC'),))
    >>> read_levels("EQF VI") == read_levels("EQF 6")
    True
    """
    tidy = on_one_line(text)
    foreign = not tidy.isascii() and any(c.isdigit() and not c.isascii() for c in tidy)
    if not tidy or not tidy.isprintable() or foreign:
        return ()
    tidy = _ROMAN_LEVEL.sub(_in_figures, tidy)
    tidy = _WHOLE_LEVEL.sub(r"\1", tidy)
    if mentions := read_within_one(tidy):
        return mentions
    parts = [part for part in _SEVERAL.split(tidy) if part]
    read = [read_within_one(part) for part in parts]
    # Parts stand for themselves only where each names its framework: "SCQF 7 / EQF 5".
    if len(parts) > 1 and all(mentions and mentions[0].framework for mentions in read):
        return tuple(mention for mentions in read for mention in mentions)
    return ()


def _in_figures(found: re.Match[str]) -> str:
    """A level in Roman numerals in figures; a Turkish “İ” is found as an “i” too, and is none."""
    number = found[2].upper()
    return f"{found[1]}{_ROMAN.index(number) + 1}" if number in _ROMAN else found[0]


def read_within_one(text: str) -> tuple[LevelMention, ...]:
    """The levels that a text names, which are of one framework at most."""
    for ends, pattern in _LEVEL_PATTERNS:
        # Most texts are no levels: the end tells that sooner than a pattern.
        if (not ends or text[-1:] in ends) and (match := pattern.fullmatch(text)):
            framework = _LEVEL_TAIL.sub("", match.groupdict().get("framework") or "").strip(" ,:-–")
            numbers = _spread(match["numbers"])
            return tuple(LevelMention(str(number), framework) for number in dict.fromkeys(numbers))
    return ()


def _spread(numbers: str) -> list[int]:
    if match := _RANGE.fullmatch(numbers):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _WIDEST_RANGE:
            return list(range(first, last + 1))
    return [int(number) for number in re.findall(r"[0-9]+", numbers)]
