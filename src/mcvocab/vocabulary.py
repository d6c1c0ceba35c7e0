"""The compiled language: concepts, schemes, labels and fields, found by IRI, notation or label.

Nothing here knows RDF. `Vocabulary.from_data` reads the plain data that ``mcvocab.authoring.compiler`` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mcvocab.model import IRI, Concept, Evidence, Field, Implication, Label, Scheme

FORMAT = "mcvocab-vocabulary/1"


class UnknownFormatError(ValueError):
    """A compiled file was written by a release of mcvocab whose format this one does not know."""


@dataclass(frozen=True, slots=True)
class FormatField:
    """Where another standard keeps one of our fields: ``path`` from its record, innermost key last."""

    field: str
    path: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormatTable:
    """Another standard's records: how to recognise them, and where it keeps each of our fields."""

    name: str
    title: str
    types: tuple[str, ...]
    fields: tuple[FormatField, ...]


class Vocabulary:
    """The language, ready to be asked.

    Attributes:
        name, version, hash: which language this is; the hash is of its sources.
        schemes: scheme by slug.
        concepts: concept by IRI, in the order of the sources.
        label_rows: every label as IRI of its concept, text, language and kind, in the order of the sources.
        fields: field by key.
        formats: tables of other standards' records, by name.
        classes: superclass IRIs by class IRI, for every class of the ontology.
        disjoint: pairs of class IRIs that nothing belongs to both of.
        judged: concepts that the standard judges records of, with all that is narrower; ``judged_alone``: without.
        frameworks_first: slugs of the schemes of levels in which a level without a framework is sought first.
        everyday: labels that everyday life uses for other things too.
        scholarly: labels that seldom head a phrase which is not about learning.
        dictionary: words of other languages, as language, word (an asterisk leaves its end open) and English.
        placeholders: casefolded texts that stand for a missing value.
        affirmative, negative: casefolded texts that answer yes and no.
        evidence: what lets a route be inferred.
        route_classes: route class IRI by IRI of the provision-route concept.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        details: Callable[[], Mapping[str, Any]] | None = None,
        lookup: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        if data.get("format") != FORMAT:
            raise UnknownFormatError(
                f"The compiled language says it is “{data.get('format')}”, but this release reads “{FORMAT}”. "
                "Remove it, so that it is compiled again, or install the matching release."
            )
        self.name: str = data["name"]
        self.version: str = data["version"]
        self.hash: str = data["hash"]
        self.schemes = {slug: Scheme(slug, IRI(iri), title) for slug, iri, title in data["schemes"]}
        self.concepts = {
            IRI(row[0]): Concept(
                IRI(row[0]),
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                IRI(row[6]) if row[6] else None,
                tuple(map(IRI, row[7])),
            )
            for row in data["concepts"]
        }
        self.label_rows: list[tuple[str, str, str, str]] = data["labels"]
        self.fields = {row["key"]: _field(row) for row in data["fields"]}
        self.formats = {
            row["name"]: FormatTable(
                row["name"],
                row["title"],
                tuple(row["types"]),
                tuple(FormatField(key, tuple(path), note) for key, path, note in row["fields"]),
            )
            for row in data["formats"]
        }
        self.classes: dict[str, tuple[str, ...]] = {name: tuple(above) for name, above in data["classes"].items()}
        self.disjoint = frozenset(frozenset(map(IRI, pair)) for pair in data["disjoint"])
        self.judged = frozenset(map(IRI, data["judged"]))
        self.judged_alone = frozenset(map(IRI, data["judged_alone"]))
        self.affirmative = frozenset(data["affirmative"])
        self.negative = frozenset(data["negative"])
        self.frameworks_first: tuple[str, ...] = tuple(data.get("frameworks_first", ()))
        self.everyday = frozenset(data.get("everyday", ()))
        self.scholarly = frozenset(data.get("scholarly", ()))
        self.dictionary: list[tuple[str, str, str]] = data.get("dictionary", [])
        self.placeholders = frozenset(data["placeholders"])
        self.evidence = tuple(
            Evidence(IRI(route), key, sign, IRI(concept) if concept else None)
            for route, key, sign, concept in data["evidence"]
        )
        self.route_classes = {IRI(concept): IRI(name) for concept, name in data["route_classes"]}
        self._load_details = details
        self._load_lookup = lookup

    def __repr__(self) -> str:
        """Name, version and size, for a person at a prompt."""
        return f"<Vocabulary {self.name} {self.version}: {len(self.concepts)} concepts, {len(self.fields)} fields>"

    @classmethod
    def from_data(
        cls,
        index: Mapping[str, Any],
        details: Callable[[], Mapping[str, Any]] | None = None,
        lookup: Callable[[], Mapping[str, Any]] | None = None,
    ) -> Vocabulary:
        """The vocabulary held by a compiled index.

        Args:
            index: the data of the compiled index.
            details: gives the compiled details when they are first asked for.
            lookup: gives the arrangement of the labels that ``mcvocab.mapping`` compiles, likewise.

        Raises:
            UnknownFormatError: where the index says a format that this release does not know.
        """
        return cls(index, details, lookup)

    def labels(self, schemes: Sequence[str] = ()) -> Iterator[tuple[Label, Concept]]:
        """Every label with its concept, of the schemes named or of all; notations come as labels too."""
        wanted = frozenset(schemes)
        for iri, text, language, kind in self.label_rows:
            concept = self.concepts[IRI(iri)]
            if not wanted or concept.scheme in wanted:
                yield Label(text, language, kind), concept

    def concept_at(self, number: int) -> Concept:
        """The concept that stands at this place in the order of the sources, counted from nought."""
        return self._in_order[number]

    def members(self, scheme: str) -> tuple[Concept, ...]:
        """The concepts of a scheme, in the order of the sources; deprecated ones included."""
        return self._members.get(scheme, ())

    def find(self, notation: str, scheme: str) -> Concept | None:
        """The concept of a scheme that has this notation or slug exactly."""
        return self._notations.get((scheme, notation))

    def marked(self, mark: str) -> tuple[str, ...]:
        """The keys of the fields that play a part for the record, such as its ``title``."""
        return self._marks.get(mark, ())

    def ancestors(self, iri: IRI) -> frozenset[IRI]:
        """A concept and everything broader than it."""
        seen: set[IRI] = set()
        waiting = [iri]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                concept = self.concepts.get(current)
                waiting.extend(concept.broader if concept else ())
        return frozenset(seen)

    def details(self, iri: str) -> Mapping[str, Any]:
        """All that the language says of a concept: definitions, notes, labels, sources, relations, figures.

        Raises:
            KeyError: where the language has no such concept.
        """
        return self._details["concepts"][iri]  # type: ignore[no-any-return]

    def scheme_details(self, slug: str) -> Mapping[str, Any]:
        """All that the language says of a scheme.

        Raises:
            KeyError: where the language has no such scheme.
        """
        return self._details["schemes"][slug]  # type: ignore[no-any-return]

    def source(self, iri: str) -> Mapping[str, Any]:
        """The bibliographic data of a source, empty where the language does not describe it."""
        return self._details["sources"].get(iri, {})  # type: ignore[no-any-return]

    @cached_property
    def lookup(self) -> Mapping[str, Any] | None:
        """The compiled arrangement of the labels, or None where none was compiled."""
        return self._load_lookup() if self._load_lookup is not None else None

    @cached_property
    def _in_order(self) -> tuple[Concept, ...]:
        return tuple(self.concepts.values())

    @cached_property
    def _details(self) -> Mapping[str, Any]:
        if self._load_details is None:
            raise LookupError("This vocabulary was loaded without its details.")
        return self._load_details()

    @cached_property
    def _members(self) -> dict[str, tuple[Concept, ...]]:
        gathered: dict[str, list[Concept]] = {}
        for concept in self.concepts.values():
            gathered.setdefault(concept.scheme, []).append(concept)
        return {scheme: tuple(concepts) for scheme, concepts in gathered.items()}

    @cached_property
    def _marks(self) -> dict[str, tuple[str, ...]]:
        marks = {field.marks for field in self.fields.values()}
        return {mark: tuple(f.key for f in self.fields.values() if f.marks == mark) for mark in marks}

    @cached_property
    def _notations(self) -> dict[tuple[str, str], Concept]:
        found = {(c.scheme, c.slug): c for c in self.concepts.values()}
        found.update({(c.scheme, c.notation): c for c in self.concepts.values() if c.notation})
        return found


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        key=row["key"],
        iri=IRI(row["iri"]),
        label=row["label"],
        path=tuple(map(IRI, row["path"])),
        datatype=IRI(row["datatype"]) if row.get("datatype") else None,
        schemes=tuple(row.get("schemes", ())),
        part=IRI(row["part"]) if row.get("part") else None,
        within=row.get("within"),
        part_key=row.get("part_key", ""),
        leading=row.get("leading"),
        many=row.get("many", False),
        separators=tuple(row.get("separators", ())),
        of=row["of"],
        personal=row.get("personal", False),
        implications=tuple(
            Implication(
                heading, scheme or None, key or None, *(IRI(concept) if concept else None for concept in concepts)
            )
            for heading, scheme, key, *concepts in row.get("implications", ())
        ),
        quantity=row.get("quantity", ""),
        unit=row.get("unit"),
        elsewhere=tuple(row.get("elsewhere", ())),
        kinds=tuple(row.get("kinds", ())),
        marks=row.get("marks", ""),
    )
