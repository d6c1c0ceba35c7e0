"""Keeps back what the spreadsheet library prints when it gives up on a damaged file.

It is written in Rust, which prints where in its own source it stopped, before any of our code can say in words what
is wrong with the file. That goes past ``sys.stderr``, straight to the stream of errors of the process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_ERRORS = 2
_one_at_a_time = Lock()


@contextmanager
def kept_back() -> Iterator[None]:
    """While this lasts, what goes to the stream of errors is kept; it is dropped where an exception ends this.

    One thread at a time: two that put the stream back in the wrong order would lose it for good.
    """
    import tempfile

    with _one_at_a_time, tempfile.TemporaryFile() as said:
        try:
            errors = os.dup(_ERRORS)
        except OSError:  # there is no such stream
            yield
            return
        os.dup2(said.fileno(), _ERRORS)
        try:
            yield
        except BaseException:
            said.truncate(0)
            raise
        finally:
            os.dup2(errors, _ERRORS)
            os.close(errors)
            said.seek(0)
            with suppress(OSError):
                os.write(_ERRORS, said.read())
