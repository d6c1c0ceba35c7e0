"""Prices as people write them, and the limits of those that are no one amount."""

from __future__ import annotations

import re
from decimal import Decimal

from mcvocab.expression import expression
from mcvocab.quantities.numbers import on_one_line, read_number
from mcvocab.values import dataclass


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
        return next((money.currency for money in (self.least, self.most) if money is not None and money.currency), "")


_FREE = expression(
    r"free(?: of charge| course)?|no (?:charge|cost|fee)|nil|grat(?:is|uit|uito)|kostenlos|kostenfrei", re.IGNORECASE
)
_SYMBOL = r"(?:[A-Z]{1,3})?[£€$¥₹]"
_FIGURE = r"[0-9][0-9.,'’ ]*"
_TAX = r"(?:VAT|tax(?:es)?|GST|MwSt\.?|USt\.?|TVA|IVA|btw|moms|mva)"
_TAXED = (
    rf"(?i:inc(?:l|luding|lusive of|l\.|\.)? {_TAX}|inkl(?:\.|usive)? {_TAX}|TTC|brutto"
    rf"|{_TAX} (?:incl(?:\.|uded|uid[ao]|us[ae]?)|inbegrepen)|税込み?|含税|含稅)"
)
_PERSON = r"per (?:person|learner|student|participant|place)|pp|p\.p\.|each"
_EACH = rf"(?:\s*(?:[(（]?{_TAXED}[)）]?|{_PERSON}))?"
_WHOSE = r"(?:course|programme|total|full|standard|tuition|UK|home|EU|EEA|domestic|overseas|international)"
_CALLED = rf"(?i:(?:{_WHOSE}\s+){{0,2}}(?:fee|cost|price|tuition)s?(?:\s*[:=]\s*|\s+))?"
_MONEY = expression(
    rf"{_CALLED}(?P<before>{_SYMBOL}|[A-Z]{{3}}|[Kk]r\.?|Rs\.?)?\s*(?P<figure>{_FIGURE}?)(?P<dash>[.,:/]-)?"
    rf"\s*(?P<after>{_SYMBOL}|(?!pp|p\.|per|each|inc|税|含|(?i:HT|TTC|netto|brutto|{_TAX})\b)[^\W\d_]+\.?)?{_EACH}"
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
    # One dot before three digits parts thousands in one country and pence in another; where “,-” follows, thousands.
    doubtful = re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", figure, re.ASCII)
    figure = figure.replace(".", "") if doubtful and match["dash"] == ",-" else figure
    amount = None if doubtful and match["dash"] != ",-" else read_number(figure)
    before, after = match["before"] or "", match["after"] or ""
    if amount is None or (before and after and after.isalpha() and not after.isupper()):
        return None
    return Money(amount, after if before and after else before or after)


_UNTAXED = (
    r"(?:\+|\b(?:plus|e(?:x|ks)(?:cl(?:uding|usive of|\.)?|kl\.?|\.)?|zzgl\.?|zuzüglich|más|mais|più|before|without))"
    rf"\s*{_TAX}|\b(?:HT|hors taxes?|netto)"
    rf"|{_TAX} (?:not included|excluded|no incluido|esclusa|non compris)"
)
_NO_TAX = expression(rf"(?P<net>.+?)\s*[(\[]?(?:{_UNTAXED})[)\]]?(?:\s+(?:{_PERSON}))?", re.IGNORECASE)
_NET = expression(rf"(?:{_UNTAXED}|\bnet\b|\bnetto)", re.IGNORECASE)
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


def is_net(heading: str) -> bool:
    """Whether the heading of a price says that a tax is added to what stands below it.

    >>> is_net("Cena netto"), is_net("Tarif HT"), is_net("price_net"), is_net("Price (ex VAT)"), is_net("Network fee")
    (True, True, True, True, False)
    """
    return _NET.search(heading.replace("_", " ")) is not None


def untaxed(text: str) -> str:
    """A price that stands under such a heading, with what the heading says; any other text as it is.

    >>> untaxed("100 EUR"), untaxed("0"), untaxed("on request")
    ('100 EUR + VAT', '0', 'on request')
    """
    money = read_money(text)
    return f"{text.strip()} + VAT" if money is not None and money.amount != "0" else text


_CERTIFICATE = (
    r"(?:an?\s+|the\s+|un\s+)?(?:optional\s+|paid\s+|verified\s+)*"
    r"(?:certificates?(?:\s+of\s+(?:completion|achievement|participation))?|certs?\b\.?|certificat|certificado|certificato|zertifikat)"
)
_FREE_TO = rf"(?:{_FREE.pattern})(?:\s+to\s+(?:audit|enrol|enroll|join|take|study|access|learn))?"
_PAID_CERTIFICATE = expression(
    rf"{_FREE_TO}\s*[-–—,:/(+]?\s*(?:(?:and|with|but|or|plus|you can)\s+)?(?:(?:add|buy|get)\s+)?{_CERTIFICATE}"
    r"\s*(?:[:=]|(?:fee|costs?|is|for|at|available (?:for|at))\b[:\s]*)?\s*(?P<after>[^()]+?)\)?"
    rf"|{_FREE_TO}\s*[-–—,:/(+]+\s*(?P<before>[^()]+?)\s+(?:(?:for|with)\s+)?{_CERTIFICATE}\)?",
    re.IGNORECASE,
)


def read_paid_certificate(text: str) -> Money | None:
    """What a certificate costs, where a text says that and that all else is free; None where it says anything else.

    >>> read_paid_certificate("FREE - add a certificate for $49"), read_paid_certificate("Free (certificate: €39)")
    (Money(amount='49', currency='$'), Money(amount='39', currency='€'))
    >>> read_paid_certificate("Free certificate") is read_paid_certificate("$49 with certificate") is None
    True
    """
    match = _PAID_CERTIFICATE.fullmatch(on_one_line(text))
    money = read_money(match["after"] or match["before"]) if match else None
    return money if money is not None and money.currency and money.amount != "0" else None


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
