"""JSON-LD 1.1: a document is expanded, and its node objects become triples.

The algorithms are those of "JSON-LD 1.1 Processing Algorithms and API", sections 5.1, 5.3 and 8; the map of
nodes in between is not needed, for triples merge by themselves. A spot is the way to a value by ordinals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.model import IRI, RDF, Blank, Literal
from mcvocab.readers.graphs import json_forms
from mcvocab.readers.graphs.contexts import KEYWORDS, Context, Contexts, Term, repeated
from mcvocab.readers.graphs.triples import Fault, Triples, is_absolute
from mcvocab.readers.json_scan import DEEPEST

if TYPE_CHECKING:
    from mcvocab.model import Node, Spot
    from mcvocab.model import Term as RdfTerm
    from mcvocab.readers.json_scan import Members, Value

_TYPE, _FIRST, _REST, _NIL = (IRI(RDF + name) for name in ("type", "first", "rest", "nil"))


@dataclass(slots=True)
class _Text:
    """An expanded value object."""

    literal: Literal
    spot: Spot


@dataclass(slots=True)
class _List:
    """An expanded list object."""

    items: list[Item]
    spot: Spot


@dataclass(slots=True)
class _Object:
    """An expanded node object: links lead from it, and reverse links to it."""

    spot: Spot
    id: str | None = None
    named: bool = False
    types: list[tuple[str, Spot]] = field(default_factory=list)
    links: list[tuple[str, Item]] = field(default_factory=list)
    reverse: list[tuple[str, Item]] = field(default_factory=list)
    included: list[Item] = field(default_factory=list)
    graph: list[Item] | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing is said of it."""
        return not (self.types or self.links or self.reverse or self.included)

    @property
    def bare(self) -> bool:
        """Whether it is a mere name, or nothing at all."""
        return self.silent and self.graph is None

    @property
    def holds_graph(self) -> bool:
        """Whether it only holds what makes up the graph of the document."""
        return self.silent and not self.named and self.graph is not None


_OF_VALUES = frozenset({"@default", "@direction", "@index", "@language", "@value"})

Item: TypeAlias = "_Text | _List | _Object"


def read(value: Value, triples: Triples, base: str, known: Mapping[str, Value]) -> None:
    """Adds the triples of a document.

    Args:
        value: the whole document as `json_scan` decodes it.
        triples: where they go.
        base: the address of the document; empty where nobody needs to know.
        known: the context documents at hand, by address.

    Raises:
        Fault: where it is not JSON-LD, or holds more than one graph.
    """
    expander = _Expander(Contexts(known))
    items = expander.items(Context(document=base, base=base), None, value, ())
    if len(items) == 1 and isinstance(top := items[0], _Object) and top.holds_graph:
        items = top.graph or []
    writer = _Writer(triples)
    for item in items:
        writer.term(item)


# --- expansion --------------------------------------------------------------------------------------


class _Expander:
    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts

    def items(
        self, context: Context, key: str | None, value: Value, spot: Spot, *, mapped: bool = False
    ) -> list[Item]:
        """The items that a value under a key comes to; ``mapped`` if it stands in a map by ids, types or indexes."""
        if len(spot) > DEEPEST:
            raise Fault(spot, f"it nests deeper than {DEEPEST} levels")
        if value is None:
            return []
        if isinstance(value, list):
            listed = "@list" in context.term(key).container
            items: list[Item] = []
            for ordinal, one in enumerate(value):
                inner = self.items(context, key, one, (*spot, ordinal), mapped=mapped)
                items += [_List(inner, (*spot, ordinal))] if listed and isinstance(one, list) else inner
            return items
        if isinstance(value, tuple):
            return self._of_object(context, key, value, spot, mapped)
        if key is None or key == "@graph":
            return []
        return [self.scalar(self.contexts.scoped(context, context.term(key).context), key, value, spot)]

    # --- objects ------------------------------------------------------------------------------------

    def _of_object(self, context: Context, key: str | None, value: Members, spot: Spot, mapped: bool) -> list[Item]:
        term = context.term(key)
        if twice := repeated(value):
            raise Fault(spot, f"the key “{twice}” stands twice in one object")
        if context.previous is not None and not mapped:
            keywords = [context.keyword(name) for name, _ in value]
            if "@value" not in keywords and keywords != ["@id"]:
                context = context.previous
        context = self.contexts.scoped(context, term.context)
        for ordinal, (name, local) in enumerate(value):
            if name == "@context":
                context = self.contexts.local(context, local, (*spot, ordinal))
        typed = context
        kind = ""
        for name, types in sorted(value, key=_name):
            if context.keyword(name) == "@type":
                words = sorted(word for word in _listed(types) if type(word) is str)
                for word in words:
                    context = self.contexts.scoped(context, typed.term(word).context, by_type=True)
                kind = kind or (typed.expand(words[-1], vocabulary=True) or "" if words else "")
        reading = _Entries(self, context, typed, key, kind, _Object(spot))
        reading.add(value, spot)
        return reading.result()

    # --- values -------------------------------------------------------------------------------------

    def scalar(self, context: Context, key: str, value: str | bool, spot: Spot) -> Item:
        term = context.term(key)
        if type(value) is str and term.type in {"@id", "@vocab"}:
            iri = context.expand(value, vocabulary=term.type == "@vocab", relative=True)
            return _Object(spot, id=iri, named=True)
        datatype = "" if term.type in {"@id", "@vocab", "@none"} else term.type
        if datatype or type(value) is not str:
            return _Text(json_forms.literal(value, datatype, spot), spot)
        language = context.language if term.language is None else term.language
        return _Text(json_forms.text(value, language, spot), spot)


class _Entries:
    """The entries of one object, gathered into a node object, a value object, a list or a set."""

    def __init__(
        self, expander: _Expander, context: Context, typed: Context, key: str | None, kind: str, node: _Object
    ) -> None:
        self._expander, self._context, self._typed, self._key, self._kind = expander, context, typed, key, kind
        self._node = node
        self._told: dict[str, tuple[Value, Spot]] = {}
        self._held: list[Item] = []

    def add(self, value: Members, spot: Spot) -> None:
        nests: list[tuple[str, Value, Spot]] = []
        for ordinal, (key, member) in enumerate(value):
            place = (*spot, ordinal)
            iri = self._context.meaning(key)
            if key == "@context" or iri is None:
                continue
            if iri == "@nest":
                nests.append((key, member, place))
            elif iri in KEYWORDS:
                self._keyword(iri, key, member, place)
            elif ":" in iri:
                self._property(iri, key, member, place)
        for key, member, place in sorted(nests, key=_name):
            self._nested(key, member, place)

    def result(self) -> list[Item]:
        node, told = self._node, self._told
        if "@value" in told:
            return self._value_object()
        if "@list" in told or "@set" in told:
            kinds = told.keys() - {"@index"}
            if len(kinds) > 1 or not node.bare:
                raise Fault(node.spot, "a list or a set can have no properties")
            if "@set" in told:
                return self._held
            free = self._key is None or self._key == "@graph"
            return [] if free else [_List(self._held, node.spot)]
        if "@language" in told or "@direction" in told:
            if node.bare and not node.named:
                return []
            raise Fault(node.spot, "a language can be given to a value only")
        if (self._key is None or self._key == "@graph") and node.bare:
            return []
        return [node]

    # --- keywords -----------------------------------------------------------------------------------

    def _keyword(self, keyword: str, key: str, member: Value, spot: Spot) -> None:
        if self._key == "@reverse":
            raise Fault(spot, f"“{key}” cannot stand in “@reverse”")
        if keyword in self._told and keyword not in {"@included", "@type"}:
            raise Fault(spot, f"“{keyword}” is given twice")
        self._told[keyword] = member, spot
        node, context = self._node, self._context
        match keyword:
            case "@type":
                node.types += self._types(member, spot)
            case "@graph":
                node.graph = self._expander.items(context, "@graph", member, spot)
            case "@included":
                node.included += self._included(member, spot)
            case "@list" | "@set":
                inner = None if keyword == "@list" and self._key == "@graph" else self._key
                self._held = self._expander.items(context, inner, member, spot)
            case "@reverse":
                self._reversed(member, spot)
            case "@direction" if member not in ("ltr", "rtl"):
                raise Fault(spot, "“@direction” must be “ltr” or “rtl”")
            case "@id" | "@index" | "@language" if type(member) is not str:
                raise Fault(spot, f"“{keyword}” must be a text")
            case "@id":
                node.id, node.named = context.expand(str(member), relative=True), True
            case _ if keyword not in _OF_VALUES:
                raise Fault(spot, f"“{keyword}” cannot stand here")

    def _included(self, member: Value, spot: Spot) -> list[Item]:
        included = self._expander.items(self._context, None, member, spot)
        if not included or not all(isinstance(item, _Object) for item in included):
            raise Fault(spot, "“@included” must hold objects")
        return included

    def _types(self, member: Value, spot: Spot) -> Iterator[tuple[str, Spot]]:
        for ordinal, word in enumerate(_listed(member)):
            if type(word) is not str:
                raise Fault(spot, "“@type” must be a text or a list of texts")
            iri = self._typed.expand(word, vocabulary=True, relative=True)
            if iri is not None:
                yield iri, (*spot, ordinal) if isinstance(member, list) else spot

    def _reversed(self, member: Value, spot: Spot) -> None:
        if not isinstance(member, tuple):
            raise Fault(spot, "“@reverse” must be an object")
        for item in self._expander.items(self._context, "@reverse", member, spot):
            if isinstance(item, _Object):
                self._node.links += item.reverse
                for iri, other in item.links:
                    self._add_reverse(iri, other)

    def _add_reverse(self, iri: str, item: Item) -> None:
        if not isinstance(item, _Object):
            raise Fault(item.spot, "only a node can be the subject of a reverse property")
        self._node.reverse.append((iri, item))

    def _nested(self, key: str, member: Value, spot: Spot) -> None:
        outer = self._context
        self._context = self._expander.contexts.scoped(outer, outer.term(key).context)
        for ordinal, one in enumerate(_listed(member)):
            if not isinstance(one, tuple) or any(self._context.keyword(name) == "@value" for name, _ in one):
                raise Fault(spot, f"“{key}” must hold objects")
            self.add(one, (*spot, ordinal) if isinstance(member, list) else spot)
        self._context = outer

    def _value_object(self) -> list[Item]:
        told, spot = self._told, self._told["@value"][1]
        if not told.keys() <= {"@value", "@type", "@language", "@direction", "@index"} or self._node.links:
            raise Fault(self._node.spot, "a value can have a type or a language, but no properties")
        value, language, datatype = (told.get(name, (None,))[0] for name in ("@value", "@language", "@type"))
        if datatype is not None and ("@language" in told or "@direction" in told):
            raise Fault(self._node.spot, "a value can have a type or a language, but not both")
        if self._kind == "@json":
            return [_Text(json_forms.literal(value, "@json", spot), spot)]
        if value is None:
            return []
        if isinstance(value, list | tuple):
            raise Fault(spot, "“@value” must be a text, a number, true or false")
        if "@language" in told:
            if type(value) is not str:
                raise Fault(spot, "only a text can have a language")
            return [_Text(json_forms.text(value, str(language), spot), spot)]
        iri = ""
        if datatype is not None:
            iri = self._node.types[0][0] if len(self._node.types) == 1 and type(datatype) is str else ""
            if not iri or iri.startswith("_:") or not (is_absolute(iri) or not self._context.base):
                raise Fault(spot, "the type of this value is no datatype")
        return [_Text(json_forms.literal(value, iri, spot), spot)]

    # --- properties ---------------------------------------------------------------------------------

    def _property(self, iri: str, key: str, member: Value, spot: Spot) -> None:
        context, term = self._context, self._context.term(key)
        container = term.container
        if term.type == "@json":
            items: list[Item] = [_Text(json_forms.literal(member, "@json", spot), spot)]
        elif "@language" in container and isinstance(member, tuple):
            items = list(self._by_language(member, spot))
        elif isinstance(member, tuple) and not container.isdisjoint({"@index", "@type", "@id"}):
            items = [item for found in self._by_index(key, term, member, spot) for item in found]
        else:
            items = self._expander.items(context, key, member, spot)
            if member is None or (not items and not isinstance(member, list | tuple)):
                return
        if "@list" in container and not (
            len(items) == 1 and isinstance(items[0], _List) and _is_list(member, context)
        ):
            items = [_List(items, spot)]
        if "@graph" in container and container.isdisjoint({"@id", "@index"}):
            items = [_graph(item) for item in items]
        for item in items:
            if term.reverse:
                self._add_reverse(iri, item)
            else:
                self._node.links.append((iri, item))

    def _by_language(self, member: Members, spot: Spot) -> Iterator[Item]:
        for ordinal, (tag, texts) in enumerate(member):
            language = "" if self._context.keyword(tag) == "@none" else tag
            for at, text in enumerate(_listed(texts)):
                place = (*spot, ordinal, at) if isinstance(texts, list) else (*spot, ordinal)
                if text is None:
                    continue
                if type(text) is not str:
                    raise Fault(place, "a map of languages must hold texts")
                yield _Text(json_forms.text(text, language, place), place)

    def _by_index(self, key: str, term: Term, member: Members, spot: Spot) -> Iterator[list[Item]]:
        context, container = self._context, term.container
        for ordinal, (index, value) in enumerate(member):
            place = (*spot, ordinal)
            inner = context
            if not container.isdisjoint({"@id", "@type"}) and context.previous is not None:
                inner = context.previous
            if "@type" in container:
                inner = self._expander.contexts.scoped(inner, inner.term(index).context, by_type=True)
            expanded = context.expand(index, vocabulary=True)
            items = self._expander.items(inner, key, value, place, mapped=True)
            if "@graph" in container:
                items = [_graph(item) for item in items]
            if expanded != "@none":
                for item in items:
                    self._indexed(item, term, index, expanded, place)
            yield items

    def _indexed(self, item: Item, term: Term, index: str, expanded: str | None, spot: Spot) -> None:
        """Says of an item what its index in the map says."""
        context, container = self._context, term.container
        if "@index" in container:
            if term.index and term.index != "@index":
                iri = context.expand(term.index, vocabulary=True)
                if not isinstance(item, _Object) or iri is None:
                    raise Fault(item.spot, f"only a node can have the property “{term.index}”")
                item.links.insert(0, (iri, self._expander.scalar(context, term.index, index, spot)))
        elif not isinstance(item, _Object):
            raise Fault(item.spot, "this map must hold nodes")
        elif "@id" in container:
            if not item.named:
                item.id, item.named = context.expand(index, relative=True), True
        elif expanded is not None:
            iri = context.expand(index, vocabulary=True, relative=True)
            item.types.insert(0, (iri or expanded, spot))


def _name(entry: tuple[str, object] | tuple[str, Value, Spot]) -> str:
    return entry[0]


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _is_list(member: Value, context: Context) -> bool:
    """Whether a value is an object that says of itself that it is a list."""
    return isinstance(member, tuple) and any(context.keyword(key) == "@list" for key, _ in member)


def _graph(item: Item) -> Item:
    """The item as a graph of its own."""
    if isinstance(item, _Object) and item.graph is not None:
        return item
    return _Object(item.spot, graph=[item])


# --- triples ----------------------------------------------------------------------------------------


class _Writer:
    def __init__(self, triples: Triples) -> None:
        self._triples = triples

    def term(self, item: Item) -> RdfTerm | None:
        """The term that an item stands for, once all that it says is told; none where its id means nothing."""
        if isinstance(item, _Text):
            self._triples.iri(item.literal.datatype, item.spot)
            return item.literal
        if isinstance(item, _List):
            return self._list(item)
        return None if item.named and item.id is None else self._described(item)

    def _node(self, name: str | None, spot: Spot) -> Node:
        if name is None:
            return self._triples.blank()
        return self._triples.blank(name[2:]) if name.startswith("_:") else self._triples.iri(name, spot)

    def _described(self, item: _Object) -> Node:
        if item.graph:
            problem = "a named graph starts here; only a file that holds one graph can be read"
            raise Fault(item.spot, problem)
        node = self._node(item.id, item.spot)
        if item.types or item.links:
            self._triples.subject(node, item.spot)
        for iri, spot in item.types:
            self._triples.add(node, _TYPE, self._node(iri, spot), spot)
        for iri, other in item.links:
            # Properties without an IRI are no RDF.
            term = self.term(other)
            if term is not None and not iri.startswith("_:"):
                self._triples.add(node, self._triples.iri(iri, other.spot), term, other.spot)
        for iri, other in item.reverse:
            subject = self.term(other)
            if isinstance(subject, IRI | Blank) and not iri.startswith("_:"):
                self._triples.subject(subject, other.spot)
                self._triples.add(subject, self._triples.iri(iri, other.spot), node, item.spot)
        for other in item.included:
            self.term(other)
        return node

    def _list(self, item: _List) -> Node:
        head: Node = _NIL
        cell: Blank | None = None
        for one in item.items:
            following = self._triples.blank()
            if cell is None:
                head = following
                self._triples.subject(head, item.spot)
            else:
                self._triples.add(cell, _REST, following, one.spot)
                self._triples.subject(following, one.spot)
            cell = following
            if (term := self.term(one)) is not None:
                self._triples.add(cell, _FIRST, term, one.spot)
        if cell is not None:
            self._triples.add(cell, _REST, _NIL, item.spot)
        return head
