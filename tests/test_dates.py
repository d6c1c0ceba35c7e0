"""What people write for days: read as they mean it, left as written where they might mean something else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.dates import MONTHS, Days, puts_day_first, read_both, read_date, read_days, read_serial

RUN = Days("2026-03-03", "2026-03-14")
DAYS = st.dates(date(1990, 1, 1), date(2059, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "3-14 March 2026", "3rd - 14th Mar 2026", "3–14 March 2026", "March 3-14, 2026", "3 March - 14 March 2026",
        "from 3 to 14 March 2026", "3 to 14 March 2026", "2026-03-03 to 2026-03-14", "Tue 3 - Sat 14 March 2026",
        "3 March 2026 until 14 March 2026",
    ],
)  # fmt: skip
def test_a_run_of_days_keeps_both_ends(text: str) -> None:
    assert read_days(text) == RUN


@pytest.mark.parametrize(
    "text", ["Spring 2026", "March 2026", "14-3 March 2026", "3 Dec - 14 Jan 2026", "1-3", "TBC", "3 March", "every Monday",
             "3-14-21 March 2026", "30-31 February 2026"],
)  # fmt: skip
def test_what_is_no_day_or_might_be_another_is_not_read(text: str) -> None:
    assert read_days(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "3. März 2026", "Dienstag, 3. März 2026", "mardi 3 mars 2026", "3 de marzo de 2026", "3 marzo 2026", "03-mrt-26",
        "3 de março de 2026", "den 3. marts 2026", "3 marca 2026 r.", "3. března 2026", "3. maaliskuuta 2026",
        "2026. március 3.", "3 Mart 2026", "3 марта 2026 г.", "3 Μαρτίου 2026", "am 3. Màrt 2026", "2026年3月3日（火）",
        "2026년 3월 3일",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_words_of_many_languages(text: str) -> None:
    assert read_days(text) == Days("2026-03-03")


@pytest.mark.parametrize(
    "text",
    [
        "3.–14. März 2026", "vom 3. bis 14. März 2026", "vom 3.3. bis 14.3.2026", "3. - 14.03.2026", "du 3 au 14 mars 2026",
        "DEL 3 AL 14 DE MARZO DEL 2026", "dal 3 al 14 marzo 2026", "od 3 do 14 marca 2026 r.", "3/3/2026 au 14/3/2026",
    ],
)  # fmt: skip
def test_a_run_of_days_is_read_in_the_words_of_many_languages(text: str) -> None:
    assert read_days(text) == RUN


@pytest.mark.parametrize(
    "text",
    [
        "Frühling 2026",
        "März 2026",
        "3. März",
        "3 i 14 marca 2026",
        "3 listopada 2026",
        "31. Februar 2026",
        "de",
        "bis",
        "3月3日",
    ],
)
def test_what_is_no_day_in_another_language_is_not_read(text: str) -> None:
    assert read_days(text) is None


def test_the_week_of_a_day_begins_on_it() -> None:
    assert read_days("w/c 3 March 2026") == read_days("week commencing 3 March 2026") == Days("2026-03-03")


def test_a_date_with_two_readings_is_read_where_somebody_knows_the_order() -> None:
    assert read_days("03/04/2026") is None
    assert read_both("03/04/2026") == ("2026-04-03", "2026-03-04")
    assert read_days("03/04/2026 - 05/04/2026", day_first=True) == Days("2026-04-03", "2026-04-05")


@given(DAYS, st.integers(0, 400))
def test_a_run_written_out_is_read_back(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    for form in ("{0.day} {1} {0.year} - {2.day} {3} {2.year}", "{0.day} {1} {0.year} to {2.day} {3} {2.year}"):
        text = form.format(start, MONTHS[start.month - 1], end, MONTHS[end.month - 1])
        assert read_days(text) == Days(start.isoformat(), end.isoformat()), text


@given(DAYS)
def test_a_day_that_shows_its_order_is_read_alike_with_and_without_knowing(day: date) -> None:
    text = day.strftime("%d/%m/%Y")
    known = puts_day_first(text)
    assert known in (True, None)
    assert read_date(text, day_first=True) == day.isoformat()
    if known or day.day == day.month:
        assert read_date(text) == day.isoformat()


@given(DAYS)
def test_the_number_of_a_spreadsheet_is_its_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_serial(str(serial)) == read_serial(f"{serial}.5") == day.isoformat()


@pytest.mark.parametrize("text", ["1", "460", "20260303", "99999", "-46085", "46085 days", "4 6085", ""])
def test_other_numbers_are_no_days(text: str) -> None:
    assert read_serial(text) is None


@given(st.text(max_size=60))
def test_nothing_raises_and_what_is_read_is_a_day(text: str) -> None:
    found = read_days(text)
    if found is not None:
        assert found.start <= (found.end or found.start)
        date.fromisoformat(found.start)
