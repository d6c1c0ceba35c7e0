"""Concepts in running text: where they stand, and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcvocab
from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper


def places(mapper: Mapper, text: str, *schemes: str, language: str = "") -> list[tuple[str, str]]:
    found = mapper.annotate(text, schemes, language)
    return [(text[each.start : each.end], str(each.mapping.concept).removeprefix(BASE)) for each in found]


def test_terms_and_levels_are_found_with_their_places(mapper: Mapper) -> None:
    text = "Earn a digital badge and 20 ECTS credits in this MicroMasters® programme at SCQF level 9 (EQF 6)."
    assert places(mapper, text) == [
        ("digital badge", "term/digital-badge"),
        ("ECTS credits", "term/ects-credit"),
        ("MicroMasters® programme", "term/micromasters"),
        ("SCQF level 9", "scqf/9"),
        ("EQF 6", "eqf/6"),
    ]


def test_the_longest_label_at_a_place_is_taken(mapper: Mapper) -> None:
    assert places(mapper, "a credit-bearing micro-credential") == [
        ("credit-bearing micro-credential", "term/credit-bearing-micro-credential")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a race course, a fishing licence, a lunar module and the course of events",
        "the cat hears a unit of the class",
        "the stage of the formation",
        "micro. Credential",
        "SCQF level 15 and NLQF level 4",
        "Worth SCQF 10 credits in total",
        "",
    ],
)
def test_what_only_sounds_like_a_term_is_left_alone(mapper: Mapper, text: str) -> None:
    assert places(mapper, text) == []


def test_a_plain_word_is_found_where_a_word_about_learning_stands_before_it(mapper: Mapper) -> None:
    assert places(mapper, "This online course has one taught module.") == [
        ("course", "term/course"),
        ("module", "term/module"),
    ]


def test_a_short_acronym_is_found_only_as_it_is_written(mapper: Mapper) -> None:
    assert ("HNC", "term/higher-national-certificate") in places(mapper, "The HNC is new.")
    assert places(mapper, "The hnc is new.") == []


def test_labels_of_another_language_are_found_in_a_text_of_that_language_alone(mapper: Mapper) -> None:
    assert places(mapper, "Eine Teilnahmebescheinigung am Ende", language="de")
    assert not places(mapper, "Eine Teilnahmebescheinigung am Ende")


def test_other_lists_are_looked_in_where_they_are_named(mapper: Mapper) -> None:
    text = "Assessed by a portfolio of evidence."
    assert places(mapper, text) == []
    assert places(mapper, text, "assessment-type") == [("portfolio of evidence", "assessment-type/portfolio")]


def test_the_front_door_gives_the_same(mapper: Mapper) -> None:
    text = "A stackable micro-credential."
    assert mcvocab.annotate(text) == list(mapper.annotate(text))


@given(
    st.lists(
        st.sampled_from(
            ["SCQF level 7", "micro-credential", "course", "online", "MOOCs", "(", ")", ".", "no", "RQF", "3"]
        )
        | st.text(max_size=4),
        max_size=9,
    ).map(" ".join)
)
def test_places_are_in_order_apart_and_hold_what_their_mapping_says(mapper: Mapper, text: str) -> None:
    end = 0
    for each in mapper.annotate(text):
        assert end <= each.start < each.end <= len(text)
        assert each.mapping.text == text[each.start : each.end]
        assert each.mapping.accepted
        end = each.end
