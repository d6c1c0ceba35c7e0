"""A run shared out: files and stretches of files are judged by anybody, and heard in the order of the files.

What judges is handed a `Task`, which is a value, and gives back outcomes, which are values too; so it may be another
process of this computer (`processes`), a worker of a cluster (`mcvocab.cluster`), or a program of somebody else's.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import local
from typing import TYPE_CHECKING, Protocol, TypeAlias

from mcvocab.checker import Checker, Options, Reading, WorkerLostError
from mcvocab.content import Content
from mcvocab.inputs import Input, Skipped
from mcvocab.messages import ENGLISH
from mcvocab.raw import Stretch
from mcvocab.store import load, load_messages
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.checker import Share
    from mcvocab.outcomes import Outcome

STRETCH = 2**17
"""About how many bytes of a file are judged at a time: some forty wide records, or a few thousand narrow ones."""
MOST_AT_ONCE = 2**20
"""The bytes of a file that cannot be parted beyond which it is judged here: all that is said of it would be held."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to judge by, as a value, from which every process makes its own checker.

    Attributes:
        options: how to check; the reference date has to be given.
        messages: the language of the sentences.
    """

    options: Options
    messages: str = ENGLISH

    def checker(self) -> Checker:
        """The checker; the errors are those of `Checker`."""
        return Checker(*load_messages(self.messages).translate(*load()), self.options)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to judge, or a stretch of one.

    Attributes:
        path: where it is.
        name: what reports call it.
        suffix: by which to read it, where the name has none.
        named: whether somebody asked for this very file.
        stretch: the records to judge; by default all that is in it.
    """

    path: str
    name: str
    suffix: str | None
    named: bool
    stretch: Stretch | None = None


class Future(Protocol):
    """What will be there."""

    def result(self) -> list[Outcome]:
        """Wait for it."""
        ...


Submit: TypeAlias = "Callable[[Recipe, Task], Future]"


def judged(recipe: Recipe, task: Task) -> list[Outcome]:
    """What comes of the records of a task; what is the same for the next one is kept."""
    bench = _bench(recipe)
    try:
        if task.stretch is not None:
            return list(bench.checker.stretch(bench.reading(task), task.stretch))
        with _content(task.path) as content:
            return list(bench.checker.outcomes(_input(task, content)))
    except OSError as error:
        return [bench.checker.lost(Input(task.name), error)]


class _Bench:
    """A checker, and the file of which the last stretch was judged, still open."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.checker = recipe.checker()
        self._opened: tuple[Task, Content, Reading] | None = None

    def reading(self, task: Task) -> Reading:
        """The one document of the task's file.

        Raises:
            OSError: where it cannot be opened, or is no longer what it was.
        """
        whole = replace(task, stretch=None)
        if self._opened is None or self._opened[0] != whole:
            self.close()
            content = _content(task.path)
            readings = self.checker.readings(_input(task, content))
            if len(readings) != 1:
                content.close()
                raise OSError("it was changed while it was read")
            self._opened = whole, content, readings[0]
        return self._opened[2]

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None


_here = local()


def _bench(recipe: Recipe) -> _Bench:
    """That of this thread, made anew where the recipe is another."""
    known: _Bench | None = getattr(_here, "bench", None)
    if known is None or known.recipe != recipe:
        if known is not None:
            known.close()
        known = _here.bench = _Bench(recipe)
    return known


def _content(path: str) -> Content:
    if "://" not in path:
        return Content.of_path(Path(path))
    from mcvocab import remote  # files are seldom elsewhere

    return remote.opened(path)


def _input(task: Task, content: Content) -> Input:
    return Input(task.name, content, task.suffix, named=task.named)


def shared(recipe: Recipe, submit: Submit, ahead: int) -> Share:
    """Has files on disk judged by others; what stands elsewhere, as in an archive, is judged here in its turn.

    Args:
        recipe: what to judge by.
        submit: hands over a task.
        ahead: how many tasks may be waiting at a time.
    """

    def share(checker: Checker, inputs: Iterator[Input | Skipped]) -> Iterator[tuple[Input, Iterable[Outcome]]]:
        waiting: deque[tuple[Input, Iterable[Outcome] | Future]] = deque()

        def next_one() -> tuple[Input, Iterable[Outcome]]:
            one, found = waiting.popleft()
            return one, found if isinstance(found, tuple) else found.result()  # type: ignore[union-attr]

        for one in inputs:
            if isinstance(one, Skipped) or (pieces := _pieces(checker, one)) is None:
                while waiting:
                    yield next_one()
                yield from checker.alone((one,))
                continue
            for piece in pieces:
                waiting.append((one, submit(recipe, piece) if isinstance(piece, Task) else (piece,)))
                while len(waiting) > ahead:
                    yield next_one()
        while waiting:
            yield next_one()

    return share


def _pieces(checker: Checker, one: Input) -> Iterator[Outcome | Task] | None:
    """What a file is judged by: what is known of it here, and tasks; None where it has to be judged here.

    That is a file which others cannot open, or one piece so large that what is said of it should not be held at once.
    """
    path, size = one.content.path, one.content.size
    if path is None:
        return None
    whole = Task(path, one.name, one.suffix, one.named)
    try:
        parted = checker.parted(one, STRETCH) if size >= 2 * STRETCH else None
    except OSError as error:
        return iter((checker.lost(one, error),))
    if parted is not None:
        return _stretches(checker, one, whole, parted)
    return iter((whole,)) if size <= MOST_AT_ONCE else None


def _stretches(
    checker: Checker, one: Input, whole: Task, parted: Iterator[Outcome | Stretch]
) -> Iterator[Outcome | Task]:
    try:
        for piece in parted:
            yield replace(whole, stretch=piece) if isinstance(piece, Stretch) else piece
    except OSError as error:
        yield checker.lost(one, error)


def _settle(*threshold: int) -> None:
    """What a process does first: who stops the run stops the first process, which then stops this one."""
    signal(SIGINT, SIG_IGN)
    gc.set_threshold(*threshold)


@contextmanager
def processes(recipe: Recipe, jobs: int) -> Iterator[Share]:
    """Shares a run out among so many processes of this computer.

    Raises:
        WorkerLostError: while outcomes are asked for, where a process ends before its time.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _settle, gc.get_threshold())
    try:
        yield shared(recipe, lambda recipe, task: pool.submit(judged, recipe, task), 2 * jobs + 1)
    except BrokenProcessPool:
        raise WorkerLostError(
            "A process that judged part of the records has ended before it was done, perhaps for want of memory, so "
            "the report is not complete. Run it again with fewer --jobs."
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
