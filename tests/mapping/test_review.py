"""A review as a list of keys: what they decide, what they take back, where they lead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mapping.decision import Decision
from mcvocab.mapping.review import (
    ASKING,
    BACKSPACE,
    DONE,
    DOWN,
    ENTER,
    ESCAPE,
    HELPING,
    INTERRUPT,
    SEARCHING,
    UP,
    Item,
    Review,
    Withdraw,
    Write,
)
from mcvocab.model import IRI, Location, Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcvocab.mapping.review import Effect

HERE = Location("courses.csv", 2, cell="A2")


def answer(name: str, predicate: str = "skos:relatedMatch") -> Mapping:
    return Mapping("x", IRI(f"https://w3id.org/mcvocab/term/{name}"), name, "term", predicate, "", 0.6)


ONE = Item("one", "mode", "Mode", ("term",), 3, HERE, (answer("a", "skos:broadMatch"), answer("b")))
TWO = Item("two", "level", "Level", ("scqf", "rqf"), 1, HERE)
THREE = Item("three", "", "", ("field",), 2, HERE, (answer("c"),), heading=True)
START = Review((ONE, TWO, THREE), lambda typed, _: (answer(typed), answer("other")), "A", "2026-01-15")


def pressed(keys: Iterable[str], review: Review = START) -> tuple[Review, list[Effect]]:
    effects = []
    for key in keys:
        review, effect = review.press(key)
        if effect is not None:
            effects.append(effect)
    return review, effects


def decision(text: str, name: str, predicate: str, field: str, uses: int) -> Decision:
    concept = IRI(f"https://w3id.org/mcvocab/term/{name}") if name else None
    return Decision(text, concept, predicate, field=field, author="A", date="2026-01-15", uses=uses)


def test_enter_takes_the_first_candidate_with_its_relation() -> None:
    after, effects = pressed([ENTER])
    assert effects == [Write(decision("one", "a", "skos:broadMatch", "mode", 3))]
    assert (after.position, after.item) == (1, TWO)


def test_a_number_or_the_marked_one_is_taken_and_a_suggestion_becomes_nearly_the_same() -> None:
    expected = [Write(decision("one", "b", "skos:closeMatch", "mode", 3))]
    for keys in (["2"], [DOWN, ENTER], [UP, ENTER]):
        assert pressed(keys)[1] == expected


def test_the_relation_can_be_changed_and_is_forgotten_with_the_next_word() -> None:
    after, effects = pressed(["r", ENTER])
    assert effects == [Write(decision("one", "a", "skos:exactMatch", "mode", 3))]
    assert after.relation == ""
    assert pressed(["r", "r", ENTER])[1] == [Write(decision("one", "a", "skos:closeMatch", "mode", 3))]
    assert pressed(["r", "r", "r", ENTER])[1] == [Write(decision("one", "a", "skos:broadMatch", "mode", 3))]


def test_none_says_in_which_list_nothing_fits() -> None:
    _, effects = pressed(["n", "n", "n"])
    assert [effect.decision.scheme for effect in effects if isinstance(effect, Write)] == ["term", "", "field"]
    assert all(isinstance(effect, Write) and effect.decision.concept is None for effect in effects)


def test_a_heading_names_its_field_exactly() -> None:
    _, effects = pressed(["s", "s", "r", ENTER])
    assert effects == [Write(decision("three", "c", "skos:exactMatch", "", 2))]


def test_another_concept_is_searched_for_and_letters_are_text_there() -> None:
    after, effects = pressed(["o", *"snq1x", BACKSPACE])
    assert effects == []
    assert (after.mode, after.typed, after.found[0].label) == (SEARCHING, "snq1", "snq1")
    after, effects = pressed([DOWN, "\t", ENTER], after)
    assert effects == [Write(decision("one", "other", "skos:broadMatch", "mode", 3))]
    assert (after.mode, after.typed, after.found) == (ASKING, "", ())


def test_escape_leaves_the_search_where_it_began() -> None:
    after, effects = pressed(["/", "a", ESCAPE])
    assert (replace(after, said=""), effects) == (START, [])


def test_an_empty_search_takes_nothing() -> None:
    after, effects = pressed(["o", ENTER])
    assert (after.position, effects) == (0, [])
    assert "Type a word" in after.said


def test_undo_goes_back_step_by_step_over_decisions_and_skips() -> None:
    after, effects = pressed([ENTER, "s", "u", "u"])
    (write, withdraw) = effects
    assert isinstance(write, Write)
    assert withdraw == Withdraw(write.decision)
    assert (after.position, after.decided, after.past) == (0, (), ())
    assert pressed(["u"])[0].said == "There is nothing to undo."


def test_after_the_last_word_there_is_still_undo() -> None:
    after, _ = pressed("sss")
    assert (after.item, after.over) == (None, False)
    assert pressed("u", after)[0].item == THREE
    assert pressed("x", after)[0].over


def test_help_shows_and_any_key_goes_back() -> None:
    after, _ = pressed("?")
    assert after.mode == HELPING
    assert pressed("n", after) == (START, [])


def test_quitting_keeps_what_was_decided_and_nothing_more_is_heard() -> None:
    after, effects = pressed([ENTER, "q", "n", "u"])
    assert (after.mode, len(after.decided), len(effects)) == (DONE, 1, 1)
    assert pressed(["o", INTERRUPT])[0].over


@pytest.mark.parametrize(("keys", "said"), [("9", "no number 9"), ("z", "Press ? for help"), ("0", "no number 0")])
def test_other_keys_change_nothing_and_say_so(keys: str, said: str) -> None:
    after, effects = pressed(keys)
    assert (after.position, effects) == (0, [])
    assert said in after.said


def test_enter_without_a_candidate_says_what_to_press() -> None:
    after, effects = pressed(["s", ENTER])
    assert (after.position, effects) == (1, [])
    assert "Press o to search" in after.said


def test_a_word_that_somebody_else_decided_counts_as_passed_over() -> None:
    after, _ = pressed([ENTER])
    after = after.overtaken(Decision("one", author="B"))
    assert (after.decided, after.skipped, after.position) == ((), 1, 1)
    assert "B decided “one” meanwhile" in after.said


KEYS = st.sampled_from([ENTER, ESCAPE, BACKSPACE, UP, DOWN, "\t", *"123rosnu?hx/"])


@given(st.lists(KEYS, max_size=40))
def test_what_was_written_and_not_taken_back_is_what_the_review_says(keys: list[str]) -> None:
    after, effects = pressed(keys)
    kept: list[Decision] = []
    for effect in effects:
        if isinstance(effect, Write):
            kept.append(effect.decision)
        elif isinstance(effect, Withdraw):
            assert kept.pop() == effect.decision
    assert tuple(kept) == after.decided
    assert len(after.past) == after.position <= len(after.items)
    assert all(0 <= choice < max(len(after.shown), 1) for choice in [after.choice])
