"""What the records of a run add up to: outcomes, in the order of the files, become findings and an account.

Here is all that one record has to do with another: what was used before for something else, what is said once for a
table, and the counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mcvocab.findings import shorten, told
from mcvocab.ledger import Ledger
from mcvocab.model import Finding, Location, Note, Related, Rule, Severity
from mcvocab.outcomes import Closed, Judged, LeftAlone, Opened, Outcome, Passed, Resumed, Said, Trace, Verdict
from mcvocab.screen import Choice, Screen
from mcvocab.sightings import Sighting
from mcvocab.values import dataclass, field, replace

if TYPE_CHECKING:
    from mcvocab.sightings import Sightings
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


@dataclass(slots=True)
class _Document:
    """What is known of the document that is being heard."""

    head: Location
    is_table: bool
    records: int = 0
    before: int = 0
    """How many records there are in the stretches before the one that is being heard."""
    grouped: dict[tuple[str, str, str], _Grouped] = field(default_factory=dict)
    others: dict[str, _Grouped] = field(default_factory=dict)
    unread: dict[str, None] = field(default_factory=dict)
    unasked: int = 0


class Proceedings:
    """Hears the outcomes of one run.

    Args:
        vocabulary, standard: the language and the standard.
        choice: which findings are shown.
        seen: where the first record with each identifier and title is kept.
        about_awards: whether the profiles that were asked for are about awards.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        standard: Standard,
        choice: Choice,
        seen: Sightings,
        *,
        about_awards: bool,
    ) -> None:
        self._vocabulary, self._standard, self._seen = vocabulary, standard, seen
        self._about_awards = about_awards
        self._screen = Screen(choice)
        self.ledger = Ledger()
        self._document = _Document(Location(""), is_table=False)

    def hear(self, outcome: Outcome) -> Iterator[Finding]:
        """The findings that are shown for what comes next in the order of the files, worst first."""
        match outcome:
            case Judged():
                yield from self._judged(outcome)
            case Passed():
                self._passed(outcome)
            case Said():
                self.ledger.unreadable += outcome.unreadable
                yield from self._screen.shown([outcome.finding])
            case Note():
                self.ledger.notes.append(outcome)
            case LeftAlone():
                self.ledger.strangers.append(outcome.name)
            case Opened():
                self.ledger.read(outcome.head.file)
                self._document = _Document(outcome.head, outcome.is_table)
            case Resumed():
                self._document.before = self._document.records
            case Closed():
                yield from self._closed()

    def notes(self) -> Iterator[Note]:
        """What is to be told at the end of the run."""
        return self._screen.notes()

    # --- one record -------------------------------------------------------------------------------------

    def _passed(self, outcome: Passed) -> None:
        self._screen.met(outcome)
        self._document.records += 1
        self.ledger.records += 1
        self.ledger.out_of_scope += outcome.out_of_scope
        if outcome.of_kind is not None:
            self._document.others.setdefault(outcome.kind, _Grouped(outcome.of_kind))
        if outcome.kind:
            self._document.others[outcome.kind].count += 1
        else:
            self._document.unasked += outcome.out_of_scope

    def _judged(self, judged: Judged) -> Iterator[Finding]:
        document = self._document
        document.records += 1
        self._screen.met(judged)
        if document.before:
            judged = _numbered(judged, judged.name.number + document.before)
        verdicts = [*judged.verdicts, *self._reused(judged)]
        self._account(judged, verdicts)
        shown = [
            (finding, self._is_hint(verdict.finding))
            for verdict in visible(verdicts, self._standard.rules)
            if (finding := self._screen.show(verdict.finding, judged)) is not None
        ]
        for finding, is_hint in sorted(shown, key=lambda pair: _weight(pair[0])):
            if finding.code in judged.table_wide:
                self._group(replace(finding, where=document.head))
            elif is_hint:
                self._group(finding)  # a hint is given once for its column, at the first place
            else:
                yield finding

    def _reused(self, judged: Judged) -> Iterator[Verdict]:
        """Whether the record's identifier, or else its title, was used before for something else."""
        for trace in judged.traces:
            sighting = Sighting(judged.name, trace.where, trace.digest)
            first = self._seen.first(trace.key, sighting)
            if first.digest != sighting.digest:
                yield self._clash(judged, trace, first)
                return

    def _clash(self, judged: Judged, trace: Trace, first: Sighting) -> Verdict:
        known = first.name.title if trace.code == "identifier-reused" else first.name.id
        details = {"value": trace.text, "other": known or f"record {first.name.number}"}
        finding = told(
            self._standard,
            self._vocabulary.fields,
            trace.code,
            trace.where,
            details,
            judged.profiles,
            record=judged.name,
            quotable=judged.quotable,
        )
        related = (Related(finding.field, shorten(trace.text), first.where),)
        return Verdict(judged.node, replace(finding, related=related))

    def _account(self, judged: Judged, verdicts: list[Verdict]) -> None:
        self.ledger.records += 1
        said = [verdict.finding for verdict in verdicts]
        self.ledger.judged(judged.profiles, said, judged.provider, self._document.head.file)
        if len(self._document.unread) < UNREAD_KEPT:
            self._document.unread.update(dict.fromkeys(judged.unread))
        for key, mapping, where in judged.mapped:
            self.ledger.mapped(key, mapping, where)

    def _is_hint(self, finding: Finding) -> bool:
        """Whether a finding on a record of a table is held back; one of too many different ones is not."""
        grouped = self._document.grouped
        if finding.severity is not Severity.INFO or not self._document.is_table:
            return False
        return len(grouped) < GROUPS_KEPT or _group_of(finding) in grouped

    def _group(self, finding: Finding) -> None:
        grouped = self._document.grouped.setdefault(_group_of(finding), _Grouped(finding))
        grouped.count += 1

    # --- the document as a whole --------------------------------------------------------------------------

    def _closed(self) -> Iterator[Finding]:
        """What holds for the document as a whole, once all its records are known."""
        document = self._document
        for grouped in sorted(document.grouped.values(), key=lambda grouped: -grouped.finding.severity):
            several = grouped.count > 1 or grouped.finding.where.cell is None
            record = None if several else grouped.finding.record
            yield replace(grouped.finding, count=grouped.count, record=record)
        for other in document.others.values():
            yield from self._screen.shown([replace(other.finding, count=other.count)])
        if document.unasked:
            kind, other_kind = ("offers", "awards") if self._about_awards else ("awards", "offers")
            message = (
                f"Not judged: {kind} ({document.unasked}), because every profile asked for is about {other_kind}."
            )
            self.ledger.notes.append(Note("kind-not-asked", message, document.head))
        if document.unread:
            names = [f"“{shorten(name)}”" for name in document.unread]
            shown = ", ".join(names[:UNREAD_SHOWN]) + (" …" if len(names) > UNREAD_SHOWN else "")
            what = "columns" if document.is_table else "keys"
            message = f"Nothing was read from these {what}, because no field is known by their names: {shown}."
            self.ledger.notes.append(Note("columns-unread", message, document.head))


def visible(verdicts: Sequence[Verdict], rules: Mapping[str, Rule]) -> Iterator[Verdict]:
    """The verdicts worth showing, in order.

    A value that was not understood is reported by the rule that speaks for its field, and by no other; a rule that
    yields to another is silent where that one has spoken on the same node.
    """
    spoken = {(verdict.focus, verdict.finding.code) for verdict in verdicts}
    unread = {
        verdict.about
        for verdict in verdicts
        if verdict.about is not None and verdict.finding.field in rules[verdict.finding.code].speaks_for
    }
    for verdict in verdicts:
        rule = rules[verdict.finding.code]
        silenced = verdict.about in unread and verdict.finding.field not in rule.speaks_for
        yielding = any((verdict.focus, other) in spoken for other in rule.yields_to)
        if not silenced and not yielding:
            yield verdict


def _numbered(judged: Judged, number: int) -> Judged:
    """A record under another number."""
    name = replace(judged.name, number=number)
    verdicts = tuple(replace(verdict, finding=replace(verdict.finding, record=name)) for verdict in judged.verdicts)
    return replace(judged, name=name, verdicts=verdicts)


def _group_of(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings of a table the same thing said twice."""
    return finding.code, finding.field, finding.message


def _weight(finding: Finding) -> tuple[int, int, int, int, str, str]:
    """Worst first; what is equally bad in the order of the file, which is how people mend it."""
    where = finding.where
    cell = where.cell or ""
    return (-finding.severity, where.line or 0, where.column or 0, len(cell), cell, finding.code)
