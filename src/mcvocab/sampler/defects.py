"""Defects: changes of a sound record, of kinds that the constraints themselves suggest.

Limits give values on and beside them, lists give values of other lists, texts of a length or a form give texts of
another, and every field can be empty, crowded, or hold what no file should say. Which of these break a rule is not
reasoned but tried, on sound records, by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mcvocab.model import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Blank, Field, Literal, Severity, Term
from mcvocab.sampler.demands import units
from mcvocab.sampler.layout import Tree, copy
from mcvocab.sampler.patterns import like
from mcvocab.sampler.values import later, members, numbered
from mcvocab.sampler.words import pick

if TYPE_CHECKING:
    from mcvocab.sampler.demands import Demand
    from mcvocab.sampler.sound import Bench, Sound, Units

Change: TypeAlias = "Callable[[Tree, Random], bool]"
"""Changes a tree; False where there was nothing to change."""

_MOST, _MOST_MONTHS, _LONGEST = 3, 1_200, 5_000
_RICHNESS: Final = (0.1, 0.3, 0.6, 0.95)
_RECIPES, _TRIALS, _ENOUGH, _TRIALS_EACH, _DRAWS = 8, 1_200, 48, 12, 60
_UNKNOWN: Final = ("wee thing of ours", "ask the office", "Blorple 13", "see handbook p. 4", "as agreed", "sixty-ish")
_ODD: Final = (
    *("", " ", "x", "IT", "?", "\u00e9t\u00e9", "\u202eright to left", "\u0000", "a\u0301", "\U0001f393", "\ufeff"),
    *(
        "{value}",
        "%s",
        "<b>bold</b>",
        "=1+1",
        "two words",
        "www.example.ac.uk",
        "ftp://example.org/",
        "https://",
        "a;b|c",
    ),
    *("line\nbreak", "tab\there", "“quoted”", 'say "hi"', "\\", "N/A", "x" * 3_000, "\u0663", "ﬁ", "İ", "ß"),
)
_ILL_TYPED: Final = (
    *(("yes", "boolean"), ("1", "boolean"), ("2024-02-30", "date"), ("2024-02-29", "date"), ("2024-2-9", "date")),
    *(("2026-01-15Z", "date"), ("2026-01-15+01:00", "date"), ("12026-01-15", "date"), ("-0044-03-15", "date")),
    *(("1e3", "decimal"), ("+07.50", "decimal"), (".5", "decimal"), ("", "decimal"), ("6,0", "decimal")),
    *(("1234567890", "int"), ("2147483648", "int"), ("60", "integer"), ("6.0", "integer"), ("-0", "integer")),
    *(
        ("INF", "double"),
        ("NaN", "double"),
        ("6E1", "double"),
        ("256", "unsignedByte"),
        ("6", "byte"),
        (" 6 ", "decimal"),
    ),
    *(("https://a b", "anyURI"), ("https://example.org/x", "anyURI"), ("P60M", "duration"), ("24:00:00", "time")),
    *(("2026-01-15T00:00:00", "dateTime"), ("2026", "gYear"), ("text", "string"), ("x", "noSuchType")),
)
_TAGS: Final = ("en", "en-GB", "EN", "en-gb", "gd", "i-klingon", "x-ours", "zh-Hant-TW", "en-x-a")


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of change to one field, or to several; ``name`` tells which in a few words."""

    name: str
    change: Change


class Recipe(NamedTuple):
    """A defect that broke a rule: with the same chance, and the same in the units around it, it does so again."""

    defect: Defect
    chance: int
    around: Units
    group: tuple[str, ...]


class Defects:
    """Finds what breaks the rules.

    Attributes:
        asked: what each rule asks.
    """

    def __init__(self, bench: Bench, sound: Sound, asked: dict[str, Demand]) -> None:
        self.asked = asked
        self._bench, self._sound, self._layout = bench, sound, bench.layout
        self._fields = self._layout.vocabulary.fields
        self._recipes: dict[str, list[Recipe]] = {}
        self._kinds: dict[str, list[Defect]] = {}
        self._turns: list[str] = []

    def recipes(self, code: str, random: Random) -> list[Recipe]:
        """What breaks a rule; nothing where all that was tried did not."""
        found = self._recipes.get(code)
        if found is None:
            found = self._recipes[code] = self._tried(code, random)
        return found

    def spoilt(self, sound: Units, number: int, random: Random) -> tuple[Tree, list[str]]:
        """The tree of a record with one to three defects, and what these are."""
        aims = [self._next(random)]
        while len(aims) < _MOST and random.random() < 0.3:
            aims.append(pick(random, list(self.asked)))
        changes: list[tuple[Defect, Random]] = []
        for code in aims:
            recipes = self.recipes(code, random)
            if recipes and random.random() < 0.8:
                recipe = pick(random, recipes)
                sound = {key: members for key, members in sound.items() if key not in recipe.group} | recipe.around
                changes.append((recipe.defect, Random(recipe.chance) if random.random() < 0.5 else random))
            else:
                changes.append((pick(random, self.kinds(code)), random))
        tree = copy(self._layout.fold(sound))
        names = [defect.name for defect, chance in changes if defect.change(tree, chance)]
        return {key: numbered(held, number) for key, held in tree.items()}, names

    def _next(self, random: Random) -> str:
        """The rule to break next: all have their turn before one has it again."""
        if not self._turns:
            self._turns = list(self.asked)
        return self._turns.pop(int(random.random() * len(self._turns)))

    def _tried(self, code: str, random: Random) -> list[Recipe]:
        found: dict[str, Recipe] = {}
        kinds, group = self.kinds(code), units(self.asked[code], self._layout)
        for trial in range(_TRIALS):
            if trial % _TRIALS_EACH == 0:
                around = self._judged(code, random)
            # What is missing breaks most rules, though in few records: that is tried in each. Where no single change
            # helps, all that the rule is about is drawn again.
            turn = trial % _TRIALS_EACH if found or trial < _TRIALS // 2 else 1
            defect = kinds[turn] if turn < min(6, len(kinds)) else pick(random, kinds)
            if defect.name in found:
                continue
            tree, chance = copy(self._layout.fold(around)), int(random.random() * 2**32)
            if defect.change(tree, Random(chance)) and code in self._bench.codes(tree):
                found[defect.name] = Recipe(defect, chance, {k: around[k] for k in group if k in around}, group)
            if len(found) == _RECIPES or (found and trial >= min(_ENOUGH, len(kinds))):
                break
        return list(found.values())

    def _judged(self, code: str, random: Random) -> Units:
        """The units of a sound record that a rule applies to and says nothing of, if one is soon found."""
        asked = self.asked[code]
        classes, hint = asked.classes, asked.severity < Severity.WARNING
        for _ in range(_DRAWS):
            found = self._sound.assembled(random)
            tree = self._layout.fold(found)
            if classes and self._layout.routes(tree)[0].isdisjoint(classes):
                continue
            if not (hint and code in self._bench.codes(tree)):
                break
        # Said by the record itself, so that it still holds when the evidence goes.
        return found | self._layout.declared(classes)

    # --- kinds ----------------------------------------------------------------------------------------

    def kinds(self, code: str) -> list[Defect]:
        """The defects that a rule suggests, whether they break it or not."""
        found = self._kinds.get(code)
        if found is None:
            found = self._kinds[code] = list(self._suggested(self.asked[code]))
        return found

    def _suggested(self, asked: Demand) -> Iterator[Defect]:
        fields = [self._fields[key] for key in asked.fields]
        yield Defect("all missing", self._dropping(*fields))
        if len(fields) > 1:
            yield Defect("all anew", self._renewing(fields, asked))
        for field in fields:
            yield Defect(f"{field.key} missing", self._dropping(field))
        for field in fields:
            if field.part is not None:
                yield from self._part_kinds(field)
            else:
                yield from self._value_kinds(field, asked)
        leaves = [field for field in fields if field.part is None]
        for one in leaves:
            for other in leaves:
                if one is not other:
                    yield Defect(f"{one.key} as {other.key}", self._copied(one, other))
                    if one.key < other.key and one.within == other.within:
                        yield Defect(f"{one.key} and {other.key} swapped", self._swapped(one, other))

    def _part_kinds(self, field: Field) -> Iterator[Defect]:
        def empty(tree: Tree, random: Random) -> bool:
            return self._put(field, [{}], tree, keep=random.random() < 0.3)

        def crowded(tree: Tree, random: Random) -> bool:
            return self._put(
                field, [*self._sound.draw(field, random), *self._sound.draw(field, random)], tree, keep=True
            )

        def no_part(tree: Tree, random: Random) -> bool:
            odd: list[Term] = [
                Literal(pick(random, _UNKNOWN)),
                IRI("https://example.org/elsewhere"),
                Blank("nothing"),
            ]
            return self._put(field, [pick(random, odd)], tree, keep=random.random() < 0.3)

        yield Defect(f"{field.key} empty", empty)
        yield Defect(f"{field.key} crowded", crowded)
        yield Defect(f"{field.key} is no part", no_part)

    def _value_kinds(self, field: Field, asked: Demand) -> Iterator[Defect]:
        kinds: dict[str, Callable[[Random], Sequence[Term]]] = {
            "not understood": lambda random: [Literal(pick(random, _UNKNOWN))],
            "odd": lambda random: [self._worded(field, pick(random, _ODD), random)],
            "ill-typed": lambda random: [_typed(*pick(random, _ILL_TYPED))],
            "of its datatype": lambda random: [Literal(pick(random, _ILL_TYPED)[0], _datatype(field))],
            "a blank node": lambda random: [Blank(f"odd{int(random.random() * 3)}")],
            "a web address": lambda random: [
                IRI(pick(random, ("https://example.org/x", "HTTPS://example.org", "urn:x:y")))
            ],
            "of another list": self._of_another_list,
            "several": lambda random: [pick(random, self._sound.choices[field.key]) for _ in range(3)],
        }
        if own := [concept.iri for scheme in field.schemes for concept in self._layout.vocabulary.members(scheme)]:
            kinds["any of its list"] = lambda random: [pick(random, own)]
        if field.datatype == RDF_LANG_STRING:
            kinds["untagged"] = lambda random: [Literal(t) for t in self._texts(field, random, 2)]
            kinds["tagged"] = lambda random: [_tagged(self._texts(field, random, 1)[0], pick(random, _TAGS))]
            kinds["tagged alike"] = lambda random: [_tagged(t, "en") for t in self._texts(field, random, 2)]
        if named := list(self._named(field, asked)):
            kinds["named by the rule"] = lambda random: [pick(random, named)]
        for chain in self._layout.places(field):
            name = field.key if chain == self._layout.chain(field) else ".".join((*chain, field.key))
            for kind, make in kinds.items():
                yield Defect(f"{name} {kind}", self._replacing(field, make, chain, keep=False))
                yield Defect(f"{name} {kind}, besides", self._replacing(field, make, chain, keep=True))
        factors = [factor for _, constant in asked.constants for factor in _factors(constant)]
        for factor in (Decimal("0.1"), Decimal(10), *factors):
            yield Defect(f"{field.key} times {factor}", self._scaled(field, factor))

    def _of_another_list(self, random: Random) -> Sequence[Term]:
        return [pick(random, list(self._layout.vocabulary.concepts))]

    def _texts(self, field: Field, random: Random, count: int) -> list[str]:
        terms = [pick(random, self._sound.choices[field.key]) for _ in range(count)]
        return [term.lexical if isinstance(term, Literal) else str(term) for term in terms]

    def _worded(self, field: Field, text: str, random: Random) -> Term:
        tagged = field.datatype == RDF_LANG_STRING and random.random() < 0.5
        return _tagged(text, "en") if tagged else Literal(text)

    def _named(self, field: Field, asked: Demand) -> Iterator[Term]:
        """Values that the constants of a shape suggest: on its limits and beside them, of its lengths and forms."""
        for parameter, constant in asked.constants:
            name = re.split("[/#]", parameter)[-1]
            if not isinstance(constant, Literal):
                if name == "datatype":
                    yield from (Literal(text, str(constant)) for text in ("1", "x", "2026-01-15"))
                elif name in ("hasValue", "in"):
                    yield constant
                continue
            if name == "languageIn":
                yield from (
                    _tagged(text, constant.lexical) for text in ("Care rotas", "Understand how to care for it")
                )
            elif name == "pattern":
                for text in like(constant.lexical, Random(len(constant.lexical))):
                    yield from (Literal(text), _tagged(text, "en"), Literal(text, _datatype(field)))
            elif name in ("hasValue", "in"):
                yield constant
            elif not name.endswith("Count"):
                yield from self._beside(field, constant)

    def _beside(self, field: Field, constant: Literal) -> Iterator[Term]:
        if constant.datatype == XSD + "date":
            yield from (Literal(later(constant.lexical[:10], days), constant.datatype) for days in (-1, 0, 1))
        limit = _number(constant)
        if limit is None:
            return
        if field.datatype == XSD + "date":
            for days in (-1, 0, 1, 31) if 0 < limit < _MOST_MONTHS else ():
                yield Literal(later(_months_before(self._bench.as_of, int(limit)), days), XSD + "date")
            return
        for step in ("0", "1", "-1", "0.001", "-0.001", "0.0000000001"):
            number = limit + Decimal(step)
            yield Literal(format(number.normalize(), "f"), XSD + "decimal")
            if number == int(number):
                yield Literal(str(int(number)), XSD + "integer")
        if limit == int(limit) and 0 <= limit < _LONGEST:
            for length in (int(limit) - 1, int(limit), int(limit) + 1):
                text = ("ab cd" * (length // 5 + 1))[: max(length, 0)]
                yield from (Literal(text), _tagged(text, "en"))

    # --- changes --------------------------------------------------------------------------------------

    def _dropping(self, *fields: Field) -> Change:
        def change(tree: Tree, random: Random) -> bool:  # noqa: ARG001
            gone = [
                holder.pop(field.key, None)
                for field in fields
                for holder in list(self._layout.holders(tree, self._layout.chain(field)))
            ]
            return any(gone)

        return change

    def _renewing(self, fields: Sequence[Field], asked: Demand) -> Change:
        """What a rule is about, drawn again: some of it missing, some of it what the rule names."""
        drop = self._dropping(*fields)
        leaves = [field for field in fields if field.part is None]
        named = {field.key: self._fitting(field, asked) for field in leaves}

        parts = [field for field in fields if field.part is not None and field.many]

        def change(tree: Tree, random: Random) -> bool:
            drop(tree, random)
            likely = pick(random, _RICHNESS)
            for field in leaves:
                own = named[field.key] if random.random() < 0.5 else []
                if own or random.random() < likely:
                    self._put(field, [pick(random, own or self._sound.choices[field.key])], tree, keep=False)
            for field in parts:
                if random.random() < 0.3:
                    self._put(field, self._sound.draw(field, random), tree, keep=True)
            return True

        return change

    def _fitting(self, field: Field, asked: Demand) -> list[Term]:
        """Values that a rule names and the field may hold."""
        own = members(field, self._layout.vocabulary)
        return [
            term
            for term in self._named(field, asked)
            if (term in own if field.schemes else isinstance(term, Literal))
        ]

    def _put(
        self,
        field: Field,
        members: Sequence[Term | Tree],
        tree: Tree,
        chain: Sequence[str] | None = None,
        *,
        keep: bool,
    ) -> bool:
        """Put members into the first holder of a field, made where there is none."""
        holder = tree
        for key in self._layout.chain(field) if chain is None else chain:
            inner = next((member for member in holder.get(key, ()) if isinstance(member, dict)), None)
            if inner is None:
                inner = {}
                holder.setdefault(key, []).append(inner)
            holder = inner
        holder[field.key] = [*(holder.get(field.key, ()) if keep else ()), *members]
        return True

    def _replacing(
        self, field: Field, make: Callable[[Random], Sequence[Term]], chain: Sequence[str], *, keep: bool
    ) -> Change:
        return lambda tree, random: self._put(field, list(make(random)), tree, chain, keep=keep)

    def _copied(self, one: Field, other: Field) -> Change:
        chain = (*self._layout.chain(other), other.key)

        def change(tree: Tree, random: Random) -> bool:
            values = list(self._layout.values(tree, chain))
            return bool(values) and self._put(one, [pick(random, values)], tree, keep=False)

        return change

    def _swapped(self, one: Field, other: Field) -> Change:
        def change(tree: Tree, random: Random) -> bool:  # noqa: ARG001
            done = False
            for holder in self._layout.holders(tree, self._layout.chain(one)):
                if one.key in holder and other.key in holder:
                    holder[one.key], holder[other.key] = holder[other.key], holder[one.key]
                    done = True
            return done

        return change

    def _scaled(self, field: Field, factor: Decimal) -> Change:
        def change(tree: Tree, random: Random) -> bool:  # noqa: ARG001
            done = False
            for holder in self._layout.holders(tree, self._layout.chain(field)):
                for position, term in enumerate(holder.get(field.key, ())):
                    number = _number(term)
                    if number is not None and isinstance(term, Literal) and term.datatype == XSD + "decimal":
                        scaled = format((number * factor).normalize(), "f")
                        holder[field.key][position] = Literal(scaled, term.datatype)
                        done = True
            return done

        return change


def _datatype(field: Field) -> str:
    """The datatype of a literal that says no language."""
    return XSD_STRING if field.datatype in (None, RDF_LANG_STRING) else str(field.datatype)


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, XSD + datatype)


def _tagged(text: str, tag: str) -> Literal:
    return Literal(text, RDF_LANG_STRING, tag)


def _number(term: Term | Tree) -> Decimal | None:
    try:
        number = Decimal(term.lexical) if isinstance(term, Literal) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _factors(constant: Term) -> list[Decimal]:
    """For a tolerance: just what it allows, and just more."""
    share = _number(constant)
    if share is None or not 0 < share < 1:
        return []
    return [1 + share, 1 - share, 1 + share + Decimal("0.01"), 1 - share - Decimal("0.01")]


def _months_before(day: str, months: int) -> str:
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 - months
    # The 28th is a day of every month.
    return f"{count // 12:04d}-{count % 12 + 1:02d}-{min(int(day[8:10]), 28):02d}"
