"""Compiles a shapes graph into shapes that can be asked, and nothing of it is passed over in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mcvocab.engine.components import COMPONENTS
from mcvocab.engine.constraints import PARAMETERS, SINGLE
from mcvocab.engine.data import RDF_TYPE
from mcvocab.engine.declaration import Declaration
from mcvocab.engine.paths import compile_path, first_property, leads_back
from mcvocab.engine.results import BeyondCoreError, ShapesError
from mcvocab.engine.shape import Constraint, Shape
from mcvocab.engine.source import SH, Source, sh, short
from mcvocab.engine.sparql import Custom, Executor, custom_components, sparql_constraint
from mcvocab.model import IRI, Literal, Node, Term

if TYPE_CHECKING:
    from mcvocab.engine.declaration import Factory

RDFS_CLASS: Final = IRI("http://www.w3.org/2000/01/rdf-schema#Class")
TARGETS: Final = tuple(sh(name) for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"))
_SHAPE_TYPES: Final = frozenset({sh("NodeShape"), sh("PropertyShape")})

_BESIDE: Final = frozenset(
    sh(name)
    for name in (
        *("path", "severity", "message", "deactivated", "name", "description", "order", "group", "defaultValue"),
        *("flags", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint"),
        # A node may be a shape and something else of SHACL at once, such as its own SPARQL constraint.
        *("sparql", "select", "ask", "prefixes", "declare", "parameter", "optional"),
        *("validator", "nodeValidator", "propertyValidator", "labelTemplate"),
    )
) | set(TARGETS)
"""Properties of shapes that are no constraint parameters by themselves."""

_IDLE: Final = (_BESIDE - {sh("sparql"), sh("qualifiedValueShape")}) | {
    sh(name)
    for name in (
        *("class", "datatype", "nodeKind", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
        *("minLength", "maxLength", "pattern", "languageIn", "in", "node", "not", "and", "or", "xone"),
    )
}
"""Properties of shapes that have nothing to say where there are no value nodes."""
_ROOT, _MEMBER = 1, 2
"""The depths of a node shape that has targets, and of its property shapes."""

_BEYOND: Final = {
    sh("js"): "constraints in JavaScript (SHACL-JS)",
    sh("target"): "targets beyond SHACL Core (SHACL-AF)",
    sh("rule"): "rules (SHACL-AF)",
    sh("expression"): "expression constraints (SHACL-AF)",
    sh("values"): "computed values (SHACL-AF)",
}


class Compiler:
    """Compiles the shapes of one graph.

    Args:
        source: the shapes graph.
        executor: what runs SPARQL; without it, shapes that need SPARQL are refused.
        components: native functions of constraint components, by IRI; other components run as SPARQL.
        late: whether a node shape is compiled only when there is a node to look at, and a property shape of it when
            it has values to look at, if it can have nothing to say before: for shapes that are known to be sound.
    """

    def __init__(
        self,
        source: Source,
        executor: Executor | None = None,
        components: Mapping[IRI, Factory] = COMPONENTS,
        *,
        late: bool = False,
    ) -> None:
        self._late = late
        self._source, self._executor, self._components = source, executor, components
        self._shapes: dict[Node, Shape] = {}
        self._open: list[Node] = []
        self._custom: list[Custom] = list(custom_components(source))
        for node in source.general():
            for regime in source.values(node, sh("entailment")):
                raise ShapesError(f"<{node}> asks for the entailment {regime}, which is not worked out here.")
        self._own = {name for custom in self._custom for name in custom.parameters}

    def roots(self, only: Collection[Node] | None = None) -> dict[Node, list[tuple[IRI, Term]]]:
        """The shapes that have targets, all or those named, each with its kinds of target and their values."""
        found: dict[Node, list[tuple[IRI, Term]]] = {}
        for node in self._source.graph if only is None else sorted(only):
            properties = self._source.properties(node)
            targets = [(kind, value) for kind in TARGETS for value in properties.get(kind, ())]
            for kind, value in targets:
                if kind != sh("targetNode"):
                    self._source.iri(node, value, kind)
            types = properties.get(RDF_TYPE, {})
            if RDFS_CLASS in types and not _SHAPE_TYPES.isdisjoint(types):
                targets.append((sh("targetClass"), node))
            if targets:
                found[node] = targets
        return found

    def check_all(self) -> None:
        """Compiles every shape that says it is one, so that no mistake hides in a shape that nobody uses."""
        for node, properties in self._source.graph.items():
            if not _SHAPE_TYPES.isdisjoint(properties.get(RDF_TYPE, ())):
                self.shape(node)

    def shape(self, node: Node) -> Shape:
        """The compiled shape.

        Raises:
            ShapesError: where it is not sound, or refers to itself.
            BeyondCoreError: where it uses what this engine does not run.
        """
        found = self._shapes.get(node)
        if found is not None:
            return found
        if node in self._open:
            raise ShapesError(
                f"{self._source.name(node)} refers to itself, directly or through other shapes. SHACL does not say "
                "what such a shape means, so it cannot be run; write out the depth that is meant."
            )
        self._open.append(node)
        try:
            shape = self._compiled(node)
        finally:
            self._open.pop()
        # Kept only once complete: while it is open, whoever asks for it stands inside it.
        self._shapes[node] = shape
        return shape

    def _compiled(self, node: Node) -> Shape:
        source = self._source
        properties = source.properties(node)
        shape = Shape(node, len(self._shapes) + len(self._open))
        self._refuse_unknown(node, properties)
        severity = source.one(node, sh("severity"))
        if severity is not None:
            shape.severity = source.iri(node, severity, sh("severity"))
        shape.messages = tuple(m for m in source.values(node, sh("message")) if isinstance(m, Literal))
        path = source.one(node, sh("path"))
        values = None
        if path is not None:
            shape.path = source.node(node, path, sh("path"))
            values = compile_path(source, node, shape.path)
            shape.settled = not leads_back(source, shape.path)
            shape.begins = first_property(source, shape.path)
        depth = len(self._open)
        if self._late and (
            (depth == _ROOT and values is None)
            or (depth == _MEMBER and values is not None and self._is_idle(properties))
        ):
            # It is asked only where it has values; until then it says nothing, and nobody else may rely on it.
            shape.settled = False
            shape.complete(values, (), lambda: self._compiled_late(shape, properties))
            return shape
        shape.complete(values, self._active(shape, properties))
        return shape

    def _is_idle(self, properties: Iterable[IRI]) -> bool:
        """Whether a shape has nothing to say where there are no value nodes."""
        return all(name in _IDLE or not (name in self._own or name.startswith(SH)) for name in properties)

    def _active(self, shape: Shape, properties: Mapping[IRI, Collection[Term]]) -> list[Constraint]:
        constraints = list(self._constraints(shape, properties))
        return [] if self._source.true(shape.node, sh("deactivated")) else constraints

    def _compiled_late(self, shape: Shape, properties: Mapping[IRI, Collection[Term]]) -> list[Constraint]:
        self._open.append(shape.node)
        try:
            return self._active(shape, properties)
        finally:
            self._open.pop()

    def _constraints(self, shape: Shape, properties: Mapping[IRI, Collection[Term]]) -> Iterator[Constraint]:
        for name, values in properties.items():
            factory = PARAMETERS.get(name)
            if factory is not None:
                if name in SINGLE:
                    self._source.one(shape.node, name)
                for value in values:
                    yield from self._made(shape, _component(name), name, value, factory)
            elif name == sh("sparql"):
                for value in values:
                    yield from sparql_constraint(self._source, shape, value, self._executor)
        for custom in () if self._own.isdisjoint(properties) else self._custom:
            native = self._components.get(custom.node)
            for arguments in custom.uses(self._source, shape.node):
                if native is not None:
                    (name,) = custom.parameters
                    yield from self._made(shape, custom.node, name, arguments[name], native)
                else:
                    yield from custom.constraints(shape, arguments, self._executor)

    def _made(self, shape: Shape, component: IRI, name: IRI, value: Term, factory: Factory) -> Iterator[Constraint]:
        made = factory(Declaration(self._source, shape, component, name, value, self.shape))
        if made is not None:
            yield made

    def _refuse_unknown(self, node: Node, properties: Mapping[IRI, Collection[Term]]) -> None:
        for name in properties:
            if name in PARAMETERS or name in _BESIDE or name in self._own or not name.startswith(SH):
                continue
            if name in _BEYOND:
                raise BeyondCoreError(f"{self._source.name(node)} uses {short(name)}: {_BEYOND[name]}.")
            from difflib import get_close_matches

            known = [one.removeprefix(SH) for one in (*PARAMETERS, *_BESIDE)]
            near = get_close_matches(name.removeprefix(SH), known, n=1)
            hint = f" Did you mean sh:{near[0]}?" if near else " Remove it, or write what it means otherwise."
            raise ShapesError(f"{self._source.name(node)} has {short(name)}, which SHACL does not know.{hint}")


def _component(parameter: IRI) -> IRI:
    """The constraint component of a parameter: the specification names each after its parameter."""
    name = parameter.removeprefix(SH)
    return sh(f"{name[0].upper()}{name[1:]}ConstraintComponent")
