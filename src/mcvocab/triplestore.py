"""Runs the SPARQL of other people's shapes in Oxigraph; part of the extra ``edit``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from weakref import WeakKeyDictionary

from mcvocab.engine import ShapesError
from mcvocab.engine.sparql import ROWS, SHAPES_GRAPH, Bindings, row_property
from mcvocab.model import IRI, RDF_LANG_STRING, Blank, Graph, Literal, Term

try:
    import pyoxigraph
except ImportError:
    pyoxigraph = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from mcvocab.engine.data import Data

_ESCAPED = "urn:mcvocab:iri:"


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
        self._stores: WeakKeyDictionary[Data, _Store] = WeakKeyDictionary()

    def solutions(self, data: Data, query: str, rows: Sequence[Bindings]) -> Sequence[Bindings]:
        """The solutions of a query over a graph; see `mcvocab.engine.sparql.Executor`.

        Raises:
            ShapesError: where the query is no SPARQL.
        """
        store, name = self._store(data), pyoxigraph.NamedNode(ROWS)
        store.triples.extend(
            _quad(row_property(str(place)), row_property(variable), term, name)
            for place, row in enumerate(rows)
            for variable, term in row.items()
        )
        try:
            found: Any = store.triples.query(query)
            names = [variable.value for variable in found.variables]
            return [
                {name: store.inward(term) for name, term in zip(names, solution, strict=True) if term is not None}
                for solution in found
            ]
        except SyntaxError as problem:
            raise ShapesError(f"A SPARQL query in the shapes cannot be read: {problem.msg}.") from None
        finally:
            store.triples.clear_graph(name)

    def _store(self, data: Data) -> _Store:
        store = self._stores.get(data)
        if store is None:
            store = self._stores[data] = _Store(data, self._shapes)
        return store


class _Store:
    """A graph in Oxigraph, which rewrites literals such as ``.5`` and ``@en-GB``, and how they were written."""

    def __init__(self, data: Data, shapes: Graph) -> None:
        self.triples = pyoxigraph.Store()
        default, named = pyoxigraph.DefaultGraph(), pyoxigraph.NamedNode(SHAPES_GRAPH)
        self.triples.extend(_quad(*triple, default) for triple in data.triples())
        self.triples.extend(
            _quad(subject, predicate, term, named)
            for subject, properties in shapes.items()
            for predicate, terms in properties.items()
            for term in terms
        )
        self._written = self._rewritten({term for _, _, term in data.triples() if isinstance(term, Literal)})

    def _rewritten(self, literals: Collection[Literal]) -> dict[Term, Literal]:
        """The literals that the store gives back in another form, by that form."""
        asked, name = list(literals), pyoxigraph.NamedNode(ROWS)
        self.triples.extend(_quad(row_property(str(place)), ROWS, one, name) for place, one in enumerate(asked))
        quads: Any = self.triples.quads_for_pattern(None, None, None, name)
        forms = {quad.subject.value: _inward(quad.object) for quad in quads}
        self.triples.clear_graph(name)
        given = ((forms[row_property(str(place))], one) for place, one in enumerate(asked))
        return {form: one for form, one in given if form != one}

    def inward(self, term: Any) -> Term:
        """A term of Oxigraph's as one of ours, as it was written."""
        found = _inward(term)
        return self._written.get(found, found)


def _inward(term: Any) -> Term:
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, RDF_LANG_STRING, term.language)
        return Literal(term.value, str(_inward(term.datatype)))
    if isinstance(term, pyoxigraph.BlankNode):
        return Blank(term.value)
    return IRI(unquote(term.value.removeprefix(_ESCAPED)) if term.value.startswith(_ESCAPED) else term.value)


def _quad(subject: Term, predicate: IRI, value: Term, graph: Any) -> Any:
    return pyoxigraph.Quad(_outward(subject), _named(predicate), _outward(value), graph)


def _outward(term: Term) -> Any:
    if isinstance(term, Literal):
        if term.language:
            return pyoxigraph.Literal(term.lexical, language=term.language)
        return pyoxigraph.Literal(term.lexical, datatype=_named(term.datatype))
    return pyoxigraph.BlankNode(term) if isinstance(term, Blank) else _named(term)


def _named(iri: str) -> Any:
    """An IRI as Oxigraph has it, which takes none that is relative."""
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError:
        return pyoxigraph.NamedNode(_ESCAPED + quote(iri, safe=""))
