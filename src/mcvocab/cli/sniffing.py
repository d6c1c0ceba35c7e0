"""``mcvocab sniff``."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from mcvocab.cli.beginning import column_line
from mcvocab.cli.outputs import emit, language_tag, named
from mcvocab.cli.settings import approved, instructions, mapping_files, mappings_option
from mcvocab.configuration import OWN
from mcvocab.findings import fill, shorten
from mcvocab.interpreter.survey import UnknownFieldError
from mcvocab.mapping import Mapper
from mcvocab.sniffer import (
    CONTENT,
    DISMISSED,
    EMPTY,
    SAMPLE,
    UNREAD,
    ColumnSeen,
    FileSeen,
    Sniffer,
    TableSeen,
    WordSeen,
)
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.model import Location
    from mcvocab.raw import Trouble
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

FORMAT = "mcvocab-sniff/1"
WIDTH = 100
SHOWN_WORDS, SHOWN_TEXT = 6, 60
LONGEST_PATH = 2_000
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", "\x1f": "nothing: it has one column"}
_KINDS = {
    "csv": "a table in a text file (CSV)",
    "tsv": "a table in a text file (TSV)",
    "xlsx": "an Excel workbook",
    "xlsm": "an Excel workbook with macros, which are not run",
    "xls": "an old Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "json": "JSON",
    "jsonl": "JSON Lines: a record a line",
    "ndjson": "JSON Lines: a record a line",
    "jsonld": "JSON-LD: linked data",
    "ttl": "Turtle: linked data",
    "nt": "N-Triples: linked data",
    "rdf": "RDF/XML: linked data",
    "yaml": "YAML",
    "yml": "YAML",
    "xml": "XML",
    "html": "a web page",
    "htm": "a web page",
    "txt": "a table in a text file",
    "": "a table in a text file",
}

_NAMESPACE = re.compile(
    r"\{[^{}]*\}|(?<![^/])[a-z][a-z0-9+.-]*://[^#\s]*?(?:#|/(?=[^/#\s]*(?:/[a-z][a-z0-9+.-]*://|$)))"
)
"""What stands before the name itself in a step of a path: `{http://purl.org/net/mlo}`, `https://schema.org/`."""


@click.command(name="sniff")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", callback=named)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell.")
@click.option(
    "--language",
    default="",
    metavar="TAG",
    callback=language_tag,
    help="The language of texts that do not say their own.",
)
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=SAMPLE,
    metavar="N",
    show_default=True,
    help="Look into so many records of each table; 0 for all. All are counted.",
)
@mappings_option
def sniff_command(paths: tuple[str, ...], form: str, language: str, sample: int, mappings: tuple[Any, ...]) -> None:
    """Tell what is understood of files, before anything is judged.

    Which kind of file it is, which column is read as which field and why, which words are known, what nobody read,
    with the lines for mcvocab.toml that change it. Nothing leaves this computer.

    \b
    mcvocab sniff courses.xlsx
    mcvocab sniff courses.csv --format json

    Exits with 0 where something was read, with 2 where a file could not be.
    """
    vocabulary, standard = load()
    mapper = Mapper(vocabulary, approved(mapping_files(mappings), vocabulary))
    try:
        sniffer = Sniffer(vocabulary, mapper, instructions(), language, sample)
    except UnknownFieldError as error:
        raise click.UsageError(f"In {OWN}: {error.args[0]}") from None
    unreadable = False

    def watched(files: Iterable[FileSeen]) -> Iterator[FileSeen]:
        nonlocal unreadable
        for one in files:
            unreadable = unreadable or (not one.skipped and not any(table.records for table in one.tables))
            yield one

    files = watched(sniffer.sniff(paths))
    emit(
        as_text(files, vocabulary, standard) if form == "text" else as_json(files, vocabulary, standard),
        None,
        "answer",
    )
    if unreadable:
        raise click.exceptions.Exit(2)


def as_json(files: Iterable[FileSeen], vocabulary: Vocabulary, standard: Standard) -> Iterator[str]:
    """What was understood, for programs."""
    told = [_plain(asdict(one), standard) for one in files]
    head = {"name": vocabulary.name, "version": vocabulary.version, "hash": vocabulary.hash}
    yield json.dumps({"format": FORMAT, "vocabulary": head, "files": told}, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any, standard: Standard) -> Any:
    """Values without what has nothing to say; troubles as code and sentence."""
    if isinstance(value, dict) and "code" in value and "details" in value:
        rule = standard.rules[value["code"]]
        return {"code": rule.code, "message": fill(rule.template, value["details"]) or rule.message, "fix": rule.fix}
    if isinstance(value, dict):
        said = {key: one for key, one in value.items() if one is not False and one not in ("", None, (), [], {})}
        return {key: _plain(one, standard) for key, one in said.items()} | _counts(value)
    if isinstance(value, list | tuple):
        return [_plain(one, standard) for one in value]
    return value


def _counts(value: dict[str, Any]) -> dict[str, int]:
    """Counts, which are there even where they are nought."""
    return {key: one for key, one in value.items() if isinstance(one, int) and not isinstance(one, bool)}


# --- in words -----------------------------------------------------------------------------------------


def as_text(files: Iterable[FileSeen], vocabulary: Vocabulary, standard: Standard) -> Iterator[str]:
    """What was understood, for people."""
    for number, one in enumerate(files):
        lines = list(_file(one, vocabulary, standard))
        yield ("\n" if number else "") + "\n".join(lines) + "\n"


def _file(one: FileSeen, vocabulary: Vocabulary, standard: Standard) -> Iterator[str]:
    yield one.name
    if one.skipped:
        yield from _wrap("Left alone, because no reader knows their kind: " + ", ".join(one.skipped[:8]), 2)
        return
    for trouble in one.troubles:
        yield from _trouble(trouble, None, standard)
    if not one.tables:
        yield from _wrap("Nothing in it was understood.", 2)
        return
    form = _KINDS.get(one.format, one.format)
    yield from _wrap(f"Read as {form}, told {one.reason}.", 2)
    for table in one.tables:
        yield from _table(table, vocabulary, standard)


def _described(table: TableSeen, vocabulary: Vocabulary) -> str:
    """The form of a table, and how many records it holds."""
    traits = table.traits
    said = [f"Encoding: {traits['encoding']}."] if "encoding" in traits else []
    if "delimiter" in traits:
        said.append(f"Cells are parted by {_DELIMITERS.get(traits['delimiter'], '“' + traits['delimiter'] + '”')}.")
    if "heading_row" in traits:
        said.append(f"The headings stand in row {traits['heading_row']}.")
    if "heading_column" in traits:
        said.append(f"The headings stand in column {traits['heading_column']}; each further column is a record.")
    records = "One record" if table.records == 1 else f"{table.records:,} records"
    said.append(
        records + (f"; the first {table.looked:,} were looked into." if table.looked < table.records else ".")
    )
    if table.continued:
        rows = "One row goes" if table.continued == 1 else f"{table.continued:,} rows go"
        said.append(f"{rows} on with the record above, for nothing in it names another.")
    if table.format:
        said.append(f"The records are in the form of {vocabulary.formats[table.format].title}.")
    return " ".join(said)


def _table(table: TableSeen, vocabulary: Vocabulary, standard: Standard) -> Iterator[str]:
    if table.name:
        yield ""
        yield f"  Sheet “{table.name}”"
    yield from _wrap(_described(table, vocabulary), 2)
    for trouble, where in table.troubles:
        yield from _trouble(trouble, where, standard)
    if not any(column.fields for column in table.columns):
        known = "No heading in it is known" if table.columns else "It is empty"
        yield from _wrap(f"{known}, so nothing is read from it.", 2)
        if table.name:
            return
    names = _names(table)
    read = [column for column in table.columns if column.fields or column.how not in (UNREAD, EMPTY, DISMISSED)]
    if read:
        yield ""
        yield "  Columns that are read"
        for column in read:
            yield from _column(column, names, table, vocabulary)
    unread = [column for column in table.columns if column not in read and column.how == UNREAD]
    others = [column for column in table.columns if column not in read and column.how != UNREAD]
    if unread:
        yield ""
        yield "  Columns that nobody read"
        for column in unread:
            yield from _unread(column, names, table, vocabulary)
    if others:
        listed = ", ".join(f"“{shorten(names[column.heading])}”" for column in others)
        yield from _wrap(f"Empty, or passed over as you said: {listed}.", 2)
    yield from _advice(unread)


def _column(column: ColumnSeen, names: Mapping[str, str], table: TableSeen, vocabulary: Vocabulary) -> Iterator[str]:
    labels = " and ".join(f"“{vocabulary.fields[key].label}”" for key in column.fields)
    share = _share(column, table)
    name = _name(column, names)
    yield from _wrap(f"{name} → {labels}  ({share})", 4, 8)
    if column.reason:
        mark = "! " if column.how == CONTENT else ""
        yield from _wrap(mark + column.reason, 8)
    usual = {key for name in column.fields for key in (name, vocabulary.fields[name].leading)}
    if not usual.issuperset(column.went):
        parts = ", ".join(f"“{vocabulary.fields[key].label}”" for key in column.went)
        yield from _wrap(f"Its values tell of {parts}.", 8, 12)
    if column.personal:
        yield from _wrap("Its values are about a person, so they are not shown.", 8)
    if column.split:
        cells = "One cell holds" if column.split == 1 else f"{column.split:,} cells hold"
        yield from _wrap(f"{cells} several values, which were parted.", 8)
    if column.words:
        yield from _wrap("Understood: " + _several(column.words), 8, 12)
    if column.not_understood:
        yield from _wrap("Not understood: " + _several(column.not_understood), 8, 12)
    if column.kind:
        yield from _wrap(f"! By itself: {column.kind}. Look whether the heading says what you mean.", 8, 10)


def _unread(column: ColumnSeen, names: Mapping[str, str], table: TableSeen, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _wrap(f"{_name(column, names)}  ({_share(column, table)})", 4, 8)
    said = [f"By itself: {column.kind}."] if column.kind else []
    if column.candidates:
        labels = " or ".join(f"“{vocabulary.fields[key].label}”" for key in column.candidates)
        said.append(f"It may be {labels}.")
    if said:
        yield from _wrap(" ".join(said), 8)


def _share(column: ColumnSeen, table: TableSeen) -> str:
    """How much of a column is filled; of a key, how many values it has, for lists have several."""
    if column.where is None or column.where.cell is None:
        return "one value" if column.filled == 1 else f"{column.filled:,} values"
    return f"{column.filled:,} of {table.looked + table.continued:,} filled" if column.filled else "no cell is filled"


def _advice(unread: list[ColumnSeen]) -> Iterator[str]:
    named = [column for column in unread if column.heading.strip() and "/" not in column.heading]
    if not named:
        return
    yield ""
    yield from _wrap(f"What you can do: say in {OWN} what these columns are (“mcvocab fields” lists the fields),", 2)
    yield "  or false to pass one over. “mcvocab init FILE” writes such a file to begin with."
    yield ""
    yield "    [columns]"
    for column in named:
        yield f"    {column_line(column)}"


def _names(table: TableSeen) -> dict[str, str]:
    """What each column is called: a key without the namespaces it was read with, unless two would look the same."""
    short = {column.heading: _short(column) for column in table.columns}
    seen = Counter(short.values())
    return {heading: name if name and seen[name] == 1 else heading for heading, name in short.items()}


def _short(column: ColumnSeen) -> str:
    in_table = column.where is not None and column.where.cell
    written = in_table or len(column.heading) > LONGEST_PATH
    return column.heading if written else _NAMESPACE.sub("", column.heading)


def _name(column: ColumnSeen, names: Mapping[str, str]) -> str:
    heading = f"“{shorten(names[column.heading])}”" if column.heading.strip() else "a column without a heading"
    return f"{column.where.cell}  {heading}" if column.where is not None and column.where.cell else heading


def _several(words: tuple[WordSeen, ...]) -> str:
    shown = "; ".join(_word(word) for word in words[:SHOWN_WORDS])
    left = len(words) - SHOWN_WORDS
    return shown + (f"; and {left:,} more." if left > 0 else ".")


def _word(word: WordSeen) -> str:
    text = shorten(word.text)
    short = text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…"
    times = f" ({word.count:,} times)" if word.count > 1 else ""
    if not word.label or word.label == text:
        return f"“{short}”{times}"
    relation = "" if word.exact else "nearly, or a kind of, "
    return f"“{short}” as {relation}{word.label}{times}"


def _trouble(trouble: Trouble, where: Location | None, standard: Standard) -> Iterator[str]:
    rule = standard.rules[trouble.code]
    place = f"{where.cell or f'line {where.line}'}: " if where is not None and (where.cell or where.line) else ""
    yield from _wrap(f"! {place}{fill(rule.template, trouble.details) or rule.message}", 2, 4)
    yield from _wrap(f"To mend it: {rule.fix}", 4, 4)


def _wrap(text: str, indent: int, hanging: int | None = None) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
