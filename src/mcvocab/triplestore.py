"""Runs the SPARQL of other people's shapes in Oxigraph; part of the extra ``edit``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mcvocab.engine import ShapesError
from mcvocab.engine.sparql import ROWS, SHAPES_GRAPH, Bindings, row_property
from mcvocab.model import IRI, RDF_LANG_STRING, XSD_STRING, Blank, Graph, Literal, Term

try:
    import pyoxigraph
except ImportError:
    pyoxigraph = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from mcvocab.engine.data import Data


def available() -> bool:
    """Whether there is anything to run SPARQL."""
    return pyoxigraph is not None


class Triplestore:
    """Runs queries over graphs; each graph is copied into a store when it is first asked about.

    Args:
        shapes: the shapes graph, which queries may look into under the name ``$shapesGraph``.
    """

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self._stores: WeakKeyDictionary[Data, Any] = WeakKeyDictionary()

    def solutions(self, data: Data, query: str, rows: Sequence[Bindings]) -> Sequence[Bindings]:
        """The solutions of a query over a graph; see `mcvocab.engine.sparql.Executor`.

        Raises:
            ShapesError: where the query is no SPARQL.
        """
        store, name = self._store(data), pyoxigraph.NamedNode(ROWS)
        store.extend(
            _quad(row_property(str(place)), row_property(variable), term, name)
            for place, row in enumerate(rows)
            for variable, term in row.items()
        )
        try:
            found = store.query(query)
            names = [variable.value for variable in found.variables]
            return [
                {name: _inward(term) for name, term in zip(names, solution, strict=True) if term is not None}
                for solution in found
            ]
        except SyntaxError as problem:
            raise ShapesError(f"A SPARQL query in the shapes cannot be read: {problem.msg}.") from None
        finally:
            store.clear_graph(name)

    def _store(self, data: Data) -> Any:
        store = self._stores.get(data)
        if store is None:
            store = self._stores[data] = pyoxigraph.Store()
            default = pyoxigraph.DefaultGraph()
            store.extend(_quad(*triple, default) for triple in data.triples())
            shapes = pyoxigraph.NamedNode(SHAPES_GRAPH)
            store.extend(
                _quad(subject, predicate, term, shapes)
                for subject, properties in self._shapes.items()
                for predicate, terms in properties.items()
                for term in terms
            )
        return store


def _quad(subject: Term, predicate: IRI, value: Term, graph: Any) -> Any:
    return pyoxigraph.Quad(_outward(subject), pyoxigraph.NamedNode(predicate), _outward(value), graph)


def _outward(term: Term) -> Any:
    if isinstance(term, Literal):
        if term.language:
            return pyoxigraph.Literal(term.lexical, language=term.language)
        return pyoxigraph.Literal(term.lexical, datatype=pyoxigraph.NamedNode(term.datatype))
    return pyoxigraph.BlankNode(term) if isinstance(term, Blank) else pyoxigraph.NamedNode(term)


def _inward(term: Any) -> Term:
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, RDF_LANG_STRING, term.language)
        return Literal(term.value, term.datatype.value if term.datatype else XSD_STRING)
    return Blank(term.value) if isinstance(term, pyoxigraph.BlankNode) else IRI(term.value)
