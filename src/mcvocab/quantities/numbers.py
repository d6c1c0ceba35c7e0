"""Numbers and amounts as people write them, in the canonical form of ``xsd:decimal``."""

from __future__ import annotations

import re
from decimal import Decimal

from mcvocab.expression import expression
from mcvocab.values import dataclass

_LONGEST = 200  # characters: longer texts are prose, not quantities
_MOST_DIGITS = 30

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
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:  # as most are
        return text.lstrip("0") or "0"
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
NAME = rf"{_WORD}(?:[\s&.’'-]+{_WORD}){{0,7}}\.?"
SHORT_NAME = rf"{_WORD}(?:[\s&.’'-]+{_WORD}){{0,7}}?\.?"
"""Words that name what is counted, as part of a regular expression: as many as there are, and as few."""
_WITH_UNIT = expression(
    rf"(?P<number>{AMOUNT})\s*-?\s*(?P<unit>{NAME})|(?P<named>{NAME})\s*[:=]\s*(?P<value>{AMOUNT})"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in canonical decimal form, and the words of its unit as written (empty where there are none)."""

    number: str
    unit: str = ""


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
