from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.raw import Leaf
from mcvocab.readers.json_scan import DEEPEST
from mcvocab.readers.text import LONGEST


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "A"}, {"title": "B"}]',
        '{"courses": [{"title": "A"}, {"title": "B"}]}',
        '{"publisher": "Uni", "records": [{"title": "A"}, {"title": "B"}], "count": 2}',
        '{"title": "A"}\n\n{"title": "B"}\n',
    ],
)
def test_records_are_found_in_every_accepted_shape(reading, text):
    outcome = reading("a.json", text)
    assert outcome.values == [[("title", "A")], [("title", "B")]]
    assert [row.number for row in outcome.rows] == [1, 2]
    assert outcome.codes == []


def test_object_with_a_list_of_parts_is_one_record(reading):
    outcome = reading("a.json", '{"title": "A", "offerings": [{"start": "2026"}, {"start": "2027"}]}')
    assert outcome.values == [
        [("title", "A"), ("offerings", [("start", "2026")]), ("offerings", [("start", "2027")])]
    ]


def test_values_keep_their_kind_and_their_lexical_form(reading):
    [row] = reading("a.json", '{"a": 2.50, "b": 1E400, "c": true, "d": null, "e": "", "f": [1, [2, []]]}').rows
    found = [(key, leaf.text, leaf.kind) for key, leaf in row.branch.entries]
    assert found == [
        ("a", "2.50", "number"),
        ("b", "1E400", "number"),
        ("c", "true", "boolean"),
        ("e", "", "text"),
        ("f", "1", "number"),
        ("f", "2", "number"),
    ]


def test_language_map_gives_tagged_texts(reading):
    [row] = reading("a.json", '{"title": {"en": "Data", "gd": ["Dàta", "Fios"]}, "link": {"id": "x"}}').rows
    tagged = [(leaf.text, leaf.language) for key, leaf in row.branch.entries if key == "title"]
    assert tagged == [("Data", "en"), ("Dàta", "gd"), ("Fios", "gd")]
    assert not isinstance(dict(row.branch.entries)["link"], Leaf)


def test_repeated_key_is_said_and_both_values_are_kept(reading):
    outcome = reading("a.json", '{"level": "7",\n "level": "8"}')
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["value"], str(place)) == ("key-repeated", "level", "a.json:2:11")
    assert outcome.values == [[("level", "7"), ("level", "8")]]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_number_that_does_not_exist_is_said(reading, word):
    outcome = reading("a.json", f'{{"fee": {word}}}')
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["value"], place.column) == ("number-not-finite", word, 9)


@pytest.mark.parametrize(
    ("text", "place", "expected", "found"),
    [
        ('[{"a": "1"}, {"a" "2"}]', "a.json:1:19", "a colon", '“"”'),
        ('[{"a": "1"}, {"a": }]', "a.json:1:20", "a value", "“}”"),
        ('[{"a": "1"},\n {"a": "2"', "a.json:2:11", "a comma or a closing bracket", "the end of the file"),
        ('[{"a": "1"}, {"a": "cut', "a.json:1:24", "a closing double quote", "the end of the file"),
        ('{"courses": [{"a": "1"}, {"a": [1,', "a.json:1:35", "a value", "the end of the file"),
        ('[{"a": "1"}] x', "a.json:1:14", "the end of the file", "“x”"),
        ('{"a": "1"} {"a": "2"}', "a.json:1:12", "the end of the file", "“{”"),
    ],
)
def test_fault_is_placed_and_records_before_it_are_read(reading, text, place, expected, found):
    outcome = reading("a.json", text)
    [(trouble, where)] = outcome.troubles
    assert (trouble.code, str(where)) == ("json-malformed", place)
    assert (trouble.details["expected"], trouble.details["found"]) == (expected, found)
    assert outcome.values == [[("a", "1")]]


@pytest.mark.parametrize("value", ["5", '"Course A"', '["Course A", "7"]', "[]"])
@pytest.mark.parametrize(("name", "between"), [("a.json", ", "), ("a.jsonl", "\n")])
def test_a_value_without_keys_is_no_record_and_no_fault_of_the_json(reading, name, value, between):
    text = f'{{"a": "1"}}{between}{value}'
    outcome = reading(name, text if name == "a.jsonl" else f"[{text}]")
    [(trouble, where)] = outcome.troubles
    assert (trouble.code, where.line) == ("record-not-object", 1 if name == "a.json" else 2)
    assert outcome.values == [[("a", "1")]]


def _knows(text: str) -> bool:
    return text in {"Title", "Level"}


def test_rows_below_headings_are_read_as_the_table_that_they_are(reading):
    outcome = reading("a.json", '[["Title", "Level"],\n ["A", 7],\n ["B"],\n ["C", "7", "more"]]', knows=_knows)
    assert outcome.values == [
        [("Title", "A"), ("Level", "7")],
        [("Title", "B")],
        [("Title", "C"), ("Level", "7"), ("", "more")],
    ]
    assert [(trouble.code, str(place)) for trouble, place in outcome.troubles] == [
        ("row-ragged", "a.json:3:2"),
        ("row-ragged", "a.json:4:13"),
    ]
    assert (outcome.place(0, "Level").line, outcome.place(0, "Level").pointer) == (2, "/1/1")


@pytest.mark.parametrize("first", ['["A", "7"]', '["Title"]', '["Title", "Title"]', '["Title", 7]'])
def test_rows_without_known_headings_are_no_table(reading, first):
    assert set(reading("a.json", f'[{first}, ["B", "6"]]', knows=_knows).codes) == {"record-not-object"}


def test_record_cut_short_is_not_handed_over(reading):
    outcome = reading("a.json", '{"title": "A", "offerings": [{"start": "2026"}, {"st')
    assert (outcome.codes, outcome.rows) == (["json-malformed"], [])


def test_broken_line_spoils_no_other(reading):
    outcome = reading("a.jsonl", '{"a": "1"}\n{"a": \r\n[]\n{"a": "2"}\n')
    assert outcome.values == [[("a", "1")], [("a", "2")]]
    assert [str(place) for _, place in outcome.troubles] == ["a.jsonl:2:7", "a.jsonl:3:1"]
    assert outcome.place(1, "a").pointer == "/a"
    assert str(outcome.place(1, "a")) == "a.jsonl:4:7"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '[{"a":' + "[" * 100_000])
def test_bottomless_nesting_is_said(reading, text):
    outcome = reading("a.json", text)
    assert outcome.codes == ["nesting-too-deep"]


def test_record_beyond_the_limit_of_depth_spoils_no_other(reading):
    deep = '{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1)
    outcome = reading("a.json", f'[{deep}, {{"b": "1"}}]')
    assert (outcome.codes, outcome.values) == (["nesting-too-deep"], [[("b", "1")]])


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "5",
        '"text"',
        "null",
        " [ ] ",
        '{"courses": []}',
        '{"anything": []}',
        '{"publisher": "Uni", "micro-credentials": [], "count": 0}',
    ],
)
def test_json_without_an_object_holds_no_record(reading, text):
    assert reading("a.json", text).codes == ["records-missing"]


def test_empty_list_hides_no_record_beside_it(reading):
    assert reading("a.json", '{"data": [], "courses": [{"a": "1"}]}').values == [[("a", "1")]]
    assert reading("a.json", '{"title": "A", "offerings": []}').values == [[("title", "A")]]


def test_repeated_key_does_not_hide_that_there_is_no_record(reading):
    text = '{"@context": "https://schema.org", "@type": "Person", "name": "A", "name": "B"}'
    outcome = reading("a.json", text, types=frozenset({"https://schema.org/Course"}))
    assert (outcome.codes, outcome.rows) == (["key-repeated", "records-missing"], [])


def test_overlong_text_is_cut_and_said(reading):
    outcome = reading("a.json", json.dumps({"a": "x" * (LONGEST + 5)}))
    assert outcome.codes == ["value-too-long"]
    assert len(outcome.values[0][0][1]) == LONGEST


def test_half_a_character_becomes_a_replacement(reading):
    assert reading("a.json", r'{"a": "\ud83d!", "b": "\ud83d\ude00"}').values == [
        [("a", "\ufffd!"), ("b", "\U0001f600")]
    ]


def test_place_survives_escapes_tabs_and_line_endings(reading):
    text = '[{"a\\u00e9":\t"\\u00e9\\n",\t"b/~":\r\n {"c": [10, {"d": "\U0001f600", "e": "x"}]}}]'
    outcome = reading("a.json", text)
    lines = text.split("\r\n")
    place = outcome.place(0, "aé")
    assert (place.line, place.column, place.pointer) == (1, lines[0].index('"\\u00e9\\n"') + 1, "/0/aé")
    inner = dict(outcome.rows[0].branch.entries)["b/~"]
    last = outcome.document.locate(inner.entries[1][1].entries[1][1].spot)
    assert (last.line, last.column, last.pointer) == (2, lines[1].index('"x"') + 1, "/0/b~1~0/c/1/e")


_SCALARS = st.text(max_size=6) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
_KEYS = st.text(min_size=1, max_size=4).filter(lambda key: not key.startswith("@"))
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=8
)


@settings(deadline=None)
@given(
    st.lists(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from([None, 1, "\t"]),
    st.booleans(),
)
def test_every_value_stands_where_it_is_located(reading, records, indent, escaped):
    text = json.dumps(records, indent=indent, ensure_ascii=escaped)
    outcome = reading("a.json", text.encode("utf-8", "surrogatepass"))
    lines = text.split("\n")
    decoder = json.JSONDecoder(parse_float=str, parse_int=str)

    def look(tree):
        if not isinstance(tree, Leaf):
            for _, inner in tree.entries:
                look(inner)
            return
        place = outcome.document.locate(tree.spot)
        value, _ = decoder.raw_decode("\n".join(lines[place.line - 1 :]), place.column - 1)
        assert (str(value).lower() if tree.kind == "boolean" else value) == tree.text
        target = records
        for step in place.pointer.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            target = target[int(step)] if isinstance(target, list) else target[step]
        assert target == json.loads(json.dumps(tree.text) if tree.kind == "text" else tree.text)

    assert len(outcome.rows) == len(records)
    for row in outcome.rows:
        look(row.branch)


_PIECES = st.lists(
    st.sampled_from(
        [
            '{"a":1}',
            "{",
            "}",
            "[",
            "]",
            '"@id"',
            '"@context"',
            '"@graph"',
            '"@type"',
            '"x"',
            ":",
            ",",
            "1",
            "\n",
            "NaN",
            "null",
            '"https://schema.org/"',
            "\\",
            "@value",
        ]
    ),
    max_size=20,
).map("".join)


@settings(deadline=None)
@given(st.binary(max_size=100) | _PIECES.map(str.encode), st.sampled_from([".json", ".jsonl", ".jsonld", ""]))
def test_no_bytes_raise(reading, data, suffix):
    outcome = reading("a" + suffix, data)
    assert outcome.rows or outcome.troubles


def test_the_mark_of_a_second_file_that_was_joined_to_the_first_is_no_fault(reading):
    outcome = reading("a.jsonl", '\ufeff{"title": "A"}\n\ufeff{"title": "B"}\n')
    assert outcome.values == [[("title", "A")], [("title", "B")]]
    assert not outcome.troubles
