"""What the keys of JSON-LD mean: the contexts that are known here, and those that a file spells out itself.

No context is ever fetched. An address that is not known, or a definition beyond prefixes and simple terms, is
refused, because the keys below it could mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mcvocab.model import BASE, MCV, RDF, XSD, Spot
from mcvocab.raw import Trouble
from mcvocab.readers.nodes import settled

if TYPE_CHECKING:
    from mcvocab.readers.json_scan import Members, Value

_OURS = frozenset({f"{BASE}context.jsonld", MCV})
_SCHEMA_ORG = re.compile(r"https?://(www\.)?schema\.org(/|/docs/jsonldcontext\.json(ld)?)?")
_CONTAINERS = frozenset({"@language", "@list", "@set"})
_DEFINES = frozenset({"@container", "@id", "@language", "@protected", "@type"})


class NotLoaded(Exception):  # noqa: N818  (a limit that the provider is told of)
    """A context, or a piece of one, whose meaning is not known here."""

    def __init__(self, context: str, spot: Spot) -> None:
        super().__init__(context)
        self.trouble = Trouble("context-not-loaded", spot, {"context": context})


@dataclass(frozen=True, slots=True)
class Term:
    """What a context says of a key: its IRI or keyword, and how to read its values."""

    iri: str
    type: str = ""
    language: str | None = None
    containers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """What the words of a JSON-LD object mean; ``kinds`` completes the names of types."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    vocabulary: str = ""
    kinds: str = ""
    base: str = ""
    language: str = ""

    def term(self, key: str) -> Term:
        """The meaning of a key; its IRI is empty where the context has none."""
        return self.terms.get(key) or Term(self.iri(key))

    def iri(self, word: str, vocabulary: str | None = None) -> str:
        """The IRI of a key, a type or a datatype; empty where the context does not map it."""
        if word.startswith("@"):
            return word
        if word in self.terms:
            return self.terms[word].iri
        prefix, colon, rest = word.partition(":")
        if colon:
            known = prefix in self.terms and not rest.startswith("//")
            return settled(self.terms[prefix].iri + rest if known else word)
        start = self.vocabulary if vocabulary is None else vocabulary
        return settled(start + word) if start else ""

    def reference(self, word: str) -> str:
        """The IRI of a node; relative where the document has no base."""
        if word.startswith("_:"):
            return word
        if ":" in word:
            return self.iri(word)
        return urljoin(self.base, word) if self.base else word

    def types(self, words: Value) -> list[str]:
        """The class IRIs that ``@type`` gives."""
        given = words if isinstance(words, list) else [words]
        return [self.iri(word, self.kinds) or word for word in given if isinstance(word, str)]

    def with_local(self, local: Value, spot: Spot) -> Context:
        """This context followed by the one that a file gives: an address, terms spelt out, or several.

        Raises:
            NotLoaded: where its meaning is not known here.
        """
        if local is None:
            return Context()
        if isinstance(local, list):
            context = self
            for ordinal, one in enumerate(local):
                context = context.with_local(one, (*spot, ordinal))
            return context
        if isinstance(local, tuple):
            return self._with_terms(local, spot)
        if local in _OURS:
            return replace(self, terms={**self.terms, **_PREFIXES}, vocabulary="", kinds=MCV)
        if isinstance(local, str) and _SCHEMA_ORG.fullmatch(local):
            schema = "https://schema.org/"
            aliases = {"id": Term("@id"), "type": Term("@type"), "schema": Term(schema)}
            return replace(self, terms={**self.terms, **aliases}, vocabulary=schema, kinds=schema)
        raise NotLoaded(str(local), spot)

    def _with_terms(self, local: Members, spot: Spot) -> Context:
        context, given = self, dict(local)
        for key, value in given.items():
            if key not in {"@vocab", "@base", "@language"}:
                continue
            if not isinstance(value, str | None):
                raise NotLoaded(key, spot)
            word = value or ""
            if key == "@vocab":
                vocabulary = self.iri(word) or self.vocabulary + word if word else ""
                context = replace(context, vocabulary=vocabulary, kinds=vocabulary)
            elif key == "@base":
                context = replace(context, base=urljoin(self.base, word) if word else "")
            else:
                context = replace(context, language=word)
        terms = {key: value for key, value in given.items() if not key.startswith("@")}
        unknown = given.keys() - terms.keys() - {"@vocab", "@base", "@language", "@version", "@protected"}
        if unknown:
            raise NotLoaded(min(unknown), spot)
        # Twice, because a term may use a prefix that is declared below it.
        for _ in range(2):
            defined = {key: context._defined(key, value, spot) for key, value in terms.items()}
            context = replace(context, terms={**context.terms, **defined})
        return context

    def _defined(self, key: str, value: Value, spot: Spot) -> Term:
        without = replace(self, terms={name: term for name, term in self.terms.items() if name != key})
        if value is None:
            return Term("@none")
        if isinstance(value, str):
            return Term(without.iri(value))
        given = dict(value) if isinstance(value, tuple) else {"@": value}
        containers = given.get("@container") or []
        asked = frozenset(map(str, containers if isinstance(containers, list) else [containers]))
        iri, kind, language = given.get("@id", key), given.get("@type", ""), given.get("@language")
        if (
            not given.keys() <= _DEFINES
            or not asked <= _CONTAINERS
            or not all(isinstance(text, str | None) for text in (iri, kind, language))
            or kind == "@json"
        ):
            raise NotLoaded(key, spot)
        spoken = str(language or "") if "@language" in given else None
        return Term(without.iri(str(iri)) if iri else "@none", without.iri(str(kind or "")), spoken, asked)


_PREFIXES = {
    "mcv": Term(MCV),
    "schema": Term("https://schema.org/"),
    "dcterms": Term("http://purl.org/dc/terms/"),
    "skos": Term("http://www.w3.org/2004/02/skos/core#"),
    "rdf": Term(RDF),
    "xsd": Term(XSD),
}
