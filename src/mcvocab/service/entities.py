"""The language as a reconciliation service sees it: concepts are entities, schemes their types.

An entity's identifier is the end of its IRI, such as ``term/nanodegree``: `SPACE` and the identifier make the IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.glossary.statements import text
from mcvocab.model import BASE, IRI, Concept, Scheme
from mcvocab.service.problems import bad_request, unknown

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

SPACE = BASE
SCHEMA = "http://www.w3.org/2004/02/skos/core#Concept"


class Suggestion(NamedTuple):
    """Something that may be chosen from a list: an entity, a type or a property."""

    id: str
    name: str
    description: str = ""
    concept: Concept | None = None


class Entities:
    """Finds concepts and schemes by what a client calls them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        # The names of a record's fields are asked for by name alone: as answers to anything else they mislead.
        self._unasked = {vocabulary.concepts[field.iri].scheme for field in vocabulary.fields.values()}
        self._names = [
            (label.text.casefold(), label.kind != "pref", concept) for label, concept in vocabulary.labels()
        ]

    def id(self, concept: Concept) -> str:
        """The identifier of a concept."""
        return concept.iri.removeprefix(SPACE)

    def find(self, name: str) -> Concept | None:
        """The concept with this identifier or IRI."""
        return self.vocabulary.concepts.get(IRI(name)) or self.vocabulary.concepts.get(IRI(SPACE + name))

    def get(self, name: str) -> Concept:
        """The concept with this identifier or IRI.

        Raises:
            RequestError: where there is none.
        """
        concept = self.find(name)
        if concept is None:
            raise unknown("concept", name, "An identifier looks like “term/nanodegree”.")
        return concept

    def scheme(self, name: str) -> Scheme | None:
        """The scheme with this slug, IRI or title."""
        found = self.vocabulary.schemes.get(name)
        return found or next((s for s in self.vocabulary.schemes.values() if name in (s.iri, s.title)), None)

    def slugs(self, types: Iterable[str]) -> tuple[str, ...]:
        """The slugs of the schemes that a client names.

        Raises:
            RequestError: where one of them does not exist.
        """
        found = []
        for name in types:
            scheme = self.scheme(name)
            if scheme is None:
                known = ", ".join(self.vocabulary.schemes)
                raise bad_request(f"There is no type “{name[:100]}”. Choose from: {known}.")
            found.append(scheme.slug)
        return tuple(found)

    @property
    def usual_types(self) -> list[Scheme]:
        """The schemes that values are sought in unless others are named."""
        return [scheme for slug, scheme in self.vocabulary.schemes.items() if slug not in self._unasked]

    def members(self, schemes: Iterable[str]) -> Iterator[Concept]:
        """The concepts in use of these schemes, or of all the usual ones."""
        for slug in tuple(schemes) or [scheme.slug for scheme in self.usual_types]:
            yield from (c for c in self.vocabulary.members(slug) if c.status != "deprecated")

    def description(self, concept: Concept) -> str:
        """The definition of a concept, or where it stands if it has none."""
        details = self.vocabulary.details(concept.iri)
        return text(details, "definition") or self.vocabulary.schemes[concept.scheme].title

    def suggest(self, prefix: str, schemes: Iterable[str] = ()) -> list[Suggestion]:
        """The concepts that somebody may mean who has typed this much, likeliest first.

        Names that begin so come first, then names with a word that does; identifiers and IRIs count in full.
        """
        wanted, sought = frozenset(schemes), prefix.strip().casefold()
        ranked: dict[IRI, tuple[int, str, Concept]] = {}
        for name, other, concept in self._names:
            place = _place(name, sought)
            if place is None or (wanted and concept.scheme not in wanted):
                continue
            rank = (2 * place + other + 1, concept.label, concept)
            if concept.iri not in ranked or rank[0] < ranked[concept.iri][0]:
                ranked[concept.iri] = rank
        named = self.find(prefix.strip())
        if named is not None:
            ranked[named.iri] = (0, named.label, named)
        ordered = sorted(ranked.values(), key=lambda rank: (rank[0], rank[1].casefold(), rank[2].iri))
        return [Suggestion(self.id(c), c.label, self.description(c), c) for _, _, c in ordered]

    def suggest_types(self, prefix: str) -> list[Suggestion]:
        """The schemes that somebody may mean who has typed this much."""
        schemes = self.vocabulary.schemes.values()
        about = self.vocabulary.scheme_details
        return suggest([Suggestion(s.slug, s.title, text(about(s.slug), "description")) for s in schemes], prefix)


def suggest(among: Iterable[Suggestion], prefix: str) -> list[Suggestion]:
    """Those whose identifier or name begins so, or has a word that does.

    >>> [s.id for s in suggest([Suggestion("a", "Big cat"), Suggestion("cat", "Pet"), Suggestion("d", "Dog")], "ca")]
    ['cat', 'a']
    """
    sought = prefix.strip().casefold()
    ranked = [
        (min(places), suggestion)
        for suggestion in among
        if (places := [p for n in suggestion[:2] if (p := _place(n.casefold(), sought)) is not None])
    ]
    return [suggestion for _, suggestion in sorted(ranked, key=lambda pair: pair[0])]


def _place(name: str, sought: str) -> int | None:
    """0 for the whole name, 1 for its beginning, 2 for the beginning of a word in it, None for neither."""
    if name == sought:
        return 0
    if name.startswith(sought):
        return 1
    return 2 if f" {sought}" in name else None
