"""A profile as one shapes file that any SHACL engine runs: its rules alone, with lists written out.

In the sources a rule asks whether a value is a concept of a list, and the list stands in the language. Here the
concepts are named, so that the file needs no language beside it. Only constraints that compute with what the
language knows of its concepts, such as the hours of a credit, still do, and say nothing without it. Rules that are
raised while reading a file have no shape and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mcvocab.engine.compiler import Compiler
from mcvocab.engine.data import RDF_TYPE, Background, Data
from mcvocab.engine.source import FIRST, NIL, REST, SH, Source, sh
from mcvocab.model import IRI, MCV, XSD, Blank, Graph, Literal, Node, Severity, Term

if TYPE_CHECKING:
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

PREFIXES: Final = {
    "mcv": MCV,
    "rule": "https://w3id.org/mcvocab/rule/",
    "profile": "https://w3id.org/mcvocab/profile/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": SH,
    "xsd": XSD,
}
_LABEL, _COMMENT = (IRI(PREFIXES["rdfs"] + name) for name in ("label", "comment"))
_VERSION: Final = IRI("http://www.w3.org/2002/07/owl#versionInfo")
_IN_SCHEME: Final = IRI("http://www.w3.org/2004/02/skos/core#inScheme")
_STRANGERS: Final = (IRI("urn:mcvocab:nothing"), Blank("nothing"), Literal("nothing"), Literal("1", XSD + "integer"))


def profile_shapes(vocabulary: Vocabulary, standard: Standard, name: str) -> Graph:
    """The shapes of a profile, with the severities that it gives them.

    Raises:
        UnknownProfileError: where the standard has no such profile.
    """
    asked = standard.profile(name)
    writer = _Writer(vocabulary, standard)
    # A profile and one that it extends may judge different things: an award, and the micro-credential inside it.
    for profile in (standard.profiles[one] for one in standard.with_extended([name])):
        writer.graph[profile.iri] = {
            RDF_TYPE: {sh("NodeShape"): None},
            _LABEL: {Literal(profile.title): None},
            _COMMENT: {Literal(profile.description): None},
            _VERSION: {Literal(profile.version): None},
        }
        if profile.target is not None:
            writer.graph[profile.iri][sh("targetClass")] = dict.fromkeys(writer.classes(profile.target))
        linked = standard.shapes[profile.iri][sh("property")]
        writer.graph[profile.iri][sh("property")] = dict.fromkeys(linked)
    for code, severity in asked.rules.items():
        if not standard.rules[code].reading:
            writer.rule(standard.rules[code].iri, severity)
    return writer.graph


class _Writer:
    def __init__(self, vocabulary: Vocabulary, standard: Standard) -> None:
        self.graph: Graph = {}
        self._source = Source(standard.shapes)
        self._compiler = Compiler(self._source)
        self._data = Data({}, Background(standard.facts))
        self._concepts = sorted(node for node, rows in standard.facts.items() if _IN_SCHEME in rows)
        told = {name for field in vocabulary.fields.values() for name in field.path}
        self._known = {name for rows in standard.facts.values() for name in rows} - told
        self._components = {
            path: component
            for component, rows in standard.shapes.items()
            for parameter in rows.get(sh("parameter"), ())
            for path in self._source.values(parameter, sh("path"))
        }
        self._blanks = 0

    def classes(self, target: IRI) -> list[Term]:
        """A class and those below it: whoever reads the file alone does not know which are."""
        background = self._data.background
        return [target, *sorted(n for n in background.nodes if n != target and target in background.superclasses(n))]

    def rule(self, iri: IRI, severity: Severity) -> None:
        """Adds a rule; what it says for our own programs alone is left out."""
        rows = self._source.properties(iri)
        own = self.graph[iri] = {RDF_TYPE: {sh("PropertyShape"): None}}
        own[sh("severity")] = {sh(severity.word.capitalize()): None}
        for name, terms in rows.items():
            if name in (RDF_TYPE, sh("severity")):
                continue
            if name in self._components:
                self._whole(self._components[name])
            if name.startswith(SH) or name in self._components or name == _COMMENT:
                own[name] = {self._copied(term): None for term in terms}

    def _whole(self, node: Term) -> None:
        """Adds a component, and the prefixes that its queries use."""
        assert not isinstance(node, Literal)
        if node not in self.graph:
            self.graph[node] = {}
            for name, terms in self._source.properties(node).items():
                self.graph[node][name] = {self._copied(term): None for term in terms}

    def _copied(self, term: Term) -> Term:
        """A term, with all that hangs below it where it has no name of its own."""
        if not isinstance(term, Blank):
            return term
        rows = self._source.properties(term)
        members = self._members(term) if not {sh("path"), FIRST} & set(rows) else None
        copy = self._blank()
        if members is not None:
            self.graph[copy] = {sh("in"): {self._list(members): None}}
            return copy
        self.graph[copy] = {}
        for name, terms in rows.items():
            if name == sh("prefixes"):
                for declaring in terms:
                    self._declared(declaring)
            self.graph[copy][name] = {self._copied(one): None for one in terms}
        return copy

    def _declared(self, node: Term) -> None:
        assert not isinstance(node, Literal)
        declared = self._source.values(node, sh("declare"))
        self.graph.setdefault(node, {})[sh("declare")] = {self._copied(one): None for one in declared}

    def _members(self, node: Node) -> list[IRI] | None:
        """The concepts that conform to a shape that asks of concepts alone; None where it asks of anything else."""
        asked = self._asked(node)
        if not asked or not asked <= self._known:
            return None
        shape = self._compiler.shape(node)
        if any(shape.conforms(self._data, stranger) for stranger in _STRANGERS):
            return None
        return [IRI(one) for one in self._concepts if shape.conforms(self._data, one)]

    def _asked(self, node: Term) -> set[IRI]:
        """The properties that the paths of a shape, and of those within it, are made of."""
        found: set[IRI] = set()
        waiting = [(node, False)]
        while waiting:
            one, in_path = waiting.pop()
            if isinstance(one, IRI) and in_path:
                found.add(one)
            elif isinstance(one, Blank):
                for name, terms in self._source.properties(one).items():
                    waiting += [(term, in_path or name == sh("path")) for term in terms]
        return found - {NIL}

    def _list(self, members: Iterable[Term]) -> Node:
        head: Node = NIL
        for member in reversed(list(members)):
            cell = self._blank()
            self.graph[cell] = {FIRST: {member: None}, REST: {head: None}}
            head = cell
        return head

    def _blank(self) -> Blank:
        self._blanks += 1
        return Blank(f"b{self._blanks}")
