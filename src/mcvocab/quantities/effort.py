"""How much work it is and how long it runs, which people write in one breath: “6 weeks, 3-4 hours a week”.

A span of time never becomes hours unless the text says how many: “6 weeks x 3 hours” is 18 hours, “2 days” is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal

from mcvocab.expression import expression
from mcvocab.quantities.numbers import ABOUT, AMOUNT, HOUR, HOURS, IN_ALL, WHOLE, canonical, on_one_line, read_number
from mcvocab.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a text tells of, and how long that takes.

    Attributes:
        least, most: hours as canonical decimals. They are the same where the text gives one number; where it gives
            only a limit, the other is empty; where it gives no hours at all, both are.
        duration: how long it runs, in the words of the text; empty where it does not say.
    """

    least: str = ""
    most: str = ""
    duration: str = ""

    @property
    def hours(self) -> str:
        """The hours, where the text gives one number; else empty."""
        return self.least if self.least == self.most else ""

    @property
    def spoken(self) -> str:
        """The hours as a sentence tells them; empty where there are none.

        >>> Effort("18", "24").spoken, Effort("", "60").spoken, Effort("60", "").spoken, Effort("1", "1").spoken
        ('18 to 24 hours', 'up to 60 hours', 'at least 60 hours', '1 hour')
        """
        if self.hours:
            return f"{self.hours} hour{'' if self.hours == '1' else 's'}"
        if self.least and self.most:
            return f"{self.least} to {self.most} hours"
        return f"at least {self.least} hours" if self.least else f"up to {self.most} hours" if self.most else ""


_MINUTE = r"(?:m|mins?\.?|minutes?|minuten|minutos?|minuti|minutter|minuter)"
_TO = r"\s*(?:-|–|—|\bto\b)\s*"
_HOURS_MINUTES = expression(
    rf"(?:(?P<hours>[0-9]+)\s*{HOUR},?\s*(?:and\s+)?)?(?P<minutes>{AMOUNT})\s*(?(hours){_MINUTE}?|{_MINUTE})",
    re.IGNORECASE | re.ASCII,
)
_ISO_TIME = expression(
    r"P(?:0[YMWD])*T(?=[0-9])(?:([0-9]+(?:[.,][0-9]+)?)H)?(?:([0-9]+(?:[.,][0-9]+)?)M)?(?:([0-9]+(?:[.,][0-9]+)?)S)?",
    re.IGNORECASE | re.ASCII,
)
_ASIDE = re.compile(
    r"\s*[(\[](?:notional|total|in total|estimated|approx(?:imate|imately|\.)?)(?: learning)?(?: hours)?[)\]]$",
    re.IGNORECASE,
)

# --- the parts of a longer text -------------------------------------------------------------------------

_PARTS_OF_ONE = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_COUNT = (
    r"(?:(?:[0-9]{1,3}\s)?1/2(?=[\s-])|[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?[½¼¾]?|[½¼¾]"
    r"|half(?:\s+an?)?(?=[\s-])|\b(?:one|an?)(?=[\s-]))"
)
_UNIT = r"(?:half[\s-]days?|days?|weeks?|wks?\.?|months?|mths?\.?|years?|yrs?\.?|terms?|semesters?|trimesters?)"
_SPAN = (
    rf"(?P<span>{ABOUT}(?P<count>{_COUNT})(?:{_TO}(?P<count_most>{_COUNT}))?[\s-]*(?P<unit>{_UNIT})(?!\w)"
    r"(?:[\s,]+\(?(?:part|full)[\s-]?time\)?)?)"
)
_OF_STUDY = r"(?:\s+of\s+(?:study|learning|work|effort))?"
_EACH = rf"{ABOUT}(?P<each>{AMOUNT})(?:{_TO}(?P<each_most>{AMOUNT}))?\s*-?\s*{WHOLE}*{HOUR}(?!\w){_OF_STUDY}"
_PER = (
    r"(?:\s*(?:\bper\b|\ban?\b|\beach\b|\bevery\b|/|\bp/)\s*(?P<per>half[\s-]day|day|week|wk|month|mth|term|semester|year)"
    r"|\s+(?P<adverb>daily|weekly|monthly))\b"
)
_WORDS_BETWEEN = r"(?:\b(?:at|of|with|for|over|in|across|during|spread over)\s+)?"
_BETWEEN = rf"\s*[x×*@,;:/–—-]?\s*{_WORDS_BETWEEN}[(\[]?\s*{_WORDS_BETWEEN}(?:an?\s+(?=[0-9]))?"
_CLOSED = r"(?:\s+period)?\s*[)\]]?"
_TIMES = r"\s*[x×*]\s*"
_SESSION = r"(?:sessions?|class(?:es)?|workshops?|webinars?|evenings?|mornings?|afternoons?|meetings?|blocks?)"
_WHICH = r"(?:(?:weekly|daily|fortnightly|monthly|evening|online|live|x)\s+)*"
_MEANWHILE = rf"(?:\s*,?\s*[(\[]?(?:over|in|across|for)\s+{_SPAN}{_CLOSED})?"

_RATES = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SPAN}{_BETWEEN}{_EACH}{_PER}{_CLOSED}",
        rf"{_EACH}{_PER}{_BETWEEN}{_SPAN}{_CLOSED}",
        rf"{_SPAN}{_TIMES}{_EACH}(?:\s+each)?",
        rf"{_EACH}{_TIMES}{_SPAN}",
    )
)
_SESSIONS = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<times>[0-9]{{1,3}})(?:{_TIMES}|\s+){_WHICH}{_EACH}[\s-]*{_SESSION}{_MEANWHILE}",
        rf"(?P<times>[0-9]{{1,3}})(?:{_TIMES}|\s+){_WHICH}{_SESSION}{_BETWEEN}(?:lasting\s+)?{_EACH}(?:\s+each)?{_CLOSED}{_MEANWHILE}",
        rf"(?P<times>[0-9]{{1,3}}){_TIMES}{_EACH}(?:\s+each)?{_MEANWHILE}",
    )
)
_AT_MOST = r"(?P<at_most>up to|at most|no more than|max(?:imum|\.)?(?: of)?)\s+"
_AT_LEAST = r"(?P<at_least>at least|from|no less than|min(?:imum|\.)?(?: of)?)\s+"
_SIZE = (
    rf"(?:{_AT_MOST}|{_AT_LEAST}|{ABOUT})(?:(?P<least>{AMOUNT})(?P<plus>\s?\+)?(?:{_TO}(?P<most>{AMOUNT}))?"
    rf"|between\s+(?P<lower>{AMOUNT})\s+and\s+(?P<upper>{AMOUNT}))"
)
_TOTAL = rf"{_SIZE}\s*-?\s*{WHOLE}*{HOUR}(?!\w){_OF_STUDY}(?P<in_all>{IN_ALL})"
_ALONGSIDE = (
    rf"(?:\s*,?\s*(?:(?:over|in|across|during|spread over)\s+|[(\[]\s*(?:(?:over|in|across)\s+)?){_SPAN}{_CLOSED})?"
)
_TOTALS = tuple(expression(pattern, re.IGNORECASE) for pattern in (rf"{_TOTAL}{_ALONGSIDE}", rf"{_SIZE}{_ALONGSIDE}"))
_SPAN_THEN_TOTAL = expression(
    rf"{_SPAN}\s*(?:(?P<bracket>[(\[])\s*{_TOTAL}\s*[)\]]|[,;:/=–—-]\s*{_TOTAL.replace('?P<', '?P<bare_')})",
    re.IGNORECASE,
)
_ONLY_SPAN = expression(_SPAN, re.IGNORECASE)
_CODED_SPAN = expression(r"P(\d{1,3})([DWM])", re.IGNORECASE)
_CODED_UNITS = {"D": "days", "W": "weeks", "M": "months"}
_SAYS_ALL = expression(r"\b(?:total|in all)\b", re.IGNORECASE)
_LONGEST_DAY = 12
"""So many hours are hardly those of one day of learning: they are those of all the days."""
_TO_FOUR_PLACES = Decimal("0.0001")
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def read_hours(text: str) -> str | None:
    """Hours of work as a canonical decimal; minutes are rounded to four places of an hour.

    Days, months and years are not converted, a range or a limit ("10-12 hours", "up to 60") is not one number,
    and hours that are only part of the work ("contact hours") are not its workload.

    >>> read_hours("60"), read_hours("60 notional hours"), read_hours("PT1H30M"), read_hours("90 minutes")
    ('60', '60', '1.5', '1.5')
    >>> read_hours("60 hours (10 weeks)"), read_hours("10 x 2-hour sessions"), read_hours("1 day (7 hours)")
    ('60', '20', '7')
    >>> read_hours("6 weeks x 10 hours per week"), read_hours("P60M"), read_hours("2 months")
    ('60', None, None)
    """
    effort = read_effort(text)
    return effort.hours or None if effort is not None else None


def read_effort(text: str) -> Effort | None:
    """How many hours of work a text tells of, and how long it runs; None where it tells neither.

    >>> read_effort("6 weeks, 3-4 hours a week")
    Effort(least='18', most='24', duration='6 weeks')
    >>> read_effort("up to 60 hours"), read_effort("2½ days")
    (Effort(least='', most='60', duration=''), Effort(least='', most='', duration='2½ days'))
    >>> read_effort("3 hours a week for 2 months")
    Effort(least='', most='', duration='2 months')
    >>> read_effort("3 jours (21 heures)")
    Effort(least='21', most='21', duration='3 jours')
    """
    bare = _ASIDE.sub("", on_one_line(text))
    found = _effort(bare)
    if found is not None or not bare:
        return found
    from mcvocab.quantities.tongues import in_english  # few files need it

    put = in_english(bare)
    found = _effort(put.text) if put is not None else None
    return replace(found, duration=put.own(found.duration)) if put is not None and found is not None else None


def _effort(bare: str) -> Effort | None:
    hours = read_number(bare) or _clock(bare)
    if hours is not None:
        return Effort(hours, hours)
    return _repeated(bare) or _total(bare)


def spoken_span(text: str) -> str:
    """A coded length of time as people say it; any other text as it is.

    >>> spoken_span("P6W"), spoken_span("p1m"), spoken_span("6 weeks"), spoken_span("P1Y2M")
    ('6 weeks', '1 months', '6 weeks', 'P1Y2M')
    """
    found = _CODED_SPAN.fullmatch(text.strip())
    return f"{found[1]} {_CODED_UNITS[found[2].upper()]}" if found else text


def _clock(text: str) -> str | None:
    """Hours with minutes, as people or programs write them."""
    if HOURS.fullmatch(text):
        return None
    if match := _ISO_TIME.fullmatch(text):
        return _in_hours(*match.groups())
    if match := _HOURS_MINUTES.fullmatch(text):
        return _in_hours(match["hours"], match["minutes"], None)
    return None


def _in_hours(hours: str | None, minutes: str | None, seconds: str | None) -> str | None:
    total = Decimal(0)
    for part, size in ((hours, 3600), (minutes, 60), (seconds, 1)):
        if part is None:
            continue
        number = read_number(part)
        if number is None:
            return None
        total = _CONTEXT.add(total, _CONTEXT.multiply(Decimal(number), Decimal(size)))
    return canonical(_CONTEXT.quantize(_CONTEXT.divide(total, Decimal(3600)), _TO_FOUR_PLACES))


def _repeated(text: str) -> Effort | None:
    """So many hours each week, day or session, so many times."""
    for pattern in _RATES:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            every = found.get("per") or found.get("adverb")
            times = (match["count"], match["count_most"]) if not every or _same(every, match["unit"]) else ()
            return _product(times, match)
    for pattern in _SESSIONS:
        if match := pattern.fullmatch(text):
            return _product((match["times"], None), match)
    return None


def _same(every: str, unit: str) -> bool:
    """Whether hours are told by the unit that is counted."""
    return _unit(every) == _unit(unit)


def _unit(word: str) -> str:
    """The first letters of a unit of time in any spelling: “w” of “weekly”, “wks.” and “weeks”.

    >>> _unit("weekly") == _unit("wks."), _unit("half-days") == _unit("days"), _unit("mth") == _unit("months")
    (True, False, True)
    """
    plain = word.casefold()
    return "half" if plain.startswith("half") else plain[:1]


def _product(times: tuple[str | None, ...], match: re.Match[str]) -> Effort | None:
    span = match.groupdict().get("span") or ""
    if not times:
        return Effort(duration=span)
    counts, sizes = _ends(times, _count), _ends((match["each"], match["each_most"]), _decimal)
    if counts is None or sizes is None:
        return None
    least, most = (canonical(_CONTEXT.multiply(*pair)) for pair in zip(counts, sizes, strict=True))
    return Effort(least, most, span)


def _ends(pair: tuple[str | None, ...], read: Callable[[str], Decimal | None]) -> tuple[Decimal, Decimal] | None:
    """Both ends of a range, which are the same where there is only one; None where they are in no order."""
    first, last = (read(text) if text is not None else None for text in pair)
    if first is None or (last is None and pair[1] is not None) or (last is not None and last <= first):
        return None
    return first, first if last is None else last


def _decimal(text: str) -> Decimal | None:
    number = read_number(text)
    return Decimal(number) if number is not None else None


def _count(text: str) -> Decimal | None:
    """How many days or weeks: “2½”, “half a”, “1.5”, “a”.

    >>> _count("2½"), _count("half a"), _count("1.5"), _count("a")
    (Decimal('2.5'), Decimal('0.5'), Decimal('1.5'), Decimal('1'))
    """
    word = text.strip().casefold().replace("1/2", "½")
    if word.startswith("half"):
        return Decimal("0.5")
    if word in ("a", "an", "one"):
        return Decimal(1)
    part = _PARTS_OF_ONE.get(word[-1:])
    if part is None:
        return _decimal(word)
    whole = _decimal(word[:-1].strip() or "0")
    return whole + part if whole is not None else None


def _total(text: str) -> Effort | None:
    """Hours in all, or no hours but how long it runs."""
    for pattern in _TOTALS:
        if match := pattern.fullmatch(text):
            return _sized(match.groupdict(), match["span"] or "")
    if match := _SPAN_THEN_TOTAL.fullmatch(text):
        found = {name.removeprefix("bare_"): said for name, said in match.groupdict().items() if said is not None}
        sized = _sized({name: found.get(name) for name in _SIZES}, match["span"])
        return sized if sized is None or _is_in_all(match, sized, text) else Effort(duration=match["span"])
    match = _ONLY_SPAN.fullmatch(text)
    return Effort(duration=match["span"]) if match else None


_SIZES = ("least", "most", "lower", "upper", "plus", "at_most", "at_least")


def _sized(found: Mapping[str, str | None], span: str) -> Effort | None:
    first, last = found["least"] or found["lower"], found["most"] or found["upper"]
    ends = _ends((first, last), _decimal) if not (last and found["plus"]) else None
    if ends is None:
        return None
    least, most = map(canonical, ends)
    if found["at_most"]:
        return Effort("", most, span)
    return Effort(least, "" if found["at_least"] or found["plus"] else most, span)


def _is_in_all(match: re.Match[str], sized: Effort, text: str) -> bool:
    """Whether hours after a span are those of the whole span: “2 days (7 hours)” may mean on each day."""
    counts = _ends((match["count"], match["count_most"]), _count)
    if counts is None:
        return False
    if _SAYS_ALL.search(text) or counts[1] <= 1:
        return True
    if _unit(match["unit"]) in ("d", "half"):
        return Decimal(sized.least or sized.most) >= _LONGEST_DAY
    return bool(match["bracket"])
