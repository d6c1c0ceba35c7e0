"""The end of the report for people: what the findings add up to, by rule and by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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

PARTS = ("violation", "warning", "info", "fixable", "times")
BOLD, FAINT = "1", "2"


def summarise(header: Header, summary: Summary, style: Style, paint: Callable[[str, str], str]) -> Iterator[str]:
    """Notes, tables by rule and field, the verdict, and what the run was judged by."""
    say = style.messages

    def lines(text: str, code: str = "") -> Iterator[str]:
        for line in wrap(clean(text), style.width):
            yield (paint(line, code) if code else line) + "\n"

    for note in summary.notes:
        yield from lines(say("Note: {note}", note=note_text(note, say)))
    if summary.violation + summary.warning + summary.info > TABULATED:
        yield "\n" if summary.notes else ""
        yield from _tables(summary, style, paint)
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


def _tables(summary: Summary, style: Style, paint: Callable[[str, str], str]) -> Iterator[str]:
    """The findings by rule and by field, the worst first; each table adds up to the counts below it."""
    say = style.messages
    everything = _total(summary.by_rule.values())
    fielded = _total(summary.by_field.values())
    for title, counts, named in (
        (say("findings by rule"), summary.by_rule, str),
        (say("findings by field"), summary.by_field, style.label),
    ):
        if not counts:
            continue
        ranked = sorted(counts.items(), key=lambda item: gravity(item[1]))
        rows = [(fit(clean(named(key)), NAMED), count) for key, count in ranked[:ROWS]]
        if rest := [count for _, count in ranked[ROWS:]]:
            rows.append((say("{number} more", number=len(rest)), _total(rest)))
        if counts is summary.by_field and fielded.total < everything.total:
            left = {part: getattr(everything, part) - getattr(fielded, part) for part in PARTS}
            rows.append((say("No field in particular"), Count(**left)))
        yield from _table(title, [*rows, (say("together"), everything)], say, paint)
        yield "\n"
    if everything.times > everything.total:
        said = say("One finding may stand for many records: “times” counts it for each of them.")
        yield from (line + "\n" for line in wrap(said, style.width))


def _table(
    title: str, rows: list[tuple[str, Count]], say: Messages, paint: Callable[[str, str], str]
) -> Iterator[str]:
    together = rows[-1][1]
    columns = [(say(severity.word), severity.word) for severity in reversed(Severity)]
    columns += [(say("can be repaired"), "fixable")] if together.fixable else []
    columns += [(say("times"), "times")] if together.times > together.total else []
    # As wide as the heading, or as the largest figure below it.
    widths = [max(cells(head), len(f"{getattr(together, part):,}")) for head, part in columns]
    wide = max(cells(text) for text in (title, *(name for name, _ in rows)))
    heads = (" " * (width - cells(head)) + head for width, (head, _) in zip(widths, columns, strict=True))
    yield paint(f"{pad(title, wide)}  {'  '.join(heads)}", FAINT) + "\n"
    for name, count in rows:
        figures = (f"{figure:,}" if (figure := getattr(count, part)) else "" for _, part in columns)
        shown = (figure.rjust(width) for width, figure in zip(widths, figures, strict=True))
        yield f"{pad(name, wide)}  {'  '.join(shown)}".rstrip() + "\n"


def _total(counts: Iterable[Count]) -> Count:
    together = list(counts)
    return Count(**{part: sum(getattr(count, part) for count in together) for part in PARTS})


def gravity(count: Count) -> tuple[int, int, int]:
    """What sorts the worst first, and of what is equally bad, what is said most often."""
    worst = 0 if count.violation else 1 if count.warning else 2
    return worst, -count.times, -count.violation


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


def note_text(note: Note, say: Messages, file: str = "") -> str:
    """A note with the file and the sheet that it is about; ``file`` is another name for the file."""
    if note.where is None:
        return note.message
    sheet = say(", sheet “{sheet}”", sheet=note.where.sheet) if note.where.sheet else ""
    return f"{file or note.where.file}{sheet}: {note.message}"
