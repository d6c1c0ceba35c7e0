"""Between rdflib's graphs and light ones: terms keep their lexical form, and a plain literal is an ``xsd:string``."""

from __future__ import annotations

from typing import Any

import rdflib
from rdflib import BNode, URIRef

from mcvocab.model import IRI, RDF_LANG_STRING, XSD_STRING, Blank, Graph, Literal, Term

# Blank nodes travel under names of their own, because whoever reads a graph again may rename blank nodes.
SKOLEM = "urn:mcvocab:node:"


def light(graph: rdflib.Graph) -> Graph:
    """The light graph of the same triples."""
    found: Graph = {}
    for subject, predicate, value in graph:
        node = inward(subject)
        assert not isinstance(node, Literal)
        found.setdefault(node, {}).setdefault(IRI(predicate), {})[inward(value)] = None
    return found


def heavy(graph: Graph, into: rdflib.Graph | None = None, *, skolem: bool = False) -> rdflib.Graph:
    """The rdflib graph of the same triples.

    Args:
        graph: the light graph.
        into: a graph to add the triples to; by default a new one.
        skolem: whether blank nodes become IRIs under `SKOLEM`, which `inward` turns back.
    """
    found = rdflib.Graph(bind_namespaces="none") if into is None else into
    for subject, properties in graph.items():
        for predicate, terms in properties.items():
            for term in terms:
                found.add((outward(subject, skolem), URIRef(predicate), outward(term, skolem)))
    return found


def outward(term: Term, skolem: bool = False) -> Any:
    """A light term as one of rdflib's; see `heavy`."""
    if isinstance(term, Literal):
        # rdflib tells a plain literal from an xsd:string, which RDF 1.1 does not; shapes hold plain ones.
        datatype = None if term.language or term.datatype == XSD_STRING else URIRef(term.datatype)
        return rdflib.Literal(term.lexical, lang=term.language, datatype=datatype, normalize=False)
    if isinstance(term, Blank):
        return URIRef(SKOLEM + term) if skolem else BNode(term)
    return URIRef(term)


def inward(term: rdflib.term.Node) -> Term:
    """One of rdflib's terms as a light one."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), RDF_LANG_STRING, term.language)
        return Literal(str(term), str(term.datatype) if term.datatype else XSD_STRING)
    if isinstance(term, BNode):
        return Blank(term)
    return Blank(str(term).removeprefix(SKOLEM)) if str(term).startswith(SKOLEM) else IRI(term)
