"""How somebody can be reached: the email addresses, telephone numbers and web addresses in a text."""

from __future__ import annotations

import re

from mcvocab.expression import expression
from mcvocab.values import dataclass

_LONGEST = 300  # characters: longer texts are prose
_EMAIL = expression(r"(?:mailto:)?[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB = expression(r"https?://[^\s<>\"{}|\\^`;,]+|www\.[^\s<>\"{}|\\^`;,]+", re.IGNORECASE)
_PHONE = expression(
    r"(?<![\w.])(?:\+|00)?\(?\d[\d\s().-]{6,20}\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?(?![\w])", re.IGNORECASE
)
_LABEL = expression(
    r"\b(?:e-?mail(?: address)?|(?:tele)?phone(?: no| number)?|tel(?: no)?|mob(?:ile)?"
    r"|web(?:site)?|contact|call|or|on|at)"
    r"\b\.?\s*:?",
    re.IGNORECASE,
)
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15  # ITU-T E.164 allows 15 at most


@dataclass(frozen=True, slots=True)
class Contact:
    """The ways to reach somebody that a text gives, and the name that is left."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def read_contact(text: str) -> Contact | None:
    """A contact in a text; None where it holds no address and no number, so that it is a name.

    >>> read_contact("Jane Smith (jane@example.ac.uk), 0131 650 1000")
    Contact(name='Jane Smith', emails=('jane@example.ac.uk',), phones=('0131 650 1000',), urls=())
    >>> read_contact("Lifelong Learning Office") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    emails = tuple(found.removeprefix("mailto:") for found in _EMAIL.findall(text))
    rest = _EMAIL.sub(" ", text)
    urls = tuple(_WEB.findall(rest))
    rest = _WEB.sub(" ", rest)
    phones = tuple(found[0].strip() for found in _PHONE.finditer(rest) if _is_phone(found[0]))
    if not (emails or urls or phones):
        return None
    for phone in phones:
        rest = rest.replace(phone, " ")
    before = _LABEL.sub(" ", rest)
    name = " ".join(before.split()).strip(" ,;:|/()[]<>–-")
    name = re.sub(r"\s*[(\[<]\s*[)\]>]|\s+[,;:/|–-](?=\s|$)", "", name).strip(" ,;:|/()[]<>–-")
    return Contact(name, emails, phones, urls)


def _is_phone(text: str) -> bool:
    # An extension is not part of the number.
    main = re.split(r"ext|x", text, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = sum(character.isdigit() for character in main)
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", main)
