"""A sentence says a value in words of its own: “we will invoice your firm” is a course that the employer pays for.

No list of labels holds all the ways in which people say a thing. ``ontology/sentences.tsv`` holds sentences as
providers write them with the values that they say, and others that say none. How much oftener a word, or two side by
side, stand in those of one value than in others is what they weigh for it. A text is taken to say the value whose
words clearly outweigh those of all others; a text of few words is a name, and is not weighed.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.grammar import HEDGES, NEGATIONS
from mcvocab.mapping.reading import BROAD, Query, Reading
from mcvocab.mapping.scales import EACH, features
from mcvocab.model import Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

LEARNT = "semapv:SemanticSimilarityThresholdMatching"
_FEWEST, _LONGEST = 5, 40
_IN_ITS_LIST, _ANYWHERE, _CLEARLY = 1.5, 2.25, 3.0
"""By how much the words of a value must outweigh those of the next, over the root of how many features there are:
where its list is asked for, where any may be meant, and where nothing else comes near."""
_WITNESSES = 3
"""The fewest words that must speak for a value: one or two may stand there for many reasons."""
_SHOWN = 3


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the value whose words in a text clearly outweigh those of others in its list, and those of none."""
    said = words(query.text)
    if query.language.split("-")[0] not in ("", "en") or not _FEWEST <= len(said) <= _LONGEST:
        return None
    found = features(query.text)
    sums = index.scales.sums(found)
    values, nothing = index.said_in(query.schemes)
    best = max(values, key=sums.__getitem__, default=nothing)
    if best == nothing or not sums[best]:
        return None
    concept = values[best]
    others = (sums[place] for place, other in values.items() if place != best and other.scheme == concept.scheme)
    margin = (sums[best] - max(sums[nothing], *others, 0)) / EACH / sqrt(len(found))
    if margin < (_IN_ITS_LIST if query.asked else _ANYWHERE):
        return None
    telling = index.scales.telling(best, found)
    witnesses = sum(" " not in feature for feature in telling)
    if witnesses < _WITNESSES:
        return None
    if any(doubts.intersection(said) and not _speak(doubts, telling) for doubts in (NEGATIONS, HEDGES)):
        return None
    shown = ", ".join(f"“{found[feature]}”" for feature in telling[:_SHOWN])
    reason = f"Its words are those of sentences that say “{concept.label}”: {shown}."
    sure = confidence("clear wording" if margin >= _CLEARLY else "wording")
    return [Reading(Entry(Label(concept.label), concept), BROAD, LEARNT, sure, reason)]


def _speak(doubts: frozenset[str], telling: Iterable[str]) -> bool:
    """Whether what denies a value, or leaves it open, is part of what speaks for it: “no fees”, “may be stacked”."""
    return any(not doubts.isdisjoint(feature.split(" ")) for feature in telling)
