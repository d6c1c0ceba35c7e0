"""What is told of a file before anything is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcvocab.instructions import Instructions
from mcvocab.library import check
from mcvocab.mapping import Mapper
from mcvocab.sniffer import CONTENT, DISMISSED, EMPTY, HEADING, SETTLED, UNREAD, ColumnSeen, FileSeen, Sniffer
from mcvocab.store import load

VOCABULARY = load().vocabulary
MAPPER = Mapper(VOCABULARY)
OLD_EXCEL = Path(__file__).parent / "readers" / "old-excel.xls"
TABLE = """\
Our courses 2026;;;;;;
;;;;;;
Title;Mode;Level/Credits;Column 4;Notes;Empty;Learner name
Wiring;Online;SCQF 7 / 6;£10;ask;;Jo Bloggs
Plumbing;online and on campus;SCQF 7 / 6;£20;;;Sam Smith
Roofing;By carrier pigeon;7 / 6;£20;;n/a;
Tiling;Online;SCQF 8 / 6;free;;;
"""


def sniff(data: str | bytes, **options: object) -> FileSeen:
    (seen,) = Sniffer(VOCABULARY, MAPPER, **options).sniff([data.encode() if isinstance(data, str) else data])  # type: ignore[arg-type]
    return seen


def columns(data: str, **options: object) -> dict[str, ColumnSeen]:
    return {column.heading: column for column in sniff(data, **options).tables[0].columns}


def test_the_form_of_a_table_is_told() -> None:
    seen = sniff("Títle;Mode\nWiring;Online\n".encode("cp1252"))
    (table,) = seen.tables
    assert (seen.format, seen.reason) == ("csv", "by its content")
    assert table.traits == {"heading_row": "1", "encoding": "Windows-1252", "delimiter": ";"}
    assert [trouble.code for trouble in seen.troubles] == ["encoding-guessed"]


def test_what_a_key_means_in_another_standard_is_told_by_its_table_alone() -> None:
    (path,) = sorted(Path("examples/formats/xcri-cap").glob("pass-*.xml"))
    (table,) = sniff(path.read_bytes()).tables
    ours = {column.heading.replace("{http://xcri.org/profiles/1.2/catalog}", ""): column for column in table.columns}
    mode, text = ours["presentation/attendanceMode/@identifier"], ours["presentation/attendanceMode"]
    assert (mode.fields, [word.label for word in mode.words]) == (("mode",), ["on-site", "blended"])
    assert (text.how, text.fields, text.candidates) == (UNREAD, (), ())
    start = ours["presentation/{http://purl.org/net/mlo}start/@dtf"]
    assert (start.how, start.fields) == (HEADING, ("startDate",))
    named = [name for name, column in ours.items() if "identifier" in column.fields]
    assert named == ["{http://purl.org/dc/elements/1.1/}identifier"]


@pytest.mark.parametrize(
    ("name", "ending", "fields"),
    [
        (
            "ctdl/pass-registry.json",
            "offeredBy/https://purl.org/ctdl/terms/name",
            {"providerName", "awardingBodyName"},
        ),
        ("xcri-cap/pass-catalogue.xml", "{http://purl.org/net/mlo}email", {"contactEmail"}),
    ],
)
def test_a_thing_that_is_met_on_two_ways_is_read_on_both(name: str, ending: str, fields: set[str]) -> None:
    (table,) = sniff(Path("examples/formats", name).read_bytes()).tables
    found = [column for column in table.columns if column.heading.endswith(ending)]
    assert found
    assert [(column.how, set(column.went) <= fields) for column in found] == [(HEADING, True)] * len(found)


@pytest.mark.parametrize("folder", sorted(path.name for path in Path("examples/formats").iterdir() if path.is_dir()))
def test_no_column_of_another_standard_is_told_to_be_what_none_of_its_values_is(folder: str) -> None:
    for path in Path("examples/formats", folder).iterdir():
        for seen in Sniffer(VOCABULARY, MAPPER).sniff(path):
            for table in seen.tables:
                assert table.format
                assert [one.heading for one in table.columns if one.how == HEADING and not one.went] == []


def test_each_column_is_told_with_its_field_and_the_reason() -> None:
    seen = columns(TABLE)
    assert {name: column.how for name, column in seen.items()} == {
        "Title": HEADING, "Mode": HEADING, "Level/Credits": HEADING, "Column 4": CONTENT, "Notes": UNREAD, "Empty": EMPTY,
        "Learner name": HEADING,
    }  # fmt: skip
    assert seen["Level/Credits"].fields == ("level", "credit")
    assert seen["Column 4"].reason == "By its content: 4 of 4 cells are prices."
    assert seen["Title"].where is not None
    assert seen["Title"].where.cell == "A3"
    assert all(column.reason for column in seen.values() if column.how != EMPTY)


def test_a_code_is_no_price_because_it_has_three_letters_and_a_number() -> None:
    seen = columns("Title,What\n" + "".join(f"Course {n},MAT10{n}\n" for n in range(4)))
    assert "prices" not in seen["What"].reason


def test_words_are_told_with_their_concepts_and_how_often_they_occur() -> None:
    mode = columns(TABLE)["Mode"]
    assert [(word.text, word.label, word.count) for word in mode.words] == [
        ("Online", "online", 2),
        ("online and on campus", "blended", 1),
    ]
    assert [word.text for word in mode.not_understood] == ["By carrier pigeon"]
    assert mode.filled == 4


def test_personal_data_is_told_nowhere() -> None:
    learner = columns(TABLE)["Learner name"]
    assert learner.personal
    assert "Jo Bloggs" not in repr(sniff(TABLE))


def test_what_the_provider_said_is_told_as_the_reason() -> None:
    said = [Instructions(columns={"Notes": "description", "Mode": None})]
    seen = columns(TABLE, instructions=said)
    assert (seen["Notes"].how, seen["Notes"].fields) == (SETTLED, ("description",))
    assert seen["Mode"].how == DISMISSED


def test_a_large_table_is_looked_into_as_far_as_asked_and_counted_whole() -> None:
    data = "Title;Mode\n" + "".join(f"Course {n};Manner {n}\n" for n in range(300))
    (table,) = sniff(data, sample=100).tables
    assert (table.records, table.looked) == (300, 100)
    assert sum(word.count for word in table.columns[1].not_understood) == 100


def test_nested_records_are_told_by_their_keys() -> None:
    data = '[{"title": "Wiring", "offering": {"startDate": "2026-03-03", "room": "B"}, "colour": "red"}]'
    seen = columns(data)
    assert (seen["offering/startDate"].how, seen["offering/startDate"].fields) == (HEADING, ("startDate",))
    assert seen["offering/room"].how == seen["colour"].how == UNREAD


def test_what_stands_below_an_unknown_key_is_told_to_be_unread() -> None:
    seen = columns('[{"title": "Wiring", "cousins": [{"name": "Glen Orrin College"}]}]')
    assert seen["title"].fields == ("title",)
    assert seen["cousins/name"].how == UNREAD
    assert "“cousins”" in seen["cousins/name"].reason


def test_what_cannot_be_read_is_told() -> None:
    assert [trouble.code for trouble in sniff(b"%PDF-1.7").troubles] == ["file-not-text"]
    (seen,) = Sniffer(VOCABULARY, MAPPER).sniff("nowhere.csv")
    assert [trouble.code for trouble in seen.troubles] == ["file-missing"]


@pytest.mark.parametrize(
    ("said", "traits"),
    [
        (Instructions(heading_row=2), {"heading_row": "2"}),
        (Instructions(delimiter="|"), {"delimiter": "|"}),
        (Instructions(encoding="cp1252"), {"encoding": "cp1252"}),
    ],
)  # fmt: skip
def test_the_provider_may_say_how_a_file_is_read(said: Instructions, traits: dict[str, str]) -> None:
    (table,) = sniff("A|B,Title\nMode|C,Level\nWiring|x,y\n", instructions=[said]).tables
    assert traits.items() <= dict(table.traits).items()


WEB_PAGE = (
    b"<html><!--[if gte mso 9]><xml/><![endif]--><table><tr><th>Title</th><th>Mode</th></tr>"
    b"<tr><td>Wiring<td>Online<tr><td>Tiling<td>Blended</table></html>"
)
TEXT = "Title\tMode\nWiring\tOnline\nTiling\tBlended\n"


@pytest.mark.parametrize(
    ("name", "data", "form", "records"),
    [
        ("courses.xls", TEXT.encode(), "csv", 2),
        ("courses.xls", TEXT.encode("utf-16"), "csv", 2),
        ("courses.xls", WEB_PAGE, "html", 2),
        ("courses.csv", OLD_EXCEL.read_bytes(), "xls", 2),
        ("courses.jsonl", b'[\n {"title": "A"},\n {"title": "B"}\n]\n', "json", 2),
        ("courses.jsonl", b'\xef\xbb\xbf[\r\n{"title": "A"}]', "json", 1),
        ("courses.ndjson", b'{"title": "A",\n "level": "SCQF 6"}\n', "json", 1),
        ("courses.tsv", Path("examples/starter/courses.xlsx").read_bytes(), "xlsx", 9),
    ],
)
def test_a_table_that_goes_by_the_name_of_another_is_read_as_what_it_is(
    name: str, data: bytes, form: str, records: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    (seen,) = Sniffer(VOCABULARY, MAPPER).sniff(tmp_path / name)
    assert (seen.format, seen.reason) == (form, "by its content")
    assert sum(table.records for table in seen.tables) == records
    report = check(tmp_path / name, as_of="2026-01-15")
    assert (report.summary.records, report.summary.unreadable) == (records, 0)
    assert check(tmp_path / name, as_of="2026-01-15", jobs=2) == report


def test_json_lines_of_which_one_is_broken_stay_lines(tmp_path: Path) -> None:
    (tmp_path / "courses.jsonl").write_bytes(b'{"title": "A",\n{"title": "B"}\n{"title": "C"}\n')
    report = check(tmp_path / "courses.jsonl", as_of="2026-01-15")
    assert (report.summary.records, report.summary.unreadable) == (2, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("courses.xls", b"<html><table><tr><td>Title</td></tr></table></html>"),
        ("courses.xls", b"Title\n"),
        ("courses.xls", b"Title\tMode\n\0\0\0\0"),
        ("courses.csv", b"PK\x03\x04 and no more"),
    ],
)
def test_what_is_no_table_at_all_is_not_taken_for_one(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    report = check(tmp_path / name, as_of="2026-01-15")
    assert {finding.code for finding in report.findings} <= {"workbook-damaged", "file-not-text", "page-without-data"}
    assert report.summary.unreadable == 1


def test_of_an_object_in_the_place_of_a_text_only_what_was_read_is_told_to_be_read() -> None:
    language, length = '{"code": "en", "name": "English"}', '{"value": 6, "unit": "weeks"}'
    told = columns(f'[{{"title": "Felt", "language": {language}, "duration": {length}}}]')
    assert (told["language/name"].how, told["language/name"].fields) == (HEADING, ("language",))
    assert (told["language/code"].how, told["language/code"].fields) == (UNREAD, ())
    assert told["duration/value"].fields == told["duration/unit"].fields == ("duration",)


def test_what_is_offered_for_an_unknown_heading_fits_its_cells_and_its_table() -> None:
    told = columns('[{"title": "Felt", "trainers": ["jo"], "azav_certified": "yes"}]')
    assert told["trainers"].candidates == ()  # no learner is meant in a catalogue
    assert "issued" not in told["azav_certified"].candidates  # yes is no date


def test_bare_digits_are_no_telephone_numbers() -> None:
    records = ",".join(f'{{"title": "Felt {n}", "id": "173935006118{n}"}}' for n in range(5))
    assert columns(f"[{records}]")["id"].kind == ""
