"""Completion as shells ask for it, and the manual page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mcvocab.cli import COMMANDS, cli

if TYPE_CHECKING:
    from pathlib import Path


def completed(words: str) -> list[str]:
    """What bash would be told after these words, of which the last is not finished."""
    count = str(len(words.split(" ")) - 1)
    environment = {**os.environ, "_MCVOCAB_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": count}
    run = subprocess.run(
        [sys.executable, "-c", "from mcvocab.cli import cli; cli(prog_name='mcvocab')"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [line.partition(",")[2] for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mcvocab che", ["check"]),
        ("mcvocab check --profile h", ["hub"]),
        ("mcvocab template --profile re", ["re-entry"]),
        ("mcvocab explain credit-without-l", ["credit-without-level"]),
        ("mcvocab tree delivery", ["delivery-mode"]),
        ("mcvocab fields startD", ["startDate"]),
        ("mcvocab term nanod", ["nanodegree"]),
        ("mcvocab check --fail-on w", ["warning"]),
    ],
)
def test_shells_complete(words: str, expected: list[str]) -> None:
    assert completed(words) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert "_MCVOCAB_COMPLETE" in result.stdout
    if shutil.which(shell):
        script = tmp_path / "completion"
        script.write_text(result.stdout)
        assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0


def test_the_manual_page_tells_of_every_command() -> None:
    page = CliRunner().invoke(cli, ["docs", "man"]).stdout
    for name in COMMANDS:
        assert f".SS mcvocab {name}" in page
    assert ".SH EXIT STATUS" in page
    assert "\\-\\-unsafe\\-fixes" in page
    assert "\b" not in page
    if shutil.which("groff"):
        run = subprocess.run(
            ["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, check=False
        )
        assert run.stderr == ""


def test_every_command_shows_an_example() -> None:
    for name in COMMANDS:
        shown = CliRunner().invoke(cli, [name, "--help"]).stdout
        assert f"\n  mcvocab {name}" in shown, name
