"""The report for a person at a terminal: what is wrong, where, and what to write; then what it adds up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import Finding, Header, Location, Note, RecordName, Severity, Summary

if TYPE_CHECKING:
    from mcvocab.reporters import Style

COLOURS = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD, FAINT = "1", "2"
SUGGESTED = 3
SHOWN = 200
Paint: TypeAlias = "Callable[[str, str], str]"


def write(header: Header, events: Iterable[Finding | Summary], style: Style) -> Iterator[str]:
    """The pieces of the report, in order: findings as they come, a heading whenever the record changes."""
    paint = painter(style)
    current: tuple[str, str] | None = None
    for event in events:
        if isinstance(event, Summary):
            yield from _summary(header, event, paint, spaced=current is not None)
            continue
        heading = (event.where.file, _record(event.record))
        if heading != current:
            yield ("\n" if current is not None else "") + paint(_heading(event), BOLD) + "\n"
            current = heading
        yield from _finding(event, paint)


def _heading(finding: Finding) -> str:
    place = finding.where.file + (f", sheet “{finding.where.sheet}”" if finding.where.sheet else "")
    if finding.record is None:
        return f"{place}: the file itself"
    return f"{place}: {_record(finding.record)}"


def _record(name: RecordName | None) -> str:
    if name is None:
        return ""
    called = f" “{name.title}”" if name.title else ""
    return f"record {name.number}{called}" + (f" ({name.id})" if name.id else "")


def _finding(finding: Finding, paint: Paint) -> Iterator[str]:
    word = paint(finding.severity.word, COLOURS[finding.severity])
    yield f"  {word} {paint(finding.code, BOLD)} {paint(_place(finding.where), FAINT)}\n"
    times = f" ({finding.count} records)" if finding.count > 1 else ""
    yield f"    {finding.message}{times}\n"
    for related in finding.related:
        if related.value == finding.value and related.where != finding.where:
            sheet = f" of sheet “{related.where.sheet}”" if related.where.sheet else ""
            elsewhere = f" in {related.where.file}" if related.where.file != finding.where.file else ""
            yield f"    It stands first at {_place(related.where)}{sheet}{elsewhere}.\n"
    likely = [f"“{mapping.label}”" for mapping in finding.suggestions[:SUGGESTED] if mapping.label]
    if likely:
        yield f"    Did you mean {' or '.join(likely)}?\n"
    if finding.fix:
        yield f"    To mend it: {finding.fix}\n"


def _place(where: Location) -> str:
    """Where to look, as short as it is clear."""
    parts = []
    if where.cell:
        parts.append(f"cell {where.cell}")
    elif where.line is not None:
        parts.append(
            f"line {where.line}" + (f", column {where.column}" if where.column and not where.pointer else "")
        )
    if where.heading:
        parts.append(f"“{where.heading}”")
    elif where.pointer:
        parts.append(where.pointer)
    return ", ".join(parts)


def _summary(header: Header, summary: Summary, paint: Paint, *, spaced: bool) -> Iterator[str]:
    yield "\n" if spaced else ""
    for note in summary.notes:
        yield f"Note: {_note(note)}\n"
    yield paint(_verdict(summary), BOLD) + "\n"
    counts = [_count(summary.violation, "violation"), _count(summary.warning, "warning")]
    yield f"{', '.join(counts)}, {summary.info} for information.\n"
    if summary.by_profile:
        met = (f"{name} {tally.meets} of {tally.records}" for name, tally in summary.by_profile.items())
        yield f"Records that meet each profile: {'; '.join(met)}.\n"
    yield (
        paint(
            f"Judged as of {header.as_of} by {header.vocabulary} {header.vocabulary_version}. "
            "“mcvocab explain CODE” tells more about a rule.",
            FAINT,
        )
        + "\n"
    )


def _verdict(summary: Summary) -> str:
    judged = summary.records - summary.out_of_scope
    said = [f"{summary.conforming} of {_count(judged, 'record')} without a violation"]
    if summary.out_of_scope:
        said.append(f"{summary.out_of_scope} of another kind and not judged")
    if summary.unreadable:
        said.append(f"{_count(summary.unreadable, 'input')} could not be read in full")
    return "; ".join(said) + "."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _note(note: Note) -> str:
    return f"{note.where.file}: {note.message}" if note.where else note.message


def painter(style: Style) -> Paint:
    """What gives a text a colour, or leaves it as it is."""
    return _paint if style.colour else _plain


def trim(text: str) -> str:
    """A text fit for one line of a terminal: no control codes, cut where it is too long."""
    clean = "".join(character for character in text if character.isprintable())
    return clean if len(clean) <= SHOWN else clean[: SHOWN - 1] + "…"


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:  # noqa: ARG001
    return text
