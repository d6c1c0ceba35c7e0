"""What is loaded when: an answer about a table needs no RDF library, and the engine nothing but the standard library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mcvocab.store import load

ROOT = Path(__file__).parents[1]
HEAVY = {"rdflib", "pyshacl", "pyoxigraph", "owlready2", "mkdocs", "jinja2"}
PROBE = """
import json, sys
before = set(sys.modules)
{code}
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""
RUN = """
import os
os._exit = sys.exit  # so that what is loaded can still be told
from mcvocab.cli import main
sys.argv = ["mcvocab", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
"""


def modules(code: str, cwd: Path = ROOT) -> set[str]:
    """The modules that some code loads, of a new interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code)], capture_output=True, text=True, check=True, cwd=cwd
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def loaded(code: str, cwd: Path = ROOT) -> set[str]:
    """The packages that some code loads."""
    return {name.partition(".")[0] for name in modules(code, cwd)}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["map", "nano degree"],
        ["check", "examples/starter/courses.csv", "--as-of", "2026-01-15"],
        ["check", "examples/starter/courses.json", "--as-of", "2026-01-15"],
        ["check", "examples/formats/elm-opportunity/pass-opportunity.ttl", "--as-of", "2026-01-15"],
        ["check", "examples/formats/ctdl/pass-registry.json", "--as-of", "2026-01-15"],
        ["explain", "title-missing"],
    ],
)
def test_commands_on_files_load_no_rdf_library(arguments: list[str]) -> None:
    load()  # a checkout compiles its language once, which does take an RDF library
    assert not loaded(RUN.format(arguments=arguments)) & HEAVY


def test_validating_rdf_needs_no_rdf_library_either(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ; sh:closed true .",
        encoding="utf-8",
    )
    (tmp_path / "d.ttl").write_text("<urn:x> <urn:p> 1 .", encoding="utf-8")
    assert not loaded(RUN.format(arguments=["shacl", "d.ttl", "--shapes", "s.ttl"]), tmp_path) & (
        HEAVY - {"pyoxigraph"}
    )


def test_the_engine_needs_the_standard_library_alone() -> None:
    foreign = loaded("import mcvocab.engine") - set(sys.stdlib_module_names) - {"mcvocab"}
    assert not {name for name in foreign if not name.startswith("_")}


def test_importing_the_package_loads_next_to_nothing() -> None:
    assert loaded("import mcvocab") - set(sys.stdlib_module_names) == {"mcvocab"}


SLOW = {
    "click",
    "dataclasses",
    "inspect",
    "tempfile",
    "shutil",
    "zipfile",
    "importlib.resources",
    "importlib.metadata",
}
"""What no plain command line needs; each takes a good part of the time in which Python starts, or more."""
SLOWER_THAN_A_WORD = {
    "csv",
    "datetime",
    "decimal",
    "hashlib",
    "pathlib",
    "rapidfuzz",
    "urllib.parse",
    "mcvocab.engine",
}
READERS = {f"mcvocab.readers.{name}" for name in ("graphs", "json_text", "rdf", "workbook")}


@pytest.mark.parametrize(
    ("arguments", "never", "most"),
    [
        (["--version"], SLOW | SLOWER_THAN_A_WORD | {"mcvocab.model"}, 50),
        (["map", "nano degree"], SLOW | SLOWER_THAN_A_WORD | {"mcvocab.quantities"}, 80),
        (["map", "horse riding"], SLOW | SLOWER_THAN_A_WORD, 80),
        (["check", "courses.csv"], SLOW | READERS | {"rapidfuzz", "xml", "urllib.request", "mcvocab.foreign"}, 150),
    ],
)
def test_plain_command_lines_load_only_what_they_need(
    arguments: list[str], never: set[str], most: int, tmp_path: Path
) -> None:
    load()
    (tmp_path / "courses.csv").write_text("Title,Level\nSafe wiring at home,SCQF 6\n", encoding="utf-8")
    found = modules(RUN.format(arguments=arguments), tmp_path)
    assert not found & never
    assert len(found) <= most
