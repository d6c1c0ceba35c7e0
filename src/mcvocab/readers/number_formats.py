"""What a number looks like in a spreadsheet: 0.2 as 20%, 195 as £195, 7 as SCQF 7 or 007.

The format of a cell is a part of what its provider reads there, so it is a part of what is read (ECMA-376, part 1,
18.8.31: number formats).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|_.|\*.'
    r"|(?P<number>[0#?][0#?.,]*)|(?P<percent>%)|(?P<sign>[-+ £$€¥()/:])|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What stands around a number, and how its digits are written.

    Attributes:
        before, after: the text around it.
        percent: whether it is shown a hundred times as large, with a percent sign in the text after it.
        decimals: how many decimal places are shown at least.
        digits: how many digits before the point are shown at least.
    """

    before: str = ""
    after: str = ""
    percent: bool = False
    decimals: int = 0
    digits: int = 0

    def show(self, value: float) -> str:
        """A number as it is shown, but for the sign that parts thousands, and never rounded.

        >>> number_format('"£"#,##0.00').show(1250.5), number_format("0%").show(0.2)
        ('£1250.50', '20%')
        """
        shown = value * 100 if self.percent else value
        text = format(abs(shown), ".15g")
        if "e" not in text:
            whole, _, fraction = text.partition(".")
            fraction = fraction.ljust(self.decimals, "0")
            text = whole.zfill(self.digits) + (f".{fraction}" if fraction else "")
        return f"{'-' if shown < 0 else ''}{self.before}{text}{self.after}"


def number_format(code: str) -> NumberFormat | None:
    """The meaning of a format code; None where it adds nothing to a plain number, or is one of dates or fractions.

    >>> number_format('0" hours"').show(20), number_format("000").show(7), number_format("_-[$£-809]* #,##0").show(5)
    ('20 hours', '007', '£5')
    >>> number_format("#,##0.00"), number_format("yyyy-mm-dd"), number_format("General")
    (None, None, None)
    """
    section = _SECTION.match(code)
    before, after, number, percent = "", "", "", False
    for token in _TOKEN.finditer(section[0] if section else ""):
        if token["number"]:
            if number:
                return None
            number = token["number"]
        elif token["other"]:
            return None
        else:
            percent = percent or bool(token["percent"])
            text = next((found for name in _TEXTS if (found := token[name])), "")
            before, after = (before, after + text) if number else (before + text, after)
    whole, _, fraction = number.partition(".")
    digits = whole.count("0") if "," not in whole else 0
    before, after = before.lstrip(" -+("), after.rstrip(" -+)")
    if not number or not (before or after or digits > 1):
        return None
    return NumberFormat(before, after, percent, fraction.count("0"), digits)


_TEXTS = ("quoted", "escaped", "currency", "percent", "sign")
