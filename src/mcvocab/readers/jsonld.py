"""JSON-LD as branches keyed by property IRIs, with the contexts that providers of courses use.

No context is ever fetched. Known are ours, schema.org's, and whatever a file spells out itself with prefixes
and simple terms; any other makes the document unreadable, because its keys could mean anything. A key that
the context does not map stays as it is, to be read like the key of plain JSON.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from mcvocab.model import BASE, MCV, RDF, XSD, Spot
from mcvocab.raw import Branch, Leaf, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.json_scan import DEEPEST, Members, Value, leaf, members
from mcvocab.readers.json_tree import is_language_map, tagged

_OURS = frozenset({f"{BASE}context.jsonld", MCV})
_SCHEMA_ORG = re.compile(r"https?://(www\.)?schema\.org(/|/docs/jsonldcontext\.json(ld)?)?")
_LINKED = frozenset({"@context", "@graph", "@id", "@type"})
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
            return nodes.settled(self.terms[prefix].iri + rest if known else word)
        start = self.vocabulary if vocabulary is None else vocabulary
        return nodes.settled(start + word) if start else ""

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


def is_linked(value: Value) -> bool:
    """Whether an object says that it is JSON-LD."""
    return isinstance(value, tuple) and any(key in _LINKED for key, _ in value)


def branches(values: list[tuple[Spot, Value]], types: frozenset[str]) -> Iterator[Branch | Trouble]:
    """The records of one document, whose top-level values are given with their spots."""
    reading = _Reading()
    try:
        for spot, value in values:
            deque(reading.values(value, spot, Context(), Term("")), maxlen=0)
    except NotLoaded as refusal:
        yield refusal.trouble
        return
    except RecursionError:
        yield Trouble("nesting-too-deep", (), {"expected": str(DEEPEST)})
        return
    yield from reading.troubles
    # A node is kept when its object ends; its place is where the object starts.
    ordered = sorted(reading.nodes.items(), key=lambda item: item[1].spot)
    yield from nodes.branches(dict(ordered), types)


class _Reading:
    """Gathers the nodes of a document."""

    def __init__(self) -> None:
        self.nodes: dict[str, nodes.Node] = {}
        self.troubles: list[Trouble] = []

    def values(self, value: Value, spot: Spot, context: Context, term: Term) -> Iterator[Leaf]:
        """The leaves that stand under one key; an object becomes a node and a leaf that refers to it."""
        if len(spot) > DEEPEST:
            raise RecursionError
        if isinstance(value, list):
            for ordinal, element in enumerate(value):
                yield from self.values(element, (*spot, ordinal), context, term)
        elif isinstance(value, tuple):
            yield from self._object(value, spot, context, term)
        elif type(value) is str and term.type == "@id":
            yield Leaf(context.reference(value), spot, kind="iri")
        elif type(value) is str and term.type == "@vocab":
            yield Leaf(context.iri(value) or context.reference(value), spot, kind="iri")
        elif value is not None:
            datatype = term.type if not term.type.startswith("@") else ""
            spoken = context.language if term.language is None and term.iri else term.language or ""
            plain = type(value) is str and not datatype
            yield leaf(value, spot, self.troubles, spoken if plain else "", datatype)

    def _object(self, value: Members, spot: Spot, context: Context, term: Term) -> Iterator[Leaf]:
        keywords = {context.term(key).iri: (member, (*spot, at)) for at, (key, member) in enumerate(value)}
        if "@value" in keywords:
            yield from self._value(keywords, context)
        elif "@list" in keywords or "@set" in keywords:
            held, place = keywords.get("@list") or keywords["@set"]
            yield from self.values(held, place, context, term)
        elif "@language" in term.containers or (not term.iri and spot and is_language_map(value)):
            yield from tagged(value, spot, self.troubles)
        else:
            name = self._node(value, spot, context)
            if name is not None:
                yield Leaf(name, spot, kind="iri")

    def _value(self, keywords: Mapping[str, tuple[Value, Spot]], context: Context) -> Iterator[Leaf]:
        value, place = keywords["@value"]
        language, datatype = (keywords.get(key, ("", ()))[0] for key in ("@language", "@type"))
        if datatype == "@json" or isinstance(value, list | tuple):
            raise NotLoaded("@json", place)
        if value is not None:
            iri = context.iri(datatype) if isinstance(datatype, str) and datatype else ""
            yield leaf(value, place, self.troubles, language if isinstance(language, str) else "", iri)

    def _node(self, value: Members, spot: Spot, context: Context) -> str | None:
        """The name of the node that an object describes or refers to; none where it only holds others."""
        context = self._local(value, spot, context)
        node = nodes.Node("", spot)
        graph = False
        for key, member, place in members(value, spot, self.troubles):
            term = context.term(key)
            match term.iri:
                case "@id":
                    node.name = context.reference(member) if isinstance(member, str) else ""
                case "@type":
                    node.types += context.types(member)
                case "@graph":
                    graph = True
                    deque(self.values(member, place, context, Term("")), maxlen=0)
                case "@included" | "@nest" | "@reverse":
                    raise NotLoaded(term.iri, place)
                case iri if not iri.startswith("@"):
                    node.entries += [(iri or key, one) for one in self.values(member, place, context, term)]
        if (node.name or graph) and not (node.types or node.entries):
            return node.name or None
        return self._keep(node)

    def _local(self, value: Members, spot: Spot, context: Context) -> Context:
        for ordinal, (key, member) in enumerate(value):
            if key == "@context":
                context = context.with_local(member, (*spot, ordinal))
        return context

    def _keep(self, node: nodes.Node) -> str:
        """Keeps a node, together with what was said of it elsewhere."""
        node.name = node.name or f"_: {'.'.join(map(str, node.spot))}"
        known = self.nodes.setdefault(node.name, node)
        if known is not node:
            known.types += [kind for kind in node.types if kind not in known.types]
            known.entries += node.entries
        return node.name
