"""What people write for quantities, and what is left alone because it would be a guess."""

from __future__ import annotations

import re

import pytest
from cost import cost
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.dates import read_date
from mcvocab.quantities.credit import CreditMention, read_credits
from mcvocab.quantities.effort import Effort, read_effort, read_hours
from mcvocab.quantities.levels import LevelMention, read_levels
from mcvocab.quantities.money import Money, PriceRange, read_money, read_paid_certificate, read_price_range
from mcvocab.quantities.numbers import Amount, read_amount, read_number

CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 jours (21 heures)", Effort("21", "21", "3 jours")),
        ("14 heures (2 jours)", Effort("14", "14", "2 jours")),
        ("2½ Tage", Effort("", "", "2½ Tage")),
        ("6 semaines, 3 heures par semaine", Effort("18", "18", "6 semaines")),
        ("4 horas a la semana durante 6 semanas", Effort("24", "24", "6 semanas")),
        ("10 a 12 horas", Effort("10", "12")),
        ("bis zu 60 Stunden", Effort("", "60")),
        ("1 Stunde und 30 Minuten", Effort("1.5", "1.5")),
        ("8 godzin", Effort("8", "8")),
        ("2 dni (16 h)", Effort("16", "16", "2 dni")),
        ("40 часов", Effort("40", "40")),
        ("30 ώρες", Effort("30", "30")),
        ("20時間", Effort("20", "20")),
        ("3ヶ月", Effort("", "", "3ヶ月")),
        ("40시간", Effort("40", "40")),
    ],
)
def test_units_of_time_are_read_in_the_words_of_many_languages(text: str, expected: Effort) -> None:
    assert read_effort(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "16 UE",
        "40 horas lectivas",
        "20 h/a",
        "24 ак. часа",
        "35 heures de formation",
        "Wochenende",
        "10 Abende",
        "36 lekcji",
    ],
)
def test_lessons_and_hours_of_a_part_are_no_hours_of_work_in_any_language(text: str) -> None:
    assert read_effort(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", "60"),
        (" 7 ", "7"),
        ("007", "7"),
        ("7.50", "7.5"),
        ("20.0", "20"),
        (".5", "0.5"),
        ("5.", "5"),
        ("7,5", "7.5"),
        ("99,50", "99.5"),
        ("1,200", "1200"),
        ("1,200.50", "1200.5"),
        ("1 200", "1200"),
        ("1\u00a0200", "1200"),
        ("1.250,50", "1250.5"),
        ("2E1", "20"),
        ("-5", "-5"),
        ("-0.0", "0"),
        ("+3", "3"),
    ],
)
def test_a_number_is_read_in_canonical_form(text: str, expected: str) -> None:
    assert read_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ten",
        "1,2,3",
        "12,34,567",
        "0,500",
        "10-12",
        "60+",
        "NaN",
        "inf",
        "1/2",
        "½",
        "６０",
        "٣",
        "1e999",
        "9" * 50,
    ],
)
def test_what_is_not_one_number_is_not_read(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", "60"),
        ("60 hours", "60"),
        ("60 hrs", "60"),
        ("60h", "60"),
        ("60-hour", "60"),
        ("1 hour", "1"),
        ("1,200 hours", "1200"),
        ("1.5 hours", "1.5"),
        ("37,5 Stunden", "37.5"),
        ("60 heures", "60"),
        ("60 notional hours", "60"),
        ("60 notional learning hours", "60"),
        ("60 hours of study", "60"),
        ("60 hours total", "60"),
        ("approx. 60 hours", "60"),
        ("60 hours over 6 weeks", "60"),
        ("60 hours (10 weeks)", "60"),
        ("60 hours (over 10 weeks)", "60"),
        ("60 (10 weeks)", "60"),
        ("90 minutes", "1.5"),
        ("100 minutes", "1.6667"),
        ("1 hour 30 minutes", "1.5"),
        ("1h30", "1.5"),
        ("PT60H", "60"),
        ("pt60h", "60"),
        ("PT1H30M", "1.5"),
        ("PT90M", "1.5"),
        ("P0DT60H", "60"),
        ("6 weeks x 10 hours per week", "60"),
        ("6 weeks at 10 hours/week", "60"),
        ("10 hours per week for 6 weeks", "60"),
        ("10 hours a week x 6 weeks", "60"),
        ("10 hours per week (6 weeks)", "60"),
        ("10 hours per week over a 6 week period", "60"),
        ("3 hours per week for 6 weeks", "18"),
        ("6 weeks x 3 hours", "18"),
        ("3 hrs × 6 wks", "18"),
        ("6 months, 5 hours a month", "30"),
        ("5 days, 6 hours a day", "30"),
        ("60 hours (2 months)", "60"),
        ("1 day (7 hours)", "7"),
        ("half a day (3.5 hours)", "3.5"),
        ("2½ days x 6 hours", "15"),
        ("5 days (35 hours)", "35"),
        ("6 weeks (60 hours)", "60"),
        ("6 weeks, 60 hours in total", "60"),
        ("10 x 2-hour sessions", "20"),
        ("10 sessions of 2 hours each", "20"),
        ("10 weekly 2-hour classes", "20"),
        ("10 x 2 hours", "20"),
        ("approx. 100 hours", "100"),
    ],
)
def test_hours_of_work_are_read(text: str, expected: str) -> None:
    assert read_hours(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10-12 hours",
        "10 to 12 hours",
        "up to 60 hours",
        "60+ hours",
        "20 contact hours",
        "60 guided learning hours",
        "10 hours per week",
        "6 weeks, 3-4 hours a week",
        "6 weeks",
        "2 months",
        "5 days",
        "P60M",
        "P2M",
        "P1D",
        "P1DT2H",
        "PT",
        "P",
        "1:30",
        "six hours",
        "60 hours (part-time)",
        "20-30",
        "between 20 and 30 hours",
        "6-8 weeks, 3 hours a week",
        "6 months, 3 hours a week",
        "6 weeks, 60 hours",
        "2 days (7 hours)",
        "1.5 days",
        "2½ days",
        "half a day",
        "1/2 day",
        "1 year",
        "60 hour course",
    ],
)
def test_hours_that_would_be_a_guess_are_not_read(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 weeks, 3-4 hours a week", Effort("18", "24", "6 weeks")),
        ("3 hours per week for 6 weeks", Effort("18", "18", "6 weeks")),
        ("6-8 weeks, 3 hours a week", Effort("18", "24", "6-8 weeks")),
        ("6 weeks part-time, 10 hours a week", Effort("60", "60", "6 weeks part-time")),
        ("approx. 6 weeks (10 hours per week)", Effort("60", "60", "approx. 6 weeks")),
        ("60 hours over 6 weeks", Effort("60", "60", "6 weeks")),
        ("20-30 hours", Effort("20", "30")),
        ("between 20 and 30 hours (6 weeks)", Effort("20", "30", "6 weeks")),
        ("up to 60 hours", Effort("", "60")),
        ("60+ hours", Effort("60", "")),
        ("min. 60 hours", Effort("60", "")),
        ("10 x 2-hour sessions over 10 weeks", Effort("20", "20", "10 weeks")),
        ("1 day (7 hours)", Effort("7", "7", "1 day")),
        ("1.5 days", Effort(duration="1.5 days")),
        ("2½ days", Effort(duration="2½ days")),
        ("half a day", Effort(duration="half a day")),
        # It may be hours each day, or in all; months have no fixed number of weeks.
        ("2 days (7 hours)", Effort(duration="2 days")),
        ("6 weeks, 60 hours", Effort(duration="6 weeks")),
        ("3 days, 7 hours", Effort(duration="3 days")),
        # No day of learning has twelve hours.
        ("3 days, 12 hours", Effort("12", "12", "3 days")),
        ("3 days (21 hours)", Effort("21", "21", "3 days")),
        ("3일, 12시간", Effort("12", "12", "3일")),
        ("6 months, 3 hours a week", Effort(duration="6 months")),
        ("90 minutes", Effort("1.5", "1.5")),
    ],
)
def test_a_text_tells_how_much_work_it_is_and_how_long_it_runs(text: str, expected: Effort) -> None:
    assert read_effort(text) == expected


@pytest.mark.parametrize(
    "text", ["3-4 hours per week", "30-20 hours", "12-week course", "P6W", "20 contact hours", "0"]
)
def test_what_tells_no_effort_is_not_read(text: str) -> None:
    assert read_effort(text) in (None, Effort("0", "0"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£250", Money("250", "£")),
        ("£ 250.00", Money("250", "£")),
        ("£1,250.50", Money("1250.5", "£")),
        ("250 GBP", Money("250", "GBP")),
        ("GBP250", Money("250", "GBP")),
        ("£250 GBP", Money("250", "GBP")),
        ("250 pounds", Money("250", "pounds")),
        ("€99,50", Money("99.5", "€")),
        ("1.250,00 €", Money("1250", "€")),
        ("US$99", Money("99", "US$")),
        ("£250 per person", Money("250", "£")),
        ("£99 per person", Money("99", "£")),
        ("£1,250.00", Money("1250", "£")),
        ("£250 pp", Money("250", "£")),
        ("£250 inc VAT", Money("250", "£")),
        ("UK fee: GBP170.00", Money("170", "GBP")),
        ("Fee:£170", Money("170", "£")),
        ("Standard course fee: 170 EUR", Money("170", "EUR")),
        ("390 € inkl. MwSt.", Money("390", "€")),
        ("1 500 € TTC", Money("1500", "€")),
        ("kr. 1150,-", Money("1150", "kr.")),
        ("€ 1.250,-", Money("1250", "€")),
        ("11,000円（税込）", Money("11000", "円")),
        ("Rs 5,000/-", Money("5000", "Rs")),
        ("250", Money("250")),
        ("0", Money("0")),
        ("Free", Money("0")),
        ("no charge", Money("0")),
    ],
)
def test_money_is_read_with_its_currency_as_written(text: str, expected: Money) -> None:
    assert read_money(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "£", "GBP", "from £250", "£250-£300", "£250 + VAT", "£1.250", "£1.2k", "POA", "funded", "£250/£200"),
        *("Deposit: £50", "Late fee: £50", "UK fee: GBP170.00; EU fee: GBP400.00"),
    ],
)
def test_money_that_would_be_a_guess_is_not_read(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from £99", PriceRange(Money("99", "£"))),
        ("Prices from 99 GBP", PriceRange(Money("99", "GBP"))),
        ("£99+", PriceRange(Money("99", "£"))),
        ("£1,250.00 or more", PriceRange(Money("1250", "£"))),
        ("up to £300", PriceRange(most=Money("300", "£"))),
        ("£250-£300", PriceRange(Money("250", "£"), Money("300", "£"))),
        ("£250 – 300", PriceRange(Money("250", "£"), Money("300", "£"))),
        ("250 to 300 €", PriceRange(Money("250", "€"), Money("300", "€"))),
        ("between £250 and £300", PriceRange(Money("250", "£"), Money("300", "£"))),
        ("£99 + VAT", PriceRange(Money("99", "£"), untaxed=True)),
        ("2 280 € HT", PriceRange(Money("2280", "€"), untaxed=True)),
        ("2 280 HT", PriceRange(Money("2280"), untaxed=True)),
        ("390 EUR zzgl. MwSt.", PriceRange(Money("390", "EUR"), untaxed=True)),
        ("1 500 PLN netto", PriceRange(Money("1500", "PLN"), untaxed=True)),
        ("£99 plus VAT per person", PriceRange(Money("99", "£"), untaxed=True)),
        ("99 GBP (excl. VAT)", PriceRange(Money("99", "GBP"), untaxed=True)),
    ],
)
def test_a_price_that_is_no_one_amount_is_told_by_its_limits(text: str, expected: PriceRange) -> None:
    assert read_price_range(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREE - add a certificate for $49", Money("49", "$")),
        ("Free (certificate: €39)", Money("39", "€")),
        ("Free to audit, $49 for a certificate", Money("49", "$")),
        ("Free, certificate costs £45", Money("45", "£")),
        ("Gratuit (certificat : 39 €)", Money("39", "€")),
        ("Free/$49 cert", Money("49", "$")),
        ("Free certificate", None),
        ("Free certificate 2026", None),
        ("$49 with certificate", None),
        ("Free for members, £45 for others", None),
    ],
)
def test_a_certificate_beside_what_is_free_has_a_price_of_its_own(text: str, expected: Money | None) -> None:
    assert read_paid_certificate(text) == expected


@pytest.mark.parametrize(
    "text", ["£250", "£99 per person", "POA", "£300-£250", "£250-€300", "2026-09-14", "from", "free", ""]
)
def test_what_has_no_limits_is_no_range_of_prices(text: str) -> None:
    assert read_price_range(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-03",
        "2026/3/3",
        "20260303",
        "3 March 2026",
        "3rd Mar 2026",
        "3rd of March 2026",
        "Tuesday 3 March 2026",
        "Tue, 3 Mar 2026",
        "March 3, 2026",
        "3-Mar-2026",
        "03-Mar-26",
        "3.3.2026",
        "03/03/2026",
        "2026-03-03T09:00:00Z",
        "2026-03-03T23:30:00+05:00",
        "2026-03-03 09:00",
        "2026-03-03Z",
        "2026-03-03+01:00",
        "03/03/2026 00:00:00",
        "3 March 2026 at 9.30 am",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert read_date(text) == "2026-03-03"


def test_a_day_with_one_possible_reading_is_read_either_way_round() -> None:
    assert read_date("25/12/2026") == read_date("12/25/2026") == "2026-12-25"


def test_an_ambiguous_day_is_read_only_with_a_hint() -> None:
    assert read_date("03/04/2026") is None
    assert read_date("03/04/2026", day_first=True) == "2026-04-03"
    assert read_date("03/04/2026", day_first=False) == "2026-03-04"
    assert read_date("03/04/26") is None
    assert read_date("03/04/26", day_first=True) == "2026-04-03"


def test_dots_put_the_day_first() -> None:
    assert read_date("3.4.2026") == read_date("03.04.2026", day_first=False) == "2026-04-03"


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "31 Feb 2026",
        "31/04/2026",
        "13.13.2026",
        "0000-01-01",
        "2026",
        "March 2026",
        "2026-03",
        "soon",
        "10000-01-01",
    ],
)
def test_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert read_date(text) is None


def levels(*pairs: tuple[str, str]) -> tuple[LevelMention, ...]:
    return tuple(LevelMention(*pair) for pair in pairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", levels(("7", ""))),
        ("Level 7", levels(("7", ""))),
        ("L7", levels(("7", ""))),
        ("level07", levels(("7", ""))),
        ("Niveau 6", levels(("6", ""))),
        ("SCQF level 7", levels(("7", "SCQF"))),
        ("7.0", levels(("7", ""))),
        ("SCQF 7.0", levels(("7", "SCQF"))),
        ("SCQF7", levels(("7", "SCQF"))),
        ("SCQF-7", levels(("7", "SCQF"))),
        ("SCQF: 7", levels(("7", "SCQF"))),
        ("SCQF L7", levels(("7", "SCQF"))),
        ("SCQF lvl 9", levels(("9", "SCQF"))),
        ("SCQF, level 7", levels(("7", "SCQF"))),
        ("Level 7 (SCQF)", levels(("7", "SCQF"))),
        ("lvl. 6 (RQF)", levels(("6", "RQF"))),
        ("Level 7 of the SCQF", levels(("7", "SCQF"))),
        ("EQF-Niveau 6", levels(("6", "EQF"))),
        ("Some Great Framework level 7", levels(("7", "Some Great Framework"))),
        ("SCQF level 15", levels(("15", "SCQF"))),
        ("SCQF levels 7-8", levels(("7", "SCQF"), ("8", "SCQF"))),
        ("SCQF 7 to 9", levels(("7", "SCQF"), ("8", "SCQF"), ("9", "SCQF"))),
        ("SCQF levels 7 and 8", levels(("7", "SCQF"), ("8", "SCQF"))),
        ("7 / 12", levels(("7", ""), ("12", ""))),
        ("SCQF 7 / EQF 5", levels(("7", "SCQF"), ("5", "EQF"))),
        ("SCQF Level 7 (EQF 5)", levels(("7", "SCQF"), ("5", "EQF"))),
    ],
)
def test_levels_are_read_with_the_words_for_their_framework(text: str, expected: tuple[LevelMention, ...]) -> None:
    assert read_levels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Level",
        "Level seven",
        "Level 7.5",
        "7 March 2026",
        "2024-25",
        "-7",
        "SCQF level 7 or above",
        "٧",
        "Level ７",
        "Level Vİ",  # matched by a pattern that heeds no case, and yet no numeral
    ],
)
def test_what_is_no_level_is_not_read(text: str) -> None:
    assert read_levels(text) == ()


def credit(points: str, system: str = "", level: str | None = None, framework: str = "") -> CreditMention:
    return CreditMention(points, system, None if level is None else LevelMention(level, framework))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", [credit("20")]),
        ("20 credits", [credit("20")]),
        ("20 pts", [credit("20")]),
        ("0 credits", [credit("0")]),
        ("Credits: 20", [credit("20")]),
        ("20 SCQF credits", [credit("20", "SCQF")]),
        ("20 SCQF credit points", [credit("20", "SCQF")]),
        ("20 credits SCQF", [credit("20", "SCQF")]),
        ("SCQF credits: 20", [credit("20", "SCQF")]),
        ("5 ECTS", [credit("5", "ECTS")]),
        ("SCQF 10 credits", [credit("10", "SCQF")]),
        ("ECTS 5 credits", [credit("5", "ECTS")]),
        ("10 (SCQF)", [credit("10", "SCQF")]),
        ("5 (ECTS)", [credit("5", "ECTS")]),
        ("10 credits (SCQF)", [credit("10", "SCQF")]),
        ("10 (SCQF credits)", [credit("10", "SCQF")]),
        ("7,5 ECTS", [credit("7.5", "ECTS")]),
        ("ECTS: 5", [credit("5", "ECTS")]),
        ("20 credits at SCQF 7", [credit("20", "", "7", "SCQF")]),
        ("20 credits at SCQF level 7", [credit("20", "", "7", "SCQF")]),
        ("20 credits @ SCQF L7", [credit("20", "", "7", "SCQF")]),
        ("20 credits SCQF level 7", [credit("20", "", "7", "SCQF")]),
        ("20 credits (SCQF level 7)", [credit("20", "", "7", "SCQF")]),
        ("SCQF Level 8 (20 credits)", [credit("20", "", "8", "SCQF")]),
        ("SCQF level 7, 20 credits", [credit("20", "", "7", "SCQF")]),
        ("SCQF Level 7 20 credits", [credit("20", "", "7", "SCQF")]),
        ("20 credit points @ level 7", [credit("20", "", "7")]),
        ("20 SCQF credits at level 7", [credit("20", "SCQF", "7")]),
        ("20 credits, level 7", [credit("20", "", "7")]),
        ("20 credits (200 notional hours)", [credit("20")]),
        ("10 ECTS / 20 SCQF", [credit("10", "ECTS"), credit("20", "SCQF")]),
        ("20 credits (10 ECTS)", [credit("20"), credit("10", "ECTS")]),
        ("20 SCQF credit points at level 8 / 10 ECTS", [credit("20", "SCQF", "8"), credit("10", "ECTS")]),
    ],
)
def test_credit_is_read_with_system_and_level_as_written(text: str, expected: list[CreditMention]) -> None:
    assert list(read_credits(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no credit",
        "non-credit",
        "10-20 credits",
        "up to 20 credits",
        "max 20 credits",
        "MAX 20 credits",
        "20 credits (optional)",
        "20 (TBC)",
        "SCQF 10",
        "2 x 10 credits",
        "SCQF 7",
        "level 7",
        "ECTS",
        "tbc",
    ],
)
def test_what_is_no_single_amount_of_credit_is_not_read(text: str) -> None:
    assert read_credits(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6", Amount("6")),
        ("6 CPD points", Amount("6", "CPD points")),
        ("CPD hours: 2.50", Amount("2.5", "CPD hours")),
        ("2-3 points", None),
        ("CPD certified", None),
    ],
)
def test_an_amount_is_read_with_the_words_of_its_unit(text: str, expected: Amount | None) -> None:
    assert read_amount(text) == expected


READERS = (
    read_number,
    read_hours,
    read_effort,
    read_price_range,
    read_paid_certificate,
    read_money,
    read_date,
    read_levels,
    read_credits,
    read_amount,
)
LIKE_QUANTITIES = st.lists(
    st.sampled_from(
        [
            *"0179.,-/()£ :",
            "PT",
            "H",
            "hours",
            " level ",
            "SCQF",
            " credits ",
            " at ",
            "March",
            "٣",
            "½",
            "week",
            " x ",
            " weeks",
            " for ",
            " per ",
        ]
    )
).map("".join)


@given(st.text(max_size=60) | LIKE_QUANTITIES)
def test_no_text_makes_a_reader_raise_and_numbers_are_canonical(text: str) -> None:
    for read in READERS:
        read(text)
    for number in (read_number(text), read_hours(text)):
        assert number is None or CANONICAL.fullmatch(number)


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_plain_number_keeps_its_value(value: object) -> None:
    read = read_number(str(value))
    assert read is not None
    assert float(read) == pytest.approx(float(str(value)))
    assert read_number(read) == read


@given(st.dates())
def test_every_day_survives_its_iso_form(day: object) -> None:
    assert read_date(str(day)) == str(day)


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "a-",
        "1 ",
        "1,",
        "(",
        "20 credits ",
        "SCQF level ",
        "a.'-&",
        "7/",
        "1 h ",
        "6 weeks ",
        "1 h x ",
        "2 days (",
        "weekly ",
    ],
)
def test_long_and_strange_texts_cost_little(piece: str) -> None:
    texts = [(piece * length)[:length] for length in (150, 199, 100_000)]
    assert cost(lambda: [read(text) for text in texts for read in READERS]) < 2
