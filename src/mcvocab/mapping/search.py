"""Concepts for what a person types: those that the mapper knows, then those whose labels begin so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping.reading import RELATED
from mcvocab.model import Concept, Mapping

if TYPE_CHECKING:
    from mcvocab.mapping.mapper import Mapper
    from mcvocab.mapping.review import Item
    from mcvocab.model import IRI

SHOWN = 9


def find(typed: str, item: Item, mapper: Mapper) -> Sequence[Mapping]:
    """Concepts from the lists in which a word's concept may stand, best first.

    What is found answers what was typed, not the word, so its relation to the word is left open.
    """
    vocabulary = mapper.vocabulary
    found: dict[IRI, Mapping] = {}
    wanted = words(typed)
    beginning = [
        (label.kind != "pref", len(label.text), label, concept)
        for label, concept in vocabulary.labels(item.schemes)
        if concept.status != "deprecated" and _begin(wanted, label.text)
    ]
    known = [one for one in mapper.map(typed, item.schemes, top=SHOWN) if one.concept is not None and one.accepted]
    for one in known:
        if one.concept is not None:
            found.setdefault(one.concept, _open(item, vocabulary.concepts[one.concept], one.note))
    for _, _, label, concept in sorted(beginning, key=lambda hit: hit[:2]):
        found.setdefault(concept.iri, _open(item, concept, f"Its label “{label.text}” fits what you typed."))
    for one in mapper.map(typed, item.schemes, top=SHOWN):
        if one.concept is not None:
            found.setdefault(one.concept, _open(item, vocabulary.concepts[one.concept], one.note))
    return tuple(found.values())[:SHOWN]


def _begin(wanted: Sequence[str], label: str) -> bool:
    """Whether each word that was typed begins a word of a label."""
    held = words(label)
    return bool(wanted) and all(any(word.startswith(one) for word in held) for one in wanted)


def _open(item: Item, concept: Concept, note: str) -> Mapping:
    return Mapping(item.text, concept.iri, concept.label, concept.scheme, RELATED, note=note)
