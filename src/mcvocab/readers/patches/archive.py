"""A member of a zip archive replaced; all others keep their compressed bytes, their order and their dates."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_ENTRY, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_ENTRY_SIZE, _LOCAL_SIZE, _END_SIZE = 46, 30, 22
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_SIZES_FOLLOW = 0x8
"""The flag of a member whose sizes stand behind its content rather than before it."""


class UnusualArchiveError(ValueError):
    """The archive is of a kind that is not rewritten; the text says of what kind, after “because”."""


class _Entry(NamedTuple):
    """A member as the directory at the end of the archive has it."""

    name: str
    record: bytes
    offset: int


def replaced(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The archive with the contents of some members replaced.

    Args:
        data: the archive.
        contents: new contents by the names of members that it has.

    Raises:
        UnusualArchiveError: where it is larger than 4 GB, has other bytes in front, or is not whole.

    >>> import io, zipfile
    >>> with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
    ...     archive.writestr("a.txt", "one"); archive.writestr("b.txt", "two")
    >>> with zipfile.ZipFile(io.BytesIO(replaced(stream.getvalue(), {"a.txt": b"1"}))) as archive:
    ...     archive.read("a.txt"), archive.read("b.txt")
    (b'1', b'two')
    """
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_SIZE:
        raise UnusualArchiveError("the archive is not whole")
    _, _, _, _, count, size, start, _ = struct.unpack("<4s4H2LH", data[end : end + _END_SIZE])
    if count == _FULL_16 or _FULL_32 in (size, start):
        raise UnusualArchiveError("the archive is of the kind for very large files")
    if start + size != end:
        raise UnusualArchiveError("the archive has other bytes in front of it")
    entries = list(_entries(data, start, end))
    if len(entries) != count or len({entry.name for entry in entries}) != count:
        raise UnusualArchiveError("the directory of the archive is not in order")
    written, directory = io.BytesIO(), {}
    stops = sorted([*(entry.offset for entry in entries), start])
    written.write(data[: stops[0]])
    for entry in sorted(entries, key=lambda entry: entry.offset):
        record, place = entry.record, written.tell()
        if entry.name in contents:
            record = _write(written, data[entry.offset :], record, contents[entry.name])
        else:
            written.write(data[entry.offset : stops[stops.index(entry.offset) + 1]])
        directory[entry.name] = record[:42] + struct.pack("<L", place) + record[_ENTRY_SIZE:]
    begin = written.tell()
    for entry in entries:
        written.write(directory[entry.name])
    closing = struct.pack("<2L", written.tell() - begin, begin)
    written.write(data[end : end + 12] + closing + data[end + 20 :])
    return written.getvalue()


def _entries(data: bytes, start: int, end: int) -> Iterator[_Entry]:
    at = start
    while at < end:
        if data[at : at + 4] != _ENTRY:
            raise UnusualArchiveError("the directory of the archive is not in order")
        flags = struct.unpack("<H", data[at + 8 : at + 10])[0]
        name, extra, comment = struct.unpack("<3H", data[at + 28 : at + 34])
        offset = struct.unpack("<L", data[at + 42 : at + 46])[0]
        if offset == _FULL_32 or data[offset : offset + 4] != _LOCAL:
            raise UnusualArchiveError("the directory of the archive is not in order")
        stop = at + _ENTRY_SIZE + name + extra + comment
        title = data[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name].decode("utf-8" if flags & 0x800 else "cp437")
        yield _Entry(title, data[at:stop], offset)
        at = stop


def _write(out: io.BytesIO, old: bytes, record: bytes, content: bytes) -> bytes:
    """Write a member with new content and give its new record; name, date and further marks are kept."""
    method, flags = zipfile.ZIP_DEFLATED, struct.unpack("<H", record[8:10])[0] & ~_SIZES_FOLLOW
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    pressed = press.compress(content) + press.flush()
    facts = struct.pack("<3L", zlib.crc32(content), len(pressed), len(content))
    name, extra = struct.unpack("<2H", old[26:_LOCAL_SIZE])
    head = old[:6] + struct.pack("<2H", flags, method) + old[10:14] + facts + old[26:_LOCAL_SIZE]
    out.write(head + old[_LOCAL_SIZE : _LOCAL_SIZE + name + extra] + pressed)
    return record[:8] + struct.pack("<2H", flags, method) + record[12:16] + facts + record[28:]
