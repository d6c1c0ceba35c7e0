"""The page about the service keeps its word: every command line that it shows is answered."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcvocab.service.limits import Limits

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("curl ")]
ADDRESS = "http://127.0.0.1:8750"


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_commands_are_answered(client: TestClient, command: str) -> None:
    words = iter(shlex.split(command)[1:])
    method, path, headers, content = "GET", "", {}, b""
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "--data-binary":
            assert next(words).startswith("@")
            method, content = "POST", (ROOT / "examples" / "starter" / "courses.csv").read_bytes()
            headers["Content-Type"] = "text/csv"
        elif word == "--data-urlencode":
            name, _, value = next(words).partition("=")
            assert client.post("/reconcile", data={name: value}).json()["q0"]["result"][0]["match"]
        else:
            path = word.removeprefix(ADDRESS).replace("name=courses.xlsx", "name=courses.csv")
    assert path.startswith("/")
    assert client.request(method, path, headers=headers, content=content).status_code == 200


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 4


def test_the_limits_are_those_that_hold() -> None:
    limits = Limits()
    table = dict(re.findall(r"^\| (.+?) \| (.+?) \| .+ \|$", PAGE, re.MULTILINE))
    assert table["queries in a batch, words, identifiers"] == str(limits.batch)
    assert table["answers to one query"] == str(limits.answers)
    assert table["size of a batch"] == f"{limits.query_bytes // 10**6} MB"
    assert table["size of a file"].startswith(f"{limits.file_bytes // 10**6} MB")
    assert table["time for one answer"].startswith(f"{limits.seconds:g} seconds")
    assert table["waiting requests; waiting files"].startswith(f"{limits.waiting:,};")
