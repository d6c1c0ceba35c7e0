"""Pages of the fields: what each holds, which headings are recognised, and where other standards keep it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.glossary.addresses import FIELDS, KINDS, concept_address, scheme_address
from mcvocab.glossary.escaping import code
from mcvocab.model import RDF_LANG_STRING, XSD, Concept, Field

if TYPE_CHECKING:
    from mcvocab.glossary.book import Book, Page
    from mcvocab.vocabulary import FormatField, FormatTable

HOLDS = {
    RDF_LANG_STRING: "text",
    XSD + "string": "text",
    XSD + "anyURI": "a web address, such as https://www.example.ac.uk/course",
    XSD + "date": "a date, written year, month, day, such as 2026-09-30",
    XSD + "decimal": "a number",
    XSD + "integer": "a whole number",
    XSD + "boolean": "yes or no",
}
OF = {
    "specification": "The micro-credential",
    "offering": "One run of it",
    "award": "One learner's award",
}


def render_fields(book: Book) -> Iterator[Page]:
    """The page of every field, and the list of them."""
    if FIELDS not in book.vocabulary.schemes:
        return
    fields = book.vocabulary.fields.values()
    for field in fields:
        concept = book.vocabulary.concepts[field.iri]
        yield book.page(
            concept_address(concept),
            "field.md",
            field=field,
            of=OF.get(field.of, field.of),
            details=book.vocabulary.details(field.iri),
            holds=HOLDS.get(field.datatype or "", ""),
            kinds=_kinds(book, field),
            separators=["a new line" if s == "\n" else code(s.strip()) for s in field.separators],
            inside=[other for other in fields if other.within == field.key],
            rules=[rule for rule in book.standard.rules.values() if field.key in rule.about],
            elsewhere=_elsewhere(book, field),
        )
    yield book.page(
        scheme_address(FIELDS),
        "fields.md",
        scheme=book.vocabulary.schemes[FIELDS],
        details=book.vocabulary.scheme_details(FIELDS),
        groups={
            title: [(f, book.vocabulary.details(f.iri)) for f in fields if f.of == of] for of, title in OF.items()
        },
    )


def _kinds(book: Book, field: Field) -> list[Concept]:
    found = (book.vocabulary.find(kind, KINDS) for kind in field.kinds)
    return [kind for kind in found if kind]


def _elsewhere(book: Book, field: Field) -> list[tuple[FormatTable, FormatField]]:
    """Where the records of other standards keep this field."""
    tables = book.vocabulary.formats.values()
    return [(table, place) for table in tables for place in table.fields if place.field == field.key]
