"""The W3C's own test suite for SHACL: every result, and the report as a graph."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from mcvocab.engine import Engine, ShapesError
from mcvocab.engine.report import report
from mcvocab.light import heavy, inward, light
from mcvocab.model import Blank
from mcvocab.model import Graph as LightGraph
from mcvocab.triplestore import Triplestore

if TYPE_CHECKING:
    from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SUITES = Path(os.environ.get("MCVOCAB_SUITES", Path(__file__).parents[3] / "shared" / "suites"))
SUITE = SUITES / "w3c-shacl"
SIZES = {"core": 98, "sparql": 23}


class Case(NamedTuple):
    manifest: Graph
    data: Graph
    shapes: Graph
    expected: Node


def files(part: str) -> list[Any]:
    found = sorted((SUITE / part).rglob("*.ttl")) if SUITE.is_dir() else []
    cases = [
        path
        for path in found
        if "mf:Manifest" in path.read_text("utf-8") and "sht:Validate" in path.read_text("utf-8")
    ]
    return [pytest.param(path, id=path.relative_to(SUITE).as_posix()) for path in cases]


def parsed(address: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    return graph.parse(address.removeprefix("file://"), format="turtle", publicID=address)


def case(path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    monkeypatch.setattr("rdflib.term.logger.disabled", True)
    manifest = parsed(f"file://{path}")
    entry = next(manifest.subjects(RDF.type, SHT.Validate))
    action, expected = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    assert expected is not None
    data, shapes = (parsed(str(manifest.value(action, name))) for name in (SHT.dataGraph, SHT.shapesGraph))
    return Case(manifest, data, shapes, expected)


def anonymous(term: Any) -> Any:
    """Blank nodes of two files cannot be told apart by name."""
    return Blank("any") if isinstance(term, Blank) else term


def results(engine: Engine, data: LightGraph) -> Counter[tuple[Any, ...]]:
    return Counter(
        tuple(map(anonymous, (r.focus, r.path, r.value, r.component, r.severity))) for r in engine.validate(data)
    )


def wanted(one: Case) -> Counter[tuple[Any, ...]]:
    names = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)
    return Counter(
        tuple(
            anonymous(inward(value)) if (value := one.manifest.value(result, name)) is not None else None
            for name in names
        )
        for result in one.manifest.objects(one.expected, SH.result)
    )


@pytest.mark.parametrize("part", SIZES)
def test_the_suite_is_whole(part: str) -> None:
    if not SUITE.is_dir():
        pytest.skip(f"the suite is not here: {SUITE}")
    assert len(files(part)) == SIZES[part]


@pytest.mark.parametrize("path", files("core"))
def test_core(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = case(path, monkeypatch)
    assert results(Engine(light(one.shapes)), light(one.data)) == wanted(one)


@pytest.mark.parametrize("path", files("sparql"))
def test_sparql(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = case(path, monkeypatch)
    shapes, data = light(one.shapes), light(one.data)
    if one.expected == SHT.Failure:
        with pytest.raises(ShapesError):
            Engine(shapes, executor=Triplestore(shapes)).validate(data)
    else:
        assert results(Engine(shapes, executor=Triplestore(shapes)), data) == wanted(one)


@pytest.mark.parametrize("path", files("core") + files("sparql"))
def test_the_report_is_the_graph_that_the_suite_expects(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = case(path, monkeypatch)
    if one.expected == SHT.Failure:
        pytest.skip("no report is expected")
    shapes = light(one.shapes)
    found = heavy(report(Engine(shapes, executor=Triplestore(shapes)).validate(light(one.data)), shapes))
    expected = described(one.manifest, one.expected)
    if not list(expected.objects(None, SH.resultMessage)):
        found.remove((None, SH.resultMessage, None))  # the suite leaves messages open unless it names one
    assert isomorphic(found, expected), found.serialize(format="turtle") + expected.serialize(format="turtle")


def described(graph: Graph, node: Node) -> Graph:
    """The report alone: its results and their paths, but not the shapes that they name."""
    found, waiting = Graph(bind_namespaces="none"), [node]
    while waiting:
        subject = waiting.pop()
        for predicate, value in graph.predicate_objects(subject):
            if (subject, predicate, value) not in found:
                found.add((subject, predicate, value))
                if isinstance(value, BNode) and predicate not in (SH.sourceShape, SH.focusNode, SH.value):
                    waiting.append(value)
    assert all(isinstance(subject, BNode | URIRef) for subject in found.subjects())
    return found
