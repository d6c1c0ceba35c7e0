from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.raw import Leaf
from mcvocab.readers.json_scan import DEEPEST


def test_values_are_text_as_written(reading):
    [row] = reading("a.yaml", "date: 2026-09-14\nfee: 2.50\nonline: yes\nopen: true\nlevel: '7'\nnothing: ~\n").rows
    assert [(key, leaf.text, leaf.kind) for key, leaf in row.branch.entries] == [
        ("date", "2026-09-14", "text"),
        ("fee", "2.50", "number"),
        ("online", "yes", "text"),
        ("open", "true", "boolean"),
        ("level", "7", "text"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- title: A\n- title: B\n",
        "title: A\n---\ntitle: B\n",
        "courses:\n  - title: A\n  - title: B\n",
        "data: {courses: [{title: A}, {title: B}]}",
        "# a note\n%YAML 1.2\n---\n- {title: A}\n- {title: B}\n...\n",
    ],
)
def test_records_are_found_wherever_they_stand(reading, text):
    outcome = reading("a.yml", text)
    assert outcome.values == [[("title", "A")], [("title", "B")]]
    place = outcome.place(1, "title")
    lines = text.splitlines()
    assert lines[place.line - 1][place.column - 1] == "B"


def test_places_and_pointers(reading):
    outcome = reading("a.yaml", "courses:\n  - title: A\n    outcomes:\n      - one\n      - two\n")
    [row] = outcome.rows
    second = row.branch.entries[2][1]
    place = outcome.document.locate(second.spot)
    assert (str(place), place.pointer) == ("a.yaml:5:9", "/courses/0/outcomes/1")


def test_anchors_are_written_out_and_merged_keys_give_way(reading):
    outcome = reading("a.yaml", "- &a {title: A, level: 7}\n- <<: *a\n  title: B\n- {title: C, same: *a}\n")
    assert outcome.codes == []
    assert outcome.values == [
        [("title", "A"), ("level", "7")],
        [("level", "7"), ("title", "B")],
        [("title", "C"), ("same", [("title", "A"), ("level", "7")])],
    ]


def test_repeated_key_is_said(reading):
    outcome = reading("a.yaml", "title: A\nlevel: 7\nlevel: 8\n")
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, str(place)) == ("key-repeated", "a.yaml:3:8")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- title: A\n- title: Data: for all\n", 2, "colon"),
        ("- title: A\n- title: B\n   level: 7\n", 3, ""),
        ("- title: A\n-\ttitle: 'B\n", 2, ""),
        ("- title: A\n- *nowhere\n", 2, "refers"),
        ("- title: A\n- [1, 2\n", 3, "closing bracket"),
        ("- title: A\n- &a [*a]\n", 2, "refers"),
        ("- title: A\n- {[1, 2]: B}\n", 2, "key"),
    ],
)
def test_fault_is_placed(reading, text, line, words):
    outcome = reading("a.yaml", text)
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, place.line) == ("yaml-malformed", line)
    assert words in trouble.details["problem"]


def test_a_value_without_keys_is_no_record_and_no_fault_of_the_yaml(reading):
    outcome = reading("a.yaml", "- title: A\n- 5\n")
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, place.line, outcome.values) == ("record-not-object", 2, [[("title", "A")]])


def test_documents_before_a_fault_are_read(reading):
    outcome = reading("a.yaml", "title: A\n---\ntitle: [\n")
    assert (outcome.values, outcome.codes) == ([[("title", "A")]], ["yaml-malformed"])


def test_aliases_cannot_fill_the_memory(reading):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    outcome = reading("a.yaml", "\n".join(lines))
    [(trouble, _)] = outcome.troubles
    assert (trouble.code, outcome.rows) == ("yaml-malformed", [])
    assert "over and over" in trouble.details["problem"]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 5_000 + "x", "{a: " * 5_000])
def test_bottomless_nesting_is_said(reading, text):
    assert set(reading("a.yaml", text).codes) <= {"nesting-too-deep", "yaml-malformed"}
    assert "nesting-too-deep" in reading("a.yaml", "[" * (DEEPEST + 5)).codes


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~\n", "[]"])
def test_nothing_is_no_record(reading, text):
    [code] = reading("a.yaml", text).codes
    assert code in {"file-empty", "records-missing"}


@settings(deadline=None)
@given(st.binary(max_size=120) | st.text("ab:-[]{}&*<>!|'\"#,?% \n\t~1é", max_size=60).map(str.encode))
def test_no_bytes_raise(reading, data):
    outcome = reading("a.yaml", data)
    assert outcome.rows or outcome.troubles
    assert all(
        isinstance(leaf, Leaf) or leaf.entries is not None for row in outcome.rows for _, leaf in row.branch.entries
    )


def test_a_text_with_a_colon_in_a_list_of_texts_is_a_text(reading):
    data = "- title: A\n  skills:\n  - Writing tests\n  - Cloud platforms: AWS, Azure\n  - Python: basics\n"
    outcome = reading("a.yaml", data)
    skills = [value for key, value in outcome.values[0] if key == "skills"]
    assert skills == ["Writing tests", "Cloud platforms: AWS, Azure", [("Python", "basics")]]
    [tree] = [
        one
        for key, one in outcome.rows[0].branch.entries
        if key == "skills" and getattr(one, "text", "")[:5] == "Cloud"
    ]
    assert str(outcome.document.locate(tree.spot)) == "a.yaml:4:5"
    # Things with keys are no texts.
    things = reading("a.yaml", "- title: A\n  runs:\n  - start date: 2026-01-01\n  - start date: 2026-05-01\n")
    assert ("runs", [("start date", "2026-01-01")]) in things.values[0]
