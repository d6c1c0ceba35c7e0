"""Data frames of pandas or polars: check a frame of records, map a column of words.

Neither library is a dependency: the frame that is handed in tells which one answers.

>>> import pandas
>>> courses = pandas.DataFrame({"Title": ["Safe wiring"], "Level": ["SCQF 77"]})
>>> findings = check_frame(courses, as_of="2026-01-15")
>>> list(findings[findings.heading == "Level"].code)
['level-unknown']
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mcvocab.library import check, map_terms

if TYPE_CHECKING:
    from mcvocab.model import Finding

_FINDING: Mapping[str, Callable[[Finding], Any]] = {
    "row": lambda finding: _row(finding),
    "heading": lambda finding: finding.where.heading,
    "severity": lambda finding: finding.severity.word,
    "code": lambda finding: finding.code,
    "message": lambda finding: finding.message,
    "fix": lambda finding: finding.fix,
    "field": lambda finding: finding.field,
    "value": lambda finding: finding.value,
    "write": lambda finding: finding.edit.new if finding.edit else None,
    "records": lambda finding: finding.count,
}
_MAPPING = ("text", "concept", "label", "scheme", "predicate", "justification", "confidence", "note")


def check_frame(frame: Any, **options: Any) -> Any:
    """Check a data frame of records, a row each, and give the findings as a data frame of the same library.

    Args:
        frame: a frame of pandas or polars, with headings as a provider's table has them.
        options: what `mcvocab.check` takes: ``profiles``, ``as_of``, ``language`` ...

    Returns:
        A frame with the columns ``row`` (position from 0; empty for what concerns all rows), ``heading``,
        ``severity``, ``code``, ``message``, ``fix``, ``field``, ``value``, ``write`` (what to write instead, where
        that is only a matter of spelling) and ``records`` (for how many it stands).

    Raises:
        TypeError: where it is no data frame of either library.
    """
    library = _library(frame)
    text = frame.to_csv(index=False) if library.__name__ == "pandas" else frame.write_csv()
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    stream.name = "frame.csv"
    findings = check(stream, **options).findings
    return library.DataFrame({name: [read(finding) for finding in findings] for name, read in _FINDING.items()})


def map_column(column: Any, **options: Any) -> Any:
    """Map a column of local words, and give what each means as a data frame with as many rows, in the same order.

    Args:
        column: a series of pandas or polars; what is missing stays missing.
        options: what `mcvocab.map_terms` takes: ``schemes``, ``language``, ``mappings``.

    Returns:
        A frame with the columns ``text``, ``concept``, ``label``, ``scheme``, ``predicate``, ``justification``,
        ``confidence`` and ``note``; a frame of pandas keeps the index of the column.

    Raises:
        TypeError: where it is no series of either library.

    >>> import pandas
    >>> list(map_column(pandas.Series(["face to face", None]), schemes=["delivery-mode"]).label)
    ['on-site', '']
    """
    library = _library(column)
    texts = ["" if _is_missing(value) else str(value) for value in _values(column)]
    answers = map_terms(texts, **options)
    table = {name: [getattr(answer, name) for answer in answers] for name in _MAPPING}
    table["concept"] = [None if concept is None else str(concept) for concept in table["concept"]]
    return library.DataFrame(table, index=column.index) if library.__name__ == "pandas" else library.DataFrame(table)


def _library(frame: Any) -> Any:
    name = type(frame).__module__.partition(".")[0]
    if name not in ("pandas", "polars"):
        raise TypeError(f"A data frame or column of pandas or polars is needed, not “{type(frame).__name__}”.")
    return import_module(name)


def _values(column: Any) -> Sequence[Any]:
    values: Iterable[Any] = column.to_list()
    return list(values)


def _is_missing(value: Any) -> bool:
    """Whether a cell is empty: nothing, or what is not even equal to itself."""
    return value is None or str(value) in ("nan", "NaT", "<NA>")


def _row(finding: Finding) -> int | None:
    digits = (finding.where.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) - 2 if digits and int(digits) > 1 else None
