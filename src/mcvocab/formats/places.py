"""From the keys of another standard's record to ours, by the places that its table gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcvocab.model import MCV
from mcvocab.raw import Branch, Leaf

if TYPE_CHECKING:
    from mcvocab.model import Field
    from mcvocab.raw import Tree
    from mcvocab.vocabulary import FormatField, FormatTable

_ACHIEVED = MCV + "MicroCredential"
_AWARD = MCV + "Award"
_MOST_UNREAD = 30


@dataclass(frozen=True, slots=True)
class Translation:
    """A record under our keys, and the names of what its table does not know."""

    branch: Branch
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Place:
    """What stands at one step: fields, and further steps by key, each with the condition under which it is taken."""

    steps: dict[str, list[tuple[tuple[str, ...], _Place]]] = field(default_factory=dict)
    fields: list[tuple[Field, FormatField]] = field(default_factory=list)
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


class Places:
    """One table, ready to translate the records of its format."""

    def __init__(self, table: FormatTable, fields: Mapping[str, Field]) -> None:
        self._texts = table.texts
        self._types = (_AWARD,) if table.kind == "award" else ()
        self._chains = {key: _chain(key, fields) for key in fields}
        self._root = _Place()
        for row in table.fields:
            place = self._root
            for step in row.steps:
                place = place.at(step)
            if row.direction == "write":
                continue
            place.known = True
            if row.field:
                place.fields.append((fields[row.field], row))

    def translate(self, branch: Branch) -> Translation:
        """The record under our keys."""
        walk = _Walk(self._texts, self._chains)
        root = _Holder("", record=True)
        walk.branch(branch, self._root, [root], "")
        return Translation(
            Branch(tuple(root.entries), branch.spot, branch.node, self._types), tuple(dict.fromkeys(walk.unread))
        )


def _chain(key: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The keys of the parts that hold a field, innermost first."""
    holder = fields[key].within
    return () if holder is None else (holder, *_chain(holder, fields))


class _Walk:
    """One way through one record."""

    def __init__(self, texts: tuple[tuple[str, str], ...], chains: Mapping[str, tuple[str, ...]]) -> None:
        self._texts, self._chains = texts, chains
        self._told: Counter[str] = Counter()
        self.unread: list[str] = []

    def branch(self, branch: Branch, place: _Place, holders: list[_Holder], above: str) -> None:
        """Takes the entries of a branch to where they belong."""
        for key, tree in branch.entries:
            options = place.steps.get(key, [])
            taken = [one for condition, one in options if condition and _meets(tree, condition)]
            taken = taken or [one for condition, one in options if not condition]
            for one in taken:
                self._tree(tree, one, holders, above + _short(key))
            if not taken and len(self.unread) < _MOST_UNREAD and _says_something(tree):
                self.unread.append(above + _short(key))

    def _tree(self, tree: Tree, place: _Place, holders: list[_Holder], name: str) -> None:
        tree = self._plain(tree)
        if isinstance(tree, Leaf):
            for target, row in place.fields:
                self._tell(target, row, tree, holders)
            return
        parts = [(target, _Holder(target.key, target.part == _ACHIEVED)) for target, _ in place.fields if target.part]
        before = self._told.copy()
        if place.steps:
            self.branch(tree, place, [*holders, *(holder for _, holder in parts)], f"{name}.")
        for target, holder in parts:
            if holder.entries:
                self._add(target, Branch(tuple(holder.entries), tree.spot, tree.node), holders)
        for target, row in place.fields:
            if row.values.startswith("=") or (not target.part and self._told[target.key] == before[target.key]):
                text = _text(tree)
                if text is not None:
                    self._tell(target, row, text, holders)

    def _tell(self, target: Field, row: FormatField, leaf: Leaf, holders: list[_Holder]) -> None:
        """Adds a value, with what the table says that it means."""
        values = row.values
        if values.startswith("="):
            leaf = Leaf(values[1:], leaf.spot)
        elif not leaf.text.strip():
            pass
        elif "{}" in values:
            leaf = replace(leaf, meaning=values.replace("{}", leaf.text.strip()))
        elif row.meanings:
            leaf = replace(leaf, meaning=_meaning(leaf, row))
        self._add(target, leaf, holders)

    def _add(self, target: Field, tree: Tree, holders: list[_Holder]) -> None:
        """Adds a value or a part to the innermost thing that may hold it."""
        self._told[target.key] += 1
        chain = self._chains[target.key]
        for holder in reversed(holders):
            if holder.key in chain or (holder.record and (target.of != "award" or holder is holders[0])):
                holder.entries.append((target.key, tree))
                return

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
    if not isinstance(tree, Branch):
        return False
    if key == "a":
        return not set(values).isdisjoint(tree.types)
    return any(name == key and isinstance(one, Leaf) and one.text in values for name, one in tree.entries)


def _meaning(leaf: Leaf, row: FormatField) -> str:
    """What the list that the values come from says of this one; nothing where it does not know it."""
    word = (leaf.meaning or leaf.text).strip()
    word = word.removeprefix(row.values)
    if word in row.meanings:
        return row.meanings[word]
    folded = word.casefold()
    return next((concept for known, concept in row.meanings.items() if known.casefold() == folded), leaf.meaning)


def _text(tree: Branch) -> Leaf | None:
    """A thing where text is wanted stands for its name: the first text inside it, and its address beside that."""
    text = next((one for _, one in tree.entries if isinstance(one, Leaf) and one.kind != "iri"), None)
    if text is not None:
        return replace(text, meaning=tree.node)
    return Leaf(tree.node, tree.spot, kind="iri") if tree.node else None


def _short(key: str) -> str:
    return re.split("[/#}]", key)[-1] or key


def _says_something(tree: Tree) -> bool:
    return isinstance(tree, Branch) or bool(tree.text.strip())
