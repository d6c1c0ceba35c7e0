"""The file of a provider's decisions on disk: read, added to, taken back; never half written, never overtaken."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from mcvocab.mapping import MappingFileError
from mcvocab.mapping.decision import ORCID, USES, Decision, cells_of, decisions, is_heading, is_orcid, prefixes_of
from mcvocab.mapping.sheet import Sheet, read_sheet
from mcvocab.mapping.sssom import CURIES
from mcvocab.model import XSD

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

SUFFIXES = (".yml", ".yaml")
_ATTEMPTS = 20
_COLUMNS = {  # in the order of the specification; whether a new file has them before anything stands in them
    "subject_label": True,
    "subject_category": True,
    "predicate_id": True,
    "object_id": True,
    "object_label": True,
    "mapping_justification": True,
    "author_id": False,
    "author_label": False,
    "subject_type": True,
    "object_type": True,
    "object_source": True,
    "mapping_date": True,
    "confidence": True,
    "comment": True,
    USES: True,
}


class DecidedMeanwhileError(LookupError):
    """Somebody else decided the same word while a review was going on.

    Attributes:
        decision: what they decided.
    """

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"“{decision.text}” has been decided meanwhile.")
        self.decision = decision


def read_file(path: Path) -> Sheet:
    """A file of mappings; the header may stand beside it, in a file that ends in ``.yml``.

    Raises:
        MappingFileError: where it cannot be read, is not UTF-8, or is no table.
    """
    return _sheet(_bytes(path), path)


class DecisionFile:
    """A file that takes decisions, one at a time, each on disk before the next one is asked for.

    A file that is not there is made with the first decision. Each decision is put into the file as it is at that
    moment, so that what another person or program writes meanwhile stays.

    Args:
        path: the file.
        vocabulary: the language that the decisions lead to.
        licence: IRI of the licence that a new file names.
    """

    def __init__(
        self, path: Path, vocabulary: Vocabulary, licence: str = "https://creativecommons.org/licenses/by/4.0/"
    ) -> None:
        self.path, self._vocabulary, self._licence = path, vocabulary, licence
        self._steps: list[tuple[Decision, bytes | None, bytes]] = []

    def add(self, decision: Decision) -> None:
        """Write a decision at the end of the file.

        Raises:
            DecidedMeanwhileError: where the file already decides this word for this field.
            MappingFileError: where the file cannot be read or written.
        """

        def change(sheet: Sheet) -> Sheet:
            held = next((o for o in decisions(sheet, self._vocabulary)[0] if self._same_question(o, decision)), None)
            if held is not None:
                raise DecidedMeanwhileError(held)
            return sheet.declaring(prefixes_of(decision, sheet)).with_row(cells_of(decision, sheet, self._vocabulary))

        self._steps.append((decision, *self._change(change, decision.author)))

    def withdraw(self, decision: Decision) -> bool:
        """Take a decision back; False where its row is not there any more.

        Where nobody changed the file since, it becomes what it was before the decision, to the byte; else the row
        goes, wherever it stands now.

        Raises:
            MappingFileError: where the file cannot be read or written.
        """
        gone = False
        step = self._steps.pop() if self._steps and self._steps[-1][0] == decision else None
        if step is not None and self._restore(*step[1:]):
            return True

        def change(sheet: Sheet) -> Sheet:
            nonlocal gone
            wanted = cells_of(decision, sheet, self._vocabulary)
            held = [number for number, cells in sheet.rows() if all(cells.get(n, "") == v for n, v in wanted.items())]
            gone = bool(held)
            return sheet.without(held[-1]) if held else sheet

        self._change(change)
        return gone

    def _restore(self, before: bytes | None, after: bytes) -> bool:
        """Give the file the content it had, if it still has the one that it was given then."""
        target = self.path.resolve()
        with _alone(target.parent):
            if not target.exists() or _bytes(target) != after:
                return False
            if before is not None:
                return _replace(target, after, before)
            target.unlink()
            return True

    def _change(self, change: Callable[[Sheet], Sheet], author: str = "") -> tuple[bytes | None, bytes]:
        """Change the file as it is now; gives its content before and after."""
        target = self.path.resolve()  # through a link, so that the link stays one
        with _alone(target.parent):
            for _ in range(_ATTEMPTS):
                before = _bytes(self.path) if target.exists() else None
                sheet = self._new(author) if before is None else _sheet(before, self.path)
                after = change(sheet).text.encode()
                if after == before or _replace(target, before, after):
                    return before, after
        raise MappingFileError(f"“{self.path}” is being changed all the time by another program; stop that first.")

    def _same_question(self, one: Decision, other: Decision) -> bool:
        alike = is_heading(one, self._vocabulary) == is_heading(other, self._vocabulary)
        return alike and one.approved and not one.negated and (one.text, one.field) == (other.text, other.field)

    def _new(self, author: str) -> Sheet:
        named = "author_id" if is_orcid(author) else "author_label"
        prefixes = {
            **CURIES,
            "orcid": ORCID,
            "xsd": XSD,
        }
        head = [
            "#curie_map:",
            *(f'#  {prefix}: "{iri}"' for prefix, iri in sorted(prefixes.items())),
            f'#mapping_set_id: "urn:uuid:{uuid4()}"',
            f'#license: "{self._licence}"',
            f'#object_source_version: "{self._vocabulary.version}"',
            "#extension_definitions:",
            f'#  - slot_name: "{USES}"',
            '#    type_hint: "xsd:integer"',
            "\t".join(name for name, always in _COLUMNS.items() if always or (author and name == named)),
        ]
        return read_sheet("\n".join(head) + "\n", str(self.path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MappingFileError(f"“{path}” cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _sheet(data: bytes, path: Path) -> Sheet:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MappingFileError(f"{path}:{line}: This is not UTF-8 text. Save the file as UTF-8.") from None
    outside = ""
    if not text.removeprefix("\ufeff").startswith("#"):
        beside = next((file for end in SUFFIXES if (file := path.with_suffix(end)).is_file()), None)
        outside = _bytes(beside).decode("utf-8", errors="replace") if beside else ""
    return read_sheet(text, str(path), outside)


def _replace(target: Path, before: bytes | None, after: bytes) -> bool:
    """Write beside and move into place, unless the file is no longer as it was; whether that was done."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(after)
                out.flush()
                os.fsync(out.fileno())
            mode = target.stat().st_mode & 0o777 if before is not None else 0o666 & ~_umask()
            os.chmod(name, mode)
            if (target.read_bytes() if target.exists() else None) != before:
                return False
            os.replace(name, target)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MappingFileError(f"The decision cannot be written to “{target}”: {reason}.") from None
    return True


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself where the system can, so that two reviews at once wait for each other."""
    try:
        import fcntl
    except ImportError:
        yield  # elsewhere, comparing just before the move has to do
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MappingFileError(f"The folder “{folder}” cannot be used: {reason}.") from None
    try:
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
