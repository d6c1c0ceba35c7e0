"""The text is a label but for a slip of the keyboard.

No score tells a slip from another word ("taster", "tester"), so slips are believed in long words only, never in
the first letter, never in numbers, and never where two labels are equally near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, count
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import joined, key, spelled, words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import DIGITS, SPOKEN, letters
from mcvocab.mapping.reading import CLOSE, SIMILARITY, Query, Reading, name_of

if TYPE_CHECKING:
    from types import ModuleType

    from mcvocab.mapping.index import Index

_SHORTEST, _SHORTEST_IN_A_LIST, _LONGEST = 6, 5, 160
_REPLACED_FROM = 8
"""The length from which a letter in place of another is a slip, where no list is named: a taster is no tester."""
_TWO_SLIPS_FROM = 12
_WORD_ONE_SLIP_FROM, _WORD_TWO_SLIPS_FROM = 5, 7
_MOST_SLIPS = 2
_LEAVES_NO_DOUBT = 8
"""The letters of the other words beside which even a short word may hold a slip: "at your owwn pace"."""
_PAYS_FROM = 500
_PLAIN_FROM = 9
"""The length from which even a word of everyday life is not mistaken for another one."""
_EVIDENCE = {1: "one slip", 2: "two slips"}
_NUMBERS = expression(r"[0-9]+")


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that is within a slip or two of a label."""
    name = key(query.text)
    lists_only = query.asked and not query.schemes & index.term_schemes
    shortest = _SHORTEST_IN_A_LIST if lists_only else _SHORTEST
    # A word that the language knows, if only in another list, is no slip.
    if not shortest <= len(name) <= _LONGEST or any(
        entry.concept.scheme in index.open_schemes for entry in index.named(name)
    ):
        return None
    near: dict[int, list[str]] = {}
    for form in dict.fromkeys([name, joined(spelled(query.text))]):
        _gather(form, shortest, index, near)
    for slips in sorted(near):
        readings = [
            Reading(
                entry, CLOSE, SIMILARITY, confidence(_EVIDENCE[slips]), f"Nearly the same as {name_of(entry.label)}."
            )
            for other in near[slips]
            for entry in index.named(other)
            if entry.concept.scheme in query.schemes
            and entry.label.kind in (*SPOKEN, "slug")
            and (other not in index.everyday or len(other) >= _PLAIN_FROM)
            and (lists_only or len(other) >= _REPLACED_FROM or _same_letters(name, other))
            and _word_by_word(query.text, entry.label.text)
        ]
        if readings:
            return readings
    return None


def _gather(name: str, shortest: int, index: Index, near: dict[int, list[str]]) -> None:
    """Add the keys that are near to a name, by the number of slips."""
    bits, digits = letters(name), _NUMBERS.findall(name)
    lengths = range(max(shortest, len(name) - _MOST_SLIPS), len(name) + _MOST_SLIPS + 1)
    for other, slips in _within_reach(name, bits, lengths, index):
        # Numbers hold no slips, and a longer word is another word: a diplomat is no diploma.
        if (bits ^ letters(other)) & DIGITS or _goes_on(name, other):
            continue
        if not digits or _NUMBERS.findall(other) == digits:
            near.setdefault(slips, []).append(other)


def _within_reach(name: str, bits: int, lengths: range, index: Index) -> Iterator[tuple[str, int]]:
    """The keys that differ from a name by as many slips as their length allows, and the number of slips."""
    package = _package() if next(_asked) >= _PAYS_FROM else None
    if package is not None:
        known = index.shelves(name[0], lengths)
        found = package[1].extract(name, known, scorer=package[0], score_cutoff=_MOST_SLIPS, limit=None)
        for other, slips, _ in sorted(found, key=lambda each: each[2]):
            if 0 < slips <= _most(name, len(other)):
                yield other, slips
        return
    for length in lengths:
        most = _most(name, length)
        for other, others in index.shelf(name[0], length):
            # A slip changes the set of letters by two at most, which rules most labels out.
            if (bits ^ others).bit_count() <= 2 * most and 0 < (slips := distance(name, other, most)) <= most:
                yield other, slips


def _most(name: str, length: int) -> int:
    """The most slips between a name and a key of that length."""
    return _MOST_SLIPS if min(len(name), length) >= _TWO_SLIPS_FROM else 1


def _goes_on(name: str, other: str) -> bool:
    """Whether a text is a label with an ending, rather than with its last letter or its plural twice."""
    ending = name.removeprefix(other)
    return 0 < len(ending) < len(name) and bool(ending.strip("s" + other[-1]))


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour; beyond ``most``, more.

    >>> distance("credential", "credentail", 2), distance("badge", "bridge", 2), distance("abc", "xyz", 2)
    (1, 2, 3)
    """
    package = _package() if next(_asked) >= _PAYS_FROM else None
    return package[0](one, other, score_cutoff=most) if package else plain_distance(one, other, most)


def plain_distance(one: str, other: str, most: int) -> int:
    """The same distance without the compiled package, which takes longer to load than a hundred of these to count."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not (one and other) or abs(len(one) - len(other)) > most:
        return min(max(len(one), len(other)), most + 1)
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, facing in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
        if min(row) > most < min(rows[-2]):
            return most + 1
    return min(rows[-1][-1], most + 1)


_asked = count()


@cache
def _package() -> tuple[Callable[..., int], ModuleType] | None:
    """The same distance from a compiled package, and what asks it about many keys at once."""
    try:
        from rapidfuzz import process
        from rapidfuzz.distance.OSA import distance
    except ImportError:  # pragma: no cover - where no compiled package can be had, as in a browser
        return None
    return distance, process


def _word_by_word(text: str, label: str) -> bool:
    """Whether every word that differs is long enough to be a slip rather than another word, and none is missing."""
    return _slips(words(text), words(label)) or _slips(spelled(text), spelled(label))


def _slips(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether words differ by slips only."""
    if len(mine) == len(theirs):
        return len(mine) == 1 or _facing(mine, theirs)
    shorter, longer = sorted((mine, theirs), key=len)
    # A word too many is no slip: "CPD accredited" is not "CPD accredited by".
    too_many = len(longer) - len(shorter) <= _MOST_SLIPS
    return not too_many or not any(_facing(left, shorter) for left in combinations(longer, len(shorter)))


def _same_letters(one: str, other: str) -> bool:
    """Whether no letter stands in place of another: one was left out, put in or changed places."""
    return len(one) != len(other) or sorted(one) == sorted(other)


def _facing(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether each word is the one that it faces, or a slip of it: a short one only beside what leaves no doubt."""
    beside = sum(len(one) for one, other in zip(mine, theirs, strict=True) if one == other) >= _LEAVES_NO_DOUBT
    for one, other in zip(mine, theirs, strict=True):
        if one == other:
            continue
        shorter = min(len(one), len(other))
        most = _MOST_SLIPS if shorter >= _WORD_TWO_SLIPS_FROM else 1
        short = shorter < _WORD_ONE_SLIP_FROM and not (beside and shorter > 1 and _same_letters(one, other))
        if short or one[0] != other[0] or distance(one, other, most) > most:
            return False
    return True
