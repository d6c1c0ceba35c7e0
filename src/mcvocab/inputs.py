"""What a caller may hand over to be checked: paths, folders, standard input, bytes, file objects, mappings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from mcvocab.content import Content
from mcvocab.raw import Document, Trouble
from mcvocab.readers import READERS, read

Given: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes] | IO[str] | Mapping[str, Any]"

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A content with a name, and the suffix by which to read it where the name has none; or why there is none.

    The content is open until the next input is asked for.
    """

    name: str
    content: Content = field(default_factory=lambda: Content.of_bytes(b""))
    suffix: str | None = None
    trouble: Trouble | None = None

    def documents(self, types: frozenset[str] = frozenset()) -> Iterator[Document | Trouble]:
        """The documents of this input, and the troubles that concern it as a whole.

        Args:
            types: class IRIs of records, wherever they stand in linked data.
        """
        if self.trouble is not None:
            return iter((self.trouble,))
        return read(self.name, self.content, self.suffix, types)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Files of a folder that were left alone, because no reader knows their kind."""

    folder: str
    names: tuple[str, ...]


def gather(given: Given | Iterable[Given]) -> Iterator[Input | Skipped]:
    """The inputs, opened one at a time.

    A path may be a file, a folder or ``-``; bytes and file objects are read by their content; mappings are records.
    """
    alone = isinstance(given, str | bytes | os.PathLike | Mapping) or hasattr(given, "read")
    records: list[Mapping[str, Any]] = []
    for one in (given,) if alone else cast("Iterable[Given]", given):
        if isinstance(one, Mapping):
            records.append(one)
        else:
            yield from _open(one)
    if records:
        data = json.dumps(records, ensure_ascii=False, default=str).encode()
        yield Input("<records>", Content.of_bytes(data), ".json")


def _open(one: Any) -> Iterator[Input | Skipped]:
    if isinstance(one, bytes):
        yield Input("<bytes>", Content.of_bytes(one))
    elif hasattr(one, "read"):
        yield from _content(str(getattr(one, "name", "<file>")), lambda: Content.of_stream(one))
    elif str(one) == STANDARD_INPUT:
        yield from _content("<stdin>", lambda: Content.of_stream(sys.stdin.buffer))
    elif Path(one).is_dir():
        yield from _folder(Path(one))
    else:
        yield from _content(str(one), lambda: Content.of_path(Path(one)))


def _folder(folder: Path) -> Iterator[Input | Skipped]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder))
    known = [path for path in found if path.suffix.lower() in READERS]
    others = [path for path in found if path.suffix.lower() not in READERS]
    if others:
        yield Skipped(str(folder), tuple(str(path.relative_to(folder)) for path in others))
    if not known:
        yield Input(str(folder), trouble=Trouble("folder-empty", (), {"value": str(folder)}))
    for path in known:
        yield from _content(str(path), lambda path=path: Content.of_path(path))  # type: ignore[misc]


def _hidden(path: Path, folder: Path) -> bool:
    """Hidden files, and the lock files that office programs leave beside an open workbook."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _content(name: str, opened: Callable[[], Content]) -> Iterator[Input]:
    try:
        content = opened()
    except FileNotFoundError:
        yield Input(name, trouble=Trouble("file-missing", (), {"value": name}))
    except OSError as error:
        yield Input(name, trouble=unopened(name, error))
    else:
        with content:
            yield Input(name, content)


def unopened(name: str, error: OSError) -> Trouble:
    """What is said of a file that cannot be opened, or goes away while it is read."""
    return Trouble("file-unopened", (), {"value": name, "problem": (error.strerror or str(error)).lower()})
