"""The shapes file of each profile: other engines run it alone and come to the same verdicts."""

from __future__ import annotations

import pytest

from mcvocab.engine import Engine, Result
from mcvocab.judges import ENGINES, active
from mcvocab.model import IRI, RDF, Blank, Graph, Term
from mcvocab.oracle import Oracle
from mcvocab.publishing import PREFIXES, profile_shapes
from mcvocab.readers.graphs import read_graph
from mcvocab.reporters.turtle import write_turtle
from mcvocab.sampler import Sampler
from mcvocab.store import load

VOCABULARY, STANDARD = load()
COMPONENTS = "ConstraintComponent"


def written(profile: str) -> Graph:
    """The shapes as somebody else would read them from the file."""
    return read_graph("p.ttl", write_turtle(profile_shapes(VOCABULARY, STANDARD, profile), PREFIXES).encode()).graph


def graphs(profile: str, count: int) -> list[Graph]:
    sampler = Sampler(VOCABULARY, STANDARD, profiles=[profile], seed=3, defects=0.6, as_of="2026-01-15")
    return list(sampler.graphs(count))


def said(results: list[Result]) -> set[tuple[Term, Term | None, str, str, object]]:
    """What a report says of rules; shapes within them have other names in the file."""
    return {
        (r.focus, r.value if not isinstance(r.value, Blank) else Blank("any"), r.component, r.severity, r.shape)
        for r in results
        if not isinstance(r.shape, Blank)
    }


def as_judged(profile: str, results: list[Result]) -> list[Result]:
    """Results of the sources, with the severities of the profile."""
    rules = STANDARD.profiles[profile].rules
    judged = []
    for result in results:
        code = STANDARD.code(result.shape, result.component)
        if code is not None:
            severity = IRI(f"http://www.w3.org/ns/shacl#{rules[code].word.capitalize()}")
            judged.append(result._replace(severity=severity))
    return judged


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_the_file_says_what_the_sources_say(profile: str) -> None:
    file = Engine(written(profile), STANDARD.facts)
    source = ENGINES["exact"](STANDARD, [profile])
    tried = graphs(profile, 40)
    for graph, expected in zip(tried, source.judge(tried), strict=True):
        assert said(file.validate(graph)) == said(as_judged(profile, expected))


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_pyshacl_runs_the_file_and_agrees(profile: str) -> None:
    tried = [
        graph for graph in graphs(profile, 4) if not any(isinstance(node, Blank) and node == "odd" for node in graph)
    ]
    theirs = Oracle(written(profile), STANDARD.facts).judge(tried)
    ours = Oracle(STANDARD.shapes, STANDARD.facts, active(STANDARD, [profile])).judge(tried)
    for found, expected in zip(theirs, ours, strict=True):
        assert said(found) == said(as_judged(profile, expected))


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_without_the_language_only_what_computes_with_it_is_silent(profile: str) -> None:
    shapes = written(profile)
    with_it, alone = Engine(shapes, STANDARD.facts), Engine(shapes)
    for graph in graphs(profile, 30):
        # A concept that the graph itself describes is none that the file alone could know.
        if any(node in STANDARD.facts for node in graph):
            continue
        silent = said(with_it.validate(graph)) - said(alone.validate(graph))
        assert all(component.startswith("https://w3id.org/mcvocab/") for _, _, component, _, _ in silent)


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_the_file_is_self_contained(profile: str) -> None:
    shapes = written(profile)
    rdf_type = IRI(RDF + "type")
    assert shapes[STANDARD.profiles[profile].iri][rdf_type]
    for node, rows in shapes.items():
        for name, terms in rows.items():
            if name.endswith(("shacl#property", "shacl#node", "shacl#parameter", "#prefixes")):
                assert all(term in shapes for term in terms), (node, name)
