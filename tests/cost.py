"""What work costs, so that twice as much of it can be held against itself: the clock of a busy machine is no judge."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_ROUNDS = 3


def cost(work: Callable[[], object]) -> float:
    """The processor time of some work in seconds: the least of a few rounds, without the collector of garbage.

    >>> cost(lambda: None) < 1
    True
    """

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    was_on = gc.isenabled()
    gc.disable()
    try:
        return min(once() for _ in range(_ROUNDS))
    finally:
        if was_on:
            gc.enable()
