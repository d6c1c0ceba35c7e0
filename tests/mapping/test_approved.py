"""What people approved counts before every step, where they said so and nowhere else."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mcvocab.mapping import Mapper
from mcvocab.mapping.approved import Approved
from mcvocab.mapping.decision import CURATED, Decision
from mcvocab.model import BASE, IRI

if TYPE_CHECKING:
    from pathlib import Path

    from mcvocab.vocabulary import Vocabulary

BADGE, NANO, ONLINE = (IRI(BASE + slug) for slug in ("term/badge", "term/nanodegree", "delivery-mode/online"))


def taught(vocabulary: Vocabulary, *decided: Decision) -> Mapper:
    return Mapper(vocabulary, Approved(decided, vocabulary))


def test_an_approved_mapping_wins_over_an_exact_label(vocabulary: Vocabulary) -> None:
    decision = Decision("MOOC", BADGE, "skos:broadMatch", author="A. Reviewer", date="2026-01-15", comment="Ours.")
    found = taught(vocabulary, decision).best("MOOC")
    assert (found.concept, found.predicate, found.justification) == (BADGE, "skos:broadMatch", CURATED)
    assert found.confidence == 1.0
    assert found.note == "Approved by A. Reviewer on 2026-01-15. Ours."
    assert Mapper(vocabulary).best("MOOC").concept != BADGE


@pytest.mark.parametrize("spelling", ["evening badge", "Evening  Badges", "Evening-badge"])
def test_it_holds_for_other_spellings_of_the_word_and_says_so(vocabulary: Vocabulary, spelling: str) -> None:
    found = taught(vocabulary, Decision("Evening badge", BADGE, confidence=0.8)).best(spelling)
    assert (found.concept, found.confidence) == (BADGE, 0.8)
    assert "as “Evening badge”" in found.note


def test_the_word_as_written_comes_before_other_spellings(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("ZQ", BADGE), Decision("zq", NANO))
    assert mapper.best("ZQ").concept == BADGE
    assert mapper.best("zq").concept == NANO
    undecided = mapper.best("Zq")
    assert undecided.concept is None
    assert {one.concept for one in mapper.map("Zq")} == {BADGE, NANO}


def test_it_counts_only_where_its_list_is_searched(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("Flexi", ONLINE))
    assert mapper.best("Flexi", ["delivery-mode"]).concept == ONLINE
    assert mapper.best("Flexi").concept == ONLINE
    assert mapper.best("Flexi", ["term"]).concept is None


def test_a_decision_for_one_field_comes_first_there_and_does_not_hold_in_another(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("Zq", NANO), Decision("Zq", BADGE, field="credentialType"))
    assert mapper.map("Zq", ["term"], field="credentialType")[0].concept == BADGE
    assert mapper.map("Zq", ["term"], field="evidenceForm")[0].concept == NANO
    alone = taught(vocabulary, Decision("Zq", BADGE, field="credentialType"))
    assert alone.map("Zq", ["term"], field="evidenceForm") == ()
    assert alone.best("Zq").concept == BADGE  # nothing else is known of the word


def test_no_term_found_silences_where_it_was_searched(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("Online", scheme="delivery-mode", author="B"))
    assert mapper.map("Online", ["delivery-mode"]) == ()
    said = mapper.best("Online", ["delivery-mode"])
    assert (said.concept, said.justification) == (None, CURATED)
    assert said.note == "Decided that no term fits by B."
    assert mapper.best("Online", ["opportunity-type"]) == Mapper(vocabulary).best("Online", ["opportunity-type"])


def test_said_of_the_whole_language_it_leaves_headings_alone(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("Assessment"))
    assert mapper.map("Assessment") == ()
    assert mapper.best("Assessment", ["field"]).concept == IRI(BASE + "field/assessment")


def test_a_concept_that_is_not_meant_is_not_offered_and_others_are(vocabulary: Vocabulary) -> None:
    before = Mapper(vocabulary).map("Level 7", ["scqf", "rqf"])
    assert len(before) > 1
    refused = before[0].concept
    after = taught(vocabulary, Decision("Level 7", refused, negated=True)).map("Level 7", ["scqf", "rqf"])
    assert [one.concept for one in after] == [one.concept for one in before if one.concept != refused]


def test_headings_are_learned_too(vocabulary: Vocabulary) -> None:
    heading = IRI(BASE + "field/credential-type")
    mapper = taught(vocabulary, Decision("Kursgattung", heading))
    assert mapper.best("Kursgattung", ["field"]).concept == heading
    assert mapper.best("Kursgattung").concept is None


def test_what_was_approved_as_merely_near_is_not_relied_on(vocabulary: Vocabulary) -> None:
    mapper = taught(vocabulary, Decision("Zq", BADGE, "skos:relatedMatch"))
    assert not mapper.map("Zq")[0].accepted
    said = mapper.best("Zq")
    assert said.concept is None
    assert "“badge” is narrower than the word, or only near to it" in said.note


def test_a_program_s_proposal_changes_nothing(vocabulary: Vocabulary) -> None:
    assert taught(vocabulary, Decision("MOOC", BADGE, approved=False)).best("MOOC") == Mapper(vocabulary).best("MOOC")


def test_a_deprecated_concept_leads_to_its_replacement(vocabulary: Vocabulary) -> None:
    later = copy.copy(vocabulary)
    old = replace(vocabulary.concepts[NANO], status="deprecated", replaced_by=BADGE)
    later.concepts = {**vocabulary.concepts, NANO: old}
    found = taught(later, Decision("Zq", NANO)).best("Zq")
    assert (found.concept, found.predicate) == (BADGE, "skos:closeMatch")
    assert "“Nanodegree” is no longer used; “badge” replaces it." in found.note


def test_of_several_files_the_first_that_decides_a_word_counts(vocabulary: Vocabulary, tmp_path: Path) -> None:
    head = '#curie_map:\n#  mcvocab: "https://w3id.org/mcvocab/"\n'
    head += "subject_label\tpredicate_id\tobject_id\tmapping_justification\n"
    files = []
    for name, target, justification in (
        ("ours", "term/badge", "ManualMappingCuration"),
        ("shared", "term/nanodegree", "ManualMappingCuration"),
        ("made", "term/mooc", "LexicalMatching"),
    ):
        files.append(tmp_path / f"{name}.sssom.tsv")
        files[-1].write_text(
            f"{head}Zq\tskos:exactMatch\tmcvocab:{target}\tsemapv:{justification}\n"
            f"{name}\tskos:exactMatch\tmcvocab:{target}\tsemapv:{justification}\n",
            encoding="utf-8",
        )
    approved = Approved.read(files, vocabulary)
    mapper = Mapper(vocabulary, approved)
    assert mapper.best("Zq").concept == BADGE
    assert mapper.best("shared").concept == NANO
    assert [str(one) for one in approved.proposals] == [
        f"{files[2]}:4: 2 rows were made by a program and approved by nobody, so they are not used."
    ]


def test_a_header_may_stand_beside_the_table(vocabulary: Vocabulary, tmp_path: Path) -> None:
    table = tmp_path / "ours.sssom.tsv"
    table.write_text(
        "subject_label\tpredicate_id\tobject_id\tmapping_justification\n"
        f"Zq\tskos:exactMatch\tx:term/badge\t{CURATED}\n",
        encoding="utf-8",
    )
    table.with_suffix(".yml").write_text('curie_map:\n  x: "https://w3id.org/mcvocab/"\n', encoding="utf-8")
    assert Mapper(vocabulary, Approved.read([table], vocabulary)).best("Zq").concept == BADGE
