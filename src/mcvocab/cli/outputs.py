"""What several commands share: dates that are given, where and how output is written."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from mcvocab.cli import Failure

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
FORM_HELP = "How to report: by default as the name of the output says, else text."


def colours(output: str | None) -> bool:
    """Whether a report may have colours: on a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


_ENDINGS = {"ttl": "turtle", "ndjson": "jsonl", "htm": "html", "txt": "text"}
_OF_OTHERS = frozenset(
    [
        "pdf",
        "doc",
        "docx",
        "odt",
        "rtf",
        "xls",
        "xlsx",
        "xlsm",
        "ods",
        "ppt",
        "pptx",
        "xml",
        "yaml",
        "yml",
        "toml",
        "png",
        "jpg",
        "zip",
        "gz",
    ]
)
"""Endings that say what a file is to every program that opens it."""


def form_of(asked: str | None, output: str | Path | None, forms: Collection[str], otherwise: str) -> str:
    """The form that was asked for, else the one that the name of the output says, else the usual one.

    >>> form_of(None, "report.HTML", ["text", "html"], "text"), form_of("text", "a.html", ["text", "html"], "text")
    ('html', 'text')
    >>> form_of(None, "report.ttl", ["text", "turtle"], "text"), form_of(None, "report.out", ["text"], "text")
    ('turtle', 'text')

    Raises:
        UsageError: where the name promises a file of a kind that is not written.
    """
    if asked is not None:
        return asked
    suffix = Path(output).suffix.lower().removeprefix(".") if output is not None else ""
    form = suffix if suffix in forms else _ENDINGS.get(suffix, "")
    if suffix in _OF_OTHERS and form not in forms:
        raise click.UsageError(
            f"“{output}” is named like a file of another kind, and none of that kind is written here. Name it by one "
            f"of these endings, or say --format: {', '.join(sorted(forms))}."
        )
    return form if form in forms else otherwise


def emit(pieces: Iterable[str | bytes], output: str | Path | None, what: str) -> None:
    """Write to the file that is named or, where none is, to standard output.

    Raises:
        Failure: where it cannot be written; ``what`` names it, such as “report”.
        BrokenPipeError: where whoever reads standard output has gone.
    """
    if output is not None:
        write(Path(output), pieces, what)
        return
    for piece in pieces:  # what goes wrong while they are made is not for us to explain
        with _told(what, "the standard output", _abandon):
            if isinstance(piece, bytes):
                sys.stdout.buffer.write(piece)
            else:
                sys.stdout.write(piece)
    with _told(what, "the standard output", _abandon):
        sys.stdout.flush()


def write(target: Path, pieces: Iterable[str | bytes], what: str) -> None:
    """Write all pieces, as `opened` does.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    with opened(target, what) as put:
        for piece in pieces:
            put(piece)


@contextmanager
def opened(target: Path, what: str) -> Iterator[Callable[[str | bytes], None]]:
    """What takes pieces of a file: written beside it and moved into place at the end; an older file stays whole.

    A device or a pipe is written to as it is.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    direct = target.exists() and not target.is_file()
    beside = place = target if direct else Path(os.path.realpath(target))
    with _told(what, f"“{target}”"):
        if direct:
            out = place.open("wb")
        else:
            handle, name = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
            beside, out = Path(name), os.fdopen(handle, "wb")

    def put(piece: str | bytes) -> None:
        with _told(what, f"“{target}”"):
            # A file's name may hold what is no character.
            out.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))

    try:
        yield put
        with _told(what, f"“{target}”"):
            out.close()
            if not direct:
                _permit(beside, place)
                os.replace(beside, place)
    finally:
        with suppress(OSError):
            out.close()
        if not direct:
            # Whatever stopped the run, half a report is nobody's.
            beside.unlink(missing_ok=True)


@contextmanager
def _told(what: str, where: str, first: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Turn what the system says into a sentence, after doing something first; a closed pipe is nobody's fault."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        first()
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"The {what} cannot be written to {where}: {reason}.") from None


def _abandon() -> None:
    """Let go of a standard output that takes nothing, so that the end of the program does not try once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _permit(made: Path, place: Path) -> None:
    """Give a file the permissions of the one that it replaces, or else those of any new file."""
    if place.exists():
        mode = place.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    made.chmod(mode)


def apart(output: str | Path | None, inputs: Iterable[str], what: str = "the report") -> None:
    """Make sure that a report is not written over what it is about; ``what`` names what is written.

    Raises:
        UsageError: where the output is one of the inputs.
    """
    if output is not None and Path(output).resolve() in {Path(path).resolve() for path in inputs}:
        raise click.UsageError(f"“{output}” is one of the files to check. Write {what} to another file.")


def named(context: click.Context, parameter: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """The callback of an argument that takes files: one without a name would be the folder that one is in.

    Raises:
        BadParameter: where a name is empty, as a script leaves it whose variable is not set.
    """
    if "" in paths:
        raise click.BadParameter("one of the names is empty. Name a file or a folder; “.” is the folder you are in.")
    return paths


def language_tag(context: click.Context, parameter: click.Parameter, text: str) -> str:  # noqa: ARG001
    """The callback of an option that takes a language tag.

    Raises:
        BadParameter: where the text is none, such as the name of a language.
    """
    if text and not _TAG.fullmatch(text):
        raise click.BadParameter(f"“{text}” is no language tag. Write a short one, such as en, cy or pt-BR.")
    return text


def day(text: str | None) -> str:
    """A reference date as ``YYYY-MM-DD``, empty where none is given.

    Raises:
        UsageError: where the text is no date.
    """
    from datetime import date

    if text is None:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.UsageError(f"“{text}” is no date. Write it as year-month-day, such as 2026-01-15.") from None
