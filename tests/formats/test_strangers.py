"""Pictures, pages and other XML in a folder are no fault of a catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

from mcvocab.checker import Checker, Options
from mcvocab.store import load

EXAMPLES = Path(__file__).parents[2] / "examples"
STRANGERS = (
    "image-without-badge/fail-picture.png",
    "page-without-data/fail-rdfa.html",
    "xml-unknown/fail-news-feed.xml",
)


def test_what_nobody_named_and_holds_something_else_is_left_alone_in_one_note(tmp_path: Path) -> None:
    for name in (*STRANGERS, "formats/xcri-cap/pass-catalogue.xml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    report = Checker(*load(), Options(as_of="2026-01-15")).check(tmp_path)
    assert (report.summary.records, report.summary.unreadable) == (1, 0)
    [note] = report.summary.notes
    assert (note.code, [Path(name).name in note.message for name in STRANGERS]) == ("files-skipped", [True] * 3)


def test_what_somebody_named_is_said_to_hold_no_record() -> None:
    report = Checker(*load(), Options(as_of="2026-01-15")).check([EXAMPLES / name for name in STRANGERS])
    assert report.summary.unreadable == len(STRANGERS)
    assert {finding.code for finding in report.findings} == {name.split("/")[0] for name in STRANGERS}


def test_spelling_of_another_standard_is_not_corrected_but_for_what_it_leaves_to_the_provider() -> None:
    vocabulary, standard = load()
    checker = Checker(vocabulary, standard, Options(as_of="2026-01-15"))
    for path in (EXAMPLES / "formats").glob("*/pass-*"):
        corrected = {one.edit.old: one.edit.new for _, one in checker.corrections(path)}
        free = vocabulary.formats[path.parent.name].free
        assert corrected == ({"Practical examination": "practical assessment"} if free else {}), path
