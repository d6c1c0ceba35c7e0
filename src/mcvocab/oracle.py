"""Records judged by pySHACL: the one door to it, and the yardstick for any other engine."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyshacl
import rdflib
from rdflib import RDF, SH, BNode, URIRef
from rdflib.plugins.sparql import prepareQuery

from mcvocab.model import BASE, IRI, MCV, XSD_STRING, Blank, Graph, Literal, Node, Term

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

    from mcvocab.standard import Standard

RULE = BASE + "rule/"
# Blank nodes travel under names of their own, because reports rename blank nodes.
SKOLEM = "urn:mcvocab:node:"


class Result(NamedTuple):
    """A SHACL validation result in our own terms: a rule has something against a value of a focus node."""

    focus: Node
    code: str
    value: Term | None


class EngineError(RuntimeError):
    """The engine could not run the shapes; the text is its own explanation."""


class _Data(rdflib.Graph):
    """A graph that parses the text of a query once; pySHACL asks the same few questions of every value."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
        """The answer to a query; see `rdflib.Graph.query`."""
        if isinstance(query_object, str) and not options.get("initNs"):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **options)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


class Oracle:
    """Judges the graphs of records by the rules of some profiles.

    Args:
        standard: the compiled standard.
        profiles: names of the profiles whose rules are active.
    """

    def __init__(self, standard: Standard, profiles: Iterable[str]) -> None:
        # rdflib logs a traceback for every ill-typed literal, which is the provider's slip, not ours.
        logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
        self._shapes = rdflib.Graph(bind_namespaces="none").parse(data=standard.graphs["shapes"], format="nt")
        active = {URIRef(standard.profile(name).iri) for name in profiles}
        for profile in set(self._shapes.subjects(RDF.type, URIRef(MCV + "Profile"))) - active:
            self._shapes.remove((profile, None, None))
        self._facts = list(rdflib.Graph(bind_namespaces="none").parse(data=standard.graphs["facts"], format="nt"))

    def results(self, graphs: Iterable[Graph]) -> Iterator[Result]:
        """What the active rules have against the records; the concepts that rules ask about are added.

        Graphs whose nodes bear the same IRI must not be judged together, or they become one.

        Raises:
            EngineError: where the shapes cannot be run.
        """
        data = _Data(bind_namespaces="none")
        for triple in self._facts:
            data.add(triple)
        for graph in graphs:
            for subject, properties in graph.items():
                for predicate, terms in properties.items():
                    for term in terms:
                        data.add((_outward(subject), URIRef(predicate), _outward(term)))
        conforms, report, text = pyshacl.validate(
            data, shacl_graph=self._shapes, inplace=True, advanced=False, do_owl_imports=False
        )
        if not isinstance(report, rdflib.Graph):
            raise EngineError(str(text))
        if not conforms:
            yield from sorted(set(_results(report)), key=str)


def _results(report: rdflib.Graph) -> Iterator[Result]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        if shape is not None and focus is not None and str(shape).startswith(RULE):
            node = _inward(focus)
            if not isinstance(node, Literal):
                yield Result(node, str(shape).removeprefix(RULE), None if value is None else _inward(value))


def _outward(term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    if isinstance(term, Literal):
        # rdflib tells a plain literal from an xsd:string, which RDF 1.1 does not; shapes hold plain ones.
        datatype = None if term.language or term.datatype == XSD_STRING else URIRef(term.datatype)
        return rdflib.Literal(term.lexical, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(SKOLEM + term) if isinstance(term, Blank) else URIRef(term)


def _inward(term: rdflib.term.Node) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), str(RDF.langString), term.language)
        return Literal(str(term), str(term.datatype) if term.datatype else XSD_STRING)
    if isinstance(term, BNode):
        return Blank(term)
    return Blank(str(term).removeprefix(SKOLEM)) if str(term).startswith(SKOLEM) else IRI(term)
