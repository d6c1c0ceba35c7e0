"""Turtle, TriG, N-Triples and N-Quads: one grammar, since each of the others is Turtle with less or a little more.

A spot is an offset. Literals are kept exactly as written, so this is no errand for rdflib, which rewrites them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcvocab.model import IRI, RDF, RDF_LANG_STRING, XSD, XSD_STRING, Blank, Literal
from mcvocab.readers.graphs.triples import Fault, TooDeep, Triples, resolved, whole
from mcvocab.readers.json_scan import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcvocab.model import Node, Term

_TYPE, _FIRST, _REST, _NIL = (IRI(RDF + name) for name in ("type", "first", "rest", "nil"))

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARACTER = f"{_LETTER}0-9_\u00b7\u0300-\u036f\u203f-\u2040-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Up to Python 3.11.4 a group that is repeated and gives nothing back, as in "(...)*+", loses its place where its last
# try fails half-way; "(?>(...)*)" means the same and does not.
_BLANKS = re.compile(r"(?>(?:[ \t\r\n]|\#[^\r\n]*)*)")
_TOKEN = re.compile(
    rf"""{_BLANKS.pattern}(?:
    (?P<iri><(?>(?:[^\x00-\x20<>"{{}}|^`\\]|{_UNICODE})*)>)
    |(?P<text>"{{3}}(?>(?:[^"\\]++|\\.|"(?!""))*)"{{3}}|'{{3}}(?>(?:[^'\\]++|\\.|'(?!''))*)'{{3}}
        |"(?!"")(?>(?:[^"\\\r\n]++|\\.)*)"|'(?!'')(?>(?:[^'\\\r\n]++|\\.)*)')
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<blank>_:[{_LETTER}_0-9](?:\.*[{_CHARACTER}])*)
    |(?P<double>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)
    |(?P<decimal>[+-]?[0-9]*\.[0-9]+)
    |(?P<integer>[+-]?[0-9]+)
    |(?P<name>(?:[{_LETTER}](?:\.*[{_CHARACTER}])*)?
        :(?:(?:[{_LETTER}_:0-9]|{_ESCAPED})(?:\.*(?:[{_CHARACTER}:]|{_ESCAPED}))*)?)
    |(?P<word>[A-Za-z]+)
    |(?P<mark>\^\^|[.;,\[\](){{}}])
    |(?P<end>\Z))""",
    re.DOTALL | re.VERBOSE,
)
_ADDRESS = r"<[^\x00-\x20<>\"{}|^`\\]*+>"
_NAME = r"_:[A-Za-z0-9_]++"
_LINE = re.compile(
    rf"""[ \t\r\n]*+({_ADDRESS}|{_NAME})[ \t]++({_ADDRESS})[ \t]++
    (?:({_ADDRESS}|{_NAME})|"([^"\\\r\n]*+)"(?:@([A-Za-z]++(?>(?:-[A-Za-z0-9]++)*))|\^\^({_ADDRESS}))?)
    [ \t]*+\.(?=[ \t]*+(?:[\r\n]|\Z))""",
    re.VERBOSE,
)
"""A statement as N-Triples write most: in full, on a line of its own, and without escapes."""

_ESCAPES = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_NUMBERS = frozenset({"double", "decimal", "integer"})


def read(text: str, triples: Triples, base: str = "", suffix: str = ".ttl") -> None:
    """Adds the triples of a text.

    Raises:
        Fault: where it is not Turtle, or holds more than one graph.
    """
    _Parser(text, triples, base, suffix).document()


class _Parser:
    """One token ahead: ``kind`` and ``token`` are what stands at ``start`` and has not been used yet."""

    def __init__(self, text: str, triples: Triples, base: str, suffix: str) -> None:
        self._text, self._triples, self._base = text, triples, base
        self._blocks, self._quads = suffix == ".trig", suffix == ".nq"
        self._prefixes: dict[str, str] = {}
        self._known: dict[str, IRI] = {}
        self._depth = 0
        self._end = 0
        self._advance()

    # --- statements ---------------------------------------------------------------------------------

    def document(self) -> None:
        while self.kind != "end":
            if self.kind == "tag" and self.token in {"@prefix", "@base"}:
                self._directive()
                self._expect(".", "a full stop or a semicolon is missing before this place")
            elif self.kind == "word" and self.token.upper() in {"PREFIX", "BASE"}:
                self._directive()
            elif self._blocks and self._at("{"):
                self._block()
            elif self.kind in {"iri", "blank"} and self._lines():
                self._advance()
            else:
                self._statement()
                if not self._at("."):
                    raise self._unfinished()
                self._triples.close()
                self._advance()

    def _lines(self) -> bool:
        """Reads plain statements, of which bulk data consist, in one step each; whether there were any."""
        triples, at = self._triples, self.start
        while found := _LINE.match(self._text, at):
            subject, predicate, other, lexical, language, datatype = found.groups()
            start, spot = found.start(1), found.start(3)
            about = self._written(subject, start)
            verb = self._address(predicate, found.start(2))
            term: Term
            if other is not None:
                term = self._written(other, spot)
            else:
                spot = found.start(4) - 1
                kind = RDF_LANG_STRING if language else XSD_STRING
                if datatype:
                    kind = str(self._address(datatype, found.start(6)))
                term = Literal(whole(lexical, (spot,)), kind, language)
            triples.subject(about, (start,))
            triples.add(about, verb, term, (spot,))
            triples.close()
            at = found.end()
        if at == self.start:
            return False
        self._end = at
        return True

    def _written(self, token: str, start: int) -> Node:
        return self._address(token, start) if token[0] == "<" else self._triples.blank(token[2:])

    def _address(self, token: str, start: int) -> IRI:
        iri = self._known.get(token)
        if iri is None:
            iri = self._known[token] = self._triples.iri(resolved(self._base, token[1:-1]), (start,))
        return iri

    def _directive(self) -> None:
        word = self.token.strip("@").lower()
        self._advance()
        prefix = ""
        if word == "prefix":
            prefix = self.token
            if self.kind != "name" or prefix.index(":") < len(prefix) - 1:
                raise self._fault("a prefix with a colon should stand here")
            self._advance()
        if self.kind != "iri":
            raise self._fault("an address in angle brackets should stand here")
        iri = self._iri()
        if prefix:
            self._prefixes[prefix[:-1]] = iri
        else:
            self._base = iri
        self._known.clear()

    def _block(self) -> None:
        self._advance()
        while not self._at("}"):
            self._statement()
            if not self._at(".") and not self._at("}"):
                raise self._unfinished()
            self._triples.close()
            if self._at("."):
                self._advance()
        self._advance()

    def _statement(self) -> None:
        start, kind, token = self.start, self.kind, self.token
        if self._blocks and kind == "word" and token.upper() == "GRAPH":
            raise self._named_graph(start)
        if kind == "text" or kind in _NUMBERS or kind == "word":
            raise self._fault("no statement can start like this")
        subject = self._node("no statement can start like this")
        if self._blocks and self._at("{"):
            raise self._named_graph(start)
        # What stands in brackets may be a statement by itself, unless it is empty.
        if not (token == "[" and self._triples.knows(subject) and self._closes()):
            self._triples.subject(subject, (start,))
            self._properties(subject)

    def _properties(self, subject: Node) -> None:
        """Verbs with their objects, up to whatever ends them."""
        while True:
            predicate = self._verb()
            while True:
                spot = (self.start,)
                term = self._object()
                self._triples.add(subject, predicate, term, spot)
                if not self._at(","):
                    break
                self._advance()
            if self._quads and self.kind in {"iri", "blank"}:
                raise self._named_graph(self.start)
            if not self._at(";"):
                return
            while self._at(";"):
                self._advance()
            if self._closes():
                return

    def _verb(self) -> IRI:
        if self.kind == "word" and self.token == "a":
            self._advance()
            return _TYPE
        if self.kind not in {"iri", "name"}:
            raise self._fault("a property or a value is missing here")
        return self._iri()

    # --- terms --------------------------------------------------------------------------------------

    def _object(self) -> Term:
        if self.kind == "text":
            return self._literal()
        if self.kind in _NUMBERS or (self.kind == "word" and self.token in {"true", "false"}):
            literal = Literal(self.token, XSD + (self.kind if self.kind in _NUMBERS else "boolean"))
            self._advance()
            return literal
        return self._node("a property or a value is missing here")

    def _node(self, otherwise: str) -> Node:
        if self.kind in {"iri", "name"}:
            return self._iri()
        if self.kind == "blank":
            node = self._triples.blank(self.token[2:])
            self._advance()
            return node
        if self._at("["):
            return self._nested(self._bracketed)
        if self._at("("):
            return self._nested(self._collection)
        raise self._fault(otherwise)

    def _nested(self, inner: Callable[[], Node]) -> Node:
        if self._depth >= DEEPEST:
            raise TooDeep((self.start,), f"it nests deeper than {DEEPEST} levels")
        self._depth += 1
        node = inner()
        self._depth -= 1
        return node

    def _bracketed(self) -> Node:
        node, spot = self._triples.blank(), (self.start,)
        self._advance()
        if not self._at("]"):
            self._triples.subject(node, spot)
            self._properties(node)
        self._expect("]", "a closing bracket is missing before this place")
        return node

    def _collection(self) -> Node:
        head: Node = _NIL
        cell: Blank | None = None
        spot = (self.start,)
        self._advance()
        while not self._at(")"):
            following = self._triples.blank()
            here = (self.start,)
            if cell is None:
                head = following
            else:
                spot = here
                self._triples.add(cell, _REST, following, here)
            cell = following
            self._triples.subject(cell, spot)
            self._triples.add(cell, _FIRST, self._object(), here)
        if cell is not None:
            self._triples.add(cell, _REST, _NIL, (self.start,))
        self._advance()
        return head

    def _iri(self) -> IRI:
        """The IRI that an address or a shortened name stands for."""
        token, spot = self.token, (self.start,)
        iri = self._known.get(token)
        if iri is None:
            if self.kind == "iri":
                iri = self._triples.iri(resolved(self._base, self._unescaped(token[1:-1], self.start + 1)), spot)
            else:
                prefix, _, local = token.partition(":")
                if prefix not in self._prefixes:
                    raise self._fault(f"the prefix {prefix}: is used here but declared nowhere above")
                local = re.sub(r"\\(.)", r"\1", local) if "\\" in local else local
                iri = self._triples.iri(self._prefixes[prefix] + local, spot)
            self._known[token] = iri
        self._advance()
        return iri

    def _literal(self) -> Literal:
        token, start = self.token, self.start
        quotes = 3 if token[:3] in {'"""', "'''"} else 1
        text = whole(self._unescaped(token[quotes:-quotes], start + quotes), (start,))
        self._advance()
        if self.kind == "tag":
            language = self.token[1:]
            self._advance()
            return Literal(text, RDF_LANG_STRING, language)
        if not self._at("^^"):
            return Literal(text, XSD_STRING)
        self._advance()
        if self.kind not in {"iri", "name"}:
            raise self._fault("the datatype of a value is missing here")
        return Literal(text, str(self._iri()))

    def _unescaped(self, text: str, start: int) -> str:
        def character(found: re.Match[str]) -> str:
            short, long, letter = found.groups()
            code = int(short or long or "0", 16)
            if (letter and letter not in _LETTERS) or code > 0x10FFFF or 0xD800 <= code < 0xE000:
                problem = "a backslash is followed by something that Turtle does not know"
                raise Fault((start + found.start(),), problem)
            return _LETTERS[letter] if letter else chr(code)

        return _ESCAPES.sub(character, text) if "\\" in text else text

    # --- tokens -------------------------------------------------------------------------------------

    def _advance(self) -> None:
        found = _TOKEN.match(self._text, self._end)
        if found is None:
            raise self._strange()
        self.kind = found.lastgroup or ""
        self.token = found[self.kind]
        self._end = found.end()
        self.start = self._end - len(self.token)

    def _at(self, mark: str) -> bool:
        return self.kind == "mark" and self.token == mark

    def _closes(self) -> bool:
        return self.kind == "mark" and self.token in {".", "]", "}"}

    def _expect(self, mark: str, otherwise: str) -> None:
        if not self._at(mark):
            raise self._fault(otherwise)
        self._advance()

    # --- faults -------------------------------------------------------------------------------------

    def _fault(self, problem: str) -> Fault:
        if self.kind == "end":
            problem = "the file ends in the middle of a statement"
        return Fault((self.start,), problem)

    def _unfinished(self) -> Fault:
        return self._fault("a full stop or a semicolon is missing before this place")

    def _named_graph(self, start: int) -> Fault:
        return Fault((start,), "a named graph starts here; only a file that holds one graph can be read")

    def _strange(self) -> Fault:
        """What is wrong with text that is no token at all."""
        blanks = _BLANKS.match(self._text, self._end)
        start = blanks.end() if blanks else self._end
        problem = "this is not Turtle"
        if self._text.startswith(('"', "'"), start):
            problem = "a text in quotes is not closed"
        elif self._text.startswith("<<", start):
            problem = "a statement about a statement (RDF 1.2) stands here, which is not read"
        elif self._text.startswith("<", start):
            closed = re.compile(r"<[^<>\r\n]*>").match(self._text, start)
            problem = "an address in angle brackets " + ("holds what none can" if closed else "is not closed")
        elif self._text.startswith("\\", start):
            problem = "a backslash is followed by something that Turtle does not know"
        return Fault((start,), problem)
