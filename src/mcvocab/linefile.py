"""Compiled data as lines of text in a file, of which only those that are asked for are read.

The first line of a file tells its format, its size, and how much of that are the contents at its end: where the data
of each name begin and end. A mapping has a line for each of its keys, a member of a JSON object, ``"key":value``, in
the order of the keys' bytes. Behind its lines stand signposts: the key of the first line that starts in each stretch
of some kilobytes, or after it. Anything else is one JSON value. So a command that looks up three words reads three
stretches and decodes three lines, however large the language is, and no more of it is held in memory.
"""

from __future__ import annotations

import json
import os
from _thread import allocate_lock  # threading takes longer to load than most answers
from bisect import bisect_right
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from sys import intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    K = TypeVar("K", bound=str)
    V = TypeVar("V")

_HEAD = 1_000
_STRETCH, _MORE = 4_096, 256
"""How many bytes a signpost leads to, and how many are read beyond them, so that few lines take a second reading."""
_MANY, _PIECE, _BYTES_EACH = 2_000, 1 << 16, 16
"""The number of questions from which on it pays to know which keys there are; how many bytes are read at a time to
learn it, and for how many of them a byte is kept."""
_DECODE = json.JSONDecoder().raw_decode
_PREAD: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)
_ALONE = allocate_lock()
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LanguageError(ValueError):
    """The language cannot be used as it is; the text says where, and what to do."""


class UnknownFormatError(LanguageError):
    """A compiled file was written by a release of mcvocab whose format this one does not know, or it is damaged."""


def write(data: Mapping[str, Any], path: str) -> None:
    """Write data, which says its own ``format``, as lines."""
    body = bytearray()
    contents: dict[str, tuple[int, ...]] = {}
    for name, value in data.items():
        start = len(body)
        if isinstance(value, Mapping):
            members = sorted((f"{_json(key)}:".encode(), _json(entry).encode()) for key, entry in value.items())
            lines = [b"%b%b\n" % member for member in members]
            posts = _signposts([key for key, _ in members], map(len, lines))
            body += b"".join(lines)
            contents[name] = start, len(body), len(body) + len(posts)
            body += posts
        else:
            body += _json(value).encode()
            contents[name] = start, len(body)
    told = _json(contents).encode()
    with open(path, "wb") as file:
        file.write(f"{data['format']}\t{len(body) + len(told)}\t{len(told)}\n".encode() + body + told)


def _signposts(keys: Sequence[bytes], lengths: Iterable[int]) -> bytes:
    """For each stretch the key of the first line that starts in it, or else after it."""
    posts: list[bytes] = []
    start = 0
    for key, length in zip(keys, lengths, strict=True):
        posts += [key] * (start // _STRETCH + 1 - len(posts))
        start += length
    return b"\n".join(posts)


class _Bytes:
    """The bytes of an open file. They are read, not mapped: what is mapped counts as memory in use.

    Args:
        path: the file.

    Raises:
        OSError: where it cannot be opened.
    """

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._close = os.close  # at the end of all, the module may go before this

    def __del__(self) -> None:
        if hasattr(self, "_close"):
            self._close(self._file)

    def size(self) -> int:
        return os.fstat(self._file).st_size

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from a place on; fewer where the file ends."""
        if _PREAD is not None:
            return _PREAD(self._file, size, start)
        with _ALONE:  # elsewhere a file has one place for all who read it
            os.lseek(self._file, start, os.SEEK_SET)
            return os.read(self._file, size)


class LineFile(Mapping[str, "Any"]):
    """The data of a file that `write` wrote, by name; entries of a mapping are decoded when they are asked for.

    Args:
        path: the file.
        form: the format that is expected.

    Raises:
        OSError: where it cannot be opened.
        UnknownFormatError: where it says another format, or is not whole.
    """

    def __init__(self, path: str, form: str) -> None:
        self._bytes = _Bytes(path)
        head = self._bytes.read(0, _HEAD).partition(b"\n")[0]
        said, *sizes = head.decode("utf-8", errors="replace").strip().split("\t")
        if said != form:
            raise UnknownFormatError(
                f"The compiled language says it is “{said}”, but this release reads “{form}”. Remove “{path}”, "
                "so that it is compiled again, or install the matching release."
            )
        self._start = len(head) + 1
        known = len(sizes) == 2 and all(map(str.isdecimal, sizes))
        size, told = map(int, sizes) if known else (0, 0)
        if not known or told > size or self._start + size != self._bytes.size():
            raise UnknownFormatError(
                f"The compiled language in “{path}” is not whole. Remove it, so that it is compiled again, or "
                "install mcvocab again."
            )
        self._contents: dict[str, list[int]] = json.loads(self._bytes.read(self._start + size - told, told))

    def __getitem__(self, name: str) -> Any:
        start, *ends = (self._start + place for place in self._contents[name])
        if len(ends) == 1:
            return json.loads(self._bytes.read(start, ends[0] - start))
        return Lines(self._bytes, start, *ends)

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class Lines(Mapping[str, "Any"]):
    """One mapping of a file: each entry is sought and decoded anew; its order is that of the keys' bytes.

    Args:
        source: the file.
        start, end: where the lines begin and end.
        last: where the signposts end, which stand behind them.
    """

    def __init__(self, source: _Bytes, start: int, end: int, last: int) -> None:
        self._bytes, self._start, self._end, self._last = source, start, end, last
        self._posts: list[bytes] = []
        self._asked = 0
        self._there: bytearray | None = None

    def __getitem__(self, key: str) -> Any:
        if (line := self._line(key)) is None:
            raise KeyError(key)
        return _decoded(line)

    def get(self, key: object, default: Any = None) -> Any:
        """The entry of a key, or the default."""
        line = self._line(key)
        return default if line is None else _decoded(line)

    def __contains__(self, key: object) -> bool:
        return self._line(key) is not None

    def _line(self, key: object) -> bytes | None:
        """What stands behind a key; None where there is no such key."""
        if not isinstance(key, str):
            return None
        self._asked += 1
        if self._asked > _MANY and not self._may_have(key):
            return None
        wanted = b"\n%b:" % _json(key).encode("utf-8", errors="surrogatepass")
        start = max(0, bisect_right(self._signposts(), wanted[1:]) - 1) * _STRETCH
        size = _STRETCH + len(wanted) + _MORE
        stretch = self._stretch(start, size)
        place = stretch.find(wanted)
        if place < 0:
            return None
        place += len(wanted)
        while (end := stretch.find(b"\n", place)) < 0 and start + size < self._end - self._start:
            size *= 2
            stretch = self._stretch(start, size)
        return stretch[place:end]

    def _may_have(self, key: str) -> bool:
        """Whether a key may be there, as far as a bit of its hash tells; most in vain are not sought."""
        if self._there is None:
            self._there = self._hashed()
        place = hash(key) % (8 * len(self._there))
        return bool(self._there[place >> 3] >> (place & 7) & 1)

    def _hashed(self) -> bytearray:
        """A bit for the hash of each key, among so many that few are set."""
        bits = bytearray((self._end - self._start) // _BYTES_EACH + 1)
        for member in self._members():
            place = hash(_decoded(member)) % (8 * len(bits))
            bits[place >> 3] |= 1 << (place & 7)
        return bits

    def _stretch(self, start: int, size: int) -> bytes:
        """So many bytes of the lines, with the end of the line before: nothing but that tells where one starts."""
        size = min(size, self._end - self._start - start)
        return (
            self._bytes.read(self._start + start - 1, size + 1)
            if start
            else b"\n" + self._bytes.read(self._start, size)
        )

    def _signposts(self) -> list[bytes]:
        """The keys that tell in which stretch another is, read when they are first needed."""
        if not self._posts:
            self._posts = self._bytes.read(self._end, self._last - self._end).split(b"\n")
        return self._posts

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self._members())

    def items(self) -> ItemsView[str, Any]:
        """All entries, each decoded when its turn comes."""
        return _Items(self)

    def values(self) -> ValuesView[Any]:
        """The values of all entries, each decoded when its turn comes."""
        return _Values(self)

    def whole(self) -> dict[str, Any]:
        """All entries in memory, which answers a question forty times as fast as seeking."""
        found: dict[str, Any] = json.loads(b"{%b}" % b",".join(self._members()))
        for key, value in found.items():
            if type(value) is str:
                found[key] = intern(value)  # many say the same, such as in which language a word is
        return found

    def _members(self) -> Iterator[bytes]:
        """The lines one after another; never are all of them in memory."""
        begun = b""
        for start in range(self._start, self._end, _PIECE):
            *lines, begun = (begun + self._bytes.read(start, min(_PIECE, self._end - start))).split(b"\n")
            yield from lines

    def _pairs(self) -> Iterator[tuple[str, Any]]:
        for member in self._members():
            yield from _decoded(b"{%b}" % member).items()


class _Items(ItemsView[str, "Any"]):
    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return self._mapping._pairs()  # type: ignore[attr-defined, no-any-return]


class _Values(ValuesView["Any"]):
    def __iter__(self) -> Iterator[Any]:
        return (value for _, value in self._mapping._pairs())  # type: ignore[attr-defined]


class Made(Mapping["K", "V"]):
    """A mapping whose values are made of their rows when they are first asked for.

    Args:
        rows: the row of each key.
        make: makes a value of its key and row.
        keys: the keys in their order; by default that of the rows.
    """

    def __init__(
        self,
        rows: Mapping[str, Any],
        make: Callable[[str, Any], V],
        keys: Callable[[], Iterable[K]] | None = None,
    ) -> None:
        self._rows, self._make, self._keys = rows, make, keys
        self._made: dict[str, V | None] = {}

    def __getitem__(self, key: K) -> V:
        found: V | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: object, default: Any = None) -> Any:
        """The value of a key, or the default."""
        found = self._made.get(key)  # type: ignore[call-overload]
        if found is None:
            row = self._rows.get(key)  # type: ignore[call-overload]
            if row is None:
                return default
            found = self._made[key] = self._make(key, row)  # type: ignore[index, arg-type]
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows if self._keys is None else self._keys())  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._rows)


class Late(Sequence["V"]):
    """A sequence that is made when somebody first looks into it."""

    def __init__(self, make: Callable[[], Sequence[V]]) -> None:
        self._make = make
        self._made: Sequence[V] | None = None

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[V]:
        return iter(self._all())

    def _all(self) -> Sequence[V]:
        if self._made is None:
            self._made = self._make()
        return self._made


def whole(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping that is held in memory, whether it came from a file or was made just now."""
    return mapping.whole() if isinstance(mapping, Lines) else mapping


def _decoded(value: bytes) -> Any:
    return _DECODE(value.decode())[0]
