"""What several commands share: dates that are given, where and how output is written."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from mcvocab.cli import Failure

NARROWEST = 40


def colours(output: str | None) -> bool:
    """Whether a report may have colours: on a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width(output: str | None) -> int | None:
    """The columns of the terminal that a report goes to; None where it goes elsewhere."""
    if output is not None or not sys.stdout.isatty():
        return None
    return max(shutil.get_terminal_size().columns, NARROWEST)


def emit(pieces: Iterable[str | bytes], output: str | Path | None, what: str) -> None:
    """Write to the file that is named or, where none is, to standard output.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    if output is not None:
        write(Path(output), pieces, what)
        return
    for piece in pieces:
        if isinstance(piece, bytes):
            sys.stdout.buffer.write(piece)
        else:
            sys.stdout.write(piece)
    sys.stdout.flush()


def write(target: Path, pieces: Iterable[str | bytes], what: str) -> None:
    """Write beside the target and move into place, so that an interrupted run leaves an older file whole.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            # A file's name may hold what is no character.
            out.writelines(p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in pieces)
        os.chmod(name, _mode(target))
        os.replace(name, target)
        name = ""
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"The {what} cannot be written to “{target}”: {reason}.") from None
    finally:
        # Whatever stopped the run, half a report is nobody's.
        if name:
            with suppress(OSError):
                os.unlink(name)


def _mode(target: Path) -> int:
    """Who may read a file: those who might before, else those whom the user lets read new files."""
    with suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def apart(output: str | None, inputs: Iterable[str]) -> None:
    """Make sure that a report is not written over what it is about.

    Raises:
        UsageError: where the output is one of the inputs.
    """
    if output is not None and Path(output).resolve() in {Path(path).resolve() for path in inputs}:
        raise click.UsageError(f"“{output}” is one of the files to check. Write the report to another file.")


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
