"""Archives: what is packed into a zip or gzip file, unpacked one member at a time and never onto the disk by name.

Nothing of an archive is believed: the sizes that it declares are held against what comes out, and what comes out
against limits, so that a small file cannot fill a computer.
"""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath, PureWindowsPath

from mcvocab.content import Budget, Content, TooLarge
from mcvocab.raw import Trouble
from mcvocab.values import dataclass

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"

MOST_MEMBERS = 100_000
DEEPEST = 3
"""How many archives may stand one inside another."""

_PIECE = 2**18
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path inside, and its content or why there is none."""

    path: str
    content: Content | None = None
    trouble: Trouble | None = None


def is_gzip(content: Content) -> bool:
    """Whether a content is packed by gzip."""
    return content.head(2) == GZIP


def is_zip(content: Content) -> bool:
    """Whether a content starts as an archive does."""
    return content.head(4) in {ZIP, _EMPTY_ZIP}


def unzip(content: Content, budget: Budget) -> Member:
    """What a gzip file holds."""
    try:
        with content.unwatched() as packed, gzip.GzipFile(fileobj=packed) as stream:
            return Member("", budget.unpack(stream, content.size))
    except TooLarge as limit:
        return Member("", trouble=_too_large("", limit))
    except _DAMAGE:
        return Member("", trouble=Trouble("archive-damaged"))


def members(content: Content, budget: Budget, wanted: Iterable[str]) -> Iterator[Member]:
    """The wanted members of a zip archive, each open until the next is asked for."""
    chosen = set(wanted)
    with content.unwatched() as packed, zipfile.ZipFile(packed) as archive:
        for member in archive.infolist():
            if member.filename not in chosen:
                continue
            problem = _problem(member)
            if problem:
                details = {"value": member.filename, "problem": problem}
                yield Member(member.filename, trouble=Trouble("archive-member-refused", (), details))
                continue
            try:
                with archive.open(member) as stream:
                    unpacked = budget.unpack(stream, member.compress_size)
            except TooLarge as limit:
                yield Member(member.filename, trouble=_too_large(member.filename, limit))
            except NotImplementedError:
                details = {"value": member.filename, "problem": "it is packed in a way that is not known here"}
                yield Member(member.filename, trouble=Trouble("archive-member-refused", (), details))
            except _DAMAGE:
                details = {"value": member.filename, "problem": "it is damaged"}
                yield Member(member.filename, trouble=Trouble("archive-member-refused", (), details))
            else:
                with unpacked:
                    yield Member(member.filename, unpacked)


def names(content: Content) -> list[str] | None:
    """The paths of the files in a zip archive, in its order, but for hidden ones; None where it is damaged."""
    try:
        with content.unwatched() as packed, zipfile.ZipFile(packed) as archive:
            found = [member.filename for member in archive.infolist() if not member.filename.endswith("/")]
    except _DAMAGE:
        return None
    return None if len(found) > MOST_MEMBERS else [name for name in dict.fromkeys(found) if not _hidden(name)]


def _hidden(name: str) -> bool:
    """Hidden files, what macOS adds to an archive, and the lock files of office programs."""
    parts = [part for part in PureWindowsPath(name).parts if part not in {".", ".."}]
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def _problem(member: zipfile.ZipInfo) -> str:
    """Why a member is not even opened; empty for most."""
    if member.flag_bits & 0x1:
        return "it is protected by a password"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is only a link to another file"
    posix, windows = PurePosixPath(member.filename), PureWindowsPath(member.filename)
    if posix.is_absolute() or windows.is_absolute() or windows.drive or ".." in {*posix.parts, *windows.parts}:
        return "its name leads out of the archive"
    return ""


def _too_large(name: str, limit: TooLarge) -> Trouble:
    return Trouble(
        "archive-too-large", (), {"value": name, "expected": str(limit)} if name else {"expected": str(limit)}
    )
