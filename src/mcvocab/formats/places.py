"""From the keys of another standard's record to ours, by the places that its table gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcvocab.model import MCV
from mcvocab.raw import Branch, Leaf
from mcvocab.values import dataclass, field, replace

if TYPE_CHECKING:
    from mcvocab.model import Field
    from mcvocab.raw import Tree
    from mcvocab.vocabulary import FormatField, FormatTable

_ACHIEVED = MCV + "MicroCredential"
_AWARD = MCV + "Award"


@dataclass(frozen=True, slots=True)
class Translation:
    """A record under our keys, and the names of what its table does not know."""

    branch: Branch
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Place:
    """What stands at one step: fields, and further steps by key, each with the condition under which it is taken."""

    steps: dict[str, list[tuple[tuple[str, ...], _Place]]] = field(default_factory=dict)
    fields: list[tuple[Field, FormatField, int]] = field(default_factory=list)
    known: bool = False

    def at(self, step: tuple[str, ...]) -> _Place:
        """The place to which a step leads; it is made where there is none yet."""
        key, condition = step[0], step[1:]
        options = self.steps.setdefault(key, [])
        for asked, place in options:
            if asked == condition:
                return place
        place = _Place()
        options.append((condition, place))
        return place


@dataclass(slots=True)
class _Holder:
    """A part, or a whole record, that is being filled."""

    key: str
    record: bool
    entries: list[tuple[str, Tree]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    """Which row of the table each field that holds one value has been filled by."""


class Places:
    """One table, ready to translate the records of its format."""

    def __init__(self, table: FormatTable, fields: Mapping[str, Field]) -> None:
        self._texts, self._names = table.texts, table.names
        self._types = (_AWARD,) if table.kind == "award" else ()
        self._fields = fields
        self._chains = {key: _chain(key, fields) for key in fields}
        self._root = _Place()
        for number, row in enumerate(table.fields):
            place = self._root
            for step in row.steps:
                place = place.at(step)
            if row.direction == "write":
                continue
            place.known = True
            if row.field:
                place.fields.append((fields[row.field], row, number))

    def translate(self, branch: Branch) -> Translation:
        """The record under our keys."""
        walk = _Walk(self._texts, self._names, self._chains)
        root = _Holder("", record=True)
        walk.branch(branch, self._root, [root], "")
        entries = self._gathered(root.entries)
        return Translation(
            Branch(tuple(entries), branch.spot, branch.node, self._types), tuple(dict.fromkeys(walk.unread))
        )

    def _gathered(self, entries: list[tuple[str, Tree]]) -> list[tuple[str, Tree]]:
        """What is said beside what was achieved goes into it, unless that says it better itself."""
        found = next((at for at, (key, _) in enumerate(entries) if self._fields[key].part == _ACHIEVED), None)
        if found is None:
            return entries
        achieved = entries[found][1]
        assert isinstance(achieved, Branch)
        own = list(achieved.entries)
        told = {name for name, _ in own}
        stays = [entry for entry in entries if self._fields[entry[0]].of == "award"]
        for name, tree in [entry for entry in entries if self._fields[entry[0]].of != "award"]:
            again = any(name == other and _bare(tree) == _bare(one) for other, one in own)
            if not again and (self._fields[name].many or name not in told):
                own.append((name, tree))
        return [(name, replace(achieved, entries=tuple(own)) if tree is achieved else tree) for name, tree in stays]


def _chain(key: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The keys of the parts that hold a field, innermost first."""
    holder = fields[key].within
    return () if holder is None else (holder, *_chain(holder, fields))


class _Walk:
    """One way through one record."""

    def __init__(
        self, texts: tuple[tuple[str, str], ...], names: tuple[str, ...], chains: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._texts, self._names, self._chains = texts, names, chains
        self._told: Counter[str] = Counter()
        self.unread: list[str] = []

    def branch(self, branch: Branch, place: _Place, holders: list[_Holder], above: str) -> None:
        """Takes the entries of a branch to where they belong."""
        for condition, kind in place.steps.get("a", ()):
            for name in [name for name in branch.types if not condition or name in condition[1:]]:
                self._tree(Leaf(_short(name), branch.spot), kind, holders, above, branch)
        for _, address in place.steps.get("@id", ()) if branch.node else ():
            self._tree(Leaf(branch.node, branch.spot, kind="iri"), address, holders, above, branch)
        for key, tree in branch.entries:
            options = place.steps.get(key, [])
            taken = [one for condition, one in options if condition and _meets(tree, condition)]
            taken = taken or [one for condition, one in options if not condition]
            for one in taken:
                self._tree(tree, one, holders, above + _short(key), branch)
            if not taken and not above and _says_something(tree):
                self.unread.append(_short(key))

    def _tree(self, tree: Tree, place: _Place, holders: list[_Holder], name: str, beside: Branch) -> None:
        tree = self._plain(tree)
        if isinstance(tree, Leaf) and tree.kind == "iri" and "@id" in place.steps:
            tree = Branch((), tree.spot, tree.text)  # of a thing that is described elsewhere, the address is known
        if isinstance(tree, Leaf):
            for target, row, number in place.fields:
                self._tell(target, row, number, tree, holders, beside)
            return
        parts = [
            (target, number, _Holder(target.key, target.part == _ACHIEVED))
            for target, _, number in place.fields
            if target.part
        ]
        before = self._told.copy()
        if place.steps:
            self.branch(tree, place, [*holders, *(holder for _, _, holder in parts)], f"{name}.")
            if not place.known and self._told == before:
                self.unread.append(name)
        for target, number, holder in parts:
            if holder.entries:
                self._add(target, number, Branch(tuple(holder.entries), tree.spot, tree.node), holders)
        for target, row, number in place.fields:
            if row.values.startswith("=") or (not target.part and self._told[target.key] == before[target.key]):
                text = Leaf("", tree.spot) if row.values.startswith("=") else self._text(tree, bool(target.schemes))
                if text is not None:
                    self._tell(target, row, number, text, holders, beside)

    def _tell(
        self, target: Field, row: FormatField, number: int, leaf: Leaf, holders: list[_Holder], beside: Branch
    ) -> None:
        """Adds a value, with what the table says that it means."""
        values, text = row.values, leaf.text.strip()
        if leaf.datatype and leaf.datatype != target.datatype:
            # Their datatypes are not ours: a duration of theirs is a number of hours here.
            leaf = replace(leaf, datatype="")
        if values.startswith("="):
            leaf = Leaf(values[1:], leaf.spot)
        elif not text:
            pass
        elif values.startswith("-"):
            leaf = replace(leaf, meaning=text.removeprefix(values[1:]))
        elif "{" in values:
            leaf = replace(leaf, meaning=_filled(values, text, beside))
        elif row.meanings:
            leaf = replace(leaf, meaning=_meaning(leaf, row))
            if row.known_only and not leaf.meaning:
                return
        if target.part and leaf.kind == "iri" and not values:
            # An address of a thing that is described elsewhere; it is not the thing's name.
            self._add(target, number, Branch((), leaf.spot, leaf.text), holders)
        else:
            self._add(target, number, leaf, holders)

    def _add(self, target: Field, number: int, tree: Tree, holders: list[_Holder]) -> None:
        """Adds a value or a part to the innermost thing that may hold it, unless it says so already.

        Where a field holds one value, the place that stands first in the table counts.
        """
        self._told[target.key] += 1
        chain = self._chains[target.key]
        for holder in reversed(holders):
            if holder.key in chain or (holder.record and (target.of != "award" or holder is holders[0])):
                break
        if not target.many:
            source = holder.sources.setdefault(target.key, number)
            if number > source:
                return
            if number < source:
                holder.entries = [entry for entry in holder.entries if entry[0] != target.key]
                holder.sources[target.key] = number
        if not any(key == target.key and _bare(one) == _bare(tree) for key, one in holder.entries):
            holder.entries.append((target.key, tree))

    def _text(self, tree: Branch, addressed: bool) -> Leaf | None:
        """A thing where text is wanted stands for its name, and for its address too where a concept is wanted."""
        texts = [(key, one) for key, one in tree.entries if isinstance(one, Leaf) and one.kind != "iri"]
        named = (one for name in self._names for key, one in texts if key == name)
        text = next(named, texts[0][1] if texts else None)
        if text is not None:
            return replace(text, meaning=tree.node if addressed else "")
        return Leaf(tree.node, tree.spot, kind="iri") if tree.node else None

    def _plain(self, tree: Tree) -> Tree:
        """An object that stands for a text in some language, as that text."""
        if isinstance(tree, Branch) and self._texts:
            found = {key: one for key, one in tree.entries if isinstance(one, Leaf)}
            for language, text in self._texts:
                if found.keys() == {language, text}:
                    return replace(found[text], language=found[language].text)
        return tree


def _meets(tree: Tree, condition: tuple[str, ...]) -> bool:
    key, *values = condition
    if isinstance(tree, Leaf):
        return not key and tree.text.strip() in values
    if key == "a":
        return not set(values).isdisjoint(tree.types)
    return any(name == key and isinstance(one, Leaf) and one.text in values for name, one in tree.entries)


def _meaning(leaf: Leaf, row: FormatField) -> str:
    """What the list that the values come from says of this one; nothing where it does not know it."""
    word = (leaf.meaning or leaf.text).strip()
    word = word.removeprefix(row.values)
    if word in row.meanings:
        return row.meanings[word]
    folded = _spelt(word)
    return next((concept for known, concept in row.meanings.items() if _spelt(known) == folded), leaf.meaning)


def _spelt(word: str) -> str:
    """A word of a list, whether its parts are joined by a hyphen, a blank or a line, as versions of a list differ."""
    return re.sub(r"[-\s]+", "_", word.casefold())


def _filled(template: str, text: str, beside: Branch) -> str:
    """A text completed: ``{}`` is the text, ``{tag}`` its language, ``{key}`` what stands beside."""

    def part(hole: re.Match[str]) -> str:
        if hole[1] == "":
            return text
        if hole[1] == "tag":
            return re.split("[-_]", text)[0]
        return next((one.text for key, one in beside.entries if _short(key) == hole[1] and isinstance(one, Leaf)), "")

    return re.sub(r"\{([^{}]*)\}", part, template).strip()


def _bare(tree: Tree) -> Tree:
    """What a value or a thing says, wherever it stands."""
    if isinstance(tree, Leaf):
        return replace(tree, spot=())
    return replace(tree, spot=(), entries=tuple((key, _bare(one)) for key, one in tree.entries))


def _short(key: str) -> str:
    return re.split("[/#}]", key)[-1] or key


def _says_something(tree: Tree) -> bool:
    return isinstance(tree, Branch) or bool(tree.text.strip())
