"""What of a report is shown, where somebody wants no more than so much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mcvocab.model import Finding, Note, Summary
from mcvocab.selection import LIMITED
from mcvocab.values import replace


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
