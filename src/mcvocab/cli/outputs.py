"""What several commands share: dates that are given, where and how output is written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from mcvocab.cli import Failure


def colours(output: str | None) -> bool:
    """Whether a report may have colours: on a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def emit(pieces: Iterable[str], output: str | Path | None, what: str) -> None:
    """Write to the file that is named or, where none is, to standard output.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    if output is not None:
        write(Path(output), pieces, what)
        return
    for piece in pieces:
        sys.stdout.write(piece)
    sys.stdout.flush()


def write(target: Path, pieces: Iterable[str], what: str) -> None:
    """Write text beside the target and move it into place, so that an interrupted run leaves an older file whole.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    write_bytes(target, (piece.encode() for piece in pieces), what)


def write_bytes(target: Path, pieces: Iterable[bytes], what: str) -> None:
    """Write bytes as `write` writes text."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.writelines(pieces)
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
