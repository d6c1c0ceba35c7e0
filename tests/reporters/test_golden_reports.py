"""Each report on one small mixed catalogue is word for word what stands beside it in `golden/`.

A change there is a change of what people read: look at every changed line as its reader would. With
``MCVOCAB_GOLDEN=write`` in the environment the files are written anew.
"""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mcvocab.checker import Checker, Options
from mcvocab.readers.excerpts import Excerpts
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load

FOLDER = Path(__file__).parent / "golden"
INPUTS = ("catalogue.csv", "award.json")
SUFFIXES = {"text": ".txt", "turtle": ".ttl", "jsonld": ".jsonld", "xlsx": ".xlsx.txt", "html": ".html.txt"}
HIDDEN = ("Morag", "Hidden", "Merit")


def style(**more: object) -> Style:
    vocabulary, standard = load()
    known = Style(
        rules=standard.rules, profiles=standard.profiles, fields=vocabulary.fields, excerpts=Excerpts()
    )  # fmt: skip
    return replace(known, **more)  # type: ignore[arg-type]


def written(form: str, **more: object) -> bytes:
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    header = replace(checker.header, vocabulary_version="0.0.0", vocabulary_hash="0" * 64, mcvocab="0.0.0")
    pieces = REPORTERS[form](header, checker.stream(INPUTS), style(**more))
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def readable(form: str, data: bytes) -> str:
    """What a reader sees: the text of a page, the cells of a workbook with their comments."""
    if form == "html":
        page = _Text()
        page.feed(data.decode())
        return re.sub(r"\d+ without$", "so many without", "\n".join(page.lines), flags=re.MULTILINE) + "\n"
    if form == "junit":  # the rules that were kept are many, and grow
        broken = re.sub(r" *<testcase [^>]*/>\n", "", data.decode())
        return re.sub(r' tests="\d+"', ' tests="so many"', broken)
    if form == "xlsx":
        lines = []
        for sheet in load_workbook(io.BytesIO(data)).worksheets:
            lines.append(f"== {sheet.title}")
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
                fill = f" [{cell.fill.fgColor.rgb}]" if cell.fill.fill_type else ""
                lines.append(f"{cell.coordinate}{link}{fill}: {cell.value}")
                lines += [f"    {line}" for line in cell.comment.text.splitlines()] if cell.comment else []
        return "\n".join(lines) + "\n"
    return re.sub(r'("semanticVersion":)"[^"]*"', r'\1"0.0.0"', data.decode()).replace("\r\n", "\n")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag if tag in {"style", "script"} else self._silent

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.lines.append(" ".join(data.split()))


CASES = [(form, {}, "report" + SUFFIXES.get(form, f".{form}")) for form in REPORTERS]
CASES += [("text", {"group_by": group}, f"report-by-{group}.txt") for group in ("rule", "field")]
CASES += [("text", {"colour": True, "width": 60}, "report-narrow.txt")]


@pytest.mark.parametrize(("form", "more", "name"), CASES, ids=[name for _, _, name in CASES])
def test_a_report_says_what_it_should(
    form: str, more: dict[str, object], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    told = readable(form, written(form, **more))
    expected = FOLDER / name
    if os.environ.get("MCVOCAB_GOLDEN") == "write":
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")
    assert [word for word in HIDDEN if word in told] == []
