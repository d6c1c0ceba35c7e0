"""The properties of concepts: what a client may fetch for a matched column, or give as hints when matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcvocab.glossary.statements import Text, iris, texts
from mcvocab.service.entities import Entities, Suggestion
from mcvocab.service.problems import bad_request

if TYPE_CHECKING:
    from mcvocab.model import Concept

PropertyValue: TypeAlias = "Text | Concept"
SCHEME, KIND, LANGUAGE = "scheme", "kind", "language"


class Property(NamedTuple):
    """A property: its identifier, its name, and what it says."""

    id: str
    name: str
    description: str
    fetched: bool = True


PROPERTIES: Mapping[str, Property] = {
    one.id: one
    for one in (
        Property("prefLabel", "label", "The spelling we write."),
        Property("altLabel", "other label", "Other spellings and synonyms that are right."),
        Property("definition", "definition", "What it means."),
        Property("notation", "code", "The short code that people write."),
        Property(SCHEME, "list", "The list that it belongs to. As a hint: look in that list alone."),
        Property("id", "identifier", "The identifier in this service, such as term/nanodegree."),
        Property("iri", "address", "The full address (IRI) of the concept."),
        Property("broader", "broader", "The next wider concepts."),
        Property("narrower", "narrower", "The next narrower concepts."),
        Property("related", "related", "Neighbouring concepts."),
        Property("exactMatch", "exact match", "The same thing in another list."),
        Property("closeMatch", "close match", "Something near to it in another list."),
        Property("broadMatch", "broad match", "Something wider in another list."),
        Property("narrowMatch", "narrow match", "Something narrower in another list."),
        Property("relatedMatch", "related match", "A neighbour in another list."),
        Property(KIND, "kind", "What kind of thing a term names. As a hint: the kind that is wanted."),
        Property("status", "status", "Unverified, proposed, agreed or deprecated."),
        Property("isReplacedBy", "replaced by", "What to write instead, where it is no longer used."),
        Property("scopeNote", "scope note", "How it is to be used."),
        Property("learnerDefinition", "for learners", "The meaning in plain words, for learners."),
        Property("employerDefinition", "for employers", "The meaning in plain words, for employers."),
        Property("providerDefinition", "for providers", "The meaning in plain words, for providers."),
        Property("source", "source", "Where the meaning comes from."),
        Property(LANGUAGE, "language", "Only as a hint: the language of the text, such as fr.", fetched=False),
    )
}


class Asked(NamedTuple):
    """A property that a client wants fetched: the most values (0 for all) and the language wanted."""

    property: Property
    limit: int = 0
    language: str = ""


def proposed(concepts: Iterable[Concept], entities: Entities) -> list[Property]:
    """The properties that any of the concepts has a value for."""
    fetched = [p for p in PROPERTIES.values() if p.fetched]
    had: set[str] = set()
    for concept in concepts:
        had.update(p.id for p in fetched if p.id not in had and values(concept, p.id, entities))
        if len(had) == len(fetched):
            break
    return [p for p in fetched if p.id in had]


def suggestions() -> list[Suggestion]:
    """All properties, as suggestions."""
    return [Suggestion(p.id, p.name, p.description) for p in PROPERTIES.values()]


def named(name: str) -> Property:
    """The property with this identifier, where it can be fetched.

    Raises:
        RequestError: where there is none.
    """
    found = PROPERTIES.get(name)
    if found is None or not found.fetched:
        known = ", ".join(p.id for p in PROPERTIES.values() if p.fetched)
        raise bad_request(f"There is no property “{name[:100]}”. Choose from: {known}.")
    return found


def fetch(concept: Concept, asked: Asked, entities: Entities) -> list[PropertyValue]:
    """The values that a client asked for."""
    found = values(concept, asked.property.id, entities)
    if asked.language:
        wanted = asked.language.split("-")[0].lower()
        found = [v for v in found if not isinstance(v, Text) or v.language.split("-")[0] in ("", wanted)]
    return found[: asked.limit] if asked.limit else found


def values(concept: Concept, name: str, entities: Entities) -> list[PropertyValue]:
    """All values of a property: texts, and concepts where they are concepts of this language."""
    vocabulary = entities.vocabulary
    if name == SCHEME:
        return [Text(vocabulary.schemes[concept.scheme].title)]
    if name in ("id", "iri"):
        return [Text(entities.id(concept) if name == "id" else concept.iri)]
    details = vocabulary.details(concept.iri)
    found: list[PropertyValue] = [*texts(details, name)]
    for iri in iris(details, name):
        other = entities.find(iri)
        title = texts(vocabulary.source(iri), "title")
        found.append(other or Text(title[0].value if title else iri))
    return found
