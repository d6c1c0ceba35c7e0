"""Plain JSON as branches and leaves, with no knowledge of what its keys mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.raw import Branch, Leaf, Tree, Trouble
from mcvocab.readers.json_scan import DEEPEST, Members, Value, leaf, members

if TYPE_CHECKING:
    from mcvocab.model import Spot

_LINKED = frozenset({"@context", "@graph", "@id", "@type"})
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def branch(value: Members, spot: Spot, troubles: list[Trouble]) -> Branch:
    """An object as a branch; what is wrong inside it goes to ``troubles``.

    Raises:
        RecursionError: where it nests deeper than `DEEPEST`.
    """
    if len(spot) > DEEPEST:
        raise RecursionError
    entries: list[tuple[str, Tree]] = []
    for key, member, place in members(value, spot, troubles):
        if isinstance(member, list | tuple):
            entries += [(key, tree) for tree in trees(member, place, troubles)]
        elif member is not None:
            entries.append((key, leaf(member, place, troubles)))
    return Branch(tuple(entries), spot)


def trees(value: Value, spot: Spot, troubles: list[Trouble]) -> Iterator[Tree]:
    """What stands under one key: a list gives several values, ``null`` none, a language map one a text."""
    if isinstance(value, list):
        if len(spot) > DEEPEST:
            raise RecursionError
        for ordinal, element in enumerate(value):
            yield from trees(element, (*spot, ordinal), troubles)
    elif isinstance(value, tuple):
        if is_language_map(value):
            yield from tagged(value, spot, troubles)
        else:
            yield branch(value, spot, troubles)
    elif value is not None:
        yield leaf(value, spot, troubles)


def is_linked(value: Value) -> bool:
    """Whether an object says that it is JSON-LD."""
    return isinstance(value, tuple) and any(key in _LINKED for key, _ in value)


def is_language_map(value: Members) -> bool:
    """Whether the keys look like language tags and the values are texts, or lists of them.

    Many short words look like tags, so one key at least must have a two-letter language, and ``id`` does
    not count as one.

    >>> is_language_map((("en", "Data skills"), ("gd", "Sgilean dàta")))
    True
    >>> is_language_map((("id", "C-7"), ("url", "https://example.org/")))
    False
    """
    short = False
    for key, text in value:
        if not _TAG.fullmatch(key) or not _is_text(text):
            return False
        short = short or (len(key.split("-")[0]) == 2 and key != "id")
    return short


def tagged(value: Members, spot: Spot, troubles: list[Trouble]) -> Iterator[Leaf]:
    """The texts of a language map, each with its tag."""
    for tag, texts, place in members(value, spot, troubles):
        if isinstance(texts, str):
            yield leaf(texts, place, troubles, tag)
        elif isinstance(texts, list):
            for ordinal, text in enumerate(texts):
                if isinstance(text, str):
                    yield leaf(text, (*place, ordinal), troubles, tag)


def _is_text(value: Value) -> bool:
    if isinstance(value, list):
        return all(type(text) is str for text in value)
    return type(value) is str
