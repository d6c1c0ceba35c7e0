"""JSON-LD 1.1, the second step: what a document describes becomes triples.

The algorithms are those of "JSON-LD 1.1 Processing Algorithms and API", section 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.model import IRI, RDF, Blank, Literal
from mcvocab.readers.graphs.expansion import Item, List, Object, Text, expand
from mcvocab.readers.graphs.triples import Fault, Triples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcvocab.model import Node, Spot
    from mcvocab.model import Term as RdfTerm
    from mcvocab.readers.json_scan import Value

_TYPE, _FIRST, _REST, _NIL = (IRI(RDF + name) for name in ("type", "first", "rest", "nil"))


def read(value: Value, triples: Triples, base: str, known: Mapping[str, Value]) -> None:
    """Adds the triples of a document.

    Args:
        value: the whole document as `json_scan` decodes it.
        triples: where they go.
        base: the address of the document; empty where nobody needs to know.
        known: the context documents at hand, by address.

    Raises:
        Fault: where it is not JSON-LD, or holds more than one graph.
    """
    items = expand(value, base, known)
    if len(items) == 1 and isinstance(top := items[0], Object) and top.holds_graph:
        items = top.graph or []
    writer = _Writer(triples)
    for item in items:
        writer.term(item)


class _Writer:
    def __init__(self, triples: Triples) -> None:
        self._triples = triples

    def term(self, item: Item) -> RdfTerm | None:
        """The term that an item stands for, once all that it says is told; none where its id means nothing."""
        if isinstance(item, Text):
            assert isinstance(item.content, Literal)
            self._triples.iri(item.content.datatype, item.spot)
            return item.content
        if isinstance(item, List):
            return self._list(item)
        return None if item.named and item.id is None else self._described(item)

    def _node(self, name: str | None, spot: Spot) -> Node:
        if name is None:
            return self._triples.blank()
        return self._triples.blank(name[2:]) if name.startswith("_:") else self._triples.iri(name, spot)

    def _described(self, item: Object) -> Node:
        if item.graph:
            problem = "a named graph starts here; only a file that holds one graph can be read"
            raise Fault(item.spot, problem)
        node = self._node(item.id, item.spot)
        if item.types or item.links:
            self._triples.subject(node, item.spot)
        for iri, spot in item.types:
            self._triples.add(node, _TYPE, self._node(iri, spot), spot)
        for iri, other in item.links:
            # Properties without an IRI are no RDF.
            term = self.term(other)
            if term is not None and not iri.startswith("_:"):
                self._triples.add(node, self._triples.iri(iri, other.spot), term, other.spot)
        for iri, other in item.reverse:
            subject = self.term(other)
            if isinstance(subject, IRI | Blank) and not iri.startswith("_:"):
                self._triples.subject(subject, other.spot)
                self._triples.add(subject, self._triples.iri(iri, other.spot), node, item.spot)
        for other in item.included:
            self.term(other)
        return node

    def _list(self, item: List) -> Node:
        head: Node = _NIL
        cell: Blank | None = None
        for one in item.items:
            following = self._triples.blank()
            if cell is None:
                head = following
                self._triples.subject(head, item.spot)
            else:
                self._triples.add(cell, _REST, following, one.spot)
                self._triples.subject(following, one.spot)
            cell = following
            if (term := self.term(one)) is not None:
                self._triples.add(cell, _FIRST, term, one.spot)
        if cell is not None:
            self._triples.add(cell, _REST, _NIL, item.spot)
        return head
