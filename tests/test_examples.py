"""Every rule has examples: a failing one that raises it, a passing one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.model import Finding
from mcvocab.store import load

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = "2026-01-15"
# About what is not there at all, or what no example file should be large enough to show; the bad-input tests do.
WITHOUT_FILES = {"file-missing", "file-unopened", "folder-empty", "value-too-long"}
CODES = sorted(set(load().standard.rules) - WITHOUT_FILES)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(*load(), Options(as_of=AS_OF))


def _files(code: str, verdict: str) -> list[Path]:
    return sorted((EXAMPLES / code).glob(f"{verdict}-*"))


def _codes(checker: Checker, path: Path) -> set[str]:
    return {event.code for event in checker.stream(path) if isinstance(event, Finding)}


@pytest.mark.parametrize("code", CODES)
def test_failing_examples_raise_their_rule(checker: Checker, code: str) -> None:
    files = _files(code, "fail")
    assert files, f"examples/{code} has no failing example"
    for path in files:
        assert code in _codes(checker, path), path.name


@pytest.mark.parametrize("code", CODES)
def test_passing_examples_do_not_raise_their_rule(checker: Checker, code: str) -> None:
    files = _files(code, "pass")
    assert files, f"examples/{code} has no passing example"
    for path in files:
        assert code not in _codes(checker, path), path.name


def test_no_example_stands_for_a_rule_that_does_not_exist() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - {"starter"}
    assert folders <= set(load().standard.rules)
