"""An SSSOM file as text: what is not touched stays to the byte."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mapping.sheet import MappingFileError, read_sheet, row

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('"#\t\n|\\'), max_size=8)
KEPT = st.sampled_from(["#a comment between rows", "", "# 2: another"])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str], list[list[str]]]:
    """A file with columns of its own, comments and blank lines between its rows, and either line end."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    names = draw(st.permutations(["subject_label", "object_id", "our_own", "comment"]))
    rows = draw(st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=4))
    lines = ["#curie_map:", '#  a: "https://a.example/"', "#title: Ours", "\t".join(names)]
    for cells in rows:
        lines += draw(st.lists(KEPT, max_size=2))
        lines.append(row(cells))
    last = draw(st.sampled_from(["", end]))
    return end.join(lines) + last, list(names), rows


def cells(text: str, names: Sequence[str]) -> list[list[str]]:
    return [[found.get(name, "") for name in names] for _, found in read_sheet(text, "f").rows()]


@given(files())
def test_a_file_that_is_only_read_stays_as_it_is(file: tuple[str, list[str], list[list[str]]]) -> None:
    text, names, rows = file
    assert read_sheet(text, "f").text == text
    assert cells(text, names) == [[cell.strip() for cell in one] for one in rows]


@given(files(), CELL, CELL)
def test_a_new_row_leaves_every_other_line_alone(
    file: tuple[str, list[str], list[list[str]]], label: str, own: str
) -> None:
    text, names, _ = file
    sheet = (
        read_sheet(text, "f")
        .declaring({"b": "https://b.example/"})
        .with_row({"subject_label": label, "our_own": own})
    )
    after = read_sheet(sheet.text, "f")
    without = sheet.text.replace(f'#  b: "https://b.example/"{sheet.end}', "")
    assert without.startswith(text)
    assert after.prefixes == {"a": "https://a.example/", "b": "https://b.example/"}
    assert cells(after.text, names)[:-1] == cells(text, names)
    (*_, (_, last)) = after.rows()
    assert (last["subject_label"], last["our_own"]) == (label.strip(), own.strip())


@given(files(), CELL.filter(str.strip))
def test_a_new_column_moves_no_cell(file: tuple[str, list[str], list[list[str]]], author: str) -> None:
    text, names, rows = file
    after = read_sheet(read_sheet(text, "f").with_row({"subject_label": "x", "author_label": author}).text, "f")
    assert after.names == (*names, "author_label")
    assert cells(after.text, names)[:-1] == cells(text, names)
    assert [found["author_label"] for _, found in after.rows()] == [*[""] * len(rows), author.strip()]
    widths = {len(line.cells) for line in after.lines if line.cells is not None}
    assert widths == {len(after.names)}


@given(files())
def test_a_row_that_is_taken_away_leaves_the_rest(file: tuple[str, list[str], list[list[str]]]) -> None:
    text, names, _ = file
    longer = read_sheet(text, "f").with_row({"subject_label": "x"})
    (*_, (number, _)) = longer.rows()
    shorter = longer.without(number)
    assert cells(shorter.text, names) == cells(text, names)
    assert shorter.text.rstrip("\r\n") == text.rstrip("\r\n") or shorter.text.startswith(text)


@given(st.lists(CELL, min_size=1, max_size=4))
def test_a_row_is_read_by_other_programs_as_it_was_meant(some: list[str]) -> None:
    written = row(some)
    assert not written.startswith("#")
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter="\t")) == [some]


def test_a_word_that_begins_like_a_comment_is_a_word() -> None:
    sheet = read_sheet("subject_label\tobject_id\n", "f").with_row({"subject_label": "#skills"})
    assert [found["subject_label"] for _, found in read_sheet(sheet.text, "f").rows()] == ["#skills"]


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    text = '#a: b\nsubject_label\tobject_id\n"one\ntwo"\tx\n# comment\n\nthree\ty\n'
    assert [number for number, _ in read_sheet(text, "f").rows()] == [3, 7]


def test_prefixes_come_on_top_of_a_file_that_declares_none() -> None:
    sheet = read_sheet("subject_label\tobject_id\n", "f").declaring({"mcvocab": "https://w3id.org/mcvocab/"})
    assert sheet.text.startswith('#curie_map:\n#  mcvocab: "https://w3id.org/mcvocab/"\nsubject_label')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a\tb\n1\t2\n"open\t3\n4\t5\n', "f:3: A quotation mark that opens here is never closed."),
        ("a\tb\ta\n", "f:1: The column “a” stands there twice."),
        ("#a: [\n#b\na\n", "f:3: The header is no valid YAML"),
        ("#just words\na\n", "f:1: The header is to give slots"),
    ],
)
def test_what_is_no_table_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(MappingFileError) as raised:
        _ = read_sheet(text, "f").slots
    assert said in str(raised.value)
