"""``mcvocab shacl``."""

from __future__ import annotations

import sys

import click

from mcvocab.cli import Failure
from mcvocab.cli.outcome import FOUND, NEVER, colours
from mcvocab.cli.outputs import FORM_HELP, emit, form_of
from mcvocab.engine import ShapesError
from mcvocab.model import Severity
from mcvocab.readers.graphs import GraphError
from mcvocab.reporters import Style
from mcvocab.reporters.shacl import SHACL_REPORTERS, severity
from mcvocab.validation import FileError, opened, read_files, validate


@click.command(name="shacl")
@click.argument("data", nargs=-1, required=True)
@click.option("--shapes", multiple=True, required=True, metavar="FILE", help="The shapes; may be repeated.")
@click.option(
    "--ontology",
    multiple=True,
    metavar="FILE",
    help="Triples that count as data but are not judged.",
)
@click.option(
    "--context",
    "contexts",
    multiple=True,
    metavar="ADDRESS=FILE",
    help="The JSON-LD context of that address, which would otherwise have to be fetched.",
)
@click.option("--format", "form", type=click.Choice(list(SHACL_REPORTERS)), help=FORM_HELP)
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report to this file.")
@click.option("--engine", type=click.Choice(["exact", "pyshacl"]), default="exact", help="What runs the shapes.")
@click.option(
    "--fail-on",
    type=click.Choice([*(level.word for level in reversed(Severity)), NEVER]),
    default=Severity.INFO.word,
    help="Exit with 1 where there is a result at or above this severity.",
)
def shacl_command(
    data: tuple[str, ...],
    shapes: tuple[str, ...],
    ontology: tuple[str, ...],
    contexts: tuple[str, ...],
    form: str | None,
    output: str | None,
    engine: str,
    fail_on: str,
) -> None:
    """Validate RDF files against anyone's SHACL shapes.

    Reads Turtle, N-Triples, RDF/XML and JSON-LD; several files are one graph. Tells the line of every fault. Nothing
    is fetched.

    \b
    mcvocab shacl data.ttl --shapes shapes.ttl
    mcvocab shacl a.ttl b.jsonld --shapes shapes.ttl --ontology classes.ttl --format turtle
    mcvocab shacl data.ttl --shapes shapes.ttl --format sarif --output report.sarif

    Exits with 0 where the data conform, 1 where they do not, 2 where a file or the shapes cannot be used.
    """
    try:
        known = dict(map(_context, contexts))
        judged, by, beside = (read_files(paths, known) for paths in (data, shapes, ontology))
        found = validate(judged, by, beside.graph, engine)
    except GraphError as error:
        raise Failure(f"{error.where}: this file cannot be used, because {error.problem}.") from None
    except (FileError, ShapesError) as error:
        raise Failure(str(error)) from None
    for note in found.notes:
        click.echo(f"Note: {note}", err=True)
    reporter = SHACL_REPORTERS[form_of(form, output, SHACL_REPORTERS, "text")]
    emit(reporter(found, Style(colours(output))), output, "report")
    worst = max((severity(fault.result) for fault in found.faults), default=0)
    sys.exit(FOUND if fail_on != NEVER and worst >= Severity.named(fail_on) else 0)


def _context(given: str) -> tuple[str, bytes]:
    # Addresses may hold an equals sign, file names hardly ever do.
    address, equals, path = given.rpartition("=")
    if not equals:
        raise click.UsageError(f"“--context {given}” needs an address and a file: ADDRESS=FILE.")
    return address, opened(path)[1]
