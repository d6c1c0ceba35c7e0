"""What a local word means: ranked answers, each with its relation, its kind of evidence and its confidence."""

from mcvocab.mapping.mapper import Mapper
from mcvocab.mapping.reading import ACCEPT

__all__ = ["ACCEPT", "Mapper"]
