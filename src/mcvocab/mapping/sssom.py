"""Mappings as SSSOM TSV: a commented YAML header, then a row an answer.

The local term is a literal, so rows carry ``subject_label`` and the subject type ``rdfs literal``. A term for
which nothing was found has a row too, with the object ``sssom:NoTermFound``: silence would look like neglect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mcvocab.model import BASE, Mapping

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
NO_TERM_FOUND = "sssom:NoTermFound"
SEARCHED = "semapv:CompositeMatching"
_PREFIX = "mcvocab"
_CURIES = {
    _PREFIX: BASE,
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}


@dataclass(frozen=True, slots=True)
class MappingSet:
    """What a mapping file says of itself.

    Attributes:
        identifier: IRI of the set.
        licence: IRI of the licence under which the mappings are given.
        vocabulary_version: version of the language that the mappings lead to.
        tool_version: version of the software that made them.
        date: the day they were made, ``YYYY-MM-DD``; empty leaves it out.
        title: what people call the set.
    """

    identifier: str
    licence: str
    vocabulary_version: str = ""
    tool_version: str = ""
    date: str = ""
    title: str = ""


def write_sssom(rows: Iterable[tuple[str, Sequence[Mapping]]], about: MappingSet) -> Iterator[str]:
    r"""The lines of an SSSOM file, each with its line end.

    Args:
        rows: each local term with its answers; no answers make a row that says so.
        about: what the file says of itself.

    >>> lines = list(write_sssom([("race course", ())], MappingSet("https://example.org/set", "https://example.org/licence")))
    >>> lines[-1]
    'race course\trdfs literal\tskos:exactMatch\tsssom:NoTermFound\t\t\tsemapv:CompositeMatching\t\t\n'
    """
    yield from _header(about)
    yield _line(COLUMNS)
    for text, mappings in rows:
        if not mappings:
            yield _line((text, "rdfs literal", "skos:exactMatch", NO_TERM_FOUND, "", "", SEARCHED, "", ""))
        for mapping in mappings:
            yield _line(_row(text, mapping))


def _header(about: MappingSet) -> Iterator[str]:
    yield "#curie_map:\n"
    for prefix, namespace in _CURIES.items():
        yield f"#  {prefix}: {_quoted(namespace)}\n"
    facts = {
        "mapping_set_id": about.identifier,
        "mapping_set_title": about.title,
        "license": about.licence,
        "mapping_date": about.date,
        "mapping_tool": "mcvocab",
        "mapping_tool_version": about.tool_version,
        "object_source": f"{_PREFIX}:",
        "object_source_version": about.vocabulary_version,
    }
    for slot, value in facts.items():
        if value:
            yield f"#{slot}: {_quoted(value)}\n"


def _quoted(text: str) -> str:
    """A YAML string; every JSON string is one."""
    return json.dumps(text, ensure_ascii=True)


def _row(text: str, mapping: Mapping) -> tuple[str, ...]:
    if mapping.concept is None:
        return (text, "rdfs literal", "skos:exactMatch", NO_TERM_FOUND, "", "", SEARCHED, "", mapping.note)
    return (
        text,
        "rdfs literal",
        mapping.predicate,
        f"{_PREFIX}:{mapping.concept.removeprefix(BASE)}" if mapping.concept.startswith(BASE) else mapping.concept,
        mapping.label,
        "skos concept",
        mapping.justification,
        format(mapping.confidence, ".2f").rstrip("0").rstrip("."),
        mapping.note,
    )


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    plain = (" ".join(cell.split()) for cell in cells)
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerow(plain)
    return buffer.getvalue()
