"""Mappings as SSSOM TSV: a commented YAML header, then a row an answer.

The local term is a literal, so rows carry ``subject_label`` and the subject type ``rdfs literal``. A term for
which nothing was found has a row too, with the object ``sssom:NoTermFound``: silence would look like neglect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

from mcvocab.model import BASE, Mapping
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

COLUMNS = (
    "subject_label",
    "subject_type",
    "predicate_id",
    "object_id",
    "object_label",
    "object_type",
    "mapping_justification",
    "confidence",
    "comment",
)
LITERAL = "rdfs literal"
NO_TERM_FOUND = "sssom:NoTermFound"
SEARCHED = "semapv:CompositeMatching"
_PREFIX = "mcvocab"
CURIES = {
    _PREFIX: BASE,
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "urn": "urn:",  # without it, other tools refuse the identifier of a set that has no address
}


@dataclass(frozen=True, slots=True)
class MappingSet:
    """What a mapping file says of itself.

    Attributes:
        identifier: IRI of the set; empty gives it a new one.
        licence: IRI of the licence under which the mappings are given.
        title: what people call the set.
        date: the day they were made, ``YYYY-MM-DD``; empty leaves it out.
        tool_version: version of the software that made them.
    """

    identifier: str = ""
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    title: str = ""
    date: str = ""
    tool_version: str = ""


def write(mappings: Iterable[Mapping], vocabulary: Vocabulary, about: MappingSet | None = None) -> Iterator[str]:
    """The lines of an SSSOM file, each with its line end.

    Args:
        mappings: the answers in order; one without a concept makes a row that says that no term was found.
        vocabulary: the language that the mappings lead to.
        about: what the file says of itself.
    """
    yield from _header(vocabulary, about or MappingSet())
    yield _line(COLUMNS)
    for mapping in mappings:
        yield _line(_row(mapping))


def _header(vocabulary: Vocabulary, about: MappingSet) -> Iterator[str]:
    yield "#curie_map:\n"
    for prefix, namespace in CURIES.items():
        yield f"#  {prefix}: {_quoted(namespace)}\n"
    facts = {
        "mapping_set_id": about.identifier or f"urn:uuid:{uuid4()}",
        "mapping_set_title": about.title,
        "license": about.licence,
        "mapping_date": about.date,
        "mapping_tool": "mcvocab",
        "mapping_tool_version": about.tool_version,
        "object_source": f"{_PREFIX}:",
        "object_source_version": vocabulary.version,
    }
    for slot, value in facts.items():
        if value:
            yield f"#{slot}: {_quoted(value)}\n"


def _quoted(text: str) -> str:
    """A YAML string; every JSON string is one."""
    return json.dumps(text, ensure_ascii=True)


def _row(mapping: Mapping) -> tuple[str, ...]:
    if mapping.concept is None:
        justification = mapping.justification or SEARCHED
        return (mapping.text, LITERAL, "skos:exactMatch", NO_TERM_FOUND, "", "", justification, "", mapping.note)
    return (
        mapping.text,
        LITERAL,
        mapping.predicate,
        f"{_PREFIX}:{mapping.concept.removeprefix(BASE)}" if mapping.concept.startswith(BASE) else mapping.concept,
        mapping.label,
        "skos concept",
        mapping.justification,
        format(mapping.confidence, "g"),
        mapping.note,
    )


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    plain = (" ".join(cell.split()) for cell in cells)
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerow(plain)
    return buffer.getvalue()
