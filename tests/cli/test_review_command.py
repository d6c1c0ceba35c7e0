"""``mcvocab map --review``: in a terminal of 80 columns, by the keyboard alone, and never without a terminal."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.cli import cli
from mcvocab.cli.keyboard import keys
from mcvocab.cli.reviewing import frame
from mcvocab.cli.settings import configuration
from mcvocab.mapping.decision import decisions
from mcvocab.mapping.decision_file import read_file
from mcvocab.mapping.review import BACKSPACE, DOWN, ENTER, ESCAPE, INTERRUPT, UP, Item, Review
from mcvocab.model import Location

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

TABLE = """\
Title,Award type,Delivery,Kursgattung
A,Evening badge,On campus after work,x
B,Evening badge,Online,y
C,Micro-credential,Half and half,z
"""
PATIENCE = 30  # seconds until a machine that does other things besides is taken to hang
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """A real program in a real terminal of 80 columns, watched by what it shows."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.seen = ""
        self._pid, self._fd = pty.fork()
        if not self._pid:
            os.chdir(folder)
            os.environ.pop("NO_COLOR", None)
            os.environ.update({"TERM": "xterm", "COLUMNS": "80", "LINES": "24", **environment})
            os.execv(sys.executable, [sys.executable, "-m", "mcvocab", "map", *arguments])
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def expect(self, text: str) -> str:
        """What has been shown since the last time, once it holds a text."""
        until = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < until, f"“{text}” was not shown, but:\n{self.seen}"
            if not self._read():
                assert text in self.seen, f"It ended without “{text}”:\n{self.seen}"
        shown, self.seen = self.seen, ""
        return shown

    def press(self, text: str) -> None:
        os.write(self._fd, text.encode())

    def end(self) -> tuple[int, str]:
        """Its exit code, and what it said last."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._read():
            pass
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status), self.seen

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(self._pid, 0)

    def _read(self) -> bool:
        if not select.select([self._fd], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.seen += data.decode("utf-8", errors="replace")
        return bool(data)


terminals = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are those of other systems")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "courses.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def kept(folder: Path, vocabulary: Vocabulary) -> dict[str, str]:
    found, faults = decisions(read_file(folder / "mcvocab-mappings.sssom.tsv"), vocabulary)
    assert faults == []
    return {one.text: one.concept.rsplit("/", 1)[-1] if one.concept else "" for one in found}


@terminals
def test_a_review_is_walked_stopped_and_taken_up_again(folder: Path, vocabulary: Vocabulary) -> None:
    terminal = Terminal(folder, "--review", "--author", "A. Reviewer", "courses.csv")
    assert "“Kursgattung”" in terminal.expect("? help")
    terminal.press("n")
    assert "2 times, first in courses.csv, cell B2" in " ".join(terminal.expect("? help").split())
    assert kept(folder, vocabulary) == {"Kursgattung": ""}  # on disk before the next one is decided
    terminal.press("\r")
    terminal.expect("“On campus after work”")
    terminal.press("u")
    terminal.expect("Back to the word before")
    assert kept(folder, vocabulary) == {"Kursgattung": ""}
    terminal.press("1")
    terminal.expect("“On campus after work”")
    terminal.press("q")
    code, said = terminal.end()
    assert code == 0
    assert "2 decisions stand in “mcvocab-mappings.sssom.tsv”. 2 words are still open" in said
    assert 'mappings = "mcvocab-mappings.sssom.tsv"' in said

    again = Terminal(folder, "--review", "--author", "A. Reviewer", "courses.csv")
    assert "Word 1 of 2" in again.expect("“On campus after work”")
    again.press("s")
    again.expect("“Half and half”")
    again.press("o")
    again.expect("Search")
    again.press("hybx\x7f")
    again.expect("blended")
    again.press("\x1b[B\x1b[A\r")
    again.expect("That was the last word.")
    again.press("q")
    assert again.end()[0] == 0
    assert kept(folder, vocabulary) == {"Kursgattung": "", "Evening badge": "badge", "Half and half": "blended"}


@terminals
@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_an_interruption_keeps_what_was_decided_and_leaves_a_sane_terminal(
    folder: Path, vocabulary: Vocabulary, stop: str
) -> None:
    terminal = Terminal(folder, "--review", "--author", "A", "courses.csv")
    terminal.expect("? help")
    terminal.press("n" + stop)
    code, said = terminal.end()
    assert (code, kept(folder, vocabulary)) == (0, {"Kursgattung": ""})
    assert "One decision stands" in said
    assert "Traceback" not in said


@terminals
def test_a_killed_review_has_lost_nothing(folder: Path, vocabulary: Vocabulary) -> None:
    terminal = Terminal(folder, "--review", "--author", "A", "courses.csv")
    terminal.expect("? help")
    terminal.press("n")
    terminal.expect("Word 2")
    terminal.kill()
    assert kept(folder, vocabulary) == {"Kursgattung": ""}
    assert sorted(path.name for path in folder.iterdir()) == ["courses.csv", "mcvocab-mappings.sssom.tsv"]


@terminals
def test_the_author_comes_from_the_configuration_or_is_asked_for_once(folder: Path, vocabulary: Vocabulary) -> None:
    git = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "G. Known"}
    terminal = Terminal(folder, "--review", "courses.csv", **git)
    terminal.expect("[G. Known]: ")
    terminal.press("\r")
    terminal.expect("? help")
    terminal.press("nq")
    assert terminal.end()[0] == 0
    (folder / "mcvocab.toml").write_text(
        'mappings = "mcvocab-mappings.sssom.tsv"\nauthor = "C. Settled"\n', encoding="utf-8"
    )
    settled = Terminal(folder, "--review", "courses.csv")
    settled.expect("? help")
    settled.press("nq")
    code, said = settled.end()
    assert (code, "mcvocab.toml" in said) == (0, False)
    found, _ = decisions(read_file(folder / "mcvocab-mappings.sssom.tsv"), vocabulary)
    assert [one.author for one in found] == ["G. Known", "C. Settled"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", one.date) for one in found)


@terminals
def test_colours_are_left_out_where_nobody_wants_them(folder: Path) -> None:
    for environment, coloured in (({"NO_COLOR": "1"}, False), ({}, True)):
        terminal = Terminal(folder, "--review", "--author", "A", "courses.csv", **environment)
        shown = terminal.expect("? help")
        terminal.press("q")
        terminal.end()
        assert bool(COLOUR.search(shown)) == coloured


def test_the_configuration_may_stand_beside_the_reviewed_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, elsewhere = tmp_path / "catalogue", tmp_path / "elsewhere"
    catalogue.mkdir()
    elsewhere.mkdir()
    (catalogue / "mcvocab.toml").write_text('author = "Beside the file"\n', encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert configuration(catalogue / "courses.csv").author == configuration(catalogue).author == "Beside the file"
    assert configuration().author == ""
    (elsewhere / "mcvocab.toml").write_text('author = "Here"\n', encoding="utf-8")
    assert configuration(catalogue / "courses.csv").author == "Here"


@terminals
def test_a_plain_list_of_words_is_walked(folder: Path) -> None:
    (folder / "words.txt").write_text("Evening badge\nmicro-credential\n", encoding="utf-8")
    terminal = Terminal(folder, "--review", "words.txt", "--author", "A")
    assert "In a list of words, once, first in words.txt, line 1" in terminal.expect("q quit")
    terminal.press("nq")
    code, said = terminal.end()
    assert (code, "One decision stands" in said) == (0, True)


@terminals
def test_where_nothing_is_uncertain_nothing_is_asked(folder: Path) -> None:
    (folder / "courses.csv").write_text("Title,Award type\nA,Micro-credential\n", encoding="utf-8")
    code, said = Terminal(folder, "--review", "courses.csv").end()
    assert (code, "Nothing is uncertain here." in said) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--review", "courses.csv"], "it needs a terminal"),
        (["--review"], "Name at least one file"),
        (["--review", "--report", "x"], "Choose --review"),
        (["--author", "A", "x"], "give it together with --review"),
        (["--review", "--scheme", "term", "x"], "--scheme is for single terms"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["map", *arguments])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@given(st.data())
def test_no_line_is_wider_than_the_terminal(mapper: Mapper, data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=120))
    item = Item(text, "mode", "Mode", ("delivery-mode",), 2, Location("a" * 90), mapper.map("online, on campus"))
    review = Review((item,), lambda typed, _: mapper.map(typed, ["delivery-mode"]), "A", "2026-01-15")
    for key in data.draw(st.lists(st.sampled_from(["?", "o", "n", "r", "u", "界", DOWN, "z"]), max_size=4)):
        review, _ = review.press(key)
    width = data.draw(st.integers(40, 100))
    for line in frame(review, mapper.vocabulary, width, colour=True):
        bare = COLOUR.sub("", line)
        assert len(bare) <= width
        assert bare.isprintable()
    assert "\x1b" not in "".join(frame(review, mapper.vocabulary, width))


def test_what_a_terminal_sends_is_read_as_keys() -> None:
    sent = "a\r\n\x7f\x08\x1b[A\x1bOB\x1b\x03é\x1b[3~\x1b[1;5Cz"
    assert keys(sent) == ["a", ENTER, ENTER, BACKSPACE, BACKSPACE, UP, DOWN, ESCAPE, INTERRUPT, "é", "z"]
