"""Nodes of a graph become trees: which nodes are records, and what hangs below each of them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.model import MCV
from mcvocab.raw import Branch, Leaf
from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.model import Spot
    from mcvocab.raw import Kinds

_DEEPEST = 50
_MOST_NODES = 1_000
_LISTING = frozenset(
    {
        "hasOfferCatalog",
        "hasPart",
        "item",
        "itemListElement",
        "itemOffered",
        "mainEntity",
        "makesOffer",
        "member",
        "offers",
    }
)
"""Names of properties, in whatever vocabulary, by which catalogues, pages and providers list what they offer."""


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


def branches(nodes: Mapping[str, Node], kinds: Kinds) -> Iterator[Branch]:
    """The records of a document as trees, in the order in which their nodes were first written.

    A record is

    - a node of one of the types that has an IRI, for it is described in its own right, unless its type is a
      nested one and another record leads to it;
    - a blank node of one of the types that stands within no other such node. Within a thing of another type it
      must be listed: by ``hasPart``, ``itemListElement``, ``itemOffered`` or their like, by a property of
      ours, or by a plain key. The degree that a job asks for is no offer;
    - a node without a type that nothing refers to and that uses a property of ours or a plain key.

    Where no types are given, a record is whatever nothing refers to. Of nodes that refer to each other in
    a ring, the first that could be a record is one: nothing is lost.

    A tree repeats a node that it refers to twice, but never within itself. Beyond a thousand nodes a record
    holds bare references.
    """
    for name in _records(nodes, kinds.types, kinds.nested):
        yield _tree(nodes[name], nodes, (), [_MOST_NODES])


def _records(nodes: Mapping[str, Node], types: frozenset[str], nested: frozenset[str]) -> list[str]:
    below: dict[str, list[str]] = {name: [] for name in nodes}
    above: dict[str, list[tuple[str, str]]] = {name: [] for name in nodes}
    for name, node in nodes.items():
        for key, leaf in node.entries:
            if leaf.kind == "iri" and leaf.text in nodes and leaf.text != name:
                below[name].append(leaf.text)
                above[leaf.text].append((name, key))
    wanted = [name for name, node in nodes.items() if not types.isdisjoint(node.types)]
    foreign = {name for name, node in nodes.items() if types.isdisjoint(node.types) and _declared(node)}

    def listed(name: str) -> bool:
        holders = [holder for holder, key in above[name] if holder not in foreign or _lists(key)]
        if holders or not above[name]:
            return True
        own = _reached(below[name], below)
        return all(holder in own for holder, _ in above[name])

    mentioned = {name for name in wanted if nodes[name].blank and not listed(name)}
    within = _reached((other for name in wanted for other in below[name]), below)

    def stands_alone(name: str) -> bool:
        node = nodes[name]
        return not node.blank and not types.isdisjoint(set(node.types) - nested)

    inner = within | mentioned
    chosen = {name for name in wanted if stands_alone(name) or name not in inner}
    _add_first(chosen, wanted, _reached(chosen | mentioned, below), below)
    loose = [name for name, node in nodes.items() if not types or (not _declared(node) and _uses_ours(node))]
    tops = {name for name in nodes if not above[name]}
    chosen |= tops.intersection(loose)
    _add_first(chosen, loose, _reached(chosen | tops, below), below)
    return [name for name in nodes if name in chosen]


def _add_first(chosen: set[str], names: Iterable[str], seen: set[str], below: Mapping[str, list[str]]) -> None:
    """Adds each node that neither the chosen ones nor those added before it lead to."""
    for name in names:
        if name not in seen:
            chosen.add(name)
            seen |= _reached([name], below)


def _declared(node: Node) -> bool:
    """Whether the node has a type that is an IRI; another word is no more than plain JSON says."""
    return any(":" in kind for kind in node.types)


def _is_ours(key: str) -> bool:
    """Whether a key is a property of ours, or the key of plain JSON, which is read as one."""
    return key.startswith(MCV) or ":" not in key


def _uses_ours(node: Node) -> bool:
    return any(_is_ours(key) for key, _ in node.entries)


def _lists(key: str) -> bool:
    return _is_ours(key) or re.split("[/#:]", key)[-1] in _LISTING


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
