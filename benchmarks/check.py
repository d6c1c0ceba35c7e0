"""``mcvocab check`` from file to report, against pySHACL and against merely decoding, in one interleaved run.

Usage: uv run python benchmarks/check.py [--records 1000 10000] [--defects 0 0.2] [--rounds 3] [--oracle 100]
    [--seed 1] [--profile NAME]

Prints a section for `docs/performance.md`. Each measurement is a process of its own. Records come as canonical JSON
Lines, as the same in words of a provider's own, and as CSV; “nothing to say” are those of the sound records in which
nothing is found, so that accepting is all there is to do. Processor time counts, without the loading of the language,
which `mcvocab check` does once. pySHACL is asked about a few of the same records, which it validates as graphs that
are made already, fifty at a time; what it takes for each is the measure of the others.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from runs import peak

from mcvocab.checker import Checker, Options
from mcvocab.graph import graph
from mcvocab.interpreter import Interpreter
from mcvocab.judges import ENGINES
from mcvocab.mapping import Mapper
from mcvocab.readers import read
from mcvocab.reporters import REPORTERS, Style
from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import comma_separated, json_lines, turtle
from mcvocab.standard import AWARDS, CORE
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

AS_OF = "2026-01-15"
TOGETHER = 50

# --- one measurement --------------------------------------------------------------------------------


def check(path: Path) -> dict[str, Any]:
    """A report in JSON, written to nowhere."""
    checker = Checker(*load(), Options(as_of=AS_OF))
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    start = time.process_time()
    size = sum(map(len, REPORTERS["json"](checker.header, checker.stream([path]), Style(False))))
    return {"seconds": time.process_time() - start, "size": size}


def pyshacl(path: Path) -> dict[str, Any]:
    """The same records judged by pySHACL; reading them is not counted."""
    vocabulary, standard = load()
    (document,) = read(str(path), path.read_bytes())
    interpreter = Interpreter(vocabulary, Mapper(vocabulary))
    graphs = [
        graph(interpreter.interpret(row, document.source).record, vocabulary.fields, AS_OF)  # type: ignore[union-attr, arg-type]
        for row in document.rows()  # type: ignore[union-attr]
    ]
    routes = [name for name, one in standard.profiles.items() if one.target in vocabulary.route_classes.values()]
    judge = ENGINES["pyshacl"](standard, (CORE, AWARDS, *routes))
    start = time.process_time()
    for first in range(0, len(graphs), TOGETHER):
        list(judge.judge(graphs[first : first + TOGETHER]))
    return {"seconds": time.process_time() - start}


def decode(path: Path) -> dict[str, Any]:
    """The lines decoded, and nothing else done with them."""
    import orjson

    start = time.process_time()
    with path.open("rb") as lines:
        for line in lines:
            orjson.loads(line)
    return {"seconds": time.process_time() - start}


def frictionless(path: Path) -> dict[str, Any]:
    """A table read and its rows held against its headings and types; frictionless knows no vocabulary."""
    from frictionless import validate

    start = time.process_time()
    validate(str(path))
    return {"seconds": time.process_time() - start}


def measured(what: str, path: Path) -> dict[str, Any]:
    entrants = {"check": check, "pySHACL": pyshacl, "orjson": decode, "frictionless": frictionless}
    found = entrants[what](path)
    return {**found, "peak": peak()}


# --- the records ------------------------------------------------------------------------------------


def in_words(line: str, vocabulary: Vocabulary) -> str:
    """A record as a provider might write it: headings for keys, and labels that are not spelt as ours."""

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return [told(one) for one in value]
        return value.capitalize() if isinstance(value, str) else value

    fields = vocabulary.fields
    return json.dumps(
        {fields[key].label: told(value) if fields[key].schemes else value for key, value in json.loads(line).items()},
        ensure_ascii=False,
    )


def quiet(lines: Iterator[str], folder: Path) -> Iterator[str]:
    """Those records in which nothing is found once they name their routes."""
    vocabulary, standard = load()
    checker, path = Checker(vocabulary, standard, Options(as_of=AS_OF)), folder / "some.jsonl"
    while some := list(islice(lines, 2_000)):
        path.write_text("".join(some), encoding="utf-8")
        for place, (_, understood) in enumerate(checker.interpretations([path])):
            classes = vocabulary.route_classes.items()
            routes = [vocabulary.concepts[one].label for one, name in classes if name in understood.record.types]
            some[place] = json.dumps({**json.loads(some[place]), "provisionRoute": routes}, ensure_ascii=False) + "\n"
        path.write_text("".join(some), encoding="utf-8")
        said = {one.record.number for one in checker.check([path]).findings if one.record}
        yield from (line for number, line in enumerate(some, 1) if number not in said)


def written(folder: Path, number: int, defects: float, seed: int, profiles: list[str]) -> dict[str, Path]:
    """The files to check, by what they are called."""
    vocabulary, standard = load()

    def sampler() -> Sampler:
        return Sampler(vocabulary, standard, profiles=profiles, seed=seed, defects=defects, as_of=AS_OF)

    makers: dict[str, Callable[[Sampler], Iterator[str]]] = {
        "canonical JSON Lines": lambda one: json_lines(one, one.samples(number)),
        "JSON Lines in words": lambda one: (
            in_words(line, vocabulary) + "\n" for line in json_lines(one, one.samples(number))
        ),
        "CSV": lambda one: comma_separated(one, one.samples(number)),
        "Turtle": lambda one: turtle(one, one.samples(number)),
    }
    if not defects:
        makers["nothing to say"] = lambda one: islice(quiet(json_lines(one, one.samples(number * 4)), folder), number)
    found = {}
    for name, make in makers.items():
        path = folder / f"{name} {number} {defects}".replace(" ", "-")
        path = path.with_name(path.name + {"CSV": ".csv", "Turtle": ".ttl"}.get(name, ".jsonl"))
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(make(sampler()))
        found[name] = path
    return found


# --- the table --------------------------------------------------------------------------------------


def run(what: str, path: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, "--measure", what, str(path)], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(options: argparse.Namespace, folder: Path) -> Iterator[list[str]]:
    for defects in options.defects:
        few = written(folder, options.oracle, defects, options.seed, options.profile)["canonical JSON Lines"]
        for number in options.records:
            files = written(folder, number, defects, options.seed, options.profile)
            entrants = [("check", name) for name in files]
            if importlib.util.find_spec("orjson"):
                entrants += [("orjson", name) for name in files if name not in {"CSV", "Turtle"}]
            if importlib.util.find_spec("frictionless"):
                entrants.append(("frictionless", "CSV"))
            times: dict[tuple[str, str], list[dict[str, Any]]] = {entrant: [] for entrant in entrants}
            oracle = []
            for _ in range(options.rounds):
                oracle.append(run("pySHACL", few)["seconds"] / options.oracle)
                for what, name in entrants:
                    times[what, name].append(run(what, files[name]))
            for (what, name), found in times.items():
                count = number if name != "nothing to say" else sum(1 for _ in files[name].open("rb"))
                each = median(one["seconds"] for one in found) / max(count, 1)
                limit = times.get(("orjson", name))
                decoded = median(one["seconds"] for one in limit) / max(count, 1) if limit else 0
                yield [
                    f"{count:,}",
                    f"{defects:.0%}",
                    name,
                    what,
                    f"{each * 1e6:,.0f}",
                    f"{median(oracle) / each:,.0f}",
                    f"{each / decoded:.1f}" if decoded else "",
                    f"{median(one['peak'] for one in found):.0f}",
                ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--defects", type=float, nargs="+", default=[0.0, 0.2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--oracle", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="append", default=[])
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FILE"))
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured(options.measure[0], Path(options.measure[1]))))
        return
    print(f"- {platform.machine()}, {platform.system()}, Python {platform.python_version()}.")
    print(f"- `uv run python benchmarks/check.py {' '.join(sys.argv[1:])}`\n")
    headings = ["Records", "Defects", "Form", "What", "Each, µs", "x pySHACL", "x decoding", "Peak, MB"]
    print(f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(options, Path(folder)):
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
