"""However a check ends, it ends with a sentence and the right code: bad input, full disks, closed pipes, Ctrl+C."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner
from small_catalogue import GOOD

from mcvocab.cli import cli, main
from mcvocab.linefile import LanguageError

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]
FULL = Path("/dev/full")
HAS_FULL = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout or b"").decode() + (done.stderr or b"").decode()


def test_bad_input_of_any_kind_is_one_plain_sentence(here: Path, program: Program) -> None:
    (here / "empty.csv").write_text("")
    (here / "headings.csv").write_text(GOOD.splitlines()[0])
    (here / "noise.csv").write_bytes(bytes(range(256)) * 4)
    (here / "text.pdf").write_text("%PDF-1.4")
    (here / "folder").mkdir()
    names = ["empty.csv", "headings.csv", "noise.csv", "text.pdf", "folder", "missing.csv"]
    done = program("check", *names, "--as-of", "2026-01-15")
    assert done.returncode == 2
    assert "Traceback" not in said(done)
    assert "0 violations" not in said(done)
    assert [name for name in names if name not in done.stdout.decode()] == []


@pytest.mark.usefixtures("usual_collector")  # the program would not go on without one, but the tests do
def test_a_language_that_cannot_be_used_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: list[str]) -> int:
        raise LanguageError("terms.ttl:7:3: a text in quotes is not closed.")

    monkeypatch.delenv("MCVOCAB_DEBUG", raising=False)
    monkeypatch.setattr("mcvocab.cli.plain.answer", refuse)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "The language cannot be used: terms.ttl:7:3: a text in quotes is not closed.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check"], "Missing argument 'PATHS...'"),
        (["check", "c.csv", "--selekt", "x"], "No such option '--selekt'"),
        (["check", "c.csv", "--max-findings", "-1"], "-1 is not in the range x>=0"),
        (["chekc", "c.csv"], "There is no command “chekc”. Did you mean “check”?"),
        (["check", "-", "--watch"], "Standard input is read once"),
        (["check", "c.csv", "--write-baseline", "none/base.json"], "The baseline cannot be written"),
        (["check", "c.csv", "--output", "."], "'.' is a directory"),
    ],
)
def test_wrong_options_end_with_2(here: Path, program: Program, arguments: list[str], sentence: str) -> None:
    (here / "c.csv").write_text(GOOD)
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()


def test_a_configuration_that_is_none_ends_with_2(here: Path, program: Program) -> None:
    (here / "c.csv").write_text(GOOD)
    (here / "mcvocab.toml").write_bytes(b"\xff\xfe\x00")
    done = program("check", "c.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "mcvocab.toml” is not UTF-8 text" in done.stderr.decode()


@HAS_FULL
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_is_said(here: Path, program: Program, form: str) -> None:
    (here / "c.csv").write_text(GOOD)
    done = program("check", "c.csv", "--format", form, "--output", str(FULL))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "Error: The report cannot be written to “/dev/full”: no space left on device.\n"
    assert not FULL.is_file()
    with FULL.open("wb") as out:
        done = program("check", "c.csv", "--format", form, capture_output=False, stdout=out, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().endswith("cannot be written to the standard output: no space left on device.\n")
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
@pytest.mark.parametrize("arguments", [["check", "c.csv"], ["check", "c.csv", "--format", "json"], ["explain"]])
def test_a_reader_that_has_gone_is_not_complained_of(here: Path, program: Program, arguments: list[str]) -> None:
    (here / "c.csv").write_text(GOOD.replace("practical assessment", "attendance"))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = program(*arguments, capture_output=False, stdout=closed, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_report_may_go_to_a_pipe_or_a_device(here: Path, program: Program) -> None:
    (here / "c.csv").write_text(GOOD)
    assert program("check", "c.csv", "--output", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()
    if Path("/dev/stdout").exists():
        assert b"1 of 1 record" in program("check", "c.csv", "--output", "/dev/stdout").stdout


@pytest.mark.skipif(os.name == "nt", reason="permissions are otherwise there")
def test_a_report_has_the_permissions_of_the_older_one_or_of_any_new_file(here: Path) -> None:
    (here / "c.csv").write_text(GOOD)
    (here / "plain").write_text("")
    (here / "older").write_text("")
    (here / "older").chmod(0o640)
    (here / "link").symlink_to("older")
    for name in ("new", "link"):
        CliRunner().invoke(cli, ["check", "c.csv", "--output", name])
    modes = {name: stat.S_IMODE((here / name).stat().st_mode) for name in ("plain", "new", "older")}
    assert modes["new"] == modes["plain"]
    assert modes["older"] == 0o640
    assert (here / "link").is_symlink()
    assert (here / "older").read_text() != ""


def _first(stream: IO[bytes] | None, marks: bytes) -> bytes:
    """What a running program says, up to and with the marks."""
    assert stream is not None
    read = b""
    while marks not in read:
        piece = stream.read1(4096)  # type: ignore[attr-defined]
        assert piece, read
        read += piece
    return read


@contextmanager
def _started(*arguments: str, stdout: int = subprocess.PIPE) -> Iterator[subprocess.Popen[bytes]]:
    """A running program, which is ended at last where the test could not do it."""
    command = [sys.executable, "-m", "mcvocab", *arguments]
    with subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE) as running:
        watchdog = threading.Timer(90, running.kill)
        watchdog.start()
        try:
            yield running
        finally:
            watchdog.cancel()
            running.kill()


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_a_check_that_is_stopped_says_so_and_leaves_nothing(here: Path) -> None:
    os.mkfifo(here / "slow.csv")
    with _started("check", "slow.csv", "--output", "report.txt", "--write-baseline", "base.json", "-v") as running:
        _first(running.stderr, b"Reading slow.csv")
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert err.decode().endswith("Stopped.\n")
    assert sorted(os.listdir(here)) == ["slow.csv"]


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_a_file_that_is_watched_is_checked_again_when_it_changes(here: Path) -> None:
    (here / "c.csv").write_text(GOOD)
    with _started("check", "c.csv", "--watch") as running:
        first = _first(running.stdout, b"Judged as of")
        _first(running.stderr, b"Stop with Ctrl+C.")
        (here / "c.csv").write_text(GOOD.replace("practical assessment", "attendance"))
        second = _first(running.stdout, b"attendance-as-assessment")
        _first(running.stderr, b"Stop with Ctrl+C.")
        (here / "mcvocab.toml").write_text('select = "mdoe"')
        (here / "c.csv").write_text(GOOD)
        _first(running.stderr, b"There is no rule")
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert b"attendance-as-assessment" not in first
    assert b"\x1b" not in first + second
    assert b"Traceback" not in err


@pytest.mark.skipif(os.name == "nt", reason="terminals are otherwise there")
def test_a_terminal_is_cleared_before_each_check(here: Path) -> None:
    import pty

    (here / "c.csv").write_text(GOOD)
    ours, theirs = pty.openpty()
    with _started("check", "c.csv", "--watch", stdout=theirs) as running:
        _first(running.stderr, b"Stop with Ctrl+C.")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert shown.startswith(b"\x1b[2J\x1b[H")
    assert shown.count(b"\x1b[2J") == 1
    assert b"Judged as of" in shown
