"""The text names a level by its framework and number; numbers are read, never compared by their letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import key
from mcvocab.mapping.calibration import UNDECIDED, confidence
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.reading import COMPOSITE, EXACT, RELATED, Query, Reading
from mcvocab.model import Label
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index
    from mcvocab.quantities.levels import LevelMention

COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT = expression(rf"\b(level)\s+({'|'.join(COUNTED)})\b", re.IGNORECASE)
_NUMBERED = expression(rf"[0-9]|\b[IVX]+$|{_SPELT.pattern}|\b(?:entry|mynediad)\b", re.IGNORECASE)
_ENTRY = expression(
    rf"(?:(?P<before>(?-i:[A-Z]{{3,5}}))\s+)?(?:entry(?:[\s-]+level)?|(?:lefel\s+)?mynediad|EL)[\s-]*"
    rf"(?P<number>[123]|{'|'.join(COUNTED[:3])})(?:\s*[(,]?\s*(?P<after>(?-i:[A-Z]{{3,5}}))\)?)?",
    re.IGNORECASE,
)
"""A level below the first, of which frameworks of Britain have three."""
_CREDIT = expression(
    r"(?:\b(?:with|and|at|for|worth|of)\s+)?\b[0-9]+(?:[.,][0-9]+)?\s+(?:[A-Z]+\s+)?credits?(?:\s+points?)?\b(?:\s+(?:at|on|of))?",
    re.IGNORECASE,
)
"""An amount of credit, with the small words that tie it to a level."""
# What every country calls its own.
_ANY = frozenset(map(key, ["NQF", "National Qualifications Framework"]))


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the level that a text names; none where the framework has no such level."""
    if not _NUMBERED.search(query.text):
        return None
    if (low := _ENTRY.fullmatch(query.text.strip())) is not None:
        return _below_the_first(low, query, index)
    from mcvocab.quantities.levels import read_levels  # loading its patterns takes longer than most answers
    from mcvocab.quantities.numbers import read_number

    mentions = read_levels(_SPELT.sub(_in_figures, query.text))
    if not mentions:
        mentions = _beside_credit(query.text)
    named_numbers = {one.number for one in mentions if one.framework and key(one.framework) not in _ANY}
    # "EQF 6 / NQF 6": what every country calls its own says no more than the framework beside it.
    mentions = tuple(one for one in mentions if key(one.framework) not in _ANY or one.number not in named_numbers)
    if not mentions:
        return None
    asked = index.level_schemes & query.schemes
    bare = read_number(query.text) is not None
    readings: list[Reading] = []
    for mention in mentions:
        schemes = _schemes(mention, index)
        if schemes is None:
            return None
        if bare and not query.asked:
            return []
        for scheme in sorted(schemes & asked):
            concept = index.levels.get((scheme, mention.number))
            if concept is not None:
                reason = f"Read as level {mention.number} of the list “{index.vocabulary.schemes[scheme].title}”."
                entry = Entry(Label(concept.label), concept)
                readings.append(Reading(entry, EXACT, COMPOSITE, confidence("level"), reason))
    named = any(mention.framework and key(mention.framework) not in _ANY for mention in mentions)
    if not asked and not named:
        return None
    # That only one framework goes as high does not mean that a number alone speaks of it.
    if not named and (len(readings) > 1 or (bare and len(asked) > 1)):
        return [_unnamed(reading) for reading in readings]
    return readings


def _below_the_first(found: re.Match[str], query: Query, index: Index) -> list[Reading] | None:
    """Readings of an entry level: "Entry 3", "RQF Entry One"."""
    said = found["number"].casefold()
    number = said if said.isdecimal() else str(COUNTED.index(said) + 1)
    framework = key(found["before"] or found["after"] or "")
    if framework and framework not in index.frameworks:
        return None
    schemes = query.schemes & (index.frameworks[framework] if framework else index.level_schemes)
    reason = f"Read as entry level {number}."
    readings = [
        Reading(Entry(Label(entry.concept.label), entry.concept), EXACT, COMPOSITE, confidence("level"), reason)
        for entry in index.named(f"e{number}")
        if entry.concept.scheme in schemes
    ]
    several = len(readings) > 1 and not framework
    return ([_unnamed(reading) for reading in readings] if several else readings) or None


def _in_figures(found: re.Match[str]) -> str:
    """A level that is spelt out in figures; letters that only look alike, such as a long “ſ”, spell none."""
    number = found[2].lower()
    return f"{found[1]} {COUNTED.index(number) + 1}" if number in COUNTED else found[0]


def _beside_credit(text: str) -> tuple[LevelMention, ...]:
    """The level that a text names beside an amount of credit: "20 credits at SCQF level 7"."""
    if not _CREDIT.search(text):
        return ()
    from mcvocab.quantities.credit import read_credits
    from mcvocab.quantities.levels import read_levels

    levels = tuple(credit.level for credit in read_credits(text) if credit.level is not None)
    return levels or read_levels(_CREDIT.sub(" ", text).strip(" ,;:-–()+&/"))


def _unnamed(reading: Reading) -> Reading:
    reason = f"{reading.reason} The text names no framework, and several number their levels."
    return replace(reading, predicate=RELATED, confidence=UNDECIDED, reason=reason)


def _schemes(mention: LevelMention, index: Index) -> frozenset[str] | None:
    """The schemes a level may be in, or None where the words before the number name no framework."""
    if not mention.framework or key(mention.framework) in _ANY:
        return index.level_schemes
    return index.frameworks.get(key(mention.framework))
