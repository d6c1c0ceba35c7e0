"""Random records as files: JSON Lines and CSV with our own keys, and Turtle.

In JSON Lines a value is written so that reading it gives the same value again, wherever there is a text that does.
CSV flattens the parts of a record, and gives what a flat row can give.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from mcvocab.graph import AS_OF, RDF_TYPE
from mcvocab.interpreter.pieces import Manner
from mcvocab.interpreter.values import Values
from mcvocab.mapping import Mapper
from mcvocab.model import IRI, MCV, RDF_LANG_STRING, XSD, XSD_STRING, Blank, Field, Graph, Literal, Node, Term

if TYPE_CHECKING:
    from mcvocab.sampler import Sample, Sampler
    from mcvocab.sampler.layout import Layout, Tree

Writer: TypeAlias = "Callable[[Sampler, Iterable[Sample]], Iterator[str]]"
"""Gives the pieces of a file, one for its head where it has one, then one for each record."""

_REMEMBERED = 8_192
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TAG = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{2,8})*")
_NUMBERS = frozenset({XSD + "decimal", XSD + "integer"})
_SEPARATOR = "; "


class Wording:
    """How values are written, so that reading them gives the same values again."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._vocabulary = layout, layout.vocabulary
        self._values = Values(self._vocabulary, Mapper(self._vocabulary))
        self.text = lru_cache(_REMEMBERED)(self._text)
        self.says = lru_cache(_REMEMBERED)(self._says)

    def _text(self, field: Field, term: Term) -> str:
        """The shortest of the notation, the label and the IRI of a concept that is understood as that concept."""
        if isinstance(term, Literal):
            return term.lexical
        concept = self._vocabulary.concepts.get(term) if isinstance(term, IRI) else None
        names = (concept.notation, concept.label) if concept is not None else ()
        return next((name for name in names if self._gives(field, name, "") == term), str(term))

    def _says(self, field: Field, term: Term) -> bool:
        """Whether a file can give a field this value."""
        text, language = self.text(field, term), term.language or "" if isinstance(term, Literal) else ""
        written = not language or _TAG.fullmatch(language)
        return bool(written) and self._gives(field, text, language) == term

    def _gives(self, field: Field, text: str, language: str) -> Term | None:
        """The one value that a text gives to a field, if it gives just that."""
        if not text.strip() or self._values.is_placeholder(text):
            return None
        pieces = self._values.understand(field, text, Manner(language=language))
        return pieces[0].term if len(pieces) == 1 and pieces[0].field == field.key else None

    def faithful(self, tree: Tree) -> bool:
        """Whether a file can say all that a tree holds."""
        for key, members in tree.items():
            field = self._vocabulary.fields[key]
            for member in members:
                if isinstance(member, dict) != (field.part is not None):
                    return False
                if not (self.faithful(member) if isinstance(member, dict) else self.says(field, member)):
                    return False
        return True


# --- JSON Lines -------------------------------------------------------------------------------------


def json_lines(sampler: Sampler, samples: Iterable[Sample]) -> Iterator[str]:
    """One object a line, parts nested."""
    wording, fields = Wording(sampler.layout), sampler.layout.vocabulary.fields
    keys = {key: json.dumps(field.part_key or key) + ": " for key, field in fields.items()}

    @lru_cache(_REMEMBERED)
    def value(key: str, term: Term) -> str:
        text = wording.text(fields[key], term)
        if isinstance(term, Literal) and term.language:
            return json.dumps({term.language: text}, ensure_ascii=False)
        if isinstance(term, Literal) and term.datatype in _NUMBERS and _NUMBER.fullmatch(text):
            return text
        return json.dumps(text, ensure_ascii=False)

    def written(tree: Tree) -> str:
        entries = []
        for key, members in tree.items():
            texts = [written(m) if isinstance(m, dict) else value(key, m) for m in members]
            if texts:
                entries.append(keys[key] + (texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"))
        return "{" + ", ".join(entries) + "}"

    for sample in samples:
        yield written(sample.tree) + "\n"


# --- CSV --------------------------------------------------------------------------------------------


def comma_separated(sampler: Sampler, samples: Iterable[Sample]) -> Iterator[str]:
    """A heading for each field that holds values, and one for each other language of its texts; then the rows."""
    layout, wording = sampler.layout, Wording(sampler.layout)
    chains = {field.key: (*layout.chain(field), field.key) for field in layout.leaves}
    fields = {field.key: field for field in layout.leaves}
    headings = {(key, ""): key for key in chains}
    for key in chains:
        for tag in sampler.languages(key):
            headings[key, tag] = f"{key}@{tag}"
    yield _row(headings.values())
    for sample in samples:
        cells: dict[tuple[str, str], list[str]] = {}
        for key, chain in chains.items():
            for term in layout.values(sample.tree, chain):
                tag = term.language or "" if isinstance(term, Literal) else ""
                place = (key, tag) if (key, tag) in headings else (key, "")
                # Text files cannot hold the null character.
                cells.setdefault(place, []).append(wording.text(fields[key], term).replace("\0", "\ufffd"))
        yield _row(_SEPARATOR.join(cells.get(place, ())) for place in headings)


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(cells)
    return row.getvalue()


# --- Turtle -----------------------------------------------------------------------------------------

_PREFIXES: Final = {
    "mcv": MCV,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "xsd": XSD,
}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(sampler: Sampler, samples: Iterable[Sample]) -> Iterator[str]:
    """One block a record, parts nested; the reference date is whoever checks's to say."""
    yield "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in _PREFIXES.items())
    for sample in samples:
        graph = sampler.graph(sample)
        yield "\n" + _block(graph, sampler.layout.node(sample.tree, sample.number), f"r{sample.number}.")


def _block(graph: Graph, root: Node, prefix: str) -> str:
    subject = "[]" if isinstance(root, Blank) else _iri(root)
    return f"{subject}{_properties(graph, root, prefix, 1)} .\n"


def _properties(graph: Graph, node: Node, prefix: str, depth: int) -> str:
    indent = "\n" + "    " * depth
    lines = [
        f"{'a' if name == RDF_TYPE else _iri(name)} {', '.join(_term(graph, term, prefix, depth) for term in terms)}"
        for name, terms in graph[node].items()
        if terms and name != AS_OF
    ]
    return indent + f" ;{indent}".join(lines) if lines else ""


def _term(graph: Graph, term: Term, prefix: str, depth: int) -> str:
    if isinstance(term, Literal):
        text = f'"{_quoted(term.lexical)}"'
        if term.datatype == RDF_LANG_STRING and term.language:
            return f"{text}@{term.language}"
        return text if term.datatype == XSD_STRING else f"{text}^^{_iri(term.datatype)}"
    if isinstance(term, Blank):
        inside = _properties(graph, term, prefix, depth + 1) if term in graph else ""
        # Parts stand within the record; a bare node is named, apart from those of other records.
        return f"[{inside} ]" if term in graph else f"_:{prefix}{term}"
    return _iri(term)


def _iri(iri: str) -> str:
    for prefix, name in _PREFIXES.items():
        if iri.startswith(name) and _LOCAL.fullmatch(iri[len(name) :]):
            return f"{prefix}:{iri[len(name) :]}"
    return f"<{_NOT_IN_IRI.sub(lambda found: f'%{ord(found[0]):02X}', iri)}>"


def _quoted(text: str) -> str:
    return "".join(_ESCAPED.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 32 else c) for c in text)


WRITERS: Final[dict[str, Writer]] = {"jsonl": json_lines, "csv": comma_separated, "ttl": turtle}
