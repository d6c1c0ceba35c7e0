"""A marked copy: the provider's cells with comments, a list that leads to them, and the file itself untouched."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from mcvocab.checker import Checker, Options
from mcvocab.readers import copies
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load

HEADINGS = ["Title", "Provider", "Level", "Hours", "Mode"]


def marked(*paths: Path) -> Any:
    vocabulary, standard = load()
    checker = Checker(vocabulary, standard, Options(as_of="2026-01-15"))
    style = Style(rules=standard.rules, profiles=standard.profiles, fields=vocabulary.fields)
    pieces = REPORTERS["xlsx"](checker.header, checker.stream(list(map(str, paths))), style)
    return load_workbook(io.BytesIO(b"".join(piece for piece in pieces if isinstance(piece, bytes))))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Rob's courses"
    for row in (HEADINGS, ["Safe Wiring", "Glen Orrin College", "nonsense", "P60M", "Online"]):
        sheet.append(row)
    sheet.append(["Peat", "Glen Orrin College", "SCQF 7", "=10*6", "Online"])
    sheet["A2"].font = Font(bold=True)
    sheet["C2"].comment = Comment("Ask Una.", "Rob")
    sheet.append(["Bogs", "Glen Orrin College", "vague", None, "Online"])
    sheet.merge_cells("C4:D4")
    book.create_sheet("mcvocab").append(["ours", "already"])
    path = tmp_path / "courses.xlsx"
    book.save(path)
    return path


def test_cells_are_coloured_and_commented(workbook: Path) -> None:
    sheet = marked(workbook)["Rob's courses"]
    assert sheet["D2"].comment.text.startswith("violation (workload-not-hours): The workload “P60M” is not")
    assert "To mend it: " in sheet["D2"].comment.text
    assert sheet["D2"].fill.fgColor.rgb.endswith("F8C9C4")
    assert sheet["C2"].comment.text.startswith("Ask Una.\n\nwarning (level-unknown)")
    assert sheet["C2"].fill.fgColor.rgb.endswith("FBE3AE")
    assert "level-unknown" in sheet["C4"].comment.text
    assert sheet["E2"].comment is None


def test_what_was_there_stays(workbook: Path) -> None:
    before = workbook.read_bytes()
    book = marked(workbook)
    assert workbook.read_bytes() == before
    sheet = book["Rob's courses"]
    assert sheet["A2"].font.bold
    assert sheet["D3"].value == "=10*6"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["C4:D4"]
    assert book["mcvocab"]["A1"].value == "ours"
    assert book.sheetnames[0] == "mcvocab 2"


def test_the_list_leads_to_the_cells(workbook: Path) -> None:
    book = marked(workbook)
    links = {cell.value: cell.hyperlink.location for cell in book["mcvocab 2"]["A"] if cell.hyperlink}
    assert links["Rob's courses D2"] == "'Rob''s courses'!D2"


def test_a_table_in_text_becomes_a_workbook_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "a [b].csv"
    path.write_text(
        'Course list\n\nTitle;Hours;Mode\n"=1+1";P60M;Online\n"@x";60;\n', encoding="utf-8"
    )  # fmt: skip
    book = marked(path)
    sheet = book.worksheets[1]
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"
    assert sheet["A4"].quotePrefix
    assert sheet["A5"].quotePrefix
    assert "workload-not-hours" in sheet["B4"].comment.text
    assert "mode-missing" in sheet["C5"].comment.text


def test_several_files_stand_side_by_side(workbook: Path, tmp_path: Path) -> None:
    other, json = tmp_path / "courses.csv", tmp_path / "one.json"
    other.write_text("Title,Hours\nPeat,P60M\n", encoding="utf-8")
    json.write_text('{"title": "Peat"}', encoding="utf-8")
    book = marked(workbook, other, json)
    assert "workload-not-hours" in book["Rob's courses"]["D2"].comment.text
    assert "workload-not-hours" in book["courses"]["B2"].comment.text
    told = [str(cell.value) for cell in book["mcvocab 2" if "mcvocab 2" in book else "mcvocab"]["A"]]
    assert any(f"“{json}” is not copied here: it is no table." in text for text in told)


def test_a_large_table_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "ROWS", 3)
    path = tmp_path / "many.csv"
    path.write_text("Title,Hours\n" + "Peat,P60M\n" * 10, encoding="utf-8")
    book = marked(path)
    assert book["many"].max_row == 4
    told = [str(cell.value) for cell in book["mcvocab"]["A"]]
    assert any("Only the first 3 rows of" in text for text in told)
    findings = [cell for cell in book["mcvocab"]["A"] if str(cell.value).startswith("B")]
    assert [bool(cell.hyperlink) for cell in findings] == [True] * 3 + [False] * 7


def test_what_is_too_large_is_listed_and_not_copied(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "LARGEST", 10)
    book = marked(workbook)
    assert book.sheetnames == ["mcvocab"]
    assert any("it is too large" in str(cell.value) for cell in book["mcvocab"]["A"])


def test_nothing_found_is_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("", encoding="utf-8")
    assert marked(path).sheetnames[0] == "mcvocab"


def test_a_file_with_data_about_learners_is_not_copied(tmp_path: Path) -> None:
    awards = tmp_path / "awards.csv"
    awards.write_text("Learner name,Learner number,Title,Issued\nZebedee Quillfeather,L-777,Data skills,31/02/2026\n")
    text = "\n".join(str(c.value) for s in marked(awards).worksheets for row in s.rows for c in row)
    assert "Quillfeather" not in text
    assert "L-777" not in text
    assert "it holds data about learners" in text
    assert "award-date-malformed" in text
