from __future__ import annotations

import json
from itertools import pairwise

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from light_graphs import of_rdflib, same, triples

from mcvocab.model import IRI, RDF, RDF_LANG_STRING, XSD, Blank, Graph, Literal
from mcvocab.readers.graphs import read_graph
from mcvocab.reporters.jsonld import write_jsonld
from mcvocab.reporters.turtle import write_turtle

E = "https://e.org/"
PREFIXES = {"ex": E, "xsd": XSD, "rdf": RDF, "other": "https://other.example/#"}
FIRST, REST, NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def graph(*triples) -> Graph:
    built: Graph = {}
    for subject, predicate, term in triples:
        built.setdefault(subject, {}).setdefault(predicate, {})[term] = None
    return built


NAMES = st.sampled_from(["a", "b/c", "d.e", "f-", "1", "", "g#h", "é"])
IRIS = NAMES.map(lambda name: IRI(E + name))
# The last two bear the names of prefixes as schemes.
ODD_IRIS = st.sampled_from([NIL, IRI(RDF + "type"), IRI("urn:x:y"), IRI("ex:a"), IRI("xsd://b")])
BLANKS = st.sampled_from([Blank(name) for name in ("b1", "b2", "x", "y", "z")])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NUMBERS = st.sampled_from(["7", "007", "-1", "2.50", ".5", "1e3", "1E", "true", "1", "yes", "INF"])
DATATYPES = st.sampled_from([XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "string")])
LITERALS = (
    TEXTS.map(Literal)
    | st.tuples(TEXTS, st.just(RDF_LANG_STRING), st.sampled_from(["en", "gd-GB"])).map(lambda parts: Literal(*parts))
    | st.tuples(NUMBERS, DATATYPES).map(lambda parts: Literal(*parts))
)
PREDICATES = IRIS | st.sampled_from([FIRST, REST, IRI(RDF + "type"), IRI("ex:p")])
TRIPLES = st.tuples(IRIS | ODD_IRIS | BLANKS, PREDICATES, IRIS | ODD_IRIS | BLANKS | LITERALS)
CELLS = st.tuples(BLANKS, st.sampled_from([FIRST, REST]), BLANKS | st.just(NIL) | LITERALS)
GRAPHS = st.lists(TRIPLES | CELLS, max_size=14).map(lambda triples: graph(*triples))


@settings(deadline=None, max_examples=300)
@given(GRAPHS)
def test_turtle_says_the_same(light):
    text = write_turtle(light, PREFIXES) + "# end"
    assert same(triples(read_graph("a.ttl", text.encode()).graph), triples(light))


@settings(deadline=None, max_examples=300)
@given(GRAPHS)
def test_json_ld_says_the_same(light):
    text = write_jsonld(light, PREFIXES)
    assert same(triples(read_graph("a.jsonld", text.encode()).graph), triples(light))


PLAIN = graph(
    (IRI(E + "s"), IRI(RDF + "type"), IRI(E + "Course")),
    (IRI(E + "s"), IRI(E + "title"), Literal("Say “hi”\n\tto \"all\" \\", RDF_LANG_STRING, "en")),
    (IRI(E + "s"), IRI(E + "points"), Literal("2.50", XSD + "decimal")),
    (IRI(E + "s"), IRI(E + "level"), Literal("seven", XSD + "integer")),
    (IRI(E + "s"), IRI(E + "part"), Blank("x")),
    (Blank("x"), IRI(E + "name"), Literal("Uni")),
    (IRI(E + "s"), IRI(E + "steps"), Blank("l1")),
    (Blank("l1"), FIRST, Literal("1", XSD + "integer")),
    (Blank("l1"), REST, Blank("l2")),
    (Blank("l2"), FIRST, IRI(E + "s")),
    (Blank("l2"), REST, NIL),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_other_programs_read_the_same_graph():
    for text, form in ((write_turtle(PLAIN, PREFIXES), "turtle"), (write_jsonld(PLAIN, PREFIXES), "json-ld")):
        assert same(of_rdflib(rdflib.Graph(bind_namespaces="none").parse(data=text, format=form)), triples(PLAIN))


def test_turtle_looks_like_what_people_write():
    assert write_turtle(PLAIN, PREFIXES) == (
        "@prefix ex: <https://e.org/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "ex:s a ex:Course ;\n"
        '    ex:title "Say “hi”\\n\\tto \\"all\\" \\\\"@en ;\n'
        "    ex:points 2.50 ;\n"
        '    ex:level "seven"^^xsd:integer ;\n'
        "    ex:part [\n"
        '        ex:name "Uni"\n'
        "    ] ;\n"
        "    ex:steps ( 1 ex:s ) .\n"
    )


def test_json_ld_has_one_object_a_node_and_only_the_prefixes_in_use():
    told = json.loads(write_jsonld(PLAIN, PREFIXES))
    assert told["@context"] == {"ex": E, "xsd": XSD}
    assert [node["@id"] for node in told["@graph"]] == ["ex:s", "_:x"]
    assert told["@graph"][0]["ex:steps"] == [{"@list": [{"@value": "1", "@type": "xsd:integer"}, {"@id": "ex:s"}]}]


@pytest.mark.parametrize("write", [write_turtle, write_jsonld])
def test_long_lists_and_long_chains_are_written(write):
    cells = [Blank(f"l{number}") for number in range(3000)]
    chain = [Blank(f"c{number}") for number in range(3000)]
    light = graph(
        (IRI(E + "s"), IRI(E + "list"), cells[0]),
        *((cell, FIRST, Literal(cell)) for cell in cells),
        *((cell, REST, following) for cell, following in zip(cells, [*cells[1:], NIL], strict=True)),
        *((node, IRI(E + "next"), following) for node, following in pairwise(chain)),
    )
    suffix = ".ttl" if write is write_turtle else ".jsonld"
    read = read_graph(f"a{suffix}", write(light, {}).encode()).graph
    assert sum(len(terms) for properties in read.values() for terms in properties.values()) == 3000 * 2 + 2999 + 1


def test_empty_graph_is_written():
    assert write_turtle({}, PREFIXES) == ""
    assert json.loads(write_jsonld({}, PREFIXES)) == {"@context": {}, "@graph": []}
