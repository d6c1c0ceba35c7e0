"""Anyone's shapes judge records: with a code, a place and a message for each constraint, in every engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import mcvocab
from mcvocab.checker import Checker, Options
from mcvocab.cli import cli
from mcvocab.engine import ShapesError
from mcvocab.judges import ENGINES
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab import Report

SHAPES = """
@prefix : <https://example.ac.uk/shapes/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
: sh:declare [ sh:prefix "mcv" ; sh:namespace "https://w3id.org/mcvocab/ns/"^^xsd:anyURI ] .
:Ours a sh:NodeShape ; sh:targetClass mcv:MicroCredential ;
    sh:property [ sh:path dcterms:title ; sh:maxLength 20 ; sh:message "Titel zu lang."@de, "Our list cuts titles {here}."@en ] ;
    sh:property [ sh:path mcv:workload ; sh:minInclusive 100 ; sh:maxCount 1 ; sh:severity sh:Warning ] ;
    sh:sparql [ sh:prefixes : ; sh:severity sh:Info ; sh:message "Nobody is named." ;
                sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this mcv:contact ?contact } }" ] .
"""
COURSES = """Title,Notional hours,Contact email
Data Skills for Care Managers,60,short@example.ac.uk
Safe Wiring,120,
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "ours.ttl").write_text(SHAPES, encoding="utf-8")
    (tmp_path / "courses.csv").write_text(COURSES, encoding="utf-8")
    return str(tmp_path / "ours.ttl"), str(tmp_path / "courses.csv")


def check(files: tuple[str, str], engine: str, *profiles: str) -> Report:
    shapes, courses = files
    options = Options(profiles=profiles, as_of="2026-01-15", engine=engine, shapes=(shapes,))
    return Checker(*load(), options).check(courses)


@pytest.mark.parametrize("engine", ENGINES)
def test_each_constraint_is_a_rule_with_a_place(files: tuple[str, str], engine: str) -> None:
    report = check(files, engine)
    judged = {(f.code, f.where.cell, f.severity.word, f.message) for f in report.findings if "ours.ttl" in f.profiles}
    assert judged == {
        ("title-max-length", "A2", "violation", "Our list cuts titles {here}."),
        ("workload-min-inclusive", "B2", "warning", "The value must be 100 or more."),
        ("ours-sparql", "A3", "violation", "Nobody is named."),
    }
    assert report.header.profiles == ("ours.ttl",)
    assert report.summary.by_profile["ours.ttl"].meets == 0


def test_profiles_may_stand_beside_them(files: tuple[str, str]) -> None:
    report = check(files, "exact", "core")
    assert {"core", "ours.ttl"} <= set(report.summary.by_profile)
    assert {f.code for f in report.findings} >= {"title-max-length", "provider-missing"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<a> a .", "cannot be used"),
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:minCnt 1 .",
            "Did you mean sh:minCount",
        ),
    ],
)
def test_shapes_that_cannot_be_used_are_refused_in_words(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError, match=problem):
        Checker(*load(), Options(shapes=(str(path),)))


def test_shapes_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="cannot be opened"):
        Checker(*load(), Options(shapes=(str(tmp_path / "none.ttl"),)))


def test_the_library_takes_shapes_and_reads_them_anew(files: tuple[str, str]) -> None:
    shapes, courses = files
    assert not mcvocab.check(courses, shapes=[shapes], as_of="2026-01-15").conforms
    Path(shapes).write_text(
        SHAPES.replace("20", "200").replace("sh:minInclusive 100", "sh:minInclusive 1"), encoding="utf-8"
    )
    codes = {f.code for f in mcvocab.check(courses, shapes=[shapes], as_of="2026-01-15").findings}
    assert not codes & {"title-max-length", "workload-min-inclusive"}


def test_a_query_that_is_none_ends_in_a_sentence_and_leaves_no_half_report(files: tuple[str, str]) -> None:
    shapes, courses = files
    text = SHAPES.replace("FILTER NOT EXISTS { $this mcv:contact ?contact }", "$this ??? .")
    Path(shapes).write_text(text, encoding="utf-8")
    report = Path(courses).with_name("report.txt")
    result = CliRunner().invoke(cli, ["check", courses, "--shapes", shapes, "--output", str(report)])
    assert result.exit_code == 2
    assert "A SPARQL query in the shapes cannot be read" in result.stderr
    assert {path.name for path in report.parent.iterdir()} == {"ours.ttl", "courses.csv"}
