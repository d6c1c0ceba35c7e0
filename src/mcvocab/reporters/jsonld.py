"""JSON-LD in flattened form: one object a node, with prefixes as its whole context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mcvocab.model import IRI, XSD, XSD_STRING, Blank, Literal
from mcvocab.reporters.nesting import TYPE, Nesting

if TYPE_CHECKING:
    from mcvocab.model import Graph, Term

_BOOLEAN = {"true": True, "false": False}


def write_jsonld(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """The graph as JSON-LD; literals keep their lexical forms, and well-formed lists are written as such.

    Args:
        graph: the graph.
        prefixes: namespaces by prefix; those that JSON-LD cannot use, or would take for a scheme, are left out.

    >>> graph: Graph = {IRI("https://e.org/a"): {TYPE: {IRI("https://e.org/B"): None}}}
    >>> json.loads(write_jsonld(graph, {"e": "https://e.org/"}))["@graph"]
    [{'@id': 'e:a', '@type': ['e:B']}]
    """
    return _Writing(graph, prefixes).text()


class _Writing:
    def __init__(self, graph: Graph, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._nesting = Nesting(graph)
        self._lists = self._nesting.lists
        schemes = {iri.partition(":")[0] for iri in _iris(graph)}
        usable = {name: iri for name, iri in prefixes.items() if name and name not in schemes}
        self._prefixes = {name: iri for name, iri in usable.items() if iri[-1:] in "/#?:"}
        self._used: set[str] = set()

    def text(self) -> str:
        nodes = [self._node(node) for node in self._graph if node not in self._nesting.cells]
        context = {name: iri for name, iri in self._prefixes.items() if name in self._used}
        return json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=2) + "\n"

    def _node(self, node: IRI | Blank) -> dict[str, Any]:
        described: dict[str, Any] = {"@id": self._name(node)}
        for predicate, terms in self._graph[node].items():
            if predicate == TYPE and not any(isinstance(term, Literal) or term in self._lists for term in terms):
                described["@type"] = [self._name(term) for term in terms if not isinstance(term, Literal)]
            else:
                described[self._name(predicate)] = [self._term(term) for term in terms]
        return described

    def _term(self, term: Term) -> Any:
        if isinstance(term, Literal):
            return self._literal(term)
        if term in self._lists:
            return {"@list": [self._term(member) for member in self._lists[term]]}
        return {"@id": self._name(term)}

    def _literal(self, literal: Literal) -> Any:
        if literal.language:
            return {"@value": literal.lexical, "@language": literal.language}
        if literal.datatype == XSD_STRING:
            return literal.lexical
        if literal.datatype == XSD + "boolean" and literal.lexical in _BOOLEAN:
            return _BOOLEAN[literal.lexical]
        return {"@value": literal.lexical, "@type": self._name(IRI(literal.datatype))}

    def _name(self, term: IRI | Blank) -> str:
        if isinstance(term, Blank):
            return f"_:{term}"
        for name, namespace in self._prefixes.items():
            rest = term[len(namespace) :]
            if term.startswith(namespace) and not rest.startswith("//"):
                self._used.add(name)
                return f"{name}:{rest}"
        return term


def _iris(graph: Graph) -> set[str]:
    """Every IRI of the graph, datatypes among them."""
    found: set[str] = set()
    for node, properties in graph.items():
        for term in (node, *properties, *(term for terms in properties.values() for term in terms)):
            if not isinstance(term, Blank):
                found.add(term.datatype if isinstance(term, Literal) else term)
    return found
