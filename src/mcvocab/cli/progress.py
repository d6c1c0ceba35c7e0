"""How far a long run has come: a line on standard error, where that is a terminal."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from mcvocab.checker import Progress

_EVERY = 0.2
"""Seconds from one drawing to the next; a run that ends sooner never draws."""

_WIDTH = 24
_CLEAR = "\r\x1b[K"


class Bar:
    """A bar for the input that is read, by bytes; the records alone where an input is read as a whole.

    Args:
        quiet: draw nothing.
        out: where to draw; nothing is drawn unless it is a terminal.
    """

    def __init__(self, quiet: bool = False, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._wanted = not quiet and self._out.isatty()
        self._next = time.monotonic() + _EVERY
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        """Draw, unless that was done just now."""
        now = time.monotonic()
        if not self._wanted or now < self._next:
            return
        self._next = now + _EVERY
        self._drawn = True
        room = shutil.get_terminal_size().columns - 1
        self._out.write(_CLEAR + line(progress)[:room])
        self._out.flush()

    def beside(self, pieces: Iterable[str | bytes]) -> Iterator[str | bytes]:
        """The pieces of a report, unchanged; the bar gives way to each, and is gone at the end."""
        try:
            for piece in pieces:
                self.clear()
                yield piece
        finally:
            self.clear()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._out.write(_CLEAR)
            self._out.flush()
            self._drawn = False


def line(progress: Progress) -> str:
    """The bar as a line of text.

    >>> from mcvocab.checker import Progress
    >>> line(Progress("catalogue/courses.csv", 1200, 50, 100))
    'courses.csv  ############------------   50 %  1,200 records'
    >>> line(Progress("courses.xlsx", 7, 0, 100))
    'courses.xlsx  7 records'
    """
    name = "".join(character for character in PurePath(progress.name).name if character.isprintable())
    records = f"{progress.records:,} records"
    if not progress.reached or not progress.size:
        return f"{name}  {records}"
    share = min(progress.reached / progress.size, 1.0)
    full = int(share * _WIDTH)
    return f"{name}  {'#' * full}{'-' * (_WIDTH - full)}  {int(share * 100):3} %  {records}"
