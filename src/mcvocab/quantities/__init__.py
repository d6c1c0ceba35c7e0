"""What people write for numbers, money, credit and levels, read into small values; hours stand in `effort`.

Every function takes a text as it stands in a cell and gives a value, or None (an empty tuple) where the text
cannot be understood without guessing. Nothing here raises, and nothing here knows a framework, a credit system
or a currency: their names come out as written, and the caller looks them up among the labels.
"""

from __future__ import annotations

import re
from decimal import Decimal

from mcvocab.expression import expression
from mcvocab.values import dataclass

_LONGEST = 200  # characters: longer texts are prose, not quantities
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in canonical decimal form, and the words of its unit as written (empty where there are none)."""

    number: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in canonical decimal form, and the currency as written (empty where none was)."""

    amount: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class PriceRange:
    """A price that is no one amount: the least and the most that it comes to, as far as the text says.

    ``untaxed`` tells that a tax is added, of which the text does not say how much.
    """

    least: Money | None = None
    most: Money | None = None
    untaxed: bool = False

    @property
    def currency(self) -> str:
        """The currency as written; empty where none was."""
        return next((money.currency for money in (self.least, self.most) if money is not None), "")


@dataclass(frozen=True, slots=True)
class LevelMention:
    """The number of a level, and the words that name its framework (empty where none do)."""

    number: str
    framework: str = ""


@dataclass(frozen=True, slots=True)
class CreditMention:
    """An amount of credit.

    Attributes:
        points: the number in canonical decimal form.
        system: the words that name the credit system; a caller that cannot resolve them must not use the points.
        level: the level at which the credit is given, where the text says so.
    """

    points: str
    system: str = ""
    level: LevelMention | None = None


# --- numbers ----------------------------------------------------------------------------------------

AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]{1,2})?)"
"""A number within a text, as part of a regular expression."""

_NUMBER = expression(
    r"""(?P<sign>[+-]?)(?:
        (?P<grouped>[1-9][0-9]{0,2}(?P<mark>[,\ '’])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?P<fraction>\.[0-9]+)?
      | (?P<spaced>[1-9][0-9]{0,2}(?:[\ '’][0-9]{3})+,[0-9]{1,2})
      | (?P<dotted>[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<european>[0-9]{1,2})
      | (?P<comma>[0-9]+,[0-9]{1,2})
      | (?P<plain>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE](?P<exponent>[+-]?[0-9]{1,2}))?
    )""",
    re.VERBOSE | re.ASCII,
)


def read_number(text: str) -> str | None:
    """A number in the canonical form of ``xsd:decimal``.

    A comma before three digits parts thousands, before one or two digits it is a decimal comma.

    >>> read_number("1,200"), read_number("7,5"), read_number("1.250,50"), read_number("1 250,50")
    ('1200', '7.5', '1250.5', '1250.5')
    >>> read_number("10-12") is None
    True
    """
    match = _NUMBER.fullmatch(on_one_line(text))
    if match is None:
        return None
    part = match.groupdict()
    if part["grouped"]:
        digits = re.sub(r"[^0-9]", "", part["grouped"]) + (part["fraction"] or "")
    elif part["spaced"]:
        digits = re.sub(r"[^0-9,]", "", part["spaced"]).replace(",", ".")
    elif part["dotted"]:
        digits = part["dotted"].replace(".", "") + "." + part["european"]
    elif part["comma"]:
        digits = part["comma"].replace(",", ".")
    else:
        digits = part["plain"]
    if len(digits) > _MOST_DIGITS:
        return None
    value = Decimal(digits).scaleb(int(part["exponent"] or 0))
    return canonical(-value if part["sign"] == "-" else value)


def canonical(value: Decimal) -> str:
    """A number without an exponent, leading zeros or trailing ones.

    >>> canonical(Decimal("7.50")), canonical(Decimal("2E1"))
    ('7.5', '20')
    """
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def on_one_line(text: str) -> str:
    """The text on one line with plain blanks, or nothing where it is too long to be a quantity."""
    return " ".join(text.split()) if len(text) <= _LONGEST else ""


# --- amounts ----------------------------------------------------------------------------------------

_WORD = r"[^\W\d_][^\W\d_.&’'-]*"
_NAME = rf"{_WORD}(?:[\s&.’'-]+{_WORD}){{0,7}}\.?"
_SHORT_NAME = rf"{_WORD}(?:[\s&.’'-]+{_WORD}){{0,7}}?\.?"
_WITH_UNIT = expression(
    rf"(?P<number>{AMOUNT})\s*-?\s*(?P<unit>{_NAME})|(?P<named>{_NAME})\s*[:=]\s*(?P<value>{AMOUNT})"
)


def read_amount(text: str) -> Amount | None:
    """A number with the words of its unit, where there are any.

    >>> read_amount("6 CPD points"), read_amount("2.50")
    (Amount(number='6', unit='CPD points'), Amount(number='2.5', unit=''))
    >>> read_amount("2-3 points") is None
    True
    """
    tidy = on_one_line(text)
    if (bare := read_number(tidy)) is not None:
        return Amount(bare)
    match = _WITH_UNIT.fullmatch(tidy)
    number = read_number(match["number"] or match["value"]) if match else None
    return Amount(number, (match["unit"] or match["named"]).strip(" .")) if match and number else None


# --- hours ------------------------------------------------------------------------------------------

HOUR = r"(?:h|hrs?\.?|hours?|heures?|std\.?|stunden?|horas?|ore|uur|uren|timer|timmar|tundi?)"
ABOUT = r"(?:(?:about|approx(?:imately|\.)?|around|circa|ca?\.|total(?: of)?:?|~)\s*)?"
WHOLE = r"(?:(?:total|notional|learning|student|study|effort|workload|of|in)\s+)"
IN_ALL = r"(?:\s+(?:total|of|in|all|notional|learning|student|study|effort|workload))*"
HOURS = expression(
    rf"{ABOUT}(?P<hours>{AMOUNT})\s*-?\s*{WHOLE}*{HOUR}{IN_ALL}(?:\s+over\s+[0-9]+\s+(?:weeks?|wks?\.?))?",
    re.IGNORECASE | re.ASCII,
)
"""Hours that are one number; what else people write for them, `effort` reads."""

# --- money ------------------------------------------------------------------------------------------

_FREE = expression(
    r"free(?: of charge| course)?|no (?:charge|cost|fee)|nil|grat(?:is|uit|uito)|kostenlos|kostenfrei", re.IGNORECASE
)
_SYMBOL = r"(?:[A-Z]{1,3})?[£€$¥₹]"
_FIGURE = r"[0-9][0-9.,'’ ]*"
_PERSON = r"per (?:person|learner|student|participant|place)|pp|p\.p\.|each"
_EACH = rf"(?:\s*(?:\(?inc(?:l|luding|l\.|\.)? (?:VAT|tax)\)?|{_PERSON}))?"
_CALLED = r"(?i:(?:(?:course|total|full|tuition)\s+)?(?:fee|cost|price|tuition)s?\s*[:=]?\s+)?"
_MONEY = expression(
    rf"{_CALLED}(?P<before>{_SYMBOL}|[A-Z]{{3}})?\s*(?P<figure>{_FIGURE}?)(?:[.,]-)?\s*(?P<after>{_SYMBOL}|(?!pp|p\.|per|each|inc)[^\W\d_]+\.?)?{_EACH}"
)


def read_money(text: str) -> Money | None:
    """An amount of money with its currency as written.

    >>> read_money("£250"), read_money("GBP 1,250.00"), read_money("99,50 €")
    (Money(amount='250', currency='£'), Money(amount='1250', currency='GBP'), Money(amount='99.5', currency='€'))
    >>> read_money("Free"), read_money("from £250"), read_money("Fee: £250")
    (Money(amount='0', currency=''), None, Money(amount='250', currency='£'))
    """
    tidy = on_one_line(text)
    if _FREE.fullmatch(tidy.rstrip(".!")):
        return Money("0")
    match = _MONEY.fullmatch(tidy)
    if match is None:
        return None
    figure = match["figure"].strip()
    # One dot before three digits parts thousands in one country and pence in another.
    amount = None if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", figure, re.ASCII) else read_number(figure)
    before, after = match["before"] or "", match["after"] or ""
    if amount is None or (before and after and after.isalpha() and not after.isupper()):
        return None
    return Money(amount, after if before and after else before or after)


_NO_TAX = expression(
    r"(?P<net>.+?)\s*[(\[]?(?:\+|\bplus|\bex(?:cl(?:uding|usive of|\.)?|\.)?|\bbefore|\bwithout)\s*(?:VAT|tax)[)\]]?"
    rf"(?:\s+(?:{_PERSON}))?",
    re.IGNORECASE,
)
_FROM = expression(
    r"(?:(?:prices? )?(?:from|starting (?:at|from))|at least|min(?:imum|\.)?|ab|à partir de|dès|a partir de|desde"
    r"|a partire da|vanaf|från|fra|od)\s+(?P<from>.+)"
    r"|(?P<up>.+?)(?:\s*\+|\s+or more|\s+(?:and )?upwards)",
    re.IGNORECASE,
)
_UP_TO = expression(
    r"(?:up to|at most|max(?:imum|\.)?|bis(?: zu)?|jusqu['’]à|hasta|fino a|tot|upp till|op til|inntil)"
    r"\s+(?P<most>.+)",
    re.IGNORECASE,
)
_FROM_TO = expression(
    r"(?P<least>.+?)\s*(?:-|–|—|\bto\b)\s*(?P<most>.+)|between\s+(?P<lower>.+?)\s+and\s+(?P<upper>.+)", re.IGNORECASE
)


def read_price_range(text: str) -> PriceRange | None:
    """The limits of a price that is no one amount; None where the text is one amount, or tells no limits.

    >>> read_price_range("from £250").least, read_price_range("up to £250").most
    (Money(amount='250', currency='£'), Money(amount='250', currency='£'))
    >>> read_price_range("£250 + VAT").untaxed, read_price_range("£250")
    (True, None)
    """
    tidy = on_one_line(text)
    if not tidy or read_money(tidy) is not None:
        return None
    if match := _NO_TAX.fullmatch(tidy):
        net = read_money(match["net"])
        return PriceRange(net, untaxed=True) if net else None
    if match := _FROM.fullmatch(tidy):
        least = read_money(match["from"] or match["up"])
        return PriceRange(least) if least else None
    if match := _UP_TO.fullmatch(tidy):
        most = read_money(match["most"])
        return PriceRange(most=most) if most else None
    match = _FROM_TO.fullmatch(tidy)
    return _price_range(match["least"] or match["lower"], match["most"] or match["upper"]) if match else None


def _price_range(first: str, last: str) -> PriceRange | None:
    """Two prices as a range; the currency may stand with either."""
    least, most = read_money(first), read_money(last)
    if least is None or most is None or Decimal(least.amount) >= Decimal(most.amount):
        return None
    currencies = {money.currency for money in (least, most) if money.currency}
    if len(currencies) != 1:  # without one, it may be a day or a number of anything
        return None
    currency = currencies.pop()
    return PriceRange(Money(least.amount, currency), Money(most.amount, currency))


# --- levels -----------------------------------------------------------------------------------------

_LEVEL_WORD = (
    r"(?:levels?|lvls?\.?|lev\.?|lv\.?|lefel(?:au)?|leibh[eé]il|niveaus?|nivel(?:es)?|livell[oi]|nivå|stufen?"
    r"|poziom|taso|tase|nível|níveis|nivelul|úroveň|úrovně|szint|razin[ae])"
)
_JOINED = r"(?:-|–|—|/|,|;|\+|&|\bto\b|\band\b|\bor\b)"
_NUMBERS = rf"(?P<numbers>[0-9]{{1,2}}(?:\s*{_JOINED}\s*(?:{_LEVEL_WORD}\s*)?[0-9]{{1,2}}){{0,5}})"
_WITHIN = "of|on|in|at|du|des?|del|della|do|da|der|des|dem|nach|van|het|w|i"
_LEVEL_PATTERNS = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_LEVEL_WORD}\s*[:=-]?|L)?\s*{_NUMBERS}",
        rf"(?P<framework>{_SHORT_NAME})\s*[,:=–-]?\s*(?:{_LEVEL_WORD}|\bL)\s*[:=-]?\s*{_NUMBERS}",
        rf"(?P<framework>{_SHORT_NAME})\s*[:=–-]?\s*{_NUMBERS}",
        rf"(?:{_LEVEL_WORD}|\bL)?\s*[:=-]?\s*{_NUMBERS}\s*(?:,|–|-|\b(?:{_WITHIN})\b)?\s*(?:\bthe\b)?\s*(?P<framework>{_NAME})",
        rf"{_LEVEL_WORD}\s+(?P<framework>{_SHORT_NAME})\s*[:=–-]?\s*{_NUMBERS}",
        rf"(?:{_LEVEL_WORD}|\bL)?\s*[:=-]?\s*{_NUMBERS}\s*[(\[]\s*(?P<framework>{_NAME})\s*[)\]]",
    )
)
_LEVEL_TAIL = expression(rf"[\s,:-]*{_LEVEL_WORD}$", re.IGNORECASE)
_RANGE = expression(rf"([0-9]+)\s*(?:-|–|—|\bto\b)\s*(?:{_LEVEL_WORD}\s*)?([0-9]+)", re.IGNORECASE | re.ASCII)
_WIDEST_RANGE = 12
# A spreadsheet may export the whole number 7 as 7.0.
_WHOLE_LEVEL = expression(r"(?<![0-9.,-])([0-9]{1,2})\.0+(?![0-9.,])", re.ASCII)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_LEVEL = expression(
    rf"({_LEVEL_WORD}\s+|(?-i:\b[A-Z]*Q[A-Z]+ ))(X?I{{1,3}}|X?IV|VI{{0,3}}|IX|X)$", re.IGNORECASE
)
_SEVERAL = expression(r"\s*(?:[/;|=]|\(|\)|,\s|\s[–-]\s)\s*")


def read_levels(text: str) -> tuple[LevelMention, ...]:
    """The levels that a text names, each with the words that name its framework; a range gives all within it.

    >>> read_levels("SCQF level 7"), read_levels("lvl. 6 (RQF)")
    ((LevelMention(number='7', framework='SCQF'),), (LevelMention(number='6', framework='RQF'),))
    >>> [mention.number for mention in read_levels("SCQF levels 7-8")]
    ['7', '8']
    >>> read_levels("7.0")
    (LevelMention(number='7', framework=''),)
    >>> read_levels("Level 7.5"), read_levels("7 March 2026")
    ((), ())
    >>> read_levels("EQF level VI"), read_levels("niveau 6 du CEC")
    ((LevelMention(number='6', framework='EQF'),), (LevelMention(number='6', framework='CEC'),))
    >>> read_levels("EQF VI") == read_levels("EQF 6")
    True
    """
    tidy = on_one_line(text)
    foreign = not tidy.isascii() and any(c.isdigit() and not c.isascii() for c in tidy)
    if not tidy or not tidy.isprintable() or foreign:
        return ()
    tidy = _ROMAN_LEVEL.sub(_in_figures, tidy)
    tidy = _WHOLE_LEVEL.sub(r"\1", tidy)
    if mentions := _levels(tidy):
        return mentions
    parts = [part for part in _SEVERAL.split(tidy) if part]
    read = [_levels(part) for part in parts]
    # Parts stand for themselves only where each names its framework: "SCQF 7 / EQF 5".
    if len(parts) > 1 and all(mentions and mentions[0].framework for mentions in read):
        return tuple(mention for mentions in read for mention in mentions)
    return ()


def _in_figures(found: re.Match[str]) -> str:
    """A level in Roman numerals in figures; a Turkish “İ” is found as an “i” too, and is none."""
    number = found[2].upper()
    return f"{found[1]}{_ROMAN.index(number) + 1}" if number in _ROMAN else found[0]


def _levels(text: str) -> tuple[LevelMention, ...]:
    for pattern in _LEVEL_PATTERNS:
        if match := pattern.fullmatch(text):
            framework = _LEVEL_TAIL.sub("", match.groupdict().get("framework") or "").strip(" ,:-–")
            numbers = _spread(match["numbers"])
            return tuple(LevelMention(str(number), framework) for number in dict.fromkeys(numbers))
    return ()


def _spread(numbers: str) -> list[int]:
    if match := _RANGE.fullmatch(numbers):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _WIDEST_RANGE:
            return list(range(first, last + 1))
    return [int(number) for number in re.findall(r"[0-9]+", numbers)]


# --- credit -----------------------------------------------------------------------------------------

_CREDIT_WORD = r"(?:credits?(?:[\s-](?:points?|value|units?|pts?\.?))?|points?|pts?\.?|cr\.?)"
_CREDIT_PARTS = expression(
    r"\s*(?:[/;|+=@()\[\]]|,(?![0-9])|\s[–-]\s|\bat\b|\bor\b|\band\b|\bequivalent to\b|(?<=[0-9])\s+(?=[0-9])"
    r"|(?<=credits)\s(?=[^()]*[0-9])|(?<=points)\s(?=[^()]*[0-9]))\s*",
    re.IGNORECASE,
)
_POINTS_PATTERNS = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<points>{AMOUNT})\s*{_CREDIT_WORD}(?:\s+(?P<system>{_NAME}))?",
        rf"(?P<points>{AMOUNT})\s*(?P<system>{_SHORT_NAME})\s+{_CREDIT_WORD}",
        rf"(?P<points>{AMOUNT})\s*(?P<system>{_NAME})",
        rf"(?:(?P<system>{_SHORT_NAME})\s*)??{_CREDIT_WORD}\s*[:=]?\s*(?P<points>{AMOUNT})",
        rf"(?P<system>{_NAME})\s*[:=]\s*(?P<points>{AMOUNT})",
    )
)
# One word in capitals is the name of a system; other words may be a limit ("up to 10 credits") or a remark.
_SYSTEM = r"(?-i:(?!MAX\b|MIN\b|TBC\b|TBA\b)(?P<system>[A-Z][A-Za-z]*[A-Z]))"
_SYSTEM_ASIDE = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SYSTEM}\s+(?P<points>{AMOUNT})\s*{_CREDIT_WORD}",
        rf"(?P<points>{AMOUNT})\s*(?:{_CREDIT_WORD})?\s*[(\[]\s*{_SYSTEM}(?:\s+{_CREDIT_WORD})?\s*[)\]]",
    )
)
_SAYS_LEVEL = expression(rf"(?:{_LEVEL_WORD}\s*\.?\s*[:=-]?\s*[0-9]|\bL[0-9])", re.IGNORECASE)


def read_credits(text: str) -> tuple[CreditMention, ...]:
    """The amounts of credit that a text names, each with system and level as written.

    "20 credits at SCQF 7" names no system but the framework of its level: what that implies is the caller's.

    >>> read_credits("20 SCQF credits")
    (CreditMention(points='20', system='SCQF', level=None),)
    >>> read_credits("SCQF Level 8 (20 credits)")
    (CreditMention(points='20', system='', level=LevelMention(number='8', framework='SCQF')),)
    >>> [(mention.points, mention.system) for mention in read_credits("10 ECTS / 20 SCQF")]
    [('10', 'ECTS'), ('20', 'SCQF')]
    >>> read_credits("10 (SCQF)") == read_credits("SCQF 10 credits") == read_credits("10 SCQF credits")
    True
    >>> read_credits("no credit"), read_credits("10-20 credits")
    ((), ())
    """
    tidy = on_one_line(text)
    if (number := read_number(tidy)) is not None:
        return (CreditMention(number),)
    for pattern in _SYSTEM_ASIDE:
        if (match := pattern.fullmatch(tidy)) and (number := read_number(match["points"])) is not None:
            return (CreditMention(number, match["system"]),)
    parts = [part.strip(" .,:") for part in _CREDIT_PARTS.split(tidy)]
    found: list[CreditMention] = []
    waiting: LevelMention | None = None
    for part in filter(None, parts):
        if (mention := _points(part)) is not None:
            found.append(CreditMention(mention.points, mention.system, waiting))
            waiting = None
        elif (
            len(levels := _levels(part)) == 1
            and waiting is None
            and (levels[0].framework or _SAYS_LEVEL.search(part))
        ):
            if not found:
                waiting = levels[0]
            elif found[-1].level is None:
                found[-1] = CreditMention(found[-1].points, found[-1].system, levels[0])
            else:
                return ()
        elif not HOURS.fullmatch(part):
            return ()
    return tuple(found) if waiting is None else ()


def _points(part: str) -> CreditMention | None:
    if _SAYS_LEVEL.search(part) or HOURS.fullmatch(part):
        return None
    for pattern in _POINTS_PATTERNS:
        if match := pattern.fullmatch(part):
            points = read_number(match["points"])
            return CreditMention(points, (match.groupdict().get("system") or "").strip(" .,:-")) if points else None
    return None
