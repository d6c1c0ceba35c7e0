"""What every test may ask for: the compiled language, and the folder of real files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from mcvocab.authoring.compiler import compile_language
from mcvocab.authoring.source import Sources
from mcvocab.mapping import Mapper
from mcvocab.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent

# The same cases on every run: a proposal must not fail by luck. Wider searches belong to longer runs.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The language of this checkout, compiled once."""
    index, details = compile_language(Sources(ROOT / "ontology", ROOT / "shapes"))
    return Vocabulary.from_data(index, lambda: details)


@pytest.fixture(scope="session")
def mapper(vocabulary: Vocabulary) -> Mapper:
    """A mapper over the language of this checkout."""
    return Mapper(vocabulary)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("MCVOCAB_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"the folder of real files is not here: {folder}")
    return folder
