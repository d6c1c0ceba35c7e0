"""``mcvocab check``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from mcvocab.checker import Checker, Options, Share, WorkerLostError
from mcvocab.cli import COULD_NOT_RUN, Failure
from mcvocab.cli.outcome import FOUND, NEVER, Outcome, style
from mcvocab.cli.outputs import FORM_HELP, apart, day, emit, form_of, language_tag, named, opened
from mcvocab.cli.progress import Bar
from mcvocab.cli.settings import SettledCommand, arguments, blame, in_force, mapping_files, mappings_option
from mcvocab.cli.suggestions import complete_profile, complete_rule
from mcvocab.configuration import OWN
from mcvocab.display import limit
from mcvocab.engine import ShapesError
from mcvocab.inputs import STANDARD_INPUT, Given
from mcvocab.judges import ENGINES
from mcvocab.mapping import MappingFileError
from mcvocab.messages import ENGLISH, UnknownMessagesError
from mcvocab.model import Finding, Severity
from mcvocab.readers import READERS
from mcvocab.reporters import BINARY, GROUPINGS, REPORTERS, Reporter
from mcvocab.selection import BaselineError
from mcvocab.store import load, load_messages
from mcvocab.values import replace


@click.command(name="check", cls=SettledCommand)
@click.argument("paths", nargs=-1, required=True, callback=named)
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_profile,
    help="Judge by this profile; may be repeated.",
)
@click.option("--as-of", metavar="DATE", help="Judge as of this date (YYYY-MM-DD); by default today.")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), help=FORM_HELP)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report to this file.")
@click.option("--group-by", type=click.Choice(GROUPINGS), default="record", help="What stands together, as text.")
@click.option("--messages", default=ENGLISH, metavar="TAG", help="The language of the report.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.word for severity in reversed(Severity)), NEVER]),
    default=Severity.VIOLATION.word,
    help="Exit with 1 where there is a finding at or above this severity.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_rule,
    help="Report these rules only; may be repeated, or a list with commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_rule,
    help="Do not report these rules; may be repeated, or a list.",
)
@click.option("--max-findings", type=click.IntRange(0), metavar="N", help="Show so many at most; all are counted.")
@click.option("--statistics", is_flag=True, help="Tell how often each rule was broken, instead of where.")
@click.option("--baseline", metavar="FILE", help="Report only what this earlier report, in JSON, does not hold.")
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also write such a report, of all findings.",
)
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A value wherever a record says nothing itself."
)
@click.option(
    "--language",
    default="",
    metavar="TAG",
    callback=language_tag,
    help="The language of texts that do not say their own.",
)
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
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0),
    default=1,
    metavar="N",
    help="Judge in so many processes at once; 0 for as many as this computer has processors.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Judge on the Dask cluster of this scheduler, such as tcp://scheduler:8786; local starts one here.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("-q", "--quiet", is_flag=True, help="Tell the findings, and nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Tell what is done, and by which settings, on standard error.")
@click.pass_context
def check_command(context: click.Context, /, **given: Any) -> None:
    """Check records of micro-credentials in files, folders or standard input (-).

    Reads CSV, Excel, JSON, JSON Lines, JSON-LD and Turtle, with your own headings. Nothing leaves this computer.

    \b
    mcvocab check courses.xlsx
    mcvocab check catalogue/ --format json --output report.json
    mcvocab check courses.csv --set "Language=English" --as-of 2026-01-15
    mcvocab check courses.csv --mappings ours.sssom.tsv
    mcvocab check courses.csv --statistics
    mcvocab check courses.csv --ignore accessibility,ects-missing
    mcvocab check courses.csv --write-baseline known.json
    mcvocab check courses.csv --baseline known.json

    Options that stay are best kept in mcvocab.toml. Exits with 0 where all is well, 1 where something was found, 2
    where an input could not be read.
    """
    if given["quiet"] and given["verbose"]:
        raise click.UsageError("Choose one of --quiet and --verbose.")
    _see_that_none_is_in_vain(context)
    if given["watch"]:
        _watch(context)
    else:
        sys.exit(_check(context))


def _see_that_none_is_in_vain(context: click.Context) -> None:
    """Refuse what was asked for on the command line and would be passed over."""
    given = context.params

    def is_asked(name: str) -> bool:
        return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE

    if given["unsafe_fixes"] and is_asked("unsafe_fixes") and not (given["fix"] or given["diff"]):
        raise click.UsageError("--unsafe-fixes changes nothing by itself. Add --diff to see the changes, or --fix.")
    for name in ("form", "output"):
        if given["diff"] and given[name] is not None and is_asked(name):
            raise click.UsageError(
                f"--diff shows the changes and writes no report, so --{'format' if name == 'form' else name} cannot "
                "go with it. Leave one of them out."
            )


def _check(context: click.Context) -> int:
    """Check once, report, and tell how to exit."""
    given = context.params
    output, kept = given["output"], given["write_baseline"]
    form = form_of(given["form"], output, REPORTERS, "text")
    apart(output, given["paths"])
    if form in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"A terminal cannot show “{form}”. Name a file for it with --output.")
    reporter = _statistics(form) if given["statistics"] else REPORTERS[form]
    began = time.monotonic()
    checker = prepare(context)
    if given["diff"] or given["fix"]:
        _mend(checker, given["paths"], given["diff"], given["unsafe_fixes"])
    outcome = Outcome()
    with ExitStack() as files:
        bar = Bar(quiet=given["quiet"])
        share = _share(context, checker, files)
        events = checker.stream(_given(context), bar, share)
        if kept is not None:
            from mcvocab.baseline import record  # only those who keep one wait for it

            events = record(checker.header, events, files.enter_context(opened(Path(kept), "baseline")))
        events = outcome.watch(events)
        if given["max_findings"] is not None and not given["statistics"]:
            events = limit(events, given["max_findings"])
        if given["quiet"] and form == "text":
            events = (event for event in events if isinstance(event, Finding))
        if given["verbose"]:
            _tell_settings(context, checker)
        try:
            pieces = reporter(checker.header, events, style(checker, output, given["group_by"], given["messages"]))
            emit(bar.beside(pieces), output, "report")
        except WorkerLostError as error:
            raise Failure(str(error)) from None
        except ShapesError as error:  # a query may turn out to be none only when it is run
            raise Failure(str(error)) from None
    code = outcome.code(given["fail_on"])
    if given["verbose"]:
        click.echo(f"Done in {time.monotonic() - began:.1f} s; exit code {code}.", err=True)
    return code


def _share(context: click.Context, checker: Checker, files: ExitStack) -> Share | None:
    """What judges the records, where that is not this process alone."""
    given = context.params
    jobs = given["jobs"] or os.cpu_count() or 1
    if jobs == 1 and not given["cluster"]:
        return None
    from mcvocab import sharing  # one process needs none of it

    recipe = sharing.Recipe(replace(checker.options, as_of=checker.header.as_of), given["messages"])
    if not given["cluster"]:
        return files.enter_context(sharing.processes(recipe, jobs))
    from mcvocab import cluster

    try:
        return files.enter_context(cluster.cluster(recipe, given["cluster"]))
    except cluster.ClusterError as error:
        raise Failure(str(error)) from None


def _given(context: click.Context) -> Iterator[Given]:
    """What to check, one after another; addresses are for a cluster alone."""
    for path in context.params["paths"]:
        if context.params["verbose"]:
            click.echo(f"Reading {path}", err=True)
        if context.params["cluster"] and "://" in path:
            from mcvocab import remote

            yield from remote.gathered(path, READERS)
        else:
            yield path


def _statistics(form: str) -> Reporter:
    from mcvocab.reporters.statistics import WRITERS

    if form not in WRITERS:
        raise click.UsageError(f"--statistics is written as {' or '.join(WRITERS)}, not as “{form}”.")
    return WRITERS[form]


def prepare(context: click.Context) -> Checker:
    """What checks as the command line and the configuration ask.

    Raises:
        UsageError: where they ask for what there is not.
    """
    try:
        messages = load_messages(context.params["messages"])
        return Checker(*messages.translate(*load()), _options(context))
    except (UnknownMessagesError, LookupError, ShapesError, MappingFileError, BaselineError) as error:
        raise click.UsageError(blame(error, context)) from None


def _options(context: click.Context) -> Options:
    settled, given = in_force(context), context.params
    renewed = given["write_baseline"] is not None
    if renewed and context.get_parameter_source("baseline") is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--write-baseline writes all findings, so it cannot go with --baseline.")
    return Options(
        profiles=given["profiles"],
        as_of=day(given["as_of"]),
        language=given["language"],
        defaults={**settled.set, **_defaults(given["settings"])},
        everything=given["scope"] == "all",
        engine=given["engine"],
        shapes=given["shapes"],
        mappings=tuple(map(str, mapping_files(given["mappings"]))),
        select=given["select"],
        ignore=given["ignore"],
        levels=settled.levels,
        exceptions=settled.exceptions,
        instructions=settled.instructions,
        baseline="" if renewed else given["baseline"] or "",
    )


def _watch(context: click.Context) -> None:
    """Check again whenever one of the files that the result depends on is changed."""
    from mcvocab.cli.watching import watch

    given = context.params
    paths = given["paths"]
    if STANDARD_INPUT in paths:
        raise click.UsageError("Standard input is read once, so it cannot be watched.")
    settled = in_force(context)
    named = [
        *paths,
        *given["shapes"],
        *map(str, mapping_files(given["mappings"])),
        given["baseline"],
        settled.file or OWN,
    ]

    def again() -> None:
        # The configuration is read anew, for it may be what was changed.
        once = [argument for argument in arguments(context) if argument != "--watch"]
        with check_command.make_context("check", once, parent=context.parent) as anew:
            check_command.invoke(anew)

    try:
        watch([str(one) for one in named if one], again)
    except KeyboardInterrupt:
        click.echo("", err=True)
    sys.exit(0)


def _mend(checker: Checker, paths: tuple[str, ...], diff: bool, unsafe: bool) -> None:
    from mcvocab.cli.mending import differences, mend, repairs  # only those who mend wait for it

    unread: list[Finding] = []
    planned = repairs(checker, paths, unsafe=unsafe, unread=unread)
    if diff:
        emit(differences(planned), None, "difference")
        for finding in unread:
            click.echo(f"Not read: {finding.where}: {finding.message}", err=True)
        sys.exit(COULD_NOT_RUN if unread else FOUND if any(planned) else 0)
    mend(planned)


def _defaults(settings: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f"“--set {setting}” needs a field and a value, such as --set language=English.")
        pairs[key.strip()] = value.strip()
    return pairs


def _tell_settings(context: click.Context, checker: Checker) -> None:
    header, settled = checker.header, in_force(context)
    click.echo(f"mcvocab {header.mcvocab}, language {header.vocabulary_version}, as of {header.as_of}", err=True)
    click.echo(f"Profiles: {', '.join(header.profiles)}", err=True)
    keys = ", ".join(settled.settled) or "nothing"
    where = f"{settled.file} settles {keys}." if settled.file else "There is no mcvocab.toml here."
    click.echo(f"Settings: {where}", err=True)
