"""The law of the engines: on every random record, ours says what the others say, or the reason is written down.

`docs/conformance.md` tells each kind of disagreement, with the smallest case and the sentence that decides it; each of
them is a case here, and none is forgiven that is not. How many records are tried is set by
``MCVOCAB_DIFFERENTIAL``; pySHACL, which is slow, is asked about a tenth of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from contenders import CONTENDERS, Contender, Said, lower, said, store

from mcvocab.engine import SH, Result, ShapesError
from mcvocab.engine.datatypes import Meaning, meaning, well_formed
from mcvocab.judges import active
from mcvocab.model import IRI, RDF_LANG_STRING, Blank, Graph, Literal, Term
from mcvocab.readers.graphs import read_graph
from mcvocab.sampler import Sampler
from mcvocab.store import load

RECORDS = int(os.environ.get("MCVOCAB_DIFFERENTIAL", "200"))
SHARES = {"turbo": 1, "pyshacl": 10}
BATCH = 50
VOCABULARY, STANDARD = load()
PROFILES = sorted(STANDARD.profiles)
PAGE = Path(__file__).parents[1] / "docs" / "conformance.md"


# --- disagreements that are explained ---------------------------------------------------------------


class Reason(NamedTuple):
    """Why an engine may say something else: ``excuses`` tells whether a difference is of this kind."""

    engines: tuple[str, ...]
    excuses: Callable[[Said, Graph], bool]


def literals(one: Said, graph: Graph) -> Iterator[Literal]:
    """The literals that a result may have been decided by: its value, and all that the focus node and its parts say."""
    if isinstance(one.value, Literal):
        yield one.value
    seen, waiting = set[Term](), [one.focus]
    while waiting:
        node = waiting.pop()
        if node in seen or isinstance(node, Literal):
            continue
        seen.add(node)
        for terms in graph.get(node, {}).values():
            for term in terms:
                if isinstance(term, Literal):
                    yield term
                else:
                    waiting.append(term)


def rewritten(literal: Literal) -> Literal:
    """The literal as Oxigraph gives it back."""
    (quad,) = store({IRI("urn:x"): {IRI("urn:p"): {literal: None}}})
    found = quad.object
    if found.language:
        return Literal(found.value, RDF_LANG_STRING, found.language)
    return Literal(found.value, found.datatype.value)


def is_rewritten(one: Said, graph: Graph) -> bool:
    """pyshacl-turbo judges and reports what Oxigraph made of a literal."""
    near = [lower(literal) for literal in literals(one, graph)]
    assert all(isinstance(literal, Literal) for literal in near)
    # Two spellings of one number may stand in one graph, so that a form is rewritten from one and written as another.
    pairs = [(rewritten(literal), literal) for literal in near if isinstance(literal, Literal)]
    if isinstance(one.value, Literal):
        return rewritten(one.value) != one.value or any(form == one.value != literal for form, literal in pairs)
    return any(form != literal for form, literal in pairs)


def is_ill_formed(one: Said, graph: Graph) -> bool:
    """rdflib makes a value of a form that XML Schema does not have, or says nothing of what it cannot compare."""
    if isinstance(one.value, Literal):
        return not well_formed(one.value)
    return any(not well_formed(literal) for literal in literals(one, graph))


def is_zoned(one: Said, graph: Graph) -> bool:
    """Other engines give a moment without a zone one of its own, or compare what is written."""
    kinds = (meaning(literal.lexical, literal.datatype) for literal in literals(one, graph))
    return any(isinstance(kind, Meaning) and kind.kind.endswith("with zone") for kind in kinds)


def is_blank(one: Said, graph: Graph) -> bool:
    """Blank nodes travel as IRIs, which have a text and are of another kind."""
    return isinstance(one.value, Blank)


REASONS = {
    "rdflib takes forms that XML Schema does not have": Reason(("pyshacl",), is_ill_formed),
    "Oxigraph rewrites literals when it stores them": Reason(("turbo",), is_rewritten),
    "A moment with a zone and one without have no order": Reason(("turbo", "pyshacl"), is_zoned),
    "Blank nodes": Reason(("turbo", "pyshacl"), is_blank),
}


def explained(engine: str, one: Said, graph: Graph) -> str | None:
    """The name of the reason that explains a difference, if one does."""
    return next((name for name, why in REASONS.items() if engine in why.engines and why.excuses(one, graph)), None)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("engine", SHARES)
def test_random_records_are_judged_alike(engine: str, profile: str) -> None:
    count = max(RECORDS // len(PROFILES) // SHARES[engine], 20)
    sampler = Sampler(VOCABULARY, STANDARD, profiles=[profile], seed=7, defects=0.5, as_of="2026-01-15")
    names = active(STANDARD, sampler.profiles)
    ours, theirs = (CONTENDERS[name](STANDARD.shapes, STANDARD.facts, names) for name in ("exact", engine))
    graphs = sampler.graphs(count)
    results = 0
    while batch := list(islice(graphs, BATCH)):
        for graph, own, other in zip(batch, ours(batch), heard(theirs, batch), strict=True):
            if other is None:
                assert engine == "pyshacl", shown(graph)
                assert has_ill_formed(graph), shown(graph)
                continue
            here, there = {said(result) for result in own}, {said(result) for result in other}
            results += len(here)
            for one in here ^ there:
                side = "ours alone" if one in here else f"{engine} alone"
                assert explained(engine, one, graph), f"{side}: {one}\n{shown(graph)}"
    assert results > count / 10


def heard(judge: Contender, batch: list[Graph]) -> list[list[Result] | None]:
    """What an engine says of each graph; None where it gives up, which must not take the others along."""
    try:
        return list(judge(batch))
    except ShapesError:
        return [None] if len(batch) == 1 else [found for graph in batch for found in heard(judge, [graph])]


def has_ill_formed(graph: Graph) -> bool:
    """pySHACL gives up where it must put two ill-formed literals in order."""
    terms = (term for properties in graph.values() for found in properties.values() for term in found)
    return any(isinstance(term, Literal) and not well_formed(term) for term in terms)


def shown(graph: Graph) -> str:
    return "\n".join(
        f"{subject} {predicate.rsplit('/', 1)[-1]} {term!r}"
        for subject, properties in graph.items()
        for predicate, terms in properties.items()
        for term in terms
    )


# --- the page ---------------------------------------------------------------------------------------

CASE = re.compile(r"^\| `(.+?)` \| `(.+?)` \| (\S+) \| (\S+) \| (\S+) \|$", re.MULTILINE)
CASES = CASE.findall(PAGE.read_text(encoding="utf-8"))
TURTLE = """
@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def test_every_reason_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(CASES) >= 15
    for name in REASONS:
        assert f"**{name}.**" in page or f"## {name}\n" in page


@pytest.mark.parametrize(("shape", "value", *CONTENDERS), CASES)
def test_each_engine_says_what_the_page_tells(shape: str, value: str, exact: str, pyshacl: str, turbo: str) -> None:
    shapes = read_graph(
        "s.ttl", f"{TURTLE} :S a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; {shape} .".encode()
    )
    data = read_graph("d.ttl", f"{TURTLE} :x :p {value} .".encode())
    for name, expected in {"exact": exact, "pyshacl": pyshacl, "turbo": turbo}.items():
        try:
            (results,) = CONTENDERS[name](shapes.graph, {})([data.graph])
        except (ShapesError, ValueError):
            assert expected == "refused", name
        else:
            found = {one.component.removeprefix(SH).removesuffix("ConstraintComponent") for one in results} or {"-"}
            assert found == {expected}, name
