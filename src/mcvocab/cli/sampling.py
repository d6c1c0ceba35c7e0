"""``mcvocab sample``."""

from __future__ import annotations

from pathlib import Path

import click

from mcvocab.cli import Failure
from mcvocab.cli.outputs import day, emit, form_of
from mcvocab.cli.suggestions import complete_profile
from mcvocab.sampler import Sampler, UnsatisfiableError
from mcvocab.sampler.writing import WRITERS
from mcvocab.standard import UnknownProfileError
from mcvocab.store import load


@click.command(name="sample")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_profile,
    help="Meet this profile; may be repeated.",
)
@click.option("-n", "--number", default=10, type=click.IntRange(min=1), show_default=True, help="How many records.")
@click.option(
    "--defects",
    default=0.0,
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="The share of records that break a rule, such as 0.2; by default none does.",
)
@click.option("--seed", default=0, type=int, show_default=True, help="The same seed gives the same records.")
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), help="By default as the file is named, else jsonl."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to this file.")
@click.option("--as-of", metavar="DATE", help="Sound as of this date (YYYY-MM-DD); by default today.")
def sample_command(
    profiles: tuple[str, ...],
    number: int,
    defects: float,
    seed: int,
    form: str | None,
    output: Path | None,
    as_of: str | None,
) -> None:
    """Make up records to test with: sound ones, and a share with defects.

    They come from the fields and the rules themselves: a sound record has no finding of warning or worse in the
    profile; a defective one breaks at least one of its rules. All names are invented.

    \b
    mcvocab sample
    mcvocab sample -n 1000 --defects 0.2 --seed 7 --output made-up.jsonl
    mcvocab sample --profile re-entry --format csv --as-of 2026-01-15
    """  # click asks for the character itself
    vocabulary, standard = load()
    form = form_of(form, output, WRITERS, "jsonl")
    try:
        sampler = Sampler(
            vocabulary,
            standard,
            profiles=profiles,
            seed=seed,
            defects=defects,
            as_of=day(as_of),
            flat=form == "csv",
        )
    except UnknownProfileError as error:
        raise click.UsageError(str(error.args[0])) from None
    except UnsatisfiableError as error:
        raise Failure(str(error)) from None
    try:
        emit(WRITERS[form](sampler, sampler.samples(number)), output, "file")
    except UnsatisfiableError as error:
        raise Failure(str(error)) from None
