"""The graph that is judged, seen through the look-ups that shapes need: objects, subjects, types, subclasses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from mcvocab.model import IRI, RDF, Graph, Literal, Node, Term
from mcvocab.triples import StoredGraph

RDF_TYPE: Final = IRI(RDF + "type")
SUBCLASS_OF: Final = IRI("http://www.w3.org/2000/01/rdf-schema#subClassOf")
NOTHING: Final[Mapping[IRI, Mapping[Term, None]]] = {}
NO_TERMS: Final[Mapping[Term, None]] = {}


class Background:
    """What holds beside every graph that is judged, such as the concepts of a language; its nodes are no targets.

    Args:
        graph: the triples; they must not change any more.
    """

    def __init__(self, graph: Graph | None = None) -> None:
        self.nodes: Graph = {} if graph is None else graph
        self._classes: dict[Term, frozenset[Term]] = {}
        self._subjects: dict[IRI, dict[Term, dict[Node, None]]] | None = None

    def mentions(self, nodes: Iterable[Node]) -> bool:
        """Whether it says something of one of these nodes, or has one as a value."""
        if isinstance(self.nodes, StoredGraph):
            return any(map(self.nodes.mentions, nodes))
        return any(node in self._mentioned for node in nodes)

    @cached_property
    def _mentioned(self) -> set[Term]:
        found: set[Term] = set(self.nodes)
        for properties in self.nodes.values():
            found.update(*properties.values())
        return found

    def superclasses(self, name: Term) -> frozenset[Term]:
        """A class and all above it."""
        found = self._classes.get(name)
        if found is None:
            found = self._classes[name] = _above(name, self.nodes)
        return found

    def subjects(self, predicate: IRI, term: Term) -> Collection[Node]:
        """The nodes that have the term as a value of the property."""
        if isinstance(self.nodes, StoredGraph) and not isinstance(term, Literal):
            return self.nodes.holders(predicate, term)
        if self._subjects is None:
            self._subjects = _inverted(self.nodes)
        return self._subjects.get(predicate, {}).get(term, {})


class Data:
    """A graph over a background.

    Args:
        graph: the triples that are judged; they must not change any more.
        background: what holds beside them.

    Attributes:
        nodes: the properties of each subject of the graph, together with what the background says of it.
        apart: whether the background mentions no subject of the graph, so that what it says of its own nodes is
            the same for every graph.
        declares_classes: whether the graph declares subclasses itself.
    """

    def __init__(self, graph: Graph, background: Background) -> None:
        self.background = background
        self.apart = not background.mentions(graph)
        self.own = graph
        self.nodes = graph if self.apart else _merged(graph, background.nodes)
        # Classes are rarely declared beside records; only then is the background's answer not the whole one.
        self.declares_classes = any(SUBCLASS_OF in properties for properties in graph.values())
        self._classes: dict[Term, frozenset[Term]] = {}
        self._subjects: dict[IRI, dict[Term, dict[Node, None]]] | None = None

    def properties(self, term: Term) -> Mapping[IRI, Mapping[Term, None]]:
        """All properties of a node; a literal has none."""
        found = self.nodes.get(term)  # type: ignore[arg-type]  # a literal is no key, and is not found
        if found is None:
            found = self.background.nodes.get(term)  # type: ignore[arg-type]
        return NOTHING if found is None else found

    def objects(self, term: Term, predicate: IRI) -> Mapping[Term, None]:
        """The values of a property of a node, as an ordered set."""
        return self.properties(term).get(predicate, NO_TERMS)

    def subjects(self, predicate: IRI, term: Term) -> Collection[Node]:
        """The nodes that have the term as a value of the property."""
        if self._subjects is None:
            self._subjects = _inverted(self.nodes)
        own = self._subjects.get(predicate, {}).get(term, {})
        other = self.background.subjects(predicate, term)
        return {**own, **dict.fromkeys(other)} if other else own

    def superclasses(self, name: Term) -> frozenset[Term]:
        """A class and all above it, as the graph and its background declare them."""
        if not self.declares_classes:
            return self.background.superclasses(name)
        found = self._classes.get(name)
        if found is None:
            found = self._classes[name] = _above(name, self.nodes, self.background.nodes)
        return found

    def is_a(self, term: Term, name: Term) -> bool:
        """Whether a node is an instance of a class, directly or through subclasses."""
        types = self.objects(term, RDF_TYPE)
        return name in types or any(name in self.superclasses(own) for own in types)

    def triples(self) -> Iterator[tuple[Node, IRI, Term]]:
        """Every triple of the graph and of its background."""
        for graph in (self.nodes, self.background.nodes):
            for subject, properties in graph.items():
                if graph is self.nodes or subject not in self.nodes:
                    for predicate, terms in properties.items():
                        for term in terms:
                            yield subject, predicate, term


def _above(name: Term, *graphs: Graph) -> frozenset[Term]:
    found: set[Term] = set()
    waiting: list[Term] = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            for graph in graphs:
                waiting.extend(graph.get(one, {}).get(SUBCLASS_OF, ()))  # type: ignore[arg-type]
    return frozenset(found)


def _inverted(graph: Graph) -> dict[IRI, dict[Term, dict[Node, None]]]:
    inverted: dict[IRI, dict[Term, dict[Node, None]]] = {}
    for subject, properties in graph.items():
        for predicate, terms in properties.items():
            holders = inverted.setdefault(predicate, {})
            for term in terms:
                holders.setdefault(term, {})[subject] = None
    return inverted


def _merged(graph: Graph, background: Graph) -> Graph:
    merged: Graph = {}
    for node, properties in graph.items():
        known = background.get(node)
        if known is None:
            merged[node] = properties
        else:
            both = {predicate: dict(terms) for predicate, terms in known.items()}
            for predicate, terms in properties.items():
                both.setdefault(predicate, {}).update(terms)
            merged[node] = both
    return merged
