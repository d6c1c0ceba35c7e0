"""Pages of the value lists: one for each concept scheme, with all its concepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcvocab.glossary.addresses import LISTS, PAGED, concept_address, scheme_address
from mcvocab.glossary.statements import Details, iris
from mcvocab.model import IRI, Concept, Scheme

if TYPE_CHECKING:
    from mcvocab.glossary.book import Book, Page

# Beyond this many, a list is looked things up in, not read: one table serves that better than sections.
READABLE = 60

MATCHES = {
    "exactMatch": "the same as",
    "closeMatch": "close to",
    "broadMatch": "part of",
    "narrowMatch": "contains",
    "relatedMatch": "related to",
}
_SEEN_FROM_THE_OTHER = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}


@dataclass
class Entry:
    """A concept on the page of its scheme: what is said of it, and its likeness to concepts of our other schemes."""

    concept: Concept
    details: Details
    anchor: str
    beside: dict[str, list[tuple[str, IRI]]] = field(default_factory=dict)


def render_schemes(book: Book) -> Iterator[Page]:
    """The page of every value list, and the list of them."""
    listed = []
    for slug, scheme in sorted(book.vocabulary.schemes.items(), key=lambda item: item[1].title.casefold()):
        if slug in PAGED:
            continue
        listed.append(scheme)
        entries = list(_entries(book, scheme))
        yield book.page(
            scheme_address(slug),
            "scheme.md",
            scheme=scheme,
            details=book.vocabulary.scheme_details(slug),
            entries=entries,
            neighbours=_neighbours(book, entries),
            readable=len(entries) <= READABLE,
            fields=book.fields_of(slug),
            matches=MATCHES,
        )
    yield book.page(
        LISTS,
        "lists.md",
        schemes=[(s, book.vocabulary.scheme_details(s.slug), book.vocabulary.members(s.slug)) for s in listed],
    )


def _entries(book: Book, scheme: Scheme) -> Iterator[Entry]:
    likeness = _likeness(book, scheme.slug)
    for concept in book.vocabulary.members(scheme.slug):
        anchor = concept_address(concept).partition("#")[2]
        yield Entry(concept, book.vocabulary.details(concept.iri), anchor, likeness.get(concept.iri, {}))


def _likeness(book: Book, scheme: str) -> dict[IRI, dict[str, list[tuple[str, IRI]]]]:
    """By concept of the scheme, then by other scheme: the relation and the other concept, stated from either side."""
    found: dict[IRI, dict[str, list[tuple[str, IRI]]]] = {}
    concepts = book.vocabulary.concepts
    for concept in concepts.values():
        details = book.vocabulary.details(concept.iri)
        for relation in MATCHES:
            for iri in iris(details, relation):
                other = concepts.get(IRI(iri))
                if other is None or other.scheme == concept.scheme:
                    continue
                back = _SEEN_FROM_THE_OTHER.get(relation, relation)
                for mine, name, theirs in ((concept, relation, other), (other, back, concept)):
                    row = found.setdefault(mine.iri, {}).setdefault(theirs.scheme, [])
                    if mine.scheme == scheme and (name, theirs.iri) not in row:
                        row.append((name, theirs.iri))
    return found


def _neighbours(book: Book, entries: list[Entry]) -> list[Scheme]:
    """Our other schemes that this one is compared with."""
    slugs = {slug for entry in entries for slug, row in entry.beside.items() if row}
    return [book.vocabulary.schemes[slug] for slug in sorted(slugs)]
