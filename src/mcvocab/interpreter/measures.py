"""What people write for amounts, prices, credit, hours, days and contacts, as the values of fields.

One text may give several: “£99” an amount and a currency, “20 SCQF credits at level 7” points, a system and a level.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from mcvocab import dates
from mcvocab.interpreter.pieces import Manner, Piece, in_language
from mcvocab.interpreter.reachable import read_contact
from mcvocab.model import XSD, Field, Literal, Mapping
from mcvocab.quantities.credit import read_credits
from mcvocab.quantities.money import Money, PriceRange, read_money, read_paid_certificate, read_price_range
from mcvocab.quantities.numbers import read_amount
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

Concept: TypeAlias = Callable[[Field, str, tuple[str, ...], str], Piece]
"""What understands a text as a concept of a field, in some schemes and a language."""
Typed: TypeAlias = Callable[[Field, str], Piece]
"""What understands a text as a literal of a field's datatype."""


class Measures:
    """Reads the texts of fields that hold a quantity.

    Args:
        vocabulary: the language.
        concept: understands a word beside a number, such as a currency.
        literal: understands a text by the datatype of its field.
    """

    def __init__(self, vocabulary: Vocabulary, concept: Concept, literal: Typed) -> None:
        self._vocabulary, self._fields = vocabulary, vocabulary.fields
        self._concept, self._literal = concept, literal
        self._members = {
            (field.within, field.part_key): field for field in self._fields.values() if field.within is not None
        }
        self._readers: dict[str, Callable[[Field, str, Manner], tuple[Piece, ...]]] = {
            "credits": self._credits,
            "money": self._money,
            "amount": self._amount,
            "hours": self._hours,
            "duration": self._duration,
            "days": self.days,
            "contact": self.contact,
        }

    def read(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """The values of a text in a field with a quantity; none where it is not understood as one."""
        return self._readers[field.quantity](field, text, manner)

    def _hours(self, field: Field, text: str, _manner: Manner) -> tuple[Piece, ...]:
        """Hours that are one number; a range stays as it was written, with its ends to choose from."""
        from mcvocab.quantities.effort import read_effort  # its patterns are many, and most files state no hours

        effort = read_effort(text)
        if effort is None:
            return ()
        if effort.hours:
            return (Piece(field.key, text, Literal(effort.hours, XSD + "decimal")),)
        ends = ((effort.least, "least"), (effort.most, "most"))
        candidates = tuple(
            Mapping(text, label=f"{hours} hours", note=f"That is the {end} that the text tells of.")
            for hours, end in ends
            if hours
        )
        return (Piece(field.key, text, Literal(text.strip()), candidates),)

    def _duration(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """How long it runs, without the hours of work that are told with it."""
        from mcvocab.quantities.effort import read_effort  # as above

        effort = read_effort(text)
        if effort is None or not effort.duration or not effort.spoken:
            return ()
        return (Piece(field.key, text, in_language(effort.duration, manner.language)),)

    def _credits(self, field: Field, text: str, _manner: Manner) -> tuple[Piece, ...]:
        """Points, system and level, each given to the field with that key inside the part."""
        points, system = (self._members[(field.key, key)] for key in ("points", "system"))
        level = self._members.get((field.key, "level"))
        if text.strip().casefold() in self._vocabulary.negative:
            return (Piece(points.key, text, Literal("0", XSD + "decimal")),)
        pieces: list[Piece] = []
        for group, credit in enumerate(read_credits(text)):
            pieces.append(Piece(points.key, text, Literal(credit.points, XSD + "decimal"), (), group))
            if credit.level is not None:
                if level is None:
                    return ()  # this part holds no level: the text stays whole, and the rule of the points speaks
                # “20 SCQF credits at level 7” names the framework by the system, and the other way round below.
                named = f"{credit.level.framework or credit.system} {credit.level.number}".strip()
                pieces.append(self._grouped(level, named, group))
            named = credit.system or (credit.level.framework if credit.level else "")
            if named and (piece := self._grouped(system, named, group)) and (piece.understood or credit.system):
                pieces.append(piece)
        return tuple(pieces)

    def _grouped(self, field: Field, text: str, group: int) -> Piece:
        piece = self._concept(field, text, field.schemes, "")
        return Piece(piece.field, piece.text, piece.term, piece.candidates, group)

    def _money(self, field: Field, text: str, _manner: Manner) -> tuple[Piece, ...]:
        """An amount and its currency; what is no one amount stays as it was written, with its ends to choose from."""
        amount, currency = (self._members[(field.key, key)] for key in ("amount", "currency"))
        certificate = read_paid_certificate(text)
        money = None if certificate else Money("0") if self._says_free(field, text) else read_money(text)
        limits = PriceRange(Money("0"), certificate) if certificate else None
        limits = read_price_range(text) if money is None and limits is None else limits
        if money is not None:
            pieces = [Piece(amount.key, text, Literal(money.amount, XSD + "decimal"))]
        elif limits is not None:
            pieces = [Piece(amount.key, text, Literal(text.strip()), _ends(text, limits))]
        else:
            return ()
        named = money.currency if money is not None else limits.currency if limits is not None else ""
        if named:
            pieces.append(self._grouped(currency, named, 0))
        paid = self._vocabulary.find("free-with-paid-certificate", "cost") if certificate else None
        if paid is not None:
            pieces.append(Piece(self._members[(field.key, "type")].key, text, paid.iri))
        return tuple(pieces)

    def _says_free(self, field: Field, text: str) -> bool:
        """Whether a text without a figure is a name of what costs nothing: “FOC”."""
        if any(map(str.isdigit, text)):
            return False
        sort = self._members[(field.key, "type")]
        found = self._concept(sort, text, sort.schemes, "")
        free = self._vocabulary.find("free", "cost")
        return free is not None and found.is_nearly_exact and found.term == free.iri

    def days(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """A day; or a run of days, its end given to the field beside this one that holds it."""
        found = dates.read_days(text, manner.day_first)
        last = self._members.get((field.within or "", "endDate"))
        if text.strip() == "0":
            return ()  # programs write nought for no date
        if found is None and (day := dates.read_moment(text)) is not None:
            return (Piece(field.key, text, Literal(day, XSD + "date"), said="date-as-number"),)
        if found is None and manner.is_table and (day := dates.read_serial(text)) is not None:
            return (Piece(field.key, text, Literal(day, XSD + "date"), said="date-as-number"),)
        if found is None or (found.end and (last is None or field.quantity != "days")):
            readings = dates.read_both(text) or ()
            candidates = tuple(Mapping(text, label=day, note=_spoken(day)) for day in readings)
            return (Piece(field.key, text, Literal(text.strip()), candidates),)
        ordered = manner.day_first is not None and dates.read_days(text) is None
        said = "date-order-inferred" if ordered else ""
        pieces = [Piece(field.key, text, Literal(found.start, XSD + "date"), said=said)]
        if found.end and last is not None:
            pieces.append(Piece(last.key, text, Literal(found.end, XSD + "date")))
        return tuple(pieces)

    def contact(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """A name, an email address, a telephone number and a web address, each given to the field that holds it."""
        found = read_contact(text)
        if found is None:
            return ()
        name, email, phone, url = (self._members[(field.key, key)] for key in ("name", "email", "phone", "url"))
        pieces = [Piece(name.key, found.name, in_language(found.name, manner.language))] if found.name else []
        for member, texts in ((email, found.emails), (phone, found.phones), (url, found.urls)):
            pieces += [replace(self._literal(member, text), group=group) for group, text in enumerate(texts)]
        return tuple(pieces)

    def _amount(self, field: Field, text: str, _manner: Manner) -> tuple[Piece, ...]:
        """A number with its unit, the unit given to the field that holds it."""
        found = read_amount(text)
        if found is None:
            return ()
        pieces = [Piece(field.key, text, Literal(found.number, XSD + "decimal"))]
        if found.unit and field.unit is not None:
            unit = self._concept(self._fields[field.unit], found.unit, self._fields[field.unit].schemes, "")
            pieces.append(unit)
        return tuple(pieces)


def _ends(text: str, limits: PriceRange) -> tuple[Mapping, ...]:
    """The ends of a range of prices; none where tax comes on top, for then neither is what is paid."""
    found = []
    for money, end in ((limits.least, "least"), (limits.most, "most")) if not limits.untaxed else ():
        if money is not None:
            label = f"{money.amount} {money.currency}" if money.currency.isalpha() else money.currency + money.amount
            found.append(Mapping(text, label=label.strip(), note=f"That is the {end} that the text tells of."))
    return tuple(found)


def _spoken(day: str) -> str:
    """A day as a sentence tells it.

    >>> _spoken("2026-04-03")
    'It may mean 3 April 2026.'
    """
    year, month, number = day.split("-")
    return f"It may mean {int(number)} {dates.MONTHS[int(month) - 1]} {year}."
