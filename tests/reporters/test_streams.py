"""Reports that stream hold nothing back and keep nothing; those that collect tell the true counts above their cap."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from mcvocab.model import BASE, IRI, Finding, Header, Location, RecordName, Severity, Summary
from mcvocab.reporters import REPORTERS, Style, html_report, junit, shacl_report, xlsx_report

HEADER = Header("0.1.0", "mcvocab", "0.1.0", "ab", ("core",), "2026-01-15")
STREAMING = ("text", "json", "jsonl", "sarif", "csv", "github", "gitlab")


def events(number: int, seen: list[int] | None = None) -> Iterator[Finding | Summary]:
    for position in range(number):
        if seen is not None:
            seen.append(position)
        yield Finding(
            "x-y",
            IRI(BASE + "rule/x-y"),
            Severity.VIOLATION if position >= number - 5 else Severity.INFO,
            f"Finding {position}.",
            Location("a.csv", position + 2, 1, cell=f"A{position + 2}"),
            record=RecordName(position + 1),
        )
    yield Summary(records=number, violation=5, info=number - 5)


@pytest.mark.parametrize("form", STREAMING)
def test_a_finding_is_written_before_the_next_is_asked_for(form: str) -> None:
    seen: list[int] = []
    pieces = REPORTERS[form](HEADER, events(50, seen), Style())
    said = ""
    while "Finding 3." not in said:
        said += str(next(pieces))
    assert len(seen) <= 5


@pytest.mark.parametrize("form", STREAMING)
@pytest.mark.usefixtures("usual_collector")
def test_memory_does_not_grow_with_findings(form: str) -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        for _ in REPORTERS[form](HEADER, events(number), Style()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(4_000)  # whatever is imported or compiled once, and what is remembered up to a bound
    # Python itself makes room for more now and then, but not every time.
    assert min(peak(4_000) for _ in range(3)) < peak(400) + 20_000


def whole(form: str, number: int) -> bytes:
    pieces = REPORTERS[form](HEADER, events(number), Style())
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def test_a_page_tells_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "CAP", 20)
    page = whole("html", 1_500).decode()
    assert page.count('<li class="finding') == 20
    assert page.count('<li class="finding violation') == 5
    assert "This report holds 20 of 1,500 findings, the gravest ones; all of them are counted." in page
    assert "<b>1,495</b>" in page


def test_a_workbook_tells_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_report, "CAP", 20)
    sheet = load_workbook(io.BytesIO(whole("xlsx", 1_500)))["mcvocab"]
    texts = [str(cell.value) for cell in sheet["A"] if cell.value]
    assert "This report holds 20 of 1,500 findings, the gravest ones; all of them are counted." in texts
    assert [cell.value for cell in sheet["B"]].count("violation") == 5


def test_junit_and_the_graph_tell_what_they_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "CAP", 20)
    monkeypatch.setattr(shacl_report, "CAP", 20)
    for form in ("junit", "turtle", "jsonld"):
        assert "This report holds 20 of 1,500 findings" in whole(form, 1_500).decode()
    graph = json.loads(whole("jsonld", 1_500))["@graph"]
    assert len([node for node in graph if node.get("@type") == ["sh:ValidationResult"]]) == 20


def test_put_together_by_rule_the_text_tells_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcvocab.reporters.text_report.COLLECTED", 20)
    said = "".join(map(str, REPORTERS["text"](HEADER, events(1_500), Style(group_by="rule"))))
    assert said.count("Finding ") == 20
    assert "1,480 more findings are counted below and not shown" in said
