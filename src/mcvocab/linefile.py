"""Compiled data as sorted lines of text, of which only those that are asked for are read.

The first line of a file tells its format and its size. Each other line holds a name, a tab, and a member of a JSON
object, ``"key":value``; the lines stand in the order of their bytes, so that any of them is found by halving. A
mapping takes a line for each of its keys; anything else is one line whose key is left out. So a command that looks
up three words decodes three lines, however large the language is, and the file is mapped into memory rather than
read.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from sys import intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    K = TypeVar("K", bound=str)
    V = TypeVar("V")
    Bytes: TypeAlias = mmap.mmap | bytes

_HEAD = 1_000
_DECODE = json.JSONDecoder().raw_decode
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UnknownFormatError(ValueError):
    """A compiled file was written by a release of mcvocab whose format this one does not know, or it is damaged."""


def write(data: Mapping[str, Any], path: str) -> None:
    """Write data, which says its own ``format``, as lines."""
    lines = []
    for name, value in data.items():
        if isinstance(value, Mapping) and value:  # an empty one has no lines
            lines += [f"{name}\t{_json(key)}:{_json(entry)}\n".encode() for key, entry in value.items()]
        else:
            lines.append(f"{name}\t:{_json(value)}\n".encode())
    body = b"".join(sorted(lines))
    with open(path, "wb") as file:
        file.write(f"{data['format']}\t{len(body)}\n".encode() + body)


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
        with open(path, "rb") as file:
            head = file.readline(_HEAD)
            said, _, size = head.decode("utf-8", errors="replace").strip().partition("\t")
            if said != form:
                raise UnknownFormatError(
                    f"The compiled language says it is “{said}”, but this release reads “{form}”. Remove “{path}”, "
                    "so that it is compiled again, or install the matching release."
                )
            if not size.isdecimal() or len(head) + int(size) != file.seek(0, 2):
                raise UnknownFormatError(
                    f"The compiled language in “{path}” is not whole. Remove it, so that it is compiled again, or "
                    "install mcvocab again."
                )
            self._bytes: Bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._start = len(head)

    def __getitem__(self, name: str) -> Any:
        prefix = f"{name}\t".encode()
        start = _first(self._bytes, prefix, self._start, len(self._bytes))
        line = _line(self._bytes, start)
        if not line.startswith(prefix):
            raise KeyError(name)
        if line.startswith(b":", len(prefix)):
            return _decoded(line[len(prefix) + 1 :])
        return Lines(self._bytes, prefix, start, _first(self._bytes, _after(name), start, len(self._bytes)))

    def __iter__(self) -> Iterator[str]:
        place = self._start
        while place < len(self._bytes):
            name = _line(self._bytes, place).partition(b"\t")[0].decode()
            yield name
            place = _first(self._bytes, _after(name), place, len(self._bytes))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Lines(Mapping[str, "Any"]):
    """One mapping of a file: each entry is sought and decoded anew; its order is that of the keys' bytes."""

    def __init__(self, source: Bytes, prefix: bytes, start: int, end: int) -> None:
        self._bytes, self._prefix, self._start, self._end = source, prefix, start, end

    def __getitem__(self, key: str) -> Any:
        if not isinstance(key, str):
            raise KeyError(key)
        wanted = b"%b%b:" % (self._prefix, _json(key).encode("utf-8", errors="surrogatepass"))
        start = _first(self._bytes, wanted, self._start, self._end)
        after = start + len(wanted)
        if self._bytes[start:after] != wanted:
            raise KeyError(key)
        return _decoded(self._bytes[after : self._bytes.find(b"\n", after)])

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self._members())

    def items(self) -> ItemsView[str, Any]:
        """All entries, each read when its turn comes."""
        return _Items(self)

    def values(self) -> ValuesView[Any]:
        """The values of all entries, each read when its turn comes."""
        return _Values(self)

    def whole(self) -> dict[str, Any]:
        """All entries in memory, which answers a question forty times as fast as seeking."""
        members = self._bytes[self._start + len(self._prefix) : self._end - 1]
        found: dict[str, Any] = json.loads(b"{%b}" % members.replace(b"\n" + self._prefix, b","))
        for key, value in found.items():
            if type(value) is str:
                found[key] = intern(value)  # many say the same, such as in which language a word is
        return found

    def _members(self) -> Iterator[bytes]:
        place = self._start
        while place < self._end:
            line = _line(self._bytes, place)
            yield line[len(self._prefix) :]
            place += len(line) + 1

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


def whole(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping that is held in memory, whether it came from a file or was made just now."""
    return mapping.whole() if isinstance(mapping, Lines) else mapping


def _first(source: Bytes, wanted: bytes, low: int, high: int) -> int:
    """Where the first line stands that does not come before the wanted bytes."""
    while low < high:
        middle = (low + high) // 2
        start = source.rfind(b"\n", low, middle) + 1 or low
        if source[start : start + len(wanted)] < wanted:
            low = source.find(b"\n", middle) + 1
        else:
            high = start
    return low


def _line(source: Bytes, start: int) -> bytes:
    """The line that starts there; empty where the file ends."""
    return source[start : source.find(b"\n", start)] if start < len(source) else b""


def _after(name: str) -> bytes:
    """What comes after each line of a name and before any of another: the next sign after the tab."""
    return f"{name}\n".encode()


def _decoded(value: bytes) -> Any:
    return _DECODE(value.decode())[0]
