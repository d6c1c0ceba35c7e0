"""The page of sources: every publication that the language cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mcvocab.glossary.addresses import source_address
from mcvocab.glossary.statements import text

if TYPE_CHECKING:
    from mcvocab.glossary.book import Book, Page


def render_sources(book: Book) -> Iterator[Page]:
    """One page with all sources that the concepts and schemes cite, by title."""
    cited = set(_cited([book.vocabulary.details(iri) for iri in book.vocabulary.concepts]))
    cited |= set(_cited([book.vocabulary.scheme_details(slug) for slug in book.vocabulary.schemes]))
    described = [(iri, book.vocabulary.source(iri)) for iri in cited if book.vocabulary.source(iri)]
    rows = [(source_address(iri).partition("#")[2], details) for iri, details in described]
    yield book.page(
        "source/index.md",
        "sources.md",
        sources=sorted(rows, key=lambda row: (text(row[1], "title").casefold(), row[0])),
    )


def _cited(statements: Any) -> Iterator[str]:
    """The IRIs under every key ``source``, however deep."""
    if isinstance(statements, Mapping):
        for key, values in statements.items():
            if key == "source":
                yield from (value for value in values if isinstance(value, str))
            yield from _cited(values)
    elif isinstance(statements, list):
        for value in statements:
            yield from _cited(value)
