"""Text from data made safe to stand in a Markdown page.

Labels, definitions and examples come from files that anyone may have edited, so none may bring links, markup or
scripts of its own. `Markup` here means text that is safe as Markdown: templates escape everything else by `escape`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from markupsafe import Markup

# Numeric references, because every Markdown processor agrees on them; backslashes differ between processors.
_EVERYWHERE = {ord(sign): f"&#{ord(sign)};" for sign in '\\`*_{}[]<>&"|~^$'}
# These begin a heading, list, quotation, definition or box, but only at the start of a block.
_AT_START = re.compile(r"^(?:[#+\-=:!?%@/]|\d+[.)](?= |$))")
_CODE_AS_IS = re.compile(r"[A-Za-z0-9 :/.,#?=@()%+-]+")
# Marks that turn the direction of writing could make a page show another text than it holds.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WEB = ("http", "https")


def escape(value: object) -> Markup:
    """The text as one line of Markdown that shows it literally; safe Markdown is passed through.

    >>> print(escape("R&D *now*"))
    R&#38;D &#42;now&#42;
    >>> print(escape("- not a list"))
    &#45; not a list
    """
    if isinstance(value, Markup):
        return value
    text = " ".join(printable(str(value)).split()).translate(_EVERYWHERE)
    start = _AT_START.match(text)
    if start:
        sign = start.end() - 1
        text = f"{text[:sign]}&#{ord(text[sign])};{text[sign + 1 :]}"
    return Markup(text)


def heading(value: object) -> Markup:
    """The text as the heading of a page, which site builders repeat in places that we do not see.

    The theme turns references in a page's title back into signs, and shows them unescaped in the head of the page.
    So the two signs that open and close markup are replaced by their likes.

    >>> "<" in heading("a <b>"), heading("a b")
    (False, Markup('a b'))
    """
    return escape(str(value).translate({ord("<"): "\u2039", ord(">"): "\u203a"}))


def printable(text: str) -> str:
    r"""The text without control codes (Markdown processors use some as marks of their own), lines kept.

    >>> printable("a\x02b\tc")
    'ab\tc'
    """
    return "".join(
        sign for sign in text if sign in "\n\t" or (unicodedata.category(sign) != "Cc" and sign not in _TURNING)
    )


def join(values: Iterable[object], separator: str = ", ") -> Markup:
    """The values, each escaped, in a row."""
    return Markup(separator).join(escape(value) for value in values)


def code(value: object) -> Markup:
    """The text set as code, within a line or a cell of a table.

    >>> print(code("learningOutcome"))
    `learningOutcome`
    """
    text = " ".join(printable(str(value)).split())
    if _CODE_AS_IS.fullmatch(text):
        return Markup(f"`{text}`")
    # A code span cannot hold a bar in a table, nor every run of backticks; the element can hold anything.
    return Markup(f"<code>{''.join(f'&#{ord(s)};' if s in _SIGNS else s for s in text)}</code>")


def block(text: str, language: str = "") -> Markup:
    r"""The text as a block of code that it cannot close.

    >>> print(block("a\n```\nb"))
    ````
    a
    ```
    b
    ````
    """
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}{language}\n{printable(text).rstrip()}\n{fence}")


def link(text: object, address: str) -> Markup:
    """A link to a page of ours, whose address is ours too."""
    return Markup(f"[{escape(text)}]({address})")


def outside(address: str, text: object = "") -> Markup:
    """A link to a page elsewhere; what is no web address is shown, never linked.

    >>> print(outside("javascript:alert(1)"))
    `javascript:alert(1)`
    """
    # Browsers drop blanks and control codes from addresses, so what holds any is no address to us.
    if _scheme(address) not in _WEB or re.search(r"[\s\x00-\x1f\x7f]", address):
        return code(address)
    safe = quote(address, safe=":/?#@!$&'*+,;=%~")
    return Markup(f"[{escape(text or address)}]({safe})")


def _scheme(address: str) -> str:
    """The scheme of an address in small letters, empty where it has none or cannot be read."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


_SIGNS = frozenset(chr(number) for number in _EVERYWHERE)
