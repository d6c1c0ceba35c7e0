"""What a provider has said of how some of their files are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePath

from mcvocab.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Instructions:
    """How the files of a name are to be read.

    Attributes:
        match: the name of a file, or a pattern such as ``*.csv`` or ``old/*``; ``*`` means every file.
        columns: the field that a heading means, by key or by another heading; None for a column to pass over.
        sheet: the one worksheet to read; empty for all.
        heading_row: the row of the headings, from 1 as a spreadsheet counts; 0 to look for them.
        encoding: such as ``cp1252``; empty to find out.
        delimiter: what parts the cells of a text file; empty to find out.
        set: texts for fields that hold wherever a record says nothing.
        language: the language of texts that say none themselves.
    """

    match: str = "*"
    columns: Mapping[str, str | None] = field(default_factory=dict)
    sheet: str = ""
    heading_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    set: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    def fits(self, file: str) -> bool:
        """Whether a file is meant: by its name, or by the end of its path.

        >>> Instructions("*.csv").fits("in/courses.csv"), Instructions("old/*").fits("in/new/a.csv")
        (True, False)
        """
        parts = PurePath(file.replace("\\", "/")).parts
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return any(fnmatchcase(end, self.match) for end in (file, *ends))


NOTHING_SAID = Instructions()


def of_file(file: str, all_instructions: Iterable[Instructions]) -> Instructions:
    """All that is said of a file, joined: what is said first counts.

    >>> of_file("a.csv", [Instructions("*.csv", {"A": "title"}), Instructions(columns={"A": None}, language="en")])
    ... # doctest: +NORMALIZE_WHITESPACE
    Instructions(match='a.csv', columns={'A': 'title'}, sheet='', heading_row=0, encoding='', delimiter='', set={},
                 language='en')
    """
    fitting = [one for one in all_instructions if one.fits(file)]
    columns: dict[str, str | None] = {}
    settings: dict[str, str] = {}
    for one in reversed(fitting):
        columns.update(one.columns)
        settings.update(one.set)

    def first(texts: Iterable[str]) -> str:
        return next(filter(None, texts), "")

    return Instructions(
        file,
        columns,
        first(one.sheet for one in fitting),
        next((one.heading_row for one in fitting if one.heading_row), 0),
        first(one.encoding for one in fitting),
        first(one.delimiter for one in fitting),
        settings,
        first(one.language for one in fitting),
    )
