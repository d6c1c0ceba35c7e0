"""Amounts of credit as people write them, with their system and their level."""

from __future__ import annotations

import re

from mcvocab.expression import expression
from mcvocab.quantities.levels import LEVEL_WORD, LevelMention, read_within_one
from mcvocab.quantities.numbers import AMOUNT, HOURS, NAME, SHORT_NAME, on_one_line, read_number
from mcvocab.values import dataclass


@dataclass(frozen=True, slots=True)
class CreditMention:
    """An amount of credit.

    Attributes:
        points: the number in canonical decimal form.
        system: the words that name the credit system; a caller that cannot resolve them must not use the points.
        level: the level at which the credit is given, where the text says so.
    """

    points: str
    system: str = ""
    level: LevelMention | None = None


_CREDIT_WORD = r"(?:credits?(?:[\s-](?:points?|value|units?|pts?\.?))?|points?|pts?\.?|cr\.?)"
_CREDIT_PARTS = expression(
    r"\s*(?:[/;|+=@()\[\]]|,(?![0-9])|\s[–-]\s|\bat\b|\bor\b|\band\b|\bequivalent to\b|(?<=[0-9])\s+(?=[0-9])"
    r"|(?<=credits)\s(?=[^()]*[0-9])|(?<=points)\s(?=[^()]*[0-9]))\s*",
    re.IGNORECASE,
)
_POINTS_PATTERNS = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<points>{AMOUNT})\s*{_CREDIT_WORD}(?:\s+(?P<system>{NAME}))?",
        rf"(?P<points>{AMOUNT})\s*(?P<system>{SHORT_NAME})\s+{_CREDIT_WORD}",
        rf"(?P<points>{AMOUNT})\s*(?P<system>{NAME})",
        rf"(?:(?P<system>{SHORT_NAME})\s*)??{_CREDIT_WORD}\s*[:=]?\s*(?P<points>{AMOUNT})",
        rf"(?P<system>{NAME})\s*[:=]\s*(?P<points>{AMOUNT})",
    )
)
# One word in capitals is the name of a system; other words may be a limit ("up to 10 credits") or a remark.
_SYSTEM = r"(?-i:(?!MAX\b|MIN\b|TBC\b|TBA\b)(?P<system>[A-Z][A-Za-z]*[A-Z]))"
_SYSTEM_ASIDE = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SYSTEM}\s+(?P<points>{AMOUNT})\s*{_CREDIT_WORD}",
        rf"(?P<points>{AMOUNT})\s*(?:{_CREDIT_WORD})?\s*[(\[]\s*{_SYSTEM}(?:\s+{_CREDIT_WORD})?\s*[)\]]",
    )
)
_SAYS_LEVEL = expression(rf"(?:{LEVEL_WORD}\s*\.?\s*[:=-]?\s*[0-9]|\bL[0-9])", re.IGNORECASE)


def read_credits(text: str) -> tuple[CreditMention, ...]:
    """The amounts of credit that a text names, each with system and level as written.

    "20 credits at SCQF 7" names no system but the framework of its level: what that implies is the caller's.

    >>> read_credits("20 SCQF credits")
    (CreditMention(points='20', system='SCQF', level=None),)
    >>> read_credits("SCQF Level 8 (20 credits)")
    (CreditMention(points='20', system='', level=LevelMention(number='8', framework='SCQF')),)
    >>> [(mention.points, mention.system) for mention in read_credits("10 ECTS / 20 SCQF")]
    [('10', 'ECTS'), ('20', 'SCQF')]
    >>> read_credits("10 (SCQF)") == read_credits("SCQF 10 credits") == read_credits("10 SCQF credits")
    True
    >>> read_credits("no credit"), read_credits("10-20 credits")
    ((), ())
    """
    tidy = on_one_line(text)
    if (number := read_number(tidy)) is not None:
        return (CreditMention(number),)
    for pattern in _SYSTEM_ASIDE:
        if (match := pattern.fullmatch(tidy)) and (number := read_number(match["points"])) is not None:
            return (CreditMention(number, match["system"]),)
    parts = [part.strip(" .,:") for part in _CREDIT_PARTS.split(tidy)]
    found: list[CreditMention] = []
    waiting: LevelMention | None = None
    for part in filter(None, parts):
        if (mention := _points(part)) is not None:
            found.append(CreditMention(mention.points, mention.system, waiting))
            waiting = None
        elif (
            len(levels := read_within_one(part)) == 1
            and waiting is None
            and (levels[0].framework or _SAYS_LEVEL.search(part))
        ):
            if not found:
                waiting = levels[0]
            elif found[-1].level is None:
                found[-1] = CreditMention(found[-1].points, found[-1].system, levels[0])
            else:
                return ()
        elif not HOURS.fullmatch(part):
            return ()
    return tuple(found) if waiting is None else ()


def _points(part: str) -> CreditMention | None:
    if _SAYS_LEVEL.search(part) or HOURS.fullmatch(part):
        return None
    for pattern in _POINTS_PATTERNS:
        if match := pattern.fullmatch(part):
            points = read_number(match["points"])
            return CreditMention(points, (match.groupdict().get("system") or "").strip(" .,:-")) if points else None
    return None
