"""The standard itself: what each rule says of a record, and that no rule lacks a part."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from mcvocab.authoring.compiler import MCV
from mcvocab.authoring.source import Sources
from mcvocab.authoring.standards import compile_standard
from mcvocab.interpreter.headings import Headings
from mcvocab.interpreter.values import Values
from mcvocab.light import heavy
from mcvocab.oracle import QueriedGraph
from mcvocab.triples import StoredGraph

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.model import Field
    from mcvocab.vocabulary import Vocabulary
    from tests.conftest import Once

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/mcvocab/"
PREFIXES = f"""
@prefix mcv: <{BASE}ns/> .
@prefix assessment: <{BASE}assessment-type/> .
@prefix check: <{BASE}verification/> .
@prefix country: <{BASE}country/> .
@prefix credit: <{BASE}credit-system/> .
@prefix currency: <{BASE}currency/> .
@prefix eqf: <{BASE}eqf/> .
@prefix language: <{BASE}language/> .
@prefix mode: <{BASE}delivery-mode/> .
@prefix pacing: <{BASE}pacing/> .
@prefix quality: <{BASE}quality-assurance/> .
@prefix recognition: <{BASE}recognition/> .
@prefix route: <{BASE}provision-route/> .
@prefix rqf: <{BASE}rqf/> .
@prefix scqf: <{BASE}scqf/> .
@prefix supervision: <{BASE}supervision/> .
@prefix term: <{BASE}term/> .
@prefix unit: <{BASE}cpd-unit/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# A record that no rule of the core, nor of a route, has anything against; each case changes some of its properties.
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
CPD = {
    "a": "mcv:ContinuingDevelopment",
    "mcv:cpdValue": "12.0",
    "mcv:cpdUnit": "unit:hour",
    "mcv:skill": '"budgets"',
    "mcv:evidenceForm": "term:digital-badge",
}
TARGET = 'mcv:recognitionTarget "BSc Applied Computing"'
HOW = "mcv:recognitionType recognition:general-credit"
WHO = 'mcv:recognitionReceiver "University of Strathorrin"'
WHILE = 'mcv:recognitionValidity "5 years"'
RE_ENTRY = {
    "a": "mcv:ReEntry",
    "mcv:recognition": f"[ {TARGET} ; {HOW} ; {WHO} ; {WHILE} ]",
    "mcv:credit": SIX_SCQF,
    "mcv:level": "scqf:7",
}
RE_ENTRY_ROUTE = {key: value for key, value in RE_ENTRY.items() if key != "mcv:recognition"}
RPL = "mcv:recognitionType recognition:rpl-candidate"
RE_ENTRY_CODES = (
    "recognition-without-validity",
    "re-entry-without-target",
    "re-entry-without-recognition-type",
    "re-entry-without-receiver",
)
# One of the record's parts, whatever its name.
PART = "part"


def offering(start: str, end: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:startDate {start} ; mcv:endDate {end} ]"}


def closing(deadline: str, *, starts: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:applicationDeadline {deadline} ; mcv:startDate {starts} ]"}


def day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def price(text: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:price [ {text} ] ]"}


def credit_of(*parts: str, workload: str = "60.0") -> dict[str, str]:
    return {"mcv:credit": ", ".join(f"[ {part} ]" for part in parts), "mcv:workload": workload}


def points(number: str, system: str) -> str:
    return f"mcv:points {number} ; mcv:creditSystem credit:{system}"


def quality(kind: str, *said: str) -> dict[str, str]:
    parts = " ; ".join((f"mcv:qualityAssuranceType quality:{kind}", *said))
    return {"mcv:qualityAssurance": f"[ {parts} ]"}


def recognised(*said: str) -> dict[str, str]:
    return {"mcv:recognition": "[ " + " ; ".join(said) + " ]"}


def towards(*said: str) -> dict[str, str]:
    return RE_ENTRY | recognised(TARGET, HOW, WHO, WHILE, *said)


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
    *(
        ({"dcterms:title": f'"{title}"'}, {"title-claims-award": title})
        for title in ("Diploma in Care", "Care Management Diploma", "master of Data", "Postgraduate Certificate: Law")
    ),
    *(
        ({"dcterms:title": f'"{title}"'}, NONE)
        for title in (
            "Master your inbox",
            "Preparing for a degree in law",
            "Mentoring diploma students",
            "Nano-degree skills",
        )
    ),
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
    ({"dcterms:description": f'"{"word " * 800}"'}, NONE),
    ({"dcterms:description": f'"{"word " * 801}"'}, {"description-too-long": "word " * 801}),
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
    ({"mcv:opportunityType": '"wee run"'}, {"opportunity-type-unknown": "wee run"}),
    ({"mcv:credentialStatus": '"soonish"'}, {"credential-status-unknown": "soonish"}),
    ({"mcv:subject": '"rotas"'}, {"field-of-study-unknown": "rotas"}),
    ({"mcv:targetGroup": '"everyone"'}, {"target-group-unknown": "everyone"}),
    ({"mcv:difficulty": '"spicy"'}, {"difficulty-unknown": "spicy"}),
    ({"mcv:difficulty": f"<{BASE}difficulty/beginner>"}, NONE),
    ({"mcv:provisionRoute": '"maybe"'}, {"route-unknown": "maybe"}),
    ({"mcv:provisionRoute": "route:non-credit"}, NONE),
    # what is learned, and how it is assessed
    ({"mcv:learningOutcome": ""}, {"outcomes-missing": None}),
    ({"mcv:learningOutcome": '"Spreadsheets"'}, {"outcome-too-short": "Spreadsheets"}),
    ({"mcv:learningOutcome": '"Write unit tests"'}, NONE),
    ({"mcv:learningOutcome": '"Record defects"'}, NONE),
    ({"mcv:learningOutcome": '"Understand Python"'}, {"outcome-verb-vague": "Understand Python"}),
    ({"mcv:learningOutcome": '"Understand care law"'}, {"outcome-verb-vague": "Understand care law"}),
    ({"mcv:learningOutcome": '"know when to ask"@en-GB'}, {"outcome-verb-vague": "know when to ask"}),
    ({"mcv:learningOutcome": '"Know wat te doen"@nl, "Knowingly share data safely"'}, NONE),
    ({"mcv:learningOutcome": f'"{"Plan a rota " * 33}"'}, NONE),
    ({"mcv:learningOutcome": f'"{"Plan a rota " * 34}"'}, {"outcome-too-long": "Plan a rota " * 34}),
    ({"mcv:assessment": ""}, {"assessment-missing": None, "attendance-as-assessment": None}),
    ({"mcv:assessment": '"reflective walk"'}, {"assessment-unknown": "reflective walk"}),
    ({"mcv:assessment": "assessment:level-of-attendance"}, {"attendance-as-assessment": None}),
    ({"mcv:assessment": "assessment:level-of-attendance, assessment:quiz"}, NONE),
    (
        {"mcv:assessment": "assessment:no-assessment"},
        {"learning-not-assessed": BASE + "assessment-type/no-assessment"},
    ),
    ({"mcv:supervision": '"watched"'}, {"supervision-unknown": "watched"}),
    ({"mcv:supervision": "supervision:supervised"}, NONE),
    ({"mcv:identityVerification": '"by passport"'}, {"identity-check-unclear": "by passport"}),
    ({"mcv:identityVerification": "true"}, NONE),
    ({"mcv:evidenceForm": '"a handshake"'}, {"evidence-form-unknown": "a handshake"}),
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
    (quality("none-stated"), {"quality-assurance-none": BASE + "quality-assurance/none-stated"}),
    (quality("external-agency"), {"quality-assurance-without-body": PART}),
    (quality("external-agency", 'schema:name "QQI"'), NONE),
    (quality("regulator", "foaf:homepage <https://example.org/listed>"), NONE),
    (quality("credit-rating-body"), NONE),
    ({"mcv:recognition": '[ mcv:recognitionType "yes" ]'}, {"recognition-unknown": "yes"}),
    ({"mcv:recognition": "[ mcv:recognitionType recognition:stand-alone ]"}, NONE),
    ({"mcv:cpdValue": '"certified"'}, {"cpd-value-not-number": "certified"}),
    ({"mcv:cpdUnit": '"stamps"'}, {"cpd-unit-unknown": "stamps"}),
    ({"foaf:homepage": '"see website"'}, {"url-not-absolute": "see website"}),
    ({"foaf:homepage": '"https://example.ac.uk/x"^^xsd:anyURI'}, NONE),
    ({"foaf:homepage": "<HTTPS://example.ac.uk/x>"}, NONE),
    ({"dcterms:publisher": '[ foaf:homepage "mfoc" ]'}, {"url-not-absolute": "mfoc"}),
    (
        {"mcv:contact": '[ foaf:homepage "www.example.ac.uk" ]'},
        {"url-not-absolute": "www.example.ac.uk"},
    ),
    ({"mcv:contact": ""}, {"contact-missing": None}),
    ({"mcv:contact": '[ schema:name "Reception" ]'}, {"contact-unreachable": PART}),
    ({"mcv:contact": '[ schema:name "Una Mackay, una@example.ac.uk" ]'}, NONE),
    ({"mcv:contact": '[ schema:name "Reception, 01632 960123" ]'}, NONE),
    ({"mcv:contact": '[ schema:name "Reception" ; schema:telephone "+44 1632 960123" ]'}, NONE),
    ({"mcv:contact": '[ schema:email "see website" ]'}, {"email-malformed": "see website"}),
    ({"mcv:contact": '[ schema:email "mailto:a.b@example.ac.uk" ]'}, NONE),
    ({"mcv:employerContact": '[ schema:email "a@b" ]'}, {"email-malformed": "a@b"}),
    ({"mcv:contact": '[ schema:telephone "tel: tbc" ]'}, {"telephone-malformed": "tel: tbc"}),
    ({"mcv:contact": '[ schema:telephone "ext. 2210" ]'}, {"telephone-malformed": "ext. 2210"}),
    ({"dcterms:license": '"CC BY"'}, {"licence-not-address": "CC BY"}),
    ({"dcterms:license": "<https://creativecommons.org/licenses/by/4.0/>"}, NONE),
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
    (closing(day("2026-02-02"), starts=day("2026-03-02")), NONE),
    (closing(day("2026-03-02"), starts=day("2026-03-02")), NONE),
    (closing(day("2026-04-02"), starts=day("2026-03-02")), {"start-before-deadline": PART}),
    (closing('"Easter"', starts=day("2026-03-02")), {"date-malformed": "Easter"}),
    ({"mcv:offering": '[ mcv:pacing "breezy" ]'}, {"pacing-unknown": "breezy"}),
    ({"mcv:offering": "[ mcv:pacing pacing:self-paced ]"}, NONE),
    ({"mcv:offering": '[ mcv:studyMode "a bit" ]'}, {"study-mode-unknown": "a bit"}),
    ({"mcv:offering": '[ mcv:attendancePattern "now and then" ]'}, {"attendance-pattern-unknown": "now and then"}),
    # price
    (price(f"mcv:amount 195.0 ; mcv:currency <{BASE}currency/gbp>"), NONE),
    (price("mcv:amount 195.0"), {"price-without-currency": PART}),
    (price("mcv:amount 0.0"), NONE),
    (price('mcv:amount "POA"'), {"price-not-number": "POA"}),
    (price('mcv:amount 195.0 ; mcv:currency "groats"'), {"currency-unknown": "groats"}),
    (price('mcv:amount 0.0 ; mcv:costType "haggling"'), {"cost-type-unknown": "haggling"}),
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
    (CREDIT_BEARING | levels("rqf:4"), {"scqf-credit-without-scqf-level": PART}),
    (CREDIT_BEARING | levels("rqf:4", "scqf:7"), NONE),
    (CREDIT_BEARING | levels("rqf:4") | credit_of(points("6.0", "scqf") + " ; mcv:level scqf:7"), NONE),
    (CREDIT_BEARING | levels("rqf:4") | credit_of(points("6.0", "cats")), NONE),
    (CREDIT_BEARING | credit_of(points("6.5", "scqf")), {"points-not-in-steps": PART}),
    (CREDIT_BEARING | credit_of(points("7.5", "cats"), workload="75.0"), NONE),
    (CREDIT_BEARING | credit_of(points("7.25", "cats"), workload="75.0"), {"points-not-in-steps": PART}),
    (CREDIT_BEARING | credit_of(points("3.75", "ects"), workload="100.0"), NONE),
    (CREDIT_BEARING | credit_of(points("7.3", "ects"), workload="200.0"), {"points-not-in-steps": PART}),
    (CREDIT_BEARING | credit_of(points("2.3", "us-credit-hour")), NONE),
    (CREDIT_BEARING | {"mcv:awardingBody": ""}, {"awarding-body-missing": None, "credit-without-authority": None}),
    (
        CREDIT_BEARING
        | {"mcv:awardingBody": "", "mcv:creditRatingBody": '[ schema:name "University of Strathorrin" ]'},
        {"awarding-body-missing": None},
    ),
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
    ({"a": "mcv:NonCredit"} | recognised(RPL), NONE),
    (
        {"a": "mcv:NonCredit", "mcv:contact": ""} | recognised(RPL),
        {"prior-learning-without-contact": PART, "contact-missing": None},
    ),
    ({"a": "mcv:NonCredit"} | quality("platform-review"), {"quality-process-undescribed": PART}),
    ({"a": "mcv:NonCredit"} | quality("platform-review", 'mcv:reviewProcess "Read anew each May."'), NONE),
    (
        {
            "a": "mcv:NonCredit",
            "mcv:qualityAssurance": "[ mcv:qualityAssuranceType quality:platform-review ], "
            "[ mcv:qualityAssuranceType quality:internal-institutional ]",
        },
        NONE,
    ),
    # continuing professional development
    (CPD, NONE),
    (CPD | {"mcv:cpdValue": ""}, {"cpd-without-value": None}),
    (CPD | {"mcv:cpdUnit": ""}, {"cpd-without-unit": None}),
    (CPD | {"mcv:skill": ""}, {"cpd-without-profession": None}),
    (CPD | {"mcv:skill": "", "mcv:professionalBody": '[ schema:name "Institute of Care" ]'}, NONE),
    (CPD | {"mcv:skill": "", "mcv:occupation": '"care assistant"'}, NONE),
    (CPD | {"mcv:skill": ""} | quality("professional-body", 'schema:name "Institute of Care"'), NONE),
    (CPD | {"mcv:skill": ""} | quality("regulator", 'schema:name "The Regulator"'), {"cpd-without-profession": None}),
    (CPD | {"mcv:evidenceForm": ""}, {"cpd-without-evidence": None}),
    (
        CPD | quality("professional-body"),
        {"professional-body-unnamed": PART, "quality-assurance-without-body": PART},
    ),
    (CPD | quality("professional-body", 'schema:name "Institute of Care"'), NONE),
    (
        CPD | quality("professional-body") | {"mcv:professionalBody": '[ schema:name "Institute of Care" ]'},
        {"quality-assurance-without-body": PART},
    ),
    (CPD | recognised("mcv:recognitionType recognition:licence-renewal"), {"renewal-without-period": PART}),
    (CPD | recognised("mcv:recognitionType recognition:licence-renewal") | {"mcv:renewal": '"3 years"'}, NONE),
    (CPD | recognised("mcv:recognitionType recognition:licence-renewal", WHILE), NONE),
    # re-entry
    (RE_ENTRY, NONE),
    (RE_ENTRY | recognised(HOW, WHO, WHILE), {"re-entry-without-target": None}),
    (RE_ENTRY | recognised(TARGET, WHO, WHILE), {"re-entry-without-recognition-type": None}),
    (RE_ENTRY | recognised(TARGET, HOW, WHILE), {"re-entry-without-receiver": None}),
    (RE_ENTRY | recognised(TARGET, HOW, WHO), {"recognition-without-validity": None}),
    (RE_ENTRY | recognised(RPL, WHILE) | {"mcv:credit": ""}, NONE),
    (
        RE_ENTRY | recognised(RPL, WHILE) | {"mcv:contact": ""},
        {"prior-learning-without-contact": PART, "contact-missing": None},
    ),
    (RE_ENTRY | {"mcv:recognition": ""}, dict.fromkeys(RE_ENTRY_CODES)),
    (RE_ENTRY | {"mcv:credit": ""}, {"re-entry-without-credit": PART}),
    (RE_ENTRY | credit_of(points("0.0", "scqf")), {"re-entry-without-credit": PART}),
    (
        RE_ENTRY | recognised(TARGET, WHO, WHILE, "mcv:recognitionType recognition:exemption") | {"mcv:credit": ""},
        NONE,
    ),
    (towards("mcv:recognitionTargetLevel scqf:10"), NONE),
    (towards("mcv:recognitionTargetLevel scqf:7"), NONE),
    (towards("mcv:recognitionTargetLevel scqf:6"), {"level-above-target": PART}),
    (towards("mcv:recognitionTargetLevel scqf:6") | levels("scqf:6", "scqf:7"), NONE),
    (towards("mcv:recognitionTargetLevel scqf:6") | levels("eqf:5"), NONE),
    (
        towards("mcv:recognitionTargetLevel scqf:6")
        | {"mcv:level": ""}
        | credit_of(points("6.0", "scqf") + " ; mcv:level scqf:8"),
        {"level-above-target": PART},
    ),
    (towards('mcv:recognitionTargetLevel "third year"'), {"target-level-unknown": "third year"}),
    (towards(f"mcv:recognitionTargetCredit [ {points('96.0', 'scqf')} ]"), NONE),
    (towards(f"mcv:recognitionTargetCredit [ {points('6.0', 'scqf')} ]"), NONE),
    (towards(f"mcv:recognitionTargetCredit [ {points('5.0', 'scqf')} ]"), {"credit-above-target": PART}),
    (towards(f"mcv:recognitionTargetCredit [ {points('2.0', 'ects')} ]"), {"credit-above-target": PART}),
    (towards(f"mcv:recognitionTargetCredit [ {points('3.0', 'ects')} ]"), NONE),
    (towards(f"mcv:recognitionTargetCredit [ {points('2.0', 'us-credit-hour')} ]"), NONE),
    (
        towards('mcv:recognitionTargetCredit [ mcv:points "a full year" ; mcv:creditSystem credit:scqf ]'),
        {"target-points-not-number": "a full year"},
    ),
    (
        towards('mcv:recognitionTargetCredit [ mcv:points 96.0 ; mcv:creditSystem "stars" ]'),
        {"target-credit-system-unknown": "stars"},
    ),
    (
        {
            "mcv:recognition": f"[ {TARGET} ; {HOW} ; {WHO} ; {WHILE} ], "
            f'[ mcv:recognitionTarget "HNC Care" ; {HOW} ; {WHO} ; {WHILE} ]'
        }
        | RE_ENTRY_ROUTE,
        {"several-targets": None},
    ),
    # routes add up
    (CREDIT_BEARING | CPD | {"a": f"{CREDIT}, mcv:ContinuingDevelopment"}, NONE),
]


HERE = {
    "mcv:country": "country:gb-sct",
    "mcv:recognition": "[ mcv:recognitionType recognition:stand-alone ]",
    "foaf:homepage": "<https://example.ac.uk/data-skills>",
}
# Records that a named profile has nothing against, and what its own links say of changes to them.
LISTED = (
    SOUND
    | HERE
    | {
        "dcterms:identifier": '"GOC-101"',
        "mcv:offering": f"[ mcv:startDate {day('2026-02-02')} ; mcv:endDate {day('2026-03-02')} ; "
        f"mcv:price [ mcv:amount 195.0 ; mcv:currency <{BASE}currency/gbp> ] ]",
        "mcv:lastReviewed": day("2025-06-30"),
        "mcv:accessibility": '"Captions throughout; ask us about anything else."',
        "dcterms:publisher": '[ schema:name "Glen Orrin College" ]',
        "dcterms:license": "<https://creativecommons.org/licenses/by/4.0/>",
    }
)
FOR_EMPLOYERS = SOUND | {
    "mcv:employerContact": '[ schema:email "business@example.ac.uk" ]',
    "mcv:employerBenefit": '"Your supervisors will plan rotas that keep to the budget."',
    "mcv:skill": '"rota planning"',
    "mcv:employerPartnership": '"Made with three care homes."',
    "mcv:funding": '"none"',
    "mcv:evidenceOfDemand": '"Asked for by Brae Care."',
}
IN_HIGHER_EDUCATION = SOUND | HERE | {"mcv:credit": SIX_SCQF, "mcv:level": "scqf:7"}
ACROSS_EUROPE = SOUND | HERE | {"mcv:credit": f"[ {points('3.0', 'ects')} ]", "mcv:level": "eqf:5"}
AWARDED = {
    "a": "mcv:Award",
    "mcv:learnerIdentifier": '"S-0042"',
    "mcv:achievement": '[ dcterms:identifier "GOC-101" ; dcterms:title "Care Rotas" ]',
    "mcv:issuer": '[ schema:name "Glen Orrin College" ]',
    "mcv:issued": day("2025-06-30"),
    "mcv:grade": '"pass"',
    "mcv:supervision": "supervision:supervised-online-with-id",
    "mcv:verificationUrl": "<https://badges.example.ac.uk/a/1>",
    "mcv:asOf": day("2026-01-15"),
}


def run(start: str, end: str) -> dict[str, str]:
    return {"mcv:offering": f"[ mcv:startDate {day(start)} ; mcv:endDate {day(end)} ; mcv:price [ mcv:amount 0.0 ] ]"}


NAMED: dict[str, tuple[dict[str, str], list[tuple[dict[str, str], dict[str, Any]]]]] = {
    "hub": (
        LISTED,
        [
            ({}, NONE),
            ({"dcterms:identifier": ""}, {"identifier-missing": None}),
            ({"dcterms:description": ""}, {"description-missing": None}),
            ({"foaf:homepage": ""}, {"url-missing": None}),
            ({"mcv:country": ""}, {"country-missing": None}),
            ({"mcv:recognition": ""}, {"recognition-missing": None}),
            (quality("none-stated"), {"quality-assurance-none": BASE + "quality-assurance/none-stated"}),
            ({"mcv:offering": ""}, {"price-missing": None, "schedule-missing": None}),
            ({"mcv:offering": "[ mcv:pacing pacing:self-paced ]"}, {"price-missing": None}),
            (price("mcv:amount 0.0"), {"schedule-missing": None}),
            (run("2025-09-01", "2026-01-14"), {"run-over": "2026-01-14"}),
            (run("2025-09-01", "2026-01-15"), NONE),
            ({"mcv:lastReviewed": ""}, {"review-missing": None}),
            ({"mcv:accessibility": ""}, {"accessibility-missing": None}),
            ({"dcterms:publisher": ""}, {"publisher-missing": None}),
            ({"dcterms:license": ""}, {"licence-missing": None}),
        ],
    ),
    "employer": (
        FOR_EMPLOYERS,
        [
            ({}, NONE),
            ({"mcv:employerContact": ""}, {"employer-contact-missing": None}),
            ({"mcv:employerContact": '[ schema:name "Ailsa" ]'}, {"employer-contact-unreachable": PART}),
            ({"mcv:employerBenefit": ""}, {"employer-benefit-missing": None}),
            ({"mcv:employerBenefit": f'"{"gain " * 81}"'}, {"employer-benefit-too-long": "gain " * 81}),
            (
                {"mcv:employerBenefit": SOUND["dcterms:description"]},
                {"employer-benefit-repeated": SOUND["dcterms:description"].strip('"')},
            ),
            ({"mcv:skill": ""}, {"occupation-missing": None}),
            ({"mcv:skill": "", "mcv:occupation": '"care home manager"'}, NONE),
            ({"mcv:employerPartnership": ""}, {"partnership-missing": None}),
            ({"mcv:funding": ""}, {"funding-missing": None}),
            ({"mcv:evidenceOfDemand": ""}, {"demand-missing": None}),
        ],
    ),
    "eu-annex1-offer": (
        ACROSS_EUROPE,
        [
            ({}, NONE),
            ({"mcv:provider": "", "mcv:language": "", "mcv:contact": "", "foaf:homepage": ""}, NONE),
            ({"mcv:country": ""}, {"country-missing": None}),
            ({"mcv:awardingBody": ""}, {"awarding-body-missing": None}),
            ({"mcv:credit": SIX_SCQF}, {"ects-missing": None}),
            ({"mcv:credit": ""}, {"ects-missing": None}),
            ({"mcv:level": ""}, {"level-missing": None}),
        ],
    ),
    "qaa-2022": (
        IN_HIGHER_EDUCATION,
        [
            ({}, NONE),
            ({"mcv:workload": "", "mcv:mode": "", "mcv:contact": "", "mcv:country": ""}, NONE),
            ({"mcv:credit": ""}, {"credit-missing": None}),
            ({"mcv:credit": f"[ {points('0.0', 'scqf')} ]"}, {"credit-missing": None}),
            ({"mcv:level": ""}, {"level-missing": None}),
            ({"mcv:recognition": ""}, {"recognition-missing": None}),
        ],
    ),
    "award": (
        AWARDED,
        [
            ({}, NONE),
            ({"mcv:learnerIdentifier": ""}, {"learner-missing": None}),
            ({"mcv:learnerIdentifier": "", "mcv:learnerName": '"A. Learner"'}, NONE),
            (
                {"mcv:achievement": ""},
                {"achievement-missing": None},
            ),
            (
                {"mcv:achievement": '[ dcterms:identifier "A" ], [ dcterms:identifier "B" ]'},
                {"achievement-repeated": None},
            ),
            ({"mcv:achievement": '[ dcterms:title "Rotas" ]'}, {"achievement-without-identifier": PART}),
            ({"mcv:achievement": "<https://example.ac.uk/rotas>"}, NONE),
            ({"mcv:issuer": ""}, {"issuer-missing": None}),
            (
                {
                    "mcv:issuer": "",
                    "mcv:achievement": '[ dcterms:identifier "A" ; mcv:awardingBody [ schema:name "B" ] ]',
                },
                NONE,
            ),
            ({"mcv:issued": ""}, {"issue-date-missing": None}),
            ({"mcv:issued": day("2026-01-16")}, {"issue-date-in-future": "2026-01-16"}),
            ({"mcv:issued": '"last June"'}, {"award-date-malformed": "last June"}),
            ({"mcv:validUntil": day("2028-06-30")}, NONE),
            ({"mcv:validUntil": day("2025-06-29")}, {"expiry-before-issue": "2025-06-30"}),
            ({"mcv:validUntil": '"when it lapses"'}, {"award-date-malformed": "when it lapses"}),
            ({"mcv:grade": ""}, {"result-missing": None}),
            ({"mcv:supervision": ""}, {"supervision-missing": None, "identity-check-missing": None}),
            ({"mcv:supervision": "supervision:supervised"}, {"identity-check-missing": None}),
            ({"mcv:supervision": "supervision:supervised", "mcv:identityVerification": "false"}, NONE),
            (
                {
                    "mcv:supervision": "",
                    "mcv:achievement": '[ dcterms:identifier "A" ; mcv:supervision supervision:unsupervised ]',
                },
                NONE,
            ),
            ({"mcv:verificationUrl": ""}, {"award-not-verifiable": None}),
            ({"mcv:verificationUrl": "", "mcv:verificationMethod": "check:none"}, {"award-not-verifiable": None}),
            ({"mcv:verificationUrl": "", "mcv:verificationMethod": "check:hosted-badge"}, NONE),
            ({"mcv:verificationMethod": '"a seal"'}, {"verification-unknown": "a seal"}),
            ({"mcv:verificationUrl": '"badges"'}, {"award-url-not-absolute": "badges"}),
        ],
    ),
    "eu-annex1-award": (
        AWARDED,
        [
            ({}, NONE),
            ({"mcv:issuer": "", "mcv:verificationUrl": ""}, NONE),
            ({"mcv:issued": ""}, {"issue-date-missing": None}),
            ({"mcv:learnerIdentifier": ""}, {"learner-missing": None}),
        ],
    ),
}
DEFAULT = ("core", "credit-bearing", "non-credit", "continuing-development", "re-entry")
SETS: dict[str, tuple[tuple[str, ...], dict[str, str], list[tuple[dict[str, str], dict[str, Any]]]]] = {
    "by default": (DEFAULT, SOUND, CASES),
    **{name: ((name,), sound, cases) for name, (sound, cases) in NAMED.items()},
}


def turtle(name: str, sound: dict[str, str], change: dict[str, str]) -> str:
    said = {key: value for key, value in (sound | change).items() if value}
    return f"<{name}> " + " ;\n  ".join(f"{key} {value}" for key, value in said.items()) + " ."


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
    return list(compiled[0]["rules"].values())


@pytest.fixture(scope="module")
def verdicts(compiled: tuple[dict[str, Any], dict[str, Any]], once: Once) -> dict[str, dict[str, Any]]:
    """What pySHACL says of each case: code -> value, by focus node; all cases of a set in one run."""

    def make(folder: Path) -> None:
        (folder / "verdicts.json").write_text(json.dumps(_verdicts(compiled[1])), encoding="utf-8")

    return json.loads((once("verdicts", make) / "verdicts.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _verdicts(graphs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for title, (profiles, sound, cases) in SETS.items():
        data = heavy(_whole(graphs, "facts"), QueriedGraph(bind_namespaces="none"))
        records = [turtle(_node(title, number), sound, change) for number, (change, _) in enumerate(cases)]
        data.parse(data=PREFIXES + "\n".join(records), format="turtle")
        standard = heavy(_whole(graphs, "shapes"))
        for profile in set(standard.subjects(RDF.type, MCV.Profile)):
            if str(profile).rsplit("/", 1)[-1] not in profiles:
                standard.remove((profile, None, None))
        _, report, _ = pyshacl.validate(data, shacl_graph=standard, inplace=True, advanced=False)
        assert isinstance(report, Graph)
        for result in report.subjects(RDF.type, SH.ValidationResult):
            code = str(report.value(result, SH.sourceShape)).rsplit("/", 1)[-1]
            value = report.value(result, SH.value)
            text = None if value is None else PART if isinstance(value, BNode) else str(value)
            found.setdefault(str(report.value(result, SH.focusNode)), {})[code] = text
    return found


def _whole(graphs: dict[str, Any], name: str) -> Any:
    """A compiled graph with all that stands in it."""
    return StoredGraph(graphs[name], graphs[f"general in {name}"], graphs[f"holders in {name}"])


def _node(title: str, number: int) -> str:
    return f"urn:case:{title.replace(' ', '-')}:{number}"


@pytest.mark.parametrize(
    ("title", "number"), [(title, number) for title in SETS for number in range(len(SETS[title][2]))]
)
def test_each_rule_says_what_it_should_and_no_more(
    title: str, number: int, verdicts: dict[str, dict[str, Any]]
) -> None:
    change, expected = SETS[title][2][number]
    assert verdicts.get(_node(title, number), {}) == expected, change


def test_every_rule_has_a_case_that_breaks_it(rows: list[dict[str, Any]]) -> None:
    rules = {row["code"] for row in rows if not row["reading"]}
    assert rules == {code for _, _, cases in SETS.values() for _, expected in cases for code in expected}


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


def test_the_words_that_a_fix_tells_people_to_write_are_understood(
    rows: list[dict[str, Any]], vocabulary: Vocabulary, mapper: Mapper
) -> None:
    values, headings = Values(vocabulary, mapper), Headings(vocabulary, mapper)

    def understood(field: Field, word: str) -> bool:
        return all(piece.understood for piece in values.understand(field, word))

    lists = [field for field in vocabulary.fields.values() if field.schemes]
    for row in rows:
        fields = [vocabulary.fields[key] for key in row["speaks_for"] if vocabulary.fields[key].schemes]
        for word in re.findall(r"“([^”]+)”", row["fix"]) if fields else ():
            known = any(understood(field, word) for field in fields)
            # “Write a level such as “SCQF 7” as the level instead”, “put it under a heading “Subject””.
            elsewhere = headings.resolve(word, None) or any(understood(field, word) for field in lists)
            assert known or elsewhere, (row["code"], word)


def test_the_headings_that_a_fix_names_are_read(
    rows: list[dict[str, Any]], vocabulary: Vocabulary, mapper: Mapper
) -> None:
    headings = Headings(vocabulary, mapper)
    named = [
        (row["code"], name)
        for row in rows
        for name in re.findall(r"(?:heading|column named|headings such as) “([^”]+)”|--set \"([^=]+)=", row["fix"])
    ]
    assert len(named) > 20
    assert [(code, *name) for code, name in named if headings.resolve("".join(name), None) is None] == []


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
    assert [row["code"] for row in rows if row["spoils_row"]] == ["line-too-long", "quote-unclosed", "row-ragged"]
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


OURS = {"core", "credit-bearing", "non-credit", "continuing-development", "re-entry", "award", "hub", "employer"}


def test_named_standards_hold_their_own_text_and_never_our_core(compiled: tuple[dict[str, Any], Any]) -> None:
    extends = {row["name"]: set(row["extends"]) for row in compiled[0]["profiles"]}
    assert {name for name, above in extends.items() if "core" in above} == {"hub", "employer"}
    assert {name: above for name, above in extends.items() if name not in OURS and above} == {
        "eu-annex1-award": {"eu-annex1-offer"}
    }


def test_what_a_standard_does_not_ask_for_is_not_in_its_profile(compiled: tuple[dict[str, Any], Any]) -> None:
    held = {row["name"]: row["rules"] for row in compiled[0]["profiles"]}
    # The elements of Annex I: hours are enough, a level is asked for “if applicable”, the rest is optional.
    required = {code for code, severity in held["eu-annex1-award"].items() if severity == "violation"}
    assert required >= {"title-missing", "country-missing", "awarding-body-missing", "issue-date-missing"}
    assert required >= {"learner-missing", "outcomes-missing", "workload-missing", "assessment-missing"}
    assert required >= {"mode-missing", "quality-assurance-missing"}
    assert {held["eu-annex1-offer"][code] for code in ("level-missing", "ects-missing", "recognition-missing")} == {
        "info"
    }
    assert not {"provider-missing", "language-missing", "contact-missing", "url-missing"} & set(
        held["eu-annex1-offer"]
    )
    assert not {"workload-missing", "mode-missing", "country-missing", "contact-missing"} & set(held["qaa-2022"])


def test_an_unverified_profile_gives_at_most_a_warning(compiled: tuple[dict[str, Any], Any]) -> None:
    for row in compiled[0]["profiles"]:
        if row["status"] == "unverified":
            assert "violation" not in row["rules"].values(), row["name"]


def test_profiles_judge_only_rules_that_they_hold(shapes: Graph) -> None:
    for profile in shapes.subjects(RDF.type, MCV.Profile):
        held = {
            rule
            for node in shapes.transitive_objects(profile, MCV.extends)
            for rule in shapes.objects(node, SH.property)
        }
        judged = {shapes.value(judgement, MCV.rule) for judgement in shapes.objects(profile, MCV.judgement)}
        assert judged <= held, profile


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
