"""The shapes graph as the compiler reads it: typed look-ups whose errors say which shape is wrong, and how."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from mcvocab.engine.datatypes import meaning
from mcvocab.engine.results import ShapesError
from mcvocab.model import IRI, RDF, XSD, Blank, Graph, Literal, Node, Term
from mcvocab.triples import StoredGraph

SH: Final = "http://www.w3.org/ns/shacl#"
FIRST, REST, NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")
TRUE: Final = Literal("true", XSD + "boolean")


def sh(name: str) -> IRI:
    """A term of the SHACL vocabulary."""
    return IRI(SH + name)


class Source:
    """A shapes graph.

    Args:
        graph: its triples.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def general(self) -> Collection[Node]:
        """The nodes among which those are that concern all shapes: components, and what entailment is asked for."""
        return self.graph.general if isinstance(self.graph, StoredGraph) else self.graph

    def properties(self, node: Term) -> Mapping[IRI, Collection[Term]]:
        """All properties of a node."""
        return self.graph.get(node, {})  # type: ignore[arg-type]  # a literal is no key, and is not found

    def values(self, node: Term, predicate: IRI) -> Collection[Term]:
        """The values of a property of a node."""
        return self.properties(node).get(predicate, ())

    def one(self, node: Node, predicate: IRI) -> Term | None:
        """The only value of a property, if it has one.

        Raises:
            ShapesError: where it has several.
        """
        found = list(self.values(node, predicate))
        if len(found) > 1:
            raise ShapesError(f"{self.name(node)} has {len(found)} values of {short(predicate)}; write one.")
        return found[0] if found else None

    def true(self, node: Node, predicate: IRI) -> bool:
        """Whether the property is the literal ``true``; SHACL does not take ``1`` for it."""
        return TRUE in self.values(node, predicate)

    def members(self, node: Node, head: Term, predicate: IRI) -> list[Term]:
        """The members of the list that is the value of a property.

        Raises:
            ShapesError: where it is no sound list.
        """
        members = self.items(head)
        if members is None:
            raise ShapesError(f"{self.name(node)}: the value of {short(predicate)} must be a list, such as ( 1 2 ).")
        return members

    def items(self, head: Term) -> list[Term] | None:
        """The members of a list; None where it is no sound one."""
        members: list[Term] = []
        seen: set[Term] = set()
        cell = head
        while cell != NIL:
            first, rest = self.values(cell, FIRST), self.values(cell, REST)
            if cell in seen or len(first) != 1 or len(rest) != 1:
                return None
            seen.add(cell)
            members.extend(first)
            (cell,) = rest
        return members

    def number(self, node: Node, term: Term, predicate: IRI) -> int:
        """A whole number, as counts and lengths are.

        Raises:
            ShapesError: where the value is none.
        """
        found = meaning(term.lexical, term.datatype) if isinstance(term, Literal) else None
        value = getattr(found, "value", None)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ShapesError(
                f"{self.name(node)}: the value of {short(predicate)} must be a whole number, such as 1."
            )
        return value

    def boolean(self, node: Node, term: Term, predicate: IRI) -> bool:
        """A truth value, in whatever spelling.

        Raises:
            ShapesError: where the value is none.
        """
        found = meaning(term.lexical, term.datatype) if isinstance(term, Literal) else None
        value = getattr(found, "value", None)
        if not isinstance(value, bool):
            raise ShapesError(f"{self.name(node)}: the value of {short(predicate)} must be true or false.")
        return value

    def text(self, node: Node, term: Term, predicate: IRI) -> str:
        """A plain text.

        Raises:
            ShapesError: where the value is no literal.
        """
        if not isinstance(term, Literal):
            raise ShapesError(f"{self.name(node)}: the value of {short(predicate)} must be a text in quotes.")
        return term.lexical

    def node(self, node: Node, term: Term, predicate: IRI) -> Node:
        """A node: an IRI, or a blank node.

        Raises:
            ShapesError: where the value is a literal.
        """
        if isinstance(term, Literal):
            raise ShapesError(f"{self.name(node)}: the value of {short(predicate)} must not be a text in quotes.")
        return term

    def iri(self, node: Node, term: Term, predicate: IRI) -> IRI:
        """An IRI.

        Raises:
            ShapesError: where the value is none.
        """
        if not isinstance(term, IRI):
            raise ShapesError(f"{self.name(node)}: the value of {short(predicate)} must be an IRI.")
        return term

    def name(self, node: Node) -> str:
        """A shape as a person can find it: its IRI or, for one without, what holds it and what it is about."""
        if not isinstance(node, Blank):
            return f"The shape <{node}>"
        about = next(iter(self.values(node, sh("path"))), None)
        path = f" about <{about}>" if isinstance(about, IRI) else ""
        seen: set[Term] = {node}
        holder: Term | None = node
        while isinstance(holder, Blank):
            inner = holder
            holder = next((one for one in self._holders(inner) if one not in seen), None)
            if holder is None:
                return f"A shape without a name{path}"
            seen.add(holder)
        return f"A shape without a name{path}, within <{holder}>,"

    def _holders(self, node: Term) -> Iterator[Node]:
        for subject, properties in self.graph.items():
            if any(node in terms for terms in properties.values()):
                yield subject


def short(iri: str) -> str:
    """An IRI as people write it, where it is SHACL's own."""
    return f"sh:{iri.removeprefix(SH)}" if iri.startswith(SH) else f"<{iri}>"
