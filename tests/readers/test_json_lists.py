from __future__ import annotations

import pytest

A, B = '{"title": "A"}', '{"title": "B"}'
AB = [[("title", "A")], [("title", "B")]]


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        (f'{{"data": {{"courses": [{A}, {B}]}}}}', "/data/courses/1/title"),
        (f'{{"status": "ok", "total": 2, "data": {{"courses": [{A}, {B}]}}}}', "/data/courses/1/title"),
        (f'{{"items": [{A}, {B}], "next": null}}', "/items/1/title"),
        (f'{{"response": {{"result": {{"records": [{A}, {B}]}}, "took": 3}}}}', "/response/result/records/1/title"),
        (f'{{"catalogue": {{"modules": [{A}, {B}], "owner": {{"name": "X"}}}}}}', "/catalogue/modules/1/title"),
        (f'{{"hits": {{"total": 2, "hits": [{A}, {B}]}}}}', "/hits/hits/1/title"),
        (f'{{"exported": "2026", "courses": [{A}, {B}]}}', "/courses/1/title"),
        (f'{{"biennio": "2026", "corsi": [{A}, {B}]}}', "/corsi/1/title"),
        (f'{{"stand": "Mai", "Kurse": [{A}, {B}]}}', "/Kurse/1/title"),
    ],
)
def test_list_is_found_within_envelopes(reading, text, pointer):
    outcome = reading("a.json", text)
    assert (outcome.values, outcome.codes) == (AB, [])
    place = outcome.place(1, "title")
    assert (place.pointer, place.column) == (pointer, text.index('"B"') + 1)


@pytest.mark.parametrize(
    "text", [f'{{"data": {A}}}', f'{{"status": "ok", "result": {{"course": {A}}}}}', A, f"[{A}]"]
)
def test_single_record_is_found_within_envelopes(reading, text):
    outcome = reading("a.json", text)
    assert (outcome.values, outcome.codes) == (AB[:1], [])


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "A", "offerings": [{"start": "2026"}, {"start": "2027"}]}',
        '{"title": "A", "provider": {"name": "P", "url": "u"}, "awardingBody": {"name": "B", "url": "v"}}',
        '{"provider": {"name": "P", "url": "u"}, "awardingBody": {"name": "B", "url": "v"}}',
        '{"microCredential": {"title": "A"}}',
        '{"title": {"en": "A", "gd": "B"}, "level": {"scheme": "SCQF", "value": "7"}}',
    ],
)
def test_parts_of_a_record_are_no_records(reading, text):
    assert len(reading("a.json", text).rows) == 1


def test_records_may_stand_under_their_identifiers(reading):
    outcome = reading("a.json", '{"C-1": {"title": "A", "level": 7}, "C-2": {"title": "B", "code": "own"}}')
    assert outcome.values == [
        [("title", "A"), ("level", "7"), ("identifier", "C-1")],
        [("title", "B"), ("code", "own")],
    ]
    assert outcome.place(0, "level").pointer == "/C-1/level"
    assert outcome.place(0, "identifier").pointer == "/C-1"


def spreads(key):
    return "provider" if key in {"provider", "istituto", "providerName"} else ""


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_who_offers_all_that_a_list_holds_is_said_once_above_it(reading, name):
    own = '{"title": "B", "providerName": "Own"}'
    text = f'{{"istituto": {{"name": "ITS"}}, "year": 2026, "data": {{"corsi": [{A}, {own}]}}}}'
    outcome = reading(name, text, spreads=spreads)
    first, second = outcome.values
    assert first == [("title", "A"), ("istituto", [("name", "ITS")])]
    assert second == [("title", "B"), ("providerName", "Own")]  # a record knows better
    [around] = [tree for key, tree in outcome.rows[0].branch.entries if key == "istituto"]
    assert outcome.document.locate(around.spot).pointer == "/istituto"
    assert reading(name, f'{{"data": {{"courses": [{A}]}}, "provider": "P"}}', spreads=spreads).values == [
        [("title", "A"), ("provider", "P")]
    ]


def test_the_list_that_was_not_taken_is_told_of(reading):
    outcome = reading("a.json", f'{{"data": {{"providers": [{{"name": "P"}}], "courses": [{A}, {B}]}}}}')
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details) == (
        "list-passed-over",
        {"value": "data/courses", "other": "data/providers"},
    )
    assert (place.pointer, outcome.values) == ("/data/courses", AB)


@pytest.mark.parametrize("end", ['{"title": "C', '{"title": "C"', "", "5 5]}}"])
def test_records_before_a_fault_are_read_within_envelopes_too(reading, end):
    outcome = reading("a.json", f'{{"data": {{"courses": [{A}, {B}, {end}')
    assert (outcome.values[:2], outcome.codes[-1]) == (AB, "json-malformed")


@pytest.mark.parametrize("wide", [1, 300_000, 600_000])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_elements_of_a_list_are_found_wherever_the_pieces_end(reading, wide, ending):
    records = [f'{{"title": "{"é" * wide}{number}",{ending} "level": {number}}}' for number in range(7)]
    outcome = reading("a.json", f"[{ending}" + f",{ending}".join(records) + f"{ending}]")
    assert [dict(row)["level"] for row in outcome.values] == [str(number) for number in range(7)]
    place = outcome.place(5, "level")
    assert (place.line, place.column, place.pointer) == (13, 11, "/5/level")


def test_thousands_of_elements_are_found_again(reading):
    text = "[" + ",\n".join(f'{{"n": {number}}}' for number in range(2_500)) + "]"
    outcome = reading("a.json", text)
    assert [str(outcome.place(number, "n")) for number in (2_400, 3, 1_001, 1_000)] == [
        "a.json:2401:7",
        "a.json:4:7",
        "a.json:1002:7",
        "a.json:1001:7",
    ]
