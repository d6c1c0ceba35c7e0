"""One parameter of one shape, as those who write constraints see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.engine.results import ShapesError
from mcvocab.engine.shape import Constraint, Holds, Shape, Test, each, together
from mcvocab.engine.source import Source, sh, short
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.model import IRI, Node, Term


@dataclass(frozen=True, slots=True)
class Declaration:
    """A value of a constraint parameter of a shape.

    Attributes:
        source: the shapes graph.
        shape: the shape that is being compiled.
        component: the IRI of the constraint component.
        parameter: the IRI of the parameter.
        value: its value.
        compile: compiles another shape.
    """

    source: Source
    shape: Shape
    component: IRI
    parameter: IRI
    value: Term
    compile: Callable[[Node], Shape]

    def each(self, test: Test) -> Constraint:
        """The constraint that every value node passes the test."""
        return each(self.shape, self.component, test)

    def together(self, holds: Holds) -> Constraint:
        """The constraint that something holds of the value nodes as a whole."""
        return together(self.shape, self.component, holds)

    def number(self) -> int:
        """The value as a whole number."""
        return self.source.number(self.shape.node, self.value, self.parameter)

    def text(self) -> str:
        """The value as a text."""
        return self.source.text(self.shape.node, self.value, self.parameter)

    def iri(self) -> IRI:
        """The value as an IRI."""
        return self.source.iri(self.shape.node, self.value, self.parameter)

    def members(self) -> list[Term]:
        """The members of the list that the value is."""
        return self.source.members(self.shape.node, self.value, self.parameter)

    def true(self) -> bool:
        """Whether the value is ``true``; of anything but a truth value the author must be told."""
        value = self.source.boolean(self.shape.node, self.value, self.parameter)
        return value and self.source.true(self.shape.node, self.parameter)

    def inner(self, value: Term | None = None) -> Shape:
        """The shape that the value, or another term, is."""
        node = self.source.node(self.shape.node, self.value if value is None else value, self.parameter)
        inner = self.compile(node)
        # What depends on another shape is settled only where that one is.
        self.shape.settled = self.shape.settled and inner.settled
        return inner

    def inners(self) -> list[Shape]:
        """The shapes in the list that the value is."""
        return [self.inner(member) for member in self.members()]

    def other(self, name: str) -> Term | None:
        """The value of another SHACL property of the shape."""
        return self.source.one(self.shape.node, sh(name))

    def property_shape_only(self) -> None:
        """Refuses the parameter at a node shape, where it means nothing."""
        if self.shape.path is None:
            raise self.error("is allowed only together with sh:path")

    def error(self, problem: str) -> ShapesError:
        """An error about this parameter of this shape."""
        return ShapesError(f"{self.source.name(self.shape.node)}: {short(self.parameter)} {problem}.")


Factory: TypeAlias = "Callable[[Declaration], Constraint | None]"
