"""The standard itself: what each rule says of a record, and that no rule lacks a part."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from mcvocab.authoring.compiler import MCV
from mcvocab.authoring.source import Sources
from mcvocab.authoring.standards import compile_standard
from mcvocab.light import heavy
from mcvocab.triples import from_data

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/mcvocab/"
PREFIXES = f"""
@prefix mcv: <{BASE}ns/> .
@prefix assessment: <{BASE}assessment-type/> .
@prefix country: <{BASE}country/> .
@prefix credit: <{BASE}credit-system/> .
@prefix currency: <{BASE}currency/> .
@prefix eqf: <{BASE}eqf/> .
@prefix language: <{BASE}language/> .
@prefix mode: <{BASE}delivery-mode/> .
@prefix quality: <{BASE}quality-assurance/> .
@prefix recognition: <{BASE}recognition/> .
@prefix route: <{BASE}provision-route/> .
@prefix rqf: <{BASE}rqf/> .
@prefix scqf: <{BASE}scqf/> .
@prefix term: <{BASE}term/> .
@prefix unit: <{BASE}cpd-unit/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# A record that no rule has anything against; each case changes some of its properties.
SOUND = {
    "a": "mcv:MicroCredential",
    "dcterms:title": '"Data Skills for Care Managers"',
    "dcterms:description": '"How to read, question and present the figures of a care home."',
    "mcv:provider": '[ schema:name "Glen Orrin College" ]',
    "mcv:awardingBody": '[ schema:name "Glen Orrin College" ]',
    "mcv:learningOutcome": '"Build a rota from occupancy figures"',
    "mcv:assessment": "assessment:portfolio",
    "mcv:workload": "60.0",
    "mcv:mode": "mode:online",
    "mcv:language": f"<{BASE}language/en>",
    "mcv:qualityAssurance": "[ mcv:qualityAssuranceType quality:internal-institutional ]",
    "mcv:contact": '[ schema:email "short@example.ac.uk" ]',
    "mcv:asOf": '"2026-01-15"^^xsd:date',
}
CREDIT = "mcv:CreditBearing"
SIX_SCQF = "[ mcv:points 6.0 ; mcv:creditSystem credit:scqf ]"
CREDIT_BEARING = {"a": CREDIT, "mcv:credit": SIX_SCQF, "mcv:level": "scqf:7"}
CPD = {"a": "mcv:ContinuingDevelopment", "mcv:cpdValue": "12.0", "mcv:cpdUnit": "unit:hour", "mcv:skill": '"budgets"'}
TARGET = 'mcv:recognitionTarget "BSc Applied Computing"'
HOW = "mcv:recognitionType recognition:general-credit"
WHO = 'mcv:recognitionReceiver "University of Strathorrin"'
RE_ENTRY = {"a": "mcv:ReEntry", "mcv:recognition": f"[ {TARGET} ; {HOW} ; {WHO} ]"}
RE_ENTRY_CODES = ("re-entry-without-target", "re-entry-without-recognition-type", "re-entry-without-receiver")
# One of the record's parts, whatever its name.
PART = "part"


def offering(start: str, end: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:startDate {start} ; mcv:endDate {end} ]"}


def day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def price(text: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:price [ {text} ] ]"}


def credit_of(*parts: str, workload: str = "60.0") -> dict[str, str]:
    return {"mcv:credit": ", ".join(f"[ {part} ]" for part in parts), "mcv:workload": workload}


def points(number: str, system: str) -> str:
    return f"mcv:points {number} ; mcv:creditSystem credit:{system}"


def levels(*names: str) -> dict[str, str]:
    return {"mcv:level": ", ".join(names)}


def brand(term: str, *, provider: str = "Glen Orrin College", platform: str = "Brae Learning") -> dict[str, str]:
    return {
        "mcv:credentialType": f"term:{term}",
        "mcv:provider": f'[ schema:name "{provider}" ]',
        "mcv:platform": f'[ schema:name "{platform}" ]',
    }


NONE: dict[str, Any] = {}
# Each case: what is changed, and what is said of it, as code: value. "" removes a property.
CASES: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, NONE),
    # title and description
    ({"dcterms:title": ""}, {"title-missing": None}),
    ({"dcterms:title": '"IT"'}, {"title-too-short": "IT"}),
    ({"dcterms:title": '"Mindfulness"@en, "Mothachadh"@gd'}, NONE),
    ({"dcterms:title": '"Rotas"@en, "Care rotas"@en'}, {"title-language-repeated": None}),
    ({"dcterms:title": '"Rotas", "Care rotas"'}, {"title-untagged-repeated": None}),
    ({"dcterms:title": '"Rotas", "Rotaichean"@gd'}, NONE),
    ({"dcterms:title": '"Care rotas"@en-EN'}, {"language-tag-unknown": "Care rotas"}),
    ({"dcterms:title": '"Care rotas"@en-GB'}, NONE),
    ({"mcv:benefit": '"You will save time."@gb'}, {"language-tag-unknown": "You will save time."}),
    ({"dcterms:description": '"Short course"'}, {"description-too-short": "Short course"}),
    (
        {"dcterms:title": '"Data Skills for Managers"', "dcterms:description": '"Data Skills for Managers"'},
        {"description-repeats-title": "Data Skills for Managers"},
    ),
    # who
    ({"mcv:provider": ""}, {"provider-missing": None}),
    ({"mcv:provider": '[ foaf:homepage "https://example.ac.uk" ]'}, {"provider-missing": None}),
    ({"mcv:awardingBody": ""}, {"awarding-body-missing": None}),
    ({"mcv:country": '"Kilbrae"'}, {"country-unknown": "Kilbrae"}),
    # what it is called
    ({"mcv:credentialType": "term:micro-credential"}, NONE),
    ({"mcv:credentialType": '"wee cert"'}, {"credential-type-unknown": "wee cert"}),
    (
        {"mcv:credentialType": "term:stackable-credential"},
        {"credential-type-mismatch": BASE + "term/stackable-credential"},
    ),
    (
        {"mcv:credentialType": "term:competency-based-education"},
        {"credential-type-mismatch": BASE + "term/competency-based-education"},
    ),
    (brand("nanodegree"), {"brand-without-owner": BASE + "term/nanodegree"}),
    (brand("nanodegree", provider="UDACITY Ltd"), NONE),
    (brand("micromasters", platform="edX"), NONE),
    ({"mcv:offeringType": '"wee course"'}, {"offering-type-unknown": "wee course"}),
    ({"mcv:offeringType": "term:short-learning-programme"}, NONE),
    ({"mcv:provisionRoute": '"maybe"'}, {"route-unknown": "maybe"}),
    ({"mcv:provisionRoute": "route:non-credit"}, NONE),
    # what is learned, and how it is assessed
    ({"mcv:learningOutcome": ""}, {"outcomes-missing": None}),
    ({"mcv:learningOutcome": '"Spreadsheets"'}, {"outcome-too-short": "Spreadsheets"}),
    ({"mcv:learningOutcome": '"Write unit tests"'}, NONE),
    ({"mcv:learningOutcome": '"Understand Python"'}, {"outcome-too-short": "Understand Python"}),
    ({"mcv:learningOutcome": '"Understand care law"'}, {"outcome-verb-vague": "Understand care law"}),
    ({"mcv:learningOutcome": '"know when to ask"@en-GB'}, {"outcome-verb-vague": "know when to ask"}),
    ({"mcv:learningOutcome": '"Know wat te doen"@nl, "Knowingly share data safely"'}, NONE),
    ({"mcv:assessment": ""}, {"assessment-missing": None, "attendance-as-assessment": None}),
    ({"mcv:assessment": '"reflective walk"'}, {"assessment-unknown": "reflective walk"}),
    ({"mcv:assessment": "assessment:level-of-attendance"}, {"attendance-as-assessment": None}),
    ({"mcv:assessment": "assessment:level-of-attendance, assessment:quiz"}, NONE),
    (
        {"mcv:assessment": "assessment:no-assessment"},
        {"learning-not-assessed": BASE + "assessment-type/no-assessment"},
    ),
    # workload and credit
    ({"mcv:workload": ""}, {"workload-missing": None}),
    ({"mcv:workload": "", "mcv:credit": SIX_SCQF}, NONE),
    (credit_of("mcv:points 6.0", workload=""), {"workload-missing": None}),
    (credit_of("mcv:creditSystem credit:scqf", workload=""), {"workload-missing": None}),
    (credit_of(points("0.0", "scqf"), workload=""), {"workload-missing": None}),
    (
        credit_of(points('"ten"', "scqf"), workload=""),
        {"workload-missing": None, "credit-points-not-number": "ten"},
    ),
    (credit_of(points("2.0", "us-credit-hour"), workload=""), {"workload-missing": None}),
    ({"mcv:workload": '"P60M"'}, {"workload-not-hours": "P60M"}),
    ({"mcv:workload": "60"}, NONE),
    ({"mcv:workload": "0.0"}, {"workload-implausible": "0.0"}),
    ({"mcv:workload": "400.0"}, NONE),
    ({"mcv:workload": "401"}, {"workload-implausible": "401"}),
    (credit_of('mcv:points "some" ; mcv:creditSystem credit:scqf'), {"credit-points-not-number": "some"}),
    (credit_of('mcv:points 6.0 ; mcv:creditSystem "points of ours"'), {"credit-system-unknown": "points of ours"}),
    (credit_of(points("5.0", "ects")), {"credit-workload-mismatch": PART}),
    (credit_of(points("5.0", "ects"), workload="125.0"), NONE),
    (credit_of(points("5.0", "ects"), workload="100.0"), NONE),
    (credit_of(points("5.0", "ects"), workload="99.0"), {"credit-workload-mismatch": PART}),
    (credit_of(points("5.0", "ects"), workload="180.0"), NONE),
    (credit_of(points("5.0", "ects"), workload="181.0"), {"credit-workload-mismatch": PART}),
    (credit_of(points("5", "ects"), workload="60"), {"credit-workload-mismatch": PART}),
    (credit_of(points("6.0", "scqf"), points("2.0", "us-credit-hour")), NONE),
    (credit_of(points("20.0", "scqf"), points("10.0", "ects"), workload="220.0"), NONE),
    (credit_of(points("20.0", "scqf"), points("5.0", "ects"), workload=""), {"credits-inconsistent": PART}),
    (credit_of(points("15.0", "scqf"), points("7.0", "ects"), workload=""), NONE),
    (credit_of(points("15.0", "scqf"), points("15.0", "cats"), workload="150.0"), NONE),
    (levels('"SCQF 13"'), {"level-unknown": "SCQF 13"}),
    (levels("scqf:6", "eqf:4"), NONE),
    (levels("scqf:6", "eqf:3"), {"levels-inconsistent": BASE + "eqf/3"}),
    (levels("scqf:7", "eqf:5"), NONE),
    (levels("scqf:8", "eqf:5", "rqf:5"), NONE),
    (levels("scqf:9", "eqf:6", "rqf:6"), NONE),
    (levels("scqf:1", "eqf:1"), {"levels-inconsistent": BASE + "eqf/1"}),
    (levels("scqf:7", "rqf:7"), {"levels-inconsistent": BASE + "rqf/7"}),
    (levels("scqf:7", "scqf:8"), NONE),
    (
        levels("scqf:6") | credit_of(points("6.0", "scqf") + " ; mcv:level eqf:3"),
        {"levels-inconsistent": BASE + "eqf/3"},
    ),
    # how, in what language, with what quality
    ({"mcv:mode": ""}, {"mode-missing": None}),
    ({"mcv:mode": '"Flexible delivery"'}, {"mode-unknown": "Flexible delivery"}),
    ({"mcv:language": ""}, {"language-missing": None}),
    ({"mcv:language": '"en-EN"'}, {"language-unknown": "en-EN"}),
    ({"mcv:qualityAssurance": ""}, {"quality-assurance-missing": None}),
    (
        {"mcv:qualityAssurance": '[ mcv:qualityAssuranceType "accredited" ]'},
        {"quality-assurance-unknown": "accredited"},
    ),
    ({"mcv:qualityAssurance": "[ mcv:qualityAssuranceType quality:none-stated ]"}, NONE),
    ({"mcv:recognition": '[ mcv:recognitionType "yes" ]'}, {"recognition-unknown": "yes"}),
    ({"mcv:recognition": "[ mcv:recognitionType recognition:stand-alone ]"}, NONE),
    ({"mcv:cpdValue": '"certified"'}, {"cpd-value-not-number": "certified"}),
    ({"mcv:cpdUnit": '"stamps"'}, {"cpd-unit-unknown": "stamps"}),
    ({"foaf:homepage": '"see website"'}, {"url-not-absolute": "see website"}),
    ({"foaf:homepage": '"https://example.ac.uk/x"^^xsd:anyURI'}, NONE),
    ({"foaf:homepage": "<HTTPS://example.ac.uk/x>"}, NONE),
    (
        {"mcv:contact": '[ foaf:homepage "www.example.ac.uk" ]'},
        {"url-not-absolute": "www.example.ac.uk"},
    ),
    ({"mcv:contact": ""}, {"contact-missing": None}),
    # dates
    ({"mcv:lastReviewed": day("2026-01-15")}, NONE),
    ({"mcv:lastReviewed": day("2026-01-16")}, {"review-in-future": "2026-01-16"}),
    ({"mcv:lastReviewed": day("2024-01-15")}, NONE),
    ({"mcv:lastReviewed": day("2024-01-14")}, {"review-too-old": "2024-01-14"}),
    ({"mcv:lastReviewed": day("2019-12-31"), "mcv:asOf": ""}, NONE),
    ({"mcv:lastReviewed": '"last spring"'}, {"date-malformed": "last spring"}),
    (offering(day("2026-02-02"), day("2026-02-02")), NONE),
    (offering(day("2026-03-02"), day("2026-02-02")), {"start-after-end": PART}),
    (offering('"Any time"', day("2026-02-02")), {"date-malformed": "Any time"}),
    (offering(day("2026-03-02"), '"Easter"'), {"date-malformed": "Easter"}),
    ({"mcv:offering": f"[ mcv:startDate {day('2026-03-02')} ]"}, NONE),
    # price
    (price(f"mcv:amount 195.0 ; mcv:currency <{BASE}currency/gbp>"), NONE),
    (price("mcv:amount 195.0"), {"price-without-currency": PART}),
    (price("mcv:amount 0.0"), NONE),
    (price('mcv:amount "POA"'), {"price-not-number": "POA"}),
    (price('mcv:amount 195.0 ; mcv:currency "groats"'), {"currency-unknown": "groats"}),
    # credit-bearing
    (CREDIT_BEARING, NONE),
    ({"a": CREDIT, "mcv:level": "scqf:7"}, {"credit-without-points": None}),
    (CREDIT_BEARING | credit_of(points("0.0", "scqf")), {"credit-without-points": None}),
    (
        CREDIT_BEARING | {"mcv:credit": '[ mcv:points "ten" ]'},
        {"credit-points-not-number": "ten", "credit-without-system": PART},
    ),
    (CREDIT_BEARING | credit_of("mcv:points 15.0"), {"credit-without-system": PART}),
    ({"a": CREDIT, "mcv:credit": SIX_SCQF}, {"credit-without-level": None}),
    ({"a": CREDIT} | credit_of(points("6.0", "scqf") + " ; mcv:level scqf:7"), NONE),
    # non-credit
    ({"a": "mcv:NonCredit"}, NONE),
    ({"a": "mcv:NonCredit"} | credit_of(points("6.0", "scqf")), {"points-on-non-credit": "6.0"}),
    ({"a": "mcv:NonCredit"} | credit_of(points("0.0", "scqf")), NONE),
    (
        {"a": "mcv:NonCredit", "mcv:recognition": "[ mcv:recognitionType recognition:named-module ]"},
        {"recognition-needs-credit": BASE + "recognition/named-module"},
    ),
    (
        {"a": "mcv:NonCredit", "mcv:recognition": "[ mcv:recognitionType recognition:general-credit ]"},
        {"recognition-needs-credit": BASE + "recognition/general-credit"},
    ),
    ({"a": "mcv:NonCredit", "mcv:recognition": "[ mcv:recognitionType recognition:rpl-candidate ]"}, NONE),
    # continuing professional development
    (CPD, NONE),
    (CPD | {"mcv:cpdValue": ""}, {"cpd-without-value": None}),
    (CPD | {"mcv:cpdUnit": ""}, {"cpd-without-unit": None}),
    (CPD | {"mcv:skill": ""}, {"cpd-without-profession": None}),
    (CPD | {"mcv:skill": "", "mcv:professionalBody": '"Institute of Care"'}, NONE),
    # re-entry
    (RE_ENTRY, NONE),
    (RE_ENTRY | {"mcv:recognition": f"[ {HOW} ; {WHO} ]"}, {"re-entry-without-target": None}),
    (RE_ENTRY | {"mcv:recognition": f"[ {TARGET} ; {WHO} ]"}, {"re-entry-without-recognition-type": None}),
    (RE_ENTRY | {"mcv:recognition": f"[ {TARGET} ; {HOW} ]"}, {"re-entry-without-receiver": None}),
    (RE_ENTRY | {"mcv:recognition": "[ mcv:recognitionType recognition:rpl-candidate ]"}, NONE),
    (RE_ENTRY | {"mcv:recognition": ""}, dict.fromkeys(RE_ENTRY_CODES)),
    # routes add up
    (CREDIT_BEARING | CPD | {"a": f"{CREDIT}, mcv:ContinuingDevelopment"}, NONE),
]


def turtle(number: int, change: dict[str, str]) -> str:
    said = {key: value for key, value in (SOUND | change).items() if value}
    return f"<urn:case:{number}> " + " ;\n  ".join(f"{key} {value}" for key, value in said.items()) + " ."


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources(ROOT / "ontology", ROOT / "shapes")


@pytest.fixture(scope="module")
def shapes(sources: Sources) -> Graph:
    return sources.standard()


@pytest.fixture(scope="module")
def language(sources: Sources) -> Graph:
    return sources.language()


@pytest.fixture(scope="module")
def compiled(sources: Sources) -> tuple[dict[str, Any], dict[str, Any]]:
    return compile_standard(sources)


@pytest.fixture(scope="module")
def rows(compiled: tuple[dict[str, Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """The compiled rules."""
    found: list[dict[str, Any]] = compiled[0]["rules"]
    return found


@pytest.fixture(scope="module")
def verdicts(compiled: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What pySHACL says of each case: code -> value, by focus node; all cases in one run."""
    graphs = compiled[1]
    data = heavy(from_data(graphs["facts"]))
    data.parse(data=PREFIXES + "\n".join(turtle(n, change) for n, (change, _) in enumerate(CASES)), format="turtle")
    standard = heavy(from_data(graphs["shapes"]))
    _, report, _ = pyshacl.validate(data, shacl_graph=standard, inplace=True, advanced=False)
    assert isinstance(report, Graph)
    found: dict[str, dict[str, Any]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        code = str(report.value(result, SH.sourceShape)).rsplit("/", 1)[-1]
        value = report.value(result, SH.value)
        text = None if value is None else PART if isinstance(value, BNode) else str(value)
        found.setdefault(str(report.value(result, SH.focusNode)), {})[code] = text
    return found


@pytest.mark.parametrize("number", range(len(CASES)))
def test_each_rule_says_what_it_should_and_no_more(number: int, verdicts: dict[str, dict[str, Any]]) -> None:
    change, expected = CASES[number]
    assert verdicts.get(f"urn:case:{number}", {}) == expected, change


def test_every_rule_has_a_case_that_breaks_it(rows: list[dict[str, Any]]) -> None:
    rules = {row["code"] for row in rows if not row["reading"]}
    assert rules == {code for _, expected in CASES for code in expected}


# --- the parts of a rule ------------------------------------------------------------------------------


def test_codes_are_kebab_names(rows: list[dict[str, Any]]) -> None:
    assert [r["code"] for r in rows if not re.fullmatch(r"[a-z]+(-[a-z]+)+", r["code"])] == []


@pytest.mark.parametrize("part", ["message", "template", "why", "fix"])
def test_texts_are_whole_sentences_without_addresses_of_ours(rows: list[dict[str, Any]], part: str) -> None:
    for row in rows:
        text = row[part]
        assert re.match(r"[A-Z“]|\{", text), (row["code"], text)
        assert text.endswith((".", "”.")), (row["code"], text)
        assert not re.search(r"w3id\.org|mcv:|  ", text), (row["code"], text)


def test_messages_have_no_holes(rows: list[dict[str, Any]]) -> None:
    assert [row["code"] for row in rows if "{" in row["message"] + row["why"] + row["fix"]] == []


def test_the_holes_of_rules_with_a_shape_are_those_that_can_be_filled(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        holes = {name for _, name, _, _ in Formatter().parse(row["template"]) if name}
        if not row["reading"]:
            assert holes <= {"value", "field", "expected", "other"}, row["code"]
            assert "other" not in holes or row["about"], row["code"]


def test_names_are_no_sentences(rows: list[dict[str, Any]]) -> None:
    assert [row["code"] for row in rows if row["name"].endswith(".") or len(row["name"]) > 50] == []


def test_every_rule_with_a_shape_is_about_some_field(rows: list[dict[str, Any]]) -> None:
    assert [row["code"] for row in rows if not row["reading"] and not row["about"]] == []


def test_rules_yield_to_rules_that_exist(rows: list[dict[str, Any]]) -> None:
    known = {row["code"] for row in rows}
    assert {other for row in rows for other in row["yields_to"]} <= known


def test_a_rule_speaks_only_for_fields_it_is_about(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert set(row["speaks_for"]) <= set(row["about"]), row["code"]


def test_every_field_that_can_be_misunderstood_has_one_rule_that_speaks_for_it(
    rows: list[dict[str, Any]], language: Graph
) -> None:
    spoken = [key for row in rows for key in row["speaks_for"]]
    assert len(spoken) == len(set(spoken))
    text = {rdflib.XSD.string, rdflib.RDF.langString}
    for field in language.subjects(RDF.type, rdflib.SKOS.Concept):
        datatype = language.value(field, MCV.datatype)
        award = language.value(field, MCV.of) == Literal("award")
        understood = (field, MCV.scheme, None) in language or (datatype is not None and datatype not in text)
        if understood and not award:
            assert str(language.value(field, rdflib.SKOS.notation)) in spoken, field


def test_every_clause_names_a_source_and_a_place(shapes: Graph, language: Graph) -> None:
    everything = shapes + language
    for rule, _, clause in shapes.triples((None, MCV.clause, None)):
        source = shapes.value(clause, rdflib.DCTERMS.source)
        assert source is not None, rule
        assert shapes.value(clause, RDF.value), rule
        assert everything.value(source, rdflib.DCTERMS.title), source


def test_every_source_that_a_rule_cites_has_a_title_short_enough_for_a_line(shapes: Graph, language: Graph) -> None:
    everything = shapes + language
    cited = {shapes.value(clause, rdflib.DCTERMS.source) for clause in shapes.objects(None, MCV.clause)}
    for source in cited:
        titles = list(everything.objects(source, rdflib.DCTERMS.alternative))
        assert len(titles) <= 1, source
        assert len(titles[0] if titles else everything.value(source, rdflib.DCTERMS.title)) <= 45, source


def test_findings_cite_sources_by_their_short_titles(rows: list[dict[str, Any]]) -> None:
    cited = {row["code"]: row["source"] for row in rows}
    assert cited["title-missing"] == "EU Recommendation 2022, Annex I, mandatory elements: title"
    assert cited["credit-without-level"].startswith("QAA 2022, ")
    assert cited["date-malformed"].startswith("XCRI-CAP 1.2, ")


# A violation is for what a source requires, or for values that cannot be relied on.
def test_what_no_source_requires_is_no_violation(rows: list[dict[str, Any]]) -> None:
    severity = {row["code"]: row["severity"] for row in rows}
    assert severity["cpd-without-value"] == severity["cpd-value-not-number"] == "warning"


def test_what_a_misaligned_row_holds_is_not_judged(rows: list[dict[str, Any]]) -> None:
    assert [row["code"] for row in rows if row["spoils_row"]] == ["quote-unclosed", "row-ragged"]
    assert all(row["reading"] for row in rows if row["spoils_row"] or row["unreadable"])


# --- the shape of the standard ------------------------------------------------------------------------


def test_every_rule_with_a_shape_is_in_a_profile(shapes: Graph) -> None:
    linked = set(shapes.objects(None, SH.property))
    assert [rule for rule in shapes.subjects(RDF.type, MCV.Rule) if rule not in linked] == []


def test_a_rule_stands_in_the_file_of_a_profile_that_holds_it(shapes: Graph) -> None:
    for path in (ROOT / "shapes").glob("*.ttl"):
        graph = Graph().parse(path)
        for rule in graph.subjects(RDF.type, MCV.Rule):
            assert (URIRef(f"{BASE}profile/{path.stem}"), SH.property, rule) in graph, rule


def test_there_is_no_constraint_outside_a_named_rule(shapes: Graph) -> None:
    allowed = {RDF.type, SH.property, SH.targetClass, rdflib.DCTERMS.title, rdflib.DCTERMS.description}
    allowed |= {rdflib.DCTERMS.source, MCV.version, MCV.status, MCV.kind, MCV.readingRule, MCV.judgement, MCV.extends}
    for profile in shapes.subjects(RDF.type, MCV.Profile):
        assert set(shapes.predicates(profile)) <= allowed
        assert not any(isinstance(rule, BNode) for rule in shapes.objects(profile, SH.property))
    for rule in shapes.subjects(RDF.type, MCV.Rule):
        assert (rule, RDF.type, SH.PropertyShape) in shapes, rule
        assert (rule, SH.property, None) not in shapes, rule
    for rule in shapes.subjects(RDF.type, MCV.ReadingRule):
        assert not any(
            str(p).startswith(str(SH)) and p not in {SH.name, SH.message, SH.severity}
            for p in shapes.predicates(rule)
        )


def test_no_value_list_is_copied(shapes: Graph) -> None:
    assert not list(shapes.triples((None, SH["in"], None)))


def test_every_concept_and_scheme_that_shapes_name_exists(shapes: Graph, language: Graph) -> None:
    for value in set(shapes.objects(None, SH.hasValue)):
        assert (value, RDF.type, None) in language, value


def test_every_property_that_shapes_follow_is_declared(shapes: Graph, language: Graph) -> None:
    for step in _steps(shapes):
        if str(step).startswith(str(MCV)):
            assert (step, None, None) in language, step


def test_every_name_of_ours_that_ontology_or_shapes_use_is_declared(shapes: Graph, language: Graph) -> None:
    everything = shapes + language
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology)
    declared = {name for kind in (*kinds, SH.ConstraintComponent) for name in everything.subjects(RDF.type, kind)}
    used = {t for triple in everything for t in triple if isinstance(t, URIRef) and t.startswith(str(MCV))}
    queries = " ".join(str(query) for query in everything.objects(None, SH.select))
    used |= {MCV[name] for name in re.findall(r"\bmcv:(\w+)", queries)}
    assert len(used) > 100
    assert sorted(used - declared) == []


def _steps(shapes: Graph) -> set[URIRef]:
    components = {
        p for c in shapes.subjects(RDF.type, SH.ConstraintComponent) for p in shapes.objects(c, SH.parameter)
    }
    paths = [o for s, o in shapes.subject_objects(SH.path) if s not in components]
    found: set[URIRef] = set()
    while paths:
        path = paths.pop()
        if isinstance(path, URIRef):
            found.add(path)
        else:
            choice = shapes.value(path, SH.alternativePath)
            paths.extend(Collection(shapes, choice if choice is not None else path))
    return found
