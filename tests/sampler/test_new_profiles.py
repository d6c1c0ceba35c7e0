"""Fields, rules and profiles that the sampler has never seen: records are made for them without a change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mcvocab.authoring.source import Sources
from mcvocab.authoring.standards import compile_standard
from mcvocab.sampler import Sampler, UnsatisfiableError
from mcvocab.standard import Standard
from mcvocab.store import load

ROOT = Path(__file__).parents[2]
HEAD = """
@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix profile: <https://w3id.org/mcvocab/profile/> .
@prefix rule: <https://w3id.org/mcvocab/rule/> .
@prefix source: <https://w3id.org/mcvocab/source/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PARTS = """a sh:PropertyShape, mcv:Rule ; sh:name "x"@en ; sh:message "It is so."@en ; sh:severity sh:Violation ;
    rdfs:comment "x"@en ; mcv:fix "x"@en ; mcv:clause [ dcterms:source source:mcvocab ; rdf:value "x"@en ] ; mcv:since "0.1.0" ;"""


PROFILES = {
    "new-award": (
        "award",
        "mcv:Award",
        {
            "new-learner-missing": "sh:path mcv:learnerName ; sh:minCount 1",
            "new-learner-twice": "sh:path mcv:learnerIdentifier ; sh:maxCount 1",
            "new-issued-missing": "sh:path mcv:issued ; sh:minCount 1",
            "new-issued-no-date": "sh:path mcv:issued ; sh:datatype xsd:date",
            "new-issued-late": "sh:path mcv:issued ; mcv:notAfter mcv:asOf",
            "new-issued-after-end": "sh:path mcv:issued ; sh:lessThan mcv:validUntil",
            "new-issued-ancient": 'sh:path mcv:issued ; sh:minInclusive "2024-06-01"^^xsd:date',
            "new-grade-unknown": 'sh:path mcv:grade ; sh:in ( "Pass" "Merit" )',
            "new-grade-long": "sh:path mcv:grade ; sh:maxLength 5",
            "new-issuer-nameless": "sh:path mcv:issuer ; sh:node [ sh:property [ sh:path schema:name ; sh:minCount 1 ] ]",
            "new-issuer-in-no-part": "sh:path mcv:issuer ; sh:nodeKind sh:BlankNode",
            "new-title-missing": "sh:path ( mcv:achievement dcterms:title ) ; sh:minCount 1",
            "new-title-short": "sh:path ( mcv:achievement dcterms:title ) ; sh:minLength 8",
            "new-title-is-learner": "sh:path mcv:learnerName ; sh:disjoint mcv:learnerIdentifier",
            "new-number-odd": 'sh:path dcterms:identifier ; sh:pattern "^A-[0-9]{6}$"',
        },
    ),
    "new-small-award": ("award", "mcv:Award", {"newer-learner-missing": "sh:path mcv:learnerName ; sh:minCount 1"}),
    "new-paths": (
        "offer",
        "mcv:MicroCredential",
        {
            "new-name-missing": """sh:path [ sh:zeroOrOnePath dcterms:identifier ] ;
                sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMinCount 1""",
            "new-level-without-credit": """sh:path mcv:level ; sh:node [ sh:property [
                sh:path ( [ sh:inversePath mcv:level ] mcv:credit ) ; sh:minCount 1 ] ]""",
            "new-title-of-two-words": 'sh:path dcterms:title ; sh:not [ sh:pattern "^(the|a)? ?(bare|plain) word(s|ing){1,2}$" ]',
        },
    ),
    "new-idle": (
        "offer",
        "mcv:MicroCredential",
        {
            "new-never-broken": "sh:path dcterms:title ; sh:minCount 0",
            "new-title-absent": "sh:path dcterms:title ; sh:minCount 1",
        },
    ),
    "new-contradiction": (
        "offer",
        "mcv:MicroCredential",
        {
            "newer-title-absent": "sh:path dcterms:title ; sh:minCount 1",
            "newer-title-present": "sh:path dcterms:title ; sh:maxCount 0",
        },
    ),
}
VOCABULARY = load()[0]


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """The standard of this checkout with the profiles above."""
    folder = tmp_path_factory.mktemp("standard") / "shapes"
    shutil.copytree(ROOT / "shapes", folder)
    blocks = [HEAD]
    for name, (kind, target, rules) in PROFILES.items():
        held = ", ".join(f"rule:{code}" for code in rules)
        profile = f'a sh:NodeShape, mcv:Profile ; dcterms:title "x"@en ; mcv:kind "{kind}" ; sh:targetClass {target}'
        blocks.append(f"profile:{name} {profile} ; sh:property {held} .")
        blocks += [f"rule:{code} {PARTS} {shape} ." for code, shape in rules.items()]
    (folder / "new.ttl").write_text("\n".join(blocks), encoding="utf-8")
    data, graphs = compile_standard(Sources(ROOT / "ontology", folder))
    return Standard(data, lambda: graphs)


def test_awards_and_every_kind_of_constraint(standard: Standard) -> None:
    made = Sampler(VOCABULARY, standard, profiles=["new-award"], defects=0.5, as_of="2026-01-15")
    assert made.unbroken() == []
    samples = list(made.samples(400))
    assert {code for sample in samples for code in sample.broken} == set(PROFILES["new-award"][2])
    sound = [sample for sample in samples if not sample.defects]
    assert sound
    for sample in sound:
        assert made.faults(sample) == []
        assert sample.tree["learnerName"]
        assert "title" in sample.tree["achievement"][0]


def test_paths_of_every_kind_and_patterns(standard: Standard) -> None:
    made = Sampler(VOCABULARY, standard, profiles=["new-paths"], defects=0.5, as_of="2026-01-15")
    assert made.unbroken() == []
    samples = list(made.samples(60))
    assert {code for sample in samples for code in sample.broken} == set(PROFILES["new-paths"][2])
    assert not [sample for sample in samples if not sample.defects and made.faults(sample)]


def test_the_micro_credential_within_an_award_meets_the_core(standard: Standard) -> None:
    made = Sampler(VOCABULARY, standard, profiles=["new-small-award", "core"], defects=1.0, as_of="2026-01-15")
    assert made.unbroken() == []
    broken = {code for sample in made.samples(300) for code in sample.broken}
    assert broken >= {"newer-learner-missing", "title-missing", "credit-workload-mismatch", "start-after-end"}


def test_a_rule_that_nothing_breaks_is_listed(standard: Standard) -> None:
    assert Sampler(VOCABULARY, standard, profiles=["new-idle"]).unbroken() == ["new-never-broken"]


def test_a_profile_that_nothing_meets_is_told_with_what_it_says(standard: Standard) -> None:
    with pytest.raises(UnsatisfiableError, match="newer-title-absent"):
        Sampler(VOCABULARY, standard, profiles=["new-contradiction"])
