"""Records as providers write them, from excellent to hopeless, each with exactly what is said of it.

Beside each file of `golden/` stands a text file of the same name: the profiles asked for, if any were, and a line for
each finding, in order: how bad it is, which rule, which field, where. A change here is a change of what people are
told: read the messages and fixes of the changed lines as a busy course administrator would.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.model import Finding, Report

FOLDER = Path(__file__).parent / "golden"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")
AS_OF = "2026-01-15"
ROUTES = {"credit-bearing", "non-credit", "continuing-development", "re-entry"}


@lru_cache
def _report(path: Path) -> Report:
    profiles = tuple(line.split()[1] for line in _lines(path) if line.startswith("profile "))
    return _checker(profiles).check(path)


@lru_cache
def _checker(profiles: tuple[str, ...]) -> Checker:
    return Checker(*load(), Options(profiles=profiles, as_of=AS_OF))


def _lines(path: Path) -> list[str]:
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def _line(finding: Finding) -> str:
    where = finding.where
    place = where.pointer or where.cell or ("the record" if finding.record else "the table")
    return "  ".join((finding.severity.word, finding.code, finding.field or "-", place))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_said_of_a_record_is_what_should_be_said(path: Path) -> None:
    said = [_line(finding) for finding in _report(path).findings]
    assert said == [line for line in _lines(path) if not line.startswith("profile ")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_finding_says_what_is_wrong_and_what_to_write(path: Path) -> None:
    for finding in _report(path).findings:
        assert finding.fix
        assert finding.message
        assert "{" not in finding.message + finding.fix, finding.code
        assert "w3id.org" not in finding.message, finding.code


def test_excellent_records_have_nothing_said_of_them_and_meet_what_they_are_judged_by() -> None:
    excellent = [path for path in FILES if "excellent" in path.name]
    reports = [_report(path) for path in excellent]
    assert [path.name for path, report in zip(excellent, reports, strict=True) if report.findings] == []
    assert {name for report in reports for name in report.summary.by_profile} == {"core", *ROUTES}


def test_the_records_are_of_every_route_and_kind() -> None:
    judged = {name for path in FILES for name in _report(path).summary.by_profile}
    assert judged == set(load().standard.profiles)


def test_what_is_personal_is_never_repeated() -> None:
    for path in FILES:
        told = str([(f.message, f.value, f.related, f.record) for f in _report(path).findings])
        assert "Example" not in told, path.name
        assert "S-004" not in told, path.name
