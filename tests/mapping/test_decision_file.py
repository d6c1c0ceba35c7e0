"""A file of decisions on disk: each one at once, whole, and beside what others write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mcvocab.mapping import decision_file
from mcvocab.mapping.decision import Decision, decisions
from mcvocab.mapping.decision_file import DecidedMeanwhileError, DecisionFile, read_file
from mcvocab.mapping.sheet import MappingFileError
from mcvocab.model import BASE, IRI

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

BADGE = IRI(BASE + "term/badge")
KEPT = """\
#curie_map:
#  ours: "https://w3id.org/mcvocab/"
#mapping_set_id: https://example.org/ours
#our_note: kept
our_id\tsubject_label\tobject_id\tpredicate_id\tmapping_justification
# by hand
7\tMOOC\tours:term/mooc\tskos:exactMatch\tsemapv:ManualMappingCuration
"""


def decided(text: str, author: str = "A") -> Decision:
    return Decision(text, BADGE, "skos:broadMatch", field="credentialType", author=author, date="2026-01-15", uses=3)


def texts(path: Path, vocabulary: Vocabulary) -> list[str]:
    found, faults = decisions(read_file(path), vocabulary)
    assert faults == []
    return [one.text for one in found]


def test_the_first_decision_makes_the_file(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.sssom.tsv"
    DecisionFile(path, vocabulary).add(decided("One"))
    DecisionFile(path, vocabulary).add(Decision("Two", scheme="term", author="https://orcid.org/0000-0002-1825-0097"))
    (one, two), faults = decisions(read_file(path), vocabulary)
    assert faults == []
    assert (one.concept, one.predicate, one.field, one.author, one.uses) == (
        BADGE,
        "skos:broadMatch",
        "credentialType",
        "A",
        3,
    )
    assert (two.concept, two.scheme, two.author) == (None, "term", "orcid:0000-0002-1825-0097")
    assert [*tmp_path.iterdir()] == [path]
    slots = read_file(path).slots
    assert slots["mapping_set_id"].startswith("urn:uuid:")
    assert slots["license"]
    assert slots["object_source_version"] == vocabulary.version


def test_what_stands_in_a_file_stays_and_its_own_prefix_is_used(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    path.write_bytes(KEPT.encode())
    DecisionFile(path, vocabulary).add(decided("One"))
    after = path.read_text(encoding="utf-8").splitlines()
    for before, now in zip(KEPT.splitlines(), after, strict=False):
        assert now.rstrip("\t").startswith(before)
    assert "ours:term/badge" in after[-1]
    assert after[-1].startswith("\tOne\t")
    assert texts(path, vocabulary) == ["MOOC", "One"]


def test_undo_gives_the_file_back_to_the_byte(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    path.write_bytes(KEPT.encode())
    file = DecisionFile(path, vocabulary)
    file.add(decided("One"))
    file.add(decided("Two"))
    assert file.withdraw(decided("Two"))
    assert file.withdraw(decided("One"))
    assert path.read_bytes() == KEPT.encode()
    new = DecisionFile(tmp_path / "new.tsv", vocabulary)
    new.add(decided("One"))
    assert new.withdraw(decided("One"))
    assert not (tmp_path / "new.tsv").exists()


def test_undo_leaves_what_another_person_wrote_since(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    mine, theirs = DecisionFile(path, vocabulary), DecisionFile(path, vocabulary)
    mine.add(decided("Mine"))
    theirs.add(decided("Theirs", "B"))
    assert mine.withdraw(decided("Mine"))
    assert texts(path, vocabulary) == ["Theirs"]
    assert not mine.withdraw(decided("Mine"))


def test_a_word_that_was_decided_meanwhile_is_not_decided_twice(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    DecisionFile(path, vocabulary).add(decided("One", "B"))
    before = path.read_bytes()
    with pytest.raises(DecidedMeanwhileError) as raised:
        DecisionFile(path, vocabulary).add(decided("One"))
    assert raised.value.decision.author == "B"
    assert path.read_bytes() == before
    heading = Decision("One", IRI(BASE + "field/title"))
    DecisionFile(path, vocabulary).add(heading)
    DecisionFile(path, vocabulary).add(Decision("One", scheme="term"))


def test_an_edit_between_reading_and_writing_is_not_lost(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ours.tsv"
    path.write_bytes(KEPT.encode())
    real, edits = os.fsync, iter(["8\tDiploma\tours:term/diploma\tskos:exactMatch\tsemapv:ManualMappingCuration\n"])

    def edited(handle: int) -> None:
        real(handle)
        for line in edits:
            path.write_bytes(path.read_bytes() + line.encode())

    monkeypatch.setattr(decision_file.os, "fsync", edited)
    DecisionFile(path, vocabulary).add(decided("One"))
    assert [one for one in path.read_text(encoding="utf-8").split("\t") if one in ("MOOC", "Diploma", "One")] == [
        "MOOC",
        "Diploma",
        "One",
    ]


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_file_whole(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "ours.tsv"
    path.write_bytes(KEPT.encode())

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(decision_file.os, moment, stop)
    with pytest.raises(KeyboardInterrupt):
        DecisionFile(path, vocabulary).add(decided("One"))
    assert path.read_bytes() == KEPT.encode()
    assert [*tmp_path.iterdir()] == [path]


def test_a_disk_that_refuses_is_told_in_a_sentence(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(decision_file.os, "fsync", full)
    with pytest.raises(MappingFileError, match="no space left on device"):
        DecisionFile(tmp_path / "ours.tsv", vocabulary).add(decided("One"))
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of other systems")
def test_links_and_modes_stay(vocabulary: Vocabulary, tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.tsv", tmp_path / "link.tsv"
    kept.write_bytes(KEPT.encode())
    kept.chmod(0o640)
    link.symlink_to(kept)
    DecisionFile(link, vocabulary).add(decided("One"))
    assert link.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert texts(kept, vocabulary) == ["MOOC", "One"]


WRITER = """
import sys
from pathlib import Path
from mcvocab.mapping.decision import Decision
from mcvocab.mapping.decision_file import DecisionFile
from mcvocab.store import load
file = DecisionFile(Path(sys.argv[1]), load().vocabulary)
for n in range(10):
    file.add(Decision(f"{sys.argv[2]} {n}", scheme="term"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="two writers wait for each other where the system has locks")
def test_two_reviews_at_once_lose_nothing(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("one", "two")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert sorted(texts(path, vocabulary)) == sorted(f"{name} {n}" for name in ("one", "two") for n in range(10))


@pytest.mark.parametrize(
    ("data", "said"), [(b"subject_label\n\xff\n", ":2: This is not UTF-8"), (None, "cannot be read: no such file")]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "ours.tsv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(MappingFileError, match=said):
        read_file(path)
