"""The tutorial and the pages for each kind of user do what they show: each command is run in order in a fresh folder, and says what the page says.

A block of ``csv`` or ``toml`` whose fence names a file is that file. In a block of ``console``, each line after ``$`` is
a command, and what follows is its output; a line of “…” stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs").glob("for-*.md"))]
_BLOCK = re.compile(r'^```(\w+)(?: title="([\w.-]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the lines of its output."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line.rstrip())
    return found


def shows(shown: list[str], said: list[str]) -> bool:
    """Whether a page shows what was said."""
    if not shown:
        return not said
    if shown[0].strip() == LEFT_OUT:
        return any(shows(shown[1:], said[skipped:]) for skipped in range(len(said) + 1))
    return bool(said) and shown[0] == said[0] and shows(shown[1:], said[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "NO_COLOR": "1", "COLUMNS": "80"}
    ran = 0
    for kind, name, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            for command, shown in commands(text):
                run = subprocess.run(
                    ["bash", "-c", command], cwd=tmp_path, env=environment, check=False,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                )  # fmt: skip
                said = [line.rstrip() for line in run.stdout.splitlines()]
                assert shows(shown, said), f"$ {command}\n{run.stdout}"
                ran += 1
        elif name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    assert ran


def test_lines_may_be_left_out_but_not_made_up() -> None:
    assert shows(["a", LEFT_OUT, "c"], ["a", "b", "b", "c"])
    assert shows([LEFT_OUT], [])
    assert not shows(["a", "c"], ["a", "b", "c"])
    assert not shows(["a", LEFT_OUT, "d"], ["a", "b"])
