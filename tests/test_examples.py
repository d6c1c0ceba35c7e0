"""Every rule has examples: a failing one that raises it, a passing one that does not."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.model import Finding
from mcvocab.store import load

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = "2026-01-15"
# About what is not there at all, or what no example file should be large enough to show; the bad-input tests do.
WITHOUT_FILES = {"file-missing", "file-unopened", "folder-empty", "sheet-missing"} | {
    "archive-too-large",
    "file-too-large",
    "line-too-long",
    "columns-too-many",
    "value-too-long",
}
CODES = sorted(set(load().standard.rules) - WITHOUT_FILES)


@lru_cache
def _checker(code: str) -> Checker:
    """A checker that asks by the rule: as everybody checks, or by the profile that alone holds it."""
    profiles = load().standard.profiles
    holders = [name for name, profile in profiles.items() if code in profile.rules]
    return _by(
        ()
        if not holders or set(_by(()).header.profiles) & set(holders)
        else (min(holders, key=lambda name: (profiles[name].kind == "award", name)),)
    )


@lru_cache
def _by(profiles: tuple[str, ...]) -> Checker:
    return Checker(*load(), Options(profiles=profiles, as_of=AS_OF))


def _files(code: str, verdict: str) -> list[Path]:
    return sorted((EXAMPLES / code).glob(f"{verdict}-*"))


def _codes(code: str, path: Path) -> set[str]:
    return {event.code for event in _checker(code).stream(path) if isinstance(event, Finding)}


@pytest.mark.parametrize("code", CODES)
def test_failing_examples_raise_their_rule(code: str) -> None:
    files = _files(code, "fail")
    assert files, f"examples/{code} has no failing example"
    for path in files:
        assert code in _codes(code, path), path.name


@pytest.mark.parametrize("code", CODES)
def test_passing_examples_do_not_raise_their_rule(code: str) -> None:
    files = _files(code, "pass")
    assert files, f"examples/{code} has no passing example"
    for path in files:
        assert code not in _codes(code, path), path.name


def test_no_example_stands_for_a_rule_that_does_not_exist() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - {"formats", "starter"}
    assert folders <= set(load().standard.rules)
