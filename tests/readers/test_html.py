from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
