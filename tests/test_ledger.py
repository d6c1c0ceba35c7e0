"""The account of a run: what is shown is counted by rule and field, and so that it adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab import ledger
from mcvocab.ledger import Ledger
from mcvocab.model import IRI, Count, Edit, Finding, Location, Severity, Tally

if TYPE_CHECKING:
    import pytest

WHERE = Location("a.csv", 2)


def finding(code: str, severity: Severity, **more: object) -> Finding:
    return Finding(code, IRI("x:" + code), severity, "No.", WHERE, **more)  # type: ignore[arg-type]


def test_findings_are_counted_and_how_many_records_they_stand_for() -> None:
    account = Ledger()
    account.shown(finding("mode-missing", Severity.VIOLATION, field="mode", count=40))
    account.shown(
        finding("mode-unknown", Severity.WARNING, field="mode", value="onlin", edit=Edit("onlin", "online"))
    )
    account.shown(finding("mode-unknown", Severity.WARNING, field="mode", value="x", edit=Edit("x", "y", safe=False)))
    account.shown(finding("row-ragged", Severity.INFO))
    summary = account.summary()
    assert summary.by_rule == {
        "mode-missing": Count(violation=1, missing=40, times=40),
        "mode-unknown": Count(warning=2, fixable=1, times=2),
        "row-ragged": Count(info=1, times=1),
    }
    assert summary.by_field == {"mode": Count(violation=1, warning=2, missing=40, fixable=1, times=42)}
    assert (summary.violation, summary.warning, summary.info, summary.fixable) == (1, 2, 1, 1)
    assert summary.by_field["mode"].total == 3


def test_providers_are_counted_with_what_is_said_of_their_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PROVIDERS_KEPT", 2)
    account = Ledger()
    bad = finding("mode-missing", Severity.VIOLATION, profiles={"core": Severity.VIOLATION})
    account.judged(["core"], [bad], "Glen")
    account.judged(["core"], [finding("x-y", Severity.WARNING)], "Glen")
    account.judged(["core"], [], "")
    account.judged(["core"], [], "One too many")
    summary = account.summary()
    assert summary.by_provider == {"": Tally(1, 1), "Glen": Tally(2, 1)}
    assert summary.by_profile == {"core": Tally(4, 3)}
    assert summary.conforming == 3


def test_files_are_counted_in_their_order_with_those_that_hold_nothing_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledger, "FILES_KEPT", 2)
    account = Ledger()
    bad = finding("mode-missing", Severity.VIOLATION, profiles={"core": Severity.VIOLATION})
    for file in ("b.csv", "a.csv", "one-too-many.csv"):
        account.read(file)
    account.judged(["core"], [bad], "Glen", "b.csv")
    account.judged(["core"], [], "Glen", "b.csv")
    account.judged(["core"], [], "Glen", "one-too-many.csv")
    assert list(account.summary().by_file.items()) == [("b.csv", Tally(2, 1)), ("a.csv", Tally(0, 0))]
