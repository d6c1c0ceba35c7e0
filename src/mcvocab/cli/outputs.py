"""What several commands share: dates that are given, files that are written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from mcvocab.cli import Failure


def write(target: Path, pieces: Iterable[str], what: str) -> None:
    """Write beside the target and move into place, so that an interrupted run leaves an older file whole.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(pieces)
        os.replace(name, target)
    except OSError as error:
        with suppress(OSError, UnboundLocalError):
            os.unlink(name)
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"The {what} cannot be written to “{target}”: {reason}.") from None


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
