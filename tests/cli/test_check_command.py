"""``mcvocab check``: arguments, exit codes, where the report goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mcvocab.cli import cli
from mcvocab.reporters import REPORTERS

GOOD = (
    "Identifier,Title,Description,Provider,Awarding body,Route,Learning outcomes,Assessment,Hours,Mode,Language,QA,Email\n"
    "SW-1,Safe wiring,Find faults in the wiring of a home.,Glen College,Glen College,non-credit,"
    "Find a broken earth with a meter,practical assessment,20,on-site,English,internal institutional,a@glen.example\n"
)
BAD = GOOD.replace("practical assessment", "attendance")
WARNED = GOOD.replace("on-site", "by pigeon")


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments, "--as-of", "2026-01-15"], input=text)


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    for name, text in (("good", GOOD), ("bad", BAD), ("warned", WARNED)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("good", "violation", 0),
        ("bad", "violation", 1),
        ("warned", "violation", 0),
        ("warned", "warning", 1),
        ("good", "info", 0),
        ("bad", "never", 0),
        ("missing", "violation", 2),
        ("missing", "never", 2),
    ],
)
def test_exit_codes(courses: Path, name: str, fail_on: str, code: int) -> None:
    assert run(str(courses / f"{name}.csv"), "--fail-on", fail_on).exit_code == code


def test_one_unreadable_input_does_not_keep_the_others_from_being_checked(courses: Path) -> None:
    result = run(str(courses / "missing.csv"), str(courses / "bad.csv"))
    assert result.exit_code == 2
    assert "attendance-as-assessment" in result.stdout
    assert "There is no file or folder named" in result.stdout


def test_standard_input_is_read_by_its_content() -> None:
    result = run("-", text=BAD)
    assert result.exit_code == 1
    assert "<stdin>: record 1 “Safe wiring” (SW-1)" in result.stdout


def test_json_goes_to_a_file_and_an_older_report_is_replaced_whole(courses: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "report.json"
    target.parent.mkdir()
    target.write_text("older")
    result = run(str(courses / "bad.csv"), "--format", "json", "--output", str(target))
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "mcvocab-report/1"
    assert os.listdir(target.parent) == ["report.json"]


@pytest.mark.parametrize(
    ("name", "asked", "start"),
    [
        ("report.html", (), "<!doctype html>"),
        ("REPORT.JSON", (), '{"format"'),
        ("report.txt", (), "1 of 1 record"),
        ("report.html", ("--format", "json"), '{"format"'),
        ("report.ttl", (), "@prefix"),
        ("report.pdf", ("--format", "json"), '{"format"'),
    ],
)
def test_the_name_of_the_output_says_the_form_where_nobody_else_does(
    courses: Path, tmp_path: Path, name: str, asked: tuple[str, ...], start: str
) -> None:
    run(str(courses / "good.csv"), *asked, "--output", str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_report_is_not_named_like_what_it_is_not(courses: Path, tmp_path: Path) -> None:
    result = run(str(courses / "good.csv"), "--output", str(tmp_path / "report.pdf"))
    assert result.exit_code == 2
    assert "named like a file of another kind" in result.stderr
    assert not list(tmp_path.glob("report.*"))


def test_a_report_that_cannot_be_written_is_said_and_leaves_nothing(courses: Path, tmp_path: Path) -> None:
    result = run(str(courses / "good.csv"), "--output", str(tmp_path / "nowhere" / "report.json"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--profile", "kore"), "There is no profile “kore”. Choose from: award, continuing-development, core"),
        (("--set", "language"), "needs a field and a value"),
        (("--set", "zzz=1"), "There is no field “zzz”"),
        (("--format", "pdf"), "pdf"),
    ],
)
def test_wrong_options_are_said_in_a_sentence(courses: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(str(courses / "good.csv"), *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_date_that_is_none_is_refused(courses: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(courses), "--as-of", "yesterday"])
    assert result.exit_code == 2
    assert "Write it as year-month-day" in result.stderr


def test_values_for_the_whole_file(courses: Path) -> None:
    (courses / "bare.csv").write_text(GOOD.replace(",Language", "").replace(",English", ""), encoding="utf-8")
    assert "language-missing" in run(str(courses / "bare.csv")).stdout
    assert "language-missing" not in run(str(courses / "bare.csv"), "--set", "Language=English").stdout


def test_the_scope_can_be_everything(courses: Path) -> None:
    (courses / "degree.csv").write_text("Title,Type\nNursing,degree\n", encoding="utf-8")
    narrow, wide = (run(str(courses / "degree.csv"), "--scope", scope) for scope in ("micro-credentials", "all"))
    assert (narrow.exit_code, wide.exit_code) == (0, 1)
    assert "out-of-scope" in narrow.stdout


def test_as_a_program_it_writes_utf_8_without_colours_to_a_pipe(courses: Path) -> None:
    command = [sys.executable, "-m", "mcvocab", "check", str(courses / "bad.csv"), "--as-of", "2026-01-15"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    assert done.returncode == 1
    assert "“attendance”" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("form", list(REPORTERS))
def test_every_report_is_written_and_the_exit_code_stays(form: str, courses: Path) -> None:
    for name, code in (("good", 0), ("bad", 1)):
        target = courses / f"report-{name}.{form}"
        assert run(str(courses / f"{name}.csv"), "--format", form, "--output", str(target)).exit_code == code
        shown = run(str(courses / f"{name}.csv"), "--format", form)
        assert shown.exit_code == code
        assert target.stat().st_size
        if form != "xlsx":  # which holds the time at which it was made
            assert target.read_bytes() == shown.stdout_bytes


@pytest.mark.parametrize("form", list(REPORTERS))
def test_a_file_that_cannot_be_read_never_looks_clean(form: str, courses: Path) -> None:
    (courses / "broken.json").write_text("{", encoding="utf-8")
    result = run(str(courses / "broken.json"), "--format", form, "--output", str(courses / "report"))
    assert result.exit_code == 2
    data = (courses / "report").read_bytes()
    assert b"json-malformed" in data or form in {"text", "xlsx"}
    if form == "sarif":
        assert json.loads(data)["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_a_report_is_never_written_over_what_it_is_about(courses: Path) -> None:
    path = courses / "bad.csv"
    result = run(str(path), "--format", "csv", "--output", str(courses / "." / "bad.csv"))
    assert result.exit_code == 2
    assert "is one of the files to check" in result.stderr
    assert path.read_text(encoding="utf-8") == BAD


def test_findings_stand_together_by_rule(courses: Path) -> None:
    said = run(str(courses), "--group-by", "rule").stdout
    heads = [line for line in said.splitlines() if line.startswith(("violation ", "warning "))]
    assert [head.split()[0] for head in heads] == sorted(head.split()[0] for head in heads)
    assert len([head for head in heads if head.startswith("violation identifier-reused: ")]) == 1
    assert said.count("identifier-reused") == 1


def test_the_line_of_the_file_stands_under_a_finding(courses: Path) -> None:
    said = run(str(courses / "bad.csv")).stdout.splitlines()
    (line,) = [number for number, text in enumerate(said) if text.startswith("    2 | ")]
    start = said[line + 1].index("^")
    assert said[line][start : start + 10] == "attendance"
    assert said[line + 1].strip("| ^") == ""


def test_messages_in_a_language_without_a_pack_are_refused(courses: Path) -> None:
    result = run(str(courses / "good.csv"), "--messages", "tlh")
    assert result.exit_code == 2
    assert "Choose from: en" in result.stderr
    assert run(str(courses / "good.csv"), "--messages", "fr").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="who may read a file is told otherwise there")
def test_a_report_can_be_read_by_those_who_may_read_new_files(courses: Path) -> None:
    target = courses / "report.html"
    (courses / "new").touch()
    for mode in ((courses / "new").stat().st_mode, 0o100640):
        run(str(courses / "good.csv"), "--format", "html", "--output", str(target))
        assert target.stat().st_mode == mode
        target.chmod(0o640)
