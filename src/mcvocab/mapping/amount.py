"""The text is a number and its unit, or more is said of what is counted: "5 to 6 hours per module"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SPOKEN
from mcvocab.mapping.grammar import UNITS
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, name_of, worse_by
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_FIGURE = r"[0-9]+(?:[.,][0-9]+)?"
# A number or a range, its unit, and what the amount is for.
_ABOUT = (
    r"(?:about|around|approx(?:\.|imately)?|up to|at least|(?:a )?(?:min|max)(?:\.|imum)?(?: of)?|total(?: of)?"
    r"|ca?\.?"
    r"|circa|etwa|insgesamt|environ|au total|unos|aproximadamente|ongeveer|cirka|omkring|omtrent|łącznie|około|celkem"
    r"|asi|noin|yhteensä|összesen)"
)
_AMOUNT = expression(
    rf"(?:[^\W\d_]+\s*:\s*)?(?:{_ABOUT}\s*)?{_FIGURE}(?:\s*(?:-|–|to|or)\s*{_FIGURE})?\s*(?P<unit>[^\W\d_][^\d,;()]*)",
    re.IGNORECASE,
)
_UNIT_FIRST = expression(
    rf"(?P<unit>[^\W\d_][^\d,;()]*?)(?::\s*{_FIGURE}|\s+{_FIGURE}\s*(?:hours?|hrs?|h)\.?)", re.IGNORECASE
)
_WITHIN = expression(rf"(?<![\w.,]){_FIGURE}\s+(?P<unit>[^\W\d_]+(?:\s+[^\W\d_]+)?)")
"""A number and one or two words behind it, anywhere in a text."""
_ENDS = frozenset("0123456789hr.")
_MORE = expression(
    r"\s+(?:per|a|each|of|in total|for|long|de|di|par|pro|pr|por|von|van|av|af|en total|in totaal|totalt|i alt"
    r"|insgesamt|au total|totali)\b",
    re.IGNORECASE,
)
"""Where more is said of what is counted."""
_COUNTABLE = UNITS | {"term"}
"""Lists of what is counted: the units, and the terms that are units."""
_LATER, _AFTER = frozenset(["cpd-unit"]), 0.02
"""Hours are hours of study, unless the column is one of CPD."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a number and its unit: "5 to 6 hours per module" is counted in hours."""
    found = _alone(query, index)
    return _counted(found) if found else _within(query, index)


def _within(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the one unit that a sentence counts in, where a list of units is asked for."""
    if not (query.asked and query.schemes <= UNITS):
        return None
    named = [unit for match in _WITHIN.finditer(query.text) for unit in _shortened(match["unit"])]
    readings = [readings for unit in named if (readings := _labelled(query.about(unit), index))]
    alike = len({reading.entry.concept.iri for found in readings for reading in found}) == 1
    return _counted(readings[0]) if alike else None


def _shortened(unit: str) -> list[str]:
    """Two words, or the first of them."""
    return list(dict.fromkeys([unit, unit.split()[0]]))


def _alone(query: Query, index: Index) -> list[Reading]:
    """Readings of the unit of a text that is an amount and no more."""
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
        return []
    found: list[Reading] = next(filter(None, (_labelled(query.about(unit), index) for unit in units)), [])
    # A number before a word counts it: two days are no time of day.
    return [reading for reading in found if reading.entry.concept.scheme in _COUNTABLE] or found


def _labelled(query: Query, index: Index) -> list[Reading]:
    """Readings of a text that is a label as people speak, in whatever language."""
    readings = lexical.find(query, index) or translation.label(query, index) or ()
    return [reading for reading in readings if reading.entry.label.kind in SPOKEN]


def _counted(found: list[Reading]) -> list[Reading]:
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
    ]
