"""A compiled shape, and the constraints that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcvocab.engine.results import Result, Results, settle
from mcvocab.engine.source import sh
from mcvocab.model import Literal

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.paths import Path
    from mcvocab.model import IRI, Node, Term

Report: TypeAlias = "Callable[[Data, Term, Collection[Term], Results], None]"
"""Appends a result for each fault among the value nodes of a focus node."""
Holds: TypeAlias = "Callable[[Data, Term, Collection[Term]], bool]"
"""Whether there is no fault among the value nodes of a focus node."""
Test: TypeAlias = "Callable[[Data, Term], bool]"
"""Whether one value node is as it should be."""

REMEMBERED, LONGEST_REMEMBERED = 10_000, 500
"""How many value nodes are remembered of a shape, and of how many characters: prose would fill the memory."""


class Constraint(NamedTuple):
    """One constraint of a shape.

    Attributes:
        report: appends what is wrong.
        holds: whether nothing is wrong.
        idle: whether it has nothing to say where there are no value nodes.
        shape: the property shape that it asks about each value node, where that is all it does.
    """

    report: Report
    holds: Holds
    idle: bool = False
    shape: Shape | None = None


class Shape:
    """A shape, ready to be asked about any node.

    Attributes:
        node: the shape in the shapes graph.
        position: its place among the shapes of the graph.
        path: the node that describes its path; None for a node shape.
        severity: the IRI of its severity.
        messages: its messages.
        begins: the property without which a focus node has no values of the path, where there is one.
        needs: the same where the shape has nothing to say without values.
        settled: whether what it says of a node of the background, or of a literal, is the same for every graph.
    """

    __slots__ = (
        "_always",
        "_holds",
        "_late",
        "_remembered",
        "_values",
        "_with_values",
        "begins",
        "messages",
        "needs",
        "node",
        "path",
        "position",
        "settled",
        "severity",
    )

    def __init__(self, node: Node, position: int) -> None:
        self.node, self.position = node, position
        self.path: Node | None = None
        self.begins: IRI | None = None
        self.needs: IRI | None = None
        self.severity = sh("Violation")
        self.messages: tuple[Literal, ...] = ()
        self.settled = True
        self._values: Path | None = None
        self._always: tuple[Report, ...] = ()
        self._with_values: tuple[Report, ...] = ()
        self._holds: tuple[Holds, ...] = ()
        self._late: Callable[[], Collection[Constraint]] | None = None
        self._remembered: dict[Term, bool] = {}

    def complete(
        self,
        values: Path | None,
        constraints: Collection[Constraint],
        late: Callable[[], Collection[Constraint]] | None = None,
    ) -> None:
        """Gives the shape its path, if it is a property shape, and its constraints.

        Args:
            values: gives the value nodes of a focus node.
            constraints: the constraints.
            late: gives them when there are value nodes for the first time, where none of them speaks without.
        """
        self._values, self._late = values, late
        constraints = list(_side_by_side(constraints))
        self._always = tuple(one.report for one in constraints if not one.idle)
        self._with_values = tuple(one.report for one in constraints if one.idle)
        self._holds = tuple(one.holds for one in constraints)
        self.needs = None if self._always else self.begins

    def validate(self, data: Data, focus: Term, results: Results) -> None:
        """Appends what the shape has against a focus node."""
        values = (focus,) if self._values is None else self._values(data, focus)
        for report in self._always:
            report(data, focus, values, results)
        if values:
            if self._late is not None:
                self.complete(self._values, self._late())
            for report in self._with_values:
                report(data, focus, values, results)

    def conforms(self, data: Data, focus: Term) -> bool:
        """Whether the shape has nothing against a focus node, whatever its severity."""
        if not self.settled or not data.apart or focus in data.nodes:
            return self._conforms(data, focus)
        found = self._remembered.get(focus)
        if found is None:
            found = self._conforms(data, focus)
            if not isinstance(focus, Literal) or len(focus.lexical) <= LONGEST_REMEMBERED:
                if len(self._remembered) >= REMEMBERED:
                    self._remembered.clear()
                self._remembered[focus] = found
        return found

    def _conforms(self, data: Data, focus: Term) -> bool:
        values = (focus,) if self._values is None else self._values(data, focus)
        if self._late is not None and values:
            self.complete(self._values, self._late())
        return all(holds(data, focus, values) for holds in self._holds)

    def result(self, component: IRI, focus: Term, value: Term | None) -> Result:
        """A result of this shape."""
        return Result(focus, self.path, value, component, self.severity, self.node, self.messages)


def _side_by_side(constraints: Iterable[Constraint]) -> Iterator[Constraint]:
    """The constraints, of which property shapes that follow each other are made one."""
    for alike, group in groupby(constraints, key=lambda one: one.shape is not None):
        members = list(group)
        if alike and len(members) > 1:
            yield _together([one.shape for one in members if one.shape is not None])
        else:
            yield from members


def _together(shapes: Collection[Shape]) -> Constraint:
    """Property shapes of one node, of which those are passed over that need a property which the node lacks."""
    asked = tuple((shape.needs, shape.validate, shape.conforms) for shape in shapes)

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:  # noqa: ARG001
        if len(values) > 1:  # the values of one shape stand together
            for shape in shapes:
                for value in values:
                    shape.validate(data, value, results)
            return
        for value in values:
            properties = data.properties(value)
            for needs, validate, _ in asked:
                if needs is None or needs in properties:
                    validate(data, value, results)

    def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        for value in values:
            properties = data.properties(value)
            for needs, _, conforms in asked:
                if (needs is None or needs in properties) and not conforms(data, value):
                    return False
        return True

    return Constraint(report, holds, idle=True)


def each(shape: Shape, component: IRI, test: Test) -> Constraint:
    """A constraint that each value node passes or fails by itself."""

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        for value in values:
            if not test(data, value):
                results.append(shape.result(component, focus, value))

    def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        return all(test(data, value) for value in values)

    return Constraint(report, holds, idle=True)


def together(shape: Shape, component: IRI, holds: Holds) -> Constraint:
    """A constraint on the value nodes as a whole, which names no value."""

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        if not holds(data, focus, values):
            results.append(shape.result(component, focus, None))

    return Constraint(report, holds)


def pointed(report: Report) -> Constraint:
    """A constraint that finds the faults among the value nodes of a focus node itself."""

    def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:
        results: Results = []
        report(data, focus, values, results)
        return not settle(results, data)

    return Constraint(report, holds)
