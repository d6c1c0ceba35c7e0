"""The findings as a table, for a spreadsheet: a row each, with every part of the place in a column of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Finding, Header, Summary
from mcvocab.reporters.plain import clean

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style

COLUMNS = (
    "severity", "code", "rule", "message", "fix", "file", "sheet", "line", "column", "cell", "heading", "pointer",
    "record", "id", "title", "field", "value", "meant", "repair", "profiles", "source", "count",
)  # fmt: skip


def write(header: Header, events: Events, style: Style) -> Iterator[str]:  # noqa: ARG001
    """The rows, each as soon as its finding is met; a mark at the start tells Excel that it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(COLUMNS)
    yield "\ufeff" + buffer.getvalue()
    for event in events:
        if not isinstance(event, Summary):
            buffer.seek(0)
            buffer.truncate()
            writer.writerow([harmless(clean(cell)) for cell in row(event, style)])
            yield buffer.getvalue()


def row(finding: Finding, style: Style) -> tuple[str, ...]:
    """What stands in the columns for a finding."""
    where, record = finding.where, finding.record
    return (
        style.messages(finding.severity.word),
        finding.code,
        style.rule_name(finding.code),
        finding.message,
        finding.fix,
        where.file,
        where.sheet or "",
        str(where.line or ""),
        str(where.column or ""),
        where.cell or "",
        where.heading or "",
        where.pointer or "",
        str(record.number) if record else "",
        record.id if record else "",
        record.title if record else "",
        style.label(finding.field) if finding.field else "",
        finding.value or "",
        "; ".join(mapping.label for mapping in finding.suggestions if mapping.label),
        finding.edit.new if finding.edit else "",
        ", ".join(finding.profiles),
        finding.source,
        str(finding.count),
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    Source: OWASP, CSV Injection.

    >>> harmless("=1+1"), harmless("-")
    ("'=1+1", '-')
    """
    return "'" + cell if len(cell) > 1 and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
