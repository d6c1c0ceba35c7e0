"""Our own components: the native functions say what their SPARQL validators say, in Oxigraph and in pySHACL."""

from __future__ import annotations

from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib import Graph as RDFGraph

from mcvocab.engine import Engine, Result
from mcvocab.engine.components import COMPONENTS
from mcvocab.light import heavy, light
from mcvocab.model import IRI, MCV, RDF, RDF_LANG_STRING, XSD, Blank, Graph, Literal, Term
from mcvocab.oracle import validate
from mcvocab.store import load
from mcvocab.triplestore import Triplestore

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/mcvocab/"
SHAPES_TEXT = """
@prefix : <urn:test:> .
@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:workload a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:credit ; mcv:workloadTolerance 0.2 .
:credits a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:credit ; mcv:creditsTolerance 0.25 .
:levels a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:level ; mcv:levelsAgree true .
:above a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:recognition ; mcv:levelNotAbove mcv:recognitionTargetLevel .
:within a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:recognition ; mcv:creditWithin mcv:recognitionTargetCredit .
:after a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:lastReviewed ; mcv:notAfter mcv:asOf .
:old a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:lastReviewed ; mcv:monthsOldAtMost 24 .
:brand a sh:PropertyShape ; sh:targetClass :C ; sh:path mcv:credentialType ; mcv:ownerNamed true .
"""
SHAPES = light(
    RDFGraph(bind_namespaces="none")
    .parse(ROOT / "shapes" / "components.ttl", format="turtle")
    .parse(data=SHAPES_TEXT, format="turtle")
)
FACTS = load().standard.facts
NATIVE = Engine(SHAPES, FACTS)
IN_SPARQL = Engine(SHAPES, FACTS, executor=Triplestore(SHAPES), components={})


def mcv(name: str) -> IRI:
    return IRI(MCV + name)


def concepts(scheme: str) -> st.SearchStrategy[Term]:
    found = sorted(node for node in FACTS if node.startswith(f"{BASE}{scheme}/"))
    assert found
    return st.sampled_from(found)


NUMBERS = st.one_of(
    st.integers(-1, 130).map(lambda n: Literal(str(n), XSD + "integer")),
    st.sampled_from(["0", "0.5", "2.50", "10", "60.0", "125", "1250"]).map(lambda n: Literal(n, XSD + "decimal")),
    st.sampled_from([Literal("1e1", XSD + "double"), Literal("sixty"), Literal("x", XSD + "decimal"), IRI("urn:x")]),
)
DATES = st.one_of(
    st.dates().map(lambda day: Literal(day.isoformat(), XSD + "date")),
    st.sampled_from(["2024-01-15", "2024-01-14", "2026-01-16Z", "2024-02-30", "12024-01-01", "spring"]).map(
        lambda text: Literal(text, XSD + "date")
    ),
    st.sampled_from([Literal("2027-01-01"), Literal("2027-01-01T00:00:00", XSD + "dateTime"), Blank("day")]),
)
NAMES = st.sampled_from(
    [
        Literal("Udacity Ltd"),
        Literal("EDX"),
        Literal("Coursera", RDF_LANG_STRING, "en"),
        Literal("Glen Orrin"),
        IRI("urn:udacity"),
    ]
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    node, graph = IRI("urn:test:x"), {}
    rows: dict[IRI, dict[Term, None]] = {IRI(RDF + "type"): {IRI("urn:test:C"): None}}
    graph[node] = rows

    def some(name: str, strategy: st.SearchStrategy[Term], most: int) -> None:
        if values := draw(st.lists(strategy, max_size=most)):
            rows[mcv(name)] = dict.fromkeys(values)

    some("workload", NUMBERS, 2)
    some("level", concepts("scqf") | concepts("eqf") | concepts("rqf") | NAMES, 4)
    some("lastReviewed", DATES, 2)
    some("asOf", st.just(Literal("2026-01-15", XSD + "date")) | DATES, 1)
    some("credentialType", concepts("term"), 3)
    for number in range(draw(st.integers(0, 3))):
        part = Blank(f"credit{number}")
        rows.setdefault(mcv("credit"), {})[part] = None
        points = draw(st.lists(NUMBERS, max_size=2))
        systems = draw(st.lists(concepts("credit-system"), max_size=2))
        graph[part] = {mcv("points"): dict.fromkeys(points), mcv("creditSystem"): dict.fromkeys(systems)}
        if draw(st.booleans()):
            graph[part][mcv("level")] = dict.fromkeys(draw(st.lists(concepts("scqf"), max_size=2)))
    for number in range(draw(st.integers(0, 2))):
        part, target = Blank(f"recognition{number}"), Blank(f"target{number}")
        rows.setdefault(mcv("recognition"), {})[part] = None
        levels = draw(st.lists(concepts("scqf") | concepts("eqf") | NAMES, max_size=2))
        graph[part] = {mcv("recognitionTargetLevel"): dict.fromkeys(levels)}
        if draw(st.booleans()):
            graph[part][mcv("recognitionTargetCredit")] = {target: None}
            points = draw(st.lists(NUMBERS, max_size=2))
            systems = draw(st.lists(concepts("credit-system"), max_size=2))
            graph[target] = {mcv("points"): dict.fromkeys(points), mcv("creditSystem"): dict.fromkeys(systems)}
    for role in ("provider", "platform"):
        if draw(st.booleans()):
            rows[mcv(role)] = {Blank(role): None}
            graph[Blank(role)] = {IRI("https://schema.org/name"): dict.fromkeys(draw(st.lists(NAMES, max_size=2)))}
    return graph


def said(results: list[Result]) -> set[tuple[Term, Term | None, IRI, object]]:
    return {(result.focus, result.value, result.component, result.shape) for result in results}


def test_every_native_component_is_tried_here() -> None:
    used = {str(name) for rows in SHAPES.values() for name in rows}
    parameters = {
        mcv(f"{name[len(MCV) :][0].lower()}{name[len(MCV) + 1 :]}".removesuffix("ConstraintComponent"))
        for name in COMPONENTS
    }
    assert parameters <= used


@given(graphs())
def test_native_functions_agree_with_their_sparql(graph: Graph) -> None:
    assert said(NATIVE.validate(graph)) == said(IN_SPARQL.validate(graph))


# Each example takes pySHACL a good part of a second, so none is spent on making a failing one smaller.
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(graphs())
def test_native_functions_agree_with_pyshacl(graph: Graph) -> None:
    data = heavy(graph, heavy(FACTS, skolem=True), skolem=True)
    assert said(NATIVE.validate(graph)) == said(list(validate(data, heavy(SHAPES))))
