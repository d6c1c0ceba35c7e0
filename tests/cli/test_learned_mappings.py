"""Approved mappings at work: in ``map``, in ``check``, in the library, and in the report over many providers."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner, Result

import mcvocab
from mcvocab.cli import cli
from mcvocab.cli.mapping_report import COLUMNS
from mcvocab.mapping import MappingFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = (
    '#curie_map:\n#  mcvocab: "https://w3id.org/mcvocab/"\n'
    "subject_label\tsubject_category\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date\n"
)
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "mapping-report-1.schema.json"
CURATED = "semapv:ManualMappingCuration"


def rows(*decided: Sequence[str]) -> str:
    lines = (
        f"{text}\t{field}\tskos:exactMatch\t{target}\t{CURATED}\tA\t2026-01-15\n" for text, field, target in decided
    )
    return HEAD + "".join(lines)


OURS = rows(
    ("Evening badge", "mcvocab:field/credential-type", "mcvocab:term/short-course"),
    ("Nano course; part one", "credentialType", "mcvocab:term/micro-credential"),
    ("Kursgattung", "", "mcvocab:field/credential-type"),
    ("Online", "", "mcvocab:nowhere/online"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.sssom.tsv").write_text(OURS, encoding="utf-8")
    (tmp_path / "courses.csv").write_text(
        "Title,Kursgattung\nOne course,Nano course; part one\nAnother course,Evening badge\n", encoding="utf-8"
    )
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments])


def test_map_uses_the_file_that_is_named_and_tells_which_rows_it_cannot_use(folder: Path) -> None:
    result = run("map", "evening badge", "--mappings", "ours.sssom.tsv")
    assert "short course (term), exact match, 100% sure. Approved by A on 2026-01-15" in result.stdout
    assert result.stderr == "ours.sssom.tsv:7: This row is not used: The language has no concept “nowhere/online”.\n"
    assert "short course" not in run("map", "evening badge").stdout


def test_what_the_configuration_names_is_used_from_folders_below(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mcvocab.toml").write_text('mappings = "ours.sssom.tsv"\n', encoding="utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert "short course" in run("map", "evening badge").stdout
    (folder / "mcvocab.toml").write_text('mapping = "ours.sssom.tsv"\n', encoding="utf-8")
    wrong = run("map", "evening badge")
    assert (wrong.exit_code, "Did you mean “mappings”?" in wrong.stderr) == (2, True)


def test_a_file_that_the_first_review_will_make_is_not_missed_and_one_that_is_named_is(folder: Path) -> None:
    (folder / "mcvocab.toml").write_text('mappings = "later.sssom.tsv"\n', encoding="utf-8")
    assert run("map", "MOOC").exit_code == 0
    for command in (["map", "MOOC"], ["check", "courses.csv"]):
        missing = run(*command, "--mappings", "missing.tsv")
        assert (missing.exit_code, "cannot be read" in missing.stderr) == (2, True)


def test_check_understands_headings_and_values_as_they_were_approved(folder: Path) -> None:
    before = json.loads(run("check", "courses.csv", "--as-of", "2026-01-15", "--format", "json").stdout)
    assert "mappings" not in before
    result = run("check", "courses.csv", "--as-of", "2026-01-15", "--format", "json", "--mappings", "ours.sssom.tsv")
    after = json.loads(result.stdout)
    understood = {one["text"]: (one["field"], one["label"], one["justification"]) for one in after["mappings"]}
    # A whole text is heard before it is taken apart, and a term of another kind goes to the field that holds it.
    assert understood["Nano course; part one"] == ("credentialType", "micro-credential", CURATED)
    assert understood["Evening badge"][1:] == ("short course", CURATED)
    (note,) = (one for one in after["notes"] if one["code"] == "mapping-unused")
    assert note["where"] == {"file": "ours.sssom.tsv", "line": 7}
    assert "columns-unread" not in {one["code"] for one in after["notes"]}


def test_a_heading_that_fits_no_field_is_not_named_again(folder: Path) -> None:
    (folder / "ours.sssom.tsv").write_text(rows(("Kursgattung", "", "sssom:NoTermFound")), encoding="utf-8")
    named = [one.code for one in mcvocab.check("courses.csv", as_of="2026-01-15").summary.notes]
    assert "columns-unread" in named
    text = OURS.splitlines(keepends=True)
    (folder / "ours.sssom.tsv").write_text(
        "".join(text[:2])
        + "subject_label\tpredicate_id\tobject_id\tobject_source\tmapping_justification\n"
        + f"Kursgattung\tskos:exactMatch\tsssom:NoTermFound\tmcvocab:field\t{CURATED}\n",
        encoding="utf-8",
    )
    report = mcvocab.check("courses.csv", as_of="2026-01-15", mappings=["ours.sssom.tsv"])
    assert "columns-unread" not in [one.code for one in report.summary.notes]


def test_the_library_takes_the_same_files(folder: Path) -> None:
    (best,) = mcvocab.map_terms(["evening badge"], mappings=["ours.sssom.tsv"])
    assert (best.label, best.justification) == ("short course", CURATED)
    assert mcvocab.map_terms(["evening badge"])[0].label != "short course"
    with pytest.raises(MappingFileError, match="cannot be read"):
        mcvocab.map_terms(["x"], mappings=["missing.tsv"])


def test_what_was_decided_is_written_as_a_person_s_answer(folder: Path) -> None:
    (folder / "ours.sssom.tsv").write_text(rows(("MOOC", "", "sssom:NoTermFound")), encoding="utf-8")
    table = run("map", "MOOC", "--mappings", "ours.sssom.tsv", "--format", "sssom").stdout
    (row,) = csv.DictReader((line for line in table.splitlines() if not line.startswith("#")), delimiter="\t")
    assert (row["object_id"], row["mapping_justification"]) == ("sssom:NoTermFound", CURATED)


# --- the report over many providers -----------------------------------------------------------------


@pytest.fixture
def providers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    badge, digital, online = "mcvocab:term/badge", "mcvocab:term/digital-badge", "mcvocab:delivery-mode/online"
    files = {
        "north.sssom.tsv": rows(
            ("Evening badge", "credentialType", badge),
            ("Open", "credentialType", badge),
            ("=Odd", "credentialType", "sssom:NoTermFound"),
        ),
        "south.sssom.tsv": '#mapping_set_title: "South College"\n'
        + rows(
            ("evening badge", "credentialType", digital),
            ("open", "mode", online),
            ("=odd", "evidenceForm", "sssom:NoTermFound"),
            ("broken", "", "mcvocab:no/where"),
        ),
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    return [*files]


def test_the_report_tells_people(providers: list[str]) -> None:
    result = run("map", "--report", *providers)
    assert result.exit_code == 0
    assert result.stderr.startswith("south.sssom.tsv:8: This row is not used")
    assert result.stdout == (
        "2 mapping files compared: north, South College.\n\n"
        "Where they disagree: 1\n"
        "  “Evening badge” in the field “Credential type”\n"
        "    north: badge (term), exact match (A, 2026-01-15)\n"
        "    South College: digital badge (term), exact match (A, 2026-01-15)\n\n"
        "Words in use that the language lacks: 1\n"
        "  “=Odd” in “Credential type”, “Form of certification”: 2 providers\n\n"
        "Words that mean several things, each in its field: 1\n"
        "  “Open”\n"
        "    in the field “Credential type”: badge (term), exact match (north)\n"
        "    in the field “Mode”: online (delivery-mode), exact match (South College)\n"
    )


def test_the_report_tells_programs(providers: list[str]) -> None:
    data = json.loads(run("map", "--report", *providers, "--format", "json").stdout)
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert data["providers"] == ["north", "South College"]
    assert [one["provider"] for one in data["disagreements"][0]["said"]] == ["north", "South College"]
    assert data["lacking"][0]["providers"] == ["north", "South College"]
    assert {one["field"] for one in data["homonyms"][0]["said"]} == {"credentialType", "mode"}


def test_the_report_is_a_table_that_no_spreadsheet_runs(providers: list[str]) -> None:
    result = run("map", "--report", *providers, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert [row["section"] for row in found] == ["disagreement"] * 2 + ["lacking"] + ["homonym"] * 2
    assert found[2]["text"] == "'=Odd"
    assert found[2]["providers"] == "2"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name the mapping files"),
        (["missing.tsv"], "cannot be read"),
        (["--format", "sssom", "north.sssom.tsv"], "“sssom” is for mappings"),
        (["--input", "x", "north.sssom.tsv"], "--input is for single terms"),
    ],
)
def test_what_cannot_be_compared_is_said(providers: list[str], arguments: list[str], said: str) -> None:
    result = run("map", "--report", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
