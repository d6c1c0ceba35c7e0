"""Other standards' records: recognised by their types, read through a table that says where each field is kept.

The tables are data, ``ontology/formats/*.tsv``: a field of ours, and the path of keys or property IRIs from the
other standard's record to its value. A field that is a part of ours names the path of the nested thing; fields of
that part are looked for inside it, all others are lifted to the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Kinds, Leaf

if TYPE_CHECKING:
    from mcvocab.model import Field
    from mcvocab.vocabulary import FormatTable

Path = tuple[str, ...]


def recognise(branch: Branch, formats: Iterable[FormatTable]) -> FormatTable | None:
    """The format whose types the branch declares, if any."""
    return next((table for table in formats if not set(table.types).isdisjoint(branch.types)), None)


def translate(branch: Branch, table: FormatTable, fields: Mapping[str, Field]) -> Branch:
    """The branch with our field keys for the other standard's, spots kept; keys without a place stay as they are."""
    places = {entry.path: fields[entry.field] for entry in table.fields}
    lifted, _ = _walk(branch, (), None, places)
    return Branch(tuple(lifted), branch.spot, branch.node, ())


Entry = tuple[str, "Leaf | Branch"]


def _walk(
    branch: Branch, path: Path, holder: str | None, places: Mapping[Path, Field]
) -> tuple[list[Entry], list[Entry]]:
    """The entries that belong to ``holder``, and those that belong further out."""
    inner: list[Entry] = []
    outer: list[Entry] = []
    for key, tree in branch.entries:
        here = (*path, key)
        field = places.get(here)
        if isinstance(tree, Branch) and any(place[: len(here)] == here != place for place in places):
            part = field.key if field is not None and field.part is not None else None
            own, further = _walk(tree, here, part or holder, places)
            if part is None:
                inner.extend(own)
            elif own and field is not None:
                (inner if field.within == holder else outer).append((part, Branch(tuple(own), tree.spot, tree.node)))
            outer.extend(further)
        elif field is not None:
            (inner if field.within == holder else outer).append((field.key, _text(tree)))
        else:
            inner.append((key, tree))
    if holder is None:
        return inner + outer, []
    return inner, outer


def _text(tree: Leaf | Branch) -> Leaf | Branch:
    """A thing where text is wanted stands for its name: the first text inside it, else itself."""
    if isinstance(tree, Branch):
        return next((value for _, value in tree.entries if isinstance(value, Leaf)), tree)
    return tree


def kinds_of(types: Iterable[str], formats: Iterable[FormatTable]) -> Kinds:
    """What makes a thing a record: the types given, and those of other standards."""
    return Kinds(frozenset(types).union(*(table.types for table in formats)))
