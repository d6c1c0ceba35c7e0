"""Compiles the packs of messages: each file of ``shapes/messages/`` becomes translations by their English."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mcvocab.linefile import LanguageError
from mcvocab.messages import holes

if TYPE_CHECKING:
    from pathlib import Path

    from mcvocab.authoring.source import Sources

FOLDER = "messages"
COLUMNS = ["english", "text", "source"]


def compile_messages(sources: Sources) -> dict[str, Any]:
    """The translations by language tag and English, as data fit for JSON.

    Raises:
        LanguageError: where a pack is no table of English, text and source, or the text has other holes.
    """
    packs = {path.stem: dict(_rows(path)) for path in sorted((sources.shapes / FOLDER).glob("*.tsv"))}
    return {"packs": packs}


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    # A quotation mark is a character like any other in a sentence.
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if next(reader, None) != COLUMNS:
        raise LanguageError(f"{path.name} must begin with the headings {', '.join(COLUMNS)}, with tabs between.")
    seen: set[str] = set()
    for row in reader:
        where = f"{path.name}, “{row[0]}”"
        if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
            raise LanguageError(f"{where}: a line needs the English, the text, and the source where it was read.")
        english, text, _ = row
        if english in seen:
            raise LanguageError(f"{where}: the English stands there twice.")
        if _holes(where, english) != _holes(where, text):
            raise LanguageError(f"{where}: the text must have the same holes in braces as the English.")
        seen.add(english)
        yield english, text


def _holes(where: str, sentence: str) -> frozenset[str]:
    try:
        return holes(sentence)
    except ValueError:
        raise LanguageError(f"{where}: the braces do not pair.") from None
