"""How much one caller may ask for, and the threads that do the work within that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from mcvocab.service.problems import RequestError

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may be.

    Attributes:
        query_bytes: size of a body of queries.
        file_bytes: size of a file to check.
        batch: queries in a batch, texts to map, or concepts to tell about.
        answers: answers to one query, or suggestions.
        seconds: time for one request, from the last byte of its body.
        upload_seconds: time for a body to arrive.
        waiting: requests that wait for their turn; more are turned away.
    """

    query_bytes: int = 1_000_000
    file_bytes: int = 10_000_000
    batch: int = 200
    answers: int = 100
    seconds: float = 30.0
    upload_seconds: float = 60.0
    waiting: int = 1_000


class Workers:
    """Threads that answer while the server listens.

    A thread cannot be stopped from outside, so one whose answer comes too late works on to its end; but it keeps
    its place while it does, and so no number of such requests can take more threads than there are.
    """

    def __init__(self, threads: int, waiting: int, seconds: float) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="mcvocab")
        self._room = threads + waiting
        self._seconds = seconds
        self._unfinished = 0

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the work gives.

        Raises:
            RequestError: where too many wait already, or the work takes too long.
        """
        if self._unfinished >= self._room:
            raise RequestError(503, "busy", "Too many requests are waiting. Try again in a moment.")
        self._unfinished += 1
        submitted = self._executor.submit(work, *args, **kwargs)
        loop = asyncio.get_running_loop()
        submitted.add_done_callback(lambda _: _tell(loop, self._finished))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(submitted), self._seconds)
        except TimeoutError:
            raise RequestError(
                503, "too-slow", f"This took longer than {self._seconds:g} seconds and was given up. Ask for less."
            ) from None

    def _finished(self) -> None:
        self._unfinished -= 1


def _tell(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    # A thread that outlives the server has nobody left to tell.
    if not loop.is_closed():
        loop.call_soon_threadsafe(what)
