"""The hand-written pages keep their word: links lead somewhere, examples run, the output shown is what is said."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mcvocab.cli.answers import WRITERS
from mcvocab.readers import READERS
from mcvocab.reporters import REPORTERS
from mcvocab.store import load

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "ontology" / "CHANGELOG.md"])
README = ROOT / "README.md"


def _blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inner = [link for link in links if "://" not in link]
    assert [link for link in inner if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_list_stands_apart_from_the_text_before_it(page: Path) -> None:
    # Without an empty line before it, a list is shown on the site as part of the paragraph.
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    run_in = re.findall(r"^((?![ #-]|[0-9]+\. ).+)\n(?=- |[0-9]+\. )", text, re.MULTILINE)
    assert run_in == []


def test_the_readme_shows_what_its_command_says() -> None:
    (command,) = (line for line in "".join(_blocks(README, "console")).splitlines() if "examples/starter" in line)
    arguments = command.partition(" mcvocab ")[2].split()
    done = subprocess.run(
        [sys.executable, "-m", "mcvocab", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    (shown,) = _blocks(README, "text")
    assert done.returncode == 1
    assert [part for part in shown.strip().split("\n\n") if part not in done.stdout] == []
    numbers = re.search(r"^(\d+) violations, (\d+) warnings, (\d+) for information", done.stdout, re.MULTILINE)
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    assert numbers is not None
    assert f"shows {words[sum(map(int, numbers.groups()))]} slips" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "library.md"], ids=lambda page: page.name)
def test_the_examples_for_programs_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "starter")
    for example in _blocks(page, "python"):
        exec(compile(example, page.name, "exec"), {"__name__": "__main__"})


def test_every_reader_format_and_reporter_has_its_line() -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    members = [*READERS, *load().vocabulary.formats, *REPORTERS, *WRITERS]
    assert [name for name in members if f"`{name}`" not in page] == []
