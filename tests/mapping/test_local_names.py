"""Names and headings that providers use: known as a whole, some of them only where their list is asked for."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from answered import accepted

from mcvocab.authoring.compiler import compile_language
from mcvocab.authoring.source import Sources
from mcvocab.linefile import LanguageError
from mcvocab.model import BASE, COLUMN, LOCAL, SHARED

if TYPE_CHECKING:
    from rdflib import Graph

    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def rows(name: str) -> list[dict[str, str]]:
    lines = (ONTOLOGY / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", ["names.tsv", "headings.tsv"])
def test_every_name_stands_there_once_and_means_a_concept(vocabulary: Vocabulary, name: str) -> None:
    found = rows(name)
    assert all(None not in row.values() and row["name"] == row["name"].strip() != "" for row in found)
    assert {row["concept"] for row in found if BASE + row["concept"] not in vocabulary.concepts} <= {"-"}
    said = [(row["concept"], row["language"], row["name"].casefold()) for row in found]
    assert len(set(said)) == len(said)
    assert {row.get("where", "") for row in found} <= {"", COLUMN, SHARED}


def test_no_name_of_two_values_of_one_list_is_kept(vocabulary: Vocabulary) -> None:
    meant: dict[tuple[str, str, str], set[str]] = {}
    shared: dict[str, set[str]] = {}
    for row in rows("names.tsv"):
        if row["where"] == SHARED:
            shared.setdefault(row["name"], set()).add(row["concept"])
            continue
        scheme = row["concept"].partition("/")[0]
        meant.setdefault((scheme, row["language"], row["name"].casefold()), set()).add(row["concept"])
    assert not {name: concepts for name, concepts in meant.items() if len(concepts) > 1}
    assert all(len(concepts) in (2, 3) for concepts in shared.values())


@pytest.mark.parametrize(
    ("sign", "offered"),
    [
        ("kr.", ["Swedish krona", "Norwegian krone", "Danish krone"]),
        ("FCFA", ["West African CFA franc", "Central African CFA franc"]),
        ("Rs", ["Indian rupee", "Pakistani rupee", "Sri Lankan rupee"]),
        ("$", ["US dollar", "Canadian dollar", "Australian dollar"]),
    ],
)
def test_a_sign_of_several_currencies_offers_them_and_takes_none(
    mapper: Mapper, sign: str, offered: list[str]
) -> None:
    found = mapper.map(sign, ["currency"])
    assert sorted(one.label for one in found) == sorted(offered)
    assert not any(one.accepted for one in found)


@pytest.fixture(scope="module")
def language() -> Graph:
    return Sources(ONTOLOGY, ONTOLOGY.parent / "shapes").language()


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        (
            "names.tsv",
            "cost/free\ten\tgratis entry",
            r"names\.tsv: the row of “cost/free” needs a cell for each of: concept,",
        ),
        (
            "names.tsv",
            "cost/free\ten\tgratis entry\tcolum",
            "“gratis entry” stands “colum”. Write “column” or “shared”, or nothing",
        ),
        ("headings.tsv", "field/prize\ten\tPrize", "there is no concept .*field/prize for the name “Prize”"),
        (
            "sentences.tsv",
            "cost/free\tNothing to pay\tat all",
            "the row of “cost/free” needs a cell for each of: concepts,",
        ),
    ],
)
def test_a_broken_row_is_refused_in_words(
    language: Graph, tmp_path: Path, table: str, row: str, problem: str
) -> None:
    for name in ("ontology", "shapes"):
        copytree(ONTOLOGY.parent / name, tmp_path / name)
    with (tmp_path / "ontology" / table).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(LanguageError, match=problem):
        compile_language(Sources(tmp_path / "ontology", tmp_path / "shapes"), language)


def test_names_are_no_labels(vocabulary: Vocabulary) -> None:
    assert {label.kind for label, _ in vocabulary.labels()}.isdisjoint({LOCAL, COLUMN})


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("FOC", "cost/free"),
        ("b-learning", "delivery-mode/blended"),
        ("Earn while you learn", "study-mode/dual"),
    ],
)
def test_a_name_is_known_where_its_list_is_asked_for(mapper: Mapper, text: str, concept: str) -> None:
    best = mapper.map(text, [concept.partition("/")[0]])[0]
    assert (best.concept, best.accepted) == (BASE + concept, True)


@pytest.mark.parametrize("text", ["software licence", "business case", "training budget"])
def test_a_name_that_may_be_something_else_is_not_known_by_itself(mapper: Mapper, text: str) -> None:
    assert not accepted(mapper, text)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("What does it cost?", "price"),
        ("Am I eligible?", "prerequisites"),
        ("What will I be able to do by the end?", "learning-outcome"),
        ("When does the next cohort begin?", "start-date"),
        ("Which body awards the qualification?", "awarding-body"),
        ("dureeFormation", "duration"),
        ("durataModulo", "duration"),
        ("university_id", "provider-identifier"),
    ],
)
def test_a_heading_says_its_field_in_words_of_its_own(mapper: Mapper, heading: str, field: str) -> None:
    assert accepted(mapper, heading, "field") == [f"field/{field}"]


@pytest.mark.parametrize("heading", ["Room capacity", "Seats left", "created", "Car park permit", "Lecturer"])
def test_a_heading_of_something_else_names_no_field(mapper: Mapper, heading: str) -> None:
    assert not accepted(mapper, heading, "field")


def test_a_name_of_one_list_counts_elsewhere_for_less_and_only_as_several_words_or_capitals(mapper: Mapper) -> None:
    inside, outside = mapper.best("materials extra", ["cost"]), mapper.best("materials extra")
    assert inside.concept == outside.concept == BASE + "cost/materials"
    assert inside.confidence > outside.confidence
    assert accepted(mapper, "telephone", "verification") == ["verification/contact-issuer"]
    assert accepted(mapper, "telephone") == []
    assert accepted(mapper, "TBC", "cost") == ["cost/on-request"]
    assert accepted(mapper, "TBC") == []


@pytest.mark.parametrize("heading", ["challenges", "Course time", "InstructorID", "num_subscribers"])
def test_a_heading_that_may_mean_anything_names_no_field(mapper: Mapper, heading: str) -> None:
    assert accepted(mapper, heading, "field") == []


@pytest.mark.parametrize(
    "heading",
    ["short_title", "shortTitle", "Kurztitel", "Titre court", "review_interval_days", "transcript_languages"],
)
def test_a_heading_of_what_only_belongs_to_a_course_names_none_of_its_fields(mapper: Mapper, heading: str) -> None:
    assert accepted(mapper, heading, "field") == []
    assert accepted(mapper, "Review interval", "field") == ["field/review-process"]
