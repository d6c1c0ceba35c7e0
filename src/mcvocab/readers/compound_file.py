"""The streams of a compound file, which is how Excel kept its workbooks before XLSX ([MS-CFB]).

The spreadsheet library follows such a file wherever it leads: chains that go round and numbers far beyond its end
take all memory there is, and then the whole program. So every chain that it will follow is followed here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_IN_HEADER = 109  # numbers of sectors of the allocation table that stand in the header itself
_ENTRY = 128
_LAST = 0xFFFFFFFA  # numbers from here on name no sector
_STREAM, _ROOT = 2, 5


class NotCompoundError(ValueError):
    """The bytes are no compound file, or one that leads beyond its end or round in a circle."""


class CompoundFile:
    """A compound file.

    Args:
        data: its bytes.

    Raises:
        NotCompoundError: where it is none.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._seen: set[int] = set()
        self._small_seen: set[int] = set()
        try:
            self._open()
        except (struct.error, IndexError) as problem:
            raise NotCompoundError from problem

    def stream(self, *names: str) -> bytes:
        """The first stream that has one of the names; empty where there is none.

        Raises:
            NotCompoundError: where the stream cannot be followed.
        """
        self._seen, self._small_seen = set(self._own), set()
        entry = next((one for one in self._entries if one[66] == _STREAM and _name(one) in names), None)
        return self._read(entry) if entry is not None else b""

    def __contains__(self, name: str) -> bool:
        """Whether there is a stream or a storage of that name."""
        return any(_name(entry) == name for entry in self._entries)

    def follow(self) -> None:
        """See to it that every stream can be read.

        Raises:
            NotCompoundError: where one of them cannot be followed.
        """
        self._seen, self._small_seen = set(self._own), set()
        for entry in self._entries:
            if entry[66] == _STREAM:
                self._read(entry)

    def _open(self) -> None:
        if not self._data.startswith(SIGNATURE):
            raise NotCompoundError
        shift, small_shift = struct.unpack_from("<HH", self._data, 30)
        if (shift, small_shift) not in ((9, 6), (12, 6)):
            raise NotCompoundError
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._count = (len(self._data) - 1) // self._size
        counts = struct.unpack_from("<II", self._data, 40) + struct.unpack_from("<8xI4xI", self._data, 56)
        if max(counts) > self._count:
            raise NotCompoundError
        (directory,) = struct.unpack_from("<I", self._data, 48)
        self._cutoff, small_table, _, further, _ = struct.unpack_from("<5I", self._data, 56)
        self._table = self._numbers(self._table_sectors(further))
        entries = self._joined(directory)
        self._small_table = self._numbers(self._chain(small_table, self._table, self._seen))
        found = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        if not found or len(entries) % _ENTRY or found[0][66] != _ROOT:
            raise NotCompoundError
        self._small = self._joined(self._place(found[0])[0])
        self._entries, self._own = found, frozenset(self._seen)

    def _place(self, entry: bytes) -> tuple[int, int]:
        """Where a stream begins, and its size."""
        # With the smaller sectors, what stands in the upper half of the size means nothing.
        first, size = struct.unpack_from("<IQ" if self._size > _HEADER else "<II", entry, 116)
        if size > len(self._data):
            raise NotCompoundError
        return first, size

    def _read(self, entry: bytes) -> bytes:
        try:
            return self._content(*self._place(entry))
        except (struct.error, IndexError) as problem:
            raise NotCompoundError from problem

    def _content(self, first: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._joined(first)[:size]
        if not size:
            return b""
        pieces = []
        for number in self._chain(first, self._small_table, self._small_seen):
            start = number * self._small_size
            if start >= len(self._small):
                raise NotCompoundError
            pieces.append(self._small[start : start + self._small_size])
        return b"".join(pieces)[:size]

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._table, self._seen)))

    def _sector(self, number: int) -> bytes:
        if number >= self._count:
            raise NotCompoundError
        start = (number + 1) * self._size if self._size > _HEADER else _HEADER + number * self._size
        return self._data[start : start + self._size]

    def _table_sectors(self, further: int) -> Iterator[int]:
        """The numbers of the sectors that hold the allocation table."""
        yield from (n for n in struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76) if n < _LAST)
        seen: set[int] = set()
        while further < _LAST:
            _see(further, seen)
            *numbers, further = self._numbers([further])
            yield from (number for number in numbers if number < _LAST)

    def _numbers(self, sectors: Iterable[int]) -> list[int]:
        joined = b"".join(map(self._sector, sectors))
        return list(struct.unpack_from(f"<{len(joined) // 4}I", joined))

    def _chain(self, first: int, table: list[int], seen: set[int]) -> Iterator[int]:
        """The numbers of a chain; no two chains share one."""
        while first < _LAST:
            _see(first, seen)
            yield first
            first = table[first]


def _see(number: int, seen: set[int]) -> None:
    if number in seen:
        raise NotCompoundError
    seen.add(number)


def _name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
