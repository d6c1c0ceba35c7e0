"""The report graph of a check: as the specification of SHACL describes it, alike in Turtle and JSON-LD."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from mcvocab.checker import Checker, Options
from mcvocab.model import BASE, MCV
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def report(form: str, *given: Path | bytes) -> rdflib.Graph:
    vocabulary, standard = load()
    checker = Checker(vocabulary, standard, Options(as_of="2026-01-15"))
    style = Style(rules=standard.rules, profiles=standard.profiles, fields=vocabulary.fields)
    text = "".join(map(str, REPORTERS[form](checker.header, checker.stream(list(given)), style)))
    return rdflib.Graph().parse(data=text, format={"jsonld": "json-ld"}.get(form, form))


@pytest.mark.parametrize("path", ["examples/starter", "examples/json-malformed", "tests/golden/29-awards.csv"])
def test_every_result_has_what_the_specification_asks_for(path: str) -> None:
    graph = report("turtle", ROOT / path)
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert list(graph.objects(top, SH.conforms)) == [Literal(False)]
    results = set(graph.objects(top, SH.result))
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    for result in results:
        for part in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage):
            assert len(list(graph.objects(result, part))) == 1, part
        assert graph.value(result, SH.resultSeverity) in {SH.Violation, SH.Warning, SH.Info}
        assert str(graph.value(result, SH.sourceShape)).removeprefix(f"{BASE}rule/") in load().standard.rules


def test_both_forms_are_the_same_graph() -> None:
    assert isomorphic(report("turtle", ROOT / "examples/starter"), report("jsonld", ROOT / "examples/starter"))


def test_a_value_is_reached_from_its_record_and_found_in_the_file() -> None:
    data = b"Identifier,Title,Price\nhttps://e.example/1,Safe wiring,POA\n"
    graph = report("turtle", data)
    (result,) = graph.subjects(SH.sourceShape, URIRef(f"{BASE}rule/price-not-number"))
    assert graph.value(result, SH.focusNode) == URIRef("https://e.example/1")
    assert graph.value(result, SH.value) == Literal("POA")
    path = [str(step).removeprefix(MCV) for step in Collection(graph, graph.value(result, SH.resultPath))]
    assert path == ["offering", "price", "amount"]
    place = graph.value(result, URIRef(f"{MCV}foundAt"))
    told = {str(p).removeprefix(MCV): o.toPython() for p, o in graph.predicate_objects(place)}
    assert told == {"file": "<bytes>", "line": 2, "column": 33, "cell": "C2", "columnHeading": "Price"}


def test_findings_on_one_record_have_one_focus_node() -> None:
    graph = report("turtle", b"Title,Price,Start date\nSafe wiring,POA,soon\nPeat,POA,soon\n")
    codes = [URIRef(f"{BASE}rule/{code}") for code in ("price-not-number", "date-malformed")]
    found = [{graph.value(r, SH.focusNode) for r in graph.subjects(SH.sourceShape, code)} for code in codes]
    assert len(found[0]) == 2
    assert found[0] == found[1]


def test_nothing_found_conforms() -> None:
    graph = report("turtle", ROOT / "tests/golden/01-excellent-credit.csv")
    assert list(graph.objects(None, SH.conforms)) == [Literal(True)]
    assert list(graph.objects(None, SH.result)) == []


def test_the_properties_of_a_place_are_declared() -> None:
    graph = report("turtle", ROOT / "examples/starter")
    used = {p for place in graph.objects(None, URIRef(f"{MCV}foundAt")) for p in graph.predicates(place)}
    declared = rdflib.Graph().parse(ROOT / "ontology/annotations.ttl")
    assert [p for p in (*used, URIRef(f"{MCV}foundAt")) if (p, None, None) not in declared] == []
