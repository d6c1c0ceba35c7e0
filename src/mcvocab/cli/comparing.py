"""``mcvocab compare``: two records side by side."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import click

from mcvocab.checker import Checker, Options
from mcvocab.cli import Failure
from mcvocab.cli.outputs import FORM_HELP, emit, form_of
from mcvocab.cli.settings import configuration, mapping_files, mappings_option
from mcvocab.contrast import CORRESPONDING, DIFFERENT, ONE_SIDED, SAME, Contrast, Statement, contrast
from mcvocab.mapping import MappingFileError
from mcvocab.model import Finding, Record, RecordName
from mcvocab.store import load

FORMAT = "mcvocab-comparison/1"
MARKS = {SAME: "=", CORRESPONDING: "≈", DIFFERENT: "≠", ONE_SIDED: " "}
SILENT = "says nothing"
NAMED = 5


class Chosen(NamedTuple):
    """A record, and how to name it."""

    file: str
    name: RecordName
    record: Record

    @property
    def title(self) -> str:
        """What a heading calls it."""
        called = f"“{self.name.title}”" if self.name.title else f"record {self.name.number}"
        return called + (f" ({self.name.id})" if self.name.id else "")


@click.command(name="compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--format", "form", type=click.Choice(["text", "json"]), help=FORM_HELP)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file.")
@click.option(
    "--width", type=click.IntRange(40), metavar="N", help="How wide text may be; by default as the terminal."
)
@mappings_option
def compare_command(
    first: str, second: str, form: str | None, output: str | None, width: int | None, mappings: tuple[Path, ...]
) -> None:
    """Set two records side by side: credit, level, workload, assessment, recognition, cost, dates.

    A and B are files that hold one record each, or FILE#IDENTIFIER or FILE#NUMBER: the record of that identifier, or
    at that place in the file. Only what the records say is shown, and to what their levels correspond.

    \b
    mcvocab compare ours.json theirs.json
    mcvocab compare courses.csv#GOC-101 courses.csv#GOC-103
    mcvocab compare courses.csv#1 others.xlsx#12 --format json
    """
    vocabulary, standard = load()
    settled = configuration()
    options = Options(
        language=settled.language, defaults=settled.set, mappings=tuple(map(str, mapping_files(mappings)))
    )
    try:
        checker = Checker(vocabulary, standard, options)
    except (LookupError, MappingFileError) as error:
        raise click.UsageError(str(error.args[0])) from None
    sides = (_choose(checker, first), _choose(checker, second))
    found = contrast(sides[0].record, sides[1].record, vocabulary)
    room = width or shutil.get_terminal_size((100, 24)).columns
    emit(WRITERS[form_of(form, output, WRITERS, "text")](sides, found, room), output, "comparison")


def _choose(checker: Checker, given: str) -> Chosen:
    """The record that an argument means.

    Raises:
        Failure: where the file cannot be read, or does not hold just one such record.
    """
    file, wanted = _parted(given)
    several: list[Chosen] = []
    for one in checker.records(file):
        if isinstance(one, Finding):
            if checker.is_unreadable(one):
                raise Failure(f"{one.where}: {one.message}")
        else:
            several.append(Chosen(file, one[1], one[0]))
    if not several:
        raise Failure(f"“{file}” holds no record.")
    fitting = [one for one in several if _fits(one, wanted)] if wanted else several
    if wanted.isdecimal() and not fitting:
        fitting = [one for one in several if one.name.number == int(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        names = [one.name.id for one in several if one.name.id]
        near = get_close_matches(wanted, names, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else f" It holds {_count(several)}: {_listed(several)}."
        raise Failure(f"“{file}” has no record “{wanted}”.{hint}")
    raise Failure(
        f"“{file}” holds {_count(fitting)}{f' named “{wanted}”' if wanted else ''}: {_listed(fitting)}. "
        f"Name one by its number, such as {file}#{fitting[0].name.number}."
    )


def _parted(given: str) -> tuple[str, str]:
    """The file, and what names the record in it; a file's own name may hold a number sign."""
    if "#" not in given or Path(given).exists():
        return given, ""
    pieces = given.split("#")
    for number in range(1, len(pieces)):
        file = "#".join(pieces[:number])
        if Path(file).exists():
            return file, "#".join(pieces[number:]).strip()
    file, _, wanted = given.partition("#")
    return file, wanted.strip()


def _fits(one: Chosen, wanted: str) -> bool:
    return wanted.casefold() in (one.name.id.casefold(), one.name.title.casefold(), str(one.record.node).casefold())


def _count(several: list[Chosen]) -> str:
    return "one record" if len(several) == 1 else f"{len(several)} records"


def _listed(several: list[Chosen]) -> str:
    named = "; ".join(f"{one.name.number} {one.title}" for one in several[:NAMED])
    return named + ("; …" if len(several) > NAMED else "")


# --- text -------------------------------------------------------------------------------------------


def _text(sides: tuple[Chosen, Chosen], found: Contrast, room: int) -> Iterator[str]:
    topic_room = min(max((len(topic.label) for topic in found.topics), default=0), room // 4)
    column = (room - topic_room - 6) // 2
    rooms = (topic_room, column, column)
    yield from _row(" ", ("", f"A: {sides[0].title}", f"B: {sides[1].title}"), rooms)
    yield from _row(" ", ("", sides[0].file, sides[1].file), rooms)
    yield "-" * (topic_room + 6 + 2 * column) + "\n"
    for topic in found.topics:
        cells = (topic.label, _cell(topic.left), _cell(topic.right))
        yield from _row(MARKS[topic.relation], cells, rooms)
    yield "\n"
    legend = "= the same, ≠ different, ≈ levels that are about the same, blank where only one says something."
    reckoned = " Hours per credit are reckoned from workload and credit." if _reckoned(found) else ""
    yield from _paragraph(legend + reckoned, room)
    if found.unsaid:
        yield from _paragraph(f"Neither says: {', '.join(found.unsaid)}.", room)
    if found.sources:
        yield from _paragraph(f"How levels correspond: {'; '.join(found.sources)}.", room)


def _reckoned(found: Contrast) -> bool:
    return any(not topic.field for topic in found.topics)


def _cell(statements: tuple[Statement, ...]) -> str:
    lines = [line for one in statements for line in (one.text, *(f"  {note}" for note in one.notes))]
    return "\n".join(lines) or SILENT


def _row(mark: str, cells: tuple[str, str, str], rooms: tuple[int, int, int]) -> Iterator[str]:
    wrapped = [_wrapped(cell, room) for cell, room in zip(cells, rooms, strict=True)]
    for number in range(max(map(len, wrapped))):
        line = [
            (lines[number] if number < len(lines) else "").ljust(room)
            for lines, room in zip(wrapped, rooms, strict=True)
        ]
        yield f"{mark if number == 0 else ' '} {line[0]}  {line[1]}  {line[2]}".rstrip() + "\n"


def _wrapped(text: str, room: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines():
        clean = "".join(character for character in paragraph if character.isprintable())
        indent = " " * (len(clean) - len(clean.lstrip()))
        lines += wrap(clean.strip(), room, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines or [""]


def _paragraph(text: str, room: int) -> Iterator[str]:
    yield "\n".join(wrap(text, room)) + "\n"


# --- for programs -----------------------------------------------------------------------------------


def _json(sides: tuple[Chosen, Chosen], found: Contrast, room: int) -> Iterator[str]:  # noqa: ARG001
    data = {
        "format": FORMAT,
        "records": [
            {"file": one.file, "number": one.name.number, "id": one.name.id, "title": one.name.title} for one in sides
        ],
        "topics": [
            {
                "label": topic.label,
                "field": topic.field or None,
                "relation": topic.relation,
                "values": [
                    [{"text": one.text, "notes": one.notes} for one in side] for side in (topic.left, topic.right)
                ],
            }
            for topic in found.topics
        ],
        "unsaid": found.unsaid,
        "sources": found.sources,
    }
    yield json.dumps(data, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[tuple[Chosen, Chosen], Contrast, int], Iterator[str]]] = {"text": _text, "json": _json}
