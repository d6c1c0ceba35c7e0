"""JSON-LD as branches keyed by property IRIs.

A key that the context does not map stays as it is, to be read like the key of plain JSON. A document with a
context that is not known has no rows at all; one object that is not well-formed spoils no other.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.model import BASE, MCV, RDF, XSD
from mcvocab.raw import Branch, Leaf, Trouble
from mcvocab.readers import json_scan, nodes
from mcvocab.readers.graphs.expansion import Item, List, Manner, Object, Text, expand
from mcvocab.readers.graphs.triples import ContextFault, Fault, NotAtHand, TooDeep
from mcvocab.readers.json_scan import DEEPEST

if TYPE_CHECKING:
    from mcvocab.model import Spot
    from mcvocab.raw import Kinds
    from mcvocab.readers.graphs.contexts import Context
    from mcvocab.readers.json_scan import Members, Value

_SCHEMA: Members = (
    (
        "@context",
        (("@vocab", "https://schema.org/"), ("id", "@id"), ("type", "@type"), ("schema", "https://schema.org/")),
    ),
)
_OURS: Members = (
    (
        "@context",
        (
            ("mcv", MCV),
            ("schema", "https://schema.org/"),
            ("dcterms", "http://purl.org/dc/terms/"),
            ("skos", "http://www.w3.org/2004/02/skos/core#"),
            ("rdf", RDF),
            ("xsd", XSD),
        ),
    ),
)
_AT_HAND: Mapping[str, Value] = {
    f"{BASE}context.jsonld": _OURS,
    MCV: _OURS,
    **{
        f"{scheme}://{host}{path}": _SCHEMA
        for scheme in ("https", "http")
        for host in ("schema.org", "www.schema.org")
        for path in ("", "/", "/docs/jsonldcontext.json", "/docs/jsonldcontext.jsonld")
    },
}
"""Our own context leaves its keys plain, for they are read as fields; only types and prefixes get an IRI."""


def branches(values: list[tuple[Spot, Value]], kinds: Kinds) -> Iterator[Branch | Trouble]:
    """The records of one document, whose top-level values are given with their spots."""
    known: Mapping[str, Value] = ChainMap(dict(_AT_HAND), kinds.contexts)  # type: ignore[arg-type]
    manner, writer = _Salvage(known), _Nodes()
    try:
        for spot, value in values:
            for item in expand(value, "", known, manner, spot):
                writer.leaves(item)
    except (ContextFault, TooDeep) as fault:
        yield _trouble(fault)
        return
    yield from manner.troubles
    # A node is kept when its object ends; its place is where the object starts.
    ordered = sorted(writer.nodes.items(), key=lambda item: item[1].spot)
    yield from nodes.branches(dict(ordered), kinds)


def _trouble(fault: Fault) -> Trouble:
    if isinstance(fault, NotAtHand):
        return Trouble("context-not-loaded", fault.spot, {"context": fault.context})
    if isinstance(fault, TooDeep):
        return Trouble("nesting-too-deep", fault.spot, {"expected": str(DEEPEST)})
    return Trouble("linked-data-malformed", fault.spot, {"problem": fault.problem})


class _Salvage(Manner):
    """Reads what can be read, and keeps values as written."""

    lenient = True

    def __init__(self, known: Mapping[str, Value]) -> None:
        self.troubles: list[Trouble] = []
        self._known = known
        self.literal = self._literal
        self.text = self._text

    def _literal(self, value: Value, datatype: str, spot: Spot) -> Leaf:
        if not isinstance(value, str | bool):
            raise Fault(spot, "a value of its own should stand here")
        return json_scan.leaf(value, spot, self.troubles, "", nodes.settled(datatype))

    def _text(self, value: str, language: str, spot: Spot) -> Leaf:
        return json_scan.leaf(value, spot, self.troubles, language)

    def repeat(self, key: str, whole: Spot, spot: Spot) -> None:  # noqa: ARG002  (the key's own place is what helps)
        self.troubles.append(Trouble("key-repeated", spot, {"value": json_scan.sound(key)}))

    def drop(self, fault: Fault) -> None:
        self.troubles.append(_trouble(fault))

    def passes(self, active: Context, address: str, spot: Spot) -> bool:
        """Protected terms mean the same whatever follows, so a context that only adds to them can be done without."""
        if address in self._known or not any(term.protected for term in active.terms.values()):
            return False
        self.troubles.append(Trouble("context-passed-over", spot, {"context": address}))
        return True

    def kind(self, context: Context, word: str, iri: str | None) -> str | None:
        """A bare type is one of ours where the context knows our prefix."""
        ours = iri == word and ":" not in word and context.term("mcv").iri == MCV
        return MCV + word if ours else iri


class _Nodes:
    """Writes the things of a document as nodes that refer to each other."""

    def __init__(self) -> None:
        self.nodes: dict[str, nodes.Node] = {}
        self._known: dict[str, str] = {}

    def _settled(self, iri: str) -> str:
        """The IRI in the one spelling used here, remembered: the same few return at every node."""
        if iri not in self._known:
            self._known[iri] = nodes.settled(json_scan.sound(iri))
        return self._known[iri]

    def leaves(self, item: Item) -> Iterator[Leaf]:
        """What stands for an item where it is mentioned: its text, its name, or the members of a list."""
        if isinstance(item, Text):
            assert isinstance(item.content, Leaf)
            return iter((item.content,))
        if isinstance(item, List):
            return iter([leaf for one in item.items for leaf in self.leaves(one)])
        for one in item.graph or ():
            self.leaves(one)
        for one in item.included:
            self.leaves(one)
        if item.silent and (item.named or item.graph is not None):
            name = self._settled(item.id) if item.id else ""
        else:
            name = self._described(item)
        return iter((Leaf(name, item.spot, kind="iri"),) if name else ())

    def _described(self, item: Object) -> str:
        name = self._settled(item.id) if item.id else f"_: {'.'.join(map(str, item.spot))}"
        node = self.nodes.setdefault(name, nodes.Node(name, item.spot))
        for iri, _ in item.types:
            if (kind := self._settled(iri)) not in node.types:
                node.types.append(kind)
        said = {_said(entry) for entry in node.entries}
        for iri, other in item.links:
            key = self._settled(iri)
            entries = [(key, leaf) for leaf in self.leaves(other)]
            # A thing that is described again in the same words is the same thing.
            node.entries += [entry for entry in entries if _said(entry) not in said] if said else entries
        for iri, other in item.reverse:
            for leaf in self.leaves(other):
                subject = self.nodes.setdefault(leaf.text, nodes.Node(leaf.text, other.spot))
                subject.entries.append((self._settled(iri), Leaf(name, item.spot, kind="iri")))
        return name


def _said(entry: tuple[str, Leaf]) -> tuple[str, str, str, str, str]:
    """What an entry says, wherever it stands."""
    key, leaf = entry
    return key, leaf.text, leaf.language, leaf.datatype, leaf.kind
