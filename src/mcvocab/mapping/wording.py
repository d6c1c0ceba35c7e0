"""A sentence says a value in words of its own: “we will invoice your firm” is a course that the employer pays for.

No list of labels holds all the ways in which people say a thing. ``ontology/sentences.tsv`` holds sentences as
providers write them with the values that they say, and others that say none. How much oftener a word, or two side
by side, stand in those of one value than in others is what they weigh for it. How often a text is right that
weighs so much for one value, for the next, and for none, was learnt from the gold set: that is how sure the
answer is. A text of few words is a name, and is not weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.labels import key, words
from mcvocab.mapping.calibration import ACCEPT, confidence
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.grammar import HEDGES, NEGATIONS
from mcvocab.mapping.heading import names_level
from mcvocab.mapping.reading import BROAD, CLOSE, Query, Reading
from mcvocab.mapping.scales import Weighed, features
from mcvocab.model import Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

LEARNT = "semapv:SemanticSimilarityThresholdMatching"
FEWEST, LONGEST = 4, 40
"""The fewest words of a sentence, and the most of what is weighed: sums of more would be too large for `Scales`."""
_IN_HEADINGS, _HEADING_WITNESSES, _MOST_OF = 1.0, 2, 0.6
"""By how much the words of a heading must outweigh those of the next field, and how many of them, and how large a
share, must speak for it."""
_SHOWN = 3


class _Weights(NamedTuple):
    """How certain a value is, by what the words of a text weigh and how many of them speak for it."""

    start: float
    first: float
    second: float
    nothing: float
    witness: float

    def certainty(self, weighed: Weighed, witnesses: int) -> float:
        """The share of right answers among those that weigh as much."""
        said = self.first * weighed.first + self.second * weighed.second + self.nothing * weighed.nothing
        return 1 / (1 + exp(-(self.start + said + self.witness * witnesses)))


_ASKED = _Weights(start=-2.91, first=0.76, second=-0.55, nothing=-2.50, witness=0.54)
_ANYWHERE = _Weights(start=-3.19, first=0.58, second=-0.42, nothing=-1.92, witness=0.54)
"""Weights of the list that is asked for, and of any, as `benchmarks/certainty.py` fits them to the gold set."""
_ENOUGH, _SUREST = 0.6, 0.9
"""The least certainty that is accepted, of which seven answers in ten were right, and the most that is stated."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the value that the words of a text say, as far as what they weigh makes it certain."""
    said = words(query.text)
    if not FEWEST <= len(said) <= LONGEST:
        return None
    found = features(query.text)
    values = index.said_in(query.schemes, index.scales)
    weighed = values.weigh(found)
    weights = _ASKED if query.asked else _ANYWHERE
    if weights.certainty(weighed, len(said)) < _ENOUGH:
        return None  # most texts, whatever their words speak for
    telling = index.scales.telling(weighed.place, found)
    sure = weights.certainty(weighed, sum(" " not in feature for feature in telling))
    doubted = (doubts for doubts in (NEGATIONS, HEDGES) if doubts.intersection(said))
    if sure < _ENOUGH or not all(_speak(doubts, telling) for doubts in doubted):
        return None
    sure = max(ACCEPT, min(round(sure, 2), _SUREST))
    concept = values.concepts[weighed.place]
    reason = f"Its words are those of sentences that say “{concept.label}”: {_shown(telling, found)}."
    return [Reading(Entry(Label(concept.label), concept), BROAD, LEARNT, sure, reason)]


def heading(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the field whose headings have the words of this one: "What does it cost?"."""
    name = key(query.text)
    if name in index.headings_of_nothing or names_level(query.text, index) or len(words(query.text)) > LONGEST:
        return None
    # A value, such as "non-credit", heads no column.
    if any(entry.concept.scheme in index.open_schemes - index.term_schemes for entry in index.named(name)):
        return None
    found = features(query.text)
    values = index.said_in(query.schemes, index.heading_scales)
    weighed = values.weigh(found)
    if weighed.margin < _IN_HEADINGS:
        return None
    telling = index.heading_scales.telling(weighed.place, found)
    witnesses, said = (sum(" " not in feature for feature in some) for some in (telling, found))
    if witnesses < _HEADING_WITNESSES or witnesses < _MOST_OF * said:
        return None
    concept = values.concepts[weighed.place]
    reason = f"Its words are those of headings of “{concept.label}”: {_shown(telling, found)}."
    return [Reading(Entry(Label(concept.label), concept), CLOSE, LEARNT, confidence("heading, wording"), reason)]


def _shown(telling: Sequence[str], found: Mapping[str, str]) -> str:
    """The features that weigh most, as the text has them."""
    return ", ".join(f"“{found[feature]}”" for feature in telling[:_SHOWN])


def _speak(doubts: frozenset[str], telling: Iterable[str]) -> bool:
    """Whether what denies a value, or leaves it open, is part of what speaks for it: “no fees”, “may be stacked”."""
    return any(not doubts.isdisjoint(feature.split(" ")) for feature in telling)
