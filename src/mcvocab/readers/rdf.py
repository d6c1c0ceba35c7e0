"""Turtle, N-Triples and RDF/XML as records: nodes become branches keyed by property IRIs.

The parsers are those of `mcvocab.readers.graphs`; here they fill nodes instead of a graph, and what stands before a
fault is kept. A spot is an offset, or in XML a line and a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mcvocab.model import RDF, Blank, Literal, Location
from mcvocab.raw import NO_KINDS, Document, Kinds, Leaf, Row, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.graphs import rdf_xml, turtle
from mcvocab.readers.graphs.triples import Fault, Refused, TooDeep, Triples
from mcvocab.readers.json_scan import DEEPEST, sound
from mcvocab.readers.text import LONGEST, Lines, decode
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.content import Content
    from mcvocab.model import IRI, Node, Source, Spot, Term

_TYPE, _FIRST, _REST, _NIL = (RDF + name for name in ("type", "first", "rest", "nil"))
MOST = 2**26
"""The longest file of triples that is read, in bytes; all triples are held before a record is known."""

_CLASSES = 5
"""How many classes are named where none of them is read."""

_PLAIN = frozenset({"http://www.w3.org/2001/XMLSchema#string", RDF + "langString"})


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a file of triples."""
    text, troubles = decode(content.read(MOST))
    yield from troubles
    if text:
        yield Described(source, text, kinds)


def read_xml(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a file of RDF/XML, whatever its name says."""
    return read(replace(source, format="rdf"), content, kinds)


@dataclass(frozen=True)
class Described:
    """A file of triples; its records are chosen as `nodes.branches` says."""

    source: Source
    text: str
    kinds: Kinds
    headings: None = None

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in the order in which their nodes were first written; a fault comes last."""
        gathered = _Gathering()
        fault = self._gather(gathered)
        number = 0
        found = gathered.whole()
        for branch in nodes.branches(found, self.kinds):
            number += 1
            yield Row(number, branch)
        yield from gathered.troubles
        if fault:
            yield fault
        elif not number:
            yield _no_record(found.values())

    def locate(self, spot: Spot) -> Location:
        """The line and column at which a subject or a value is first written."""
        if len(spot) == 1:
            return Location(self.source.file, *self._lines.at(int(spot[0])))
        line, column = (*map(int, spot), None, None)[:2]
        return Location(self.source.file, line, column)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def _gather(self, gathered: _Gathering) -> Trouble | None:
        """Reads the triples of all whole statements; what stopped the reading."""
        xml = self.source.format == "rdf"
        try:
            if xml:
                rdf_xml.read(self.text, gathered)
            else:
                turtle.read(self.text, gathered)
        except TooDeep as fault:
            gathered.forget()
            return Trouble("nesting-too-deep", fault.spot, {"expected": str(DEEPEST)})
        except Fault as fault:
            place = self.locate(fault.spot)
            details = {"line": str(place.line), "column": str(place.column), "problem": fault.problem}
            if not xml:
                gathered.forget()
                return Trouble("turtle-malformed", fault.spot, details)
            # Nobody can tell which of the elements read so far was whole.
            gathered.clear()
            return Trouble("xml-refused" if isinstance(fault, Refused) else "xml-malformed", fault.spot, details)
        return None


class _Gathering(Triples):
    """Takes triples in the place of a graph, and forgets those of a statement that was never finished."""

    def __init__(self) -> None:
        super().__init__()
        self.troubles: list[Trouble] = []
        self._nodes: dict[str, nodes.Node] = {}
        self._told: list[list[Any]] = []

    def knows(self, node: Node) -> bool:
        found = self._nodes.get(_name(node))
        return found is not None and bool(found.types or found.entries)

    def subject(self, node: Node, spot: Spot) -> None:
        name = _name(node)
        if name not in self._nodes:
            self._nodes[name] = nodes.Node(name, spot)

    def add(self, subject: Node, predicate: IRI, term: Term, spot: Spot) -> None:
        name = _name(subject)
        node = self._nodes.get(name)
        if node is None:
            node = self._nodes[name] = nodes.Node(name, spot)
        if predicate == _TYPE and not isinstance(term, Literal):
            node.types.append(_name(term))
            self._told.append(node.types)
        else:
            node.entries.append((nodes.settled(predicate), self._leaf(term, spot)))
            self._told.append(node.entries)

    def close(self) -> None:
        self._told.clear()

    def forget(self) -> None:
        """Drops what the last, unfinished statement said."""
        for told in self._told:
            told.pop()
        self._told.clear()

    def clear(self) -> None:
        """Drops everything."""
        self._nodes.clear()

    def _leaf(self, term: Term, spot: Spot) -> Leaf:
        if not isinstance(term, Literal):
            return Leaf(_name(term), spot, kind="iri")
        text = sound(term.lexical)
        if len(text) > LONGEST:
            lengths = {"number": str(len(text)), "expected": str(LONGEST)}
            self.troubles.append(Trouble("value-too-long", spot, lengths))
            text = text[:LONGEST]
        datatype = "" if term.datatype in _PLAIN else nodes.settled(term.datatype)
        return Leaf(text, spot, term.language or "", datatype)

    def whole(self) -> dict[str, nodes.Node]:
        """The nodes of which anything was said, each collection replaced by its members."""
        told = {name: node for name, node in self._nodes.items() if node.types or node.entries}
        lists = {name: dict(node.entries) for name, node in told.items() if _is_list(node)}
        for name in lists:
            del told[name]
        for node in told.values():
            if any(leaf.kind == "iri" and (leaf.text in lists or leaf.text == _NIL) for _, leaf in node.entries):
                node.entries = [(key, member) for key, leaf in node.entries for member in _members(leaf, lists)]
        return told


def _no_record(found: Iterable[nodes.Node]) -> Trouble:
    """What is said where no record is found: what the things are of which something is said."""
    classes = Counter(kind for node in found for kind in node.types)
    if not classes:
        return Trouble("records-missing")
    told = [f"{kind} ({times:,})" for kind, times in classes.most_common(_CLASSES)]
    if len(classes) > _CLASSES:
        told.append("...")
    return Trouble("classes-unknown", details={"value": ", ".join(told)})


def _name(node: Node) -> str:
    return f"_:{node}" if isinstance(node, Blank) else nodes.settled(sound(node))


def _is_list(node: nodes.Node) -> bool:
    return node.blank and len(node.entries) == 2 and {key for key, _ in node.entries} == {_FIRST, _REST}


def _members(leaf: Leaf, lists: dict[str, dict[str, Leaf]]) -> Iterator[Leaf]:
    """A leaf, or the members of the collection that it refers to."""
    if leaf.kind != "iri" or (leaf.text not in lists and leaf.text != _NIL):
        yield leaf
        return
    cell, seen = leaf.text, set[str]()
    while cell in lists and cell not in seen:
        seen.add(cell)
        yield lists[cell][_FIRST]
        cell = lists[cell][_REST].text
