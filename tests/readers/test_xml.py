from __future__ import annotations

import pytest
from cost import cost
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.raw import Branch, Leaf

SPACE = "https://e.org/x"
COURSE = frozenset({f"{{{SPACE}}}course"})
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="{SPACE}" xmlns:h="http://www.w3.org/1999/xhtml" made="today">
  <provider>
    <course xml:lang="gd"><title>Dàta</title><text><h:p>One</h:p><h:p>two</h:p></text><level kind="x">7</level></course>
    <course><title>Data &amp; more</title></course>
    <name>Uni</name>
  </provider>
</catalog>"""


def key(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def test_elements_become_branches_with_what_is_around_them(reading):
    outcome = reading("a.xml", XML, elements=COURSE)
    first, second = outcome.rows
    entries = dict(first.branch.entries)
    assert (entries[key("title")].text, entries[key("title")].language) == ("Dàta", "gd")
    assert entries[key("text")].text == "One two"
    assert [(name, leaf.text) for name, leaf in entries[key("level")].entries] == [("", "7"), ("@kind", "x")]
    assert dict(second.branch.entries)[key("title")].text == "Data & more"
    for row in outcome.rows:
        around = dict(row.branch.entries)[".."]
        assert isinstance(around, Branch)
        assert (around.types, dict(around.entries)[key("name")].text) == ((key("provider"),), "Uni")
        assert dict(dict(around.entries)[".."].entries)["@made"] == Leaf("today", (2, 1))


def test_place_is_where_an_element_starts(reading):
    outcome = reading("a.xml", XML, elements=COURSE)
    assert str(outcome.document.locate(outcome.rows[1].branch.spot)) == "a.xml:5:5"
    title = dict(outcome.rows[0].branch.entries)[key("title")]
    assert str(outcome.document.locate(title.spot)) == "a.xml:4:27"


@pytest.mark.parametrize(
    "start", ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "x.dtd">']
)
@pytest.mark.parametrize("name", ["a.xml", "a.svg", "-"])
def test_document_type_is_refused(reading, start, name):
    data = XML.replace("<catalog", f"{start}<catalog", 1) if name != "a.svg" else f"{start}<svg xmlns='s'/>"
    outcome = reading(name, data, elements=COURSE)
    assert (outcome.codes, outcome.rows) == (["xml-refused"], [])


@pytest.mark.parametrize("data", [XML[:-30], XML.replace("&amp;", "&nbsp;"), XML.replace("UTF-8", "klingon"), "<a"])
def test_broken_xml_gives_no_row(reading, data):
    outcome = reading("a.xml", data, elements=COURSE)
    assert (outcome.codes, outcome.rows) == (["xml-malformed"], [])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (XML.replace("&amp;", "&"), "&amp;"),
        (XML.replace("&amp;", "&nbsp;"), "&nbsp;"),
        (XML[:-30], "cut off"),
        (XML[:-3], "cut off"),
        (XML + "<more/>", "one element must hold all others"),
        (" " + XML, "very beginning"),
        (XML.replace("UTF-8", "UTF-16"), "encoding that its first line names"),
        (XML.encode().replace("à".encode(), b"\xe0"), "encoding that its first line names"),
        (XML.replace("</name>", "</nam>"), "not the one opened last"),
        (XML.replace("xmlns:h", "xmlns:i"), "prefix"),
        (XML.replace('made="today"', "made='' made=''"), "twice"),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_mended(reading, data, told):
    [(trouble, place)] = reading("a.xml", data, elements=COURSE).troubles
    assert told in trouble.details["problem"]
    assert "well-formed" not in trouble.details["problem"]
    assert place.line


@pytest.mark.parametrize(
    ("data", "told"),
    [("<rss version='2.0'/>", "an RSS feed"), ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "an Atom feed")],
)
def test_other_xml_says_what_it_is(reading, data, told):
    outcome = reading("a.xml", data, elements=COURSE)
    [(trouble, _)] = outcome.troubles
    assert trouble.code == "xml-unknown"
    assert told in trouble.details["problem"]


def test_catalogue_without_a_course_says_so(reading):
    assert reading("a.xml", f"<catalog xmlns='{SPACE}'/>", elements=COURSE).codes == ["records-missing"]


def test_bottomless_nesting_is_said(reading):
    assert reading("a.xml", "<a>" * 5000, elements=COURSE).codes == ["nesting-too-deep"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encoding_that_the_file_declares_is_followed(reading, encoding):
    data = XML.replace("UTF-8", encoding).encode(encoding)
    outcome = reading("a.xml", data, elements=COURSE)
    assert dict(outcome.rows[0].branch.entries)[key("title")].text == "Dàta"


@settings(deadline=None)
@given(st.integers(0, len(XML)), st.sampled_from(["<", ">", "&x;", "", "</", '"', "<!--", "]]>", "\0", "<course>"]))
def test_no_change_raises(reading, at, new):
    outcome = reading("a.xml", XML[:at] + new + XML[at + 1 :], elements=COURSE)
    assert outcome.rows or outcome.troubles


# --- XML of no known kind ---------------------------------------------------------------------------

KNOWN = {"title", "name", "level", "url", "credits", "provider", "outcomes", "startDate"}
PLAIN = f"""<catalog xmlns="{SPACE}">
  <provider><name>Northmarsh</name><url>https://n.example/</url>
    <courses>
      <course id="1"><title xml:lang="gd">Dàta</title><level>SCQF 6</level><credits system="SCQF">8</credits>
        <outcomes><outcome>Read</outcome><outcome>Write</outcome></outcomes>
        <runs><run><startDate>2026-01-15</startDate></run><run><startDate>2026-05-15</startDate></run></runs>
      </course>
      <course id="2"><title>More</title><level/></course>
    </courses>
  </provider>
</catalog>"""


def plainly(reading, data):
    return reading(
        "a.xml",
        data,
        knows=KNOWN.__contains__,
        entitles={"title", "name", "course"}.__contains__,
        tells={"level", "credits", "outcomes"}.__contains__,
    )


def test_elements_with_known_headings_are_records_as_json_would_say_them(reading):
    first, second = plainly(reading, PLAIN).values
    assert first == [
        ("id", "1"),
        ("title", "Dàta"),
        ("level", "SCQF 6"),
        ("credits", [("", "8"), ("system", "SCQF")]),
        ("outcomes", "Read"),
        ("outcomes", "Write"),
        ("runs", [("startDate", "2026-01-15")]),
        ("runs", [("startDate", "2026-05-15")]),
        ("provider", [("name", "Northmarsh"), ("url", "https://n.example/")]),
    ]
    assert second[:3] == [("id", "2"), ("title", "More"), ("level", "")]


def test_its_places_are_those_of_its_elements(reading):
    outcome = plainly(reading, PLAIN)
    assert str(outcome.place(0, "credits")) == "a.xml:4:76"
    title = dict(outcome.rows[0].branch.entries)["title"]
    assert title.language == "gd"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("<course><title>Alone</title><level>7</level></course>", ["Alone"]),
        (
            "<all><course title='By attribute' level='7'/><course title='Two' level='8'/></all>",
            ["By attribute", "Two"],
        ),
        # A run has more headings, but nothing says what it is called.
        (
            "<a><c><title>T</title><level>1</level><r><level>1</level><credits>2</credits><url>u</url></r></c></a>",
            ["T"],
        ),
        # Nothing but its own name tells that this is a course; a video has a title, too.
        (
            "<all><course title='A' url='u'><video><title>V</title><url>u</url></video></course></all>",
            ["A"],
        ),
    ],
)
def test_a_record_is_what_says_what_it_is_called(reading, data, names):
    assert [dict(values)["title"] for values in plainly(reading, data).values] == names


@pytest.mark.parametrize(
    "data",
    [
        "<config><server><host>x</host><port>1</port></server></config>",
        "<rss><channel><item><title>News</title><url>u</url></item></channel></rss>",
        "<notes><note><title>A title alone</title></note></notes>",
        "<notes><course>A title alone</course><course><title>And no more</title></course></notes>",
        "<books><book><title>Emma</title><url>u</url></book></books>",
        "<empty/>",
    ],
)
def test_xml_in_which_nothing_is_like_a_record_says_so(reading, data):
    outcome = plainly(reading, data)
    assert (outcome.codes, outcome.rows) == (["xml-unknown"], [])


def test_elements_of_another_path_that_look_like_records_are_named(reading):
    modules = "<modules><module><title>M</title><level>8</level></module></modules>"
    outcome = plainly(reading, PLAIN.replace("<provider>", f"{modules}<provider>"))
    assert [dict(values)["title"] for values in outcome.values] == ["Dàta", "More"]
    [(trouble, place)] = outcome.troubles
    assert trouble.code == "list-passed-over"
    assert trouble.details == {"value": "provider/courses/course", "other": "modules/module"}
    assert str(place) == "a.xml:2:12"


def test_what_stands_within_a_record_is_not_passed_over(reading):
    unit = "<units><unit><title>U</title><level>6</level></unit></units></course>"
    outcome = plainly(reading, PLAIN.replace("</course>", unit, 1))
    assert (outcome.codes, len(outcome.rows)) == ([], 2)


def test_twice_as_many_records_in_one_element_cost_twice_as_much(reading):
    def read(number):
        course = "<course><title>T</title><level>7</level></course>"
        outcome = plainly(reading, f"<provider><name>N</name>{course * number}</provider>")
        assert len(outcome.rows) == number

    assert cost(lambda: read(4000)) < 3 * cost(lambda: read(2000))


@settings(deadline=None)
@given(
    st.integers(0, len(PLAIN)), st.sampled_from(["<", ">", "</", '"', "<!--", "<course>", "<title/>", "</course>"])
)
def test_no_change_of_plain_xml_raises(reading, at, new):
    outcome = plainly(reading, PLAIN[:at] + new + PLAIN[at + 1 :])
    assert outcome.rows or outcome.troubles
