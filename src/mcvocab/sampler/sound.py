"""Sound records, assembled from pieces that were judged before.

Most rules judge each value by itself, so a value that was judged once is sound in any record. The others compare
values, or ask whether there are any: the fields that such a rule is about hang together, and what stands in them is
taken together from a record that the engine found nothing against. Whatever such pieces are put side by side, no
rule has anything against the whole.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import IRI, RDF_LANG_STRING, Literal, Record, Severity, Source, Term, Value
from mcvocab.sampler.demands import units
from mcvocab.sampler.layout import Tree
from mcvocab.sampler.values import NUMBER, numbered, plausible, some
from mcvocab.sampler.words import Words, pick
from mcvocab.scope import Scope

if TYPE_CHECKING:
    from mcvocab.judges import Judge
    from mcvocab.model import Field
    from mcvocab.sampler.demands import Demand
    from mcvocab.sampler.layout import Layout
    from mcvocab.standard import Standard

Units: TypeAlias = Tree
_POOL = 96
_MENDS = 80
_BORROWED = 0.1
_RESTARTS = 40


class UnsatisfiableError(ValueError):
    """No record was found that the profiles have nothing against; the text names what they still said."""


class Bench:
    """Judges trees by the rules of the profiles: what is said of a tree, by rule."""

    def __init__(
        self, layout: Layout, standard: Standard, judge: Judge, asked: dict[str, Demand], as_of: str
    ) -> None:
        self.layout, self.as_of = layout, as_of
        self._standard, self._judge, self._asked = standard, judge, asked

    def codes(self, tree: Tree) -> list[str]:
        """The rules that a record breaks, whatever their severity, each once, by name."""
        graph, troubles = self.layout.graph(tree, 0, self.as_of)
        (results,) = self._judge.judge([graph])
        found = [self._standard.code(result.shape, result.component) for result in results]
        # In an order of their own, for that of compiled shapes may change.
        return sorted({*filter(None, found), *(trouble.code for trouble in troubles)})

    def faults(self, tree: Tree) -> list[str]:
        """The rules that a record breaks and that make at least a warning of it."""
        return [code for code in self.codes(tree) if self.severity(code) >= Severity.WARNING]

    def severity(self, code: str) -> Severity:
        """How much it matters to the profiles that a rule is broken."""
        asked = self._asked.get(code)
        return asked.severity if asked else self._standard.rules[code].severity

    def broken_values(self, tree: Tree) -> dict[Term, list[str]]:
        """The rules that at least warn of values judged each by itself, by value."""
        graph, _ = self.layout.graph(tree, 0, self.as_of)
        found: dict[Term, list[str]] = {}
        for result in next(self._judge.judge([graph])):
            asked = self._asked.get(self._standard.code(result.shape, result.component) or "")
            if asked and asked.alone and asked.severity >= Severity.WARNING and result.value is not None:
                found.setdefault(result.value, []).append(asked.code)
        return found


class Sound:
    """Makes records that the rules have nothing against.

    Args:
        bench: judges them.
        asked: what each rule asks.
        random: the source of chance.
        flat: whether each record can be said in one row of a table.

    Raises:
        UnsatisfiableError: where none is found.
    """

    def __init__(self, bench: Bench, asked: dict[str, Demand], random: Random, *, flat: bool = False) -> None:
        self._flat = flat
        self._bench, self._layout, self._asked = bench, bench.layout, asked
        words = Words()
        vocabulary = self._layout.vocabulary
        scope = Scope(vocabulary)
        self.choices: dict[str, list[Term]] = {}
        for field in self._layout.leaves:
            values = plausible(field, vocabulary, words, random, bench.as_of)
            broken = bench.broken_values(self._only(field, values))
            kept = [value for value in values if value not in broken and _in_scope(field, value, scope)]
            # Where every one is forbidden, whoever mends the record must leave the field out.
            self.choices[field.key] = kept or values
        self._foreign = {
            key: [value for value in held if _language(value) != "en"] for key, held in self.choices.items()
        }
        self._themes = words.themes
        self._on: dict[tuple[str, str], list[Term]] = {
            (key, theme): about
            for key, values in self.choices.items()
            for theme in self._themes
            if (
                about := [value for value in values if theme in (value.lexical if isinstance(value, Literal) else "")]
            )
        }
        self._titles = vocabulary.marked("title")
        self._about = {title: theme for (key, theme), on in self._on.items() if key in self._titles for title in on}
        first = [key for mark in ("identifier", "title") for key in vocabulary.marked(mark)]
        self._order = list(dict.fromkeys((*first, *(field.key for field in self._layout.units))))
        # The units in which a record may name itself by its number.
        self._numbering = dict.fromkeys(
            self._layout.unit(vocabulary.fields[key])
            for key, values in self.choices.items()
            if any(isinstance(value, Literal) and NUMBER in value.lexical for value in values)
        )
        self._groups = self._hanging_together()
        held = [key for group in self._groups for key in group]
        self._free = [field for field in self._layout.units if field.key not in held]
        self._pools: list[list[Units]] = [[] for _ in self._groups]
        for _ in range(_POOL):
            self._keep(self._made(random))

    # --- streaming ------------------------------------------------------------------------------------

    def assembled(self, random: Random, number: int = 0) -> Units:
        """The units of a sound record, assembled; its trees may stand in other records too."""
        found: Units = {}
        for pool in self._pools:
            found.update(pick(random, pool))
        titles = [title for key in self._titles for title in found.get(key, ()) if not isinstance(title, dict)]
        theme = next((self._about[title] for title in titles if title in self._about), "")
        richness = 0.3 + 0.6 * random.random()
        for field in self._free:
            if random.random() < richness:
                found[field.key] = self.draw(field, random, theme)
        return self.numbered({key: found[key] for key in self._order if key in found}, number)

    def numbered(self, made: Units, number: int) -> Units:
        """The units of a record, in which it names itself by its number."""
        return made | {key: numbered(made[key], number) for key in self._numbering if key in made}

    def renew(self, random: Random) -> None:
        """Put the pieces of a newly made sound record in the place of older ones."""
        made = self._made(random)
        for group, pool in zip(self._groups, self._pools, strict=True):
            pool[int(random.random() * len(pool))] = {key: made[key] for key in group if key in made}

    def _keep(self, made: Units) -> None:
        for group, pool in zip(self._groups, self._pools, strict=True):
            pool.append({key: made[key] for key in group if key in made})

    # --- making ---------------------------------------------------------------------------------------

    def draw(self, field: Field, random: Random, theme: str = "") -> list[Term | Tree]:
        """Values or parts for a field, about the theme of the record where it has any such values."""
        if field.part is not None:
            count = 1
            while field.many and count < 3 and random.random() < 0.3:
                count += 1
            # In a flat row, parts that have more than their leading value could not be told apart.
            bare = self._flat and count > 1
            return [self._bare(field, random) if bare else self._part(field, random) for _ in range(count)]
        choices = self._on.get((field.key, theme)) or self.choices[field.key]
        found = some(random, choices, 5 if field.many else 1)
        if not field.many and field.datatype == RDF_LANG_STRING and field.within is None and random.random() < 0.2:
            # The same in another language is one more value of a field that holds one.
            others = self._foreign[field.key]
            if others and _language(other := pick(random, others)) != _language(found[0]):
                found.append(other)
        return list(found)

    def _part(self, field: Field, random: Random) -> Tree:
        part: Tree = {}
        inner = self._layout.parts[field.key]
        for one in inner:
            if random.random() < (0.85 if one.key == field.leading else 0.55):
                part[one.key] = self.draw(one, random)
        return part or self._bare(field, random)

    def _bare(self, field: Field, random: Random) -> Tree:
        return {one.key: self.draw(one, random) for one in self._layout.parts[field.key] if one.key == field.leading}

    def _made(self, random: Random) -> Units:
        """The units of a record drawn at random, and mended until no rule has anything against it."""
        said: dict[str, None] = {}
        for _ in range(_RESTARTS):
            richness, theme = 0.35 + 0.6 * random.random(), pick(random, self._themes)
            found = {f.key: self.draw(f, random, theme) for f in self._layout.units if random.random() < richness}
            faults = self._bench.faults(self._layout.fold(found))
            for _ in range(_MENDS):
                if not faults:
                    return found
                tried = self._mended(found, pick(random, faults), random)
                left = self._bench.faults(self._layout.fold(tried))
                if len(left) <= len(faults):
                    found, faults = tried, left
            said.update(dict.fromkeys(faults))
        raise UnsatisfiableError(
            f"No record was found that these profiles have nothing against; to the last they said {', '.join(said)}. "
            "Either their rules contradict each other, or they ask for values that the fields do not suggest."
        )

    def _mended(self, made: Units, code: str, random: Random) -> Units:
        """The units, with something changed that a rule is about."""
        asked = self._asked.get(code)
        fields = self._layout.vocabulary.fields
        keys = units(asked, self._layout) if asked else self._layout.telling
        pieces = zip(self._groups, self._pools, strict=True)
        group, pool = next(((group, pool) for group, pool in pieces if keys[0] in group), ([], []))
        if pool and random.random() < _BORROWED:
            # What other sound records hold together is likely to be sound here too.
            return {key: members for key, members in made.items() if key not in group} | pick(random, pool)
        key = pick(random, keys)
        changed = {name: members for name, members in made.items() if name != key}
        if key not in made or random.random() < 0.7:
            changed[key] = self.draw(fields[key], random)
        return changed

    # --- what hangs together --------------------------------------------------------------------------

    def _hanging_together(self) -> list[list[str]]:
        """Units in groups: no rule that compares values is about units of two groups."""
        layout = self._layout
        group: dict[str, str] = {}

        def leader(key: str) -> str:
            while group[key] != key:
                key = group[key]
            return key

        comparing = [asked for asked in self._asked.values() if not asked.alone and asked.severity > Severity.INFO]
        for together in [*(units(asked, layout) for asked in comparing), layout.telling]:
            for unit in together:
                group.setdefault(unit, unit)
                group[leader(unit)] = leader(together[0])
        found: dict[str, list[str]] = {}
        for field in layout.units:
            if field.key in group:
                found.setdefault(leader(field.key), []).append(field.key)
        return list(found.values())

    def _only(self, field: Field, values: list[Term]) -> Tree:
        """A tree that holds these values of a field and nothing else."""
        tree: Tree = {field.key: list(values)}
        for key in reversed(self._layout.chain(field)):
            tree = {key: [tree]}
        return tree


def _in_scope(field: Field, value: Term, scope: Scope) -> bool:
    """Whether a record that holds this value is one that the standard is about."""
    held = {field.key: (Value("", value),)}
    return (
        not isinstance(value, IRI) or scope.other_kind(Record(1, "offer", value, (), held, source=Source(""))) is None
    )


def _language(term: Term) -> str:
    """The language of a text without its region; a text that says none is most likely English."""
    return (term.language or "en").split("-")[0] if isinstance(term, Literal) else ""
