"""The empty table for providers: its example row is sound, and its headings and choices are read as what they are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from mcvocab import check
from mcvocab.cli import cli
from mcvocab.model import Severity
from mcvocab.store import load
from mcvocab.template import columns
from mcvocab.template.writing import WRITERS

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY, STANDARD = load()
SETS = [(), *((name,) for name in STANDARD.profiles), ("credit-bearing", "re-entry"), ("hub", "employer")]


@pytest.mark.parametrize("profiles", SETS, ids="+".join)
@pytest.mark.parametrize("form", WRITERS)
def test_the_example_row_is_sound(profiles: tuple[str, ...], form: str) -> None:
    data = WRITERS[form](columns(VOCABULARY, STANDARD, profiles))
    report = check(data, profiles=profiles, as_of="2026-11-01")
    assert [f.code for f in report.findings if f.severity >= Severity.WARNING] == []
    assert report.summary.records == 1
    assert not [note for note in report.summary.notes if note.code == "columns-unread"]
    assert all(tally.meets == 1 for tally in report.summary.by_profile.values())


@pytest.mark.parametrize("profiles", SETS, ids="+".join)
def test_each_choice_is_understood(profiles: tuple[str, ...]) -> None:
    for column in columns(VOCABULARY, STANDARD, profiles):
        assert len(set(column.choices)) == len(column.choices)
        if column.field.schemes:
            assert column.choices
            assert set(column.example.split("; ")) <= {*column.choices, "", "GB-SCT"}


def test_a_profile_adds_what_its_rules_ask_for() -> None:
    core, hub = (
        {column.field.key: column.severity for column in columns(VOCABULARY, STANDARD, profiles)}
        for profiles in (("core",), ("hub",))
    )
    assert hub["publisher"] is Severity.VIOLATION
    assert "publisher" not in core
    assert core["title"] is Severity.VIOLATION
    assert core["startDate"] is None


def test_the_workbook_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "courses.xlsx"
    result = CliRunner().invoke(cli, ["template", "--output", str(file)])
    assert result.exit_code == 0
    book = openpyxl.load_workbook(file)
    sheet, lists = book["Courses"], book["Lists"]
    assert lists.sheet_state == "hidden"
    assert sheet.freeze_panes == "A2"
    notes = {cell.value: cell.comment.text for cell in sheet[1]}
    assert notes["Title"].startswith("Needed.")
    assert "Example: SCQF level 7" in notes["Level"]
    offered = {str(one.sqref).split("2:")[0] for one in sheet.data_validations.dataValidation}
    assert sheet[1][[c.value for c in sheet[1]].index("Level")].column_letter in offered


def test_the_format_follows_the_name_of_the_file(tmp_path: Path) -> None:
    for name, start in (("a.csv", b"\xef\xbb\xbfIdentifier,"), ("a.xlsx", b"PK")):
        assert CliRunner().invoke(cli, ["template", "--output", str(tmp_path / name)]).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize("name", ["courses.csv", "courses.xlsx"])
def test_a_table_that_is_there_is_kept(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("Title\nFilled in since\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["template", "--output", str(file)])
    assert (result.exit_code, "is there already. Add --force" in result.stderr) == (2, True)
    assert "Filled in since" in file.read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["template", "--output", str(file), "--force"]).exit_code == 0
    assert b"Filled in since" not in file.read_bytes()


def test_an_unknown_profile_is_named() -> None:
    result = CliRunner().invoke(cli, ["template", "--profile", "nonsense"])
    assert result.exit_code == 2
    assert "There is no profile “nonsense”" in result.stderr


def test_a_workbook_goes_down_a_pipe() -> None:
    result = CliRunner().invoke(cli, ["template"])
    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames == ["Courses", "Lists"]
