"""The examples shown with a rule, shortened: files of ``examples/<code>/`` that pass it or fail it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".json": "json",
    ".jsonl": "json",
    ".jsonld": "json",
    ".ttl": "turtle",
    ".toml": "toml",
    ".yaml": "yaml",
}
DELIMITERS = {".csv": ",", ".tsv": "\t"}
LINES, WIDTH, RECORDS = 24, 400, 3


@dataclass(frozen=True)
class Sample:
    """An example as shown.

    Attributes:
        name: the name of its file.
        language: what the text is written in.
        text: the text of the file, or its beginning.
        shortened: whether some of it was left out.
        columns: of a small table, each heading with its cells, for a wide row cannot be read across.
    """

    name: str
    language: str
    text: str
    shortened: bool
    columns: tuple[tuple[str, ...], ...] = ()


def samples(folder: Path | None, verdict: str) -> list[Sample]:
    """The text files of a rule's folder whose names begin with the verdict, ``pass`` or ``fail``."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(
        path
        for path in folder.glob(f"{verdict}-*")
        # What a test expects of an example stands beside it; it is no example itself.
        if path.suffix in LANGUAGES and ".expected" not in path.suffixes and path.is_file()
    )
    return [sample for path in files if (sample := _sample(path)) is not None]


def _sample(path: Path) -> Sample | None:
    # An example may be a file that cannot be read as text: that is what some reading rules are about.
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = text.splitlines()
    shown = [line if len(line) <= WIDTH else line[:WIDTH] + " …" for line in lines[:LINES]]
    if len(lines) > LINES:
        shown.append("…")
    columns = _columns(text, DELIMITERS.get(path.suffix, ""))
    return Sample(path.name, LANGUAGES[path.suffix], "\n".join(shown), shown != lines and not columns, columns)


def _columns(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """The columns of a small table whose rows are all of one width; nothing where it is not one."""
    if not delimiter:
        return ()
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return ()
    even = len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return tuple(zip(*rows, strict=True)) if even and 2 <= len(rows) <= RECORDS + 1 else ()
