"""The compiled language: concepts, schemes, labels and fields, found by IRI, notation or label.

Nothing here knows RDF. `Vocabulary.from_data` reads the plain data that ``mcvocab.authoring.compiler`` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from mcvocab.linefile import Late, Made
from mcvocab.model import COLUMN, IRI, LOCAL, Concept, Evidence, Field, Implication, Label, Scheme
from mcvocab.values import dataclass
from mcvocab.values import field as attribute

Step: TypeAlias = tuple[str, ...]
"""A key, and for some things only: the key of a condition with the values that meet it (``a`` is the type)."""


@dataclass(frozen=True, slots=True)
class FormatField:
    """Where another standard keeps one of our fields.

    Attributes:
        field: the key of our field; empty for what is known and has no field.
        steps: the way from its record, innermost step last.
        values: what its values are: the start of their names in a published list, a text that completes them in
            braces, ``-start`` for a start that is cut off, or ``=text`` for what the place itself says.
        meanings: the concept of ours for each value of its list.
        note: what a person should know.
        direction: ``read``, ``write`` or ``both``; ``known`` reads only values that its list tells the meaning of.
    """

    field: str
    steps: tuple[Step, ...]
    values: str = ""
    meanings: Mapping[str, str] = attribute(default_factory=dict)
    note: str = ""
    direction: str = "both"

    @property
    def known_only(self) -> bool:
        """Whether a value whose meaning the list does not tell is passed over."""
        return self.direction == "known"

    @property
    def path(self) -> tuple[str, ...]:
        """The keys on the way."""
        return tuple(step[0] for step in self.steps)


@dataclass(frozen=True, slots=True)
class FormatTable:
    """Another standard's records: how to recognise them, and where it keeps each of our fields.

    Attributes:
        name, title, source: what it is called here and there, and the page of the standard.
        kind: ``offer`` or ``award``.
        nested: whether such a record belongs to a record of another table that leads to it.
        free: whether texts in fields without a list of its own are spelt as the provider likes.
        types: its classes, in linked data.
        keys: the keys that each record has (bars part those of which one is enough), each with the values that it
            must hold, if any.
        elements: the names of its elements, in XML.
        contexts: the addresses of its JSON-LD contexts; an asterisk leaves the end open.
        beside: the addresses of contexts that need not be known, but for the ``common`` terms that they define.
        context: the members of a context that says what its keys mean.
        names: keys that hold the name of a thing, the best first.
        texts: pairs of keys that hold language and text of an object that stands for a text.
        fields: where it keeps what.
    """

    name: str
    title: str
    source: str = ""
    kind: str = "offer"
    nested: bool = False
    free: bool = False
    types: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    elements: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    common: tuple[tuple[str, str], ...] = ()
    context: tuple[tuple[str, Any], ...] = ()
    names: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    fields: Sequence[FormatField] = ()


class Vocabulary:
    """The language, ready to be asked; what a question does not need is not read.

    Attributes:
        name, version, hash: which language this is; the hash is of its sources.
        schemes: scheme by slug.
        concepts: concept by IRI, in the order of the sources; each is made when it is first asked for.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        details: Callable[[], Mapping[str, Any]] | None = None,
        lookup: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        self.name: str = data["name"]
        self.version: str = data["version"]
        self.hash: str = data["hash"]
        self.schemes = {slug: Scheme(slug, IRI(iri), title) for slug, iri, title in data["schemes"]}
        self.concepts: Mapping[IRI, Concept] = Made(data["concepts"], _concept, self._in_order)
        self._data = data
        self._load_details = details
        self._load_lookup = lookup
        self._members: dict[str, tuple[Concept, ...]] = {}
        self._notations: dict[str, dict[str, Concept]] = {}
        self._described: dict[str, Mapping[str, Any]] = {}

    def __repr__(self) -> str:
        """Name, version and size, for a person at a prompt."""
        return f"<Vocabulary {self.name} {self.version}: {len(self.concepts)} concepts, {len(self.fields)} fields>"

    @cached_property
    def label_rows(self) -> Mapping[str, tuple[str, str, str, str]]:
        """IRI of its concept, text, language and kind of every label, and then of every name that providers use.

        The key is its number in the order of the sources, of six digits.
        """
        return self._data["labels"]  # type: ignore[no-any-return]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Field by key."""
        return {row["key"]: _field(row) for row in self._data["fields"]}

    @cached_property
    def formats(self) -> dict[str, FormatTable]:
        """Tables of other standards' records, by name."""
        return {row["name"]: _table(row, self._data["places"]) for row in self._data["formats"]}

    @cached_property
    def classes(self) -> Mapping[str, tuple[str, ...]]:
        """Superclass IRIs by class IRI, for every class of the ontology."""
        return Made(self._data["classes"], lambda _, above: tuple(above))

    @cached_property
    def disjoint(self) -> frozenset[frozenset[IRI]]:
        """Pairs of class IRIs that nothing belongs to both of."""
        return frozenset(frozenset(map(IRI, pair)) for pair in self._data["disjoint"])

    @cached_property
    def judged(self) -> frozenset[IRI]:
        """Concepts that the standard judges records of, with all that is narrower."""
        return frozenset(map(IRI, self._data["judged"]))

    @cached_property
    def judged_alone(self) -> frozenset[IRI]:
        """Concepts that the standard judges records of, without what is narrower."""
        return frozenset(map(IRI, self._data["judged_alone"]))

    @cached_property
    def affirmative(self) -> frozenset[str]:
        """Casefolded texts that answer yes."""
        return frozenset(self._data["affirmative"])

    @cached_property
    def negative(self) -> frozenset[str]:
        """Casefolded texts that answer no."""
        return frozenset(self._data["negative"])

    @cached_property
    def frameworks_first(self) -> tuple[str, ...]:
        """Slugs of the schemes of levels in which a level without a framework is sought first."""
        return tuple(self._data["frameworks_first"])

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Labels that everyday life uses for other things too."""
        return frozenset(self._data["everyday"])

    @cached_property
    def scholarly(self) -> frozenset[str]:
        """Labels that seldom head a phrase which is not about learning."""
        return frozenset(self._data["scholarly"])

    @property
    def sentences(self) -> list[tuple[list[str], str]]:
        """Sentences, each after the IRIs of the concepts that it says; after none where it says nothing."""
        return self._data.get("sentences", [])  # type: ignore[no-any-return]

    @property
    def headings_of_nothing(self) -> list[str]:
        """Headings of columns that no field of a record is in."""
        return self._data.get("headings of nothing", [])  # type: ignore[no-any-return]

    @cached_property
    def dictionary(self) -> list[tuple[str, str, str]]:
        """Words of other languages, as language, word (an asterisk leaves its end open) and English."""
        return self._data["dictionary"]  # type: ignore[no-any-return]

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Casefolded texts that stand for a missing value."""
        return frozenset(self._data["placeholders"])

    @cached_property
    def totals(self) -> frozenset[str]:
        """Casefolded texts that name a row which adds up those above it."""
        return frozenset(self._data["totals"])

    @cached_property
    def noted(self) -> frozenset[str]:
        """Casefolded texts with which a note below a table begins, before a colon unless they are no words."""
        return frozenset(self._data["noted"])

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What lets a route be inferred."""
        rows = self._data["evidence"]
        return tuple(Evidence(IRI(route), key, sign, IRI(iri) if iri else None) for route, key, sign, iri in rows)

    @cached_property
    def route_classes(self) -> dict[IRI, IRI]:
        """Route class IRI by IRI of the provision-route concept."""
        return {IRI(concept): IRI(name) for concept, name in self._data["route_classes"]}

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
        """
        return cls(index, details, lookup)

    def labels(self, schemes: Sequence[str] = ()) -> Iterator[tuple[Label, Concept]]:
        """Every label with its concept, of the schemes named or of all; notations come as labels too."""
        wanted = frozenset(schemes)
        for iri, text, language, kind in self.label_rows.values():
            if kind in (LOCAL, COLUMN):
                continue  # a name that providers use is no label
            concept = self.concepts[IRI(iri)]
            if not wanted or concept.scheme in wanted:
                yield Label(text, language, kind), concept

    def labels_of(self, concept: Concept) -> Iterator[Label]:
        """Every label of a concept, in the order of the sources; its notation comes as a label too."""
        for number in range(*self._data["labelled"].get(concept.iri, (0, 0))):
            _, text, language, kind = self.label_rows[f"{number:06}"]
            yield Label(text, language, kind)

    def members(self, scheme: str) -> tuple[Concept, ...]:
        """The concepts of a scheme, in the order of the sources; deprecated ones included."""
        found = self._members.get(scheme)
        if found is None:
            rows = self._data["members"].get(scheme, ())
            found = self._members[scheme] = tuple(self.concepts[IRI(iri)] for iri in rows)
        return found

    def count(self, scheme: str) -> int:
        """How many concepts a scheme has."""
        return len(self._data["members"].get(scheme, ()))

    def find(self, notation: str, scheme: str) -> Concept | None:
        """The concept of a scheme that has this notation or slug exactly."""
        found = self._notations.get(scheme)
        if found is None:
            members = self.members(scheme)
            found = {concept.slug: concept for concept in members}
            found |= {concept.notation: concept for concept in members if concept.notation}
            self._notations[scheme] = found
        return found.get(notation)

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
        found = self._described.get(iri)
        if found is None:
            found = self._described[iri] = self._details["concepts"][iri]
        return found

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
    def _details(self) -> Mapping[str, Any]:
        if self._load_details is None:
            raise LookupError("This vocabulary was loaded without its details.")
        return self._load_details()

    @cached_property
    def _marks(self) -> dict[str, tuple[str, ...]]:
        marks = {field.marks for field in self.fields.values()}
        return {mark: tuple(f.key for f in self.fields.values() if f.marks == mark) for mark in marks}

    def _in_order(self) -> list[IRI]:
        members = self._data["members"]
        return [IRI(iri) for scheme in self.schemes for iri in members.get(scheme, ())]


def _concept(iri: str, row: Sequence[Any]) -> Concept:
    scheme, label, notation, kind, status, replaced_by, broader = row
    return Concept(
        IRI(iri),
        scheme,
        label,
        notation,
        kind,
        status,
        IRI(replaced_by) if replaced_by else None,
        tuple(map(IRI, broader)),
    )


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
        beside=row.get("beside", ""),
        kinds=tuple(row.get("kinds", ())),
        marks=row.get("marks", ""),
        cells=row.get("cells", ""),
    )


def _places(rows: Iterable[Any]) -> tuple[FormatField, ...]:
    return tuple(
        FormatField(key, tuple(map(tuple, steps)), values, meanings, note, direction)
        for key, steps, values, meanings, note, direction in rows
    )


def _table(row: Mapping[str, Any], places: Mapping[str, Any]) -> FormatTable:
    return FormatTable(
        name=row["name"],
        title=row["title"],
        source=row["source"],
        kind=row["kind"],
        nested=row["nested"],
        free=row["free"],
        types=tuple(row["types"]),
        keys=tuple(map(tuple, row["keys"])),
        elements=tuple(row["elements"]),
        contexts=tuple(row["contexts"]),
        beside=tuple(row["beside"]),
        common=tuple((key, iri) for key, iri in row["common"]),
        context=tuple(
            (key, tuple(map(tuple, value)) if isinstance(value, list) else value) for key, value in row["context"]
        ),
        names=tuple(row["names"]),
        texts=tuple((language, text) for language, text in row["texts"]),
        fields=Late(lambda: _places(places[row["name"]])),
    )
