"""One document's records, each with what the engine found: what is said, what is counted, what is said only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from mcvocab.display import Verdict, visible
from mcvocab.engine.messages import best
from mcvocab.findings import Speaker, shorten
from mcvocab.model import (
    IRI,
    Concept,
    Edit,
    Field,
    Finding,
    Literal,
    Location,
    Node,
    Note,
    Record,
    RecordName,
    Related,
    Severity,
    Spot,
    Value,
)
from mcvocab.raw import Document, Trouble
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.across import Identifiers
    from mcvocab.engine import Result
    from mcvocab.interpreter import Interpretation
    from mcvocab.interpreter.layout import Guess
    from mcvocab.ledger import Ledger
    from mcvocab.scope import Scope
    from mcvocab.screen import Screen
    from mcvocab.sightings import Sighting
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

UNREAD_SHOWN = 12
UNREAD_KEPT = 1_000
GROUPS_KEPT = 1_000


@dataclass(slots=True)
class _Grouped:
    """A finding said once for the table, with how many records it stands for."""

    finding: Finding
    count: int = 0


class Inquiry:
    """Says what there is to say about the records of one document.

    Args:
        vocabulary, standard: the language and the standard.
        document: where the records stand.
        columns: the fields that the table has columns for, with the spots of their headings.
        profiles: names of the active profiles.
        scope: which records are judged.
        ledger, identifiers: the run's account, and what it knows across records.
        screen: what of the findings is shown.
        corrections: what to write instead of the texts of a record.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        standard: Standard,
        document: Document,
        columns: dict[str, Spot],
        profiles: tuple[str, ...],
        scope: Scope,
        ledger: Ledger,
        identifiers: Identifiers,
        screen: Screen,
        corrections: Callable[[Interpretation], Iterator[tuple[Spot, Field, Edit]]],
    ) -> None:
        self._corrections = corrections
        self._vocabulary, self._standard, self._document = vocabulary, standard, document
        self._speaker = Speaker(vocabulary, standard, document, columns)
        self._profiles, self._scope, self._ledger, self._identifiers = profiles, scope, ledger, identifiers
        self._screen = screen
        self._grouped: dict[tuple[str, str, str], _Grouped] = {}
        self._others: dict[IRI, tuple[Concept, Spot, int]] = {}
        self._unread: dict[str, None] = {}
        self._unasked = 0

    def trouble(self, trouble: Trouble) -> Iterator[Finding]:
        """Something wrong with the document itself, where it is shown."""
        self._ledger.unreadable += self._standard.rules[trouble.code].unreadable
        return self._screen.shown([self._speaker.trouble(trouble, None)])

    def guessed(self, guesses: Iterable[Guess]) -> None:
        """Columns that were recognised by what stands in them."""
        for guess in guesses:
            field, heading = guess.column.field, shorten(guess.heading)
            message = (
                f"The column “{heading}” was read as the field “{field.label}” by its content: {guess.kind}. "
                f'If it is not, say so in mcvocab.toml under [columns], such as "{heading}" = false.'
            )
            self._ledger.notes.append(Note("column-by-content", message, self._document.locate(guess.spot)))

    def spoilt(self) -> None:
        """A record that could not be judged, because something was wrong with its row."""
        self._ledger.records += 1

    def in_scope(self, record: Record) -> bool:
        """Whether a record is judged; one that is not is counted."""
        self._screen.met(record)
        if not self._scope.asks_of(record):
            self._unasked += 1
            self._ledger.records += 1
            self._ledger.out_of_scope += 1
            return False
        other = self._scope.other_kind(record)
        if other is not None:
            concept, value = other
            _, spot, count = self._others.get(concept.iri, (concept, value.spot, 0))
            self._others[concept.iri] = (concept, spot, count + 1)
            self._ledger.records += 1
            self._ledger.out_of_scope += 1
        return other is None

    def record(self, interpretation: Interpretation, results: Iterable[Result]) -> Iterator[Finding]:
        """The findings on a record that is worth showing, worst first."""
        record = interpretation.record
        profiles = self._judging(record)
        verdicts = [
            self._verdict(record, code, result, profiles)
            for result in results
            if (code := self._standard.code(result.shape, result.component)) is not None
        ]
        verdicts += [
            Verdict(record.node, self._speaker.trouble(trouble, record, profiles))
            for trouble in interpretation.troubles
        ]
        verdicts += self._reused(record, profiles)
        self._account(record, profiles, verdicts)
        verdicts = self._mendable(interpretation, verdicts)
        shown = [
            (finding, self._is_hint(verdict.finding))
            for verdict in visible(verdicts, self._standard.rules)
            if (finding := self._screen.show(verdict.finding, record)) is not None
        ]
        for finding, is_hint in sorted(shown, key=lambda pair: _weight(pair[0])):
            if self._speaker.is_table_wide(record, finding.code):
                self._group(replace(finding, where=self._speaker.head()))
            elif is_hint:
                self._group(finding)  # a hint is given once for its column, at the first place
            else:
                yield finding

    def end(self) -> Iterator[Finding]:
        """What holds for the table as a whole, once all its records are known."""
        for grouped in sorted(self._grouped.values(), key=lambda grouped: -grouped.finding.severity):
            several = grouped.count > 1 or grouped.finding.where.cell is None
            record = None if several else grouped.finding.record
            yield replace(grouped.finding, count=grouped.count, record=record)
        for concept, spot, count in self._others.values():
            details = {"value": concept.label, "number": str(count)}
            said = self._speaker.trouble(Trouble("out-of-scope", spot, details), None)
            yield from self._screen.shown([replace(said, count=count)])
        if self._unasked:
            kind, other = ("awards", "offers") if "award" not in self._asked_kinds() else ("offers", "awards")
            message = f"Not judged: {kind} ({self._unasked}), because every profile asked for is about {other}."
            self._ledger.notes.append(Note("kind-not-asked", message, self._speaker.head()))
        if self._unread:
            names = [f"“{shorten(name)}”" for name in self._unread]
            shown = ", ".join(names[:UNREAD_SHOWN]) + (" …" if len(names) > UNREAD_SHOWN else "")
            kind = "columns" if self._document.headings is not None else "keys"
            message = f"Nothing was read from these {kind}, because no field is known by their names: {shown}."
            self._ledger.notes.append(Note("columns-unread", message, self._speaker.head()))

    def _asked_kinds(self) -> set[str]:
        return {self._standard.profiles[name].kind for name in self._profiles}

    # --- one record -------------------------------------------------------------------------------------

    def _judging(self, record: Record) -> tuple[str, ...]:
        """The active profiles whose target the record, or its micro-credential, is."""
        parts = (member for members in record.fields.values() for member in members)
        classes = {name for holder in (record, *parts) for name in getattr(holder, "types", ())}
        targets = {name: self._standard.profiles[name].target for name in self._profiles}
        return tuple(name for name, target in targets.items() if target is None or target in classes)

    def _verdict(self, record: Record, code: str, result: Result, profiles: tuple[str, ...]) -> Verdict:
        finding, value = self._speaker.verdict(record, code, result.value, profiles)
        finding = replace(finding, component=result.component)
        if not self._standard.is_own(code) and result.is_sparql and result.messages:
            finding = replace(finding, message=shorten(best(result.messages)))  # it may tell values of the query
        return Verdict(result.focus, finding, value)

    def _mendable(self, interpretation: Interpretation, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts, with what would mend the value that each is about."""
        wanted = {verdict.value.spot for verdict in verdicts if verdict.value is not None}
        if not wanted:
            return verdicts
        leaves = tuple(one for one in interpretation.leaves if one[1].spot in wanted)
        edits = {spot: edit for spot, _, edit in self._corrections(replace(interpretation, leaves=leaves))}
        return [
            replace(verdict, finding=replace(verdict.finding, edit=edits[verdict.value.spot]))
            if verdict.value is not None
            and verdict.value.spot in edits
            and _mends(edits[verdict.value.spot], verdict.value)
            else verdict
            for verdict in verdicts
        ]

    def _reused(self, record: Record, profiles: tuple[str, ...]) -> list[Verdict]:
        """Whether the record's identifier, or its title, was used before for something else."""
        value = self._identifiers.value(record)
        found = self._repeated(record, profiles, "identifier-reused", value, self._identifiers.clash)
        title = self._identifiers.title(record)
        if not found and title is not None and record.kind != "award":
            found = self._repeated(record, profiles, "title-repeated", title, self._identifiers.twin)
        return found

    def _repeated(
        self,
        record: Record,
        profiles: tuple[str, ...],
        code: str,
        value: Value | None,
        first_with: Callable[[Record, RecordName, Location], Sighting | None],
    ) -> list[Verdict]:
        if not self._standard.judgements(code, profiles):
            return []
        spot = value.spot if value is not None else record.spot
        first = first_with(record, self._speaker.name(record), self._document.locate(spot))
        if first is None:
            return []
        text = value.text if value is not None else record.node
        named = first.name.title if code == "identifier-reused" else first.name.id
        details = {"value": text, "other": named or f"record {first.name.number}"}
        finding = self._speaker.trouble(Trouble(code, spot, details), record, profiles)
        related = (Related(finding.field, shorten(text), first.where),)
        return [Verdict(record.node, replace(finding, related=related))]

    def _account(self, record: Record, profiles: tuple[str, ...], verdicts: list[Verdict]) -> None:
        self._ledger.records += 1
        said = [verdict.finding for verdict in verdicts]
        self._ledger.judged(profiles, said, self._speaker.provider(record), self._document.source.file)
        if len(self._unread) < UNREAD_KEPT:
            self._unread.update(dict.fromkeys(record.unread))
        for key, value in understood(record):
            if not self._vocabulary.fields[key].personal:
                best = next(m for m in value.candidates if m.concept == value.term)
                self._ledger.mapped(key, best, lambda spot=value.spot: self._document.locate(spot))  # type: ignore[misc]

    def _is_hint(self, finding: Finding) -> bool:
        """Whether a finding on a record of a table is held back; one of too many different ones is not."""
        if finding.severity is not Severity.INFO or self._document.headings is None:
            return False
        return len(self._grouped) < GROUPS_KEPT or _group_of(finding) in self._grouped

    def _group(self, finding: Finding) -> None:
        grouped = self._grouped.setdefault(_group_of(finding), _Grouped(finding))
        grouped.count += 1


def _group_of(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings of a table the same thing said twice."""
    return finding.code, finding.field, finding.message


def _weight(finding: Finding) -> tuple[int, int, int, int, str, str]:
    """Worst first; what is equally bad in the order of the file, which is how people mend it."""
    where = finding.where
    cell = where.cell or ""
    return (-finding.severity, where.line or 0, where.column or 0, len(cell), cell, finding.code)


def _mends(edit: Edit, value: Value) -> bool:
    """Whether an edit says something else than the value was taken for; a spelling of the same mends nothing."""
    return isinstance(value.term, Literal) and value.term.lexical != edit.new


def understood(record: Record) -> Iterator[tuple[str, Value]]:
    """The values that the mapper understood, with their field keys."""
    waiting = list(record.fields.items())
    while waiting:
        key, members = waiting.pop()
        for member in members:
            if isinstance(member, Value):
                if any(candidate.concept == member.term for candidate in member.candidates):
                    yield key, member
            else:
                waiting.extend(member.fields.items())


def nodes(record: Record) -> Iterator[Node]:
    """The nodes that may be judged: the record's own, and those of its parts."""
    yield record.node
    waiting = [member for members in record.fields.values() for member in members]
    while waiting:
        member = waiting.pop()
        if not isinstance(member, Value):
            yield member.node
            waiting.extend(inner for members in member.fields.values() for inner in members)
