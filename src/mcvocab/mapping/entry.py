"""One label with its concept, and what can be told of its letters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.model import IRI, Concept, Label
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

SPOKEN = ("pref", "alt", "hidden")
"""Kinds of labels that people write and read; the others are codes, or names that are known only as a whole."""
DIGITS = sum(1 << ord(digit) for digit in "0123456789")
"""The bits of the digits, see `letters`."""
SHORT = 3
"""The most letters of a text that may be a code as well as a word."""
STRANGE = "!"
"""What the dictionary gives for a word of other trades."""
SAYS = "~"
"""What the dictionary gives for words after which something is said of what stands before them."""
OWN = "="
"""What the dictionary gives for words that are a slip of no other."""
THINGS = frozenset(["credential", "brand", "offering", "representation"])
"""Kinds of terms that name a thing one can hold, take or earn."""
_SHORTEST_ACRONYM = 3
_DOUBLED = expression(r"([a-z])\1")
BEGINNINGS = (3, 4)
"""How many letters tell which languages may have a word: as many as the shortest that is open has, and one more."""
_FIRST_SIGN, _HALVES, _HALVES_END = 0x100, 0xD800, 0xE000
_APOSTROPHES = expression("[’'ʼ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with its concept.

    Attributes:
        label: the label; its kind may also be iri (a web address) or slug.
        concept: what it names.
        distinctive: whether the label names its concept whatever stands before it. A plain word such as “course”
            does not: it heads phrases about quite other things.
    """

    label: Label
    concept: Concept
    distinctive: bool = False


def entry_of(vocabulary: Vocabulary, number: int, slug_of: str | None, distinctive: bool = False) -> Entry:
    """The entry of a number: of a label in the order of the sources, or of the slug of a concept."""
    if slug_of is not None:
        concept = vocabulary.concepts[IRI(slug_of)]
        return Entry(Label(concept.slug, "", "slug"), concept, distinctive)
    iri, text, language, kind = vocabulary.label_rows[f"{number:06}"]
    return Entry(Label(text, language, kind), vocabulary.concepts[IRI(iri)], distinctive)


def sign(number: int) -> str:
    """The character that stands for a number where many are kept as one text: two bytes each, below 55,000.

    >>> sign(7), [number_of(one) for one in sign(7) + sign(60_000)]
    ('ć', [7, 60000])
    """
    code = _FIRST_SIGN + number
    return chr(code if code < _HALVES else code + _HALVES_END - _HALVES)  # half of a pair is no character


def number_of(character: str) -> int:
    """The number that a character stands for."""
    code = ord(character)
    return (code if code < _HALVES else code + _HALVES - _HALVES_END) - _FIRST_SIGN


def address(iri: str) -> str:
    """A web address without what differs between two ways of writing it."""
    return iri.strip().removeprefix("https://").removeprefix("http://").rstrip("/#")


def is_acronym(text: str) -> bool:
    """Whether a text is three or more letters, nearly all capitals.

    >>> is_acronym("MOOC"), is_acronym("cMOOC"), is_acronym("Higher"), is_acronym("GA")
    (True, True, False, False)
    """
    return text.isalpha() and len(text) >= _SHORTEST_ACRONYM and sum(map(str.isupper, text)) >= len(text) - 1


def dictionary_words(text: str) -> tuple[str, ...]:
    """The folded words of a text in another language: "d’emploi" is two."""
    plain = text.isascii() and "'" not in text
    return words(text if plain else _APOSTROPHES.sub(" ", text))


def letters(name: str) -> int:
    """The set of the letters of a key as bits; two keys that differ in a letter differ in two bits at most."""
    bits = 0
    for letter in set(name):
        bits |= 1 << (ord(letter) & 127)
    return bits


def undoubled(name: str) -> str:
    """A key in which each doubled letter is written once.

    >>> undoubled("begginer") == undoubled("beginner")
    True
    """
    return _DOUBLED.sub(lambda pair: pair[1], name)


@lru_cache(maxsize=1 << 14)
def triples(name: str) -> frozenset[str]:
    """The triples of letters of a key, its ends marked."""
    padded = f" {name} "
    return frozenset([padded[start : start + 3] for start in range(len(padded) - 2)])
