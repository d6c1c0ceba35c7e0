"""What several commands share: dates that are given, where and how output is written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from mcvocab.cli import Failure


def colours(output: str | None) -> bool:
    """Whether a report may have colours: on a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def emit(pieces: Iterable[str], output: str | Path | None, what: str) -> None:
    """Write to the file that is named or, where none is, to standard output.

    Raises:
        Failure: where it cannot be written; ``what`` names it, such as “report”.
        BrokenPipeError: where whoever reads standard output has gone.
    """
    if output is not None:
        write(Path(output), pieces, what)
        return
    for piece in pieces:  # what goes wrong while they are made is not for us to explain
        _print(piece, what)
    _print("", what)


def _print(piece: str, what: str) -> None:
    try:
        if piece:
            sys.stdout.write(piece)
        else:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _abandon()
        raise Failure(f"The {what} cannot be written to the standard output: {_reason(error)}.") from None


def _abandon() -> None:
    """Let go of a standard output that takes nothing, so that the end of the program does not try once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(target: Path, pieces: Iterable[str], what: str) -> None:
    """Write all pieces, as `opened` does.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """
    with opened(target, what) as out:
        for piece in pieces:
            out(piece)


@contextmanager
def opened(target: Path, what: str) -> Iterator[Callable[[str], None]]:
    """What takes text for a file: written beside it and moved into place at the end; an older file stays whole.

    A device or a pipe is written to as it is.

    Raises:
        Failure: where the file cannot be written; ``what`` names it, such as “report”.
    """

    @contextmanager
    def told() -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Failure(f"The {what} cannot be written to “{target}”: {_reason(error)}.") from None

    direct = target.exists() and not target.is_file()
    beside = place = target if direct else Path(os.path.realpath(target))
    with told():
        if direct:
            out = place.open("w", encoding="utf-8", newline="\n")
        else:
            handle, name = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
            beside, out = Path(name), os.fdopen(handle, "w", encoding="utf-8", newline="\n")

    def put(piece: str) -> None:
        with told():
            out.write(piece)

    try:
        yield put
        with told():
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


def _permit(made: Path, place: Path) -> None:
    """Give a file the permissions of the one that it replaces, or else those of any new file."""
    if place.exists():
        mode = place.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    made.chmod(mode)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


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
