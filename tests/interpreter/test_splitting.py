"""One text that holds several, and how somebody can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.interpreter.reachable import Contact, read_contact
from mcvocab.interpreter.splitting import items, listed, split, without_lead

WORDS = st.text("abcdefg ", min_size=1, max_size=12).filter(lambda text: text.strip() == text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Wire a plug 2. Test a fuse", ["Wire a plug", "Test a fuse"]),
        ("(1) Wire a plug (2) Test a fuse", ["Wire a plug", "Test a fuse"]),
        ("a) Wire a plug; b) Test a fuse", ["Wire a plug", "Test a fuse"]),
        ("LO1: Wire a plug LO2: Test a fuse", ["Wire a plug", "Test a fuse"]),
        ("• Wire a plug • Test a fuse", ["Wire a plug", "Test a fuse"]),
        ("You will: 1. wire 2. test", ["You will:", "wire", "test"]),
        ("LO1: Wire a plug", ["Wire a plug"]),
        ("Wire a plug. Test a fuse.", ["Wire a plug. Test a fuse."]),
        ("Use chapters 1. and 2. of the book", ["Use chapters 1. and 2. of the book"]),
        ("2. Wire 3. Test", ["Wire 3. Test"]),
        ("Plan B. C. elegans is a worm", ["Plan B. C. elegans is a worm"]),
    ],
)  # fmt: skip
def test_numbers_and_bullets_make_a_list_and_sentences_stay(text: str, expected: list[str]) -> None:
    assert items(text) == expected


@given(st.lists(WORDS, min_size=2, max_size=8))
def test_a_numbered_list_is_read_back(texts: list[str]) -> None:
    line = " ".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    assert items(line) == texts


def test_what_leads_up_to_a_list_is_none_of_it() -> None:
    assert without_lead(["You will be able to:", "wire"]) == ["wire"]
    assert without_lead(["You will be able to:"]) == ["You will be able to:"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Essay (2,000 words), exam", ["Essay (2,000 words)", "exam"]),
        ("Scotland, England, and Wales", ["Scotland", "England", "Wales"]),
        ("Online/on campus", ["Online", "on campus"]),
        ("Exam (open book", ["Exam (open book"]),
        ("Exam ] essay, quiz", ["Exam ] essay", "quiz"]),
        ("Theory and practice", ["Theory", "practice"]),
        ("Andover", ["Andover"]),
    ],
)  # fmt: skip
def test_lists_are_parted_outside_brackets(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


@given(st.text(max_size=60))
def test_splitting_invents_no_letter(text: str) -> None:
    for parts in (list(split(text, [";", ","])), items(text), listed(text)):
        assert all(part in text for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane@example.ac.uk", Contact("", ("jane@example.ac.uk",))),
        ("Jane Smith <jane@example.ac.uk>", Contact("Jane Smith", ("jane@example.ac.uk",))),
        ("Email: cpd@example.org Tel: 0131 650 1000", Contact("", ("cpd@example.org",), ("0131 650 1000",))),
        ("+44 (0)131 650 1000 ext 23", Contact("", (), ("+44 (0)131 650 1000 ext 23",))),
        ("https://example.org/contact", Contact("", (), (), ("https://example.org/contact",))),
        ("Lifelong Learning Office", None),
        ("Room 12, Building 3", None),
        ("2026-03-03", None),
    ],
)  # fmt: skip
def test_a_contact_is_taken_apart(text: str, expected: Contact | None) -> None:
    assert read_contact(text) == expected
