"""Rows that are no record: rows of totals and notes, and those that only go on with the row above.

Such as stand under a merged title tell of further runs of the same record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.raw import Branch, Leaf, Row, Trouble
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.interpreter.layout import Layout
    from mcvocab.vocabulary import Vocabulary

_FEWEST = 3
"""The fewest columns of a table that may have notes: where there are two, a record may well fill one."""
_ENDS = " \t\n:=-–—"
_AMOUNT = expression(
    r"[^\w\s]{0,2}\s?(?:[A-Z]{3}\s?)?[-+−]?[0-9][0-9.,'’ \u00a0\u202f]*(?:\s?(?:[^\w\s]|[^\W\d_]{1,12}))?"
)
"""A number, with the sign or the code of a currency or one word at most, such as its unit."""


def records(rows: Iterable[Row | Trouble], layout: Layout, vocabulary: Vocabulary) -> Iterator[Row | Trouble]:
    """The rows of a table but those of totals and notes, of which it is told; numbers count what is left."""
    totals, noted = vocabulary.totals, vocabulary.noted
    passed = 0
    held: list[Trouble] = []  # what is wrong with the row to come
    for row in rows:
        if isinstance(row, Trouble):
            held.append(row)
            continue
        filled = [tree for _, tree in row.branch.entries if _filled(tree)]
        code = _no_record(filled, layout.width, totals, noted) if all(map(_is_of_length, held)) else None
        if code:
            # A note is as long as it likes; it may tell of a learner, and is not repeated.
            passed += 1
            first: Leaf = filled[0]  # type: ignore[assignment]
            yield Trouble(code, first.spot, {"value": first.text.strip()} if code == "row-of-totals" else {})
        else:
            yield from held
            yield replace(row, number=row.number - passed) if passed else row
        held = []
    yield from held


def _is_of_length(trouble: Trouble) -> bool:
    return trouble.code == "row-ragged"


def _no_record(
    filled: Sequence[Leaf | Branch], width: int, totals: frozenset[str], noted: frozenset[str]
) -> str | None:
    """Why a row is no record, by the first of its cells that are filled: it names totals, or is a note."""
    if not filled or not isinstance(filled[0], Leaf):
        return None
    text = filled[0].text.strip()
    if text.strip(_ENDS).casefold() in totals:
        numbers = (isinstance(tree, Leaf) and _AMOUNT.fullmatch(tree.text.strip()) for tree in filled[1:])
        return "row-of-totals" if all(numbers) else None
    if len(filled) == 1 and width >= _FEWEST:
        said, colon, _ = text.partition(":")
        if text[:1] in noted or (colon and said.strip().casefold() in noted):
            return "row-of-notes"
    return None


def join(rows: Iterable[Row | Trouble], layout: Layout) -> Iterator[Row | Trouble]:
    """The rows of a table, each with those below it that only go on with it; numbers count what is left."""
    held: Row | None = None
    joined = 0
    for row in rows:
        if isinstance(row, Trouble):
            # Something is wrong with the row to come, so that it is not to be joined.
            if held is not None:
                yield held
            held = None
            yield row
        elif held is not None and goes_on(row, layout):
            held = replace(held, more=(*held.more, row.branch))
            joined += 1
        else:
            if held is not None:
                yield held
            numbered = replace(row, number=row.number - joined) if joined else row
            if _names(row, layout):
                held = numbered
            else:
                held = None
                yield numbered
    if held is not None:
        yield held


def _names(row: Row, layout: Layout) -> bool:
    """Whether a row names its record."""
    titles = layout.titles
    return any(heading in titles and _filled(tree) for heading, tree in row.branch.entries)


def goes_on(row: Row, layout: Layout) -> bool:
    """Whether a row names no record and fills nothing but columns of runs, or of texts that may be several."""
    says_more = False
    for heading, tree in row.branch.entries:
        if not _filled(tree):
            continue
        if heading in layout.further or heading in layout.telling:
            says_more = True
        elif heading not in layout.holders:
            return False
    return says_more


def unfold(row: Row, layout: Layout) -> Branch:
    """One branch for a row and those that go on with it: each row's columns of a run stand in a part of their own."""
    entries: list[tuple[str, Leaf | Branch]] = []
    runs: list[tuple[str, Leaf | Branch]] = []
    for branch in (row.branch, *row.more):
        gathered: dict[str, list[tuple[str, Leaf | Branch]]] = {}
        for heading, tree in branch.entries:
            if (holder := layout.holders.get(heading)) is not None:
                gathered.setdefault(holder, []).append((heading, tree))
            elif branch is row.branch or _filled(tree):
                entries.append((heading, tree))
        for holder, own in gathered.items():
            if any(_filled(tree) for _, tree in own):
                runs.append((holder, Branch(tuple(own), branch.spot)))
    return replace(row.branch, entries=(*entries, *runs))


def _filled(tree: Leaf | Branch) -> bool:
    return isinstance(tree, Branch) or bool(tree.text and not tree.text.isspace())
