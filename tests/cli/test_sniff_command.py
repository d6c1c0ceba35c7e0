"""``mcvocab sniff`` and ``mcvocab init``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.cli import cli
from mcvocab.cli.beginning import column_line
from mcvocab.sniffer import UNREAD, ColumnSeen

TABLE = 'Course title,Ref.,Notional hrs,"Delivery, kind of",Fee 2026 (GBP),Staff "price"\n' + "".join(
    f"Course {n},C{n},60 hrs,Online & in person,£{n}0,£{n}\n" for n in range(1, 6)
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "courses.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.usefixtures("folder")
def test_a_person_is_told_what_is_read_why_and_what_to_do() -> None:
    code, said = run("sniff", "courses.csv")
    assert code == 0
    for part in (
        "Encoding: UTF-8. Cells are parted by commas. The headings stand in row 1. 5 records.",
        "C1 “Notional hrs” → “Workload (hours)” (5 of 5 filled)",
        "! By its content: 5 of 5 cells are prices.",
        "Columns that nobody read F1 “Staff \"price\"” (5 of 5 filled) By itself: 5 of 5 cells are prices.",
        '[columns]',
        '"Staff \\"price\\"" = false # or "price"',
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.usefixtures("folder")
def test_programs_are_told_the_same() -> None:
    result = CliRunner().invoke(cli, ["sniff", "courses.csv", "--format", "json"])
    told = json.loads(result.stdout)
    assert told["format"] == "mcvocab-sniff/1"
    (table,) = told["files"][0]["tables"]
    assert table["records"] == 5
    assert [(column["heading"], column["fields"]) for column in table["columns"][:3]] == [
        ("Course title", ["title"]),
        ("Ref.", ["identifier"]),
        ("Notional hrs", ["workload"]),
    ]


def test_the_keys_of_linked_data_and_of_xml_are_told_without_their_namespaces(tmp_path: Path) -> None:
    linked = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": "Wool",
        "provider": {"@type": "Organization", "name": "Glen Orrin", "foundingDate": "1992"},
    }
    (tmp_path / "wool.jsonld").write_text(json.dumps(linked), encoding="utf-8")
    code, said = run("sniff", str(tmp_path / "wool.jsonld"))
    assert code == 0
    assert "“name” → “Title”" in said
    assert "Columns that nobody read “provider/foundingDate” (one value)" in said
    (tmp_path / "wool.xml").write_text(
        '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dct="http://purl.org/dc/terms/"><provider><dc:title>Glen Orrin</dc:title><course>'
        "<dc:title>Wool</dc:title><dc:subject>Felt</dc:subject><dct:subject>Yarn</dct:subject>"
        "</course></provider></catalog>",
        encoding="utf-8",
    )
    code, said = run("sniff", str(tmp_path / "wool.xml"))
    assert code == 0
    assert "“title” → “Title”" in said
    assert "“../title” → “Provider name”" in said
    assert "“{http://purl.org/dc/elements/1.1/}subject” → “Subject”" in said  # two would look the same


SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/sniff-1.schema.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "text", [TABLE, "Title,Level\nA,7\nB,8,9\n", "Nothing\nis\nhere\n", '[{"title": "A", "learnerName": "Jo"}]', "", "%PDF-1.7"]
)  # fmt: skip
def test_what_programs_are_told_keeps_to_its_schema(folder: Path, text: str) -> None:
    (folder / "given").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["sniff", "given", "nowhere", "--format", "json"])
    jsonschema.validate(json.loads(result.stdout), SCHEMA, format_checker=jsonschema.FormatChecker())


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_not_there_is_said_and_the_others_are_told() -> None:
    code, said = run("sniff", "nowhere.csv", "courses.csv")
    assert code == 2
    assert "There is no file or folder named “nowhere.csv”." in said
    assert "5 records" in said


def test_a_sheet_of_instructions_is_told_apart(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["How to fill this in"])  # type: ignore[union-attr]
    book.active.append(["One course a row"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Courses")
    sheet.append(["Title", "Hours"])
    sheet.append(["Wiring", 60])
    book.save(folder / "template.xlsx")
    code, said = run("sniff", "template.xlsx")
    assert (code, "No heading in it is known, so nothing is read from it." in said) == (0, True)
    code, said = run("check", "template.xlsx")
    assert code == 1
    assert "Nothing was read from the sheet “Sheet”" in said


def test_a_first_configuration_is_sound_and_says_what_was_found(folder: Path) -> None:
    assert run("init", "courses.csv")[0] == 0
    written = (folder / "mcvocab.toml").read_text(encoding="utf-8")
    assert tomllib.loads(written) == {"columns": {"Delivery, kind of": "mode", "Fee 2026 (GBP)": "price"}}
    assert '# "Staff \\"price\\"" = false   # or "price"; 5 of 5 cells are prices' in written
    assert '# "Notional hrs" = "workload"' in written
    # Every line that can be put in force is sound where it is.
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in written.splitlines())
    columns = uncommented[uncommented.index("[columns]") : uncommented.index("# How to read files")]
    assert tomllib.loads(columns)["columns"]['Staff "price"'] is False


def test_a_configuration_that_is_there_is_kept(folder: Path) -> None:
    (folder / "mcvocab.toml").write_text('author = "A"\n', encoding="utf-8")
    code, said = run("init", "courses.csv")
    assert (code, "is there already" in said) == (2, True)
    assert (folder / "mcvocab.toml").read_text(encoding="utf-8") == 'author = "A"\n'
    assert run("init", "courses.csv", "--force")[0] == 0


def test_a_configuration_is_not_written_over_what_it_is_about(folder: Path) -> None:
    before = (folder / "courses.csv").read_bytes()
    code, said = run("init", "courses.csv", "--output", "courses.csv", "--force")
    assert (code, "Write the configuration to another file." in said) == (2, True)
    assert (folder / "courses.csv").read_bytes() == before


def test_where_nothing_is_understood_nothing_is_written(folder: Path) -> None:
    code, said = run("init", "nowhere.csv")
    assert (code, "Nothing was understood" in said) == (2, True)
    assert not (folder / "mcvocab.toml").exists()


def test_what_the_configuration_says_of_columns_holds(folder: Path) -> None:
    settings = '[columns]\n"Notional hrs" = false\n\n[[files]]\nmatch = "*.csv"\ncolumns = { "Ref." = "offeringIdentifier" }\n'
    (folder / "mcvocab.toml").write_text(settings, encoding="utf-8")
    _, said = run("sniff", "courses.csv")
    assert "B1 “Ref.” → “Offering identifier” (5 of 5 filled) mcvocab.toml says so." in said
    assert "passed over as you said: “Notional hrs”" in said
    _, said = run("check", "courses.csv")
    assert "workload-missing" in said


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[columns]\n"A" = "lovely"\n', "There is no field “lovely”"),
        ('[columns]\n"A" = true\n', "or false to pass the column over"),
        ('[[files]]\nsheet = "A"\n', "Say which files are meant"),
        ('[[files]]\nmatch = "*"\nshet = "A"\n', "Did you mean “sheet”?"),
        ('[[files]]\nmatch = "*"\nencoding = "utf-9"\n', "the name of an encoding"),
        ('[[files]]\nmatch = "*"\ndelimiter = "--"\n', "one character"),
    ],
)  # fmt: skip
def test_what_the_configuration_cannot_mean_is_said(folder: Path, settings: str, said: str) -> None:
    (folder / "mcvocab.toml").write_text(settings, encoding="utf-8")
    for command in ("sniff", "check"):
        code, told = run(command, "courses.csv")
        assert code == 2
        assert said in told


@given(st.text(min_size=1, max_size=20))
def test_any_heading_is_written_as_sound_toml(heading: str) -> None:
    if heading.isprintable():
        line = column_line(ColumnSeen(heading, UNREAD, candidates=("level", "title")))
        assert tomllib.loads(f"[columns]\n{line}\n") == {"columns": {heading: False}}
        assert line.endswith('# or "level" or "title"')
