"""Sentences say values in words of their own; what only has some of those words, or denies them, says nothing."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from answered import accepted
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mapping import wording
from mcvocab.mapping.entry import number_of, sign
from mcvocab.mapping.index import Index
from mcvocab.mapping.reading import Query
from mcvocab.mapping.scales import EACH, NOTHING, Said, Scales, features, weights
from mcvocab.model import BASE, IRI

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

SENTENCES = Path(__file__).parents[2] / "ontology" / "sentences.tsv"


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The firm that employs you receives our invoice", "cost/employer-funded"),
        ("There is nothing to pay for taking part in this", "cost/free"),
        ("We all begin on the same Monday and stay together as one group", "pacing/cohort-based"),
        ("Aimed at people who are currently out of work", "target-group/job-seekers"),
        ("An assessor watches you at work and grades what you do", "assessment-type/observation"),
        (
            "A proctor watches you through your webcam and checks your photo ID",
            "supervision/supervised-online-with-id",
        ),
    ],
)
def test_a_sentence_says_a_value_in_words_that_are_no_label(mapper: Mapper, text: str, concept: str) -> None:
    assert accepted(mapper, text, concept.split("/")[0]) == [concept]


def test_the_answer_names_the_words_that_told_it(mapper: Mapper) -> None:
    (best, *_) = mapper.map("The firm that employs you receives our invoice", ("cost",))
    assert best.justification == "semapv:SemanticSimilarityThresholdMatching"
    assert best.predicate == "skos:broadMatch"
    assert "“paid by the employer”" in best.note
    assert "invoice" in best.note


@pytest.mark.parametrize(
    "text",
    [
        "The invoice for the new boiler has come today",
        "The jury watched the witness while he spoke",
        "A firm handshake and a warm welcome for all",
        "Take the second road on the left after the bridge",
    ],
)
def test_a_sentence_about_something_else_says_nothing(mapper: Mapper, text: str) -> None:
    assert not accepted(mapper, text)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("Our groups are not at all self-paced this year", "pacing"),
        ("The company might perhaps pay for some of its people", "cost"),
    ],
)
def test_what_is_denied_or_left_open_is_not_believed(mapper: Mapper, text: str, scheme: str) -> None:
    assert not accepted(mapper, text, scheme)


def test_few_words_are_a_name_and_no_sentence(mapper: Mapper) -> None:
    assert not accepted(mapper, "firm receives invoice", "cost")


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Die Kosten trägt Ihr Arbeitgeber ganz", "de", "cost/employer-funded"),
        ("vous avancez quand vous voulez, sans date imposée", "fr", "pacing/self-paced"),
    ],
)
def test_sentences_of_other_languages_are_weighed_too(mapper: Mapper, text: str, language: str, concept: str) -> None:
    assert accepted(mapper, text, concept.split("/")[0], language=language) == [concept]


def test_a_word_weighs_for_the_value_in_whose_sentences_it_stands_oftener() -> None:
    said, weighed = weights(
        [(["x:free"], "you pay nothing"), (["x:free"], "nothing to pay"), (["x:paid"], "you pay a fee"), ([], "you")]
    )
    assert said == [NOTHING, "x:free", "x:paid"]
    places = {word: {number_of(sign) for sign in weighed.get(word, "")[::2]} for word in ("noth", "fee", "pay")}
    assert places == {"noth": {1}, "fee": {2}, "pay": {1, 2}}


@given(st.text(max_size=80))
def test_features_of_any_text_are_its_own_words(text: str) -> None:
    found = features(text)
    assert all(found.values())
    assert found == features(text.strip())


def test_every_sentence_stands_there_once_and_means_its_concepts(vocabulary: Vocabulary) -> None:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines.pop(0) == "concepts\ttext"
    texts = [line.split("\t")[1].casefold() for line in lines]
    assert len(set(texts)) == len(texts)
    said = {name for line in lines for name in line.split("\t")[0].strip("-").split()}
    assert all(BASE + name in vocabulary.concepts for name in said)
    none = sum(line.startswith("-\t") for line in lines)
    assert none >= len(lines) / 8


@pytest.mark.parametrize("scheme", ["cost", "field"])
def test_the_longest_texts_are_weighed_or_left_alone(mapper: Mapper, scheme: str) -> None:
    for length in (39, 40, 41, 400):
        words = " ".join(f"employer fee{letter} pays" for letter in "abcdefghijklmnopqrstuvwxyz" * 6)
        assert mapper.map(" ".join(words.split()[:length]), [scheme]) is not None


@given(st.lists(st.sampled_from(["ab", "ba", "cd", "dc", "ef", "fe"]), min_size=1, max_size=6))
def test_the_best_value_outweighs_its_rivals_as_adding_one_by_one_says(
    vocabulary: Vocabulary, words: list[str]
) -> None:
    cost, other = list(vocabulary.members("cost"))[:2], list(vocabulary.members("pacing"))[:1]
    texts = ["ab ba cd", "cd dc ab", "ef fe ab", "fe dc"]
    told = [([str(concept.iri)], text) for concept, text in zip((*cost, *other), texts, strict=False)] + [
        ([], texts[3])
    ]
    scales = Scales(*weights(told * 3))
    concepts = {place: vocabulary.concepts[IRI(iri)] for place, iri in enumerate(scales.said) if iri}
    found = features(" ".join(words))
    sums = scales.sums(found)
    weighed = Said(scales, concepts).weigh(found)
    each = EACH * sqrt(len(found))
    most = max(sums[place] for place in concepts)
    assert weighed.first == most / each
    if most == 0:
        assert weighed.place == scales.nothing
    else:
        best = concepts[weighed.place]
        rivals = [
            sums[place] for place, one in concepts.items() if place != weighed.place and one.scheme == best.scheme
        ]
        assert sums[weighed.place] == most
        assert weighed.second == max(rivals, default=0) / each
        assert weighed.nothing == sums[scales.nothing] / each
        assert weighed.margin == weighed.first - max(weighed.second, weighed.nothing)


@pytest.mark.parametrize("fields", [("field",), ("cost",)])
def test_words_that_speak_for_nothing_alone_say_nothing(vocabulary: Vocabulary, fields: tuple[str, ...]) -> None:
    index = Index(vocabulary)
    scales = index.heading_scales if fields == ("field",) else index.scales
    alone = [
        one
        for one, weighs in scales._weighed.items()
        if " " not in one and list(weighs)[::2] == [sign(scales.nothing)]
    ]
    text = " ".join(word for word in alone[:30] if word.isalpha())
    assert len(text.split()) > 9
    step = wording.heading if fields == ("field",) else wording.find
    assert step(Query(text, frozenset(fields), True), index) is None
