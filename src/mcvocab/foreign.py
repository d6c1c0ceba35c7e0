"""Anyone's shapes as a profile of their own: each constraint of each shape is a rule with a code and a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mcvocab.engine import SH, Result, ShapesError
from mcvocab.engine.constraints import PARAMETERS
from mcvocab.engine.messages import best, sentences
from mcvocab.engine.source import Source, sh
from mcvocab.model import IRI, Blank, Graph, Node, Profile, Rule, Severity, Term
from mcvocab.readers.graphs import GraphError, read_graph

if TYPE_CHECKING:
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

ADDRESS = "urn:mcvocab:shapes:"
_SEVERITIES = {sh(severity.word.capitalize()): severity for severity in Severity}


def read_shapes(path: str) -> Graph:
    """The shapes graph of a file.

    Raises:
        ShapesError: where it cannot be opened, or is no RDF.
    """
    try:
        return read_graph(path, Path(path).read_bytes()).graph
    except GraphError as error:
        raise ShapesError(f"{error.where}: these shapes cannot be used, because {error.problem}.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ShapesError(f"{path}: these shapes cannot be opened ({reason}).") from None


def adopt(standard: Standard, vocabulary: Vocabulary, path: str, graph: Graph) -> Standard:
    """The standard with one more profile, named like the file, that holds everything these shapes ask for."""
    name = PurePath(path).name
    sentence, source = sentences(graph), Source(graph)
    rules: dict[str, Rule] = {}
    codes: dict[tuple[Node, IRI], str] = {}
    for shape, component, value in _constraints(source):
        if (shape, component) in codes:
            continue
        severity = _severity(source, shape)
        about = next(iter(source.values(shape, sh("path"))), None)
        code = _free(_code(source, shape, component), rules.keys() | standard.rules.keys())
        codes[shape, component] = code
        result = Result(shape, None, value, component, severity, shape)
        message = best(source.values(shape, sh("message"))) or sentence(result)
        rules[code] = Rule(
            code=code,
            iri=shape if isinstance(shape, IRI) else IRI(f"{ADDRESS}{name}:{code}"),
            name=code.replace("-", " ").capitalize(),
            message=message,
            template=message.replace("{", "{{").replace("}", "}}"),
            severity=_SEVERITIES.get(severity, Severity.VIOLATION),
            why="",
            fix="",
            source=name,
            about=tuple(key for key, field in vocabulary.fields.items() if field.path[-1] == about),
        )
    profile = Profile(
        name=name,
        iri=IRI(ADDRESS + name),
        title=name,
        description=f"What the shapes in {name} ask for.",
        version="",
        status="",
        source=name,
        kind="",
        target=None,
        rules={code: rule.severity for code, rule in rules.items()},
    )
    return standard.extended(rules, profile, codes)


def _constraints(source: Source) -> Iterator[tuple[Node, IRI, Term]]:
    """Every constraint that a shape of the graph may report: the shape, the component, a value of its parameter."""
    components = {
        path: component
        for component, rows in source.graph.items()
        for parameter in rows.get(sh("parameter"), ())
        for path in source.values(parameter, sh("path"))
    }
    for shape, rows in source.graph.items():
        for name, values in rows.items():
            value = next(iter(values))
            if name in PARAMETERS and name != sh("property"):
                local = name.removeprefix(SH)
                yield shape, sh(f"{local[0].upper()}{local[1:]}ConstraintComponent"), value
            elif name == sh("sparql"):
                yield shape, sh("SPARQLConstraintComponent"), value
            elif isinstance(component := components.get(name), IRI):
                yield shape, component, value


def _severity(source: Source, shape: Node) -> IRI:
    found = next(iter(source.values(shape, sh("severity"))), None)
    return found if isinstance(found, IRI) else sh("Violation")


def _code(source: Source, shape: Node, component: IRI) -> str:
    """A kebab name: what the shape is called, or the property that it is about, and what it asks."""
    called: Term = shape
    if isinstance(shape, Blank):
        path = next(iter(source.values(shape, sh("path"))), shape)
        called = path if isinstance(path, IRI) else IRI("shape")
    asked = re.split(r"[#/:]", component)[-1].removesuffix("ConstraintComponent")
    return f"{_kebab(re.split(r'[#/:]', str(called))[-1])}-{_kebab(asked)}".strip("-")


def _kebab(name: str) -> str:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-")


def _free(code: str, taken: set[str]) -> str:
    number, free = 2, code
    while free in taken:
        number, free = number + 1, f"{code}-{number}"
    return free
