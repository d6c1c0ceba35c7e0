"""Each step of the mapper by itself: what it finds, what it leaves alone, and the evidence it names."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING

import pytest
from answered import accepted

from mcvocab.mapping import (
    Mapper,
    abbreviation,
    amount,
    bracket,
    calibration,
    compound,
    core,
    cover,
    grammar,
    head,
    heading,
    index,
    leveled,
    lexical,
    mention,
    number,
    order,
    spelling,
    telling,
    translation,
)
from mcvocab.mapping.index import Index
from mcvocab.mapping.lookup import lookup
from mcvocab.mapping.mapper import STEPS
from mcvocab.mapping.reading import Query, Reading
from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

FRAMEWORKS = ("scqf", "rqf", "fheq", "cqfw", "nfq", "eqf")
Find = Callable[[Query, Index], "list[Reading] | None"]


@pytest.fixture(scope="module")
def arranged(vocabulary: Vocabulary) -> Index:
    return Index(vocabulary)


def found(find: Find, arranged: Index, text: str, *schemes: str, language: str = "") -> set[str] | None:
    query = Query(text, frozenset(schemes) or arranged.open_schemes, bool(schemes), language)
    readings = find(query, arranged)
    return None if readings is None else {r.entry.concept.iri.removeprefix(BASE) for r in readings}


@pytest.mark.parametrize(
    ("find", "text", "concept"),
    [
        (lexical.find, "Micro-Credentials™", "term/micro-credential"),
        (number.find, "SCQF lvl 9", "scqf/9"),
        (number.find, "EQF Level VI", "eqf/6"),
        (bracket.find, "Diploma Cenedlaethol Uwch (HND)", "term/higher-national-diploma"),
        (bracket.find, "Leading Change (micro-credential)", "term/micro-credential"),
        (bracket.find, "Badge (Digital)", "term/digital-badge"),
        (bracket.find, "Exam (written, 2 hours)", "assessment-type/written-examination"),
        (bracket.find, "Oral test/assessment", "assessment-type/oral-examination"),
        (order.find, "attendance certificate", "term/certificate-of-attendance"),
        (order.find, "first cycle, Bologna", "qf-ehea/first-cycle"),
        (abbreviation.find, "undergrad certificate", "term/undergraduate-certificate"),
        (abbreviation.find, "continuing prof. development", "term/continuing-professional-development"),
        (spelling.find, "bachler degree", "term/bachelors-degree"),
        (translation.synonym, "Bachelor of Science", "term/bachelors-degree"),
        (translation.synonym, "bite-sized courses", "term/short-course"),
        (head.find, "nexus degree program", "term/nexus-degree"),
        (head.find, "HNC Engineering", "term/higher-national-certificate"),
        (head.find, "PgCert Healthcare Leadership", "term/postgraduate-certificate"),
        (head.find, "MicroMasters Statistics", "term/micromasters"),
        (head.find, "Digital badge “Team Leader”", "term/digital-badge"),
        (head.find, "open badges 3.0", "term/open-badge"),
        (head.find, "Python for Everybody Specialization", "term/specialization"),
        (head.find, "short stand-alone courses", "term/short-course"),
        (head.find, "undergrad certificate in history", "term/undergraduate-certificate"),
        (head.find, "BA, BSc and BEng courses", "term/bachelors-degree"),
        (head.find, "on campus, master's degree", "term/masters-degree"),
        (mention.find, "part-time basis", "study-mode/part-time"),
        (lexical.find, "part/time", "study-mode/part-time"),
        (lexical.find, "C/P/D", "term/continuing-professional-development"),
        (mention.find, "FE students, block release", "attendance-pattern/block-release"),
        (mention.find, "weekend workshop", "opportunity-type/workshop"),
        (leveled.within, "NFQ level 8 special purpose award", "nfq/8"),
        (leveled.within, "DQR/EQR Niveau 6", "eqf/6"),
        (leveled.tail, "Level 7 (Masters)", "rqf/7"),
        (amount.find, "TQT 370 hrs", "term/total-qualification-time"),
        (amount.find, "2 days", "study-load-unit/day"),
        (amount.find, "12 hours of CPD for solicitors", "cpd-unit/hour"),
        (core.find, "teaching takes place on two evenings a week in the city centre", "attendance-pattern/evening"),
        (cover.whole, "online with two days on campus", "delivery-mode/blended"),
        (telling.find, "Exam fee of £120 payable separately", "cost/assessment-fee"),
        (telling.find, "people currently out of work or at risk of it", "target-group/job-seekers"),
    ],
)
def test_a_step_finds_what_it_is_for(arranged: Index, find: Find, text: str, concept: str) -> None:
    assert concept in (found(find, arranged, text) or set())


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (number.find, "Data Science"),
        (lexical.find, "DE/EN"),
        (lexical.find, "DE-EN"),
        (order.find, "certificate of certificate"),
        (order.find, "micro-credential"),
        (abbreviation.find, "prof dev"),
        (abbreviation.find, "free with certificate"),
        (abbreviation.find, "certificate"),
        (spelling.find, "programmer"),
        (spelling.find, "diplomat"),
        (spelling.find, "potable"),
        (spelling.find, "and/or"),
        (head.find, "race course"),
        (head.find, "business class"),
        (head.find, "gas safety certificate"),
        (head.find, "Persian cat"),
        (head.find, "Nanodegree pricing"),
        (mention.find, "investment portfolio"),
        (mention.find, "New Mexico"),
        (mention.find, "cat"),
        (mention.find, "trial by jury"),
        (amount.find, "Year 9"),
        (number.find, "level ſix"),
        (leveled.within, "Room 101"),
        (leveled.within, "worth SCQF 10 credits"),
        (leveled.within, "not at SCQF level 7"),
        (telling.find, "final project grade"),
        (telling.find, "full-time job"),
        (telling.find, "there is no exam fee for members"),
        (translation.find, "badge of honour"),
        (translation.find, "nano-degree programme in AI"),
        (translation.find, "diplomat"),
    ],
)
def test_a_step_leaves_alone_what_it_does_not_know(arranged: Index, find: Find, text: str) -> None:
    assert not found(find, arranged, text)


@pytest.mark.parametrize(
    ("text", "denied"),
    [("not a micro-credential", True), ("no nanodegree", True), ("non-accredited nanodegree", False)],
)
def test_a_head_is_denied_by_a_no_before_it_but_not_by_one_before_its_adjective(
    arranged: Index, text: str, denied: bool
) -> None:
    assert (found(head.find, arranged, text) == set()) is denied


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("les cours ont lieu le soir", "fr", "attendance-pattern/evening"),
        ("il corso si tiene la sera", "it", "attendance-pattern/evening"),
        ("undervisningen sker på distans", "sv", "delivery-mode/online"),
        ("cursos breves", "pt", "term/short-course"),
        ("cours de courte durée", "fr", "term/short-course"),
        ("Kurz-Kursen", "de", "term/short-course"),
        ("korte cursus", "", "term/short-course"),
        ("informelles Lernen", "de", "term/informal-learning"),
        ("Mikroqualifikationen", "de", "term/micro-qualification"),
        ("validation des acquis de l’expérience", "fr", "term/recognition-of-prior-learning"),
        ("certification universitaire en langues", "fr", "term/certification"),
        ("examen", "sv", "term/degree"),
    ],
)
def test_words_of_another_language_are_read_one_by_one(
    arranged: Index, text: str, language: str, concept: str
) -> None:
    assert concept in (found(translation.find, arranged, text, language=language) or set())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Total study time, with assessment, lies between 100 and 150 hours.", {"hour"}),
        ("Tendrán una duración de unas 150 horas.", {"hour"}),
        ("a minimum of 36 hours", {"hour"}),
        ("3 hours on each of 12 days", None),
        ("room 12", None),
    ],
)
def test_a_sentence_counts_in_the_one_unit_behind_its_numbers_where_units_are_asked_for(
    arranged: Index, text: str, unit: set[str] | None
) -> None:
    wanted = None if unit is None else {f"study-load-unit/{name}" for name in unit}
    assert found(amount.find, arranged, text, "study-load-unit") == wanted


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Marketing and distribution", "0414"),
        ("Architecture and Related Services", "0731"),
        ("Philosophy and religious studies", "0221 0223"),
        ("Health and safety at the wheel", ""),
        ("Robots and law", ""),
        ("Not nursing, not midwifery", ""),
        ("Sewing", ""),
    ],
)
def test_a_field_of_study_is_named_by_its_parts_and_two_of_them_are_offered(
    arranged: Index, text: str, fields: str
) -> None:
    wanted = {f"subject/{field}" for field in fields.split()} or None
    assert found(compound.find, arranged, text, "subject") == wanted


def test_the_parts_of_a_text_name_a_field_only_where_fields_are_asked_for(arranged: Index) -> None:
    assert found(compound.find, arranged, "Marketing and distribution") is None


def test_a_sentence_with_a_number_of_hours_is_no_unit_where_any_list_is_asked(arranged: Index) -> None:
    assert not found(amount.find, arranged, "The museum is open until 8, and 3 hours longer in summer.")


def test_a_published_label_in_a_language_comes_before_its_words(mapper: Mapper) -> None:
    answer = mapper.map("Teilnahmebescheinigung", ("term",), "de")[0]
    assert answer.justification == "semapv:LexicalMatching"


def test_a_value_is_believed_among_other_words_in_its_own_column_alone(arranged: Index) -> None:
    text = "An online exam at the end"
    assert found(mention.find, arranged, text, "assessment-type") == {"assessment-type/examination"}
    assert found(mention.find, arranged, "Some remark on portfolios of evidence", "assessment-type")
    assert not found(mention.find, arranged, "Some remark on portfolios of evidence")


@pytest.mark.parametrize("text", ["previously online", "other than online"])
def test_a_value_is_not_believed_where_the_words_around_it_speak_against_it(mapper: Mapper, text: str) -> None:
    assert not any(answer.accepted for answer in mapper.map(text, ("delivery-mode",)))


def test_levels_that_a_phrase_ends_in_are_offered_unless_an_unknown_framework_is_named(mapper: Mapper) -> None:
    offered = mapper.map("Personal Trainer Level 3", top=3)
    assert [answer.concept for answer in offered] == [f"{BASE}{name}/3" for name in ("scqf", "rqf", "eqf")]
    assert not any(answer.accepted for answer in offered)
    assert not any(answer.label.endswith("level 4") for answer in mapper.map("ZZQF Level 4"))


def test_two_names_of_which_one_is_cut_short_are_both_offered(mapper: Mapper) -> None:
    answers = mapper.map("Higher National Certificates/Diplomas", ("term",))
    slugs = {str(answer.concept).rsplit("/", 1)[-1] for answer in answers}
    assert slugs >= {"higher-national-certificate", "higher-national-diploma"}
    assert not any(answer.accepted for answer in answers)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("supervisionType", "supervision"),
        ("full_description", "description"),
        ("durationWeeks", "duration"),
        ("the duration of a learning activity", "duration"),
        ("Prerequisites needed to enrol in the learning activity", "prerequisites"),
        ("Dauer", "duration"),
        ("Niveau", "level"),
    ],
)
def test_a_heading_is_known_by_its_head_and_in_other_languages(mapper: Mapper, text: str, slug: str) -> None:
    answer = mapper.map(text, ("field",))[0]
    assert (answer.concept, answer.accepted) == (f"{BASE}field/{slug}", True)


@pytest.mark.parametrize("text", ["Mode of payment", "Contact hours", "durationType"])
def test_a_heading_whose_other_words_change_it_is_not_known(mapper: Mapper, text: str) -> None:
    assert not any(answer.accepted for answer in mapper.map(text, ("field",)))


def test_a_scheme_of_levels_is_one_whose_concepts_all_name_its_framework(arranged: Index) -> None:
    assert arranged.level_schemes == {"scqf", "rqf", "fheq", "cqfw", "nfq", "eqf"}


def test_look_ups_that_were_compiled_are_used_and_made_where_none_were(vocabulary: Vocabulary) -> None:
    data = lookup(vocabulary)
    made = Index(vocabulary).named("nanodegree")
    assert made
    emptied = copy(vocabulary)
    emptied.__dict__["lookup"] = data | {"keys": {}}
    assert not Index(emptied).named("nanodegree")
    emptied.__dict__["lookup"] = None
    assert Index(emptied).named("nanodegree") == made


def test_every_confidence_of_a_step_is_above_the_threshold() -> None:
    assert all(calibration.confidence(evidence) >= calibration.ACCEPT for evidence in calibration.EVIDENCE)


def test_the_cascade_names_each_step_once() -> None:
    assert len({f"{step.__module__}.{step.__name__}" for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("module", [calibration, grammar, heading, index])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Wales L4 (CQFW)", {"cqfw/4"}),
        ("L8 Hons (NFQ)", {"nfq/8"}),
        ("scqf_level_05", {"scqf/5"}),
        ("not regulated in the RQF, level 3", set()),
        ("SCQF level 15 unit", set()),
    ],
)
def test_a_level_and_its_framework_may_stand_in_different_places(mapper: Mapper, text: str, levels: set[str]) -> None:
    assert set(accepted(mapper, text, *FRAMEWORKS)) == levels
    assert set(accepted(mapper, "Level 7 (RQF/FHEQ)")) == {"rqf/7", "fheq/7"}


def test_letters_that_a_bracket_explains_mean_what_it_says(mapper: Mapper) -> None:
    assert accepted(mapper, "PBL", "assessment-type") == ["assessment-type/problem-based-learning"]
    assert accepted(mapper, "PBL (project-based learning)", "delivery-mode") == ["delivery-mode/project-based"]


def test_one_word_that_is_cut_short_is_known_in_the_column_of_its_list(mapper: Mapper) -> None:
    assert accepted(mapper, "Adv.", "difficulty") == ["difficulty/advanced"]
    assert not accepted(mapper, "Int.", "difficulty")
    assert not accepted(mapper, "Conf.")


@pytest.mark.parametrize(
    ("text", "scheme"),
    [("French polishing", "language"), ("Guinea pig care", "country"), ("Contains Brazil nuts", "country")],
)
def test_a_name_beside_a_word_that_nobody_knows_is_not_believed(mapper: Mapper, text: str, scheme: str) -> None:
    assert not accepted(mapper, text, scheme)
    assert accepted(mapper, "Taught in Welsh and in English", "language") == []
    assert accepted(mapper, "Taught in Welsh", "language") == ["language/cy"]
