"""Two records side by side: what each says of what people ask about, and what neither says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import IRI, Concept, Field, Literal, Part, Record, Term, Value, values

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

RELATIONS = {
    "exactMatch": "the same as",
    "closeMatch": "about the same as",
    "broadMatch": "within",
    "narrowMatch": "covers",
}
"""How a level relates to one of another framework, by the SKOS relation that the language states."""
SAME, CORRESPONDING, DIFFERENT, ONE_SIDED = "same", "corresponding", "different", "one-sided"
_Key: TypeAlias = "tuple[object, ...]"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a record says of a topic, in plain words, with what the language adds to it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What two records say of one field.

    Attributes:
        label: what people call it.
        field: its key; empty where it is reckoned from others.
        left, right: what each record says.
        relation: whether that is the ``same``, ``corresponding`` by what the language knows of levels, ``different``,
            or ``one-sided``, where only one says something.
    """

    label: str
    field: str
    left: tuple[Statement, ...]
    right: tuple[Statement, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two records side by side.

    Attributes:
        topics: those of which at least one record says something.
        unsaid: labels of those of which neither does.
        sources: titles of the works by which levels correspond.
    """

    topics: tuple[Topic, ...]
    unsaid: tuple[str, ...]
    sources: tuple[str, ...]


def contrast(left: Record, right: Record, vocabulary: Vocabulary) -> Contrast:
    """Set two records side by side; nothing is said that does not stand in them or in the language."""
    teller = _Teller(vocabulary)
    topics: list[Topic] = []
    unsaid: list[str] = []
    for fields in teller.compared:
        sides = [[member for field in fields for member in _members(record, field.key)] for record in (left, right)]
        if any(sides):
            topics.append(teller.topic(fields[0], *sides))
        else:
            unsaid.append(fields[0].label)
        if fields[0].quantity == "hours":
            rates = [list(teller.rates(record, fields[0])) for record in (left, right)]
            if any(rates):
                first, second = (tuple(map(Statement, rate)) for rate in rates)
                topics.append(Topic("Hours per credit", "", first, second, _relation(*rates)))
    return Contrast(tuple(topics), tuple(unsaid), tuple(teller.sources))


def _members(holder: Record | Part, key: str) -> Iterator[Value | Part]:
    """The values or parts of a field, however deep it is nested."""
    for name, members in holder.fields.items():
        for member in members:
            if name == key:
                yield member
            elif isinstance(member, Part):
                yield from _members(member, key)


class _Teller:
    """Says values in plain words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.sources: dict[str, None] = {}
        self._places = {
            key: int(place["value"])
            for key, field in vocabulary.fields.items()
            for place in vocabulary.details(field.iri).get("compared", ())
        }

    @property
    def compared(self) -> list[list[Field]]:
        """The fields that the language asks to set side by side, in its order; those that share a place together."""
        fields = sorted((self._vocabulary.fields[key] for key in self._places), key=lambda field: bool(field.within))
        places = sorted(set(self._places.values()))
        return [[field for field in fields if self._places[field.key] == place] for place in places]

    def topic(self, field: Field, left: list[Value | Part], right: list[Value | Part]) -> Topic:
        """What both records say of a field."""
        sides = [{self._key(member): member for member in members} for members in (left, right)]
        relation = _relation(*sides)
        if relation == DIFFERENT and self._correspond(left, right):
            relation = CORRESPONDING
        first, second = (tuple(self._statement(field, one) for one in side.values()) for side in sides)
        return Topic(field.label, field.key, first, second, relation)

    def rates(self, record: Record, hours: Field) -> Iterator[str]:
        """The hours for each point of credit, where the record states its hours once: reckoned, not stated."""
        fields = self._vocabulary.fields.values()
        credit = next(field for field in fields if field.quantity == "credits" and field.within is None)
        numbers = [_number(value) for value in values(record, hours.key)]
        spent = numbers[0] if len(numbers) == 1 else None
        for part in _members(record, credit.key):
            if not isinstance(part, Part) or not spent:
                continue
            systems = [field for field in fields if field.within == credit.key and len(field.schemes) == 1]
            named = [self._said(field, value) for field in systems for value in values(part, field.key)]
            for points in map(_number, values(part, credit.leading or "")):
                if points:
                    yield " for each of the ".join([f"{round(float(spent / points), 1):g} hours", *named[:1]])

    def _key(self, member: Value | Part) -> _Key:
        """What a value is the same by: its meaning, not how it was written."""
        if isinstance(member, Part):
            inner = ((key, self._key(one)) for key, members in member.fields.items() for one in members)
            return tuple(sorted(inner, key=str))
        return (_meaning(member.term),)

    def _statement(self, field: Field, member: Value | Part) -> Statement:
        if isinstance(member, Part):
            return self._part(field, member)
        return Statement(self._said(field, member), tuple(self._correspondences(member.term)))

    def _part(self, field: Field, part: Part) -> Statement:
        """A part: its leading value, with its unit where it is an amount, and the others by their labels."""
        fields = self._vocabulary.fields
        lead: list[str] = []
        units: list[str] = []
        others: list[str] = []
        for key, members in part.fields.items():
            inner = fields[key]
            if inner.personal or (key in self._places and key != field.leading):
                continue
            for one in members:
                text = self._part(inner, one).text if isinstance(one, Part) else self._said(inner, one)
                if key == field.leading:
                    lead.append(text)
                elif field.quantity and inner.schemes:
                    units.append(self._unit(one) or text)
                else:
                    others.append(f"{inner.label}: {text}")
        if not lead and not units:
            return Statement(others[0] if others else "", tuple(others[1:]))
        return Statement(" ".join([*lead, *units]), tuple(others))

    def _unit(self, member: Value | Part) -> str:
        """The code of a unit, such as GBP, where it has one."""
        concept = self._concept(member.term) if isinstance(member, Value) else None
        return concept.notation if concept else ""

    def _said(self, field: Field, value: Value) -> str:
        """A value in plain words; as written, in quotation marks, where it was not understood."""
        if isinstance(value.term, Literal):
            if field.schemes:
                return f"“{value.text}” (not understood)"
            hours = " hours" if field.quantity == "hours" and _number(value) is not None else ""
            return (value.term.lexical or value.text) + hours
        concept = self._concept(value.term)
        return concept.label if concept else value.text

    def _concept(self, term: Term) -> Concept | None:
        return self._vocabulary.concepts.get(term) if isinstance(term, IRI) else None

    def _correspondences(self, term: Term) -> Iterator[str]:
        """The levels of other frameworks that a level corresponds to, as far as the language says so."""
        concept = self._concept(term)
        if concept is None:
            return
        details = self._vocabulary.details(concept.iri)
        found = False
        for relation, words in RELATIONS.items():
            others = [other for iri in details.get(relation, ()) if (other := self._concept(IRI(iri))) is not None]
            if others:
                found = True
                yield f"{words} {', '.join(other.label for other in others)}"
        for source in details.get("source", ()) if found else ():
            titles = self._vocabulary.source(source).get("title", ())
            self.sources.update(dict.fromkeys(title["value"] for title in titles[:1]))

    def _correspond(self, left: list[Value | Part], right: list[Value | Part]) -> bool:
        """Whether one record's level is about the same as the other's."""
        pairs = [
            (one, other) for one in left for other in right if isinstance(one, Value) and isinstance(other, Value)
        ]
        return any(
            self._is_about(one.term, other.term) or self._is_about(other.term, one.term) for one, other in pairs
        )

    def _is_about(self, one: Term, other: Term) -> bool:
        if not (isinstance(one, IRI) and one in self._vocabulary.concepts):
            return False
        details = self._vocabulary.details(one)
        return any(other in details.get(relation, ()) for relation in ("exactMatch", "closeMatch"))


def _meaning(term: Term) -> object:
    if not isinstance(term, Literal):
        return term
    number = _decimal(term.lexical)
    return number if number is not None else " ".join(term.lexical.split()).casefold()


def _relation(left: Iterable[object], right: Iterable[object]) -> str:
    first, second = set(left), set(right)
    if not first or not second:
        return ONE_SIDED
    return SAME if first == second else DIFFERENT


def _number(value: Value) -> Decimal | None:
    """The number that a value was understood as."""
    return _decimal(value.term.lexical) if isinstance(value.term, Literal) else None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
