"""Where the compiled language comes from, and that a change of its sources is never passed over."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcvocab import store
from mcvocab.linefile import LanguageError, UnknownFormatError
from mcvocab.store import SourcesMissingError, cache_folder, load, reader

if TYPE_CHECKING:
    from tests.conftest import Once

ROOT = Path(__file__).parents[1]
TITLE = '"Title"@en'


@pytest.fixture(scope="module")
def compiled(once: Once) -> Path:
    """A cache that holds the compiled form of the sources."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MCVOCAB_CACHE", str(folder))
            reader(str(ROOT))

    return once("cache", make)


@pytest.fixture
def sources(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, and a cache of its own that already holds their compiled form."""
    monkeypatch.setenv("MCVOCAB_CACHE", str(tmp_path / "cache"))
    for name in ("ontology", "shapes"):
        shutil.copytree(ROOT / name, tmp_path / "language" / name)
    shutil.copytree(compiled, tmp_path / "cache")
    return tmp_path / "language"


def compile_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is compiled becomes next to nothing, because it is where it goes that counts."""
    parts = {name: {"format": form, "name": "little"} for name, form in store.FORMATS.items()}
    monkeypatch.setattr(store, "compiled", lambda origin: parts)


def test_what_was_compiled_is_found_by_content_wherever_it_lies(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(store, "compiled", never)
    assert reader(str(sources))("index")["name"] == "mcvocab"


def test_a_second_reader_finds_what_the_first_compiled(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader(str(sources))("index")["hash"]

    def never(_: object) -> None:
        raise AssertionError("compiled or hashed again")

    monkeypatch.setattr(store, "compiled", never)
    monkeypatch.setattr(store, "_key", never)
    assert reader(str(sources))("index")["hash"] == first


def test_a_changed_source_is_compiled_again_even_where_size_and_time_stay(sources: Path) -> None:
    file = sources / "ontology" / "fields.ttl"
    before = reader(str(sources))("index")
    known, text = file.stat(), file.read_text(encoding="utf-8")
    changed = (
        text.replace("Title of the", "Tatle of the") if "Title of the" in text else text.replace("title", "tatle", 1)
    )
    assert len(changed) == len(text) != 0
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert reader(str(sources))("index")["hash"] != before["hash"]


def test_a_cache_that_was_emptied_is_filled_again(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_little(monkeypatch)
    reader(str(sources))
    for entry in Path(cache_folder()).iterdir():
        if entry.name != "known":
            shutil.rmtree(entry)
    assert reader(str(sources))("index")["name"] == "little"
    assert list(Path(cache_folder()).glob("*/index.lines"))


def test_a_cache_that_cannot_be_written_costs_only_time(
    sources: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MCVOCAB_CACHE", str(tmp_path / "file" / "cache"))
    compile_little(monkeypatch)
    assert reader(str(sources))("index")["name"] == "little"


def test_half_a_compiled_file_is_refused_in_words(sources: Path) -> None:
    reader(str(sources))
    [index] = Path(cache_folder()).glob("*/index.lines")
    index.write_bytes(index.read_bytes()[:-1])
    with pytest.raises(UnknownFormatError, match="is not whole"):
        reader(str(sources))("index")


def test_a_folder_without_sources_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SourcesMissingError, match="does not hold the folders"):
        load(str(tmp_path))


@pytest.mark.parametrize(
    ("slip", "problem"),
    [
        ('<https://e.org/a> <https://e.org/b> "open .\n', r"core\.ttl:[0-9]+:37: a text in quotes is not closed\."),
        ("e:a e:b e:c .\n", r"core\.ttl:[0-9]+:1: the prefix e: is used here but declared nowhere above\."),
    ],
)
def test_a_slip_in_the_sources_is_told_with_its_place(sources: Path, slip: str, problem: str) -> None:
    with (sources / "ontology" / "core.ttl").open("a", encoding="utf-8") as file:
        file.write(slip)
    with pytest.raises(LanguageError, match=problem):
        load(str(sources))
