"""The labels of a vocabulary, arranged for looking up.

Folding ten thousand labels takes longer than answering, so it is done once, when the language is compiled (see
`lookup`), and an `Index` over its data starts at once. What only some questions need is arranged when the first of
them comes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, takewhile
from math import log
from typing import TYPE_CHECKING

from mcvocab.labels import key
from mcvocab.linefile import whole
from mcvocab.mapping.entry import BEGINNINGS, Entry, address, entry_of, letters, number_of
from mcvocab.mapping.grammar import EDUCATIONAL, MODIFYING, SUBJECTS
from mcvocab.model import IRI, Concept, Field, Label

if TYPE_CHECKING:
    from mcvocab.mapping.scales import Said, Scales
    from mcvocab.vocabulary import Vocabulary

_MANY, _MANY_AT_ONCE = 5_000, 200
"""The number of questions from which on what is asked for most is held in memory; and of those that come at once, for
which holding all takes less time than seeking each."""
_NONE: frozenset[str] = frozenset()
_REMEMBERED = 1 << 15
_SEVERAL = 2
_ASKED_MOST = (
    *("_keys", "_phrases", "_reordered", "longest"),
    *("_english", "_frequencies", "_word_beginnings", "_openings"),
)


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
        unknown: the words of a phrase that labels of some schemes leave over, as far as it was asked.
        turned: the English of a word in a language, forms of words included or not, as far as it was asked.
        spoken_by: the languages that a text may be in, of the text asked last.
        heard: the languages that have a word, forms of words included or not, as far as it was asked.
        common_words: words that stand before the labels of several fields without changing what they mean.
        languages: the languages that have a dictionary.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        data = vocabulary.lookup
        if data is None:
            from mcvocab.mapping.lookup import lookup  # a compiled language brings its own

            data = lookup(vocabulary)
        self.vocabulary = vocabulary
        self.field_scheme: str = data["field_scheme"]
        self.open_schemes = frozenset(data["open_schemes"])
        self.term_schemes = frozenset(data["term_schemes"])
        self.longest: Mapping[str, int] = data["longest"]
        self.common_words = frozenset(data["common"])
        self.frameworks = {name: frozenset(schemes) for name, schemes in data["frameworks"].items()}
        self._levels: list[tuple[str, str, str]] = data["levels"]
        self.level_schemes = frozenset(scheme for scheme, _, _ in self._levels)
        self._keys: Mapping[str, int | list[int]] = data["keys"]
        self._names: Mapping[str, list[int]] = data["names"]
        self._phrases: Mapping[str, int | list[int]] = data["phrases"]
        self._reordered: Mapping[str, list[int]] = data["reordered"]
        self._codes: int = data["codes"]
        self._slugs: Mapping[str, str] = data["slugs"]
        self._distinctive: Mapping[str, int] = data["distinctive"]
        self.languages: tuple[str, ...] = tuple(data["languages"])
        self._word_beginnings: Mapping[str, str] = data["beginnings"]
        self._openings: Mapping[str, int] = data["openings"]
        self._firsts: Mapping[str, str] = data["firsts"]
        self._redoubled: Mapping[str, list[str]] = data["redoubled"]
        self._addresses: Mapping[str, list[tuple[str, str]]] = data["addresses"]
        self._spoken_in: Mapping[str, str] = data["spoken_in"]
        self._english: Mapping[str, int] = data["english"]
        self._frequencies: Mapping[str, int] = data["frequencies"]
        self._phrase_count: int = data["phrase_count"]
        self._by_rarest: Mapping[str, list[tuple[str, list[int]]]] = data["by_rarest"]
        self._rare: dict[str, list[tuple[frozenset[str], list[int]]]] = {}
        self._within: tuple[frozenset[str], list[tuple[frozenset[str], Entry]]] = _NONE, []
        self._data = data
        self._dictionaries: dict[str, Mapping[str, str]] = {}
        self._shelves: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self._side_by_side: dict[tuple[str, range], list[str]] = {}
        self._entries: dict[int, Entry] = {}
        self._beginnings: dict[str, tuple[str, ...]] = {}
        self._phrased: dict[str, tuple[Entry, ...]] = {}
        self._labels_from: dict[tuple[str, ...], Sequence[Sequence[tuple[int, str]]]] = {}
        self._schemes_of: dict[str, frozenset[str]] = {}
        self.unknown: dict[tuple[tuple[str, ...], frozenset[str]], frozenset[str]] = {}
        self.turned: dict[tuple[str, str, bool], str | None] = {}
        self.spoken_by: dict[tuple[str, ...], list[str]] = {}
        self.heard: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._triples: Mapping[str, str] = data["triples"]
        self._spoken: Mapping[str, str] = data["spoken"]
        self._turned_in: Counter[str] = Counter()
        self._said_in: dict[tuple[Scales, frozenset[str]], Said] = {}
        self._homes: dict[frozenset[str], frozenset[str]] = {}
        self._strange_with: dict[str, frozenset[str]] = {}
        self._asked, self._many = 0, _MANY

    def expect_many(self) -> None:
        """Be ready for many questions at once."""
        self._many = min(self._many, self._asked + _MANY_AT_ONCE)

    # --- labels -------------------------------------------------------------------------------------

    def named(self, folded: str) -> Sequence[Entry]:
        """The entries whose label, notation or slug has this key."""
        self._asked += 1
        if self._asked == self._many:
            self._settle()
        return self._entries_of(self._keys.get(folded))

    def named_locally(self, folded: str) -> Sequence[Entry]:
        """The entries of names that providers use with this key; they are known as a whole, and within nothing."""
        return self._entries_of(self._names.get(folded))

    def knows(self, folded: str) -> bool:
        """Whether some label, notation or slug has this key."""
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
        return self.entries_of(" ".join(sequence))

    def entries_of(self, phrase: str) -> Sequence[Entry]:
        """The same of words that blanks part."""
        numbers = self._phrases.get(phrase)
        if numbers is None:
            return ()
        found = self._phrased.get(phrase)
        if found is None:
            found = self._phrased[phrase] = tuple(self._entries_of(numbers))
        return found

    def schemes_of(self, phrase: str) -> frozenset[str]:
        """The schemes of the labels that are these words, parted by blanks."""
        numbers = self._phrases.get(phrase)
        if numbers is None:
            return _NONE
        found = self._schemes_of.get(phrase)
        if found is None:
            schemes = frozenset([entry.concept.scheme for entry in self._entries_of(numbers)])
            found = self._schemes_of[phrase] = schemes
        return found

    def labels_from(self, part: tuple[str, ...]) -> Sequence[Sequence[tuple[int, str]]]:
        """For each word of a phrase the labels that begin there, the longest first: where it ends, its words."""
        found = self._labels_from.get(part)
        if found is None:
            if len(self._labels_from) >= _REMEMBERED:
                self._labels_from.clear()
            found = self._labels_from[part] = [self._labels_at(part, start) for start in range(len(part))]
        return found

    def _labels_at(self, part: tuple[str, ...], start: int) -> Sequence[tuple[int, str]]:
        word = part[start]
        length = self.longest.get(word, 0)
        if not length:
            return ()
        phrases = self._phrases
        if length == 1:
            return ((start + 1, word),) if word in phrases else ()
        ends = range(min(len(part), start + length), start, -1)
        joined = ((end, " ".join(part[start:end])) for end in ends)
        return [(end, phrase) for end, phrase in joined if phrase in phrases]

    def labels_in(self, part: tuple[str, ...]) -> list[tuple[int, int, str]]:
        """The labels in a phrase, the longest first, of equals the first: where each begins and ends, its words."""
        found = [
            (start, end, phrase) for start, labels in enumerate(self.labels_from(part)) for end, phrase in labels
        ]
        return found if len(found) < _SEVERAL else sorted(found, key=lambda each: (each[0] - each[1], each[0]))

    def reordered(self, heavy: Iterable[str]) -> list[Entry]:
        """The entries whose label is these words in any order, with small words between them."""
        return [self._entry(number) for number in self._reordered.get(" ".join(sorted(heavy)), ())]

    def _entries_of(self, numbers: int | list[int] | None) -> Sequence[Entry]:
        """The entries of the labels of one name: of one label, or of several."""
        if numbers is None:
            return ()
        if isinstance(numbers, int):
            return (self._entry(numbers),)
        return [self._entry(number) for number in numbers]

    def _entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            iri = self._slugs[str(number)] if number >= self._codes else None
            distinctive = str(number) in self._distinctive
            found = self._entries[number] = entry_of(self.vocabulary, number, iri, distinctive)
        return found

    def _settle(self) -> None:
        """Hold in memory what is asked for most: from many questions on, that takes less time than seeking each."""
        for name in _ASKED_MOST:
            setattr(self, name, whole(getattr(self, name)))

    # --- levels and fields ------------------------------------------------------------------------------

    @cached_property
    def levels(self) -> dict[tuple[str, str], Concept]:
        """Concepts of levels by scheme and number."""
        return {(scheme, number): self.vocabulary.concepts[IRI(iri)] for scheme, number, iri in self._levels}

    def names_framework(self, sequence: Sequence[str]) -> bool:
        """Whether some of these words, side by side, are the name of a framework of levels."""
        for start in range(len(sequence)):
            name = ""
            for word in sequence[start:]:
                name += word
                if name in self.frameworks:
                    return True
                if name not in self._framework_beginnings:
                    break
        return False

    @cached_property
    def _framework_beginnings(self) -> frozenset[str]:
        return frozenset(name[:end] for name in self.frameworks for end in range(1, len(name)))

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
    def own_words(self) -> frozenset[str]:
        """English words that look like a slip of our words, or like a word of another language, and are neither."""
        return frozenset(self._data["own"])

    @cached_property
    def qualifying(self) -> frozenset[str]:
        """Words that say of a thing what it is like: those that add nothing, and those about learning."""
        return self.idle | EDUCATIONAL

    @cached_property
    def modifying(self) -> frozenset[str]:
        """The schemes whose words stand before any thing of ours and leave it what it is."""
        return MODIFYING | self.term_schemes | self.level_schemes

    @cached_property
    def modifying_teaching(self) -> frozenset[str]:
        """The same of what is taught, which may be about any subject."""
        return self.modifying | SUBJECTS

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
        return all(map(self._english.__contains__, sequence))

    def weight(self, word: str) -> float:
        """How much a word tells: the more, the fewer labels have it."""
        return log(self._phrase_count / (1 + self._frequencies.get(word, 0)))

    def within(self, mine: frozenset[str]) -> Sequence[tuple[frozenset[str], Entry]]:
        """The entries all of whose words but small ones are among these, with those words.

        Those of the words asked last are remembered, because one step after the other asks for them.
        """
        asked, found = self._within
        if asked != mine:
            found = [
                (heavy, entry)
                for word in sorted(mine)  # the same order on every run
                for heavy, numbers in self._rarest(word)
                if heavy <= mine
                for entry in map(self._entry, numbers)
                if entry.label.language in ("", "en")
            ]
            self._within = mine, found
        return found

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
        self._turned_in[language] += 1
        if self._turned_in[language] == _MANY_AT_ONCE:
            found = self._dictionaries[language] = whole(found)
        return found

    def languages_of(self, word: str) -> Sequence[str]:
        """The languages in whose dictionary a word stands."""
        return self._spoken_in.get(word, "").split()

    def beginning_in(self, start: str) -> Sequence[str]:
        """The languages whose dictionary has a word with these first letters."""
        short, long = (self._word_beginnings.get(start[:length], "") for length in BEGINNINGS)
        return f"{short} {long}".split() if len(start) > BEGINNINGS[0] else short.split()

    def opening(self, language: str, word: str) -> int:
        """How many words the longest entry of several words has that begins with a word; else none."""
        return self._openings.get(f"{language} {word}", 0)

    # --- sentences ----------------------------------------------------------------------------------

    @cached_property
    def scales(self) -> Scales:
        """What words of sentences weigh."""
        from mcvocab.mapping.scales import Scales  # few texts are sentences

        return Scales(self._data["said"], self._data["weights"])

    @cached_property
    def headings_of_nothing(self) -> frozenset[str]:
        """Keys of headings that name no field."""
        return frozenset(self._data["headings of nothing"])

    @cached_property
    def heading_scales(self) -> Scales:
        """What words of headings weigh."""
        from mcvocab.mapping.scales import Scales

        return Scales(self._data["said in headings"], self._data["weights in headings"])

    def said_in(self, schemes: frozenset[str], scales: Scales) -> Said:
        """The values of some schemes on scales."""
        asked = scales, schemes
        found = self._said_in.get(asked)
        if found is None:
            from mcvocab.mapping.scales import Said

            concepts = {place: self.vocabulary.concepts[IRI(iri)] for place, iri in enumerate(scales.said) if iri}
            inside = {place: concept for place, concept in concepts.items() if concept.scheme in schemes}
            found = self._said_in[asked] = Said(scales, inside)
        return found

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

    def firsts(self, rest: str) -> str:
        """The letters from a to z that make a key when they are put before this."""
        return self._firsts.get(rest, "")

    def redoubled(self, single: str) -> Sequence[str]:
        """The keys with doubled letters that are this once each is written singly."""
        return self._redoubled.get(single, ())

    def sharing(self, mine: frozenset[str], most: int, schemes: frozenset[str] = _NONE) -> list[str]:
        """The keys that share the most triples of letters, so many at most; of equals the first in the sources.

        Args:
            mine: the triples.
            most: how many keys at most.
            schemes: where any are named, only keys of labels in these count.
        """
        found = [self._triples.get(triple, "") for triple in mine]
        signs: Iterable[str] = chain.from_iterable(found)
        shared = Counter(filter(self._at_home(schemes).__contains__, signs) if schemes else signs)
        # Most share one or two: how many keys share how many triples tells which of them need not be sorted.
        enough, least = 0, 0
        for least, keys in sorted(Counter(shared.values()).items(), reverse=True):  # noqa: B007  (the last one counts)
            if (enough := enough + keys) >= most:
                break
        best = sorted([(-count, sign) for sign, count in shared.items() if count >= least])
        return [self._spoken[f"{number_of(sign):06}"] for _, sign in best[:most]]

    def _at_home(self, schemes: frozenset[str]) -> frozenset[str]:
        found = self._homes.get(schemes)
        if found is None:
            homes = self._data["homes"]
            found = self._homes[schemes] = frozenset("".join(homes.get(scheme, "") for scheme in schemes))
        return found
