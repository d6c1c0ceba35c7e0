"""A file read once, item by item, of which any item can be read again without having been kept.

Most items that are asked for again were read a moment ago, and the last ones are kept. Besides, the start of every
thousandth item is noted while the first reading goes on: an earlier item is found from the nearest noted start; and
where the next one wanted follows, the second reading simply goes on.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

STRIDE = 1_000
KEPT = 2**18
"""How many bytes of the file the items that are kept may stand for."""


class Start(NamedTuple):
    """Where an item starts.

    Attributes:
        ordinal: its number; that of the next item is higher, though not always by one.
        at: its offset, in bytes.
        line: its physical line, from 1.
        column: its character within that line, from 1.
    """

    ordinal: int
    at: int
    line: int
    column: int = 1


class Item(Protocol):
    """Anything that knows where it starts."""

    @property
    def start(self) -> Start:
        """Where it starts."""
        ...


T = TypeVar("T", bound=Item)


class Trail(Generic[T]):
    """The items of a file.

    Args:
        first: where the first item starts, or what is passed over before it.
        read: gives the items from any start on.
    """

    def __init__(self, first: Start, read: Callable[[Start], Iterator[T]]) -> None:
        self._read = read
        self._noted = [first]
        self._kept: dict[int, T] = {}
        self._second: Iterator[T] = iter(())
        self._last: T | None = None

    def __iter__(self) -> Iterator[T]:
        """All items, in the order of the file."""
        return self.within(self._noted[0])

    def within(self, start: Start, end: int | None = None) -> Iterator[T]:
        """The items from one on, up to an offset in bytes."""
        recent, kept = deque[T](), dict[int, T]()
        self._kept = kept
        if start not in self._noted:
            insort(self._noted, start)
        for item in self._read(start):
            if end is not None and item.start.at >= end:
                return
            if item.start.ordinal >= self._noted[-1].ordinal + STRIDE:
                self._noted.append(item.start)
            while recent and recent[0].start.at < item.start.at - KEPT:
                kept.pop(recent.popleft().start.ordinal, None)
            recent.append(item)
            kept[item.start.ordinal] = item
            yield item

    def again(self, ordinal: int) -> T | None:
        """An item that was read before; none where another program has changed the file meanwhile."""
        if (recent := self._kept.get(ordinal)) is not None:
            return recent
        last = self._last
        if last is None or not last.start.ordinal <= ordinal <= last.start.ordinal + STRIDE:
            noted = next(
                start for start in reversed(self._noted) if start.ordinal <= ordinal or start is self._noted[0]
            )
            self._second, last = self._read(noted), None
        while last is None or last.start.ordinal < ordinal:
            last = next(self._second, None)
            if last is None:
                break
        self._last = last
        return last if last is not None and last.start.ordinal == ordinal else None
