"""What many providers' decisions say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.mapping.comparison import Statement, compare
from mcvocab.mapping.decision import Decision
from mcvocab.model import BASE, IRI

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

BADGE, NANO, DIGITAL = (IRI(BASE + slug) for slug in ("term/badge", "term/nanodegree", "term/digital-badge"))
ONLINE = IRI(BASE + "delivery-mode/online")


def said(provider: str, text: str, concept: IRI | None, field: str = "credentialType", **more: object) -> Statement:
    return Statement(provider, Decision(text, concept, field=field, **more))  # type: ignore[arg-type]


def test_providers_disagree_where_they_understand_one_word_differently(vocabulary: Vocabulary) -> None:
    found = compare(
        [
            said("A", "Evening badge", BADGE),
            said("B", "evening badges", DIGITAL),
            said("C", "Evening badge", BADGE),
            said("A", "Same", BADGE),
            said("B", "same", BADGE),
        ],
        vocabulary,
    )
    (one,) = found.disagreements
    assert (one.text, one.field) == ("Evening badge", "credentialType")
    assert [(s.provider, s.decision.concept) for s in one.statements] == [("A", BADGE), ("B", DIGITAL), ("C", BADGE)]
    assert found.providers == ("A", "B", "C")


def test_a_term_for_one_and_none_for_another_is_a_disagreement(vocabulary: Vocabulary) -> None:
    found = compare([said("A", "x", BADGE), said("B", "x", None, scheme="term")], vocabulary)
    assert len(found.disagreements) == 1
    elsewhere = compare([said("A", "x", BADGE), said("B", "x", None, scheme="delivery-mode")], vocabulary)
    assert elsewhere.disagreements == ()


def test_other_fields_proposals_and_refusals_are_no_disagreement(vocabulary: Vocabulary) -> None:
    found = compare(
        [
            said("A", "x", BADGE),
            said("B", "x", NANO, "evidenceForm"),
            said("C", "x", DIGITAL, approved=False),
            said("D", "x", DIGITAL, negated=True),
        ],
        vocabulary,
    )
    assert found.disagreements == ()


def test_words_that_are_lacking_come_by_how_many_use_them(vocabulary: Vocabulary) -> None:
    found = compare(
        [
            said("A", "rare", None, uses=1),
            said("A", "often", None, uses=40),
            said("A", "Everywhere", None, uses=2),
            said("B", "everywhere", None, "evidenceForm", uses=3, approved=False),
            said("B", "under", BADGE, predicate="skos:broadMatch"),
            said("B", "known", BADGE),
        ],
        vocabulary,
    )
    assert [(one.text, len(one.providers), one.uses) for one in found.lacking] == [
        ("Everywhere", 2, 5),
        ("often", 1, 40),
        ("rare", 1, 1),
        ("under", 1, 0),
    ]
    assert found.lacking[0].fields == ("credentialType", "evidenceForm")
    assert found.lacking[3].nearest == (BADGE,)


def test_what_programs_alone_did_not_find_is_marked(vocabulary: Vocabulary) -> None:
    found = compare([said("A", "x", None, approved=False), said("A", "y", None)], vocabulary)
    assert {one.text: one.decided for one in found.lacking} == {"x": False, "y": True}


def test_a_heading_and_a_value_of_one_spelling_are_two_words(vocabulary: Vocabulary) -> None:
    found = compare([said("A", "x", None, "", scheme="field"), said("A", "x", None, scheme="term")], vocabulary)
    assert sorted(one.heading for one in found.lacking) == [False, True]


def test_homonyms_mean_several_things_by_field(vocabulary: Vocabulary) -> None:
    found = compare(
        [
            said("A", "Open", BADGE),
            said("B", "open", ONLINE, "mode"),
            said("A", "one thing", BADGE),
            said("B", "one thing", BADGE, "evidenceForm"),
        ],
        vocabulary,
    )
    (one,) = found.homonyms
    assert one.text == "Open"
    assert [(s.decision.field, s.decision.concept) for s in one.statements] == [
        ("credentialType", BADGE),
        ("mode", ONLINE),
    ]
