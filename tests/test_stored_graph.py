"""A graph that is read piece by piece is the whole graph, and shapes that are compiled late say the same."""

from __future__ import annotations

import json

import pytest

from mcvocab.engine import Engine
from mcvocab.judges import active
from mcvocab.model import IRI, Blank, Graph, Literal
from mcvocab.sampler import Sampler
from mcvocab.store import load
from mcvocab.triples import StoredGraph, from_data, stored, to_data

VOCABULARY, STANDARD = load()
X, Y, P, Q = IRI("s:x"), IRI("s:y"), IRI("s:p"), IRI("s:q")
B = Blank("b")
GRAPH: Graph = {X: {P: {B: None}}, B: {Q: {Y: None, Literal("a"): None}}, Y: {P: {X: None}}}
HOLDERS = {"_:b": {"s:p": ["s:x"]}, "s:y": {"s:q": ["_:b"]}, "s:x": {"s:p": ["s:y"]}}


def kept() -> StoredGraph:
    return StoredGraph(json.loads(json.dumps(stored(GRAPH))), ["s:y"], HOLDERS)


def test_each_node_is_found_by_itself_and_with_all() -> None:
    assert kept()[Y] == GRAPH[Y]
    assert kept()[B] == GRAPH[B]  # although what it stands with was not asked for
    assert dict(kept()) == GRAPH
    assert list(kept()) == [X, B, Y]
    assert len(kept()) == 3
    assert kept().general == (Y,)


@pytest.mark.parametrize("node", [IRI("s:none"), Blank("none"), Literal("s:x")])
def test_what_has_no_triples_is_not_found(node: IRI | Blank | Literal) -> None:
    graph = kept()
    assert graph.get(node) is None
    assert node not in graph
    with pytest.raises(KeyError):
        graph[node]  # type: ignore[index]


def test_who_holds_a_value_is_known_without_reading_all() -> None:
    graph = kept()
    assert graph.holders(Q, Y) == [B]
    assert graph.holders(P, Y) == []
    assert graph.mentions(B)
    assert not graph.mentions(Blank("c"))


@pytest.mark.parametrize("profile", ["core", "qaa-2022", "employer"])
def test_shapes_that_are_compiled_late_and_read_in_part_say_the_same(profile: str) -> None:
    shapes, facts = (from_data(to_data(dict(graph))) for graph in (STANDARD.shapes, STANDARD.facts))
    names = active(STANDARD, [profile])
    early = Engine(shapes, facts)
    late = Engine(load.__wrapped__().standard.shapes, STANDARD.facts, only=names)
    targets = {node for name in names for node in shapes[name].get(IRI("http://www.w3.org/ns/shacl#property"), ())}
    sampler = Sampler(VOCABULARY, STANDARD, profiles=[profile], seed=3, defects=0.7, as_of="2026-01-15")
    seen = 0
    for sample in sampler.samples(60):
        graph = sampler.graph(sample)
        found = set(late.validate(graph))
        assert found == {result for result in early.validate(graph) if result.shape in targets or result in found}
        seen += len(found)
    assert seen
