"""The examples shown with a rule, shortened: files of ``examples/<code>/`` that pass it or fail it."""

from __future__ import annotations

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
LINES, WIDTH = 24, 400


@dataclass(frozen=True)
class Sample:
    """An example as shown: its name, its text, and whether some of it was left out."""

    name: str
    language: str
    text: str
    shortened: bool


def samples(folder: Path | None, verdict: str) -> list[Sample]:
    """The text files of a rule's folder whose names begin with the verdict, ``pass`` or ``fail``."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(path for path in folder.glob(f"{verdict}-*") if path.suffix in LANGUAGES and path.is_file())
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
    return Sample(path.name, LANGUAGES[path.suffix], "\n".join(shown), shown != lines)
