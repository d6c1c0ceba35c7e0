"""Triples as rdflib's parsers meet them, with their places and with every literal exactly as written."""
# ruff: noqa: N802  (the names of overridden methods are not ours)

from __future__ import annotations

import io
import logging
import re
import threading
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, NoReturn
from xml.sax import SAXParseException
from xml.sax.handler import LexicalHandler, property_lexical_handler
from xml.sax.xmlreader import InputSource

import rdflib
from rdflib.plugins.parsers import notation3, rdfxml

from mcvocab.model import XSD, Spot
from mcvocab.raw import Leaf
from mcvocab.readers.json_scan import sound
from mcvocab.readers.nodes import settled
from mcvocab.readers.text import Lines

_NO_BASE = "relative:/"
"""Stands for the address of the file, which is nobody's business, and is cut off again."""

_UNCLOSED = "unterminated string"

_LOCK = threading.Lock()


class TurtleFault(Exception):  # noqa: N818  (an error of the provider's file, not of ours)
    """The text stops being Turtle at ``offset``; ``problem`` is what rdflib calls it."""

    def __init__(self, offset: int, problem: str) -> None:
        super().__init__(problem)
        self.offset, self.problem = offset, problem


class XmlFault(Exception):  # noqa: N818  (an error of the provider's file, not of ours)
    """The text is not RDF/XML, or holds what is refused."""

    def __init__(self, line: int, problem: str, refused: bool = False) -> None:
        super().__init__(problem)
        self.line, self.problem, self.refused = line, problem, refused


class Recorder:
    """Takes triples in the place of an rdflib graph: subject, predicate, and the object as a leaf."""

    def __init__(self) -> None:
        self.triples: list[tuple[str, str, Leaf]] = []
        self.subjects: dict[str, Spot] = {}
        self.place: Spot = ()

    def add(self, triple: tuple[Any, Any, Any]) -> None:
        """Keeps a triple as written at the current place."""
        subject, predicate, value = triple
        if isinstance(value, Leaf):
            leaf = Leaf(value.text, self.place, value.language, value.datatype)
        elif isinstance(value, rdflib.Literal):
            leaf = Leaf(sound(str(value)), self.place, value.language or "", str(value.datatype or ""))
        else:
            leaf = Leaf(_name(value), self.place, kind="iri")
        name = _name(subject)
        self.subjects.setdefault(name, self.place)
        self.triples.append((name, _name(predicate), leaf))

    def bind(self, *_: Any, **__: Any) -> None:
        """Prefixes are of no use once the IRIs are whole."""


def _name(term: Any) -> str:
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return settled(sound(str(term)).removeprefix(_NO_BASE))


# --- Turtle and N-Triples ---------------------------------------------------------------------------


def read_turtle(text: str, recorder: Recorder) -> None:
    """Records the triples of all statements before the first fault; N-Triples is Turtle too.

    Raises:
        TurtleFault: where the text is not Turtle.
        RecursionError: where brackets nest too deep.
    """
    parser = _TurtleParser(text, recorder)
    try:
        with _as_written():
            parser.loadBuf(text)
    except notation3.BadSyntax as fault:
        at = fault._i if 0 <= fault._i <= len(text) else len(text)
        raise parser.fault(at, str(fault._why)) from None
    except RecursionError:
        parser.forget_statement()
        raise
    except IndexError:
        raise parser.fault(len(text), "EOF") from None
    except Exception as problem:  # rdflib answers some broken texts with whatever goes wrong first
        raise parser.fault(parser.reached, str(problem)) from None


class _Sink(notation3.RDFSink):
    """Hands literals over as leaves, so that rdflib does not touch their text."""

    def newLiteral(self, s: str, dt: Any = None, lang: str | None = None) -> Any:
        return Leaf(sound(s), (), lang or "", _name(dt) if dt else "")


class _TurtleParser(notation3.SinkParser):
    """Notes where each subject and object starts; ``reached`` is the last such place."""

    def __init__(self, text: str, recorder: Recorder) -> None:
        super().__init__(_Sink(recorder), baseURI=_NO_BASE, turtle=True)  # type: ignore[arg-type]
        self._recorder = recorder
        self._places = Lines(text)
        self._whole = 0
        self._ended: deque[int] = deque()
        self._pending: deque[int] = deque()
        self._text = text
        self.reached = 0

    def fault(self, offset: int, problem: str) -> TurtleFault:
        """The fault, told at the first character that is no blank; its statement is forgotten."""
        self.forget_statement()
        blank = re.compile(r"\s*").match(self._text, offset)
        return TurtleFault(blank.end() if blank else offset, problem)

    def forget_statement(self) -> None:
        """Drops the triples of a statement that was never finished."""
        del self._recorder.triples[self._whole :]

    def statement(self, argstr: str, i: int) -> int:
        self._whole = len(self._recorder.triples)
        return super().statement(argstr, i)

    def checkDot(self, argstr: str, i: int) -> int:
        if self.skipSpace(argstr, i) < 0:
            self.BadSyntax(argstr, i, "no full stop")
        return super().checkDot(argstr, i)

    def property_list(self, argstr: str, i: int, subj: Any) -> int:
        self._recorder.subjects.setdefault(_name(subj), self._spot(self.reached))
        return super().property_list(argstr, i, subj)

    def objectList(self, argstr: str, i: int, res: Any) -> int:
        outer, self._ended = self._ended, deque()
        end = super().objectList(argstr, i, res)
        self._pending, self._ended = self._ended, outer
        return end

    def object(self, argstr: str, i: int, res: Any) -> int:
        start = self.reached = max(self.skipSpace(argstr, i), 0)
        self._recorder.place = self._spot(start)
        end = super().object(argstr, i, res)
        if end >= 0:
            self._ended.append(start)
        return end

    def nodeOrLiteral(self, argstr: str, i: int, res: Any) -> int:
        start = self.skipSpace(argstr, i)
        end = super().nodeOrLiteral(argstr, i, res)
        if end >= 0 and isinstance(res[-1], int | Decimal | notation3.sfloat):
            kind = {bool: "boolean", int: "integer", Decimal: "decimal"}.get(type(res[-1]), "double")
            res[-1] = Leaf(argstr[start:end], (), "", XSD + kind)
        return end

    def strconst(self, argstr: str, i: int, delim: str) -> tuple[int, str]:
        # rdflib points at the end of the line or of the file, which is not where to look for the quote.
        opening = i - len(delim)
        try:
            return super().strconst(argstr, i, delim)
        except (AssertionError, IndexError):
            self.BadSyntax(argstr, opening, _UNCLOSED)
        except notation3.BadSyntax as fault:
            if not re.search("unterminated string|newline", fault._why):
                raise
            self.BadSyntax(argstr, opening, _UNCLOSED)

    def makeStatement(self, quadruple: Any) -> None:
        if self._pending:
            self._recorder.place = self._spot(self._pending.popleft())
        if isinstance(quadruple[2], Leaf):
            self.BadSyntax(self._text, self.reached, "expected directive or statement")
        super().makeStatement(quadruple)

    def _spot(self, offset: int) -> Spot:
        return self._places.at(offset)


# --- RDF/XML ----------------------------------------------------------------------------------------


def read_xml(text: str, recorder: Recorder) -> None:
    """Records the triples of RDF/XML; a document type, and with it every entity, is refused.

    Raises:
        XmlFault: where the text is not RDF/XML.
    """
    source = InputSource()
    source.setCharacterStream(io.StringIO(text))
    lines = _Lines(recorder)
    parser = rdfxml.create_parser(source, lines)  # type: ignore[arg-type]
    parser.setProperty(property_lexical_handler, _NoDocumentType(parser))
    lines.handler = parser.getContentHandler()
    try:
        with _as_written():
            parser.parse(source)
    except XmlFault:
        raise
    except SAXParseException as problem:
        words = f"it is RDF/XML, but not well-formed ({problem.getMessage()})"
        raise XmlFault(problem.getLineNumber() or 1, words) from None
    except Exception:  # rdflib answers some broken files with whatever goes wrong first
        raise XmlFault(lines.line, "it is XML, but not RDF/XML") from None


class _Lines:
    """Tells the recorder the line that the XML parser has reached."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.handler: Any = None
        self.bind = recorder.bind

    @property
    def line(self) -> int:
        return int(self.handler.locator.getLineNumber() or 1)

    def add(self, triple: tuple[Any, Any, Any]) -> None:
        self._recorder.place = (self.line,)
        self._recorder.add(triple)


class _NoDocumentType(LexicalHandler):
    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def startDTD(self, *_: Any) -> NoReturn:
        problem = "it declares a document type, through which other files can be read"
        raise XmlFault(self._parser.getLineNumber(), problem, refused=True)


@contextmanager
def _as_written() -> Iterator[None]:
    """Keeps rdflib from rewriting literals and from logging what a finding will say; one thread at a time."""
    logger = logging.getLogger("rdflib.term")
    with _LOCK:
        normalize, disabled = rdflib.NORMALIZE_LITERALS, logger.disabled
        rdflib.NORMALIZE_LITERALS, logger.disabled = False, True
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            rdflib.NORMALIZE_LITERALS, logger.disabled = normalize, disabled
