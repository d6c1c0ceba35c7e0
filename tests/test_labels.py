"""Folding: spellings of one label share a key, and the steps that had effect are named."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcvocab import labels
from mcvocab.labels import STEPS, agreement, fold, words

SAME = [
    (
        "micro-credential",
        "Microcredential",
        "MICRO CREDENTIALS",
        "micro–credential",
        "microCredential",
        "MicroCredential™",
    ),
    ("MicroMasters", "Micromasters", "micro-masters", "Micro Masters®", "MicroMaster's", "micro master"),
    (
        "continuing professional development",
        "Continuing  Professional\u00a0Development",
        "CONTINUING_PROFESSIONAL_DEVELOPMENT",
    ),
    ("open badge", "OpenBadge", "ob:OpenBadge", "open badges", "OpenBadges"),
    ("CPD", "cpd", "C.P.D.", "C.P.D", "CPDs"),
    ("MOOC", "MOOCs", "moocs", "MOOC's"),
    ("certificate of attendance", "Certificates of Attendance", "CertificateOfAttendance"),
    ("class", "classes"),
    ("study visit", "study-visits"),
    ("competency", "competencies"),
    ("Qualität", "qualitat", "QUALITÄT"),
    ("résumé", "resume", "re\u0301sume\u0301"),
    ("ﬁnal exam", "final exam"),
    ("terms & conditions", "terms and conditions"),
    ("build-your-own-degree", "build your own degree"),
    ("EQFLevel", "EQF level"),
    ("Course Title *", "course title", "COURSE_TITLE:", "“Course title”"),
]
DIFFERENT = [
    ("credit", "no credit"),
    ("credit", "non-credit"),
    ("CATS", "CAT"),
    ("ECTS", "ECT"),
    ("level 12", "level 1 2"),
    ("7.5", "75"),
    ("1,200", "1 200 0"),
    ("micro-credential", "macro-credential"),
    ("status", "statu"),
    ("price (£)", "price (€)"),
    ("class", "clas"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_label_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling).key for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert fold(one).key != fold(other).key
    assert agreement(one, other) is None


def test_only_steps_that_had_effect_are_named() -> None:
    assert fold("badge").steps == ()
    assert fold("Badge").steps == ("case",)
    assert fold("Badges®").steps == ("trade marks", "case", "plural")
    assert fold("ceterms:DigitalBadge").steps == ("prefix", "camel case", "case", "no blanks")


def test_agreement_names_no_step_that_both_texts_take_alike_after_they_are_equal() -> None:
    assert agreement("Digital Badge", "digital badge") == ("case",)
    assert agreement("same text", "same text") == ()
    assert agreement("nano degree", "nanodegree") == ("no blanks",)


def test_words_keep_their_order_and_lose_their_plural() -> None:
    assert words("Certificates of Attendance (2024)") == ("certificate", "of", "attendance", "2024")


@pytest.mark.parametrize("text", ["", " ", "???", "™", "-", "\u200b"])
def test_a_text_without_letters_or_digits_has_an_empty_key(text: str) -> None:
    assert fold(text).key == ""
    assert words(text) == ()


def test_a_web_address_does_not_lose_its_scheme_as_if_it_were_a_prefix() -> None:
    assert "prefix" not in fold("https://example.org/a").steps


@given(st.text(max_size=40))
@example("uk cats")
@example("ᄀ ᅡ")
@example("a'ss s")
@example("ŉ")
@example("İ")
def test_folding_twice_changes_nothing(text: str) -> None:
    key = fold(text).key
    assert fold(key).key == key


@given(st.text(max_size=40))
def test_case_and_outer_blanks_never_matter_for_plain_letters(text: str) -> None:
    plain = "".join(character for character in text if character.isascii())
    assert fold(f"  {plain.lower()}\t").key == fold(plain.lower()).key
    assert set(fold(text).steps) <= set(STEPS)


@given(st.text(max_size=20), st.text(max_size=20))
def test_texts_agree_exactly_when_their_keys_are_equal(one: str, other: str) -> None:
    assert (agreement(one, other) is not None) == (fold(one).key == fold(other).key)


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(labels).failed == 0
