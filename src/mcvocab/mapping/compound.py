"""A field of study is named by its parts: "law and legal services", "building trades and architecture".

Classifications name a field by two or three things that belong together, and each of them another two. Where a column
holds subjects, the part that is known tells the field; of several, the field that is made of just these, else nothing
decides between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.grammar import CONJUNCTIONS, FIELDS_OF_STUDY, LISTED, NEGATIONS, unbracketed
from mcvocab.mapping.reading import CLOSE, COMPOSITE, Query, Reading, best_of, offered
from mcvocab.model import Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index
    from mcvocab.model import IRI, Concept

_FEWEST, _MOST, _LONGEST = 2, 4, 10
_DETAILED = 4
"""The length of the code of a field that has no narrower ones."""
_TRAILING = expression(r"\s+(?:services?|studies|sciences?|trades?|technolog(?:y|ies)|occupations?|professions?)$")
_DASH = expression(r"\s+[-–—]\s+")
_EXCEPT = expression(r"[\s,(\[]+(?:except|excluding|other than|not)\b.*$")


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the field that the parts of a name have in common, where a list of fields is asked for."""
    if not (query.asked and query.schemes <= FIELDS_OF_STUDY):
        return None
    bare = _EXCEPT.sub("", query.text.casefold())
    text = unbracketed(bare).strip()
    pieces = [
        piece for side in _DASH.split(text) for part in LISTED.split(side) for piece in CONJUNCTIONS.split(part)
    ]
    parted = _FEWEST <= len(pieces) <= _MOST or bare != query.text.casefold()
    if not parted or len(words(text)) > _LONGEST or NEGATIONS.intersection(words(text)):
        return None
    each = [_field(query, index, piece) for piece in pieces]
    named = [entry for entry in each if entry is not None]
    # One part alone tells the field only where it leads and is no wide one: the health of "health and safety" is.
    if len(named) == 1 < len(pieces) and (each[0] is None or len(each[0].concept.notation) < _DETAILED):
        return None
    field = _common(named, index)
    if field is None:
        return offered(named) if named else None
    shown = ", ".join(f"“{entry.label.text}”" for entry in named)
    reason = f"Named by its parts: {shown}."
    return [Reading(Entry(Label(field.label), field), CLOSE, COMPOSITE, confidence("named by its parts"), reason)]


def _field(query: Query, index: Index, piece: str) -> Entry | None:
    """The one field that a part of a name is known for, with or without its last word."""
    for text in (piece, _TRAILING.sub("", piece)):
        about = query.about(text)
        readings = lexical.find(about, index) or translation.label(about, index) or ()
        if len(found := best_of(readings, query)) == 1:
            return found[0].entry
    return None


def _common(named: list[Entry], index: Index) -> Concept | None:
    """The field that some come to: the widest of them, where it holds the others, or what is made of just these."""
    found = {entry.concept.iri: entry.concept for entry in named}
    vocabulary = index.vocabulary
    for concept in found.values():
        if all(concept.iri in vocabulary.ancestors(iri) for iri in found):
            return concept
    wider = {iri for concept in found.values() for iri in concept.broader}
    made_of_them = (iri for iri in wider if _narrower(iri, index) == set(found))
    return next((vocabulary.concepts[iri] for iri in made_of_them), None)


def _narrower(iri: IRI, index: Index) -> set[IRI]:
    concepts = index.vocabulary.concepts
    members = index.vocabulary.members(concepts[iri].scheme) if iri in concepts else ()
    return {concept.iri for concept in members if iri in concept.broader}
