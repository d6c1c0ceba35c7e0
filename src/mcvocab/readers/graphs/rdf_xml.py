"""RDF/XML; a document type, and with it every entity, is refused. A spot is a line and a column.

The grammar is that of "RDF 1.1 XML Syntax", section 7: elements stand for nodes and for properties in turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import canonicalize
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from mcvocab.model import IRI, RDF, RDF_LANG_STRING, Literal
from mcvocab.readers.graphs.triples import Fault, Refused, Triples, resolved
from mcvocab.readers.xml_faults import in_words

if TYPE_CHECKING:
    from mcvocab.model import Node, Spot, Term

_XML = "http://www.w3.org/XML/1998/namespace"
_TYPE, _FIRST, _REST, _NIL = (IRI(RDF + name) for name in ("type", "first", "rest", "nil"))
_OLD = frozenset(RDF + name for name in ("aboutEach", "aboutEachPrefix", "bagID"))
_SYNTAX = (
    frozenset(RDF + name for name in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype")) | _OLD
)
_UNQUALIFIED = frozenset({"ID", "about", "parseType", "resource", "type"})
_NAME = re.compile(r"[^\W\d][\w.\-·]*")
_WRAPPER = ('<w:w xmlns:w="w:w">', "</w:w>")


def read(text: str, triples: Triples, base: str = "") -> None:
    """Adds the triples of a text.

    Raises:
        Fault: where it is not RDF/XML.
    """
    _Reading(text.encode(), triples, base).run()


@dataclass(slots=True)
class _Element:
    """An open element.

    Attributes:
        kind: ``top`` (holds nodes), ``node``, ``property``, ``resource``, ``collection``, ``markup`` or
            ``inner`` (within markup).
        node: the node that a node element stands for; the subject of a property element.
        value: what a property element has come to, if that is a node.
        start: the offset of its content, once that is known.
    """

    kind: str
    base: str = ""
    language: str = ""
    spot: Spot = ()
    node: Node = _NIL
    predicate: IRI = _TYPE
    identifier: str = ""
    datatype: str = ""
    value: Node | None = None
    items: list[tuple[Node, Spot]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    number: int = 0
    start: int = -1


class _Reading:
    def __init__(self, data: bytes, triples: Triples, base: str) -> None:
        self._data, self._triples = data, triples
        self._open = [_Element("top", base)]
        self._prefixes: list[tuple[str, str]] = []
        self._used: set[str] = set()
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartNamespaceDeclHandler = self._prefix
        parser.EndNamespaceDeclHandler = lambda _: self._prefixes.pop()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._aside

    def run(self) -> None:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as problem:
            words = in_words(problem.code)
            raise Fault((problem.lineno, problem.offset + 1), words) from None

    # --- what the parser reports --------------------------------------------------------------------

    @property
    def _spot(self) -> Spot:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _document_type(self, *_: object) -> None:
        raise Refused(self._spot, "it declares a document type, through which other files can be read")

    def _prefix(self, prefix: str | None, uri: str | None) -> None:
        self._prefixes.append((prefix or "", uri or ""))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._aside()
        above = self._open[-1]
        if above.kind in {"markup", "inner"}:
            self._open.append(_Element("inner"))
            return
        base = resolved(above.base, attributes.get(f"{_XML} base", above.base))
        element = _Element("", base, attributes.get(f"{_XML} lang", above.language), self._spot)
        told = self._qualified(attributes)
        if len(self._open) == 1 and RDF not in dict(self._prefixes).values():
            raise self._fault("it is XML, but not RDF/XML")
        iri = self._iri(name)
        if above.kind in {"top", "property", "collection"}:
            if above.kind == "top" and iri == RDF + "RDF" and len(self._open) == 1 and not told:
                element.kind = "top"
            else:
                self._node(element, iri, told, above)
        else:
            self._property(element, iri, told, above)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._aside()
        element = self._open.pop()
        if element.kind == "property":
            self._finish(element)
        elif element.kind == "collection":
            self._value(element, self._collection(element))
        elif element.kind == "markup":
            self._value(element, Literal(self._markup(element), RDF + "XMLLiteral"))

    def _text(self, text: str) -> None:
        self._aside()
        element = self._open[-1]
        if element.kind == "property" and element.value is None:
            element.text.append(text)
        elif element.kind not in {"markup", "inner"} and text.strip():
            raise self._fault("text stands where only elements can")

    def _aside(self, *_: object) -> None:
        """Notes where the content of markup starts: at whatever comes first in it."""
        element = self._open[-1]
        if element.kind == "markup" and element.start < 0:
            element.start = self._parser.CurrentByteIndex

    # --- nodes --------------------------------------------------------------------------------------

    def _node(self, element: _Element, iri: str, told: dict[str, str], above: _Element) -> None:
        if iri in _SYNTAX or iri == RDF + "li":
            raise self._fault(f"<{iri}> cannot be the type of a node")
        if above.kind == "property" and (above.value is not None or "".join(above.text).strip()):
            raise self._fault("a property can hold one node, or a text, but not both")
        element.kind = "node"
        names = [key for key in ("about", "ID", "nodeID") if RDF + key in told]
        if len(names) > 1:
            raise self._fault("a node has two names here")
        element.node = self._named(told, names[0], element) if names else self._triples.blank()
        self._triples.subject(element.node, element.spot)
        if iri != RDF + "Description":
            self._add(element.node, _TYPE, self._triples.iri(iri, element.spot), element)
        self._describe(element.node, told, element)
        if above.kind == "property":
            above.value = element.node
        elif above.kind == "collection":
            above.items.append((element.node, element.spot))

    def _named(self, told: dict[str, str], key: str, element: _Element) -> Node:
        text = told.pop(RDF + key)
        if key == "nodeID":
            return self._triples.blank(self._checked(text))
        if key == "ID":
            return self._identified(text, element)
        return self._triples.iri(resolved(element.base, text), element.spot)

    def _identified(self, text: str, element: _Element) -> IRI:
        iri = resolved(element.base, f"#{self._checked(text)}")
        if iri in self._used:
            raise self._fault(f"the identifier “{text}” is used twice")
        self._used.add(iri)
        return self._triples.iri(iri, element.spot)

    def _describe(self, node: Node, told: Mapping[str, str], element: _Element) -> None:
        """Adds what attributes say of a node."""
        for iri, text in told.items():
            if iri in _SYNTAX or iri in {RDF + "Description", RDF + "li"}:
                raise self._fault(f"<{iri}> cannot be an attribute here")
            value: Term = self._plain(text, element.language)
            if iri == _TYPE:
                value = self._triples.iri(resolved(element.base, text), element.spot)
            self._triples.subject(node, element.spot)
            self._add(node, self._triples.iri(iri, element.spot), value, element)

    # --- properties ---------------------------------------------------------------------------------

    def _property(self, element: _Element, iri: str, told: dict[str, str], above: _Element) -> None:
        if iri in _SYNTAX or iri == RDF + "Description":
            raise self._fault(f"<{iri}> cannot be a property")
        if iri == RDF + "li":
            above.number += 1
            iri = f"{RDF}_{above.number}"
        element.kind, element.predicate = "property", self._triples.iri(iri, element.spot)
        element.node = above.value if above.kind == "resource" and above.value is not None else above.node
        element.identifier = told.pop(RDF + "ID", "")
        parse = told.pop(RDF + "parseType", None)
        if parse is not None:
            if told:
                raise self._fault("a property with a parse type can have no other attributes")
            self._parsed(element, parse)
        elif RDF + "datatype" in told:
            element.datatype = self._triples.iri(resolved(element.base, told.pop(RDF + "datatype")), element.spot)
            if told:
                raise self._fault("a property with a datatype can have no other attributes")
        else:
            names = [key for key in ("resource", "nodeID") if RDF + key in told]
            if len(names) > 1:
                raise self._fault("a value has two names here")
            if names or told:
                element.value = self._named(told, names[0], element) if names else self._triples.blank()
                self._describe(element.value, told, element)

    def _parsed(self, element: _Element, parse: str) -> None:
        if parse == "Resource":
            element.kind, element.value = "resource", self._triples.blank()
            self._triples.subject(element.value, element.spot)
            self._value(element, element.value)
        elif parse == "Collection":
            element.kind = "collection"
        else:
            element.kind = "markup"

    def _finish(self, element: _Element) -> None:
        if element.value is not None:
            self._value(element, element.value)
            return
        text = "".join(element.text)
        if element.datatype:
            self._value(element, Literal(text, element.datatype))
        else:
            self._value(element, self._plain(text, element.language))

    def _collection(self, element: _Element) -> Node:
        following: Node = _NIL
        for node, spot in reversed(element.items):
            cell = self._triples.blank()
            self._triples.subject(cell, spot)
            self._triples.add(cell, _FIRST, node, spot)
            self._triples.add(cell, _REST, following, spot)
            following = cell
        return following

    def _markup(self, element: _Element) -> str:
        """The content of an element in canonical form."""
        content = self._data[element.start : self._parser.CurrentByteIndex].decode()
        declared = "".join(
            f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
            for prefix, uri in dict(self._prefixes).items()
            if prefix not in {"w", "xml"} and (uri or not prefix)
        )
        start, end = _WRAPPER
        whole = canonicalize(f"{start[:-1]}{declared}>{content}{end}", with_comments=True)
        return whole.removeprefix(start).removesuffix(end)

    def _value(self, element: _Element, value: Term) -> None:
        self._add(element.node, element.predicate, value, element)
        if element.identifier:
            statement = self._identified(element.identifier, element)
            self._triples.subject(statement, element.spot)
            self._add(statement, _TYPE, IRI(RDF + "Statement"), element)
            for name, term in (("subject", element.node), ("predicate", element.predicate), ("object", value)):
                self._add(statement, IRI(RDF + name), term, element)

    def _add(self, subject: Node, predicate: IRI, value: Term, element: _Element) -> None:
        self._triples.add(subject, predicate, value, element.spot)

    # --- names --------------------------------------------------------------------------------------

    def _plain(self, text: str, language: str) -> Literal:
        return Literal(text, RDF_LANG_STRING, language) if language else Literal(text)

    def _iri(self, name: str) -> str:
        if " " not in name:
            raise self._fault(f"<{name}> has no namespace")
        return name.replace(" ", "", 1)

    def _qualified(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """The attributes that RDF knows, by IRI."""
        told = {}
        for name, text in attributes.items():
            if name in _UNQUALIFIED:
                told[RDF + name] = text
            elif not name.startswith((_XML, "xml")):
                told[self._iri(name)] = text
        return told

    def _checked(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise self._fault(f"“{name}” is no name that XML allows")
        return name

    def _fault(self, problem: str) -> Fault:
        return Fault(self._spot, problem)
