"""The benchmarks run: every engine that is installed has its rows, and what ours says is what the others say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from contenders import Said
from engine import ENTRANTS, named, ntriples
from test_conformance import explained

from mcvocab.model import IRI, Blank, Graph, Literal
from mcvocab.readers.graphs import read_graph
from mcvocab.triples import from_data

ROOT = Path(__file__).parents[1]
RECORDS = 20


def results(file: Path) -> set[Said]:
    rows = json.loads(file.read_text(encoding="utf-8"))
    return {
        Said(IRI(focus), path, Literal(*value) if isinstance(value, list) else value, component, severity, "")
        for focus, path, value, component, severity in rows
    }


def test_every_installed_engine_is_measured_and_agrees(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/engine.py", "--records", str(RECORDS), "--rounds", "1", "--keep", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name, entrant in ENTRANTS.items():
        row = f"| {RECORDS} | {entrant.title} | "
        if entrant.available():
            (line,) = (line for line in done.stdout.splitlines() if line.startswith(row))
            assert line.endswith("| 1 |"), f"{name} did not run: {line}"
        else:
            assert row not in done.stdout
            assert entrant.install in done.stdout

    graph: Graph = {}
    for line in (tmp_path / f"{RECORDS}.jsonl").read_text(encoding="utf-8").splitlines():
        graph |= from_data(json.loads(line))
    ours = results(tmp_path / f"{RECORDS}-exact.json")
    assert ours
    assert results(tmp_path / f"{RECORDS}-exact-nt.json") == ours
    theirs = results(tmp_path / f"{RECORDS}-pyshacl.json")
    assert [one for one in ours ^ theirs if not explained("pyshacl", one, graph)] == []


def test_the_two_forms_of_a_record_say_the_same() -> None:
    text = 'a "quoted" \\ line\nand another\r\x02'
    graph: Graph = {
        Blank("b"): {
            IRI("s:p"): {Literal(text): None, Literal("Blasta", language="gd"): None, Literal("1e3", "s:t"): None},
            IRI("s:q"): {Blank("c"): None, IRI("s:x"): None},
        }
    }
    tagged = {
        node: {
            predicate: {
                term._replace(datatype="http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
                if isinstance(term, Literal) and term.language
                else term: None
                for term in terms
            }
            for predicate, terms in properties.items()
        }
        for node, properties in named(graph).items()
    }
    assert read_graph("a.nt", "".join(ntriples(named(graph))).encode()).graph == tagged
