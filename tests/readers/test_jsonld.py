from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from mcvocab.raw import Branch, Leaf

CORPUS = Path(os.environ.get("MCVOCAB_CORPUS", "../shared/corpus"))
SCHEMA = "https://schema.org/"
MCV = "https://w3id.org/mcvocab/ns/"


def _read(reading, value, types=frozenset(), **kinds):
    return reading("a.jsonld", json.dumps(value, indent=1), types=types, **kinds)


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org",
        "https://schema.org/",
        "http://schema.org",
        "http://schema.org/",
        "https://schema.org/docs/jsonldcontext.jsonld",
        {"@vocab": "http://schema.org/"},
        ["https://schema.org/", {"x": "https://example.org/x"}],
    ],
)
def test_every_spelling_of_schema_org_gives_the_same_iris(reading, context):
    [row] = _read(reading, {"@context": context, "@type": "Course", "name": "Data"}).rows
    assert row.branch.types == (SCHEMA + "Course",)
    assert [(key, leaf.text) for key, leaf in row.branch.entries] == [(SCHEMA + "name", "Data")]


@pytest.mark.parametrize("address", ["https://w3id.org/mcvocab/context.jsonld", "https://w3id.org/mcvocab/ns/"])
def test_keys_of_our_context_stay_plain(reading, address):
    record = {
        "@context": address,
        "@id": "https://example.org/1",
        "@type": "MicroCredential",
        "title": {"en": "Data", "gd": "Dàta"},
        "dcterms:identifier": "X1",
        "credit": {"points": 10},
    }
    [row] = _read(reading, record).rows
    assert (row.branch.node, row.branch.types) == ("https://example.org/1", (MCV + "MicroCredential",))
    [en, gd, identifier, credit] = row.branch.entries
    assert (en[0], en[1].language, gd[1].language) == ("title", "en", "gd")
    assert identifier[0] == "http://purl.org/dc/terms/identifier"
    assert (credit[0], credit[1].entries[0][1].text) == ("credit", "10")


def test_terms_spelt_out_in_the_file_are_followed(reading):
    context = {
        "code": {"@id": "ex:code", "@type": "xsd:token"},
        "site": {"@id": "ex:site", "@type": "@id"},
        "label": {"@id": "ex:label", "@container": "@language"},
        "steps": {"@id": "ex:step", "@container": "@list"},
        "welsh": {"@id": "ex:label", "@language": "cy"},
        "id": "@id",
        "kind": "@type",
        "ex": "https://example.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "@language": "en",
        "@base": "https://uni.example/",
    }
    record = {
        "@context": context,
        "id": "c1",
        "kind": "ex:Course",
        "code": "7",
        "site": "about",
        "label": {"gd": "Dàta"},
        "steps": ["a", {"@value": "b", "@language": "de"}, {"@list": ["c"]}],
        "welsh": "Data",
        "unmapped": "stays",
    }
    [row] = _read(reading, record).rows
    ex = "https://example.org/"
    assert (row.branch.node, row.branch.types) == ("https://uni.example/c1", (ex + "Course",))
    assert [(key, leaf.text, leaf.language, leaf.datatype, leaf.kind) for key, leaf in row.branch.entries] == [
        (ex + "code", "7", "", "http://www.w3.org/2001/XMLSchema#token", "text"),
        (ex + "site", "https://uni.example/about", "", "", "iri"),
        (ex + "label", "Dàta", "gd", "", "text"),
        (ex + "step", "a", "en", "", "text"),
        (ex + "step", "b", "de", "", "text"),
        (ex + "step", "c", "en", "", "text"),
        (ex + "label", "Data", "cy", "", "text"),
        ("unmapped", "stays", "", "", "text"),
    ]


@pytest.mark.parametrize(
    ("context", "named"),
    [
        ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/v2"),
        (["https://schema.org/", "https://example.org/c"], "https://example.org/c"),
        ("https://shema.org/", "https://shema.org/"),
        ({"@import": "https://shema.org/"}, "https://shema.org/"),
    ],
)
def test_context_that_is_not_known_gives_no_row(reading, context, named):
    outcome = _read(reading, [{"@context": "https://schema.org/", "name": "A"}, {"@context": context, "name": "B"}])
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["context"]) == ("context-not-loaded", named)
    assert place.pointer.startswith("/1/@context")
    assert outcome.rows == []


@pytest.mark.parametrize("context", [5, {"x": 5}, {"@vocab": 5}, {"x": {"@id": "x:y", "@container": "@other"}}])
def test_context_that_is_none_gives_no_row(reading, context):
    outcome = _read(reading, [{"@context": "https://schema.org/", "name": "A"}, {"@context": context, "name": "B"}])
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, outcome.rows) == ("linked-data-malformed", [])
    assert place.pointer.startswith("/1/@context")


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ({"@context": {"@import": "https://schema.org/"}, "name": "A"}, ["name"]),
        ({"@context": {"@vocab": SCHEMA, "x": {"@id": "e:x", "@context": {}}}, "x": {"name": "A"}}, ["e:x"]),
        ({"@context": {"@vocab": SCHEMA, "x": {"@id": "e:x", "@container": "@index"}}, "x": {"1": "A"}}, ["e:x"]),
        ({"@context": {"@vocab": SCHEMA, "x": {"@reverse": "e:x"}}, "x": {"name": "B"}, "name": "A"}, ["name"]),
        ({"@context": {"@vocab": SCHEMA, "more": "@nest"}, "more": {"name": "A"}}, ["name"]),
    ],
)
def test_whatever_json_ld_allows_is_read(reading, record, keys):
    outcome = _read(reading, record)
    assert outcome.codes == []
    found = [key.removeprefix(SCHEMA) for row in outcome.rows for key, _ in row.branch.entries]
    assert [key for key in found if key in keys][:1] == keys


def test_things_beside_a_record_are_joined_to_it(reading):
    record = {
        "@context": "https://schema.org/",
        "@id": "https://e.org/1",
        "@type": "Course",
        "provider": {"@id": "https://e.org/u"},
        "@included": [{"@id": "https://e.org/u", "name": "Uni"}],
        "@reverse": {"about": {"@id": "https://e.org/page", "name": "Page"}},
    }
    [row] = _read(reading, record, frozenset({SCHEMA + "Course"})).rows
    [(key, provider)] = row.branch.entries
    assert (key, provider.entries[0][1].text) == (SCHEMA + "provider", "Uni")


def test_object_that_is_broken_spoils_no_other(reading):
    graph = [
        {"@id": "https://e.org/1", "@type": "Course", "name": {"@value": ["no", "value"]}},
        {"@id": "https://e.org/2", "@type": 7},
        {"@id": "https://e.org/3", "@type": "Course", "name": "C"},
    ]
    outcome = _read(reading, {"@context": "https://schema.org/", "@graph": graph}, frozenset({SCHEMA + "Course"}))
    assert [row.branch.node for row in outcome.rows] == ["https://e.org/1", "https://e.org/3"]
    assert [(code.code, place.pointer) for code, place in outcome.troubles] == [
        ("linked-data-malformed", "/@graph/0/name/@value"),
        ("linked-data-malformed", "/@graph/1/@type"),
    ]


PROTECTED = (("@context", (("@protected", True), ("@vocab", "https://e.org/"), ("id", "@id"), ("type", "@type"))),)


def test_context_beside_one_that_is_protected_is_passed_over_with_a_word(reading):
    record = {"@context": ["https://e.org/c", "https://elsewhere.example/more"], "type": "Badge", "name": "A"}
    outcome = _read(reading, record, contexts={"https://e.org/c": PROTECTED})
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["context"], place.pointer) == (
        "context-passed-over",
        "https://elsewhere.example/more",
        "/@context/1",
    )
    assert [row.branch.types for row in outcome.rows] == [("https://e.org/Badge",)]


def test_nodes_of_a_graph_are_joined_by_their_references(reading):
    graph = [
        {"@id": "_:p", "@type": "Organization", "name": "Uni"},
        {"@id": "https://e.org/1", "@type": "Course", "provider": {"@id": "_:p"}},
        {
            "@id": "https://e.org/2",
            "@type": "Course",
            "provider": {"@id": "_:p"},
            "about": {"@id": "https://e.org/x"},
        },
    ]
    outcome = _read(reading, {"@context": "https://schema.org/", "@graph": graph})
    assert [row.branch.node for row in outcome.rows] == ["https://e.org/1", "https://e.org/2"]
    for row in outcome.rows:
        provider = dict(row.branch.entries)[SCHEMA + "provider"]
        assert isinstance(provider, Branch)
        assert (provider.node, provider.entries[0][1].text) == ("", "Uni")
    assert dict(outcome.rows[1].branch.entries)[SCHEMA + "about"].kind == "iri"


def test_ring_of_references_ends(reading):
    record = {
        "@context": "https://schema.org/",
        "@id": "https://e.org/1",
        "hasCourseInstance": {"@type": "CourseInstance", "instanceOf": {"@id": "https://e.org/1"}},
    }
    [row] = _read(reading, record).rows
    assert row.branch.node == "https://e.org/1"
    [(_, instance)] = row.branch.entries
    [(_, back)] = instance.entries
    assert isinstance(back, Leaf)
    assert (back.text, back.kind) == ("https://e.org/1", "iri")


def test_records_within_a_catalogue_are_rows_when_their_type_is_asked_for(reading):
    course = {"@type": "Course", "hasPart": {"@type": "Course", "name": "inner"}}
    catalogue = {
        "@context": "https://schema.org/",
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "item": course}, {"@type": "Course", "@id": "https://e.org/2"}],
    }
    assert len(_read(reading, catalogue).rows) == 1
    rows = _read(reading, catalogue, frozenset({SCHEMA + "Course"})).rows
    assert [row.branch.types for row in rows] == [(SCHEMA + "Course",)] * 2
    assert [row.branch.node for row in rows] == ["", "https://e.org/2"]


@pytest.mark.parametrize(
    ("holder", "key", "count"),
    [
        ("Occupation", "qualifications", 0),
        ("JobPosting", "educationRequirements", 0),
        ("Organization", "makesOffer", 1),
        ("Offer", "itemOffered", 1),
        ("WebPage", "mainEntity", 1),
        ("WebSite", "hasPart", 1),
        ("Organization", "https://w3id.org/mcvocab/ns/offering", 1),
        (None, "courses", 1),
    ],
)
def test_record_within_another_thing_is_a_row_where_it_is_listed(reading, holder, key, count):
    inner = {"@type": "Course", "name": "A", "hasPart": {"@type": "Course", "name": "B"}}
    thing = {"@context": "https://schema.org/", "name": "Some", key: [inner]}
    if holder:
        thing["@type"] = holder
    outcome = _read(reading, thing, frozenset({SCHEMA + "Course"}))
    assert [dict(row.branch.entries)[SCHEMA + "name"].text for row in outcome.rows] == ["A"] * count
    assert outcome.codes == ([] if count else ["records-missing"])


def test_record_with_an_address_is_a_row_wherever_it_stands(reading):
    course = {"@id": "https://e.org/1", "@type": "Course", "name": "A"}
    thing = {"@context": "https://schema.org/", "@type": "Organization", "knows": course}
    assert len(_read(reading, thing, frozenset({SCHEMA + "Course"})).rows) == 1


@pytest.mark.parametrize(
    ("record", "count"),
    [
        ({"@context": "https://w3id.org/mcvocab/context.jsonld", "title": "A", "provider": {"name": "Uni"}}, 1),
        ({"@id": "https://e.org/1", "title": "A"}, 1),
        ({"@type": "Course", "title": "A"}, 1),
        ({"@context": "https://schema.org/", "name": "A"}, 0),
        ({"@context": "https://w3id.org/mcvocab/context.jsonld", "@type": "skos:Concept", "title": "A"}, 0),
        ({"@context": "https://w3id.org/mcvocab/context.jsonld", "@graph": []}, 0),
        ({"@context": "https://w3id.org/mcvocab/context.jsonld", "courses": []}, 0),
    ],
)
def test_object_without_a_type_is_a_record_by_plain_keys_alone(reading, record, count):
    outcome = _read(reading, record, frozenset({SCHEMA + "Course"}))
    assert (len(outcome.rows), outcome.codes) == (count, [] if count else ["records-missing"])


def test_nodes_that_multiply_at_every_level_do_not_fill_memory(reading):
    graph = [{"@id": f"_:{n}", "knows": [{"@id": f"_:{n + 1}"}] * 2} for n in range(60)] + [
        {"@id": "_:60", "name": "x"}
    ]
    assert len(_read(reading, {"@context": "https://schema.org/", "@graph": graph}).rows) == 1


def test_place_is_that_in_the_json(reading):
    text = '{"@context": "https://schema.org/",\n "@graph": [\n  {"@type": "Course", "name": {"@value": "Data"}}]}'
    outcome = reading("a.json", text)
    [(_, leaf)] = outcome.rows[0].branch.entries
    place = outcome.document.locate(leaf.spot)
    assert (place.line, place.column, place.pointer) == (3, 42, "/@graph/0/name/@value")
    assert outcome.document.locate(outcome.rows[0].branch.spot).line == 3


def test_graph_cut_short_gives_its_whole_nodes(reading):
    outcome = reading("a.json", '{"@context": "https://schema.org/", "@graph": [{"name": "A"}, {"na')
    assert (outcome.codes, len(outcome.rows)) == (["json-malformed"], 1)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of third-party files is not at hand")
def test_published_examples_are_read(reading):
    texts = "".join(path.read_text() for path in sorted((CORPUS / "schemaorg").glob("*.txt")))
    examples = re.findall(r'<script type="application/ld\+json">(.*?)</script>', texts, re.DOTALL)
    assert len(examples) >= 8
    kinds = set()
    for text in examples:
        outcome = reading("example.jsonld", text)
        assert outcome.codes == []
        assert outcome.rows
        for row in outcome.rows:
            kinds.update(row.branch.types)
            assert all(key.startswith(SCHEMA) for key, _ in row.branch.entries)
    assert {SCHEMA + "Course", SCHEMA + "EducationalOccupationalCredential"} <= kinds


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of third-party files is not at hand")
def test_published_badges_need_a_context_that_is_not_at_hand(reading):
    files = sorted((CORPUS / "ob3").glob("*.json"))
    assert files
    for path in files:
        assert reading(path.name, path.read_bytes()).codes == ["context-not-loaded"]
