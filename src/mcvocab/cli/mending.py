"""``mcvocab check --diff`` and ``--fix``: what would be written into the provider's files, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mcvocab.cli import Failure
from mcvocab.cli.outputs import write
from mcvocab.fixer import SUFFIX, Repair, RepairError, apply, listed, plan
from mcvocab.readers.patches import Refusal
from mcvocab.readers.patches.text import Text

if TYPE_CHECKING:
    from mcvocab.checker import Checker
    from mcvocab.model import Correction, Finding, Source

_NOT_A_FILE = "it does not stand in a file of its own"


def repairs(checker: Checker, paths: Iterable[str], *, unsafe: bool, unread: list[Finding]) -> list[Repair]:
    """What is to be done to each file that needs it, nothing written yet; what cannot be read is added to ``unread``.

    Raises:
        Failure: where a file changed while it was read.
    """
    by_file: dict[str, tuple[Source, list[Correction]]] = {}
    for source, correction in checker.corrections(list(paths), unread):
        by_file.setdefault(source.file, (source, []))[1].append(correction)
    try:
        return [
            plan(Path(name), source, corrections, kinds=checker.kinds, unsafe=unsafe)
            if Path(name).is_file()
            else Repair(Path(name), b"", b"", (), tuple(Refusal(one, _NOT_A_FILE) for one in corrections))
            for name, (source, corrections) in by_file.items()
        ]
    except RepairError as error:
        raise Failure(str(error)) from None


def differences(planned: Iterable[Repair]) -> Iterator[str]:
    """The changes as a person or ``patch`` reads them; those of a workbook cell by cell."""
    for repair in planned:
        old, new = (Text.of(data) for data in (repair.before, repair.after))
        if old is None or new is None or not repair.corrections or b"\0" in repair.before[:4_096]:
            for correction in repair.corrections:
                yield f"{correction.where}\n-{correction.edit.old}\n+{correction.edit.new}\n"
            continue
        name = str(repair.file)
        lines = unified_diff(_lines(old.text), _lines(new.text), name, name, n=1)
        yield from (line if line.endswith("\n") else f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r") + "\n" for line in text.removesuffix("\n").split("\n")]


def mend(planned: Iterable[Repair]) -> None:
    """Write the corrected files, and the tables of what could not be corrected in place; say both.

    Raises:
        Failure: where a file cannot be written; it is then as it was.
    """
    for repair in planned:
        if repair.corrections:
            try:
                apply(repair)
            except RepairError as error:
                raise Failure(str(error)) from None
            click.echo(f"Corrected {_values(len(repair.corrections))} in {repair.file}.", err=True)
        if repair.refusals:
            reasons = "; ".join(dict.fromkeys(refusal.reason for refusal in repair.refusals))
            message = f"Not corrected in {repair.file}: {_values(len(repair.refusals))}, because {reasons}."
            if repair.file.is_file():
                table = repair.file.with_name(repair.file.name + SUFFIX)
                write(table, [listed(repair.refusals)], "table of edits")
                message += f" What to write is listed in {table}."
            click.echo(message, err=True)


def _values(number: int) -> str:
    return "1 value" if number == 1 else f"{number:,} values"
