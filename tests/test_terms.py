"""What an editor may rely on, and is held to, in the scheme of terms and in the names that the ontology uses."""

import os
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from mcvocab.labels import fold

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
CORPUS = Path(os.environ.get("MCVOCAB_CORPUS", ROOT / "../shared/corpus"))
MCV = Namespace("https://w3id.org/mcvocab/ns/")
TERM = Namespace("https://w3id.org/mcvocab/term/")
SOURCE = Namespace("https://w3id.org/mcvocab/source/")
KIND_SCHEME = URIRef("https://w3id.org/mcvocab/kind")
TERM_SCHEME = URIRef("https://w3id.org/mcvocab/term")
ELM = "http://data.europa.eu/snb/model/elm/"

THIRTEEN = (
    "micro-credential",
    "digital-badge",
    "open-badge",
    "stackable-credential",
    "nanodegree",
    "micromasters",
    "nexus-degree",
    "short-learning-programme",
    "alternative-credential",
    "micro-certification",
    "micro-degree",
    "competency-based-education",
    "macro-credential",
)
AUDIENCES = (MCV.learnerDefinition, MCV.employerDefinition, MCV.providerDefinition)
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)

# What the language must be able to name: every word of the report, then the wider words in use, by kind.
REPORT_WORDS = """
    micro-credential digital-badge open-badge stackable-credential nanodegree micromasters nexus-degree
    short-learning-programme alternative-credential micro-certification micro-degree competency-based-education
    macro-credential build-your-own-degree taster-course graduate-apprenticeship higher-national-diploma higher
    continuing-professional-development hub
"""
WIDER_WORDS = {
    "credential": """
        credential qualification micro-qualification small-qualification mikrokraad meso-credential nano-credential
        certificate-of-attendance certificate-of-participation certificate-of-completion record-of-achievement
        certificate certification vendor-certification licence higher-technical-qualification t-level
        undergraduate-certificate graduate-certificate postgraduate-certificate certificate-of-higher-education
        diploma-of-higher-education higher-national-certificate professional-development-award
        national-progression-award sqa-award scottish-vocational-qualification national-certificate
        credit-bearing-micro-credential non-credit-micro-credential cpd-micro-credential degree masters-degree
    """,
    "representation": """
        badge meta-badge digital-credential digital-certificate verifiable-credential european-digital-credential
        comprehensive-learner-record transcript
    """,
    "offering": """
        short-course mooc spoc bootcamp skills-bootcamp course executive-education foundation-apprenticeship
        modern-apprenticeship apprenticeship
    """,
    "structure": """
        module unit programme pathway stack progressive-stack supplemental-stack independent-stack work-based-stack
        lattice
    """,
    "brand": """
        microbachelors xseries professional-certificate specialization mastertrack experttrack
        futurelearn-microcredential skillsfuture
    """,
    "process": """
        recognition-of-prior-learning summative-rpl formative-rpl credit-transfer advanced-standing credit-rating
        specified-credit unspecified-credit psrb-recognition endorsement accreditation institutional-accreditation
        programme-accreditation industry-recognition awarding issuing
    """,
    "property": """
        formal-learning non-formal-learning informal-learning credit-bearing credit-rated credit-eligible
        non-credit-bearing stand-alone portable transferable level difficulty
    """,
    "unit": """
        credit-point scqf-credit-point ects-credit us-credit-hour cpd-hour cpd-point continuing-education-unit
        notional-learning-hours guided-learning-hours total-qualification-time
    """,
}

# What is often confused, and must be told apart.
CONFUSED = """
    micro-credential/digital-badge digital-badge/open-badge open-badge/verifiable-credential
    micro-credential/short-course micro-credential/module micro-credential/certificate-of-attendance
    micro-credential/nexus-degree micro-credential/continuing-professional-development
    micromasters/masters-degree mastertrack/masters-degree nanodegree/degree stackable-credential/transferable
    transferable/portable credit-bearing/credit-rated credit-bearing/credit-eligible credit-rated/credit-eligible
    institutional-accreditation/programme-accreditation institutional-accreditation/industry-recognition
    programme-accreditation/industry-recognition level/difficulty certification/certificate
    graduate-certificate/postgraduate-certificate course/programme course/module scqf-credit-point/ects-credit
    ects-credit/us-credit-hour scqf-credit-point/us-credit-hour awarding/issuing awarding/credit-rating
    non-formal-learning/informal-learning guided-learning-hours/total-qualification-time
"""

# Group, measure, qualifier, per cent, number asked, lines: every figure that the report gives in words.
MORE_THAN_80 = ("employers", "never met", "more than", Decimal(80), 41, "283-285")
FIGURES = {
    "micro-credential": ("employers", "not familiar", None, Decimal(80), 41, "275-279"),
    "digital-badge": ("employers", "never met", None, Decimal(52), 41, "285-286"),
    "stackable-credential": MORE_THAN_80,
    "macro-credential": MORE_THAN_80,
    "nanodegree": MORE_THAN_80,
    "micro-degree": MORE_THAN_80,
    "micro-certification": MORE_THAN_80,
}


def read_ontology() -> Graph:
    graph = Graph()
    for file in sorted(ONTOLOGY.rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def language() -> Graph:
    return read_ontology()


@pytest.fixture(scope="module")
def terms(language: Graph) -> set:
    return set(language.subjects(SKOS.inScheme, TERM_SCHEME))


def slug(node) -> str:
    return str(node).rsplit("/", 1)[-1]


def slugs(nodes) -> list[str]:
    return sorted(slug(node) for node in nodes)


def english(graph: Graph, term, predicate) -> list[str]:
    return [str(text) for text in graph.objects(term, predicate) if text.language == "en"]


# --- every term ---------------------------------------------------------------------------------------


def test_the_words_of_the_report_and_the_wider_words_in_use_are_all_there(language: Graph, terms: set) -> None:
    assert set(language.objects(TERM["terms-of-the-report"], SKOS.member)) == {TERM[s] for s in THIRTEEN}
    wanted = {*REPORT_WORDS.split(), *" ".join(WIDER_WORDS.values()).split()}
    assert sorted(wanted - set(slugs(terms))) == []


@pytest.mark.parametrize("kind", WIDER_WORDS)
def test_a_term_is_of_the_kind_of_thing_that_it_names(kind: str, language: Graph) -> None:
    kinds = {name: slug(language.value(TERM[name], MCV.kind)) for name in WIDER_WORDS[kind].split()}
    assert {name: found for name, found in kinds.items() if found != kind} == {}


def test_every_term_has_exactly_one_kind_of_the_scheme_of_kinds(language: Graph, terms: set) -> None:
    kinds = set(language.subjects(SKOS.inScheme, KIND_SCHEME))
    assert len(kinds) == 9
    assert not slugs(t for t in terms if len(set(language.objects(t, MCV.kind))) != 1)
    assert {kind for term in terms for kind in language.objects(term, MCV.kind)} <= kinds


def test_every_term_has_one_english_label_one_definition_a_source_and_a_status(language: Graph, terms: set) -> None:
    assert not slugs(t for t in terms if len(english(language, t, SKOS.prefLabel)) != 1)
    assert not slugs(t for t in terms if len(english(language, t, SKOS.definition)) != 1)
    assert not slugs(t for t in terms if (t, DCTERMS.source, None) not in language)
    statuses = {str(status) for term in terms for status in language.objects(term, MCV.status)}
    assert statuses <= {"proposed", "agreed", "deprecated", "unverified"}
    assert not slugs(t for t in terms if len(set(language.objects(t, MCV.status))) != 1)


def test_what_has_still_to_be_checked_is_said_with_every_unverified_term(language: Graph, terms: set) -> None:
    unverified = {term for term in terms if (term, MCV.status, Literal("unverified")) in language}
    assert not slugs(
        t for t in unverified if "still to be checked" not in " ".join(english(language, t, SKOS.editorialNote))
    )


def test_every_term_is_explained_plainly_to_each_audience(language: Graph, terms: set) -> None:
    for term in terms:
        for audience in AUDIENCES:
            texts = english(language, term, audience)
            assert len(texts) == 1, (slug(term), slug(audience))
            assert texts[0].endswith("."), texts[0]
            assert len(re.findall(r"[.?!](?:\s|$)", texts[0].replace("3.0", "").replace("2.0", ""))) <= 2, texts[0]


def test_every_brand_has_an_owner_and_the_advice_not_to_use_it_and_nothing_else_has(
    language: Graph, terms: set
) -> None:
    brands = {term for term in terms if slug(language.value(term, MCV.kind)) == "brand"}
    assert {TERM.nanodegree, TERM.micromasters} <= brands
    assert set(language.subjects(MCV.brandOwner)) == brands
    advised = {b for b in brands if "do not use as a generic term" in " ".join(english(language, b, SKOS.scopeNote))}
    assert slugs(brands - advised) == []


def test_no_label_of_a_term_could_be_read_as_another_term_in_its_language(language: Graph, terms: set) -> None:
    owners: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for term in terms:
        for predicate in LABELS:
            for label in language.objects(term, predicate):
                owners[label.language, fold(str(label)).key].add(slug(term))
    assert not {label: sorted(found) for label, found in owners.items() if len(found) > 1}


def test_every_word_of_another_language_was_read_in_a_source_in_that_language(language: Graph, terms: set) -> None:
    unread = []
    for term in terms:
        read_in = {
            str(tag) for s in language.objects(term, MCV.labelSource) for tag in language.objects(s, DCTERMS.language)
        }
        words = {label.language for predicate in LABELS for label in language.objects(term, predicate)} - {"en"}
        unread += [f"{slug(term)}@{tag}" for tag in sorted(words - read_in)]
    assert unread == []
    assert {"fr", "de", "es", "it", "nl", "fi", "cy", "ga", "pl"} <= {
        label.language for term in terms for predicate in LABELS for label in language.objects(term, predicate)
    }


def test_preferred_accepted_and_hidden_labels_of_a_term_differ(language: Graph, terms: set) -> None:
    for term in terms:
        labels = [label for p in LABELS for label in language.objects(term, p)]
        assert len(labels) == len(set(labels)), slug(term)


def test_relations_lead_to_terms_and_do_not_contradict_each_other(language: Graph, terms: set) -> None:
    for term in terms:
        broader = set(language.transitive_objects(term, SKOS.broader)) - {term}
        related = set(language.objects(term, SKOS.related))
        assert broader | related <= terms, slug(term)
        assert term not in {above for b in broader for above in language.objects(b, SKOS.broader)}, slug(term)
        assert not related & broader, slug(term)
        assert all((other, SKOS.related, term) in language for other in related), slug(term)


def test_every_difference_is_told_with_its_source_about_a_term_that_exists(language: Graph, terms: set) -> None:
    notes = list(language.subject_objects(MCV.notSameAs))
    assert len(notes) >= len(THIRTEEN)
    for term, note in notes:
        other = language.value(note, MCV.concept, any=False)
        assert other in terms - {term}, slug(term)
        assert len(english(language, note, MCV.difference)) == 1, slug(term)
        assert (note, DCTERMS.source, None) in language, slug(term)


@pytest.mark.parametrize("pair", CONFUSED.split())
def test_what_is_often_confused_is_told_apart(pair: str, language: Graph) -> None:
    one, other = (TERM[name] for name in pair.split("/"))
    told = {
        (here, language.value(note, MCV.concept))
        for here in (one, other)
        for note in language.objects(here, MCV.notSameAs)
    }
    assert told & {(one, other), (other, one)}


@pytest.mark.parametrize(
    "outside",
    ["degree", "masters-degree", "nexus-degree", "t-level", "certificate-of-attendance", "macro-credential",
     "certificate-of-participation", "higher-national-certificate", "certification", "nanodegree"],
)  # fmt: skip
def test_what_is_no_micro_credential_does_not_stand_under_it(outside: str, language: Graph) -> None:
    assert TERM[outside] in set(language.subjects(SKOS.inScheme, TERM_SCHEME))
    assert TERM["micro-credential"] not in set(language.transitive_objects(TERM[outside], SKOS.broader))


@pytest.mark.parametrize(
    "inside", ["credit-bearing-micro-credential", "non-credit-micro-credential", "cpd-micro-credential"]
)
def test_what_is_a_micro_credential_stands_under_it(inside: str, language: Graph) -> None:
    assert TERM["micro-credential"] in set(language.transitive_objects(TERM[inside], SKOS.broader))


# --- the thirteen terms of the report -----------------------------------------------------------------


@pytest.mark.parametrize("name", THIRTEEN)
def test_a_term_of_the_report_has_all_its_parts(name: str, language: Graph) -> None:
    term = TERM[name]
    missing = [
        slug(part)
        for part in (SKOS.altLabel, SKOS.hiddenLabel, MCV.notSameAs, MCV.status, DCTERMS.source)
        if (term, part, None) not in language
    ]
    assert not missing
    assert (term, SKOS.broader, None) in language or (term, SKOS.related, None) in language


@pytest.mark.parametrize("name", THIRTEEN)
def test_the_figures_of_a_term_are_those_that_the_report_gives_in_words(name: str, language: Graph) -> None:
    found = []
    for figure in language.objects(TERM[name], MCV.familiarity):
        assert (figure, RDF.type, MCV.FamiliarityObservation) in language
        assert (figure, DCTERMS.source, SOURCE.seed) in language
        cells = [
            language.value(figure, p)
            for p in (MCV.group, MCV.measure, MCV.qualifier, MCV.value, MCV.sampleSize, MCV.sourceLine)
        ]
        found.append(tuple(None if cell is None else cell.toPython() for cell in cells))
    assert found == ([FIGURES[name]] if name in FIGURES else [])


def test_readings_that_differ_stand_side_by_side(language: Graph) -> None:
    readings = {
        str(language.value(reading, MCV.attributedTo)): str(language.value(reading, RDF.value))
        for reading in language.objects(TERM["micro-credential"], MCV.attributedDefinition)
    }
    assert "Credit is required" in readings["QAA, 2022"]
    assert "Credit is not required" in readings["UNESCO, 2022"]
    assert "Credit is not required" in readings["Council of the European Union, 2022"]


def test_every_reading_says_whose_it_is_and_where_it_stands(language: Graph) -> None:
    readings = list(language.objects(None, MCV.attributedDefinition))
    assert readings
    for reading in readings:
        assert len(english(language, reading, RDF.value)) == 1
        assert language.value(reading, MCV.attributedTo)
        assert (reading, DCTERMS.source, None) in language


@pytest.mark.parametrize("name", THIRTEEN)
def test_the_scottish_glossary_is_either_quoted_or_said_to_be_open(name: str, language: Graph) -> None:
    quoted = any(
        (reading, DCTERMS.source, SOURCE["qaa-scotland-glossary-2022"]) in language
        for reading in language.objects(TERM[name], MCV.attributedDefinition)
    )
    note = " ".join(english(language, TERM[name], SKOS.editorialNote))
    assert quoted != ("Scottish glossary of 2022" in note and "not yet quoted here" in note)


# --- names that the ontology uses ---------------------------------------------------------------------


def test_every_source_that_is_named_is_described_once(language: Graph) -> None:
    described = set(language.subjects(RDF.type, DCTERMS.BibliographicResource))
    named = {
        s
        for p in (DCTERMS.source, MCV.labelSource)
        for s in language.objects(None, p)
        if str(s).startswith(str(SOURCE))
    }
    assert slugs(named - described) == []
    assert slugs(s for s in described if len(english(language, s, DCTERMS.title)) != 1) == []
    assert {s for s in language.objects(None, DCTERMS.source) if isinstance(s, URIRef)} <= named


def test_every_property_of_our_own_is_declared_and_explained(language: Graph) -> None:
    kinds = (OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {name for kind in kinds for name in language.subjects(RDF.type, kind)} | set(
        language.subjects(RDF.type, OWL.Class)
    )
    ours = {name for name in declared if str(name).startswith(str(MCV))}
    used = {name for name in language.predicates() if str(name).startswith(str(MCV))}
    assert slugs(used - declared) == []
    assert (
        slugs(n for n in ours if not english(language, n, RDFS.label) or not english(language, n, RDFS.comment)) == []
    )


def test_nothing_is_declared_in_two_ways(language: Graph) -> None:
    kinds = (OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Class)
    names = [name for kind in kinds for name in set(language.subjects(RDF.type, kind))]
    assert len(names) == len(set(names))


def test_no_axiom_is_about_a_name_of_another_standard(language: Graph) -> None:
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf)
    foreign = {
        s for p in axioms for s in language.subjects(p) if isinstance(s, URIRef) and not str(s).startswith(str(MCV))
    }
    assert slugs(foreign) == []


def test_every_elm_name_that_the_ontology_points_to_exists(language: Graph) -> None:
    published = CORPUS / "elm" / "ELM.ttl"
    if not published.exists():
        pytest.skip(f"the published ELM ontology is not in {CORPUS} (set MCVOCAB_CORPUS)")
    known = {str(name) for name in Graph().parse(published).subjects(RDF.type)}
    pointed = {str(name) for name in language.objects() if str(name).startswith(ELM)}
    assert pointed
    assert sorted(pointed - known) == []
