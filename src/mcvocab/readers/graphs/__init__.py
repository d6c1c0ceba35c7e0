"""RDF files as faithful graphs, for engines that judge any graph: nothing is flattened, settled or repaired.

Other readers hand over records and salvage what stands before a fault. Here a file is read whole or not at all,
for whoever judges half a file judges another graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from mcvocab.model import Location
from mcvocab.readers import json_scan
from mcvocab.readers.graphs import jsonld, rdf_xml, turtle
from mcvocab.readers.graphs.triples import Fault, Triples
from mcvocab.readers.json_tree import is_linked
from mcvocab.readers.text import Lines, decode

if TYPE_CHECKING:
    from mcvocab.model import IRI, Graph, Node, Spot, Term

__all__ = ["SUFFIXES", "GraphError", "GraphFile", "read_graph"]

_TURTLE, _XML, _JSON = (".ttl", ".nt", ".trig", ".nq"), (".rdf", ".owl", ".xml"), (".jsonld", ".json")
SUFFIXES = (*_TURTLE, *_XML, *_JSON)
"""The suffixes of files that can be read; N-Quads and TriG as far as they hold one graph."""

_LIKE_XML = re.compile(r"<(?:\?xml|!|[\w.-]+(?::[\w.-]+)?\s[^>]*xmlns)")
_LIKE_JSON = re.compile(r'\{|\[\s*(?:[\[{"]|\]\s*\Z)')
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class GraphError(ValueError):
    """A file is no RDF, or cannot be read as one graph.

    Attributes:
        where: the place in the file, as far as it is known.
        problem: what is wrong, in plain words.
    """

    def __init__(self, where: Location, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where, self.problem = where, problem


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A graph, and where its parts are written; places are worked out only when they are asked for."""

    graph: Graph
    _subjects: Mapping[Node, Spot] = field(repr=False)
    _values: Mapping[tuple[Node, IRI, Term], Spot] = field(repr=False)
    _locate: Callable[[Spot], Location] = field(repr=False)

    def subject(self, node: Node) -> Location | None:
        """Where a node is first written as a subject."""
        spot = self._subjects.get(node)
        return None if spot is None else self._locate(spot)

    def value(self, subject: Node, predicate: IRI, term: Term) -> Location | None:
        """Where the object of a triple is first written."""
        spot = self._values.get((subject, predicate, term))
        return None if spot is None else self._locate(spot)


def read_graph(
    name: str, data: bytes, suffix: str = "", base: str = "", contexts: Mapping[str, bytes] | None = None
) -> GraphFile:
    r"""The graph that a file holds.

    Args:
        name: what reports call the file; its suffix names the format unless ``suffix`` does.
        data: the whole content.
        suffix: the format, as one of `SUFFIXES`; where neither names one, the content is asked.
        base: what relative addresses are relative to where the file does not say; without it they stay relative.
        contexts: the JSON-LD contexts at hand, as JSON text by address. Nothing is ever fetched.

    Raises:
        GraphError: where the content is no RDF, or holds several graphs.

    >>> file = read_graph("a.ttl", b"PREFIX e: <https://e.org/>\ne:a e:p 2.50 .")
    >>> [(node, properties)] = file.graph.items()
    >>> [(predicate, values)] = properties.items()
    >>> [value] = values
    >>> value.lexical, str(file.subject(node)), str(file.value(node, predicate, value))
    ('2.50', 'a.ttl:2:1', 'a.ttl:2:9')
    """
    suffix = (suffix or PurePath(name).suffix).lower()
    text = _text(name, data)
    if suffix not in SUFFIXES:
        suffix = _suffix_of(text)
    triples = Triples()
    locate = _locator(name, text, suffix)
    try:
        if suffix in _XML:
            rdf_xml.read(text, triples, base)
        elif suffix in _JSON:
            known = {address: _json(f"“{address}”", _text(address, one)) for address, one in (contexts or {}).items()}
            value = _json(name, text)
            jsonld.read(value, triples, base, known)
            if value and not triples.graph and not any(map(is_linked, value if isinstance(value, list) else [value])):
                raise Fault((), "it is JSON, but no key of it has a meaning: it names no context")
        else:
            turtle.read(text, triples, base, suffix)
    except Fault as fault:
        raise GraphError(locate(fault.spot), fault.problem) from None
    except RecursionError:
        raise GraphError(Location(name), f"it nests deeper than {json_scan.DEEPEST} levels") from None
    return GraphFile(triples.graph, triples.subjects, triples.values, locate)


def _text(name: str, data: bytes) -> str:
    declared = _DECLARED.match(data[:200])
    if declared and declared[1].lower() not in {b"utf-8", b"utf8", b"utf-16"}:
        try:
            data = data.decode(declared[1].decode()).encode()
        except (LookupError, UnicodeDecodeError):
            raise GraphError(Location(name, 1), f"it is not encoded as {declared[1].decode()}") from None
    text, troubles = decode(data)
    for trouble in troubles:
        if trouble.code == "file-empty":
            raise GraphError(Location(name), "it is empty")
        if trouble.code == "file-not-text":
            raise GraphError(Location(name), "it is not a text")
        raise GraphError(Location(name, int(trouble.details["line"])), "its text is not encoded as UTF-8")
    return text


def _suffix_of(text: str) -> str:
    start = text[:65_536].lstrip()
    if _LIKE_XML.match(start):
        return ".rdf"
    return ".jsonld" if _LIKE_JSON.match(start) else ".ttl"


def _locator(name: str, text: str, suffix: str) -> Callable[[Spot], Location]:
    """What turns a spot of the format into a place."""
    if suffix in _JSON:
        return _json_locator(name, json_scan.Ways(text), Lines(text))
    if suffix in _XML:
        return lambda spot: Location(name, int(spot[0]), int(spot[1]))
    lines = Lines(text)
    return lambda spot: Location(name, *lines.at(int(spot[0])))


def _json_locator(name: str, ways: json_scan.Ways, lines: Lines) -> Callable[[Spot], Location]:
    def locate(spot: Spot) -> Location:
        offset, pointer = ways.find(spot)
        return Location(name, *lines.at(offset), pointer=pointer)

    return locate


def _json(name: str, text: str) -> json_scan.Value:
    try:
        value, end = json_scan.value_at(text, json_scan.past_blanks(text, 0))
        end = json_scan.past_blanks(text, end)
        if end < len(text):
            raise json_scan.Fault(end, "the end of the file")
    except json_scan.Fault as fault:
        place = Lines(text).at(fault.offset)
        trouble = fault.trouble(text, place)
        words = trouble.details.get("problem") or f"it nests deeper than {json_scan.DEEPEST} levels"
        raise GraphError(Location(name, *place), words) from None
    return value
