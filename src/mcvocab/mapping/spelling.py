"""The text is a label but for a slip of the keyboard, of an ear, or of a machine that read print.

No score tells a slip from another word ("taster", "tester"), so a word that is known to mean something of its own is
a slip of none. What is no word at all is believed to be a slip from five letters onwards, or from two beside other
words; never where two labels are equally near, and never where numbers differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, count
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import joined, key, spelled, words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import DIGITS, SPOKEN, letters, undoubled
from mcvocab.mapping.reading import CLOSE, SIMILARITY, Query, Reading, name_of

if TYPE_CHECKING:
    from types import ModuleType

    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_SHORTEST, _SHORTEST_IN_A_LIST, _LONGEST = 5, 4, 160
_FIRST_FROM = 6
"""The length from which even the first letter may be wrong."""
_TWO_SLIPS_FROM, _TWO_SLIPS_APART_FROM = 12, 9
"""The length from which two slips are believed: in one word, and in a text of several words."""
_WORD_TWO_SLIPS_FROM, _SHORT_WORD_FROM = 6, 2
_MOST_SLIPS = 2
_REPLACED_FROM, _SURE_OF_WORDS = 8, 6
"""The length from which a letter of a word that means something may stand in place of another, and the letters of
the other words beside which a shorter one may be a slip."""
_REPLACED_BESIDE_FROM = 5
_LEAVES_NO_DOUBT = 4
"""The letters of the other words beside which even a short word may hold a slip: "at your owwn pace"."""
_ACRONYM_TO, _SHORT_ACRONYM_TO = 6, 4
_PAYS_FROM = 500
_PLAIN_FROM = 9
"""The length from which even a word of everyday life is not mistaken for another one."""
_EVIDENCE = {1: "one slip", 2: "two slips"}
_NUMBERS = expression(r"[0-9]+")
_LIKE_LETTERS = {"0": "o", "1": "l", "5": "s"}
_DIGIT_IN_WORD = expression(r"(?<=[^\W\d_])[015](?=[^\W\d_])")
_LOOK_ALIKE = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("li", "h"), ("vv", "w"), ("ii", "u")]
"""Letters that machines take for each other when they read print."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that is within a slip or two of a label."""
    text = _DIGIT_IN_WORD.sub(lambda digit: _LIKE_LETTERS[digit[0]], query.text)
    name = key(text)
    lists_only = query.asked and not query.schemes & index.term_schemes
    shortest = _SHORTEST_IN_A_LIST if lists_only else _SHORTEST
    # A word that the language knows, if only in another list, is no slip.
    if not shortest <= len(name) <= _LONGEST or any(
        entry.concept.scheme in index.open_schemes for entry in index.named(name) if text == query.text
    ):
        return None
    english = query.language.split("-")[0] in ("", "en")
    if (english and name in index.own_words) or (len(name) <= _ACRONYM_TO and query.text.isupper()):
        return None
    near: dict[int, list[str]] = {}
    parts = text.count("/") + 1
    if text != query.text and index.knows(name):
        near[1] = [name]
    for form in dict.fromkeys([name, joined(spelled(text))]):
        _gather(
            form,
            shortest,
            _TWO_SLIPS_APART_FROM if english and len(words(text)) > 1 else _TWO_SLIPS_FROM,
            index,
            near,
        )
    if undoubled(name) != name:
        near.setdefault(1, []).extend(other for other in index.redoubled(undoubled(name)) if other != name)
    for other in _turned(name, index):
        near.setdefault(1, []).append(other)
    for slips in sorted(near):
        readings = [
            Reading(
                entry, CLOSE, SIMILARITY, confidence(_EVIDENCE[slips]), f"Nearly the same as {name_of(entry.label)}."
            )
            for other in dict.fromkeys(near[slips])
            for entry in index.named(other)
            if entry.concept.scheme in query.schemes
            and entry.label.kind in (*SPOKEN, "slug")
            and len(words(entry.label.text)) >= parts  # “and/or” is no slip for “Andorra”
            and (other not in index.everyday or len(other) >= _PLAIN_FROM or (english and not _is_word(name, index)))
            and _word_by_word(text, entry, query, index)
        ]
        if readings:
            return readings
    return None


def _turned(name: str, index: Index) -> Iterator[str]:
    """Keys that differ in the first letter, or in letters that look alike in print."""
    rest = name[1:]
    if len(name) >= _FIRST_FROM:
        yield from (form for form in (rest, name[1] + name[0] + name[2:]) if form != name and index.knows(form))
        for end in (rest, name):
            yield from (form for first in index.firsts(end) if (form := first + end) != name)
    for one, other in _LOOK_ALIKE:
        at = name.find(one, 1)
        while at > 0:
            form = name[:at] + other + name[at + len(one) :]
            if index.knows(form):
                yield form
            at = name.find(one, at + 1)


def _gather(name: str, shortest: int, two_from: int, index: Index, near: dict[int, list[str]]) -> None:
    """Add the keys that are near to a name, by the number of slips."""
    bits, digits = letters(name), _NUMBERS.findall(name)
    lengths = range(max(shortest, len(name) - _MOST_SLIPS), len(name) + _MOST_SLIPS + 1)
    for other, slips in _within_reach(name, bits, lengths, two_from, index):
        # Numbers hold no slips, and a longer word is another word: a diplomat is no diploma.
        if (bits ^ letters(other)) & DIGITS or _goes_on(name, other):
            continue
        if not digits or _NUMBERS.findall(other) == digits:
            near.setdefault(slips, []).append(other)


def _within_reach(name: str, bits: int, lengths: range, two_from: int, index: Index) -> Iterator[tuple[str, int]]:
    """The keys that differ from a name by as many slips as their length allows, and the number of slips."""
    package = _package() if next(_asked) >= _PAYS_FROM else None
    if package is not None:
        known = index.shelves(name[0], lengths)
        found = package[1].extract(name, known, scorer=package[0], score_cutoff=_MOST_SLIPS, limit=None)
        for other, slips, _ in sorted(found, key=lambda each: each[2]):
            if 0 < slips <= _most(name, len(other), two_from):
                yield other, slips
        return
    for length in lengths:
        most = _most(name, length, two_from)
        for other, others in index.shelf(name[0], length):
            # A slip changes the set of letters by two at most, which rules most labels out.
            if (bits ^ others).bit_count() <= 2 * most and 0 < (slips := distance(name, other, most)) <= most:
                yield other, slips


def _most(name: str, length: int, two_from: int) -> int:
    """The most slips between a name and a key of that length."""
    return _MOST_SLIPS if min(len(name), length) >= two_from else 1


def _goes_on(name: str, other: str) -> bool:
    """Whether a text is a label with an ending, rather than with its last letter or its plural twice."""
    ending = name.removeprefix(other)
    return 1 < len(ending) < len(name) and bool(ending.strip("s" + other[-1]))


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


def _word_by_word(text: str, entry: Entry, query: Query, index: Index) -> bool:
    """Whether every word that differs is a slip rather than another word, and none is missing."""
    # What is no word is known of English alone.
    label = entry.label
    foreign = not {query.language.split("-")[0], label.language.split("-")[0]} <= {"", "en"}

    def is_word(word: str) -> bool:
        acronym = len(word) <= _SHORT_ACRONYM_TO and word.upper() in query.text
        return foreign or acronym or _is_word(word, index, anywhere=not query.asked)

    return _slips(words(text), words(label.text), is_word) or _slips(spelled(text), spelled(label.text), is_word)


def _is_word(word: str, index: Index, *, anywhere: bool = True) -> bool:
    """Whether a word means something of its own, in English, or anywhere in a language of the dictionary."""
    known = (index.own_words, index.idle, index.strange())
    listed = any(word in words_of for words_of in known) or index.is_english((word,))
    return listed or (anywhere and bool(index.languages_of(word)))


def _slips(mine: tuple[str, ...], theirs: tuple[str, ...], is_word: Callable[[str], bool]) -> bool:
    """Whether words differ by slips only."""
    if len(mine) == len(theirs):
        return _facing(mine, theirs, is_word)
    shorter, longer = sorted((mine, theirs), key=len)
    # A word too many is no slip: "CPD accredited" is not "CPD accredited by".
    too_many = len(longer) - len(shorter) <= _MOST_SLIPS
    return not too_many or not any(_facing(left, shorter, is_word) for left in combinations(longer, len(shorter)))


def _same_letters(one: str, other: str) -> bool:
    """Whether no letter stands in place of another: one was left out, put in or changed places."""
    return len(one) != len(other) or sorted(one) == sorted(other)


def _facing(mine: tuple[str, ...], theirs: tuple[str, ...], is_word: Callable[[str], bool]) -> bool:
    """Whether each word is the one that it faces, or a slip of it."""
    letters_of_all = sum(map(len, theirs))
    return all(
        one == other or _is_slip(one, other, letters_of_all - len(other), is_word)
        for one, other in zip(mine, theirs, strict=True)
    )


def _is_slip(one: str, other: str, beside: int, is_word: Callable[[str], bool]) -> bool:
    """Whether a word is a slip of another, beside so many letters of other words."""
    shorter = min(len(one), len(other))
    most = _MOST_SLIPS if shorter >= _WORD_TWO_SLIPS_FROM else 1
    if distance(one, other, most) > most and not (_looks_like(one, other) or undoubled(one) == undoubled(other)):
        return False
    if not is_word(one):
        return shorter >= _SHORT_WORD_FROM and (beside >= _LEAVES_NO_DOUBT or shorter >= _SHORTEST_IN_A_LIST)
    # One word in place of another is a slip only where the others say what is meant: "certificate form attendance".
    sure = beside >= _SURE_OF_WORDS
    replaced = shorter >= (_REPLACED_BESIDE_FROM if sure else _REPLACED_FROM)
    same = one[0] == other[0] and (replaced or _same_letters(one, other))
    return same and (sure or shorter >= _REPLACED_FROM) and shorter > 1


def _looks_like(one: str, other: str) -> bool:
    """Whether two words differ in letters that look alike in print."""
    return any(one.replace(this, that, 1) == other for this, that in _LOOK_ALIKE if this in one[1:])
