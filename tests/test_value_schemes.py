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

from mcvocab import labels

if TYPE_CHECKING:
    from rdflib.term import Node

    from mcvocab.mapping import Mapper

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
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
# The levels of each framework, from the least demanding, with their level numbers.
LADDERS = {
    "scqf": {str(n): n for n in range(1, 13)},
    "rqf": {"entry-1": 0, "entry-2": 0, "entry-3": 0, **{str(n): n for n in range(1, 9)}},
    "fheq": {str(n): n for n in range(4, 9)},
    "cqfw": {"e1": 0, "e2": 0, "e3": 0, **{str(n): n for n in range(1, 9)}},
    "nfq": {str(n): n for n in range(1, 11)},
    "eqf": {str(n): n for n in range(1, 9)},
    "qf-ehea": {"short-cycle": 0, "first-cycle": 1, "second-cycle": 2, "third-cycle": 3},
}
# ISCED-F 2013: the narrow fields of each broad field, residual ones apart.
ISCED_F = {
    "00": ("001", "002", "003"),
    "01": ("011",),
    "02": ("021", "022", "023"),
    "03": ("031", "032"),
    "04": ("041", "042"),
    "05": ("051", "052", "053", "054"),
    "06": ("061",),
    "07": ("071", "072", "073"),
    "08": ("081", "082", "083", "084"),
    "09": ("091", "092"),
    "10": ("101", "102", "103", "104"),
}


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
    """What the mapper makes of a label: two labels with one key cannot be told apart."""
    return labels.fold(label).key


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
        for kind in (*LABELS, SKOS.notation):
            for label in graph.objects(concept, kind):
                owners[fold(str(label))].add(concept)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if name not in CODE_LISTS])
def test_every_label_says_its_language(graph: Graph, scheme: str) -> None:
    """Codes and signs of a code list belong to no language; everything else that people read does."""
    for concept in members(graph, scheme):
        for kind in LABELS:
            for label in graph.objects(concept, kind):
                assert re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", getattr(label, "language", None) or ""), label


@pytest.mark.parametrize("scheme", CODE_LISTS)
def test_language_tags_of_code_lists_are_well_formed(graph: Graph, scheme: str) -> None:
    tags = {
        getattr(o, "language", None)
        for c in members(graph, scheme)
        for kind in LABELS
        for o in graph.objects(c, kind)
    }
    assert [tag for tag in tags if tag is not None and not re.fullmatch(r"[a-z]{2,3}", tag)] == []
    assert {"en", "de", "fr", "cy", "gd", "ga"} <= tags


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if name not in (*CODE_LISTS, "kind")])
def test_concept_names_its_sources(graph: Graph, scheme: str) -> None:
    assert [c for c in members(graph, scheme) if graph.value(c, DCTERMS.source) is None] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wider_concept_is_of_the_same_scheme_and_never_the_concept_itself(graph: Graph, scheme: str) -> None:
    own = set(members(graph, scheme))
    for concept in own:
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above <= own, concept
        assert all(concept not in graph.transitive_objects(wider, SKOS.broader) for wider in above), concept


@pytest.mark.parametrize("scheme", SCHEMES)
def test_outside_concept_equals_one_concept_of_a_scheme(graph: Graph, scheme: str) -> None:
    """An address from elsewhere is read as the concept that equals it."""
    found = [o for concept in members(graph, scheme) for o in graph.objects(concept, SKOS.exactMatch)]
    assert len(found) == len(set(found))


def test_ctdl_address_has_the_form_of_its_lists(graph: Graph) -> None:
    used = {str(o) for o in graph.objects() if "purl.org/ctdl/vocabs/" in str(o)}
    form = r"https://purl\.org/ctdl/vocabs/[a-z][A-Za-z]+/[A-Z][A-Za-z]+"
    assert len(used) > 30
    assert [iri for iri in used if not re.fullmatch(form, iri)] == []


def test_european_iri_is_published(graph: Graph, published: dict[str, str]) -> None:
    used = {str(o) for o in graph.objects() if str(o).startswith("http://data.europa.eu/snb/")}
    used = {iri for iri in used if not iri.startswith((ISCED, UNLISTED))}
    assert len(used) > 100
    assert used - published.keys() == set()


def test_european_exact_match_carries_the_same_label(graph: Graph, published: dict[str, str]) -> None:
    """An IRI can be published and yet stand on the wrong concept."""
    for concept, iri in graph.subject_objects(SKOS.exactMatch):
        if str(iri).startswith("http://data.europa.eu/snb/") and not str(iri).startswith((ISCED, UNLISTED)):
            own = {fold(str(label)) for kind in LABELS for label in graph.objects(concept, kind)}
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
        ("rqf/entry-1", "cqfw", {"e1"}),
        ("cqfw/4", "rqf", {"4"}),
        ("cqfw/4", "scqf", {"7"}),
        ("cqfw/6", "scqf", {"9", "10"}),
        ("cqfw/4", "eqf", {"5"}),
        ("fheq/4", "scqf", {"7"}),
        ("fheq/6", "scqf", {"9", "10"}),
        ("fheq/6", "rqf", {"6"}),
        ("fheq/7", "nfq", {"9"}),
        ("nfq/1", "eqf", {"1"}),
        ("nfq/2", "eqf", {"1"}),
        ("nfq/6", "eqf", {"5"}),
        ("nfq/6", "scqf", {"7", "8"}),
        ("nfq/7", "scqf", {"9"}),
        ("nfq/8", "scqf", {"10"}),
        ("nfq/8", "rqf", {"6"}),
        ("scqf/1", "nfq", set()),
        ("scqf/2", "nfq", set()),
        ("eqf/1", "nfq", {"1", "2"}),
        ("eqf/6", "nfq", {"7", "8"}),
        ("eqf/5", "qf-ehea", {"short-cycle"}),
        ("scqf/11", "qf-ehea", {"second-cycle"}),
        ("qf-ehea/first-cycle", "scqf", {"9", "10"}),
        ("qf-ehea/short-cycle", "fheq", {"5"}),
        ("scqf/7", "qf-ehea", set()),
        ("scqf/8", "qf-ehea", {"short-cycle"}),
        ("qf-ehea/third-cycle", "nfq", {"10"}),
        ("qf-ehea/first-cycle", "rqf", set()),
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


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_levels_are_numbered_without_holes(graph: Graph, framework: str) -> None:
    start = f"{BASE}{framework}/"
    found = {
        str(level).removeprefix(start): int(str(graph.value(level, MCV.levelNumber)))
        for level in members(graph, framework)
    }
    assert found == LADDERS[framework]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_numbered_level_has_its_number_as_its_notation(graph: Graph, framework: str) -> None:
    for slug, number in LADDERS[framework].items():
        if slug.isdecimal():
            level = URIRef(f"{BASE}{framework}/{slug}")
            assert graph.value(level, SKOS.notation) == Literal(slug)
            assert graph.value(level, MCV.levelNumber) == Literal(number)


def test_entry_levels_of_the_rqf_have_short_codes(graph: Graph) -> None:
    codes = {str(graph.value(URIRef(f"{BASE}rqf/entry-{n}"), SKOS.notation)) for n in (1, 2, 3)}
    assert codes == {"E1", "E2", "E3"}


@pytest.mark.parametrize("framework", [name for name in FRAMEWORKS if name not in ("fheq", "qf-ehea")])
def test_level_is_tied_to_its_european_address(graph: Graph, framework: str) -> None:
    """The European lists name the levels of every framework here but these two."""
    for level in members(graph, framework):
        ties = [o for match in (SKOS.exactMatch, SKOS.broadMatch) for o in graph.objects(level, match)]
        assert any(str(o).startswith("http://data.europa.eu/snb/") for o in ties), level


def test_broad_fields_of_isced_are_eleven(graph: Graph) -> None:
    codes = {str(graph.value(subject, SKOS.notation)) for subject in members(graph, "subject")}
    assert {code for code in codes if len(code) == 2} == set(ISCED_F) == {f"{n:02}" for n in range(11)}


def test_narrow_fields_of_isced_are_whole(graph: Graph) -> None:
    """Twenty-nine narrow fields, and beside them the residual ones whose codes end in 0, 8 or 9."""
    codes = {str(graph.value(subject, SKOS.notation)) for subject in members(graph, "subject")}
    narrow = {code for code in codes if len(code) == 3 and code[2] not in "089"}
    assert narrow == {code for fields in ISCED_F.values() for code in fields}
    assert len(narrow) == 29


def test_subject_has_the_address_of_its_code_and_stands_under_its_field(graph: Graph) -> None:
    for subject in members(graph, "subject"):
        code = str(graph.value(subject, SKOS.notation))
        assert re.fullmatch(r"(0\d|10)\d{0,2}", code), code
        assert str(subject) == f"{BASE}subject/{code}"
        assert list(graph.objects(subject, SKOS.exactMatch)) == [URIRef(ISCED + code)]
        above = graph.value(subject, SKOS.broader)
        if len(code) == 2:
            assert above is None
        else:
            assert code.startswith(str(above).removeprefix(f"{BASE}subject/"))


@pytest.mark.parametrize(
    ("system", "hours", "per_ects"),
    [
        ("scqf", (10, 10), 2),
        ("cats", (10, 10), 2),
        ("ects", (25, 30), 1),
        ("nz-credit", (10, 10), None),
        ("cqfw", (10, 10), None),
        ("it-cfu", (25, 25), 1),
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
        ("study-mode", "evening"),
        ("pacing", "flexible"),
        ("pacing", "asynchronous"),
        ("verification", "blockchain"),
        ("verification", "badge"),
        ("difficulty", "foundation"),
        ("difficulty", "level 1"),
        ("study-load-unit", "session"),
        ("study-load-unit", "ECTS credits"),
        ("subject", "data science"),
        ("subject", "613"),
        ("opportunity-type", "micro-credential"),
        ("credential-status", "open"),
        ("cost", "cost"),
        ("target-group", "all"),
    ],
)
def test_ambiguous_text_is_no_label(graph: Graph, scheme: str, text: str) -> None:
    kinds = (*LABELS, SKOS.notation)
    known = {fold(str(o)) for c in members(graph, scheme) for kind in kinds for o in graph.objects(c, kind)}
    assert fold(text) not in known


def test_every_route_has_its_class(graph: Graph) -> None:
    classes = {str(o).removeprefix(str(MCV)) for o in graph.objects(None, MCV.routeClass)}
    assert classes == {"CreditBearing", "NonCredit", "ContinuingDevelopment", "ReEntry"}
    assert all(graph.value(route, MCV.routeClass) for route in members(graph, "provision-route"))


@pytest.mark.parametrize(
    ("scheme", "text", "concept"),
    [
        ("delivery-mode", "F2F", "on-site"),
        ("delivery-mode", "in-person", "on-site"),
        ("delivery-mode", "Distance Learning (Online)", "online"),
        ("delivery-mode", "self paced online", "self-paced-online"),
        ("delivery-mode", "hyflex", "blended"),
        ("delivery-mode", "deliveryType:OnlineOnly", "online"),
        ("study-mode", "F/T", "full-time"),
        ("study-mode", "P/T", "part-time"),
        ("study-mode", "Part-time evenings", "part-time"),
        ("study-mode", "PF", "part-of-full-time"),
        ("study-mode", "full or part time", "flexible"),
        ("attendance-pattern", "DayOrBlockRelease", "day-or-block-release"),
        ("attendance-pattern", "part time evenings", "evening"),
        ("attendance-pattern", "Mon-Fri", "weekday"),
        ("pacing", "at your own pace", "self-paced"),
        ("pacing", "instructor_paced", "instructor-paced"),
        ("pacing", "roll-on, roll-off", "open-entry"),
        ("assessment-type", "MCQs", "quiz"),
        ("assessment-type", "100% coursework", "marked-assignment"),
        ("assessment-type", "OSCE", "practical-assessment"),
        ("supervision", "Supervised online with identity verification", "supervised-online-with-id"),
        ("supervision", "proctored", "supervised"),
        ("verification", "QR code", "verification-link"),
        ("cost", "POA", "on-request"),
        ("cost", "free of charge", "free"),
        ("difficulty", "audLevel:BeginnerLevel", "beginner"),
        ("difficulty", "Introductory", "beginner"),
        ("credential-status", "lifeCycle:Suspended", "suspended"),
        ("target-group", "NHS staff", "public-employees"),
        ("target-group", "Persons in tertiary education (EQF 7)", "postgraduates"),
        ("study-load-unit", "contact_time", "contact-hour"),
        ("study-load-unit", "GLH", "guided-learning-hour"),
        ("study-load-unit", "ects", "ects"),
        ("subject", "0613", "0613"),
        ("subject", "Nursing", "0913"),
        ("subject", "Business & Management", "041"),
        ("opportunity-type", "Programme module", "module"),
        ("fheq", "FHEQ level 7", "7"),
        ("scqf", "FQHEIS level 11", "11"),
        ("cqfw", "CQFW level 4", "4"),
        ("nfq", "QQI Level 8", "8"),
        ("qf-ehea", "2nd cycle", "second-cycle"),
    ],
)
def test_what_providers_write_is_understood(mapper: Mapper, scheme: str, text: str, concept: str) -> None:
    best = mapper.best(text, (scheme,))
    assert best.concept == f"{BASE}{scheme}/{concept}", best.note


@pytest.mark.parametrize(
    ("language", "scheme", "text", "concept"),
    [
        ("fr", "delivery-mode", "Formation mixte", "blended"),
        ("fr", "study-mode", "temps plein", "full-time"),
        ("de", "assessment-type", "Klausur", "written-examination"),
        ("de", "study-mode", "berufsbegleitend", "part-time"),
        ("nl", "study-mode", "deeltijd", "part-time"),
        ("nl", "supervision", "onder toezicht", "supervised"),
        ("fi", "attendance-pattern", "iltaopetus", "evening"),
        ("fi", "cost", "maksuton", "free"),
        ("sv", "delivery-mode", "närundervisning", "on-site"),
        ("es", "delivery-mode", "semipresencial", "blended"),
        ("it", "credit-system", "crediti formativi universitari", "it-cfu"),
        ("cy", "study-mode", "rhan-amser", "part-time"),
        ("cy", "country", "Yr Alban", "gb-sct"),
        ("gd", "country", "Alba", "gb-sct"),
        ("ga", "delivery-mode", "ar líne", "online"),
        ("ga", "language", "Béarla", "en"),
    ],
)
def test_words_of_other_languages_are_understood(
    mapper: Mapper, language: str, scheme: str, text: str, concept: str
) -> None:
    best = mapper.best(text, (scheme,), language)
    assert best.concept == f"{BASE}{scheme}/{concept}", best.note
