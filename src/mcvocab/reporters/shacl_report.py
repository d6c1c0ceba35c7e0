"""The report of a check as the graph that SHACL describes, so that tools for RDF can read it.

The focus node is the record, and the path leads from it to the value. The place in the provider's own file stands
beside, in properties of ours.

Source: W3C, Shapes Constraint Language, 20 July 2017, section 3.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.engine.source import SH, sh
from mcvocab.model import IRI, MCV, RDF, XSD, Blank, Finding, Graph, Header, Literal, Location, Node, Severity, Term
from mcvocab.reporters.collected import Collected, collect
from mcvocab.reporters.jsonld import write_jsonld
from mcvocab.reporters.plain import clean
from mcvocab.reporters.turtle import write_turtle

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style

CAP = 5_000
TYPE, FIRST, REST, NIL = (IRI(RDF + name) for name in ("type", "first", "rest", "nil"))
RULE = "https://w3id.org/mcvocab/rule/"
PREFIXES = {
    "sh": SH,
    "mcv": MCV,
    "rule": RULE,
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
_COMMENT = IRI(PREFIXES["rdfs"] + "comment")
_DATE = IRI(PREFIXES["dcterms"] + "date")
_SEVERITIES = {Severity.VIOLATION: sh("Violation"), Severity.WARNING: sh("Warning"), Severity.INFO: sh("Info")}


def write_as_turtle(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The report graph in Turtle."""
    yield write_turtle(_graph(header, collect(events, CAP), style), PREFIXES)


def write_as_jsonld(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The report graph in JSON-LD."""
    yield write_jsonld(_graph(header, collect(events, CAP), style), PREFIXES)


def _graph(header: Header, collected: Collected, style: Style) -> Graph:
    graph: Graph = {}
    report = Blank("report")
    graph[report] = {}
    results: dict[Term, None] = {
        _result(graph, number, finding, style): None for number, finding in enumerate(collected.findings, 1)
    }
    summary = collected.summary
    # Nothing that could be judged does not conform either.
    conforms = not collected.counts.total() and not summary.unreadable and summary.records > 0
    graph[report] = {
        TYPE: {sh("ValidationReport"): None},
        sh("conforms"): {Literal("true" if conforms else "false", XSD + "boolean"): None},
        _DATE: {Literal(header.as_of, XSD + "date"): None},
    }
    caveat = collected.caveat(style.messages)
    if caveat:
        graph[report][_COMMENT] = {_said(caveat, style): None}
    if results:
        graph[report][sh("result")] = results
    return graph


def _result(graph: Graph, number: int, finding: Finding, style: Style) -> Blank:
    node = Blank(f"r{number}")
    field = style.fields.get(finding.field)
    said: dict[IRI, Term | None] = {
        TYPE: sh("ValidationResult"),
        sh("resultSeverity"): _SEVERITIES[finding.severity],
        sh("focusNode"): _focus(finding),
        sh("resultPath"): _path(graph, number, field.path) if field else None,
        sh("value"): None if finding.value is None else Literal(clean(finding.value)),
        sh("resultMessage"): _said(finding.message, style),
        sh("sourceShape"): finding.rule,
        # A rule of reading has no shape, but every result names what it comes from.
        sh("sourceConstraintComponent"): finding.component or IRI(MCV + "ReadingRule"),
        IRI(MCV + "fix"): _said(finding.fix, style) if finding.fix else None,
        IRI(MCV + "foundAt"): _place(graph, number, finding.where),
    }
    graph[node] = {predicate: {term: None} for predicate, term in said.items() if term is not None}
    return node


def _focus(finding: Finding) -> Node:
    """The record's IRI; a record without one is a blank node, and so is a file that is at fault itself."""
    record = finding.record
    if record is not None and record.node:
        return IRI(record.node)
    of = f"{finding.where.file}\0{finding.where.sheet}\0{record.number if record else ''}"
    return Blank("f" + hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:16])


def _path(graph: Graph, number: int, path: tuple[IRI, ...]) -> Node:
    """A property, or the list of them that leads from the record to the value."""
    if len(path) == 1:
        return path[0]
    cells = [Blank(f"p{number}.{position}") for position in range(len(path))]
    rests: list[Term] = [*cells[1:], NIL]
    steps: list[Term] = [*path]
    for cell, step, rest in zip(cells, steps, rests, strict=True):
        graph[cell] = {FIRST: {step: None}, REST: {rest: None}}
    return cells[0]


def _place(graph: Graph, number: int, where: Location) -> Blank:
    node = Blank(f"w{number}")
    said = {
        "file": where.file,
        "sheet": where.sheet,
        "cell": where.cell,
        "columnHeading": where.heading,
        "pointer": where.pointer,
    }
    graph[node] = {}
    for name, text in said.items():
        if text is not None:
            graph[node][IRI(MCV + name)] = {Literal(clean(text)): None}
    for name, count in (("line", where.line), ("column", where.column)):
        if count is not None:
            graph[node][IRI(MCV + name)] = {Literal(str(count), XSD + "integer"): None}
    return node


def _said(text: str, style: Style) -> Literal:
    return Literal(clean(text), RDF + "langString", style.messages.tag)
