"""``mcvocab shacl``: what it says, in each form, and how it exits."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, SH, Graph

from mcvocab.cli import cli

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:Person a sh:NodeShape ; sh:targetClass e:P ;
    sh:property [ sh:path e:age ; sh:datatype xsd:integer ; sh:minCount 1 ] ;
    sh:property e:Friends .
e:Friends a sh:PropertyShape ; sh:path ( e:knows e:name ) ; sh:minLength 3 ; sh:severity sh:Warning ;
    sh:message "Zu kurz."@de, "Too short a name."@en .
"""
TURTLE = """@prefix e: <https://example.org/> .
e:a a e:P ;
    e:age
        "yes" ;
    e:knows [ e:name "Bo" ] .
e:b a e:P .
"""
JSON_LD = """{"@context": {"@vocab": "https://example.org/"}, "@graph": [
  {"@id": "https://example.org/a", "@type": "P",
   "age": "yes",
   "knows": {"name": "Bo"}},
  {"@id": "https://example.org/b", "@type": "P"}
]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"shapes.ttl": SHAPES, "data.ttl": TURTLE, "data.jsonld": JSON_LD}.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["shacl", *arguments], input=given)


def test_text_tells_the_line_the_node_and_what_is_wrong(folder: Path) -> None:
    result = run("data.ttl", "--shapes", "shapes.ttl")
    assert result.exit_code == 1
    assert result.stdout == (
        "data.ttl:4:9 violation e:a e:age\n"
        "    The value must be a well-formed xsd:integer.\n"
        '    Value: "yes"\n'
        "    sh:DatatypeConstraintComponent (shapes.ttl:5:17)\n"
        "data.ttl:5:22 warning e:a (e:knows/e:name)\n"
        "    Too short a name.\n"
        '    Value: "Bo"\n'
        "    sh:MinLengthConstraintComponent of e:Friends (shapes.ttl:7:1)\n"
        "data.ttl:6:1 violation e:b e:age\n"
        "    There must be at least 1 value, and there are fewer.\n"
        "    sh:MinCountConstraintComponent (shapes.ttl:5:17)\n"
        "\n"
        "Does not conform: 3 results (2 violation, 1 warning) in 3 nodes.\n"
    )


def test_json_ld_is_told_by_line_column_and_pointer(folder: Path) -> None:
    report = json.loads(run("data.jsonld", "--shapes", "shapes.ttl", "--format", "json").stdout)
    places = [(one["where"]["line"], one["where"]["column"], one["where"]["pointer"]) for one in report["results"]]
    assert places == [(3, 11, "/@graph/0/age"), (4, 22, "/@graph/0/knows/name"), (5, 3, "/@graph/1")]
    assert report["conforms"] is False
    assert report["results"][0]["value"] == {
        "type": "literal", "value": "yes", "datatype": "http://www.w3.org/2001/XMLSchema#string",
    }  # fmt: skip
    assert report["results"][1]["path_text"] == "(e:knows/e:name)"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(("form", "rdf"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_the_report_is_that_of_the_specification(folder: Path, form: str, rdf: str) -> None:
    graph = Graph().parse(data=run("data.ttl", "--shapes", "shapes.ttl", "--format", form).stdout, format=rdf)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "false"
    assert len(list(graph.objects(report, SH.result))) == 3
    assert {str(m) for m in graph.objects(None, SH.resultMessage)} >= {"Zu kurz.", "Too short a name."}


def test_sarif_is_sarif(folder: Path) -> None:
    suites = Path(os.environ.get("MCVOCAB_SUITES", Path(__file__).parents[3] / "shared" / "suites"))
    schema = suites / "sarif-schema-2.1.0.json"
    log = json.loads(run("data.ttl", "--shapes", "shapes.ttl", "--format", "sarif").stdout)
    first = log["runs"][0]["results"][0]
    assert first["ruleId"] == "e:age Datatype"
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 9}
    if not schema.is_file():
        pytest.skip(f"the schema is not here: {schema}")
    jsonschema.validate(log, json.loads(schema.read_text(encoding="utf-8")))


def test_both_engines_find_the_same(folder: Path) -> None:
    found = []
    for engine in ("exact", "pyshacl"):
        report = json.loads(run("data.ttl", "--shapes", "shapes.ttl", "--format", "json", "--engine", engine).stdout)
        found.append(
            {
                (one["focus"]["value"], one["component"], one.get("value", {}).get("value"))
                for one in report["results"]
            }
        )
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_sound_data_conform_and_exit_with_0(folder: Path) -> None:
    Path("good.ttl").write_text("@prefix e: <https://example.org/> . e:a a e:P ; e:age 5 .", encoding="utf-8")
    result = run("good.ttl", "--shapes", "shapes.ttl")
    assert (result.exit_code, result.stdout) == (0, "Conforms: no results in 1 node.\n")


@pytest.mark.parametrize(("level", "code"), [("violation", 0), ("warning", 1), ("never", 0)])
def test_fail_on_sets_what_is_a_failure(folder: Path, level: str, code: int) -> None:
    data = "@prefix e: <https://example.org/> . e:a a e:P ; e:age 5 ; e:knows [ e:name 'Bo' ] ."
    assert run("-", "--shapes", "shapes.ttl", "--fail-on", level, given=data).exit_code == code


def test_several_files_are_one_graph_and_each_keeps_its_blank_nodes(folder: Path) -> None:
    Path("more.ttl").write_text(
        "@prefix e: <https://example.org/> . e:b e:age 7 ; e:knows [ e:name 'Al' ] .", encoding="utf-8"
    )
    result = run("data.ttl", "more.ttl", "--shapes", "shapes.ttl")
    assert "more.ttl:1:68 warning e:b (e:knows/e:name)" in result.stdout
    assert "at least 1 value" not in result.stdout


def test_classes_of_an_ontology_count_and_are_not_judged(folder: Path) -> None:
    Path("classes.ttl").write_text(
        "@prefix e: <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . e:Q rdfs:subClassOf e:P . e:z a e:P .",
        encoding="utf-8",
    )
    data = "@prefix e: <https://example.org/> . e:a a e:Q ."
    assert run("-", "--shapes", "shapes.ttl", given=data).exit_code == 0
    found = run("-", "--shapes", "shapes.ttl", "--ontology", "classes.ttl", given=data)
    assert found.exit_code == 1
    assert "e:z" not in found.stdout


CANNOT = [
    (["none.ttl", "--shapes", "shapes.ttl"], "none.ttl: it cannot be opened"),
    (["bad.ttl", "--shapes", "shapes.ttl"], "bad.ttl:1:1: this file cannot be used, because the prefix e:"),
    (["data.ttl", "--shapes", "typo.ttl"], "has sh:minCuont, which SHACL does not know. Did you mean sh:minCount?"),
    (["data.ttl", "--shapes", "js.ttl"], "constraints in JavaScript (SHACL-JS)"),
]


@pytest.mark.parametrize(("arguments", "said"), CANNOT)
def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path, arguments: list[str], said: str) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ; "
    Path("bad.ttl").write_text("e:a e:p 1 .", encoding="utf-8")
    Path("typo.ttl").write_text(head + "sh:minCuont 1 .", encoding="utf-8")
    Path("js.ttl").write_text(head + "sh:js [ ] .", encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not result.stdout


def test_what_lies_beyond_the_core_is_asked_of_pyshacl_and_said(folder: Path) -> None:
    Path("beyond.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> .
        e:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this a <https://example.org/P> }" ] ;
            sh:property [ sh:path e:age ; sh:minCount 1 ] .""",
        encoding="utf-8",
    )
    result = run("data.ttl", "--shapes", "beyond.ttl")
    assert "pySHACL was asked instead" in result.stderr
    assert "data.ttl:6:1 violation e:b e:age" in result.stdout


def test_imports_are_not_followed_and_said(folder: Path) -> None:
    Path("importing.ttl").write_text(
        SHAPES + "<urn:o> <http://www.w3.org/2002/07/owl#imports> <https://example.org/more> .", encoding="utf-8"
    )
    assert "Nothing is fetched" in run("data.ttl", "--shapes", "importing.ttl").stderr


def test_a_data_file_given_as_shapes_is_noticed(folder: Path) -> None:
    assert "Is this the file with the shapes?" in run("data.ttl", "--shapes", "data.ttl").stderr


def test_a_context_may_be_handed_in_and_is_never_fetched(folder: Path) -> None:
    Path("far.jsonld").write_text(
        '{"@context": "https://example.org/ctx", "@id": "urn:a", "@type": "P"}', encoding="utf-8"
    )
    Path("ctx.json").write_text('{"@context": {"@vocab": "https://example.org/"}}', encoding="utf-8")
    alone = run("far.jsonld", "--shapes", "shapes.ttl")
    assert alone.exit_code == 2
    assert "https://example.org/ctx" in alone.stderr
    given = run("far.jsonld", "--shapes", "shapes.ttl", "--context", "https://example.org/ctx=ctx.json")
    assert "far.jsonld:1:1 violation <urn:a> e:age" in given.stdout


def test_without_oxigraph_sparql_is_asked_of_pyshacl_and_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcvocab.triplestore.pyoxigraph", None)
    Path("query.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> .
        e:S a sh:NodeShape ; sh:targetClass e:P ; sh:sparql [ sh:message "No age." ;
            sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this <https://example.org/age> ?age } }" ] .""",
        encoding="utf-8",
    )
    result = run("data.ttl", "--shapes", "query.ttl")
    assert "pySHACL was asked instead" in result.stderr
    assert "data.ttl:6:1 violation e:b\n    No age." in result.stdout
    assert result.exit_code == 1
