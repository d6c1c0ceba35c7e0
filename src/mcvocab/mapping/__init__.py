"""What a local word means: ranked answers, each with its relation, its kind of evidence and its confidence."""

from __future__ import annotations

from mcvocab.mapping.calibration import ACCEPT
from mcvocab.mapping.mapper import Mapper

__all__ = ["ACCEPT", "Mapper", "MappingFileError"]


class MappingFileError(ValueError):
    """A mapping file cannot be used at all; the sentence says which file, where, and why."""
