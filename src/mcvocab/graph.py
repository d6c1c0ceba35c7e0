"""A record as a graph: subject -> property -> terms, for any engine that checks shapes.

The paths come from ``ontology/fields.ttl`` by way of the vocabulary; no property of a field is typed here.
"""

from __future__ import annotations

from collections.abc import Mapping

from mcvocab.model import IRI, MCV, RDF, XSD, Field, Graph, Literal, Part, Record

RDF_TYPE = IRI(RDF + "type")
AS_OF = IRI(MCV + "asOf")


def graph(record: Record, fields: Mapping[str, Field], as_of: str) -> Graph:
    """The triples of a record: its types, a triple per value, a link and subtree per part, the reference date.

    Args:
        record: the record.
        fields: the vocabulary's fields by key.
        as_of: the reference date, as ``YYYY-MM-DD``.

    >>> from mcvocab.model import Value
    >>> title = Field("title", IRI("f:title"), "Title", (IRI("dcterms:title"),))
    >>> record = Record(1, "offer", IRI("r:1"), (), {"title": (Value("x", Literal("x")),)})
    >>> described = graph(record, {"title": title}, "2026-01-15")[IRI("r:1")]
    >>> [(str(name), next(iter(terms)).lexical) for name, terms in described.items()]
    [('dcterms:title', 'x'), ('https://w3id.org/mcvocab/ns/asOf', '2026-01-15')]
    """
    triples: Graph = {}
    _describe(triples, record, fields, Literal(as_of, XSD + "date"))
    return triples


def _describe(triples: Graph, holder: Record | Part, fields: Mapping[str, Field], as_of: Literal) -> None:
    properties = triples.setdefault(holder.node, {})
    if holder.types:
        properties.setdefault(RDF_TYPE, {}).update(dict.fromkeys(holder.types))
    for key, members in holder.fields.items():
        terms = properties.setdefault(fields[key].path[-1], {})
        for member in members:
            if isinstance(member, Part):
                terms[member.node] = None
                _describe(triples, member, fields, as_of)
            else:
                terms[member.term] = None
    # The date stands on whatever a rule may target: the record, and an award's micro-credential.
    if isinstance(holder, Record) or _is_achievement(holder):
        properties.setdefault(AS_OF, {})[as_of] = None


def _is_achievement(part: Part) -> bool:
    return IRI(MCV + "MicroCredential") in part.types
