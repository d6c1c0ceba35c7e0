"""``mcvocab.toml``: found from below, short, and strict about what it does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcvocab.configuration import Configuration, ConfigurationError, read_configuration


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_nothing_is_settled(tmp_path: Path) -> None:
    assert read_configuration(tmp_path) == Configuration()


def test_the_nearest_file_counts_and_paths_start_at_it(tmp_path: Path) -> None:
    inner = tmp_path / "catalogue" / "2026"
    inner.mkdir(parents=True)
    written(tmp_path, "mcvocab.toml", 'mappings = "far.tsv"')
    file = written(tmp_path / "catalogue", "mcvocab.toml", 'mappings = ["near.tsv", "shared.tsv"]\nauthor = "A"')
    found = read_configuration(inner)
    assert found.file == file
    assert found.mappings == (tmp_path / "catalogue" / "near.tsv", tmp_path / "catalogue" / "shared.tsv")
    assert found.author == "A"


def test_paths_are_short_where_the_file_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "mcvocab.toml", 'mappings = "ours.tsv"')
    assert read_configuration().mappings == (Path("ours.tsv"),)


def test_pyproject_may_hold_it_and_is_passed_over_where_it_does_not(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    written(tmp_path, "pyproject.toml", '[tool.mcvocab]\nauthor = "B"')
    written(inner, "pyproject.toml", "[tool.other]\nbroken = [")
    assert read_configuration(inner).author == "B"
    written(inner, "mcvocab.toml", 'author = "C"')
    assert read_configuration(inner).author == "C"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("mcvocab.toml", 'mapings = "x"', "Did you mean “mappings”?"),
        ("mcvocab.toml", "colour = 1", "Known keys: author, mappings."),
        ("mcvocab.toml", "mappings = 3", "“mappings” is to be the name of a file in quotation marks"),
        ("mcvocab.toml", "mappings = [1]", "or a list of such names"),
        ("mcvocab.toml", "author = 3", "“author” is to be text in quotation marks"),
        ("mcvocab.toml", "mappings = ", "no valid TOML"),
        ("pyproject.toml", "tool = {mcvocab = 1}", "write “[tool.mcvocab]”"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = written(tmp_path, name, text)
    with pytest.raises(ConfigurationError) as raised:
        read_configuration(tmp_path)
    assert said in str(raised.value)
    assert str(file) in str(raised.value)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mcvocab.toml").write_bytes('author = "Ü"'.encode("latin-1"))
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        read_configuration(tmp_path)
