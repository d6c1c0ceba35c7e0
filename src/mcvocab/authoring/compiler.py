"""Compiles the language: the graph of ``ontology/`` becomes the plain data behind `Vocabulary`.

The index holds what finding and naming a concept needs; the details hold the rest, for pages and for ``term``.
Both are plain data, never code; what stands in a mapping is later read entry by entry.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL

from mcvocab.authoring.formats import compile_formats
from mcvocab.interpreter.content import CELLS
from mcvocab.linefile import LanguageError
from mcvocab.model import BASE, COLUMN, LOCAL, SHARED

if TYPE_CHECKING:
    from rdflib.term import Node

    from mcvocab.authoring.source import Sources

MCV = Namespace("https://w3id.org/mcvocab/ns/")
FIELD_SCHEME = URIRef(BASE + "field")
NO_CONCEPT = "-"
"""What stands for a concept in a table beside a text that names none."""
LABELS = ((SKOS.prefLabel, "pref"), (SKOS.altLabel, "alt"), (SKOS.hiddenLabel, "hidden"))
RELATIONS = (SKOS.broader, SKOS.narrower, SKOS.related)
ENGLISH = "en"


def compile_language(sources: Sources, graph: Graph | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The index and the details of the language, as data fit for JSON.

    Args:
        sources: where the language stands.
        graph: its graph, where it was read already.

    Raises:
        LanguageError: where a concept has no preferred label, a field no path, a slug stands twice ...
    """
    graph = sources.language() if graph is None else graph
    schemes = ordered(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = [concept for scheme in schemes for concept in _members(graph, scheme)]
    rows = {str(concept): _concept(graph, concept) for concept in concepts}
    members: dict[str, list[str]] = {}
    for iri, (scheme, *_) in rows.items():
        members.setdefault(scheme, []).append(iri)
    labels = [row for concept in concepts for row in _labels(graph, concept)]
    names, headings = sources.ontology / "names.tsv", sources.ontology / "headings.tsv"
    local = [*_local_names(names, rows, labels), *_local_names(headings, rows, labels)]
    fields = _fields(graph)
    formats = compile_formats(
        sources.ontology / "formats", sources.ontology / "mappings", {field["key"] for field in fields}
    )
    index = {
        "name": "mcvocab",
        "version": _version(graph),
        "hash": sources.hash(),
        "schemes": [[slug(scheme), str(scheme), text(graph, scheme, DCTERMS.title)] for scheme in schemes],
        "concepts": rows,
        "members": members,
        "labels": {f"{number:06}": row for number, row in enumerate([*labels, *local])},
        "labelled": _places(iri for iri, *_ in labels),
        "fields": fields,
        "formats": [{key: table[key] for key in table if key != "fields"} for table in formats],
        "places": {table["name"]: table["fields"] for table in formats},
        "classes": _classes(graph),
        "disjoint": sorted(sorted(pair) for pair in _disjoint(graph)),
        "judged": sorted(str(concept) for concept in graph.objects(FIELD_SCHEME, MCV.judges)),
        "judged_alone": sorted(str(concept) for concept in graph.objects(FIELD_SCHEME, MCV.judgesAlone)),
        "frameworks_first": [
            slug(scheme)
            for head in graph.objects(FIELD_SCHEME, MCV.frameworksFirst)
            for scheme in Collection(graph, head)
        ],
        "everyday": _words(graph, MCV.everyday),
        "scholarly": _words(graph, MCV.scholarly),
        "dictionary": list(_dictionary(sources.ontology / "words.tsv")),
        "headings of nothing": [row["name"] for row in _table(headings) if row["concept"] == NO_CONCEPT],
        "sentences": list(_sentences(sources.ontology / "sentences.tsv", rows)),
        "placeholders": _words(graph, MCV.placeholder),
        "totals": _words(graph, MCV.totals),
        "noted": _words(graph, MCV.noted),
        "affirmative": _words(graph, MCV.affirmative),
        "negative": _words(graph, MCV.negative),
        "evidence": sorted(
            _evidence(graph, route, evidence) for route, evidence in graph.subject_objects(MCV.evidence)
        ),
        "route_classes": sorted([str(s), str(o)] for s, o in graph.subject_objects(MCV.routeClass)),
    }
    details = {
        "concepts": {str(concept): describe(graph, concept) for concept in concepts},
        "schemes": {slug(scheme): describe(graph, scheme) for scheme in schemes},
        "sources": {
            str(source): describe(graph, source)
            for source in ordered(graph.subjects(RDF.type, DCTERMS.BibliographicResource))
        },
    }
    return index, details


def slug(node: Node) -> str:
    """The last segment of an IRI."""
    return str(node).rstrip("/").rsplit("/", 1)[-1]


def ordered(nodes: Iterable[Node]) -> list[Node]:
    """Nodes in an order of their own, so that equal sources compile to equal files."""
    return sorted(nodes, key=lambda node: (str(node), node.n3()))


def describe(graph: Graph, node: Node) -> dict[str, list[Any]]:
    """All statements about a node, keyed by the local name of the property; inner nodes nest.

    Literals become ``{"value", "language"?, "datatype"?}``, IRIs strings. Inverse broader is given as narrower.
    """
    described: dict[str, list[Any]] = {}
    for predicate, value in sorted(graph.predicate_objects(node)):
        described.setdefault(_local(predicate), []).append(_plain(graph, value))
    for narrower in ordered(graph.subjects(SKOS.broader, node)):
        if str(narrower) not in described.setdefault("narrower", []):
            described["narrower"].append(str(narrower))
    return {key: values for key, values in described.items() if values}


def _plain(graph: Graph, value: Node) -> Any:
    if isinstance(value, Literal):
        plain = {"value": str(value)}
        if value.language:
            plain["language"] = value.language
        elif value.datatype:
            plain["datatype"] = str(value.datatype)
        return plain
    if isinstance(value, BNode):
        return describe(graph, value)
    return str(value)


def _local(predicate: Node) -> str:
    return str(predicate).replace("#", "/").rsplit("/", 1)[-1]


def _version(graph: Graph) -> str:
    return next((str(v) for v in graph.objects(URIRef(str(MCV)), OWL.versionInfo)), "0")


def _members(graph: Graph, scheme: Node) -> list[Node]:
    """Members by number where they are levels, else by notation-less label: the order people expect."""

    def order(concept: Node) -> tuple[float, str]:
        number = graph.value(concept, MCV.levelNumber)
        return (
            float(str(number)) if number is not None else 0.0,
            text(graph, concept, SKOS.prefLabel).casefold(),
        )

    return sorted(graph.subjects(SKOS.inScheme, scheme), key=order)


def text(graph: Graph, node: Node, predicate: URIRef) -> str:
    """The English text of a property, else any, else nothing."""
    found = sorted(v for v in graph.objects(node, predicate) if isinstance(v, Literal))
    return str(next((v for v in found if v.language == ENGLISH), found[0] if found else ""))


def _concept(graph: Graph, concept: Node) -> list[Any]:
    label = text(graph, concept, SKOS.prefLabel)
    if not label:
        raise LanguageError(f"{concept} has no preferred label (skos:prefLabel) in English.")
    kind = graph.value(concept, MCV.kind)
    return [
        slug(next(graph.objects(concept, SKOS.inScheme))),
        label,
        str(graph.value(concept, SKOS.notation) or ""),
        slug(kind) if kind is not None and (concept, MCV.path, None) not in graph else "",
        "deprecated" if _true(graph, concept, OWL.deprecated) else str(graph.value(concept, MCV.status) or ""),
        str(graph.value(concept, DCTERMS.isReplacedBy) or ""),
        sorted(str(above) for above in graph.objects(concept, SKOS.broader)),
    ]


def _labels(graph: Graph, concept: Node) -> Iterator[list[str]]:
    for predicate, kind in LABELS:
        for label in ordered(graph.objects(concept, predicate)):
            yield [str(concept), str(label), getattr(label, "language", None) or "", kind]
    for notation in ordered(graph.objects(concept, SKOS.notation)):
        yield [str(concept), str(notation), "", "notation"]
    for same in ordered(graph.objects(concept, SKOS.exactMatch)):
        yield [str(concept), str(same), "", "iri"]
    for heading in sorted(text(graph, node, MCV.label) for node in graph.objects(concept, MCV.heading)):
        yield [str(concept), heading, ENGLISH, "alt"]


def _places(concepts: Iterable[str]) -> dict[str, list[int]]:
    """Where the labels of each concept begin and end in the list of all, in which they stand side by side."""
    places: dict[str, list[int]] = {}
    for number, concept in enumerate(concepts):
        first, _ = places.get(concept, (number, number))
        places[concept] = [first, number + 1]
    return places


def _fields(graph: Graph) -> list[dict[str, Any]]:
    fields = [_field(graph, field) for field in ordered(graph.subjects(SKOS.inScheme, FIELD_SCHEME))]
    parts = {tuple(field["path"]): field for field in fields if field.get("part")}
    for field in fields:
        # A path one step longer than a part's belongs to that part; awards and offers may share a property.
        holder = parts.get(tuple(field["path"][:-1]))
        if holder is not None:
            field["within"] = holder["key"]
    return fields


def _field(graph: Graph, field: Node) -> dict[str, Any]:
    key, path = graph.value(field, SKOS.notation), graph.value(field, MCV.path)
    if key is None or path is None:
        raise LanguageError(f"The field {field} needs a key (skos:notation) and a path (mcv:path).")
    steps = [path] if isinstance(path, URIRef) else list(Collection(graph, path))
    row: dict[str, Any] = {
        "key": str(key),
        "iri": str(field),
        "label": text(graph, field, SKOS.prefLabel),
        "path": [str(step) for step in steps],
        "of": str(graph.value(field, MCV.of) or "specification"),
    }
    schemes = sorted(slug(scheme) for scheme in graph.objects(field, MCV.scheme))
    datatype, part, leading = (graph.value(field, p) for p in (MCV.datatype, MCV.part, MCV.leading))
    if sum((bool(schemes), datatype is not None, part is not None)) != 1:
        raise LanguageError(f"The field {key} needs exactly one of mcv:datatype, mcv:scheme and mcv:part.")
    row |= {"schemes": schemes} if schemes else {}
    row |= {"datatype": str(datatype)} if datatype is not None else {}
    row |= {"part": str(part)} if part is not None else {}
    row |= {"leading": str(graph.value(leading, SKOS.notation))} if leading is not None else {}
    part_key = graph.value(field, MCV.partKey)
    row |= {"part_key": str(part_key)} if part_key is not None else {}
    row |= {"many": True} if _true(graph, field, MCV.many) else {}
    row |= {"personal": True} if _true(graph, field, MCV.personal) else {}
    separators = sorted(str(s) for s in graph.objects(field, MCV.separator))
    row |= {"separators": separators} if separators else {}
    unit, elsewhere = graph.value(field, MCV.unit), ordered(graph.objects(field, MCV.elsewhere))
    row |= {"quantity": str(quantity)} if (quantity := graph.value(field, MCV.quantity)) is not None else {}
    row |= {"unit": str(graph.value(unit, SKOS.notation))} if unit is not None else {}
    row |= {"elsewhere": [str(graph.value(other, SKOS.notation)) for other in elsewhere]} if elsewhere else {}
    beside = graph.value(field, MCV.beside)
    row |= {"beside": str(graph.value(beside, SKOS.notation))} if beside is not None else {}
    row |= {"kinds": kinds} if (kinds := sorted(slug(kind) for kind in graph.objects(field, MCV.kind))) else {}
    row |= {"marks": str(marks)} if (marks := graph.value(field, MCV.marks)) is not None else {}
    if (cells := graph.value(field, MCV.cells)) is not None:
        if str(cells) not in CELLS:
            raise LanguageError(f"The field {key} has mcv:cells “{cells}”. Choose from: {', '.join(CELLS)}.")
        row["cells"] = str(cells)
    implications = sorted(_implication(graph, heading) for heading in graph.objects(field, MCV.heading))
    row |= {"implications": implications} if implications else {}
    return row


def _implication(graph: Graph, heading: Node) -> tuple[str, ...]:
    """Heading, scheme, field, and the concepts it implies outright, for yes, and for no; empty where unsaid."""
    scheme, field = graph.value(heading, MCV.scheme), graph.value(heading, MCV.field)
    return (
        text(graph, heading, MCV.label),
        slug(scheme) if scheme is not None else "",
        str(graph.value(field, SKOS.notation)) if field is not None else "",
        *(str(graph.value(heading, p) or "") for p in (MCV.concept, MCV.yes, MCV.no)),
    )


def _words(graph: Graph, predicate: URIRef) -> list[str]:
    return sorted(str(word).casefold() for word in graph.objects(FIELD_SCHEME, predicate))


def _dictionary(path: Path) -> Iterator[list[str]]:
    """Language, word and English of each line of the dictionary; a folder without one has none."""
    for row in _table(path):
        yield [row["language"], row["word"], row["english"].strip("-")]


def _local_names(path: Path, concepts: Container[str], labels: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Each name that providers use, as `_labels` gives labels, without what is a label besides or names nothing.

    Raises:
        LanguageError: where a name is that of a concept that there is none of, or an unknown word stands behind it.
    """
    known = {(iri, text.casefold()) for iri, text, *_ in labels}
    for row in _table(path):
        iri = BASE + row["concept"]
        where = row.get("where", "")
        if row["concept"] == NO_CONCEPT:
            continue
        if iri not in concepts:
            raise LanguageError(f"{path.name}: there is no concept {iri} for the name “{row['name']}”.")
        if where not in ("", COLUMN, SHARED):
            raise LanguageError(
                f"{path.name}: behind the name “{row['name']}” stands “{where}”. "
                f"Write “{COLUMN}” or “{SHARED}”, or nothing."
            )
        if (iri, row["name"].casefold()) not in known:
            yield [iri, row["name"], row["language"], COLUMN if where else LOCAL]


def _sentences(path: Path, concepts: Container[str]) -> Iterator[tuple[list[str], str]]:
    """The concepts and the text of each sentence; a folder without any has none.

    Raises:
        LanguageError: where a sentence names a concept that there is none of.
    """
    for row in _table(path):
        said = [BASE + name for name in row["concepts"].split() if name != NO_CONCEPT]
        for iri in said:
            if iri not in concepts:
                raise LanguageError(f"{path.name}: there is no concept {iri} for the sentence “{row['text']}”.")
        yield said, row["text"]


def _table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table whose comments begin with a hash; a quotation mark in it is only a quotation mark.

    Raises:
        LanguageError: where a row has more or fewer cells than the table has columns.
    """
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            for row in table:
                if None in row or None in row.values():
                    written = next(filter(None, row.values()), "")
                    columns = ", ".join(table.fieldnames or ())
                    raise LanguageError(f"{path.name}: the row of “{written}” needs a cell for each of: {columns}.")
                yield row


def _evidence(graph: Graph, route: Node, evidence: Node) -> tuple[str, str, str, str]:
    field, sign, concept = (graph.value(evidence, p) for p in (MCV.field, MCV.sign, MCV.concept))
    if field is None:
        raise LanguageError(f"A piece of evidence for {route} names no field (mcv:field).")
    return str(route), str(graph.value(field, SKOS.notation)), str(sign or ""), str(concept or "")


def _true(graph: Graph, node: Node, predicate: URIRef) -> bool:
    return any(isinstance(v, Literal) and v.value is True for v in graph.objects(node, predicate))


def _classes(graph: Graph) -> dict[str, list[str]]:
    return {
        str(name): sorted(str(above) for above in graph.transitive_objects(name, RDFS.subClassOf) if above != name)
        for name in ordered(graph.subjects(RDF.type, OWL.Class))
        if isinstance(name, URIRef)
    }


def _disjoint(graph: Graph) -> set[frozenset[str]]:
    """Pairs of classes declared disjoint, singly or as members of a list."""
    pairs = {frozenset((str(a), str(b))) for a, b in graph.subject_objects(OWL.disjointWith)}
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = [str(m) for head in graph.objects(axiom, OWL.members) for m in Collection(graph, head)]
        pairs |= {frozenset((a, b)) for a in members for b in members if a != b}
    return pairs
