"""How the blank nodes of a graph nest: which are used once, and which are the cells of lists."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mcvocab.model import IRI, RDF, Blank

if TYPE_CHECKING:
    from mcvocab.model import Graph, Node, Term

TYPE, NIL = IRI(RDF + "type"), IRI(RDF + "nil")
_FIRST, _REST = IRI(RDF + "first"), IRI(RDF + "rest")

DEEPEST = 20
"""How deep nodes are written within each other; one that would stand deeper is given a name instead."""


class Nesting:
    """What a writer asks of a graph.

    Attributes:
        uses: how often each blank node is the object of a triple.
        lists: the members of each list by its first cell. Every cell is used once and says nothing else, the last
            leads to ``rdf:nil``, and no list stands within itself.
        cells: the cells of all these lists.
    """

    def __init__(self, graph: Graph) -> None:
        self.uses: Counter[Term] = Counter()
        self._users: dict[Term, Node] = {}
        for node, properties in graph.items():
            for terms in properties.values():
                blanks = [term for term in terms if isinstance(term, Blank)]
                self.uses.update(blanks)
                self._users.update(dict.fromkeys(blanks, node))
        self.lists: dict[Term, list[Term]] = {}
        self.cells: set[Term] = set()
        self._find_lists(self._pairs(graph))

    def _pairs(self, graph: Graph) -> dict[Term, tuple[Term, Term]]:
        """What could be cells: first and rest of each node that has nothing else."""
        pairs: dict[Term, tuple[Term, Term]] = {}
        for node, properties in graph.items():
            if isinstance(node, Blank) and self.uses[node] == 1 and properties.keys() == {_FIRST, _REST}:
                first, rest = list(properties[_FIRST]), list(properties[_REST])
                if len(first) == len(rest) == 1:
                    pairs[node] = first[0], rest[0]
        return pairs

    def _find_lists(self, pairs: dict[Term, tuple[Term, Term]]) -> None:
        inner = {rest for _, rest in pairs.values()}
        heads: dict[Term, Term] = {}
        for head in pairs.keys() - inner:
            cell: Term = head
            cells, members = [], []
            while cell in pairs:
                cells.append(cell)
                member, cell = pairs[cell]
                members.append(member)
            if cell == NIL:
                self.lists[head] = members
                heads.update(dict.fromkeys(cells, head))
        for head in list(self.lists):
            if self._depth(head, heads) > DEEPEST:
                del self.lists[head]
        self.cells = {cell for cell, head in heads.items() if head in self.lists}

    def _depth(self, head: Term, heads: dict[Term, Term]) -> int:
        """How many lists a list stands in; too many where they stand in each other."""
        depth = 0
        while depth <= DEEPEST and (user := self._users[head]) in heads:
            head, depth = heads[user], depth + 1
        return depth
