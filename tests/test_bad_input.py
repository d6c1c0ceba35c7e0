"""Input that is broken, absent or absurd: a clear sentence with the place, the right exit, never a traceback.

Each case goes through the real command line. What could be read beside the fault is still checked.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from mcvocab.cli import cli

SOUND = {
    "Title": "Data Skills for Care Managers",
    "Provider": "Glen Orrin College",
    "Awarding body": "Glen Orrin College",
    "Learning outcomes": "Build a staffing budget in a spreadsheet",
    "Assessment": "Portfolio",
    "Workload (hours)": "100",
    "Mode": "Online",
    "Language": "English",
    "Quality assurance": "Internal",
    "Route": "Non-credit",
    "Contact email": "shortcourses@glenorrin.example",
}
HEADINGS = tuple(SOUND)
ROW = tuple(SOUND.values())
LONGEST_REPORT = 20_000


def save_workbook(path: Path, **sheets: tuple[tuple[str, ...], ...]) -> None:
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def table(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


GOOD_CSV = table(HEADINGS, ROW)
GOOD_JSON = json.dumps([SOUND])


@dataclass(frozen=True)
class Run:
    """One run of ``mcvocab check``: how it ended and what it reported."""

    exit: int
    report: dict[str, Any]
    size: int

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.report.get("findings", ())]

    def only(self, code: str) -> dict[str, Any]:
        """The one finding with a code."""
        [finding] = [finding for finding in self.report["findings"] if finding["code"] == code]
        return dict(finding)

    @property
    def records(self) -> int:
        return int(self.report["summary"]["records"])

    @property
    def conforming(self) -> int:
        return int(self.report["summary"]["conforming"])


Check = Callable[..., Run]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Writes a file (bytes or text) beside the others of the test and checks the paths given."""
    monkeypatch.chdir(tmp_path)

    def run(
        *paths: str, content: bytes | str | None = None, stdin: bytes = b"", options: tuple[str, ...] = ()
    ) -> Run:
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / paths[0]).write_bytes(data)
        command = ["check", *paths, "--as-of", "2026-01-15", "--format", "json", *options]
        result = CliRunner().invoke(cli, command, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        for finding in json.loads(result.stdout)["findings"]:
            whole(finding)
        return Run(result.exit_code, json.loads(result.stdout), len(result.stdout))

    return run


def whole(finding: dict[str, Any]) -> None:
    """A finding is one plain sentence with a place and a way to mend it, its holes filled."""
    assert finding["message"].endswith((".", "”.")), finding["message"]
    assert "{" not in finding["message"]
    assert "Error" not in finding["message"]
    assert finding["fix"]
    assert finding["where"]["file"]


# --- the measure of all that follows ------------------------------------------------------------------


@pytest.mark.parametrize(("name", "content"), [("good.csv", GOOD_CSV), ("good.json", GOOD_JSON)])
def test_the_sound_record_has_no_finding(check: Check, name: str, content: str) -> None:
    run = check(name, content=content)
    assert (run.exit, run.codes, run.records, run.conforming) == (0, [], 1, 1)


# --- files that are not there, or not what they say ---------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b" \n\n"),
        ("marked.csv", codecs.BOM_UTF8),
        ("empty.json", b""),
        ("blank.jsonl", b"\n"),
        ("empty.ttl", b""),
    ],
)
def test_an_empty_file_is_said_to_be_empty(check: Check, name: str, content: bytes) -> None:
    run = check(name, content=content)
    assert (run.exit, run.codes, run.records) == (2, ["file-empty"], 0)
    assert run.report["summary"]["unreadable"] == 1


def test_an_empty_workbook_is_said_to_hold_nothing(check: Check, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    run = check("empty.xlsx")
    assert run.exit == 2
    assert run.codes in (["file-empty"], ["records-missing"])


def test_nothing_on_standard_input_is_said_to_be_empty(check: Check) -> None:
    run = check("-", stdin=b"")
    assert (run.exit, run.codes) == (2, ["file-empty"])
    assert run.only("file-empty")["where"]["file"] == "<stdin>"


def test_a_missing_file_is_named_and_the_others_are_still_checked(check: Check) -> None:
    run = check("good.csv", "gone.csv", content=GOOD_CSV)
    assert (run.exit, run.codes, run.records, run.conforming) == (2, ["file-missing"], 1, 1)
    assert "gone.csv" in run.only("file-missing")["message"]


def test_an_empty_folder_is_no_clean_report(check: Check, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    run = check("records")
    assert (run.exit, run.codes) == (2, ["folder-empty"])


def test_a_folder_of_other_files_is_no_clean_report_and_names_them(check: Check, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "minutes.docx").write_bytes(b"PK\x03\x04")
    run = check("records")
    assert (run.exit, run.codes) == (2, ["folder-empty"])
    assert "minutes.docx" in run.report["notes"][0]["message"]


def test_an_unknown_extension_is_refused_by_name(check: Check) -> None:
    run = check("records.docx", content=b"PK\x03\x04 not a table")
    finding = run.only("format-unknown")
    assert run.exit == 2
    assert ".docx" in finding["message"]
    assert ".csv" in finding["message"]


def test_an_unknown_extension_in_a_folder_is_one_note(check: Check, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    for number in range(20):
        (tmp_path / "records" / f"picture{number}.png").write_bytes(b"\x89PNG")
    (tmp_path / "records" / "good.csv").write_text(GOOD_CSV)
    run = check("records")
    assert (run.exit, run.codes, run.conforming) == (0, [], 1)
    assert [note["code"] for note in run.report["notes"]] == ["files-skipped"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("noise.json", bytes(range(256)) * 40),
        ("paper.ttl", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_a_binary_file_under_the_name_of_a_text_file_is_refused(check: Check, name: str, content: bytes) -> None:
    run = check(name, content=content)
    assert (run.exit, run.codes) == (2, ["file-not-text"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "it is a PDF document"),
        (GOOD_CSV.encode(), "it holds plain text, as a CSV or JSON file does"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "protected by a password"),
        (b"PK\x03\x04" + bytes(99), "cut off"),
    ],
)
def test_what_is_no_workbook_is_refused(check: Check, content: bytes, told: str) -> None:
    run = check("records.xlsx", content=content)
    assert (run.exit, run.codes) == (2, ["workbook-damaged"])
    assert told in run.only("workbook-damaged")["message"]


def test_a_truncated_workbook_is_refused(check: Check, tmp_path: Path) -> None:
    save_workbook(tmp_path / "whole.xlsx", Courses=(HEADINGS, ROW))
    run = check("cut.xlsx", content=(tmp_path / "whole.xlsx").read_bytes()[:2000])
    assert (run.exit, run.codes) == (2, ["workbook-damaged"])


def test_a_zip_that_is_no_workbook_is_refused(check: Check, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "records.xlsx", "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    run = check("records.xlsx")
    assert (run.exit, run.codes) == (2, ["workbook-damaged"])


@pytest.mark.parametrize("name", ["courses.csv", "courses.xlsx"])
def test_a_row_of_headings_below_the_table_is_said(check: Check, tmp_path: Path, name: str) -> None:
    save_workbook(tmp_path / "courses.xlsx", Courses=(HEADINGS, ROW))
    (tmp_path / "courses.csv").write_text(GOOD_CSV, encoding="utf-8")
    (tmp_path / "mcvocab.toml").write_text('[[files]]\nmatch = "*"\nheading-row = 50\n', encoding="utf-8")
    run = check(name)
    assert (run.exit, run.codes) == (2, ["headings-unrecognised"])
    assert "mcvocab.toml names row 50 for them" in run.only("headings-unrecognised")["message"]


def test_another_encoding_is_guessed_aloud_and_the_records_are_checked(check: Check) -> None:
    content = table((*HEADINGS, "Price"), (*ROW, "£195")).replace("Glen Orrin College", "Glen Òrrin College")
    run = check("excel.csv", content=content.encode("cp1252"))
    assert (run.exit, run.codes, run.conforming) == (0, ["encoding-guessed"], 1)
    assert "Windows-1252" in run.only("encoding-guessed")["message"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_encoding_that_marks_itself_is_simply_read(check: Check, encoding: str) -> None:
    run = check("marked.csv", content=GOOD_CSV.encode(encoding))
    assert (run.exit, run.codes, run.conforming) == (0, [], 1)


# --- tables -------------------------------------------------------------------------------------------


def test_headings_without_rows_are_no_clean_report(check: Check) -> None:
    run = check("headings.csv", content=table(HEADINGS))
    assert (run.exit, run.codes, run.records) == (2, ["records-missing"], 0)


def test_a_table_without_a_known_heading_is_refused_at_its_headings(check: Check) -> None:
    run = check("other.csv", content="Zebra,Quagga\n1,2\n3,4\n")
    finding = run.only("headings-unrecognised")
    assert (run.exit, run.records) == (2, 0)
    assert "“Zebra”" in finding["message"]
    assert finding["where"]["cell"] == "A1"


def test_a_table_without_headings_at_all_is_refused(check: Check) -> None:
    run = check("bare.csv", content=table(ROW, ROW))
    assert run.exit == 2
    assert run.codes == ["headings-unrecognised"]


@pytest.mark.parametrize("sign", ["^", "~", None])
@pytest.mark.parametrize("options", [(), ("--jobs", "2")])
def test_a_table_whose_cells_are_not_parted_is_said(check: Check, sign: str | None, options: tuple[str, ...]) -> None:
    lines = GOOD_CSV.splitlines()
    text = table(*((line,) for line in lines)) if sign is None else GOOD_CSV.replace(",", sign)
    run = check("one.csv", content=text, options=options)
    assert (run.exit, run.codes) == (2, ["headings-unrecognised"])
    assert "for they all stand in one cell" in run.only("headings-unrecognised")["message"]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(check: Check, tmp_path: Path) -> None:
    save_workbook(tmp_path / "courses.xlsx", Autumn=(HEADINGS, ROW), Spring=(HEADINGS, ROW), Notes=())
    for name, others in (("Sumer", "“Autumn”, “Spring”, “Notes”"), ("Notes", "“Autumn”, “Spring”")):
        (tmp_path / "mcvocab.toml").write_text(f'[[files]]\nmatch = "*.xlsx"\nsheet = "{name}"\n', encoding="utf-8")
        run = check("courses.xlsx")
        assert (run.exit, run.records, run.codes) == (2, 0, ["sheet-missing"])
        assert run.only("sheet-missing")["message"] == (
            f"There is no sheet named “{name}” that holds anything; the others are {others}."
        )
    (tmp_path / "mcvocab.toml").write_text('[[files]]\nmatch = "*"\nsheet = " autumn"\n', encoding="utf-8")
    assert (check("courses.xlsx").exit, check("courses.xlsx").records) == (0, 1)


def test_one_sheet_without_a_known_heading_does_not_keep_the_others_from_being_checked(
    check: Check, tmp_path: Path
) -> None:
    save_workbook(tmp_path / "two.xlsx", Other=(("Zebra", "Quagga"), ("1", "2")), Courses=(HEADINGS, ROW))
    run = check("two.xlsx")
    assert (run.exit, run.codes, run.conforming) == (2, ["headings-unrecognised"], 1)
    assert run.only("headings-unrecognised")["where"]["sheet"] == "Other"


@pytest.mark.parametrize(("row", "found"), [((*ROW, "one too many"), 12), (ROW[:-2], 9)])
def test_a_ragged_row_is_reported_and_the_rows_around_it_are_checked(
    check: Check, row: tuple[str, ...], found: int
) -> None:
    run = check("ragged.csv", content=table(HEADINGS, ROW, row, ROW))
    finding = run.only("row-ragged")
    assert (run.exit, run.records) == (1, 3)
    assert finding["where"]["line"] == 3
    assert str(found) in finding["message"]
    assert "11" in finding["message"]
    assert {f.get("record", {}).get("number", 2) for f in run.report["findings"]} == {2}


def test_ten_thousand_columns_are_read_and_told_of_in_few_words(check: Check) -> None:
    strange = tuple(f"Zebra {number}" for number in range(9_989))
    run = check("wide.csv", content=table((*strange, *HEADINGS), (*("x" for _ in strange), *ROW)))
    assert (run.exit, run.codes, run.conforming) == (0, [], 1)
    assert "“Zebra 0”" in run.report["notes"][0]["message"]
    assert run.size < LONGEST_REPORT


def test_a_table_without_headings_is_told_so(check: Check) -> None:
    rows = (("Wiring", "SCQF 7"), ("Data", "SCQF 8"), ("Care", "SCQF 6"), ("Fire", "SCQF 5"))
    run = check("bare.csv", content=table(*rows))
    (note,) = [note for note in run.report["notes"] if note["code"] == "headings-missing"]
    assert "“SCQF 7” stands in the row where they should be" in note["message"]


def test_a_repeated_heading_is_reported_at_the_second(check: Check) -> None:
    run = check("twice.csv", content=table((*HEADINGS, "Mode"), (*ROW, "Blended")))
    assert (run.exit, run.codes, run.records) == (0, ["heading-repeated"], 1)
    assert run.only("heading-repeated")["where"]["cell"] == "L1"


def test_a_cell_of_a_hundred_megabytes_is_cut_and_the_next_row_is_checked(check: Check) -> None:
    marker = b"@@"
    before, after = (
        table((*HEADINGS, "Description"), (*ROW, "@@"), (*ROW, "A sound description")).encode().split(marker)
    )
    run = check("huge.csv", content=before + b"a" * 100_000_000 + after)
    finding = run.only("value-too-long")
    assert (run.exit, run.records) == (1, 2)
    assert finding["where"]["cell"] == "L2"
    assert run.size < LONGEST_REPORT


def test_a_quotation_mark_that_is_never_closed_is_no_clean_report(check: Check) -> None:
    rows = table(ROW, ROW).replace("Online", '"Online', 1)
    run = check("open.csv", content=table(HEADINGS, ROW) + rows)
    finding = run.only("quote-unclosed")
    assert run.exit == 2
    assert (finding["where"]["line"], finding["where"]["cell"]) == (3, "G3")
    assert run.size < LONGEST_REPORT


def test_a_quotation_mark_that_the_next_row_closes_is_no_clean_report(check: Check) -> None:
    run = check("open.csv", content=table(HEADINGS, ROW) + table(ROW, ROW).replace("Online", '"Online'))
    assert run.codes != []
    assert {finding["where"]["line"] for finding in run.report["findings"]} == {3}


def test_a_title_line_without_the_commas_of_the_table_is_no_heading(check: Check) -> None:
    run = check("titled.csv", content="Micro-credentials 2026\n\n" + GOOD_CSV)
    assert (run.exit, run.codes, run.conforming) == (0, [], 1)


# --- JSON ---------------------------------------------------------------------------------------------


def test_truncated_json_is_reported_where_it_breaks_off_and_whole_records_are_checked(check: Check) -> None:
    lines = json.dumps([SOUND, SOUND], indent=1)
    run = check("cut.json", content=lines[: lines.rindex('"Route"')])
    finding = run.only("json-malformed")
    assert run.exit == 2
    assert finding["where"]["line"] == lines[: lines.rindex('"Route"')].count("\n") + 1
    assert (run.records, run.conforming) == (1, 1)


def test_a_broken_line_of_json_lines_is_reported_and_the_other_lines_are_checked(check: Check) -> None:
    good = json.dumps(SOUND)
    run = check("lines.jsonl", content=f"{good}\n{good[:-20]}\n{good}\n")
    assert run.exit == 2
    assert run.only("json-malformed")["where"]["line"] == 2
    assert (run.records, run.conforming) == (2, 2)


def test_a_repeated_key_is_reported_at_its_place(check: Check) -> None:
    text = json.dumps(SOUND, indent=1).replace('"Mode": "Online",', '"Mode": "Online",\n "Mode": "Blended",')
    run = check("twice.json", content=text)
    assert (run.exit, run.codes, run.records) == (0, ["key-repeated"], 1)
    assert run.only("key-repeated")["where"]["line"] == 9
    assert "“Mode”" in run.only("key-repeated")["message"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_does_not_exist_is_reported_at_its_place(check: Check, number: str) -> None:
    text = json.dumps([SOUND, SOUND], indent=1)
    text = text.replace('"Workload (hours)": "100"', f'"Workload (hours)": {number}', 1)
    run = check("nan.json", content=text)
    finding = run.only("number-not-finite")
    assert run.exit == 1
    assert number in finding["message"]
    assert finding["where"]["pointer"] == "/0/Workload (hours)"
    assert (run.records, run.conforming) == (2, 1)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_json_nested_a_hundred_thousand_deep_is_refused(check: Check, opening: str, closing: str) -> None:
    run = check("deep.json", content=opening * 100_000 + "1" + closing * 100_000)
    assert (run.exit, run.codes, run.records) == (2, ["nesting-too-deep"], 0)
    assert run.size < LONGEST_REPORT


def test_a_value_nested_too_deep_leaves_the_other_records_to_be_checked(check: Check) -> None:
    deep = json.dumps([SOUND, {**SOUND, "Room": "@@"}, SOUND]).replace('"@@"', "[" * 100_000 + "]" * 100_000)
    run = check("deep.json", content=deep)
    assert run.exit == 2
    assert run.codes.count("nesting-too-deep") == 1
    assert run.conforming >= 1


@pytest.mark.parametrize("content", ["42", '"courses"', "null", "[]", "{}", '{"courses": []}', "[1, 2]"])
def test_json_without_a_record_is_no_clean_report(check: Check, content: str) -> None:
    run = check("none.json", content=content)
    assert (run.exit, run.records) == (2, 0)
    assert run.codes == (["record-not-object"] * 2 if content == "[1, 2]" else ["records-missing"])


def test_a_context_that_is_not_at_hand_is_never_a_pass_on_nothing(check: Check) -> None:
    record = {"@context": "https://elsewhere.example/context.jsonld", "@type": "Course", "name": "Data skills"}
    run = check("course.jsonld", content=json.dumps(record))
    assert (run.exit, run.codes, run.records) == (2, ["context-not-loaded"], 0)
    assert "https://elsewhere.example/context.jsonld" in run.only("context-not-loaded")["message"]


# --- Turtle -------------------------------------------------------------------------------------------

BEFORE = """@prefix mcv: <https://w3id.org/mcvocab/ns/> .
<https://glenorrin.example/1> a mcv:MicroCredential .
"""
AFTER = "\n<https://glenorrin.example/3> a mcv:MicroCredential .\n"
FAULTS = {
    "a bare word": "<https://glenorrin.example/2> a mcv:MicroCredential ; mcv:workload sixty .",
    "a prefix without a meaning": "<https://glenorrin.example/2> a mvc:MicroCredential .",
    "a full stop too many": "<https://glenorrin.example/2> a mcv:MicroCredential . .",
    "a quotation mark that is never closed": '<https://glenorrin.example/2> a mcv:MicroCredential ; mcv:benefit "Work .',
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_turtle_with_an_error_on_line_three_is_reported_there_and_what_stands_before_is_checked(
    check: Check, fault: str
) -> None:
    run = check("records.ttl", content=BEFORE + fault + AFTER)
    finding = run.only("turtle-malformed")
    assert run.exit == 2
    assert finding["where"]["line"] == 3
    assert "line 3" in finding["message"]
    assert run.records >= 1


def test_turtle_without_a_record_is_no_clean_report(check: Check) -> None:
    run = check("other.ttl", content="@prefix ex: <https://elsewhere.example/> .\nex:a ex:b ex:c .\n")
    assert (run.exit, run.codes, run.records) == (2, ["records-missing"], 0)


# --- the command as people run it ---------------------------------------------------------------------


def mcvocab(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mcvocab", "check", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_text_report_names_the_fault_and_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "records.ttl").write_text(BEFORE + FAULTS["a bare word"] + AFTER, encoding="utf-8")
    run = mcvocab(tmp_path, "records.ttl", "gone.csv")
    assert run.returncode == 2
    assert "turtle-malformed line 3" in run.stdout
    assert "There is no file or folder named “gone.csv”." in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "yesterday"), "“yesterday” is no date"),
        (("--profile", "gold"), "There is no profile “gold”"),
        (("--set", "English"), "--set English"),
        (("--set", "Zebra=1"), "Zebra"),
        (("--fail-on", "sometimes"), "sometimes"),
        (("--format", "pdf"), "pdf"),
        (("--output", "gone/report.json"), "gone/report.json"),
    ],
)
def test_an_option_that_makes_no_sense_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_text(GOOD_CSV, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "good.csv", *arguments])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert said in result.output
    assert "fault of its own" not in result.output
