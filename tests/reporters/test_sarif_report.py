"""SARIF: repairs where the text stands as it is to be replaced, and fingerprints that outlive a new row."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from mcvocab.model import BASE, IRI, Edit, Finding, Header, Location, Note, RecordName, Severity, Summary
from mcvocab.readers.excerpts import Excerpts
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load

HEADER = Header("0.1.0", "mcvocab", "0.1.0", "ab", ("core",), "2026-01-15")
FINDING = Finding(
    "mode-unknown",
    IRI(BASE + "rule/mode-unknown"),
    Severity.WARNING,
    "“onlin” is no mode.",
    Location("a.csv", 2, 3, cell="B2"),
    record=RecordName(1, "SW-1", "Safe wiring"),
    field="mode",
    value="onlin",
    edit=Edit("onlin", "online"),
)


def run(*events: Finding | Summary) -> dict[str, Any]:
    style = Style(rules=load().standard.rules, excerpts=Excerpts())
    log = json.loads("".join(map(str, REPORTERS["sarif"](HEADER, events, style))))
    return log["runs"][0]  # type: ignore[no-any-return]


def test_an_edit_is_a_fix_where_its_text_stands(tmp_path: Path) -> None:
    path = tmp_path / "a b.csv"
    path.write_text('T,Mode\na,onlin\nb,"onlin"\nc,x\nd,"onl""in",onlin\n', encoding="utf-8")
    regions = []
    for line in (2, 3, 4, 5):
        (result,) = run(replace(FINDING, where=Location(str(path), line, 3)), Summary())["results"]
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"]
            assert change["artifactLocation"]["uri"].endswith("a%20b.csv")
            (replacement,) = change["replacements"]
            assert replacement["insertedContent"] == {"text": "online"}
            regions.append(replacement["deletedRegion"])
    assert regions == [
        {"startLine": 2, "startColumn": 3, "endColumn": 8},
        {"startLine": 3, "startColumn": 4, "endColumn": 9},
    ]


def test_a_finding_is_known_again_when_rows_are_added_above_it() -> None:
    moved = replace(FINDING, where=Location("there/a.csv", 90, 3, cell="B90"), record=RecordName(70, "SW-1"))
    other = replace(FINDING, record=RecordName(1, "SW-2"))
    marks = [result["partialFingerprints"] for result in run(FINDING, moved, other, Summary())["results"]]
    assert marks[0] == marks[1] != marks[2]


def test_each_rule_tells_why_what_and_who() -> None:
    (rule,) = run(FINDING, FINDING, Summary())["tool"]["driver"]["rules"]
    known = load().standard.rules["mode-unknown"]
    assert rule["id"] == "mode-unknown"
    assert all(text in rule["help"]["text"] for text in (known.why, known.fix, known.source))
    assert rule["help"]["markdown"].startswith("**Why it matters.** ")


def test_what_could_not_be_read_is_no_success_and_notes_are_told() -> None:
    note = Note("n", "A note.", Location("a.csv"))
    assert run(FINDING, Summary(records=3, unreadable=1))["invocations"][0]["executionSuccessful"] is False
    assert run(Summary(records=0))["invocations"][0]["executionSuccessful"] is False
    (invocation,) = run(Summary(records=1, notes=(note,)))["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"][0]["message"] == {"text": "A note."}
