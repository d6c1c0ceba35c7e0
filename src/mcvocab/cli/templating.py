"""``mcvocab template``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mcvocab.cli import Failure
from mcvocab.cli.outputs import form_of, write
from mcvocab.cli.suggestions import complete_profile
from mcvocab.standard import UnknownProfileError
from mcvocab.store import load
from mcvocab.template import columns
from mcvocab.template.writing import WRITERS


@click.command(name="template")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_profile,
    help="For this profile; may be repeated.",
)
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), help="By default as the name of the file says, else xlsx."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template_command(profiles: tuple[str, ...], form: str | None, output: Path | None, force: bool) -> None:
    """Write an empty table to fill in: headings, lists to choose from, notes, and an example row.

    The columns are those that the rules of the profile ask for, and a few that every table has. Delete the example
    row before you send the table on.

    \b
    mcvocab template --output courses.xlsx
    mcvocab template --profile non-credit --output courses.csv
    """  # click asks for the character itself
    if output is not None and output.is_file() and not force:
        # It may be the table of yesterday, which somebody has filled in since.
        raise Failure(f"“{output}” is there already. Add --force to write over it, or name another file.")
    form = form_of(form, output, WRITERS, "xlsx")
    try:
        data = WRITERS[form](columns(*load(), profiles))
    except UnknownProfileError as error:
        raise click.UsageError(str(error.args[0])) from None
    if output is not None:
        write(output, [data], "table")
    elif form == "xlsx" and sys.stdout.isatty():
        raise Failure("A workbook is no text for a terminal. Name a file: --output courses.xlsx.")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
