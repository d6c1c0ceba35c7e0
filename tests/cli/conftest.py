"""Courses to check, and a way to run the program as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def program(here: Path) -> Program:
    """Runs mcvocab in a process of its own, in that folder."""

    def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[bytes]:
        how = {"capture_output": True, "timeout": 60} | how
        environment = {**os.environ, "PYTHONUNBUFFERED": ""}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-m", "mcvocab", *arguments], check=False, env=environment, **how
        )

    return run
