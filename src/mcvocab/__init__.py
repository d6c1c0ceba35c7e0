"""mcvocab: the shared language of micro-credentials, made executable.

>>> import mcvocab
>>> report = mcvocab.check({"title": "Safe wiring at home"}, as_of="2026-01-15")
>>> report.conforms
False
>>> mcvocab.map_terms(["nano degree"])[0].label
'Nanodegree'

Importing this module is quick: each name is loaded when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module

from mcvocab.version import VERSION as __version__  # noqa: N811

TYPE_CHECKING = False  # to load typing would take a quarter of the time of the quickest answers
if TYPE_CHECKING:
    from typing import Any

    from mcvocab.frames import check_frame, map_column
    from mcvocab.library import annotate, check, load_standard, load_vocabulary, map_terms, sample, stream
    from mcvocab.model import (
        IRI,
        Annotation,
        Concept,
        Count,
        Edit,
        Field,
        Finding,
        Header,
        Literal,
        Location,
        Mapping,
        MappingRow,
        Note,
        Part,
        Profile,
        Record,
        RecordName,
        Related,
        Report,
        Rule,
        Scheme,
        Severity,
        Source,
        Summary,
        Tally,
        Value,
    )
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

_VALUES = [
    "IRI",
    "Annotation",
    "Concept",
    "Count",
    "Edit",
    "Field",
    "Finding",
    "Header",
    "Literal",
    "Location",
    "Mapping",
    "MappingRow",
    "Note",
    "Part",
    "Profile",
    "Record",
    "RecordName",
    "Related",
    "Report",
    "Rule",
    "Scheme",
    "Severity",
    "Source",
    "Summary",
    "Tally",
    "Value",
]
_HOMES = {
    **dict.fromkeys(
        ("annotate", "check", "stream", "map_terms", "sample", "load_vocabulary", "load_standard"), "mcvocab.library"
    ),
    **dict.fromkeys(("check_frame", "map_column"), "mcvocab.frames"),
    **dict.fromkeys(_VALUES, "mcvocab.model"),
    "Standard": "mcvocab.standard",
    "Vocabulary": "mcvocab.vocabulary",
}

__all__ = [
    "IRI",
    "Annotation",
    "Concept",
    "Count",
    "Edit",
    "Field",
    "Finding",
    "Header",
    "Literal",
    "Location",
    "Mapping",
    "MappingRow",
    "Note",
    "Part",
    "Profile",
    "Record",
    "RecordName",
    "Related",
    "Report",
    "Rule",
    "Scheme",
    "Severity",
    "Source",
    "Standard",
    "Summary",
    "Tally",
    "Value",
    "Vocabulary",
    "__version__",
    "annotate",
    "check",
    "check_frame",
    "load_standard",
    "load_vocabulary",
    "map_column",
    "map_terms",
    "sample",
    "stream",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module “mcvocab” has no attribute “{name}”")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)


def load_ipython_extension(shell: Any) -> None:
    """Show reports and mappings as tables in a notebook, for ``%load_ext mcvocab``."""
    import_module("mcvocab.notebook").register(shell)


if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()) is not None:
    load_ipython_extension(_shell)
