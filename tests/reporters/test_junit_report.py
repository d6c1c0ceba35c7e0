"""What a build server is shown of files with findings, without any, and of those that could not be judged."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from mcvocab.cli import cli

GOOD = Path(__file__).parents[2] / "examples" / "level-unknown"
BAD = "Title,Mode\nData Skills for Care Managers,by pigeon\n"
AWARDS = "Learner name,Title,Date of issue\nUna Mackay,Safe wiring,2025-11-03\n"


def suites(*arguments: str) -> dict[str, ElementTree.Element]:
    result = CliRunner().invoke(cli, ["check", *arguments, "--format", "junit", "--as-of", "2026-01-15"])
    top = ElementTree.fromstring(result.stdout)
    assert int(top.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in top)
    return {suite.attrib["name"]: suite for suite in top.iter("testsuite")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (source,) = sorted(GOOD.glob("pass-*.csv"))[:1]
    for number in (1, 2):
        (tmp_path / f"good-{number}.csv").write_bytes(source.read_bytes().replace(b"GO-1", b"GO-%d" % number))
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_every_file_has_a_suite_that_passes_where_nothing_is_broken(folder: Path) -> None:
    found = suites("good-1.csv", "bad.csv", "good-2.csv")
    assert list(found) == ["good-1.csv", "bad.csv", "good-2.csv"]
    assert [int(suite.attrib["failures"]) > 0 for suite in found.values()] == [False, True, False]
    names = {name: [case.attrib["name"] for case in suite.iter("testcase")] for name, suite in found.items()}
    assert names["good-1.csv"] == names["good-2.csv"]
    assert any(name.startswith("mode-unknown: ") for name in names["good-1.csv"])
    assert {suite.attrib["skipped"] for suite in found.values()} == {"0"}


def test_a_file_of_which_nothing_was_judged_has_not_passed(folder: Path) -> None:
    (folder / "awards.csv").write_text(AWARDS, encoding="utf-8")
    found = suites("good-1.csv", "awards.csv", "gone.csv", "--profile", "core")
    [case] = found["awards.csv"].iter("testcase")
    assert case.find("skipped") is not None
    assert "Mackay" not in ElementTree.tostring(found["awards.csv"], encoding="unicode")
    [missing] = found["gone.csv"].iter("testcase")
    assert missing.find("error") is not None
    assert (found["gone.csv"].attrib["tests"], found["gone.csv"].attrib["errors"]) == ("1", "1")
