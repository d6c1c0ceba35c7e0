"""What judges the graphs of records by the standard: the exact engine or, on request, pySHACL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from mcvocab.engine import Engine, Result

if TYPE_CHECKING:
    from mcvocab.model import Graph
    from mcvocab.standard import Standard


class Judge(Protocol):
    """Judges graphs by the rules of some profiles."""

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs.

        No two graphs may describe the same node.

        Raises:
            ShapesError: where the shapes cannot be run.
        """
        ...


class Exact:
    """Judges each graph by the exact engine.

    Args:
        standard: the compiled standard.
        profiles: names of the profiles whose rules are active.
    """

    def __init__(self, standard: Standard, profiles: Iterable[str]) -> None:
        active = frozenset(standard.profile(name).iri for name in profiles)
        self._engine = Engine(standard.shapes, standard.facts, only=active)

    def judge(self, graphs: Sequence[Graph]) -> Iterator[list[Result]]:
        """The results for each graph, in the order of the graphs."""
        for graph in graphs:
            # Two profiles may hold the same rule, which then speaks once.
            yield list(dict.fromkeys(self._engine.validate(graph)))


def _oracle(standard: Standard, profiles: Iterable[str]) -> Judge:
    from mcvocab.oracle import Oracle

    return Oracle(standard, profiles)


Engines: TypeAlias = "dict[str, Callable[[Standard, Iterable[str]], Judge]]"
ENGINES: Engines = {"exact": Exact, "pyshacl": _oracle}
