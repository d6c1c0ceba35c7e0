"""What one table's columns mean, where a heading alone does not say it: settled by people, or told by the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from mcvocab import dates
from mcvocab.expression import expression
from mcvocab.model import XSD, Spot
from mcvocab.raw import Document, Leaf, Row
from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.interpreter.content import Kind
    from mcvocab.interpreter.headings import Column

SAMPLE = 1_000
"""So many rows of a table are looked at before it is read."""

_REGION = expression(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})\b")
_MONTH_FIRST = frozenset({"US"})  # Unicode CLDR, pattern yMd: of the English-speaking countries, only this one


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that was recognised by what stands below its heading."""

    heading: str
    spot: Spot
    column: Column
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of one document are read.

    Attributes:
        columns: what headings mean that were settled or recognised by content; None where one is to be passed over.
        guesses: those that were recognised by content.
        unheaded: the text in the row of the headings that shows it to be the first record; mostly empty.
        titles: the headings of the columns that name a record, by title or by identifier.
        holders: the headings of the columns about a run, each with the key of the part that is the run.
        telling: those of them that tell of another run by themselves, as a date does and a price does not.
        further: the headings of text columns that hold several values.
        is_table: whether the records stand in a table.
        width: how many headings the table has.
        day_first: whether “03/04/2026” puts the day first, and ``day_reason`` how that is known.
        language: the language of texts that say none themselves.
        defaults: columns and texts that hold wherever a record says nothing.
    """

    columns: Mapping[str, Column | None] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    unheaded: str = ""
    titles: frozenset[str] = frozenset()
    holders: Mapping[str, str] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    further: frozenset[str] = frozenset()
    is_table: bool = False
    width: int = 0
    day_first: bool | None = None
    day_reason: str = ""
    language: str = ""
    defaults: tuple[tuple[Column, str], ...] = ()


PLAIN = Layout()
"""What holds where nobody has looked or said anything."""


@dataclass(slots=True)
class Sample:
    """The first rows of a table: the filled cells of each column, by heading."""

    cells: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Sample:
        """The sample of a document."""
        sample = cls()
        for row in islice(document.rows(), SAMPLE):
            if isinstance(row, Row):
                for heading, tree in row.branch.entries:
                    if isinstance(tree, Leaf) and tree.text.strip():
                        sample.cells.setdefault(heading, []).append(tree.text.strip())
        return sample

    def day_order(self, columns: Mapping[str, Column | None]) -> tuple[bool | None, str]:
        """Whether the dates of a table put the day first, by those with one reading; and one of these."""
        votes: Counter[bool] = Counter()
        witness = ""
        for heading, column in columns.items():
            if column is None or column.field.datatype != XSD + "date":
                continue
            for text in self.cells.get(heading, ()):
                shown = dates.puts_day_first(text)
                if shown is not None:
                    votes[shown] += 1
                    witness = witness or text
        if len(votes) != 1:
            return None, ""
        return next(iter(votes)), f"“{witness}” in the same file has only that reading"


def order_of(language: str) -> tuple[bool | None, str]:
    """Whether dates put the day first, where a language with a country is given.

    >>> order_of("en-GB"), order_of("en")
    ((True, 'the language of the file is “en-GB”'), (None, ''))
    """
    match = _REGION.match(language)
    if match is None:
        return None, ""
    return match[1].upper() not in _MONTH_FIRST, f"the language of the file is “{language}”"
