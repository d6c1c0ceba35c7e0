"""What validation says: a `Result` for each thing that a shape has against a value of a focus node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.model import IRI, Literal, Node, Term


class ShapesError(ValueError):
    """The shapes graph is not sound SHACL; the text says which shape, what is wrong, and what to write."""


class BeyondCoreError(ShapesError):
    """The shapes use a part of SHACL that this engine does not run; the text names it."""


class Result(NamedTuple):
    """A validation result, in the words of SHACL.

    Attributes:
        focus: the focus node.
        path: the property or path that led to the value; None for a node shape.
        value: the value node, where one value is at fault.
        component: the IRI of the constraint component.
        severity: the IRI of the severity.
        shape: the shape that was broken.
        messages: what the shape says about it, in any languages; empty where it says nothing.
        constraint: the node of a SPARQL constraint, where that was broken.
    """

    focus: Term
    path: Node | None
    value: Term | None
    component: IRI
    severity: IRI
    shape: Node
    messages: tuple[Literal, ...] = ()
    constraint: Node | None = None

    @property
    def is_sparql(self) -> bool:
        """Whether it comes of a query or of a component that is none of SHACL Core."""
        return self.constraint is not None or not self.component.startswith("http://www.w3.org/ns/shacl#")


class Batch(Protocol):
    """A constraint that is best asked about many focus nodes at once."""

    def results(self, data: Data, focuses: Sequence[Term]) -> Mapping[Term, Sequence[Result]]:
        """What there is against each focus node that is at fault."""
        ...


class Deferred(NamedTuple):
    """Holds the place of the results that a batch will have about a focus node."""

    batch: Batch
    focus: Term


Results: TypeAlias = "list[Result | Deferred]"


def settle(results: Results, data: Data) -> list[Result]:
    """The results in their order, those that were deferred found now, each batch in one go."""
    waiting: dict[Batch, dict[Term, None]] = {}
    for one in results:
        if isinstance(one, Deferred):
            waiting.setdefault(one.batch, {})[one.focus] = None
    if not waiting:
        return results  # type: ignore[return-value]
    found = {batch: batch.results(data, list(focuses)) for batch, focuses in waiting.items()}
    settled: list[Result] = []
    for one in results:
        if isinstance(one, Deferred):
            settled.extend(found[one.batch].get(one.focus, ()))
        else:
            settled.append(one)
    return settled
