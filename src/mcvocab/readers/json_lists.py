"""Where the records stand in an object that is no record itself: an envelope, a catalogue, an index by identifier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mcvocab.readers.json_scan import Members, Value

_COURSES = frozenset(
    {
        "courses",
        "allcourses",
        "courselist",
        "trainings",
        "formations",
        "cursos",
        "corsi",
        "kurse",
        "kurser",
        "cursussen",
        "opleidingen",
        "kurssit",
        "koulutukset",
        "kursy",
        "kurzy",
        "szkolenia",
        "cursuri",
        "курси",
        "курсы",
    }
)
"""The same word in the languages of catalogues."""
_WRAPPERS = _COURSES | {"data", "entries", "items", "microcredentials", "records", "results", "value"}
"""Keys, folded, under which catalogues put their records beside notes about the catalogue itself."""

_ENVELOPES = _WRAPPERS | {
    "body",
    "catalog",
    "catalogue",
    "content",
    "embedded",
    "feed",
    "hits",
    "payload",
    "response",
    "result",
}
"""Keys, folded, under which a further object may hold the records."""

_ABOUT = {
    "code",
    "count",
    "cursor",
    "debug",
    "error",
    "errors",
    "limit",
    "links",
    "message",
    "meta",
    "metadata",
    "next",
    "offset",
    "ok",
    "page",
    "pageinfo",
    "pages",
    "pagesize",
    "pagination",
    "prev",
    "previous",
    "self",
    "status",
    "success",
    "timestamp",
    "took",
    "total",
    "totalcount",
    "version",
}
"""Keys, folded, of what an answer of a program says about itself."""

_SINGLE = _ENVELOPES | {"course", "record"}
"""Keys, folded, under which an object may hold the one record there is."""

_DEEPEST = 8
_ALIKE = 0.5
_LOOKED_AT = 50
_LIKE_IDENTIFIER = re.compile(r"[\d/:.]")
Way: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records, or an object of records by identifier.

    Attributes:
        way: the ordinals that lead to it.
        keys: the keys on the way, for people.
        records: each record with the way to it.
        is_list: whether there is a list at all, and not one record alone.
        by_identifier: whether each record stands under its identifier, which is the last key on its way.
        passed_over: the keys that lead to other lists of objects, which were not taken.
    """

    way: Way
    keys: tuple[str, ...]
    records: tuple[tuple[Way, Value], ...]
    passed_over: tuple[tuple[str, ...], ...] = ()
    by_identifier: bool = False
    is_list: bool = True


def listing(value: Members) -> Listing | None:
    """The records that an object holds; None where it is one itself.

    An object holds the records where their list, or an envelope around it, is all it has but for notes about itself;
    or where a key says so (``courses``, ``data``, ``items`` ...), even an empty list. Of several lists the one whose
    key says so is taken, else the longest.
    """
    found = list(_listings(value, (), ()))
    if not found:
        return _single(value, (), ())
    best = max(found, key=lambda one: (_is_wrapper(one.keys), bool(one.records), len(one.records)))
    others = tuple(one.keys for one in found if one is not best and one.records)
    return replace(best, passed_over=others)


def _listings(value: Members, way: Way, keys: tuple[str, ...]) -> Iterator[Listing]:
    telling = [(at, key, member) for at, (key, member) in enumerate(value) if _folded(key) not in _ABOUT]
    wrapped = [(at, key, member) for at, key, member in telling if _folded(key) in _WRAPPERS and _is_list(member)]
    bare = all(isinstance(member, tuple | list) for _, _, member in telling)
    if not wrapped and telling and bare and _is_index(value):
        yield Listing(
            way,
            keys,
            tuple(((*way, at), one) for at, (_, one) in enumerate(value)),
            by_identifier=True,
            is_list=False,
        )
        return
    for at, key, member in telling:
        here, named = (*way, at), (*keys, key)
        if isinstance(member, list) and _is_list(member):
            taken = len(telling) == 1 or _folded(key) in _WRAPPERS or (bare and keys)
            if taken:
                yield Listing(here, named, tuple(((*here, ordinal), one) for ordinal, one in enumerate(member)))
        elif isinstance(member, tuple) and len(way) < _DEEPEST and not wrapped:
            opened = _folded(key) in _ENVELOPES or (bare and len(telling) == 1)
            if opened:
                yield from _listings(member, here, named)


def _is_list(value: Value) -> bool:
    """Whether a value may list records: it is empty, or holds an object."""
    return isinstance(value, list) and (not value or any(isinstance(element, tuple) for element in value))


def _is_index(value: Members) -> bool:
    """Whether an object holds records by identifier: several objects, much alike, each with values of its own."""
    members = [member for _, member in value if isinstance(member, tuple) and member]
    if len(value) < 2 or len(members) < len(value):
        return False
    named = all(_LIKE_IDENTIFIER.search(key) for key, _ in value)
    shapes = [frozenset(key for key, _ in member) for member in members[:_LOOKED_AT]]
    counts = Counter(key for shape in shapes for key in shape)
    alike = sum(counts.values()) / (len(counts) * len(shapes))
    flat = all(any(not isinstance(inner, tuple | list) for _, inner in member) for member in members)
    return flat and named and alike >= _ALIKE


def _single(value: Members, way: Way, keys: tuple[str, ...]) -> Listing | None:
    """The one record in an envelope; None where the envelope is the record."""
    telling = [(at, key, member) for at, (key, member) in enumerate(value) if _folded(key) not in _ABOUT]
    if len(telling) == 1 and len(way) < _DEEPEST:
        [(at, key, member)] = telling
        if isinstance(member, tuple) and member and _folded(key) in _SINGLE:
            here, named = (*way, at), (*keys, key)
            return _single(member, here, named) or Listing(here, named, ((here, member),), is_list=False)
    return None


def _is_wrapper(keys: tuple[str, ...]) -> bool:
    return bool(keys) and _folded(keys[-1]) in _WRAPPERS


def _folded(key: str) -> str:
    return "".join(filter(str.isalnum, key.casefold()))
