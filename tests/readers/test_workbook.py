from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def _workbook(**sheets: list[list[object]]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def _bytes(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_every_visible_sheet_with_text_is_a_document(reading):
    workbook = _workbook(Day=[["Title"], ["A"]], Blank=[], Notes=[["Read me"]], Evening=[["Title"], ["B"]])
    workbook.create_sheet("Hidden", 0).append(["Title"])
    workbook["Hidden"].append(["C"])
    workbook["Hidden"].sheet_state = "hidden"
    outcome = reading("a.xlsx", _bytes(workbook))
    assert outcome.values == [[("Title", "A")], [("Title", "B")]]
    assert [document.locate(()).sheet for document in outcome.documents] == ["Day", "Evening"]
    assert outcome.codes == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20, "20"),
        (20.0, "20"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (True, "true"),
        (datetime.date(2026, 1, 31), "2026-01-31"),
        (datetime.datetime(2026, 1, 31), "2026-01-31"),
        (datetime.datetime(2026, 1, 31, 18, 30), "2026-01-31T18:30:00"),
        (datetime.time(9, 0), "09:00:00"),
        ("  as typed ", "  as typed "),
        (None, ""),
    ],
)
def test_values_are_written_the_same_in_every_country(reading, value, text):
    assert reading("a.xlsx", _bytes(_workbook(S=[["Title", "Value"], ["A", value]]))).values == [
        [("Title", "A"), ("Value", text)]
    ]


def test_length_of_time_is_read_in_hours(reading):
    workbook = _workbook(S=[["Title", "Workload"], ["A", datetime.timedelta(hours=60, minutes=30)]])
    workbook["S"]["B2"].number_format = "[h]:mm"
    assert reading("a.xlsx", _bytes(workbook)).values == [[("Title", "A"), ("Workload", "PT60H30M")]]


def test_error_of_a_formula_is_read_as_text(reading):
    workbook = _workbook(S=[["Title", "Fee"], ["A", "#REF!"], ["B", 5]])
    workbook["S"]["B2"].data_type = "e"
    assert reading("a.xlsx", _bytes(workbook)).values[0] == [("Title", "A"), ("Fee", "#REF!")]


def test_place_is_sheet_cell_and_heading(reading):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Spring"
    sheet["B3"], sheet["C3"], sheet["B5"], sheet["C5"] = "Title", "Level", "A", 7
    outcome = reading("a.xlsx", _bytes(workbook))
    place = outcome.place(0, "Level")
    assert (place.sheet, place.cell, place.heading, place.line) == ("Spring", "C5", "Level", None)
    assert str(outcome.document.locate(outcome.document.headings[0].spot)) == "a.xlsx [Spring!B3]"


def test_title_line_above_the_headings_is_skipped(reading):
    rows = [["Our courses 2026"], [], ["", "by faculty"], ["Title", "Level", "Fee"], ["A", 7, 50]]
    outcome = reading("a.xlsx", _bytes(_workbook(S=rows)))
    assert outcome.values == [[("Title", "A"), ("Level", "7"), ("Fee", "50")]]


def test_merged_cells_are_left_as_they_are(reading):
    workbook = _workbook(S=[["Title", "Level"], ["A", 7], ["B", None]])
    workbook["S"].merge_cells("B2:B3")
    assert [row[1] for row in reading("a.xlsx", _bytes(workbook)).values] == [("Level", "7"), ("Level", "")]


def test_note_beyond_the_headings_is_no_trouble(reading):
    outcome = reading("a.xlsx", _bytes(_workbook(S=[["Title", "Level"], ["A", 7, "ask Ann"], ["B", 8]])))
    assert outcome.codes == []
    assert outcome.values[0] == [("Title", "A"), ("Level", "7"), ("", "ask Ann")]


def test_headings_alone_hold_no_record(reading):
    assert reading("a.xlsx", _bytes(_workbook(S=[["Title", "Level"]]))).codes == ["records-missing"]


def test_workbook_without_text_is_empty(reading):
    assert reading("a.xlsx", _bytes(_workbook(S=[]))).codes == ["file-empty"]


def test_damaged_workbook_is_said_to_be_damaged(reading):
    whole = _bytes(_workbook(S=[["Title"], ["A"]]))
    for data in (whole[: len(whole) // 2], b"Title,Level\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        [(trouble, _)] = reading("a.xlsx", data).troubles
        assert trouble.code == "workbook-damaged"
        assert trouble.details["problem"]


def test_stray_value_in_a_far_corner_does_not_take_all_memory(reading):
    workbook = _workbook(S=[["Title"], ["A"]])
    workbook["S"]["XFD1048576"] = "stray"
    [(trouble, _)] = reading("a.xlsx", _bytes(workbook)).troubles
    assert trouble.code == "workbook-damaged"
    assert "XFD1048576" in trouble.details["problem"]


_WHOLE = _bytes(_workbook(S=[["Title", "Level"], ["A", 7], ["B", datetime.date(2026, 1, 1)]]))
_PARTS = {
    part.filename: zipfile.ZipFile(io.BytesIO(_WHOLE)).read(part)
    for part in zipfile.ZipFile(io.BytesIO(_WHOLE)).infolist()
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(_PARTS)), st.integers(0, 2000), st.binary(max_size=12))
def test_no_change_to_a_part_raises(reading, name, at, new):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as changed:
        for part, content in _PARTS.items():
            changed.writestr(part, content[:at] + new + content[at + len(new) :] if part == name else content)
    outcome = reading("a.xlsx", target.getvalue())
    assert outcome.rows or outcome.troubles


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_WHOLE)), st.binary(max_size=12), st.sampled_from([".xlsx", ".xls", ".ods", ""]))
def test_no_bytes_raise(reading, at, new, suffix):
    outcome = reading("a" + suffix, _WHOLE[:at] + new + _WHOLE[at + len(new) :])
    assert outcome.rows or outcome.troubles
