"""The questions that the language must be able to answer: each .rq against the .csv of expected rows beside it."""

import csv
from pathlib import Path

import pytest
from rdflib import Graph

ONTOLOGY = Path(__file__).parents[1] / "ontology"
QUESTIONS = sorted((ONTOLOGY / "competency").glob("*.rq"))


@pytest.fixture(scope="module")
def language() -> Graph:
    graph = Graph()
    for file in sorted(ONTOLOGY.rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_the_language_answers_the_question(question: Path, language: Graph) -> None:
    answer = language.query(question.read_text(encoding="utf-8"))
    with question.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        headings, *expected = csv.reader(file)
    rows = [["" if value is None else str(value) for value in row] for row in answer]
    assert [str(name) for name in answer.vars or ()] == headings
    assert sorted(rows) == sorted(expected)
    assert rows, "a question without an answer proves nothing"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_the_question_is_stated_in_plain_words(question: Path) -> None:
    first, second, *_ = question.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert first.endswith("?")
    assert second.startswith("# Asked by ")


def test_there_are_questions_and_no_answers_without_one() -> None:
    assert len(QUESTIONS) >= 25
    assert {path.stem for path in (ONTOLOGY / "competency").glob("*.csv")} == {path.stem for path in QUESTIONS}
