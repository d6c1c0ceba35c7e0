"""What a report holds that cannot be written until all is known: the findings, up to a cap, and the true counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.model import Finding, Severity, Summary

if TYPE_CHECKING:
    from mcvocab.messages import Messages
    from mcvocab.reporters.style import Events


@dataclass(frozen=True, slots=True)
class Collected:
    """The findings that were kept, how many there were, and the summary.

    Attributes:
        findings: the kept ones, in record order.
        counts: how many there were of each severity, kept or not.
        summary: the end of the run.
    """

    findings: tuple[Finding, ...]
    counts: Counter[Severity]
    summary: Summary

    @property
    def left(self) -> int:
        """How many findings were left out."""
        return self.counts.total() - len(self.findings)

    def caveat(self, say: Messages) -> str:
        """A sentence where findings were left out."""
        if not self.left:
            return ""
        return say(
            "This report holds {shown} of {number} findings, the gravest ones; all of them are counted.",
            shown=f"{len(self.findings):,}",
            number=f"{self.counts.total():,}",
        )


def collect(events: Events, cap: int) -> Collected:
    """The findings of a run; where there are more than ``cap``, the gravest of them, and of these the earliest."""
    kept: dict[Severity, list[tuple[int, Finding]]] = {severity: [] for severity in Severity}
    counts: Counter[Severity] = Counter()
    summary = Summary()
    for number, event in enumerate(events):
        if isinstance(event, Summary):
            summary = event
            continue
        counts[event.severity] += 1
        if len(kept[event.severity]) < cap:
            kept[event.severity].append((number, event))
    chosen = [one for severity in sorted(Severity, reverse=True) for one in kept[severity]][:cap]
    return Collected(tuple(finding for _, finding in sorted(chosen, key=lambda one: one[0])), counts, summary)
