"""The end of the report for people: what the findings add up to, by rule and by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.model import Count, Header, Note, Severity, Summary
from mcvocab.reporters.plain import cells, clean, fit, pad, wrap

if TYPE_CHECKING:
    from mcvocab.messages import Messages
    from mcvocab.reporters.style import Style

ROWS = 12
"""How many rules and fields a table shows; the rest are counted together."""

NAMED = 44
TABULATED = 10
"""How many findings are seen at a glance, so that they need no tables."""

PARTS = ("violation", "warning", "info", "fixable")
BOLD, FAINT = "1", "2"


def summarise(header: Header, summary: Summary, style: Style, paint: Callable[[str, str], str]) -> Iterator[str]:
    """Notes, tables by rule and field, the verdict, and what the run was judged by."""
    say = style.messages

    def lines(text: str, code: str = "") -> Iterator[str]:
        for line in wrap(clean(text), style.width):
            yield (paint(line, code) if code else line) + "\n"

    for note in summary.notes:
        yield from lines(say("Note: {note}", note=note_text(note)))
    if summary.violation + summary.warning + summary.info > TABULATED:
        yield "\n" if summary.notes else ""
        yield from _table(say("rule"), summary.by_rule, lambda code: code, say, paint)
        yield "\n"
        yield from _table(say("field"), summary.by_field, style.label, say, paint)
        yield "\n" if summary.by_field else ""
    yield from lines(verdict(summary, say), BOLD)
    counts = [
        say.count(summary.violation, "{number} violation", "{number} violations"),
        say.count(summary.warning, "{number} warning", "{number} warnings"),
        say("{number} for information", number=f"{summary.info:,}"),
    ]
    yield from lines(", ".join(counts) + ".")
    if summary.fixable:
        yield from lines(
            say("{number} can be repaired: --diff shows how, --fix does it.", number=f"{summary.fixable:,}")
        )
    if summary.by_profile:
        met = "; ".join(
            say("{profile} {meets} of {records}", profile=name, meets=tally.meets, records=tally.records)
            for name, tally in summary.by_profile.items()
        )
        yield from lines(say("Records that meet each profile: {met}.", met=met))
    yield from lines(
        say(
            "Judged as of {date} by {language} {version}. “mcvocab explain CODE” tells more about a rule.",
            date=header.as_of,
            language=header.vocabulary,
            version=header.vocabulary_version,
        ),
        FAINT,
    )


def _table(
    title: str,
    counts: Mapping[str, Count],
    named: Callable[[str], str],
    say: Messages,
    paint: Callable[[str, str], str],
) -> Iterator[str]:
    """How many records each is said of, the worst first."""
    if not counts:
        return
    ranked = sorted(counts.items(), key=lambda item: (-item[1].violation, -item[1].warning, -item[1].info))
    rows = [(fit(clean(named(key)), NAMED), count) for key, count in ranked[:ROWS]]
    rest = ranked[ROWS:]
    if rest:
        sums = {part: sum(getattr(count, part) for _, count in rest) for part in PARTS}
        rows.append((say("{number} more", number=len(rest)), Count(**sums)))
    heads = [say(severity.word) for severity in reversed(Severity)]
    repairs = say("can be repaired") if any(count.fixable for _, count in rows) else ""
    wide = max(cells(text) for text in (title, *(name for name, _ in rows)))
    yield paint(f"{pad(title, wide)}  {'  '.join(heads)}{'  ' + repairs if repairs else ''}", FAINT) + "\n"
    for name, count in rows:
        figures = (count.violation, count.warning, count.info, *([count.fixable] if repairs else []))
        shown = (
            " " * (cells(head) - len(f"{figure:,}")) + f"{figure:,}" if figure else " " * cells(head)
            for head, figure in zip([*heads, repairs], figures, strict=False)
        )
        yield f"{pad(name, wide)}  {'  '.join(shown)}".rstrip() + "\n"


def verdict(summary: Summary, say: Messages) -> str:
    """How many records are sound, and what was left out of the count, in one sentence."""
    judged = summary.records - summary.out_of_scope
    said = [
        say.count(
            judged,
            "{sound} of {number} record without a violation",
            "{sound} of {number} records without a violation",
            sound=f"{summary.conforming:,}",
        )
    ]
    if summary.out_of_scope:
        said.append(say("{number} of another kind and not judged", number=f"{summary.out_of_scope:,}"))
    if summary.unreadable:
        said.append(
            say.count(
                summary.unreadable,
                "{number} input could not be read in full",
                "{number} inputs could not be read in full",
            )
        )
    return "; ".join(said) + "."


def note_text(note: Note) -> str:
    """A note with the file that it is about."""
    return f"{note.where.file}: {note.message}" if note.where else note.message
