"""What the elements of a page say by microdata: things, properties, values, places; and pages that are not sound."""

from __future__ import annotations

import pytest
from cost import cost
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.raw import Branch
from mcvocab.readers import microdata

SCHEMA = "https://schema.org/"
COURSE = frozenset({SCHEMA + "Course", SCHEMA + "EducationalOccupationalCredential"})
TYPE = f'itemscope itemtype="{SCHEMA}Course"'
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head><title>Courses</title><base href="https://www.harbour.example/courses/"></head>
<body>
<nav itemscope itemtype="https://schema.org/BreadcrumbList"><a itemprop="name" href="/">Home</a></nav>
<article itemscope itemtype="http://schema.org/Course https://schema.org/Product" itemref="who fee" itemid="weather">
  <h1 itemprop="name">Reading the <em>Weather</em></h1>
  <meta itemprop="inLanguage" content="en-GB">
  <a itemprop="url" href="weather.html">More</a>
  <ul>
    <li itemprop="teaches">Interpret a synoptic chart
    <li itemprop="teaches">Decide when <b>not</b> to&nbsp;sail
  </ul>
  <p itemprop="timeRequired" content="PT40H">Forty hours
  <div itemprop="hasCourseInstance" itemscope itemtype="https://schema.org/CourseInstance">
    <time itemprop="startDate" datetime="2026-02-02">2 February</time>
    <time itemprop="endDate">2026-03-02</time>
    <link itemprop="courseMode" href="https://schema.org/OnlineEventAttendanceMode"><data itemprop="duration" value="P4W">a month</data>
    <span itemprop="name description" lang="gd">Teisteanas<!-- no --> <script>"</p>"</script>ùr</span>
  </div>
</article>
<footer id="who"><span itemprop="provider" itemscope itemtype="https://schema.org/CollegeOrUniversity">
<span itemprop="name">Harbour Academy</span></span></footer>
<p id="fee">It costs <span itemprop="offers" itemscope><span itemprop="price" content="75.00">£75</span></span>.</p>
</body></html>
"""


def plain(branch: Branch) -> list[tuple[str, object]]:
    """Entries by short keys; leaves as their text, with the language where there is one."""
    found: list[tuple[str, object]] = []
    for key, tree in branch.entries:
        name = key.removeprefix(SCHEMA)
        if isinstance(tree, Branch):
            found.append((name, plain(tree)))
        else:
            found.append((name, f"{tree.text}@{tree.language}" if tree.language else tree.text))
    return found


def body(reading, markup, **options):
    outcome = reading("a.html", f"<html><body>{markup}</body></html>", types=COURSE, **options)
    return [plain(row.branch) for row in outcome.rows]


def test_things_with_all_their_values_are_read(reading):
    outcome = reading("a.html", PAGE, types=COURSE)
    assert outcome.codes == []
    [row] = outcome.rows
    assert row.branch.types == (SCHEMA + "Course", SCHEMA + "Product")
    assert row.branch.node == "https://www.harbour.example/courses/weather"
    assert plain(row.branch) == [
        ("name", "Reading the Weather@en-GB"),
        ("inLanguage", "en-GB@en-GB"),
        ("url", "https://www.harbour.example/courses/weather.html"),
        ("teaches", "Interpret a synoptic chart@en-GB"),
        ("teaches", "Decide when not to sail@en-GB"),
        ("timeRequired", "PT40H@en-GB"),
        (
            "hasCourseInstance",
            [
                ("startDate", "2026-02-02"),
                ("endDate", "2026-03-02@en-GB"),
                ("courseMode", SCHEMA + "OnlineEventAttendanceMode"),
                ("duration", "P4W"),
                ("name", "Teisteanas ùr@gd"),
                ("description", "Teisteanas ùr@gd"),
            ],
        ),
        ("provider", [("name", "Harbour Academy@en-GB")]),
        ("offers", [("price", "75.00@en-GB")]),
    ]


def test_a_place_is_the_line_and_column_of_the_element(reading):
    outcome = reading("a.html", PAGE, types=COURSE)
    [row] = outcome.rows
    places = {key: outcome.document.locate(tree.spot) for key, tree in row.branch.entries}
    assert [(places[SCHEMA + key].line, places[SCHEMA + key].column) for key in ("name", "url", "provider")] == [
        (7, 3),
        (9, 3),
        (22, 18),
    ]
    whole = outcome.document.locate(row.branch.spot)
    assert (whole.file, whole.line, whole.column, whole.pointer) == ("a.html", 6, 1, None)


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ('<img itemprop="x" src="a.png" alt="b">', "a.png"),
        ('<video itemprop="x" src="a.mp4">b</video>', "a.mp4"),
        ('<object itemprop="x" data="a.pdf">b</object>', "a.pdf"),
        ('<meter itemprop="x" value="7">b</meter>', "7"),
        ('<data itemprop="x">b</data>', ""),
        ('<a itemprop="x">b</a>', ""),
        ('<meta itemprop="x">', ""),
        ('<time itemprop="x">2026-01-02</time>', "2026-01-02"),
        ("<span ITEMPROP=x CONTENT='a &amp; b'>c</span>", "a & b"),
        ('<span itemprop="x">a &lt; b</span>', "a < b"),
        ('<div itemprop="x">a<br>b<p>c</p>d</div>', "a\nb\nc\nd"),
        ('<textarea itemprop="x">a<b>c</textarea>', "a<b>c"),
        ('<span itemprop="x">a <span>b</span>\n c</span>', "a b c"),
        ('<b itemprop="x">a<i>b</b>c</i>', "ab"),
        ('<p title="1 > 0" itemprop="x">a', "a"),
        ("<p title=it's itemprop=x>it's", "it's"),
    ],
)
def test_the_value_of_an_element_is_where_html_keeps_it(reading, markup, value):
    assert body(reading, f"<div {TYPE}>{markup}</div>") == [[("x", value)]]


def test_end_tags_may_be_left_out_and_stray(reading):
    table = f"""<table><tr {TYPE}><td itemprop="name">A<td itemprop="courseCode">1
    <tr {TYPE}><td itemprop="name">B</div><td itemprop="courseCode">2</table>"""
    assert body(reading, table) == [[("name", "A"), ("courseCode", "1")], [("name", "B"), ("courseCode", "2")]]
    terms = f"<dl {TYPE}><dt>Name<dd itemprop=name>A<dt>Code<dd itemprop=courseCode>1</dl>"
    assert body(reading, terms) == [[("name", "A"), ("courseCode", "1")]]


def test_a_nested_thing_is_a_value_and_a_listed_one_a_record(reading):
    told = f"""<div itemscope itemtype="{SCHEMA}ItemList">
    <div itemprop="itemListElement" {TYPE}><b itemprop="name">A</b></div>
    <div itemprop="itemListElement" {TYPE}><b itemprop="name">B</b>
      <div itemprop="hasPart" {TYPE}><b itemprop="name">C</b></div></div></div>"""
    assert body(reading, told) == [[("name", "A")], [("name", "B"), ("hasPart", [("name", "C")])]]


def test_a_reference_takes_what_stands_in_an_element_but_not_what_other_things_say(reading):
    told = f"""<div id="more"><b itemprop="courseCode">1</b>
      <div itemscope itemtype="{SCHEMA}Person"><b itemprop="name">Jo</b></div></div>
    <div {TYPE} itemref="more gone more"><b itemprop="name">A</b></div>
    <b id="more" itemprop="courseCode">2</b>"""
    assert body(reading, told) == [[("courseCode", "1"), ("name", "A")]]


def test_things_that_refer_to_each_other_end(reading):
    told = f"""<div {TYPE} itemref="b"><b itemprop="name">A</b></div>
    <div id="b" itemprop="hasPart" {TYPE} itemref="b"><b itemprop="name">B</b></div>"""
    [first, *_] = body(reading, told)
    assert first[:2] == [("name", "A"), ("hasPart", [("name", "B")])]


def test_names_may_be_addresses_and_untyped_things_speak_the_words_around_them(reading):
    told = f"""<div {TYPE}><b itemprop="http://purl.org/dc/terms/title">A</b>
    <i itemprop="audience" itemscope><b itemprop="audienceType">nurses</b></i></div>
    <div itemscope><b itemprop="name">of no type</b></div><b itemprop="name">of nothing</b>"""
    assert body(reading, told) == [
        [("http://purl.org/dc/terms/title", "A"), ("audience", [("audienceType", "nurses")])]
    ]


def test_what_a_script_says_of_the_same_course_is_not_said_again(reading):
    script = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Course", "name": "A"}</script>'
    told = f'<div {TYPE}><b itemprop="name">a</b></div><div {TYPE}><b itemprop="name">B</b></div>'
    assert body(reading, script + told) == [[("name", "A")], [("name", "B")]]
    other = script.replace('"Course"', '"WebSite"')
    assert body(reading, other + told) == [[("name", "a")], [("name", "B")]]
    outcome = reading("a.html", script.replace("}", "") + told, types=COURSE)
    assert ("json-malformed" in outcome.codes, len(outcome.rows)) == (True, 2)


def test_an_xhtml_page_closes_elements_at_once(reading):
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><div {TYPE}><b itemprop="x"/><b itemprop="name">A</b></div></html>'
    outcome = reading("a.xhtml", page, types=COURSE)
    assert [plain(row.branch) for row in outcome.rows] == [[("x", ""), ("name", "A")]]


def test_a_page_about_other_things_holds_no_record(reading):
    page = f'<div itemscope itemtype="{SCHEMA}WebSite"><b itemprop="name">Us</b></div>'
    assert reading("a.html", page, types=COURSE).codes == ["page-without-data"]


def test_a_value_as_long_as_a_book_is_cut_and_said(reading):
    outcome = reading("a.html", f'<div {TYPE}><p itemprop="name">{"ab " * 400_000}</div>', types=COURSE)
    assert outcome.codes == ["value-too-long"]
    assert len(dict(outcome.rows[0].branch.entries)[SCHEMA + "name"].text) == 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "<!--", "<", "</", "</a", "<a ", '<a b="', "<a b='", "<a b=", "<?", "<!", "<![CDATA[", "<div>", "<li>", "<ul><li>",
        "<script>", "<textarea>", "</p>", "<b itemprop=a>", "<b itemscope itemprop=a>", '<b id=a itemprop="a b c">',
        f"<b {TYPE} id=a itemprop=a itemref=a>", "&", "&#x", "<p><b>", "<table><tr><td>", "<b itemprop=a>x</i>",
    ],
)  # fmt: skip
def test_twice_as_much_of_a_hostile_page_costs_not_much_more_than_twice(piece):
    def reading_of(length):
        page = f"<div {TYPE} itemref=a>" + piece * (length // len(piece))
        return lambda: microdata.Page(page).nodes()

    # What grew with the square of the length would cost sixteen times as much.
    assert cost(reading_of(100_000)) < 10 * cost(reading_of(25_000)) + 0.1


@settings(deadline=None)
@given(
    st.integers(0, len(PAGE)),
    st.sampled_from(["<", ">", "<!--", "", "</", '"', "'", "&#", "<script", "\n", "\0", "="]),
)
def test_no_change_raises(reading, at, new):
    outcome = reading("a.html", PAGE[:at] + new + PAGE[at + 1 :], types=COURSE)
    assert outcome.rows or outcome.troubles
