"""The W3C's own tests of the formats, where a copy of them is at hand.

``rdf-tests`` and ``json-ld-api`` are the repositories of those names at github.com/w3c.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import rdflib
from light_graphs import of_rdflib, same, triples

from mcvocab.model import IRI, RDF, Literal
from mcvocab.readers.graphs import GraphError, read_graph

SUITES = Path(os.environ.get("MCVOCAB_SUITES", "../shared/suites"))
FORMATS = SUITES / "rdf-tests" / "rdf" / "rdf11"
JSON_LD = SUITES / "json-ld-api" / "tests"
AT = "https://w3c.github.io/rdf-tests/rdf/rdf11/"
JSON_LD_AT = "https://w3c.github.io/json-ld-api/tests/"
TEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"

LENIENT = frozenset(
    [
        "nt-syntax-bad-uri-06",
        "nt-syntax-bad-uri-07",
        "nt-syntax-bad-uri-08",
        "nt-syntax-bad-uri-09",
        "nt-syntax-bad-prefix-01",
        "nt-syntax-bad-base-01",
        "nt-syntax-bad-struct-01",
        "nt-syntax-bad-string-02",
        "nt-syntax-bad-string-03",
        "nt-syntax-bad-string-04",
        "nt-syntax-bad-string-05",
        "nt-syntax-bad-num-01",
        "nt-syntax-bad-num-02",
        "nt-syntax-bad-num-03",
    ]
)
"""N-Triples and N-Quads may use what Turtle knows besides."""

OURS = {
    "#t0035": "a number with a datatype keeps its form",
    "#te061": "a number with a datatype keeps its form",
    "#te060": "an address without a base stays relative",
    "#tli14": "an address without a base stays relative",
    "#te111": "an address with two fragments is not refused",
    "#te112": "an address with two fragments is not refused",
    "#tc033": "a context that is never used is not checked",
    "#tli12": "what is no address is refused, not passed over",
    "#twf01": "what is no address is refused, not passed over",
    "#twf02": "what is no address is refused, not passed over",
    "#twf03": "what is no address is refused, not passed over",
    "#twf04": "what is no address is refused, not passed over",
    "#twf05": "what is no language tag is refused, not passed over",
    "#twf07": "a named graph is refused, whatever it is called",
}
"""Where a file that is to be judged is read in another way than JSON-LD asks, and why."""


pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def cases(folder: str):
    """Name, kind, action and result of each test in a manifest."""
    path = FORMATS / folder / "manifest.ttl"
    if not path.is_file():
        return
    for node, told in read_graph("manifest.ttl", path.read_bytes(), base="m:/manifest.ttl").graph.items():
        if IRI(TEST + "action") in told:
            [kind], [action] = told[IRI(RDF + "type")], told[IRI(TEST + "action")]
            result = next(iter(told.get(IRI(TEST + "result"), {})), "")
            files = [FORMATS / folder / name.removeprefix("m:/") for name in (action, result)]
            yield pytest.param(folder, kind.split("#")[-1], *files, id=node.split("#")[-1])


def expected(path: Path) -> tuple[set[tuple], bool]:
    """The triples of the graph without a name, and whether there are others."""
    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")
    nameless = dataset.default_graph
    named = any(len(graph) for graph in dataset.graphs() if graph.identifier != nameless.identifier)
    return lower(of_rdflib(nameless)), named


def lower(found: set[tuple]) -> set[tuple]:
    """The triples with language tags in small letters, as rdflib has them."""
    return {
        (*triple[:2], Literal(term.lexical, term.datatype, term.language.lower()))
        if isinstance(term := triple[2], Literal) and term.language
        else triple
        for triple in found
    }


def outcome(name: str, data: bytes, base: str, contexts=None):
    """The graph of a file, or why it is refused."""
    try:
        return read_graph(name, data, base=base, contexts=contexts), ""
    except GraphError as fault:
        return None, fault.problem


FOLDERS = ("rdf-turtle", "rdf-n-triples", "rdf-trig", "rdf-n-quads", "rdf-xml")


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the W3C's tests of RDF formats are not at hand")
@pytest.mark.parametrize(("folder", "kind", "action", "result"), [case for name in FOLDERS for case in cases(name)])
def test_format_conforms(folder, kind, action, result):
    file, problem = outcome(action.name, action.read_bytes(), AT + action.relative_to(FORMATS).as_posix())
    if file is None:
        named = "named graph" in problem and folder in {"rdf-trig", "rdf-n-quads"}
        # Files that hold nothing, control characters, or XML without a word of RDF, are more often wrong than meant.
        wrong = {"it is empty", "it is not a text", "it is XML, but not RDF/XML"}
        assert named or "Negative" in kind or problem in wrong
        return
    assert "Negative" not in kind or action.stem in LENIENT
    if "Eval" in kind:
        wanted, named = expected(result)
        assert not named
        assert same(lower(triples(file.graph)), wanted)


def json_ld_cases():
    path = JSON_LD / "toRdf-manifest.jsonld"
    if path.is_file():
        for case in json.loads(path.read_text(encoding="utf-8"))["sequence"]:
            option = case.get("option", {})
            versions = {option.get("specVersion"), option.get("processingMode")}
            if "json-ld-1.0" not in versions and not option.keys() & {"rdfDirection", "produceGeneralizedRdf"}:
                yield pytest.param(case, option, id=case["@id"])


@pytest.fixture(scope="module")
def contexts():
    folder = JSON_LD / "toRdf"
    found = {JSON_LD_AT + path.relative_to(JSON_LD).as_posix(): path for path in folder.rglob("*.jsonld")}
    return {
        address: path.read_bytes() for address, path in found.items() if "context" in path.name or "-in" in path.name
    }


@pytest.mark.skipif(not JSON_LD.is_dir(), reason="the W3C's tests of JSON-LD are not at hand")
@pytest.mark.parametrize(("case", "option"), [*json_ld_cases()])
def test_json_ld_conforms(case, option, contexts):
    data = (JSON_LD / case["input"]).read_bytes()
    if "expandContext" in option:
        context = json.loads(contexts[JSON_LD_AT + option["expandContext"]])
        document = json.loads(data)
        data = json.dumps([{**context, "@graph": document if isinstance(document, list) else [document]}]).encode()
    base = option.get("base", JSON_LD_AT + case["input"])
    file, problem = outcome("a.jsonld", data, base, contexts)
    refused = file is None and "no key of it has a meaning" not in problem
    negative = "jld:NegativeEvaluationTest" in case["@type"]
    if "jld:PositiveSyntaxTest" in case["@type"]:
        conforms = not refused
    elif negative:
        conforms = refused
    else:
        wanted, named = expected(JSON_LD / case["expect"])
        found = triples(file.graph) if file else set()
        conforms = refused if named else not refused and same(lower(found), wanted)
    assert conforms == (case["@id"] not in OURS)
