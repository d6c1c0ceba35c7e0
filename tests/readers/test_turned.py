"""Tables whose headings stand in the first column, such as the form of a single course."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.checker import Checker, Options
from mcvocab.raw import Document, Kinds, Row, Trouble
from mcvocab.readers import read
from mcvocab.store import load

KNOWN = ("Title", "Provider", "Level", "Hours", "Mode")
KINDS = Kinds(knows=frozenset(KNOWN).__contains__)
FORM = (
    ("Course specification", "", ""),
    ("Title", "Wiring", "Cooking"),
    ("Provider", "X", ""),
    ("", "", ""),
    ("Level", "7", "8"),
    ("Approved", "yes", ""),
)


def written(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def table(data: bytes, name: str = "a.csv", kinds: Kinds = KINDS) -> Document:
    [found] = read(name, data, kinds=kinds)
    assert not isinstance(found, Trouble)
    return found


def said(document: Document) -> list[dict[str, str]]:
    """What each record holds, but for what is empty."""
    rows = [row for row in document.rows() if isinstance(row, Row)]
    return [{name: leaf.text for name, leaf in row.branch.entries if leaf.text.strip()} for row in rows]  # type: ignore[union-attr]


def test_each_column_of_a_form_is_a_record() -> None:
    document = table(written(FORM))
    assert said(document) == [
        {"Title": "Wiring", "Provider": "X", "Level": "7", "Approved": "yes"},
        {"Title": "Cooking", "Level": "8"},
    ]
    assert [row.number for row in document.rows() if isinstance(row, Row)] == [1, 2]


def test_places_are_those_of_the_file() -> None:
    document = table(written(FORM))
    headings = {heading.text: document.locate(heading.spot) for heading in document.headings or ()}
    assert (headings["Level"].cell, headings["Level"].line, headings["Level"].column) == ("A5", 5, 1)
    _, second = (row for row in document.rows() if isinstance(row, Row))
    places = {name: document.locate(leaf.spot) for name, leaf in second.branch.entries}  # type: ignore[union-attr]
    assert (places["Level"].cell, places["Level"].line, places["Level"].heading) == ("C5", 5, "Level")
    assert places["Provider"].cell == "C3"
    assert document.locate(()).cell is None


@pytest.mark.parametrize(
    "rows",
    [
        [("Title", "Provider", "Level"), ("Wiring", "X", "7"), ("Cooking", "X", "8"), ("Sewing", "X", "8")],
        [("Name", "Note"), ("Title", "a"), ("Level", "b")],
        [("Title",), ("Provider",), ("Level",), ("Hours",)],
        [
            ("Title", "Note"),
            ("a", "x"),
            ("b", "x"),
            ("Level", "x"),
            ("Mode", "x"),
            ("c", "x"),
            ("d", "x"),
            ("e", "x"),
        ],
        [("Title", "Note"), *((name, "x") for name in KNOWN * 50)],
    ],
    ids=["upright", "too-few", "one-column", "mostly-unknown", "too-long"],
)
def test_other_tables_are_read_as_they_stand(rows: Sequence[Sequence[str]]) -> None:
    document = table(written(rows))
    assert [heading.text for heading in document.headings or ()] == list(rows[0])


def test_who_names_the_row_of_the_headings_is_believed() -> None:
    from mcvocab.instructions import Instructions

    [document] = read("a.csv", written(FORM), kinds=KINDS, instructions=[Instructions(heading_row=2)])
    assert [heading.text for heading in document.headings or ()] == ["Title", "Wiring", "Cooking"]  # type: ignore[union-attr]


@given(st.lists(st.lists(st.text('ab ,"', min_size=1, max_size=4), min_size=4, max_size=4), min_size=1, max_size=5))
def test_turned_it_says_what_it_says_upright(records: list[list[str]]) -> None:
    upright = [KNOWN[:4], *records]
    side = list(zip(*upright, strict=True))
    assert said(table(written(side))) == said(table(written(upright)))


def workbook(*sheets: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_form_alone_in_a_workbook_is_turned_and_beside_another_sheet_it_is_not() -> None:
    assert len(said(table(workbook(FORM), "a.xlsx"))) == 2
    found = list(read("a.xlsx", workbook(FORM, (("Title", "Provider"), ("A", "X"))), kinds=KINDS))
    assert [[heading.text for heading in one.headings or ()][:1] for one in found] == [  # type: ignore[union-attr]
        ["Title"],
        ["Title"],
    ]
    assert said(found[0]) != said(table(workbook(FORM), "a.xlsx"))  # type: ignore[arg-type]


def test_a_form_is_checked_at_its_cells() -> None:
    form = (
        ("Course title", "Data Skills"),
        ("Provider", "Glen Orrin College"),
        ("SCQF level", "17"),
        ("SCQF credits", "20"),
        ("Assessment", "Attendance"),
    )
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    *findings, summary = checker.stream(io.BytesIO(written(form)))
    places = {finding.code: finding.where.cell for finding in findings if finding.where.cell}
    assert summary.records == 1
    assert places["level-unknown"] == "B3"
    assert places["attendance-as-assessment"] == "B5"
