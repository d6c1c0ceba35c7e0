"""A run shared out among the workers of a Dask cluster: tasks go out, outcomes come back, whoever dies is replaced.

Every worker needs this release of mcvocab, and to find the files under the same paths or addresses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcvocab.checker import WorkerLostError
from mcvocab.sharing import judged, shared
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.checker import Share
    from mcvocab.sharing import Future, Recipe, Task

LOCAL = "local"
RETRIES = 3
"""How often a task is tried again where it was lost; a worker that dies does not count against it."""

_AHEAD = 3
"""How many tasks wait for each thread of the cluster."""


class ClusterError(RuntimeError):
    """There is no cluster to share a run out among, or not the one that was meant."""


@contextmanager
def cluster(recipe: Recipe, address: str) -> Iterator[Share]:
    """Shares a run out among the workers of a cluster.

    Args:
        recipe: what to judge by.
        address: of the scheduler, such as ``tcp://scheduler:8786``; ``local`` starts one on this computer, with a
            worker for each processor.

    Raises:
        ClusterError: where the scheduler cannot be reached, or a worker has another release of mcvocab.
        WorkerLostError: while outcomes are asked for, where a task is lost again and again.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster
    except ImportError:
        raise ClusterError(
            "A cluster needs Dask, which is not installed. Install it with: pip install 'mcvocab[scale]'."
        ) from None
    own = (
        LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=":0")
        if address == LOCAL
        else None
    )
    try:
        client = Client(own or address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"The cluster “{address}” cannot be reached: {error}.") from None
    try:
        _examine(client.run(_release), address)
        threads = sum(client.nthreads().values())

        def submit(recipe: Recipe, task: Task) -> Future:
            future: Future = client.submit(judged, recipe, task, pure=False, retries=RETRIES)
            return future

        yield shared(recipe, submit, _AHEAD * threads)
    except KilledWorker:
        raise WorkerLostError(
            "Workers of the cluster have ended again and again before a part of the records was judged, perhaps for "
            "want of memory, so the report is not complete."
        ) from None
    finally:
        client.close()
        if own is not None:
            own.close()


def _release() -> str:
    return VERSION


def _examine(releases: dict[str, str], address: str) -> None:
    if not releases:
        raise ClusterError(f"The cluster “{address}” has no workers.")
    for worker, release in releases.items():
        if release != VERSION:
            raise ClusterError(
                f"The worker {worker} has mcvocab {release}, and this is {VERSION}; they might judge differently. "
                "Install the same release everywhere."
            )
