"""What the language says of names outside it: each is published, and each mapping stands once and gives its reason.

``tests/published-terms/`` holds the names that other standards have published, with where and when they were read.
A line ``# base:`` holds for the lines after it: the two together are one IRI.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from rdflib import DC, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from mcvocab.mapping.sssom import COLUMNS

ROOT = Path(__file__).parents[1]
LISTS = sorted((ROOT / "tests" / "published-terms").glob("*.txt"))
MAPPINGS = sorted((ROOT / "ontology" / "mappings").glob("*.sssom.tsv"))
BASE = "https://w3id.org/mcvocab/"
MCV = Namespace(BASE + "ns/")
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
SETTLED = (DC, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD)
"""Names that have not changed for years, and that the RDF library knows by heart."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a mapping file, its CURIEs written out."""

    file: str
    subject: URIRef
    subject_label: str
    predicate: URIRef
    object: URIRef
    object_label: str
    justification: str
    comment: str


def listed(path: Path) -> set[str]:
    """The IRIs of one list."""
    base, found = "", set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# base: "):
            base = line.removeprefix("# base: ")
        elif not line.startswith("#"):
            found.add(base + line)
    return found


def unpublished(names: Iterable[object], published: set[str]) -> list[str]:
    """The names that nobody has published, ours apart."""
    return sorted({str(n) for n in names if not (_ours(n) or str(n) in published or _settled(str(n)))})


def _ours(name: object) -> bool:
    return str(name).startswith(BASE)


def _settled(name: str) -> bool:
    return any(name.startswith(str(space)) and URIRef(name) in space for space in SETTLED)


def header(path: Path) -> dict[str, object]:
    """What a mapping file says of itself."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    return dict(yaml.safe_load("\n".join(line[1:] for line in lines)))


def rows(path: Path) -> Iterator[Row]:
    prefixes: dict[str, str] = header(path)["curie_map"]  # type: ignore[assignment]

    def whole(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else name

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            yield Row(
                path.name,
                URIRef(whole(row["subject_id"])),
                row["subject_label"],
                URIRef(whole(row["predicate_id"])),
                URIRef(whole(row["object_id"])),
                row["object_label"],
                row["mapping_justification"],
                row["comment"],
            )


@pytest.fixture(scope="module")
def language() -> Graph:
    graph = Graph()
    for file in sorted((ROOT / "ontology").rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def published() -> set[str]:
    return set().union(*map(listed, LISTS))


@pytest.fixture(scope="module")
def mappings() -> list[Row]:
    return [row for path in MAPPINGS for row in rows(path)]


# --- the lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_is_where_it_comes_from_and_when(path: Path) -> None:
    title, source, date, *_ = path.read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert source.startswith("# source: https://")
    assert date.startswith("# date: 20")
    assert listed(path)


@pytest.mark.parametrize(
    "name",
    [
        "http://data.europa.eu/snb/model/elm/title",  # ELM uses dcterms:title
        "https://schema.org/courseCodes",
        "https://purl.org/ctdl/terms/microCredential",
        "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievment",
        "http://purl.org/dc/terms/licence",
        "http://example.org/anything",
    ],
)
def test_a_name_that_nobody_has_published_is_found_out(name: str, published: set[str]) -> None:
    assert unpublished([name], published) == [name]


# --- the ontology --------------------------------------------------------------------------------------


def test_every_outside_name_that_ours_are_set_beside_is_published(language: Graph, published: set[str]) -> None:
    names = [o for match in MATCHES for o in language.objects(None, match)]
    assert len(names) > 700
    assert unpublished(names, published) == []


def test_every_outside_property_and_class_in_use_is_published(language: Graph, published: set[str]) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    names = [s for kind in kinds for s in language.subjects(RDF.type, kind) if isinstance(s, URIRef)]
    names += [o for axiom in (RDFS.subPropertyOf, RDFS.subClassOf) for o in language.objects(None, axiom)]
    assert unpublished([n for n in names if isinstance(n, URIRef)], published) == []
    assert unpublished(language.predicates(), published) == []


def test_what_a_standard_demands_is_a_field_and_the_standard_is_a_source(language: Graph) -> None:
    demands = list(language.subject_objects(MCV.demands))
    assert len(demands) > 10
    for source, demand in demands:
        fields = list(language.objects(demand, MCV.field))
        assert language.value(source, DCTERMS.title), source
        assert str(language.value(demand, MCV.status)) in {"verified", "unverified"}, source
        assert fields, source
        assert [f for f in fields if (f, MCV.path, None) not in language] == [], source


# --- the mapping files ---------------------------------------------------------------------------------


def test_there_is_a_mapping_file_for_each_standard() -> None:
    targets = {path.name.removesuffix(".sssom.tsv") for path in MAPPINGS}
    assert targets == {"elm", "ctdl", "open-badges", "schema-org", "ooapi", "xcri-cap", "moochub"}


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.name)
def test_a_mapping_file_says_what_it_maps_under_which_licence(path: Path) -> None:
    head = header(path)
    assert head["mapping_set_id"] == f"{BASE}mappings/{path.name}"
    assert head["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {"mapping_set_title", "mapping_set_description", "mapping_date", "curie_map"} <= head.keys()
    assert {"subject_source", "object_source", "object_source_version"} <= head.keys()
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = next(line for line in lines if not line.startswith("#")).split("\t")
    assert set(columns) - set(COLUMNS) == {"subject_id"}


def test_every_mapped_name_of_ours_exists_and_carries_its_label(mappings: list[Row], language: Graph) -> None:
    for row in mappings:
        labels = {str(x) for p in (SKOS.prefLabel, RDFS.label) for x in language.objects(row.subject, p)}
        assert row.subject_label in labels, row


def test_every_name_mapped_to_is_published(mappings: list[Row], published: set[str]) -> None:
    assert unpublished((row.object for row in mappings), published) == []
    assert [row for row in mappings if not row.object_label] == []


def test_every_mapping_was_made_by_a_person_and_says_why_it_is_not_exact(mappings: list[Row]) -> None:
    assert {row.justification for row in mappings} == {"semapv:ManualMappingCuration"}
    assert {row.predicate for row in mappings} <= set(MATCHES)
    assert [row for row in mappings if row.predicate != SKOS.exactMatch and not row.comment] == []


def test_no_two_names_are_mapped_twice(mappings: list[Row], language: Graph) -> None:
    pairs = Counter((row.file, row.subject, row.object) for row in mappings)
    assert [pair for pair, count in pairs.items() if count > 1] == []
    again = [row for row in mappings for match in MATCHES if (row.subject, match, row.object) in language]
    assert again == [], "what stands in the ontology is not said again in a mapping file"


def test_nothing_is_the_same_as_two_things_of_one_standard(mappings: list[Row]) -> None:
    exact = [row for row in mappings if row.predicate == SKOS.exactMatch]
    for side in ("subject", "object"):
        found = Counter((row.file, getattr(row, side)) for row in exact)
        assert [key for key, count in found.items() if count > 1] == []


def test_a_field_is_mapped_as_its_property_is(mappings: list[Row], language: Graph) -> None:
    for row in mappings:
        prop = language.value(row.subject, MCV.path)
        if isinstance(prop, URIRef):
            stated = {match for match in MATCHES if (prop, match, row.object) in language}
            assert stated <= {row.predicate}, row


def test_between_levels_of_frameworks_nothing_is_exact(mappings: list[Row], language: Graph) -> None:
    for row in mappings:
        european = "/eqf/" in row.subject  # others name these same eight levels
        if (row.subject, MCV.levelNumber, None) in language and not european:
            assert row.predicate != SKOS.exactMatch, row


def test_a_mapping_never_leads_to_a_withdrawn_concept(mappings: list[Row], language: Graph) -> None:
    withdrawn = set(language.subjects(OWL.deprecated, Literal(True)))
    assert [row for row in mappings if row.subject in withdrawn] == []
