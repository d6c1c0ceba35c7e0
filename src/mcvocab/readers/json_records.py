"""What all files of nested values share: the records in them become rows, whatever the syntax."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Row, Trouble
from mcvocab.readers import jsonld
from mcvocab.readers.json_scan import DEEPEST, Members, Value
from mcvocab.readers.json_tree import branch, is_linked, trees
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.model import Location, Source, Spot
    from mcvocab.raw import Kinds, Tree
    from mcvocab.readers.json_lists import Listing

_OF_A_VALUE = frozenset({"key-repeated", "list-passed-over", "number-not-finite", "value-too-long"})
"""Troubles that do not explain why a file holds no record."""

_IDENTIFIERS = frozenset({"id", "@id", "identifier", "code", "coursecode", "course_code", "ref", "reference"})


class Records(ABC):
    """The records of one file, each decoded as `json_scan` does it; its spot is the ordinals that lead to it."""

    headings = None
    _alone = False
    """Whether each record stands alone, so that linked data never refers from one to another."""

    def __init__(self, source: Source, kinds: Kinds) -> None:
        self.source = source
        self._kinds = kinds
        self._around: tuple[tuple[str, Tree], ...] = ()

    @abstractmethod
    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        """The records as decoded, each with its spot, and the troubles between them."""

    @abstractmethod
    def locate(self, spot: Spot) -> Location:
        """The place of a spot in the file."""

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in file order; those before a fault are handed over, and then the fault."""
        explained = False
        for found in self._numbered(self._values()):
            explained = explained or not isinstance(found, Trouble) or found.code not in _OF_A_VALUE
            yield found
        if not explained:
            yield Trouble("records-missing")

    def _numbered(self, values: Iterator[tuple[Spot, Value] | Trouble]) -> Iterator[Row | Trouble]:
        """The rows of some values, numbered from 1."""
        number = 0
        for found in self._branches(values):
            if isinstance(found, Trouble):
                yield found
            else:
                number += 1
                yield Row(number, found)

    def _branches(self, values: Iterator[tuple[Spot, Value] | Trouble]) -> Iterator[Branch | Trouble]:
        for found in values:
            if isinstance(found, Trouble):
                yield found
                if found.code == "line-too-long":
                    yield Branch(())  # the record that nobody could read
            elif is_linked(found[1]):
                # Linked data may refer from one value to the next, so the rest is read before a row is.
                rest = [found] if self._alone else [found, *values]
                yield from jsonld.branches([one for one in rest if not isinstance(one, Trouble)], self._kinds)
                yield from (one for one in rest if isinstance(one, Trouble))
            else:
                yield from self._plain(*found)

    def _plain(self, spot: Spot, value: Value) -> Iterator[Branch | Trouble]:
        if not isinstance(value, tuple):
            yield Trouble("record-not-object", spot)
            return
        troubles: list[Trouble] = []
        try:
            record = branch(value, spot, troubles)
        except RecursionError:
            yield Trouble("nesting-too-deep", spot, {"expected": str(DEEPEST)})
            return
        yield from troubles
        yield self._with_what_is_around(record) if self._around else record

    def _listed(self, found: Listing, holder: Members, spot: Spot) -> Iterator[tuple[Spot, Value] | Trouble]:
        """The records of a list within an object, for all of which what the object says of their provider holds."""
        self._around = tuple(_around(found, holder, spot, self._kinds))
        yield from listed(found, holder, spot)
        self._around = ()

    def _with_what_is_around(self, record: Branch) -> Branch:
        own = {self._kinds.spreads(key) for key, _ in record.entries}
        others = tuple((key, tree) for key, tree in self._around if self._kinds.spreads(key) not in own)
        return replace(record, entries=(*record.entries, *others))


def listed(found: Listing, holder: Members, spot: Spot) -> Iterator[tuple[Spot, Value] | Trouble]:
    """The records of a list within an object, which stands at a spot."""
    for keys in found.passed_over:
        details = {"value": "/".join(found.keys), "other": "/".join(keys)}
        yield Trouble("list-passed-over", (*spot, *found.way), details)
    for way, value in found.records:
        if found.by_identifier and isinstance(value, tuple):
            yield (*spot, *way), _with_identifier(value, _key(holder, way))
        else:
            yield (*spot, *way), value


def _around(found: Listing, holder: Members, spot: Spot, kinds: Kinds) -> Iterator[tuple[str, Tree]]:
    """What the objects around a list say of those who offer what is in it."""
    for ordinal in found.way:
        for at, (key, value) in enumerate(holder):
            if at != ordinal and kinds.spreads(key):
                yield from ((key, tree) for tree in trees(value, (*spot, at), []))
        inner, spot = holder[ordinal][1], (*spot, ordinal)
        if not isinstance(inner, tuple):
            return
        holder = inner


def _key(record: Value, way: tuple[int, ...]) -> str:
    """The last key on a way."""
    key = ""
    for ordinal in way:
        assert isinstance(record, tuple)
        key, record = record[ordinal]
    return key


def _with_identifier(value: Members, key: str) -> Members:
    """A record that stands under its identifier, which it need not repeat; last, so that ordinals stay."""
    has = any(name.casefold() in _IDENTIFIERS for name, _ in value)
    return value if has else (*value, ("identifier", key))
