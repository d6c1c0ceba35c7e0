"""Corrections written back into the provider's own files, so that an interruption at any moment loses nothing.

A file is corrected in memory, read again, and compared value by value with what was read before: only the
corrected values may differ. Then the new file is written beside the old one and moved into its place, unless the
old one changed in the meantime. What cannot be edited in place is listed in a table beside the file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from mcvocab.archives import GZIP
from mcvocab.raw import NO_KINDS, Kinds, Leaf, Row, Tree, Trouble
from mcvocab.readers import read
from mcvocab.readers.patches import PATCHES, Patched, Refusal

if TYPE_CHECKING:
    from mcvocab.model import Correction, Source

SUFFIX = ".edits.csv"
"""What the name of the table of edits adds to the name of the file."""

_PACKED = "it does not stand in a file of its own"
_NO_PATCH = "files of this kind are not edited in place"
_HEADINGS = ("file", "sheet", "cell", "line", "column", "pointer", "field", "old", "new", "safe", "why not")
_ROW = "\0"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RepairError(OSError):
    """A file could not be written; it is as it was. The text says which, and why."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be done to one file.

    Attributes:
        file: where it stands.
        before, after: its bytes as they were read, and as they are to be.
        corrections: those that are in ``after``, in the order of the file.
        refusals: those that are not, each with the reason.
    """

    file: Path
    before: bytes
    after: bytes
    corrections: tuple[Correction, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to write into the file."""
        return bool(self.corrections)


def plan(
    file: Path,
    source: Source,
    corrections: Iterable[Correction],
    *,
    kinds: Kinds = NO_KINDS,
    unsafe: bool = False,
) -> Repair:
    """What corrections make of a file, before anything is written.

    Args:
        file: where it stands.
        source: what reading it told: its format, and the digest of what was read.
        corrections: what to correct in it; a place that is named twice is corrected once.
        kinds: what made a thing a record when the file was read.
        unsafe: also those corrections that might change the meaning.

    Raises:
        RepairError: where the file cannot be read, or is no longer the one that was read.
    """
    wanted = {correction.where: correction for correction in corrections if correction.edit.safe or unsafe}
    if _is_packed(file):
        return Repair(file, b"", b"", (), tuple(Refusal(one, _PACKED) for one in wanted.values()))
    try:
        before = file.read_bytes()
    except OSError as error:
        raise RepairError(f"“{file}” cannot be read: {_reason(error)}.") from None
    if source.sha256 and hashlib.sha256(before).hexdigest() != source.sha256:
        raise RepairError(
            f"“{file}” was changed by somebody while it was checked. It was left alone; check it again."
        )
    patch = PATCHES.get(source.format)
    ordered = tuple(wanted.values())
    if patch is None:
        return Repair(file, before, before, (), tuple(Refusal(one, _NO_PATCH) for one in ordered))
    patched = patch(before, ordered)
    refused = {id(refusal.correction) for refusal in patched.refusals}
    done = tuple(one for one in ordered if id(one) not in refused)
    fault = _difference(source, before, patched, done, kinds) if done else ""
    if fault:
        return Repair(file, before, before, (), tuple(Refusal(one, fault) for one in ordered))
    return Repair(file, before, patched.data, done, patched.refusals)


def _is_packed(file: Path) -> bool:
    """Whether what was read came out of a packed file, so that its bytes are nowhere to be written."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(GZIP)) == GZIP
    except OSError:
        return False


def apply(repair: Repair) -> None:
    """Write a file as it is to be; it holds either all of the old or all of the new at any moment.

    Raises:
        RepairError: where it cannot be written, or was changed meanwhile; it is then as it was.
    """
    target = repair.file.resolve()  # a link goes on pointing at the file
    name = ""
    try:
        if not os.access(target, os.W_OK):
            raise RepairError(f"“{repair.file}” is write-protected. It was left alone.")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(repair.after)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777)
        if target.read_bytes() != repair.before:
            raise RepairError(
                f"“{repair.file}” was changed by somebody meanwhile. It was left alone; check it again."
            )
        os.replace(name, target)
        name = ""
        _settle(target.parent)
    except RepairError:
        raise
    except OSError as error:
        raise RepairError(f"“{repair.file}” cannot be written: {_reason(error)}. It is as it was.") from None
    finally:
        if name:
            with suppress(OSError):
                os.unlink(name)


def listed(refusals: Iterable[Refusal]) -> str:
    """A table of corrections to make by hand; a text that a spreadsheet would run as a formula is kept from it."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(_HEADINGS)
    for correction, reason in ((refusal.correction, refusal.reason) for refusal in refusals):
        where, edit = correction.where, correction.edit
        places = (where.file, where.sheet, where.cell, where.line, where.column, where.pointer)
        cells = (*places, correction.field, edit.old, edit.new, "yes" if edit.safe else "no", reason)
        rows.writerow([_guarded("" if cell is None else str(cell)) for cell in cells])
    return table.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _settle(folder: Path) -> None:
    """Ask the disk to keep the new name, too; not every system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


# --- reading again ----------------------------------------------------------------------------------


def _difference(source: Source, before: bytes, patched: Patched, done: Iterable[Correction], kinds: Kinds) -> str:
    """Why a corrected file may not be written; empty where just what was to be corrected has changed."""
    wanted = {(correction.edit.old, correction.edit.new) for correction in done}
    old, new = (_texts(source, data, kinds) for data in (before, patched.data))
    pairs = [(one, other) for one, other in zip_longest(old, new, fillvalue=_ROW) if one != other]
    return "" if pairs and wanted.issuperset(pairs) else "the corrected file would not be read as it should"


def _texts(source: Source, data: bytes, kinds: Kinds) -> Iterator[str]:
    """All keys and texts of a file in order, with a mark before each row."""
    for document in read(source.file, data, f".{source.format}", kinds):
        if not isinstance(document, Trouble):
            for row in document.rows():
                if isinstance(row, Row):
                    yield _ROW
                    yield from _leaves(row.branch)


def _leaves(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Leaf):
        yield tree.text
    else:
        for key, inner in tree.entries:
            yield key
            yield from _leaves(inner)
