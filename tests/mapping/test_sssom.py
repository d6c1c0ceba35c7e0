"""SSSOM files: a header that says what they are, literal subjects, a row for every term."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mapping.sssom import COLUMNS, MappingSet, write
from mcvocab.model import Mapping

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

ABOUT = MappingSet("https://example.org/set", title='Our "own" words', date="2026-03-03", tool_version="1.2.3")
LEGAL_JUSTIFICATIONS = {
    f"semapv:{name}"
    for name in [
        "MappingReview",
        "ManualMappingCuration",
        "LogicalReasoning",
        "LexicalMatching",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    ]
}


def parsed(lines: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The header's slots and the rows."""
    head = [line[1:].rstrip("\n") for line in lines if line.startswith("#")]
    slots = dict(line.split(": ", 1) for line in head if ": " in line)
    body = lines[len(head) :]
    return {key.strip(): json.loads(value) for key, value in slots.items()}, list(
        csv.DictReader(body, delimiter="\t")
    )


def test_the_header_says_what_the_set_is(vocabulary: Vocabulary) -> None:
    slots, rows = parsed(list(write([], vocabulary, ABOUT)))
    assert rows == []
    assert slots["mapping_set_id"] == "https://example.org/set"
    assert slots["mapping_set_title"] == 'Our "own" words'
    assert slots["license"].startswith("https://creativecommons.org/")
    assert slots["mapping_date"] == "2026-03-03"
    assert slots["object_source_version"] == vocabulary.version


def test_without_an_identifier_every_set_has_a_new_one(vocabulary: Vocabulary) -> None:
    one, other = (parsed(list(write([], vocabulary)))[0]["mapping_set_id"] for _ in range(2))
    assert one.startswith("urn:uuid:")
    assert one != other


def test_every_prefix_in_use_is_declared(vocabulary: Vocabulary, mapper: Mapper) -> None:
    lines = list(write([*mapper.map("nano degree"), Mapping("nothing")], vocabulary, ABOUT))
    slots, rows = parsed(lines)
    used = {row[key].split(":")[0] for row in rows for key in ("predicate_id", "object_id", "mapping_justification")}
    assert used <= set(slots)
    assert lines[0] == "#curie_map:\n"


def test_a_mapping_is_a_row_with_a_literal_subject(vocabulary: Vocabulary, mapper: Mapper) -> None:
    _, rows = parsed(list(write(mapper.map("nano degree", top=1), vocabulary, ABOUT)))
    assert rows == [
        {
            "subject_label": "nano degree",
            "subject_type": "rdfs literal",
            "predicate_id": "skos:exactMatch",
            "object_id": "mcvocab:term/nanodegree",
            "object_label": "Nanodegree",
            "object_type": "skos concept",
            "mapping_justification": "semapv:LexicalMatching",
            "confidence": "0.95",
            "comment": "The same as a known spelling “nano degree”.",
        }
    ]


def test_a_term_without_concept_has_a_row_that_says_so(vocabulary: Vocabulary) -> None:
    _, (row,) = parsed(list(write([Mapping("race course", note="Nothing fits.")], vocabulary, ABOUT)))
    assert row["object_id"] == "sssom:NoTermFound"
    assert row["subject_label"] == "race course"
    assert row["mapping_justification"] in LEGAL_JUSTIFICATIONS
    assert row["confidence"] == ""


@given(st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_a_term_never_breaks_its_row(vocabulary: Vocabulary, mapper: Mapper, texts: list[str]) -> None:
    mappings = [m for text in texts for m in (mapper.map(text, top=1) or (Mapping(text),))]
    lines = list(write(mappings, vocabulary, ABOUT))
    rows = list(csv.reader(lines[-len(mappings) :] if mappings else [], delimiter="\t"))
    assert len(rows) == len(mappings)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert [row[0] for row in rows] == [" ".join(mapping.text.split()) for mapping in mappings]
    assert all(row[6] in LEGAL_JUSTIFICATIONS for row in rows)
