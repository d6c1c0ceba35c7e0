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
    r"(?:about|around|approx(?:\.|imately)?|up to|at least|min(?:\.|imum)?|max(?:\.|imum)?|total(?: of)?|ca?\.?"
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
