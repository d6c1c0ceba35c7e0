"""The value schemes: every label finds one concept, every outside link is published, levels agree both ways."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

if TYPE_CHECKING:
    from rdflib.term import Node

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("MCVOCAB_CORPUS", ROOT.parent / "shared" / "corpus"))
BASE = "https://w3id.org/mcvocab/"
MCV = Namespace(BASE + "ns/")
SCHEMES = (
    "assessment-type", "attendance-pattern", "cost", "country", "cpd-unit", "cqfw", "credential-status", "credit-system",
    "currency", "delivery-mode", "difficulty", "eqf", "fheq", "kind", "language", "nfq", "opportunity-type", "pacing",
    "provision-route", "qf-ehea", "quality-assurance", "recognition", "rqf", "scqf", "study-load-unit", "study-mode",
    "subject", "supervision", "target-group", "verification",
)  # fmt: skip
FRAMEWORKS = ("scqf", "rqf", "fheq", "cqfw", "nfq", "eqf", "qf-ehea")
CODE_LISTS = ("country", "currency", "language")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
UNLISTED = "http://data.europa.eu/snb/supervision-verification/c598449d64"  # seen in the Commission's sample only
ISCED = "http://data.europa.eu/snb/isced-f/"  # not among the lists of the corpus: its codes are checked by their form
INVERSES = {
    SKOS.closeMatch: SKOS.closeMatch,
    SKOS.broadMatch: SKOS.narrowMatch,
    SKOS.narrowMatch: SKOS.broadMatch,
    SKOS.relatedMatch: SKOS.relatedMatch,
}
MATCHES = (*INVERSES, SKOS.exactMatch)


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = Graph()
    for name in SCHEMES:
        found.parse(ROOT / "ontology" / "schemes" / f"{name}.ttl")
    return found


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """English label by IRI of every concept in the European value lists."""
    path = CORPUS / "vocabs" / "eu-vocabs.tsv"
    if not path.exists():
        pytest.skip(f"the European value lists are not at {path}; set MCVOCAB_CORPUS to their folder")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["concept_iri"]: row["label_en"] for row in csv.DictReader(lines, delimiter="\t")}


def members(graph: Graph, scheme: str) -> list[Node]:
    return sorted(graph.subjects(SKOS.inScheme, URIRef(BASE + scheme)))


def fold(label: str) -> str:
    return re.sub(r"[\s-]", "", label.casefold())


def slugs(graph: Graph, concept: str, scheme: str) -> set[str]:
    """The levels of ``scheme`` that a level is set beside, by any of the mapping relations."""
    start = f"{BASE}{scheme}/"
    found = {str(o) for match in MATCHES for o in graph.objects(URIRef(BASE + concept), match)}
    return {iri.removeprefix(start) for iri in found if iri.startswith(start)}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_says_what_it_is_and_has_members(graph: Graph, scheme: str) -> None:
    node = URIRef(BASE + scheme)
    assert (node, RDF.type, SKOS.ConceptScheme) in graph
    assert len(list(graph.objects(node, DCTERMS.title))) == 1
    assert len(list(graph.objects(node, DCTERMS.description))) == 1
    assert len(members(graph, scheme)) > 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concept_has_one_scheme_one_label_and_a_definition_or_code(graph: Graph, scheme: str) -> None:
    for concept in members(graph, scheme):
        assert (concept, RDF.type, SKOS.Concept) in graph
        assert str(concept).startswith(f"{BASE}{scheme}/")
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
        labels = list(graph.objects(concept, SKOS.prefLabel))
        assert [getattr(label, "language", None) for label in labels] == ["en"], concept
        needed = SKOS.notation if scheme in CODE_LISTS else SKOS.definition
        assert len(list(graph.objects(concept, needed))) == 1, concept
        assert str(graph.value(concept, MCV.status)) in {"proposed", "unverified"}, concept


@pytest.mark.parametrize("scheme", SCHEMES)
def test_label_or_notation_finds_one_concept_of_its_scheme(graph: Graph, scheme: str) -> None:
    """Notations and hidden labels too: a text that fits two concepts of one list could only be guessed."""
    owners: defaultdict[str, set[Node]] = defaultdict(set)
    for concept in members(graph, scheme):
        for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation):
            for label in graph.objects(concept, kind):
                owners[fold(str(label))].add(concept)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_european_iri_is_published(graph: Graph, published: dict[str, str]) -> None:
    used = {str(o) for o in graph.objects() if str(o).startswith("http://data.europa.eu/snb/")}
    used = {iri for iri in used if not iri.startswith((ISCED, UNLISTED))}
    assert len(used) > 100
    assert used - published.keys() == set()


def test_european_exact_match_carries_the_same_label(graph: Graph, published: dict[str, str]) -> None:
    """An IRI can be published and yet stand on the wrong concept."""
    for concept, iri in graph.subject_objects(SKOS.exactMatch):
        if str(iri).startswith("http://data.europa.eu/snb/") and not str(iri).startswith(ISCED):
            kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            own = {fold(str(label)) for kind in kinds for label in graph.objects(concept, kind)}
            name = published[str(iri)]
            expected = f"EQF {name}" if "/snb/eqf/" in str(iri) else name
            assert fold(expected) in own, f"{concept} does not carry the label “{expected}” of {iri}"


@pytest.mark.parametrize("scheme", CODE_LISTS)
def test_authority_iri_has_the_form_of_its_table(graph: Graph, scheme: str) -> None:
    own = f"{AUTHORITY}{scheme}/"
    found = [str(o) for c in members(graph, scheme) for match in MATCHES for o in graph.objects(c, match)]
    assert found
    assert len(found) == len(set(found))
    assert [iri for iri in found if not re.fullmatch(re.escape(own) + "[A-Z0-9]{3}", iri)] == []


@pytest.mark.parametrize(("scheme", "sizes"), [("country", {2: 249, 6: 4}), ("language", {2: 183, 3: 7})])
def test_code_list_is_whole(graph: Graph, scheme: str, sizes: dict[int, int]) -> None:
    lengths = [len(str(graph.value(concept, SKOS.notation))) for concept in members(graph, scheme)]
    assert {size: lengths.count(size) for size in set(lengths)} == sizes


@pytest.mark.parametrize("scheme", CODE_LISTS)
def test_slug_is_the_code_in_small_letters(graph: Graph, scheme: str) -> None:
    for concept in members(graph, scheme):
        assert str(concept) == f"{BASE}{scheme}/{str(graph.value(concept, SKOS.notation)).lower()}"


def test_nations_of_the_united_kingdom_stand_under_it(graph: Graph) -> None:
    for code in ("gb-eng", "gb-nir", "gb-sct", "gb-wls"):
        assert graph.value(URIRef(f"{BASE}country/{code}"), SKOS.broader) == URIRef(f"{BASE}country/gb")


@pytest.mark.parametrize(
    ("level", "framework", "expected"),
    [
        ("scqf/1", "eqf", set()),
        ("scqf/2", "eqf", set()),
        ("scqf/3", "eqf", {"1"}),
        ("scqf/4", "eqf", {"2"}),
        ("scqf/5", "eqf", {"3"}),
        ("scqf/6", "eqf", {"4"}),
        ("scqf/7", "eqf", {"5"}),
        ("scqf/8", "eqf", {"5"}),
        ("scqf/9", "eqf", {"6"}),
        ("scqf/10", "eqf", {"6"}),
        ("scqf/11", "eqf", {"7"}),
        ("scqf/12", "eqf", {"8"}),
        ("eqf/4", "scqf", {"6"}),
        ("eqf/5", "scqf", {"7", "8"}),
        ("eqf/6", "scqf", {"9", "10"}),
        ("eqf/5", "rqf", {"4", "5"}),
        ("rqf/4", "scqf", {"7"}),
        ("rqf/6", "scqf", {"9", "10"}),
        ("rqf/entry-3", "scqf", {"3"}),
    ],
)
def test_level_is_set_beside_the_right_levels(graph: Graph, level: str, framework: str, expected: set[str]) -> None:
    assert slugs(graph, level, framework) == expected


def test_referencing_is_written_from_both_sides(graph: Graph) -> None:
    levels = {level for framework in FRAMEWORKS for level in members(graph, framework)}
    for match, inverse in INVERSES.items():
        for one, other in graph.subject_objects(match):
            if one in levels and other in levels:
                assert (other, inverse, one) in graph, f"{other} says nothing of {one}"


def test_no_level_equals_a_level_of_another_framework(graph: Graph) -> None:
    levels = {level for framework in FRAMEWORKS for level in members(graph, framework)}
    pairs = [pair for pair in graph.subject_objects(SKOS.exactMatch) if set(pair) <= levels]
    assert pairs == []


def test_close_match_stands_only_where_one_level_meets_one(graph: Graph) -> None:
    for framework in FRAMEWORKS:
        for level in members(graph, framework):
            slug = str(level).removeprefix(BASE)
            for other in FRAMEWORKS:
                close = [o for o in graph.objects(level, SKOS.closeMatch) if f"/{other}/" in str(o)]
                assert not close or len(slugs(graph, slug, other)) == 1, f"{slug} and {other}"


@pytest.mark.parametrize(("framework", "numbers"), [("scqf", range(1, 13)), ("eqf", range(1, 9))])
def test_level_number_is_its_notation(graph: Graph, framework: str, numbers: range) -> None:
    for number in numbers:
        level = URIRef(f"{BASE}{framework}/{number}")
        assert graph.value(level, MCV.levelNumber) == Literal(number)
        assert graph.value(level, SKOS.notation) == Literal(str(number))
    assert len(members(graph, framework)) == len(numbers)


def test_rqf_entry_levels_lie_below_level_one(graph: Graph) -> None:
    numbers = [int(str(graph.value(level, MCV.levelNumber))) for level in members(graph, "rqf")]
    assert sorted(numbers) == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    codes = {str(graph.value(URIRef(f"{BASE}rqf/entry-{n}"), SKOS.notation)) for n in (1, 2, 3)}
    assert codes == {"E1", "E2", "E3"}


@pytest.mark.parametrize(
    ("system", "hours", "per_ects"),
    [
        ("scqf", (10, 10), 2),
        ("cats", (10, 10), 2),
        ("ects", (25, 30), 1),
        ("nz-credit", (10, 10), None),
        ("ecvet", None, None),
    ],
)
def test_credit_system_states_hours_and_conversion_only_where_sourced(
    graph: Graph, system: str, hours: tuple[int, int] | None, per_ects: int | None
) -> None:
    node = URIRef(f"{BASE}credit-system/{system}")
    given = (graph.value(node, MCV.hoursPerCreditMinimum), graph.value(node, MCV.hoursPerCreditMaximum))
    assert given == (None, None) if hours is None else tuple(float(str(hour)) for hour in given) == hours
    rate = graph.value(node, MCV.creditsPerEcts)
    assert rate is None if per_ects is None else float(str(rate)) == per_ects
    assert all(isinstance(o, URIRef) for o in graph.objects(node, DCTERMS.source))
    assert graph.value(node, DCTERMS.source) is not None


def test_every_source_is_described_once() -> None:
    language = Graph()
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        language.parse(path)
    own = [name for name in SCHEMES if name != "kind"]
    cited = {
        source
        for name in own
        for node in (URIRef(BASE + name), *members(language, name))
        for source in language.objects(node, DCTERMS.source)
    }
    assert cited
    for source in cited:
        assert (source, RDF.type, DCTERMS.BibliographicResource) in language, f"{source} is not described"
        assert len(list(language.objects(source, DCTERMS.title))) == 1, f"{source} is described twice"


def test_attendance_is_marked_as_no_assessment(graph: Graph) -> None:
    attendance = URIRef(f"{BASE}assessment-type/level-of-attendance")
    assert "not assessment" in str(graph.value(attendance, SKOS.scopeNote))


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("recognition", "stackable"),
        ("recognition", "yes"),
        ("recognition", "no"),
        ("currency", "$"),
        ("currency", "pounds"),
        ("delivery-mode", "flexible"),
        ("delivery-mode", "synchronous"),
        ("quality-assurance", "accredited"),
        ("cpd-unit", "CPD credits"),
        ("language", "en-EN"),
    ],
)
def test_ambiguous_text_is_no_label(graph: Graph, scheme: str, text: str) -> None:
    kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation)
    labels = {fold(str(o)) for c in members(graph, scheme) for kind in kinds for o in graph.objects(c, kind)}
    assert fold(text) not in labels


def test_every_route_has_its_class(graph: Graph) -> None:
    classes = {str(o).removeprefix(str(MCV)) for o in graph.objects(None, MCV.routeClass)}
    assert classes == {"CreditBearing", "NonCredit", "ContinuingDevelopment", "ReEntry"}
    assert all(graph.value(route, MCV.routeClass) for route in members(graph, "provision-route"))
