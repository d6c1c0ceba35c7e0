"""A sentence says a value in words of its own: “we will invoice your firm” is a course that the employer pays for.

No list of labels holds all the ways in which people say a thing. ``ontology/sentences.tsv`` holds sentences as
providers write them with the values that they say, and others that say none. How much oftener a word, or two side by
side, stand in those of one value than in others is what they weigh for it. A text is taken to say the value whose
words clearly outweigh those of all others; a text of few words is a name, and is not weighed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log, sqrt
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import FIRST_SIGN, Entry
from mcvocab.mapping.grammar import HEDGES, NEGATIONS
from mcvocab.mapping.reading import BROAD, Query, Reading
from mcvocab.model import IRI, Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

LEARNT = "semapv:SemanticSimilarityThresholdMatching"
NOTHING = ""
"""What sentences that say no value say."""
_FEWEST, _LONGEST = 5, 40
_IN_ITS_LIST, _ANYWHERE, _CLEARLY = 1.5, 2.25, 3.0
"""By how much the words of a value must outweigh those of the next, over the root of how many features there are:
where its list is asked for, where any may be meant, and where nothing else comes near."""
_WITNESSES = 3
"""The fewest words that must speak for a value: one or two may stand there for many reasons."""
_SMOOTH, _EACH = 4.0, 50
_OFTEN = 2
"""In how many sentences two words side by side must stand: most that stand in one met by chance."""
_SHOWN = 3
_SMALL = frozenset(
    words(
        "the a an of and to in for on by is are be or with at as your you our we it its this that their from will can"
        " may"
    )
)
_AMOUNT = expression(r"[£$€]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:gbp|eur|usd|pounds?|euros?|dollars?)\b")
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "ers", "er", "es", "s", "ly", "ments", "ment")
_SHORTEST, _SHORTEST_WITH_E = 4, 5


def features(text: str) -> dict[str, str]:
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


# --- when the language is compiled --------------------------------------------------------------------


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
    known = sorted(saying)
    weighed: defaultdict[str, str] = defaultdict(str)
    for place, value in enumerate(known):
        for feature, count in sorted(both[value].items()):
            if " " in feature and having[feature] < _OFTEN:
                continue
            share = (having[feature] + 0.5) / (total + 1)
            often = (count + _SMOOTH * share) / (saying[value] + _SMOOTH)
            # What was met once may have been there by chance.
            weight = round(_EACH * log(often / share) * count / (count + 0.5))
            if weight > 0:
                weighed[feature] += chr(FIRST_SIGN + place) + chr(FIRST_SIGN + weight)
    return known, dict(weighed)


# --- when a text is read ------------------------------------------------------------------------------


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the value whose words in a text clearly outweigh those of others in its list, and those of none."""
    said = words(query.text)
    if query.language.split("-")[0] not in ("", "en") or not _FEWEST <= len(said) <= _LONGEST:
        return None
    found = features(query.text)
    shares = index.weights_of(found)
    nothing = sum(weight for weight, _ in shares.pop(NOTHING, ()))
    concepts = {iri: index.vocabulary.concepts[IRI(iri)] for iri in shares}
    sums = {iri: sum(weight for weight, _ in shares[iri]) for iri in shares if concepts[iri].scheme in query.schemes}
    if not sums:
        return None
    best = max(sums, key=lambda iri: (sums[iri], iri))
    concept = concepts[best]
    others = (weight for iri, weight in sums.items() if iri != best and concepts[iri].scheme == concept.scheme)
    margin = (sums[best] - max(nothing, *others, 0)) / _EACH / sqrt(len(found))
    telling = [feature for _, feature in sorted(shares[best], reverse=True)]
    witnesses = sum(" " not in feature for feature in telling)
    if margin < (_IN_ITS_LIST if query.asked else _ANYWHERE) or witnesses < _WITNESSES:
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
