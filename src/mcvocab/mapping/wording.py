"""A sentence says a value in words of its own: “we will invoice your firm” is a course that the employer pays for.

No list of labels holds all the ways in which people say a thing. ``ontology/sentences.tsv`` holds sentences as
providers write them with the values that they say, and others that say none. How much oftener a word, or two side
by side, stand in those of one value than in others is what they weigh for it. How often a text is right that
weighs so much for one value, for the next, and for none, was learnt from the gold set: that is how sure the
answer is. A text of few words is a name, and is not weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping.calibration import ACCEPT, confidence
from mcvocab.mapping.certainty import ENOUGH, HEADING, SENTENCE, stated, witnessed
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.grammar import HEDGES, NEGATIONS
from mcvocab.mapping.heading import names_level
from mcvocab.mapping.reading import BROAD, CLOSE, Query, Reading
from mcvocab.mapping.scales import features
from mcvocab.model import Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

LEARNT = "semapv:SemanticSimilarityThresholdMatching"
FEWEST, LONGEST = 4, 40
"""The fewest words of a sentence, and the most of what is weighed: sums of more would be too large for `Scales`."""
_HEADING_WITNESSES = 2
"""The fewest words that must speak for a field: "challenges" may head anything."""
_SHOWN = 3


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the value that the words of a text say, as far as what they weigh makes it certain."""
    said = words(query.text)
    if not FEWEST <= len(said) <= LONGEST:
        return None
    found = features(query.text)
    values = index.said_in(query.schemes, index.scales)
    weighed = values.weigh(found)
    fitted = SENTENCE[query.asked]
    if not weighed.first or fitted.certainty(weighed, len(said)) < ENOUGH[query.asked]:
        return None  # most texts, whatever their words speak for
    telling = index.scales.telling(weighed.place, found)
    sure = fitted.certainty(weighed, sum(" " not in feature for feature in telling))
    doubted = (doubts for doubts in (NEGATIONS, HEDGES) if doubts.intersection(said))
    if sure < ENOUGH[query.asked] or not all(_speak(doubts, telling) for doubts in doubted):
        return None
    concept = values.concepts[weighed.place]
    reason = f"Its words are those of sentences that say “{concept.label}”: {_shown(telling, found)}."
    return [Reading(Entry(Label(concept.label), concept), BROAD, LEARNT, stated(sure), reason)]


def heading(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the field whose headings have the words of this one: "What does it cost?"."""
    found = features(query.text)
    if not found or names_no_field(query, index):
        return None
    values = index.said_in(query.schemes, index.heading_scales)
    weighed = values.weigh(found)
    witnesses, others = witnessed(index.heading_scales, weighed.place, found)
    sure = HEADING.certainty(weighed, witnesses, others)
    if not weighed.first or witnesses < _HEADING_WITNESSES or sure < ACCEPT:
        return None
    telling = index.heading_scales.telling(weighed.place, found)
    concept = values.concepts[weighed.place]
    reason = f"Its words are those of headings of “{concept.label}”: {_shown(telling, found)}."
    sure = min(sure, confidence("heading, wording"))  # fewer were counted, and a column holds many values
    return [Reading(Entry(Label(concept.label), concept), CLOSE, LEARNT, stated(sure), reason)]


def names_no_field(query: Query, index: Index) -> bool:
    """Whether a heading is known to name none; a value, such as "non-credit", heads no column either."""
    name = key(query.text)
    if name in index.headings_of_nothing or names_level(query.text, index) or len(words(query.text)) > LONGEST:
        return True
    return any(entry.concept.scheme in index.open_schemes - index.term_schemes for entry in index.named(name))


def _shown(telling: Sequence[str], found: Mapping[str, str]) -> str:
    """The features that weigh most, as the text has them."""
    return ", ".join(f"“{found[feature]}”" for feature in telling[:_SHOWN])


def _speak(doubts: frozenset[str], telling: Iterable[str]) -> bool:
    """Whether what denies a value, or leaves it open, is part of what speaks for it: “no fees”, “may be stacked”."""
    return any(not doubts.isdisjoint(feature.split(" ")) for feature in telling)
