"""What a run of checks comes to, for the shell and for the eye."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mcvocab.model import Severity, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcvocab.model import Finding

NEVER = "never"
FOUND, COULD_NOT_RUN = 1, 2


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
