"""``mcvocab check --diff`` and ``--fix`` as a provider uses them."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mcvocab.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TABLE = "Title,Level,Workload\nSafe wiring,lvl 7 SCQF,60 hrs\n"
MENDED = "Title,Level,Workload\nSafe wiring,SCQF level 7,60 hours\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "courses.csv"
    file.write_bytes(TABLE.encode())
    return file


def check(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["check", "--as-of", "2026-01-15", *map(str, arguments)])


def test_diff_shows_and_changes_nothing(table: Path) -> None:
    result = check(table, "--diff")
    assert result.exit_code == 1
    assert "-Safe wiring,lvl 7 SCQF,60 hrs\n+Safe wiring,SCQF level 7,60 hours\n" in result.stdout
    assert table.read_bytes() == TABLE.encode()


def test_fix_changes_the_file_and_reports_what_remains(table: Path) -> None:
    result = check(table, "--fix", "--format", "json")
    assert table.read_bytes() == MENDED.encode()
    assert "Corrected 2 values" in result.stderr
    report = json.loads(result.stdout)
    assert result.exit_code == (1 if report["summary"]["violation"] else 0)
    assert check(table, "--diff").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--unsafe-fixes",), "Add --diff to see the changes, or --fix"),
        (("--diff", "--format", "json"), "--format cannot go with it"),
        (("--diff", "--output", "changes.json"), "--output cannot go with it"),
    ],
)
def test_what_would_be_passed_over_is_refused(table: Path, options: tuple[str, ...], said: str) -> None:
    result = check(table, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert table.read_bytes() == TABLE.encode()


def test_files_that_are_not_edited_get_a_table_of_edits(tmp_path: Path) -> None:
    file = tmp_path / "courses.ttl"
    file.write_text(
        "@prefix mcv: <https://w3id.org/mcvocab/ns/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        '[] a mcv:MicroCredential ; dcterms:title "Safe wiring " .\n'
    )
    before = file.read_bytes()
    result = check(file, "--fix")
    assert file.read_bytes() == before
    assert "files of this kind are not edited in place" in result.stderr
    [row] = csv.DictReader((tmp_path / "courses.ttl.edits.csv").read_text(encoding="utf-8").splitlines())
    assert (row["old"], row["new"]) == ("Safe wiring ", "Safe wiring")


def test_findings_tell_what_would_be_written(tmp_path: Path) -> None:
    file = tmp_path / "courses.csv"
    file.write_text("Title,Course webpage\nSafe wiring,www.example.org/wiring\n")
    report = json.loads(check(file, "--format", "json").stdout)
    edits = [finding["edit"] for finding in report["findings"] if "edit" in finding]
    assert edits == [{"old": "www.example.org/wiring", "new": "https://www.example.org/wiring", "safe": True}]
    check(file, "--fix")
    assert "https://www.example.org/wiring" in file.read_text()


def test_diff_of_what_cannot_be_read_does_not_look_clean(table: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.csv"
    cut.write_text('Title,Level\nA,SCQF level 7\n"B,SCQF level 7\n', encoding="utf-8")
    for name, said in ((tmp_path / "gone.csv", "There is no file or folder"), (cut, "never closed")):
        result = check(name, table, "--diff")
        assert (result.exit_code, "--- " in result.stdout) == (2, True)
        assert f"Not read: {name}" in result.stderr
        assert said in result.stderr


@pytest.mark.parametrize("options", [[], ["--fix"], ["--diff"]])
def test_an_empty_name_is_not_the_folder_one_is_in(
    table: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    """A script whose variable is empty must not mend whatever lies about."""
    monkeypatch.chdir(table.parent)
    before = table.read_bytes()
    result = check("", *options)
    assert (result.exit_code, table.read_bytes()) == (2, before)
    assert "one of the names is empty" in result.stderr


def test_standard_input_cannot_be_mended() -> None:
    result = CliRunner().invoke(cli, ["check", "-", "--fix"], input=TABLE)
    assert "does not stand in a file of its own" in result.stderr


def test_a_file_is_mended_as_the_settings_say_that_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "courses.txt"
    file.write_bytes("Title|Level\r\nCafé skills|scqf lvl 6\r\n".encode("windows-1252"))
    settings = '[[files]]\nmatch = "courses.txt"\ndelimiter = "|"\nencoding = "windows-1252"\n'
    (tmp_path / "mcvocab.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    check(file.name, "--fix")
    assert file.read_bytes() == "Title|Level\r\nCafé skills|SCQF level 6\r\n".encode("windows-1252")
    assert check(file.name, "--diff").exit_code == 0


def test_xml_is_mended_in_the_texts_that_its_standard_leaves_to_the_provider(tmp_path: Path) -> None:
    file = tmp_path / "courses.xml"
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- kept -->\r\n'
        '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"\r\n'
        '  xmlns:mlo="http://purl.org/net/mlo" xmlns:credit="http://purl.org/net/cm"><provider><course>\r\n'
        "  <dc:title>Safe wiring &amp; more</dc:title>\r\n"
        "  <mlo:qualification><dc:type>Micro credential</dc:type></mlo:qualification>\r\n"
        "  <mlo:credit><credit:scheme>SCQF</credit:scheme><credit:value>10</credit:value></mlo:credit>\r\n"
        '  <presentation><attendanceMode identifier="CM">Campus</attendanceMode></presentation>\r\n'
        "</course></provider></catalog>\r\n"
    )
    file.write_bytes(text.encode())
    result = check(file, "--fix")
    assert "Corrected 1 value in" in result.stderr
    assert file.read_bytes() == text.replace("Micro credential", "micro-credential").encode()
    assert check(file, "--diff").exit_code == 0
