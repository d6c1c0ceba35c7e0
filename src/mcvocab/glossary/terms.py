"""Pages of the terms: one for each, a list by kind, and a list of all names from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.glossary.addresses import A_TO_Z, KINDS, TERMS, concept_address, scheme_address
from mcvocab.glossary.statements import ENGLISH, Details, Text, iris, nodes, text, texts

if TYPE_CHECKING:
    from mcvocab.glossary.book import Book, Page
    from mcvocab.model import IRI, Concept


@dataclass(frozen=True)
class Names:
    """The names of a concept in one language."""

    language: str
    preferred: list[str]
    accepted: list[str]
    recognised: list[str]


def render_terms(book: Book) -> Iterator[Page]:
    """The pages of all terms, and the lists that lead to them."""
    if TERMS not in book.vocabulary.schemes:
        return
    members = book.vocabulary.members(TERMS)
    for concept in members:
        details = book.vocabulary.details(concept.iri)
        yield book.page(
            concept_address(concept),
            "term.md",
            concept=concept,
            details=details,
            names=names(book, details),
            kind=book.vocabulary.find(concept.kind, KINDS),
            kind_definition=_kind_definition(book, concept),
            related=_related(book, concept),
            confused=_confused(book, concept),
            fields=[field for field in book.vocabulary.fields.values() if concept.kind in field.kinds],
        )
    yield book.page(
        scheme_address(TERMS),
        "terms.md",
        scheme=book.vocabulary.schemes[TERMS],
        details=book.vocabulary.scheme_details(TERMS),
        groups=_by_kind(book, members),
        short=lambda concept: short(book.vocabulary.details(concept.iri)),
    )
    yield book.page(A_TO_Z, "a-z.md", letters=_letters(members, book))


def names(book: Book, details: Details) -> list[Names]:
    """The names of a concept, by language, English first."""

    def of(key: str, language: str) -> list[str]:
        return sorted((t.value for t in texts(details, key) if t.language == language), key=str.casefold)

    keys = ("prefLabel", "altLabel", "hiddenLabel")
    languages = {label.language for key in keys for label in texts(details, key)}
    return [
        Names(book.language(language), *(of(key, language) for key in keys))
        for language in sorted(languages, key=lambda tag: (tag != ENGLISH, tag))
    ]


def short(details: Details) -> str:
    """The shortest plain answer there is: the learner's, else the definition."""
    return text(details, "learnerDefinition") or text(details, "definition")


def _kind_definition(book: Book, concept: Concept) -> str:
    kind = book.vocabulary.find(concept.kind, KINDS)
    return text(book.vocabulary.details(kind.iri), "definition") if kind else ""


def _related(book: Book, concept: Concept) -> list[Concept]:
    """Related concepts, from both sides: the relation holds both ways, the sources state it once."""
    details = book.vocabulary.details
    stated = iris(details(concept.iri), "related")
    others = [
        other.iri
        for other in book.vocabulary.members(concept.scheme)
        if concept.iri in iris(details(other.iri), "related")
    ]
    return book.concepts([*stated, *others])


def _confused(book: Book, concept: Concept) -> list[Concept]:
    """Terms whose own pages say that they are not this one, where this page does not say it already."""

    def not_same(iri: IRI) -> list[str]:
        found = nodes(book.vocabulary.details(iri), "notSameAs")
        return [other for node in found for other in iris(node, "concept")]

    stated = not_same(concept.iri)
    return [
        other
        for other in book.vocabulary.members(concept.scheme)
        if concept.iri in not_same(other.iri) and other.iri not in stated
    ]


def _by_kind(book: Book, members: tuple[Concept, ...]) -> list[tuple[Concept | None, str, list[Concept]]]:
    """The terms of each kind, in the order of the kinds; those without a kind last."""
    kinds: list[Concept | None] = [*book.vocabulary.members(KINDS), None]
    known = {kind.slug for kind in kinds if kind}
    groups = []
    for kind in kinds:
        of_kind = [c for c in members if (c.kind == kind.slug if kind else c.kind not in known)]
        definition = text(book.vocabulary.details(kind.iri), "definition") if kind else ""
        if of_kind:
            groups.append((kind, definition, sorted(of_kind, key=lambda c: c.label.casefold())))
    return groups


def _letters(members: tuple[Concept, ...], book: Book) -> dict[str, list[tuple[Text, Concept, bool]]]:
    """Every preferred and accepted name under its first letter: the name, its term, and whether it is preferred."""
    entries: dict[tuple[str, str], tuple[Text, Concept, bool]] = {}
    for concept in members:
        details = book.vocabulary.details(concept.iri)
        for key in ("prefLabel", "altLabel"):
            for name in texts(details, key):
                # The same word in another case or language leads to the same page: once is enough.
                entries.setdefault((name.value.casefold(), concept.iri), (name, concept, key == "prefLabel"))
    letters: dict[str, list[tuple[Text, Concept, bool]]] = {}
    for (folded, _), entry in sorted(entries.items()):
        first = folded[:1].upper()
        letters.setdefault(first if first.isalpha() else "0-9", []).append(entry)
    return letters
