"""The text names a level by its framework and number; numbers are read, never compared by their letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import key, words
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.calibration import UNDECIDED, confidence
from mcvocab.mapping.entry import SPOKEN, Entry
from mcvocab.mapping.grammar import EDUCATIONAL, NEGATIONS
from mcvocab.mapping.reading import BROAD, COMPOSITE, EXACT, RELATED, Query, Reading, name_of, offered, worse_by
from mcvocab.model import Label
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index
    from mcvocab.model import IRI, Concept
    from mcvocab.quantities.levels import LevelMention

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT = expression(rf"\b(level)\s+({'|'.join(_COUNTED)})\b", re.IGNORECASE)
_NUMBERED = expression(rf"[0-9]|\b[IVX]+$|{_SPELT.pattern}", re.IGNORECASE)

_TAIL = expression(r"\b(?:level|lefel|niveau|nivel|nível|livello)\s+([0-9]{1,2})$", re.IGNORECASE)
_LEADS = expression(r"(?:level|lefel|niveau|nivel|nível|livello)\s+([0-9]{1,2})\b(?=\D)", re.IGNORECASE)
# A number or a range, its unit, and what the amount is for.
_ABOUT = (
    r"(?:about|around|approx(?:\.|imately)?|up to|at least|min(?:\.|imum)?|max(?:\.|imum)?|total(?: of)?|ca?\.?"
    r"|circa|etwa|insgesamt|environ|au total|unos|aproximadamente|ongeveer|cirka|omkring|omtrent|łącznie|około|celkem"
    r"|asi|noin|yhteensä|összesen)"
)
_FIGURE = r"[0-9]+(?:[.,][0-9]+)?"
_AMOUNT = expression(
    rf"(?:[^\W\d_]+\s*:\s*)?(?:{_ABOUT}\s*)?{_FIGURE}(?:\s*(?:-|–|to|or)\s*{_FIGURE})?\s*(?P<unit>[^\W\d_][^\d,;()]*)",
    re.IGNORECASE,
)
_UNIT_FIRST = expression(
    rf"(?P<unit>[^\W\d_][^\d,;()]*?)(?::\s*{_FIGURE}|\s+{_FIGURE}\s*(?:hours?|hrs?|h)\.?)", re.IGNORECASE
)
_ENDS = frozenset("0123456789hr.")
_MORE = expression(
    r"\s+(?:per|a|each|of|in total|for|long|de|di|par|pro|pr|por|von|van|av|af|en total|in totaal|totalt|i alt"
    r"|insgesamt|au total|totali)\b",
    re.IGNORECASE,
)
"""Where more is said of what is counted."""
_CREDIT = expression(
    rf"(?:\b(?:with|and|at|for|worth|of)\s+)?\b{_FIGURE}\s+(?:[A-Z]+\s+)?credits?(?:\s+points?)?\b(?:\s+(?:at|on|of))?",
    re.IGNORECASE,
)
"""An amount of credit, with the small words that tie it to a level."""
_COUNTABLE = frozenset(["study-load-unit", "cpd-unit", "credit-system", "term"])
"""Lists of what is counted: the units, and the terms that are units."""
_LATER, _AFTER = frozenset(["cpd-unit"]), 0.02
"""Hours are hours of study, unless the column is one of CPD."""
_STAGES = EDUCATIONAL | frozenset(["master", "bachelor", "honours", "doctoral", "doctorate", "degree", "phd"])
# What every country calls its own.
_ANY = frozenset(map(key, ["NQF", "National Qualifications Framework"]))
# Capitals with a Q name a framework, if one that the language does not have.
_FRAMEWORK = expression(r"\b[A-Z]*Q[A-Z]+\b")


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the level that a text names; none where the framework has no such level."""
    if not _NUMBERED.search(query.text):
        return None
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


def _in_figures(found: re.Match[str]) -> str:
    """A level that is spelt out in figures; letters that only look alike, such as a long “ſ”, spell none."""
    number = found[2].lower()
    return f"{found[1]} {_COUNTED.index(number) + 1}" if number in _COUNTED else found[0]


def amount(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a number and its unit: "5 to 6 hours per module" is counted in hours."""
    text = query.text.strip()
    counted = _AMOUNT.fullmatch(text)
    # Looked for only where it may be: a pattern takes time to make.
    first = _UNIT_FIRST.fullmatch(text) if counted is None and _ENDS.intersection(text[-2:]) else None
    if counted is not None:
        unit = counted["unit"]
        # "Hours of CPD for solicitors" are hours of CPD before they are hours.
        ends = [len(unit), *sorted((end.start() for end in _MORE.finditer(unit)), reverse=True)]
        units = [unit[:end] for end in ends]
    elif first is not None:
        units, query = [first["unit"]], replace(query, schemes=query.schemes & _COUNTABLE)
    else:
        return None
    each = (
        lexical.find(query.about(unit), index) or translation.label(query.about(unit), index) or () for unit in units
    )
    found = next(filter(None, ([r for r in readings if r.entry.label.kind in SPOKEN] for readings in each)), [])
    # A number before a word counts it: two days are no time of day.
    found = [reading for reading in found if reading.entry.concept.scheme in _COUNTABLE] or found
    return [
        replace(
            reading,
            predicate=BROAD,
            justification=COMPOSITE,
            confidence=confidence("amount")
            - worse_by(reading.entry.label)
            - _AFTER * (reading.entry.concept.scheme in _LATER),
            reason=f"Counted in {name_of(reading.entry.label)}.",
        )
        for reading in found
    ] or None


def tail(query: Query, index: Index) -> list[Reading] | None:
    """The levels that a text ends in where all else it names is a stage of education: "postgraduate level 7"."""
    found = _TAIL.search(query.text) or _LEADS.match(query.text)
    if found is None or not (stage := words(query.text[: found.start()] + query.text[found.end() :])):
        return None
    return _numbered(query, found[1], index) if _STAGES.issuperset(stage) else None


def within(query: Query, index: Index) -> list[Reading] | None:
    """The level of a framework that a text names among other things: "NFQ level 8 special purpose award"."""
    if not index.level_schemes & query.schemes or not any(map(str.isdigit, query.text)):
        return None
    from mcvocab.mapping import annotation  # few texts get so far

    named: dict[IRI, Concept] = {}
    for found in annotation.levels(query, index):
        if (iri := found.mapping.concept) and not NEGATIONS.intersection(words(query.text[: found.start])):
            named[iri] = index.vocabulary.concepts[iri]
    entries = [Entry(Label(concept.label), concept) for concept in named.values()]
    if len(entries) != 1:
        return offered(entries) or None
    (concept,) = named.values()
    reason = f"Names level {concept.notation} of the list “{index.vocabulary.schemes[concept.scheme].title}”."
    return [Reading(entries[0], BROAD, COMPOSITE, confidence("level within"), reason)]


def mention(query: Query, index: Index) -> list[Reading] | None:
    """The levels that a phrase may end in without naming a framework: "Personal Trainer Level 3"; none is decided."""
    if (tail := _TAIL.search(query.text)) is None or _FRAMEWORK.search(query.text):
        return None
    return _numbered(query, tail[1], index)


def _numbered(query: Query, number: str, index: Index) -> list[Reading] | None:
    """The levels with a number in every framework that has it, of which none is decided."""
    schemes = sorted(index.level_schemes & query.schemes)
    levels = [index.levels[scheme, number] for scheme in schemes if (scheme, number) in index.levels]
    reason = f"Speaks of “level {number}”. The text names no framework, and several number their levels."
    entries = [Entry(Label(level.label), level) for level in levels]
    return [Reading(entry, RELATED, COMPOSITE, UNDECIDED, reason) for entry in entries] or None


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
