"""Literals: what is well-formed, and what comes before what, by XML Schema 1.1 and SPARQL."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.engine.datatypes import compare, well_formed
from mcvocab.model import IRI, RDF_LANG_STRING, XSD, Blank, Literal


def lit(lexical: str, name: str) -> Literal:
    return Literal(lexical, XSD + name)


GOOD = [
    ("0", "integer"), ("-007", "integer"), ("+5", "integer"), ("255", "unsignedByte"), ("-128", "byte"),
    ("9" * 5000, "integer"), ("9" * 5000, "nonNegativeInteger"), ("1.", "decimal"), (".5", "decimal"), ("-0.0", "decimal"),
    ("1e3", "double"), ("INF", "double"), ("-INF", "float"), ("+INF", "double"), ("NaN", "float"), (".5E-7", "double"),
    ("true", "boolean"), ("0", "boolean"), ("", "string"), ("any\ttext", "string"),
    ("2024-02-29", "date"), ("2000-02-29", "date"), ("-0044-03-15", "date"), ("12024-01-01", "date"), ("0000-01-01", "date"),
    ("2024-01-01Z", "date"), ("2024-01-01-14:00", "date"), ("2024-01-01T24:00:00", "dateTime"),
    ("2024-01-01T23:59:59.999999999999Z", "dateTime"), ("2024-01-01T00:00:00Z", "dateTimeStamp"), ("23:59:59", "time"),
    ("2024", "gYear"), ("2024-12", "gYearMonth"), ("--02-29", "gMonthDay"), ("--12", "gMonth"), ("---31", "gDay"),
    ("P60M", "duration"), ("-P1Y2M3DT4H5M6.7S", "duration"), ("PT0S", "dayTimeDuration"), ("P1Y", "yearMonthDuration"),
    ("en-GB", "language"), ("a b", "token"), ("", "token"), ("a  b", "normalizedString"), ("x:y", "Name"), ("é-1", "NCName"),
    ("0FaB", "hexBinary"), ("", "hexBinary"), ("TWFu", "base64Binary"), ("TWE=", "base64Binary"), ("TQ==", "base64Binary"),
    ("not a uri at all", "anyURI"),
]  # fmt: skip
BAD = [
    ("", "integer"), ("5 ", "integer"), (" 5", "integer"), ("1.0", "integer"), ("1e3", "integer"), ("٣", "integer"),
    ("0x1F", "integer"), ("1_000", "integer"), ("5\n", "integer"), ("256", "unsignedByte"), ("-129", "byte"), ("-1", "nonNegativeInteger"),
    ("0", "positiveInteger"), ("9" * 5000, "long"), ("-" + "9" * 5000, "nonNegativeInteger"),
    ("1e3", "decimal"), (".", "decimal"), ("1,5", "decimal"), ("INF", "decimal"), ("Infinity", "double"), ("nan", "double"), ("1e", "double"),
    ("yes", "boolean"), ("True", "boolean"), ("TRUE", "boolean"),
    ("2024-02-30", "date"), ("2023-02-29", "date"), ("1900-02-29", "date"), ("2024-1-1", "date"), ("24-01-01", "date"),
    ("02024-01-01", "date"), ("2024-13-01", "date"), ("2024-00-10", "date"), ("2024-01-01T00:00:00", "date"), ("2024-01-01+14:01", "date"),
    ("2024-01-01+15:00", "date"), ("2024-01-01", "dateTime"), ("2024-01-01T24:00:01", "dateTime"), ("2024-01-01T10:60:00", "dateTime"),
    ("2024-01-01T10:00:60", "dateTime"), ("2024-01-01 10:00:00", "dateTime"), ("2024-01-01T00:00:00", "dateTimeStamp"), ("25:00:00", "time"),
    ("--02-30", "gMonthDay"), ("---32", "gDay"), ("--13", "gMonth"), ("P", "duration"), ("PT", "duration"), ("P1D2M", "duration"),
    ("P1H", "duration"), ("60 hours", "duration"), ("P1D", "yearMonthDuration"), ("P1Y", "dayTimeDuration"),
    ("abcdefghi", "language"), ("en_GB", "language"), ("a  b", "token"), (" a", "token"), ("a\nb", "normalizedString"),
    ("1a", "Name"), ("a:b", "NCName"), ("0Fa", "hexBinary"), ("TWF", "base64Binary"), ("TWF=", "base64Binary"),
]  # fmt: skip


@pytest.mark.parametrize(("lexical", "name"), GOOD)
def test_well_formed(lexical: str, name: str) -> None:
    assert well_formed(lit(lexical, name))


@pytest.mark.parametrize(("lexical", "name"), BAD)
def test_ill_formed(lexical: str, name: str) -> None:
    assert not well_formed(lit(lexical, name))


def test_a_datatype_that_nobody_knows_has_every_form() -> None:
    assert well_formed(Literal("anything", "urn:some:datatype"))
    assert well_formed(Literal("hello", RDF_LANG_STRING, "en"))
    assert not well_formed(Literal("hello", RDF_LANG_STRING))


ORDERED = [
    (lit("2", "integer"), lit("10", "integer")),
    (lit("0.1", "decimal"), lit("1", "unsignedByte")),
    (lit("0.1", "decimal"), lit("0.100000001", "float")),
    (lit("1", "integer"), lit("INF", "double")),
    (lit("B", "string"), lit("a", "string")),
    (lit("false", "boolean"), lit("1", "boolean")),
    (lit("2023-12-31", "date"), lit("12024-01-01", "date")),
    (lit("-0001-01-01", "date"), lit("0001-01-01", "date")),
    (lit("2024-01-01T12:00:00+02:00", "dateTime"), lit("2024-01-01T11:00:00Z", "dateTime")),
    (lit("2024-01-01T00:00:00.1", "dateTime"), lit("2024-01-01T00:00:00.11", "dateTime")),
    (lit("2024-01-01Z", "date"), lit("2024-01-01-01:00", "date")),
    (lit("P11M", "yearMonthDuration"), lit("P1Y", "yearMonthDuration")),
    (lit("PT23H", "dayTimeDuration"), lit("P1D", "dayTimeDuration")),
]
EQUAL = [
    (lit("7", "integer"), lit("7.00", "decimal")),
    (lit("007", "integer"), lit("7", "byte")),
    (lit("0.1", "decimal"), lit("1e-1", "double")),
    (lit("true", "boolean"), lit("1", "boolean")),
    (lit("2024-01-01T24:00:00Z", "dateTime"), lit("2024-01-02T00:00:00Z", "dateTime")),
    (lit("24:00:00", "time"), lit("00:00:00", "time")),
]
NO_ORDER = [
    (lit("2", "string"), lit("10", "integer")),
    (lit("2024-01-01", "date"), lit("2024-01-01T00:00:00", "dateTime")),
    (lit("2024-01-01", "date"), lit("2024-01-01Z", "date")),
    (lit("2024-01-01T00:00:00", "dateTime"), lit("2024-06-01T00:00:00Z", "dateTime")),
    (lit("yes", "boolean"), lit("true", "boolean")),
    (lit("2024-02-30", "date"), lit("2024-03-01", "date")),
    (lit("NaN", "double"), lit("1", "integer")),
    (lit("P1M", "duration"), lit("P30D", "duration")),
    (lit("--02-01", "gMonthDay"), lit("--03-01", "gMonthDay")),
    (Literal("a", RDF_LANG_STRING, "en"), Literal("b", RDF_LANG_STRING, "en")),
    (Literal("1", "urn:some:datatype"), Literal("2", "urn:some:datatype")),
    (IRI("urn:a"), IRI("urn:b")),
    (Blank("a"), lit("1", "integer")),
]


@pytest.mark.parametrize(("first", "second"), ORDERED)
def test_one_comes_before_the_other(first: Literal, second: Literal) -> None:
    assert compare(first, second) == -1
    assert compare(second, first) == 1


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_two_spellings_of_one_value(one: Literal, other: Literal) -> None:
    assert compare(one, other) == compare(other, one) == 0


@pytest.mark.parametrize(("one", "other"), NO_ORDER)
def test_what_cannot_be_compared_has_no_order(one: Literal, other: Literal) -> None:
    assert compare(one, other) is None
    assert compare(other, one) is None


def test_a_number_too_large_for_a_double_is_compared_as_infinite() -> None:
    assert compare(lit("9" * 400, "integer"), lit("INF", "double")) == 0


@given(st.dates(), st.dates())
def test_days_sort_as_the_calendar_does(one: date, other: date) -> None:
    assert compare(lit(one.isoformat(), "date"), lit(other.isoformat(), "date")) == (one > other) - (one < other)


@given(st.dates(max_value=date(9999, 12, 30)))
def test_no_day_is_skipped(day: date) -> None:
    late, early = f"{day.isoformat()}T24:00:00", f"{(day + timedelta(1)).isoformat()}T00:00:00"
    assert compare(lit(late, "dateTime"), lit(early, "dateTime")) == 0


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.integers())
def test_numbers_sort_as_numbers(one: Decimal, other: int) -> None:
    assert compare(lit(f"{one:f}", "decimal"), lit(str(other), "integer")) == (one > other) - (one < other)
