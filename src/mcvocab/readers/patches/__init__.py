"""Patches: corrections written into the bytes of a provider's file, every other byte kept as it is.

A patch is handed the places as reports give them. Whatever it cannot write without touching something else it hands
back with the reason; it never writes half of a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import Correction
from mcvocab.readers.patches import delimited, json_text, workbook, xml_text, yaml_text
from mcvocab.readers.patches.outcome import Patched, Refusal

if TYPE_CHECKING:
    from mcvocab.readers.patches.text import Find

__all__ = ["FINDERS", "PATCHES", "Patch", "Patched", "Refusal"]

Patch: TypeAlias = Callable[[bytes, Sequence[Correction]], Patched]

PATCHES: Mapping[str, Patch] = {
    "csv": delimited.patch,
    "tsv": delimited.patch,
    "json": json_text.patch,
    "jsonl": json_text.patch,
    "ndjson": json_text.patch,
    "jsonld": json_text.patch,
    "xlsx": workbook.patch,
    "yaml": yaml_text.patch,
    "yml": yaml_text.patch,
    "xml": xml_text.patch,
}
"""The patch of each format, by the name that a source gives its format."""

FINDERS: Mapping[str, Callable[[str], Find]] = {
    "csv": delimited.finder,
    "tsv": delimited.finder,
    "json": json_text.finder,
    "jsonl": json_text.finder,
    "ndjson": json_text.finder,
    "jsonld": json_text.finder,
    "yaml": yaml_text.finder,
    "yml": yaml_text.finder,
    "xml": xml_text.finder,
}
"""What finds the stretch that a correction replaces in formats that are text; editors replace it themselves."""
