from __future__ import annotations

import os
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.raw import Branch

CORPUS = Path(os.environ.get("MCVOCAB_CORPUS", "../shared/corpus"))
XSD = "http://www.w3.org/2001/XMLSchema#"
COURSE = frozenset({"https://e.org/Course"})

TURTLE = """# a catalogue
@prefix ex: <https://e.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:c1 a ex:Course ;
    ex:title "Dàta"@gd, \"\"\"two
lines\"\"\" ;
    ex:points 2.50, 007, 1e3, true, "yes"^^xsd:boolean, "1"^^xsd:date ;
    ex:provider [ ex:name "Uni" ] ;
    ex:steps ( "a" [ ex:name "b" ] ) .
<https://e.org/c2> <https://w3id.org/mcvocab/ns/title> "B" ; ex:follows ex:c1 .
"""


def test_literals_are_kept_exactly_as_written(reading):
    rows = reading("a.ttl", TURTLE, types=COURSE).rows
    points = [(leaf.text, leaf.datatype) for key, leaf in rows[0].branch.entries if key == "https://e.org/points"]
    assert points == [
        ("2.50", XSD + "decimal"),
        ("007", XSD + "integer"),
        ("1e3", XSD + "double"),
        ("true", XSD + "boolean"),
        ("yes", XSD + "boolean"),
        ("1", XSD + "date"),
    ]
    titles = [(leaf.text, leaf.language) for key, leaf in rows[0].branch.entries if key == "https://e.org/title"]
    assert titles == [("Dàta", "gd"), ("two\nlines", "")]


def test_nested_nodes_and_collections_become_branches(reading):
    [first, second] = reading("a.ttl", TURTLE, types=COURSE).rows
    assert (first.branch.node, first.branch.types) == ("https://e.org/c1", ("https://e.org/Course",))
    provider = dict(first.branch.entries)["https://e.org/provider"]
    assert (provider.node, provider.entries[0][1].text) == ("", "Uni")
    steps = [tree for key, tree in first.branch.entries if key == "https://e.org/steps"]
    assert steps[0].text == "a"
    assert isinstance(steps[1], Branch)
    assert dict(second.branch.entries)["https://e.org/follows"].node == "https://e.org/c1"


def test_without_types_a_record_is_what_nothing_refers_to(reading):
    assert [row.branch.node for row in reading("a.ttl", TURTLE).rows] == ["https://e.org/c2"]


def test_place_is_where_subject_and_value_are_written(reading):
    outcome = reading("a.ttl", TURTLE, types=COURSE)
    assert str(outcome.document.locate(outcome.rows[0].branch.spot)) == "a.ttl:5:1"
    assert str(outcome.document.locate(outcome.rows[1].branch.spot)) == "a.ttl:11:1"
    places = [str(outcome.document.locate(tree.spot)) for _, tree in outcome.rows[0].branch.entries]
    assert places[:4] == ["a.ttl:6:14", "a.ttl:6:25", "a.ttl:8:15", "a.ttl:8:21"]
    assert places[8] == "a.ttl:9:17"


def test_statements_of_n_triples_are_read(reading):
    text = '<https://e.org/1> <https://e.org/p> _:b .\n_:b <https://e.org/q> "x"@en .\n'
    outcome = reading("a.nt", text)
    [row] = outcome.rows
    [(_, inner)] = row.branch.entries
    [(key, leaf)] = inner.entries
    assert (key, leaf.text, leaf.language) == ("https://e.org/q", "x", "en")
    assert str(outcome.document.locate(leaf.spot)) == "a.nt:2:23"


def test_both_spellings_of_schema_org_are_one(reading):
    [row] = reading("a.ttl", '<https://e.org/1> a <http://schema.org/Course> ; <http://schema.org/name> "A" .').rows
    assert row.branch.types == ("https://schema.org/Course",)
    assert row.branch.entries[0][0] == "https://schema.org/name"


def test_relative_addresses_stay_relative(reading):
    [row] = reading("a.ttl", "<c1> <https://e.org/p> <#x> .").rows
    assert (row.branch.node, row.branch.entries[0][1].text) == ("c1", "#x")


@pytest.mark.parametrize(
    "text",
    [
        "<https://e.org/a> <https://e.org/b> <https://e.org/c> .",
        "<https://e.org/a> <https://e.org/b> [ <https://w3id.org/mcvocab/ns/title> 'A' ] .",
        "_:a <https://e.org/p> _:b . _:b <https://e.org/p> _:a .",
    ],
)
def test_triples_about_other_things_hold_no_record(reading, text):
    for name in ("a.ttl", "-"):
        outcome = reading(name, text, types=COURSE)
        assert (outcome.codes, outcome.rows) == (["records-missing"], [])


def test_classes_of_which_none_is_read_are_named_with_how_often_each_occurs(reading):
    kinds = "".join(f"<https://e.org/{n}> a <https://e.org/Kind{n % 7}> ." for n in range(8))
    outcome = reading("a.ttl", kinds, types=COURSE)
    assert (outcome.codes, outcome.rows) == (["classes-unknown"], [])
    value = outcome.troubles[0][0].details["value"]
    assert value.startswith("https://e.org/Kind0 (2), https://e.org/Kind1 (1), ")
    assert value.endswith(", ...")
    titled = "<https://e.org/a> a <https://e.org/Concept> ; <https://w3id.org/mcvocab/ns/title> 'A' ."
    assert reading("a.ttl", titled, types=COURSE).codes == ["classes-unknown"]


def test_node_without_a_type_is_a_record_by_a_property_of_ours(reading):
    text = "@prefix mcv: <https://w3id.org/mcvocab/ns/> . _:a mcv:title 'A' ; mcv:provider [ mcv:name 'Uni' ] ."
    [row] = reading("a.ttl", text, types=COURSE).rows
    assert [key.split("/")[-1] for key, _ in row.branch.entries] == ["title", "provider"]


@pytest.mark.parametrize(
    "text",
    [
        "_:u a ex:Uni ; ex:runs _:c . _:c a ex:Course ; ex:provider _:u .",
        "_:c a ex:Course ; ex:next _:d . _:d a ex:Course ; ex:next _:c .",
        "_:c mcv:provider _:u . _:u a ex:Uni ; ex:runs _:c .",
    ],
)
def test_ring_gives_its_first_record(reading, text):
    prefixes = "@prefix ex: <https://e.org/> . @prefix mcv: <https://w3id.org/mcvocab/ns/> . "
    outcome = reading("a.ttl", prefixes + text, types=COURSE)
    assert (len(outcome.rows), outcome.codes) == (1, [])
    assert "https://e.org/Uni" not in outcome.rows[0].branch.types


@pytest.mark.parametrize("value", ['"Work .', "'Work .", '"""Work .\nand "more"', '"Work . \\"', '"Work .\r\n'])
@pytest.mark.parametrize("end", ["", "\n<https://e.org/3> <https://e.org/p> 7 .\n"])
def test_text_that_is_never_closed_is_placed_where_it_opens(reading, value, end):
    text = f"@prefix ex: <https://e.org/> .\nex:c1 ex:title 'A' .\nex:c2 ex:level 7 ; ex:title {value}{end}"
    outcome = reading("a.ttl", text)
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, place.line, place.column) == ("turtle-malformed", 3, 29)
    assert trouble.details["problem"] == "a text in quotes is not closed"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('ex:c2 foo:title "B" .', "the prefix foo: is used here but declared nowhere above"),
        ('ex:c2 ex:title "B', "a text in quotes is not closed"),
        ('ex:c2 ex:title "B\\', "a text in quotes is not closed"),
        ('ex:c2 ex:title "B" ex:level 7 .', "a full stop or a semicolon is missing before this place"),
        ("ex:c2 ex:title .", "a property or a value is missing here"),
        ("ex:c2 ex:title <https://e.org .", "an address in angle brackets is not closed"),
        ('ex:c2 ex:title "B"', "the file ends in the middle of a statement"),
        (";", "no statement can start like this"),
    ],
)
def test_fault_is_placed_in_plain_words_and_what_came_before_is_read(reading, line, problem):
    text = f'@prefix ex: <https://e.org/> .\nex:c1 ex:title "A" .\n{line}'
    outcome = reading("a.ttl", text)
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["line"], place.line) == ("turtle-malformed", "3", 3)
    assert trouble.details["problem"] == problem
    assert [row.branch.node for row in outcome.rows] == ["https://e.org/c1"]


def test_bottomless_nesting_is_said(reading):
    text = (
        '<https://e.org/1> <https://e.org/p> "A" . <https://e.org/2> <https://e.org/p> '
        + "[ <https://e.org/p> " * 5000
    )
    outcome = reading("a.ttl", text)
    assert (outcome.codes, len(outcome.rows)) == (["nesting-too-deep"], 1)


RDF_XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://e.org/">
  <ex:Course rdf:about="https://e.org/1">
    <ex:title xml:lang="en-GB">Data</ex:title>
    <ex:done rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">yes</ex:done>
  </ex:Course>
</rdf:RDF>"""


@pytest.mark.parametrize("name", ["a.rdf", "-"])
def test_rdf_xml_is_read(reading, name):
    outcome = reading(name, RDF_XML)
    [row] = outcome.rows
    assert (row.branch.node, row.branch.types) == ("https://e.org/1", ("https://e.org/Course",))
    found = [(leaf.text, leaf.language, leaf.datatype) for _, leaf in row.branch.entries]
    assert found == [("Data", "en-GB", ""), ("yes", "", XSD + "boolean")]
    assert outcome.document.locate(row.branch.entries[1][1].spot).line == 5


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://e.org/a.dtd">',
        "<!DOCTYPE a>",
    ],
)
def test_document_type_is_refused(reading, start):
    outcome = reading("a.rdf", RDF_XML.replace("<rdf:RDF", f"{start}<rdf:RDF"))
    assert (outcome.codes, outcome.rows) == (["xml-refused"], [])


def test_broken_xml_gives_no_row(reading):
    outcome = reading("a.rdf", RDF_XML.replace("</ex:Course>", ""))
    assert (outcome.codes, outcome.rows) == (["xml-malformed"], [])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of third-party files is not at hand")
def test_triples_agree_with_rdflib_on_published_files(reading):
    path = CORPUS / "elm" / "LOQ-constraints-mdr.ttl"
    outcome = reading(path.name, path.read_bytes())
    subjects = {str(s) for s in rdflib.Graph().parse(path).subjects() if isinstance(s, rdflib.URIRef)}

    def named(branch):
        inner = (tree for _, tree in branch.entries if isinstance(tree, Branch))
        return {branch.node} - {""} | {node for tree in inner for node in named(tree)}

    assert outcome.codes == []
    assert {node for row in outcome.rows for node in named(row.branch)} == subjects


_PIECES = st.lists(
    st.sampled_from(
        [
            "@prefix e: <https://e.org/> .\n",
            "e:a ",
            "e:p ",
            "a ",
            '"x"',
            "@en",
            "^^e:d",
            ";",
            ",",
            ".",
            "[",
            "]",
            "(",
            ")",
            "1.5 ",
            "<x> ",
            "_:b ",
            "\n",
            "#",
            "\\",
            "'",
            "{",
            "true ",
            "-",
        ]
    ),
    max_size=25,
).map("".join)


@settings(deadline=None)
@given(_PIECES.map(str.encode) | st.binary(max_size=80), st.sampled_from([".ttl", ".nt", ".rdf"]))
def test_no_bytes_raise(reading, data, suffix):
    outcome = reading("a" + suffix, data)
    assert outcome.rows or outcome.troubles


@settings(deadline=None)
@given(st.integers(0, len(RDF_XML)), st.sampled_from(["<", ">", "&x;", "", "rdf:li", "</", '"', "<!--", "]]>"]))
def test_no_change_to_rdf_xml_raises(reading, at, new):
    outcome = reading("a.rdf", RDF_XML[:at] + new + RDF_XML[at + 1 :])
    assert outcome.rows or outcome.troubles
