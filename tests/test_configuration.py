"""``mcvocab.toml``: found from below, short, and strict about what it does not know."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcvocab.configuration import (
    KEYS,
    Configuration,
    ConfigurationError,
    Excepted,
    attribute,
    read_configuration,
)
from mcvocab.model import Location

EXCEPTED = "[[exceptions]]\ncode = 'mode-unknown'\nrecord = 'A1'"


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
        ("mcvocab.toml", "zzz = 1", "Known are: author, baseline,"),
        ("mcvocab.toml", "mappings = 3", "“mappings” is to be the name of a file in quotation marks"),
        ("mcvocab.toml", "mappings = [1]", "or a list of such names"),
        ("mcvocab.toml", "author = 3", "“author” is to be text in quotation marks"),
        ("mcvocab.toml", "mappings = ", "no valid TOML"),
        ("mcvocab.toml", "mappings = " + "[" * 20_000, "nested too deep"),
        ("mcvocab.toml", "max-findings = " + "9" * 5_000, "far too long"),
        ("pyproject.toml", "tool = {mcvocab = 1}", "write “[tool.mcvocab]”"),
        ("mcvocab.toml", "max-findings = true", "“max-findings” is to be a whole number"),
        ("mcvocab.toml", "set = {mode = [1]}", "“set” is to be a table"),
        ("mcvocab.toml", "levels = 1", "“levels” is to be a table"),
        (
            "mcvocab.toml",
            '\n[levels]\n"mode-unknown" = "wraning"',
            "mcvocab.toml:3: “wraning” is no level for “mode-unknown”. Did you mean “warning”?",
        ),
        ("mcvocab.toml", "exceptions = 1", "“exceptions” is to be tables, each headed by “[[exceptions]]”"),
        (
            "mcvocab.toml",
            EXCEPTED + "\nresaon = 'x'",
            "mcvocab.toml:4: An exception has no key “resaon”. Did you mean “reason”?",
        ),
        ("mcvocab.toml", EXCEPTED, "mcvocab.toml:1: The exception to “mode-unknown” needs a reason"),
        ("mcvocab.toml", EXCEPTED + "\nreason = '  '", "mcvocab.toml:4: “reason” is to be text"),
        ("mcvocab.toml", "[[exceptions]]\ncode = 'x'\nreason = 'y'", "what it is for: record, provider, file"),
        ("mcvocab.toml", "[[exceptions]]\nfile = 'x'\nreason = 'y'", "An exception needs the code of a rule"),
        ("mcvocab.toml", EXCEPTED + "\nreason = 'x'\nuntil = 'soon'", "mcvocab.toml:5: “soon” is no date."),
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


def test_exceptions_levels_and_values_are_read_with_their_lines(tmp_path: Path) -> None:
    text = f"""{EXCEPTED}
reason = "agreed with the \\"team\\""
until = 2026-12-31

[[exceptions]]
code = "mode-*"
provider = "Glen College"
file = "old/*.csv"
reason = '''
[levels]
not = "a key"
'''
until = "2027-01-01"

[levels]
title-missing = "off"

[set]
Language = "English"
Credits = 10
"""
    found = read_configuration(written(tmp_path, "mcvocab.toml", text).parent)
    first, second = found.exceptions
    assert first == Excepted("mode-unknown", 'agreed with the "team"', record="A1", until="2026-12-31")
    assert first.where == Location(str(tmp_path / "mcvocab.toml"), 1)
    assert (second.file, second.until, second.where and second.where.line) == ("old/*.csv", "2027-01-01", 7)
    assert found.levels == {"title-missing": "off"}
    assert found.set == {"Language": "English", "Credits": "10"}
    assert (found.lines["exceptions.1.until"], found.lines["levels.title-missing"]) == (15, 18)
    assert set(found.settled) == {"exceptions", "levels", "set"}


def test_lines_are_those_of_the_whole_file_in_a_shared_one(tmp_path: Path) -> None:
    written(
        tmp_path, "pyproject.toml", '[tool.other]\nauthor = 1\n[tool.mcvocab]\nauthor = "B"\n[tool.mcvocab.levels]\n'
    )
    found = read_configuration(tmp_path)
    assert (found.lines["author"], found.lines["levels"]) == (4, 5)
    assert found.place("author").endswith("pyproject.toml:4")


def test_every_key_has_its_attribute_and_its_line_in_the_page() -> None:
    page = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == set(KEYS)
    assert {attribute(key) for key in KEYS} == {each.name for each in fields(Configuration)} - {"file", "lines"}


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.dates()
WORDS = st.sampled_from([*KEYS, "code", "record", "provider", "file", "reason", "until", "info", "off", "x y"])


def toml(value: Any) -> str:
    """A value as TOML; nothing is an empty text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, float | date):
        return str(value)
    return json.dumps(value if value is not None else "").replace("\x7f", "")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        WORDS,
        st.recursive(
            PLAIN | WORDS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=6),
            max_leaves=8,
        ),
        max_size=3,
    )
)
def test_whatever_a_file_says_it_is_read_or_refused_in_a_sentence(tmp_path: Path, content: dict[str, Any]) -> None:
    file = written(
        tmp_path, "mcvocab.toml", "\n".join(f"{json.dumps(key)} = {toml(one)}" for key, one in content.items())
    )
    refused = f"{file}"
    try:
        assert set(read_configuration(tmp_path).settled) == set(content)
    except ConfigurationError as error:
        refused = str(error)
    assert refused.startswith((f"{file}", f"“{file}"))
