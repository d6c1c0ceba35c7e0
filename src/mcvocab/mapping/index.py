"""The labels of a vocabulary, arranged for looking up.

Folding ten thousand labels takes longer than answering, so it is done once, when the language is compiled:
`lookup` gives plain data, and an `Index` over it starts at once. What only some questions need is arranged when the
first of them comes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import chain, islice, takewhile
from math import log
from typing import TYPE_CHECKING, Any, TypeVar

from mcvocab.expression import expression
from mcvocab.labels import joined, key, spelled, words
from mcvocab.mapping.grammar import EDUCATIONAL, LINKS
from mcvocab.model import IRI, Concept, Field, Label
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.quantities import LevelMention
    from mcvocab.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")
SPOKEN = ("pref", "alt", "hidden")
"""Kinds of labels that people write and read; the others are codes."""
DIGITS = sum(1 << ord(digit) for digit in "0123456789")
"""The bits of the digits, see `letters`."""
SHORT = 3
"""The most letters of a text that may be a code as well as a word."""
STRANGE = "!"
"""What the dictionary gives for a word of other trades."""
_SHORTEST_ACRONYM = 3
_COMMON_TO = 3
_PLAIN_WORDS = 2
_LONG_WORD = 12
_APOSTROPHES = expression("[’'ʼ]")
THINGS = frozenset(["credential", "brand", "offering", "representation"])
"""Kinds of terms that name a thing one can hold, take or earn."""
_MANY = 200
_REMEMBERED = 1 << 15
_ASKED_MOST = (
    *("_keys", "_phrases", "_reordered", "_slugs", "_distinctive", "_spoken_in", "longest"),
    *("_english", "_frequencies", "_by_rarest"),
)
_SAYS_MUCH = 240
"""The number of labels that share a triple of letters from which on it says little and is left out."""


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


class Index:
    """Look-ups over the labels of a vocabulary.

    Attributes:
        vocabulary: the language.
        field_scheme: slug of the scheme whose concepts are the fields of a record.
        open_schemes: the schemes searched where none is named: all but those that describe the language itself.
        term_schemes: the schemes whose concepts have a kind.
        longest: the number of words of the longest label that begins with a word, by that word.
        level_schemes: the schemes whose concepts are levels with numbers.
        frameworks: the schemes of levels that the name of a framework stands for, by the name's key.
        heard: whether a word is of a language, forms of words included or not, as far as it was asked.
        common_words: words that stand before the labels of several fields without changing what they mean.
        languages: the languages that have a dictionary.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        data = vocabulary.lookup or lookup(vocabulary)
        self.vocabulary = vocabulary
        self.field_scheme: str = data["field_scheme"]
        self.open_schemes = frozenset(data["open_schemes"])
        self.term_schemes = frozenset(data["term_schemes"])
        self.longest: Mapping[str, int] = data["longest"]
        self.common_words = frozenset(data["common"])
        self.frameworks = {name: frozenset(schemes) for name, schemes in data["frameworks"].items()}
        self._levels: list[tuple[str, str, str]] = data["levels"]
        self.level_schemes = frozenset(scheme for scheme, _, _ in self._levels)
        self._keys: Mapping[str, list[int]] = data["keys"]
        self._phrases: Mapping[str, list[int]] = data["phrases"]
        self._reordered: Mapping[str, list[int]] = data["reordered"]
        self._codes: int = data["codes"]
        self._slugs: Mapping[str, str] = data["slugs"]
        self._distinctive: Mapping[str, int] = data["distinctive"]
        self.languages: tuple[str, ...] = tuple(data["languages"])
        self._spoken: Mapping[str, str] = data["spoken"]
        self._triples: Mapping[str, list[int]] = data["triples"]
        self._addresses: Mapping[str, list[tuple[str, str]]] = data["addresses"]
        self._spoken_in: Mapping[str, list[str]] = data["spoken_in"]
        self._english: Mapping[str, int] = data["english"]
        self._frequencies: Mapping[str, int] = data["frequencies"]
        self._phrase_count: int = data["phrase_count"]
        self._by_rarest: Mapping[str, list[tuple[str, list[int]]]] = data["by_rarest"]
        self._rare: dict[str, list[tuple[frozenset[str], list[int]]]] = {}
        self._data = data
        self._dictionaries: dict[str, Mapping[str, str]] = {}
        self._shelves: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self._side_by_side: dict[tuple[str, range], list[str]] = {}
        self._entries: dict[int, Entry] = {}
        self._beginnings: dict[str, tuple[str, ...]] = {}
        self._phrased: dict[str, tuple[Entry, ...]] = {}
        self.heard: dict[tuple[str, str, bool], bool] = {}
        self._strange_with: dict[str, frozenset[str]] = {}
        self._asked = 0

    # --- labels -------------------------------------------------------------------------------------

    def named(self, folded: str) -> Sequence[Entry]:
        """The entries whose label, notation or slug has this key."""
        self._asked += 1
        if self._asked == _MANY:
            self._settle()
        numbers = self._keys.get(folded)
        return () if numbers is None else [self._entry(number) for number in numbers]

    def knows(self, folded: str) -> bool:
        """Whether some entry has this key."""
        return folded in self._keys

    def addressed(self, iri: str) -> list[Entry]:
        """The entries of a web address, whichever way it is written."""
        concepts = self.vocabulary.concepts
        return [
            Entry(Label(text, "", "iri"), concepts[IRI(iri)]) for iri, text in self._addresses.get(address(iri), ())
        ]

    def is_phrase(self, sequence: tuple[str, ...]) -> bool:
        """Whether these words are a label that people read."""
        return " ".join(sequence) in self._phrases

    def phrased(self, sequence: tuple[str, ...]) -> Sequence[Entry]:
        """The entries whose label is these words: labels that people read, in any scheme but the fields'."""
        phrase = " ".join(sequence)
        numbers = self._phrases.get(phrase)
        if numbers is None:
            return ()
        found = self._phrased.get(phrase)
        if found is None:
            found = self._phrased[phrase] = tuple(self._entry(number) for number in numbers)
        return found

    def reordered(self, heavy: Iterable[str]) -> list[Entry]:
        """The entries whose label is these words in any order, with small words between them."""
        return [self._entry(number) for number in self._reordered.get(" ".join(sorted(heavy)), ())]

    def _entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            iri = self._slugs[str(number)] if number >= self._codes else None
            distinctive = str(number) in self._distinctive
            found = self._entries[number] = _entry(self.vocabulary, number, iri, distinctive)
        return found

    def _settle(self) -> None:
        """Hold in memory what is asked for most: from many questions on, that takes less time than seeking each."""
        for name in _ASKED_MOST:
            setattr(self, name, dict(getattr(self, name)))
        for language in self.languages:
            self._dictionaries[language] = dict(self.dictionary(language))

    # --- levels and fields ------------------------------------------------------------------------------

    @cached_property
    def levels(self) -> dict[tuple[str, str], Concept]:
        """Concepts of levels by scheme and number."""
        return {(scheme, number): self.vocabulary.concepts[IRI(iri)] for scheme, number, iri in self._levels}

    @cached_property
    def many_valued(self) -> frozenset[str]:
        """IRIs of the fields that hold several values."""
        return frozenset(field.iri for field in self.vocabulary.fields.values() if field.many)

    def field_of(self, iri: str) -> Field | None:
        """The field that a concept of the fields' scheme describes."""
        return self._fields.get(iri)

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.iri: field for field in self.vocabulary.fields.values()}

    # --- words --------------------------------------------------------------------------------------

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Keys of the labels that everyday life uses for other things too."""
        return frozenset(map(key, self.vocabulary.everyday))

    @cached_property
    def scholarly(self) -> frozenset[str]:
        """Keys of the labels that seldom head a phrase which is not about learning."""
        return frozenset(map(key, self.vocabulary.scholarly))

    def strange(self, language: str = "") -> frozenset[str]:
        """Words of other trades, of English and of one more language: what they stand beside is none of ours."""
        found = self._strange_with.get(language)
        if found is None:
            strange = self._data["strange"]
            found = frozenset((*strange.get("en", ()), *strange.get(language, ())))
            self._strange_with[language] = found
        return found

    @cached_property
    def idle(self) -> frozenset[str]:
        """English words that add nothing to what a phrase names."""
        return frozenset(self._data["idle"])

    @cached_property
    def qualifying(self) -> frozenset[str]:
        """Words that say of a thing what it is like: those that add nothing, and those about learning."""
        return self.idle | EDUCATIONAL

    @cached_property
    def all_words(self) -> list[str]:
        """Every word of the labels, in order of the alphabet."""
        found: list[str] = self._data["words"]
        return found

    @cached_property
    def vocabulary_words(self) -> frozenset[str]:
        """The same words, to ask whether one is among them."""
        return frozenset(self.all_words)

    def is_english(self, sequence: Iterable[str]) -> bool:
        """Whether all these words stand in English labels."""
        english = self._english
        return all(word in english for word in sequence)

    def weight(self, word: str) -> float:
        """How much a word tells: the more, the fewer labels have it."""
        return log(self._phrase_count / (1 + self._frequencies.get(word, 0)))

    def within(self, mine: frozenset[str]) -> Iterator[tuple[frozenset[str], Entry]]:
        """The entries all of whose words but small ones are among these, with those words."""
        for word in mine:
            for heavy, numbers in self._rarest(word):
                if heavy <= mine:
                    for entry in map(self._entry, numbers):
                        if entry.label.language in ("", "en"):
                            yield heavy, entry

    def _rarest(self, word: str) -> list[tuple[frozenset[str], list[int]]]:
        """The words of each label whose rarest word this is."""
        found = self._rare.get(word)
        if found is None:
            rows = self._by_rarest.get(word, ())
            found = self._rare[word] = [(frozenset(heavy.split(" ")), numbers) for heavy, numbers in rows]
            if len(self._rare) > _REMEMBERED:
                self._rare.clear()
        return found

    def beginning(self, start: str, most: int) -> Sequence[str]:
        """The first longer words of the labels that begin so, so many at most."""
        found = self._beginnings.get(start)
        if found is None:
            known = self.all_words
            at = bisect_right(known, start)
            longer = takewhile(lambda word: word.startswith(start), islice(known, at, at + most))
            found = self._beginnings[start] = tuple(longer)
            if len(self._beginnings) > _REMEMBERED:
                self._beginnings.clear()
        return found

    def dictionary(self, language: str) -> Mapping[str, str]:
        """English by word of a language; a word whose end is open ends in an asterisk."""
        found = self._dictionaries.get(language)
        if found is None:
            found = self._dictionaries[language] = self._data.get(f"dictionary {language}", {})
        return found

    def languages_of(self, word: str) -> Sequence[str]:
        """The languages in whose dictionary a word stands."""
        return self._spoken_in.get(word, ())

    # --- letters ------------------------------------------------------------------------------------

    def shelf(self, first: str, length: int) -> list[tuple[str, int]]:
        """Keys by first letter and length, each with the set of its letters as bits."""
        found = self._shelves.get((first, length))
        if found is None:
            names = self._data["shelves"].get(f"{first}{length}", ())
            found = self._shelves[first, length] = [(name, letters(name)) for name in names]
        return found

    def shelves(self, first: str, lengths: range) -> list[str]:
        """Keys by first letter and lengths, shorter ones first."""
        found = self._side_by_side.get((first, lengths))
        if found is None:
            found = self._side_by_side[first, lengths] = [
                name for length in lengths for name, _ in self.shelf(first, length)
            ]
        return found

    def sharing(self, mine: frozenset[str], most: int) -> list[str]:
        """The keys that share the most triples of letters, so many at most; of equals the first in the sources."""
        shared = Counter(chain.from_iterable(self._triples.get(triple, ()) for triple in mine))
        best = nsmallest(most, shared.items(), key=lambda counted: (-counted[1], counted[0]))
        return [self._spoken[f"{number:06}"] for number, _ in best]


# --- compiling ------------------------------------------------------------------------------------------


def lookup(vocabulary: Vocabulary) -> dict[str, Any]:
    """What an `Index` looks things up in, as data fit for JSON.

    Labels go by their number in `Vocabulary.label_rows`; the numbers after the last are those of ``slugs``.
    """
    codes = len(vocabulary.label_rows)
    slugs = {str(codes + place): str(iri) for place, iri in enumerate(vocabulary.concepts)}
    entries = [_entry(vocabulary, n, slugs.get(str(n))) for n in range(codes + len(slugs))]
    fields = (vocabulary.concepts.get(field.iri) for field in vocabulary.fields.values())
    field_scheme = next((concept.scheme for concept in fields if concept), "")
    kinds = {concept.kind for concept in vocabulary.concepts.values() if concept.kind}
    of_kinds = {
        scheme
        for scheme in vocabulary.schemes
        if kinds and kinds <= {concept.slug for concept in vocabulary.members(scheme)}
    }
    open_schemes = frozenset(vocabulary.schemes) - of_kinds - {field_scheme}
    named = [(n, e.label.text) for n, e in enumerate(entries) if "://" not in e.label.text]
    keys = _gather((name, n) for n, text in named for name in {key(text), joined(spelled(text))})
    phrases = _gather(
        (" ".join(words(e.label.text)), n)
        for n, e in enumerate(entries)
        if e.label.kind in SPOKEN and "://" not in e.label.text
        if e.concept.scheme in open_schemes
        # A code of a list that is kept as a spelling, such as that of a country, heads no phrase.
        if not (
            e.label.kind == "hidden" and e.label.text.isupper() and len(e.label.text) <= SHORT and not e.concept.kind
        )
    )
    level_labels = list(_level_labels(entries))
    leveled = {concept.iri for _, concept, _ in level_labels}
    # A subject may have a label such as "phase 051"; of a framework every numbered concept names it.
    level_schemes = {
        scheme
        for scheme in vocabulary.schemes
        if (numbered := [c.iri for c in vocabulary.members(scheme) if c.notation.isdecimal()])
        and leveled.issuperset(numbered)
    }
    level_labels = [label for label in level_labels if label[0] in level_schemes]
    spoken = _spoken(keys, codes)
    dictionaries: defaultdict[str, dict[str, str]] = defaultdict(dict)
    strange: defaultdict[str, set[str]] = defaultdict(set)
    idle: set[str] = set()
    for language, word, english in vocabulary.dictionary:
        if english == STRANGE:
            strange[language].add(" ".join(words(word)))
        if language == "en" and not english:
            idle.add(" ".join(words(word)))
        elif language != "en" or english != STRANGE:
            dictionaries[language][_folded(word)] = english
    phrases.pop("", None)
    frequencies = Counter(word for phrase in phrases for word in set(phrase.split(" ")))
    return {
        "field_scheme": field_scheme,
        "open_schemes": sorted(open_schemes),
        "term_schemes": sorted({concept.scheme for concept in vocabulary.concepts.values() if concept.kind}),
        "keys": {name: numbers for name, numbers in keys.items() if name},
        "phrases": {name: numbers for name, numbers in phrases.items() if name},
        "longest": _longest(phrases),
        "distinctive": {str(number): 1 for number in _distinctive(vocabulary, entries, phrases)},
        "codes": codes,
        "slugs": slugs,
        "reordered": _gather(_reordered(phrases)),
        "levels": [
            [concept.scheme, concept.notation, str(concept.iri)]
            for concept in vocabulary.concepts.values()
            if concept.scheme in level_schemes and concept.notation.isdecimal()
        ],
        "frameworks": _frameworks(vocabulary, level_labels, level_schemes),
        "common": _common_words(vocabulary, entries, field_scheme),
        "words": sorted({word for phrase in phrases for word in phrase.split(" ")}),
        "addresses": _gather(
            (address(e.label.text), [str(e.concept.iri), e.label.text])
            for e in (*(Entry(Label(c.iri), c) for c in vocabulary.concepts.values()), *entries[:codes])
            if "://" in e.label.text
        ),
        "spoken": {f"{number:06}": name for number, name in enumerate(spoken)},
        "shelves": _gather((f"{name[0]}{len(name)}", name) for name in spoken),
        "triples": _triples(spoken),
        "idle": sorted(idle),
        "strange": {language: sorted(found) for language, found in strange.items()},
        "english": dict.fromkeys(_english(phrases, entries), 1),
        "frequencies": dict(frequencies),
        "phrase_count": len(phrases),
        "by_rarest": _by_rarest(phrases, frequencies),
        "languages": sorted(dictionaries),
        "spoken_in": _spoken_in(dictionaries),
        **{f"dictionary {language}": words for language, words in dictionaries.items()},
    }


def _english(phrases: Mapping[str, list[int]], entries: list[Entry]) -> set[str]:
    """Every word of the English labels."""
    return {
        word
        for phrase, numbers in phrases.items()
        if any(entries[number].label.language in ("", "en") for number in numbers)
        for word in phrase.split(" ")
    }


def _by_rarest(phrases: Mapping[str, list[int]], frequencies: Mapping[str, int]) -> dict[str, list[Any]]:
    """The words of each label that people read but the small ones, by the rarest of them."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for phrase, numbers in phrases.items():
        heavy = frozenset(phrase.split(" ")) - LINKS
        if heavy:
            rarest = min(heavy, key=lambda word: (frequencies[word], word))
            found[rarest].append([" ".join(sorted(heavy)), numbers])
    return dict(found)


def _spoken(keys: Mapping[str, list[int]], codes: int) -> list[str]:
    """The keys of labels that people write, in the order of the sources."""
    places = ((numbers[0], name) for name, numbers in keys.items() if name and not name.startswith("http"))
    return [name for number, name in sorted(places) if number < codes]


def _triples(spoken: Iterable[str]) -> dict[str, list[int]]:
    """The numbers of keys by the triples of letters in them."""
    held = _gather((triple, number) for number, name in enumerate(spoken) for triple in triples(name))
    return {triple: numbers for triple, numbers in held.items() if len(numbers) <= _SAYS_MUCH}


def _folded(word: str) -> str:
    """A word of a dictionary in the form in which it is sought."""
    return " ".join(dictionary_words(word)) + ("*" if word.endswith("*") else "")


def _spoken_in(dictionaries: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The languages of each word of the dictionaries."""
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for language, dictionary in dictionaries.items():
        for entry in dictionary:
            for word in entry.removesuffix("*").split(" "):
                spoken[word].add(language)
    return {word: sorted(languages) for word, languages in spoken.items() if word}


def _entry(vocabulary: Vocabulary, number: int, slug_of: str | None, distinctive: bool = False) -> Entry:
    if slug_of is not None:
        concept = vocabulary.concepts[IRI(slug_of)]
        return Entry(Label(concept.slug, "", "slug"), concept, distinctive)
    iri, text, language, kind = vocabulary.label_rows[f"{number:06}"]
    return Entry(Label(text, language, kind), vocabulary.concepts[IRI(iri)], distinctive)


def _distinctive(vocabulary: Vocabulary, entries: list[Entry], phrases: Mapping[str, list[int]]) -> list[int]:
    """The numbers of the labels that name their concept whatever stands before them.

    An acronym, a proper name, a compound that is also written in two words, or a label of three words is
    distinctive; of things that one can hold, take or earn also a label of two words, or one long word. One plain
    word ("course", "licence") is the head of far too many other things, and so are two that name a process
    ("bank credit transfer").
    """
    spellings: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for sequence, numbers in phrases.items():
        for number in numbers:
            text = entries[number].label.text
            spellings[entries[number].concept.iri, key(text)].append((sequence.count(" ") + 1, text))
    everyday = set(map(key, vocabulary.everyday))
    known = {
        (iri, name)
        for (iri, name), labels in spellings.items()
        if name not in everyday and _stands_alone(name, labels, vocabulary.concepts[IRI(iri)].kind in THINGS)
    }
    return [n for n, entry in enumerate(entries) if (entry.concept.iri, key(entry.label.text)) in known]


def _stands_alone(name: str, spellings: list[tuple[int, str]], thing: bool) -> bool:
    """Whether a label, by its spellings and the words in each, is distinctive."""
    if any(count > _PLAIN_WORDS or is_acronym(label) for count, label in spellings):
        return True
    if thing and (len(name) >= _LONG_WORD or any(count == _PLAIN_WORDS for count, _ in spellings)):
        return True
    if not any(count > 1 for count, _ in spellings):
        return False
    one_word = any(len(label.split()) == 1 for _, label in spellings)
    return one_word or any(re.search(r"\b[A-Z]", label) for _, label in spellings)


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """The number of words of the longest phrase that begins with a word, by that word."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        sequence = phrase.split(" ")
        longest[sequence[0]] = max(len(sequence), longest.get(sequence[0], 0))
    return longest


def _reordered(phrases: Mapping[str, list[int]]) -> Iterator[tuple[str, int]]:
    """Labels of two or more words and a small one, such as "certificate of attendance", by their words in order."""
    for sequence, numbers in phrases.items():
        found = sequence.split(" ")
        heavy = [word for word in found if word not in LINKS]
        if _PLAIN_WORDS <= len(heavy) < len(found):
            yield from ((" ".join(sorted(heavy)), number) for number in numbers)


def _level_labels(entries: Iterable[Entry]) -> Iterator[tuple[str, Concept, LevelMention]]:
    """Labels that name a framework and the number which is also the notation: these make a scheme of levels."""
    from mcvocab.quantities import read_levels  # its patterns take longer to load than an answer that needs none

    for entry in entries:
        if entry.label.kind in SPOKEN and entry.concept.notation.isdecimal():
            mentions = read_levels(entry.label.text)
            if len(mentions) == 1 and mentions[0].framework and mentions[0].number == entry.concept.notation:
                yield entry.concept.scheme, entry.concept, mentions[0]


def _frameworks(
    vocabulary: Vocabulary, labels: Iterable[tuple[str, Concept, LevelMention]], schemes: set[str]
) -> dict[str, list[str]]:
    from mcvocab.quantities import read_levels

    named: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, _, mention in labels:
        named[key(mention.framework)].add(scheme)
    for scheme in schemes:
        named[key(scheme)].add(scheme)
    for field in vocabulary.fields.values():
        for implied in field.implications:
            mentions = read_levels(f"{implied.heading} 1")
            if implied.scheme in schemes and mentions and mentions[0].framework:
                named[key(mentions[0].framework)].add(implied.scheme or "")
    return {name: sorted(schemes) for name, schemes in sorted(named.items())}


def _common_words(vocabulary: Vocabulary, entries: Iterable[Entry], field_scheme: str) -> list[str]:
    """Words that stand before the labels of several fields without changing what they mean.

    "Course" is one, because "title" and "course title" are labels of one field, and so are "length" and
    "course length" of another. A word that is the name of a field changes everything: "contact hours".
    """
    names = {words(concept.label) for concept in vocabulary.members(field_scheme)}
    labels = [
        (entry.concept.iri, words(entry.label.text))
        for entry in entries
        if entry.concept.scheme == field_scheme and entry.label.kind in SPOKEN
    ]
    known = set(labels)
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for iri, sequence in labels:
        if sequence and (iri, sequence[1:]) in known:
            fields[sequence[0]].add(iri)
    return sorted(word for word, iris in fields.items() if len(iris) >= _COMMON_TO and (word,) not in names)


# --- small things ---------------------------------------------------------------------------------------


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
    return words(_APOSTROPHES.sub(" ", text))


def letters(name: str) -> int:
    """The set of the letters of a key as bits; two keys that differ in a letter differ in two bits at most."""
    bits = 0
    for letter in set(name):
        bits |= 1 << (ord(letter) & 127)
    return bits


@lru_cache(maxsize=1 << 14)
def triples(name: str) -> frozenset[str]:
    """The triples of letters of a key, its ends marked."""
    padded = f" {name} "
    return frozenset([padded[start : start + 3] for start in range(len(padded) - 2)])


def _gather(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    gathered: defaultdict[K, list[V]] = defaultdict(list)
    for name, value in pairs:
        gathered[name].append(value)
    return dict(gathered)
