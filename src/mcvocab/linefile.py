"""Compiled data as sorted lines of text, of which only those that are asked for are read.

The first line of a file tells its format and its size. Each other line holds a name, a key and a value in JSON,
parted by tabs, and the lines stand in the order of their bytes, so that any of them is found by halving. A mapping
takes a line for each of its keys; anything else is one line without a key. So a command that looks up three words
decodes three lines, however large the language is, and the file is mapped into memory rather than read.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    K = TypeVar("K", bound=str)
    V = TypeVar("V")
    Bytes: TypeAlias = mmap.mmap | bytes

_WHOLE_FROM = 500
"""The number of questions from which on reading all entries takes less time than seeking each."""
_HEAD = 1_000
_DECODE = json.JSONDecoder().raw_decode


class UnknownFormatError(ValueError):
    """A compiled file was written by a release of mcvocab whose format this one does not know, or it is damaged."""


def write(data: Mapping[str, Any], path: str) -> None:
    """Write data, which says its own ``format``, as lines."""

    def line(name: str, key: str, value: Any) -> bytes:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return f"{name}\t{_escaped(key)}\t{text}\n".encode()

    lines = []
    for name, value in data.items():
        # An empty mapping has no lines, and an empty key would look like none.
        if isinstance(value, Mapping) and value and all(value):
            lines += [line(name, key, entry) for key, entry in value.items()]
        else:
            lines.append(line(name, "", value))
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
        start = _first(self._bytes, f"{name}\t".encode(), self._start, len(self._bytes))
        found, key, value = _parts(self._bytes, start)
        if found != name.encode():
            raise KeyError(name)
        if not key:
            return _decoded(value)
        return Lines(self._bytes, found, start, _first(self._bytes, found + b"\n", start, len(self._bytes)))

    def __iter__(self) -> Iterator[str]:
        place = self._start
        while place < len(self._bytes):
            name = _parts(self._bytes, place)[0]
            yield name.decode()
            place = _first(self._bytes, name + b"\n", place, len(self._bytes))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Lines(Mapping[str, "Any"]):
    """One mapping of a file: each entry is sought by itself until so many were that all are read at once."""

    def __init__(self, source: Bytes, name: bytes, start: int, end: int) -> None:
        self._bytes, self._name, self._start, self._end = source, name, start, end
        self._asked = 0
        self._all: dict[str, Any] | None = None

    def __getitem__(self, key: str) -> Any:
        if self._all is None:
            self._asked += 1
            if self._asked <= _WHOLE_FROM:
                return self._sought(key)
        return self._whole()[key]

    def __contains__(self, key: object) -> bool:
        try:
            self[key]  # type: ignore[index]
        except KeyError:
            return False
        return True

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or the default."""
        if self._all is not None:
            return self._all.get(key, default)
        try:
            return self[key]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _sought(self, key: str) -> Any:
        if not (isinstance(key, str) and key):
            raise KeyError(key)
        wanted = b"%b\t%b\t" % (self._name, _escaped(key).encode("utf-8", errors="surrogatepass"))
        start = _first(self._bytes, wanted, self._start, self._end)
        after = start + len(wanted)
        if self._bytes[start:after] != wanted:
            raise KeyError(key)
        return _decoded(self._bytes[after : self._bytes.find(b"\n", after)])

    def _whole(self) -> dict[str, Any]:
        if self._all is None:
            rows = [line.split(b"\t", 2) for line in self._bytes[self._start : self._end].splitlines()]
            keys = json.loads(b'["%b"]' % b'","'.join([key for _, key, _ in rows]))
            values = json.loads(b"[%b]" % b",".join([value for _, _, value in rows]))
            self._all = dict(zip(keys, values, strict=True))
        return self._all


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


def _parts(source: Bytes, start: int) -> tuple[bytes, bytes, bytes]:
    """Name, key and value of the line that starts there; nothing where the file ends."""
    line = source[start : source.find(b"\n", start)] if start < len(source) else b"\t\t"
    name, key, value = line.split(b"\t", 2)
    return name, key, value


def _decoded(value: bytes) -> Any:
    return _DECODE(value.decode())[0]


def _escaped(key: str) -> str:
    return encode_basestring(key)[1:-1]
