"""A light graph as JSON data, and back: how the shapes and the facts they rely on travel in compiled files."""

from __future__ import annotations

from typing import Any

from mcvocab.model import IRI, RDF_LANG_STRING, XSD_STRING, Blank, Graph, Literal, Node, Term

_BLANK = "_:"


def to_data(graph: Graph) -> dict[str, Any]:
    """The graph as data: an IRI is a text, a blank node one that starts with ``_:``, a literal a list.

    >>> to_data({IRI("s:x"): {IRI("s:p"): {Literal("a", RDF_LANG_STRING, "en"): None, Blank("b"): None}}})
    {'s:x': {'s:p': [['a', '', 'en'], '_:b']}}
    """
    return {
        _written(subject): {str(predicate): [_written(term) for term in terms] for predicate, terms in rows.items()}
        for subject, rows in graph.items()
    }


def from_data(data: dict[str, Any]) -> Graph:
    """The graph that `to_data` turned into data.

    >>> list(from_data({"s:x": {"s:p": [["a"], "_:b"]}})[IRI("s:x")][IRI("s:p")])
    [Literal(lexical='a', datatype='http://www.w3.org/2001/XMLSchema#string', language=None), 'b']
    """
    return {
        _node(subject): {IRI(predicate): {_term(term): None for term in terms} for predicate, terms in rows.items()}
        for subject, rows in data.items()
    }


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
