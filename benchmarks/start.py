"""How long the shortest answers take, in starts of a Python that does nothing.

Every command is started in turn, round after round, so that whatever else the machine does meets them alike; medians
are told. Both the time that passes and the time of the processor are measured: on a machine that is busy with other
things only the second says much. Byte code is compiled beforehand, as an installation does.

    uv run python benchmarks/start.py
"""

from __future__ import annotations

import argparse
import compileall
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import mcvocab
from mcvocab.store import load

try:
    import resource
except ImportError:  # pragma: no cover - Windows has none
    resource = None  # type: ignore[assignment]

BARE = "`python -c pass`"
SMALL = "Title,Awarding body,SCQF credits,SCQF level\nCoastal Flood Mapping,University of Strathorrin,10,\n"
COMMANDS: Mapping[str, tuple[Sequence[str], int | None, float | None]] = {
    BARE: (["-c", "pass"], None, None),
    "`mcvocab --version`": (["--version"], 4, 1.2),
    '`mcvocab map "nano degree"`': (["map", "nano degree"], 5, 1.5),
    '`mcvocab map "horse riding"`': (["map", "horse riding"], 5, 1.5),
    '`mcvocab map "SCQF level 9 award"`': (["map", "SCQF level 9 award"], 5, 1.5),
    "`mcvocab check small.csv`": (["check", "small.csv"], 8, 2),
    "`mcvocab check small.csv --format json`": (["check", "small.csv", "--format", "json"], None, None),
}
"""The arguments of each command, and how many bare starts it may take: as is asked for, and at best."""


def program() -> list[str]:
    """What starts mcvocab: the installed script, else the module."""
    script = Path(sys.executable).with_name("mcvocab")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "mcvocab"]


def seconds(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """The time that passed until a command ended, and that of the processor where the system tells it."""
    since, before = time.perf_counter(), _processor()
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return time.perf_counter() - since, _processor() - before


def _processor() -> float:
    """The seconds of the processor that all processes started here have taken; nought where nobody counts."""
    if resource is None:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """The medians of each command; the first round is not counted."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, (arguments, _, _) in COMMANDS.items():
            command = [sys.executable, *arguments] if name == BARE else [*program(), *arguments]
            took[name].append(seconds(command, folder))
    return {name: tuple(map(median, zip(*each[1:], strict=True))) for name, each in took.items()}  # type: ignore[misc]


def page(took: Mapping[str, tuple[float, float]], rounds: int) -> Iterator[str]:
    of = f"mcvocab {mcvocab.__version__}, Python {platform.python_version()}, {platform.system()}"
    yield f"- {of}, {rounds} rounds."
    yield ""
    yield "| Command | ms | times Python alone | processor, ms | times Python alone | wanted | at best |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    passed, spent = took[BARE]
    for name, (_, wanted, best) in COMMANDS.items():
        own, mine = took[name]
        bounds = " | ".join("" if bound is None else f"{bound:g}" for bound in (wanted, best))
        ratio = f"{mine / spent:.1f}" if spent else ""
        yield f"| {name} | {own * 1e3:.0f} | {own / passed:.1f} | {mine * 1e3:.0f} | {ratio} | {bounds} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    compileall.compile_dir(Path(mcvocab.__file__).parent, quiet=2, maxlevels=20)
    load()  # a checkout compiles its language once
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "small.csv").write_text(SMALL, encoding="utf-8")
        for line in page(measure(Path(folder), options.rounds), options.rounds):
            print(line)


if __name__ == "__main__":
    main()
