"""SPARQL-based constraints and components of other people's shapes (SHACL sections 5 and 6).

The queries are run by an `Executor` that is handed in, because whatever runs SPARQL is no part of this engine. A
query whose answers for many focus nodes can be had at once is run once for a whole graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeAlias

from mcvocab.engine.data import RDF_TYPE, SUBCLASS_OF, Data
from mcvocab.engine.paths import path_text
from mcvocab.engine.results import BeyondCoreError, Deferred, Result, Results, ShapesError
from mcvocab.engine.shape import Constraint, Shape
from mcvocab.engine.source import Source, sh
from mcvocab.expression import expression
from mcvocab.model import IRI, XSD, Literal, Node, Term
from mcvocab.values import dataclass

OWL_IMPORTS: Final = IRI("http://www.w3.org/2002/07/owl#imports")
ROWS: Final = IRI("urn:mcvocab:rows")
SHAPES_GRAPH: Final = IRI("urn:mcvocab:shapes")

Bindings: TypeAlias = "Mapping[str, Term]"


class Executor(Protocol):
    """Runs SPARQL over a graph."""

    def solutions(self, data: Data, query: str, rows: Sequence[Bindings]) -> Sequence[Bindings]:
        """The solutions of a query.

        Args:
            data: the default graph; the shapes graph has the name `SHAPES_GRAPH`.
            query: a query that finds the rows as a graph of the name `ROWS`, each a node of its own that has the
                value of each variable under `row_property`.
            rows: what variables are beforehand.

        Raises:
            ShapesError: where the query is no SPARQL.
        """
        ...


def row_property(variable: str) -> IRI:
    """The property of a row that leads to the value of a variable."""
    return IRI(f"{ROWS}:{variable}")


# --- the text of a query ----------------------------------------------------------------------------

_OPAQUE = expression(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*",
    re.DOTALL,
)
_REFUSED = expression(r"\b(MINUS|SERVICE|VALUES|FROM)\b", re.IGNORECASE)
_PREBOUND = ("this", "shapesGraph", "currentShape", "value", "PATH")
_ONE_BY_ONE = expression(
    r"\b(GROUP|HAVING|LIMIT|OFFSET|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|REDUCED)\b|\bSELECT\b.*\bSELECT\b",
    re.IGNORECASE | re.DOTALL,
)
_FORM = expression(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_ASK = expression(r"\bASK\b", re.IGNORECASE)
_GROUP = expression(r"\{(?!\s*SELECT\b)", re.IGNORECASE)
_HOLE = expression(r"\{[?$]([A-Za-z_][A-Za-z0-9_]*)\}")


def _bare(query: str) -> str:
    """The query without texts, IRIs and comments, which may hold any word; every place stays where it was."""
    return _OPAQUE.sub(lambda found: " " * len(found[0]), query)


def _refuse(name: str, query: str, parameters: Collection[str]) -> None:
    """Refuses what SHACL section 5.2.1 forbids, and what would look outside the graph."""
    bare = _bare(query)
    if found := _REFUSED.search(bare):
        raise ShapesError(f"{name} has a SPARQL query with {found[1].upper()}, which SHACL does not allow.")
    bound = "|".join({*_PREBOUND, *parameters})
    if found := re.search(rf"\b[Aa][Ss]\s+[?$]({bound})\b", bare):
        raise ShapesError(f"{name} has a SPARQL query that binds ${found[1]}, which has its value beforehand.")
    for inner in list(re.finditer(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", bare, re.IGNORECASE | re.DOTALL))[1:]:
        if not re.search(r"[?$]this\b", inner[1]):
            raise ShapesError(f"{name} has a SPARQL query with an inner SELECT that does not name $this.")


def _prebound(query: str, variables: Collection[str]) -> str:
    """The query with each variable bound from the rows in every group, so that no filter misses its value.

    SHACL section 5.3.1 asks that a variable has its value everywhere, which a join at the top would not give.
    """
    bare = _bare(query)
    used = [name for name in variables if re.search(rf"[?$]{name}\b", bare)]
    bound = " ; ".join(f"<{row_property(name)}> ?{name}" for name in used)
    given = f" GRAPH <{ROWS}> {{ ?mcvocabRow {bound or '?mcvocabAny ?mcvocabThing'} }} "
    places = [found.end() for found in _GROUP.finditer(bare)]
    pieces = [query[start:end] for start, end in zip([0, *places], [*places, len(query)], strict=True)]
    return given.join(pieces)


def _question(query: str) -> str:
    """A question as a query for the rows of which the answer is yes."""
    found = _ASK.search(_bare(query))
    if found is None:
        raise ShapesError("A validator under sh:ask is no ASK query.")
    return f"{query[: found.start()]}SELECT DISTINCT ?mcvocabRow {query[found.end() :]}"


def _prologue(source: Source, node: Node) -> str:
    """The prefixes that a constraint or validator declares, as SPARQL writes them."""
    waiting = list(source.values(node, sh("prefixes")))
    seen: set[Term] = set()
    prefixes: dict[str, str] = {}
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        waiting += source.values(one, OWL_IMPORTS)
        for declared in source.values(one, sh("declare")):
            for prefix in source.values(declared, sh("prefix")):
                for namespace in source.values(declared, sh("namespace")):
                    if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                        prefixes[prefix.lexical] = namespace.lexical
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())


@dataclass(frozen=True, slots=True, eq=False)
class _Query:
    """A query of a constraint or a validator, ready to be run for a shape.

    Attributes:
        shape: the shape that it belongs to.
        executor: what runs it.
        text: the query, with its prefixes.
        bindings: what its variables are beforehand, beside ``this`` and ``value``.
        messages: the messages of the constraint or validator.
        component: the IRI of the constraint component.
        constraint: the node of a ``sh:sparql`` constraint.
    """

    shape: Shape
    executor: Executor
    text: str
    bindings: Bindings
    messages: tuple[Literal, ...]
    component: IRI
    constraint: Node | None = None

    def select(self) -> Constraint:
        """The constraint that the query has no solution.

        Raises:
            ShapesError: where the query is of another form.
        """
        form = _FORM.search(_bare(self.text))
        if form is None or form[0].upper() != "SELECT":
            raise ShapesError(f"A query under sh:select of the shape <{self.shape.node}> is no SELECT query.")
        text = _prebound(self.text, ["this", *self.bindings])
        batch = _Batch(self, text, together=not _ONE_BY_ONE.search(_bare(self.text)))

        def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:  # noqa: ARG001
            results.append(Deferred(batch, focus))

        def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
            return not batch.results(data, [focus]).get(focus)

        return Constraint(report, holds)

    def ask(self) -> Constraint:
        """The constraint that the answer is yes for each value."""
        text = _prebound(_question(self.text), ["this", "value", *self.bindings])

        def faulty(data: Data, focus: Term, values: Collection[Term]) -> list[Term]:
            rows = [{**self.bindings, "this": focus, "value": value} for value in values]
            passed = {row["mcvocabRow"] for row in self.executor.solutions(data, text, rows)}
            return [value for place, value in enumerate(values) if row_property(str(place)) not in passed]

        def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
            results.extend(self.result(focus, {"value": value}) for value in faulty(data, focus, values))

        def holds(data: Data, focus: Term, values: Collection[Term]) -> bool:
            return not values or not faulty(data, focus, values)

        return Constraint(report, holds, idle=True)

    def result(self, focus: Term, solution: Bindings) -> Result:
        """The result that a solution stands for."""
        if solution.get("failure") == Literal("true", XSD + "boolean"):
            raise ShapesError(f"The SPARQL query of <{self.shape.node}> reports a failure at <{focus}>.")
        shape = self.shape
        path, message = solution.get("path"), solution.get("message")
        # A node shape has but one value node, the focus node itself.
        value = solution.get("value", focus if shape.path is None else None)
        known = {**self.bindings, **solution, "this": focus}
        said = (message,) if isinstance(message, Literal) else self.messages or shape.messages
        return Result(
            focus=focus,
            path=path if isinstance(path, IRI) else shape.path,
            value=value,
            component=self.component,
            severity=shape.severity,
            shape=shape.node,
            messages=tuple(one._replace(lexical=_filled(one.lexical, known)) for one in said),
            constraint=self.constraint,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """A query asked about many focus nodes, in one go where each solution tells its own."""

    query: _Query
    text: str
    together: bool

    def results(self, data: Data, focuses: Sequence[Term]) -> Mapping[Term, Sequence[Result]]:
        """What the query finds about each focus node."""
        found: dict[Term, list[Result]] = defaultdict(list)
        for some in [focuses] if self.together else [[focus] for focus in focuses]:
            rows = [{**self.query.bindings, "this": focus} for focus in some]
            for solution in self.query.executor.solutions(data, self.text, rows):
                focus = solution.get("this", some[0])
                found[focus].append(self.query.result(focus, solution))
        return found


def _filled(template: str, known: Bindings) -> str:
    def fill(found: re.Match[str]) -> str:
        term = known.get(found[1])
        return found[0] if term is None else term.lexical if isinstance(term, Literal) else str(term)

    return _HOLE.sub(fill, template)


def _needs(executor: Executor | None, name: str) -> Executor:
    if executor is None:
        raise BeyondCoreError(f"{name} has constraints in SPARQL.")
    return executor


def _messages(source: Source, node: Node) -> tuple[Literal, ...]:
    return tuple(m for m in source.values(node, sh("message")) if isinstance(m, Literal))


def sparql_constraint(source: Source, shape: Shape, value: Term, executor: Executor | None) -> Iterator[Constraint]:
    """The constraint that a value of ``sh:sparql`` describes; none where it is deactivated.

    Raises:
        ShapesError: where it has no query, or one that SHACL does not allow.
        BeyondCoreError: where nothing is there to run SPARQL.
    """
    name = source.name(shape.node)
    node = source.node(shape.node, value, sh("sparql"))
    if source.true(node, sh("deactivated")):
        return
    select = source.one(node, sh("select"))
    if select is None:
        raise ShapesError(f"{name} has a SPARQL constraint without a query; write it under sh:select.")
    text = _text(source, shape, node, source.text(node, select, sh("select")), ())
    bindings = {"currentShape": shape.node, "shapesGraph": SHAPES_GRAPH}
    component = sh("SPARQLConstraintComponent")
    run = _needs(executor, name)
    yield _Query(shape, run, text, bindings, _messages(source, node), component, node).select()


def _text(source: Source, shape: Shape, node: Node, query: str, parameters: Collection[str]) -> str:
    _refuse(source.name(shape.node), query, parameters)
    if shape.path is not None:
        written = path_text(source, shape.path)
        query = re.sub(r"[$?]PATH\b", lambda _: written, query)
    return _prologue(source, node) + query


# --- components -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Custom:
    """A constraint component that the shapes graph declares itself.

    Attributes:
        node: its IRI.
        parameters: the properties by which shapes use it, and whether each is optional.
    """

    node: IRI
    parameters: Mapping[IRI, bool]
    source: Source

    def uses(self, source: Source, shape: Node) -> Iterator[Mapping[IRI, Term]]:
        """The values of the parameters, for each time that a shape uses the component."""
        given = {name: list(source.values(shape, name)) for name in self.parameters}
        if any(not given[name] for name, optional in self.parameters.items() if not optional):
            return
        if len(self.parameters) == 1:
            ((name, values),) = given.items()
            yield from ({name: value} for value in values)
        elif any(len(values) > 1 for values in given.values()):
            raise ShapesError(f"{source.name(shape)} has several values of a parameter of <{self.node}>; write one.")
        else:
            yield {name: values[0] for name, values in given.items() if values}

    def constraints(
        self, shape: Shape, arguments: Mapping[IRI, Term], executor: Executor | None
    ) -> Iterator[Constraint]:
        """The constraint that the component's validator makes for a shape.

        Raises:
            ShapesError: where the component has no validator for such a shape, or an unsound one.
            BeyondCoreError: where nothing is there to run SPARQL, or the validator is none of SPARQL.
        """
        source = self.source
        kind = "nodeValidator" if shape.path is None else "propertyValidator"
        validators = source.values(self.node, sh(kind)) or source.values(self.node, sh("validator"))
        for validator in validators:
            node = source.node(self.node, validator, sh("validator"))
            select, ask = source.one(node, sh("select")), source.one(node, sh("ask"))
            written = select if select is not None else ask
            if written is None:
                raise BeyondCoreError(f"The component <{self.node}> has a validator that is not in SPARQL.")
            names = {name: re.split(r"[#/:]", name)[-1] for name in self.parameters}
            text = _text(source, shape, node, source.text(node, written, sh("select")), names.values())
            bindings = {names[name]: value for name, value in arguments.items()}
            bindings |= {"currentShape": shape.node, "shapesGraph": SHAPES_GRAPH}
            messages = _messages(source, node) or _messages(source, self.node)
            run = _needs(executor, source.name(shape.node))
            query = _Query(shape, run, text, bindings, messages, self.node)
            yield query.select() if select is not None else query.ask()
            return
        raise ShapesError(f"The component <{self.node}> has no validator for {source.name(shape.node)}.")


def custom_components(source: Source) -> Iterator[Custom]:
    """The constraint components that a shapes graph declares.

    Raises:
        ShapesError: where one has no IRI, or no parameter that must be given.
    """
    for node in source.general():
        if is_component(source, node):
            parameters: dict[IRI, bool] = {}
            for parameter in source.values(node, sh("parameter")):
                inner = source.node(node, parameter, sh("parameter"))
                path = source.one(inner, sh("path"))
                if path is not None:
                    parameters[source.iri(inner, path, sh("path"))] = source.true(inner, sh("optional"))
            if all(parameters.values()):
                raise ShapesError(f"The component <{node}> needs a parameter that is not optional.")
            yield Custom(source.iri(node, node, RDF_TYPE), parameters, source)


def is_component(source: Source, node: Node) -> bool:
    """Whether a node is a constraint component, by its class or by one above it."""
    waiting, seen = list(source.values(node, RDF_TYPE)), set[Term]()
    while waiting:
        one = waiting.pop()
        if one == sh("ConstraintComponent"):
            return True
        if one not in seen:
            seen.add(one)
            waiting += source.values(one, SUBCLASS_OF)
    return False
