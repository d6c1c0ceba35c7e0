"""A light graph as JSON data, and back: how the shapes and the facts they rely on travel in compiled files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mcvocab.model import IRI, RDF_LANG_STRING, XSD_STRING, Blank, Graph, Literal, Node, Term

_BLANK = "_:"
_MANY = 200
"""The number of blank nodes that are asked for before it is worth while to read all at once."""


def to_data(graph: Graph) -> dict[str, Any]:
    """The graph as data: an IRI is a text, a blank node one that starts with ``_:``, a literal a list.

    >>> to_data({IRI("s:x"): {IRI("s:p"): {Literal("a", RDF_LANG_STRING, "en"): None, Blank("b"): None}}})
    {'s:x': {'s:p': [['a', '', 'en'], '_:b']}}
    """
    return {
        _written(subject): {str(predicate): [_written(term) for term in terms] for predicate, terms in rows.items()}
        for subject, rows in graph.items()
    }


def stored(graph: Graph) -> dict[str, dict[str, Any]]:
    """The graph as data for a `StoredGraph`: each IRI with the blank nodes that follow it in the graph.

    >>> stored({IRI("s:x"): {IRI("s:p"): {Blank("b"): None}}, Blank("b"): {IRI("s:q"): {IRI("s:y"): None}}})
    {'s:x': {'s:x': {'s:p': ['_:b']}, '_:b': {'s:q': ['s:y']}}}
    """
    rows: dict[str, dict[str, Any]] = {}
    together: dict[str, Any] = {}
    for subject, triples in to_data(graph).items():
        if not subject.startswith(_BLANK):
            together = rows[subject] = {}
        together[subject] = triples
    return rows


class StoredGraph(Mapping[Node, "dict[IRI, dict[Term, None]]"]):
    """A graph of a compiled file, of which the triples of an IRI are read when it is first asked for.

    Args:
        rows: what `stored` gave.
        general: the nodes that whoever reads a part of the graph must know of, in their order.
        holders: by each node that is a value in the graph, the subjects that it is a value of, by predicate.
    """

    def __init__(self, rows: Mapping[str, Any], general: Iterable[str], holders: Mapping[str, Any]) -> None:
        self._rows, self._holders = rows, holders
        self.general = tuple(map(_node, general))
        self._read: dict[object, Mapping[str, Any]] = {}
        self._made: dict[object, dict[IRI, dict[Term, None]]] = {}
        self._all: list[Node] | None = None
        self._asked = 0
        self._blanks: frozenset[str] | None = None

    def mentions(self, node: Node) -> bool:
        """Whether a node has triples, or is a value."""
        if isinstance(node, Blank):
            return self._is_value(node)
        return _written(node) in self._holders or node in self

    def holders(self, predicate: IRI, value: Node) -> list[Node]:
        """The subjects that a node is a value of by a predicate."""
        return list(map(_node, self._holders.get(_written(value), {}).get(predicate, ())))

    def get(self, key: object, default: Any = None) -> Any:
        """The triples of a node, or the default."""
        found = self._made.get(key)
        if found is None:
            row = self._row(key)
            if row is None:
                return default
            found = self._made[key] = _properties(row)
        return found

    def __getitem__(self, key: Node) -> dict[IRI, dict[Term, None]]:
        found: dict[IRI, dict[Term, None]] | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._row(key) is not None

    def __iter__(self) -> Iterator[Node]:
        return iter(self._subjects())

    def __len__(self) -> int:
        return len(self._subjects())

    def _is_value(self, node: Blank) -> bool:
        """Whether a blank node is a value; it stands in the graph only where it is one.

        Those of records are asked for again and again, and are none. From many questions on all are held in memory.
        """
        self._asked += 1
        if self._asked == _MANY:
            self._blanks = frozenset(name for name in self._holders if name.startswith(_BLANK))
        return _written(node) in (self._holders if self._blanks is None else self._blanks)

    def _row(self, key: object) -> Mapping[str, Any] | None:
        """The triples of a node as they are stored."""
        found = self._read.get(key)
        if found is None and self._all is None:
            if isinstance(key, Blank):
                if self._is_value(key):
                    self._subjects()  # it stands with an IRI that was not asked for
            elif isinstance(key, str):
                self._keep(self._rows.get(key, {}))
            found = self._read.get(key)
        return found

    def _subjects(self) -> list[Node]:
        if self._all is None:
            self._all = [subject for row in self._rows.values() for subject in self._keep(row)]
        return self._all

    def _keep(self, row: Mapping[str, Any]) -> list[Node]:
        subjects = list(map(_node, row))
        self._read.update(zip(subjects, row.values(), strict=True))
        return subjects


def _properties(rows: Mapping[str, Any]) -> dict[IRI, dict[Term, None]]:
    return {IRI(predicate): {_term(term): None for term in terms} for predicate, terms in rows.items()}


def from_data(data: dict[str, Any]) -> Graph:
    """The graph that `to_data` turned into data.

    >>> list(from_data({"s:x": {"s:p": [["a"], "_:b"]}})[IRI("s:x")][IRI("s:p")])
    [Literal(lexical='a', datatype='http://www.w3.org/2001/XMLSchema#string', language=None), 'b']
    """
    return {_node(subject): _properties(rows) for subject, rows in data.items()}


def _written(term: Term) -> Any:
    if isinstance(term, Literal):
        if term.language:
            return [term.lexical, "", term.language]
        return [term.lexical] if term.datatype == XSD_STRING else [term.lexical, term.datatype]
    return _BLANK + term if isinstance(term, Blank) else str(term)


def _term(written: Any) -> Term:
    if isinstance(written, str):
        return _node(written)
    if len(written) == 3:
        return Literal(written[0], RDF_LANG_STRING, written[2])
    return Literal(*written)


def _node(written: str) -> Node:
    return Blank(written[len(_BLANK) :]) if written.startswith(_BLANK) else IRI(written)
