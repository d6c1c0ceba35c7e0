"""GitLab's code quality report: the findings beside the lines of a merge request.

Source: GitLab Docs, Code Quality, report format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Header, Severity, Summary
from mcvocab.reporters.fingerprint import fingerprint
from mcvocab.reporters.plain import clean, dump

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style

_SEVERITIES = {Severity.VIOLATION: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(header: Header, events: Events, style: Style) -> Iterator[str]:  # noqa: ARG001
    """One JSON list, written finding by finding."""
    separator = "["
    for event in events:
        if isinstance(event, Summary):
            continue
        issue = {
            "description": clean(f"{event.message} {event.fix}".strip()),
            "check_name": event.code,
            "fingerprint": fingerprint(event, placed=True),
            "severity": _SEVERITIES[event.severity],
            "location": {"path": event.where.file, "lines": {"begin": event.where.line or 1}},
        }
        yield separator + "\n" + dump(issue)
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"
