"""Compiles the standard: the graph of ``shapes/`` becomes the plain data behind `Standard`."""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS

from mcvocab.authoring.compiler import MCV, ordered, slug, text
from mcvocab.engine.source import Source, sh
from mcvocab.engine.sparql import is_component
from mcvocab.light import light
from mcvocab.linefile import LanguageError
from mcvocab.model import Blank, Node, Severity, Term
from mcvocab.model import Graph as LightGraph
from mcvocab.triples import stored, to_data

if TYPE_CHECKING:
    from rdflib.term import Node as RDFNode

    from mcvocab.authoring.source import Sources

# What shapes may ask of a concept; labels and definitions are for people and stay outside.
FACTS = (SKOS.inScheme, SKOS.broader, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, RDFS.subClassOf)


def compile_standard(sources: Sources, language: Graph | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rules and profiles, and the graphs of the shapes and of the facts they rely on, as data fit for JSON.

    Args:
        sources: where the language and its standard stand.
        language: the graph of the language, where it was read already.

    Raises:
        LanguageError: where a rule lacks one of its parts, or a profile names an unknown rule.
    """
    shapes = sources.standard()
    language = sources.language() if language is None else language
    everything = shapes + language
    rules = [_rule(everything, rule) for rule in _instances(shapes, MCV.Rule, MCV.ReadingRule)]
    known = {row["code"]: row["severity"] for row in rules}
    data = {
        "rules": {row["code"]: row for row in rules},
        "profiles": [_profile(everything, profile, known) for profile in _instances(shapes, MCV.Profile)],
    }
    graphs: dict[str, Any] = {}
    for name, graph in {"shapes": _settled(shapes), "facts": _settled(_facts(language))}.items():
        graphs[name] = stored(graph)
        graphs[f"general in {name}"] = list(to_data({node: {} for node in _general(graph)}))
        graphs[f"holders in {name}"] = _holders(to_data(graph))
    return data, graphs


def _general(graph: LightGraph) -> list[Node]:
    """The nodes that whoever compiles a part of the shapes must know of."""
    source = Source(graph)
    return [node for node, rows in graph.items() if sh("entailment") in rows or is_component(source, node)]


def _holders(data: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """By each node that is a value in a graph, the subjects that it is a value of, by predicate."""
    holders: dict[str, dict[str, list[str]]] = {}
    for subject, rows in data.items():
        for predicate, terms in rows.items():
            for term in terms:
                if isinstance(term, str):
                    holders.setdefault(term, {}).setdefault(predicate, []).append(subject)
    return holders


def _instances(graph: Graph, *classes: URIRef) -> list[RDFNode]:
    return ordered({node for name in classes for node in graph.subjects(RDF.type, name)})


def _rule(graph: Graph, rule: RDFNode) -> dict[str, Any]:
    about = graph.value(rule, MCV.about)
    row: dict[str, Any] = {
        "code": slug(rule),
        "name": text(graph, rule, SH.name),
        "message": text(graph, rule, SH.message),
        "template": text(graph, rule, MCV.message) or text(graph, rule, SH.message),
        "severity": slug(graph.value(rule, SH.severity) or SH.Violation).rsplit("#", 1)[-1].lower(),
        "why": text(graph, rule, RDFS.comment),
        "fix": text(graph, rule, MCV.fix),
        "source": "; ".join(sorted(_clause(graph, clause) for clause in graph.objects(rule, MCV.clause))),
        "about": [str(graph.value(f, SKOS.notation)) for f in Collection(graph, about)] if about is not None else [],
        "since": str(graph.value(rule, MCV.since) or ""),
        "yields_to": sorted(slug(other) for other in graph.objects(rule, MCV.yieldsTo)),
        "speaks_for": sorted(str(graph.value(f, SKOS.notation)) for f in graph.objects(rule, MCV.speaksFor)),
        "unreadable": (rule, MCV.unreadable, Literal(True)) in graph,
        "spoils_row": (rule, MCV.spoilsRow, Literal(True)) in graph,
        "reading": (rule, RDF.type, MCV.ReadingRule) in graph,
    }
    missing = [part for part in ("name", "message", "why", "fix", "source", "since") if not row[part]]
    if missing:
        raise LanguageError(f"The rule “{row['code']}” lacks: {', '.join(missing)}.")
    unknown = [key for key in (*row["about"], *row["speaks_for"]) if key == "None"]
    if unknown:
        raise LanguageError(f"The rule “{row['code']}” is about a field that ontology/fields.ttl does not declare.")
    return row


def _clause(graph: Graph, clause: RDFNode) -> str:
    """“Source, clause”: the source's short title, or its only one, and the place in it."""
    source, place = graph.value(clause, DCTERMS.source), text(graph, clause, RDF.value)
    title = "" if source is None else text(graph, source, DCTERMS.alternative) or text(graph, source, DCTERMS.title)
    return ", ".join(part for part in (title, place) if part)


def _profile(graph: Graph, profile: RDFNode, severities: dict[str, str]) -> dict[str, Any]:
    name = slug(profile)
    nodes = [node for node in graph.transitive_objects(profile, MCV.extends) if node is not None]
    rules = {
        slug(rule): "" for node in nodes for p in (SH.property, MCV.readingRule) for rule in graph.objects(node, p)
    }
    unknown = sorted(set(rules) - set(severities))
    if unknown:
        raise LanguageError(f"The profile “{name}” names rules that do not exist: {', '.join(unknown)}.")
    judged = {code: severities[code] for code in sorted(rules)}
    # The profile's own judgements win over those of the profiles it extends: the nearest comes last.
    for node in reversed(nodes):
        for judgement in graph.objects(node, MCV.judgement):
            rule, severity = graph.value(judgement, MCV.rule), graph.value(judgement, SH.severity)
            if rule is None or severity is None:
                raise LanguageError(f"A judgement of the profile “{name}” needs mcv:rule and sh:severity.")
            judged[slug(rule)] = Severity.named(str(severity)).word
    return {
        "name": name,
        "title": text(graph, profile, DCTERMS.title),
        "description": text(graph, profile, DCTERMS.description),
        "version": str(graph.value(profile, MCV.version) or ""),
        "status": str(graph.value(profile, MCV.status) or "unverified"),
        "source": "; ".join(
            sorted(text(graph, s, DCTERMS.title) or str(s) for s in graph.objects(profile, DCTERMS.source))
        ),
        "kind": str(graph.value(profile, MCV.kind) or "offer"),
        "target": str(graph.value(profile, SH.targetClass) or MCV.MicroCredential),
        "extends": sorted({slug(node) for node in nodes} - {name}),
        "rules": judged,
    }


def _facts(language: Graph) -> Graph:
    """What shapes may ask of concepts: their schemes, relations, and mcv properties with plain values."""
    facts = Graph(bind_namespaces="none")
    fields = set(language.subjects(MCV.path))
    for subject, predicate, value in language:
        plain = isinstance(value, URIRef) or (isinstance(value, Literal) and value.language is None)
        wanted = predicate in FACTS or str(predicate).startswith(str(MCV))
        if wanted and plain and isinstance(subject, URIRef) and subject not in fields:
            facts.add((subject, predicate, value))
    return facts


def _settled(graph: Graph) -> LightGraph:
    """The graph in an order, and with names of blank nodes, that depend on what it says alone.

    So equal sources compile to equal files. Blank nodes are told apart by all that hangs below them, which works
    where none hangs below itself.
    """
    found = light(graph)

    @cache
    def content(term: Term) -> str:
        if not isinstance(term, Blank):
            return repr(term)
        rows = [(name, sorted(map(content, terms))) for name, terms in found.get(term, {}).items()]
        return repr(sorted(rows))

    names: dict[Term, Blank] = {}

    def name(term: Term) -> Term:
        return names.setdefault(term, Blank(f"b{len(names)}")) if isinstance(term, Blank) else term

    settled: LightGraph = {}
    waiting: deque[Node] = deque(sorted((s for s in found if not isinstance(s, Blank)), reverse=True))
    while waiting:
        subject = waiting.pop()
        rows = settled.setdefault(name(subject), {})  # type: ignore[arg-type]
        for predicate, terms in sorted(found[subject].items()):
            inside = sorted(terms, key=content)
            rows[predicate] = {name(term): None for term in inside}
            waiting.extend(term for term in inside if isinstance(term, Blank) and names[term] not in settled)
    return settled
