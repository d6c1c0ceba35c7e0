"""What a caller may hand over to be checked: paths, folders, standard input, bytes, file objects, mappings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

from mcvocab.content import Budget, Content
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers import READERS, UNTOLD, read, suffix_in_truth, suffix_of
from mcvocab.values import dataclass, field, replace

if TYPE_CHECKING:
    from mcvocab.instructions import Instructions

Given: TypeAlias = "str | os.PathLike[str] | bytes | Elsewhere | IO[bytes] | IO[str] | Mapping[str, Any]"

STANDARD_INPUT = "-"
_GZIP, _ZIP = ".gz", ".zip"
_GZIP_MARK = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Input:
    """A content with a name, and the suffix by which to read it where its own will not do; or why there is none.

    The content is open until the next input is asked for.
    """

    name: str
    content: Content = field(default_factory=lambda: Content.of_bytes(b""))
    suffix: str | None = None
    trouble: Trouble | None = None
    named: bool = True
    """Whether somebody asked for this very file, and not for a folder or an archive with all that is in it."""

    def documents(
        self, kinds: Kinds = NO_KINDS, instructions: Iterable[Instructions] = ()
    ) -> Iterator[Document | Trouble]:
        """The documents of this input, and the troubles that concern it as a whole.

        Args:
            kinds: what makes a thing a record, wherever it stands in linked data or XML.
            instructions: what the provider has said of how files are to be read.
        """
        if self.trouble is not None:
            return iter((self.trouble,))
        return read(self.name, self.content, self.suffix, kinds, instructions)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A content behind an address, and what opens it."""

    address: str
    opened: Callable[[str], Content]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Files of a folder or an archive that were left alone, because no reader knows their kind."""

    folder: str
    names: tuple[str, ...]


def gather(given: Given | Iterable[Given]) -> Iterator[Input | Skipped]:
    """The inputs, opened one at a time.

    A path may be a file, a folder or ``-``; bytes and file objects are read by their content; mappings are records.
    What is packed, by zip or gzip, is unpacked; a member of an archive is named by the archive and its path within.
    """
    alone = isinstance(given, str | bytes | os.PathLike | Elsewhere | Mapping) or hasattr(given, "read")
    records: list[Mapping[str, Any]] = []
    budget = Budget()
    for one in (given,) if alone else cast("Iterable[Given]", given):
        if isinstance(one, Mapping):
            records.append(one)
        else:
            yield from _open(one, budget)
    if records:
        data = json.dumps(records, ensure_ascii=False, default=str).encode()
        yield Input("<records>", Content.of_bytes(data), ".json")


def _open(one: Any, budget: Budget) -> Iterator[Input | Skipped]:
    if isinstance(one, Elsewhere):
        yield from _content(one.address, lambda: one.opened(one.address), budget)
    elif isinstance(one, bytes):
        yield from _unpack("<bytes>", Content.of_bytes(one), budget)
    elif hasattr(one, "read"):
        yield from _content(str(getattr(one, "name", "<file>")), lambda: Content.of_stream(one), budget)
    elif str(one) == STANDARD_INPUT:
        yield from _content("<stdin>", lambda: Content.of_stream(sys.stdin.buffer), budget)
    elif not str(one):
        # What a script left empty is not the folder that somebody happens to be in.
        yield Input("", trouble=Trouble("file-missing", (), {"value": ""}))
    elif Path(one).is_dir():
        yield from _folder(Path(one), budget)
    else:
        yield from _content(str(one), lambda: Content.of_path(Path(one)), budget)


def _folder(folder: Path, budget: Budget) -> Iterator[Input | Skipped]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder))
    known, others = _sorted_out([path.relative_to(folder).as_posix() for path in found])
    if others:
        yield Skipped(str(folder), tuple(others))
    if not known:
        yield Input(str(folder), trouble=Trouble("folder-empty", (), {"value": str(folder)}))
    for name in known:
        path = folder / name
        yield from _unnamed(_content(str(path), lambda path=path: Content.of_path(path), budget))  # type: ignore[misc]


def _unnamed(inputs: Iterable[Input | Skipped]) -> Iterator[Input | Skipped]:
    for one in inputs:
        yield replace(one, named=False) if isinstance(one, Input) else one


def _sorted_out(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of what can be read, and those of files of another kind."""
    known, others = list[str](), list[str]()
    for name in names:
        path = PurePath(name)
        suffixes = [suffix.lower() for suffix in path.suffixes]
        packed = suffixes[-1:] == [_GZIP] and (len(suffixes) == 1 or suffixes[-2] in READERS)
        (known if packed or path.suffix.lower() in {*READERS, _ZIP} else others).append(name)
    return known, others


def _hidden(path: Path, folder: Path) -> bool:
    """Hidden files, and the lock files that office programs leave beside an open workbook."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _content(name: str, opened: Callable[[], Content], budget: Budget) -> Iterator[Input | Skipped]:
    try:
        content = opened()
    except FileNotFoundError:
        yield Input(name, trouble=Trouble("file-missing", (), {"value": name}))
    except OSError as error:
        yield Input(name, trouble=unopened(name, error))
    else:
        with content:
            yield from _unpack(name, content, budget)


def _unpack(
    name: str, content: Content, budget: Budget, suffix: str | None = None, depth: int = 0
) -> Iterator[Input | Skipped]:
    """A content or, where it is an archive, what it holds."""
    end = PurePath(name).suffix.lower() if suffix is None else suffix
    if end not in {_GZIP, _ZIP, *UNTOLD} and not content.head(2).startswith(_GZIP_MARK):
        yield Input(name, content, suffix_in_truth(end, content) or suffix)
        return
    from mcvocab import archives  # few files are packed, and what unpacks them takes long to load

    if archives.is_gzip(content):
        inner = PurePath(name).with_suffix("") if end == _GZIP and suffix is None else PurePath(name)
        member = archives.unzip(content, budget)
        if member.content is None or depth == archives.DEEPEST:
            yield Input(name, trouble=member.trouble or Trouble("archive-nested", (), {"value": name}))
        if member.content is not None:
            with member.content:
                if depth < archives.DEEPEST:
                    yield from _unpack(name, member.content, budget, inner.suffix.lower(), depth + 1)
    elif end in {_ZIP, *UNTOLD} and archives.is_zip(content):
        kind = suffix_of(content)
        if kind == _ZIP:
            yield from _archive(name, content, budget, depth)
        else:
            yield Input(name, content, kind)
    elif end in {_GZIP, _ZIP}:
        yield Input(name, trouble=Trouble("file-empty" if not content.size else "archive-damaged"))
    else:
        yield Input(name, content, suffix)


def _archive(name: str, content: Content, budget: Budget, depth: int) -> Iterator[Input | Skipped]:
    from mcvocab import archives

    found = archives.names(content)
    if found is None or depth == archives.DEEPEST:
        code = "archive-damaged" if found is None else "archive-nested"
        yield Input(name, trouble=Trouble(code, (), {"value": name}))
        return
    known, others = _sorted_out(found)
    if others:
        yield Skipped(name, tuple(others))
    if not known:
        yield Input(name, trouble=Trouble("folder-empty", (), {"value": name}))
    for member in archives.members(content, budget, known):
        path = f"{name}/{member.path}"
        if member.content is None:
            yield Input(path, trouble=member.trouble)
        else:
            yield from _unnamed(_unpack(path, member.content, budget, depth=depth + 1))


def unopened(name: str, error: OSError) -> Trouble:
    """What is said of a file that cannot be opened, or goes away while it is read."""
    return Trouble("file-unopened", (), {"value": name, "problem": (error.strerror or str(error)).lower()})
