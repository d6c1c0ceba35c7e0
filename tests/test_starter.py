"""The starter kit: its page says exactly what a check of its files finds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.model import Location, Report

KIT = Path(__file__).parent.parent / "examples" / "starter"
FILES = ("courses.csv", "courses.xlsx", "courses.json")
ROUTES = {"continuing-development", "credit-bearing", "non-credit", "re-entry"}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    return {name: checker.check(KIT / name) for name in FILES}


def tables(page: str) -> dict[str, list[list[str]]]:
    """The Markdown tables of a page by their second heading, without the back quotes round words."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in page.splitlines():
        if not line.startswith("|"):
            rows = []
            continue
        rows.append([cell.strip().strip("`") for cell in line.strip().strip("|").split("|")])
        if len(rows) == 2:
            found[rows[0][1]] = rows
    return {heading: table[2:] for heading, table in found.items()}


@pytest.fixture(scope="module")
def page() -> dict[str, list[list[str]]]:
    return tables((KIT / "README.md").read_text(encoding="utf-8"))


def place(where: Location) -> str:
    if where.pointer is not None:
        return where.pointer
    return where.cell or "" if where.sheet is None else f"{where.sheet}!{where.cell}"


@pytest.mark.parametrize("name", FILES)
def test_the_page_lists_exactly_what_a_check_finds(
    name: str, reports: dict[str, Report], page: dict[str, list[list[str]]]
) -> None:
    told = Counter((row[1], row[2]) for row in page["place"] if row[0] == name)
    assert Counter((place(f.where), f.code) for f in reports[name].findings) == told


@pytest.mark.parametrize("name", FILES)
def test_the_page_counts_records_and_findings_as_the_summary_does(
    name: str, reports: dict[str, Report], page: dict[str, list[list[str]]]
) -> None:
    told = next(row[1:] for row in page["records"] if row[0] == name)
    s = reports[name].summary
    assert [int(cell) for cell in told] == [s.records, s.conforming, s.out_of_scope, s.violation, s.warning, s.info]


def test_the_page_names_the_provider_and_number_of_records_of_each_file(
    reports: dict[str, Report], page: dict[str, list[list[str]]]
) -> None:
    assert {row[0]: int(row[2]) for row in page["provider"]} == {n: r.summary.records for n, r in reports.items()}


def test_everything_that_was_not_read_is_told(reports: dict[str, Report]) -> None:
    notes = [(name, note.code, note.message) for name, report in reports.items() for note in report.summary.notes]
    assert [(name, code) for name, code, _ in notes] == [("courses.csv", "columns-unread")]
    assert notes[0][2].count("“") == 1
    assert "“Internal notes”" in notes[0][2]


def test_the_kit_takes_all_four_routes_and_each_is_met_by_some_record(reports: dict[str, Report]) -> None:
    met = {n for report in reports.values() for n, tally in report.summary.by_profile.items() if tally.meets}
    assert met >= ROUTES


def test_no_route_has_to_be_guessed(reports: dict[str, Report]) -> None:
    codes = {finding.code for report in reports.values() for finding in report.findings}
    assert codes.isdisjoint({"route-inferred", "route-undeclared"})


def test_every_finding_says_what_to_do_and_where_the_rule_comes_from(reports: dict[str, Report]) -> None:
    findings = [finding for report in reports.values() for finding in report.findings]
    assert len(findings) == 20
    assert all(finding.fix and finding.source and "{" not in finding.message for finding in findings)
