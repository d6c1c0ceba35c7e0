"""Other standards' records: recognised by what they hold, read through a table that says where each field is kept.

The tables are data, ``ontology/formats/*.tsv``: a field of ours, and the way from the other standard's record to its
value. A field that is a part of ours names the way to the nested thing; fields of that part are looked for inside
it, all others are lifted to the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from mcvocab.formats.contexts import contexts_of
from mcvocab.formats.places import Places, Translation
from mcvocab.raw import Kinds, knows_nothing, spreads_nothing

if TYPE_CHECKING:
    from mcvocab.model import Field
    from mcvocab.raw import Branch
    from mcvocab.vocabulary import FormatTable

__all__ = ["Formats", "Translation", "kinds_of"]

_MOST_LAYOUTS = 1_000


class Formats:
    """Recognises and translates records of other standards.

    Args:
        tables: the tables by name.
        fields: our fields by key.
    """

    def __init__(self, tables: Mapping[str, FormatTable], fields: Mapping[str, Field]) -> None:
        # The more a table asks for, the surer it is.
        self._tables = sorted(tables.values(), key=lambda table: -len(table.keys))
        self._fields = fields
        self._places: dict[str, Places] = {}
        self._layouts: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[FormatTable, ...]] = {}

    def recognise(self, branch: Branch) -> FormatTable | None:
        """The format of a record: by its class, or by keys that only this format has together."""
        keys = tuple([key for key, _ in branch.entries])
        layout = (branch.types, keys)
        candidates = self._layouts.get(layout)
        if candidates is None:
            candidates = tuple(table for table in self._tables if _may_be(table, branch.types, set(keys)))
            if len(self._layouts) < _MOST_LAYOUTS:
                self._layouts[layout] = candidates
        return next((table for table in candidates if _holds(table, branch)), None)

    def of_headings(self, headings: Iterable[str]) -> FormatTable | None:
        """The format of a table's columns."""
        found = set(headings)
        return next((table for table in self._tables if table.keys and _may_be(table, (), found)), None)

    def covered(self, table: FormatTable) -> dict[str, set[str]]:
        """The keys of the fields that each key of a flat table speaks for."""
        found: dict[str, set[str]] = {}
        for place in table.fields:
            found.setdefault(place.path[0], set()).update({place.field, self._leading(place.field)} - {""})
        return found

    def _leading(self, key: str) -> str:
        return (self._fields[key].leading or "") if key else ""

    def translate(self, branch: Branch, table: FormatTable) -> Translation:
        """The branch with our field keys for the other standard's, spots kept, and what the table does not name."""
        if table.name not in self._places:
            self._places[table.name] = Places(table, self._fields)
        return self._places[table.name].translate(branch)


def kinds_of(
    types: Iterable[str],
    tables: Iterable[FormatTable],
    knows: Callable[[str], bool] = knows_nothing,
    entitles: Callable[[str], bool] = knows_nothing,
    tells: Callable[[str], bool] = knows_nothing,
    spreads: Callable[[str], str] = spreads_nothing,
) -> Kinds:
    """What makes a thing a record: the types given, what the tables say, and known headings; see `Kinds`."""
    tables = list(tables)
    return Kinds(
        types=frozenset(types).union(*(table.types for table in tables)),
        nested=frozenset(kind for table in tables if table.nested for kind in table.types),
        contexts=contexts_of(tables),
        elements=frozenset(name for table in tables for name in table.elements),
        knows=knows,
        entitles=entitles,
        tells=tells,
        spreads=spreads,
    )


def _may_be(table: FormatTable, types: tuple[str, ...], keys: set[str]) -> bool:
    if not types or table.keys:
        return bool(table.keys) and all(not keys.isdisjoint(key[0].split("|")) for key in table.keys)
    return not {*table.types, *table.elements}.isdisjoint(types)


def _holds(table: FormatTable, branch: Branch) -> bool:
    """Whether the keys whose values count hold one of them."""
    return all(
        any(key in name.split("|") and getattr(tree, "text", None) in values for key, tree in branch.entries)
        for name, *values in table.keys
        if values
    )
