"""Which words of a provider's files are put before a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.mapping import Mapper
from mcvocab.mapping.approved import Approved
from mcvocab.mapping.decision import Decision
from mcvocab.mapping.search import find
from mcvocab.uncertain import Uncertain

if TYPE_CHECKING:
    from pathlib import Path

    from mcvocab.vocabulary import Vocabulary

TABLE = """\
Title,Award type,Delivery,Kursgattung,Empty
A,Evening badge,On campus after work,x,
B,Evening badge,Online,y,
C,Micro-credential,Half and half,z,
"""


def table(folder: Path, text: str = TABLE) -> str:
    file = folder / "courses.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_headings_come_first_then_values_by_how_often_they_occur(mapper: Mapper, tmp_path: Path) -> None:
    items = Uncertain(mapper.vocabulary, mapper).items([table(tmp_path)])
    assert [(one.text, one.field, one.count, one.first.cell) for one in items] == [
        ("Kursgattung", "", 3, "D1"),
        ("Evening badge", "credentialType", 2, "B2"),
        ("On campus after work", "mode", 1, "C2"),
        ("Half and half", "mode", 1, "C4"),
    ]
    assert [one.heading for one in items] == [True, False, False, False]
    assert items[2].candidates[0].label == "on-site"


def test_what_was_decided_is_not_asked_again(vocabulary: Vocabulary, tmp_path: Path) -> None:
    decided = [
        Decision("Kursgattung", scheme="field"),
        Decision("Half and half", scheme="delivery-mode", field="mode"),
    ]
    mapper = Mapper(vocabulary, Approved(decided, vocabulary))
    items = Uncertain(vocabulary, mapper).items([table(tmp_path)])
    assert [one.text for one in items] == ["Evening badge", "On campus after work"]


def test_values_of_learners_are_never_shown(mapper: Mapper, tmp_path: Path) -> None:
    personal = {field.key for field in mapper.vocabulary.fields.values() if field.personal}
    text = "Learner name,Award title,Issued on\nA. Learner,Safe Wiring,2026-01-01\n"
    items = Uncertain(mapper.vocabulary, mapper).items([table(tmp_path, text)])
    assert personal
    assert not personal.intersection(one.field for one in items)
    assert "A. Learner" not in {one.text for one in items}


def test_what_cannot_be_read_is_told_beside_the_rest(mapper: Mapper, tmp_path: Path) -> None:
    uncertain = Uncertain(mapper.vocabulary, mapper)
    items = uncertain.items([str(tmp_path / "missing.csv"), table(tmp_path)])
    assert [(name, trouble.code) for name, trouble in uncertain.troubles] == [
        (str(tmp_path / "missing.csv"), "file-missing")
    ]
    assert len(items) == 4


def test_a_search_finds_by_the_beginnings_of_words_and_by_codes(mapper: Mapper, tmp_path: Path) -> None:
    items = {one.text: one for one in Uncertain(mapper.vocabulary, mapper).items([table(tmp_path)])}
    found = find("hyb", items["Half and half"], mapper)
    assert "blended" in [one.label for one in found]
    assert all(one.scheme == "delivery-mode" for one in found)
    assert find("micro cred", items["Evening badge"], mapper)[0].label == "micro-credential"
    assert (
        find("award type", items["Kursgattung"], mapper)[0].concept == mapper.vocabulary.fields["credentialType"].iri
    )
    assert find("qqqqq", items["Half and half"], mapper) == ()


def test_a_heading_that_is_read_but_not_surely_is_asked_about(mapper: Mapper, tmp_path: Path) -> None:
    file = tmp_path / "courses.csv"
    file.write_text("Title,Duration (fortnights)\nA,6 weeks\nB,7 weeks\n", encoding="utf-8")
    (item,) = Uncertain(mapper.vocabulary, mapper).items([file])
    assert (item.text, item.label, item.heading, item.count) == ("Duration (fortnights)", "Duration", True, 2)


def test_a_heading_that_only_its_content_explains_is_asked_about(mapper: Mapper, tmp_path: Path) -> None:
    file = tmp_path / "courses.csv"
    rows = "".join(f"Course {n},SCQF level {n}\n" for n in range(5, 10))
    file.write_text(f"Title,Column 2\n{rows}", encoding="utf-8")
    (item,) = Uncertain(mapper.vocabulary, mapper).items([file])
    assert (item.text, item.label) == ("Column 2", "Level")
    assert "5 of 5 cells are levels" in item.candidates[0].note


def test_a_text_file_of_single_words_is_a_list_of_them(mapper: Mapper, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("Evening badge\nmicro-credential\nUnheard-of thing\n", encoding="utf-8")
    items = Uncertain(mapper.vocabulary, mapper).items([file])
    assert [(item.text, item.heading, item.first.line) for item in items] == [
        ("Evening badge", False, 1),
        ("Unheard-of thing", False, 3),
    ]


def test_a_list_of_words_is_looked_up_where_it_is_said_to_belong(mapper: Mapper) -> None:
    uncertain = Uncertain(mapper.vocabulary, mapper)
    uncertain.words("words", ["online", "by carrier pigeon"], ["delivery-mode"])
    (item,) = uncertain.gathered()
    assert (item.text, item.schemes, item.field) == ("by carrier pigeon", ("delivery-mode",), "")
