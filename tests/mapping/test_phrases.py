"""Phrases: heads that are believed whatever stands before them, words that speak against it, and what covers most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answered import accepted

from mcvocab.mapping import Mapper, cover
from mcvocab.mapping.index import Index
from mcvocab.mapping.reading import Query
from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("seamanship course", "term/course"),
        ("Honor Code Certificate", "term/certificate"),
        ("NEBOSH National General Certificate", "term/certificate"),
        ("non-award certification", "term/certification"),
        ("Portfolio of practice (3000 words)", "assessment-type/portfolio"),
        ("XSeries Certificate", "term/xseries"),
        ("Digital badge awarded on completion", "term/digital-badge"),
        ("University of Glasgow microcredential", "term/micro-credential"),
    ],
)
def test_a_scholarly_head_is_believed_whatever_stands_before_it(mapper: Mapper, text: str, concept: str) -> None:
    assert concept in accepted(mapper, text)


@pytest.mark.parametrize(
    "text",
    [
        "birth certificate",
        "certificate of insurance",
        "assault course",
        "eye examination",
        "investment portfolio",
        "login credentials",
        "product certification",
        "course of antibiotics",
        "online shop",
        "tax free",
        "Micro-Credentials Network",
        "course code",
    ],
)
def test_words_of_other_trades_speak_against_a_head(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text) == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Free online course with paid certificate", "cost/free-with-paid-certificate"),
        ("Delivered on campus in Edinburgh", "delivery-mode/on-site"),
        ("One evening per week for 10 weeks", "attendance-pattern/evening"),
        ("6 weeks, 4 hours per week, self-paced", "pacing/self-paced"),
        ("Suitable for complete beginners", "difficulty/beginner"),
        ("Aimed at working professionals", "target-group/employees"),
    ],
)
def test_one_value_is_found_among_amounts_places_and_small_words(mapper: Mapper, text: str, concept: str) -> None:
    assert accepted(mapper, text)[:1] == [concept]


def test_one_value_of_each_of_several_lists_is_given(mapper: Mapper) -> None:
    assert accepted(mapper, "Weekend, online") == ["attendance-pattern/weekend", "delivery-mode/online"]
    assert accepted(mapper, "Intermediate to advanced") == []


def test_the_words_of_a_label_may_stand_apart_and_in_another_order(vocabulary: Vocabulary) -> None:
    index = Index(vocabulary)
    query = Query("learners are assessed by examination that is written", frozenset(["assessment-type"]), True)
    found = cover.find(query, index)
    assert found is not None
    assert "written-examination" in {reading.entry.concept.slug for reading in found}
    assert cover.find(query.about("nothing written here about a thing"), index) is None


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("5 to 6 hours per module", "study-load-unit/hour"),
        ("3-4 hours per week", "study-load-unit/hours-per-week"),
        ("Dauer: 8 Wochen", "study-load-unit/week"),
        ("30 heures de travail", "study-load-unit/hour"),
        ("approx. 6 weeks", "study-load-unit/week"),
        ("niveau 6 du CEC", "eqf/6"),
        ("EQR Niveau 7", "eqf/7"),
        ("SCQF Level Seven", "scqf/7"),
    ],
)
def test_amounts_and_levels_are_read_in_several_languages(mapper: Mapper, text: str, concept: str) -> None:
    assert concept in accepted(mapper, text)


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Kammerzertifikat", "de", "term/certificate"),
        ("Wochenendveranstaltung", "de", "attendance-pattern/weekend"),
        ("deeltijdopleiding", "nl", "study-mode/part-time"),
        ("inlämningsuppgifter", "sv", "assessment-type/marked-assignment"),
        ("kirjallinen tentti", "fi", "assessment-type/written-examination"),
        ("modiwl 20 credyd", "cy", "term/module"),
        ("studia niestacjonarne", "pl", "study-mode/part-time"),
        ("salariés", "fr", "target-group/employees"),
        ("personas desempleadas", "es", "target-group/job-seekers"),
        ("regime presencial", "pt", "delivery-mode/on-site"),
        ("prova finale", "it", "assessment-type/examination"),
        ("efteruddannelse", "da", "term/continuing-professional-development"),
        # the compound lost the “s” of its last part
        ("Teilzeitkurs", "de", "study-mode/part-time"),
        ("Orientierungskurs", "de", "term/course"),
        # cases, and words that change at their beginning
        ("osa-aikaisesti", "fi", "study-mode/part-time"),
        ("levelező képzésben", "hu", "study-mode/part-time"),
        ("iş yerinde", "tr", "delivery-mode/work-based"),
        ("γραπτών εξετάσεων", "el", "assessment-type/written-examination"),
        ("do chúrsa", "ga", "term/course"),
        ("gcúrsaí", "ga", "term/course"),
        # a language by the tag of a wider one
        ("nettbasert", "no", "delivery-mode/online"),
        ("deltidsstudium", "nn", "study-mode/part-time"),
        # what a noun is about goes after it
        ("kurs tańca", "pl", "term/course"),
        ("kurz vaření", "cs", "term/course"),
        ("sans examen", "fr", "assessment-type/no-assessment"),
        ("ohne Klausur", "de", "assessment-type/no-assessment"),
        ("på distans", "sv", "delivery-mode/online"),
        ("Corée, République de", "fr", "country/kr"),
    ],
)
def test_words_of_other_languages_are_understood_in_their_forms_and_compounds(
    mapper: Mapper, text: str, language: str, concept: str
) -> None:
    assert concept in accepted(mapper, text, language=language)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("schriftliche Abschlussprüfung", "assessment-type/written-examination"),
        ("evaluación continua del alumnado", "assessment-type/continuous-evaluation"),
        ("cours en soirée", "attendance-pattern/evening"),
    ],
)
def test_the_language_that_has_most_of_the_words_is_taken(mapper: Mapper, text: str, concept: str) -> None:
    assert concept in accepted(mapper, text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("certificat de décès", "fr"),
        ("tarjeta de crédito", "es"),
        ("Führerschein", "de"),
        ("rijbewijs", "nl"),
        ("godziny otwarcia", "pl"),
        ("permesso di soggiorno", "it"),
        ("Kursgattung", "de"),
    ],
)
def test_words_of_other_trades_are_known_in_other_languages(mapper: Mapper, text: str, language: str) -> None:
    assert accepted(mapper, text, language=language) == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("credentail", "term/credential"),
        ("protfolio", "assessment-type/portfolio"),
        ("at your owwn pace", "pacing/self-paced"),
    ],
)
def test_slips_are_believed_in_short_words_where_no_letter_is_replaced(
    mapper: Mapper, text: str, concept: str
) -> None:
    assert accepted(mapper, text)[:1] == [concept]
    assert accepted(mapper, "tester") == []


@pytest.mark.parametrize(
    ("text", "scheme", "language", "concepts"),
    [
        ("Application and certification fees", "cost", "", {"cost/application-fee", "cost/certificate-fee"}),
        ("formales oder informelles Lernen", "term", "de", {"term/formal-learning", "term/informal-learning"}),
        ("written or oral examination", "assessment-type", "", {"written-examination", "oral-examination"}),
    ],
)
def test_things_that_share_their_last_words_are_all_offered(
    mapper: Mapper, text: str, scheme: str, language: str, concepts: set[str]
) -> None:
    found = mapper.map(text, (scheme,), language)
    assert {(one.concept or "").removeprefix(BASE).removeprefix("assessment-type/") for one in found} == concepts
    assert not any(one.accepted for one in found)


@pytest.mark.parametrize(
    ("text", "scheme", "concept"),
    [
        ("Master's degree or equivalent", "term", "term/masters-degree"),
        ("no written exam, project only", "assessment-type", "assessment-type/project-work"),
        ("a set of essays to be submitted", "assessment-type", "assessment-type/marked-assignment"),
        ("presentation component", "assessment-type", "assessment-type/presentation"),
        ("short, practical courses", "term", "term/short-course"),
        ("Google Certified Educator", "term", "term/certification"),
        ("begginers", "difficulty", "difficulty/beginner"),
    ],
)
def test_what_stands_beside_a_value_leaves_it_what_it_is(
    mapper: Mapper, text: str, scheme: str, concept: str
) -> None:
    assert accepted(mapper, text, scheme) == [concept]


def test_levels_without_a_framework_are_offered_whatever_stage_of_education_is_named(mapper: Mapper) -> None:
    found = mapper.map("postgraduate level 7")
    assert {one.scheme for one in found} >= {"rqf", "scqf", "eqf"}
    assert not any(one.accepted for one in found)


def test_a_letter_or_number_in_a_label_must_stand_in_the_text(mapper: Mapper) -> None:
    levels = ("cqfw", "eqf", "fheq", "nfq", "rqf", "scqf")
    assert accepted(mapper, "D level", *levels) == ["fheq/8"]
    assert accepted(mapper, "study at any level in Ireland", *levels) == []
    assert accepted(mapper, "postgraduate level 8 study in Ireland", *levels) == []


def test_a_diacritic_says_which_of_two_words_is_meant(mapper: Mapper) -> None:
    assert accepted(mapper, "Francés", language="es")[0] == "language/fr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("iscrizione online", "it"),
        ("Anmeldung online", "de"),
        ("negozio online", "it"),
        ("Konkurs", "de"),
        ("Wechselkurs", "de"),
        ("organisme certificateur", "fr"),
        ("kurs euro", "pl"),
    ],
)
def test_everyday_texts_of_other_languages_are_left_alone(mapper: Mapper, text: str, language: str) -> None:
    assert not accepted(mapper, text, language=language)


def test_what_says_its_first_word_twice_shares_none(mapper: Mapper) -> None:
    assert accepted(mapper, "på heltid eller på deltid", language="sv") == ["study-mode/flexible"]


def test_two_modes_of_study_are_not_taken_for_one(mapper: Mapper) -> None:
    assert not accepted(mapper, "à temps complet, ou partiel", language="fr")
    offered = {one.concept for one in mapper.map("à temps complet, ou partiel", language="fr")}
    assert offered == {f"{BASE}study-mode/full-time", f"{BASE}study-mode/part-time"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("schriftliche und mündliche Prüfung", "de"),
        ("examen oral et écrit", "fr"),
        ("egzamin pisemny i ustny", "pl"),
        ("schriftelijk en mondeling examen", "nl"),
        ("scrúdú scríofa agus béil", "ga"),
        ("yazılı ve sözlü sınav", "tr"),
    ],
)
def test_things_that_share_a_word_are_offered_side_by_side(mapper: Mapper, text: str, language: str) -> None:
    assert not accepted(mapper, text, language=language)
    offered = {one.concept for one in mapper.map(text, language=language)}
    names = {"written-examination", "oral-examination"}
    assert offered == {f"{BASE}assessment-type/{name}" for name in names}
