"""``mcvocab compare``: two records side by side, and nothing that they do not say."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mcvocab.checker import Checker
from mcvocab.cli import cli
from mcvocab.contrast import contrast
from mcvocab.model import Record, values
from mcvocab.store import load

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(
    json.loads((ROOT / "docs/schemas/comparison-1.schema.json").read_text(encoding="utf-8"))
)
STARTER = str(ROOT / "examples" / "starter" / "courses.csv")
WIRING: dict[str, Any] = {
    "identifier": "SW-1",
    "title": "Safe wiring",
    "level": "SCQF 7",
    "credit": "10 SCQF credits",
    "workload": "100 hours",
    "assessment": ["portfolio"],
    "mode": "online",
    "price": "£195",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *arguments])


def beside(here: Path, **other: Any) -> dict[str, Any]:
    """The topics of the record above beside another that differs from it so."""
    for name, record in (("a", WIRING), ("b", {key: value for key, value in (WIRING | other).items() if value})):
        (here / f"{name}.json").write_text(json.dumps(record))
    result = run("a.json", "b.json", "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    SCHEMA.validate(data)
    return {topic["label"]: topic for topic in data["topics"]} | {"": data}


def said(topic: dict[str, Any]) -> list[list[str]]:
    return [[one["text"] for one in side] for side in topic["values"]]


def test_equal_records_are_the_same_throughout(here: Path) -> None:
    topics = beside(here)
    data = topics.pop("")
    assert {topic["relation"] for topic in topics.values()} == {"same"}
    assert [record["id"] for record in data["records"]] == ["SW-1", "SW-1"]
    assert "Recognition" in data["unsaid"]
    assert not set(data["unsaid"]) & set(topics)


@pytest.mark.parametrize(
    ("other", "label", "relation", "values"),
    [
        ({"level": "SCQF level lots"}, "Level", "different", ["“SCQF level lots” (not understood)"]),
        ({"level": "SCQF8"}, "Level", "different", ["SCQF level 8"]),
        ({"level": "RQF 4"}, "Level", "corresponding", ["RQF level 4"]),
        ({"level": None}, "Level", "one-sided", []),
        ({"level": None, "credit": "10 SCQF credits at SCQF level 7"}, "Level", "same", ["SCQF level 7"]),
        ({"credit": "5 ECTS"}, "Credit", "different", ["5 ECTS credits"]),
        ({"workload": "100.0"}, "Workload (hours)", "same", ["100 hours"]),
        ({"workload": "about a week"}, "Workload (hours)", "different", ["about a week"]),
        ({"mode": "On line"}, "Mode", "same", ["online"]),
        ({"assessment": ["quiz", "portfolio"]}, "Assessment", "different", ["quiz", "portfolio"]),
        ({"price": "€195"}, "Price", "different", ["195 EUR"]),
    ],
)
def test_what_is_meant_is_compared_and_not_how_it_is_written(
    here: Path, other: dict[str, Any], label: str, relation: str, values: list[str]
) -> None:
    topic = beside(here, **other)[label]
    assert (topic["relation"], said(topic)[1]) == (relation, values)


def test_levels_come_with_what_they_correspond_to_and_who_says_so(here: Path) -> None:
    topics = beside(here)
    (statement,) = topics["Level"]["values"][0]
    vocabulary = load().vocabulary
    details = vocabulary.details(next(c.iri for c in vocabulary.members("scqf") if c.notation == "7"))
    labels = {vocabulary.concepts[iri].label for key in ("closeMatch", "broadMatch") for iri in details[key]}
    assert all(label in " ".join(statement["notes"]) for label in labels)
    assert "RQF level 4" in labels
    assert any("comparing qualifications" in source for source in topics[""]["sources"])
    assert beside(here, level=None, credit=None)[""]["sources"] != []


def test_no_source_is_named_where_no_level_is_shown(here: Path) -> None:
    for name in ("a", "b"):
        (here / f"{name}.json").write_text(json.dumps({"title": name, "mode": "online"}))
    assert json.loads(run("a.json", "b.json", "--format", "json").stdout)["sources"] == []


def test_hours_per_credit_are_reckoned_where_both_are_stated(here: Path) -> None:
    topic = beside(here, workload="75 h", credit="2.5 ECTS")["Hours per credit"]
    assert topic["field"] is None
    assert said(topic) == [["10 hours for each of the SCQF credit points"], ["30 hours for each of the ECTS credits"]]
    one = beside(here, workload=None)["Hours per credit"]
    assert (one["relation"], said(one)[1]) == ("one-sided", [])
    assert said(beside(here, credit="0 SCQF credits")["Hours per credit"])[1] == []


def test_records_are_found_by_number_identifier_and_title() -> None:
    found = [
        run(f"{STARTER}#{name}", f"{STARTER}#14")
        for name in ("4", "GOC-103", "goc-103", "introduction to hydrogen safety")
    ]
    assert len({result.stdout for result in found}) == 1
    assert "A: “Introduction to" in found[0].stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (STARTER, "holds 15 records: 1 “Data Skills for Care Managers” (GOC-101); 2"),
        (f"{STARTER}#GOC-101", "holds 2 records named “GOC-101”"),
        (f"{STARTER}#GOC-110", "has no record “GOC-110”. Did you mean “GOC-1"),
        (f"{STARTER}#99", "has no record “99”"),
        ("missing.csv", "There is no file or folder named"),
        ("missing.csv#1", "There is no file or folder named"),
        (__file__, "cannot be read"),
    ],
)
def test_a_record_that_cannot_be_told_is_a_sentence(here: Path, name: str, sentence: str) -> None:
    result = run(name, f"{STARTER}#1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_name_may_hold_a_number_sign(here: Path) -> None:
    text = Path(STARTER).read_text(encoding="utf-8")
    (here / "c#2.csv").write_text("\n".join(text.splitlines()[:2]))
    assert run("c#2.csv", "c#2.csv#GOC-101").exit_code == 0


def test_an_award_shows_nothing_of_its_learner(here: Path) -> None:
    awards = [
        path
        for path in (ROOT / "examples").glob("*/pass-*.csv")
        if "Student number" in path.read_text(encoding="utf-8")
    ]
    assert awards
    vocabulary, standard = load()
    personal = {key for key, field in vocabulary.fields.items() if field.personal}
    hidden: list[str] = []
    for path in awards:
        records = [one[0] for one in Checker(vocabulary, standard).records(str(path)) if isinstance(one, tuple)]
        shown = str(contrast(records[0], records[-1], vocabulary))
        hidden += [value.text for record in records for key in personal for value in values(record, key)]
        assert [text for text in hidden if text in shown] == []
    assert hidden


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(40, 200), numbers=st.tuples(st.integers(1, 15), st.integers(1, 15)))
def test_text_fits_and_loses_nothing(width: int, numbers: tuple[int, int]) -> None:
    result = run(*(f"{STARTER}#{number}" for number in numbers), "--width", str(width))
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= width
    data = json.loads(run(*(f"{STARTER}#{number}" for number in numbers), "--format", "json").stdout)
    shown = "".join(result.stdout.split())
    marks = [line[0] for line in lines if line and line[0] in "=≠≈"]
    assert len(marks) - 1 == sum(topic["relation"] != "one-sided" for topic in data["topics"])
    assert all(label.replace(" ", "") in shown for label in data["unsaid"])


def test_set_side_by_side_the_other_way_round_it_is_the_same(here: Path) -> None:
    vocabulary, standard = load()
    records = [one[0] for one in Checker(vocabulary, standard).records(STARTER) if isinstance(one, tuple)]
    for one, other in pairwise(records):
        assert isinstance(one, Record)
        there, back = contrast(one, other, vocabulary), contrast(other, one, vocabulary)
        assert [(t.label, t.left, t.right, t.relation) for t in there.topics] == [
            (t.label, t.right, t.left, t.relation) for t in back.topics
        ]
        assert there.unsaid == back.unsaid
