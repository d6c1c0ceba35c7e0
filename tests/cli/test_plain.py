"""The plainest command lines are answered without click, and just as click would have them answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mcvocab.cli.plain import answer

ROOT = Path(__file__).parents[2]
THROUGH_CLICK = "import sys; from mcvocab.cli import cli; cli.main(sys.argv[1:], prog_name='mcvocab')"


def run(folder: Path, *command: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["map", "nano degree", "horse riding", "SCQF level 9", ""],
        ["check", str(ROOT / "examples/starter/courses.csv")],
        ["check", str(ROOT / "examples/starter/courses.json"), "nowhere.csv"],
        ["check", "nowhere.csv"],
        ["check", "."],
    ],
)
def test_the_answer_is_that_of_the_full_command(arguments: list[str], tmp_path: Path) -> None:
    assert answer([]) is None
    assert run(tmp_path, "-m", "mcvocab", *arguments) == run(tmp_path, "-c", THROUGH_CLICK, *arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["map"],
        ["check"],
        ["check", "-"],
        ["map", "--top", "2", "badge"],
        ["check", "courses.csv", "--format", "json"],
        ["explain", "title-missing"],
        ["chekc", "courses.csv"],
        ["--help"],
    ],
)
def test_whatever_is_out_of_the_ordinary_is_left_to_the_full_command(arguments: list[str]) -> None:
    assert answer(arguments) is None


@pytest.mark.parametrize(
    ("name", "content", "plain"),
    [
        ("mcvocab.toml", "", False),
        ("pyproject.toml", "[tool.mcvocab]\nauthor = 'A'\n", False),
        ("pyproject.toml", '[ tool . "mcvocab" ]\nauthor = 1\n', False),
        ("pyproject.toml", "[tool]\nmcvocab = {author = 'A'}\n", False),
        ("pyproject.toml", "tool = {mcvocab = {author = 'A'}}\n", False),
        ("pyproject.toml", "[project]\nname = 'mcvocab'\n", True),
    ],
)
def test_where_something_is_configured_the_full_command_answers(
    name: str,
    content: str,
    plain: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "below")
    assert (answer(["map", "MOOC"]) is not None) == plain
    assert bool(capsys.readouterr().out) == plain
