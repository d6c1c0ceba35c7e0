"""Shapes run by pySHACL: the one door to it, and the yardstick for the exact engine."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyshacl
import rdflib
from rdflib import SH, URIRef
from rdflib.plugins.sparql import prepareQuery

from mcvocab.engine import Result, ShapesError
from mcvocab.light import heavy, inward
from mcvocab.model import IRI, Blank, Graph, Literal, Node

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query


class QueriedGraph(rdflib.Graph):
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
    """Judges the graphs of records by pySHACL.

    Args:
        shapes: the shapes graph.
        facts: what counts as data beside each graph.
        active: the shapes whose targets are judged; by default all.
    """

    def __init__(self, shapes: Graph, facts: Graph, active: Collection[IRI] | None = None) -> None:
        self._shapes, self._facts = heavy(shapes), facts
        if active is not None:
            for node in set(self._shapes.subjects(SH.targetClass)) - {URIRef(name) for name in active}:
                self._shapes.remove((node, None, None))

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs.

        Graphs that describe the same node must not be judged together, or they become one.

        Raises:
            ShapesError: where the shapes cannot be run.
        """
        homes: dict[Node, int] = {node: place for place, graph in enumerate(graphs) for node in graph}
        found: list[dict[Result, None]] = [{} for _ in graphs]
        if graphs:
            data = QueriedGraph(bind_namespaces="none")
            for graph in (self._facts, *graphs):
                heavy(graph, data, skolem=True)
            for result in validate(data, self._shapes):
                if not isinstance(result.focus, Literal) and result.focus in homes:
                    found[homes[result.focus]][result] = None
        return iter([sorted(results, key=str) for results in found])


def validate(data: rdflib.Graph, shapes: rdflib.Graph, *, advanced: bool = False) -> Iterator[Result]:
    """The results of pySHACL, in no particular order; the data graph may be changed.

    Raises:
        ShapesError: where the shapes cannot be run; the text is pySHACL's own explanation.
    """
    # rdflib logs a traceback for every ill-typed literal, which is the provider's slip, not ours.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, report, text = pyshacl.validate(
                data, shacl_graph=shapes, inplace=True, advanced=advanced, do_owl_imports=False, allow_warnings=True
            )
    except Exception as problem:  # pySHACL answers some shapes with whatever goes wrong first
        raise ShapesError(f"pySHACL cannot run these shapes: {problem}") from None
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(str(text))
    for result in report.objects(None, SH.result):  # what stands under sh:detail is no result of its own
        yield _result(report, result)


def _result(report: rdflib.Graph, result: rdflib.term.Node) -> Result:
    focus, path, value, component, severity, shape, constraint = (
        None if (found := report.value(result, predicate)) is None else inward(found)
        for predicate in (
            *(SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent),
            *(SH.resultSeverity, SH.sourceShape, SH.sourceConstraint),
        )
    )
    messages = tuple(m for one in report.objects(result, SH.resultMessage) if isinstance(m := inward(one), Literal))
    assert focus is not None
    return Result(
        focus=focus,
        path=None if isinstance(path, Literal) else path,
        value=value,
        component=IRI(str(component)),
        severity=IRI(str(severity)),
        shape=Blank("shape") if shape is None or isinstance(shape, Literal) else shape,
        messages=messages,
        constraint=None if isinstance(constraint, Literal) else constraint,
    )
