"""What a caller may hand over to be checked: paths, folders, standard input, bytes, file objects, mappings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from mcvocab.raw import Trouble
from mcvocab.readers import READERS
from mcvocab.values import dataclass

Given: TypeAlias = "str | os.PathLike[str] | bytes | IO[bytes] | IO[str] | Mapping[str, Any]"

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes with a name, and the suffix by which to read them where the name has none; or why there are none."""

    name: str
    data: bytes = b""
    suffix: str | None = None
    trouble: Trouble | None = None


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
        yield Input("<records>", json.dumps(records, ensure_ascii=False, default=str).encode(), ".json")


def _open(one: Any) -> Iterator[Input | Skipped]:
    if isinstance(one, bytes):
        yield Input("<bytes>", one)
    elif hasattr(one, "read"):
        content = one.read()
        data = content.encode() if isinstance(content, str) else content
        yield Input(str(getattr(one, "name", "<file>")), data)
    elif str(one) == STANDARD_INPUT:
        yield Input("<stdin>", sys.stdin.buffer.read())
    elif Path(one).is_dir():
        yield from _folder(Path(one))
    else:
        yield _file(Path(one))


def _folder(folder: Path) -> Iterator[Input | Skipped]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder))
    known = [path for path in found if path.suffix.lower() in READERS]
    others = [path for path in found if path.suffix.lower() not in READERS]
    if others:
        yield Skipped(str(folder), tuple(str(path.relative_to(folder)) for path in others))
    if not known:
        yield Input(str(folder), trouble=Trouble("folder-empty", (), {"value": str(folder)}))
    for path in known:
        yield _file(path)


def _hidden(path: Path, folder: Path) -> bool:
    """Hidden files, and the lock files that office programs leave beside an open workbook."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _file(path: Path) -> Input:
    try:
        return Input(str(path), path.read_bytes())
    except FileNotFoundError:
        return Input(str(path), trouble=Trouble("file-missing", (), {"value": str(path)}))
    except OSError as error:
        details = {"value": str(path), "problem": (error.strerror or str(error)).lower()}
        return Input(str(path), trouble=Trouble("file-unopened", (), details))
