"""XML of no known kind: which of its elements are records, and what they say, as JSON would say it.

An element is a record where it has a child that says what it is called and another that hardly anything else has. Of
several such elements those count that have the most known headings, then those that are the most. Where there is
none, an element is one that says so by its own name, such as `<course>`, and has a title and more that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Leaf, Trouble

if TYPE_CHECKING:
    from mcvocab.raw import Kinds, Tree

_LOOKED_AT = 50
_FEWEST = 2

Trail = tuple[tuple[str, Branch], ...]
"""The elements around one, the outermost first, each with its name."""


def records(name: str, root: Branch, kinds: Kinds) -> tuple[list[Branch], list[Trouble]]:
    """The records in an element, none where nothing in it is like one, and which others were passed over.

    Args:
        name: the name of the element.
        root: the element.
        kinds: which headings are known, and which of them say what a record is called.
    """
    groups: defaultdict[tuple[str, ...], list[Trail]] = defaultdict(list)
    for trail in _trails(((_local(name), root),)):
        groups[tuple(step for step, _ in trail)].append(trail)
    for known in (_known_by_children, _known_by_name):
        ranked = [(known(group, kinds), len(group), group) for group in groups.values()]
        found, _, best = max(ranked, key=lambda each: each[:2])
        if found:
            others = [group for count, _, group in ranked if count and not _within(group[0], best[0])]
            said: dict[int, tuple[tuple[str, Tree], ...]] = {}
            whole = [_record(trail, kinds, said) for trail in best]
            return whole, [_passed_over(best[0], group[0]) for group in others]
    return [], []


def _within(one: Trail, other: Trail) -> bool:
    """Whether elements of one path stand in those of the other, so that the records tell of them."""
    return all(mine == yours for (mine, _), (yours, _) in zip(one, other, strict=False))


def _passed_over(best: Trail, other: Trail) -> Trouble:
    named, left = ("/".join(step for step, _ in trail[1:]) for trail in (best, other))
    return Trouble("list-passed-over", other[-1][1].spot, {"value": named, "other": left})


def _trails(trail: Trail) -> Iterator[Trail]:
    """An element with those around it, and so every element in it that holds others."""
    yield trail
    for name, tree in trail[-1][1].entries:
        if isinstance(tree, Branch):
            yield from _trails((*trail, (_local(name), tree)))


def _known_by_children(group: list[Trail], kinds: Kinds) -> int:
    """How many known headings these elements have; none where they are not those of a record."""
    found = _headings(group)
    return sum(map(kinds.knows, found)) if kinds.are_of_a_record(found) else 0


def _known_by_name(group: list[Trail], kinds: Kinds) -> int:
    """The same, where the elements are called what a record is called."""
    found, name = _headings(group), group[0][-1][0]
    known = sum(map(kinds.knows, found))
    return known if kinds.entitles(name) and any(map(kinds.entitles, found)) and known >= _FEWEST else 0


def _headings(group: list[Trail]) -> set[str]:
    return {
        _local(name)
        for trail in group[:_LOOKED_AT]
        for name, tree in trail[-1][1].entries
        if isinstance(tree, Leaf) or not any(isinstance(one, Branch) for _, one in tree.entries)
    }


def _record(trail: Trail, kinds: Kinds, said: dict[int, tuple[tuple[str, Tree], ...]]) -> Branch:
    """An element as a record, with what elements of known names around it say, such as its provider.

    What an element says is gathered once for all records in it, and kept in ``said``: there may be many thousands.
    """
    *around, (_, element) = trail
    entries = _entries(element)
    own = {key for key, _ in entries}
    for name, outer in around:
        if name in own or not kinds.knows(name):
            continue
        if id(outer) not in said:
            said[id(outer)] = tuple((_local(key), tree) for key, tree in outer.entries if isinstance(tree, Leaf))
        if said[id(outer)]:
            entries.append((name, Branch(said[id(outer)], outer.spot)))
    return Branch(tuple(entries), element.spot)


def _entries(element: Branch) -> list[tuple[str, Tree]]:
    """What an element says, with plain names; what only holds several of one thing is those things."""
    found: list[tuple[str, Tree]] = []
    for name, tree in element.entries:
        key = _local(name)
        if isinstance(tree, Leaf):
            found.append((key, tree))
            continue
        inner = _entries(tree)
        names = {one for one, _ in inner}
        # `<outcomes><outcome/><outcome/></outcomes>` says "outcomes" of each.
        if len(names) == 1 and (len(inner) > 1 or isinstance(inner[0][1], Branch)):
            found += ((key, one) for _, one in inner)
        else:
            found.append((key, Branch(tuple(inner), tree.spot)))
    return found


def _local(name: str) -> str:
    """The name of an element or an attribute without its namespace."""
    return name.rpartition("}")[2].removeprefix("@")
