"""The first record with some property; beyond some thousands of them, the memory is a temporary file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from mcvocab.model import Location, RecordName
from mcvocab.values import dataclass

if TYPE_CHECKING:
    import sqlite3

KEPT_IN_MEMORY = 4_000
_CACHE_KB = 4_096


@dataclass(frozen=True, slots=True)
class Sighting:
    """The first record that used an identifier or a title: its name, its place, a digest of its specification."""

    name: RecordName
    where: Location
    digest: bytes


class Sightings:
    """Sightings by a key of eight bytes; to be closed when no more are asked for.

    >>> here = Sighting(RecordName(1), Location("a.csv", 2), b"specification")
    >>> there = Sighting(RecordName(2), Location("a.csv", 3), b"another")
    >>> with Sightings() as seen:
    ...     seen.first(b"8 bytes.", here) == here, seen.first(b"8 bytes.", there) == here
    (True, True)
    """

    def __init__(self, in_memory: int = KEPT_IN_MEMORY) -> None:
        self._most = in_memory
        self._kept: dict[bytes, Sighting] = {}
        self._file: sqlite3.Connection | None = None

    def first(self, key: bytes, sighting: Sighting) -> Sighting:
        """The first sighting under a key, which is this one where there was none before."""
        known = self._kept.get(key)
        if known is not None:
            return known
        if len(self._kept) < self._most:
            self._kept[key] = sighting
            return sighting
        return self._filed(int.from_bytes(key, signed=True), sighting)

    def _filed(self, key: int, sighting: Sighting) -> Sighting:
        file = self._file = self._file or _temporary()
        found = file.execute("SELECT digest, told FROM seen WHERE key = ?", (key,)).fetchone()
        if found is None:
            told = json.dumps([*_parts(sighting.name), *_parts(sighting.where)], ensure_ascii=True)
            file.execute("INSERT INTO seen VALUES (?, ?, ?)", (key, sighting.digest, told))
            return sighting
        return _sighting(*found)

    def close(self) -> None:
        """Forget everything."""
        self._kept.clear()
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _temporary() -> sqlite3.Connection:
    """A database without a name, which SQLite keeps in a cache of its own and, beyond that, in a temporary file."""
    import sqlite3  # most runs are too short to need it

    # A stream of findings may be drawn from several threads, though never from two at once.
    file = sqlite3.connect("", check_same_thread=False)
    file.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY, digest BLOB, told TEXT)")
    return file


def _parts(value: RecordName | Location) -> list[Any]:
    return [getattr(value, name) for name in value.__match_args__]


def _sighting(digest: bytes, told: str) -> Sighting:
    values: Iterator[Any] = iter(json.loads(told))
    name = RecordName(*(next(values) for _ in RecordName.__match_args__))
    return Sighting(name, Location(*values), digest)
