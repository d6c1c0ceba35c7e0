"""Other engines behind one door each, so that the same graphs can be given to all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

import pyoxigraph
import rdflib
from rdflib import SH

from mcvocab.engine import SH as SHACL
from mcvocab.engine import Engine, Result
from mcvocab.light import SKOLEM, inward
from mcvocab.model import IRI, Blank, Graph, Literal, Term
from mcvocab.oracle import Oracle

Contender = Callable[[Sequence[Graph]], Iterator[list[Result]]]


def exact(shapes: Graph, facts: Graph, active: Collection[IRI] | None = None) -> Contender:
    """Ours."""
    engine = Engine(shapes, facts, only=active)
    return lambda graphs: (list(dict.fromkeys(engine.validate(graph))) for graph in graphs)


def pyshacl(shapes: Graph, facts: Graph, active: Collection[IRI] | None = None) -> Contender:
    """pySHACL, over rdflib's graphs."""
    return Oracle(shapes, facts, active).judge


def turbo(shapes: Graph, facts: Graph, active: Collection[IRI] | None = None) -> Contender:
    """pyshacl-turbo, over Oxigraph's stores on both sides: mixed forms make it misread plain strings."""
    import pyshacl_turbo

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    shapes_store = store(aimed(shapes, active), skolem=False)

    def judge(graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            _, report, _ = pyshacl_turbo.validate(store(facts, *graphs), shacl_graph=shapes_store, advanced=False)
            return iter(sorted_out(graphs, reported(report)))
        finally:
            rdflib.NORMALIZE_LITERALS = normalize

    return judge


CONTENDERS = {"exact": exact, "pyshacl": pyshacl, "turbo": turbo}


class Said(NamedTuple):
    """A result as engines can be compared by it: blank nodes of paths and shapes have no names of their own."""

    focus: Term
    path: str
    value: Term | None
    component: str
    severity: str
    shape: str


def said(result: Result) -> Said:
    """What a result says."""
    path, shape = result.path, result.shape
    named = isinstance(path, IRI) and not path.startswith(SKOLEM)
    return Said(
        lower(result.focus),
        "" if path is None else path if named else "a longer path",
        None if result.value is None else lower(result.value),
        result.component.removeprefix(SHACL),
        result.severity.removeprefix(SHACL),
        shape if isinstance(shape, IRI) and not shape.startswith(SKOLEM) else "a shape without a name",
    )


def lower(term: Term) -> Term:
    """Language tags say the same in any case, and Oxigraph writes them small."""
    if isinstance(term, Literal) and term.language:
        return term._replace(language=term.language.lower())
    return term


def aimed(shapes: Graph, active: Collection[IRI] | None = None) -> Graph:
    """The shapes graph without the shapes of classes that are not to be judged; those have no use elsewhere."""
    targeted = {node for node, rows in shapes.items() if IRI(SH.targetClass) in rows}
    idle = targeted - set(active) if active is not None else set()
    return {node: rows for node, rows in shapes.items() if node not in idle}


def store(*graphs: Graph, skolem: bool = True) -> Any:
    """An Oxigraph store of some graphs; skolemised blank nodes come back under their names."""
    found = pyoxigraph.Store()
    found.extend(
        pyoxigraph.Quad(_term(subject, skolem), pyoxigraph.NamedNode(predicate), _term(term, skolem))
        for graph in graphs
        for subject, properties in graph.items()
        for predicate, terms in properties.items()
        for term in terms
    )
    return found


def _term(term: Term, skolem: bool) -> Any:
    if isinstance(term, Blank):
        return pyoxigraph.NamedNode(SKOLEM + term) if skolem else pyoxigraph.BlankNode(term)
    if not isinstance(term, Literal):
        return pyoxigraph.NamedNode(term)
    if term.language:
        return pyoxigraph.Literal(term.lexical, language=term.language)
    return pyoxigraph.Literal(term.lexical, datatype=pyoxigraph.NamedNode(term.datatype))


def sorted_out(graphs: Sequence[Graph], results: Iterator[Result]) -> list[list[Result]]:
    """Results by the graph that describes their focus node."""
    homes = {node: place for place, graph in enumerate(graphs) for node in graph}
    found: list[dict[Result, None]] = [{} for _ in graphs]
    for result in results:
        if result.focus in homes:
            found[homes[result.focus]][result] = None
    return [list(one) for one in found]


def reported(report: rdflib.Graph) -> Iterator[Result]:
    """The results of a report graph."""
    for result in report.objects(None, SH.result):  # the details of a result are no results of their own
        names = (
            SH.focusNode,
            SH.resultPath,
            SH.value,
            SH.sourceConstraintComponent,
            SH.resultSeverity,
            SH.sourceShape,
        )
        focus, path, value, component, severity, shape = (
            None if (found := report.value(result, name)) is None else inward(found) for name in names
        )
        assert focus is not None
        yield Result(focus, path, value, IRI(str(component)), IRI(str(severity)), shape or Blank("shape"))  # type: ignore[arg-type]
