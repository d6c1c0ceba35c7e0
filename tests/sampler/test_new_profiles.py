"""Fields, rules and profiles that the sampler has never seen: records are made for them without a change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mcvocab.authoring.compiler import compile_language
from mcvocab.authoring.source import Sources
from mcvocab.authoring.standards import compile_standard
from mcvocab.sampler import Sampler, UnsatisfiableError
from mcvocab.standard import Standard
from mcvocab.vocabulary import Vocabulary

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


def standard_with(folder: Path, kind: str, target: str, rules: dict[str, str]) -> tuple[Vocabulary, Standard]:
    """The language and standard of this checkout with one more profile, “new”."""
    shutil.copytree(ROOT / "shapes", folder / "shapes")
    held = ", ".join(f"rule:{code}" for code in rules)
    profile = f'profile:new a sh:NodeShape, mcv:Profile ; dcterms:title "x"@en ; mcv:kind "{kind}" ; sh:targetClass {target} ; sh:property {held} .'
    blocks = [f"rule:{code} {PARTS} {shape} ." for code, shape in rules.items()]
    (folder / "shapes" / "new.ttl").write_text("\n".join([HEAD, profile, *blocks]), encoding="utf-8")
    sources = Sources(ROOT / "ontology", folder / "shapes")
    index, details = compile_language(sources)
    data, graphs = compile_standard(sources)
    return Vocabulary.from_data(index, lambda: details), Standard(data, lambda: graphs)


def test_awards_and_every_kind_of_constraint(tmp_path: Path) -> None:
    rules = {
        "learner-absent": "sh:path mcv:learnerName ; sh:minCount 1",
        "learner-twice": "sh:path mcv:learnerIdentifier ; sh:maxCount 1",
        "issued-missing": "sh:path mcv:issued ; sh:minCount 1",
        "issued-no-date": "sh:path mcv:issued ; sh:datatype xsd:date",
        "issued-late": "sh:path mcv:issued ; mcv:notAfter mcv:asOf",
        "issued-after-end": "sh:path mcv:issued ; sh:lessThan mcv:validUntil",
        "issued-ancient": 'sh:path mcv:issued ; sh:minInclusive "2024-06-01"^^xsd:date',
        "grade-unknown": 'sh:path mcv:grade ; sh:in ( "Pass" "Merit" )',
        "grade-long": "sh:path mcv:grade ; sh:maxLength 5",
        "issuer-nameless": "sh:path mcv:issuer ; sh:node [ sh:property [ sh:path schema:name ; sh:minCount 1 ] ]",
        "issuer-in-no-part": "sh:path mcv:issuer ; sh:nodeKind sh:BlankNode",
        "title-of-award-missing": "sh:path ( mcv:achievement dcterms:title ) ; sh:minCount 1",
        "title-of-award-short": "sh:path ( mcv:achievement dcterms:title ) ; sh:minLength 8",
        "title-is-learner": "sh:path mcv:learnerName ; sh:disjoint mcv:learnerIdentifier",
        "number-odd": 'sh:path dcterms:identifier ; sh:pattern "^A-[0-9]{6}$"',
    }
    vocabulary, standard = standard_with(tmp_path, "award", "mcv:Award", rules)
    made = Sampler(vocabulary, standard, profiles=["new"], defects=0.5, as_of="2026-01-15")
    assert made.unbroken() == []
    samples = list(made.samples(400))
    assert {code for sample in samples for code in sample.broken} == set(rules)
    sound = [sample for sample in samples if not sample.defects]
    assert sound
    for sample in sound:
        assert made.faults(sample) == []
        assert sample.tree["learnerName"]
        assert "title" in sample.tree["achievement"][0]


def test_the_micro_credential_within_an_award_meets_the_core(tmp_path: Path) -> None:
    rules = {"learner-absent": "sh:path mcv:learnerName ; sh:minCount 1"}
    vocabulary, standard = standard_with(tmp_path, "award", "mcv:Award", rules)
    made = Sampler(vocabulary, standard, profiles=["new", "core"], defects=1.0, as_of="2026-01-15")
    assert made.unbroken() == []
    broken = {code for sample in made.samples(300) for code in sample.broken}
    assert broken >= {"learner-absent", "title-missing", "credit-workload-mismatch", "start-after-end"}


def test_a_rule_that_nothing_breaks_is_listed(tmp_path: Path) -> None:
    rules = {
        "never-broken": "sh:path dcterms:title ; sh:minCount 0",
        "title-absent": "sh:path dcterms:title ; sh:minCount 1",
    }
    vocabulary, standard = standard_with(tmp_path, "offer", "mcv:MicroCredential", rules)
    assert Sampler(vocabulary, standard, profiles=["new"]).unbroken() == ["never-broken"]


def test_a_profile_that_nothing_meets_is_told_with_what_it_says(tmp_path: Path) -> None:
    rules = {
        "title-absent": "sh:path dcterms:title ; sh:minCount 1",
        "title-present": "sh:path dcterms:title ; sh:maxCount 0",
    }
    vocabulary, standard = standard_with(tmp_path, "offer", "mcv:MicroCredential", rules)
    with pytest.raises(UnsatisfiableError, match="title-absent"):
        Sampler(vocabulary, standard, profiles=["new"])
