"""What the parsers of graphs share: triples with their places, names of blank nodes, relative addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Blank

if TYPE_CHECKING:
    from mcvocab.model import Graph, Node, Spot, Term

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_FORBIDDEN = re.compile('[\\x00-\\x20<>"{}|^`\\\\\ud800-\udfff]')
_HALF = re.compile("[\ud800-\udfff]")


class Fault(Exception):  # noqa: N818  (an error of the provider's file, not of ours)
    """The file stops being RDF, or cannot be read as one graph; the text says why in plain words."""

    def __init__(self, spot: Spot, problem: str) -> None:
        super().__init__(problem)
        self.spot, self.problem = spot, problem


class TooDeep(Fault):
    """It nests deeper than any record needs."""


class Refused(Fault):
    """It holds what could be used for an attack."""


class ContextFault(Fault):
    """A context is not well-formed, so nobody can tell what the keys below it mean."""


class NotAtHand(ContextFault):
    """It needs a context that nobody handed over; ``context`` is its address."""

    def __init__(self, spot: Spot, context: str) -> None:
        super().__init__(spot, f"the context “{context}” is not at hand, and nothing is fetched from elsewhere")
        self.context = context


class Triples:
    """A graph as it grows, and where each of its subjects and values was first written."""

    def __init__(self) -> None:
        self.graph: Graph = {}
        self.subjects: dict[Node, Spot] = {}
        self.values: dict[tuple[Node, IRI, Term], Spot] = {}
        self._iris: dict[str, IRI] = {}
        self._labels: dict[str, Blank] = {}
        self._names: set[str] = set()
        self._count = 0

    def subject(self, node: Node, spot: Spot) -> None:
        """Notes where a node is written as a subject."""
        self.subjects.setdefault(node, spot)

    def add(self, subject: Node, predicate: IRI, term: Term, spot: Spot) -> None:
        """Adds a triple whose object is written at the spot."""
        self.graph.setdefault(subject, {}).setdefault(predicate, {})[term] = None
        self.values.setdefault((subject, predicate, term), spot)

    def knows(self, node: Node) -> bool:
        """Whether anything has been said of a node."""
        return node in self.graph

    def close(self) -> None:
        """Notes that a statement is whole."""

    def blank(self, label: str = "") -> Blank:
        """The node of a label, named by it wherever it can be; without a label, a new node."""
        if label in self._labels:
            return self._labels[label]
        name = label
        while not name or ":" in name or name in self._names:
            self._count += 1
            name = f"b{self._count}"
        self._names.add(name)
        node = Blank(name)
        if label:
            self._labels[label] = node
        return node

    def iri(self, text: str, spot: Spot) -> IRI:
        """The IRI of a text that is resolved already.

        Raises:
            Fault: where it is none, or where nobody could tell it from a blank node.
        """
        if text in self._iris:
            return self._iris[text]
        if found := _FORBIDDEN.search(text):
            raise Fault(spot, f"an address cannot hold {_named(found[0])}")
        if not is_absolute(text):
            if text in self._names:
                raise Fault(spot, f"the relative address “{text}” is also the name of a blank node")
            self._names.add(text)
        return self._iris.setdefault(text, IRI(text))


def is_absolute(iri: str) -> bool:
    """Whether an address starts with a scheme such as ``https:``."""
    return _SCHEME.match(iri) is not None


def whole(text: str, spot: Spot) -> str:
    """The text of a literal, unless it holds half a character, which escapes can write but no file can hold."""
    if not text.isascii() and _HALF.search(text):
        raise Fault(spot, "it holds half of a character")
    return text


def resolved(base: str, reference: str) -> str:
    """An address made absolute as RFC 3986 section 5.2 says; without a base, it stays as it is.

    >>> resolved("https://e.org/a/b?q#f", "../c#d")
    'https://e.org/c#d'
    >>> resolved("", "c#d")
    'c#d'
    """
    if not base or is_absolute(reference):
        return reference
    scheme, authority, path, query, _ = _split(base)
    _, other, steps, asked, fragment = _split(reference)
    if other is not None:
        authority, path, query = other, _without_dots(steps), asked
    elif steps:
        if not steps.startswith("/"):
            folder = path[: path.rfind("/") + 1]
            steps = (folder or ("/" if authority is not None else "")) + steps
        path, query = _without_dots(steps), asked
    elif asked:
        query = asked
    start = f"{scheme}:" if scheme else ""
    return f"{start}{'' if authority is None else f'//{authority}'}{path}{query or ''}{fragment or ''}"


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    found = _PARTS.fullmatch(iri)
    assert found is not None  # every text has these parts, some of them empty
    scheme, authority, path, query, fragment = found.groups()
    return scheme, authority, path, query, fragment


def _without_dots(path: str) -> str:
    """The path with its steps ``.`` and ``..`` taken."""
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif step != ".":
            kept.append(step)
    if steps[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


def _named(character: str) -> str:
    if character.isspace():
        return "a blank"
    return f"“{character}”" if character.isprintable() else "a control character"
