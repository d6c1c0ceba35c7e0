"""What a local word means: ranked answers, each with its relation, its kind of evidence and its confidence."""

from mcvocab.mapping.calibration import ACCEPT
from mcvocab.mapping.mapper import Mapper
from mcvocab.mapping.sheet import MappingFileError

__all__ = ["ACCEPT", "Mapper", "MappingFileError"]
