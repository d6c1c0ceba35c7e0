"""The provider's own words around a place: exact for every encoding and line ending, and never more than is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from mcvocab.checker import Checker, Options
from mcvocab.model import Location
from mcvocab.readers.excerpts import LONGEST_LINE, Excerpts
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load


def marked(excerpts: Excerpts, where: Location, value: str | None = None) -> tuple[str, str] | None:
    found = excerpts.at(where, value)
    return None if found is None else (found.text, found.text[found.start : found.start + found.length])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_in_every_encoding(tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(ending.join(["Title,Mode", "Café,onlin", "Größe,x"]).encode(encoding))
    excerpts = Excerpts()
    assert marked(excerpts, Location(str(path), 2, 6), "onlin") == ("Café,onlin", "onlin")
    assert marked(excerpts, Location(str(path), 1, 1), "Title") == ("Title,Mode", "Title")
    assert marked(excerpts, Location(str(path), 3, 1), "Größe") == ("Größe,x", "Größe")
    assert marked(excerpts, Location(str(path), 4, 1)) is None


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_lines_in_any_order(tmp_path_factory: pytest.TempPathFactory, wanted: list[int]) -> None:
    path = tmp_path_factory.getbasetemp() / "many.csv"
    if not path.exists():
        path.write_text("".join(f"line {number}\n" for number in range(1, 401)), encoding="utf-8")
    excerpts = Excerpts()
    assert [marked(excerpts, Location(str(path), n, 1)) for n in wanted] == [(f"line {n}", "l") for n in wanted]


def test_a_quoted_cell_is_meant_without_its_quotes_where_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"a, b",c\n"say ""no""",d\n', encoding="utf-8")
    assert marked(Excerpts(), Location(str(path), 1, 1), "a, b") == ('"a, b",c', "a, b")
    found = Excerpts().at(Location(str(path), 1, 1), "a, b")
    assert found is not None
    assert found.column == 2


def test_one_of_several_in_a_cell_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Wire a plug; understand fuses,onlin\n", encoding="utf-8")
    found = marked(Excerpts(), Location(str(path), 1, 1), "understand fuses")
    assert found == ("Wire a plug; understand fuses,onlin", "understand fuses")


def test_of_json_only_the_object_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"learner": "Morag"}, {"mode": "onlin"}, {"learner": "Ewan"}]', encoding="utf-8")
    assert marked(Excerpts(), Location(str(path), 1, 33), "onlin") == ('"mode": "onlin"', "onlin")


def test_what_nobody_reads_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": "' + "x" * LONGEST_LINE + '"}\n{}\n', encoding="utf-8")
    assert Excerpts().at(Location(str(path), 1, 7), "x") is None
    assert Excerpts().at(Location(str(path), 2, 1)) is not None


@pytest.mark.parametrize("name", ["<stdin>", "missing.csv", "", "\0", "a.zip/b.csv", "\udcff.csv"])
def test_what_cannot_be_opened_again_has_no_excerpt(tmp_path: Path, name: str) -> None:
    assert Excerpts().at(Location(name, 1, 1), "x") is None
    assert Excerpts().at(Location(str(tmp_path), 1, 1), "x") is None


def test_an_empty_file_and_a_damaged_workbook_have_none(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        (tmp_path / name).write_bytes(b"")
        where = Location(str(tmp_path / name), line=1, column=1, sheet="S", cell="A1")
        assert Excerpts().at(where, "x") is None


def test_the_cells_beside_a_cell(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Courses"
    for row in (["Title", "Level", "Hours", "Mode", "Cost"], ["Safe wiring", 7, 100, "onlin", "POA"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    where = Location(str(tmp_path / "a.xlsx"), sheet="Courses", cell="D2")
    assert marked(Excerpts(), where, "onlin") == ("7 │ 100 │ onlin │ POA", "onlin")
    assert marked(Excerpts(), Location(where.file, sheet="Courses", cell="Z99"), None) is None


TABLES = {
    "awards.csv": "Learner name,Title,Course code,Date awarded\nMorag Zamboni,Safe Wiring,X-1,Summer 2025\n",
    "mixed.csv": "Title,Delivery,Student number,Cost\nSafe Wiring,onlin,S-ZAMBONI,POA\n",
    "ragged.csv": "Learner name,Title\nMorag Zamboni,Safe Wiring,more,Zamboni\n",
    "one-line.json": '[{"title": "A course", "cost": "POA"}, {"learnerName": "Morag Zamboni", "issueDate": "Summer"}]',
    "broken.json": '[{"learnerName": "Morag Zamboni" "title": "A"}]',
    "twice.json": '[{"learnerName": "Morag Zamboni", "title": "A", "title": "B"}]',
}


@pytest.mark.parametrize("name", TABLES)
def test_nothing_personal_is_ever_shown(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TABLES[name], encoding="utf-8")
    vocabulary, standard = load()
    style = Style(rules=standard.rules, fields=vocabulary.fields, excerpts=Excerpts())
    checker = Checker(vocabulary, standard, Options(as_of="2026-01-15"))
    for form in ("text", "html", "csv", "sarif", "github", "junit", "turtle", "jsonl"):
        said = "".join(map(str, REPORTERS[form](checker.header, checker.stream(path), style)))
        assert "violation" in said.lower() or "error" in said
        assert "zamboni" not in said.lower(), form
