"""Graphs that no file of records could give: what engines must agree on all the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from mcvocab.graph import AS_OF, RDF_TYPE
from mcvocab.model import IRI, MCV, XSD, Blank, Graph, Literal, Node, Term
from mcvocab.sampler.words import pick


def odd(graph: Graph, random: Random) -> None:
    """Change a graph in one odd way."""
    pick(random, _ODDITIES)(graph, random)


def _somewhere(graph: Graph, random: Random) -> tuple[Node, IRI]:
    node = pick(random, [node for node, properties in graph.items() if properties])
    return node, pick(random, list(graph[node]))


def _loop(graph: Graph, random: Random) -> None:
    """A property leads back to the record, or to the node itself."""
    node, name = _somewhere(graph, random)
    graph[node][name][pick(random, [next(iter(graph)), node])] = None


def _shared(graph: Graph, random: Random) -> None:
    """One node or value stands under two properties."""
    (node, name), (other, source) = _somewhere(graph, random), _somewhere(graph, random)
    if AS_OF not in (name, source):
        graph[node][name].update(graph[other][source])


def _typed_otherwise(graph: Graph, random: Random) -> None:
    """A node is of another class, of none, or of one written as a text."""
    node = pick(random, list(graph))
    others: list[dict[Term, None]] = [
        {},
        {IRI(MCV + "MicroCredential"): None},
        {IRI(MCV + "CreditBearing"): None, IRI(MCV + "NonCredit"): None},
        {Literal(MCV + "MicroCredential"): None},
        {Blank("class"): None},
    ]
    graph[node][RDF_TYPE] = pick(random, others)


def _dated(graph: Graph, random: Random) -> None:
    """The reference date is missing, given twice, or none."""
    dates: list[dict[Term, None]] = [
        {},
        {Literal("2026-01-15", XSD + "date"): None, Literal("2020-01-15", XSD + "date"): None},
        {Literal("2026-02-30", XSD + "date"): None},
        {Literal("2026-01-15Z", XSD + "date"): None},
        {Literal("2026-01-15"): None},
    ]
    graph[next(iter(graph))][AS_OF] = pick(random, dates)


def _retyped(graph: Graph, random: Random) -> None:
    """A literal keeps its text and gets another datatype."""
    node, name = _somewhere(graph, random)
    names = ("string", "decimal", "integer", "double", "date", "boolean", "anyURI", "gYear", "unknown")
    graph[node][name] = {
        term._replace(datatype=XSD + pick(random, names), language=None) if isinstance(term, Literal) else term: None
        for term in graph[node][name]
    }


def _said_of_a_concept(graph: Graph, random: Random) -> None:
    """The graph says something of a term of the language itself."""
    named = [t for rows in graph.values() for terms in rows.values() for t in terms if isinstance(t, IRI)]
    if named:
        node, name = _somewhere(graph, random)
        graph.setdefault(pick(random, named), {}).setdefault(name, {}).update(graph[node][name])


_ODDITIES: Final[tuple[Callable[[Graph, Random], None], ...]] = (
    *(_loop, _shared, _typed_otherwise, _dated, _retyped, _said_of_a_concept),
)
