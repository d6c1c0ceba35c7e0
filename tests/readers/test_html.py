from __future__ import annotations

import pytest
from cost import cost
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.content import Content
from mcvocab.readers import suffix_in_truth

SCHEMA = "https://schema.org/"
COURSE = frozenset({SCHEMA + "Course"})
PAGE = """<!DOCTYPE html>
<html><head>
<!-- <script type="application/ld+json">{"@type": "Course", "name": "in a comment"}</script> -->
<script>var x = "<b>";</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Course",
 "name": "Data", "provider": {"@id": "#uni"}}
</script>
<script async type='application/ld+json'>//<![CDATA[
[{"@context": "https://schema.org", "@graph": [
  {"@id": "#uni", "@type": "CollegeOrUniversity", "name": "Uni"},
  {"@type": "Course", "name": "Stats"}]}]
//]]></script>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebSite", "name": "Uni"}</script>
</head><body>Data</body></html>
"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "-"])
def test_scripts_of_a_page_are_read_together(reading, name):
    outcome = reading(name, PAGE, types=COURSE)
    assert outcome.codes == []
    names = [dict(row.branch.entries)[SCHEMA + "name"].text for row in outcome.rows]
    assert names == ["Data", "Stats"]
    provider = dict(outcome.rows[0].branch.entries)[SCHEMA + "provider"]
    assert dict(provider.entries)[SCHEMA + "name"].text == "Uni"


def test_place_is_the_line_in_the_page_and_the_pointer_in_its_script(reading):
    outcome = reading("a.html", PAGE, types=COURSE)
    first, second = (outcome.document.locate(dict(row.branch.entries)[SCHEMA + "name"].spot) for row in outcome.rows)
    assert (first.line, first.column, first.pointer) == (7, 10, "/name")
    assert (second.line, second.column, second.pointer) == (12, 31, "/0/@graph/1/name")


def test_broken_script_is_placed_in_the_page_and_spoils_no_other(reading):
    outcome = reading("a.html", PAGE.replace('"name": "Data",', '"name": "Data"'), types=COURSE)
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, place.line, trouble.details["line"]) == ("json-malformed", 7, "7")
    assert [dict(row.branch.entries)[SCHEMA + "name"].text for row in outcome.rows] == ["Stats"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<div itemscope itemtype="https://schema.org/Person">', "microdata"),
        ('<div vocab="https://schema.org/" typeof="Course">', "RDFa"),
        ("<p>Courses</p>", ""),
    ],
)
def test_page_without_json_ld_says_what_else_it_holds(reading, body, told):
    outcome = reading("a.html", f"<html><body>{body}</body></html>", types=COURSE)
    [(trouble, _)] = outcome.troubles
    assert trouble.code == "page-without-data"
    assert told in trouble.details["problem"]
    assert bool(trouble.details["problem"]) == bool(told)


def test_page_about_other_things_holds_no_record(reading):
    page = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebSite"}</script>'
    assert reading("a.html", page, types=COURSE).codes == ["records-missing"]


@settings(deadline=None)
@given(st.integers(0, len(PAGE)), st.sampled_from(["<", ">", "<!--", "", "</script", '"', "{", "]", "<script", "\n"]))
def test_no_change_raises(reading, at, new):
    outcome = reading("a.html", PAGE[:at] + new + PAGE[at + 1 :], types=COURSE)
    assert outcome.rows or outcome.troubles


# --- tables -----------------------------------------------------------------------------------------

KNOWN = {"Title", "Level", "Price", "Code"}
TABLE = """<!DOCTYPE html><html><body><!-- <table><tr><td>Title</td></tr></table> -->
<script>var page = "<table><tr><td>Title</td></tr></table>";</script>
<table><thead><tr><th>Code</th><th>Title</th><th colspan=2>Level</th></tr></thead>
<tr><td rowspan="2">A1</td><td>Data &amp; <b>more</b>
of it</td><td>7</td><td>SCQF</td></tr>
<tr><td>One<br>two<ul><li>three</li></ul></td><td>8</td></tr>
</table></body></html>"""


def tables(reading, page, name="a.html"):
    return reading(name, page, knows=KNOWN.__contains__, entitles="Title".__eq__, tells="Level".__eq__)


@pytest.mark.parametrize("name", ["a.html", "a.htm", "-"])
def test_a_table_with_known_headings_is_read_as_a_person_sees_it(reading, name):
    outcome = tables(reading, TABLE, name)
    assert outcome.codes == []
    assert outcome.values == [
        [("Code", "A1"), ("Title", "Data & more of it"), ("Level", "7"), ("", "SCQF")],
        [("Code", "A1"), ("Title", "One\ntwo\nthree"), ("Level", "8")],
    ]
    place = outcome.place(1, "Title")
    assert (place.line, place.column, place.cell, place.heading, place.sheet) == (6, 5, "B3", "Title", None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<td title="a > b">Data</td>', "Data"),
        ("<td data-x='<td>'>Data</td>", "Data"),
        ("<td><textarea>Data <b></textarea></td>", "Data <b>"),
        ("<td>1 < 2<template><tr><td>9</td></tr></template></td>", "1 < 2"),
        ("<td><h4>Data</h4><p>skills</p></td>", "Data\nskills"),
        ("<td colspan=many>Data</td>", "Data"),
    ],
)
def test_a_cell_says_what_a_browser_shows(reading, cell, text):
    page = f"<table><tr><th>Level</th><th>Title</th></tr><tr><td>7</td>{cell}</tr></table>"
    assert tables(reading, page).values == [[("Level", "7"), ("Title", text)]]


def test_a_page_that_is_called_a_workbook_is_known_for_what_it_is():
    assert suffix_in_truth(".xls", Content.of_bytes(TABLE.encode())) == ".html"


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".jsonl"])
@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><p>Please sign in</p>", "\ufeff\n <html lang='en'><p>404</p></html>"]
)
def test_a_page_that_came_instead_of_the_file_is_a_page(suffix, page):
    assert suffix_in_truth(suffix, Content.of_bytes(page.encode())) == ".html"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('[{"title": "A"}, {"title": "B"}]', ".json"),
        ('[\r\n  {\r\n    "title": "A"}]', ".json"),
        ('{"courses": [{"title": "A"}]}', ".json"),
        ('{"title": "A"}\n{"title": "B"}\n', ".jsonl"),
        ('"{id}","[Title]"\n1,A\n', None),
        ("{id},Title\n1,A\n", None),
        ("[Title],[Level]\nA,7\n", None),
    ],
)
def test_json_that_is_called_csv_is_json(text, suffix):
    assert suffix_in_truth(".csv", Content.of_bytes(text.encode())) == suffix


def test_of_several_tables_those_with_known_headings_are_read_and_told_apart(reading):
    menu = "<table><tr><td>Menu</td><td><table><tr><td>Title</td><td>T</td></tr><tr><td>Level</td><td>7</td></tr>"
    form = menu + "<tr><td>Price</td><td>&pound;9</td></tr></table></td></tr></table>"
    outcome = tables(reading, f"<html>{form}{TABLE}</html>")
    assert outcome.values[0] == [("Title", "T"), ("Level", "7"), ("Price", "£9")]
    assert [len(list(document.rows())) for document in outcome.documents] == [1, 2]
    assert [document.locate((1, 0)).sheet for document in outcome.documents] == ["Table 2", "Table 3"]


def test_what_a_script_tells_comes_before_a_table(reading):
    outcome = reading(
        "a.html",
        PAGE.replace("Data</body>", TABLE),
        types=COURSE,
        knows=KNOWN.__contains__,
        entitles="Title".__eq__,
        tells="Level".__eq__,
    )
    assert len(outcome.rows) == 2
    assert outcome.document.headings is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>Monday</td><td>Soup</td></tr></table></html>",
        "<html><table><tr><th>Title</th><th>Author</th></tr><tr><td>Emma</td><td>Austen</td></tr></table></html>",
        "<html><table><tr><th>Level</th><th>Price</th></tr><tr><td>7</td><td>9</td></tr></table></html>",
        "<html><table></table><table><tr></tr></table></html>",
    ],
)
def test_other_tables_are_none_of_ours(reading, page):
    assert tables(reading, page).codes == ["page-without-data"]


@pytest.mark.parametrize(
    "ugly", ["<table>", "<td rowspan=9999 colspan=9999>x", "<!--", "<tr><td>", "<script>", "<<<", "</table>"]
)
def test_twice_as_much_of_an_ugly_page_costs_not_much_more_than_twice(reading, ugly):
    def read(times):
        return lambda: tables(reading, f"<html>{TABLE}{ugly * times}")

    assert cost(read(2_000)) < 3 * cost(read(1_000)) + 0.05


def test_cells_that_span_without_end_fill_no_memory(reading):
    page = "<html>" + TABLE.replace("</table>", "<tr><td rowspan=1000 colspan=1000>x" * 20_000)
    assert sum(len(row.branch.entries) for row in tables(reading, page).rows) < 2_500_000


@settings(deadline=None)
@given(
    st.integers(0, len(TABLE)),
    st.sampled_from(
        ["<", ">", "</td>", "<tr>", "<table>", "</table>", '"', "<!--", "&", "<th rowspan=0>", "<td colspan=3>"]
    ),
)
def test_no_change_of_a_table_raises(reading, at, new):
    outcome = tables(reading, TABLE[:at] + new + TABLE[at + 1 :])
    assert outcome.rows or outcome.troubles
