"""One run of one engine, in a process of its own, so that its time and its peak memory are its own.

Usage: python benchmarks/runs.py ENGINE FOLDER RECORDS RESULTS

``FOLDER`` holds what `engine.py` wrote: the shapes and the facts. ``RECORDS`` is the file of records without its
suffix. The results go to the file ``RESULTS``; what it took is printed as one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contenders import Said

PHASES = ("import", "prepare", "read", "validate")


class Clock:
    """Seconds by phase: what has passed since the last mark belongs to the phase that is named now."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self._since = time.perf_counter()

    def mark(self, phase: str) -> None:
        now = time.perf_counter()
        self.seconds[phase] += now - self._since
        self._since = now


Found = tuple[str, Callable[[], "Iterable[Said]"]]
"""The version of the engine, and how to get at its results, which is not part of what is timed."""


def exact(folder: Path, records: Path, clock: Clock) -> Found:
    """Ours, a record at a time, as ``mcvocab check`` judges them once they are read."""
    from mcvocab.engine import Engine
    from mcvocab.triples import from_data
    from mcvocab.version import VERSION

    clock.mark("import")
    shapes, facts = (from_data(json.loads((folder / f"{name}.json").read_bytes())) for name in ("shapes", "facts"))
    engine, results = Engine(shapes, facts), []
    clock.mark("prepare")
    with records.with_suffix(".jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            graph = from_data(json.loads(line))
            clock.mark("read")
            results += engine.validate(graph)
            clock.mark("validate")
    return VERSION, lambda: _said(results)


def exact_nt(folder: Path, records: Path, clock: Clock) -> Found:
    """Ours, with everything in one graph, as ``mcvocab check --shapes`` judges a file of RDF."""
    from mcvocab.engine import Engine
    from mcvocab.readers.graphs import read_graph
    from mcvocab.version import VERSION

    clock.mark("import")
    shapes, facts = (read_graph(name, (folder / name).read_bytes()) for name in ("shapes.nt", "facts.nt"))
    engine = Engine(shapes.graph, facts.graph)
    clock.mark("prepare")
    file = records.with_suffix(".nt")
    graph = read_graph(file.name, file.read_bytes()).graph
    clock.mark("read")
    results = engine.validate(graph)
    clock.mark("validate")
    return VERSION, lambda: _said(results)


def pyshacl(folder: Path, records: Path, clock: Clock) -> Found:
    """pySHACL, over rdflib's graphs; each SPARQL query is parsed once, which it does not do by itself."""
    import pyshacl

    from mcvocab.oracle import QueriedGraph, validate

    _take_literals_as_written()
    _compare_what_cannot_be_compared()
    clock.mark("import")
    shapes = QueriedGraph(bind_namespaces="none").parse(folder / "shapes.nt", format="nt")
    data = QueriedGraph(bind_namespaces="none").parse(folder / "facts.nt", format="nt")
    clock.mark("prepare")
    data.parse(records.with_suffix(".nt"), format="nt")
    clock.mark("read")
    results = list(validate(data, shapes))
    clock.mark("validate")
    return pyshacl.__version__, lambda: _said(results)


def turbo(folder: Path, records: Path, clock: Clock) -> Found:
    """pyshacl-turbo, over Oxigraph's stores on both sides."""
    import pyoxigraph
    import pyshacl_turbo

    _take_literals_as_written()
    clock.mark("import")

    def load(store: pyoxigraph.Store, file: Path) -> pyoxigraph.Store:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
        return store

    shapes, data = (load(pyoxigraph.Store(), folder / name) for name in ("shapes.nt", "facts.nt"))
    clock.mark("prepare")
    load(data, records.with_suffix(".nt"))
    clock.mark("read")
    _, report, _ = pyshacl_turbo.validate(data, shacl_graph=shapes, advanced=False)
    clock.mark("validate")

    def results() -> Iterable[Said]:
        from contenders import reported

        return _said(reported(report))

    return _version("pyshacl-turbo"), results


def rudof(folder: Path, records: Path, clock: Clock) -> Found:
    """rudof, through its Python package."""
    import pyrudof

    clock.mark("import")
    engine, form = pyrudof.Rudof(pyrudof.RudofConfig()), pyrudof.RDFFormat.NTriples
    engine.read_shacl(folder / "shapes.nt", pyrudof.ShaclFormat.NTriples)
    engine.read_data(folder / "facts.nt", form)
    clock.mark("prepare")
    engine.read_data(records.with_suffix(".nt"), form, merge=True)
    clock.mark("read")
    engine.validate_shacl()
    clock.mark("validate")

    def results() -> Iterable[Said]:
        _take_literals_as_written()
        from contenders import reported
        from rdflib import Graph

        written = engine.serialize_shacl_validation_results(format=pyrudof.ResultShaclValidationFormat.NTriples)
        return _said(reported(Graph().parse(data=written, format="nt")))

    return _version("pyrudof"), results


RUNS = {"exact": exact, "exact-nt": exact_nt, "pyshacl": pyshacl, "turbo": turbo, "rudof": rudof}


def _take_literals_as_written() -> None:
    """Keeps rdflib from rewriting literals, and from logging a traceback for each that is ill-typed."""
    import logging

    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False


def _compare_what_cannot_be_compared() -> None:
    """Lets pySHACL go on where two literals have no order, which is a fault by SHACL; it stops there otherwise."""
    import rdflib

    for name in ("__lt__", "__le__", "__gt__", "__ge__"):
        compare = getattr(rdflib.Literal, name)

        def ordered(self: rdflib.Literal, other: object, compare: Callable[..., bool] = compare) -> bool:
            found = compare(self, other)
            return False if found is NotImplemented else found

        setattr(rdflib.Literal, name, ordered)


def _said(results: Iterable) -> list[Said]:
    from contenders import said

    return [said(one) for one in results]


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says may be the memory of the process that started this one
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if "VmHWM" in line) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main(name: str, folder: Path, records: Path, into: Path) -> None:
    clock = Clock()
    version, results = RUNS[name](folder, records, clock)
    most = peak()
    rows = [one[:5] for one in results()]
    into.write_text(json.dumps(rows), encoding="utf-8")
    print(json.dumps({"seconds": clock.seconds, "peak": most, "results": len(rows), "version": version}))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
