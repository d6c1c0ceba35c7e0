"""``mcvocab map``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from mcvocab.cli.answers import PLACED, WRITERS, answered
from mcvocab.cli.outputs import language_tag
from mcvocab.cli.settings import approved, mapping_files, mappings_option
from mcvocab.mapping import Mapper
from mcvocab.store import load


@click.command(name="map")
@click.argument("terms", nargs=-1, metavar="[TERM|FILE]...")
@click.option("--input", "source", metavar="FILE|-", help="Read terms from a file, one a line, or from a CSV column.")
@click.option("--column", metavar="NAME", help="The column of the CSV file to read.")
@click.option(
    "--scheme",
    "schemes",
    multiple=True,
    metavar="SLUG",
    help="Look in this scheme; may be repeated. Default: all.",
)
@click.option(
    "--language",
    default="",
    metavar="TAG",
    callback=language_tag,
    help="The language of the terms, such as en or fr.",
)
@click.option("--top", default=1, type=click.IntRange(1, 20), metavar="N", help="Give up to N answers a term.")
@click.option("--annotate", is_flag=True, help="Take each term as running text, and find what it speaks of.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "sssom"]), default="text")
@mappings_option
@click.option("--review", is_flag=True, help="Walk through the uncertain words of FILES and decide, key by key.")
@click.option("--author", default="", metavar="NAME", help="Who decides in a review: a name, or an ORCID.")
@click.option("--report", is_flag=True, help="Tell what the mapping FILES of many providers say together.")
def map_command(
    terms: tuple[str, ...],
    source: str | None,
    column: str | None,
    schemes: tuple[str, ...],
    language: str,
    top: int,
    annotate: bool,
    form: str,
    mappings: tuple[Path, ...],
    review: bool,
    author: str,
    report: bool,
) -> None:
    """Tell what local words mean in the shared language, how sure that is, and why.

    \b
    mcvocab map "nano degree" "open badges"
    mcvocab map --scheme scqf "lvl 7"
    mcvocab map --input courses.csv --column Type --format csv
    mcvocab map --scheme field "Learning outcomes (one per line)"
    mcvocab map --annotate "A stackable micro-credential at SCQF level 9."

    Where nothing fits, the answer says so. Exits with 0 whatever it finds.

    What you approve once counts from then on: a review puts it into an SSSOM file of yours, which mcvocab.toml names.

    \b
    mcvocab map --review courses.xlsx
    mcvocab map --review --input words.txt --scheme delivery-mode
    mcvocab map --review --mappings ours.sssom.tsv --author "A. Reviewer" catalogue/
    mcvocab map --report providers/*.sssom.tsv --format csv
    """
    if review and report:
        raise click.UsageError("Choose --review, which asks you, or --report, which compares files.")
    if author and not review:
        raise click.UsageError("--author says who decides in a review; give it together with --review.")
    if review or report:
        if review:
            from mcvocab.cli.reviewing import Words
            from mcvocab.cli.reviewing import review as walk

            _known(schemes, load().vocabulary.schemes)
            if source == "-":
                raise click.UsageError(
                    "A review listens to the keyboard. Write the words into a file, and name that."
                )
            if source is None:
                _alone("--review", None, column, schemes)
            words = Words(source, tuple(_terms(source, column)), schemes) if source else None
            walk(terms, mappings, author, language, words)
            return
        _alone("--report", source, column, schemes)
        from mcvocab.cli.mapping_report import report as compared

        pieces = compared(terms, form)
    else:
        if column is not None and source is None:
            raise click.UsageError("--column names a column of a file; name the file with --input.")
        vocabulary = load().vocabulary
        _known(schemes, vocabulary.schemes)
        given = [*terms, *(_terms(source, column) if source else ())]
        if not given:
            raise click.UsageError("Name at least one term, or a file of terms with --input.")
        mapper = Mapper(vocabulary, approved(mapping_files(mappings), vocabulary))
        mapper.expect(len(given))
        if annotate:
            pieces = _placed(mapper, given, schemes, language, form)
        else:
            pieces = WRITERS[form](answered(mapper, given, schemes, language, top))
    for piece in pieces:
        sys.stdout.write(piece)


def _known(schemes: Iterable[str], known: Iterable[str]) -> None:
    for slug in schemes:
        if slug not in known:
            raise click.UsageError(f"There is no scheme “{slug}”. Choose from: {', '.join(sorted(known))}.")


def _placed(mapper: Mapper, given: list[str], schemes: tuple[str, ...], language: str, form: str) -> Iterator[str]:
    """The terms in running texts, as they are to be shown."""
    if form not in PLACED:
        raise click.UsageError(f"Places in a text are shown as {' or '.join(PLACED)}.")
    return PLACED[form]((text, mapper.annotate(text, schemes, language)) for text in given)


def _alone(mode: str, source: str | None, column: str | None, schemes: tuple[str, ...]) -> None:
    """Refuse options that say nothing to a review or a report, rather than pass over them."""
    named = {"--input": source, "--column": column, "--scheme": schemes}
    idle = next((name for name, value in named.items() if value), None)
    if idle is not None:
        raise click.UsageError(f"{idle} is for single terms; beside {mode}, name files only.")


def _terms(source: str, column: str | None) -> Iterator[str]:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"“{source}” cannot be read: {reason}.") from None
    if column is None:
        from mcvocab.readers.text import decode

        text, troubles = decode(data)
        if any(trouble.code == "file-not-text" for trouble in troubles):
            raise click.UsageError(
                f"“{source}” is no list of terms, one a line. If it is a table, add --column NAME."
            )
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
