"""What literals mean: which are well-formed, and which of two comes first.

Lexical forms and value spaces follow XML Schema 1.1 part 2 as RDF 1.1 uses it: no blanks are forgiven, digits are
ASCII, calendars are real ones, a year may have any number of digits. What SPARQL's ``<`` cannot compare has no order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mcvocab.engine.patterns import compile_pattern
from mcvocab.expression import expression
from mcvocab.model import RDF_LANG_STRING, XSD, Literal, Term

if TYPE_CHECKING:
    from fractions import Fraction

Number: TypeAlias = int | Decimal | float

REMEMBERED = 8_192


class Meaning(NamedTuple):
    """The value of a well-formed literal; only values of one ``kind`` have an order, and some kinds have none."""

    kind: str
    value: Number | Fraction | str | bool | tuple[int, Fraction]


class _Unordered:
    """The value of a literal that is well-formed, or whose datatype says nothing of that."""


UNORDERED: Final = _Unordered()
_Reader: TypeAlias = "Callable[[str], Meaning | _Unordered | None]"


def well_formed(literal: Literal) -> bool:
    """Whether the lexical form is one that the datatype has; a datatype that nobody knows has them all.

    >>> well_formed(Literal("2024-02-30", XSD + "date"))
    False
    """
    if literal.datatype == RDF_LANG_STRING:
        return bool(literal.language)
    return meaning(literal.lexical, literal.datatype) is not None


def settled(term: Term) -> Term:
    """The term in the spelling by which terms are the same: language tags say the same in any case.

    RDF 1.1 section 3.3: the value space of language tags is in lower case.
    """
    if isinstance(term, Literal) and term.language and not term.language.islower():
        return term._replace(language=term.language.lower())
    return term


def compare(one: Term, other: Term) -> int | None:
    """-1, 0 or 1 where ``one`` comes before, with or after ``other``; None where there is no order between them.

    Numbers of different datatypes have an order, as in SPARQL. A date or a time with a zone has none with one
    without.

    >>> compare(Literal("2.0", XSD + "decimal"), Literal("10", XSD + "integer"))
    -1
    >>> compare(Literal("2", XSD + "string"), Literal("10", XSD + "integer")) is None
    True
    """
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return None
    left, right = meaning(one.lexical, one.datatype), meaning(other.lexical, other.datatype)
    if not isinstance(left, Meaning) or not isinstance(right, Meaning) or left.kind != right.kind:
        return None
    a, b = left.value, right.value
    if isinstance(a, float) or isinstance(b, float):
        a, b = _promoted(a), _promoted(b)  # type: ignore[arg-type]
        if math.isnan(a) or math.isnan(b):
            return None
    return (a > b) - (a < b)  # type: ignore[operator]


def _promoted(number: Number) -> float:
    """A number as SPARQL compares it with a float or a double."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


@lru_cache(REMEMBERED)
def meaning(lexical: str, datatype: str) -> Meaning | _Unordered | None:
    """The value of a literal, `UNORDERED` where its datatype has no order or is not known, None where ill-formed."""
    read = _READERS.get(datatype)
    return UNORDERED if read is None else read(lexical)


# --- numbers ----------------------------------------------------------------------------------------

_INTEGER = expression(r"[+-]?[0-9]+\Z")
_DECIMAL = expression(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DOUBLE = expression(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_SPECIAL = {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf, "NaN": math.nan}
# Python refuses to convert longer texts, and nobody's amount has that many digits.
_LONGEST_NUMBER = 4_000


def _integer(least: int | None, most: int | None) -> _Reader:
    def read(lexical: str) -> Meaning | _Unordered | None:
        if not _INTEGER.match(lexical):
            return None
        if len(lexical) > _LONGEST_NUMBER:
            bound = least if lexical.startswith("-") else most
            return UNORDERED if bound is None else None
        value = int(lexical)
        if (least is not None and value < least) or (most is not None and value > most):
            return None
        return Meaning("number", value)

    return read


def _decimal(lexical: str) -> Meaning | _Unordered | None:
    if not _DECIMAL.match(lexical):
        return None
    return Meaning("number", Decimal(lexical)) if len(lexical) <= _LONGEST_NUMBER else UNORDERED


def _double(lexical: str) -> Meaning | None:
    if (special := _SPECIAL.get(lexical)) is not None:
        return Meaning("number", special)
    return Meaning("number", float(lexical)) if _DOUBLE.match(lexical) else None


def _float(lexical: str) -> Meaning | None:
    wide = _double(lexical)
    if wide is None:
        return None
    try:
        import struct  # hardly any file has one

        return Meaning("number", struct.unpack("f", struct.pack("f", wide.value))[0])
    except OverflowError:
        return Meaning("number", math.copysign(math.inf, wide.value))  # type: ignore[arg-type]


# --- dates, times and durations ---------------------------------------------------------------------

_ZONE = r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?\Z"
_YEAR = r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)"
_DATE_TIME = expression(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})T{_TIME}{_ZONE}")
_DATE = expression(rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}}){_ZONE}")
_YEAR_MONTH = expression(rf"{_YEAR}-([0-9]{{2}}){_ZONE}")
_YEAR_ALONE = expression(rf"{_YEAR}{_ZONE}")
_TIME_ALONE = expression(_TIME + _ZONE)
_MONTH_DAY = expression(rf"--([0-9]{{2}})-([0-9]{{2}}){_ZONE}")
_MONTH = expression(rf"--([0-9]{{2}}){_ZONE}")
_DAY = expression(rf"---([0-9]{{2}}){_ZONE}")
_DURATION = expression(
    r"(-)?P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?\Z"
)

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY_SECONDS = 86_400


def _days(year: int, month: int, day: int) -> int | None:
    """Days since the first of March of the year 0 in the Gregorian calendar; None where there is no such day."""
    if not 1 <= month <= 12:
        return None
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= day <= _DAYS[month - 1] + leap:
        return None
    # Counting years from March puts the leap day at the end of a year.
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def _seconds(hour: str, minute: str, second: str) -> Fraction | None:
    """Seconds since midnight; 24:00:00 is the end of the day."""
    from fractions import Fraction  # few records tell a time

    seconds = Fraction(second)
    if int(hour) == 24 and not int(minute) and not seconds:
        return Fraction(_DAY_SECONDS)
    if int(hour) > 23 or int(minute) > 59 or seconds >= 60:
        return None
    return int(hour) * 3600 + int(minute) * 60 + seconds


def _at(kind: str, days: int | None, seconds: Fraction | int | None, zone: str | None) -> Meaning | None:
    """A moment; one with a zone is of another kind than one without, for nobody knows which comes first."""
    if days is None or seconds is None:
        return None
    moment = days * _DAY_SECONDS + seconds
    if zone is None:
        return Meaning(kind, moment)
    if zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        moment += offset if zone[0] == "-" else -offset
    return Meaning(kind + " with zone", moment)


def _date_time(lexical: str) -> Meaning | None:
    found = _DATE_TIME.match(lexical)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    return _at("dateTime", _days(int(year), int(month), int(day)), _seconds(hour, minute, second), zone)


def _date_time_stamp(lexical: str) -> Meaning | None:
    moment = _date_time(lexical)
    return moment if moment is not None and moment.kind.endswith("zone") else None


def _date(lexical: str) -> Meaning | None:
    found = _DATE.match(lexical)
    if found is None:
        return None
    year, month, day, zone = found.groups()
    return _at("date", _days(int(year), int(month), int(day)), 0, zone)


def _time(lexical: str) -> Meaning | None:
    found = _TIME_ALONE.match(lexical)
    if found is None:
        return None
    hour, minute, second, zone = found.groups()
    seconds = _seconds(hour, minute, second)
    # The end of one day is the start of the next, and a time knows no days.
    return _at("time", 0, seconds if seconds is None else seconds % _DAY_SECONDS, zone)


def _year_month(lexical: str) -> Meaning | None:
    found = _YEAR_MONTH.match(lexical)
    return _at("gYearMonth", _days(int(found[1]), int(found[2]), 1), 0, found[3]) if found else None


def _year(lexical: str) -> Meaning | None:
    found = _YEAR_ALONE.match(lexical)
    return _at("gYear", _days(int(found[1]), 1, 1), 0, found[2]) if found else None


def _month_day(lexical: str) -> _Unordered | None:
    found = _MONTH_DAY.match(lexical)
    # The 29th of February exists in some years, of which the year 0 is one.
    return UNORDERED if found and _days(0, int(found[1]), int(found[2])) is not None else None


def _month(lexical: str) -> _Unordered | None:
    found = _MONTH.match(lexical)
    return UNORDERED if found and 1 <= int(found[1]) <= 12 else None


def _day(lexical: str) -> _Unordered | None:
    found = _DAY.match(lexical)
    return UNORDERED if found and 1 <= int(found[1]) <= 31 else None


def _duration(kind: str, parts: str) -> _Reader:
    """A reader of durations that may name only some of ``YMDHMS``; months and seconds together have no order."""

    def read(lexical: str) -> Meaning | _Unordered | None:
        from fractions import Fraction  # as above

        found = _DURATION.match(lexical)
        if found is None or len(lexical) > _LONGEST_NUMBER:
            return None
        sign, *named = found.groups()
        if all(part is None for part in named):
            return None
        if any(part is not None and allowed == "-" for part, allowed in zip(named, parts, strict=True)):
            return None
        year, month, day, hour, minute, second = (Fraction(part or 0) for part in named)
        months, seconds = int(year * 12 + month), ((day * 24 + hour) * 60 + minute) * 60 + second
        if sign:
            months, seconds = -months, -seconds
        if kind == "duration":
            return UNORDERED
        return Meaning(kind, seconds if parts.startswith("--") else Fraction(months))

    return read


# --- texts ------------------------------------------------------------------------------------------

_TEXTS = {
    "normalizedString": r"^[^\t\n\r]*$",
    "token": r"^([^\t\n\r ]+( [^\t\n\r ]+)*)?$",
    "language": r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$",
    "Name": r"^\i\c*$",
    "NCName": r"^[\i-[:]][\c-[:]]*$",
    "NMTOKEN": r"^\c+$",
}
_BINARY = {
    "hexBinary": r"^([0-9a-fA-F]{2})*$",
    "base64Binary": r"^(([A-Za-z0-9+/] ?){4})*"
    r"(([A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?$",
}


def _string(lexical: str) -> Meaning:
    return Meaning("string", lexical)


def _text(pattern: str) -> _Reader:
    return lambda lexical: Meaning("string", lexical) if compile_pattern(pattern).search(lexical) else None


def _binary(pattern: str) -> _Reader:
    return lambda lexical: UNORDERED if compile_pattern(pattern).search(lexical) else None


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _boolean(lexical: str) -> Meaning | None:
    value = _BOOLEANS.get(lexical)
    return None if value is None else Meaning("boolean", value)


def _bounds(name: str) -> tuple[int | None, int | None]:
    """The least and the most that a datatype of whole numbers holds, as XML Schema 1.1 part 2 section 3.4 has it."""
    bits = {"long": 64, "int": 32, "short": 16, "byte": 8}
    if name.startswith("unsigned"):
        return 0, 2 ** bits[name.removeprefix("unsigned").lower()] - 1
    if name in bits:
        return -(2 ** (bits[name] - 1)), 2 ** (bits[name] - 1) - 1
    return {
        "integer": (None, None),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
    }[name]


_INTEGERS = [
    "integer",
    "nonNegativeInteger",
    "positiveInteger",
    "nonPositiveInteger",
    "negativeInteger",
    "long",
    "int",
    "short",
    "byte",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
]

_READERS: dict[str, _Reader] = {
    XSD + "string": _string,
    XSD + "boolean": _boolean,
    XSD + "decimal": _decimal,
    XSD + "float": _float,
    XSD + "double": _double,
    XSD + "dateTime": _date_time,
    XSD + "dateTimeStamp": _date_time_stamp,
    XSD + "date": _date,
    XSD + "time": _time,
    XSD + "gYearMonth": _year_month,
    XSD + "gYear": _year,
    XSD + "gMonthDay": _month_day,
    XSD + "gMonth": _month,
    XSD + "gDay": _day,
    XSD + "duration": _duration("duration", "YMDHMS"),
    XSD + "yearMonthDuration": _duration("yearMonthDuration", "YM----"),
    XSD + "dayTimeDuration": _duration("dayTimeDuration", "--DHMS"),
    **{XSD + name: _integer(*_bounds(name)) for name in _INTEGERS},
    **{XSD + name: _text(pattern) for name, pattern in _TEXTS.items()},
    **{XSD + name: _binary(pattern) for name, pattern in _BINARY.items()},
}
