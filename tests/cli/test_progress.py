from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from mcvocab.checker import Checker, Options, Progress
from mcvocab.cli import cli, progress
from mcvocab.cli.progress import Bar
from mcvocab.store import load

HALF = Progress("courses.csv", 100, 5, 10)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY", 0.0)


@pytest.mark.usefixtures("at_once")
def test_a_bar_is_drawn_on_a_terminal_alone() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    Bar(out=terminal)(HALF)
    Bar(out=pipe)(HALF)
    Bar(quiet=True, out=pipe)(HALF)
    assert "50 %" in terminal.getvalue()
    assert pipe.getvalue() == ""


@pytest.mark.usefixtures("at_once")
def test_nothing_is_drawn_where_quiet_is_asked_for() -> None:
    terminal = Terminal()
    Bar(quiet=True, out=terminal)(HALF)
    assert terminal.getvalue() == ""


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("option", [(), ("--quiet",), ("-q", "--format", "json"), ("-q", "--statistics")])
def test_a_check_draws_a_bar_unless_quiet_is_asked_for(
    option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    file = tmp_path / "courses.csv"
    file.write_text("Title,Provider\nData skills,Glen Orrin College\n", encoding="utf-8")
    CliRunner().invoke(cli, ["check", str(file), "--as-of", "2026-01-15", *option])
    assert bool(terminal.getvalue()) is not bool(option)


@pytest.mark.usefixtures("at_once")
def test_the_bar_gives_way_to_the_report_and_is_gone_at_the_end() -> None:
    terminal = Terminal()
    bar = Bar(out=terminal)
    bar(HALF)
    for piece in bar.beside(["a finding\n", "another\n"]):
        terminal.write(piece)
        bar(HALF)
    last = terminal.getvalue().rpartition("\n")[2]
    assert last.endswith("\r\x1b[K")
    assert "\r\x1b[Ka finding\n" in terminal.getvalue()


def test_a_short_run_draws_nothing() -> None:
    terminal = Terminal()
    Bar(out=terminal)(HALF)
    assert terminal.getvalue() == ""


def test_the_checker_tells_how_far_it_has_come() -> None:
    told: list[Progress] = []
    rows = "".join(f"Data skills {number},P{number},{'x' * 2_000}\n" for number in range(500))
    table = f"Title,Provider,Notes\n{rows}".encode()
    for _ in Checker(*load(), Options(as_of="2026-01-15")).stream(table, told.append):
        pass
    assert [one.records for one in told] == [0, 100, 200, 300, 400, 500]
    assert all(one.size == len(table) for one in told)
    reached = [one.reached for one in told]
    assert reached == sorted(reached)
    assert reached[0] < reached[-1] == len(table)
