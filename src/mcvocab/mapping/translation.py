"""The text is in another language: its words are looked up one by one, and the English they make is read.

A published label in the language is always better and was tried before. The dictionary (``ontology/words.tsv``) only
knows words of learning, compounds are parted where one of its words ends them, and the noun goes first in Romance and
Celtic languages. Where the caller names no language, every word must be known to one dictionary.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping import cover, head, mention
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SAYS, STRANGE, dictionary_words
from mcvocab.mapping.grammar import (
    GENITIVES,
    LISTED,
    PREPOSITIONS,
    SMALL,
    SPOKEN_OF,
    says_little,
    unbracketed,
)
from mcvocab.mapping.inflection import COMPOUNDING, SHORTEST_PART, formed, translated
from mcvocab.mapping.reading import CLOSE, COMPOSITE, Query, Reading, worse_by
from mcvocab.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcvocab.mapping.index import Index

_ENGLISH = "en"
_SAYS_NOTHING = frozenset(["duration"])
_LENGTHS = frozenset(["short", "long", "brief"])
_LONG_WORD, _LEAST_SHARE, _SIGN = 9, 0.6, 3
_REMEMBERED = 1 << 16
_MOST_WORDS, _MOST_TURNED, _FEWEST_LISTED = 12, 4, 2

_HOW_TAUGHT = frozenset(["delivery-mode", "study-mode", "pacing"])
_WRITTEN_AS = {"no": "nb", "nn": "nb", "bs": "hr", "sr": "hr"}
"""Languages that read the dictionary of another."""
_NOUN_FIRST = frozenset(["fr", "es", "it", "pt", "cy", "ga", "gd", "ca", "ro", "gl", "eu", "mt"])

_NOUN_MAY_BE_FIRST = frozenset(["pl", "cs", "sk", "sl", "hr", "uk", "bg", "el"])
"""Languages that put what a noun is about after it: "kurs językowy" is a language course."""


def label(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text all of whose words a dictionary has, and that are a label in English: no slip is sought."""
    own = own_language(query.language)
    if own == _ENGLISH or (not own and index.is_english(dictionary_words(query.text))):
        return None
    for language, english, whole in _englishes(query.text, [own] if own else None, index):
        if whole and (found := _labels(query, english, language, index)):
            return found
    return None


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that a dictionary of its language turns into a label, or into a phrase around one."""
    own = own_language(query.language)
    return None if own == _ENGLISH else _first(query, index, [own] if own else None)


def synonym(query: Query, index: Index) -> list[Reading] | None:
    """Readings of an English text that other English words turn into a label: "bite-sized courses"."""
    if query.language.split("-")[0] not in ("", _ENGLISH):
        return None
    found = _first(query, index, [_ENGLISH]) or ()
    # What the text itself says, with all its words, is still to be read.
    return [reading for reading in found if reading.confidence >= confidence("plain head")] or None


def _first(query: Query, index: Index, languages: list[str] | None) -> list[Reading] | None:
    text = unbracketed(query.text)
    for language, english, _ in _englishes(text, languages, index):
        if found := _read(query, english, language, index):
            return found
    return _listed(query, text, languages, index)


def _listed(query: Query, text: str, languages: list[str] | None, index: Index) -> list[Reading] | None:
    """Readings of several things side by side, each turned into English by itself."""
    pieces = [piece for piece in LISTED.split(text) if piece.strip()]
    if len(pieces) < _FEWEST_LISTED or not languages or languages == [_ENGLISH]:
        return None
    english = [
        next((" ".join(made) for _, made, _ in _englishes(piece, languages, index)), piece) for piece in pieces
    ]
    if english == pieces:
        return None
    about = replace(query, language=_ENGLISH, text=" / ".join(english))
    return _phrases(about, tuple(words(about.text)), index) or None


@lru_cache(maxsize=1_024)
def own_language(tag: str) -> str:
    """The language whose dictionary a language tag asks for."""
    own = tag.split("-")[0].lower()
    return _WRITTEN_AS.get(own, own)


def turned_english(text: str, language: str, index: Index) -> Iterator[tuple[str, ...]]:
    """The English words of a text in the orders in which they may make a label."""
    own = own_language(language)
    for spoken, english, _ in _englishes(text, [own] if own else None, index):
        yield from _orders(english, spoken)


def _englishes(text: str, languages: list[str] | None, index: Index) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The English of a text by each of these languages, or by each that has all its words, and whether it is whole.

    Where the name at the head of a text comes to nothing, the whole text is read.
    """
    sequence = dictionary_words(text)
    if not 0 < len(sequence) <= _MOST_WORDS:
        return
    spoken_by = _remembered_speakers(sequence, index) if languages is None else languages
    # Where one language has most of the words, what it lacks may stay as it is.
    sure = languages is not None or len(spoken_by) == 1
    for spoken in spoken_by:
        forms = sure or len(sequence) > 1 or len(sequence[0]) >= _LONG_WORD
        if not _has_some(sequence, spoken, index, forms=forms):
            continue
        head, whole = _english(sequence, spoken, index, sure=sure, forms=forms)
        if head and head != sequence:
            yield spoken, head, whole
        every, _ = _english(sequence, spoken, index, sure=False, forms=forms, lax=True)
        if sure and every not in ((), head, sequence):
            yield spoken, every, False


def _has_some(sequence: tuple[str, ...], language: str, index: Index, *, forms: bool) -> bool:
    """Whether the dictionary of a language has any word of a text, or an entry that begins with one."""
    return any(
        index.opening(language, word) or _word(word, language, index, forms=forms) is not None for word in sequence
    )


def _remembered_speakers(sequence: tuple[str, ...], index: Index) -> list[str]:
    """The languages of `_spoken`: one step after the other asks for those of the same text."""
    found = index.spoken_by.get(sequence)
    if found is None:
        index.spoken_by.clear()
        found = index.spoken_by[sequence] = _spoken(sequence, index)
    return found


def _spoken(sequence: tuple[str, ...], index: Index) -> list[str]:
    """The languages that a text may be in where nobody says: those whose dictionary has all its words, or most."""
    if index.is_english(sequence) or index.own_words.issuperset(sequence):
        return []
    heavy = [word for word in sequence if word not in SMALL and not word[0].isdigit()]
    # One short word may be a form of many: a tester is no test.
    forms = len(heavy) > 1 or any(len(word) >= _LONG_WORD for word in heavy)
    known_in: dict[str, list[str]] = {}
    for word in heavy:
        for language in _speakers(word, index, forms):
            known_in.setdefault(language, []).append(word)
    shares = {language: _share(heavy, known_in[language], index) for language in sorted(known_in)}
    whole = [language for language, share in shares.items() if share == 1]
    if whole or len(heavy) == 1:
        return whole
    best = max(shares.values(), default=0)
    likeliest = [language for language, share in shares.items() if share == best >= _LEAST_SHARE]
    return likeliest if len(likeliest) == 1 else []


def _share(words_of: list[str], known: list[str], index: Index) -> float:
    """How much of a text a dictionary has, by letters; none where it has nothing that is not English too.

    Two letters are no sign of a language: the “ai” of an Italian phrase is AI to most who write it.
    """
    if all(index.is_english((word,)) or (len(word) < _SIGN and word.isascii()) for word in known):
        return 0.0
    also = [word for word in words_of if index.is_english((word,)) and word not in known]
    return sum(map(len, [*known, *also])) / sum(map(len, words_of))


def _speakers(word: str, index: Index, forms: bool) -> tuple[str, ...]:
    """The languages that have a word, if only as a part of a longer entry; words come back, so it is remembered."""
    asked = (word, forms)
    found = index.heard.get(asked)
    if found is None:
        if len(index.heard) >= _REMEMBERED:
            index.heard.clear()
        listed = index.languages_of(word)
        # A form, and each part of a compound, begins as some word of the dictionary does.
        likely = {*listed, *index.beginning_in(word), *_compounding(word, index)}
        found = index.heard[asked] = tuple(
            language
            for language in sorted(likely)
            if language != _ENGLISH
            and (
                language in listed
                or translated(word, index.dictionary(language), language, forms=forms, whole=True) is not None
            )
        )
    return found


def _compounding(word: str, index: Index) -> Iterator[str]:
    """The languages in which a word may be a compound."""
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        yield from (language for language in index.beginning_in(word[start:]) if language in COMPOUNDING)


def _english(
    text: tuple[str, ...], language: str, index: Index, *, sure: bool, forms: bool, lax: bool = False
) -> tuple[tuple[str, ...], bool]:
    """The English of the name at the head of a text, in the order of English, and whether no word is lacking.

    A word that the dictionary lacks stays as it is: what stands beside it may be believed all the same.
    """
    groups: list[tuple[str, ...]] = []
    subject: list[tuple[str, ...]] = []
    known = unknown = at = 0
    counted = False
    while at < len(text):
        size, english = _longest(text[at:], language, index, forms=forms)
        word = text[at]
        if english == STRANGE:
            return (), False
        if english == SAYS and all(SPOKEN_OF.issuperset(group) for group in groups):
            # "Les cours ont lieu le soir" speaks of the evening.
            subject, groups = groups, []
        elif english is not None:
            meaning = words(english)
            # "A module of 20 credits" is a module.
            if not (counted and groups and all(map(says_little, meaning))):
                groups.append(meaning)
            known += sum(map(len, text[at : at + size]))
        elif word in PREPOSITIONS - GENITIVES and groups and sure:
            break
        elif word not in SMALL and not word[0].isdigit():
            groups.append((word,))
            unknown += len(word)
        counted = word[0].isdigit()
        at += size
    if unknown and not (sure or lax):
        return (), False
    groups = [group for group in groups if group] or subject
    # The noun goes first in some languages, but what one entry says stays together.
    turned = reversed(groups) if language in _NOUN_FIRST else groups
    made: list[str] = []
    for group in turned:
        # What is said twice is said once, but "full time or part time" is two things.
        if not made or not set(group) <= set(made):
            made += group
    # "Of short duration" is short, but the duration of a course is its duration.
    said = [word for word in made if word not in _SAYS_NOTHING] if _LENGTHS.intersection(made) else made
    return (tuple(said) if known else ()), not unknown


def _longest(text: tuple[str, ...], language: str, index: Index, *, forms: bool) -> tuple[int, str | None]:
    """How many words of a text the longest entry at its start takes, and its English; None where there is none."""
    for size in range(min(len(text), index.opening(language, text[0])), 1, -1):
        if (english := _phrase(" ".join(text[:size]), language, index, forms=forms)) is not None:
            return size, english
    return 1, _word(text[0], language, index, forms=forms)


def _phrase(phrase: str, language: str, index: Index, *, forms: bool) -> str | None:
    """The English of an entry of several words, of which the last may be a form, remembered as that of a word is."""
    asked = (phrase, language, forms)
    if asked not in index.turned:
        if len(index.turned) >= _REMEMBERED:
            index.turned.clear()
        index.turned[asked] = formed(phrase, index.dictionary(language), language, forms=forms)
    return index.turned[asked]


def _word(word: str, language: str, index: Index, *, forms: bool) -> str | None:
    """The English of a word, remembered, because words come back."""
    asked = (word, language, forms)
    if asked not in index.turned:
        if len(index.turned) >= _REMEMBERED:
            index.turned.clear()
        index.turned[asked] = translated(word, index.dictionary(language), language, forms=forms)
    return index.turned[asked]


def _labels(query: Query, english: tuple[str, ...], language: str, index: Index) -> list[Reading]:
    """Readings of words that make a label in one of the orders in which they may stand."""
    for turned in _orders(english, language):
        readings = [
            Reading(entry, CLOSE, COMPOSITE, confidence("translation") - worse_by(entry.label), _reason(turned), 1)
            for entry in index.phrased(turned)
            if entry.concept.scheme in query.schemes and entry.label.language in ("", _ENGLISH)
        ]
        if readings:
            return readings
    return []


def _read(query: Query, english: tuple[str, ...], language: str, index: Index) -> list[Reading] | None:
    if found := _labels(query, english, language, index):
        return found
    orders = (english, english[::-1]) if language in _NOUN_MAY_BE_FIRST and english[1:] else (english,)
    read = (_phrases(replace(query, language=_ENGLISH, text=" ".join(turned)), turned, index) for turned in orders)
    return next(filter(None, read), None)


def _phrases(about: Query, natural: tuple[str, ...], index: Index) -> list[Reading] | None:
    from mcvocab.mapping import telling  # few texts get so far

    sure = confidence("translated phrase")
    found = (
        head.find(about, index)
        or _certain(mention.find(about, index))
        or cover.read(about, natural, index)
        or telling.find(about, index)
    )
    return [
        replace(reading, confidence=min(reading.confidence, sure), reason=_reason(natural) + " " + reading.reason)
        for reading in found or ()
    ] or None


def _certain(readings: list[Reading] | None) -> list[Reading] | None:
    """Readings without those of a value beside a word that nobody turned into English: an “open day” is no daytime.

    What says how a thing is taught is believed all the same.
    """
    weak = confidence("mention, and more")
    kept = [one for one in readings or () if one.confidence != weak or one.entry.concept.scheme in _HOW_TAUGHT]
    return kept or None


def _orders(english: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    """The words as they stand, turned round, and, of few words, in every other order."""
    yield english
    yield english[::-1]
    if len(english) <= _MOST_TURNED and language in _NOUN_FIRST:
        yield from permutations(english)


def _reason(english: tuple[str, ...]) -> str:
    return f"Read word by word as “{' '.join(english)}”."
