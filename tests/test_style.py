"""The ontology keeps its own style: the shapes about it find nothing, and they find what is planted."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from mcvocab.authoring.compiler import MCV
from mcvocab.authoring.source import Sources

ROOT = Path(__file__).parents[1]
SOURCES = Sources(ROOT / "ontology", ROOT / "shapes")
PREFIXES = """
@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix term: <https://w3id.org/mcvocab/term/> .
@prefix kind: <https://w3id.org/mcvocab/kind/> .
@prefix field: <https://w3id.org/mcvocab/field/> .
@prefix source: <https://w3id.org/mcvocab/source/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# A small language without a fault, to which each case adds one; the whole ontology would take minutes.
SOUND = """
<https://w3id.org/mcvocab/term> a skos:ConceptScheme ; dcterms:title "Terms"@en ; dcterms:description "Words."@en .
<https://w3id.org/mcvocab/kind> a skos:ConceptScheme ; dcterms:title "Kinds"@en ; dcterms:description "Kinds."@en .
<https://w3id.org/mcvocab/field> a skos:ConceptScheme ; dcterms:title "Fields"@en ; dcterms:description "Fields."@en .
<https://w3id.org/mcvocab/scqf> a skos:ConceptScheme ; dcterms:title "SCQF"@en ; dcterms:description "Levels."@en .
<https://w3id.org/mcvocab/eqf> a skos:ConceptScheme ; dcterms:title "EQF"@en ; dcterms:description "Levels."@en .
kind:credential a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/kind> ;
    skos:prefLabel "credential"@en ; skos:definition "An award."@en .
source:scqf a dcterms:BibliographicResource ; dcterms:title "The framework"@en ; dcterms:publisher "Its keeper" .
term:whole a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/term> ; mcv:kind kind:credential ;
    mcv:status "proposed" ; skos:prefLabel "whole"@en ; skos:altLabel "entire"@en ; skos:definition "All of it."@en ;
    dcterms:source source:scqf .
field:key a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/field> ; skos:notation "key" ;
    skos:prefLabel "Key"@en ; skos:definition "A key."@en ; mcv:path mcv:key ; mcv:of "award" ;
    mcv:datatype rdfs:Literal .
<https://w3id.org/mcvocab/scqf/6> a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/scqf> ;
    skos:prefLabel "SCQF 6"@en ; skos:notation "6" ; mcv:levelNumber 6 .
<https://w3id.org/mcvocab/eqf/4> a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/eqf> ;
    skos:prefLabel "EQF 4"@en ; skos:notation "4" ; mcv:levelNumber 4 .
mcv:key a owl:DatatypeProperty ; rdfs:label "key"@en ; rdfs:comment "A key."@en .
"""
FAULTS = [
    ("exactly one preferred label", 'term:whole skos:prefLabel "total"@en .'),
    ("at most one preferred label in each language", 'term:whole skos:prefLabel "ganz"@de, "alles"@de .'),
    ("preferred or accepted, not both", 'term:whole skos:altLabel "whole"@en .'),
    ("hidden label", 'term:whole skos:hiddenLabel "entire"@en .'),
    ("neither begins nor ends with a blank", 'term:whole skos:altLabel "wholly "@en .'),
    ("says its language", 'term:whole skos:prefLabel "wholly" .'),
    ("at most one definition in each language", 'term:whole skos:definition "Everything."@en .'),
    ("exactly one list", "term:whole skos:inScheme <https://w3id.org/mcvocab/kind> ."),
    ("A status is", 'kind:credential mcv:status "official" .'),
    ("replaced by one other", "term:whole dcterms:isReplacedBy term:gone ."),
    ("says why in a change note", "term:whole owl:deprecated true ."),
    ("a concept of ours", "term:whole skos:broader <https://example.org/all> ."),
    ("not also above", "term:whole skos:related kind:credential ; skos:broader kind:credential ."),
    ("exactly one title in English", '<https://w3id.org/mcvocab/term> dcterms:title "Words"@en .'),
    (
        "definition in English, or a code",
        'kind:new a skos:Concept ; skos:prefLabel "new"@en ; skos:inScheme <https://w3id.org/mcvocab/kind> .',
    ),
    ("exactly one kind", "term:whole mcv:kind term:whole ."),
    (
        "names at least one source",
        "term:new a skos:Concept ; skos:inScheme <https://w3id.org/mcvocab/term> ; "
        'mcv:kind kind:credential ; mcv:status "proposed" ; skos:prefLabel "new"@en ; skos:definition "New."@en .',
    ),
    ("Only a brand has an owner", 'term:whole mcv:brandOwner "Somebody" ; skos:scopeNote "Not generic."@en .'),
    (
        "A difference names its source",
        'term:whole mcv:notSameAs [ mcv:concept kind:credential ; mcv:difference "A part is less."@en ] .',
    ),
    (
        "A reading says who means it",
        "term:whole mcv:attributedDefinition [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "
        '"All."@en ; dcterms:source source:scqf ] .',
    ),
    (
        "in per cent",
        'term:whole mcv:familiarity [ a mcv:FamiliarityObservation ; mcv:group "staff" ; mcv:measure "knows" ; '
        'mcv:value 101.0 ; mcv:sampleSize 9 ; mcv:sourceLine "1" ; dcterms:source source:scqf ] .',
    ),
    ("never made equal", "<https://w3id.org/mcvocab/scqf/6> skos:exactMatch <https://w3id.org/mcvocab/eqf/4> ."),
    ("exactly one key", 'field:key skos:notation "second" .'),
    ("exactly one path", "field:key mcv:path mcv:lock ."),
    ("A field is of the", 'field:key mcv:of "everything" .'),
    ("literals, concepts or parts", "field:key mcv:scheme <https://w3id.org/mcvocab/term> ."),
    ("has a label and a comment", "mcv:lock a owl:Class ."),
    ("says in a note how it was seen", 'source:new a dcterms:BibliographicResource ; dcterms:title "New"@en .'),
    ("which fits on a line", f'source:scqf dcterms:alternative "{"long " * 10}"@en .'),
    ("A source that is cited is described", "term:whole dcterms:source source:hearsay ."),
]


def said(data: Graph) -> list[str]:
    _, report, _ = pyshacl.validate(data, shacl_graph=SOURCES.style(), inplace=True, advanced=False)
    assert isinstance(report, Graph)
    return [str(message) for message in report.objects(None, SH.resultMessage)]


def test_the_ontology_keeps_its_style() -> None:
    assert said(SOURCES.language()) == []


def test_a_language_without_a_fault_is_left_alone() -> None:
    assert said(Graph().parse(data=PREFIXES + SOUND, format="turtle")) == []


@pytest.mark.parametrize(("message", "fault"), FAULTS, ids=[message for message, _ in FAULTS])
def test_a_planted_fault_is_found(message: str, fault: str) -> None:
    found = said(Graph().parse(data=PREFIXES + SOUND + fault, format="turtle"))
    assert any(message in text for text in found), found


def test_these_shapes_are_no_part_of_the_standard() -> None:
    standard, style = SOURCES.standard(), SOURCES.style()
    shapes = {shape for shape in style.subjects(RDF.type, None) if isinstance(shape, URIRef)}
    assert len(shapes) > 20
    assert [shape for shape in shapes if (shape, None, None) in standard] == []
    assert not list(style.subjects(RDF.type, MCV.Profile))
    targets = set(standard.objects(None, SH.targetClass))
    assert targets
    assert all(str(target).startswith(str(MCV)) for target in targets)
