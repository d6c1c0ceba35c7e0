"""The labels of a vocabulary, arranged for looking up; each arrangement is made when it is first needed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from mcvocab.labels import fold, words
from mcvocab.model import Concept, Label
from mcvocab.quantities import LevelMention, read_levels

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")
_SHORTEST_ACRONYM = 3
SHORT = 3
"""The most letters of a text that may be a code as well as a word."""
_COMMON_TO = 3
_PLAIN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with its concept; ``label.kind`` may also be iri (a web address) or slug."""

    label: Label
    concept: Concept


class Index:
    """Look-ups over the labels of a vocabulary.

    Attributes:
        vocabulary: the language.
        field_scheme: slug of the scheme whose concepts are the fields of a record.
        open_schemes: the schemes searched where none is named: all but those that describe the language itself.
        term_schemes: the schemes whose concepts have a kind.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        fields = (vocabulary.concepts.get(field.iri) for field in vocabulary.fields.values())
        self.field_scheme = next((concept.scheme for concept in fields if concept), "")
        kinds = {concept.kind for concept in vocabulary.concepts.values() if concept.kind}
        of_kinds = {
            scheme
            for scheme in vocabulary.schemes
            if kinds and kinds <= {concept.slug for concept in vocabulary.members(scheme)}
        }
        self.open_schemes = frozenset(vocabulary.schemes) - of_kinds - {self.field_scheme}
        self.term_schemes = frozenset(concept.scheme for concept in vocabulary.concepts.values() if concept.kind)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every label, notation, slug and web address."""
        named = [Entry(label, concept) for label, concept in self.vocabulary.labels()]
        for concept in self.vocabulary.concepts.values():
            named.append(Entry(Label(concept.slug, "", "slug"), concept))
            named.append(Entry(Label(concept.iri, "", "iri"), concept))
        return tuple(named)

    @cached_property
    def exact(self) -> dict[str, list[Entry]]:
        """Entries by their text."""
        return _gather((entry.label.text, entry) for entry in self.entries if entry.label.kind != "iri")

    @cached_property
    def addresses(self) -> dict[str, list[Entry]]:
        """Entries of web addresses, by the address without its protocol."""
        return _gather((address(entry.label.text), entry) for entry in self.entries if entry.label.kind == "iri")

    @cached_property
    def folded(self) -> dict[str, list[Entry]]:
        """Entries by the key of their label, web addresses left out."""
        keyed = ((fold(entry.label.text).key, entry) for entry in self.entries if entry.label.kind != "iri")
        return _gather((key, entry) for key, entry in keyed if key)

    # --- words --------------------------------------------------------------------------------------

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], list[Entry]]:
        """Entries by the words of their label: labels that people read, in any scheme but the fields'."""
        worded = (
            (words(entry.label.text), entry)
            for entry in self.entries
            if entry.label.kind in ("pref", "alt", "hidden")
            and entry.concept.scheme in self.open_schemes
            # A code of a list that is kept as a spelling, such as that of a country, heads no phrase.
            and not (entry.label.kind == "hidden" and entry.label.text.isupper() and len(entry.label.text) <= SHORT)
        )
        return _gather((sequence, entry) for sequence, entry in worded if sequence)

    @cached_property
    def longest_phrase(self) -> int:
        """The number of words of the longest label."""
        return max(map(len, self.phrases), default=0)

    @cached_property
    def _distinctive(self) -> frozenset[tuple[str, str]]:
        """Concept and key of every label that names its concept whatever stands before it.

        An acronym, a proper name, a compound that is also written in two words, or a label of three words is
        distinctive. One plain word ("course", "licence") is the head of far too many other things, and so are
        two ("bank credit transfer").
        """
        spellings: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for sequence, entries in self.phrases.items():
            for entry in entries:
                label = entry.label.text
                spellings[entry.concept.iri, fold(label).key].append((len(sequence), label))
        return frozenset(name for name, labels in spellings.items() if _names_alone(labels))

    def is_generic(self, entry: Entry) -> bool:
        """Whether the label is a plain word or two that also head phrases about quite other things."""
        return (entry.concept.iri, fold(entry.label.text).key) not in self._distinctive

    # --- levels -------------------------------------------------------------------------------------

    @cached_property
    def levels(self) -> dict[tuple[str, str], Concept]:
        """Concepts of levels by scheme and number."""
        schemes = {scheme for scheme, _, _ in self._level_labels}
        return {
            (concept.scheme, concept.notation): concept
            for concept in self.vocabulary.concepts.values()
            if concept.scheme in schemes and concept.notation.isdecimal()
        }

    @cached_property
    def level_schemes(self) -> frozenset[str]:
        """The schemes whose concepts are levels with numbers."""
        return frozenset(scheme for scheme, _ in self.levels)

    @cached_property
    def frameworks(self) -> dict[str, frozenset[str]]:
        """The schemes of levels that the name of a framework stands for, by the name's key."""
        named: defaultdict[str, set[str]] = defaultdict(set)
        for scheme, _, mention in self._level_labels:
            named[fold(mention.framework).key].add(scheme)
        for scheme in self.level_schemes:
            named[fold(scheme).key].add(scheme)
        for field in self.vocabulary.fields.values():
            for implied in field.implications:
                mentions = read_levels(f"{implied.heading} 1")
                if implied.scheme in self.level_schemes and mentions and mentions[0].framework:
                    named[fold(mentions[0].framework).key].add(implied.scheme or "")
        return {key: frozenset(schemes) for key, schemes in named.items()}

    @cached_property
    def _level_labels(self) -> list[tuple[str, Concept, LevelMention]]:
        """Labels that name a framework and the number which is also the notation: these make a scheme of levels."""
        found = []
        for entry in self.entries:
            if entry.label.kind in ("pref", "alt", "hidden") and entry.concept.notation.isdecimal():
                mentions = read_levels(entry.label.text)
                if len(mentions) == 1 and mentions[0].framework and mentions[0].number == entry.concept.notation:
                    found.append((entry.concept.scheme, entry.concept, mentions[0]))
        return found

    @cached_property
    def many_valued(self) -> frozenset[str]:
        """IRIs of the fields that hold several values."""
        return frozenset(field.iri for field in self.vocabulary.fields.values() if field.many)

    # --- headings -----------------------------------------------------------------------------------

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that stand before the labels of several fields without changing what they mean.

        "Course" is one, because "title" and "course title" are labels of one field, and so are "length" and
        "course length" of another. A word that is the name of a field changes everything: "contact hours".
        """
        names = {words(concept.label) for concept in self.vocabulary.members(self.field_scheme)}
        labels = [
            (entry.concept.iri, words(entry.label.text))
            for entry in self.entries
            if entry.concept.scheme == self.field_scheme and entry.label.kind in ("pref", "alt", "hidden")
        ]
        known = set(labels)
        fields: defaultdict[str, set[str]] = defaultdict(set)
        for iri, sequence in labels:
            if (iri, sequence[1:]) in known:
                fields[sequence[0]].add(iri)
        return frozenset(word for word, iris in fields.items() if len(iris) >= _COMMON_TO and (word,) not in names)

    # --- letters ------------------------------------------------------------------------------------

    @cached_property
    def keys_by_length(self) -> dict[int, list[str]]:
        """Keys of labels that people read, by their length."""
        gathered: defaultdict[int, list[str]] = defaultdict(list)
        for key, entries in self.folded.items():
            if any(entry.label.kind in ("pref", "alt", "hidden") for entry in entries):
                gathered[len(key)].append(key)
        return dict(gathered)

    @cached_property
    def trigrams(self) -> dict[str, list[str]]:
        """Keys of labels by the triples of letters in them."""
        return _gather(
            (triple, key) for keys in self.keys_by_length.values() for key in keys for triple in triples(key)
        )

    @cached_property
    def triple_counts(self) -> dict[str, int]:
        """How many different triples of letters each key has."""
        return {key: len(triples(key)) for keys in self.keys_by_length.values() for key in keys}


def _names_alone(spellings: list[tuple[int, str]]) -> bool:
    """Whether a label, by its spellings and the words in each, is distinctive."""
    if any(count > _PLAIN_WORDS or is_acronym(label) for count, label in spellings):
        return True
    if not any(count > 1 for count, _ in spellings):
        return False
    one_word = any(len(label.split()) == 1 for _, label in spellings)
    return one_word or any(re.search(r"\b[A-Z]", label) for _, label in spellings)


def address(iri: str) -> str:
    """A web address without what differs between two ways of writing it."""
    return iri.strip().removeprefix("https://").removeprefix("http://").rstrip("/#")


def is_acronym(text: str) -> bool:
    """Whether a text is three or more letters, nearly all capitals.

    >>> is_acronym("MOOC"), is_acronym("cMOOC"), is_acronym("Higher"), is_acronym("GA")
    (True, True, False, False)
    """
    return text.isalpha() and len(text) >= _SHORTEST_ACRONYM and sum(map(str.isupper, text)) >= len(text) - 1


def triples(key: str) -> frozenset[str]:
    """The triples of letters of a key, its ends marked."""
    padded = f" {key} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _gather(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    gathered: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        gathered[key].append(value)
    return dict(gathered)
