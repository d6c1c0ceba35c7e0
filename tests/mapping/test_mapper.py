"""The mapper: right when it speaks, silent when it does not know, and able to say why."""

from __future__ import annotations

import csv
import doctest
from pathlib import Path

import pytest
from answered import accepted
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mcvocab.mapping import ACCEPT, Mapper, heading, index, spelling
from mcvocab.model import BASE, Mapping
from mcvocab.vocabulary import Vocabulary

LEVELS = ("scqf", "rqf", "eqf")
FRAMEWORKS = ("scqf", "rqf", "fheq", "cqfw", "nfq", "eqf")
JUSTIFICATIONS = {
    "semapv:LexicalMatching",
    "semapv:LexicalSimilarityThresholdMatching",
    "semapv:CompositeMatching",
}


def named(mapping: Mapping) -> str:
    return str(mapping.concept).removeprefix(BASE)


# --- labels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("micro-credential", "term/micro-credential"),
        ("Microcredentials", "term/micro-credential"),
        ("MICRO CREDENTIAL", "term/micro-credential"),
        ("microCredential™", "term/micro-credential"),
        ("ceterms:MicroCredential", "term/micro-credential"),
        ("Nano degrees", "term/nanodegree"),
        ("micro-masters", "term/micromasters"),
        ("OpenBadges", "term/open-badge"),
        ("e-badge", "term/digital-badge"),
        ("Stackable Credential", "term/stackable-credential"),
        ("Nexus Degree", "term/nexus-degree"),
        ("massive open online courses", "term/mooc"),
        ("no credit", "provision-route/non-credit"),
        ("Fully online", "delivery-mode/online"),
        ("https://w3id.org/mcvocab/term/micro-credential", "term/micro-credential"),
        ("http://w3id.org/mcvocab/term/micro-credential/", "term/micro-credential"),
        ("http://data.europa.eu/snb/eqf/5", "eqf/5"),
        ("http://data.europa.eu/snb/qdr/c_326c93a5", "scqf/7"),
    ],
)
def test_a_label_in_any_spelling_is_its_concept(mapper: Mapper, text: str, concept: str) -> None:
    best = mapper.map(text)[0]
    assert named(best) == concept
    assert best.predicate == "skos:exactMatch"
    assert best.justification == "semapv:LexicalMatching"


def test_every_label_of_the_language_is_accepted_as_its_concept_in_its_own_scheme(
    mapper: Mapper, vocabulary: Vocabulary
) -> None:
    missed = []
    for label, concept in vocabulary.labels():
        answers = mapper.map(label.text, (concept.scheme,), label.language)
        target = concept.replaced_by or concept.iri
        if target not in {answer.concept for answer in answers}:
            missed.append((label.text, concept.iri))
    assert not missed


def test_the_reason_names_the_label_and_only_the_steps_that_had_effect(mapper: Mapper) -> None:
    assert mapper.map("nexus degree", ("term",))[0].note == "The same as the preferred label “nexus degree”."
    note = mapper.map("Competency–based education", ("term",))[0].note
    assert note == "The same as the preferred label “competency-based education” apart from case and hyphens."


def test_an_exact_label_is_surer_than_a_folded_one_and_that_than_a_slip(mapper: Mapper) -> None:
    texts = ("micro-credential", "Micro Credentials!", "micro-credentail", "Stackable micro-credential in fintech")
    first, second, third, fourth = (mapper.map(text, ("term",))[0].confidence for text in texts)
    assert first == 1 > second > third >= fourth >= ACCEPT


# --- silence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "race course",
        "golf course",
        "crash course",
        "course of antibiotics",
        "fishing licence",
        "driving licence",
        "camera module",
        "lunar module",
        "scout leader badge",
        "blue badge",
        "badge of honour",
        "badge (scout)",
        "birth certificate",
        "certificate of occupancy",
        "bank credit transfer",
        "consumer credit rating",
        "degree of difficulty",
        "bicycle wheel hub",
        "tester",
        "diplomat",
        "potable",
        "train to gain",
        "full stack",
        "all",
        "cat",
        "try",
        "not a micro-credential",
        "This text says nothing about any award.",
        "https://example.org/not-ours",
        "7",
        "2026",
        "???",
        "",
        " \t\n",
        "🎓",
        "x" * 5_000,
    ],
)
def test_a_string_that_fits_nothing_is_not_accepted(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text) == []


@pytest.mark.parametrize("text", ["no credit", "No Credits", "without credit", "non-credit", "not credit bearing"])
def test_no_credit_never_means_credit(mapper: Mapper, text: str) -> None:
    found = accepted(mapper, text)
    assert "provision-route/credit-bearing" not in found
    assert "term/credit-bearing" not in found


@pytest.mark.parametrize(
    ("text", "scheme"),
    [("not online", "delivery-mode"), ("Yes", "provision-route"), ("race course", "delivery-mode")],
)
def test_a_named_scheme_does_not_make_the_mapper_bold(mapper: Mapper, text: str, scheme: str) -> None:
    assert accepted(mapper, text, scheme) == []


def test_suggestions_stay_below_the_threshold_and_say_so(mapper: Mapper) -> None:
    suggested = mapper.map("fishing licence", ("term",))
    assert suggested
    assert all(not s.accepted and s.confidence < ACCEPT and s.note.startswith("Only looks like") for s in suggested)


# --- slips ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("micro-credentail", "term/micro-credential"),
        ("microcredensial", "term/micro-credential"),
        ("nexus degre", "term/nexus-degree"),
        ("graduate cerificate", "term/graduate-certificate"),
        ("continuing profesional developement", "term/continuing-professional-development"),
    ],
)
def test_a_slip_in_a_long_word_is_a_close_match(mapper: Mapper, text: str, concept: str) -> None:
    best = mapper.map(text)[0]
    assert (named(best), best.predicate) == (concept, "skos:closeMatch")


def test_a_slip_that_is_as_near_to_another_label_is_not_decided(mapper: Mapper) -> None:
    answers = mapper.map("mocro-credential", ("term",))
    assert accepted(mapper, "mocro-credential", "term") == []
    assert {named(answer) for answer in answers} >= {"term/micro-credential", "term/macro-credential"}


def test_a_slip_is_believed_in_shorter_words_where_a_short_list_was_named(mapper: Mapper) -> None:
    assert accepted(mapper, "Belnded", "delivery-mode") == ["delivery-mode/blended"]
    assert accepted(mapper, "Onlyne", "delivery-mode") == ["delivery-mode/online"]
    assert accepted(mapper, "Onlyne") == ["delivery-mode/online"]


@given(one=st.text("abc", max_size=7), other=st.text("abc", max_size=7), most=st.integers(1, 3))
def test_the_distance_is_that_of_a_package_made_for_it(one: str, other: str, most: int) -> None:
    assert spelling.plain_distance(one, other, most) == OSA.distance(one, other, score_cutoff=most)


# --- phrases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Online 6-week MicroMasters programme", "term/micromasters"),
        ("Data Analyst Nanodegree", "term/nanodegree"),
        ("MasterTrack programme", "term/mastertrack"),
        ("Micro-credential: Data Science", "term/micro-credential"),
        ("CPD short course", "term/short-course"),
        ("cyber security bootcamp", "term/bootcamp"),
        ("PgCert in Education", "term/postgraduate-certificate"),
        ("Google Professional Certificate", "term/professional-certificate"),
        ("certificate in data science", "term/certificate"),
        ("online module", "term/module"),
        ("Free online course", "term/course"),
        ("HND in Engineering", "term/higher-national-diploma"),
        ("micro-credential (level 7)", "term/micro-credential"),
    ],
)
def test_a_phrase_is_a_narrower_case_of_its_head(mapper: Mapper, text: str, concept: str) -> None:
    best = mapper.map(text)[0]
    assert (named(best), best.predicate) == (concept, "skos:broadMatch")


@pytest.mark.parametrize("text", ["MOOC certificate", "short course certificate"])
def test_the_head_is_the_last_word_not_the_best_known(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text) == ["term/certificate"]


@pytest.mark.parametrize(
    "text",
    [
        "Digital badge / open badge",
        "digital badge and open badge",
        "digital badge, nanodegree",
        "certificate & bootcamp",
        "a short course and a digital badge",
    ],
)
def test_two_things_side_by_side_are_not_decided(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, "term") == []
    assert len(mapper.map(text, ("term",))) > 1


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("self-paced online module", "delivery-mode/self-paced-online"),
        ("2-hour written examination", "assessment-type/written-examination"),
        ("written exam (2 hours)", "assessment-type/written-examination"),
        ("An online exam at the end", "assessment-type/examination"),
    ],
)
def test_a_phrase_gives_the_one_value_that_it_mentions(mapper: Mapper, text: str, concept: str) -> None:
    assert accepted(mapper, text, concept.split("/", 1)[0]) == [concept]


@pytest.mark.parametrize(
    ("text", "scheme", "offered"),
    [
        ("Credit bearing and CPD", "provision-route", {"credit-bearing", "continuing-development"}),
        ("Credit bearing & CPD", "provision-route", {"credit-bearing", "continuing-development"}),
        ("credit bearing / CPD", "provision-route", {"credit-bearing", "continuing-development"}),
        (
            "Learners complete a portfolio, a presentation, and a reflective log",
            "assessment-type",
            {"portfolio", "presentation"},
        ),
        ("presentation, reflective log", "assessment-type", {"presentation"}),
        ("a portfolio and a reflective log", "assessment-type", {"portfolio"}),
        ("nanodegree and mentoring", "term", {"nanodegree"}),
    ],
)
def test_what_is_mentioned_among_other_things_is_offered_and_not_accepted(
    mapper: Mapper, text: str, scheme: str, offered: set[str]
) -> None:
    answers = mapper.map(text, (scheme,))
    assert {named(answer) for answer in answers} == {f"{scheme}/{slug}" for slug in offered}
    assert not any(answer.accepted for answer in answers)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("PgCert in Health and Social Care", "term/postgraduate-certificate"),
        ("Data Science and AI Nanodegree", "term/nanodegree"),
        ("Micro-credential, 10 weeks", "term/micro-credential"),
    ],
)
def test_a_list_inside_the_name_of_one_thing_is_no_list_of_things(mapper: Mapper, text: str, concept: str) -> None:
    assert accepted(mapper, text, "term") == [concept]


@pytest.mark.parametrize("text", ["HNC unit", "SVQ unit", "HNC unit in engineering"])
def test_the_unit_of_an_award_is_a_unit(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, "term") == ["term/unit"]


@pytest.mark.parametrize(
    "text",
    [
        "continuing professional development (CPD)",
        "CPD (continuing professional development)",
        "Continuing Professional Development / CPD",
    ],
)
def test_a_word_and_its_short_form_are_one_thing(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, "term") == ["term/continuing-professional-development"]


# --- levels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("SCQF level 7", "scqf/7"),
        ("QCF Level 2", "rqf/2"),
        ("SCQF lvl 9", "scqf/9"),
        ("scqf-11", "scqf/11"),
        ("Level 7 of the SCQF", "scqf/7"),
        ("lvl. 6 (RQF)", "rqf/6"),
        ("Ofqual Level 3", "rqf/3"),
        ("Entry 3", "rqf/entry-3"),
        ("European Qualifications Framework, level 5", "eqf/5"),
    ],
)
def test_a_level_is_read_by_framework_and_number(mapper: Mapper, text: str, concept: str) -> None:
    assert accepted(mapper, text) == [concept]
    assert accepted(mapper, text, *LEVELS) == [concept]


@pytest.mark.parametrize("text", ["SCQF level 15", "SCQF level 0", "EQF 9", "RQF level 12"])
def test_a_level_that_its_framework_lacks_is_nothing(mapper: Mapper, text: str) -> None:
    assert mapper.map(text) == ()
    assert mapper.map(text, LEVELS) == ()


@pytest.mark.parametrize("text", ["Level 7", "L7", "lvl 7"])
@pytest.mark.parametrize(("schemes", "frameworks"), [((), FRAMEWORKS), (LEVELS, LEVELS)])
def test_a_level_without_framework_has_several_readings_and_none_is_accepted(
    mapper: Mapper, text: str, schemes: tuple[str, ...], frameworks: tuple[str, ...]
) -> None:
    answers = mapper.map(text, schemes, top=len(FRAMEWORKS) + 1)
    assert {named(answer) for answer in answers} == {f"{framework}/7" for framework in frameworks}
    assert not any(answer.accepted for answer in answers)


def test_of_the_levels_that_a_number_may_name_the_likeliest_are_offered_first(mapper: Mapper) -> None:
    assert [named(answer) for answer in mapper.map("Level 7", FRAMEWORKS, top=3)] == ["scqf/7", "rqf/7", "eqf/7"]


def test_a_bare_number_is_a_level_only_where_one_list_of_levels_was_named(mapper: Mapper) -> None:
    assert accepted(mapper, "7", "scqf") == ["scqf/7"]
    assert accepted(mapper, "15", "scqf") == []
    assert accepted(mapper, "7", *LEVELS) == []
    assert mapper.map("7") == ()


@pytest.mark.parametrize("text", ["7", "9", "12", "9.0"])
def test_a_bare_number_is_never_accepted_where_several_lists_of_levels_were_named(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, *LEVELS) == []


@pytest.mark.parametrize("text", ["7.0", "SCQF 7.0", "SCQF level 7.0"])
def test_a_level_as_a_spreadsheet_exports_it_is_read(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, "scqf") == ["scqf/7"]


def test_several_levels_in_one_text_are_not_decided(mapper: Mapper) -> None:
    answers = mapper.map("SCQF levels 7-8", ("scqf",))
    assert {named(answer) for answer in answers} == {"scqf/7", "scqf/8"}
    assert not any(answer.accepted for answer in answers)


def test_a_level_of_a_framework_that_was_not_asked_for_is_nothing(mapper: Mapper) -> None:
    assert mapper.map("SCQF level 7", ("rqf",)) == ()


# --- headings ---------------------------------------------------------------------------------------

DFE = {
    "COURSE_NAME": "title",
    "YOUR_REFERENCE": "identifier",
    "AWARDING_BODY": "awarding-body",
    "EDUCATION_LEVEL": "level",
    "SECTOR": "subject",
    "ENTRY_REQUIREMENTS": "prerequisites",
    "WHAT_YOU_WILL_LEARN": "learning-outcome",
    "HOW_YOU_WILL_BE_ASSESSED": "assessment",
    "DELIVERY_MODE": "mode",
    "START_DATE": "start-date",
    "VENUE_NAME": "place",
    "COURSE_WEBPAGE": "url",
    "COST": "price",
    "DURATION": "duration",
}
# A paragraph about the course is neither an award that it counts towards nor a mode.
DFE_UNREAD = (
    "WHERE_NEXT",
    "HOW_YOU_WILL_LEARN",
    "WHO_THIS_COURSE_IS_FOR",
    "DURATION_UNIT",
    "COST_DESCRIPTION",
    "FLEXIBLE_START_DATE",
    "NATIONAL_DELIVERY",
    "YOUR_VENUE_REFERENCE",
    "SUB_REGION",
)


def test_the_headings_of_the_english_course_template_are_understood(mapper: Mapper, corpus: Path) -> None:
    layout = corpus / "catalogues" / "dfe-nonlars-course-template.header.csv"
    headings = next(csv.reader(layout.read_text(encoding="utf-8-sig").splitlines()))
    found = {text: accepted(mapper, text, "field") for text in headings}
    assert len(headings) == 27
    assert {text: found[text] for text in DFE} == {text: [f"field/{slug}"] for text, slug in DFE.items()}
    assert {text: found[text] for text in DFE_UNREAD} == {text: [] for text in DFE_UNREAD}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Course Title *", "title"),
        ("courseTitle", "title"),
        ("3. Course title:", "title"),
        ("Title (required)", "title"),
        ("Learning outcomes (one per line)", "learning-outcome"),
        ("Description (max 500 characters)", "description"),
        ("Credits (ECTS)", "credit"),
        ("SCQF Credit Points", "credit"),
        ("Level (SCQF)", "level"),
        ("SCQF Level", "level"),
        ("Notional Learning Hours", "workload"),
        ("Start Date (DD/MM/YYYY)", "start-date"),
        ("Price (GBP)", "price"),
        ("Cost (£)", "price"),
        ("Length of the course", "duration"),
        ("Mode of delivery", "mode"),
        ("Assesment", "assessment"),
        ("Awarding Body", "awarding-body"),
        ("Entry requirements", "prerequisites"),
        ("Stackable?", "recognition"),
        ("Learning outcome 1", "learning-outcome"),
        ("Learning outcome 12", "learning-outcome"),
        ("LO3", "learning-outcome"),
        ("Outcome 2", "learning-outcome"),
        ("outcome_2", "learning-outcome"),
    ],
)
def test_a_heading_of_a_spreadsheet_is_understood(mapper: Mapper, text: str, slug: str) -> None:
    assert accepted(mapper, text, "field") == [f"field/{slug}"]


@pytest.mark.parametrize(
    "text",
    [
        "Contact hours",
        "TeachingHours",
        "Employer name",
        "Certificate fee",
        "Nombre maximum de participants",
        "Hours (contact)",
        "Hours per week",
        "Title (learner)",
        "Job title",
        "Mode of payment",
        "Provider code",
        "Colour",
        "Notes",
        "CPD accredited",
        "Level 2",
        "SCQF Level 7",
        "Title 2",
    ],
)
def test_a_heading_that_means_something_else_is_not_understood(mapper: Mapper, text: str) -> None:
    assert accepted(mapper, text, "field") == []


def test_a_heading_that_is_known_to_name_no_field_is_read_by_none_of_its_words(
    vocabulary: Vocabulary, mapper: Mapper
) -> None:
    known = vocabulary.headings_of_nothing
    assert len(known) > 3000
    assert [text for text in known if accepted(mapper, text, "field")] == []


def test_headings_are_no_answer_where_they_were_not_asked_for(mapper: Mapper) -> None:
    assert not any(
        answer.scheme in ("field", "kind") for text in ("Title", "credential") for answer in mapper.map(text)
    )


# --- one answer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("race course", "Nothing in the language fits."),
        ("fishing licence", "Nothing in the language fits."),
        ("stackable crowds", "Nothing fits; the nearest is “stackable credential”."),
        ("stuff", "Nothing in the language fits."),
    ],
)
def test_where_nothing_fits_at_most_one_near_label_is_named(mapper: Mapper, text: str, note: str) -> None:
    best = mapper.best(text)
    assert (best.concept, best.note) == (None, note)


# --- several readings -------------------------------------------------------------------------------


def test_a_word_that_several_lists_know_is_answered_for_each_with_a_warning(mapper: Mapper) -> None:
    answers = mapper.map("RPL")
    assert {"term", "recognition", "assessment-type"} <= {answer.scheme for answer in answers if answer.accepted}
    assert answers[0].scheme == "term"
    assert all("Other lists" in answer.note for answer in answers if answer.accepted)


def test_kinds_that_are_not_wanted_are_said_to_be_so(mapper: Mapper) -> None:
    answer = mapper.map("competency-based education", ("term",), kinds=("credential", "brand"))[0]
    assert named(answer) == "term/competency-based-education"
    assert "kind “approach”" in answer.note
    assert "kind" not in mapper.map("micro-credential", ("term",), kinds=("credential",))[0].note


def small(*concepts: tuple[str, str, str, str], labels: list[tuple[str, str, str, str]]) -> Mapper:
    """A mapper over a language of a few concepts: slug, label, status, slug of the replacement."""
    listed = {
        f"{BASE}term/{slug}": ["term", label, "", "credential", status, f"{BASE}term/{new}" if new else "", []]
        for slug, label, status, new in concepts
    }
    rows = enumerate([f"{BASE}term/{slug}", text, language, kind] for slug, text, language, kind in labels)
    data = {
        "name": "small",
        "version": "1",
        "hash": "",
        "schemes": [["term", BASE + "term", "Terms"]],
        "concepts": listed,
        "members": {"term": list(listed)},
        "labels": {f"{number:06}": row for number, row in rows},
        "fields": [],
        "formats": [],
        "classes": {},
    }
    lists = (
        "disjoint",
        "judged",
        "judged_alone",
        "affirmative",
        "negative",
        "frameworks_first",
        "everyday",
        "dictionary",
        "placeholders",
        "totals",
        "noted",
        "evidence",
        "route_classes",
    )
    return Mapper(Vocabulary.from_data(data | {key: [] for key in lists}))


def test_a_deprecated_concept_answers_with_its_replacement() -> None:
    mapper = small(
        ("mini", "mini thing", "deprecated", "micro"),
        ("micro", "micro thing", "proposed", ""),
        ("gone", "lost thing", "deprecated", ""),
        labels=[
            ("mini", "mini thing", "en", "pref"),
            ("micro", "micro thing", "en", "pref"),
            ("gone", "lost thing", "en", "pref"),
        ],
    )
    answer = mapper.map("mini thing")[0]
    assert (named(answer), answer.predicate, answer.accepted) == ("term/micro", "skos:closeMatch", True)
    assert "“micro thing” replaces it" in answer.note
    assert not mapper.map("lost thing")[0].accepted


def test_the_language_of_the_text_chooses_between_equal_labels() -> None:
    mapper = small(
        ("a", "micro-certification", "proposed", ""),
        ("b", "micro-credential", "proposed", ""),
        labels=[("a", "micro-certification", "en", "pref"), ("b", "micro-certification", "fr", "pref")],
    )
    assert accepted(mapper, "micro-certification") == ["term/a"]
    assert accepted(mapper, "Micro-certification", language="fr") == ["term/b"]
    assert accepted(mapper, "micro-certification", language="fr-CA") == ["term/b"]


def test_a_label_of_two_concepts_is_not_decided_but_a_better_kind_of_label_wins() -> None:
    mapper = small(
        ("a", "one", "proposed", ""),
        ("b", "two", "proposed", ""),
        labels=[
            ("a", "shared", "en", "alt"),
            ("b", "shared", "en", "alt"),
            ("a", "claimed", "en", "pref"),
            ("b", "claimed", "en", "hidden"),
        ],
    )
    shared = mapper.map("shared", ("term",))
    assert [answer.accepted for answer in shared] == [False, False]
    assert "could as well mean “two”" in shared[0].note
    assert accepted(mapper, "claimed") == ["term/a"]


# --- always -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "micro",
        "credential",
        "no",
        "not",
        "course",
        "licence",
        "race",
        "badge",
        "online",
        "SCQF",
        "level",
        "7",
        "15",
        "of",
        "in",
        "and",
        "(",
        ")",
        "/",
        "-",
        ":",
        "CPD",
        "degree",
        "module",
    ]
)


@settings(deadline=None)
@given(
    text=st.text(max_size=30) | st.lists(WORDS, max_size=7).map(" ".join),
    schemes=st.sampled_from([(), ("term",), LEVELS, ("field",), ("delivery-mode",), ("unknown",), ("field", "term")]),
    language=st.sampled_from(["", "en", "fr", "x-y"]),
)
def test_whatever_is_asked_an_accepted_answer_has_its_reason(
    mapper: Mapper, text: str, schemes: tuple[str, ...], language: str
) -> None:
    answers = mapper.map(text, schemes, language)
    assert answers == mapper.map(text, schemes, language)
    assert len(answers) <= 5
    assert len({answer.concept for answer in answers}) == len(answers)
    for answer in answers:
        assert answer.text == text
        assert answer.note
        assert answer.justification in JUSTIFICATIONS
        assert answer.accepted == (answer.confidence >= ACCEPT)
        assert 0 < answer.confidence <= 1
        assert not schemes or answer.scheme in schemes
    assert sorted(answers, key=lambda answer: -answer.confidence) == list(answers)


def test_no_more_answers_than_wanted_are_given(mapper: Mapper) -> None:
    assert len(mapper.map("Level 7", LEVELS, top=2)) == 2


@pytest.mark.parametrize("module", [heading, index, spelling])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yertificate of completion", "term/certificate-of-completion"),  # the first letter
        ("semotely proctored", "supervision/supervised-online-with-id"),
        ("cerdit poitn", "term/credit-point"),  # a slip in each word
        ("sp0rt", "subject/1014"),  # read from print
        ("c0hort-based", "pacing/cohort-based"),
        ("cornpanies", "target-group/employers"),
        ("at your owm pace", "pacing/self-paced"),  # in a short word
        ("seminxr", "opportunity-type/workshop"),
    ],
)
def test_a_slip_is_believed_in_what_is_no_word_of_its_own(mapper: Mapper, text: str, expected: str) -> None:
    assert accepted(mapper, text)[:1] == [expected]


@pytest.mark.parametrize(
    "text", ["tester", "smother", "regent", "poison", "Badgr", "XQF", "NQF certificates", "moodle"]
)
def test_a_word_of_its_own_and_an_acronym_are_slips_of_none(mapper: Mapper, text: str) -> None:
    assert not any("Similarity" in answer.justification for answer in mapper.map(text) if answer.accepted)


def test_a_label_of_another_list_counts_where_both_have_a_concept_of_one_name(mapper: Mapper) -> None:
    found = mapper.map("volume of learning", ("term",))[0]
    assert found.accepted
    assert named(found).startswith("term/notional-learning-hours")
    assert accepted(mapper, "CPD pts", "term") == ["term/cpd-point"]


@pytest.mark.parametrize(
    ("text", "scheme", "expected"),
    [
        ("professionals working in digital roles", "", "target-group/employees"),
        ("practitioners in early years settings", "", "target-group/employees"),
        ("Online (via Canvas)", "", "delivery-mode/online"),
        ("blended: 3 days on campus plus online units", "delivery-mode", "delivery-mode/blended"),
        ("Portfolio, 2500 words", "assessment-type", "assessment-type/portfolio"),
    ],
)
def test_what_is_said_after_a_value_leaves_it_what_it_is(
    mapper: Mapper, text: str, scheme: str, expected: str
) -> None:
    assert accepted(mapper, text, *([scheme] if scheme else [])) == [expected]


def test_a_remark_that_names_another_value_speaks_against_it(mapper: Mapper) -> None:
    assert accepted(mapper, "Online (or on campus)") == []
