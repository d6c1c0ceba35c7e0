"""The labels of a vocabulary, arranged for looking up.

Folding ten thousand labels takes longer than answering, so it is done once, when the language is compiled:
`lookup` gives plain data, and an `Index` over it starts at once. What only some questions need is arranged when the
first of them comes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any, TypeVar

from mcvocab.labels import joined, key, spelled, words
from mcvocab.mapping.grammar import EDUCATIONAL, LINKS
from mcvocab.model import IRI, Concept, Field, Label

if TYPE_CHECKING:
    from mcvocab.quantities import LevelMention
    from mcvocab.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")
FORMAT = "mcvocab-lookup/1"
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
_APOSTROPHES = re.compile("[’'ʼ]")
THINGS = frozenset(["credential", "brand", "offering", "representation"])
"""Kinds of terms that name a thing one can hold, take or earn."""
_SAYS_MUCH = 240
_ARRANGED_FROM = 20
"""The number of questions from which on arranging the triples of all labels takes less time than trying each."""


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
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        data = vocabulary.lookup or lookup(vocabulary)
        if data.get("format") != FORMAT:
            data = lookup(vocabulary)
        self.vocabulary = vocabulary
        self.field_scheme: str = data["field_scheme"]
        self.open_schemes = frozenset(data["open_schemes"])
        self.term_schemes = frozenset(data["term_schemes"])
        self.longest: dict[str, int] = data["longest"]
        self.common_words = frozenset(data["common"])
        self.frameworks = {name: frozenset(schemes) for name, schemes in data["frameworks"].items()}
        self.level_schemes = frozenset(scheme for scheme, _, _ in data["levels"])
        self._levels: list[tuple[str, str, str]] = data["levels"]
        self._keys: dict[str, list[int]] = data["keys"]
        self._phrases: dict[str, list[int]] = data["phrases"]
        self._reordered: dict[str, list[int]] = data["reordered"]
        self._distinctive = frozenset(data["distinctive"])
        self._entries: dict[int, Entry] = {}
        self.heard: dict[tuple[str, str, bool], bool] = {}
        self._strange_with: dict[str, frozenset[str]] = {}
        self._asked = 0

    # --- labels -------------------------------------------------------------------------------------

    def named(self, folded: str) -> list[Entry]:
        """The entries whose label, notation or slug has this key."""
        return [self._entry(number) for number in self._keys.get(folded, ())]

    def knows(self, folded: str) -> bool:
        """Whether some entry has this key."""
        return folded in self._keys

    def addressed(self, iri: str) -> list[Entry]:
        """The entries of a web address, whichever way it is written."""
        return self._addresses.get(address(iri), [])

    def is_phrase(self, sequence: tuple[str, ...]) -> bool:
        """Whether these words are a label that people read."""
        return " ".join(sequence) in self._phrases

    def phrased(self, sequence: tuple[str, ...]) -> list[Entry]:
        """The entries whose label is these words: labels that people read, in any scheme but the fields'."""
        return [self._entry(number) for number in self._phrases.get(" ".join(sequence), ())]

    def reordered(self, heavy: Iterable[str]) -> list[Entry]:
        """The entries whose label is these words in any order, with small words between them."""
        return [self._entry(number) for number in self._reordered.get(" ".join(sorted(heavy)), ())]

    def _entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = _entry(self.vocabulary, number, number in self._distinctive)
        return found

    @cached_property
    def _addresses(self) -> dict[str, list[Entry]]:
        concepts = self.vocabulary.concepts.values()
        own = [(address(c.iri), Entry(Label(c.iri, "", "iri"), c)) for c in concepts]
        others = [
            (address(i.text), Entry(Label(i.text, "", "iri"), c))
            for i, c in self.vocabulary.labels()
            if "://" in i.text
        ]
        return _gather(own + others)

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
            found = self._strange.get("en", frozenset()) | self._strange.get(language, frozenset())
            self._strange_with[language] = found
        return found

    @cached_property
    def _strange(self) -> dict[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for language, word, meaning in self.vocabulary.dictionary:
            if meaning == STRANGE:
                found[language].add(" ".join(words(word)))
        return {language: frozenset(strange) for language, strange in found.items()}

    @cached_property
    def idle(self) -> frozenset[str]:
        """English words that add nothing to what a phrase names."""
        rows = self.vocabulary.dictionary
        return frozenset(
            " ".join(words(word)) for language, word, meaning in rows if language == "en" and not meaning
        )

    @cached_property
    def qualifying(self) -> frozenset[str]:
        """Words that say of a thing what it is like: those that add nothing, and those about learning."""
        return self.idle | EDUCATIONAL

    @cached_property
    def all_words(self) -> list[str]:
        """Every word of the labels, in order of the alphabet."""
        return sorted({word for sequence in self._phrases for word in sequence.split(" ")})

    @cached_property
    def english_words(self) -> frozenset[str]:
        """Every word of the English labels."""
        rows = self.vocabulary.label_rows
        return frozenset(
            word
            for sequence, numbers in self._phrases.items()
            if any(rows[number][2] in ("", "en") for number in numbers)
            for word in sequence.split(" ")
        )

    def weight(self, word: str) -> float:
        """How much a word tells: the more, the fewer labels have it."""
        return log(len(self._phrases) / (1 + self._frequencies.get(word, 0)))

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(word for sequence in self._phrases for word in set(sequence.split(" ")))

    def within(self, mine: frozenset[str]) -> Iterator[tuple[frozenset[str], Entry]]:
        """The entries all of whose words but small ones are among these, with those words."""
        for word in mine:
            for heavy, numbers in self._by_rarest.get(word, ()):
                if heavy <= mine:
                    for entry in map(self._entry, numbers):
                        if entry.label.language in ("", "en"):
                            yield heavy, entry

    @cached_property
    def _by_rarest(self) -> dict[str, list[tuple[frozenset[str], list[int]]]]:
        """The words of each label that people read, by the rarest of them."""
        found: defaultdict[str, list[tuple[frozenset[str], list[int]]]] = defaultdict(list)
        for sequence, numbers in self._phrases.items():
            heavy = frozenset(sequence.split(" ")) - LINKS
            if heavy:
                found[min(heavy, key=lambda word: (self._frequencies[word], word))].append((heavy, numbers))
        return found

    @cached_property
    def dictionaries(self) -> dict[str, dict[str, str]]:
        """English by word, by language; a word whose end is open ends in an asterisk."""
        found: dict[str, dict[str, str]] = {}
        for language, word, english in self.vocabulary.dictionary:
            if language == "en" and english in ("", STRANGE):
                continue
            folded = " ".join(dictionary_words(word)) + ("*" if word.endswith("*") else "")
            found.setdefault(language, {})[folded] = english
        return found

    @cached_property
    def languages_of(self) -> dict[str, frozenset[str]]:
        """The languages in whose dictionary a word stands."""
        spoken: defaultdict[str, set[str]] = defaultdict(set)
        for language, dictionary in self.dictionaries.items():
            for entry in dictionary:
                for word in entry.removesuffix("*").split(" "):
                    spoken[word].add(language)
        return {word: frozenset(languages) for word, languages in spoken.items()}

    # --- letters ------------------------------------------------------------------------------------

    @cached_property
    def shelves(self) -> dict[tuple[str, int], list[tuple[str, int]]]:
        """Keys by first letter and length, each with the set of its letters as bits."""
        return _gather(((name[0], len(name)), (name, letters(name))) for name in self._spoken_keys())

    def sharing(self, mine: frozenset[str]) -> Counter[str]:
        """Keys that share triples of letters, with the number that they share."""
        self._asked += 1
        if self._asked < _ARRANGED_FROM:
            least = len(mine) // 4
            counted = ((name, sum(map(f" {name} ".__contains__, mine))) for name in self._spoken_keys())
            return Counter({name: shared for name, shared in counted if shared > least})
        return Counter(chain.from_iterable(self._trigrams.get(triple, ()) for triple in mine))

    @cached_property
    def _trigrams(self) -> dict[str, list[str]]:
        """Keys by the triples of letters in them; triples that many share say little and are left out."""
        held = _gather((triple, name) for name in self._spoken_keys() for triple in triples(name))
        return {triple: names for triple, names in held.items() if len(names) <= _SAYS_MUCH}

    def _spoken_keys(self) -> Iterator[str]:
        """The keys of labels that people write."""
        codes = len(self.vocabulary.label_rows)
        return (name for name, numbers in self._keys.items() if numbers[0] < codes and not name.startswith("http"))


# --- compiling ------------------------------------------------------------------------------------------


def lookup(vocabulary: Vocabulary) -> dict[str, Any]:
    """What an `Index` looks things up in, as data fit for JSON.

    Labels go by their number in `Vocabulary.label_rows`; the numbers after the last are the slugs of the concepts.
    """
    entries = [_entry(vocabulary, n) for n in range(len(vocabulary.label_rows) + len(vocabulary.concepts))]
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
    return {
        "format": FORMAT,
        "field_scheme": field_scheme,
        "open_schemes": sorted(open_schemes),
        "term_schemes": sorted({concept.scheme for concept in vocabulary.concepts.values() if concept.kind}),
        "keys": {name: numbers for name, numbers in keys.items() if name},
        "phrases": {name: numbers for name, numbers in phrases.items() if name},
        "longest": _longest(phrases),
        "distinctive": _distinctive(vocabulary, entries, phrases),
        "reordered": _gather(_reordered(phrases)),
        "levels": [
            [concept.scheme, concept.notation, str(concept.iri)]
            for concept in vocabulary.concepts.values()
            if concept.scheme in level_schemes and concept.notation.isdecimal()
        ],
        "frameworks": _frameworks(vocabulary, level_labels, level_schemes),
        "common": _common_words(vocabulary, entries, field_scheme),
    }


def _entry(vocabulary: Vocabulary, number: int, distinctive: bool = False) -> Entry:
    rows = vocabulary.label_rows
    if number < len(rows):
        iri, text, language, kind = rows[number]
        return Entry(Label(text, language, kind), vocabulary.concepts[IRI(iri)], distinctive)
    concept = vocabulary.concept_at(number - len(rows))
    return Entry(Label(concept.slug, "", "slug"), concept, distinctive)


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
