"""The report for a person at a terminal: what is wrong, where, and what to write; then what it adds up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import Finding, Header, Location, RecordName, Severity, Summary
from mcvocab.reporters.plain import cells, clean, trim, window, wrap
from mcvocab.reporters.text_summary import summarise
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.messages import Messages
    from mcvocab.reporters.style import Events, Style

COLOURS = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD, FAINT = "1", "2"
SUGGESTED = 3
UNBOUNDED = 110
"""The columns of an excerpt where there is no terminal."""

COLLECTED = 10_000
"""How many findings are kept to be put together by rule or field; those that follow are only counted."""

Paint: TypeAlias = "Callable[[str, str], str]"


def write(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The pieces of the report, in order; by record, they come as the findings do."""
    return _Writing(header, style).pieces(events)


class _Writing:
    def __init__(self, header: Header, style: Style) -> None:
        self._header, self._style, self._say = header, style, style.messages
        self._paint = painter(style)

    def pieces(self, events: Events) -> Iterator[str]:
        """By record, a heading whenever the record changes; else a heading for each rule or field.

        A run whose events end without a summary is one whose findings alone are wanted.
        """
        summary, stream = None, iter(events)
        if self._style.group_by == "record":
            current: tuple[str, ...] | None = None
            for event in stream:
                if isinstance(event, Summary):
                    summary = event
                    continue
                heading = (event.where.file, event.where.sheet or "", record_name(event.record, self._say))
                if heading != current:
                    yield "\n" if current is not None else ""
                    yield from self._lines(self._record_heading(event), BOLD)
                    current = heading
                yield from self._finding(event)
            spaced = current is not None
        else:
            kept: list[Finding] = []
            left = 0
            for event in stream:
                if isinstance(event, Summary):
                    summary = event
                elif len(kept) < COLLECTED:
                    kept.append(event)
                else:
                    left += 1
            yield from self._groups(kept)
            if left:
                said = self._say(
                    "{number} more findings are counted below and not shown: too many to put together.",
                    number=f"{left:,}",
                )
                yield from self._lines(said)
            spaced = bool(kept)
        if summary is None:
            return
        yield "\n" if spaced else ""
        yield from summarise(self._header, summary, self._style, self._paint)

    def _groups(self, findings: list[Finding]) -> Iterator[str]:
        """The findings together by rule or field, the worst and the most frequent first."""
        by_rule = self._style.group_by == "rule"

        def key(finding: Finding) -> str:
            return finding.code if by_rule else finding.field

        groups = [list(group) for _, group in groupby(sorted(findings, key=key), key)]
        groups.sort(key=lambda group: (-max(f.severity for f in group), -sum(f.count for f in group)))
        for position, group in enumerate(groups):
            yield "\n" if position else ""
            count = self._say.count(len(group), "{number} finding", "{number} findings")
            first = group[0]
            if by_rule:
                name = self._style.rules.get(first.code)
                called = f": {name.name}" if name else ""
                word = self._severity(max(f.severity for f in group))
                yield f"{word} {self._paint(first.code, BOLD)}{called} ({count})\n"
                if first.fix:
                    yield from self._lines(self._say("To mend it: {fix}", fix=first.fix), indent="  ")
            else:
                label = self._style.label(first.field) if first.field else self._say("No field in particular")
                yield self._paint(f"{label} ({count})", BOLD) + "\n"
            for finding in _once(group) if by_rule else group:
                yield from self._finding(finding, placed=True, named=not by_rule)

    def _record_heading(self, finding: Finding) -> str:
        where = finding.where
        place = clean(where.file)
        if where.sheet:
            place += self._say(", sheet “{sheet}”", sheet=clean(where.sheet))
        return f"{place}: {record_name(finding.record, self._say) or self._say('the file itself')}"

    def _finding(self, finding: Finding, *, placed: bool = False, named: bool = True) -> Iterator[str]:
        say, where = self._say, place(finding.where, self._say)
        if placed:
            parts = (clean(finding.where.file), finding.where.sheet, where, record_name(finding.record, say))
            where = ", ".join(clean(part) for part in parts if part)
        mark = f" {say('(can be repaired)')}" if finding.edit is not None and finding.edit.safe else ""
        title = f"{self._severity(finding.severity)} {self._paint(finding.code, BOLD)} " if named else ""
        yield f"  {title}{self._paint(where, FAINT)}{mark}".rstrip() + "\n"
        times = f" ({say.count(finding.count, '{number} record', '{number} records')})" if finding.count > 1 else ""
        yield from self._lines(finding.message + times, indent="    ")
        yield from self._excerpt(finding)
        for related in finding.related:
            if related.value == finding.value and related.where != finding.where:
                yield from self._lines(self._elsewhere(related.where, finding.where), indent="    ")
        likely = [f"“{mapping.label}”" for mapping in finding.suggestions[:SUGGESTED] if mapping.label]
        if likely:
            yield from self._lines(say("Did you mean {likely}?", likely=say(" or ").join(likely)), indent="    ")
        if finding.fix and named:
            yield from self._lines(say("To mend it: {fix}", fix=finding.fix), indent="    ")

    def _elsewhere(self, first: Location, here: Location) -> str:
        where = place(first, self._say)
        if first.sheet:
            where += self._say(" of sheet “{sheet}”", sheet=clean(first.sheet))
        if first.file != here.file:
            where += self._say(" in {file}", file=clean(first.file))
        return self._say("It stands first at {place}.", place=where)

    def _excerpt(self, finding: Finding) -> Iterator[str]:
        """The line of the provider's own file, with carets under what is meant."""
        excerpts = self._style.excerpts
        if excerpts is None or not finding.quotable or (finding.where.column is None and finding.where.cell is None):
            return
        value = None if finding.value is None or finding.value.endswith("…") else finding.value
        found = excerpts.at(finding.where, value)
        if found is None or not found.text.strip():
            return
        margin = f"    {found.label} | "
        width = (self._style.width or UNBOUNDED) - cells(margin)
        before = clean(found.text[: found.start])
        meant = clean(found.text[found.start : found.start + found.length]) or " "
        after = clean(found.text[found.start + found.length :]).rstrip()
        part, left, marked = window(before + meant + after, len(before), len(meant), width)
        yield self._paint(margin, FAINT) + part + "\n"
        rule = " " * (cells(margin) - 2) + "| "
        caret = self._paint("^" * max(marked, 1), COLOURS[finding.severity])
        yield self._paint(rule, FAINT) + " " * left + caret + "\n"

    def _severity(self, severity: Severity) -> str:
        return self._paint(self._say(severity.word), COLOURS[severity])

    def _lines(self, text: str, paint: str = "", indent: str = "") -> Iterator[str]:
        for line in wrap(clean(text), self._style.width, indent):
            yield (self._paint(line, paint) if paint else line) + "\n"


def _once(findings: list[Finding]) -> list[Finding]:
    """One finding for each word in a column, at its first place, for so many records; all others as they are."""
    found: dict[object, Finding] = {}
    for number, finding in enumerate(findings):
        where = finding.where
        alike = finding.value is not None and where.heading and finding.record is not None and not finding.related
        key = (finding.message, finding.severity, where.file, where.sheet, where.heading) if alike else number
        first = found.get(key)
        found[key] = finding if first is None else replace(first, count=first.count + finding.count)
    return list(found.values())


def record_name(name: RecordName | None, say: Messages) -> str:
    """What a report calls a record, such as “record 3 “Safe wiring” (SW-1)”; nothing where there is none."""
    if name is None:
        return ""
    called = f" “{clean(name.title)}”" if name.title else ""
    return say("record {number}", number=name.number) + called + (f" ({clean(name.id)})" if name.id else "")


def place(where: Location, say: Messages) -> str:
    """Where to look, as short as it is clear."""
    parts = []
    if where.cell:
        parts.append(say("cell {cell}", cell=where.cell))
    elif where.line is not None:
        line = say("line {line}", line=where.line)
        column = say(", column {column}", column=where.column) if where.column and not where.pointer else ""
        parts.append(line + column)
    if where.heading:
        parts.append(f"“{trim(where.heading)}”")
    elif where.pointer:
        parts.append(trim(where.pointer))
    return ", ".join(parts)


def painter(style: Style) -> Paint:
    """What gives a text a colour, or leaves it as it is."""
    return _paint if style.colour else _plain


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:  # noqa: ARG001
    return text
