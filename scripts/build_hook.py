"""Compiles the language into a wheel, so that an installed mcvocab starts at once and needs no compiler."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLanguage(BuildHookInterface[Any]):
    """Adds ``mcvocab/compiled/*.lines`` to every wheel; an editable install reads the checkout instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile ``ontology/`` and ``shapes/`` with the compiler of this very source tree."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from mcvocab.store import compiled, sources, write_parts

        self._scratch = tempfile.TemporaryDirectory(prefix="mcvocab-compiled-")
        folder = Path(self._scratch.name)
        write_parts(compiled(sources(str(root))), str(folder))
        build_data["force_include"][str(folder)] = "mcvocab/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the scratch folder once the wheel is written."""
        if version != "editable":
            self._scratch.cleanup()
