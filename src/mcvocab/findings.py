"""What is said about a place: a rule's verdict becomes a finding with the provider's own words and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mcvocab.expression import expression
from mcvocab.model import (
    IRI,
    Blank,
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
from mcvocab.values import dataclass

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
    rule: Rule,
    where: Location,
    holes: Mapping[str, str],
    profiles: Mapping[str, Severity] | None = None,
    **more: Any,
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
        **more,
    )


def told(
    standard: Standard,
    fields: Mapping[str, Field],
    code: str,
    where: Location,
    details: Mapping[str, str],
    profiles: Iterable[str] = (),
    **more: Any,
) -> Finding:
    """The finding of a rule that no shape raises, as the profiles judge it."""
    rule = standard.rules[code]
    field = fields.get(rule.about[0]) if rule.about else None
    holes = {"field": field.label if field else "", **details}
    judged = standard.judgements(code, profiles)
    return say(rule, where, holes, judged, field=field.key if field else "", value=details.get("value"), **more)


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
        self._is_table = document.headings is not None
        self._last: tuple[Record | None, dict[str, Any]] = None, {}
        # Of what was not understood as a table, nobody knows whether it names a learner.
        fields = [vocabulary.fields[key] for key in columns]
        self._impersonal = not any(field.personal or field.of == "award" for field in fields)

    def name(self, record: Record) -> RecordName:
        """How to refer to a record; an award goes by its number, for its title would name a learner."""
        if record.kind == "award":
            return RecordName(record.number)
        node = record.node if isinstance(record.node, IRI) else ""
        return RecordName(record.number, self._marked(record, "identifier"), self._marked(record, "title"), node)

    def provider(self, record: Record) -> str:
        """Whose record it is, as written; empty where it does not say."""
        return self._marked(record, "owner")

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
        personal = field is not None and field.personal
        finding = say(
            rule,
            self._document.locate(spot),
            holes,
            self._standard.judgements(code, profiles),
            **self._of(record),
            field=field.key if field else "",
            value=text,
            related=related,
            suggestions=() if about is None or personal else self._suggestions(about),
        )
        return finding, about

    def trouble(self, trouble: Trouble, record: Record | None, profiles: tuple[str, ...] = ()) -> Finding:
        """The finding for something wrong with the file, or with how a record had to be read."""
        return told(
            self._standard,
            self._vocabulary.fields,
            trouble.code,
            self._document.locate(trouble.spot),
            trouble.details,
            profiles,
            **self._of(record),
        )

    def is_table_wide(self, record: Record, code: str) -> bool:
        """Whether a rule found missing what the table has no column for, so that it is one thing said once."""
        about = self._standard.rules[code].about
        if not self._is_table or not about or any(key in self._columns for key in about):
            return False
        present = {o.field.key for o in _walk(record, self._vocabulary)}
        return present.isdisjoint(about)

    def head(self) -> Location:
        """The heading row of the table."""
        headings = self._document.headings or ()
        place = self._document.locate(headings[0].spot if headings else ())
        return Location(place.file, place.line, sheet=place.sheet)

    # --- the parts of a finding -------------------------------------------------------------------------

    def _of(self, record: Record | None) -> dict[str, Any]:
        """Whom a finding is about, and whether the text around it may be repeated."""
        if record is None:
            return {"quotable": self._impersonal and bool(self._columns)}
        known, said = self._last
        if known is not record:
            said = {"record": self.name(record), "quotable": self.is_quotable(record)}
            self._last = record, said
        return said

    def is_quotable(self, record: Record) -> bool:
        """Whether the text of a record may be repeated: it is no award, and nothing in it is personal."""
        if record.kind == "award" or not self._impersonal:
            return False
        # What a table can hold, its columns tell.
        return bool(self._columns) or not _is_personal(record, self._vocabulary)

    def _concerned(
        self, record: Record, rule: Rule, value: Term | None
    ) -> tuple[Occurrence | None, list[Occurrence]]:
        """What a verdict is about, and the first value of each other field that the rule is about.

        That is the value that the verdict names; or, where it names a part or nothing, the first field concerned
        that has a value there.
        """
        everything = self._near(record, rule, value)
        named = [o for o in everything if value is not None and _term(o) == value]
        part = next((o.member for o in named if isinstance(o.member, Part)), None)
        # Several runs have dates each; those of the part that was judged are meant.
        inside = _walk(part, self._vocabulary) if part is not None else []
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

    def _near(self, record: Record, rule: Rule, value: Term | None) -> list[Occurrence]:
        """The values and parts that a rule is about; all of the record where the verdict names none of them."""
        if record.kind == "award":  # which holds what it is an award of as one part
            return _walk(record, self._vocabulary)
        fields = self._vocabulary.fields
        tops = {self._top(fields[key]) for key in rule.about if key in fields}
        about = [one for top in record.fields if top in tops for one in _within(record, top, self._vocabulary)]
        if value is None or any(_term(one) == value and one.field.key in rule.about for one in about):
            return about
        if isinstance(value, Blank) and any(_term(one) == value for one in about):
            return about
        return _walk(record, self._vocabulary)

    def _top(self, field: Field) -> str:
        """The key of the outermost part that holds a field, or its own."""
        while field.within is not None:
            field = self._vocabulary.fields[field.within]
        return field.key

    def _related(self, occurrence: Occurrence) -> Related:
        place = self._document.locate(occurrence.member.spot)
        return Related(occurrence.field.key, self._text(occurrence) or "", place)

    def _text(self, occurrence: Occurrence) -> str | None:
        """What the provider wrote; of a part, its first value."""
        if isinstance(occurrence.member, Part):
            inner = next(iter(_walk(occurrence.member, self._vocabulary)), None)
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
        if sum(map(self._vocabulary.count, field.schemes)) > SHOWN_EXPECTED:
            return ""
        members = (concept for slug in field.schemes for concept in self._vocabulary.members(slug))
        return ", ".join(f"“{concept.label}”" for concept in members)


def _term(occurrence: Occurrence) -> Term:
    member = occurrence.member
    return member.node if isinstance(member, Part) else member.term


def _walk(holder: Record | Part, vocabulary: Vocabulary) -> list[Occurrence]:
    """Every value and part of a record, outermost first, in order."""
    return [one for key in holder.fields for one in _within(holder, key, vocabulary)]


def _within(holder: Record | Part, key: str, vocabulary: Vocabulary) -> list[Occurrence]:
    """The same for one of its fields."""
    field = vocabulary.fields[key]
    found: list[Occurrence] = []
    for member in holder.fields[key]:
        found.append(Occurrence(field, member))
        if isinstance(member, Part):
            found += _walk(member, vocabulary)
    return found


def _is_personal(holder: Record | Part, vocabulary: Vocabulary) -> bool:
    """Whether a record or part holds anything personal, however deep."""
    for key, members in holder.fields.items():
        if members and vocabulary.fields[key].personal:
            return True
        for member in members:
            if isinstance(member, Part) and _is_personal(member, vocabulary):
                return True
    return False


def shorten(text: str) -> str:
    """A text fit for one line of a report: blanks joined, control codes gone, cut where it is too long."""
    joined = " ".join(text.split())
    clean = joined if joined.isprintable() else "".join(c for c in joined if c.isprintable())
    return clean if len(clean) <= SHOWN_VALUE else clean[: SHOWN_VALUE - 1] + "…"


def fill(template: str, holes: Mapping[str, str]) -> str:
    """The template with its holes filled; empty where something it needs is not known."""
    needed = _holes(template)
    if any(not holes.get(name) for name in needed):
        return ""
    return template.format_map({name: shorten(holes[name]) for name in needed})


_HOLE = expression(r"\{(\w+)\}")


@lru_cache(maxsize=1024)
def _holes(template: str) -> frozenset[str]:
    return frozenset(_HOLE.findall(template))
