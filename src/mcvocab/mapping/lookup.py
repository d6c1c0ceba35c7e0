"""What an `Index` looks things up in, arranged once when the language is compiled."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, TypeVar

from mcvocab.labels import joined, key, spelled, words
from mcvocab.mapping.entry import (
    BEGINNINGS,
    OWN,
    SHORT,
    SPOKEN,
    STRANGE,
    THINGS,
    Entry,
    address,
    dictionary_words,
    entry_of,
    is_acronym,
    sign,
    triples,
    undoubled,
)
from mcvocab.mapping.grammar import LINKS, NAMES, UNITS
from mcvocab.mapping.scales import weights
from mcvocab.model import COLUMN, IRI, LOCAL, Concept, Label

if TYPE_CHECKING:
    from mcvocab.quantities.levels import LevelMention
    from mcvocab.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")
_COMMON_TO = 4
_THINGS = frozenset(["credential", "offering", "representation"])
"""The kinds of terms that a record may be about."""
_MICRO = ("micro",)
"""Half of a word that people write in one or in two."""
_PLAIN_WORDS = 2
_LONG_WORD = 12
_SAYS_MUCH = 240
"""The number of labels that share a triple of letters from which on it says little and is left out."""


def lookup(vocabulary: Vocabulary) -> dict[str, Any]:
    """What an `Index` looks things up in, as data fit for JSON.

    Labels go by their number in `Vocabulary.label_rows`; the numbers after the last are those of ``slugs``.
    """
    codes = len(vocabulary.label_rows)
    slugs = {str(codes + place): str(iri) for place, iri in enumerate(vocabulary.concepts)}
    entries = [entry_of(vocabulary, n, slugs.get(str(n))) for n in range(codes + len(slugs))]
    fields = (vocabulary.concepts.get(field.iri) for field in vocabulary.fields.values())
    field_scheme = next((concept.scheme for concept in fields if concept), "")
    kinds = {concept.kind for concept in vocabulary.concepts.values() if concept.kind}
    of_kinds = {
        scheme
        for scheme in vocabulary.schemes
        if kinds and kinds <= {concept.slug for concept in vocabulary.members(scheme)}
    }
    open_schemes = frozenset(vocabulary.schemes) - of_kinds - {field_scheme}
    texts = [(n, e.label) for n, e in enumerate(entries) if "://" not in e.label.text]
    keys = _keys((n, label.text) for n, label in texts if label.kind not in (LOCAL, COLUMN))
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
    own: set[str] = set()
    for language, word, english in vocabulary.dictionary:
        if english == OWN:
            own.update(word.split(" "))
            if language == "en":
                continue
        if english == STRANGE:
            strange[language].add(" ".join(words(word)))
        if language == "en" and not english:
            idle.add(" ".join(words(word)))
        elif language != "en" or english != STRANGE:
            dictionaries[language][_folded(word)] = english
    phrases.pop("", None)
    frequencies = Counter(word for phrase in phrases for word in set(phrase.split(" ")))
    said, weighed = weights(_sentences(vocabulary, entries, open_schemes - level_schemes - NAMES - UNITS))
    headed, heading = weights(_headings(vocabulary, entries, field_scheme))
    return {
        "field_scheme": field_scheme,
        "open_schemes": sorted(open_schemes),
        "term_schemes": sorted({concept.scheme for concept in vocabulary.concepts.values() if concept.kind}),
        "keys": {name: _light(numbers) for name, numbers in keys.items()},
        "names": _keys((n, label.text) for n, label in texts if label.kind in (LOCAL, COLUMN)),
        "phrases": {name: _light(numbers) for name, numbers in phrases.items() if name},
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
        "homes": _homes(spoken, keys, entries),
        "firsts": _firsts(spoken),
        "redoubled": _gather((undoubled(name), name) for name in spoken if undoubled(name) != name),
        "idle": sorted(idle),
        "own": sorted(own),
        "strange": {language: sorted(found) for language, found in strange.items()},
        "english": dict.fromkeys(_english(phrases, entries), 1),
        "frequencies": dict(frequencies),
        "phrase_count": len(phrases),
        "by_rarest": _by_rarest(phrases, frequencies),
        "said": said,
        "weights": weighed,
        "headings of nothing": sorted({key(heading) for heading in vocabulary.headings_of_nothing}),
        "said in headings": headed,
        "weights in headings": heading,
        "languages": sorted(dictionaries),
        "spoken_in": _spoken_in(dictionaries),
        "beginnings": _beginnings(dictionaries),
        "openings": _openings(dictionaries),
        **{f"dictionary {language}": words for language, words in dictionaries.items()},
    }


def _sentences(
    vocabulary: Vocabulary, entries: Iterable[Entry], schemes: frozenset[str]
) -> Iterator[tuple[list[str], str]]:
    """What is known to say values of some lists, or none: their English labels, and sentences."""
    for entry in entries:
        label, concept = entry.label, entry.concept
        if label.kind in SPOKEN and label.language in ("", "en") and concept.scheme in schemes:
            yield [str(concept.iri)], label.text
    for said, text in vocabulary.sentences:
        wanted = [iri for iri in said if vocabulary.concepts[IRI(iri)].scheme in schemes]
        if wanted or not said:
            yield wanted, text


def _headings(vocabulary: Vocabulary, entries: Iterable[Entry], field_scheme: str) -> Iterator[tuple[list[str], str]]:
    """What is known to name fields, or none: their labels and names, and headings."""
    for entry in entries:
        if entry.label.kind in (*SPOKEN, LOCAL) and entry.concept.scheme == field_scheme:
            yield [str(entry.concept.iri)], entry.label.text
    yield from (([], heading) for heading in vocabulary.headings_of_nothing)


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
        words_of = phrase.split(" ")
        heavy = frozenset(words_of) - LINKS
        # The letter of a "D level" is no small word, and says all.
        if len(heavy) > 1 or (heavy and not any(len(word) == 1 for word in words_of)):
            rarest = min(heavy, key=lambda word: (frequencies[word], word))
            found[rarest].append([" ".join(sorted(heavy)), numbers])
    return dict(found)


def _keys(texts: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The numbers of texts by their keys: with each word folded, and as a whole."""
    found = _gather((name, n) for n, text in texts for name in {key(text), joined(spelled(text))})
    return {name: numbers for name, numbers in found.items() if name}


def _spoken(keys: Mapping[str, list[int]], codes: int) -> list[str]:
    """The keys of labels that people write, in the order of the sources."""
    places = ((numbers[0], name) for name, numbers in keys.items() if not name.startswith("http"))
    return [name for number, name in sorted(places) if number < codes]


def _triples(spoken: Iterable[str]) -> dict[str, str]:
    """The numbers of keys by the triples of letters in them: as characters, which take a fifth of the memory."""
    held = _gather((triple, sign(number)) for number, name in enumerate(spoken) for triple in triples(name))
    return {triple: "".join(signs) for triple, signs in held.items() if len(signs) <= _SAYS_MUCH}


def _homes(spoken: Iterable[str], keys: Mapping[str, list[int]], entries: list[Entry]) -> dict[str, str]:
    """The numbers of the keys of each scheme, as characters."""
    held: defaultdict[str, str] = defaultdict(str)
    for number, name in enumerate(spoken):
        for scheme in {entries[entry].concept.scheme for entry in keys[name]}:
            held[scheme] += sign(number)
    return dict(held)


def _beginnings(dictionaries: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The languages that have a word, by its first letters."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language, dictionary in dictionaries.items():
        for entry in dictionary:
            found[entry.removesuffix("*")[: BEGINNINGS[-1]]].add(language)
    return {start: " ".join(sorted(languages)) for start, languages in found.items()}


def _openings(dictionaries: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The number of words of the longest entry of several words, by its language and its first word."""
    found: dict[str, int] = {}
    for language, dictionary in dictionaries.items():
        for entry in dictionary:
            first, *others = entry.split(" ")
            if others:
                name = f"{language} {first}"
                found[name] = max(found.get(name, 0), 1 + len(others))
    return found


def _light(numbers: list[int]) -> int | list[int]:
    """The numbers; of one, itself: most names have one, and a list for each would take as much memory as they do."""
    return numbers if len(numbers) > 1 else numbers[0]


def _firsts(keys: Iterable[str]) -> dict[str, str]:
    """The first letters of keys by what follows them."""
    found: defaultdict[str, str] = defaultdict(str)
    for name in sorted(keys):
        if name[1:] and name[0] in ascii_lowercase:
            found[name[1:]] += name[0]
    return dict(found)


def _folded(word: str) -> str:
    """A word of a dictionary in the form in which it is sought."""
    return " ".join(dictionary_words(word)) + ("*" if word.endswith("*") else "")


def _spoken_in(dictionaries: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The languages of each word of the dictionaries, parted by blanks."""
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for language, dictionary in dictionaries.items():
        for entry in dictionary:
            for word in entry.removesuffix("*").split(" "):
                spoken[word].add(language)
    return {word: " ".join(sorted(languages)) for word, languages in spoken.items() if word}


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
    from mcvocab.quantities.levels import (
        read_levels,  # its patterns take longer to load than an answer that needs none
    )

    for entry in entries:
        if entry.label.kind in SPOKEN and entry.concept.notation.isdecimal():
            mentions = read_levels(entry.label.text)
            if len(mentions) == 1 and mentions[0].framework and mentions[0].number == entry.concept.notation:
                yield entry.concept.scheme, entry.concept, mentions[0]


def _frameworks(
    vocabulary: Vocabulary, labels: Iterable[tuple[str, Concept, LevelMention]], schemes: set[str]
) -> dict[str, list[str]]:
    from mcvocab.quantities.levels import read_levels

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
    "course length" of another; so is whatever names what a record is about, such as "degree". A word that is the name
    of a field changes everything: "contact hours".
    """
    entries = list(entries)
    names = {words(concept.label) for concept in vocabulary.members(field_scheme)} | {*map(words, vocabulary.fields)}
    things = {
        words(entry.label.text)
        for entry in entries
        if entry.concept.kind in _THINGS
        and entry.label.kind in ("pref", "alt")
        and entry.label.language in ("", "en")
    }
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
    common = {(word,) for word, iris in fields.items() if len(iris) >= _COMMON_TO}
    return sorted(name[0] for name in (common | things | {_MICRO}) - names if len(name) == 1)


def _gather(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    gathered: defaultdict[K, list[V]] = defaultdict(list)
    for name, value in pairs:
        gathered[name].append(value)
    return dict(gathered)
