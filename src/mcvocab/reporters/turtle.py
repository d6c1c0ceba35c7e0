"""Turtle: a graph as people like to read it, in the order in which it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcvocab.model import IRI, XSD, XSD_STRING, Literal
from mcvocab.reporters.nesting import DEEPEST, NIL, TYPE, Nesting

if TYPE_CHECKING:
    from mcvocab.model import Graph, Node, Term

_LOCAL = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}
"""Literals that Turtle knows without quotes."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write_turtle(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """The graph as Turtle; blank nodes that are used once stand where they are used, and lists in brackets.

    Args:
        graph: the graph.
        prefixes: namespaces by prefix; those that are of no use are left out.

    >>> graph: Graph = {IRI("https://e.org/a"): {TYPE: {IRI("https://e.org/B"): None}}}
    >>> print(write_turtle(graph, {"e": "https://e.org/", "x": "https://x.org/"}), end="")
    @prefix e: <https://e.org/> .
    <BLANKLINE>
    e:a a e:B .
    """
    writing = _Writing(graph, prefixes)
    body = "\n".join(writing.statements())
    used = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in prefixes if name in writing.used)
    return f"{used}\n{body}" if used else body


class _Writing:
    def __init__(self, graph: Graph, prefixes: Mapping[str, str]) -> None:
        self._graph, self._prefixes = graph, prefixes
        self._nesting = nesting = Nesting(graph)
        self._uses, self._lists = nesting.uses, nesting.lists
        self._labels: dict[Node, str] = {}
        self._written: set[Node] = set()
        self.used: set[str] = set()

    def statements(self) -> list[str]:
        """Whatever is not used exactly once, and then what is left: rings, and what would nest too deep."""
        nodes = [node for node in self._graph if node not in self._nesting.cells]
        tops = [node for node in nodes if isinstance(node, IRI) or self._uses[node] != 1]
        return [
            *(self._statement(node) for node in tops),
            *(self._statement(node) for node in nodes if node not in self._written),
        ]

    def _statement(self, node: Node) -> str:
        self._written.add(node)
        named = isinstance(node, IRI) or self._uses[node]
        subject = self._term(node, 0) if named else "[]"
        return f"{subject} {self._properties(node, 1)} .\n"

    def _properties(self, node: Node, depth: int) -> str:
        properties = self._graph[node]
        ordered = sorted(properties, key=lambda predicate: predicate != TYPE)
        lines = (
            f"{'a' if predicate == TYPE else self._iri(predicate)} "
            + ", ".join(self._term(term, depth) for term in properties[predicate])
            for predicate in ordered
        )
        return f" ;\n{'    ' * depth}".join(lines)

    def _term(self, term: Term, depth: int) -> str:
        if isinstance(term, Literal):
            return self._literal(term)
        if term == NIL:
            return "()"
        if isinstance(term, IRI):
            return self._iri(term)
        if term in self._lists:
            return f"( {' '.join(self._term(member, depth + 1) for member in self._lists[term])} )"
        if self._uses[term] != 1 or term in self._written or depth > DEEPEST:
            return self._labels.setdefault(term, f"_:b{len(self._labels) + 1}")
        if term not in self._graph:
            return "[]"
        self._written.add(term)
        indent = "    " * depth
        return f"[\n{indent}    {self._properties(term, depth + 1)}\n{indent}]"

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare and bare.fullmatch(literal.lexical):
            return literal.lexical
        quoted = f'"{_ESCAPED.sub(_escape, literal.lexical)}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if literal.datatype == XSD_STRING else f"{quoted}^^{self._iri(IRI(literal.datatype))}"

    def _iri(self, iri: IRI) -> str:
        for name, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(name)
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{_FORBIDDEN.sub(_escape_code, iri)}>"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or _escape_code(found)


def _escape_code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
