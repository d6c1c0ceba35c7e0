"""What judges the graphs of records: the exact engine or, on request, pySHACL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from mcvocab.engine import BeyondCoreError, Engine, Result

if TYPE_CHECKING:
    from mcvocab.engine.sparql import Executor
    from mcvocab.model import IRI, Graph, Term
    from mcvocab.standard import Standard


class Judge(Protocol):
    """Judges graphs by some shapes."""

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs; no two of which may describe the same node.

        Raises:
            ShapesError: where the shapes cannot be run.
        """
        ...


class Exact:
    """Judges each graph by the exact engine.

    Args:
        shapes: the shapes graph.
        facts: what counts as data beside each graph.
        active: the shapes whose targets are judged; by default all.
    """

    def __init__(self, shapes: Graph, facts: Graph, active: Collection[IRI] | None = None) -> None:
        self._engine = Engine(shapes, facts, only=active)

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs."""
        for graph in graphs:
            # Two profiles may hold the same rule, which then speaks once.
            yield list(dict.fromkeys(self._engine.validate(graph)))


class Batched:
    """Judges a batch of graphs as one, so that a SPARQL query is run once for all of them.

    Args:
        shapes: the shapes graph.
        facts: what counts as data beside the graphs.
    """

    def __init__(self, shapes: Graph, facts: Graph) -> None:
        from mcvocab import triplestore

        executor: Executor | None = triplestore.Triplestore(shapes) if triplestore.available() else None
        self._engine = Engine(shapes, facts, executor=executor)

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs."""
        homes: dict[Term, int] = {node: place for place, graph in enumerate(graphs) for node in graph}
        for place, graph in enumerate(graphs):
            for properties in graph.values():
                for terms in properties.values():
                    for term in terms:
                        homes.setdefault(term, place)
        found: list[list[Result]] = [[] for _ in graphs]
        whole = {node: properties for graph in graphs for node, properties in graph.items()}
        for result in self._engine.validate(whole) if graphs else ():
            if result.focus in homes:
                found[homes[result.focus]].append(result)
        return iter(found)


def foreign(shapes: Graph, facts: Graph, engine: str) -> Judge:
    """What judges by anyone's shapes.

    Raises:
        ShapesError: where the shapes are not sound.
    """
    if engine == "exact":
        try:
            return Batched(shapes, facts)
        except BeyondCoreError:
            pass  # pySHACL knows more of SHACL than its core
    from mcvocab.oracle import Oracle

    return Oracle(shapes, facts)


def _exact(standard: Standard, profiles: Collection[str]) -> Judge:
    return Exact(standard.shapes, standard.facts, active(standard, profiles))


def _pyshacl(standard: Standard, profiles: Collection[str]) -> Judge:
    from mcvocab.oracle import Oracle

    return Oracle(standard.shapes, standard.facts, active(standard, profiles))


def active(standard: Standard, profiles: Collection[str]) -> frozenset[IRI]:
    """The node shapes of some profiles.

    Raises:
        UnknownProfileError: where a profile is not in the standard.
    """
    return frozenset(standard.profiles[name].iri for name in standard.with_extended(profiles))


Engines: TypeAlias = "dict[str, Callable[[Standard, Collection[str]], Judge]]"
ENGINES: Engines = {"exact": _exact, "pyshacl": _pyshacl}
