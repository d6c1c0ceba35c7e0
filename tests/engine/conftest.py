"""Small graphs written as people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph as RDFGraph

from mcvocab.engine import Engine, Result
from mcvocab.light import light

if TYPE_CHECKING:
    from mcvocab.model import Graph

PREFIXES = """
@prefix : <https://example.ac.uk/> .
@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Graph]:
    """Reads Turtle, with the usual prefixes declared and every literal as written."""
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    monkeypatch.setattr("rdflib.term.logger.disabled", True)
    return lambda text: light(RDFGraph(bind_namespaces="none").parse(data=PREFIXES + text, format="turtle"))


@pytest.fixture
def validate(graph: Callable[[str], Graph]) -> Callable[[str, str], list[Result]]:
    """Validates data against shapes, both in Turtle."""
    return lambda shapes, data: Engine(graph(shapes)).validate(graph(data))
