"""What people write for days: one day, a run from one day to another, a number as spreadsheets and programs count.

Every function takes a text as it stands in a cell and gives ISO dates, or None where the text cannot be understood
without guessing. Nothing here raises.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from mcvocab.expression import expression
from mcvocab.values import dataclass

_LONGEST = 100  # characters: longer texts are prose


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a run of days, as ``YYYY-MM-DD``; ``end`` is empty where only one day is named."""

    start: str
    end: str = ""


_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = tuple(names[0].capitalize() for names in _MONTH_NAMES)
"""The months as sentences name them."""

_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_TIME = r"(?:(?:T|,?\s+(?:at\s+)?)[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]\.?m\.?)?)?"
_ZONE = r"(?:\s?(?:Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2}))?"
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH_NAME = rf"(?P<month>{_MONTH_WORDS})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    expression(pattern + _TIME + _ZONE, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_DAY_NAME}{_DAY}[\s-]+(?:of\s+)?{_MONTH_NAME}[\s,-]+(?P<year>[0-9]{{4}}|[0-9]{{2}})",
        rf"{_DAY_NAME}{_MONTH_NAME}\s+{_DAY},?\s+(?P<year>[0-9]{{4}})",
    )
)
_NUMERIC_DATE = expression(
    r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})" + _TIME + _ZONE,
    re.IGNORECASE | re.ASCII,
)


def read_date(text: str, day_first: bool | None = None) -> str | None:
    """A day of the real calendar as ``YYYY-MM-DD``; of a date with a time, the day as written.

    Args:
        text: what stands in the cell.
        day_first: how the caller knows "03/04/2026" to be meant; without it such a text is not understood,
            unless only one of its readings exists or both are the same day. Dots always put the day first.

    >>> read_date("3rd Mar 2026"), read_date("25/12/2026"), read_date("2026-03-03T09:00:00Z")
    ('2026-03-03', '2026-12-25', '2026-03-03')
    >>> read_date("03/04/2026"), read_date("03/04/2026", day_first=True), read_date("2024-02-30")
    (None, '2026-04-03', None)
    >>> read_date("3. März 2026"), read_date("3 de marzo de 2026"), read_date("2026年3月3日")
    ('2026-03-03', '2026-03-03', '2026-03-03')
    """
    tidy = _tidy(text)
    for pattern in _DATES:
        if match := pattern.fullmatch(tidy):
            month = match["month"].casefold()
            return _day(match["year"], str(_MONTHS.get(month, month)), match["day"])
    match = _NUMERIC_DATE.fullmatch(tidy)
    if match is None:
        english = _in_english(tidy)
        return read_date(english, day_first) if english else None
    day_first = True if match["mark"] == "." else day_first
    if len(match["year"]) == len("26") and day_first is None:
        return None
    by_day = _day(match["year"], match["two"], match["one"])
    by_month = _day(match["year"], match["one"], match["two"])
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or (None if match["mark"] == "." else by_month)
    if day_first is None:
        return None
    return by_day if day_first else by_month


def _day(year: str, month: str, day: str) -> str | None:
    full = f"20{year}" if len(year) == len("26") else year
    try:
        return date(int(full), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _tidy(text: str) -> str:
    return " ".join(text.split()) if len(text) <= _LONGEST else ""


def _in_english(tidy: str) -> str:
    """A date of words in English; empty where that makes no other text of it."""
    from mcvocab.calendar_words import in_english  # few files need other months than the English ones

    english = in_english(tidy)
    return english if english != tidy else ""


def read_both(text: str) -> tuple[str, str] | None:
    """The two readings of a numeric date that has two: with the day first, and with the month first.

    >>> read_both("03/04/2026"), read_both("25/12/2026")
    (('2026-04-03', '2026-03-04'), None)
    """
    if read_date(text) is not None:
        return None
    by_day, by_month = read_date(text, day_first=True), read_date(text, day_first=False)
    return (by_day, by_month) if by_day and by_month and by_day != by_month else None


def puts_day_first(text: str) -> bool | None:
    """Whether a numeric date shows that its writer puts the day first; None where it does not show.

    >>> puts_day_first("25/12/2026"), puts_day_first("12/25/2026"), puts_day_first("03/04/2026")
    (True, False, None)
    """
    match = _NUMERIC_DATE.fullmatch(_tidy(text))
    if match is None or match["mark"] == ".":
        return None
    by_day = _day(match["year"], match["two"], match["one"])
    by_month = _day(match["year"], match["one"], match["two"])
    return None if (by_day is None) == (by_month is None) else by_day is not None


# --- runs of days -----------------------------------------------------------------------------------

_WEEK_OF = expression(r"(?:w/c|wc|w\.c\.|week (?:commencing|beginning|starting)):?\s+", re.IGNORECASE)
_FROM = expression(r"from\s+", re.IGNORECASE)
_UNTIL = expression(
    r"\s*[–—]\s*|\s+-\s+|\s+(?:to|until|till?|through)\s+"
    rf"|(?<=[0-9a-z])-(?=[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH_WORDS})\b)"
    r"|(?<=[a-z] [0-9])-(?=[0-9]{1,2},)|(?<=[a-z] [0-9]{2})-(?=[0-9]{1,2},)",
    re.IGNORECASE,
)
_YEAR = expression(r"[\s,]([0-9]{4})$", re.ASCII)
_DOTTED = expression(r"[0-9]{1,2}\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})", re.ASCII)
_DOTTED_BEGINNING = expression(r"(?P<day>[0-9]{1,2})\.?(?:(?<=\.)(?P<month>[0-9]{1,2})\.?)?", re.ASCII)
_MONTH_WORD = expression(rf"\b{_MONTH_NAME}(?![a-z])", re.IGNORECASE)


def read_days(text: str, day_first: bool | None = None) -> Days | None:
    """A day, or a run from one day to another; the first may leave to the second what they share.

    "w/c" (week commencing) gives the day that it names.

    Args:
        text: what stands in the cell.
        day_first: as for `read_date`.

    >>> read_days("3-14 March 2026"), read_days("3 Mar - 14 Apr 2026")
    (Days(start='2026-03-03', end='2026-03-14'), Days(start='2026-03-03', end='2026-04-14'))
    >>> read_days("w/c 3 March 2026"), read_days("2026-03-03 to 2026-04-14")
    (Days(start='2026-03-03', end=''), Days(start='2026-03-03', end='2026-04-14'))
    >>> read_days("Spring 2026") is read_days("14-3 March 2026") is None
    True
    """
    tidy = _WEEK_OF.sub("", _tidy(text), count=1) if _WEEK_OF.match(_tidy(text)) else _tidy(text)
    if (single := read_date(tidy, day_first)) is not None:
        return Days(single)
    sides = _UNTIL.split(_FROM.sub("", tidy, count=1) if _FROM.match(tidy) else tidy)
    if len(sides) != 2:
        english = _in_english(tidy)
        return read_days(english, day_first) if english else None
    first, last = sides
    for begin, finish in _completed(first, last):
        start, end = read_date(begin, day_first), read_date(finish, day_first)
        if start is not None and end is not None:
            return Days(start, end) if start <= end else None
    english = _in_english(tidy)
    return read_days(english, day_first) if english else None


def _completed(first: str, last: str) -> list[tuple[str, str]]:
    """Both sides of a run as whole dates, in the ways in which one may have left something to the other."""
    if (parted := _DOTTED.fullmatch(last)) and (begun := _DOTTED_BEGINNING.fullmatch(first)):
        return [(f"{begun['day']}.{begun['month'] or parted['month']}.{parted['year']}", last)]
    year = _YEAR.search(last)
    if year is None:
        return [(first, last)]
    ways = [(first, last), (f"{first} {year[1]}", last), (f"{first}, {year[1]}", last)]
    if (month := _MONTH_WORD.search(last)) is not None:
        ways.append((f"{first} {month[0]} {year[1]}", last))
    elif (month := _MONTH_WORD.search(first)) is not None:
        ways.append((f"{first}, {year[1]}", f"{month[0]} {last}"))
    return ways


# --- days as spreadsheets count them ----------------------------------------------------------------

_SERIAL = expression(r"[0-9]{5}(?:\.[0-9]+)?", re.ASCII)
# ECMA-376, part 1, section 18.17.4.1: the 1900 date system, counted so that its leap-year fault is past.
_DAY_NOUGHT = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


def read_serial(text: str) -> str | None:
    """The day that a spreadsheet means by a bare number; None outside the years 1990 to 2060.

    >>> read_serial("46085"), read_serial("20260"), read_serial("99999")
    ('2026-03-04', None, None)
    """
    tidy = _tidy(text)
    if not _SERIAL.fullmatch(tidy):
        return None
    day = _DAY_NOUGHT + timedelta(days=int(tidy[:5]))
    return day.isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


# --- moments as programs count them -----------------------------------------------------------------

_MOMENT = expression(r"[0-9]{10}(?:[0-9]{3})?", re.ASCII)
_EPOCH = date(1970, 1, 1)
_HOUR = 3_600
_DAY_LENGTH = 24 * _HOUR
_EASTERN_HOURS = 3


def read_moment(text: str) -> str | None:
    """The day that a program means by a bare number of seconds, or of thousandths, since 1970.

    Most such numbers stand for a day and are midnight where they were entered: the last full hours of a day in
    Greenwich are the midnights of Europe, Africa and the Near East, and so the next day. Digits that could be a day
    and an hour, such as 2026010109, are not read.

    >>> read_moment("1767225600"), read_moment("1767222000"), read_moment("1767261600000")
    ('2026-01-01', '2026-01-01', '2026-01-01')
    >>> read_moment("2026010109"), read_moment("0123456789"), read_moment("17672256")
    (None, None, None)
    """
    tidy = _tidy(text)
    if not _MOMENT.fullmatch(tidy) or (_day(tidy[:4], tidy[4:6], tidy[6:8]) and tidy[:2] == "20"):
        return None
    seconds = int(tidy[:10])
    left = _DAY_LENGTH - seconds % _DAY_LENGTH
    if left % _HOUR == 0 and left <= _EASTERN_HOURS * _HOUR:
        seconds += left
    day = _EPOCH + timedelta(days=seconds // _DAY_LENGTH)
    return day.isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
