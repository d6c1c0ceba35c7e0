"""Reports of plain SHACL validation: for people, for programs, and as the graph that the specification describes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mcvocab.engine.messages import shown
from mcvocab.engine.paths import path_text
from mcvocab.engine.report import report
from mcvocab.engine.source import SH, Source
from mcvocab.model import IRI, XSD, Blank, Literal, Severity
from mcvocab.reporters import sarif, text_report
from mcvocab.reporters.json_report import location_data
from mcvocab.reporters.jsonld import write_jsonld
from mcvocab.reporters.plain import trim
from mcvocab.reporters.turtle import write_turtle

if TYPE_CHECKING:
    from mcvocab.engine import Result
    from mcvocab.model import Graph, Location, Term
    from mcvocab.reporters.style import Style

FORMAT = "mcvocab-shacl/1"
KNOWN_PREFIXES = {"sh": SH, "xsd": XSD, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A validation result, where it is in the data, what it says, and where its shape is written."""

    result: Result
    where: Location
    message: str
    shape: Location


@dataclass(frozen=True, slots=True)
class Validation:
    """What validation found.

    Attributes:
        faults: the results, in the order of the data and of the shapes.
        shapes: the shapes graph.
        prefixes: namespaces by prefix, to write IRIs shortly.
        nodes: how many nodes the data describe.
        notes: what else there is to say, such as that pySHACL had to be asked.
    """

    faults: tuple[Fault, ...]
    shapes: Graph
    prefixes: Mapping[str, str]
    nodes: int
    notes: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no result of any severity."""
        return not self.faults

    def path(self, result: Result) -> str:
        """The path of a result as SPARQL writes it; empty where it has none."""
        if result.path is None:
            return ""
        source = Source(self.shapes)
        known = isinstance(result.path, IRI) or result.path in self.shapes
        return path_text(source, result.path, Names(self.prefixes)) if known else ""


ShaclReporter: TypeAlias = "Callable[[Validation, Style], Iterator[str]]"


def severity(result: Result) -> Severity:
    """The severity as one of the three; a severity of the author's own counts as a violation."""
    try:
        return Severity.named(result.severity)
    except KeyError:
        return Severity.VIOLATION


class Names:
    """Writes terms as short as the prefixes allow."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def __call__(self, term: Term) -> str:
        """The term as Turtle would write it."""
        if isinstance(term, Literal):
            return shown(term)
        for prefix, namespace in self._prefixes:
            local = term[len(namespace) :]
            if namespace and term.startswith(namespace) and local and not set(local) & set('/#:?&=<>"{}|^`\\ '):
                return f"{prefix}:{local}"
        return shown(term)


def write_text(validation: Validation, style: Style) -> Iterator[str]:
    """For a person at a terminal: each fault with its place, then how many there are."""
    paint, names = text_report.painter(style), Names(validation.prefixes)
    for fault in validation.faults:
        result = fault.result
        level = severity(result)
        about = trim(names(result.focus)) + (f" {validation.path(result)}" if result.path else "")
        yield paint(str(fault.where), text_report.BOLD) + " "
        yield paint(level.word, text_report.COLOURS[level]) + f" {about}\n"
        yield f"    {fault.message}\n"
        if result.value is not None and result.value != result.focus:
            yield f"    Value: {trim(names(result.value))}\n"
        shape = "" if isinstance(result.shape, Blank) else f" of {names(result.shape)}"
        yield paint(f"    {names(result.component)}{shape} ({fault.shape})", text_report.FAINT) + "\n"
    count = len(validation.faults)
    nodes = f"{validation.nodes} node{'' if validation.nodes == 1 else 's'}"
    if count:
        by = {level: sum(severity(f.result) is level for f in validation.faults) for level in reversed(Severity)}
        words = ", ".join(f"{number} {level.word}" for level, number in by.items() if number)
        yield f"\nDoes not conform: {count} result{'' if count == 1 else 's'} ({words}) in {nodes}.\n"
    else:
        yield f"Conforms: no results in {nodes}.\n"


def write_json(validation: Validation, style: Style) -> Iterator[str]:  # noqa: ARG001
    """For programs: one JSON document; keys with nothing to say are absent."""
    head = {"format": FORMAT, "conforms": validation.conforms}
    yield json.dumps(head)[:-1] + ', "results": ['
    for place, fault in enumerate(validation.faults):
        yield ("," if place else "") + "\n" + json.dumps(_data(validation, fault), ensure_ascii=False)
    yield "\n]}\n" if validation.faults else "]}\n"


def _data(validation: Validation, fault: Fault) -> dict[str, Any]:
    result = fault.result
    said = {
        "severity": result.severity,
        "focus": _term(result.focus),
        "path": _term(result.path) if isinstance(result.path, IRI) else None,
        "path_text": validation.path(result),
        "value": None if result.value is None else _term(result.value),
        "component": result.component,
        "shape": _term(result.shape),
        "message": fault.message,
        "messages": [_term(message) for message in result.messages],
    }
    places = {"where": location_data(fault.where), "shape_where": location_data(fault.shape)}
    return {key: value for key, value in said.items() if value} | places


def _term(term: Term) -> Any:
    """A term as the SPARQL results format in JSON writes it."""
    if not isinstance(term, Literal):
        return {"type": "bnode" if isinstance(term, Blank) else "uri", "value": term}
    told = {"type": "literal", "value": term.lexical}
    return told | ({"xml:lang": term.language} if term.language else {"datatype": term.datatype})


def write_report(validation: Validation, style: Style) -> Iterator[str]:  # noqa: ARG001
    """The validation report of the specification, in Turtle."""
    yield write_turtle(_graph(validation), {**validation.prefixes, **KNOWN_PREFIXES})


def write_linked(validation: Validation, style: Style) -> Iterator[str]:  # noqa: ARG001
    """The validation report of the specification, in JSON-LD."""
    yield write_jsonld(_graph(validation), {**validation.prefixes, **KNOWN_PREFIXES})


def _graph(validation: Validation) -> Graph:
    said = {fault.result: fault.message for fault in validation.faults}
    return report([fault.result for fault in validation.faults], validation.shapes, said.__getitem__)


def write_sarif(validation: Validation, style: Style) -> Iterator[str]:  # noqa: ARG001
    """SARIF 2.1.0: a rule for each constraint component of each shape that was broken."""
    names = Names(validation.prefixes)
    rules: dict[str, sarif.SarifRule] = {}
    results = []
    for fault in validation.faults:
        component = fault.result.component.rsplit("#", 1)[-1].removesuffix("ConstraintComponent")
        shape = fault.result.shape
        called = validation.path(fault.result) if isinstance(shape, Blank) else names(shape)
        identity = f"{called} {component}".strip()
        rules.setdefault(identity, sarif.SarifRule(identity, component, fault.message))
        results.append(sarif.SarifResult(identity, severity(fault.result), fault.message, fault.where))
    yield from sarif.log(results, rules.__getitem__)


SHACL_REPORTERS: dict[str, ShaclReporter] = {
    "text": write_text,
    "json": write_json,
    "turtle": write_report,
    "jsonld": write_linked,
    "sarif": write_sarif,
}
