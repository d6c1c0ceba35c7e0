"""What a row of an SSSOM file decides, and what is said of a row that decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mapping.decision import CURATED, Decision, cells_of, decisions, prefixes_of
from mcvocab.mapping.sheet import read_sheet
from mcvocab.model import BASE, IRI

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

HEAD = '#curie_map:\n#  mcvocab: "https://w3id.org/mcvocab/"\n#mapping_date: "2026-01-01"\n'
COLUMNS = ("subject_label", "predicate_id", "object_id", "mapping_justification")
SOUND = {
    "subject_label": "Evening badge",
    "predicate_id": "skos:broadMatch",
    "object_id": "mcvocab:term/badge",
    "mapping_justification": CURATED,
}


def file(*rows: dict[str, str], head: str = HEAD) -> str:
    names = list(dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)]))
    return head + "".join("\t".join(line) + "\n" for line in [names, *([r.get(n, "") for n in names] for r in rows)])


def read(vocabulary: Vocabulary, *rows: dict[str, str], head: str = HEAD) -> tuple[list[Decision], list[str]]:
    found, faults = decisions(read_sheet(file(*rows, head=head), "ours.tsv"), vocabulary)
    return found, [str(fault) for fault in faults]


def test_a_row_is_read_in_full(vocabulary: Vocabulary) -> None:
    more = {
        "subject_category": "mcvocab:field/credential-type",
        "author_label": "A. Reviewer|B\\|C",
        "mapping_date": "2026-02-02",
        "confidence": "0.8",
        "comment": "Since 2020.",
        "ext_uses": "12",
    }
    (found,), faults = read(vocabulary, SOUND | more)
    assert faults == []
    assert found == Decision(
        "Evening badge",
        IRI(BASE + "term/badge"),
        "skos:broadMatch",
        field="credentialType",
        confidence=0.8,
        author="A. Reviewer and B|C",
        date="2026-02-02",
        comment="Since 2020.",
        uses=12,
        file="ours.tsv",
        line=5,
    )


def test_what_the_header_says_holds_for_rows_that_say_nothing(vocabulary: Vocabulary) -> None:
    head = HEAD + '#object_source: "mcvocab:scqf"\n'
    (found, none), _ = read(vocabulary, SOUND, SOUND | {"object_id": "sssom:NoTermFound"}, head=head)
    assert (found.date, found.confidence, found.scheme) == ("2026-01-01", 1.0, "")
    assert (none.concept, none.scheme) == (None, "scqf")


def test_what_a_program_proposed_is_no_decision_until_somebody_reviews_it(vocabulary: Vocabulary) -> None:
    proposed = SOUND | {"mapping_justification": "semapv:LexicalMatching"}
    found, faults = read(
        vocabulary,
        proposed,
        proposed | {"reviewer_label": "A. Reviewer"},
        SOUND | {"mapping_justification": "semapv:MappingReview"},
    )
    assert faults == []
    assert [one.approved for one in found] == [False, True, True]


def test_a_category_of_another_kind_is_documentation(vocabulary: Vocabulary) -> None:
    (found,), faults = read(vocabulary, SOUND | {"subject_category": "course types"})
    assert (found.field, faults) == ("", [])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"subject_label": " "}, "“subject_label” is empty"),
        ({"object_id": ""}, "“object_id” is empty"),
        ({"object_id": "mcvocab:term/bagde"}, "no concept “term/bagde”. Did you mean “mcvocab:term/badge”?"),
        ({"object_id": "badge"}, "“badge” in “object_id” has no prefix"),
        ({"object_id": "mcv:term/badge"}, "The prefix of “mcv:term/badge” is not declared"),
        ({"predicate_id": "skos:sameish"}, "“skos:sameish” is none of skos:broadMatch"),
        ({"predicate_id": "owl:sameAs"}, "“owl:sameAs” is none of"),
        ({"predicate_modifier": "Perhaps"}, "only “Not” is known"),
        ({"object_id": "sssom:NoTermFound", "predicate_modifier": "Not"}, "has no meaning"),
        ({"confidence": "high"}, "a number from 0 to 1"),
        ({"confidence": "1.7"}, "a number from 0 to 1"),
        ({"confidence": "nan"}, "a number from 0 to 1"),
        ({"subject_category": "mcvocab:field/nonsense"}, "there is no such field"),
        ({"object_id": "sssom:NoTermFound", "object_source": "mcvocab:nonsense"}, "no such list"),
        ({"mapping_justification": ""}, "“mapping_justification” is empty"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_count(
    vocabulary: Vocabulary, changed: dict[str, str], said: str
) -> None:
    found, (fault,) = read(vocabulary, SOUND | changed, SOUND | {"subject_label": "Other"})
    assert [one.text for one in found] == ["Other"]
    assert fault.startswith("ours.tsv:5: This row is not used: ")
    assert said in fault


@pytest.mark.parametrize(
    "contrary",
    [
        {"object_id": "mcvocab:term/nanodegree"},
        {"object_id": "sssom:NoTermFound"},
        {"predicate_modifier": "Not"},
    ],
)
def test_rows_that_contradict_each_other_are_both_left_out(vocabulary: Vocabulary, contrary: dict[str, str]) -> None:
    found, faults = read(vocabulary, SOUND, SOUND | contrary)
    assert found == []
    assert ["contrary of line 6" in faults[0], "contrary of line 5" in faults[1]] == [True, True]


@pytest.mark.parametrize(
    "other",
    [
        {"object_id": "mcvocab:delivery-mode/online"},  # another list
        {"object_id": "mcvocab:term/nanodegree", "subject_category": "credentialType"},  # another field
        {"object_id": "mcvocab:term/nanodegree", "predicate_modifier": "Not"},
        {"object_id": "mcvocab:term/nanodegree", "predicate_id": "skos:relatedMatch"},
        {"object_id": "sssom:NoTermFound", "object_source": "mcvocab:field"},  # as a heading
    ],
)
def test_rows_that_may_both_be_true_both_count(vocabulary: Vocabulary, other: dict[str, str]) -> None:
    found, faults = read(vocabulary, SOUND, SOUND | other)
    assert (len(found), faults) == (2, [])


def test_without_its_columns_no_row_can_be_used(vocabulary: Vocabulary) -> None:
    _, (fault,) = decisions(read_sheet("subject_id\tobject_id\na:b\tc:d\n", "f"), vocabulary)
    assert str(fault) == "f:1: No row can be used, for there is no column “subject_label”."


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)


@given(data=st.data())
def test_a_decision_is_read_as_it_was_written(vocabulary: Vocabulary, data: st.DataObject) -> None:
    none = data.draw(st.booleans())
    concept = data.draw(st.sampled_from([iri for iri in vocabulary.concepts if iri.startswith(BASE)]))
    decision = Decision(
        data.draw(TEXT.filter(bool)),
        None if none else concept,
        "skos:exactMatch" if none else data.draw(st.sampled_from(["skos:closeMatch", "skos:relatedMatch"])),
        negated=not none and data.draw(st.booleans()),
        field=data.draw(st.sampled_from(["", *vocabulary.fields])),
        scheme=data.draw(st.sampled_from(["", *vocabulary.schemes])) if none else "",
        confidence=data.draw(st.sampled_from([0.0, 0.25, 0.9, 1.0])),
        author=data.draw(TEXT),
        date="2026-01-15",
        comment=data.draw(TEXT),
    )
    sheet = read_sheet("", "f")
    sheet = sheet.declaring(prefixes_of(decision, sheet))
    sheet = sheet.with_row(cells_of(decision, sheet, vocabulary))
    (found,), faults = decisions(read_sheet(sheet.text, "f"), vocabulary)
    assert faults == []
    assert (found.text, found.concept, found.predicate, found.negated) == (
        decision.text,
        decision.concept,
        decision.predicate,
        decision.negated,
    )
    assert (found.field, found.scheme, found.confidence) == (decision.field, decision.scheme, decision.confidence)
    assert (found.author, found.date, found.comment) == (decision.author, decision.date, decision.comment)
