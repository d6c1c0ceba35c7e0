from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from light_graphs import of_rdflib, outside, same, triples

import mcvocab
from mcvocab.model import IRI, RDF, RDF_LANG_STRING, XSD, Blank, Literal
from mcvocab.readers.graphs import GraphError, GraphFile, read_graph

SUITES = Path(os.environ.get("MCVOCAB_SUITES", "../shared/suites"))
CORPUS = Path(os.environ.get("MCVOCAB_CORPUS", "../shared/corpus"))
E = "https://e.org/"

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:Code.*is not defined in namespace"),
]


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def read(text: str, suffix: str = ".ttl", **options) -> GraphFile:
    return read_graph(f"a{suffix}", text.encode(), **options)


# --- Turtle -----------------------------------------------------------------------------------------

TURTLE = """# a catalogue
@prefix ex: <https://e.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:c1 a ex:Course ;
    ex:title "Dàta"@gd-GB, \"\"\"two
lines\"\"\" ;
    ex:points 2.50, 007, 1e3, true, "yes"^^xsd:boolean, +1 ;
    ex:provider [ ex:name "Uni" ; ] ;
    ex:steps ( "a" [ ex:name "b" ] _:x ) .
_:x ex:see <http://schema.org/Course>, <c1>, () .
[ ex:name 'alone' ] .
"""


def test_every_triple_of_turtle_is_there_as_written():
    found = triples(read(TURTLE).graph)
    course = IRI(E + "c1")
    assert {term for s, p, term in found if (s, p) == (course, E + "points")} == {
        Literal("2.50", XSD + "decimal"),
        Literal("007", XSD + "integer"),
        Literal("1e3", XSD + "double"),
        Literal("true", XSD + "boolean"),
        Literal("yes", XSD + "boolean"),
        Literal("+1", XSD + "integer"),
    }
    titles = {term for s, p, term in found if (s, p) == (course, E + "title")}
    assert titles == {Literal("Dàta", RDF_LANG_STRING, "gd-GB"), Literal("two\nlines", XSD + "string")}
    assert {term for s, p, term in found if (s, p) == (Blank("x"), E + "see")} == {
        IRI("http://schema.org/Course"),
        IRI("c1"),
        IRI(RDF + "nil"),
    }
    assert len([1 for _, p, _ in found if p == RDF + "rest"]) == 3
    assert len(found) == 23


def test_places_of_turtle_are_lines_and_columns():
    file = read(TURTLE)
    course = IRI(E + "c1")
    assert str(file.subject(course)) == "a.ttl:5:1"
    assert str(file.subject(Blank("x"))) == "a.ttl:11:1"
    assert str(file.value(course, IRI(RDF + "type"), IRI(E + "Course"))) == "a.ttl:5:9"
    assert str(file.value(course, IRI(E + "title"), Literal("two\nlines"))) == "a.ttl:6:28"
    assert str(file.value(course, IRI(E + "points"), Literal("+1", XSD + "integer"))) == "a.ttl:8:57"
    [provider] = file.graph[course][IRI(E + "provider")]
    [steps] = file.graph[course][IRI(E + "steps")]
    assert str(file.value(course, IRI(E + "provider"), provider)) == str(file.subject(provider)) == "a.ttl:9:17"
    assert str(file.value(provider, IRI(E + "name"), Literal("Uni"))) == "a.ttl:9:27"
    assert str(file.subject(steps)) == "a.ttl:10:14"
    assert str(file.value(steps, IRI(RDF + "first"), Literal("a"))) == "a.ttl:10:16"


def test_what_is_not_written_has_no_place():
    file = read(TURTLE)
    assert file.subject(IRI(E + "Course")) is None
    assert file.value(IRI(E + "c1"), IRI(E + "title"), Literal("Data")) is None


def test_the_first_of_several_places_counts():
    file = read("PREFIX : <#>\n:a :p 1 .\n:b :p :a .\n:a :q 2 ; :p 1 .")
    assert file.subject(IRI("#a")).line == file.value(IRI("#a"), IRI("#p"), Literal("1", XSD + "integer")).line == 2


def test_labels_stay_and_new_names_keep_clear_of_them():
    file = read("_:b1 <p:p> [], [ <p:p> _:b2 ] . _:x.y <p:p> _:b1 .")
    names = {term for triple in triples(file.graph) for term in triple if isinstance(term, Blank)}
    assert {"b1", "x.y"} <= names
    assert len(names) == 5


def test_relative_addresses_follow_the_file_and_then_the_caller():
    text = "<a> <p:p> <#b> . BASE <https://e.org/x/> <c> <p:p> <../d>, <//f.org>, <?q> ."
    assert triples(read(text).graph) == {
        ("a", "p:p", "#b"),
        (E + "x/c", "p:p", E + "d"),
        (E + "x/c", "p:p", "https://f.org"),
        (E + "x/c", "p:p", E + "x/?q"),
    }
    assert ("https://f.org/g/a", "p:p", "https://f.org/g/h#b") in triples(read(text, base="https://f.org/g/h").graph)


def test_blank_node_is_never_taken_for_a_relative_address():
    with pytest.raises(GraphError, match="also the name of a blank node"):
        read("_:c1 <p:p> 1 . <c1> <p:p> 2 .")
    assert len(read("<c1> <p:p> 2 . _:c1 <p:p> 1 .").graph) == 2


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<s:s> <p:p> 1 .", ".trig"),
        ("{ <s:s> <p:p> 1 }", ".trig"),
        ("PREFIX : <s:> { :s <p:p> 1 . } :s <p:p> 1 .", ".trig"),
        ('<s:s> <p:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .', ".nq"),
    ],
)
def test_one_graph_without_a_name_is_read_from_trig_and_n_quads(text, suffix):
    assert triples(read(text, suffix).graph) == {("s:s", "p:p", Literal("1", XSD + "integer"))}


@pytest.mark.parametrize(
    ("text", "suffix", "column"),
    [
        ("<g:g> { <s:s> <p:p> 1 }", ".trig", 1),
        ("<s:s> <p:p> 1 . GRAPH <g:g> { }", ".trig", 17),
        ("<s:s> <p:p> <o:o> <g:g> .", ".nq", 19),
        ('{"@graph": [{"@id": "s:s", "@graph": [{"@id": "a:a", "p:p": 1}]}]}', ".jsonld", 13),
        ('{"@context": {"t": {"@id": "p:t", "@container": "@graph"}}, "t": {"p:p": 1}}', ".jsonld", 66),
    ],
)
def test_named_graph_is_refused(text, suffix, column):
    with pytest.raises(GraphError, match="named graph") as refusal:
        read(text, suffix)
    assert (refusal.value.where.line, refusal.value.where.column) == (1, column)


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ('ex:c2 foo:title "B" .', 7, "the prefix foo: is used here but declared nowhere above"),
        ('ex:c2 ex:title "B', 16, "a text in quotes is not closed"),
        ('ex:c2 ex:title """B"" .', 16, "a text in quotes is not closed"),
        ('ex:c2 ex:title "B" ex:level 7 .', 20, "a full stop or a semicolon is missing before this place"),
        ("ex:c2 ex:title .", 16, "a property or a value is missing here"),
        ("ex:c2 ex:title <https://e.org .", 16, "an address in angle brackets is not closed"),
        ("ex:c2 ex:title <https://e.org/a b> .", 16, "an address in angle brackets holds what none can"),
        ('ex:c2 ex:title "B"', 19, "the file ends in the middle of a statement"),
        (r'ex:c2 ex:title "a\q" .', 18, "a backslash is followed by something that Turtle does not know"),
        (r'ex:c2 ex:title "\uD800" .', 17, "a backslash is followed by something that Turtle does not know"),
        (";", 1, "no statement can start like this"),
        ('"B" ex:title 1 .', 1, "no statement can start like this"),
        ("[] .", 4, "a property or a value is missing here"),
        ("ex:c2 ex:p [ ex:p 1 .", 21, "a closing bracket is missing before this place"),
        (
            "<< ex:a ex:b ex:c >> ex:p 1 .",
            1,
            "a statement about a statement (RDF 1.2) stands here, which is not read",
        ),
        ("@prefix x <https://e.org/> .", 9, "a prefix with a colon should stand here"),
        ("ex:c2 ex:p 1 } .", 14, "a full stop or a semicolon is missing before this place"),
        (r"ex:c2 ex:p <https://e.org/\u0020> .", 12, "an address cannot hold a blank"),
    ],
)
def test_fault_of_turtle_is_placed_in_plain_words(line, column, problem):
    with pytest.raises(GraphError) as fault:
        read(f'@prefix ex: <https://e.org/> .\nex:c1 ex:title "A" .\n{line}')
    assert (fault.value.problem, fault.value.where.line, fault.value.where.column) == (problem, 3, column)
    assert str(fault.value) == f"a.ttl:3:{column}: {problem}"


def written(file: GraphFile, lines: list[str]):
    """Each subject and value with the text that starts at its place."""
    for subject, properties in file.graph.items():
        where = file.subject(subject)
        yield subject, lines[where.line - 1][where.column - 1 :]
        for predicate, terms in properties.items():
            for term in terms:
                where = file.value(subject, predicate, term)
                yield term, lines[where.line - 1][where.column - 1 :]


def starts_with(text: str, term) -> bool:
    """Whether a text in Turtle starts with a term, as far as that shows without its prefixes."""
    if isinstance(term, Literal):
        if text[:1] not in {'"', "'"}:
            return text.startswith(term.lexical)
        inner = text.lstrip(text[0])
        plain = re.match(r"[^\"'\\\n\r]*", term.lexical)
        return inner.startswith(plain[0])
    if isinstance(term, Blank):
        # The cell of a list, but for the first, stands where its member does.
        return not text.startswith((";", ".", ",")) and bool(text.strip())
    if text.startswith("<"):
        return term.endswith(text[1 : text.index(">")])
    return text.startswith((")", "(", "rdf:nil")) if term == RDF + "nil" else term.endswith(_local(text))


def _local(text: str) -> str:
    return re.match(r"[\w.-]*:([\w-]*)", text)[1]


TURTLE_FILES = [*sorted(SUITES.glob("w3c-shacl/**/*.ttl")), *sorted(CORPUS.rglob("*.ttl"))]


@pytest.mark.skipif(not TURTLE_FILES, reason="the suites and the corpus of third-party files are not at hand")
@pytest.mark.parametrize("path", TURTLE_FILES, ids=lambda path: path.name)
def test_published_turtle_gives_the_triples_of_rdflib_and_the_places_of_the_text(path):
    text = path.read_bytes().decode()
    base = "http://file.example/a/b"
    file = read_graph(path.name, path.read_bytes(), base=base)
    expected = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=base)
    assert same(triples(file.graph), of_rdflib(expected))
    lines = re.split(r"\r\n?|\n", text.removeprefix("\ufeff"))
    assert [term for term, found in written(file, lines) if not starts_with(found, term)] == []


# --- RDF/XML ----------------------------------------------------------------------------------------

RDF_XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://e.org/"
         xml:base="https://e.org/base">
  <ex:Course rdf:about="https://e.org/1" ex:code="C1" xml:lang="en-GB">
    <ex:title>Data</ex:title>
    <ex:done rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">yes</ex:done>
    <ex:site rdf:resource="#about"/>
    <ex:provider><rdf:Description rdf:nodeID="uni" ex:name="Uni"/></ex:provider>
    <ex:steps rdf:parseType="Collection"><ex:Step/><rdf:Description rdf:ID="two"/></ex:steps>
    <ex:note rdf:parseType="Literal">a <b xmlns="urn:h">b</b> &amp; c</ex:note>
    <ex:more rdf:parseType="Resource"><ex:deep>x</ex:deep></ex:more>
  </ex:Course>
</rdf:RDF>"""


def test_rdf_xml_gives_the_triples_of_rdflib():
    expected = of_rdflib(rdflib.Graph(bind_namespaces="none").parse(data=RDF_XML, format="xml"))
    # rdflib does not bring markup into canonical form.
    markup = Literal('a <b xmlns="urn:h">b</b> &amp; c', RDF + "XMLLiteral")
    expected = {(s, p, markup if p == E + "note" else o) for s, p, o in expected}
    assert same(triples(read(RDF_XML, ".rdf").graph), expected)


def test_places_of_rdf_xml_are_those_of_elements():
    file = read(RDF_XML, ".owl")
    course = IRI(E + "1")
    assert str(file.subject(course)) == "a.owl:4:3"
    title = Literal("Data", RDF_LANG_STRING, "en-GB")
    assert str(file.value(course, IRI(E + "title"), title)) == "a.owl:5:5"
    assert file.value(course, IRI(E + "site"), IRI(E + "base#about")).line == 7
    assert str(file.subject(Blank("uni"))) == "a.owl:8:18"


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        (("<rdf:RDF", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rdf:RDF'), 2, "document type"),
        (("</ex:Course>", ""), 13, "a tag is closed here that is not the one opened last"),
        ((RDF, "https://e.org/"), 2, "it is XML, but not RDF/XML"),
        (('rdf:nodeID="uni"', 'rdf:nodeID="1 2"'), 8, "no name that XML allows"),
        (('rdf:nodeID="uni"', 'rdf:bagID="uni"'), 8, "cannot be an attribute here"),
        (('rdf:ID="two"', 'rdf:ID="two" rdf:about="x"'), 9, "two names"),
        (("<ex:Step/>", "<ex:Step/>text"), 9, "text stands where only elements can"),
        (("<ex:Step/>", "&x;"), 9, "an abbreviation such as"),
    ],
)
def test_fault_of_rdf_xml_is_placed_in_plain_words(change, line, problem):
    with pytest.raises(GraphError, match=problem) as fault:
        read(RDF_XML.replace(*change), ".rdf")
    assert fault.value.where.line == line


def test_encoding_that_xml_declares_is_followed():
    data = RDF_XML.replace("utf-8", "iso-8859-1").replace("Uni", "Unì").encode("iso-8859-1")
    assert Literal("Unì", RDF_LANG_STRING, "en-GB") in {
        term for _, _, term in triples(read_graph("a.rdf", data).graph)
    }


# --- JSON-LD ----------------------------------------------------------------------------------------

AGREED, ALONE = True, False  # whether rdflib's own parser, which is not complete, gives the same triples

JSON_LD = {
    "plain values": (
        AGREED,
        {"@id": "e:1", "e:p": ["text", 7, True, False, None, {"@value": "x", "@type": "e:t"}, {"@value": None}]},
        '<e:1> <e:p> "text", 7, true, false, "x"^^<e:t> .',
    ),
    "numbers": (
        ALONE,
        {"@id": "e:1", "e:p": [5.5, 5.0, -0.000001, 1e30, 12345678901234567890]},
        '<e:1> <e:p> "5.5E0"^^xsd:double, "5"^^xsd:integer, "-1.0E-6"^^xsd:double, "1.0E30"^^xsd:double, '
        '"12345678901234567890"^^xsd:integer .',
    ),
    "numbers with a datatype": (
        ALONE,
        {
            "@context": {"d": {"@id": "e:d", "@type": "xsd:decimal"}, "xsd": XSD},
            "@id": "e:1",
            "d": [2.5, 7, "2.50", {"@value": 2.5, "@type": "xsd:double"}],
        },
        '<e:1> <e:d> "2.5"^^xsd:decimal, "7"^^xsd:decimal, "2.50"^^xsd:decimal, "2.5E0"^^xsd:double .',
    ),
    "prefixes, vocabulary and base": (
        AGREED,
        {
            "@context": {"@vocab": "e:v/", "@base": "https://e.org/b/", "x": "e:x/", "link": {"@type": "@id"}},
            "@id": "1",
            "@type": ["T", "x:T"],
            "p": "a",
            "x:q": "b",
            "link": ["../c", "x:d"],
        },
        '<https://e.org/b/1> a <e:v/T>, <e:x/T>; <e:v/p> "a"; <e:x/q> "b"; <e:v/link> <https://e.org/c>, <e:x/d> .',
    ),
    "keys without a meaning are no triples": (
        AGREED,
        {"@context": {"gone": None, "known": "e:p"}, "@id": "e:1", "gone": 1, "unknown": 2, "known": 3},
        "<e:1> <e:p> 3 .",
    ),
    "aliases of keywords": (
        AGREED,
        {"@context": {"id": "@id", "type": "@type", "v": "@value", "l": "@language"}, "id": "e:1", "type": "e:T",
         "e:p": {"v": "x", "l": "gd"}},
        '<e:1> a <e:T>; <e:p> "x"@gd .',
    ),
    "nodes within nodes": (
        AGREED,
        {"@id": "e:1", "e:p": [{"e:q": "x"}, {"@id": "e:2", "e:q": {"@id": "e:1"}}, {"@id": "_:b", "e:q": {"@id": "_:b"}}]},
        '<e:1> <e:p> [ <e:q> "x" ], <e:2>, _:b . <e:2> <e:q> <e:1> . _:b <e:q> _:b .',
    ),
    "a graph at the top": (
        AGREED,
        {"@context": {"p": "e:p"}, "@graph": [{"@id": "e:1", "p": 1}, {"@id": "e:2", "p": {"@id": "e:1"}}]},
        "<e:1> <e:p> 1 . <e:2> <e:p> <e:1> .",
    ),
    "several documents in a list": (
        AGREED,
        [{"@context": {"p": "e:p"}, "@id": "e:1", "p": 1}, {"@id": "e:2", "e:p": 2}],
        "<e:1> <e:p> 1 . <e:2> <e:p> 2 .",
    ),
    "lists": (
        AGREED,
        {
            "@context": {"l": {"@id": "e:l", "@container": "@list"}},
            "@id": "e:1",
            "l": ["a", 1],
            "e:p": {"@list": [{"@id": "e:2"}]},
            "e:q": {"@list": []},
        },
        '<e:1> <e:l> ( "a" 1 ) ; <e:p> ( <e:2> ) ; <e:q> () .',
    ),
    "lists within lists": (
        AGREED,
        {"@context": {"l": {"@id": "e:l", "@container": "@list"}}, "@id": "e:1", "l": [["a"], [], ["b", None]]},
        '<e:1> <e:l> ( ( "a" ) () ( "b" ) ) .',
    ),
    "sets": (
        AGREED,
        {"@context": {"s": {"@id": "e:s", "@container": "@set"}}, "@id": "e:1", "s": "a", "e:p": {"@set": [1, [2]]}},
        '<e:1> <e:s> "a" ; <e:p> 1, 2 .',
    ),
    "reverse": (
        AGREED,
        {
            "@context": {"children": {"@reverse": "e:parent"}},
            "@id": "e:1",
            "children": [{"@id": "e:2"}, {"@id": "e:3"}],
            "@reverse": {"e:knows": {"@id": "e:4", "e:p": 1}},
        },
        "<e:2> <e:parent> <e:1> . <e:3> <e:parent> <e:1> . <e:4> <e:knows> <e:1> ; <e:p> 1 .",
    ),
    "included": (
        AGREED,
        {"@id": "e:1", "e:p": 1, "@included": [{"@id": "e:2", "e:p": 2}]},
        "<e:1> <e:p> 1 . <e:2> <e:p> 2 .",
    ),
    "nested": (
        AGREED,
        {"@context": {"labels": "@nest", "main": {"@id": "e:main", "@nest": "labels"}}, "@id": "e:1",
         "labels": {"main": "a", "e:other": "b"}, "@nest": {"e:third": "c"}},
        '<e:1> <e:main> "a" ; <e:other> "b" ; <e:third> "c" .',
    ),
    "maps by language": (
        AGREED,
        {"@context": {"t": {"@id": "e:t", "@container": "@language"}}, "@id": "e:1",
         "t": {"en": "a", "gd": ["b", "c"], "@none": "d"}},
        '<e:1> <e:t> "a"@en, "b"@gd, "c"@gd, "d" .',
    ),
    "languages by default": (
        AGREED,
        {"@context": {"@language": "en", "w": {"@id": "e:w", "@language": "cy"}, "n": {"@id": "e:n", "@language": None}},
         "@id": "e:1", "e:p": ["a", {"@value": "b"}, {"@value": "c", "@language": "de"}, 1], "w": "d", "n": "e"},
        '<e:1> <e:p> "a"@en, "b", "c"@de, 1 ; <e:w> "d"@cy ; <e:n> "e" .',
    ),
    "maps by index": (
        AGREED,
        {"@context": {"i": {"@id": "e:i", "@container": "@index"}}, "@id": "e:1", "i": {"a": "x", "b": {"@id": "e:2"}}},
        '<e:1> <e:i> "x", <e:2> .',
    ),
    "maps by a property": (
        AGREED,
        {"@context": {"i": {"@id": "e:i", "@container": "@index", "@index": "e:key"}}, "@id": "e:1",
         "i": {"a": {"@id": "e:2"}, "@none": {"@id": "e:3"}}},
        '<e:1> <e:i> <e:2>, <e:3> . <e:2> <e:key> "a" .',
    ),
    "maps by id": (
        AGREED,
        {"@context": {"i": {"@id": "e:i", "@container": "@id"}}, "@id": "e:1",
         "i": {"e:2": {"e:p": 2}, "@none": {"e:p": 3}}},
        "<e:1> <e:i> <e:2>, [ <e:p> 3 ] . <e:2> <e:p> 2 .",
    ),
    "maps by type": (
        AGREED,
        {"@context": {"@vocab": "e:", "i": {"@container": "@type"}}, "@id": "e:1",
         "i": {"A": {"@id": "e:2"}, "B": {"@id": "e:3", "@type": "C"}}},
        "<e:1> <e:i> <e:2>, <e:3> . <e:2> a <e:A> . <e:3> a <e:B>, <e:C> .",
    ),
    "values by vocabulary": (
        AGREED,
        {"@context": {"@vocab": "e:v/", "@base": "https://e.org/", "s": {"@type": "@vocab"}}, "@id": "e:1", "s": "open"},
        "<e:1> <e:v/s> <e:v/open> .",
    ),
    "context of a property": (
        AGREED,
        {"@context": {"p": {"@id": "e:p", "@context": {"name": "e:inner"}}, "name": "e:outer"}, "@id": "e:1",
         "name": "a", "p": {"@id": "e:2", "name": "b"}},
        '<e:1> <e:outer> "a" ; <e:p> <e:2> . <e:2> <e:inner> "b" .',
    ),
    "context of a type ends with its node": (
        AGREED,
        {"@context": {"@vocab": "e:v/", "T": {"@id": "e:T", "@context": {"name": "e:typed"}}}, "@id": "e:1",
         "@type": "T", "name": "a", "p": {"@id": "e:2", "name": "b"}},
        '<e:1> a <e:T> ; <e:typed> "a" ; <e:v/p> <e:2> . <e:2> <e:v/name> "b" .',
    ),
    "context within": (
        AGREED,
        {"@context": {"p": "e:p", "q": "e:q"}, "@id": "e:1", "q": {"@context": {"p": "e:z"}, "@id": "e:2", "p": 2}, "p": 1},
        "<e:1> <e:p> 1 ; <e:q> <e:2> . <e:2> <e:z> 2 .",
    ),
    "context cleared": (
        AGREED,
        {"@context": {"p": "e:p"}, "@id": "e:1", "p": {"@context": None, "@id": "e:2", "p": 2, "e:q": 3}},
        "<e:1> <e:p> <e:2> . <e:2> <e:q> 3 .",
    ),
    "values of JSON": (
        AGREED,
        {"@context": {"j": {"@id": "e:j", "@type": "@json"}}, "@id": "e:1", "j": {"b": [1, 2.50, None], "a": "é"}},
        r'''<e:1> <e:j> '{"a":"é","b":[1,2.5,null]}'^^rdf:JSON .''',
    ),
    "schema.org keeps the spelling of the file": (
        AGREED,
        {"@context": {"@vocab": "http://schema.org/"}, "@id": "e:1", "@type": "Course", "name": "A"},
        '<e:1> a <http://schema.org/Course> ; <http://schema.org/name> "A" .',
    ),
}  # fmt: skip


def of_turtle(text: str) -> set[tuple]:
    prefixes = f"@prefix xsd: <{XSD}> . @prefix rdf: <{RDF}> .\n"
    return of_rdflib(rdflib.Graph(bind_namespaces="none").parse(data=prefixes + text, format="turtle"))


@pytest.mark.parametrize("case", JSON_LD)
def test_construct_of_json_ld(case):
    agreed, document, expected = JSON_LD[case]
    found = triples(read(json.dumps(document), ".jsonld").graph)
    assert same(found, of_turtle(expected))
    by_rdflib = of_rdflib(rdflib.Graph(bind_namespaces="none").parse(data=json.dumps(document), format="json-ld"))
    assert same(found, by_rdflib) == agreed


JSON_TEXT = """{
  "@context": {"@vocab": "https://e.org/", "t": {"@container": "@language"}, "l": {"@container": "@list"}},
  "@graph": [
    {"@id": "https://e.org/1", "@type": "Course",
     "points": 2.50, "t": {"en": "Data", "gd": ["Dàta"]},
     "l": ["a", {"x/y": "b"}]}
  ]
}"""


def test_places_of_json_ld_are_lines_columns_and_pointers():
    file = read(JSON_TEXT, ".jsonld")
    course = IRI(E + "1")

    def place(where):
        return where.line, where.column, where.pointer

    assert place(file.subject(course)) == (4, 5, "/@graph/0")
    assert place(file.value(course, IRI(RDF + "type"), IRI(E + "Course"))) == (4, 41, "/@graph/0/@type")
    assert place(file.value(course, IRI(E + "points"), Literal("2.5E0", XSD + "double"))) == (
        5,
        16,
        "/@graph/0/points",
    )
    gaelic = Literal("Dàta", RDF_LANG_STRING, "gd")
    assert place(file.value(course, IRI(E + "t"), gaelic)) == (5, 49, "/@graph/0/t/gd/0")
    [steps] = file.graph[course][IRI(E + "l")]
    assert place(file.value(steps, IRI(RDF + "first"), Literal("a"))) == (6, 12, "/@graph/0/l/0")
    [inner] = [s for s, properties in file.graph.items() if IRI(E + "x/y") in properties]
    assert place(file.subject(inner)) == (6, 17, "/@graph/0/l/1")
    assert place(file.value(inner, IRI(E + "x/y"), Literal("b"))) == (6, 25, "/@graph/0/l/1/x~1y")


@pytest.mark.parametrize(
    ("document", "pointer", "problem"),
    [
        ({"@context": "https://elsewhere.example/c", "p": 1}, "/@context", "is not at hand"),
        ({"@context": [{}, "c.jsonld"]}, "/@context/1", "“c.jsonld” is not at hand"),
        ({"@context": 7}, "/@context", "must be an address or an object"),
        ({"@context": {"a": "b", "b": "a"}}, "/@context", "explained by itself"),
        ({"@context": {"@version": 1.0}}, "/@context", "must be the number 1.1"),
        ({"@context": {"a": {"@id": "e:a", "@container": "@bag"}}}, "/@context", "container that does not exist"),
        ({"e:p": {"@id": 7}}, "/e:p/@id", "“@id” must be a text"),
        ({"e:p": {"@value": "a", "@type": "e:t", "@language": "en"}}, "/e:p", "but not both"),
        ({"e:p": {"@value": {"a": 1}}}, "/e:p/@value", "must be a text, a number, true or false"),
        ({"e:p": {"@value": "a", "e:q": 1}}, "/e:p", "but no properties"),
        ({"e:p": {"@value": "a", "@language": "a b"}}, "/e:p/@value", "no language tag"),
        ({"@id": "e:a b", "e:p": 1}, "", "an address cannot hold a blank"),
        ({"@reverse": {"e:p": "a"}}, "/@reverse/e:p", "only a node can be the subject"),
        ({"e:p": [{"@list": [], "e:q": 1}]}, "/e:p/0", "can have no properties"),
    ],
)
def test_fault_of_json_ld_is_placed_in_plain_words(document, pointer, problem):
    with pytest.raises(GraphError, match=re.escape(problem)) as fault:
        read(json.dumps(document), ".jsonld")
    assert fault.value.where.pointer == pointer


def test_key_that_stands_twice_is_refused():
    with pytest.raises(GraphError, match="“e:p” stands twice"):
        read('{"@id": "e:1", "e:p": 1, "e:p": 2}', ".jsonld")


def test_contexts_at_hand_are_followed_wherever_they_lead():
    contexts = {
        "https://c.example/a/one": b'{"@context": ["two", {"p": {"@id": "x:p", "@context": "../b/three"}}]}',
        "https://c.example/a/two": b'{"@context": {"x": "https://x.example/"}}',
        "https://c.example/b/three": b'{"@context": {"q": "x:q"}}',
    }
    text = json.dumps({"@context": "https://c.example/a/one", "@id": "e:1", "p": {"@id": "e:2", "q": "a"}})
    assert triples(read(text, ".jsonld", contexts=contexts).graph) == {
        ("e:1", "https://x.example/p", "e:2"),
        ("e:2", "https://x.example/q", Literal("a")),
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of third-party files is not at hand")
def test_published_json_ld_gives_the_triples_of_rdflib():
    context = json.loads((CORPUS / "elm" / "edc-ap-context.jsonld").read_text(encoding="utf-8"))
    document = json.loads((CORPUS / "elm" / "Sample-MC-Annex1-unsigned.jsonld").read_text(encoding="utf-8"))
    document["@context"] = context["@context"]
    text = json.dumps(document)
    expected = rdflib.Graph(bind_namespaces="none").parse(data=text, format="json-ld")
    assert same(triples(read(text, ".jsonld").graph), of_rdflib(expected))


# --- random graphs ----------------------------------------------------------------------------------

IRIS = st.sampled_from(["a", "b/c", "d#e", "é", "f.g"]).map(lambda name: IRI(E + name))
BLANKS = st.sampled_from(["b1", "b2", "x", "y"]).map(Blank)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r\\\"'"), max_size=8)
LITERALS = (
    TEXTS.map(Literal)
    | st.tuples(TEXTS, st.just(RDF_LANG_STRING), st.sampled_from(["en", "gd-gb"])).map(lambda parts: Literal(*parts))
    | st.tuples(st.sampled_from(["7", "07", "2.50", "x"]), st.sampled_from([XSD + "date", E + "type"])).map(
        lambda parts: Literal(*parts)
    )
)
RANDOM = st.lists(st.tuples(IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS), max_size=12).map(set)


@settings(deadline=None)
@given(RANDOM, st.sampled_from([("nt", ".nt"), ("turtle", ".ttl"), ("json-ld", ".jsonld"), ("xml", ".rdf")]))
def test_what_rdflib_writes_is_read_back(found, form):
    form, suffix = form
    if suffix == ".rdf":
        # XML makes one line end of all, and its names are few.
        found = {
            triple for triple in found if not re.search(r"[\r#]", "".join(map(str, triple))) and "é" not in triple[1]
        }
    text = outside(found).serialize(format=form)
    if form == "json-ld":
        # It leaves out blank nodes that only lead to themselves.
        found = of_rdflib(rdflib.Graph(bind_namespaces="none").parse(data=text, format=form))
    assert same(triples(read(text + "\n# end" if suffix in {".nt", ".ttl"} else text, suffix).graph), found)


# --- ugly input -------------------------------------------------------------------------------------

SAMPLES = {".ttl": TURTLE, ".rdf": RDF_XML, ".jsonld": JSON_TEXT}


def _outcome(data: bytes, suffix: str) -> GraphFile | GraphError:
    try:
        return read_graph(f"a{suffix}", data)
    except GraphError as fault:
        return fault


@pytest.mark.parametrize("suffix", SAMPLES)
def test_file_that_is_cut_short_is_refused(suffix):
    data = SAMPLES[suffix].encode()
    outcomes = [_outcome(data[:length], suffix) for length in range(len(data))]
    whole = [length for length, outcome in enumerate(outcomes) if isinstance(outcome, GraphFile)]
    # Only between two statements of Turtle, or in a comment, could nobody tell.
    assert all(re.search(rb"(^#.*|\.)\s*\Z", data[:length]) for length in whole)
    assert bool(whole) == (suffix == ".ttl")


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".trig", ".nq", ".rdf", ".xml", ".jsonld", ".json", ""])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0" * 10,
        b"%PDF-1.7",
        b"\xff\xfe\x00",
        "Größe".encode("cp1252"),
        b"[" * 100_000,
        b"(" * 100_000,
        b"<a:a> <b:b> " + b"[ <b:b> " * 100_000,
        b'{"e:p":' * 100_000,
        b'{"a":' * 300 + b"1" + b"}" * 300,
        b"<a>" * 100_000,
        b"\\" * 100_000,
        b'"' * 100_000,
        b'{"@context": ' * 200 + b"{}" + b"}" * 200,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_ugly_input_is_refused_in_words(data, suffix):
    outcome = _outcome(data, suffix)
    assert isinstance(outcome, GraphError)
    assert outcome.where.file == f"a{suffix}"
    assert outcome.problem


def test_deep_but_whole_files_are_refused():
    nested = "<a:a> <b:b> " + "[ <b:b> " * 200 + "1" + " ]" * 200 + " ."
    with pytest.raises(GraphError, match="deeper than 100"):
        read(nested)
    listed = '{"@id": "e:1", "e:p": ' + '{"e:p": ' * 150 + "1" + "}" * 151
    with pytest.raises(GraphError, match="deeper than 100"):
        read(listed, ".jsonld")


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".rdf"])
def test_huge_text_is_read_whole(suffix):
    text = "long " * 1_000_000
    whole = {
        ".ttl": f'<{E}1> <{E}p> """{text}""" .',
        ".jsonld": json.dumps({"@id": E + "1", E + "p": text}),
        ".rdf": f'<r:RDF xmlns:r="{RDF}" xmlns:e="{E}"><r:Description r:about="{E}1"><e:p>{text}</e:p></r:Description></r:RDF>',
    }[suffix]
    assert triples(read(whole, suffix).graph) == {(E + "1", E + "p", Literal(text))}


PIECES = st.lists(
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
            "}",
            "true ",
            "-",
            "GRAPH ",
            "BASE <x:y> ",
        ]
    ),
    max_size=25,
).map("".join)


@settings(deadline=None)
@given(
    PIECES.map(str.encode) | st.binary(max_size=80),
    st.sampled_from([".ttl", ".nt", ".trig", ".nq", ".rdf", ".json", ""]),
)
def test_no_bytes_raise_anything_else(data, suffix):
    _outcome(data, suffix)


@settings(deadline=None)
@given(st.integers(0, len(RDF_XML)), st.sampled_from(["<", ">", "&x;", "", "rdf:li", "</", '"', "<!--", "]]>", "\0"]))
def test_no_change_to_rdf_xml_raises_anything_else(at, new):
    _outcome((RDF_XML[:at] + new + RDF_XML[at + 1 :]).encode(), ".rdf")


JSON_WORDS = st.sampled_from(
    [
        "@id",
        "@type",
        "@value",
        "@language",
        "@list",
        "@set",
        "@graph",
        "@reverse",
        "@included",
        "@nest",
        "@index",
        "@context",
        "@container",
        "@vocab",
        "@base",
        "@protected",
        "@propagate",
        "@import",
        "@json",
        "@none",
        "@version",
        "e:p",
        "p",
        "",
        "x/y",
        "_:b",
        "a b",
        "en",
        "@x",
    ]
)
JSON_VALUES = st.recursive(
    JSON_WORDS | st.none() | st.booleans() | st.sampled_from([1, 1.1, 1e400, -0.0]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(JSON_WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(JSON_WORDS, JSON_VALUES, max_size=5))
def test_no_json_raises_anything_else(document):
    outcome = _outcome(json.dumps(document).encode(), ".jsonld")
    if isinstance(outcome, GraphFile):
        for subject, properties in outcome.graph.items():
            assert outcome.subject(subject).pointer is not None
            for predicate, terms in properties.items():
                assert all(outcome.value(subject, predicate, term).pointer is not None for term in terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<https://e.org/a> <https://e.org/p> 1 .", 1),
        ("[] a <https://e.org/B> .", 1),
        ("[ a <https://e.org/B> ] .", 1),
        ('[{"@id": "e:1", "e:p": 1}]', 1),
        ('{"@id": "e:1", "e:p": 1}', 1),
        (f'<r:RDF xmlns:r="{RDF}"/>', 0),
        (f'<!-- x --><r:RDF xmlns:r="{RDF}"/>', 0),
    ],
)
def test_content_tells_the_format_where_no_suffix_does(text, expected):
    for name in ("-", "a.txt"):
        assert len(triples(read_graph(name, text.encode()).graph)) == expected


def test_no_pattern_has_what_early_releases_of_python_read_otherwise() -> None:
    """Up to Python 3.11.4 a group that is repeated and gives nothing back loses its place."""
    repeated = re.compile(r"\)[*+?]\+(?![,;])")
    found = {
        f"{path.name}: {line.strip()}"
        for path in Path(mcvocab.__file__).parent.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if not line.lstrip().startswith("#") and repeated.search(line)
    }
    assert not found
