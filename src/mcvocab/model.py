"""The values that travel through mcvocab: a record comes in, findings go out, mappings stand between.

Everything here is a frozen value made of the standard library alone, so that any other module, and any
application, can hold one without loading a parser, an RDF library or a command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingABC
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from mcvocab.values import dataclass
from mcvocab.values import field as attribute

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MCV = "https://w3id.org/mcvocab/ns/"
BASE = "https://w3id.org/mcvocab/"
XSD_STRING = XSD + "string"
LOCAL, COLUMN, SHARED = "local", "column", "shared"
RDF_LANG_STRING = RDF + "langString"

# --- places -----------------------------------------------------------------------------------------

Spot: TypeAlias = "tuple[int | str, ...]"
"""An opaque, cheap note of where a value stands; only the reader that made it can turn it into a Location."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in the provider's own file, as a person would look for it.

    Attributes:
        file: the name as given by the caller; ``<stdin>`` for standard input.
        line: physical line, from 1, on which the value starts.
        column: character within that line, from 1.
        sheet: name of the worksheet.
        cell: spreadsheet address such as ``C7``; rows count as a spreadsheet shows them, for CSV too.
        heading: the column's heading as the provider wrote it.
        pointer: JSON pointer (RFC 6901).
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    heading: str | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        """The short form that terminals make clickable: ``file:line:column``, or file, sheet and cell."""
        if self.sheet is not None and self.cell is not None:
            return f"{self.file} [{self.sheet}!{self.cell}]"
        if self.line is None:
            return self.file if self.pointer is None else f"{self.file}#{self.pointer}"
        place = f"{self.file}:{self.line}"
        return place if self.column is None else f"{place}:{self.column}"


# --- terms of the graph -----------------------------------------------------------------------------


class IRI(str):
    """An absolute IRI."""

    __slots__ = ()


class Blank(str):
    """A node without an IRI, named within one graph only."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal exactly as written; a plain literal is always an ``xsd:string``."""

    lexical: str
    datatype: str = XSD_STRING
    language: str | None = None


Node: TypeAlias = IRI | Blank
Term: TypeAlias = IRI | Blank | Literal
Graph: TypeAlias = "dict[Node, dict[IRI, dict[Term, None]]]"
"""An RDF graph, light: properties by subject, terms by property; the innermost dict is an ordered set of terms."""

# --- words ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mapping:
    """One answer to "what does this local term mean?", in the words of SSSOM.

    Attributes:
        text: the local term as written.
        concept: the IRI of the canonical concept, or None where no term was found.
        label: the concept's preferred label.
        scheme: the slug of the concept's scheme.
        predicate: the SKOS mapping relation from the local term to the concept, such as ``skos:closeMatch``.
        justification: the kind of evidence, such as ``semapv:LexicalMatching``.
        confidence: between 0 and 1.
        note: the reason in a sentence.
    """

    text: str
    concept: IRI | None = None
    label: str = ""
    scheme: str = ""
    predicate: str = ""
    justification: str = ""
    confidence: float = 0.0
    note: str = ""

    @property
    def accepted(self) -> bool:
        """Whether a value may be understood as the concept: it is the same, close, or a case of it."""
        return self.predicate in ACCEPTED_PREDICATES


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place in running text that names a concept.

    Attributes:
        start, end: where it stands, in characters from nought; ``text[start:end]`` is what is written there.
        mapping: what it means.
    """

    start: int
    end: int
    mapping: Mapping


ACCEPTED_PREDICATES = frozenset({"skos:exactMatch", "skos:closeMatch", "skos:broadMatch"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: one list of concepts."""

    slug: str
    iri: IRI
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a concept, or a name that providers use.

    Attributes:
        text: as written.
        language: language tag; may be empty.
        kind: pref, alt, hidden, notation or iri; of a name, `LOCAL` or, where it means the concept only if the list
            of the concept is asked for, `COLUMN`.
    """

    text: str
    language: str = ""
    kind: str = "pref"


@dataclass(frozen=True, slots=True)
class Concept:
    """A canonical concept, as far as finding and naming it needs; `Vocabulary.details` holds the rest."""

    iri: IRI
    scheme: str
    label: str
    notation: str = ""
    kind: str = ""
    status: str = ""
    replaced_by: IRI | None = None
    broader: tuple[IRI, ...] = ()

    @property
    def slug(self) -> str:
        """The last segment of the IRI."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Implication:
    """What a heading says besides naming its field.

    Attributes:
        heading: the heading.
        scheme: the slug of the scheme to read values in.
        field, concept: another field, and its value.
        yes, no: what those two answers mean.
    """

    heading: str
    scheme: str | None = None
    field: str | None = None
    concept: IRI | None = None
    yes: IRI | None = None
    no: IRI | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, compiled from ``ontology/fields.ttl``.

    Attributes:
        key: the notation: our JSON key and CSV heading, unique over all fields.
        label: the heading shown to people.
        path: the properties from the record's node to the value.
        datatype: datatype IRI of a literal field; ``rdf:langString`` is text in some language.
        schemes: slugs of the schemes that a concept field ranges over.
        part: class IRI of a part field.
        within: the key of the part field that this field belongs to.
        part_key: the key inside a nested part.
        leading: the key of the field that a bare text given for a part stands for.
        many: whether several values may stand side by side.
        separators: what parts several values in one cell.
        of: ``specification``, ``offering`` or ``award``.
        personal: whether values must never be repeated in a report.
        quantity: how people write it: ``hours``, ``duration``, ``credits``, ``money``, ``days``, ``contact`` or
            ``amount``.
        unit: the key of the field that holds the unit of an amount.
        elsewhere: keys of fields that a text belongs to which this field cannot hold but they can.
        beside: the key of the field for what texts of this one say besides.
        kinds: the kinds of term that the field holds.
        marks: the part it plays: ``identifier``, ``title`` or ``owner`` of the record, ``telling`` where hardly
            anything else has it, or ``award``: a value here
            makes the record an award.
        cells: what the cells of a column are that is read as this field where its heading does not say.
    """

    key: str
    iri: IRI
    label: str
    path: tuple[IRI, ...]
    datatype: IRI | None = None
    schemes: tuple[str, ...] = ()
    part: IRI | None = None
    within: str | None = None
    part_key: str = ""
    leading: str | None = None
    many: bool = False
    separators: tuple[str, ...] = ()
    of: str = "specification"
    personal: bool = False
    implications: tuple[Implication, ...] = ()
    quantity: str = ""
    unit: str | None = None
    elsewhere: tuple[str, ...] = ()
    beside: str = ""
    kinds: tuple[str, ...] = ()
    marks: str = ""
    cells: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What lets a record's route be inferred: a value in ``field``, of that sign, or that very concept."""

    route: IRI
    field: str
    sign: str = ""
    concept: IRI | None = None


# --- records ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: what was written, what it was understood as, and where it stands.

    Attributes:
        text: exactly as written.
        term: a concept's IRI, a typed literal, or ``Literal(text)`` where it was not understood.
        spot: the place, for the reader to resolve.
        candidates: the mapper's answers, best first, when the field ranges over concepts.
        default: whether the value came from ``--set`` or a heading, not from its own cell.
    """

    text: str
    term: Term
    spot: Spot = ()
    candidates: tuple[Mapping, ...] = ()
    default: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A thing that a record contains: an organisation, an amount of credit, an offering, a price ..."""

    node: Node
    types: tuple[IRI, ...]
    fields: MappingABC[str, tuple[Value | Part, ...]]
    spot: Spot = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where records came from: the file and what is known about it."""

    file: str
    sha256: str = ""
    format: str = ""
    publisher: str = ""
    licence: str = ""
    modified: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One micro-credential, or one award of it, as supplied.

    Attributes:
        number: position within its source, from 1.
        kind: ``offer`` or ``award``.
        node: the record's absolute IRI, or a blank node.
        types: class IRIs, routes included.
        fields: values or parts by field key.
        blanks: the spots of empty cells, by field key.
        unread: headings that nobody read.
    """

    number: int
    kind: str
    node: Node
    types: tuple[IRI, ...]
    fields: MappingABC[str, tuple[Value | Part, ...]]
    blanks: MappingABC[str, Spot] = attribute(default_factory=dict)
    unread: tuple[str, ...] = ()
    source: Source = Source("")
    spot: Spot = ()


def values(holder: Record | Part, key: str) -> Iterator[Value]:
    """Every value of the field ``key`` in a record or part, however deep it is nested, in order."""
    for name, members in holder.fields.items():
        for member in members:
            if isinstance(member, Part):
                yield from values(member, key)
            elif name == key:
                yield member


def by_field(record: Record) -> dict[str, list[Value]]:
    """All values of a record by the keys of their fields, however deep, each list in order."""
    found: dict[str, list[Value]] = {}
    _gather(record, found)
    return found


def _gather(holder: Record | Part, found: dict[str, list[Value]]) -> None:
    for key, members in holder.fields.items():
        for member in members:
            if isinstance(member, Part):
                _gather(member, found)
            elif key in found:
                found[key].append(member)
            else:
                found[key] = [member]


# --- rules and findings -----------------------------------------------------------------------------

OFF = "off"
"""What a provider writes for the level of a rule that is not to be shown at all."""


class Severity(IntEnum):
    """How much a finding matters; the three words of SHACL, in order."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """The word used in reports: ``violation``, ``warning`` or ``info``."""
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> Severity:
        """The severity of that name, in any case, or of a SHACL IRI ending in it.

        Raises:
            KeyError: where no severity has that name.
        """
        return cls[word.rsplit("#", 1)[-1].upper()]


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of the standard with one way to be wrong.

    Attributes:
        code: kebab name of the bad pattern; stable, never reused.
        name: the requirement in a few words.
        message: a whole sentence without holes.
        template: the same with holes such as ``{value}``, filled where the values are known.
        severity: the default severity.
        why: why it matters.
        fix: what to write instead.
        source: the clause that asks for it.
        about: keys of the fields concerned, in order.
        since: release of the standard that brought it.
        yields_to: codes of rules that make this one silent where they have spoken.
        speaks_for: keys of fields whose values, when not understood, are this rule's to report.
        reading: whether it is raised while reading or comparing records rather than by a shape.
        unreadable: whether what it speaks of keeps records from being read at all.
        spoils_row: whether nothing else can be said of the row that it speaks of.
    """

    code: str
    iri: IRI
    name: str
    message: str
    template: str
    severity: Severity
    why: str
    fix: str
    source: str
    about: tuple[str, ...] = ()
    since: str = ""
    yields_to: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    reading: bool = False
    unreadable: bool = False
    spoils_row: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of rules: ``rules`` gives each rule's severity as this profile judges it.

    They include the rules of the profiles that it extends, near and far, whose names are in ``extends``.
    ``target`` is the class of the records that it judges; None where it judges them all.
    """

    name: str
    iri: IRI
    title: str
    description: str
    version: str
    status: str
    source: str
    kind: str
    target: IRI | None
    rules: MappingABC[str, Severity]
    extends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordName:
    """How a report refers to a record: its number, its identifier, its title and its IRI, where it has them."""

    number: int
    id: str = ""
    title: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of one value; ``safe`` edits change the spelling, never the meaning."""

    old: str
    new: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit at its place: of the whole text of one cell, or of one value."""

    where: Location
    field: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Related:
    """Another value that a finding is about."""

    field: str
    value: str
    where: Location


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said about one place.

    Attributes:
        code, rule: the code and the IRI of the rule that was broken.
        severity: the highest that a profile gives it.
        message: what is wrong, in a sentence.
        where: the place in the provider's file.
        fix: what to write instead.
        source: the clause that asks for it.
        profiles: the severity in each profile that holds the rule.
        record: the record concerned; None where it is about the file or the table.
        field: the key of the field concerned.
        value: the value as the provider wrote it; None where there is none.
        edit: the repair, where there is one that can be made for the provider.
        suggestions: what was perhaps meant, best first.
        related: other values that the finding is about.
        count: how many records it stands for.
        quotable: whether the text around the place may be repeated, because it holds nothing personal.
        component: the constraint component of SHACL that was broken; None where the rule is not a shape's.
    """

    code: str
    rule: IRI
    severity: Severity
    message: str
    where: Location
    fix: str = ""
    source: str = ""
    profiles: MappingABC[str, Severity] = attribute(default_factory=dict)
    record: RecordName | None = None
    field: str = ""
    value: str | None = None
    edit: Edit | None = None
    suggestions: tuple[Mapping, ...] = ()
    related: tuple[Related, ...] = ()
    count: int = 1
    quotable: bool = False
    component: IRI | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing about a run that is no finding, such as a column that nobody read."""

    code: str
    message: str
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A distinct text of a field, what it was understood as, how often, and where first."""

    field: str
    mapping: Mapping
    count: int
    first: Location


@dataclass(frozen=True, slots=True)
class Tally:
    """How a profile fared: the records it judged, and those that meet it."""

    records: int = 0
    meets: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings were shown, by severity, and how many of them come with a safe edit (``fixable``).

    ``times`` counts a finding for each record that it stands for, and ``missing`` does so where a value is lacking.
    """

    violation: int = 0
    warning: int = 0
    info: int = 0
    missing: int = 0
    fixable: int = 0
    times: int = 0

    @property
    def total(self) -> int:
        """How many there are of any severity."""
        return self.violation + self.warning + self.info


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a run: counts of records and of the findings shown, the mappings made, the notes.

    Attributes:
        records: the records met; ``conforming`` of them were read in full and have no violation.
        out_of_scope: those of another kind, which were not judged.
        unreadable: the inputs that could not be read in full.
        violation, warning, info: the findings shown.
        fixable: the findings shown that come with a safe edit.
        by_profile: the records that each profile judged, and that meet it.
        by_rule: the findings shown by the code of their rule.
        by_field: the findings shown by the key of their field, but for those on no field in particular.
        by_provider: the records of each provider, and how many of them have no violation.
        by_file: the records of each file that was read and judged, and how many of them have no violation.
        mappings: what the provider's words were understood as.
        notes: what else there is to say.
    """

    records: int = 0
    conforming: int = 0
    out_of_scope: int = 0
    unreadable: int = 0
    violation: int = 0
    warning: int = 0
    info: int = 0
    fixable: int = 0
    by_profile: MappingABC[str, Tally] = attribute(default_factory=dict)
    by_rule: MappingABC[str, Count] = attribute(default_factory=dict)
    by_field: MappingABC[str, Count] = attribute(default_factory=dict)
    by_provider: MappingABC[str, Tally] = attribute(default_factory=dict)
    by_file: MappingABC[str, Tally] = attribute(default_factory=dict)
    mappings: tuple[MappingRow, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says of itself before the first finding: versions, profiles, reference date."""

    mcvocab: str
    vocabulary: str
    vocabulary_version: str
    vocabulary_hash: str
    profiles: tuple[str, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run, collected: header, findings in record order, summary."""

    header: Header
    findings: tuple[Finding, ...]
    summary: Summary

    @property
    def conforms(self) -> bool:
        """Whether every record was read in full and no finding is a violation."""
        judged = self.summary.records - self.summary.out_of_scope
        return self.summary.unreadable == 0 and self.summary.conforming == judged > 0
