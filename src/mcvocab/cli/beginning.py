"""``mcvocab init``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from mcvocab.cli import Failure
from mcvocab.cli.outputs import apart, named, write
from mcvocab.configuration import OWN
from mcvocab.findings import fill
from mcvocab.mapping import Mapper
from mcvocab.sniffer import CONTENT, HEADING, UNREAD, ColumnSeen, FileSeen, Sniffer
from mcvocab.store import load

_HEAD = """\
# Settings of mcvocab for the files beside this one and in the folders below.
# What stands behind a # does nothing: take the # away to put a line in force.

# language = "en"                               # the language of texts that do not say their own
# mappings = "mcvocab-mappings.sssom.tsv"       # your own words; "mcvocab map --review FILE" fills it
# author = "Your name"                          # who decides in a review
# profile = ["core", "hub"]                     # what to judge by; "mcvocab profiles" lists them

# Values that hold for every record that says nothing itself.
# [set]
# Provider = "Name of your institution"
# Language = "English"
"""


@click.command(name="init")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", callback=named)
@click.option(
    "--output", default=OWN, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", show_default=True
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init_command(paths: tuple[str, ...], output: Path, force: bool) -> None:
    """Write a first mcvocab.toml to edit: what the columns of your files are read as, and which nobody reads.

    \b
    mcvocab init courses.xlsx
    """
    apart(output, paths, "the configuration")
    if output.exists() and not force:
        raise Failure(f"“{output}” is there already. Add --force to write over it, or --output to write another.")
    vocabulary, standard = load()
    files = list(Sniffer(vocabulary, Mapper(vocabulary)).sniff(paths))
    for one in files:
        for trouble in one.troubles:
            rule = standard.rules[trouble.code]
            click.echo(f"{one.name}: {fill(rule.template, trouble.details) or rule.message}", err=True)
    if not any(table.columns for one in files for table in one.tables):
        raise Failure("Nothing was understood of these files, so nothing was written. “mcvocab sniff” tells more.")
    write(output, configured(files), "configuration")
    click.echo(f"“{output}” is written. Look through it, then: mcvocab check {paths[0]}")


def configured(files: Iterable[FileSeen]) -> Iterator[str]:
    """The text of a configuration for files that were looked into."""
    files = list(files)
    columns: dict[str, ColumnSeen] = {}
    for table in (table for one in files for table in one.tables):
        for column in table.columns:
            if column.heading.strip():
                columns.setdefault(column.heading, column)
    yield _HEAD
    yield "\n# What the columns are. “mcvocab fields” lists the fields; false passes a column over.\n[columns]\n"
    yield from _group(
        "Recognised by what stands in them: look whether that is right.",
        [
            f"{column_text(c)} = {_quoted(c.fields[0])}   # {c.reason}"
            for c in columns.values()
            if c.how == CONTENT and c.fields
        ],
    )
    yield from _group(
        "Nobody reads these yet.",
        [f"# {column_line(c)}" + (f"; {c.kind}" if c.kind else "") for c in columns.values() if c.how == UNREAD],
    )
    yield from _group(
        "Read by their headings; a line changes that.",
        [
            f"# {column_text(c)} = {_quoted(c.fields[0])}"
            for c in columns.values()
            if c.how == HEADING and len(c.fields) == 1
        ],
    )
    yield "\n# How to read files of some names only: as many tables as you need.\n"
    for one in files or ():
        sheets = [table.name for table in one.tables if table.name]
        yield f"# [[files]]\n# match = {_quoted(Path(one.name).name)}\n"
        if sheets:
            yield f"# sheet = {_quoted(sheets[0])}" + (f"   # or {', '.join(sheets[1:])}\n" if sheets[1:] else "\n")
        yield '# heading-row = 1\n# columns = { "A heading" = "title" }\n'


def _group(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n# {title}\n" + "".join(f"{line}\n" for line in lines)


def column_line(column: ColumnSeen) -> str:
    """The line of mcvocab.toml that passes a column over, with what it may be behind it.

    What it may be is a guess by a word or by the cells, and a line that was only copied must not put it in force.
    """
    hint = " or ".join(map(_quoted, column.candidates)) or "the key of a field"
    return f"{column_text(column)} = false   # or {hint}"


def column_text(column: ColumnSeen) -> str:
    """The heading of a column as a key of TOML."""
    return _quoted(column.heading)


def _quoted(text: str) -> str:
    """A text as TOML writes it, whose basic strings are escaped as JSON's are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
