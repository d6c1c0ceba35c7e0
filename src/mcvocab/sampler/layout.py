"""Which fields stand where in a record of one kind, and how a tree of values becomes a graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.graph import AS_OF, RDF_TYPE
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL
from mcvocab.interpreter.routes import Routes
from mcvocab.interpreter.sketch import Sketch
from mcvocab.interpreter.values import ABSOLUTE_IRI
from mcvocab.model import IRI, XSD, Blank, Field, Graph, Literal, Node, Term, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mcvocab.raw import Trouble
    from mcvocab.vocabulary import Vocabulary

Tree: TypeAlias = "dict[str, list[Term | Tree]]"
"""A record, or a part of one: values and inner trees by field key. A tree that stands twice is one node."""


class Layout:
    """The places of the fields in records of one kind.

    Args:
        vocabulary: the language.
        kind: ``offer`` or ``award``.
        routes: classes of routes that every record belongs to, whatever it says.
        shared: keys of fields of an award that a micro-credential may state, too.

    Attributes:
        units: the fields that a record has directly; an award's micro-credential counts as the record itself.
        parts: the fields within each part field, by its key.
        leaves: the fields that hold values rather than parts, at any depth.
    """

    def __init__(
        self, vocabulary: Vocabulary, kind: str, routes: Sequence[IRI] = (), shared: Collection[str] = ()
    ) -> None:
        self.vocabulary, self.kind = vocabulary, kind
        fields = list(vocabulary.fields.values())
        self._achieved = next((f.key for f in fields if f.part == MICRO_CREDENTIAL), "") if kind == "award" else ""
        placed = [f for f in fields if kind == "award" or f.of != "award" or f.key in shared]
        self.units = [f for f in placed if f.within is None and f.key != self._achieved]
        self.parts = {f.key: [g for g in placed if g.within == f.key] for f in placed if f.part is not None}
        self.leaves = [f for f in placed if f.part is None]
        self._shared = shared
        self._routes = Routes(vocabulary, tuple(routes))
        schemes = {vocabulary.concepts[route].scheme for route in vocabulary.route_classes}
        self._declaring = [f.key for f in placed if not schemes.isdisjoint(f.schemes)]
        telling = dict.fromkeys((*self._declaring, *(one.field for one in vocabulary.evidence)))
        self._evidence = [(*self.chain(vocabulary.fields[key]), key) for key in telling]
        self._identifiers = vocabulary.marked("identifier")

    def declared(self, classes: Sequence[IRI]) -> Tree:
        """The units in which a record says itself that it belongs to classes of routes."""
        concepts = [concept for concept, route in self.vocabulary.route_classes.items() if route in classes]
        return {key: list(concepts) for key in self._declaring if concepts}

    @property
    def telling(self) -> list[str]:
        """The units that tell the routes of a record."""
        depth = 1 if self._achieved else 0
        return list(dict.fromkeys(chain[depth] for chain in self._evidence))

    def chain(self, field: Field) -> tuple[str, ...]:
        """The keys of the trees that lead to a field, outermost first."""
        holders: list[str] = []
        within, award = field.within, field.of == "award"
        while within is not None:
            holders.append(within)
            within = self.vocabulary.fields[within].within
        return (*([self._achieved] if self._achieved and not award else []), *reversed(holders))

    def places(self, field: Field) -> list[tuple[str, ...]]:
        """The chains to wherever a field may stand: an award may say it of its micro-credential, too."""
        both = self._achieved and field.of == "award" and field.key in self._shared
        return [self.chain(field), *([(self._achieved,)] if both else [])]

    def path(self, field: Field) -> tuple[IRI, ...]:
        """The properties from the record to a value of a field."""
        inside = self._achieved and field.of != "award"
        return (*(self.vocabulary.fields[self._achieved].path if inside else ()), *field.path)

    def unit(self, field: Field) -> str:
        """The key of the unit that a field belongs to."""
        return next((key for key in self.chain(field) if key != self._achieved), field.key)

    def fold(self, units: Tree) -> Tree:
        """The tree of a record from its units, which stand side by side."""
        if not self._achieved:
            return units
        fields = self.vocabulary.fields
        tree: Tree = {key: members for key, members in units.items() if fields[key].of == "award"}
        tree[self._achieved] = [{key: m for key, m in units.items() if fields[key].of != "award"}]
        return tree

    def holders(self, tree: Tree, chain: Sequence[str]) -> Iterator[Tree]:
        """The trees at the end of a chain of keys."""
        if not chain:
            yield tree
            return
        for member in tree.get(chain[0], ()):
            if isinstance(member, dict):
                yield from self.holders(member, chain[1:])

    def values(self, tree: Tree, chain: Sequence[str]) -> Iterator[Term]:
        """The values at the end of a chain of keys, the last of them a field that holds values."""
        for holder in self.holders(tree, chain[:-1]):
            for member in holder.get(chain[-1], ()):
                if not isinstance(member, dict):
                    yield member

    def node(self, tree: Tree, number: int) -> Node:
        """What the record is called, as reading it would call it."""
        for key in self._identifiers if self.kind != "award" else ():
            for term in tree.get(key, ()):
                text = term.lexical if isinstance(term, Literal) else str(term)
                if not isinstance(term, dict) and "/" in text and ABSOLUTE_IRI.fullmatch(text.strip()):
                    return IRI(text.strip())
        return Blank(f"r{number}")

    def routes(self, tree: Tree) -> tuple[frozenset[IRI], list[Trouble]]:
        """The classes of the routes of a record, as reading it would find them, and what it would say of them."""
        routes, troubles = self._routed(tree)
        return frozenset(routes), troubles

    def _routed(self, tree: Tree) -> tuple[tuple[IRI, ...], list[Trouble]]:
        sketch = Sketch()
        for chain in self._evidence:
            for term in self.values(tree, chain):
                sketch.add(chain[-1], Value(term.lexical if isinstance(term, Literal) else str(term), term))
        return self._routes.of(sketch, award=self.kind == "award")

    def graph(self, tree: Tree, number: int, as_of: str) -> tuple[Graph, list[Trouble]]:
        """The graph of a record, and what reading its routes would say."""
        routes, troubles = self._routed(tree)
        achieved = (MICRO_CREDENTIAL, *routes)
        types = (AWARD,) if self.kind == "award" else achieved
        graph: Graph = {}
        node = self.node(tree, number)
        name = node if isinstance(node, Blank) else "r" + "".join(c if c.isalnum() else "." for c in node)
        date = Literal(as_of, XSD + "date")
        self._describe(graph, tree, node, name, types, achieved, date, {})
        graph[node][AS_OF] = {date: None}
        return graph, troubles

    def _describe(
        self,
        graph: Graph,
        tree: Tree,
        node: Node,
        name: str,
        types: tuple[IRI, ...],
        achieved: tuple[IRI, ...],
        date: Literal,
        named: dict[int, Node],
    ) -> None:
        fields = self.vocabulary.fields
        properties: dict[IRI, dict[Term, None]] = {RDF_TYPE: dict.fromkeys(types)} if types else {}
        graph[node] = properties
        for key, members in tree.items():
            field = fields[key]
            terms = properties.setdefault(field.path[-1], {})
            for position, member in enumerate(members):
                if not isinstance(member, dict):
                    terms[member] = None
                    continue
                inner = named.get(id(member))
                if inner is None:
                    label = f"{name}.{key}{position}"
                    inner = named[id(member)] = Blank(label)
                    own = achieved if field.part == MICRO_CREDENTIAL else (field.part,) if field.part else ()
                    self._describe(graph, member, inner, label, own, achieved, date, named)
                    if field.part == MICRO_CREDENTIAL:
                        graph[inner][AS_OF] = {date: None}
                terms[inner] = None


def copy(tree: Tree) -> Tree:
    """A tree that can be changed without changing the one that it is a copy of."""
    return {
        key: [copy(member) if isinstance(member, dict) else member for member in members]
        for key, members in tree.items()
    }
