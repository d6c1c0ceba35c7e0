"""The engine: shapes compiled once, any number of graphs judged, each in its own right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.engine.compiler import Compiler
from mcvocab.engine.components import COMPONENTS
from mcvocab.engine.data import RDF_TYPE, Background, Data
from mcvocab.engine.results import Result, Results, settle
from mcvocab.engine.source import Source, sh
from mcvocab.model import IRI, Graph, Node, Term

if TYPE_CHECKING:
    from mcvocab.engine.declaration import Factory
    from mcvocab.engine.shape import Shape
    from mcvocab.engine.sparql import Executor

_REMEMBERED_TYPES = 1_000


class Engine:
    """Validates graphs against shapes, as the SHACL specification says, result by result.

    Args:
        shapes: the shapes graph.
        background: triples that hold beside every graph that is judged, such as the concepts of a language. They
            count as data, but none of their nodes is a target.
        only: the shapes whose targets are judged; by default all.
        executor: what runs SPARQL, where the shapes need it.
        components: native functions of constraint components, by IRI; by default those of our own.

    Raises:
        ShapesError: where the shapes are not sound; the text names the shape and what to write.
        BeyondCoreError: where they use a part of SHACL that this engine does not run.

    >>> from mcvocab.model import Literal
    >>> shape, path = IRI("s:shape"), IRI("s:p")
    >>> shapes = {shape: {sh("targetClass"): {IRI("s:C"): None}, sh("path"): {path: None},
    ...                   sh("minCount"): {Literal("1", "http://www.w3.org/2001/XMLSchema#integer"): None}}}
    >>> graph = {IRI("s:x"): {RDF_TYPE: {IRI("s:C"): None}}}
    >>> [str(result.component) for result in Engine(shapes).validate(graph)]
    ['http://www.w3.org/ns/shacl#MinCountConstraintComponent']
    """

    def __init__(
        self,
        shapes: Graph,
        background: Graph | None = None,
        *,
        only: Collection[Node] | None = None,
        executor: Executor | None = None,
        components: Mapping[IRI, Factory] = COMPONENTS,
    ) -> None:
        compiler = Compiler(Source(shapes), executor, components, late=only is not None)
        if only is None:
            compiler.check_all()
        self._background = Background(background)
        self._nodes: list[tuple[Term, Shape]] = []
        self._by_class: dict[Term, list[Shape]] = {}
        self._by_subject: dict[IRI, list[Shape]] = {}
        self._by_object: dict[IRI, list[Shape]] = {}
        self._by_types: dict[tuple[Term, ...], tuple[Shape, ...]] = {}
        for node, targets in compiler.roots(only).items():
            shape = compiler.shape(node)
            for kind, value in targets:
                self._aim(shape, kind, value)

    def _aim(self, shape: Shape, kind: IRI, value: Term) -> None:
        if kind == sh("targetNode"):
            self._nodes.append((value, shape))
        elif kind == sh("targetClass"):
            self._by_class.setdefault(value, []).append(shape)
        elif isinstance(value, IRI):
            by = self._by_subject if kind == sh("targetSubjectsOf") else self._by_object
            by.setdefault(value, []).append(shape)

    def validate(self, graph: Graph) -> list[Result]:
        """All results for a graph: in the order of its nodes and, for each, of the shapes.

        Raises:
            ShapesError: where a SPARQL query cannot be run.
        """
        data = Data(graph, self._background)
        results: Results = []
        for focus, shapes in self._focuses(data):
            for shape in shapes:
                shape.validate(data, focus, results)
        return settle(results, data)

    def _focuses(self, data: Data) -> Iterator[tuple[Term, Collection[Shape]]]:
        """The focus nodes, each with the shapes that target it, no shape twice."""
        others = self._other_targets(data)
        for node, properties in data.own.items():
            shapes = self._of_class(data, tuple(properties[RDF_TYPE])) if RDF_TYPE in properties else ()
            if others and node in others:
                shapes = _ordered({*shapes, *others.pop(node)})
            if shapes:
                yield node, shapes
        for term, targeting in others.items():
            yield term, _ordered(set(targeting))

    def _of_class(self, data: Data, types: tuple[Term, ...]) -> tuple[Shape, ...]:
        found = self._by_types.get(types)
        if found is None or data.declares_classes:
            above = {name for one in types for name in data.superclasses(one)}
            found = _ordered({shape for name in above for shape in self._by_class.get(name, ())})
            if not data.declares_classes:
                if len(self._by_types) >= _REMEMBERED_TYPES:
                    self._by_types.clear()
                self._by_types[types] = found
        return found

    def _other_targets(self, data: Data) -> dict[Term, list[Shape]]:
        """The focus nodes that are targeted otherwise than by their class."""
        found: dict[Term, list[Shape]] = {}
        for term, shape in self._nodes:
            found.setdefault(term, []).append(shape)
        if self._by_subject or self._by_object:
            for node, properties in data.own.items():
                self._add_by_property(found, node, properties)
        return found

    def _add_by_property(
        self, found: dict[Term, list[Shape]], node: Node, properties: Mapping[IRI, Mapping[Term, None]]
    ) -> None:
        for predicate, terms in properties.items():
            for shape in self._by_subject.get(predicate, ()):
                found.setdefault(node, []).append(shape)
            for shape in self._by_object.get(predicate, ()):
                for term in terms:
                    found.setdefault(term, []).append(shape)


def _ordered(shapes: Collection[Shape]) -> tuple[Shape, ...]:
    return tuple(sorted(shapes, key=lambda shape: shape.position))
