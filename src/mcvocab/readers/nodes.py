"""Nodes of a graph become trees: which nodes are records, and what hangs below each of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Leaf

if TYPE_CHECKING:
    from mcvocab.model import Spot

_DEEPEST = 50
_MOST_NODES = 1_000


@dataclass(slots=True)
class Node:
    """One subject: an IRI, or a name that starts with ``_:`` and holds within its document only.

    A leaf of kind ``iri`` whose text is the name of another node refers to that node.
    """

    name: str
    spot: Spot = ()
    types: list[str] = field(default_factory=list)
    entries: list[tuple[str, Leaf]] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether the node has no IRI."""
        return self.name.startswith("_:")


def settled(iri: str) -> str:
    """The IRI in the one spelling used here: schema.org publishes its terms under two.

    >>> settled("http://schema.org/Course")
    'https://schema.org/Course'
    """
    return f"https{iri[4:]}" if iri.startswith("http://schema.org/") else iri


def branches(nodes: Mapping[str, Node], types: frozenset[str]) -> Iterator[Branch]:
    """The records of a document as trees, in the order in which their nodes were first written.

    A record is a node of one of ``types``, unless it is blank and stands within another record; and a node
    that nothing refers to, unless it has another type and holds records, as a catalogue does. Where nodes
    refer to each other in a ring and none of them is a record yet, the first one is: nothing is lost.

    A tree repeats a node that it refers to twice, but never within itself. Beyond a thousand nodes a record
    holds bare references.
    """
    for name in _records(nodes, types):
        yield _tree(nodes[name], nodes, (), [_MOST_NODES])


def _records(nodes: Mapping[str, Node], types: frozenset[str]) -> list[str]:
    below = {
        name: [
            leaf.text for _, leaf in node.entries if leaf.kind == "iri" and leaf.text in nodes and leaf.text != name
        ]
        for name, node in nodes.items()
    }
    above: dict[str, list[str]] = {name: [] for name in nodes}
    for name, names in below.items():
        for other in names:
            above[other].append(name)
    typed = {name for name, node in nodes.items() if not types.isdisjoint(node.types)}
    within = _reached((other for name in typed for other in below[name]), below)
    holders = _reached((other for name in typed for other in above[name]), above) - typed
    holders = {name for name in holders if nodes[name].types}
    chosen = {name for name in typed if not nodes[name].blank or name not in within}
    chosen |= {name for name in nodes if not above[name] and name not in typed and name not in holders}
    seen = _reached(chosen, below) | holders
    for name in nodes:
        if name not in seen:
            chosen.add(name)
            seen |= _reached([name], below)
    return [name for name in nodes if name in chosen]


def _reached(starts: Iterable[str], links: Mapping[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = deque(starts)
    while waiting:
        name = waiting.popleft()
        if name not in reached:
            reached.add(name)
            waiting.extend(links[name])
    return reached


def _tree(node: Node, nodes: Mapping[str, Node], above: tuple[str, ...], left: list[int]) -> Branch:
    left[0] -= 1
    above = (*above, node.name)
    entries: list[tuple[str, Leaf | Branch]] = []
    for key, leaf in node.entries:
        other = nodes.get(leaf.text) if leaf.kind == "iri" else None
        if other and other.name not in above and len(above) < _DEEPEST and left[0] > 0:
            entries.append((key, _tree(other, nodes, above, left)))
        elif not leaf.text.startswith("_:") or leaf.kind != "iri":
            entries.append((key, leaf))
    return Branch(tuple(entries), node.spot, "" if node.blank else node.name, tuple(node.types))
