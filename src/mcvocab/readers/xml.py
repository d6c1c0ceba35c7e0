"""XML: elements of a known kind are records, or those that look like one; any other XML says what it is.

An element's key is its namespace in braces and its local name, an attribute's key starts with ``@``. A record's
first entry, ``..``, is the element around it without the records in it, and so on outwards. A document type, and
with it every entity, is refused. A spot is a line and a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from mcvocab.model import RDF, Location
from mcvocab.raw import NO_KINDS, Branch, Document, Kinds, Leaf, Row, Tree, Trouble
from mcvocab.readers import rdf
from mcvocab.readers.json_scan import DEEPEST
from mcvocab.readers.text import LONGEST, decode
from mcvocab.readers.xml_faults import in_words
from mcvocab.readers.xml_records import records

if TYPE_CHECKING:
    from mcvocab.content import Content
    from mcvocab.model import Source, Spot

MOST = 2**26
"""The longest file that is read, in bytes; what is around a record may stand after it."""

_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANGUAGE = "@{http://www.w3.org/XML/1998/namespace}lang"
_KNOWN_BY_NAME = {
    "rss": "an RSS feed",
    "feed": "an Atom feed",
    "urlset": "a site map",
    "sitemapindex": "a list of site maps",
    "html": "a web page",
    "svg": "a picture",
    "Envelope": "a SOAP message",
}


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of an XML file; RDF/XML is read as such, whatever its name."""
    if _RDF.search(content.head()):
        yield from rdf.read_xml(source, content, kinds)
        return
    data = content.read(MOST)
    text, troubles = decode(data) if not _DECLARED.match(data[:200]) else ("?", ())
    yield from troubles
    if not text:
        return
    try:
        root, found = parse(data, kinds.elements)
    except XmlFault as fault:
        yield Elements(source, [], [fault.trouble])
        return
    if found or _space(root.name) in {_space(name) for name in kinds.elements}:
        yield Elements(source, [element.whole() for element in found])
        return
    local = root.name.rpartition("}")[2]
    tree = root.tree()
    like, others = records(root.name, tree, kinds) if isinstance(tree, Branch) else ([], [])
    if like and local not in _KNOWN_BY_NAME:
        yield Elements(source, like, others)
        return
    kind = f", {_KNOWN_BY_NAME[local]}" if local in _KNOWN_BY_NAME else ""
    yield Trouble("xml-unknown", details={"value": local, "problem": kind})


def _space(name: str) -> str:
    return name.partition("}")[0]


_RDF = re.compile(rb"<(?:[\w.-]+:)?RDF\s[^>]*" + re.escape(RDF.encode()))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=""")


class XmlFault(Exception):  # noqa: N818  (an error of the provider's file, not of ours)
    """The file is no XML, or holds what is refused."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


@dataclass(slots=True)
class Element:
    """An element, open or closed: its attributes and children as entries, and its text."""

    name: str
    spot: Spot
    language: str = ""
    entries: list[tuple[str, Tree]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    above: Element | None = None
    branch: Branch | None = None

    def tree(self) -> Tree:
        """A leaf where the element holds nothing but text, else a branch whose text comes first."""
        text = re.sub(r"\s+", " ", "".join(self.text)).strip()
        if not self.entries:
            return Leaf(text, self.spot, self.language)
        entries = [("", Leaf(text, self.spot, self.language)), *self.entries] if text else self.entries
        return Branch(tuple(entries), self.spot, "", (self.name,))

    def whole(self) -> Branch:
        """The element with what is around it; made once, for all the records in it."""
        if self.branch is None:
            around = (("..", self.above.whole()),) if self.above else ()
            self.branch = Branch((*around, *self.entries), self.spot, "", (self.name,))
        return self.branch


class Elements:
    """The records of an XML file, and what is wrong with it; no record where it is broken."""

    headings = None

    def __init__(self, source: Source, found: Sequence[Branch], troubles: Sequence[Trouble] = ()) -> None:
        self.source = source
        self._found, self._troubles = found, troubles

    def rows(self) -> Iterator[Row | Trouble]:
        """The records in file order."""
        for number, branch in enumerate(self._found, 1):
            yield Row(number, branch)
        yield from self._troubles
        if not self._found and not self._troubles:
            yield Trouble("records-missing")

    def locate(self, spot: Spot) -> Location:
        """The line and column at which an element starts."""
        line, column = (*map(int, spot), None, None)[:2]
        return Location(self.source.file, line, column)


def parse(data: bytes, names: frozenset[str]) -> tuple[Element, list[Element]]:
    """The outermost element, and all elements of the given names in file order.

    Raises:
        XmlFault: where the data is no XML, declares a document type, or nests too deep.
    """
    building = _Building(names)
    building.run(data)
    assert building.root is not None  # XML without an element is not well-formed
    return building.root, building.found


class _Building:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._open: list[Element] = []
        self.root: Element | None = None
        self.found: list[Element] = []
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def run(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as problem:
            words = in_words(problem.code)
            spot = (problem.lineno, problem.offset + 1)
            raise XmlFault(Trouble("xml-malformed", spot, {"line": str(problem.lineno), "problem": words})) from None
        except (LookupError, ValueError):
            words = "it names an encoding that is not known"
            raise XmlFault(Trouble("xml-malformed", (1, 1), {"line": "1", "problem": words})) from None

    @property
    def _spot(self) -> Spot:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _document_type(self, *_: object) -> None:
        raise XmlFault(Trouble("xml-refused", self._spot, {"line": str(self._spot[0])}))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise XmlFault(Trouble("nesting-too-deep", self._spot, {"expected": str(DEEPEST)}))
        above = self._open[-1] if self._open else None
        told = {f"@{_braced(key)}": text for key, text in attributes.items()}
        language = told.pop(_LANGUAGE, above.language if above else "")
        element = Element(_braced(name), self._spot, language, above=above)
        element.entries += [(key, Leaf(text[:LONGEST], self._spot)) for key, text in told.items()]
        self._open.append(element)
        self.root = self.root or element
        if element.name in self._names:
            self.found.append(element)

    def _text(self, text: str) -> None:
        self._open[-1].text.append(text)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        above = element.above
        if above is None or element.name in self._names:
            return
        if element.name.startswith(_XHTML):
            # Markup within a text: only what it says counts.
            above.text += [" ", *element.text, " "]
        else:
            above.entries.append((element.name, element.tree()))


def _braced(name: str) -> str:
    space, between, local = name.rpartition("}")
    return f"{{{space}}}{local}" if between else name
