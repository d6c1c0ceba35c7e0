"""What an object says in the place of a text: the skill that has an “id” and a “name”, the length in “weeks”."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mcvocab.expression import expression
from mcvocab.quantities.numbers import read_number
from mcvocab.raw import Branch, Leaf
from mcvocab.values import replace

_SPAN = expression(r"\s*([^\W\d_]+)(?:\(\w{1,2}\)|\.)?\s*")
_LAST_WORD = expression(r"(?:[A-Z]?[^\W\d_A-Z]+|[A-Z]+)\Z")
_MOST = 3
"""So many numbers and units at most make one amount: “3”, “hours” and “week” are a rate."""


class Told(NamedTuple):
    """The leaf that speaks for an object, and the keys beside it from which nothing is read."""

    leaf: Leaf | None
    unread: tuple[str, ...] = ()


def told(tree: Branch, entitles: Callable[[str], bool], is_span: Callable[[str], bool] | None = None) -> Told:
    """What an object says as a value of one field.

    Args:
        tree: the object.
        entitles: whether a key says what a thing is called; what stands beside a name only describes the thing.
        is_span: whether a word is one of weeks, hours and the like, where the field is measured in them.
    """
    leaves = [(key, leaf) for key, leaf in tree.entries if isinstance(leaf, Leaf)]
    named = next((leaf for key, leaf in leaves if entitles(key)), None)
    if named is not None:
        return Told(named)
    if is_span is not None and (measured := _measured(leaves, is_span)) is not None:
        return measured
    filled = [(key, leaf) for key, leaf in leaves if leaf.text.strip()] or leaves
    chosen = filled[0] if filled else None
    others = [one for one in tree.entries if chosen is None or one[1] is not chosen[1]]
    unread = tuple(key for key, one in others if isinstance(one, Branch) or one.text.strip())
    return Told(chosen[1] if chosen else None, unread)


def span_of(text: str, is_span: Callable[[str], bool]) -> str:
    """The word of time that a text is, such as “weeks” of “Week(s)”; empty where it is none."""
    match = _SPAN.fullmatch(text)
    return match[1].lower() if match and is_span(match[1].lower()) else ""


def _measured(leaves: list[tuple[str, Leaf]], is_span: Callable[[str], bool]) -> Told | None:
    """An amount of time whose number and unit stand apart; none where it is not clear what belongs together."""
    numbers = [(key, leaf) for key, leaf in leaves if read_number(leaf.text) is not None]
    others = [(key, leaf, span_of(leaf.text, is_span)) for key, leaf in leaves if (key, leaf) not in numbers]
    units = [span for _, _, span in others if span]
    keyed = [(span, leaf.text.strip()) for key, leaf in numbers if (span := span_of(_tail(key), is_span))]
    if not numbers or len(numbers) + len(units) > _MOST:
        return None
    if not units and len(keyed) == len(numbers):
        said = ", ".join(f"{amount} {span}" for span, amount in keyed if read_number(amount) != "0")
    elif units and len(numbers) == 1:
        said = f"{numbers[0][1].text.strip()} {'/'.join([*(span for span, _ in keyed), *units])}"
    elif len(units) == 1:
        # Of two amounts with one unit the lower comes first, whatever their keys are.
        amounts = sorted((leaf.text.strip() for _, leaf in numbers), key=lambda text: float(read_number(text) or 0))
        said = f"{'-'.join(amounts)} {units[0]}"
    else:
        return None
    unread = tuple(key for key, leaf, span in others if leaf.text.strip() and not span)
    return Told(replace(numbers[0][1], meaning=said), unread) if said else None


def _tail(key: str) -> str:
    """The last word of a key, as it is spelt: “Weeks” of “totalWeeks”."""
    found = _LAST_WORD.search(key)
    return found[0] if found else ""
