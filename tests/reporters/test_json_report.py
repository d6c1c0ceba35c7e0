"""The JSON report: one document, streamed, as its published schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mcvocab.checker import Checker, Options
from mcvocab.model import BASE, IRI, Edit, Finding, Header, Location, Mapping, Related, Severity, Summary
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schemas/report-1.schema.json").read_text(encoding="utf-8")))
HEADER = Header("0.1.0", "mcvocab", "0.1.0", "ab", ("core",), "2026-01-15")


def report(events: list[Finding | Summary]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads("".join(REPORTERS["json"](HEADER, events, Style())))
    SCHEMA.validate(data)
    return data


def test_nothing_found_is_a_whole_report() -> None:
    data = report([Summary(records=1, conforming=1)])
    assert data["findings"] == []
    assert data["summary"]["records"] == 1
    assert data["summary"]["by_profile"] == {}
    assert "mappings" not in data


def test_a_finding_holds_what_it_says_and_no_empty_keys() -> None:
    finding = Finding(
        code="mode-unknown",
        rule=IRI(BASE + "rule/mode-unknown"),
        severity=Severity.WARNING,
        message="“onlin” is no mode.",
        where=Location("a.csv", line=2, column=3, cell="B2", heading="Mode"),
        profiles={"core": Severity.WARNING},
        field="mode",
        value="onlin",
        edit=Edit("onlin", "online"),
        suggestions=(
            Mapping("onlin", IRI("x:online"), "online", "mode", "skos:closeMatch", "semapv:X", 0.8123, "near"),
        ),
        related=(Related("place", "Leith", Location("a.csv", line=2)),),
        count=3,
    )
    [written] = report([finding, Summary(records=1)])["findings"]
    assert written == {
        "code": "mode-unknown",
        "rule": "https://w3id.org/mcvocab/rule/mode-unknown",
        "severity": "warning",
        "profiles": {"core": "warning"},
        "message": "“onlin” is no mode.",
        "edit": {"old": "onlin", "new": "online", "safe": True},
        "suggestions": [
            {"label": "online", "concept": "x:online", "predicate": "skos:closeMatch", "confidence": 0.812, "reason": "near"}
        ],
        "field": "mode",
        "value": "onlin",
        "where": {"file": "a.csv", "line": 2, "column": 3, "cell": "B2", "heading": "Mode"},
        "related": [{"field": "place", "value": "Leith", "where": {"file": "a.csv", "line": 2}}],
        "count": 3,
    }  # fmt: skip


def test_it_is_written_as_findings_are_met() -> None:
    seen: list[str] = []

    def events() -> Iterator[Finding | Summary]:
        for number in range(3):
            seen.append(f"event {number}")
            yield Finding("x-y", IRI("x:y"), Severity.INFO, f"Finding {number}.", Location("a"))
        yield Summary(records=3)

    pieces = REPORTERS["json"](HEADER, events(), Style())
    next(pieces)
    assert seen == []
    next(pieces)
    assert seen == ["event 0"]


@pytest.mark.parametrize("folder", ["starter", "mode-unknown", "identifier-reused", "json-malformed", "out-of-scope"])
def test_reports_on_the_examples_are_as_the_schema_says(folder: str) -> None:
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    pieces = REPORTERS["json"](checker.header, checker.stream(ROOT / "examples" / folder), Style())
    data = json.loads("".join(pieces))
    SCHEMA.validate(data)
    shown = [finding["severity"] for finding in data["findings"]]
    assert {word: shown.count(word) for word in ("violation", "warning", "info")} == {
        word: data["summary"][word] for word in ("violation", "warning", "info")
    }
