"""The exact engine against others: the same records, one interleaved run, each measurement in a process of its own.

Usage: uv run python benchmarks/engine.py [--records 1000 10000] [--rounds 3] [--profile core] [--defects 0.2]
    [--seed 1] [--core-only] [--keep FOLDER]

Prints a page section for `docs/performance.md`. Engines that are not installed are named with what installs them.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from contenders import aimed
from runs import PHASES

from mcvocab.engine import SH
from mcvocab.engine.data import RDF_TYPE
from mcvocab.judges import active
from mcvocab.model import IRI, XSD_STRING, Blank, Graph, Literal, Term
from mcvocab.sampler import Sampler
from mcvocab.store import load
from mcvocab.triples import to_data

HERE = Path(__file__).parent
ROOT = HERE.parent
RUNS, NODE = HERE / "runs.py", HERE / "node"
PATIENCE = 30
"""Seconds: an engine that took longer for a number of records is not asked about it again."""


@dataclass(frozen=True)
class Entrant:
    """An engine that may take part."""

    title: str
    available: Callable[[], bool]
    install: str = "uv sync"
    node: bool = False

    def command(self, name: str, *arguments: Path) -> list[str]:
        program = ["node", str(NODE / "shacl_engine.js")] if self.node else [sys.executable, str(RUNS), name]
        return [*program, *map(str, arguments)]


def _package(name: str) -> Callable[[], bool]:
    return lambda: find_spec(name) is not None


ENTRANTS = {
    "exact": Entrant("mcvocab, light graphs", lambda: True),
    "exact-nt": Entrant("mcvocab, N-Triples", lambda: True),
    "turbo": Entrant("pyshacl-turbo", _package("pyshacl_turbo")),
    "rudof": Entrant("rudof", _package("pyrudof"), "uv run --with pyrudof python benchmarks/engine.py"),
    "shacl-engine": Entrant(
        "shacl-engine (npm)",
        lambda: shutil.which("node") is not None and (NODE / "node_modules" / "shacl-engine").is_dir(),
        "npm install --prefix benchmarks/node --no-package-lock",
        node=True,
    ),
    "pyshacl": Entrant("pySHACL", _package("pyshacl")),
}


@dataclass
class Figures:
    """What the runs of one engine over one number of records came to."""

    records: int
    name: str
    version: str = ""
    seconds: dict[str, list[float]] = field(default_factory=lambda: {phase: [] for phase in PHASES})
    peaks: list[float] = field(default_factory=list)
    said: set[tuple[Any, ...]] = field(default_factory=set)
    problem: str = ""

    def add(self, done: dict[str, Any], said: list[list[Any]]) -> None:
        self.version = done["version"]
        for phase, seconds in done["seconds"].items():
            self.seconds[phase].append(seconds)
        self.peaks.append(done["peak"])
        self.said = {tuple(tuple(one) if isinstance(one, list) else one for one in row) for row in said}

    def took(self, *phases: str) -> float:
        return sum(median(self.seconds[phase]) for phase in phases)

    @property
    def rounds(self) -> int:
        return len(self.peaks)

    @property
    def is_slow(self) -> bool:
        return bool(self.problem) or (self.rounds > 0 and self.took(*PHASES) > PATIENCE)


# --- the files that all engines are given -----------------------------------------------------------


def prepare(folder: Path, options: argparse.Namespace) -> None:
    """Writes the shapes, the facts, and the records of each number, twice each: as light graphs and as N-Triples."""
    vocabulary, standard = load()
    drawn = {"profiles": [options.profile], "seed": options.seed, "defects": options.defects, "as_of": "2026-01-15"}
    sampler = Sampler(vocabulary, standard, **drawn)
    shapes = aimed(standard.shapes, active(standard, sampler.profiles))
    for name, graph in {"shapes": core(shapes) if options.core_only else shapes, "facts": standard.facts}.items():
        (folder / f"{name}.json").write_text(json.dumps(to_data(graph)), encoding="utf-8")
        (folder / f"{name}.nt").write_text("".join(ntriples(graph)), encoding="utf-8")
    for count in options.records:
        sampler = Sampler(vocabulary, standard, **drawn)
        with (
            (folder / f"{count}.jsonl").open("w", encoding="utf-8") as light,
            (folder / f"{count}.nt").open("w", encoding="utf-8") as heavy,
        ):
            for sample in sampler.samples(count):
                graph = named(sampler.graph(sample))
                light.write(json.dumps(to_data(graph)) + "\n")
                heavy.writelines(ntriples(graph))


def core(shapes: Graph) -> Graph:
    """The shapes without our own constraint components, which other engines run as SPARQL, or not at all."""
    components = [rows for rows in shapes.values() if IRI(SH + "ConstraintComponent") in rows.get(RDF_TYPE, ())]
    parameters = [shapes[node] for rows in components for node in rows[IRI(SH + "parameter")]]  # type: ignore[index]
    own = {path for rows in parameters for path in rows[IRI(SH + "path")]}
    return {
        node: {predicate: terms for predicate, terms in rows.items() if predicate not in own}
        for node, rows in shapes.items()
        if rows not in components
    }


def named(graph: Graph) -> Graph:
    """The graph with IRIs for its blank nodes, so that what engines say of them can be compared."""

    def name(term: Term) -> Term:
        return IRI(f"urn:part:{term}") if isinstance(term, Blank) else term

    return {
        name(node): {predicate: {name(term): None for term in terms} for predicate, terms in properties.items()}  # type: ignore[misc]
        for node, properties in graph.items()
    }


def ntriples(graph: Graph) -> Iterator[str]:
    """The lines of the graph; rdflib and Oxigraph would write some literals in another form."""
    for subject, properties in graph.items():
        for predicate, terms in properties.items():
            for term in terms:
                yield f"{_written(subject)} <{predicate}> {_written(term)} .\n"


_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, ord('"'), ord("\\"))}


def _written(term: Term) -> str:
    if isinstance(term, Blank):
        return f"_:{term}"
    if not isinstance(term, Literal):
        return f"<{term}>"
    text = f'"{term.lexical.translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype == XSD_STRING else f"{text}^^<{term.datatype}>"


# --- the runs ---------------------------------------------------------------------------------------


def measure(folder: Path, options: argparse.Namespace) -> list[Figures]:
    """All engines, one after the other, in as many rounds as are asked for."""
    table = [Figures(count, name) for count in options.records for name in ENTRANTS if ENTRANTS[name].available()]
    for number in range(1, options.rounds + 1):
        for figures in table:
            if not figures.is_slow:
                print(f"round {number}: {figures.records} records, {figures.name}", file=sys.stderr, flush=True)
                _run(folder, figures)
    return table


def _run(folder: Path, figures: Figures) -> None:
    into = folder / f"{figures.records}-{figures.name}.json"
    command = ENTRANTS[figures.name].command(figures.name, folder, folder / str(figures.records), into)
    if ENTRANTS[figures.name].node:
        command[3] += ".nt"
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        figures.problem = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
    else:
        figures.add(json.loads(done.stdout.splitlines()[-1]), json.loads(into.read_text(encoding="utf-8")))


STARTS = {
    "`python -c pass`": ["-c", "pass"],
    "`mcvocab --version`": ["-m", "mcvocab", "--version"],
    '`mcvocab map "nano degree"`': ["-m", "mcvocab", "map", "nano degree"],
    "`mcvocab check small.csv`": ["-m", "mcvocab", "check", "small.csv"],
}
SMALL = "Title,Awarding body,SCQF credits,SCQF level\nCoastal Flood Mapping,University of Strathorrin,10,\n"
LOADING = """
import time
clock = [time.perf_counter()]
mark = lambda: clock.append(time.perf_counter())
from mcvocab.store import load; from mcvocab.engine import Engine; mark()
standard = load().standard; mark()
shapes, facts = standard.shapes, standard.facts; mark()
Engine(shapes, facts); mark()
print(*(after - before for before, after in zip(clock, clock[1:])))
"""
LOADED = ("modules imported", "language and rules loaded", "shapes and facts loaded", "all shapes compiled")


def starts(folder: Path, rounds: int) -> dict[str, float]:
    """Seconds from the start of each command to its end, and those of the parts of a start."""
    (folder / "small.csv").write_text(SMALL, encoding="utf-8")
    took: dict[str, list[float]] = {name: [] for name in (*STARTS, *LOADED)}
    for _ in range(rounds):
        for name, arguments in STARTS.items():
            since = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=False)
            took[name].append(time.perf_counter() - since)
        done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, encoding="utf-8", check=True)
        for name, seconds in zip(LOADED, done.stdout.split(), strict=True):
            took[name].append(float(seconds))
    return {name: median(seconds) for name, seconds in took.items()}


# --- the page ---------------------------------------------------------------------------------------

HEADINGS = (
    *("Records", "Engine", "Import, ms", "Shapes and facts, ms", "Read, µs", "Validate, µs", "Both, µs"),
    *("Both, x", "Validate, x", "All, x", "All, s", "Peak, MB", "Results", "As mcvocab", "Runs"),
)
LEGEND = (
    "µs: microseconds a record. x: how many times as long pySHACL takes. All: a process from start to end. "
    "As mcvocab: how many of the results mcvocab has too, by focus node, path, value, component and severity."
)


def rows(table: list[Figures]) -> Iterator[list[str]]:
    by = {(figures.records, figures.name): figures for figures in table}
    for figures in table:
        count, title = figures.records, ENTRANTS[figures.name].title
        if not figures.rounds:
            yield [f"{count:,}", title, *["-"] * (len(HEADINGS) - 4), figures.problem, "0"]
            continue
        each = [figures.took(*phases) / count * 1e6 for phases in (("read",), ("validate",), ("read", "validate"))]
        pyshacl, own = by[count, "pyshacl"], by[count, "exact"].said
        yield [
            *(f"{count:,}", title),
            *(f"{figures.took(phase) * 1e3:,.0f}" for phase in ("import", "prepare")),
            *(f"{microseconds:,.0f}" for microseconds in each),
            *(_ratio(pyshacl, figures, *phases) for phases in (("read", "validate"), ("validate",), PHASES)),
            *(f"{figures.took(*PHASES):,.1f}", f"{median(figures.peaks):,.0f}"),
            *(f"{len(figures.said):,}", f"{len(figures.said & own):,}", str(figures.rounds)),
        ]


def _ratio(slow: Figures, figures: Figures, *phases: str) -> str:
    return f"{slow.took(*phases) / figures.took(*phases):.1f}" if slow.rounds else "-"


def page(table: list[Figures], options: argparse.Namespace, commit: str, started: dict[str, float]) -> str:
    lines = [*facts_of_the_run(table, options, commit), "", *_table(HEADINGS, rows(table)), "", LEGEND, ""]
    for entrant in ENTRANTS.values():
        if not entrant.available():
            lines += [f"{entrant.title} is not installed here: `{entrant.install}`", ""]
    if any(0 < figures.rounds < options.rounds for figures in table):
        lines += [f"What took more than {PATIENCE} s in its first round was not run again.", ""]
    python = started["`python -c pass`"]
    body = ([name, f"{started[name] * 1e3:.0f}", f"{started[name] / python:.1f}"] for name in STARTS)
    lines += [*_table(("From start to end", "ms", "Times Python alone"), body), ""]
    lines.append("Of a start: " + ", ".join(f"{name} in {started[name] * 1e3:.0f} ms" for name in LOADED) + ".")
    return "\n".join(lines) + "\n"


def facts_of_the_run(table: list[Figures], options: argparse.Namespace, commit: str) -> list[str]:
    """What somebody needs to know to read the figures, and to repeat them."""
    versions = {ENTRANTS[one.name].title: one.version for one in table if one.version}
    alone = " --core-only" if options.core_only else ""
    asked = f"--records {' '.join(map(str, options.records))} --rounds {options.rounds} --profile {options.profile}"
    return [
        f"- Commit {commit}, {time.strftime('%d %B %Y')}.",
        f"- {_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}.",
        f"- {', '.join(f'{title} {version}' for title, version in versions.items())}.",
        f"- `uv run python benchmarks/engine.py {asked} --defects {options.defects} --seed {options.seed}{alone}`",
    ]


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout.strip() or "unknown"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _table(headings: Sequence[str], body: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (headings, ["---"] * len(headings), *body)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", default="core")
    parser.add_argument("--defects", type=float, default=0.2, help="the share of records with a defect")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--core-only", action="store_true", help="leave out our own constraint components")
    parser.add_argument("--keep", type=Path, help="a folder for the records and what each engine says of them")
    options = parser.parse_args()
    commit = _commit()  # asked first, for somebody may go on working while this runs
    for folder in (HERE, ROOT / "src"):
        compileall.compile_dir(folder, quiet=2, maxlevels=20)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        prepare(folder, options)
        print(page(measure(folder, options), options, commit, starts(folder, options.rounds)), end="")


if __name__ == "__main__":
    main()
