"""The validation report as SHACL section 3.6 has it: a graph of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.engine.data import RDF_TYPE
from mcvocab.engine.source import FIRST, REST, sh
from mcvocab.model import IRI, XSD, Blank, Graph, Literal, Node, Term

if TYPE_CHECKING:
    from mcvocab.engine.results import Result

Sentence: TypeAlias = "Callable[[Result], str]"


def report(results: Iterable[Result], shapes: Graph, sentence: Sentence | None = None) -> Graph:
    """The report graph.

    Args:
        results: what validation found.
        shapes: the shapes graph, from which paths that are no single property are copied.
        sentence: what to say of a result whose shape has no message; by default nothing.
    """
    graph: Graph = {}
    names = map("p{}".format, count(1))
    found: dict[Term, None] = {}
    top = Blank("report")
    graph[top] = {}
    for number, result in enumerate(results, 1):
        node = Blank(f"r{number}")
        found[node] = None
        graph[node] = _result(result)
        if result.path is not None:
            graph[node][sh("resultPath")] = {_copied(result.path, shapes, graph, names): None}
        messages = result.messages or ((Literal(sentence(result)),) if sentence else ())
        if messages:
            graph[node][sh("resultMessage")] = dict.fromkeys(messages)
    graph[top][RDF_TYPE] = {sh("ValidationReport"): None}
    graph[top][sh("conforms")] = {Literal("false" if found else "true", XSD + "boolean"): None}
    if found:
        graph[top][sh("result")] = found
    return graph


def _result(result: Result) -> dict[IRI, dict[Term, None]]:
    said: Mapping[IRI, Term | None] = {
        RDF_TYPE: sh("ValidationResult"),
        sh("resultSeverity"): result.severity,
        sh("focusNode"): result.focus,
        sh("value"): result.value,
        sh("sourceConstraintComponent"): result.component,
        sh("sourceConstraint"): result.constraint,
        sh("sourceShape"): result.shape,
    }
    return {predicate: {term: None} for predicate, term in said.items() if term is not None}


def _copied(node: Node, shapes: Graph, graph: Graph, names: Iterable[str]) -> Node:
    """A path, with its blank nodes under names of their own."""
    if isinstance(node, IRI):
        return node
    copy = Blank(next(iter(names)))
    graph[copy] = {}
    rows = shapes.get(node, {})
    # A node that is a list is read as one, whatever else it says.
    told = {name: rows[name] for name in (FIRST, REST)} if FIRST in rows else rows
    for predicate, terms in told.items():
        graph[copy][predicate] = {
            term if isinstance(term, Literal) else _copied(term, shapes, graph, names): None for term in terms
        }
    return copy
