"""The text is in another language: its words are looked up one by one, and the English they make is read.

A published label in the language is always better and was tried before. The dictionary (``ontology/words.tsv``) only
knows words of learning, compounds are parted where one of its words ends them, and the noun goes first in Romance and
Celtic languages. Where the caller names no language, every word must be known to one dictionary.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping import cover, head, mention
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import BRACKETS, GENITIVES, PREPOSITIONS, SMALL
from mcvocab.mapping.index import STRANGE, dictionary_words
from mcvocab.mapping.reading import CLOSE, COMPOSITE, RELATED, Query, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcvocab.mapping.index import Index

_ENGLISH = "en"
_SAYS_NOTHING = frozenset(["duration"])
_MOST_WORDS, _MOST_TURNED = 9, 4
_LONGEST_ENDING, _SHORTEST_PART, _SHORTEST_STEM = 3, 3, 4
# What may stand between the parts of a compound, in the languages that write compounds as one word.
_JOINTS = {
    "de": ("", "s", "es", "en", "n", "e", "er"),
    "nl": ("", "s", "en", "e"),
    "sv": ("", "s", "e", "a"),
    "da": ("", "s", "e"),
    "nb": ("", "s", "e"),
    "fi": ("", "n", "en"),
    "hu": ("",),
}
_COMPOUNDING = frozenset(_JOINTS)
# The endings of a form, and what stands in the dictionary in their place.
_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "de": (("en", ("", "e")), ("e", ("",)), ("er", ("", "e")), ("es", ("", "e")), ("em", ("", "e")), ("n", ("",))),
    "fr": (("aux", ("al",)), ("ale", ("al",)), ("elle", ("el",)), ("e", ("",)), ("", ("e",))),
    "es": (("e", ("",)), ("a", ("o",)), ("o", ("a",))),
    "it": (("i", ("o", "e", "io")), ("e", ("a", "o")), ("a", ("o",)), ("he", ("a",)), ("hi", ("o",))),
    "pt": (("oe", ("ao",)), ("ai", ("al",)), ("a", ("o",)), ("o", ("a",)), ("e", ("",))),
    "nl": (("en", ("", "e")), ("e", ("",))),
    "sv": (
        ("erna", ("",)),
        ("arna", ("", "e")),
        ("orna", ("a",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("ar", ("", "e")),
        ("er", ("",)),
        ("or", ("a",)),
        ("na", ("",)),
        ("an", ("a",)),
        ("a", ("",)),
        ("n", ("",)),
        ("t", ("",)),
    ),
    "da": (
        ("erne", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("n", ("",)),
    ),
    "nb": (
        ("ene", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("a", ("",)),
    ),
    "fi": (
        ("it", ("i",)),
        ("t", ("",)),
        ("n", ("",)),
        ("a", ("",)),
        ("ta", ("",)),
        ("tta", ("",)),
        ("lla", ("",)),
        ("ssa", ("",)),
    ),
    "pl": (
        ("ow", ("",)),
        ("y", ("", "a")),
        ("i", ("", "a")),
        ("a", ("",)),
        ("e", ("a", "y")),
        ("ego", ("y",)),
        ("ych", ("y",)),
        ("iem", ("",)),
        ("em", ("",)),
        ("u", ("",)),
        ("ie", ("",)),
        ("ami", ("",)),
    ),
    "cs": (
        ("y", ("", "a")),
        ("u", ("", "a")),
        ("e", ("", "a", "y")),
        ("a", ("", "y")),
        ("eho", ("y",)),
        ("ych", ("y",)),
        ("em", ("",)),
        ("i", ("", "y")),
        ("ym", ("y",)),
    ),
    "hu": (("ok", ("",)), ("ek", ("",)), ("ak", ("",)), ("k", ("",)), ("i", ("",))),
}
_NOUN_FIRST = frozenset(["fr", "es", "it", "pt", "cy", "ga", "gd", "ca", "ro"])


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that a dictionary of its language turns into a label, or into a phrase around one."""
    own = query.language.split("-")[0]
    return None if own == _ENGLISH else _first(query, index, [own] if own else None)


def synonym(query: Query, index: Index) -> list[Reading] | None:
    """Readings of an English text that other English words turn into a label: "bite-sized courses"."""
    if query.language.split("-")[0] not in ("", _ENGLISH):
        return None
    found = _first(query, index, [_ENGLISH]) or ()
    # What the text itself says, with all its words, is still to be read.
    return [reading for reading in found if reading.confidence >= confidence("plain head")] or None


def _first(query: Query, index: Index, languages: list[str] | None) -> list[Reading] | None:
    for language, english in _englishes(BRACKETS.sub(" ", query.text), languages, index):
        if found := _read(query, english, language, index):
            return found
    return None


def turned_english(text: str, language: str, index: Index) -> Iterator[tuple[str, ...]]:
    """The English words of a text in the orders in which they may make a label."""
    own = language.split("-")[0]
    for spoken, english in _englishes(text, [own] if own else None, index):
        yield from _orders(english, spoken)


def _englishes(text: str, languages: list[str] | None, index: Index) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The English of a text by each of these languages, or by each that has all its words."""
    sequence = dictionary_words(text)
    if not 0 < len(sequence) <= _MOST_WORDS:
        return
    sure = languages is not None
    for spoken in _spoken(sequence, index) if languages is None else languages:
        forms = sure or len(sequence) > 1
        english = _english(sequence, index.dictionaries.get(spoken, {}), spoken, sure=sure, forms=forms)
        if english and english != sequence:
            yield spoken, english


def _spoken(sequence: tuple[str, ...], index: Index) -> list[str]:
    """The languages that a text may be in where nobody says: those whose dictionary has all its words."""
    if index.vocabulary_words.issuperset(sequence):
        return []
    heavy = [word for word in sequence if word not in SMALL and not word[0].isdigit()]
    # One word may be a form of many: a tester is no test.
    several = len(heavy) > 1
    found = []
    for language, dictionary in sorted(index.dictionaries.items()):
        if (
            language != _ENGLISH
            and heavy
            and all(_known(word, language, dictionary, index, several) for word in heavy)
        ):
            found.append(language)
    return found


def _known(word: str, language: str, dictionary: dict[str, str], index: Index, forms: bool) -> bool:
    """Whether a dictionary has a word, if only as a part of a longer entry."""
    return language in index.languages_of.get(word, ()) or _word(word, dictionary, language, forms=forms) is not None


def _english(
    text: tuple[str, ...], dictionary: dict[str, str], language: str, *, sure: bool, forms: bool
) -> tuple[str, ...]:
    """The English of the name at the head of a text, in the order of its own language; empty where none is known.

    A word that the dictionary lacks stays as it is: what stands beside it may be believed all the same.
    """
    made: list[str] = []
    known = unknown = at = 0
    while at < len(text):
        size, english = _longest(text[at:], dictionary, language, forms=forms)
        word = text[at]
        if english == STRANGE:
            return ()
        if english is not None:
            made += words(english)
            known += sum(map(len, text[at : at + size]))
        elif word in PREPOSITIONS - GENITIVES and made and sure:
            break
        elif word not in SMALL and not word[0].isdigit():
            made.append(word)
            unknown += len(word)
        at += size
    if unknown and not sure:
        return ()
    # "Of short duration" is short.
    said = [word for word in made if word not in _SAYS_NOTHING] or made
    return tuple(dict.fromkeys(said)) if known else ()


def _longest(
    text: tuple[str, ...], dictionary: dict[str, str], language: str, *, forms: bool
) -> tuple[int, str | None]:
    """How many words of a text the longest entry at its start takes, and its English; None where there is none."""
    for size in range(len(text), 1, -1):
        if (english := dictionary.get(" ".join(text[:size]))) is not None:
            return size, english
    return 1, _word(text[0], dictionary, language, forms=forms)


def _word(word: str, dictionary: dict[str, str], language: str, *, forms: bool) -> str | None:
    """The English of a word, or of the two parts of a compound; None where the dictionary lacks it."""
    if (whole := _inflected(word, dictionary, language, forms=forms)) is not None:
        return whole
    if language not in _COMPOUNDING:
        return None
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        last = _inflected(word[start:], dictionary, language, forms=forms)
        if last and last != STRANGE:
            for joint in _JOINTS[language]:
                first = word[:start].removesuffix(joint) if word[:start].endswith(joint) else ""
                if (
                    len(first) >= _SHORTEST_PART
                    and (meaning := _word(first, dictionary, language, forms=forms)) is not None
                ):
                    return STRANGE if meaning == STRANGE else f"{meaning} {last}"
    return None


def _inflected(word: str, dictionary: dict[str, str], language: str, *, forms: bool) -> str | None:
    """The English of a word, or of the word that it is a form of."""
    if word in dictionary:
        return dictionary[word]
    for length in range(len(word), max(_SHORTEST_PART, len(word) - (_LONGEST_ENDING if forms else 0)) - 1, -1):
        if (english := dictionary.get(word[:length] + "*")) is not None:
            return english
    for ending, others in _ENDINGS.get(language, ()) if forms else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            for other in others:
                if (english := dictionary.get(stem + other)) is not None:
                    return english
    return None


def _read(query: Query, english: tuple[str, ...], language: str, index: Index) -> list[Reading] | None:
    about = replace(query, language=_ENGLISH)
    for turned in _orders(english, language):
        readings = [
            Reading(entry, CLOSE, COMPOSITE, confidence("translation"), _reason(turned), 1)
            for entry in index.phrased(turned)
            if entry.concept.scheme in query.schemes and entry.label.language in ("", _ENGLISH)
        ]
        if readings:
            return readings
    natural = english[::-1] if language in _NOUN_FIRST else english
    turned = about.about(" ".join(natural))
    found = head.find(turned, index) or mention.find(turned, index) or cover.read(turned, natural, index)
    return [
        replace(
            reading,
            confidence=min(reading.confidence, confidence("translated phrase")),
            reason=_reason(natural) + " " + reading.reason,
        )
        for reading in found or ()
        if reading.predicate != RELATED
    ] or None


def _orders(english: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    """The words as they stand, turned round, and, of few words, in every other order."""
    yield english
    yield english[::-1]
    if len(english) <= _MOST_TURNED and language in _NOUN_FIRST:
        yield from permutations(english)


def _reason(english: tuple[str, ...]) -> str:
    return f"Read word by word as “{' '.join(english)}”."
