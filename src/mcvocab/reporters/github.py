"""Annotations of GitHub Actions: each finding beside its line in the files of a change.

Source: GitHub Docs, Workflow commands for GitHub Actions; the limit of annotations a step: actions/toolkit,
docs/problem-matchers.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Finding, Header, Severity, Summary
from mcvocab.reporters.plain import clean
from mcvocab.reporters.text_summary import verdict

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style

COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN = 10
"""How many annotations of each command GitHub shows for one step."""


def write(header: Header, events: Events, style: Style) -> Iterator[str]:  # noqa: ARG001
    """An annotation for each finding, until GitHub would show no more; then lines of its log, and the sum."""
    say, given = style.messages, Counter[Severity]()
    for event in events:
        if isinstance(event, Summary):
            left = sum(max(0, count - _room(severity)) for severity, count in given.items())
            said = verdict(event, say)
            if left:
                said += " " + say.count(
                    left,
                    "GitHub shows no more annotations: {number} more finding stands in the log.",
                    "GitHub shows no more annotations: {number} more findings stand in the log.",
                )
            yield f"::notice title=mcvocab::{_data(said)}\n"
            continue
        given[event.severity] += 1
        if given[event.severity] <= _room(event.severity):
            yield _annotation(event, style)
        else:
            yield _log(f"{event.where}: {say(event.severity.word)} {event.code}: {event.message}") + "\n"


def _room(severity: Severity) -> int:
    return SHOWN - (severity is Severity.INFO)  # the last notice is the sum


def _annotation(finding: Finding, style: Style) -> str:
    where = finding.where
    properties = {
        "file": where.file,
        "line": where.line,
        "col": where.column,
        "title": f"{style.rule_name(finding.code)} ({finding.code})",
    }
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    cell = f"[{where.sheet}!{where.cell}] " if where.sheet and where.cell else ""
    message = f"{cell}{finding.message} {finding.fix}".strip()
    return f"::{COMMANDS[finding.severity]} {said}::{_data(message)}\n"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log(text: str) -> str:
    """A line that is no command, whatever is in it."""
    return clean(text).replace("::", ": :").replace("##[", "## [")
