"""What every test may ask for: the compiled language, and the folder of real files."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import settings

from mcvocab.cli import YOUNG
from mcvocab.glossary import build, write
from mcvocab.mapping import Mapper
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent

# The same cases on every run: a proposal must not fail by luck. Wider searches belong to longer runs.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

# As the command does it: what was made for a record goes without the collector, which takes a tenth of the time.
gc.set_threshold(YOUNG)

Once: TypeAlias = "Callable[[str, Callable[[Path], None]], Path]"
LONGEST_WAIT = 300


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder once for all the processes that share the tests out, whoever asks first."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        wanted, done = base / name, base / f"{name}.done"
        try:
            wanted.mkdir()
        except FileExistsError:
            started = time.monotonic()
            while not done.exists():
                assert time.monotonic() - started < LONGEST_WAIT, f"{name} was not made"
                time.sleep(0.1)
        else:
            try:
                make(wanted)
            finally:
                done.touch()
        return wanted

    return folder


@pytest.fixture
def usual_collector() -> Iterator[None]:
    """The collector as Python sets it, for those who measure memory, and as it was for all after them."""
    ours = gc.get_threshold()
    gc.collect()  # what others left behind is not theirs
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*ours)
    gc.enable()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The language of this checkout."""
    return load().vocabulary


@pytest.fixture(scope="session")
def mapper(vocabulary: Vocabulary) -> Mapper:
    """A mapper over the language of this checkout."""
    return Mapper(vocabulary)


@pytest.fixture(scope="session")
def site_folder(once: Once) -> Path:
    """The site of the glossary and of the hand-written pages, as it is published."""
    pytest.importorskip("mkdocs")

    def make(folder: Path) -> None:
        language = load()
        write(language.vocabulary, language.standard, folder, docs=ROOT / "docs", examples=ROOT / "examples")
        build(folder, folder / "site")

    return once("site", make) / "site"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("MCVOCAB_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"the folder of real files is not here: {folder}")
    return folder
