"""What is written instead of a text that was understood: the canonical spelling, and never another meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.interpreter import Interpreter
from mcvocab.mapping import Mapper
from mcvocab.model import Source
from mcvocab.raw import Branch, Leaf, Row
from mcvocab.store import load

VOCABULARY = load().vocabulary
INTERPRETER = Interpreter(VOCABULARY, Mapper(VOCABULARY))


def corrected(heading: str, text: str) -> str:
    """The text once corrected, under its heading."""
    row = Row(1, Branch(((heading, Leaf(text, (2, 0))),), (2,)))
    edits = [edit for _, _, edit in INTERPRETER.corrections(INTERPRETER.interpret(row, Source("x.csv")))]
    assert all(edit.old == text and edit.safe for edit in edits)
    return edits[0].new if edits else text


def meaning(heading: str, text: str) -> object:
    row = Row(1, Branch(((heading, Leaf(text, (2, 0))),), (2,)))
    record = INTERPRETER.interpret(row, Source("x.csv")).record
    return str(
        {key: [getattr(m, "term", None) or _terms(m) for m in members] for key, members in record.fields.items()}
    )


def _terms(part: object) -> object:
    return {k: [getattr(m, "term", None) or _terms(m) for m in ms] for k, ms in part.fields.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Level", "lvl 7 SCQF", "SCQF level 7"),
        ("SCQF level", "Level 7", "SCQF level 7"),
        ("Level", "SCQF 7/8", "SCQF level 7; SCQF level 8"),
        ("Award type", "Nano degree", "Nanodegree"),
        ("Mode", "online, Face to face", "online, on-site"),
        ("Credit", "20 credits at SCQF 7", "20 credits at SCQF level 7"),
        ("Credit", "5 ects", "5 ECTS credits"),
        ("ECTS credits", "5.0", "5"),
        ("Workload", "60 hrs", "60 hours"),
        ("Workload", "1 hr", "1 hour"),
        ("Start date", "3 March 2026", "2026-03-03"),
        ("Course webpage", "www.example.org/courses", "https://www.example.org/courses"),
        ("Country", "gb-sct", "GB-SCT"),
        ("Country", "UK", "United Kingdom"),
        ("Course title", "\u00a0 Data skills\u200b", "Data skills"),
        ("Course title", "Ã‰tudes: cafÃ© culture", "Études: café culture"),
    ],
)
def test_spellings_become_canonical(heading: str, text: str, expected: str) -> None:
    assert corrected(heading, text) == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Level", "SCQF Level 7"),  # a capital is no slip
        ("SCQF level", "7"),  # the notation, under a heading that names the framework
        ("Language", "Deutsch"),  # the language's own name for itself
        ("Start date", "03/04/2026"),  # March or April: nobody knows
        ("Course webpage", "see our website"),
        ("Course webpage", "office@example.org"),
        ("Course webpage", "httpswww.example.org/courses"),
        ("Workload", "PT60H"),
        ("Workload", "60 Stunden"),
        ("Workload", "3 jours (21 heures)"),
        ("Course title", "Über-naïve café"),
        ("Level", "some level or other"),
        ("Level", "TBC"),
        ("Learner name", "  Ada "),  # a learner's data is left alone
    ],
)
def test_what_is_well_or_unclear_stays(heading: str, text: str) -> None:
    assert corrected(heading, text) == text


LABELS = [
    (field.label, label.text)
    for field in VOCABULARY.fields.values()
    if field.schemes and not field.personal
    for label, _ in VOCABULARY.labels(field.schemes)
    if label.kind != "iri"
]


@given(st.sampled_from(LABELS), st.sampled_from(["{}", " {} ", "{}\u00a0", "{0}; {0}"]), st.booleans())
def test_a_correction_keeps_the_meaning_and_is_made_once(pair: tuple[str, str], form: str, upper: bool) -> None:
    heading, label = pair
    text = form.format(label.upper() if upper else label)
    row = Row(1, Branch(((heading, Leaf(text, (2, 0))),), (2,)))
    edits = [edit for _, _, edit in INTERPRETER.corrections(INTERPRETER.interpret(row, Source("x.csv")))]
    if edits:
        assert meaning(heading, edits[0].new) == meaning(heading, text)
        again = Row(1, Branch(((heading, Leaf(edits[0].new, (2, 0))),), (2,)))
        assert list(INTERPRETER.corrections(INTERPRETER.interpret(again, Source("x.csv")))) == []
