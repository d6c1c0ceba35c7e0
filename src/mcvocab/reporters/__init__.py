"""Reporters turn what a run says into a file; they know nothing of how it was found.

Most stream: a piece for each finding, as it is met, and the summary last. Those that must know all first keep a
capped number of findings, and say so where there were more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.reporters import text_report
from mcvocab.reporters.style import GROUPINGS, Events, Style

if TYPE_CHECKING:
    from mcvocab.model import Header

__all__ = ["BINARY", "GROUPINGS", "REPORTERS", "Events", "Reporter", "Style"]

Reporter: TypeAlias = "Callable[[Header, Events, Style], Iterator[str | bytes]]"


def _later(module: str, name: str = "write") -> Reporter:
    """A reporter that is imported when it is used, so that the others start quickly."""

    def write(header: Header, events: Events, style: Style) -> Iterator[str | bytes]:
        reporter: Reporter = getattr(import_module(f"mcvocab.reporters.{module}"), name)
        return reporter(header, events, style)

    return write


REPORTERS: dict[str, Reporter] = {
    "text": text_report.write,
    "json": _later("json_report"),
    "jsonl": _later("json_lines"),
    "csv": _later("csv_report"),
    "html": _later("html_report"),
    "xlsx": _later("xlsx_report"),
    "sarif": _later("sarif"),
    "github": _later("github"),
    "gitlab": _later("gitlab"),
    "junit": _later("junit"),
    "turtle": _later("shacl_report", "write_as_turtle"),
    "jsonld": _later("shacl_report", "write_as_jsonld"),
}

BINARY = frozenset({"xlsx"})
"""The reports that are no text, and so nothing for a terminal."""
