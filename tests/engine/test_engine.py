"""What the engine makes of shapes beyond what the W3C's suite asks: order, languages, errors, ugly literals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mcvocab.engine import SH, BeyondCoreError, Engine, Result, ShapesError
from mcvocab.model import IRI, RDF_LANG_STRING, XSD, Graph, Literal
from mcvocab.triplestore import Triplestore

EX = "https://example.ac.uk/"
Read = Callable[[str], Graph]
Validate = Callable[[str, str], list[Result]]


def names(results: list[Result]) -> list[str]:
    return [result.component.removeprefix(SH).removesuffix("ConstraintComponent") for result in results]


# --- literals as written ----------------------------------------------------------------------------

UGLY = [
    ("sh:datatype xsd:boolean", '"yes"^^xsd:boolean', True),
    ("sh:datatype xsd:boolean", '"1"^^xsd:boolean', False),
    ("sh:hasValue true", '"1"^^xsd:boolean', True),
    ("sh:in ( 1 2 )", '"01"^^xsd:integer', True),
    ("sh:in ( 1 2 )", "1", False),
    ('sh:in ( "a" )', '"a"^^xsd:string', False),
    ('sh:in ( "a"^^xsd:string )', '"a"', False),
    ('sh:in ( "a" )', '"a"@en', True),
    ('sh:in ( "a"@en-gb )', '"a"@en-GB', False),
    ('sh:hasValue "a"@EN', '"a"@en', False),
    ("sh:equals :q", '"a"@en ; :q "a"@EN', False),
    ("sh:disjoint :q", '"a"@en ; :q "a"@EN', True),
    ("sh:datatype xsd:date", '"2024-02-30"^^xsd:date', True),
    ("sh:datatype xsd:dateTime", '"2024-01-01"^^xsd:dateTime', True),
    ("sh:datatype xsd:decimal", '"1e3"^^xsd:decimal', True),
    ("sh:datatype xsd:integer", '" 5 "^^xsd:integer', True),
    ("sh:datatype xsd:integer", '"٣"^^xsd:integer', True),
    ("sh:datatype xsd:byte", '"128"^^xsd:byte', True),
    ("sh:minInclusive 1", '"five"^^xsd:integer', True),
    ("sh:minInclusive 1", '"5"', True),
    ("sh:minInclusive 1", '"5"^^xsd:decimal', False),
    ("sh:minInclusive 1", "<https://example.ac.uk/5>", True),
    ('sh:maxInclusive "2024-01-01T00:00:00Z"^^xsd:dateTime', '"2023-01-01T00:00:00"^^xsd:dateTime', True),
    ('sh:pattern "^a$"', '"a\\n"', True),
    ('sh:pattern "^\\\\w+$"', '"a_b"', True),
    ("sh:maxLength 1", '"\U0001f393"', False),
    ("sh:minLength 1", "[]", True),
    ('sh:languageIn ( "en" )', '"a"@EN-gb', False),
    ('sh:languageIn ( "en" )', '"a"@eng', True),
    ('sh:languageIn ( "en" )', '"a"', True),
    ("sh:nodeKind sh:IRI", "[]", True),
    ("sh:class :C", '"a"', True),
]


@pytest.mark.parametrize(("constraint", "value", "faulty"), UGLY)
def test_a_value_is_judged_as_it_is_written(validate: Validate, constraint: str, value: str, faulty: bool) -> None:
    results = validate(f":S a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; {constraint} .", f":x :p {value} .")
    assert bool(results) is faulty


def test_a_report_quotes_the_value_as_written(validate: Validate) -> None:
    (result,) = validate(
        ":S a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; sh:datatype xsd:boolean .",
        ':x :p "yes"^^xsd:boolean .',
    )
    assert result.value == Literal("yes", XSD + "boolean")


def test_pairs_that_cannot_be_compared_are_violations(validate: Validate) -> None:
    shape = ":S a sh:PropertyShape ; sh:targetNode :x ; sh:path :start ; sh:lessThan :end ."
    assert names(validate(shape, ':x :start "2024-02-30"^^xsd:date ; :end "2024-03-01"^^xsd:date .')) == ["LessThan"]
    assert names(validate(shape, ':x :start "2024-02-01"^^xsd:date ; :end "spring" .')) == ["LessThan"]
    assert not validate(shape, ':x :start "2024-02-01"^^xsd:date .')


# --- what is said -----------------------------------------------------------------------------------


def test_messages_keep_their_languages_and_severities_their_names(validate: Validate) -> None:
    (result,) = validate(
        """:S a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; sh:minCount 1 ; sh:severity :Advice ;
              sh:message "Write one."@en, "Schreiben Sie eines."@de .""",
        ":x :q 1 .",
    )
    assert result.severity == IRI(EX + "Advice")
    assert set(result.messages) == {
        Literal("Write one.", RDF_LANG_STRING, "en"),
        Literal("Schreiben Sie eines.", RDF_LANG_STRING, "de"),
    }


def test_a_node_that_two_targets_select_is_judged_once(validate: Validate) -> None:
    results = validate(
        """:S a sh:NodeShape ; sh:targetClass :C, :D ; sh:targetNode :x ; sh:targetSubjectsOf :p ; sh:closed true .""",
        ":x a :C, :D ; :p 1 .",
    )
    assert [result.path for result in results if result.path == IRI(EX + "p")] == [IRI(EX + "p")]


def test_results_come_in_the_order_of_the_data_and_then_of_the_shapes() -> None:
    def shape(target: str, *counts: str) -> dict[IRI, dict[Literal | IRI, None]]:
        return {
            IRI(SH + "targetClass"): {IRI(target): None},
            IRI(SH + "path"): {IRI("u:p"): None},
            IRI(SH + "minCount"): {Literal(counts[0], XSD + "integer"): None},
        }

    kind = IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    shapes: Graph = {IRI(f"u:s{n}"): shape("u:C", "1") for n in (3, 1, 2)}
    data: Graph = {IRI(f"u:x{n}"): {kind: {IRI("u:C"): None}} for n in (2, 9, 1)}
    found = [(result.focus, result.shape) for result in Engine(shapes).validate(data)]
    assert found == [(IRI(f"u:x{x}"), IRI(f"u:s{s}")) for x in (2, 9, 1) for s in (3, 1, 2)]


def test_a_deactivated_shape_says_nothing_and_lets_everything_pass(validate: Validate) -> None:
    shapes = """:S a sh:NodeShape ; sh:targetNode :x ; sh:node :T ; sh:property :P .
                :T a sh:NodeShape ; sh:deactivated true ; sh:closed true .
                :P a sh:PropertyShape ; sh:deactivated true ; sh:path :p ; sh:minCount 1 ."""
    assert not validate(shapes, ":x :q 1 .")


def test_the_background_counts_as_data_but_is_no_target(graph: Read) -> None:
    shapes = graph(
        """:S a sh:PropertyShape ; sh:targetClass :Course ; sh:path :mode ; sh:class :Mode .
           :T a sh:PropertyShape ; sh:targetClass :Mode ; sh:path :label ; sh:minCount 1 ."""
    )
    engine = Engine(
        shapes, graph(":online a :WebMode . :WebMode rdfs:subClassOf :Mode . :Short rdfs:subClassOf :Course .")
    )
    assert not engine.validate(graph(":x a :Short ; :mode :online ."))
    assert names(engine.validate(graph(":x a :Short ; :mode :face ."))) == ["Class"]


def test_data_that_says_more_of_a_background_node_is_heard(graph: Read) -> None:
    shapes = graph(
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ] ."
    )
    engine = Engine(shapes, graph(":known a :Concept ."))
    assert names(engine.validate(graph(":x a :C ; :p :known ."))) == ["Node"]
    assert not engine.validate(graph(":x a :C ; :p :known . :known :q 1 ."))
    assert names(engine.validate(graph(":x a :C ; :p :known ."))) == ["Node"]


def test_subclasses_in_the_data_count_for_that_data_alone(graph: Read) -> None:
    engine = Engine(graph(":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:minCount 1 ."))
    assert not engine.validate(graph(":x a :D ."))
    assert names(engine.validate(graph(":x a :D . :D rdfs:subClassOf :C ."))) == ["MinCount"]
    assert not engine.validate(graph(":x a :D ."))


# --- shapes that are wrong --------------------------------------------------------------------------

WRONG = [
    ("sh:path :p ; sh:mincount 1", "sh:mincount, which SHACL does not know. Did you mean sh:minCount?"),
    ("sh:path :p ; sh:minCont 1", "Did you mean sh:minCount?"),
    ("sh:path :p ; sh:minCount 1, 2", "has 2 values of sh:minCount; write one"),
    ('sh:path :p ; sh:minCount "one"', "sh:minCount must be a whole number"),
    ("sh:path :p ; sh:minCount 1.5", "sh:minCount must be a whole number"),
    ("sh:minCount 1", "sh:minCount is allowed only together with sh:path"),
    ("sh:path :p, :q", "has 2 values of sh:path; write one"),
    ("sh:path ( :p )", "must be a property, a list of at least two paths"),
    ("sh:path [ sh:inversPath :p ]", "must be a property, a list of at least two paths"),
    ('sh:path "p"', "sh:path must not be a text in quotes"),
    ("sh:path :p ; sh:in :list", "the value of sh:in must be a list"),
    ("sh:path :p ; sh:nodeKind :IRI", "sh:nodeKind must be one of sh:IRI, sh:BlankNode"),
    ('sh:path :p ; sh:datatype "xsd:date"', "sh:datatype must be an IRI"),
    ('sh:path :p ; sh:uniqueLang "yes"', "sh:uniqueLang must be true or false"),
    ('sh:path :p ; sh:pattern "(a"', "“(a” cannot be run: an opening bracket “(” is not closed"),
    ('sh:path :p ; sh:pattern "(a)\\\\1"', "the back-reference \\1 is not supported"),
    ("sh:path :p ; sh:minInclusive :five", "sh:minInclusive must be a literal"),
    ("sh:property [ sh:minLength 1 ]", "must lead to a shape with sh:path"),
    ("sh:node :S", "refers to itself"),
    ('sh:targetClass "C"', "sh:targetClass must be an IRI"),
    ("sh:targetSubjectsOf [ ]", "sh:targetSubjectsOf must be an IRI"),
    (
        "sh:entailment <http://www.w3.org/ns/entailment/RDFS>",
        "asks for the entailment http://www.w3.org/ns/entailment/RDFS",
    ),
    ("sh:property [ sh:path :p ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:node :S ] ) ]", "refers to itself"),
]


@pytest.mark.parametrize(("shape", "problem"), WRONG)
def test_a_shape_that_is_wrong_is_refused_in_words(graph: Read, shape: str, problem: str) -> None:
    with pytest.raises(ShapesError) as refused:
        Engine(graph(f":S a sh:NodeShape ; sh:targetNode :x ; {shape} ."))
    assert problem in str(refused.value)
    assert EX in str(refused.value)


def test_a_mistake_in_a_shape_that_nothing_uses_is_told_too(graph: Read) -> None:
    with pytest.raises(ShapesError, match="sh:minCnt"):
        Engine(graph(":S a sh:NodeShape ; sh:targetNode :x . :T a sh:PropertyShape ; sh:path :p ; sh:minCnt 1 ."))


@pytest.mark.parametrize(
    "parameter", ["sh:js [ ]", "sh:rule [ ]", "sh:target [ ]", 'sh:sparql [ sh:select "SELECT $this {}" ]']
)
def test_what_lies_beyond_the_core_is_named(graph: Read, parameter: str) -> None:
    with pytest.raises(BeyondCoreError, match=r"SHACL-|SPARQL"):
        Engine(graph(f":S a sh:NodeShape ; sh:targetNode :x ; {parameter} ."))


def test_a_question_where_a_query_is_due_is_refused(graph: Read) -> None:
    shapes = graph(':S a sh:NodeShape ; sh:targetNode :x ; sh:sparql [ sh:select "ASK { $this ?p ?o }" ] .')
    with pytest.raises(ShapesError, match="no SELECT query"):
        Engine(shapes, executor=Triplestore(shapes))
