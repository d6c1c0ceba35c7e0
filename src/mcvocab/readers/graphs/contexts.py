"""JSON-LD contexts: what the keys, types and addresses of a document stand for.

The algorithms are those of "JSON-LD 1.1 Processing Algorithms and API", sections 4.1, 4.2, 5.1 and 5.2. No
context is ever fetched: an address counts only where its text was handed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcvocab.readers.graphs.triples import ContextFault, NotAtHand, is_absolute, resolved
from mcvocab.readers.json_scan import Number

if TYPE_CHECKING:
    from mcvocab.model import Spot
    from mcvocab.readers.json_scan import Members, Value

_ABOUT_CONTEXT = frozenset(
    {"@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab"}
)
_DEFINES = frozenset(
    {"@container", "@context", "@direction", "@id", "@index", "@language", "@nest", "@prefix", "@protected"}
    | {"@reverse", "@type"}
)
KEYWORDS = (
    _ABOUT_CONTEXT | _DEFINES | {"@default", "@graph", "@included", "@json", "@list", "@none", "@set", "@value"}
)
_LIKE_KEYWORD = re.compile("@[A-Za-z]+")
_KINDS = ((), ("@id",), ("@index",), ("@language",), ("@type",), ("@graph",), ("@graph", "@id"), ("@graph", "@index"))
_CONTAINERS = {frozenset({"@list"}), *(frozenset((*kind, *more)) for kind in _KINDS for more in ((), ("@set",)))}
_IGNORED = "@ignored"
"""The meaning of a key that is defined as a keyword of the future."""


@dataclass(frozen=True, slots=True)
class Scoped:
    """A context within a context: it holds for the values of a term, or below a type of its name."""

    value: Value
    spot: Spot = field(compare=False)
    address: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """What a context says of a key.

    Attributes:
        iri: an IRI or keyword; None where the context says that the key means nothing.
        prefix: whether it may stand before a colon.
        type: what its values are taken for: a datatype, ``@id``, ``@vocab``, ``@json``, ``@none`` or nothing.
        language: the language of its texts; empty for none, None where that is not said.
        index: the property that the keys of a map by indexes give.
        context: what else holds for its values.
    """

    iri: str | None
    prefix: bool = False
    protected: bool = False
    reverse: bool = False
    type: str = ""
    language: str | None = None
    container: frozenset[str] = frozenset()
    index: str = ""
    nest: str = ""
    context: Scoped | None = None


_NOTHING = Term(None)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """An active context; ``previous`` is the one that returns once a node object is left."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    document: str = ""
    base: str = ""
    vocabulary: str | None = None
    language: str = ""
    previous: Context | None = None
    _meanings: dict[str, str | None] = field(default_factory=dict, init=False)

    def term(self, key: str | None) -> Term:
        """What the context says of a key, if anything."""
        return self.terms.get(key or "", _NOTHING)

    def meaning(self, key: str) -> str | None:
        """The IRI or keyword that a key stands for, remembered: the same few keys return at every node."""
        if key not in self._meanings:
            self._meanings[key] = self.expand(key, vocabulary=True)
        return self._meanings[key]

    def keyword(self, key: str) -> str:
        """The keyword that a key is, or stands for; empty where there is none."""
        iri = self.meaning(key)
        return iri if iri in KEYWORDS else ""

    def expand(self, word: str, *, vocabulary: bool = False, relative: bool = False) -> str | None:
        """The IRI, blank node or keyword that a word stands for; the word itself where nothing is known of it."""
        if word in KEYWORDS:
            return word
        if _LIKE_KEYWORD.fullmatch(word):
            return None
        known = self.terms.get(word)
        if known and (vocabulary or known.iri in KEYWORDS):
            return known.iri
        if ":" in word[1:]:
            prefix, _, rest = word.partition(":")
            if prefix == "_" or rest.startswith("//"):
                return word
            start = self.term(prefix)
            if start.prefix and start.iri:
                return start.iri + rest
            if is_absolute(word):
                return word
        if vocabulary and self.vocabulary is not None:
            return self.vocabulary + word
        return resolved(self.base, word) if relative else word


def repeated(members: Members) -> Iterator[tuple[str, int]]:
    """The keys that stand a second time in an object, each with its ordinal."""
    names = [key for key, _ in members]
    if len(set(names)) < len(names):
        seen: set[str] = set()
        for ordinal, name in enumerate(names):
            if name in seen:
                yield name, ordinal
            seen.add(name)


class Contexts:
    """Processes the contexts of one document.

    Args:
        known: the members of whole context documents, by address.
        passes: whether a context that is not at hand may be passed over, given the active one, its address and place.
    """

    def __init__(
        self, known: Mapping[str, Value], passes: Callable[[Context, str, Spot], bool] = lambda *_: False
    ) -> None:
        self._known, self._passes = known, passes
        self._done: dict[tuple[int, int, bool], tuple[Context, Scoped, Context]] = {}

    def local(self, active: Context, value: Value, spot: Spot) -> Context:
        """The active context followed by the ``@context`` of an object.

        Raises:
            ContextFault: where it is no context, or is not at hand.
        """
        return self._process(active, value, spot)

    def scoped(self, active: Context, scoped: Scoped | None, *, by_type: bool = False) -> Context:
        """The active context followed by that of a term, or of a type, which ends with its node object.

        Raises:
            ContextFault: where it is no context, or is not at hand.
        """
        if scoped is None:
            return active
        # The same few return at every node; both are kept, so that no id is used twice.
        key = (id(active), id(scoped), by_type)
        if key not in self._done:
            result = self._process(active, scoped.value, scoped.spot, not by_type, not by_type, scoped.address)
            self._done[key] = active, scoped, result
        return self._done[key][2]

    def _process(
        self,
        active: Context,
        local: Value,
        spot: Spot,
        propagate: bool = True,
        override: bool = False,
        address: str = "",
        above: tuple[str, ...] = (),
    ) -> Context:
        """The context that stands at an address, if at any; those above are what brought it, and cannot return."""
        if isinstance(local, tuple):
            told = dict(local).get("@propagate", propagate)
            if not isinstance(told, bool):
                raise ContextFault(spot, "“@propagate” must be true or false")
            propagate = told
        result = active
        if not propagate and result.previous is None:
            result = replace(result, previous=active)
        parts = list(enumerate(local)) if isinstance(local, list) else [(-1, local)]
        for ordinal, one in parts:
            place = (*spot, ordinal) if ordinal >= 0 and not address else spot
            if one is None:
                if not override and any(term.protected for term in active.terms.values()):
                    raise ContextFault(place, "a context with protected terms cannot be cleared")
                result = Context(
                    document=active.document, base=active.document, previous=None if propagate else result
                )
            elif type(one) is str:
                if self._passes(result, resolved(address or active.document, one), place):
                    continue
                source, members = self._remote(one, place, address or active.document)
                if source in above:
                    raise ContextFault(place, f"the context “{source}” leads back to itself")
                result = self._process(result, members, place, True, override, source, (*above, source))
            elif isinstance(one, tuple):
                result = _Definitions(self, result, one, place, override, address).result()
            else:
                raise ContextFault(place, "a context must be an address or an object")
        return result

    def _remote(self, address: str, spot: Spot, base: str) -> tuple[str, Value]:
        address = resolved(base, address)
        if address not in self._known:
            raise NotAtHand(spot, address)
        content = self._known[address]
        members = dict(content) if isinstance(content, tuple) else {}
        if "@context" not in members:
            raise ContextFault(spot, f"there is no context in “{address}”")
        return address, members["@context"]

    def imported(self, address: Value, spot: Spot, base: str) -> Members:
        """The one object that ``@import`` brings in."""
        if type(address) is not str:
            raise ContextFault(spot, "“@import” must be an address")
        members = self._remote(address, spot, base)[1]
        if not isinstance(members, tuple) or "@import" in dict(members):
            raise ContextFault(spot, "“@import” must lead to a single plain context")
        return members


class _Definitions:
    """One object of definitions, worked off in whatever order they need each other."""

    def __init__(
        self,
        contexts: Contexts,
        active: Context,
        local: Members,
        spot: Spot,
        override: bool,
        address: str,
    ) -> None:
        self._spot, self._override, self._address = spot, override, address
        self._given = dict(local)
        for name, _ in repeated(local):
            raise self._fault(f"the key “{name}” stands twice")
        if "@import" in self._given:
            brought = contexts.imported(self._given.pop("@import"), spot, address or active.document)
            self._given = {**dict(brought), **self._given}
        self._terms = dict(active.terms)
        # The terms are still being written while words are looked up by them.
        self._context = replace(active, terms=self._terms)
        self._defined: dict[str, bool] = {}

    def result(self) -> Context:
        given = self._given
        version = given.get("@version", "1.1")
        if version != "1.1" or ("@version" in given and not isinstance(version, Number)):
            raise self._fault("“@version” must be the number 1.1")
        if given.get("@direction") not in {None, "ltr", "rtl"}:
            raise self._fault("“@direction” must be “ltr” or “rtl”")
        if "@base" in given and not self._address:
            base = self._text("@base")
            self._context = replace(self._context, base="" if base is None else resolved(self._context.base, base))
        if "@vocab" in given:
            self._set_vocabulary(self._text("@vocab"))
        if "@language" in given:
            self._context = replace(self._context, language=self._text("@language") or "")
        for key in given:
            if key not in _ABOUT_CONTEXT:
                self._define(key)
        return self._context

    def _set_vocabulary(self, word: str | None) -> None:
        iri = None if word is None else self._context.expand(word, vocabulary=True, relative=True)
        if word and not (iri and (is_absolute(iri) or iri.startswith("_:") or not self._context.base)):
            raise self._fault("“@vocab” must be an address")
        self._context = replace(self._context, vocabulary=iri)

    def _text(self, key: str) -> str | None:
        value = self._given[key]
        if value is not None and type(value) is not str:
            raise self._fault(f"“{key}” must be a text")
        return value

    def _fault(self, problem: str) -> ContextFault:
        return ContextFault(self._spot, f"in this context, {problem}")

    def _expand(self, word: str) -> str | None:
        """The meaning of a word, once what it needs of this object is defined."""
        prefix = word.partition(":")[0] if ":" in word[1:] and "://" not in word else word
        for needed in (word, prefix):
            if needed in self._given and needed not in KEYWORDS:
                self._define(needed)
        return self._context.expand(word, vocabulary=True)

    def _define(self, key: str) -> None:
        if key in self._defined:
            if not self._defined[key]:
                raise self._fault(f"“{key}” is explained by itself")
            return
        if not key:
            raise self._fault("a key is empty")
        self._defined[key] = False
        value = self._given[key]
        if key == "@type":
            told = dict(value) if isinstance(value, tuple) else {}
            if (
                not told
                or not told.keys() <= {"@container", "@protected"}
                or told.get("@container", "@set") != "@set"
            ):
                raise self._fault("“@type” cannot be defined anew")
        elif key in KEYWORDS:
            raise self._fault(f"“{key}” cannot be defined anew")
        elif _LIKE_KEYWORD.fullmatch(key):
            return
        previous = self._terms.pop(key, None)
        term = self._term(key, value)
        if term is not None:
            if not self._override and previous and previous.protected:
                if replace(term, protected=True) != previous:
                    raise self._fault(f"“{key}” is protected and cannot be defined anew")
                term = previous
            self._terms[key] = term
        self._defined[key] = True

    def _term(self, key: str, value: Value) -> Term | None:
        """The term that a definition makes; none where it points to a keyword that does not exist."""
        simple = type(value) is str
        if value is None or simple:
            value = (("@id", value),)
        if not isinstance(value, tuple) or not dict(value).keys() <= _DEFINES:
            raise self._fault(f"the meaning of “{key}” is not well-formed")
        given = dict(value)
        protected = given.get("@protected", self._given.get("@protected", False))
        if not isinstance(protected, bool):
            raise self._fault("“@protected” must be true or false")
        term = Term(None, protected=protected, type=self._type(key, given))
        if "@reverse" in given:
            return self._reversed(key, given, term)
        iri = self._iri(key, given)
        if iri is _IGNORED:
            return None
        prefix = simple and not {":", "/"} & set(key) and bool(iri) and (iri[-1:] in ":/?#[]@" or iri[:2] == "_:")
        term = replace(term, iri=iri or None, prefix=prefix)
        if "@container" in given:
            container = self._container(key, given["@container"])
            kind = term.type or ("@id" if "@type" in container else "")
            if "@type" in container and kind not in {"@id", "@vocab"}:
                raise self._fault(f"the values of “{key}” stand by type, so they must be nodes")
            term = replace(term, container=container, type=kind)
        return self._further(key, given, term)

    def _type(self, key: str, given: Mapping[str, Value]) -> str:
        if "@type" not in given:
            return ""
        word = given["@type"]
        iri = self._expand(word) if type(word) is str else None
        if iri is None or not (iri in {"@id", "@vocab", "@json", "@none"} or is_absolute(iri)):
            raise self._fault(f"the type of “{key}” is none")
        return iri

    def _reversed(self, key: str, given: Mapping[str, Value], term: Term) -> Term | None:
        word = given["@reverse"]
        if "@id" in given or "@nest" in given or type(word) is not str:
            raise self._fault(f"the reverse meaning of “{key}” is not well-formed")
        if _LIKE_KEYWORD.fullmatch(word):
            return None
        iri = self._expand(word)
        if iri is None or not (is_absolute(iri) or iri.startswith("_:")):
            raise self._fault(f"the reverse meaning of “{key}” is no address")
        container = given.get("@container")
        if container not in {None, "@set", "@index"}:
            raise self._fault(f"“{key}” cannot be a reverse property in such a container")
        kinds = frozenset({str(container)} if container else ())
        return replace(term, iri=iri, reverse=True, container=kinds)

    def _iri(self, key: str, given: Mapping[str, Value]) -> str:
        """The meaning of a key; empty where it has none."""
        if "@id" in given and given["@id"] != key:
            return "" if given["@id"] is None else self._told(key, given["@id"])
        if ":" in key[1:]:
            prefix, _, rest = key.partition(":")
            if prefix in self._given:
                self._define(prefix)
            return (self._terms[prefix].iri or "") + rest if prefix in self._terms else key
        if "/" in key:
            return self._context.expand(key, vocabulary=True, relative=True) or ""
        if key == "@type":
            return key
        if self._context.vocabulary is None:
            raise self._fault(f"“{key}” has no meaning")
        return self._context.vocabulary + key

    def _told(self, key: str, word: Value) -> str:
        """The meaning that a definition gives a key."""
        if type(word) is not str:
            raise self._fault(f"the meaning of “{key}” is not well-formed")
        if word not in KEYWORDS and _LIKE_KEYWORD.fullmatch(word):
            return _IGNORED
        iri = self._expand(word) or ""
        if iri == "@context" or not (iri in KEYWORDS or ":" in iri or self._is_relative(iri)):
            raise self._fault(f"the meaning of “{key}” is no address")
        if ":" in key[1:-1] or "/" in key:
            self._defined[key] = True
            if self._expand(key) != iri:
                raise self._fault(f"“{key}” is an address already, and cannot mean another")
        return iri

    def _is_relative(self, iri: str) -> bool:
        """Whether it is completed by a vocabulary that is itself relative."""
        return bool(self._context.vocabulary) and iri.startswith(self._context.vocabulary or "")

    def _container(self, key: str, value: Value) -> frozenset[str]:
        words = value if isinstance(value, list) else [value]
        container = frozenset(str(word) for word in words)
        if len(container) < len(words) or container not in _CONTAINERS:
            raise self._fault(f"“{key}” names a container that does not exist")
        return container

    def _further(self, key: str, given: Mapping[str, Value], term: Term) -> Term:
        if "@index" in given:
            word = given["@index"]
            iri = self._expand(word) if type(word) is str else None
            if "@index" not in term.container or iri is None or not is_absolute(iri):
                raise self._fault(f"the index of “{key}” is no property")
            term = replace(term, index=str(word))
        if "@context" in given:
            term = replace(term, context=Scoped(given["@context"], self._spot, self._address))
        if "@language" in given and "@type" not in given:
            language = given["@language"]
            if language is not None and type(language) is not str:
                raise self._fault("“@language” must be a text")
            term = replace(term, language=language or "")
        if given.get("@direction") not in {None, "ltr", "rtl"}:
            raise self._fault("“@direction” must be “ltr” or “rtl”")
        if "@nest" in given:
            nest = given["@nest"]
            if type(nest) is not str or (nest in KEYWORDS and nest != "@nest"):
                raise self._fault(f"“{key}” cannot be nested like this")
            term = replace(term, nest=nest)
        if "@prefix" in given:
            prefix = given["@prefix"]
            if ":" in key or "/" in key or not isinstance(prefix, bool) or (prefix and term.iri in KEYWORDS):
                raise self._fault(f"“{key}” cannot be a prefix")
            term = replace(term, prefix=prefix)
        return term
