"""What the words of a text weigh for the values that it may say, by sentences of which that is known.

A feature of a text is a word without its ending, or two side by side. How much oftener it stands in the sentences
that say a value than in others is what it weighs for that value. To weigh a text is to add many small numbers for
each of some hundred values; kept side by side in one large number, they are all added at once.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping.entry import number_of, sign

if TYPE_CHECKING:
    from mcvocab.model import Concept

NOTHING = ""
"""What sentences that say no value say."""
EACH = 50
"""So much is the weight of a feature that stands in a value's sentences e times as often as in others."""
_SMOOTH = 4.0
_OFTEN = 2
"""In how many sentences two words side by side must stand: most that stand in one met by chance."""
_SMALL = frozenset(
    words(
        "the a an of and to in for on by is are be or with at as your you our we it its this that their from will "
        "can may der die das den dem des ein eine einen einem einer und oder für von mit im am zum zur bei auf als "
        "auch ist sind wird werden sie ihr ihre le la les l un une du de d et ou pour par avec dans sur en au aux "
        "est sont vous votre el los las lo una y o por para con del al se su sus es son il gli i uno e è di da dal "
        "della dei delle nel per com os um uma do dos no na em ao à é het een van voor met op aan bij te wordt "
        "worden je uw att på av till som är din og af det ja w z po jest v ve pro"
    )
)
_AMOUNT = expression(r"[£$€]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:gbp|eur|usd|pounds?|euros?|dollars?)\b")
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "ers", "er", "es", "s", "ly", "ments", "ment")
_SHORTEST, _SHORTEST_WITH_E = 4, 5
_LANE: Final = "H"
_FULL = (1 << 16) - 1
"""The type of one sum, two bytes, and the most in it: features of the longest text that is weighed add up to less."""
_REMEMBERED, _WORDS, _TEXTS = 1 << 10, 1 << 11, 16
"""How many features, words and texts are remembered: one step after the other asks about the same text."""
_MOST = 80
"""The most features of a text that is weighed."""


@lru_cache(maxsize=_TEXTS)
def features(text: str) -> Mapping[str, str]:
    """The words of a text without their endings, and each two side by side, with how the text has them.

    Amounts of money are all alike, and so are numbers.

    >>> list(features("The firms pay £300"))
    ['firm', 'pay', 'amount', 'the firm', 'firm pay', 'pay amount']
    """
    written = words(_AMOUNT.sub(" amount ", text.casefold()))
    stems = [_stem(word) for word in written]
    found = {stem: word for stem, word in zip(stems, written, strict=True) if word not in _SMALL}
    for place in range(len(stems) - 1):
        found[f"{stems[place]} {stems[place + 1]}"] = f"{written[place]} {written[place + 1]}"
    return found


@lru_cache(maxsize=_WORDS)
def _stem(word: str) -> str:
    if word[0].isdigit():
        return "0"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) >= _SHORTEST_WITH_E:
        word = word.removesuffix("e")
        word = word[:-1] if word[-1] == word[-2] else word
    return word


def weights(sentences: Iterable[tuple[Sequence[str], str]]) -> tuple[list[str], dict[str, str]]:
    """What sentences say, and for each feature what it weighs for which of that: as pairs of characters.

    Args:
        sentences: the IRIs of the values that each says, none where it says nothing, and its text.
    """
    having: Counter[str] = Counter()
    saying: Counter[str] = Counter()
    both: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for values, text in sentences:
        found = features(text)
        total += 1
        having.update(found.keys())
        for value in values or (NOTHING,):
            saying[value] += 1
            both[value].update(found.keys())
    known = sorted({NOTHING, *saying})
    weighed: defaultdict[str, str] = defaultdict(str)
    for place, value in enumerate(known):
        for feature, count in sorted(both[value].items()):
            if " " in feature and having[feature] < _OFTEN:
                continue
            share = (having[feature] + 0.5) / (total + 1)
            often = (count + _SMOOTH * share) / (saying[value] + _SMOOTH)
            # What was met once may have been there by chance.
            weight = round(EACH * log(often / share) * count / (count + 0.5))
            if weight > 0:
                weighed[feature] += sign(place) + sign(weight)
    return known, dict(weighed)


class Scales:
    """Weighs texts.

    Args:
        said: the IRIs of the values that sentences say; `NOTHING` among them for sentences that say none.
        weighed: for each feature what it weighs for which of them, as `weights` gives it.

    Attributes:
        said: the values.
        nothing: the place of `NOTHING` among them.
    """

    def __init__(self, said: Sequence[str], weighed: Mapping[str, str]) -> None:
        self.said = said
        self.nothing = said.index(NOTHING)
        self._weighed = weighed
        self._lanes = lru_cache(maxsize=_REMEMBERED)(self._side_by_side)
        shifts = range(0, 16 * len(said), 16)
        self._shifts = shifts if sys.byteorder == "little" else shifts[::-1]

    def sums(self, found: Collection[str]) -> list[int]:
        """What features weigh together, for each of the values in their order."""
        total = sum(map(self._lanes, self._met(found)))
        return memoryview(total.to_bytes(2 * len(self.said), sys.byteorder)).cast(_LANE).tolist()

    def _met(self, found: Collection[str]) -> Iterator[str]:
        """Features without pairs of a word that was never met: to look for what cannot be there takes longest."""
        strange = {feature for feature in found if " " not in feature and not self._lanes(feature)}
        return (one for one in found if strange.isdisjoint(one.split(" "))) if strange else iter(found)

    def telling(self, place: int, found: Iterable[str]) -> list[str]:
        """The features that speak for the value at a place, what weighs most first."""
        weighed = [(self._lanes(feature) >> self._shifts[place] & _FULL, feature) for feature in found]
        return [feature for weight, feature in sorted(weighed, reverse=True) if weight]

    def _side_by_side(self, feature: str) -> int:
        """The weights of a feature for all values, as one number."""
        lanes = memoryview(bytearray(2 * len(self.said))).cast(_LANE)
        signs = self._weighed.get(feature, "")
        # The first of two is the place of a value, the second a weight.
        for place, weight in zip(map(number_of, signs[::2]), map(number_of, signs[1::2]), strict=True):
            lanes[place] = weight
        return int.from_bytes(lanes.tobytes(), sys.byteorder)


class Weighed(NamedTuple):
    """What the features of a text weigh, over the root of how many there are: chance adds up so.

    Attributes:
        place: the place of the value for which they weigh most.
        first: what they weigh for it.
        second: what they weigh for the next one of its list.
        nothing: what they weigh for none.
    """

    place: int
    first: float
    second: float
    nothing: float

    @property
    def margin(self) -> float:
        """By how much the first outweighs all others."""
        return self.first - max(self.second, self.nothing)


class Said:
    """The values of some lists, on scales.

    Args:
        scales: the scales.
        concepts: the values by their places on the scales.
    """

    def __init__(self, scales: Scales, concepts: Mapping[int, Concept]) -> None:
        self.scales, self.concepts = scales, concepts
        self._places = {concept.iri: place for place, concept in concepts.items()}
        self._order = tuple(concepts)
        self._weights = _at(concepts)
        self._rivals: dict[str, Callable[[list[int]], Sequence[int]]] = {}

    def weigh(self, found: Collection[str]) -> Weighed:
        """What features weigh for the value for which they weigh most, for the next one of its list, and for none."""
        sums = self.scales.sums(found)
        nothing = self.scales.nothing
        weights = self._weights(sums)
        most = max(weights, default=0)
        if not most:
            return Weighed(nothing, 0.0, 0.0, 0.0)
        best = self._order[weights.index(most)]
        scheme = self.concepts[best].scheme
        if scheme not in self._rivals:
            self._rivals[scheme] = _at(place for place, other in self.concepts.items() if other.scheme == scheme)
        second = max(sorted(self._rivals[scheme](sums))[-2:-1], default=0)  # none, where a list has one value
        each = EACH * sqrt(len(found))
        return Weighed(best, most / each, second / each, sums[nothing] / each)

    def weigh_for(self, concept: Concept, found: Collection[str]) -> Weighed | None:
        """What features weigh for one value, for the most of the others of its list, and for none.

        None of a value that no sentence says, nor of no features, nor of more than can be weighed.
        """
        place = self._places.get(concept.iri)
        if place is None or not found or len(found) > _MOST:
            return None
        sums = self.scales.sums(found)
        each = EACH * sqrt(len(found))
        second = max(
            [sums[at] for at in self._order if at != place and self.concepts[at].scheme == concept.scheme], default=0
        )
        return Weighed(place, sums[place] / each, second / each, sums[self.scales.nothing] / each)


def _at(places: Iterable[int]) -> Callable[[list[int]], Sequence[int]]:
    """What takes the weights at some places, all at once."""
    chosen = tuple(places)
    return itemgetter(*chosen) if len(chosen) > 1 else lambda weights: [weights[place] for place in chosen]
