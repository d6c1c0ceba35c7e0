"""How a value of JSON is written as an RDF literal: the one place that decides on lexical forms."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mcvocab.model import RDF, RDF_LANG_STRING, XSD, Literal
from mcvocab.readers.graphs.triples import Fault, whole
from mcvocab.readers.json_scan import NotFinite, Number

if TYPE_CHECKING:
    from mcvocab.model import Spot
    from mcvocab.readers.json_scan import Value

_TAG = re.compile("[A-Za-z]+(-[A-Za-z0-9]+)*")
_INTEGER, _DOUBLE, _BOOLEAN = XSD + "integer", XSD + "double", XSD + "boolean"


def literal(value: Value, datatype: str, spot: Spot) -> Literal:
    """The literal of a JSON value whose datatype the document gives; empty where it gives none.

    A number without a datatype is an integer, or else a double in canonical form, as JSON-LD says. With a
    datatype it keeps the form in which it is written, where JSON-LD would turn the decimal 2.50 into 2.5E0.

    Raises:
        Fault: where it is no value of JSON, or no text.
    """
    if datatype == "@json":
        return Literal(_canonical(value, spot), RDF + "JSON")
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype or _BOOLEAN)
    if isinstance(value, NotFinite):
        raise Fault(spot, f"JSON has no number such as {value}")
    if isinstance(value, Number):
        return Literal(*_number(value, datatype))
    if not isinstance(value, str):
        raise Fault(spot, "a value of its own should stand here")
    return Literal(whole(value, spot), datatype) if datatype else Literal(whole(value, spot))


def text(value: str, language: str, spot: Spot) -> Literal:
    """A text in a language, or in none where that is empty.

    Raises:
        Fault: where it is no text, or the language is none.
    """
    if not language:
        return Literal(whole(value, spot))
    if not _TAG.fullmatch(language):
        raise Fault(spot, f"“{language}” is no language tag")
    return Literal(whole(value, spot), RDF_LANG_STRING, language)


def _number(text: str, datatype: str) -> tuple[str, str]:
    if datatype not in {"", _DOUBLE}:
        return text, datatype
    number = float(text)
    if not datatype and abs(number) < 1e21 and number.is_integer():
        return str(int(text) if text.lstrip("-").isdigit() else int(number)), _INTEGER
    return double(number), _DOUBLE


def double(number: float) -> str:
    """The canonical form of an ``xsd:double``.

    >>> double(5.5), double(-0.000001), double(float("inf"))
    ('5.5E0', '-1.0E-6', 'INF')
    """
    if number in {float("inf"), float("-inf")}:
        return "INF" if number > 0 else "-INF"
    mantissa, _, exponent = f"{number:.15E}".partition("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"


def _canonical(value: Value, spot: Spot) -> str:
    """JSON in the canonical form of RFC 8785."""
    if isinstance(value, NotFinite):
        raise Fault(spot, f"JSON has no number such as {value}")
    if isinstance(value, Number):
        return _plain(float(value))
    if isinstance(value, list):
        return f"[{','.join(_canonical(one, spot) for one in value)}]"
    if isinstance(value, tuple):
        members = sorted(value, key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_canonical(key, spot)}:{_canonical(one, spot)}" for key, one in members) + "}"
    return json.dumps(whole(value, spot) if isinstance(value, str) else value, ensure_ascii=False)


def _plain(number: float) -> str:
    """A number as ECMAScript prints it."""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    text = repr(number)
    if 1e-6 <= abs(number) < 1e21:
        return f"{Decimal(text):f}"
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent):+d}"
