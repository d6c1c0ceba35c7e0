"""A real editor speaks to the language server: what it underlines, shows, completes and mends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("neovim.lua")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Neovim tells of a file, by what it was asked."""
    editor = shutil.which("nvim")
    if editor is None:
        pytest.skip("Neovim is not installed: scripts/programs installs it")
    file = tmp_path_factory.mktemp("editor") / "courses.csv"
    file.write_text("Title,Award,Level,Credits\nSafe wiring,Microcredential,,10\n", encoding="utf-8")
    done = subprocess.run(
        [editor, "--headless", "--clean", "-n", "-S", str(SCRIPT)],
        cwd=file.parent,
        env={**os.environ, "MCVOCAB_PYTHON": sys.executable, "MCVOCAB_FILE": str(file)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    found: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            found |= json.loads(line)
    assert found, done.stderr
    assert file.read_text(encoding="utf-8").endswith("Microcredential,,10\n")  # nothing is saved by itself
    return found


def test_findings_are_underlined_where_they_stand(said: dict[str, Any]) -> None:
    places = {one["code"]: (one["line"], one["column"]) for one in said["diagnostics"]}
    assert places["credit-without-level"] == (2, 29)
    assert places["assessment-missing"][0] == 1
    assert all(
        "To mend it:" in one["message"] for one in said["diagnostics"] if one["code"] == "credit-without-level"
    )


def test_a_value_tells_what_it_means(said: dict[str, Any]) -> None:
    assert said["hover"]["contents"]["value"].startswith("**micro-credential**")


def test_the_terms_of_the_column_are_offered(said: dict[str, Any]) -> None:
    assert {"micro-credential", "certificate of completion"} <= {
        item["label"] for item in said["completion"]["items"]
    }


def test_a_quick_fix_writes_the_value_as_the_language_does(said: dict[str, Any]) -> None:
    assert said["text"] == ["Title,Award,Level,Credits", "Safe wiring,micro-credential,,10"]
