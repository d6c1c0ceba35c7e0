"""What can be done at a place with one keystroke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.model import Correction, Edit, Location
from mcvocab.readers.patches import FINDERS
from mcvocab.readers.patches.text import Span

if TYPE_CHECKING:
    from mcvocab.editor.reading import Marked, Reading


@dataclass(frozen=True, slots=True)
class Action:
    """Stretches to replace, under a title; ``mends`` is the finding that is gone then, if it is about one."""

    title: str
    spans: tuple[Span, ...]
    mends: Marked | None = None
    preferred: bool = False


def actions(reading: Reading, start: int, end: int) -> Iterator[Action]:
    """What can be done between two offsets: mend a finding, write a word as the language does."""
    taken: set[int] = set()
    for marked in reading.marked:
        if marked.end < start or marked.start > end:
            continue
        for span, edit in reading.corrections:
            if span.start == marked.start and marked.finding.edit == edit and span.start not in taken:
                taken.add(span.start)
                yield Action(f"Write “{edit.new}”", (span,), marked, preferred=edit.safe)
        yield from _suggested(reading, marked)
    for span, edit in reading.corrections:
        if span.start not in taken and span.start <= end and span.end >= start:
            yield Action(f"Write “{edit.new}”", (span,), preferred=edit.safe)


def everything(reading: Reading) -> Action | None:
    """All corrections that change no meaning, at once; None where there is none."""
    spans = {span.start: span for span, edit in reading.corrections if edit.safe}
    return Action(f"Write all values as the language does ({len(spans)})", tuple(spans.values())) if spans else None


def _suggested(reading: Reading, marked: Marked) -> Iterator[Action]:
    """The terms that a word which was not understood may mean."""
    finding, find = marked.finding, FINDERS.get(reading.form)
    if find is None or finding.value is None:
        return
    place = find(reading.text)
    for suggestion in finding.suggestions:
        correction = Correction(Location(""), finding.field, Edit(finding.value, suggestion.label, safe=False))
        span = place(reading.text, marked.start, correction)
        if isinstance(span, Span):
            yield Action(f"Write “{suggestion.label}”", (span,), marked)
