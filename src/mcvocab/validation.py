"""Plain SHACL validation: RDF files against anyone's shapes, and where in the files each fault stands."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mcvocab import triplestore
from mcvocab.engine import BeyondCoreError, Engine, Result
from mcvocab.engine.messages import best, sentences
from mcvocab.engine.source import sh
from mcvocab.model import IRI, Blank, Graph, Literal, Location, Node, Term
from mcvocab.readers.graphs import GraphFile, read_graph
from mcvocab.reporters.shacl import KNOWN_PREFIXES, Fault, Names, Validation

if TYPE_CHECKING:
    from mcvocab.engine.sparql import Executor

STANDARD_INPUT = "-"
_PREFIX = re.compile(r"(?:@prefix|PREFIX)\s+([A-Za-z][\w.-]*)?:\s*<([^<>\s]+)>", re.IGNORECASE)
_OWL_IMPORTS = IRI("http://www.w3.org/2002/07/owl#imports")


class FileError(ValueError):
    """A file cannot be opened; the text says which, and why."""


class _Part(NamedTuple):
    """One file of several: its blank nodes carry the prefix in the graph of all files."""

    name: str
    prefix: str
    file: GraphFile


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """Several files as one graph; blank nodes of different files stay different.

    Attributes:
        graph: the triples of all files.
        prefixes: the namespaces that the files declare, by prefix.
    """

    graph: Graph
    prefixes: dict[str, str]
    _parts: tuple[_Part, ...]

    def subject(self, node: Node) -> Location:
        """Where a node is first written as a subject; where that is not known, the first file."""
        for part in self._parts:
            own = _inward(node, part)
            if own is not None and (place := part.file.subject(own)) is not None:  # type: ignore[arg-type]
                return place
        return Location(self._parts[0].name)

    def place(self, result: Result, shapes: Graph) -> Location:
        """Where to look: at the value that is at fault or, where none is, at the node that lacks one."""
        steps = _last_steps(result.path, shapes)
        for find in (_value_place, _node_place):
            for part in self._parts:
                found = find(part, result, steps)
                if found is not None:
                    return found
        return Location(self._parts[0].name)


def read_files(paths: Iterable[str], contexts: Mapping[str, bytes] | None = None) -> GraphFiles:
    """The graph of some files; ``-`` is standard input.

    Args:
        paths: the files.
        contexts: the JSON-LD contexts at hand, by address; nothing is fetched.

    Raises:
        FileError: where a file cannot be opened.
        GraphError: where one is no RDF.
    """
    parts: list[_Part] = []
    graph: Graph = {}
    prefixes: dict[str, str] = {}
    for number, path in enumerate(paths):
        name, data = opened(path)
        part = _Part(name, f"f{number + 1}." if number else "", read_graph(name, data, contexts=contexts))
        for found in _PREFIX.finditer(data[:100_000].decode("utf-8", "replace")):
            prefixes.setdefault(found[1] or "", found[2])
        for subject, properties in part.file.graph.items():
            rows = graph.setdefault(_outward(subject, part), {})  # type: ignore[arg-type]
            for predicate, terms in properties.items():
                rows.setdefault(predicate, {}).update({_outward(term, part): None for term in terms})
        parts.append(part)
    return GraphFiles(graph, prefixes, tuple(parts))


def validate(
    data: GraphFiles, shapes: GraphFiles, ontology: Graph | None = None, engine: str = "exact"
) -> Validation:
    """Everything that the shapes have against the data.

    Args:
        data: the data graph.
        shapes: the shapes graph.
        ontology: triples that count as data, such as the classes that the data use, but are not judged.
        engine: ``exact``, or ``pyshacl``.

    Raises:
        ShapesError: where the shapes are not sound SHACL, or use what is refused.
    """
    results, notes = _results(data.graph, shapes.graph, ontology or {}, engine)
    prefixes = {**data.prefixes, **shapes.prefixes, **KNOWN_PREFIXES}
    sentence = sentences(shapes.graph, Names(prefixes))
    faults = tuple(
        Fault(
            result,
            data.place(result, shapes.graph),
            best(result.messages) or sentence(result),
            shapes.subject(result.shape),
        )
        for result in results
    )
    imported = [term for rows in shapes.graph.values() for term in rows.get(_OWL_IMPORTS, ())]
    if imported:
        names = ", ".join(f"<{name}>" for name in imported)
        notes.append(f"The shapes import {names}. Nothing is fetched: name a file that holds it with --shapes, too.")
    if not faults and not any(sh("path") in rows or sh("property") in rows for rows in shapes.graph.values()):
        notes.append("No shape says anything of a property. Is this the file with the shapes?")
    return Validation(faults, shapes.graph, prefixes, len(data.graph), tuple(notes))


def _results(data: Graph, shapes: Graph, ontology: Graph, engine: str) -> tuple[list[Result], list[str]]:
    if engine == "exact":
        executor: Executor | None = triplestore.Triplestore(shapes) if triplestore.available() else None
        try:
            return Engine(shapes, ontology, executor=executor).validate(data), []
        except BeyondCoreError as beyond:
            if any(sh("js") in rows for rows in shapes.values()):
                raise
            note = f"{beyond} pySHACL was asked instead, which is slow and may read literals otherwise."
    else:
        note = ""
    from mcvocab import oracle
    from mcvocab.light import heavy

    own = heavy(data, skolem=True)
    judged = own if not ontology else heavy(ontology, heavy(data, skolem=True), skolem=True)
    found = oracle.validate(judged, heavy(shapes), advanced=True)
    results = sorted((one for one in found if not ontology or one.focus in data), key=str)
    return results, [note] if note else []


def opened(path: str) -> tuple[str, bytes]:
    """The name and the content of a file; ``-`` is standard input.

    Raises:
        FileError: where it cannot be opened.
    """
    try:
        if path == STANDARD_INPUT:
            return "<stdin>", sys.stdin.buffer.read()
        return path, Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"{path}: it cannot be opened ({reason}).") from None


# --- places -----------------------------------------------------------------------------------------


def _outward(term: Term, part: _Part) -> Term:
    return Blank(part.prefix + term) if isinstance(term, Blank) and part.prefix else term


def _inward(term: Term, part: _Part) -> Term | None:
    """A term of the whole graph as the file itself has it; None where it belongs to another file."""
    if not isinstance(term, Blank):
        return term
    return Blank(term[len(part.prefix) :]) if term.startswith(part.prefix) else None


def _last_steps(path: Node | None, shapes: Graph) -> Collection[IRI]:
    """The properties that a value may have been reached by in the end."""
    waiting: list[Term] = [path] if path is not None else []
    found: dict[IRI, None] = {}
    seen: set[Term] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IRI):
            found[one] = None
        elif one not in seen:
            seen.add(one)
            waiting += [term for terms in shapes.get(one, {}).values() for term in terms]  # type: ignore[arg-type]
    return found


def _value_place(part: _Part, result: Result, steps: Collection[IRI]) -> Location | None:
    focus = _inward(result.focus, part)
    value = None if result.value is None else _inward(result.value, part)
    if value is None or isinstance(focus, Literal) or not steps:
        return None
    for step in steps:
        if focus is not None and (place := part.file.value(focus, step, value)) is not None:
            return place
    # Reached by more than one step: the nearest there is to an answer is any triple that ends like that.
    return next(_endings(part, steps, value), None) if isinstance(result.path, Blank) else None


def _endings(part: _Part, steps: Collection[IRI], value: Term) -> Iterator[Location]:
    for subject, properties in part.file.graph.items():
        for step in steps:
            if value in properties.get(step, ()) and (place := part.file.value(subject, step, value)) is not None:
                yield place


def _node_place(part: _Part, result: Result, steps: Collection[IRI]) -> Location | None:  # noqa: ARG001
    focus = _inward(result.focus, part)
    if focus is not None and not isinstance(focus, Literal) and (place := part.file.subject(focus)) is not None:
        return place
    if focus is None:
        return None
    everywhere = {predicate for properties in part.file.graph.values() for predicate in properties}
    return next(_endings(part, everywhere, focus), None)
