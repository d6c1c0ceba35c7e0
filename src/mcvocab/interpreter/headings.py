"""Which field a heading, a JSON key or a property means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import agreement, fold, words
from mcvocab.mapping.heading import readings_of
from mcvocab.mapping.reading import EXACT
from mcvocab.model import Implication, Mapping
from mcvocab.quantities.money import is_net
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.interpreter.layout import Layout
    from mcvocab.mapping import Mapper
    from mcvocab.model import Field
    from mcvocab.vocabulary import Vocabulary

# “title@gd”, “Title (gd)” can mean nothing else; “title_gd” is asked last, for “course_id” is no Indonesian course.
CLEAR_SUFFIX = expression(
    r"(?P<heading>.*\S)\s*(?:@(?P<tag>[A-Za-z]{2,3}(?:-\w+)*)|[(\[](?P<bracketed>[a-z]{2,3}(?:-\w+)*|\w{4,})[)\]])"
)
_BESIDES = (
    expression(r"(?P<heading>.*[^\W_])\s*[(\[]\s*(?:in\s+)?(?P<rest>[^()\[\]0-9]+?)\s*[)\]]"),
    expression(r"(?P<heading>.*[^\W_])\s+in\s+(?P<rest>[^\s0-9]+)"),
    expression(r"(?P<heading>.*[^\W_])(?:\s*[,:/–-]\s*|\s+)(?P<rest>[A-Z]{3,4}|[^\w\s.,:;()\[\]?!*#%&+/–-]{1,3})"),
    expression(r"(?P<heading>.*[a-z])(?:_|(?=[A-Z]))(?P<rest>[A-Za-z]{3,4})"),
)
"""What a heading says besides its field: “Price (AUD)”, “Fee in euro”, “Cost €”, “price_usd”."""

_LONG_OR_HOURS = expression(r"[^\W\d_]{3,}|(?<![^\W_])(?:h|hr)(?![^\W_])", re.IGNORECASE)
_JOINT = expression(r"\s*(?:/|&|\+|,|\band\b)\s*", re.IGNORECASE)
MOST_JOINED = 3
_CERTAIN = 0.85
_OFFERING = "offering"
LONGEST_TAG = 3
LOOSE_SUFFIX = expression(r"(?P<heading>.*\S)[_:.-](?P<tag>(?!id\Z)[a-z]{2,3}(?:-\w+)*)(?P<bracketed>)")
"""A field and the language of its texts, as in “title_gd”; “title_id” is hardly ever Indonesian."""


HOLDING = frozenset(
    words("data field info information detail value attribute property metadata meta content general basic")
)
"""Words of keys that only hold what is said, and say nothing themselves."""


def only_holds(key: str) -> bool:
    """Whether a key says nothing of what stands below it: what it holds is said of the thing that has it.

    >>> only_holds("attributes"), only_holds("basic_info"), only_holds("instructor")
    (True, True, False)
    """
    said = words(key)
    return bool(said) and HOLDING.issuperset(said)


_OF_WHEN = frozenset(words("schedule period timeframe course session"))


def tells_when(key: str) -> bool:
    """Whether a key says that what stands below it is when a course runs, and nothing else has such days.

    >>> tells_when("courseSchedule"), tells_when("schedule"), tells_when("application_period")
    (True, True, False)
    """
    said = words(key)
    return bool(said) and _OF_WHEN.issuperset(said)


@dataclass(frozen=True, slots=True)
class Column:
    """What a heading says: its field, a scheme or another field's value besides, the language of its texts.

    A heading such as “Level/Credits” names several fields: the first, and then the ``others`` in its order. One such
    as “Duration (weeks)” names the ``unit`` of bare numbers; under a ``net`` one stand prices without their tax.
    """

    field: Field
    implication: Implication | None = None
    language: str = ""
    others: tuple[Column, ...] = ()
    unit: str = ""
    net: bool = False

    @property
    def covered(self) -> list[str]:
        """The keys that it speaks for: its field, the leading field of its part, and what it implies."""
        field, implication = self.field, self.implication
        keys = [field.key, *([field.leading] if field.leading else [])]
        keys += [implication.field] if implication and implication.field else []
        return keys + [key for other in self.others for key in other.covered]


class Headings:
    """Resolves headings against the scheme ``field``; order, case and spelling are free."""

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper) -> None:
        self._vocabulary = vocabulary
        self._mapper = mapper
        self._fields = vocabulary.fields
        self._by_iri = {field.iri: field for field in self._fields.values()}
        self._by_property = {(field.within, str(field.path[-1])): field for field in self._fields.values()}
        self._by_part_key = {
            (field.within, field.part_key): field for field in self._fields.values() if field.part_key
        }
        self.resolve = lru_cache(maxsize=4096)(self._resolve)
        self.is_span = lru_cache(maxsize=1024)(self._is_span)
        self.column_of_runs = lru_cache(maxsize=4096)(self._column_of_runs)
        self._chains = {field.key: self._chain(field) for field in self._fields.values()}
        self._depths = {key: len(chain) + (self._fields[key].part is not None) for key, chain in self._chains.items()}
        self._belows: dict[tuple[str, str | None], tuple[str, ...]] = {}

    def chain(self, field: Field) -> tuple[str, ...]:
        """The keys of the parts that hold a field, outermost first."""
        return self._chains[field.key]

    def _chain(self, field: Field) -> tuple[str, ...]:
        holders: list[str] = []
        while field.within is not None:
            holders.append(field.within)
            field = self._fields[field.within]
        return tuple(reversed(holders))

    def depth(self, field: Field) -> int:
        """How many parts a field stands in, itself among them where it is one."""
        return self._depths[field.key]

    def below(self, field: Field, holder: str | None) -> tuple[str, ...]:
        """The keys of the parts between a holder and a field."""
        way = field.key, holder
        if (found := self._belows.get(way)) is None:
            chain = self._chains[field.key]
            found = chain[chain.index(holder) + 1 :] if holder in chain else () if holder is not None else chain
            self._belows[way] = found
        return found

    def column(self, heading: str, holder: str | None, layout: Layout, award: bool = False) -> Column | None:
        """The column that a heading names inside a holder, as the layout has it or as the heading says."""
        if heading in layout.columns:
            column = layout.columns[heading]
            inside = column is None or holder is None or holder in self._chains[column.field.key]
            return column if inside else None
        return self.resolve(heading, holder, award)

    def column_above(self, heading: str, holder: str | None, layout: Layout) -> Column | None:
        """What a key of a run says of the course itself: in what language it is held, in what country, and how."""
        run = self._fields[holder] if holder is not None else None
        if run is None or run.of != _OFFERING or self._chains[run.key]:
            return None
        column = self.column(heading, None, layout)
        field = column.field if column is not None else None
        listed = field is not None and field.many and bool(field.schemes) and not self._chains[field.key]
        return column if listed and field is not None and field.of != _OFFERING else None

    def _column_of_runs(self, heading: str) -> Column | None:
        """The runs that an object holds whose key says so together with “course”, such as “dates”."""
        best = self._best(f"course {heading}")
        field = self._by_iri.get(best.concept) if best.concept and best.confidence >= _CERTAIN else None
        is_run = field is not None and field.of == _OFFERING and field.part is not None
        return Column(field) if field is not None and is_run and not self._chains[field.key] else None

    def is_dismissed(self, heading: str, layout: Layout | None = None) -> bool:
        """Whether people have decided that a heading names no field."""
        if layout is not None and heading in layout.columns:
            return True
        approved = self._mapper.approved
        return approved is not None and approved.silence(heading, ("field",)) is not None

    def _resolve(self, heading: str, holder: str | None, award: bool = False) -> Column | None:
        """The column that a heading names inside a holder: the key of a part, or None for the record itself."""
        field = self._named(heading, holder, award)
        if field is not None:
            return Column(field)
        return (
            self._suffixed(CLEAR_SUFFIX, heading, holder, award)
            or self._joint(heading, holder)
            or self._mapped(heading, holder)
            or self._with_besides(heading, holder)
            or self._suffixed(LOOSE_SUFFIX, heading, holder, award)
            or (self._within(heading, holder) if holder is not None else None)
        )

    def _within(self, heading: str, holder: str) -> Column | None:
        """The column of a key that means something only together with the part it stands in: “value” of a price."""
        part = self._fields[holder]
        for form in (heading, f"{part.label} {heading}"):
            best = self._best(form)
            field = self._by_iri.get(best.concept) if best.concept and best.confidence >= _CERTAIN else None
            if field is None:
                continue
            is_run = part.of == _OFFERING and not part.quantity
            if field is part and part.leading and not is_run and best.predicate == EXACT:
                return Column(self._fields[part.leading])
            if holder in self._chains[field.key]:
                return Column(field)
        return None

    def _suffixed(self, form: re.Pattern[str], heading: str, holder: str | None, award: bool) -> Column | None:
        """The column of a heading that ends in the language of its texts."""
        match = form.fullmatch(heading.strip())
        tag = self._language(match["tag"] or match["bracketed"]) if match else ""
        column = self._resolve(match["heading"], holder, award) if match and tag else None
        return Column(column.field, column.implication, tag) if column is not None else None

    def _language(self, name: str) -> str:
        """The language tag that a heading gives, as a tag or by the language's name; empty where it is none."""
        if self._vocabulary.find(name.split("-")[0].lower(), "language") is not None:
            return name
        named = self._mapper.best(name, ("language",)) if len(name) > LONGEST_TAG else None
        exact = named is not None and named.concept is not None and named.predicate == EXACT
        return self._vocabulary.concepts[named.concept].notation if exact and named and named.concept else ""

    def _named(self, heading: str, holder: str | None, award: bool) -> Field | None:
        """By property IRI, by our own key, by the key inside a part; what has none there leads the part."""
        if not heading and holder is not None and (leading := self._fields[holder].leading):
            return self._fields[leading]
        found = self._by_property.get((holder, heading)) if ":" in heading else None
        if found is not None and found.of == "award" and not award:
            # An award and a micro-credential may use one property, such as the identifier.
            others = (
                f for f in self._fields.values() if (f.within, f.path[-1]) == (holder, heading) and f.of != "award"
            )
            return next(others, found)
        if found is not None:
            return found
        inside = self._by_part_key.get((holder, heading)) if holder is not None else None
        return inside or self._reachable(self._fields.get(heading), holder)

    def _joint(self, heading: str, holder: str | None) -> Column | None:
        """The columns of a heading that names several fields, none of them only nearly."""
        names = [name.strip() for name in _JOINT.split(heading) if name.strip()]
        if not 1 < len(names) <= MOST_JOINED or self._best(heading).confidence >= _CERTAIN:
            return None
        first, *rest = names
        # “Start/End date” says “date” of both.
        tail = rest[-1].split()[-1]
        for forms in ([first, *rest], [*(f"{name} {tail}" for name in names[:-1]), names[-1]]):
            if all(self._best(form).confidence >= _CERTAIN for form in forms):
                columns = [column for form in forms if (column := self._mapped(form, holder)) is not None]
                named = {column.field.key for column in columns}
                if len(columns) == len(names) and len(named) in (1, len(names)):
                    return replace(columns[0], others=tuple(columns[1:]) if len(named) > 1 else ())
        return None

    def _best(self, heading: str) -> Mapping:
        found = self._mapper.map(heading, ("field",), nearest=False)
        return found[0] if found and found[0].accepted else Mapping(heading)

    def explain(self, heading: str) -> str:
        """Why a heading means its field, in a sentence; empty where it means none."""
        if heading in self._fields:
            return "It is our own name of the field."
        if self._resolve(heading, None) is None:
            return ""
        match = CLEAR_SUFFIX.fullmatch(heading.strip())
        if match and self._language(match["tag"] or match["bracketed"]):
            return f"“{match['heading'].strip()}” names the field; what follows names the language of the texts."
        if (column := self._joint(heading, None)) is not None:
            named = " and ".join(f"“{one.field.label}”" for one in (column, *column.others))
            return f"It names {named}" + (", in this order." if column.others else " in two ways.")
        if self._best(heading).accepted:
            return self._best(heading).note
        if (column := self._with_besides(heading, None)) is not None:
            other = self._fields[column.implication.field or ""].label if column.implication else "the unit"
            return f"It names “{column.field.label}” and, at its end, {other if column.unit else f'“{other}”'}."
        match = LOOSE_SUFFIX.fullmatch(heading.strip())
        return f"“{match['heading'].strip()}” names the field; what follows names the language." if match else ""

    def _mapped(self, heading: str, holder: str | None) -> Column | None:
        best = next(iter(self._mapper.map(heading, ("field",), nearest=False)), None)
        if best is None or not best.accepted or best.concept is None:
            return None
        named = self._by_iri[best.concept]
        if named.key in self._vocabulary.marked("identifier") and self._counts_others(heading, named):
            return None
        # The “link” of a provider is none of the record's, but the provider has one of its own.
        field = self._reachable(named, holder) or self._by_part_key.get((holder, named.key))
        if field is None:
            return None
        forms = {fold(form).key for form in readings_of(heading)}
        implied = next((i for i in field.implications if fold(i.heading).key in forms), None)
        implied = implied or self._by_a_word(heading, field) or self._besides(heading, field)
        net = "money" in (field.quantity, self._fields[field.within].quantity if field.within else "") and is_net(
            heading
        )
        return Column(field, implied, unit=self._unit(heading, field), net=net)

    def _counts_others(self, heading: str, field: Field) -> bool:
        """Whether a heading is but the plural of a name of its field: codes of a course are those of its modules."""
        folded = fold(heading).key
        labels = self._vocabulary.labels_of(self._vocabulary.concepts[field.iri])
        names = [label.text for label in labels if fold(label.text).key == folded]
        return bool(names) and all("plural" in (agreement(heading, name) or ()) for name in names)

    def _with_besides(self, heading: str, holder: str | None) -> Column | None:
        """The column of a heading that names its field only without what it says besides."""
        for match in _apart(heading):
            column = self._mapped(match["heading"], holder)
            if column is None:
                continue
            implied, unit = self._besides(heading, column.field), self._unit(heading, column.field)
            if implied is not None or unit:
                return replace(column, implication=implied, unit=unit)
        return None

    def _by_a_word(self, heading: str, field: Field) -> Implication | None:
        """What a word of a heading says that would be a heading itself, such as “EQF” in “EQF-Niveau”."""
        own = {fold(word).key for word in re.findall(r"[^\W\d_]+", heading)}
        found = [one for one in field.implications if fold(one.heading).key in own]
        told = {(one.scheme, one.field, one.concept, one.yes) for one in found}
        return found[0] if len(told) == 1 else None

    def _besides(self, heading: str, field: Field) -> Implication | None:
        """What a heading says of another field of the same part, such as the currency of a price."""
        part = field.key if field.part is not None else field.within
        others = [one for one in self._fields.values() if one.within == part and one is not field and one.schemes]
        for match in _apart(heading) if part is not None else ():
            for other in others:
                found = self._mapper.best(match["rest"], other.schemes)
                if found is not None and found.concept is not None and found.predicate == EXACT:
                    return Implication(heading, field=other.key, concept=found.concept)
        return None

    def _unit(self, heading: str, field: Field) -> str:
        """The unit of time in which a heading says that a duration is given; empty where it says none."""
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
        named = _LONG_OR_HOURS.findall(apart) if field.quantity == "duration" else []
        spans = [word for word in named if self.is_span(word)]
        return spans[0] if len(spans) == 1 else ""  # hours per week, or days or weeks, are no unit

    def _is_span(self, word: str) -> bool:
        """Whether a word, in any language, is one of weeks, months and the like."""
        from mcvocab.quantities.effort import read_effort  # few tables need it

        if read_effort(f"2 {word}") is not None:
            return True
        own = word.casefold()
        meant = {english for _, foreign, english in self._vocabulary.dictionary if foreign.rstrip("*") == own}
        return any(english and read_effort(f"2 {english}") is not None for english in meant)

    def _reachable(self, field: Field | None, holder: str | None) -> Field | None:
        """The field, if it belongs to the holder or to a part inside it."""
        if field is None or holder is None or holder in self.chain(field):
            return field
        return None


def _apart(heading: str) -> Iterator[re.Match[str]]:
    """The ways to take a heading apart into one and what it says besides."""
    return (match for form in _BESIDES if (match := form.fullmatch(heading.strip())))
