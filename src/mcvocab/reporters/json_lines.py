"""The report as JSON Lines: a finding a line; the last line holds what the run was, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import Header, Summary
from mcvocab.reporters.json_report import finding_data, header_data, summary_data
from mcvocab.reporters.plain import dump

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style


def write(header: Header, events: Events, style: Style) -> Iterator[str]:  # noqa: ARG001
    """The lines, each as soon as its finding is met."""
    for event in events:
        data = header_data(header) | summary_data(event) if isinstance(event, Summary) else finding_data(event)
        yield dump(data) + "\n"
