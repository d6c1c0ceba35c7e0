"""Reporters turn what a run says into text; they stream, and know nothing of how it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcvocab.reporters import json_report, text_report

if TYPE_CHECKING:
    from mcvocab.model import Finding, Header, Summary

Events: TypeAlias = "Iterable[Finding | Summary]"
Reporter: TypeAlias = "Callable[[Header, Events, Style], Iterator[str]]"


class Style(NamedTuple):
    """How a report may look: with colours for a terminal, or without."""

    colour: bool = False


REPORTERS: dict[str, Reporter] = {"text": text_report.write, "json": json_report.write}
