"""``mcvocab map``."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from mcvocab.mapping import Mapper
from mcvocab.model import Annotation, Mapping
from mcvocab.store import load

COLUMNS = ("local_term", "concept", "label", "scheme", "predicate", "justification", "confidence", "note")


@click.command(name="map")
@click.argument("terms", nargs=-1)
@click.option("--input", "source", metavar="FILE|-", help="Read terms from a file, one a line, or from a CSV column.")
@click.option("--column", metavar="NAME", help="The column of the CSV file to read.")
@click.option(
    "--scheme",
    "schemes",
    multiple=True,
    metavar="SLUG",
    help="Look in this scheme; may be repeated. Default: all.",
)
@click.option("--language", default="", metavar="TAG", help="The language of the terms, such as en or fr.")
@click.option("--top", default=1, type=click.IntRange(1, 20), metavar="N", help="Give up to N answers a term.")
@click.option("--annotate", is_flag=True, help="Take each term as running text, and find what it speaks of.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "sssom"]), default="text")
def map_command(
    terms: tuple[str, ...],
    source: str | None,
    column: str | None,
    schemes: tuple[str, ...],
    language: str,
    top: int,
    annotate: bool,
    form: str,
) -> None:
    """Tell what local words mean in the shared language, how sure that is, and why.

    \b
    mcvocab map "nano degree" "open badges"
    mcvocab map --scheme scqf "lvl 7"
    mcvocab map --input courses.csv --column Type --format csv
    mcvocab map --scheme field "Learning outcomes (one per line)"
    mcvocab map --annotate "A stackable micro-credential at SCQF level 9."

    Where nothing fits, the answer says so. Exits with 0 whatever it finds.
    """
    vocabulary = load().vocabulary
    for slug in schemes:
        if slug not in vocabulary.schemes:
            known = ", ".join(sorted(vocabulary.schemes))
            raise click.UsageError(f"There is no scheme “{slug}”. Choose from: {known}.")
    given = [*terms, *(_terms(source, column) if source else ())]
    if not given:
        raise click.UsageError("Name at least one term, or a file of terms with --input.")
    mapper = Mapper(vocabulary)
    if annotate:
        if form not in PLACED:
            raise click.UsageError(f"Places in a text are shown as {' or '.join(PLACED)}.")
        for piece in PLACED[form]((text, mapper.annotate(text, schemes, language)) for text in given):
            sys.stdout.write(piece)
        return
    if top == 1:
        answers: Answers = ((term, (mapper.best(term, schemes, language),)) for term in given)
    else:
        answers = (
            (term, mapper.map(term, schemes, language, top) or (mapper.best(term, schemes, language),))
            for term in given
        )
    for piece in WRITERS[form](answers):
        sys.stdout.write(piece)


Answers = Iterable[tuple[str, tuple[Mapping, ...]]]


def _rows(answers: Answers) -> Iterator[Mapping]:
    for _, mappings in answers:
        yield from mappings


def _text(answers: Answers) -> Iterator[str]:
    for mapping in _rows(answers):
        if mapping.concept is None:
            yield f"{mapping.text}: no answer. {mapping.note}\n"
            continue
        relation = mapping.predicate.partition(":")[2].removesuffix("Match")
        sure = f"{mapping.confidence:.0%} sure"
        yield f"{mapping.text}: {mapping.label} ({mapping.scheme}), {relation} match, {sure}. {mapping.note}\n"
        yield f"    {mapping.concept}\n"


def _json(answers: Answers) -> Iterator[str]:
    from mcvocab.reporters.json_report import mapping_data

    separator = "[\n"
    for mapping in _rows(answers):
        yield separator + json.dumps(mapping_data(mapping), ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def _csv(answers: Answers) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for m in _rows(answers):
        confidence = f"{m.confidence:g}" if m.concept else ""
        cells = (m.text, m.concept or "", m.label, m.scheme, m.predicate, m.justification, confidence, m.note)
        writer.writerow([_harmless(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell


def _sssom(answers: Answers) -> Iterator[str]:
    from mcvocab.mapping import sssom

    yield from sssom.write(_rows(answers), load().vocabulary)


WRITERS: dict[str, Callable[[Answers], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "sssom": _sssom,
}


Places = Iterable[tuple[str, tuple[Annotation, ...]]]


def _places(places: Places) -> Iterator[str]:
    for text, found in places:
        if not found:
            yield f"Nothing that the language knows: {text}\n"
        for each in found:
            m = each.mapping
            yield f"{each.start}-{each.end} {m.text}: {m.label} ({m.scheme}), {m.confidence:.0%} sure. {m.note}\n"


def _places_data(places: Places) -> Iterator[str]:
    from mcvocab.reporters.json_report import mapping_data

    separator = "[\n"
    for text, found in places:
        for each in found:
            row = {"in": text, "start": each.start, "end": each.end} | mapping_data(each.mapping)
            yield separator + json.dumps(row, ensure_ascii=False)
            separator = ",\n"
    yield "\n]\n" if separator != "[\n" else "[]\n"


PLACED: dict[str, Callable[[Places], Iterator[str]]] = {"text": _places, "json": _places_data}


def _terms(source: str, column: str | None) -> Iterator[str]:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"“{source}” cannot be read: {reason}.") from None
    if column is None:
        text = data.decode("utf-8-sig", errors="replace")
        yield from (line.strip() for line in text.splitlines() if line.strip())
        return
    yield from _column(source, data, column)


def _column(source: str, data: bytes, column: str) -> Iterator[str]:
    """The cells of one column of a table, whichever of the formats that are read it is in."""
    from mcvocab.raw import Leaf, Row, Trouble
    from mcvocab.readers import read

    found = False
    for document in read(source, data):
        headings = () if isinstance(document, Trouble) else document.headings or ()
        if isinstance(document, Trouble) or column not in [heading.text for heading in headings]:
            continue
        found = True
        for row in document.rows():
            entries = row.branch.entries if isinstance(row, Row) else ()
            yield from (
                leaf.text for key, leaf in entries if key == column and isinstance(leaf, Leaf) and leaf.text.strip()
            )
    if not found:
        raise click.UsageError(f"“{source}” has no column headed “{column}”.")
