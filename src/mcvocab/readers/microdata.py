"""Microdata: what the attributes of a page's elements say, as nodes that refer to each other.

Items, properties, their values and ``itemref`` are those of the HTML standard; that a thing without a type speaks the
vocabulary of the one around it, that a text has the language of its element and that ``content`` counts on every
element, is what the W3C's microdata and “Microdata to RDF” have added. End tags that may be left out are added as
browsers do it, as far as lists, tables and paragraphs go.

Sources: https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/microdata-rdf/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mcvocab.raw import Leaf, Trouble
from mcvocab.readers import nodes
from mcvocab.readers.markup import BLOCKS, Tag, pieces, seen, shown
from mcvocab.readers.text import LONGEST, Lines
from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.model import Spot

MOST_ENTRIES = 2**20
"""So many values are read of a page: ``itemref`` lets few elements stand for many."""

_DEEPEST_TEXT = 8
_FARTHEST = 64
_WORD = re.compile(r"\w+")
_SAYS = re.compile(r"item|\bid\b|\blang\b", re.IGNORECASE)
_VOID = frozenset(_WORD.findall("area base br col embed hr img input link meta param source track wbr"))
_SCOPES = frozenset({"table", "td", "th", "caption", "html", "template"})
_OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(BLOCKS, (frozenset({"p"}), _SCOPES)),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"}))),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Which open elements a start tag ends, and which of them keep it from looking further out."""
_ADDRESSES: Mapping[str, str] = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}
_VALUES: Mapping[str, str] = {"data": "value", "meter": "value", "time": "datetime"}
_SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org/")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(slots=True)
class _Item:
    """A thing: its node's name, its types, the vocabulary of its properties, the elements elsewhere that it names."""

    name: str
    spot: Spot
    types: list[str]
    vocabulary: str
    elsewhere: list[str]
    own: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Property:
    """A value with the names of its properties, and the thing inside which it stands."""

    names: list[str]
    spot: Spot
    within: _Item | None
    value: _Item | Leaf | None = None


@dataclass(slots=True)
class _Open:
    """An element whose end has not come: what it says of those in it, and where its text and its properties begin."""

    name: str
    language: str
    within: _Item | None
    id: str = ""
    first: int = 0
    text: int = -1
    property: _Property | None = None


class Page:
    """The things that a page tells of.

    Args:
        page: its whole text.
        is_xml: whether ``<span/>`` is an element without content, as in XHTML.
    """

    def __init__(self, page: str, is_xml: bool = False) -> None:
        self._page, self._is_xml, self._lines = page, is_xml, Lines(page)
        self._stack: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._items: list[_Item] = []
        self._properties: list[_Property] = []
        self._ids: dict[str, tuple[int, int, _Item | None]] = {}
        self._texts: list[str] = []
        self._reading = 0
        self._base = ""
        self._left = MOST_ENTRIES
        self.troubles: list[Trouble] = []
        self._crawl()
        while self._stack:
            self._pop()

    def nodes(self) -> dict[str, nodes.Node]:
        """The things as nodes, in the order of the page; a thing without type and vocabulary says nothing to us."""
        found: dict[str, nodes.Node] = {}
        told = {id(item): list(self._told_of(item)) for item in self._items}
        spoken = [item for item in self._items if item.vocabulary]
        for item in spoken:  # grows as it goes
            for one in told[id(item)]:
                if isinstance(one.value, _Item) and not one.value.vocabulary:
                    one.value.vocabulary = item.vocabulary
                    spoken.append(one.value)
        for item in (item for item in self._items if item.vocabulary):
            node = found.setdefault(item.name, nodes.Node(item.name, item.spot))
            node.types += [kind for kind in item.types if kind not in node.types]
            for one in told[id(item)]:
                value = one.value
                leaf = Leaf(value.name, one.spot, kind="iri") if isinstance(value, _Item) else value
                if leaf is not None and self._left > 0:
                    node.entries += [(_key(name, item.vocabulary), leaf) for name in one.names]
                    self._left -= len(one.names)
        return found

    def _told_of(self, item: _Item) -> Iterator[_Property]:
        """The properties of a thing in the order of the page: those in it, and those that it refers to."""
        told = set(item.own)
        for name in item.elsewhere:
            first, last, around = self._ids.get(name, (0, 0, None))
            self._left -= last - first
            if self._left < 0:
                break
            told.update(n for n in range(first, last) if self._properties[n].within is around)
        return (self._properties[number] for number in sorted(told))

    # --- tags -----------------------------------------------------------------------------------------

    def _crawl(self) -> None:
        for piece in pieces(self._page):
            if isinstance(piece, str):
                self._say(piece)
            elif piece.closes:
                self._end(piece.name)
            else:
                self._start(piece)

    def _start(self, tag: Tag) -> None:
        name = tag.name
        ends, keepers = _ENDS.get(name, (frozenset(), frozenset()))
        if any(self._names[other] for other in ends):
            self._leave(ends, keepers)
        if name in BLOCKS or name == "br":
            self._break()
        said = tag.attributes() if name == "base" or _SAYS.search(tag.said) else {}
        if name == "base" and not self._base and _ABSOLUTE.match(said.get("href", "")):
            self._base = said["href"]
        around = self._stack[-1] if self._stack else None
        opened = _Open(
            name,
            said.get("lang", said.get("xml:lang", around.language if around else "")),
            around.within if around else None,
            first=len(self._properties),
        )
        if (
            told := said.get("id", "")
        ) and told not in self._ids:  # the first element of an id is the one that is meant
            opened.id, self._ids[told] = told, (opened.first, opened.first, opened.within)
        spot = self._lines.at(tag.start) if "itemscope" in said or "itemprop" in said else ()
        item = self._item(said, opened.within, spot) if "itemscope" in said else None
        if names := said.get("itemprop", "").split():
            self._property(names, said, opened, item, spot)
        if item is not None:
            opened.within = item
        self._stack.append(opened)
        self._names[name] += 1
        if name in _VOID or (self._is_xml and tag.said.endswith("/")):
            self._pop()

    def _item(self, said: Mapping[str, str], around: _Item | None, spot: Spot) -> _Item:
        types = [_settled(kind) for kind in said.get("itemtype", "").split()]
        address = self._absolute(said["itemid"]) if types and said.get("itemid", "").strip() else ""
        name = _settled(address) or f"_: {'.'.join(map(str, spot))}"
        spoken = _vocabulary(types[0]) if types else around.vocabulary if around else ""
        item = _Item(name, spot, types, spoken, list(dict.fromkeys(said.get("itemref", "").split())))
        self._items.append(item)
        return item

    def _property(
        self, names: list[str], said: Mapping[str, str], opened: _Open, item: _Item | None, spot: Spot
    ) -> None:
        one = _Property(list(dict.fromkeys(names)), spot, opened.within)
        if opened.within is not None:
            opened.within.own.append(len(self._properties))
        self._properties.append(one)
        name = opened.name
        if item is not None:
            one.value = item
        elif name in _ADDRESSES:
            address = self._absolute(said.get(_ADDRESSES[name], ""))
            one.value = Leaf(_settled(address), spot, kind="iri") if address else Leaf("", spot)
        elif (attribute := _VALUES.get(name)) in said or name in ("data", "meter"):
            one.value = Leaf(said.get(attribute or "", "").strip(), spot)
        elif "content" in said or name == "meta":
            one.value = self._text(said.get("content", ""), opened.language, spot)
        elif self._reading < _DEEPEST_TEXT:
            opened.property, opened.text = one, len(self._texts)
            self._reading += 1

    def _absolute(self, address: str) -> str:
        """An address as it is from the base of the page, where that is known."""
        written = address.strip()
        try:
            return urljoin(self._base, written) if self._base and written else written
        except ValueError:
            return written

    # --- the end of elements --------------------------------------------------------------------------

    def _end(self, name: str) -> None:
        """An end tag: it ends its element with all in it, unless one stands in between that it cannot end."""
        if name in BLOCKS:
            self._break()
        if self._names[name]:
            if name in _OF_TABLES:
                self._leave(frozenset({name}), frozenset({"table"} - {name}))
            else:
                self._leave(frozenset({name}), _SCOPES if name in BLOCKS else BLOCKS)

    def _leave(self, ends: frozenset[str], keepers: frozenset[str]) -> None:
        """Ends the innermost element of a name, with all that is in it, unless one of the others holds it."""
        for depth in range(1, min(len(self._stack), _FARTHEST) + 1):
            name = self._stack[-depth].name
            if name in ends:
                for _ in range(depth):
                    self._pop()
                return
            if name in keepers:
                return

    def _pop(self) -> None:
        gone = self._stack.pop()
        self._names[gone.name] -= 1
        if gone.name in BLOCKS:
            self._break()
        if gone.id:
            first, _, around = self._ids[gone.id]
            self._ids[gone.id] = first, len(self._properties), around
        if gone.property is not None:
            gone.property.value = self._text("".join(self._texts[gone.text :]), gone.language, gone.property.spot)
            self._reading -= 1
            if not self._reading:
                self._texts.clear()

    # --- text -----------------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        if self._reading and text:
            self._texts.append(shown(text))

    def _break(self) -> None:
        if self._reading:
            self._texts.append("\n")

    def _text(self, text: str, language: str, spot: Spot) -> Leaf:
        plain = seen(text)
        if len(plain) > LONGEST:
            self.troubles.append(
                Trouble("value-too-long", spot, {"number": str(len(plain)), "expected": str(LONGEST)})
            )
            plain = plain[:LONGEST]
        return Leaf(plain, spot, language.strip())


def _settled(address: str) -> str:
    """An address in the one spelling used here.

    >>> _settled("http://www.schema.org/Course")
    'https://schema.org/Course'
    """
    return _SCHEMA_ORG.sub("https://schema.org/", address, count=1) if "schema.org/" in address else address


def _vocabulary(kind: str) -> str:
    """What the names of properties are completed by, where a thing has that type.

    >>> _vocabulary("https://schema.org/Course"), _vocabulary("http://purl.org/x#y"), _vocabulary("Course")
    ('https://schema.org/', 'http://purl.org/x#', '')
    """
    end = max(kind.rfind("/"), kind.rfind("#")) + 1
    return kind[:end] if _ABSOLUTE.match(kind) else ""


def _key(name: str, vocabulary: str) -> str:
    return _settled(name) if _ABSOLUTE.match(name) else vocabulary + name
