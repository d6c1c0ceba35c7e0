"""What a run of checks comes to, for the shell and for the eye."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mcvocab.cli import COULD_NOT_RUN
from mcvocab.messages import ENGLISH
from mcvocab.model import Severity, Summary
from mcvocab.readers.excerpts import Excerpts
from mcvocab.reporters import Style
from mcvocab.store import load_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcvocab.checker import Checker
    from mcvocab.model import Finding

NEVER = "never"
FOUND = 1
NARROWEST = 40
"""The fewest columns that a report is laid out for."""


class Outcome:
    """Watches a run go by and tells how to exit."""

    def __init__(self) -> None:
        self._worst = 0
        self._summary = Summary()

    def watch(self, events: Iterable[Finding | Summary]) -> Iterator[Finding | Summary]:
        """The events, unchanged."""
        for event in events:
            if isinstance(event, Summary):
                self._summary = event
            else:
                self._worst = max(self._worst, event.severity)
            yield event

    def code(self, fail_on: str) -> int:
        """The exit code: 2 where an input could not be read or held no record, 1 where findings reach ``fail_on``."""
        if self._summary.unreadable or not self._summary.records:
            return COULD_NOT_RUN
        return FOUND if fail_on != NEVER and self._worst >= Severity.named(fail_on) else 0


def colours(output: str | None) -> bool:
    """Whether a report may have colours: on a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width(output: str | None) -> int | None:
    """The columns of the terminal that a report goes to; None where it goes elsewhere."""
    if output is not None or not sys.stdout.isatty():
        return None
    import shutil

    return max(shutil.get_terminal_size().columns, NARROWEST)


def style(checker: Checker, output: str | None, group_by: str = "record", messages: str = ENGLISH) -> Style:
    """How a report looks that goes to a file, or to standard output where none is named."""
    return Style(
        colours(output),
        width(output),
        group_by,
        load_messages(messages),
        checker.standard.rules,
        checker.standard.profiles,
        checker.vocabulary.fields,
        Excerpts(),
    )
