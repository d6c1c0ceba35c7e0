"""Words of a label are cut short: "continuing prof. development", "undergrad certificate".

A word with a dot, or of four letters and more, may be the beginning of a longer one. It is believed where only one
concept comes of it, and where the text has a whole word beside it or marks the cut by a dot.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import SMALL, says_little
from mcvocab.mapping.reading import CLOSE, COMPOSITE, Query, Reading, concepts_of, name_of

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_DOTTED = expression(r"([^\W\d_]+)\.(?=\s|$)")
_SHORTEST, _SHORTEST_DOTTED = 4, 3
_FEWEST, _MOST = 2, 5
_TRIED = 60


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text whose shortened words can be filled out in one way only."""
    text = words(query.text)
    marked = "." in query.text
    dotted = {word for match in _DOTTED.findall(query.text) for word in words(match)} if marked else set()
    # One word is enough in the column of a list: "Adv." is advanced.
    if not (1 if query.asked and dotted else _FEWEST) <= len(text) <= _MOST:
        return None
    choices = []
    tried = 1
    for word in text:
        each = _fillings(word, word in dotted, index)
        # No label has a word that neither is one of theirs nor begins one.
        if len(each) == 1 and word not in index.vocabulary_words:
            return None
        choices.append(each)
        tried *= len(each)
    if not tried or tried > _TRIED * _TRIED or all(len(each) == 1 for each in choices):
        return None
    readings = []
    for filled in product(*choices):
        if filled == text or not index.is_phrase(filled):
            continue
        whole = any(one == other and not says_little(one) for one, other in zip(text, filled, strict=True))
        if whole or dotted.issuperset(text):
            readings += [
                Reading(entry, CLOSE, COMPOSITE, confidence("abbreviation"), f"Short for {name_of(entry.label)}.")
                for entry in index.phrased(filled)
                if entry.concept.scheme in query.schemes
            ]
    by_scheme = {reading.entry.concept.scheme for reading in readings}
    return readings if readings and len(concepts_of(readings)) == len(by_scheme) else None


def _fillings(word: str, dotted: bool, index: Index) -> list[str]:
    """The word itself, and the longer words that it may be the beginning of."""
    if len(word) < (_SHORTEST_DOTTED if dotted else _SHORTEST) or not word.isalpha():
        return [word]
    if word in SMALL and not dotted:  # "with" is not short for "without"
        return [word]
    return [word, *index.beginning(word, _TRIED - 1)]
