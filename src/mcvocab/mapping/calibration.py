"""How sure each kind of evidence is.

A confidence is the share of answers that are right among those with the same kind of evidence: of a hundred answers
with 0.9, at least ninety. The shares were counted on parts of the gold set that had been
opened, and lowered where there were few to count; ``docs/mapping.md`` shows them.
"""

from __future__ import annotations

from mcvocab.model import COLUMN, LOCAL

ACCEPT = 0.65
"""The least confidence of an accepted answer, two right of three; suggestions stay below it."""
SUREST = 0.9
"""The most that is stated of what is fitted to the gold set."""
UNDECIDED = 0.6
"""The confidence of a reading that another one equals."""
OFFERED = 0.5
"""The confidence of what a text mentions among other things, and of a reading that another one outranks."""

EVIDENCE = {
    "address": 1.0,
    "pref": 1.0,
    "notation": 1.0,
    "alt": 0.98,
    "slug": 0.97,
    "hidden": 0.95,
    LOCAL: 0.9,
    COLUMN: 0.9,
    "name out of its list": 0.65,
    "level": 0.95,
    "level within": 0.8,
    "said twice": 0.95,
    "heading": 0.95,
    "label in text": 0.95,
    "namesake": 0.9,
    "order": 0.9,
    "heading, bracket aside": 0.88,
    "abbreviation": 0.85,
    "initials": 0.85,
    "heading, word aside": 0.85,
    "one slip": 0.93,
    "heading, wording": 0.8,
    "heading, head": 0.8,
    "head": 0.85,
    "in brackets": 0.85,
    "translation": 0.88,
    "amount": 0.85,
    "two slips": 0.8,
    "plain head": 0.8,
    "open head": 0.65,
    "translated phrase": 0.78,
    "plain label in text": 0.78,
    "core": 0.8,
    "mention": 0.77,
    "named by its parts": 0.75,
    "cover": 0.7,
    "mention, and more": 0.67,
    "telling": 0.66,
}
"""Confidence by the kind of evidence."""
FOLDED = 0.02
"""What a label loses that is the same only after folding."""


def confidence(evidence: str) -> float:
    """How many of a hundred answers with this evidence are right, as a share of one.

    >>> confidence("pref") > confidence("head") > ACCEPT
    True
    """
    return EVIDENCE[evidence]
