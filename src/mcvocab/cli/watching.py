"""``--watch``: do it again whenever a file changes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

PAUSE = 0.5
_CLEAR = "\x1b[2J\x1b[H"


def watch(paths: Iterable[str], run: Callable[[], None]) -> None:
    """Run, and run again each time one of the files is changed, made or removed, until the user stops it.

    Args:
        paths: files, and folders with all below them.
        run: what is run; how it exits ends nothing.
    """
    watched = tuple(paths)
    while True:
        before = _state(watched)
        if sys.stdout.isatty():
            click.echo(_CLEAR, nl=False)
        try:
            run()
        except click.ClickException as error:
            error.show()
        except SystemExit:
            pass
        sys.stdout.flush()
        click.echo("Waiting for a change. Stop with Ctrl+C.", err=True)
        while _state(watched) == before:
            time.sleep(PAUSE)


def _state(paths: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """When each file was last changed, and how large it is."""
    return {file: state for path in paths for file in _files(path) if (state := _changed(file)) is not None}


def _files(path: str) -> Iterator[str]:
    yield path
    if Path(path).is_dir():
        for folder, _, names in os.walk(path):
            yield from (os.path.join(folder, name) for name in names)


def _changed(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
