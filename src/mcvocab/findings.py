"""What is said about a place: a rule's verdict becomes a finding with the provider's own words and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import TYPE_CHECKING

from mcvocab.model import (
    IRI,
    Concept,
    Field,
    Finding,
    Literal,
    Location,
    Part,
    Record,
    RecordName,
    Related,
    Rule,
    Severity,
    Spot,
    Term,
    Value,
    values,
)
from mcvocab.model import (
    Mapping as Answer,
)

if TYPE_CHECKING:
    from mcvocab.raw import Document, Trouble
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

WITHHELD = "[withheld]"
SHOWN_EXPECTED = 8
SHOWN_VALUE = 200
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A value or part in a record, with the field that holds it."""

    field: Field
    member: Value | Part


def say(
    rule: Rule, where: Location, holes: Mapping[str, str], profiles: Mapping[str, Severity] | None = None
) -> Finding:
    """The finding of a rule at a place, its sentence filled with what is known."""
    judged = profiles or {}
    return Finding(
        code=rule.code,
        rule=rule.iri,
        severity=max(judged.values(), default=rule.severity),
        message=fill(rule.template, holes) or rule.message,
        where=where,
        fix=rule.fix,
        source=rule.source,
        profiles=judged,
    )


class Speaker:
    """Says findings about the records of one document.

    Args:
        vocabulary, standard: the language and the standard.
        document: where the records stand.
        columns: the fields that the table has columns for, with the spots of their headings.
    """

    def __init__(
        self, vocabulary: Vocabulary, standard: Standard, document: Document, columns: Mapping[str, Spot]
    ) -> None:
        self._vocabulary = vocabulary
        self._standard = standard
        self._document = document
        self._columns = columns

    def name(self, record: Record) -> RecordName:
        """How to refer to a record; an award goes by its number, for its title would name a learner."""
        if record.kind == "award":
            return RecordName(record.number)
        return RecordName(record.number, self._marked(record, "identifier"), self._marked(record, "title"))

    def _marked(self, record: Record, mark: str) -> str:
        found = (value.text for key in self._vocabulary.marked(mark) for value in values(record, key))
        return shorten(next(found, ""))

    def verdict(
        self, record: Record, code: str, value: Term | None, profiles: tuple[str, ...]
    ) -> tuple[Finding, Value | None]:
        """The finding for a rule's verdict on a record, and the value that it is about, if there is one."""
        rule = self._standard.rules[code]
        subject, others = self._concerned(record, rule, value)
        field = subject.field if subject else self._vocabulary.fields.get(rule.about[0]) if rule.about else None
        about = subject.member if subject and isinstance(subject.member, Value) else None
        related = tuple(self._related(o) for o in others)
        spot = subject.member.spot if subject else self._absence(record, rule)
        text = self._text(subject) if subject else None
        holes = {
            "value": self._said(subject) if subject else "",
            "field": field.label if field else "",
            "other": self._said(others[0]) if others else "",
            "expected": self._expected(field),
        }
        finding = self._finding(rule, profiles, self._document.locate(spot), holes, record)
        personal = field is not None and field.personal
        finding = replace(
            finding,
            field=field.key if field else "",
            value=text,
            related=related,
            suggestions=() if about is None or personal else self._suggestions(about),
        )
        return finding, about

    def trouble(self, trouble: Trouble, record: Record | None, profiles: tuple[str, ...] = ()) -> Finding:
        """The finding for something wrong with the file, or with how a record had to be read."""
        rule = self._standard.rules[trouble.code]
        field = self._vocabulary.fields.get(rule.about[0]) if rule.about else None
        holes = {"field": field.label if field else "", **trouble.details}
        finding = self._finding(rule, profiles, self._document.locate(trouble.spot), holes, record)
        return replace(finding, field=field.key if field else "", value=trouble.details.get("value"))

    def is_table_wide(self, record: Record, code: str) -> bool:
        """Whether a rule found missing what the table has no column for, so that it is one thing said once."""
        about = self._standard.rules[code].about
        if self._document.headings is None or not about:
            return False
        present = {o.field.key for o in _walk(record, self._vocabulary)}
        return not any(key in self._columns or key in present for key in about)

    def head(self) -> Location:
        """The heading row of the table."""
        headings = self._document.headings or ()
        place = self._document.locate(headings[0].spot if headings else ())
        return Location(place.file, place.line, sheet=place.sheet)

    # --- the parts of a finding -------------------------------------------------------------------------

    def _finding(
        self,
        rule: Rule,
        profiles: tuple[str, ...],
        where: Location,
        holes: Mapping[str, str],
        record: Record | None,
    ) -> Finding:
        finding = say(rule, where, holes, self._standard.judgements(rule.code, profiles))
        return finding if record is None else replace(finding, record=self.name(record))

    def _concerned(
        self, record: Record, rule: Rule, value: Term | None
    ) -> tuple[Occurrence | None, list[Occurrence]]:
        """What a verdict is about, and the first value of each other field that the rule is about.

        That is the value that the verdict names; or, where it names a part or nothing, the first field concerned
        that has a value there.
        """
        everything = list(_walk(record, self._vocabulary))
        named = [o for o in everything if value is not None and _term(o) == value]
        part = next((o.member for o in named if isinstance(o.member, Part)), None)
        # Several runs have dates each; those of the part that was judged are meant.
        inside = list(_walk(part, self._vocabulary)) if part is not None else []
        about: list[Occurrence] = []
        for key in rule.about:
            near = [o for o in inside if o.field.key == key] or [o for o in everything if o.field.key == key]
            about += [o for o in near if isinstance(o.member, Value)]
        exact = [o for o in named if isinstance(o.member, Value)]
        # A text that stands in two fields is meant in the one that the rule names first.
        subject = next((o for key in rule.about for o in exact if o.field.key == key), None) or next(
            iter([*exact, *about, *named]), None
        )
        if subject is None:
            return None, []
        # Another value of the same field matters only to a rule that sets the two against each other.
        alike = [o for o in everything if o.field.key == subject.field.key] if "{other}" in rule.template else []
        others: dict[str, Occurrence] = {}
        for occurrence in (*alike, *(o for o in about if o.field.key != subject.field.key)):
            member = occurrence.member
            if isinstance(member, Value) and member is not subject.member and not member.default:
                others.setdefault(occurrence.field.key, occurrence)
        return subject, list(others.values())

    def _related(self, occurrence: Occurrence) -> Related:
        place = self._document.locate(occurrence.member.spot)
        return Related(occurrence.field.key, self._text(occurrence) or "", place)

    def _text(self, occurrence: Occurrence) -> str | None:
        """What the provider wrote; of a part, its first value."""
        if isinstance(occurrence.member, Part):
            inner = next(_walk(occurrence.member, self._vocabulary), None)
            return self._text(inner) if inner else None
        return WITHHELD if occurrence.field.personal else shorten(occurrence.member.text)

    def _said(self, occurrence: Occurrence) -> str:
        """A value within a sentence: as written, but “SCQF level 7” where a bare 7 stands under such a heading."""
        written = self._text(occurrence) or ""
        member = occurrence.member
        if written.isdecimal() and isinstance(member, Value) and isinstance(member.term, IRI):
            concept = self._vocabulary.concepts.get(member.term)
            return concept.label if concept else written
        return written

    def _absence(self, record: Record, rule: Rule) -> Spot:
        """Where something is missing: its empty cell, else its heading, else the record's start."""
        blank = next((record.blanks[key] for key in rule.about if key in record.blanks), None)
        return record.spot if blank is None else blank

    def _suggestions(self, value: Value) -> tuple[Answer, ...]:
        return value.candidates[:SUGGESTIONS] if isinstance(value.term, Literal) else ()

    def _expected(self, field: Field | None) -> str:
        """What the field accepts, as far as a sentence can hold it."""
        if field is None or not field.schemes:
            return ""
        members: list[Concept] = [c for slug in field.schemes for c in self._vocabulary.members(slug)]
        if len(members) > SHOWN_EXPECTED:
            return ""
        return ", ".join(f"“{concept.label}”" for concept in members)


def _term(occurrence: Occurrence) -> Term:
    member = occurrence.member
    return member.node if isinstance(member, Part) else member.term


def _walk(holder: Record | Part, vocabulary: Vocabulary) -> Iterator[Occurrence]:
    """Every value and part of a record, outermost first, in order."""
    for key, members in holder.fields.items():
        for member in members:
            yield Occurrence(vocabulary.fields[key], member)
            if isinstance(member, Part):
                yield from _walk(member, vocabulary)


def shorten(text: str) -> str:
    """A text fit for one line of a report: blanks joined, control codes gone, cut where it is too long."""
    joined = " ".join(text.split())
    clean = "".join(c for c in joined if c.isprintable())
    return clean if len(clean) <= SHOWN_VALUE else clean[: SHOWN_VALUE - 1] + "…"


def fill(template: str, holes: Mapping[str, str]) -> str:
    """The template with its holes filled; empty where something it needs is not known."""
    needed = {name for _, name, _, _ in Formatter().parse(template) if name}
    if any(not holes.get(name) for name in needed):
        return ""
    return template.format_map({name: shorten(holes[name]) for name in needed})
