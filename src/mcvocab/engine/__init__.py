"""The checker of shapes: SHACL Core compiled into functions over light graphs, with the standard library alone."""

from __future__ import annotations

from mcvocab.engine.exact import Engine
from mcvocab.engine.results import BeyondCoreError, Result, ShapesError
from mcvocab.engine.source import SH

__all__ = ["SH", "BeyondCoreError", "Engine", "Result", "ShapesError"]
