"""Compiled files: what is written is read again, entry by entry or whole, and what is wrong with one is said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab import linefile
from mcvocab.linefile import Late, LineFile, Lines, Made, UnknownFormatError, write

FORM = "test/1"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.text(st.characters(min_codepoint=97, max_codepoint=99), min_size=1, max_size=3)


def kept(data: dict[str, Any], folder: Path) -> LineFile:
    write({"format": FORM, **data}, str(folder / "x.lines"))
    return LineFile(str(folder / "x.lines"), FORM)


@given(data=st.dictionaries(NAMES, JSON | st.dictionaries(st.text(), JSON, max_size=40), max_size=6))
def test_whatever_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    read = kept(data, tmp_path_factory.mktemp("lines"))
    assert set(read) == {"format", *data}
    for name, value in data.items():
        found = read[name]
        if isinstance(found, Lines):
            assert {key: found[key] for key in value} == value
            assert "no such key" not in found
            assert dict(found) == dict(found.items()) == found.whole() == value
            assert len(found) == len(value)
            assert list(found.values()) == list(found.whole().values())
        else:
            assert found == value


@pytest.mark.parametrize("length", [1, 700, 4_093, 9_000])
def test_lines_of_any_length_are_found_among_many(tmp_path: Path, length: int) -> None:
    data = {f"key {number}": chr(97 + number % 26) * (number * length % 20_011) for number in range(400)}
    lines = kept({"a": {"k": 1}, "m": data, "z": {"k": 2}}, tmp_path)["m"]
    assert {key: lines[key] for key in data} == data == dict(lines.items())
    for key in ("", "key", "key 4000", "key 39x", "zz"):
        assert key not in lines


def test_several_threads_may_ask_at_once(tmp_path: Path) -> None:
    data = {f"{number}": "x" * number for number in range(3_000)}
    lines = kept({"m": data}, tmp_path)["m"]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda key: lines[key] == data[key], data)).count(False) == 0


def test_where_files_have_but_one_place_the_same_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linefile, "_PREAD", None)
    test_several_threads_may_ask_at_once(tmp_path)


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    read = kept({"b": {"k": 1, "kk": 2}}, tmp_path)
    for name in ("a", "bb", "c", ""):
        with pytest.raises(KeyError):
            read[name]
    lines = read["b"]
    for key in ("", "a", "kkk", "k\tx", "\ud800", ("k", "", None)):
        assert lines.get(key) is None
        assert key not in lines
        with pytest.raises(KeyError):
            lines[key]


@pytest.mark.parametrize("piece", [7, 1 << 16])
def test_what_is_asked_for_often_in_vain_hides_nothing_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(linefile, "_PIECE", piece)
    data = {f"key {number}": number for number in range(500)} | {'a "quoted": key': 1, "ключ": 2}
    lines = kept({"m": data}, tmp_path)["m"]
    assert all(lines.get(f"none {number}") is None for number in range(5_000))
    assert {key: lines[key] for key in data} == data
    assert "key 500" not in lines


def test_another_format_is_refused_in_words(tmp_path: Path) -> None:
    kept({"a": 1}, tmp_path)
    with pytest.raises(UnknownFormatError, match=r"says it is “test/1”, but this release reads “test/2”"):
        LineFile(str(tmp_path / "x.lines"), "test/2")


@pytest.mark.parametrize(
    "content", [b"test/1\t900\t2\n{}", b"test/1\nrest", b"test/1\tmany\t2\n", b"test/1\t3\t9\n{ }", b"test/1\t3\n{ }"]
)
def test_half_a_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.lines").write_bytes(content)
    with pytest.raises(UnknownFormatError, match="is not whole"):
        LineFile(str(tmp_path / "x.lines"), FORM)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe" * 600])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.lines").write_bytes(content)
    with pytest.raises(UnknownFormatError, match="says it is"):
        LineFile(str(tmp_path / "x.lines"), FORM)


def test_values_are_made_once_and_only_when_asked_for() -> None:
    asked = []

    def make(key: str, row: int) -> int:
        asked.append(key)
        return 2 * row

    made: Made[str, int] = Made({"a": 1, "b": 2}, make, lambda: ["b", "a"])
    assert (made["b"], made["b"], made.get("c"), len(made), list(made)) == (4, 4, None, 2, ["b", "a"])
    assert asked == ["b"]
    assert list(made.values()) == [4, 2]
    with pytest.raises(KeyError):
        made["c"]


def test_a_late_sequence_is_made_once_when_it_is_looked_into() -> None:
    asked = []
    late: Late[int] = Late(lambda: asked.append(1) or (3, 4))  # type: ignore[func-returns-value]
    assert not asked
    assert (list(late), late[1], len(late), 4 in late, asked) == ([3, 4], 4, 2, True, [1])
