"""How often each rule was broken, most often first, in place of the findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.model import Finding, Header, Severity, Summary
from mcvocab.reporters import json_report, text_report

if TYPE_CHECKING:
    from mcvocab.reporters import Style

FORMAT = "mcvocab-statistics/1"


@dataclass(slots=True)
class Frequency:
    """How often a rule was broken.

    Attributes:
        code: the rule's.
        severity: the highest that it was shown at.
        findings: how often it was said.
        count: the same, with what is said once for many records counted for each of them.
        fixable: how many of the findings come with a safe edit.
    """

    code: str
    severity: Severity
    findings: int = 0
    count: int = 0
    fixable: int = 0


def frequencies(events: Iterable[Finding | Summary]) -> tuple[list[Frequency], Summary | None]:
    """The rules that were broken, most often first, and the summary of the run, where it is among the events."""
    found: dict[str, Frequency] = {}
    summary: Summary | None = None
    for event in events:
        if isinstance(event, Summary):
            summary = event
            continue
        one = found.setdefault(event.code, Frequency(event.code, event.severity))
        one.severity = max(one.severity, event.severity)
        one.findings += 1
        one.count += event.count
        one.fixable += event.edit is not None and event.edit.safe
    return sorted(found.values(), key=lambda one: (-one.count, -one.severity, one.code)), summary


def write_text(header: Header, events: Iterable[Finding | Summary], style: Style) -> Iterator[str]:
    """A table for a person at a terminal, and the summary."""
    found, summary = frequencies(events)
    paint = text_report.painter(style)
    if found:
        heads = f"{'findings':>8}  {'times':>7}  {'fixable':>7}  {'severity':<9}  rule"
        yield paint(heads, text_report.BOLD) + "\n"
    for one in found:
        word = paint(f"{one.severity.word:<9}", text_report.COLOURS[one.severity])
        yield f"{one.findings:>8}  {one.count:>7}  {one.fixable or '':>7}  {word}  {one.code}\n"
    if summary is not None:
        yield "\n" if found else ""
        yield from text_report.write(header, [summary], style)


def write_json(header: Header, events: Iterable[Finding | Summary], style: Style) -> Iterator[str]:  # noqa: ARG001
    """One JSON document."""
    found, summary = frequencies(events)
    rows = [
        {
            "code": one.code,
            "severity": one.severity.word,
            "count": one.count,
            "findings": one.findings,
            "fixable": one.fixable,
        }
        for one in found
    ]
    said = json_report.summary_data(summary) if summary is not None else {}
    ending = {key: value for key, value in said.items() if key != "mappings"}
    data = json_report.header_data(header) | {"format": FORMAT, "statistics": rows} | ending
    yield json.dumps(data, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Header, Iterable[Finding | Summary], Style], Iterator[str]]] = {
    "text": write_text,
    "json": write_json,
}
