"""A text says something in a sentence, or in more words than a name: "our courses are part-time", "workplace only".

What only leads to the name, or follows it, is taken away, and what is left has to be a name, or an amount. English
alone: in other languages the dictionary has turned the words into English before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping import amount, lexical, mention, order, spelling
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import SPOKEN_OF, bared
from mcvocab.mapping.head import is_strange
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, best_of, name_of

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_LONGEST = 120
_SUBJECT = (
    r"(?:(?:all|most|each|any|some|every)(?:\s+of)?\s+)?(?:(?:the|this|these|that|those|our|your|its|their)\s+)?"
    rf"(?:it|they|you|we|(?:[a-z-]+\s+){{0,2}}?(?:{'|'.join(sorted(SPOKEN_OF))}|program)(?:e?s)?)"
)
_IS = r"(?:(?:is|are|was|were|will\s+be|can\s+be|may\s+be|must\s+be|runs?|takes?\s+place)\b|['’]s\b|['’]re\b)"
_HOW = r"(?:(?:usually|mostly|mainly|primarily|generally|normally|typically|also|currently|directly|always)\s+)*"
_DONE = (
    r"(?:(?:delivered|taught|offered|provided|available|run|studied|assessed|examined|held|completed|undertaken|organised"
    r"|organized|conducted|given|evaluated|marked|accessed|takes?\s+place|taking\s+place)\s+"
    + _HOW
    + r"(?:(?:by\s+means\s+of|by\s+way\s+of|by|through|via|as|in|on|at|using|with|over|during|for)\s+)?)"
)
_LEAD = expression(
    rf"^\s*(?:(?:{_SUBJECT}\s+)?{_IS}\s+(?P<not>not\s+|never\s+)?{_HOW}{_DONE}?|{_HOW}{_DONE})(?:(?:an?|the|your)\s+)?",
    re.IGNORECASE,
)
"""What says of a course, or of nothing in particular, that it is what follows."""
_CLAUSE = expression(r"\s*,?\s+(?:which|that|who|where|whose)\s+.*$", re.IGNORECASE | re.DOTALL)
"""What tells more of the thing before it."""
_MARKS = " \t\r\n.,;:!?“”„«»\"'‘’*-–"


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of what a sentence says; none where it denies it."""
    if len(query.text) > _LONGEST:
        return None
    text, denied = _core(query.text)
    if denied:
        return [] if _names(query.about(text), index) else None
    bare = bared(words(text))
    for shorter in dict.fromkeys((text, " ".join(bare))):
        # "Week 4" and "4 credits" are no level 4.
        if not shorter or shorter.isdecimal():
            continue
        if words(shorter) != words(query.text) and (found := _names(query.about(shorter), index)):
            # A "free delivery" is none of ours.
            if is_strange(words(query.text), frozenset(), index):
                return None
            return [
                Reading(
                    reading.entry,
                    BROAD,
                    COMPOSITE,
                    confidence("core"),
                    f"Says in a phrase of its own: {name_of(reading.entry.label)}.",
                    reading.worth,
                )
                for reading in found
            ]
    # "Teaching takes place on two evenings a week": what is left may say more than a name.
    return mention.find(query.about(text), index) if 0 < len(text) < len(query.text.strip(_MARKS)) else None


def _core(text: str) -> tuple[str, bool]:
    """What is left of a sentence, and whether the sentence denies it."""
    text = _CLAUSE.sub("", text).strip(_MARKS)
    lead = _LEAD.match(text)
    if lead is None:
        return text, False
    return text[lead.end() :].strip(_MARKS), lead["not"] is not None


def _names(query: Query, index: Index) -> list[Reading]:
    """Readings of a text that is a name."""
    for step in (lexical.find, amount.find, order.find, spelling.find):
        if (found := step(query, index)) is not None:
            return best_of(found, query)
    return []
