"""Rows as providers write them become records: fields, parts, terms, routes, and what there is to say about it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mcvocab.formats import kinds_of
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL, Interpretation, Interpreter
from mcvocab.interpreter.headings import Headings
from mcvocab.mapping import Mapper
from mcvocab.model import BASE, IRI, MCV, XSD, Blank, Literal, Part, Record, Term, Value, values
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.store import load

VOCABULARY = load().vocabulary
MAPPER = Mapper(VOCABULARY)
DECIMAL, DATE = XSD + "decimal", XSD + "date"


def interpret(name: str, data: str, **options: Any) -> list[Interpretation]:
    interpreter = Interpreter(VOCABULARY, MAPPER, **options)
    kinds = kinds_of((MICRO_CREDENTIAL, AWARD), VOCABULARY.formats.values())
    found = []
    for document in read(name, data.encode(), None, kinds):
        for row in document.rows():  # type: ignore[union-attr]
            assert isinstance(row, Row), row
            found.append(interpreter.interpret(row, document.source))  # type: ignore[union-attr]
    return found


def row(**cells: str) -> Interpretation:
    """One CSV row whose headings are the keyword arguments, with blanks for underscores."""
    head = ",".join(f'"{key.replace("_", " ")}"' for key in cells)
    body = ",".join('"' + text.replace('"', '""') + '"' for text in cells.values())
    return interpret("x.csv", f"{head}\n{body}\n")[0]


def terms(record: Record, key: str) -> list[Term]:
    return [value.term for value in values(record, key)]


def concept(path: str) -> IRI:
    return IRI(BASE + path)


def number(text: str) -> Literal:
    return Literal(text, DECIMAL)


def test_headings_may_be_spelt_and_ordered_freely() -> None:
    record = row(**{"HOURS": "60", "learning outcome": "Wire a plug", "courseTitle": "Safe wiring"}).record
    assert terms(record, "title") == [Literal("Safe wiring")]
    assert terms(record, "workload") == [number("60")]
    assert terms(record, "learningOutcome") == [Literal("Wire a plug")]


def test_every_heading_of_every_field_leads_to_it() -> None:
    headings = Headings(VOCABULARY, MAPPER)
    keys = {field.iri: field.key for field in VOCABULARY.fields.values()}
    for label, concept in VOCABULARY.labels(("field",)):
        column = headings.resolve(label.text, None)
        assert column is not None, label
        assert column.field.key == keys[concept.iri], label


@pytest.mark.parametrize(
    ("cells", "key", "expected"),
    [
        ({"Level": "SCQF level 7"}, "level", [concept("scqf/7")]),
        ({"SCQF level": "7"}, "level", [concept("scqf/7")]),
        ({"EQF-Niveau": "6"}, "level", [concept("eqf/6")]),
        ({"Niveau CEC": "6"}, "level", [concept("eqf/6")]),
        ({"Level SCQF": "7"}, "level", [concept("scqf/7")]),
        ({"Level (SCQF / EQF)": "7"}, "level", [Literal("7")]),
        ({"ECTS-Punkte": "5"}, "creditSystem", [concept("credit-system/ects")]),
        ({"Opintopisteet": "5"}, "creditSystem", [concept("credit-system/ects")]),
        ({"CFU": "5"}, "creditSystem", [concept("credit-system/it-cfu")]),
        ({"Leistungspunkte": "5"}, "creditSystem", []),
        ({"Level": "7"}, "level", [Literal("7")]),
        ({"Level": "Beginner"}, "difficulty", [concept("difficulty/beginner")]),
        ({"Level": "Undergraduate"}, "level", [Literal("Undergraduate")]),
        ({"Level": "SCQF 7/8"}, "level", [concept("scqf/7"), concept("scqf/8")]),
        ({"Mode": "face to face"}, "mode", [concept("delivery-mode/on-site")]),
        ({"Mode": "Online, on-site"}, "mode", [concept("delivery-mode/online"), concept("delivery-mode/on-site")]),
        ({"Mode": "by carrier pigeon"}, "mode", [Literal("by carrier pigeon")]),
        ({"Country": "Scotland"}, "country", [concept("country/gb-sct")]),
        ({"Workload": "60 hours"}, "workload", [number("60")]),
        ({"Duration (weeks)": "4"}, "duration", [Literal("4 weeks")]),
        ({"Duration in months": "1.5"}, "duration", [Literal("1.5 months")]),
        ({"Course length [days]": "2 days"}, "duration", [Literal("2 days")]),
        ({"Dauer (Wochen)": "4"}, "duration", [Literal("4 Wochen")]),
        ({"Duration (blended)": "4"}, "duration", [Literal("4")]),
        ({"Duration": "4"}, "duration", [Literal("4")]),
        ({"Duration (hours per week)": "4"}, "duration", [Literal("4")]),
        ({"Duration (days or weeks)": "4"}, "duration", [Literal("4")]),
        ({"Number of weeks": "4"}, "duration", [Literal("4 weeks")]),
        ({"weeks_to_complete": "9"}, "duration", [Literal("9 weeks")]),
        ({"Workload": "PT60H"}, "workload", [number("60")]),
        ({"Workload": "P60M"}, "workload", [Literal("P60M")]),
        ({"Start date": "3 March 2026"}, "startDate", [Literal("2026-03-03", DATE)]),
        ({"Start date": "30 February 2026"}, "startDate", [Literal("30 February 2026")]),
        ({"Language": "English and Gaelic"}, "language", [concept("language/en"), concept("language/gd")]),
        ({"CPD points": "10"}, "cpdUnit", [concept("cpd-unit/point")]),
        ({"CPD": "10 hours"}, "cpdUnit", [concept("cpd-unit/hour")]),
        ({"Route": "CPD; non-credit"}, "provisionRoute",
         [concept("provision-route/continuing-development"), concept("provision-route/non-credit")]),
        ({"Identity verified": "Yes"}, "identityVerification", [Literal("true", XSD + "boolean")]),
        ({"ID check": "no"}, "identityVerification", [Literal("false", XSD + "boolean")]),
        ({"Identity verified": "by passport"}, "identityVerification", [Literal("by passport")]),
        ({"Credit of target award": "240 SCQF credits"}, "recognitionTargetCreditPoints", [number("240")]),
        ({"Credit of target award": "240 SCQF credits"}, "recognitionTargetCreditSystem", [concept("credit-system/scqf")]),
        ({"Credit of target award": "240 SCQF credits at level 8"}, "recognitionTargetCreditPoints",
         [Literal("240 SCQF credits at level 8")]),
        ({"PSRB": "Institute of Care"}, "professionalBodyName", [Literal("Institute of Care")]),
        ({"Employer contact email": "a@example.ac.uk"}, "employerContactEmail", [Literal("a@example.ac.uk")]),
        ({"Credit bearing": "Yes"}, "provisionRoute", [concept("provision-route/credit-bearing")]),
        ({"Credit bearing": "no"}, "provisionRoute", [concept("provision-route/non-credit")]),
        ({"Learning outcomes": "- Wire a plug\n- Test a fuse"}, "learningOutcome",
         [Literal("Wire a plug"), Literal("Test a fuse")]),
        ({"Mode": "Mixture of online and on-site days"}, "mode", [concept("delivery-mode/blended")]),
        ({"Credits": "None"}, "creditPoints", [number("0")]),
        ({"Level": "Introductory"}, "difficulty", [concept("difficulty/beginner")]),
        ({"Level": "SCQF 7"}, "level", [concept("scqf/7")]),
        ({"Level": "all the way"}, "level", [Literal("all the way")]),
        ({"Course type": "Self-paced on your time"}, "pacing", [concept("pacing/self-paced")]),
        ({"Course type": "Online"}, "mode", [concept("delivery-mode/online")]),
        ({"is_paid": "FALSE"}, "costType", [concept("cost/free")]),
        ({"Free?": "yes"}, "costType", [concept("cost/free")]),
        ({"duration_years": "2"}, "duration", [Literal("2 years")]),
        ({"Stackable": "No"}, "recognitionType", [concept("recognition/not-stackable")]),
        ({"Stackable": "Yes"}, "recognitionType", [Literal("Yes")]),
        ({"Level": "Beginner to intermediate"}, "difficulty",
         [concept("difficulty/beginner"), concept("difficulty/intermediate")]),
        ({"level": "beginner_to_intermediate"}, "difficulty",
         [concept("difficulty/beginner"), concept("difficulty/intermediate")]),
        ({"delivery": "online_and_on_site"}, "mode",
         [concept("delivery-mode/online"), concept("delivery-mode/on-site")]),
        ({"level": "free_ects_available"}, "level", [Literal("free_ects_available")]),
        ({"Niveau": "Débutant"}, "difficulty", [concept("difficulty/beginner")]),
        ({"Nivel": "Avanzado"}, "difficulty", [concept("difficulty/advanced")]),
        ({"Niveau_Europeen": "3"}, "level", [concept("eqf/3")]),
        ({"Certificate": "Yes"}, "evidenceForm", [concept("term/certificate")]),
        ({"Digital badge": "no"}, "evidenceForm", []),
        ({"Certificate": "Digital badge"}, "evidenceForm", [concept("term/digital-badge")]),
        ({"Degree title": "Safe wiring"}, "title", [Literal("Safe wiring")]),
        ({"Micro-credential level": "SCQF 7"}, "level", [concept("scqf/7")]),
        ({"Tipo de curso": "Diploma"}, "credentialType", [concept("term/diploma")]),
        ({"Web page": "www.example.org"}, "url", [Literal("www.example.org")]),
        ({"Web page": "https://example.org/a"}, "url", [Literal("https://example.org/a", XSD + "anyURI")]),
    ],
)  # fmt: skip
def test_what_people_write_is_understood_or_left_as_written(
    cells: dict[str, str], key: str, expected: list[Term]
) -> None:
    assert terms(row(**cells).record, key) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Credits": "20 credits at SCQF 7"}, [("20", "credit-system/scqf", "scqf/7")]),
        ({"Level": "SCQF Level 8 (20 credits)"}, [("20", "credit-system/scqf", "scqf/8")]),
        ({"Credits": "10 ECTS / 20 SCQF"}, [("10", "credit-system/ects", None), ("20", "credit-system/scqf", None)]),
        ({"ECTS credits": "5", "SCQF credits": "10"}, [("5", "credit-system/ects", None), ("10", "credit-system/scqf", None)]),
        ({"Credits": "20", "Credit system": "SCQF"}, [("20", "credit-system/scqf", None)]),
        ({"Credit system": "SCQF", "Credits": "20"}, [("20", "credit-system/scqf", None)]),
        ({"Credits": "20"}, [("20", None, None)]),
        ({"Credit points": "20"}, [("20", None, None)]),
        ({"Credit points": "20 credits"}, [("20", None, None)]),
        ({"Credit points": "20 SCQF credits"}, [("20", "credit-system/scqf", None)]),
        ({"Credit points": "20 credits at SCQF 7"}, [("20", "credit-system/scqf", "scqf/7")]),
        ({"Credit points": "20 SCQF credits", "Credit system": "SCQF"}, [("20", "credit-system/scqf", None)]),
        ({"Credit points": "10 ECTS / 20 SCQF"}, [("10", "credit-system/ects", None), ("20", "credit-system/scqf", None)]),
        ({"Credits": "10; 5", "Credit system": "SCQF; ECTS"},
         [("10", "credit-system/scqf", None), ("5", "credit-system/ects", None)]),
    ],
)  # fmt: skip
def test_credit_is_told_apart(cells: dict[str, str], expected: list[tuple[str, str | None, str | None]]) -> None:
    parts = [part for part in row(**cells).record.fields["credit"] if isinstance(part, Part)]

    def only(part: Part, key: str) -> Term | None:
        members = part.fields.get(key, ())
        assert len(members) <= 1
        return members[0].term if members and isinstance(members[0], Value) else None

    found = [tuple(only(part, key) for key in ("creditPoints", "creditSystem", "creditLevel")) for part in parts]
    assert found == [
        (number(points), concept(system) if system else None, concept(level) if level else None)
        for points, system, level in expected
    ]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Price amount", "£99", {"priceAmount": [number("99")], "priceCurrency": [concept("currency/gbp")]}),
        ("Target credit points", "60 ECTS credits",
         {"recognitionTargetCreditPoints": [number("60")],
          "recognitionTargetCreditSystem": [concept("credit-system/ects")]}),
    ],
)  # fmt: skip
def test_a_column_for_a_number_alone_may_hold_what_belongs_to_it(
    heading: str, text: str, expected: dict[str, list[Term]]
) -> None:
    record = row(**{heading: text}).record
    assert {key: terms(record, key) for key in expected} == expected


@pytest.mark.parametrize("key", ["data", "attributes", "basicInfo", "course"])
def test_a_key_that_only_holds_is_passed(key: str) -> None:
    said = {"title": "Safe wiring", "level": "SCQF 5", "provider": {"name": "Glen", "link": "https://glen.example/"}}
    record = interpret("x.json", json.dumps({"id": "SW-1", key: said}))[0].record
    assert terms(record, "identifier") == [Literal("SW-1")]
    assert terms(record, "title") == [Literal("Safe wiring")]
    assert terms(record, "level") == [concept("scqf/5")]
    assert terms(record, "providerName") == [Literal("Glen")]
    assert terms(record, "providerUrl") == [Literal("https://glen.example/", XSD + "anyURI")]
    assert record.unread == ()


def test_what_somebody_else_is_called_is_not_passed() -> None:
    told = json.dumps({"title": "Safe wiring", "instructor": {"name": "A. Person", "level": "7"}})
    record = interpret("x.json", told)[0].record
    assert (terms(record, "title"), terms(record, "level")) == ([Literal("Safe wiring")], [])


def test_what_has_no_key_inside_a_part_leads_it() -> None:
    told = json.dumps({"title": "Safe wiring", "price": {"": "250", "currency": "GBP"}})
    record = interpret("x.json", told)[0].record
    assert (terms(record, "priceAmount"), terms(record, "priceCurrency")) == (
        [number("250")],
        [concept("currency/gbp")],
    )


@pytest.mark.parametrize(
    "skill", ['{"id": "89898f70", "name": "Azure"}', '{"name": "Azure", "slug": "azure"}', '{"q": "Azure"}']
)
def test_of_a_thing_with_a_name_the_name_is_read(skill: str) -> None:
    (record,) = (one.record for one in interpret("x.json", f'[{{"title": "Clouds", "skills": [{skill}]}}]'))
    assert [value.text for value in values(record, "skill")] == ["Azure"]


def test_points_inside_a_part_stay_one_amount() -> None:
    told = json.dumps({"title": "Safe wiring", "credit": {"points": "20 SCQF credits"}})
    assert terms(interpret("x.json", told)[0].record, "creditSystem") == [concept("credit-system/scqf")]
    several = json.dumps({"title": "Safe wiring", "credit": {"points": "10 ECTS / 20 SCQF"}})
    assert terms(interpret("x.json", several)[0].record, "creditPoints") == [Literal("10 ECTS / 20 SCQF")]


@pytest.mark.parametrize(
    ("cells", "amount", "currency"),
    [
        ({"Price (AUD)": "$495.00"}, "495", ["aud"]),
        ({"Price (AUD)": "495"}, "495", ["aud"]),
        ({"Course fee in EUR": "150"}, "150", ["eur"]),
        ({"Cost £": "99"}, "99", ["gbp"]),
        ({"Fee USD": "$99"}, "99", ["usd"]),
        ({"priceEur": "99"}, "99", ["eur"]),
        ({"Price": "$99", "Currency": "NZD"}, "99", ["nzd"]),
        ({"Currency": "NZD", "Price": "$99"}, "99", ["nzd"]),
        # What a cell says counts before its heading; and what does not agree is told.
        ({"Price (AUD)": "US$ 99"}, "99", ["usd"]),
        ({"Price": "$99", "Currency": "euro"}, "99", ["$", "eur"]),
        ({"Price": "$99"}, "99", ["$"]),
        ({"Price (per person)": "£99"}, "99", ["gbp"]),
    ],
)  # fmt: skip
def test_a_sign_of_several_currencies_is_explained_by_the_heading_or_another_column(
    cells: dict[str, str], amount: str, currency: list[str]
) -> None:
    record = row(**cells).record
    assert terms(record, "priceAmount") == [number(amount)]
    expected = [Literal(one) if one == "$" else concept(f"currency/{one}") for one in currency]
    assert terms(record, "priceCurrency") == expected


@pytest.mark.parametrize(("heading", "currency"), [("price_usd", "usd"), ("prix_xaf", "xaf"), ("fee_gbp", "gbp")])
def test_a_heading_of_a_program_may_end_in_a_currency(heading: str, currency: str) -> None:
    record = interpret("x.csv", f"{heading}\n99\n")[0].record
    assert terms(record, "priceCurrency") == [concept(f"currency/{currency}")]


def test_a_sign_is_explained_by_its_neighbour_in_nested_data() -> None:
    told = json.dumps({"title": "Safe wiring", "price": {"amount": "$500", "currency": "USD"}})
    assert terms(interpret("x.json", told)[0].record, "priceCurrency") == [concept("currency/usd")]


def test_what_is_said_once_holds_for_every_run() -> None:
    interpretation = row(Start_date="2026-03-02; 2026-05-04", Duration="4 weeks", Pacing="cohort-based")
    runs = interpretation.record.fields["offering"]
    assert [terms(run, "duration") for run in runs] == [[Literal("4 weeks")]] * 2
    assert [terms(run, "pacing") for run in runs] == [[concept("pacing/cohort-based")]] * 2
    assert [trouble.code for trouble in interpretation.troubles] == ["route-undeclared"]


@pytest.mark.parametrize("text", ["Rolling", "Start anytime", "Open enrolment"])
def test_a_start_at_any_time_is_no_date(text: str) -> None:
    record = row(Start_date=text).record
    assert terms(record, "startDate") == []
    assert terms(record, "pacing") == [concept("pacing/open-entry")]


def test_price_and_currency_of_an_offering() -> None:
    [offering] = row(Price="£250", Start_date="2026-03-01").record.fields["offering"]
    assert isinstance(offering, Part)
    assert set(offering.fields) == {"startDate", "price"}
    [price] = offering.fields["price"]
    assert isinstance(price, Part)
    assert [v.term for v in values(price, "priceAmount")] == [number("250")]
    assert [v.term for v in values(price, "priceCurrency")] == [concept("currency/gbp")]


@pytest.mark.parametrize(
    ("cells", "workload", "duration"),
    [
        ({"Workload": "3 hours per week for 6 weeks"}, number("18"), "6 weeks"),
        ({"Workload": "1 day (7 hours)"}, number("7"), "1 day"),
        # A range is no one number, and no day has a fixed number of hours: both stay as they were written.
        ({"Workload": "6 weeks, 3-4 hours a week"}, Literal("6 weeks, 3-4 hours a week"), "6 weeks"),
        ({"Workload": "2½ days"}, Literal("2½ days"), "2½ days"),
        ({"Duration and effort": "6 weeks, 3 hours a week"}, number("18"), "6 weeks"),
        ({"Effort / duration": "6 weeks, 3-4 hours a week"}, Literal("6 weeks, 3-4 hours a week"), "6 weeks"),
        ({"Duration / Workload": "6 weeks / 18"}, number("18"), "6 weeks"),
        # A column for the duration does not say that its hours are all the work there is.
        ({"Duration": "6 weeks, 3 hours a week"}, None, "6 weeks"),
        ({"Duration": "half a day"}, None, "half a day"),
        ({"Workload": "3 hours a week for 6 weeks", "Duration": "2 months"}, number("18"), "2 months"),
    ],
)
def test_hours_and_how_long_it_runs_are_told_apart(
    cells: dict[str, str], workload: Term | None, duration: str
) -> None:
    record = row(**cells).record
    assert terms(record, "workload") == ([] if workload is None else [workload])
    assert terms(record, "duration") == [Literal(duration)]


def test_a_range_of_hours_is_shown_by_its_ends() -> None:
    for written, expected in {
        "20-30 hours": ["20 hours", "30 hours"],
        "6 weeks, 3-4 hours a week": ["18 hours", "24 hours"],
    }.items():
        (value,) = values(row(Workload=written).record, "workload")
        assert [candidate.label for candidate in value.candidates] == expected


@pytest.mark.parametrize(
    ("written", "amount"),
    [("FOC", number("0")), ("No charge to you", None), ("see website", None), ("Price on application", None)],
)
def test_a_name_of_what_costs_nothing_is_a_price_of_nothing(written: str, amount: Literal | None) -> None:
    assert terms(row(Price=written).record, "priceAmount") == [amount or Literal(written)]


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("from £99", ["£99"]),
        ("£99 + VAT", []),
        ("£250-£300", ["£250", "£300"]),
        ("250-300 GBP", ["250 GBP", "300 GBP"]),
    ],
)
def test_a_price_that_is_no_one_amount_stays_as_written_with_its_currency(written: str, labels: list[str]) -> None:
    record = row(Price=written).record
    (amount,) = values(record, "priceAmount")
    assert amount.term == Literal(written)
    assert [candidate.label for candidate in amount.candidates] == labels
    assert terms(record, "priceCurrency") == [concept("currency/gbp")]


@pytest.mark.parametrize(
    ("cells", "workload"),
    [
        ({"Duration (hours)": "40"}, "40"),
        ({"duration_hours": "40"}, "40"),
        ({"durationHours": "7.5"}, "7.5"),
        ({"duration_h": "40"}, "40"),
        ({"Dauer (Std.)": "40"}, "40"),
        ({"duration_minutes": "90"}, "1.5"),
        ({"Duration (hours)": "20", "Total hours": "60"}, "60"),
    ],
)
def test_a_duration_that_is_counted_in_hours_is_how_much_work_it_is(cells: dict[str, str], workload: str) -> None:
    found = row(**cells)
    assert terms(found.record, "workload") == [number(workload)]
    assert "workload-in-duration" not in {trouble.code for trouble in found.troubles}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Duration": "1h 30m"}, [""]),
        ({"Duration": "21 heures"}, [""]),
        ({"Duration": "3 jours (21 heures)"}, ["21 hours"]),
        ({"Duration": "40"}, []),
        ({"Duration (weeks)": "4"}, []),
        ({"Duration (hours per week)": "4"}, []),
    ],
)
def test_hours_instead_of_a_duration_are_told(cells: dict[str, str], told: list[str]) -> None:
    found = row(**cells)
    assert [t.details["found"] for t in found.troubles if t.code == "workload-in-duration"] == told
    assert terms(found.record, "workload") == []


def test_what_is_free_but_for_its_certificate_says_so_and_loses_neither_price() -> None:
    record = row(Price="Free (certificate: £39)").record
    assert terms(record, "costType") == [concept("cost/free-with-paid-certificate")]
    assert terms(record, "priceCurrency") == [concept("currency/gbp")]
    (amount,) = values(record, "priceAmount")
    assert amount.term == Literal("Free (certificate: £39)")
    assert [candidate.label for candidate in amount.candidates] == ["0", "£39"]


def test_hours_beside_a_duration_are_told_where_no_workload_is_given() -> None:
    told = row(Duration="6 weeks, 3-4 hours a week").troubles
    assert [(t.code, t.details["found"]) for t in told if t.code == "workload-in-duration"] == [
        ("workload-in-duration", "18 to 24 hours")
    ]
    beside = row(Duration="6 weeks, 3-4 hours a week", Workload="20").troubles
    assert "workload-in-duration" not in {trouble.code for trouble in beside}


def test_several_start_dates_are_several_offerings_and_siblings_are_shared_out() -> None:
    record = row(Start_date="2026-03-01; 2026-09-01", End_date="2026-05-01; 2026-11-01").record
    offerings = [part for part in record.fields["offering"] if isinstance(part, Part)]
    pairs = [tuple(terms(part, key)[0] for key in ("startDate", "endDate")) for part in offerings]  # type: ignore[arg-type]
    assert [tuple(t.lexical for t in pair) for pair in pairs] == [  # type: ignore[union-attr]
        ("2026-03-01", "2026-05-01"),
        ("2026-09-01", "2026-11-01"),
    ]


def test_siblings_that_cannot_be_shared_out_go_to_the_first_and_it_is_said() -> None:
    found = row(Start_date="2026-03-01; 2026-06-01; 2026-09-01", End_date="2026-04-01; 2026-10-01")
    first, *others = found.record.fields["offering"]
    assert isinstance(first, Part)
    assert len(terms(first, "endDate")) == 2  # type: ignore[arg-type]
    assert [terms(one, "endDate") for one in others] == [[], []]  # type: ignore[arg-type]
    assert "parts-not-paired" in [trouble.code for trouble in found.troubles]


@pytest.mark.parametrize("written", ["", "n/a", "TBC", "-", "NaN", "#NAME?", "k.A.", "à définir", "정보 없음"])
def test_placeholders_are_missing_and_their_cell_is_remembered(written: str) -> None:
    found = row(Title="Safe wiring", Mode=written)
    assert terms(found.record, "mode") == []
    assert "mode" in found.record.blanks
    assert ("placeholder-as-value" in [t.code for t in found.troubles]) == bool(written)


def test_none_is_a_word() -> None:
    assert terms(row(Assessment="none").record, "assessment") == [concept("assessment-type/no-assessment")]


def test_an_offering_word_given_as_type_goes_to_the_offering_type_with_a_note() -> None:
    found = row(Type="short course")
    assert terms(found.record, "offeringType") == [concept("term/short-course")]
    assert terms(found.record, "credentialType") == []
    assert "type-moved" in [trouble.code for trouble in found.troubles]
    assert "type-moved" not in [trouble.code for trouble in row(Type="online").troubles]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Básico → Avanzado", ["beginner", "advanced"]),
        ("Básico a Avanzado", ["beginner", "advanced"]),
        ("beginner to intermediate", ["beginner", "intermediate"]),
        ("Anfänger → Fortgeschrittene", ["beginner", "advanced"]),
        ("beginner to advanced", ["mixed"]),
        ("beginner → rocket", []),
    ],
)
def test_a_range_of_difficulty_is_understood_by_its_ends_where_it_has_no_name(text: str, found: list[str]) -> None:
    known = [term for term in terms(row(Difficulty=text).record, "difficulty") if isinstance(term, IRI)]
    assert known == [concept(f"difficulty/{name}") for name in found]


@pytest.mark.parametrize("heading", ["Cena netto", "Tarif HT", "Price (ex VAT)", "Net price"])
def test_a_price_without_its_tax_is_not_what_is_paid(heading: str) -> None:
    alone = row(**{"Title": "Safe wiring", heading: "100 EUR"}).record
    assert terms(alone, "priceAmount") == [Literal("100 EUR + VAT")]
    assert terms(alone, "priceCurrency") == [concept("currency/eur")]
    beside = row(**{"Title": "Safe wiring", heading: "100 EUR", "Price": "123 EUR"}).record
    assert terms(beside, "priceAmount") == [number("123")]
    assert beside.unread == (heading,)
    assert terms(row(**{heading: "0"}).record, "priceAmount") == [number("0")]


@pytest.mark.parametrize("text", ["full-time", "Part time"])
def test_a_word_for_how_much_of_the_week_it_takes_is_no_mode(text: str) -> None:
    found = row(Mode=text)
    assert terms(found.record, "studyMode") == [concept(f"study-mode/{text.lower().replace(' ', '-')}")]
    assert terms(found.record, "mode") == []
    assert "value-moved" in [trouble.code for trouble in found.troubles]
    assert terms(row(Mode="online").record, "studyMode") == []


@pytest.mark.parametrize(
    ("cells", "route", "code"),
    [
        ({"Credits": "20 SCQF"}, "CreditBearing", "route-inferred"),
        ({"Credits": "0"}, "NonCredit", "route-inferred"),
        ({"CPD points": "5"}, "ContinuingDevelopment", "route-inferred"),
        ({"Leads to": "BA Social Care"}, "ReEntry", "route-inferred"),
        ({"Credit points": "NaN"}, None, "route-undeclared"),
        ({"Credit points": "https://example.org/credit"}, None, "route-undeclared"),
        ({"Route": "non-credit", "Credits": "20 SCQF"}, "NonCredit", None),
        ({"Title": "Nothing said"}, None, "route-undeclared"),
        ({"Route": "credit-bearing; non-credit"}, "CreditBearing", "route-contradicted"),
    ],
)
def test_routes_are_declared_or_inferred_from_positive_evidence(
    cells: dict[str, str], route: str | None, code: str | None
) -> None:
    found = row(**cells)
    routes = [name.removeprefix(MCV) for name in found.record.types if name != MICRO_CREDENTIAL]
    assert routes[:1] == ([route] if route else [])
    assert [t.code for t in found.troubles if t.code.startswith("route-")] == ([code] if code else [])


def test_a_forced_route_applies_and_contradicts_the_declared_one() -> None:
    found = interpret("x.csv", "Title,Route\nA,non-credit\n", routes=[IRI(MCV + "CreditBearing")])[0]
    assert IRI(MCV + "CreditBearing") in found.record.types
    assert "route-contradicted" in [trouble.code for trouble in found.troubles]


@pytest.mark.parametrize("heading", ["Title@gd", "Title (gd)", "title_gd", "Title [gd]", "Title (Gaelic)"])
def test_a_heading_may_name_the_language_of_its_texts(heading: str) -> None:
    record = interpret("x.csv", f"{heading}\nÀite\n")[0].record
    assert [(t.language, t.lexical) for t in terms(record, "title") if isinstance(t, Literal)] == [("gd", "Àite")]


def test_the_language_of_instruction_is_not_the_language_of_the_text() -> None:
    record = row(Title="Safe wiring", Language="English").record
    assert terms(record, "title") == [Literal("Safe wiring")]


def test_nested_and_flat_json_give_the_same_record() -> None:
    nested = {
        "title": {"en": "Safe wiring"},
        "provider": {"name": "Glen College", "url": "https://glen.example"},
        "credit": [{"points": 20, "system": "SCQF", "level": "SCQF 7"}],
        "offering": {"startDate": "2026-03-01", "price": {"amount": 250, "currency": "GBP"}},
    }
    flat = {
        "Title@en": "Safe wiring",
        "Provider": "Glen College",
        "providerUrl": "https://glen.example",
        "creditPoints": 20,
        "creditSystem": "SCQF",
        "creditLevel": "SCQF 7",
        "startDate": "2026-03-01",
        "priceAmount": 250,
        "priceCurrency": "GBP",
    }

    def plain(holder: Record | Part) -> dict[str, Any]:
        return {
            key: [plain(m) if isinstance(m, Part) else m.term for m in members]
            for key, members in sorted(holder.fields.items())
        }

    one, other = (interpret("x.json", json.dumps(data))[0].record for data in (nested, flat))
    assert plain(one) == plain(other)


def test_a_record_is_its_absolute_iri_or_a_blank_node() -> None:
    named = row(ID="https://example.org/mc/1").record
    coded = row(ID="MC-1").record
    assert named.node == "https://example.org/mc/1"
    assert isinstance(coded.node, Blank)
    assert terms(coded, "identifier") == [Literal("MC-1")]


def test_a_learners_name_makes_an_award_that_holds_the_micro_credential() -> None:
    record = row(Full_name="Jo Doe", Title="Safe wiring", Credits="5 ECTS", Date_issued="2026-01-02").record
    assert (record.kind, record.types) == ("award", (AWARD,))
    [achieved] = record.fields["achievement"]
    assert isinstance(achieved, Part)
    assert MICRO_CREDENTIAL in achieved.types
    assert IRI(MCV + "CreditBearing") in achieved.types
    assert set(achieved.fields) == {"title", "credit"}


def test_defaults_hold_where_a_record_says_nothing() -> None:
    rows = interpret("x.csv", "Title,Language\nA,\nB,Welsh\n", defaults={"language": "English"})
    found = [[value.term for value in values(one.record, "language")] for one in rows]
    assert found == [[concept("language/en")], [concept("language/cy")]]
    assert next(values(rows[0].record, "language")).default


def test_a_supervised_assessment_makes_no_award_and_stays_with_what_states_it() -> None:
    offer = row(Title="A", Identity_verified="yes").record
    award = row(Title="A", Learner_name="Mairi", Identity_verified="yes").record
    assert (offer.kind, award.kind) == ("offer", "award")
    assert "identityVerification" in offer.fields
    assert "identityVerification" in award.fields


def test_unknown_columns_are_left_and_named() -> None:
    assert row(Title="A", Parking_permit="yes").record.unread == ("Parking permit",)


def test_codes_of_several_things_are_not_the_code_of_the_course() -> None:
    courses = [{"title": "Safe wiring", "courseCode": "C", "moduleCodes": ["M1", "M2"]}]
    record = interpret("x.json", json.dumps(courses))[0].record
    assert terms(record, "identifier") == [Literal("C")]
    assert record.unread == ("moduleCodes",)
    assert terms(row(title="Safe wiring", module_code="M1").record, "identifier") == [Literal("M1")]


def test_a_short_title_is_no_second_title() -> None:
    found = interpret("x.json", json.dumps([{"title": "Safe wiring", "short_title": "SW"}]))[0].record
    assert terms(found, "title") == [Literal("Safe wiring")]
    assert found.unread == ("short_title",)


def test_json_ld_and_turtle_in_our_namespace() -> None:
    turtle = """
        @prefix mcv: <https://w3id.org/mcvocab/ns/> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://example.org/1> a mcv:MicroCredential ; dcterms:title "Safe wiring"@en ;
            mcv:workload "sixty"^^xsd:decimal ; mcv:level <https://w3id.org/mcvocab/scqf/7> ;
            mcv:credit [ mcv:points 20.0 ] .
    """
    linked = {
        "@context": {"@vocab": MCV, "dcterms": "http://purl.org/dc/terms/", "xsd": XSD},
        "@id": "https://example.org/1",
        "@type": "MicroCredential",
        "dcterms:title": {"@value": "Safe wiring", "@language": "en"},
        "workload": {"@value": "sixty", "@type": "xsd:decimal"},
        "level": {"@id": "https://w3id.org/mcvocab/scqf/7"},
        "credit": {"points": {"@value": "20.0", "@type": "xsd:decimal"}},
    }
    for name, data in (("x.ttl", turtle), ("x.jsonld", json.dumps(linked))):
        record = interpret(name, data)[0].record
        assert record.node == "https://example.org/1"
        assert [t.language for t in terms(record, "title") if isinstance(t, Literal)] == ["en"]
        assert terms(record, "workload") == [Literal("sixty", DECIMAL)]
        assert terms(record, "level") == [concept("scqf/7")]
        assert terms(record, "creditPoints") == [Literal("20.0", DECIMAL)]


def test_schema_org_courses_are_read_through_their_table() -> None:
    course = {
        "@context": "https://schema.org/",
        "@type": "Course",
        "name": "Safe wiring",
        "provider": {"@type": "Organization", "name": "Glen College"},
        "educationalLevel": {"@type": "DefinedTerm", "name": "SCQF level 7"},
        "hasCourseInstance": [
            {"@type": "CourseInstance", "courseMode": "online", "startDate": "2026-03-01"},
            {"@type": "CourseInstance", "courseMode": "onsite", "startDate": "2026-09-01"},
        ],
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "GBP"},
    }
    record = interpret("x.json", json.dumps(course))[0].record
    assert terms(record, "title") == [Literal("Safe wiring")]
    assert terms(record, "providerName") == [Literal("Glen College")]
    assert terms(record, "level") == [concept("scqf/7")]
    assert terms(record, "mode") == [concept("delivery-mode/online"), concept("delivery-mode/on-site")]
    assert [t.lexical for t in terms(record, "startDate") if isinstance(t, Literal)] == ["2026-03-01", "2026-09-01"]
    assert terms(record, "priceAmount") == [number("0")]


@pytest.mark.parametrize(
    ("workload", "duration", "offered"),
    [
        ("3 hours a week", "6 weeks", ["18 hours"]),
        ("3-4 hours per week", "P6W", ["18 hours", "24 hours"]),
        ("3 hours a week", "2 months", []),
        ("3 hours a week", "", []),
        ("by arrangement", "6 weeks", []),
    ],
)
def test_hours_a_week_beside_a_number_of_weeks_are_added_up_to_choose_from(
    workload: str, duration: str, offered: list[str]
) -> None:
    record = row(Title="Wiring", Workload=workload, Duration=duration).record
    (value,) = values(record, "workload")
    assert value.term == Literal(workload)
    assert [candidate.label for candidate in value.candidates] == offered


def nested(**keys: Any) -> Interpretation:
    """One JSON record with a title."""
    return interpret("x.json", json.dumps([{"title": "Felt", **keys}]))[0]


@pytest.mark.parametrize(
    ("length", "lexical"),
    [
        ({"value": 6, "unit": "weeks"}, "6 weeks"),
        ({"unit": "Week(s)", "amount": "6"}, "6 week"),
        ({"min": 3, "max": 5, "unit": "months"}, "3-5 months"),
        ({"hours": 20, "weeks": 4}, "20 hours, 4 weeks"),
        ({"totalHours": 0, "totalWeeks": 4}, "4 Weeks"),
        ({"label": "about six weeks", "unit": "weeks"}, "about six weeks"),
    ],
)
def test_a_number_and_its_unit_that_stand_in_an_object_are_read_together(length: Any, lexical: str) -> None:
    (found,) = terms(nested(duration=length).record, "duration")
    assert isinstance(found, Literal)
    assert found.lexical.lower() == lexical.lower()


def test_an_amount_of_work_is_read_with_its_unit_and_a_rate_is_no_amount() -> None:
    assert terms(nested(workload={"value": 90, "unit": "minutes"}).record, "workload") == [number("1.5")]
    assert terms(nested(workload={"value": 12, "unit": "hours"}).record, "workload") == [number("12")]
    rate = nested(workload={"value": 3, "unit": "hours", "per": "week"}).record
    assert number("3") not in terms(rate, "workload")


def test_a_key_means_what_it_says_together_with_the_part_that_it_stands_in() -> None:
    record = nested(price={"value": 100, "currency": "EUR"}, credits={"value": 5, "type": "ECTS"}).record
    assert terms(record, "priceAmount") == [number("100")]
    assert terms(record, "priceCurrency") == [concept("currency/eur")]
    assert terms(record, "creditPoints") == [number("5")]
    assert terms(record, "creditSystem") == [concept("credit-system/ects")]
    assert terms(nested(price={"price": 20, "currency": "GBP"}).record, "priceAmount") == [number("20")]
    organiser = nested(provider={"id": 16, "nom-organisme": "Lycée Kerneuzec"}).record
    assert terms(organiser, "providerName") == [Literal("Lycée Kerneuzec")]
    credit = nested(credits={"credits": 10, "system": "SCQF", "description": "Ten of them"}).record
    assert terms(credit, "creditPoints") == [number("10")]


def test_what_stands_beside_the_key_that_speaks_for_an_object_is_told() -> None:
    one = nested(prerequisites={"education": "A levels", "experience": "A year of it"}).record
    assert terms(one, "prerequisites") == [Literal("A levels")]
    assert one.unread == ("prerequisites/experience",)
    other = nested(skills=[{"id": 7, "name": "Carding"}]).record  # the name says which it is
    assert terms(other, "skill") == [Literal("Carding")]
    assert not other.unread


def test_keys_that_an_object_only_groups_are_read_each_for_itself() -> None:
    grouped = nested(description={"short_description": "Felt.", "target_group": "Adults"}).record
    assert terms(grouped, "description") == [Literal("Felt.")]
    assert len(terms(grouped, "targetGroup")) == 1
    assert not grouped.unread


@pytest.mark.parametrize("key", ["schedule", "courseSchedule", "period"])
def test_days_that_stand_in_an_object_are_those_of_a_run(key: str) -> None:
    record = nested(**{key: {"startDate": "2026-09-29", "end": "2026-12-01"}}).record
    assert terms(record, "startDate") == [Literal("2026-09-29", DATE)]
    assert terms(record, "endDate") == [Literal("2026-12-01", DATE)]
    assert record.unread == ()


def test_days_of_something_else_and_a_timetable_without_days_make_no_run() -> None:
    days = {"startDate": "2026-09-29", "endDate": "2026-12-01"}
    for key in ("application_period", "discount"):
        assert terms(nested(**{key: days}).record, "startDate") == []
    assert "offering" not in nested(schedule={"day": "Monday", "time": "18:00"}).record.fields


def test_a_run_says_of_the_course_in_what_language_and_country_it_is_held_and_how() -> None:
    runs = [
        {"start": "2026-09-29", "language": "de", "country": "DE", "format": "online"},
        {"start": "2026-12-01", "language": "en", "country": "DE", "city": "Bonn", "fee": {"language": "fr"}},
    ]
    record = nested(dates=runs).record
    assert terms(record, "startDate") == [Literal("2026-09-29", DATE), Literal("2026-12-01", DATE)]
    assert set(terms(record, "language")) == {concept("language/de"), concept("language/en")}
    assert set(terms(record, "country")) == {concept("country/de")}
    assert set(terms(record, "mode")) == {concept("delivery-mode/online")}
    assert terms(record, "place") == [Literal("Bonn")]
    assert record.unread == ("language",)  # of a price it says nothing that is known
