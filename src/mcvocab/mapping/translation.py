"""The text is in another language: its words are looked up one by one, and the English they make is read.

A published label in the language is always better and was tried before. The dictionary (``ontology/words.tsv``) only
knows words of learning, compounds are parted where one of its words ends them, and the noun goes first in Romance and
Celtic languages. Where the caller names no language, every word must be known to one dictionary.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping import head, mention
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import BRACKETS, GENITIVES, PREPOSITIONS, SMALL
from mcvocab.mapping.index import dictionary_words
from mcvocab.mapping.reading import CLOSE, COMPOSITE, RELATED, Query, Reading
from mcvocab.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcvocab.mapping.index import Index

_ENGLISH = "en"
_SAYS_NOTHING = frozenset(["duration"])
_MOST_WORDS, _MOST_TURNED = 9, 4
_LONGEST_ENDING, _SHORTEST_PART = 3, 3
_NOUN_FIRST = frozenset(["fr", "es", "it", "pt", "cy", "ga", "gd", "ca", "ro"])


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that a dictionary of its language turns into a label, or into a phrase around one."""
    own = query.language.split("-")[0]
    return None if own == _ENGLISH else _first(query, index, [own] if own else None)


def synonym(query: Query, index: Index) -> list[Reading] | None:
    """Readings of an English text that other English words turn into a label: "bite-sized courses"."""
    return _first(query, index, [_ENGLISH]) if query.language.split("-")[0] in ("", _ENGLISH) else None


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
    for spoken in _spoken(sequence, index) if languages is None else languages:
        english = _english(sequence, index.dictionary(spoken), index, sure=languages is None)
        if english and english != sequence:
            yield spoken, english


def _spoken(sequence: tuple[str, ...], index: Index) -> list[str]:
    """The languages that a text may be in where nobody says: those whose dictionary has all its words."""
    if index.vocabulary_words.issuperset(sequence):
        return []
    languages = set(index.languages) - {_ENGLISH}
    for word in sequence:
        if word not in SMALL:
            languages.intersection_update(index.languages_of(word))
    return sorted(languages)


def _english(text: tuple[str, ...], dictionary: Mapping[str, str], index: Index, *, sure: bool) -> tuple[str, ...]:
    """The English of the name at the head of a text, in the order of its own language; empty where none is known."""
    made: list[str] = []
    hits = at = 0
    while at < len(text):
        size, english = _longest(text[at:], dictionary, 0 if sure else _LONGEST_ENDING)
        word = text[at]
        if english is not None:
            made += words(english)
            hits += 1
        elif word in PREPOSITIONS - GENITIVES and made and not sure:
            break
        elif word not in SMALL and not word[0].isdigit():
            if sure or not (word in index.vocabulary_words or made):
                return ()
            made.append(word)
        at += size
    # "Of short duration" is short.
    said = [word for word in made if word not in _SAYS_NOTHING] or made
    return tuple(dict.fromkeys(said)) if hits else ()


def _longest(text: tuple[str, ...], dictionary: Mapping[str, str], ending: int) -> tuple[int, str | None]:
    """How many words of a text the longest entry at its start takes, and its English; None where there is none."""
    for size in range(len(text), 1, -1):
        if (english := dictionary.get(" ".join(text[:size]))) is not None:
            return size, english
    return 1, _word(text[0], dictionary, ending)


def _word(word: str, dictionary: Mapping[str, str], ending: int) -> str | None:
    """The English of a word, or of the two parts of a compound; None where the dictionary lacks it."""
    if (whole := _inflected(word, dictionary, ending)) is not None:
        return whole
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        last = _inflected(word[start:], dictionary, ending)
        first = _inflected(word[:start].removesuffix("s"), dictionary, 0) if last else None
        if first:
            return f"{first} {last}"
    return None


def _inflected(word: str, dictionary: Mapping[str, str], ending: int) -> str | None:
    """The English of a word whose end may be left open by so many letters."""
    if (english := dictionary.get(word)) is not None:
        return english
    for length in range(len(word), max(_SHORTEST_PART, len(word) - ending) - 1, -1):
        if (english := dictionary.get(word[:length] + "*")) is not None:
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
    found = head.find(about.about(" ".join(natural)), index) or mention.find(about.about(" ".join(natural)), index)
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
