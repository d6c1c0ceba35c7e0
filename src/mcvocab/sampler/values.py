"""The values that a field may plausibly hold."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from mcvocab.model import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Field, Literal, Term
from mcvocab.sampler.words import Words, pick

if TYPE_CHECKING:
    from mcvocab.sampler.layout import Tree
    from mcvocab.vocabulary import Vocabulary

NUMBER: Final = "000000"
"""Stands in a text for the number of the record."""

_AMOUNTS: Final = (
    *(
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7.5",
        "8",
        "10",
        "12",
        "15",
        "20",
        "24",
        "25",
        "30",
        "36",
        "40",
        "45",
        "50",
        "60",
    ),
    *("75", "80", "90", "100", "120", "125", "150", "180", "200", "240", "250", "300", "360", "400", "0"),
)
# Days from the reference date, so that what is recent stays recent.
_DAYS: Final = (*range(-760, 0, 19), -1, 0, 1, *range(5, 700, 23))
_OTHERS: Final = {
    "boolean": ("true", "false"),
    "integer": ("1", "2", "3", "10", "40"),
    "nonNegativeInteger": ("0", "1", "12"),
    "positiveInteger": ("1", "2", "30"),
    "double": ("1.0E0", "2.5E1"),
    "float": ("1.5", "20.0"),
    "gYear": ("2025", "2026"),
    "gYearMonth": ("2026-01", "2026-09"),
    "dateTime": ("2026-01-15T09:00:00", "2026-02-02T18:30:00Z"),
    "time": ("09:00:00", "18:30:00"),
    "duration": ("P1M", "PT10H", "P5Y"),
    "language": ("en", "gd"),
}


def plausible(field: Field, vocabulary: Vocabulary, words: Words, random: Random, as_of: str) -> list[Term]:
    """The values that a field may hold, as far as its declaration says: rules may still forbid some of them."""
    if field.schemes:
        return [*members(field, vocabulary), *_likely(field, vocabulary, words)]
    datatype = str(field.datatype or XSD_STRING)
    if datatype == RDF_LANG_STRING:
        return [
            Literal(text, RDF_LANG_STRING, tag) if tag else Literal(text) for text, tag in words.texts(field, random)
        ]
    if datatype == XSD + "decimal":
        return [Literal(amount, datatype) for amount in _AMOUNTS]
    if datatype == XSD + "date":
        return [Literal(day, datatype) for day in sorted({later(as_of, days): None for days in _DAYS})]
    others = _OTHERS.get(datatype.removeprefix(XSD), ())
    return [Literal(text, datatype) for text in others or [text for text, _ in words.texts(field, random)]]


def members(field: Field, vocabulary: Vocabulary) -> list[IRI]:
    """The concepts that a field ranges over."""
    return [
        concept.iri
        for scheme in field.schemes
        for concept in vocabulary.members(scheme)
        if not concept.replaced_by and (not field.kinds or concept.kind in field.kinds)
    ]


def _likely(field: Field, vocabulary: Vocabulary, words: Words) -> list[Term]:
    """What stands in most records, so often that it is drawn in three of four."""
    found = [vocabulary.find(notation, scheme) for scheme in field.schemes for notation in words.likely(scheme)]
    common: list[Term] = [concept.iri for concept in found if concept is not None]
    return common * (1 + 3 * len(members(field, vocabulary)) // len(common)) if common else []


def later(day: str, days: int) -> str:
    """The date so many days after another, as ``YYYY-MM-DD``."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def some(random: Random, choices: list[Term], most: int) -> list[Term]:
    """At least one of several, at most so many, in no order, none twice."""
    count = 1
    while count < most and random.random() < 0.5:
        count += 1
    return list(dict.fromkeys(pick(random, choices) for _ in range(count)))


def numbered(members: list[Term | Tree], number: int) -> list[Term | Tree]:
    """Values and parts, in which the record is named by its number wherever it is named."""
    return [
        {key: numbered(inner, number) for key, inner in member.items()}
        if isinstance(member, dict)
        else member._replace(lexical=member.lexical.replace(NUMBER, f"{number:06d}"))
        if isinstance(member, Literal) and NUMBER in member.lexical
        else member
        for member in members
    ]
