"""JSON-LD as branches keyed by property IRIs.

A key that the context does not map stays as it is, to be read like the key of plain JSON. A document with a
context that is not known has no rows at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Leaf, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.json_scan import DEEPEST, Members, Value, leaf, members
from mcvocab.readers.json_tree import is_language_map, tagged
from mcvocab.readers.jsonld_context import Context, NotLoaded, Term

if TYPE_CHECKING:
    from mcvocab.model import Spot

_LINKED = frozenset({"@context", "@graph", "@id", "@type"})


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
