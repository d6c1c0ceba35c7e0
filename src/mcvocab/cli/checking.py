"""``mcvocab check``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from mcvocab.checker import Checker, Options
from mcvocab.cli import Failure
from mcvocab.cli.outputs import colours, day, emit
from mcvocab.cli.settings import mapping_files, mappings_option
from mcvocab.cli.suggestions import complete_profile
from mcvocab.engine import ShapesError
from mcvocab.judges import ENGINES
from mcvocab.mapping import MappingFileError
from mcvocab.model import Finding, Severity, Summary
from mcvocab.reporters import REPORTERS, Style
from mcvocab.standard import UnknownProfileError
from mcvocab.store import load

NEVER = "never"
FOUND, COULD_NOT_RUN = 1, 2


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_profile,
    help="Judge by this profile; may be repeated.",
)
@click.option("--as-of", metavar="DATE", help="Judge as of this date (YYYY-MM-DD); by default today.")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report to this file.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.word for severity in reversed(Severity)), NEVER]),
    default=Severity.VIOLATION.word,
    help="Exit with 1 where there is a finding at or above this severity.",
)
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A value wherever a record says nothing itself."
)
@click.option("--language", default="", metavar="TAG", help="The language of texts that do not say their own.")
@click.option(
    "--scope",
    type=click.Choice(["micro-credentials", "all"]),
    default="micro-credentials",
    help="Whether records that say they are something else, such as a degree, are judged too.",
)
@click.option("--shapes", multiple=True, metavar="FILE", help="Judge by the SHACL shapes in this file, too.")
@mappings_option
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--fix", is_flag=True, help="Correct spellings, dates and the like in the files themselves, then check."
)
@click.option("--unsafe-fixes", is_flag=True, help="With --diff or --fix: also what might change the meaning.")
@click.option("--engine", type=click.Choice(list(ENGINES)), default="exact", help="What runs the rules.")
def check_command(
    paths: tuple[str, ...],
    profiles: tuple[str, ...],
    as_of: str | None,
    form: str,
    output: str | None,
    fail_on: str,
    settings: tuple[str, ...],
    language: str,
    scope: str,
    shapes: tuple[str, ...],
    mappings: tuple[Path, ...],
    diff: bool,
    fix: bool,
    unsafe_fixes: bool,
    engine: str,
) -> None:
    """Check records of micro-credentials in files, folders or standard input (-).

    Reads CSV, Excel, JSON, JSON Lines, JSON-LD and Turtle, with your own headings. Nothing leaves this computer.

    \b
    mcvocab check courses.xlsx
    mcvocab check catalogue/ --format json --output report.json
    mcvocab check courses.csv --set "Language=English" --as-of 2026-01-15
    mcvocab check courses.csv --mappings ours.sssom.tsv

    Exits with 0 where all is well, 1 where something was found, 2 where an input could not be read.
    """
    vocabulary, standard = load()
    try:
        files = tuple(map(str, mapping_files(mappings)))
        options = Options(profiles, day(as_of), language, _defaults(settings), scope == "all", engine, shapes, files)
        checker = Checker(vocabulary, standard, options)
    except (UnknownProfileError, LookupError, ShapesError, MappingFileError) as error:
        raise click.UsageError(str(error.args[0])) from None
    if diff or fix:
        _mend(checker, paths, diff, unsafe_fixes)
    outcome = Outcome()
    pieces = REPORTERS[form](checker.header, outcome.watch(checker.stream(paths)), Style(colours(output)))
    try:
        emit(pieces, output, "report")
    except ShapesError as error:  # a query may turn out to be none only when it is run
        raise Failure(str(error)) from None
    sys.exit(outcome.code(fail_on))


def _mend(checker: Checker, paths: tuple[str, ...], diff: bool, unsafe: bool) -> None:
    from mcvocab.cli.mending import differences, mend, repairs  # only those who mend wait for it

    planned = repairs(checker, paths, unsafe=unsafe)
    if diff:
        emit(differences(planned), None, "difference")
        sys.exit(FOUND if any(planned) else 0)
    mend(planned)


class Outcome:
    """Watches a run go by and tells how to exit."""

    def __init__(self) -> None:
        self._worst = 0
        self._summary = Summary()

    def watch(self, events: Iterable[Finding | Summary]) -> Iterator[Finding | Summary]:
        """The events, unchanged."""
        for event in events:
            if isinstance(event, Summary):
                self._summary = event
            else:
                self._worst = max(self._worst, event.severity)
            yield event

    def code(self, fail_on: str) -> int:
        """The exit code: 2 where an input could not be read or held no record, 1 where findings reach ``fail_on``."""
        if self._summary.unreadable or not self._summary.records:
            return COULD_NOT_RUN
        return FOUND if fail_on != NEVER and self._worst >= Severity.named(fail_on) else 0


def _defaults(settings: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f"“--set {setting}” needs a field and a value, such as --set language=English.")
        pairs[key.strip()] = value.strip()
    return pairs
