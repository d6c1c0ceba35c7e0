from __future__ import annotations

import datetime
import io
import os
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.readers.panics import kept_back


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
    [(trouble, _)] = outcome.troubles
    assert (trouble.code, trouble.details["value"]) == ("sheet-left-out", "Hidden")


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


def test_value_of_a_merged_cell_holds_for_every_row_that_it_spans(reading):
    workbook = _workbook(S=[["Title", "Level"], ["A", 7], ["B", None], ["C", None], ["D", None]])
    workbook["S"].merge_cells("B2:B4")
    outcome = reading("a.xlsx", _bytes(workbook))
    assert [dict(row)["Level"] for row in outcome.values] == ["7", "7", "7", ""]
    assert (outcome.place(2, "Level").cell, outcome.place(2, "Title").cell) == ("B2", "A4")


@pytest.mark.parametrize("title", [[], [["Our courses 2026"], []]])
def test_headings_over_two_rows_are_joined(reading, title):
    rows = [["Title", "Price", None, "Dates", None, "Level"], [None, "Amount", "Currency", "Start", "End", None]]
    workbook = _workbook(S=[*title, *rows, ["A", 50, "GBP", "May", "June", 7]])
    sheet, top = workbook["S"], len(title) + 1
    for span in (f"B{top}:C{top}", f"D{top}:E{top}", f"A{top}:A{top + 1}", f"F{top}:F{top + 1}"):
        sheet.merge_cells(span)
    if title:
        sheet.merge_cells("A1:F1")
    outcome = reading("a.xlsx", _bytes(workbook))
    names = ["Title", "Price / Amount", "Price / Currency", "Dates / Start", "Dates / End", "Level"]
    assert [heading.text for heading in outcome.document.headings] == names
    assert outcome.values == [list(zip(names, ["A", "50", "GBP", "May", "June", "7"], strict=True))]
    [row] = outcome.rows
    assert outcome.document.locate(row.branch.entries[4][1].spot).cell == f"E{top + 2}"


def test_one_wide_heading_above_the_others_is_joined(reading):
    workbook = _workbook(S=[[None, "Price"], ["Title", "Amount", "Currency"], ["A", 50, "GBP"], ["B", 60, "GBP"]])
    workbook["S"].merge_cells("B1:C1")
    outcome = reading("a.xlsx", _bytes(workbook))
    assert [heading.text for heading in outcome.document.headings] == ["Title", "Price / Amount", "Price / Currency"]
    assert len(outcome.rows) == 2


def test_a_wide_title_is_no_heading(reading):
    workbook = _workbook(S=[["Our courses"], ["Title", "Amount", "Currency"], ["A", 50, "GBP"]])
    workbook["S"].merge_cells("A1:B1")
    assert [heading.text for heading in reading("a.xlsx", _bytes(workbook)).document.headings] == [
        "Title",
        "Amount",
        "Currency",
    ]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.2, "0%", "20%"),
        (0.125, "0.0%", "12.5%"),
        (0.07, "0.00%", "7.00%"),
        (195, '"£"#,##0', "£195"),
        (1250.5, "[$€-1809]#,##0.00", "€1250.50"),
        (195, "_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-", "£195.00"),
        (20, '0" hours"', "20 hours"),
        (7, '"SCQF level "0', "SCQF level 7"),
        (7, "000", "007"),
        (-5, "0%", "-500%"),
        (1250, "#,##0", "1250"),
        (46000, "#,##0.00", "46000"),
        ("20", "0%", "20"),
        (5, '0;"a;b"0', "5"),
    ],
)
def test_number_is_read_as_it_is_shown(reading, value, code, text):
    workbook = _workbook(S=[["Title", "Value"], ["A", value]])
    workbook["S"]["B2"].number_format = code
    assert reading("a.xlsx", _bytes(workbook)).values == [[("Title", "A"), ("Value", text)]]


def test_what_a_program_alone_can_show_is_passed_over(reading):
    workbook = _workbook(S=[["Title"], ["A"]], Lists=[["Level"], ["7"]])
    workbook["Lists"].sheet_state = "veryHidden"
    assert reading("a.xlsx", _bytes(workbook)).codes == []


_ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Spring">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def _ods(*rows: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr(
            "content.xml", _ODS.format("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
        )
    return target.getvalue()


def _cell(text: str, kind: str = "string", value: str = "", more: str = "") -> str:
    given = f' office:value="{value}"' if value else ""
    return f'<table:table-cell office:value-type="{kind}"{given}{more}><text:p>{text}</text:p></table:table-cell>'


@pytest.mark.parametrize("name", ["a.ods", "a"])
def test_opendocument_is_read_as_it_is_shown(reading, name):
    twice = ' table:number-columns-repeated="2"'
    content = _ods(
        _cell("Title") + _cell("Fee") + _cell("Pass mark") + _cell("Weight") + _cell("Level"),
        _cell("A")
        + _cell("£195.00", "currency", "195")
        + _cell("20%", "percentage", "0.2", twice)
        + _cell("7", "float", "7"),
    )
    outcome = reading(name, content)
    assert [text for _, text in outcome.values[0]] == ["A", "£195.00", "20%", "20%", "7"]
    assert (outcome.place(0, "Level").sheet, outcome.place(0, "Level").cell) == ("Spring", "E2")


@pytest.mark.parametrize(
    ("kind", "value", "shown", "text"),
    [
        ("float", "20", "20 hours", "20 hours"),
        ("float", "7", "007", "007"),
        ("float", "0", "#DIV/0!", "#DIV/0!"),
        ("float", "1250.5", "1,250.50", "1250.5"),
        ("float", "0.333333333333333", "0.33", "0.333333333333333"),
        ("float", "120000", "1.2E+05", "120000"),
        ("float", "0.5", "0.5", "0.5"),
        ("percentage", "0.125", "12.5%", "12.5%"),
    ],
)
def test_number_of_opendocument_is_read_with_what_is_shown_beside_it(reading, kind, value, shown, text):
    content = _ods(_cell("Title") + _cell("Value"), _cell("A") + _cell(shown, kind, value))
    assert reading("a.ods", content).values == [[("Title", "A"), ("Value", text)]]


def test_comment_in_a_cell_of_opendocument_is_no_part_of_its_value(reading):
    comment = "<office:annotation><text:p>ask Ann for 30%</text:p></office:annotation>"
    cell = _cell("20%", "percentage", "0.2").replace("<text:p>", comment + "<text:p>")
    assert reading("a.ods", _ods(_cell("Title") + _cell("Value"), _cell("A") + cell)).values == [
        [("Title", "A"), ("Value", "20%")]
    ]


_OLD = (Path(__file__).parent / "old-excel.xls").read_bytes()
"""A workbook as Excel wrote them before 2007 (made with xlwt): formats, an error, hidden row and sheets, 1904 not set."""


def test_old_excel_is_read_as_it_is_shown(reading):
    outcome = reading("a.xls", _OLD)
    assert outcome.values == [
        [
            ("Title", "Safe wiring"),
            ("Pass mark", "20%"),
            ("Fee", "£195"),
            ("Workload", "20 hours"),
            ("Code", "007"),
            ("Starts", "2026-03-04"),
            ("Level", "7"),
            ("Room", "#REF!"),
        ],
        [
            ("Title", "Writing well"),
            ("Pass mark", "12.50%"),
            ("Fee", "€ 1250.50"),
            ("Workload", "7.5 hours"),
            ("Code", "012"),
            ("Starts", "2026-05-01"),
            ("Level", "0.3"),
            ("Room", ""),
        ],
    ]
    assert (outcome.place(0, "Fee").sheet, outcome.place(0, "Fee").cell) == ("Cours é 学", "C4")
    [(trouble, _)] = outcome.troubles
    assert (trouble.code, trouble.details["value"]) == ("sheet-left-out", "Last year")


_DIRECTORY = 512 + 512 * struct.unpack_from("<I", _OLD, 48)[0]
_STREAM = _DIRECTORY + next(
    at for at in range(0, 512, 128) if _OLD[_DIRECTORY + at :].startswith("Workbook".encode("utf-16-le"))
)
_TABLE = 512 + 512 * struct.unpack_from("<I", _OLD, 76)[0]
_EXTENT = _OLD.index(b"\x00\x02\x0e\x00") + 4
_NUMBER = _OLD.index(b"\x03\x02\x0e\x00") + 4


@pytest.mark.parametrize(
    ("at", "new", "problem"),
    [
        (40, b"\xff\xff\xff\x7f", "damaged"),  # as many sectors of the directory as there are numbers
        (48, b"\x00\xff\xff\x00", "damaged"),  # the directory stands far beyond the end
        (_STREAM + 120, b"\xff\xff\xff\xff", "damaged"),  # the workbook has four gigabytes
        (_TABLE, b"".join(number.to_bytes(4, "little") for number in (1, 0)), "damaged"),  # it goes round
        (_EXTENT + 4, b"\xff\xff\xff\xff", "far away"),  # it has four thousand million rows
        (_EXTENT, b"\xff\xff\x00\x00", "damaged"),  # its last row comes before its first
        (_NUMBER, b"\xff\xff\xff\xff", "far away"),  # a number stands in the farthest corner
    ],
)
def test_old_workbook_that_leads_astray_takes_no_memory(reading, at, new, problem):
    [(trouble, _)] = reading("a.xls", _OLD[:at] + new + _OLD[at + len(new) :]).troubles
    assert trouble.code == "workbook-damaged"
    assert problem in trouble.details["problem"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(_OLD)), st.binary(max_size=12), st.integers(0, 3000))
def test_no_change_to_an_old_workbook_raises(reading, at, new, cut):
    for data in (_OLD[:at] + new + _OLD[at + len(new) :], _OLD[:at] + _OLD[at + cut :]):
        outcome = reading("a.xls", data)
        assert outcome.rows or outcome.troubles


def test_library_that_gives_up_on_an_old_workbook_prints_nothing(reading, capfd):
    last = _OLD.index(b"\x03\x00\x00Old") + 2  # the last of the texts now says that more of it follows
    assert reading("a.xls", _OLD[:last] + b"\x84" + _OLD[last + 1 :]).codes == ["workbook-damaged"]
    assert capfd.readouterr().err == ""


def test_what_others_print_meanwhile_is_not_lost(capfd):
    with kept_back():
        os.write(2, b"a warning of somebody else\n")
    with suppress(KeyError), kept_back():
        os.write(2, b"panicked\n")
        raise KeyError
    os.write(2, b"and on\n")
    assert capfd.readouterr().err == "a warning of somebody else\nand on\n"


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


_STRAY = _cell("stray")


@pytest.mark.parametrize(
    ("row", "stray"),
    [
        (_cell("x", more=' table:number-columns-repeated="10000"'), ""),
        (
            "</table:table-row>" + '<table:table-row table:number-rows-repeated="4000000000"/><table:table-row>',
            _STRAY,
        ),
        ('<table:table-cell table:number-columns-repeated="99999999999999999999"/>', _STRAY),
    ],
)
def test_repeated_cells_of_opendocument_do_not_take_all_memory(reading, row, stray):
    rows = [_cell("Title"), _cell("A"), *([row] * 4_000 if not stray else [row + stray])]
    [(trouble, _)] = reading("a.ods", _ods(*rows)).troubles
    assert trouble.code == "workbook-damaged"
    assert "far away" in trouble.details["problem"]


def _altered(data: bytes, old: bytes, new: bytes, **added: bytes) -> bytes:
    """A package with something else in its parts, and further parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(target, "w") as changed:
        for part in parts.infolist():
            changed.writestr(part, parts.read(part).replace(old, new) if old else parts.read(part))
        for name, content in added.items():
            changed.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("added", [{}, {"notes": b"sheetData"}])
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"<office:document-content", b"<!DOCTYPE a><office:document-content", "document type"),
        (b"<text:p>A</text:p>", b"<text:p>&who;</text:p>", "not sound XML"),
        (b'number-columns-repeated="2"', b'number-columns-repeated="99999999"', "far away"),
    ],
)
def test_no_opendocument_goes_by_unseen(reading, old, new, problem, added):
    data = _ods(_cell("Title") + _cell("Level", more=' table:number-columns-repeated="2"'), _cell("A") + _cell("7"))
    assert reading("a.ods", data).values
    [(trouble, _)] = reading("a.ods", _altered(data, old, new, **added)).troubles
    assert trouble.code == "workbook-damaged"
    assert problem in trouble.details["problem"]


def test_a_binary_workbook_is_named_whatever_it_is_called(reading):
    data = _altered(_WHOLE, b"", b"", **{"xl/workbook.bin": b"\0"})
    [(trouble, _)] = reading("a.xlsx", data).troubles
    assert trouble.code == "workbook-damaged"
    assert "save it as an Excel workbook (XLSX)" in trouble.details["problem"]


def test_blank_cells_to_the_end_of_an_opendocument_sheet_are_none(reading):
    end = '<table:table-cell table:number-columns-repeated="16382"/>'
    below = f'</table:table-row><table:table-row table:number-rows-repeated="1048573">{end}'
    outcome = reading("a.ods", _ods(_cell("Title") + end, _cell("A") + end + below))
    assert (outcome.values, outcome.codes) == ([[("Title", "A")]], [])


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        (b'r="A3"', b'r="ZZZZZZZ3"', ""),
        (b'r="A3"', b"r='zzzzzzz3'", ""),
        (b'r="A3"', b'r = "ABCDEFGHIJKLMNOPQRST3"', ""),
        (b'r="A3"', b'r="A99999999999999999999"', ""),
        (b'<row r="3"', b'<row r="4000000000"', ""),
        (b'r="A3"', b'r="ZZZZZZZ3"', "xl/theme/theme1.xml"),
        (b'r="A3"', b'r="ZZZZZZZ3"', "xl/_rels/workbook.xml.rels"),
        (b'r="A3"', b'r="ZZZZZZZ3"', "xl/styles.xml"),
    ],
)
def test_a_damaged_address_does_not_end_the_program(tmp_path, old, new, part):
    """Room is reserved for all cells before the farthest, and where there is none the library ends the process."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in _PARTS.items():
            parts.writestr(name, content.replace(old, new) if "sheet1" in name else content)
    if part:
        # A part that cannot be read, such as one that was altered on its way, lets no other go by unseen.
        data = bytearray(path.read_bytes())
        data[data.index(_PARTS[part][:40]) + 5] ^= 1
        path.write_bytes(data)
    script = "import sys; from mcvocab.readers import read; print([getattr(one, 'code', '') for one in read('a.xlsx', open(sys.argv[1], 'rb').read())])"
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in {"['workbook-damaged']", "['']"}


@pytest.mark.parametrize("declared", [None, 10])
def test_a_bomb_is_refused_whatever_size_it_declares(reading, declared):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part, content in _PARTS.items():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            bomb.writestr(
                part, content.replace(b"<sheetData>", b"<sheetData>" + b" " * 80_000_000) if is_sheet else content
            )
    data = bytearray(target.getvalue())
    if declared is not None:
        entry = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
        data[entry + 24 : entry + 28] = declared.to_bytes(4, "little")
    [(trouble, _)] = reading("a.xlsx", bytes(data)).troubles
    assert trouble.code == "workbook-damaged"
    assert "far more" in trouble.details["problem"]


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
