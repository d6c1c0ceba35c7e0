"""Light graphs compared with each other and with those of rdflib."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import rdflib

from mcvocab.model import IRI, RDF_LANG_STRING, XSD, Blank, Graph, Literal


def triples(graph: Graph) -> set[tuple]:
    return {(s, p, o) for s, properties in graph.items() for p, terms in properties.items() for o in terms}


def of_rdflib(heavy: rdflib.Graph) -> set[tuple]:
    return {tuple(map(_inward, triple)) for triple in heavy}


def _inward(term):
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), RDF_LANG_STRING, term.language)
        return Literal(str(term), str(term.datatype or XSD + "string"))
    return Blank(term) if isinstance(term, rdflib.BNode) else IRI(term)


def _blanks(found: set[tuple]) -> list[Blank]:
    return [*{term for triple in found for term in triple if isinstance(term, Blank)}]


def same(left: set[tuple], right: set[tuple]) -> bool:
    """Whether two sets of triples differ by the names of blank nodes at most."""
    names, others = _blanks(left), _blanks(right)
    if len(left) != len(right) or len(names) != len(others):
        return False
    if len(names) > 5:
        return _canonical(left) == _canonical(right)
    return any(
        {tuple(renamed.get(t, t) if isinstance(t, Blank) else t for t in triple) for triple in left} == right
        for renamed in (dict(zip(names, order, strict=True)) for order in permutations(others))
    )


def _canonical(found: set[tuple]) -> Counter[tuple]:
    """The triples, with each blank node replaced by what is said around it, ever further away."""
    colours = dict.fromkeys(_blanks(found), 0)
    for _ in range(20):
        around = {name: [] for name in colours}
        for triple in found:
            coloured = tuple((colours[t], "") if isinstance(t, Blank) else (0, t) for t in triple)
            for position, term in enumerate(triple):
                if isinstance(term, Blank):
                    around[term].append(hash((position, coloured)))
        colours = {name: hash((colours[name], *sorted(said))) for name, said in around.items()}
    return Counter(tuple(colours[t] if isinstance(t, Blank) else t for t in triple) for triple in found)


def outside(found: set[tuple]) -> rdflib.Graph:
    heavy = rdflib.Graph(bind_namespaces="none")
    for triple in found:
        heavy.add(tuple(map(_outward, triple)))
    return heavy


def _outward(term):
    if isinstance(term, Literal):
        datatype = None if term.language or term.datatype == XSD + "string" else rdflib.URIRef(term.datatype)
        return rdflib.Literal(term.lexical, lang=term.language, datatype=datatype, normalize=False)
    return rdflib.BNode(term) if isinstance(term, Blank) else rdflib.URIRef(term)
