"""The sources of the language and the standard: which files, what hash, and their graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mcvocab.linefile import LanguageError
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from rdflib import Graph

SUFFIXES = (".ttl", ".tsv")
# Shapes about the ontology's own style; their targets are concepts, which stand beside every record that is judged.
STYLE = "ontology.ttl"


@dataclass(frozen=True, slots=True)
class Sources:
    """The folders ``ontology/`` and ``shapes/`` of one language and its standard."""

    ontology: Path
    shapes: Path

    def files(self) -> Iterator[Path]:
        """Every source file, in a stable order."""
        for folder in (self.ontology, self.shapes):
            yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)

    def hash(self) -> str:
        """SHA-256 over the names and contents of all source files, in hexadecimal."""
        digest = hashlib.sha256()
        for path in self.files():
            root = self.ontology if path.is_relative_to(self.ontology) else self.shapes
            content = path.read_bytes()
            digest.update(f"{root.name}/{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def language(self) -> Graph:
        """The graph of all Turtle files of the ontology; raises `LanguageError` where one is no Turtle."""
        return _graph(sorted(self.ontology.rglob("*.ttl")))

    def standard(self) -> Graph:
        """The graph of all Turtle files of the shapes, save those about the ontology itself."""
        return _graph(path for path in sorted(self.shapes.rglob("*.ttl")) if path != self.shapes / STYLE)

    def style(self) -> Graph:
        """The graph of the shapes about the ontology itself; empty where a standard has none."""
        return _graph(path for path in [self.shapes / STYLE] if path.exists())


def _graph(paths: Iterable[Path]) -> Graph:
    # Imported here because the hash alone, which every start in a checkout asks for, needs no RDF library.
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # for a slip of the pen it has errors of several kinds
            raise LanguageError(_problem(path) or f"{path.name} cannot be read: {error}") from error
    return graph


def _problem(path: Path) -> str:
    """What is wrong with a file of Turtle, and where; nothing, where our own reader finds no fault."""
    from mcvocab.readers.graphs import GraphError, read_graph

    try:
        read_graph(path.name, path.read_bytes(), ".ttl")
    except GraphError as error:
        return f"{error}."
    return ""
