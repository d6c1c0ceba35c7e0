"""Tables whose headings do not say everything: columns by content or as settled, joint headings, rows that go on."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from mcvocab.authoring.compiler import compile_language
from mcvocab.authoring.source import Sources
from mcvocab.instructions import Instructions, of_file
from mcvocab.interpreter import Interpretation, Interpreter, UnknownFieldError
from mcvocab.interpreter.content import CELLS
from mcvocab.linefile import LanguageError
from mcvocab.mapping import Mapper
from mcvocab.model import BASE, IRI, RDF_LANG_STRING, XSD, Literal, Part, Record, Term, Value, values
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.store import load
from mcvocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    from mcvocab.interpreter.layout import Layout

ROOT = Path(__file__).parents[2]
VOCABULARY = load().vocabulary
MAPPER = Mapper(VOCABULARY)
DATE = XSD + "date"


def table(text: str, name: str = "x.csv", **options: Any) -> tuple[Layout, list[Interpretation]]:
    """A table written with bars between its cells."""
    interpreter = Interpreter(VOCABULARY, MAPPER, **options)
    (document,) = read(name, text.encode())
    layout = interpreter.survey(document)  # type: ignore[arg-type]
    rows = interpreter.rows(document, layout)  # type: ignore[arg-type]
    return layout, [
        interpreter.interpret(row, document.source, layout)  # type: ignore[union-attr]
        for row in rows
        if isinstance(row, Row)
    ]


def terms(record: Record, key: str) -> list[Term]:
    return [value.term for value in values(record, key)]


def codes(found: Interpretation) -> list[str]:
    return [trouble.code for trouble in found.troubles]


# --- by content -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Column 3", ["SCQF level 7", "SCQF 8", "SCQF lvl 9"], "level"),
        ("Date", ["3 March 2026", "2026-04-01", "12/25/2026"], "startDate"),
        ("Fee 2026/27 (GBP)", ["£100", "£250", "free"], "price"),
        ("Details", ["a@example.org", "b@example.org", "c@example.org"], "contactEmail"),
        ("Unnamed: 4", ["online", "blended", "on campus"], "mode"),
        ("Value", ["20 credits", "10 SCQF credits", "5 credits"], "credit"),
        ("Column F", ["English", "Gaelic", "Welsh"], "language"),
        ("Text", ["https://example.org/a", "https://example.org/b", "https://example.org/c"], "url"),
    ],
)  # fmt: skip
def test_a_heading_that_says_nothing_leaves_it_to_the_content(heading: str, cells: list[str], field: str) -> None:
    rows = "".join(f"Course {n}|{cell}\n" for n, cell in enumerate(cells))
    layout, records = table(f"Title|{heading}\n{rows}")
    (guess,) = layout.guesses
    assert guess.column.field.key == field
    assert (guess.kind.hits, guess.kind.cells) == (3, 3)
    assert not records[0].record.unread


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Staff price", ["£100", "£250", "£60"]),  # says something else
        ("Created", ["3 March 2026", "2026-04-01", "12/25/2026"]),
        ("Column 3", ["SCQF level 7", "SCQF 8"]),  # too few
        ("Column 3", ["SCQF level 7", "SCQF level 7", "SCQF level 7"]),  # too few that all say the same
        ("Column 3", ["SCQF level 7", "maybe", "who knows"]),
        ("Column 3", ["certificate", "badge", "certificate"]),  # two fields hold such words
        ("Column 3", ["yes", "no", "yes"]),  # of what?
        ("Column 3", ["1", "2", "3"]),
    ],
)  # fmt: skip
def test_what_the_content_leaves_open_is_left_to_people(heading: str, cells: list[str]) -> None:
    rows = "".join(f"Course {n}|{cell}\n" for n, cell in enumerate(cells))
    layout, records = table(f"Title|{heading}\n{rows}")
    assert not layout.guesses
    assert records[0].record.unread == (heading,)


def test_words_of_one_list_need_no_heading() -> None:
    rows = "".join(f"Course {n}|{cell}\n" for n, cell in enumerate(["online", "blended", "on campus"]))
    layout, records = table(f"Title|How is it taught?\n{rows}")
    assert [guess.column.field.key for guess in layout.guesses] == ["mode"]
    assert records[0].record.unread == ()


def test_a_heading_that_is_understood_is_never_overruled() -> None:
    rows = "".join(f"Course {n}|SCQF level {n}\n" for n in range(5, 9))
    layout, records = table(f"Title|Provider\n{rows}")
    assert not layout.guesses
    assert terms(records[0].record, "providerName") == [Literal("SCQF level 5")]


def cells_of(language: dict[str, str]) -> Vocabulary:
    """The language, with what it says of cells changed for some fields."""
    rows = [{**row, "cells": language.get(row["key"], row.get("cells", ""))} for row in VOCABULARY._data["fields"]]
    return Vocabulary({**VOCABULARY._data, "fields": rows})


@pytest.mark.parametrize(
    ("language", "fields"),
    [
        ({}, ("startDate",)),
        ({"startDate": "", "lastReviewed": "dates"}, ("lastReviewed",)),
        ({"lastReviewed": "dates"}, ("lastReviewed", "startDate")),
        ({"startDate": ""}, ()),
    ],
)
def test_the_language_says_which_field_cells_of_a_kind_are_read_as(
    language: dict[str, str], fields: tuple[str, ...]
) -> None:
    vocabulary = cells_of(language)
    kind = Interpreter(vocabulary, Mapper(vocabulary)).content.kind(["3 March 2026", "2026-04-01", "1 May 2026"])
    assert kind is not None
    assert sorted(kind.fields) == sorted(fields)


def test_each_kind_of_cell_tells_of_a_field() -> None:
    assert {field.cells for field in VOCABULARY.fields.values()} == {"", *CELLS}


def test_a_kind_of_cell_that_nothing_tells_is_refused(tmp_path: Path) -> None:
    for name in ("ontology", "shapes"):
        copytree(ROOT / name, tmp_path / name)
    fields = tmp_path / "ontology" / "fields.ttl"
    written = fields.read_text(encoding="utf-8")
    fields.write_text(written.replace('mcv:cells "dates"', 'mcv:cells "days"'), encoding="utf-8")
    with pytest.raises(LanguageError, match=r"startDate has mcv:cells “days”\. Choose from: dates, web addresses"):
        compile_language(Sources(tmp_path / "ontology", tmp_path / "shapes"))


def test_a_field_that_has_a_column_gets_no_second_by_content() -> None:
    rows = "".join(f"Course {n}|SCQF {n}|SCQF level {n + 1}\n" for n in range(5, 9))
    layout, _ = table(f"Title|Level|Column 3\n{rows}")
    assert not layout.guesses


# --- settled --------------------------------------------------------------------------------------------


def test_what_people_say_of_a_column_comes_first() -> None:
    said = [Instructions(columns={"Faculty": "provider", "Title": "identifier", "Level": None})]
    _, (found,) = table("Title|Faculty|Level\nA1|Engineering|7\n", instructions=said)
    assert terms(found.record, "providerName") == [Literal("Engineering")]
    assert terms(found.record, "identifier") == [Literal("A1")]
    assert not terms(found.record, "level")
    assert not found.record.unread


def test_what_is_said_of_one_file_comes_before_what_is_said_of_all() -> None:
    said = [
        Instructions("x.*", {"A": "title"}),
        Instructions("y.csv", {"A": "place"}),
        Instructions(columns={"A": None}),
    ]
    _, (here,) = table("A|Level\nWiring|7\n", instructions=said)
    _, (there,) = table("A|Level\nWiring|7\n", "z.csv", instructions=said)
    assert (terms(here.record, "title"), terms(there.record, "title")) == ([Literal("Wiring")], [])


def test_a_field_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(UnknownFieldError, match="“lovely”"):
        Interpreter(VOCABULARY, MAPPER, instructions=[Instructions(columns={"A": "lovely"})])


def test_values_and_language_may_hold_for_some_files_only() -> None:
    said = [Instructions("x.csv", set={"Country": "Wales"}, language="cy")]
    _, (found,) = table("Title\nGofal\n", instructions=said, defaults={"Country": "Scotland"})
    assert [str(term) for term in terms(found.record, "country")] == [BASE + "country/gb-wls"]
    assert [term.language for term in terms(found.record, "title") if isinstance(term, Literal)] == ["cy"]


@pytest.mark.parametrize(
    ("pattern", "file", "fits"),
    [
        ("*.csv", "in/a.csv", True), ("a.csv", "/data/in/a.csv", True), ("in/*.csv", "/data/in/a.csv", True),
        ("out/*.csv", "in/a.csv", False), ("*", "<stdin>", True), ("a.csv", "C:\\data\\a.csv", True), ("b.csv", "ab.csv", False),
    ],
)  # fmt: skip
def test_files_are_meant_by_name_or_by_the_end_of_their_path(pattern: str, file: str, fits: bool) -> None:
    assert Instructions(pattern).fits(file) is fits
    assert bool(of_file(file, [Instructions(pattern, language="en")]).language) is fits


# --- headings that name several fields ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("SCQF level/Credits", "7 / 12", {"level": ["scqf/7"], "creditPoints": ["12"]}),
        ("SCQF level & credits", "7; 12", {"level": ["scqf/7"], "creditPoints": ["12"]}),
        ("Level/Credits", "SCQF Level 8 (20 credits)", {"creditLevel": ["scqf/8"], "creditPoints": ["20"]}),
        ("Start/End date", "3-14 March 2026", {"startDate": ["2026-03-03"], "endDate": ["2026-03-14"]}),
        ("Start/End date", "2026-03-03 / 2026-03-14", {"startDate": ["2026-03-03"], "endDate": ["2026-03-14"]}),
        ("Cost and funding", "£250, paid by SAAS", {"priceAmount": ["250"], "funding": ["paid by SAAS"]}),
        ("Cost and funding", "ask us", {"funding": ["ask us"]}),
    ],
)  # fmt: skip
def test_a_heading_of_several_fields_shares_its_cells_out_in_its_order(
    heading: str, cell: str, expected: dict[str, list[str]]
) -> None:
    _, (found,) = table(f"Title|{heading}\nWiring|{cell}\n")
    for key, wanted in expected.items():
        got = [term.lexical if isinstance(term, Literal) else str(term) for term in terms(found.record, key)]
        assert [text.removeprefix(BASE) for text in got] == wanted, key


# --- dates ----------------------------------------------------------------------------------------------


def test_a_date_of_two_readings_is_read_as_the_others_of_its_file_are() -> None:
    _, (one, two) = table("Title|Start date\nA|03/04/2026\nB|25/04/2026\n")
    assert terms(one.record, "startDate") == [Literal("2026-04-03", DATE)]
    assert ("date-order-inferred" in codes(one), "date-order-inferred" in codes(two)) == (True, False)
    _, (american, _) = table("Title|Start date\nA|03/04/2026\nB|04/25/2026\n")
    assert terms(american.record, "startDate") == [Literal("2026-03-04", DATE)]


def test_where_dates_disagree_or_say_nothing_the_country_decides_or_nobody() -> None:
    text = "Title|Start date\nA|03/04/2026\nB|25/04/2026\nC|04/25/2026\n"
    assert terms(table(text)[1][0].record, "startDate") == [Literal("03/04/2026")]
    assert terms(table(text, language="en-GB")[1][0].record, "startDate") == [Literal("2026-04-03", DATE)]
    assert terms(table(text, language="en-US")[1][0].record, "startDate") == [Literal("2026-03-04", DATE)]
    assert terms(table(text, language="en")[1][0].record, "startDate") == [Literal("03/04/2026")]
    readings = [c.label for value in values(table(text)[1][0].record, "startDate") for c in value.candidates]
    assert readings == ["2026-04-03", "2026-03-04"]


def test_a_number_under_the_heading_of_a_date_is_a_day_as_spreadsheets_count() -> None:
    _, (found, year) = table("Title|Start date|Hours\nA|46085|46085\nB|2026|20\n")
    assert terms(found.record, "startDate") == [Literal("2026-03-04", DATE)]
    assert codes(found).count("date-as-number") == 1
    assert terms(year.record, "startDate") == [Literal("2026")]


# --- rows that go on ------------------------------------------------------------------------------------

RUNS = """\
Ref|Title|Outcomes|Start date|Place|Price
A1|Wiring|Wire a plug|2026-03-03|Leith|£100
|||2026-05-05|Perth|£120
|||2026-07-07|Oban|
B2|Plumbing|Bend a pipe|2026-03-04||£90
"""


def test_rows_below_a_title_that_only_tell_of_dates_are_further_runs() -> None:
    _, (wiring, plumbing) = table(RUNS)
    runs = wiring.record.fields["offering"]
    assert len(runs) == 3
    told = [
        (part.fields["startDate"][0].text, part.fields["place"][0].text) for part in runs if isinstance(part, Part)
    ]  # type: ignore[union-attr]
    assert told == [("2026-03-03", "Leith"), ("2026-05-05", "Perth"), ("2026-07-07", "Oban")]
    assert [value.text for value in values(wiring.record, "priceAmount")] == ["£100", "£120"]
    assert (wiring.record.number, plumbing.record.number) == (1, 2)
    assert ("row-continued" in codes(wiring), "row-continued" in codes(plumbing)) == (True, False)


def test_further_outcomes_below_a_title_belong_to_it() -> None:
    _, (found,) = table("Title|Outcomes|Hours\nWiring|Wire a plug|20\n|Test a fuse|\n")
    assert terms(found.record, "learningOutcome") == [Literal("Wire a plug"), Literal("Test a fuse")]


@pytest.mark.parametrize(
    "row",
    ["|||||£500", "||Total||Perth|£1", "C3|||2026-05-05||", "|Cooking||2026-05-05||"],
)  # fmt: skip
def test_a_row_that_might_be_something_else_stays_a_record(row: str) -> None:
    rows = "Ref|Title|Provider|Start date|Place|Price\nA1|Wiring|X|2026-03-03|Leith|£100\n" + row + "\n"
    assert len(table(rows)[1]) == 2


def test_an_identifier_is_no_title_in_indonesian() -> None:
    _, (found,) = table("Title|title_gd|title_id\nWiring|Uèirleadh|T1\n")
    assert terms(found.record, "title") == [Literal("Wiring"), Literal("Uèirleadh", RDF_LANG_STRING, "gd")]


@pytest.mark.parametrize(
    ("answer", "pace"), [("True", "self-paced"), ("no", "instructor-paced"), ("rolling", "open-entry")]
)
def test_a_heading_that_asks_for_a_pace_is_answered(answer: str, pace: str) -> None:
    _, (found,) = table(f"Title|self_paced\nWiring|{answer}\n")
    assert terms(found.record, "pacing") == [IRI(f"{BASE}pacing/{pace}")]


def test_a_deadline_that_is_none_says_that_entry_is_open() -> None:
    _, (found, other) = table("Title|Starts|Apply by\nWiring|2026-03-03|No closing date\nCooking|2026-03-03|Soon\n")
    assert [value.term for value in values(found.record, "pacing")] == [IRI(BASE + "pacing/open-entry")]
    assert not list(values(found.record, "applicationDeadline"))
    assert [value.text for value in values(other.record, "applicationDeadline")] == ["Soon"]


@pytest.mark.parametrize(
    ("row", "is_record"),
    [
        ("Total||60|£1,120.00", False),
        ("|Grand total:|60|1.120,00 €", False),
        ("SUMME||66.7|GBP 110", False),
        ("Average|||", False),
        ("Total|3 courses|60|", False),
        ("Total Quality Management||60|£120", True),
        ("Total|Glen Orrin College|60|£120", True),
        ("|Total 2026||", True),
        ("B2|Welding|20|£100", True),
        ("* Prices may change.|||", False),
        ("|Source: our own list||", False),
        ("NOTE: ask us", False),
        ("|Source Control with Git||", True),
        ("Note: a title|Welding||", True),
    ],
)
def test_a_row_of_totals_or_notes_is_no_record(row: str, is_record: bool) -> None:
    rows = f"Ref|Title|Hours|Price\nA1|Wiring|20|£100\n{row}\nC3|Cooking|30|£90\n"
    found = table(rows)[1]
    assert [one.record.number for one in found] == list(range(1, 3 + is_record))
    assert [value.text for value in values(found[-1].record, "title")] == ["Cooking"]


def test_a_first_row_without_a_title_goes_on_with_nothing() -> None:
    assert len(table("Title|Start date|Place\n|2026-03-03|Leith\n|2026-05-05|Perth\n")[1]) == 2


# --- corrections ----------------------------------------------------------------------------------------


def corrected(text: str, **options: Any) -> list[tuple[str, str, bool]]:
    interpreter = Interpreter(VOCABULARY, MAPPER, **options)
    (document,) = read("x.csv", text.encode())
    layout = interpreter.survey(document)  # type: ignore[arg-type]
    rows = [row for row in interpreter.rows(document, layout) if isinstance(row, Row)]  # type: ignore[arg-type]
    found = [interpreter.interpret(row, document.source, layout) for row in rows]  # type: ignore[union-attr]
    return [(edit.old, edit.new, edit.safe) for one in found for _, _, edit in interpreter.corrections(one)]


def test_a_date_is_corrected_safely_only_where_it_has_one_reading() -> None:
    found = corrected("Title|Start date\nA|03/04/2026\nB|25/04/2026\nC|46085\nD|3-14 March 2026\n")
    assert found == [
        ("03/04/2026", "2026-04-03", False),
        ("25/04/2026", "2026-04-25", True),
        ("46085", "2026-03-04", False),
    ]


def test_half_a_cell_is_never_corrected() -> None:
    assert not corrected("Title|SCQF level/Credits\nWiring|lvl 7 / 12\n")


def test_a_row_that_goes_on_is_corrected_like_any_other() -> None:
    found = corrected("Title|Start date|Place\nA|3 April 2026|Leith\n|5 May 2026|Perth\n")
    assert [new for _, new, _ in found] == ["2026-04-03", "2026-05-05"]


def test_a_heading_of_dates_holds_runs_of_days() -> None:
    _, [found] = table("Title|Run dates\nWiring|3-14 March 2026\n")
    (run,) = found.record.fields["offering"]
    assert isinstance(run, Part)
    days = [(key, value.term) for key, (value,) in run.fields.items() if isinstance(value, Value)]
    assert days == [("startDate", Literal("2026-03-03", DATE)), ("endDate", Literal("2026-03-14", DATE))]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (1767225600, "2026-01-01"),  # midnight in Greenwich
        (1767222000, "2026-01-01"),  # and in Paris
        (1767261600000, "2026-01-01"),
        ({"$date": 1767225600000}, "2026-01-01"),
    ],
)
def test_a_number_of_seconds_is_a_day_as_programs_count(written: object, day: str) -> None:
    _, (found,) = table(json.dumps([{"title": "A", "startDate": written, "endDate": 0}]), "x.json")
    assert terms(found.record, "startDate") == [Literal(day, DATE)]
    assert terms(found.record, "endDate") == []  # nought is no day
    assert codes(found).count("date-as-number") == 1


def test_digits_that_may_be_a_day_and_an_hour_are_no_seconds() -> None:
    _, (found,) = table(json.dumps([{"title": "A", "startDate": 2026010109}]), "x.json")
    assert terms(found.record, "startDate") == [Literal("2026010109")]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("Wiring,SCQF 7,online\nData,SCQF 8,blended\nCare,SCQF 6,on-site\nFire,SCQF 5,online\n", "SCQF 7"),
        # Names that say nothing, and names that say something, are headings.
        ("Name it,Column 2,Column 3\nData,SCQF 8,blended\nCare,SCQF 6,on-site\nFire,SCQF 5,online\n", ""),
        ("Title,SCQF 7,online\nData,SCQF 8,blended\nCare,SCQF 6,on-site\nFire,SCQF 5,online\n", ""),
        ("Wiring,Acme,120\nData,Acme,240\nCare,Acme,80\n", ""),
    ],
)
def test_a_record_in_the_place_of_the_headings_is_told(rows: str, shown: str) -> None:
    assert table(rows)[0].unheaded == shown
