"""The hooks and pipelines that the repository offers, run as those who use them would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "examples" / "starter" / "courses.csv"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def environment(**more: str) -> dict[str, str]:
    """An environment in which ``mcvocab`` is the one under test."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **more}


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_is_told_the_files_that_changed(hook: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "courses.csv"
    file.write_bytes(STARTER.read_bytes())
    assert re.search(hook["files"], str(file))
    assert not re.search(hook["files"], "README.md")
    run = subprocess.run([*hook["entry"].split(), str(file)], env=environment(), capture_output=True, check=False)
    changed = file.read_bytes() != STARTER.read_bytes()
    assert (run.returncode, changed) == ((0, True) if hook["id"] == "mcvocab-fix" else (1, False))


def action(tmp_path: Path, **inputs: str) -> tuple[int, str, str]:
    output = tmp_path / "output"
    given = environment(GITHUB_OUTPUT=str(output), MCVOCAB_SARIF=str(tmp_path / "a.sarif"), **inputs)
    run = subprocess.run(
        ["bash", str(ROOT / "scripts" / "action")], env=given, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout, output.read_text() if output.exists() else ""


def test_the_action_annotates_and_reports(tmp_path: Path) -> None:
    code, said, output = action(tmp_path, MCVOCAB_PATHS=f"{STARTER}\n", MCVOCAB_ARGUMENTS="--as-of\n2026-01-15\n")
    assert code == 1
    assert re.search(r"^::error file=.*courses\.csv,line=\d+,col=\d+", said, re.MULTILINE)
    assert output == f"sarif={tmp_path / 'a.sarif'}\n"
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"


def test_an_input_of_the_action_is_never_a_command(tmp_path: Path) -> None:
    target = tmp_path / "made"
    code, said, _ = action(tmp_path, MCVOCAB_PATHS=f"$(touch {target})\n; touch {target}\n")
    assert code == 2
    assert not target.exists()
    assert "could not" in said or "no file" in said.lower() or "::error" in said


def test_the_action_hands_its_inputs_over() -> None:
    handed = ACTION["runs"]["steps"][-1]["env"]
    assert set(re.findall(r"inputs\.([\w-]+)", str(handed))) == set(ACTION["inputs"]) - {"python-version"}
    script = (ROOT / "scripts" / "action").read_text(encoding="utf-8")
    for name in handed:
        assert name in script or name == "MCVOCAB_HOME"
    assert "${{" not in script
    assert not any("${{" in step.get("run", "") for step in ACTION["runs"]["steps"])
