"""What of all that could be said is worth saying: the rules of display, after the engine has spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mcvocab.model import Note, Summary
from mcvocab.selection import LIMITED
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.model import Finding, Rule, Term


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding before display.

    Attributes:
        focus: the node that was judged.
        finding: what was found.
        about: which of the record's values it is about, as a number; None where it is about none.
    """

    focus: Term
    finding: Finding
    about: int | None = None


def visible(verdicts: Sequence[Verdict], rules: Mapping[str, Rule]) -> Iterator[Verdict]:
    """The verdicts worth showing, in order.

    A value that was not understood is reported by the rule that speaks for its field, and by no other; a rule that
    yields to another is silent where that one has spoken on the same node.
    """
    spoken = {(verdict.focus, verdict.finding.code) for verdict in verdicts}
    unread = {
        verdict.about
        for verdict in verdicts
        if verdict.about is not None and verdict.finding.field in rules[verdict.finding.code].speaks_for
    }
    for verdict in verdicts:
        rule = rules[verdict.finding.code]
        silenced = verdict.about in unread and verdict.finding.field not in rule.speaks_for
        yielding = any((verdict.focus, other) in spoken for other in rule.yields_to)
        if not silenced and not yielding:
            yield verdict


def limit(events: Iterable[Finding | Summary], most: int) -> Iterator[Finding | Summary]:
    """The first findings and the summary, whose counts stay those of all; a note tells how many were left out."""
    met = 0
    for event in events:
        if isinstance(event, Summary):
            note = Note(LIMITED, f"Only the first {most} of {met} findings are shown. All of them are counted.")
            yield replace(event, notes=(*event.notes, note)) if met > most else event
        else:
            met += 1
            if met <= most:
                yield event
