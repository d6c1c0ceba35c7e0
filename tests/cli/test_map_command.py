"""``mcvocab map``: one row an input, in order; silence where nothing fits."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mcvocab.cli import cli
from mcvocab.cli.answers import COLUMNS


def run(*arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(cli, ["map", *arguments], input=text)
    assert result.exit_code in (0, 2)
    return result


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_csv_has_one_row_an_input_in_input_order_with_the_agreed_columns() -> None:
    result = run("nano degree", "race course", "Open Badges", "race course", "--format", "csv")
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert [row["local_term"] for row in rows(result)] == ["nano degree", "race course", "Open Badges", "race course"]
    assert [row["label"].lower() for row in rows(result)] == ["nanodegree", "", "open badge", ""]
    assert all(row["note"] for row in rows(result))
    assert rows(result)[1]["concept"] == ""


def test_several_answers_are_adjacent_rows() -> None:
    found = rows(
        run("Level 7", "nano degree", "--scheme", "scqf", "--scheme", "rqf", "--top", "3", "--format", "csv")
    )
    assert [row["local_term"] for row in found] == ["Level 7", "Level 7", "nano degree"]
    assert {row["predicate"] for row in found[:2]} == {"skos:relatedMatch"}


def test_terms_come_from_a_file_a_column_or_standard_input(tmp_path: Path) -> None:
    lines, table = tmp_path / "terms.txt", tmp_path / "courses.csv"
    lines.write_text("MOOC\n\nopen badge\n", encoding="utf-8")
    table.write_text("Title;Type\nA;MOOC\nB;\nC;open badge\n", encoding="utf-8")
    expected = ["MOOC", "open badge"]
    for result in (
        run("--input", str(lines), "--format", "csv"),
        run("--input", str(table), "--column", "Type", "--format", "csv"),
        run("--input", "-", "--format", "csv", text="MOOC\nopen badge\n"),
    ):
        assert [row["local_term"] for row in rows(result)] == expected


def test_json_says_null_where_no_term_was_found() -> None:
    data = json.loads(run("MOOC", "race course", "--format", "json").stdout)
    assert [item["concept"] is None for item in data] == [False, True]


def test_sssom_has_a_header_and_a_row_a_term() -> None:
    lines = run("MOOC", "race course", "--format", "sssom").stdout.splitlines()
    table = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert [row["subject_label"] for row in table] == ["MOOC", "race course"]
    assert table[1]["object_id"] == "sssom:NoTermFound"


def test_headings_are_mapped_in_the_scheme_field() -> None:
    [row] = rows(run("--scheme", "field", "How you will be assessed", "--format", "csv"))
    assert row["concept"].endswith("/field/assessment")


def test_cells_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    [row] = rows(run("--format", "csv", "--", "=1+1"))
    assert row["local_term"] == "'=1+1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_terms_are_read_in_the_encoding_of_their_file(tmp_path: Path, encoding: str) -> None:
    lines = tmp_path / "terms.txt"
    lines.write_bytes("Dàta café\nMOOC\n".encode(encoding))
    result = run("--input", str(lines), "--format", "csv")
    assert [row["local_term"] for row in rows(result)] == ["Dàta café", "MOOC"]


def test_a_workbook_is_no_list_of_terms(tmp_path: Path) -> None:
    file = tmp_path / "courses.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    result = run("--input", str(file))
    assert (result.exit_code, "is no list of terms, one a line" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name at least one term"),
        (("--scheme", "nothing", "x"), "There is no scheme “nothing”"),
        (("--input", "missing.txt"), "cannot be read"),
        (("--column", "Type", "x"), "name the file with --input"),
        (("--language", "English", "x"), "“English” is no language tag. Write a short one, such as en"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_running_text_is_annotated_with_places() -> None:
    done = run("--annotate", "A stackable micro-credential.", "Nothing here.")
    assert done.output.splitlines()[0].startswith("2-28 stackable micro-credential: stackable credential (term)")
    assert done.output.splitlines()[1] == "Nothing that the language knows: Nothing here."


def test_places_are_data_for_programs() -> None:
    done = run("--annotate", "--format", "json", "An open badge.")
    (row,) = json.loads(done.output)
    assert (row["in"], row["start"], row["end"], row["label"]) == ("An open badge.", 3, 13, "open badge")
    assert json.loads(run("--annotate", "--format", "json", "Nothing.").output) == []


def test_places_have_no_form_in_a_table() -> None:
    assert run("--annotate", "--format", "sssom", "An open badge.").exit_code == 2
