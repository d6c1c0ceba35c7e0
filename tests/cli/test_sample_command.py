"""``mcvocab sample``: what it writes, where to, and what it says of a slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mcvocab.cli import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--as-of", "2026-01-15"])


def test_ten_json_lines_unless_told_otherwise() -> None:
    result = run("sample")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 10
    assert all(record["title"] for record in records)


def test_the_seed_decides() -> None:
    first, again, other = (run("sample", "-n", "5", "--seed", seed).stdout for seed in ("1", "1", "2"))
    assert first == again != other


@pytest.mark.parametrize("form", ["jsonl", "csv", "ttl"])
def test_what_it_writes_passes_a_check_and_with_defects_does_not(form: str, tmp_path: Path) -> None:
    for share, code in (("0", 0), ("1", 1)):
        target = tmp_path / f"made-up-{share}.{form}"
        result = run("sample", "-n", "15", "--format", form, "--defects", share, "--output", str(target))
        assert (result.exit_code, result.stdout) == (0, "")
        assert run("check", str(target), "--fail-on", "warning").exit_code == code


def test_a_named_profile_is_met(tmp_path: Path) -> None:
    target = tmp_path / "x.jsonl"
    run("sample", "--profile", "re-entry", "--profile", "core", "--output", str(target))
    result = run("check", str(target), "--profile", "re-entry", "--profile", "core", "--fail-on", "warning")
    assert result.exit_code == 0
    assert "re-entry 10 of 10" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "corr"], "There is no profile “corr”."),
        (["--defects", "20"], "20"),
        (["-n", "0"], "0"),
        (["--as-of", "0001-01-01"], "outside the years 1 to 9999"),
        (["--as-of", "9999-12-31"], "outside the years 1 to 9999"),
        (["--as-of", "9999-12-31", "--defects", "1"], "outside the years 1 to 9999"),
        (["--output", "/nowhere/x.jsonl"], "The file cannot be written"),
    ],
)
def test_a_slip_is_told_in_words(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["sample", "--as-of", "2026-01-15", *arguments])
    assert result.exit_code == 2
    assert said in result.stderr
