"""JSON-LD 1.1, the first step: a document is expanded into the things that it describes.

The algorithms are those of "JSON-LD 1.1 Processing Algorithms and API", sections 5.1 and 5.3; the map of nodes is
not needed, for triples merge by themselves. A spot is the way to a value by ordinals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.readers.graphs import json_forms
from mcvocab.readers.graphs.contexts import KEYWORDS, Context, Contexts, Term, repeated
from mcvocab.readers.graphs.triples import ContextFault, Fault, TooDeep, is_absolute
from mcvocab.readers.json_scan import DEEPEST
from mcvocab.readers.json_tree import is_language_map

if TYPE_CHECKING:
    from mcvocab.model import Literal, Spot
    from mcvocab.raw import Leaf
    from mcvocab.readers.json_scan import Members, Value


@dataclass(slots=True)
class Text:
    """An expanded value object; its content is whatever the manner of reading makes of the value."""

    content: Literal | Leaf
    spot: Spot


@dataclass(slots=True)
class List:
    """An expanded list object."""

    items: list[Item]
    spot: Spot


@dataclass(slots=True)
class Object:
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

Item: TypeAlias = "Text | List | Object"


class Manner:
    """How a document is read: here to the letter, so that any fault ends the reading.

    Whoever reads records salvages more: see `mcvocab.readers.jsonld`.
    """

    literal: Callable[[Value, str, Spot], Literal | Leaf] = staticmethod(json_forms.literal)
    text: Callable[[str, str, Spot], Literal | Leaf] = staticmethod(json_forms.text)
    lenient = False
    """Whether keys without a meaning stay, and what looks like a map of languages is taken for one."""

    def repeat(self, key: str, whole: Spot, spot: Spot) -> None:  # noqa: ARG002  (the key's own place is of no use here)
        """A key stands twice in one object."""
        raise Fault(whole, f"the key “{key}” stands twice in one object")

    def drop(self, fault: Fault) -> None:
        """An object is not well-formed."""
        raise fault

    def passes(self, active: Context, address: str, spot: Spot) -> bool:  # noqa: ARG002  (a manner may ask)
        """Whether a context that is not at hand may be passed over."""
        return False

    def kind(self, context: Context, word: str, iri: str | None) -> str | None:  # noqa: ARG002  (a manner may ask)
        """The type that a word means, given what the context makes of it."""
        return iri


def expand(
    value: Value, base: str, known: Mapping[str, Value], manner: Manner | None = None, spot: Spot = ()
) -> list[Item]:
    """The things that a document describes.

    Args:
        value: the whole document as `json_scan` decodes it.
        base: the address of the document; empty where nobody needs to know.
        known: the context documents at hand, by address.
        manner: how to read it; to the letter by default.
        spot: the way to the value.

    Raises:
        Fault: where it is not JSON-LD.
    """
    return _Expander(known, manner or Manner()).items(Context(document=base, base=base), None, value, spot)


class _Expander:
    def __init__(self, known: Mapping[str, Value], manner: Manner) -> None:
        self.contexts = Contexts(known, manner.passes)
        self.manner = manner

    def items(
        self, context: Context, key: str | None, value: Value, spot: Spot, *, mapped: bool = False
    ) -> list[Item]:
        """The items that a value under a key comes to; ``mapped`` if it stands in a map by ids, types or indexes."""
        if len(spot) > DEEPEST:
            raise TooDeep(spot, f"it nests deeper than {DEEPEST} levels")
        if value is None:
            return []
        if isinstance(value, list):
            listed = "@list" in context.term(key).container
            items: list[Item] = []
            for ordinal, one in enumerate(value):
                inner = self.items(context, key, one, (*spot, ordinal), mapped=mapped)
                items += [List(inner, (*spot, ordinal))] if listed and isinstance(one, list) else inner
            return items
        if isinstance(value, tuple):
            if self.manner.lenient and key is not None and is_language_map(value):
                return list(self.by_language(context, value, spot))
            try:
                return self._of_object(context, key, value, spot, mapped)
            except (ContextFault, TooDeep):
                raise
            except Fault as fault:
                self.manner.drop(fault)
                return []
        if key is None or key == "@graph":
            return []
        return [self.scalar(self.contexts.scoped(context, context.term(key).context), key, value, spot)]

    # --- objects ------------------------------------------------------------------------------------

    def _of_object(self, context: Context, key: str | None, value: Members, spot: Spot, mapped: bool) -> list[Item]:
        term = context.term(key)
        for name, ordinal in repeated(value):
            self.manner.repeat(name, spot, (*spot, ordinal))
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
        reading = _Entries(self, context, typed, key, kind, Object(spot))
        reading.add(value, spot)
        return reading.result()

    # --- values -------------------------------------------------------------------------------------

    def scalar(self, context: Context, key: str, value: str | bool, spot: Spot) -> Item:
        term = context.term(key)
        if type(value) is str and term.type in {"@id", "@vocab"}:
            iri = context.expand(value, vocabulary=term.type == "@vocab", relative=True)
            return Object(spot, id=iri, named=True)
        datatype = "" if term.type in {"@id", "@vocab", "@none"} else term.type
        if datatype or type(value) is not str:
            return Text(self.manner.literal(value, datatype, spot), spot)
        language = context.language if term.language is None else term.language
        if self.manner.lenient and ":" not in (context.meaning(key) or ""):
            language = ""
        return Text(self.manner.text(value, language, spot), spot)

    def by_language(self, context: Context, member: Members, spot: Spot) -> Iterator[Item]:
        """The texts of a map of languages."""
        for ordinal, (tag, texts) in enumerate(member):
            language = "" if context.keyword(tag) == "@none" else tag
            for at, text in enumerate(_listed(texts)):
                place = (*spot, ordinal, at) if isinstance(texts, list) else (*spot, ordinal)
                if text is None:
                    continue
                if type(text) is not str:
                    raise Fault(place, "a map of languages must hold texts")
                yield Text(self.manner.text(text, language, place), place)


class _Entries:
    """The entries of one object, gathered into a node object, a value object, a list or a set."""

    def __init__(
        self, expander: _Expander, context: Context, typed: Context, key: str | None, kind: str, node: Object
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
            elif ":" in iri or self._expander.manner.lenient:
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
            return [] if free else [List(self._held, node.spot)]
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
        if not included or not all(isinstance(item, Object) for item in included):
            raise Fault(spot, "“@included” must hold objects")
        return included

    def _types(self, member: Value, spot: Spot) -> Iterator[tuple[str, Spot]]:
        for ordinal, word in enumerate(_listed(member)):
            if type(word) is not str:
                raise Fault(spot, "“@type” must be a text or a list of texts")
            iri = self._typed.expand(word, vocabulary=True, relative=True)
            iri = self._expander.manner.kind(self._typed, word, iri)
            if iri is not None:
                yield iri, (*spot, ordinal) if isinstance(member, list) else spot

    def _reversed(self, member: Value, spot: Spot) -> None:
        if not isinstance(member, tuple):
            raise Fault(spot, "“@reverse” must be an object")
        for item in self._expander.items(self._context, "@reverse", member, spot):
            if isinstance(item, Object):
                self._node.links += item.reverse
                for iri, other in item.links:
                    self._add_reverse(iri, other)

    def _add_reverse(self, iri: str, item: Item) -> None:
        if not isinstance(item, Object):
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
            return [Text(self._expander.manner.literal(value, "@json", spot), spot)]
        if value is None:
            return []
        if isinstance(value, list | tuple):
            raise Fault(spot, "“@value” must be a text, a number, true or false")
        if "@language" in told:
            if type(value) is not str:
                raise Fault(spot, "only a text can have a language")
            return [Text(self._expander.manner.text(value, str(language), spot), spot)]
        iri = ""
        if datatype is not None:
            iri = self._node.types[0][0] if len(self._node.types) == 1 and type(datatype) is str else ""
            if not iri or iri.startswith("_:") or not (is_absolute(iri) or not self._context.base):
                raise Fault(spot, "the type of this value is no datatype")
        return [Text(self._expander.manner.literal(value, iri, spot), spot)]

    # --- properties ---------------------------------------------------------------------------------

    def _property(self, iri: str, key: str, member: Value, spot: Spot) -> None:
        context, term = self._context, self._context.term(key)
        container = term.container
        if term.type == "@json":
            items: list[Item] = [Text(self._expander.manner.literal(member, "@json", spot), spot)]
        elif "@language" in container and isinstance(member, tuple):
            items = list(self._expander.by_language(context, member, spot))
        elif isinstance(member, tuple) and not container.isdisjoint({"@index", "@type", "@id"}):
            items = [item for found in self._by_index(key, term, member, spot) for item in found]
        else:
            items = self._expander.items(context, key, member, spot)
            if member is None or (not items and not isinstance(member, list | tuple)):
                return
        if "@list" in container and not (
            len(items) == 1 and isinstance(items[0], List) and _is_list(member, context)
        ):
            items = [List(items, spot)]
        if "@graph" in container and container.isdisjoint({"@id", "@index"}):
            items = [_graph(item) for item in items]
        for item in items:
            if term.reverse:
                self._add_reverse(iri, item)
            else:
                self._node.links.append((iri, item))

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
                if not isinstance(item, Object) or iri is None:
                    raise Fault(item.spot, f"only a node can have the property “{term.index}”")
                item.links.insert(0, (iri, self._expander.scalar(context, term.index, index, spot)))
        elif not isinstance(item, Object):
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
    if isinstance(item, Object) and item.graph is not None:
        return item
    return Object(item.spot, graph=[item])
