"""How certain it is that a text says a value, by what its words weigh for it, for other values, and for none.

What words weigh (see `scales`) is no measure by itself: three words that weigh much mean more than twelve. So the
share of right answers among texts that weigh as much was fitted to the opened parts of the gold set, by logistic
regression (``benchmarks/certainty.py``): once for sentences that no step knows, once for values that a step finds
among other words, each of them for the list that is asked for and for any, and once for headings of columns.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.labels import words
from mcvocab.mapping.calibration import ACCEPT, SUREST
from mcvocab.mapping.grammar import TAUGHT, TITLES, bared, unbracketed, until_preposition
from mcvocab.mapping.head import members_of
from mcvocab.mapping.reading import Query, Reading, offered
from mcvocab.mapping.scales import Weighed, features
from mcvocab.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index
    from mcvocab.mapping.scales import Scales

ENOUGH = {True: 0.45, False: 0.55}
"""The least certainty of a sentence that is accepted, by whether a list is asked for: who asks has reason to think
that the text says something of it."""


class Fitted(NamedTuple):
    """What makes an answer certain: what its words weigh, how many speak for it, and how many do not."""

    start: float
    first: float
    nothing: float
    witness: float
    second: float = 0.0
    other: float = 0.0

    def certainty(self, weighed: Weighed, witnesses: int, others: int = 0) -> float:
        """The share of right answers among those of which as much is true."""
        said = self.first * weighed.first + self.second * weighed.second + self.nothing * weighed.nothing
        return 1 / (1 + exp(-(self.start + said + self.witness * witnesses + self.other * others)))


SENTENCE = {
    True: Fitted(start=-2.67, first=0.73, second=-0.60, nothing=-2.56, witness=0.53),
    False: Fitted(start=-3.32, first=0.65, second=-0.43, nothing=-1.93, witness=0.44),
}
"""For sentences, by whether a list is asked for."""
MENTION = {
    True: Fitted(start=-0.28, first=0.62, nothing=-1.71, witness=-0.05, other=-0.36),
    False: Fitted(start=-0.72, first=0.53, nothing=-0.73, witness=0.01, other=-0.44),
}
"""For values among other words."""
HEADING = Fitted(start=-4.47, first=1.92, second=-1.90, nothing=-2.67, witness=1.66, other=-0.21)
"""For headings of columns."""


def stated(certainty: float) -> float:
    """The confidence of an answer that is certain enough."""
    return max(ACCEPT, min(round(certainty, 2), SUREST))


def witnessed(scales: Scales, place: int, found: Collection[str]) -> tuple[int, int]:
    """How many words of a text speak for the value at a place on scales, and how many do not."""
    witnesses = sum(" " not in feature for feature in scales.telling(place, found))
    return witnesses, sum(" " not in feature for feature in found) - witnesses


def borne_out(found: list[Reading], query: Query, index: Index) -> list[Reading]:
    """Readings of values among other words: those that these bear out, else all of them, only offered."""
    kept = [weighed for reading in found if (weighed := _weighed(reading, query, index)) is not None]
    return kept or offered(reading.entry for reading in found)


def _weighed(reading: Reading, query: Query, index: Index) -> Reading | None:
    """A reading as sure as the words of its text make it; none where they speak against it.

    Of a value that no sentence says nothing is known, nor of a text too long to be weighed: they are believed.
    """
    found = features(query.text)
    said = index.said_in(query.schemes, index.scales)
    weighed = said.weigh_for(reading.entry.concept, found)
    if weighed is None:
        return reading
    witnesses, others = witnessed(index.scales, weighed.place, found)
    sure = MENTION[query.asked].certainty(weighed, witnesses, others)
    if sure >= ACCEPT:
        return replace(reading, confidence=stated(sure))
    return (
        reading if _is_taught(query.text, reading.entry) or _stands_apart(query.text, reading.entry, index) else None
    )


def _stands_apart(text: str, entry: Entry, index: Index) -> bool:
    """Whether a value is all that a member of a list says: "Portfolio, 2500 words"."""
    label = words(entry.label.text)
    members = [member for part in TITLES.split(unbracketed(text)) for member in members_of(part, index)]
    return len(members) > 1 and any(label in (member, bared(member)) for member in members)


def _is_taught(text: str, entry: Entry) -> bool:
    """Whether a text is the name of something that is taught, whatever about: "Creative Course"."""
    head, label = until_preposition(words(text)), words(entry.label.text)
    return entry.concept.scheme in TAUGHT and head[-len(label) :] == label
