"""Turtle, N-Triples and RDF/XML: triples become branches keyed by property IRIs.

The parsers are rdflib's. It forgets where a triple stood and rewrites numbers, so each triple is taken from
the parser itself, together with its place. A spot is a line and, in Turtle, a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mcvocab.model import RDF, Location, Source, Spot
from mcvocab.raw import Document, Leaf, Row, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.json_scan import DEEPEST
from mcvocab.readers.rdf_triples import Recorder, TurtleFault, XmlFault, read_turtle, read_xml
from mcvocab.readers.text import LONGEST, Lines, decode

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"

_PROBLEMS = (
    (r'Prefix "(.*:)" not bound', "the prefix {0} is used here but declared nowhere above"),
    (r"^expected '\.'", "a full stop or a semicolon is missing before this place"),
    (r"^no full stop", "the last statement does not end in a full stop"),
    (r"unterminated string|newline|Quote expected", "a text in quotes is not closed"),
    (r"unterminated URI", "an address in angle brackets is not closed"),
    (r"EOF|found end", "the file ends in the middle of a statement"),
    (r"escape|Unicode", "a backslash is followed by something that Turtle does not know"),
    (r"propertylist|property_list|objectList|expected item", "a property or a value is missing here"),
    (r"directive or statement", "no statement can start like this"),
)


def read(source: Source, data: bytes, types: frozenset[str] = frozenset()) -> Iterator[Document | Trouble]:
    """The one document of a file of triples."""
    text, troubles = decode(data)
    yield from troubles
    if text:
        yield Triples(source, text, types)


@dataclass(frozen=True, slots=True)
class Triples:
    """A file of triples; its records are chosen as `nodes.branches` says."""

    source: Source
    text: str
    types: frozenset[str]
    headings: None = None

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in the order in which their nodes were first written; a fault comes last."""
        recorder = Recorder()
        fault = self._recorded(recorder)
        troubles: list[Trouble] = []
        number = 0
        for branch in nodes.branches(_nodes(recorder, troubles), self.types):
            number += 1
            yield Row(number, branch)
        yield from troubles
        if fault:
            yield fault
        elif not number:
            yield Trouble("records-missing")

    def locate(self, spot: Spot) -> Location:
        """The line on which a subject or a value is first written, and its column in Turtle."""
        line, column = (*map(int, spot), None, None)[:2]
        return Location(self.source.file, line, column)

    def _recorded(self, recorder: Recorder) -> Trouble | None:
        """Reads the triples of all whole statements; what stopped the reading."""
        try:
            if self.source.format == "rdf":
                read_xml(self.text, recorder)
            else:
                read_turtle(self.text, recorder)
        except TurtleFault as fault:
            line, column = Lines(self.text).at(fault.offset)
            details = {"line": str(line), "column": str(column), "problem": _in_words(fault.problem)}
            return Trouble("turtle-malformed", (line, column), details)
        except XmlFault as fault:
            # Nobody can tell which of the elements read so far was whole.
            recorder.triples.clear()
            details = {"line": str(fault.line), "problem": fault.problem}
            return Trouble("xml-refused" if fault.refused else "xml-malformed", (fault.line,), details)
        except RecursionError:
            return Trouble("nesting-too-deep", recorder.place, {"expected": str(DEEPEST)})
        return None


def _in_words(problem: str) -> str:
    for pattern, words in _PROBLEMS:
        if found := re.search(pattern, problem):
            return words.format(*found.groups())
    return "this is not Turtle"


def _nodes(recorder: Recorder, troubles: list[Trouble]) -> dict[str, nodes.Node]:
    """The recorded triples by subject, each collection replaced by its members."""
    gathered: dict[str, nodes.Node] = {}
    for subject, predicate, leaf in dict.fromkeys(recorder.triples):
        node = gathered.setdefault(subject, nodes.Node(subject, recorder.subjects.get(subject, leaf.spot)))
        if len(leaf.text) > LONGEST:
            lengths = {"number": str(len(leaf.text)), "expected": str(LONGEST)}
            troubles.append(Trouble("value-too-long", leaf.spot, lengths))
            leaf = replace(leaf, text=leaf.text[:LONGEST])
        if predicate == RDF + "type" and leaf.kind == "iri":
            node.types.append(leaf.text)
        else:
            node.entries.append((predicate, leaf))
    lists = {name: dict(node.entries) for name, node in gathered.items() if _is_list(node)}
    for node in gathered.values():
        node.entries = [(key, member) for key, leaf in node.entries for member in _members(leaf, lists)]
    return {name: node for name, node in gathered.items() if name not in lists}


def _is_list(node: nodes.Node) -> bool:
    return node.blank and {key for key, _ in node.entries} == {_FIRST, _REST}


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
