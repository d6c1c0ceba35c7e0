"""Other languages: the texts of `languages.tsv` are understood, and those of everyday life stay without an answer.

A line gives the concepts that are right, or none where the text is none of our business.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gold import Outcome, Pair, by_mapper, judge

from mcvocab.mapping import Mapper
from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

RIGHT_AT_LEAST, FALSE_AT_MOST = 0.9, 0.03
WELL = {Outcome.RIGHT, Outcome.LEFT_OPEN}


def texts() -> list[Pair]:
    with Path(__file__).with_name("languages.tsv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Pair(
                line["text"],
                line["language"],
                (),
                frozenset(BASE + concept for concept in line["concept"].split()),
                "",
                "language" if line["concept"] else "nothing",
                "",
            )
            for line in lines
        ]


TEXTS = texts()


@pytest.fixture(scope="module")
def outcomes(vocabulary: Vocabulary) -> dict[Pair, Outcome]:
    answer = by_mapper(Mapper(vocabulary))
    return {pair: judge(pair.concepts, answer(pair, ())) for pair in TEXTS}


def test_every_concept_exists(vocabulary: Vocabulary) -> None:
    assert not {concept for pair in TEXTS for concept in pair.concepts} - set(vocabulary.concepts)


@pytest.mark.parametrize("language", sorted({pair.language for pair in TEXTS}))
def test_nine_texts_in_ten_are_understood(outcomes: dict[Pair, Outcome], language: str) -> None:
    asked = [pair for pair in TEXTS if pair.language == language and pair.concepts]
    missed = [pair.text for pair in asked if outcomes[pair] not in WELL]
    assert len(missed) <= (1 - RIGHT_AT_LEAST) * len(asked), missed


def test_texts_of_everyday_life_stay_without_an_answer(outcomes: dict[Pair, Outcome]) -> None:
    strange = [pair for pair in TEXTS if not pair.concepts]
    accepted = [(pair.language, pair.text) for pair in strange if outcomes[pair] is Outcome.FALSELY_ACCEPTED]
    assert len(accepted) <= FALSE_AT_MOST * len(strange), accepted


@pytest.mark.parametrize("text", ["agree", "salary", "timer", "far", "dies", "merit", "cap"])
def test_an_english_word_is_not_read_as_one_of_another_language_where_nobody_says_which(
    mapper: Mapper, text: str
) -> None:
    assert not any(answer.accepted for answer in mapper.map(text))
