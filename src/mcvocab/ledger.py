"""What a run adds up to: counts, what each profile made of the records, the mappings made, the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mcvocab.model import Finding, Location, Mapping, MappingRow, Note, Severity, Summary, Tally

MAPPINGS_KEPT = 10_000


@dataclass(slots=True)
class Ledger:
    """The running account of a run; it grows with distinct mappings and notes, never with records."""

    records: int = 0
    conforming: int = 0
    out_of_scope: int = 0
    unreadable: int = 0
    notes: list[Note] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    """Files that nobody named and that turned out to hold something else."""
    _shown: Counter[Severity] = field(default_factory=Counter)
    _judged: Counter[str] = field(default_factory=Counter)
    _met: Counter[str] = field(default_factory=Counter)
    _mappings: dict[tuple[str, str], tuple[Mapping, Location]] = field(default_factory=dict)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def judged(self, profiles: Iterable[str], findings: Iterable[Finding]) -> None:
        """A record was judged by these profiles, with all these findings, shown or not."""
        said = tuple(findings)
        self.conforming += all(finding.severity < Severity.VIOLATION for finding in said)
        for name in profiles:
            self._judged[name] += 1
            self._met[name] += not any(f.profiles.get(name) == Severity.VIOLATION for f in said)

    def shown(self, finding: Finding) -> None:
        """A finding was shown."""
        self._shown[finding.severity] += 1

    def mapped(self, key: str, mapping: Mapping, locate: Callable[[], Location]) -> None:
        """A text of a field was understood as a concept."""
        pair = (key, mapping.text)
        if pair not in self._mappings and len(self._mappings) < MAPPINGS_KEPT:
            self._mappings[pair] = (mapping, locate())
        if pair in self._mappings:
            self._counts[pair] += 1

    def summary(self) -> Summary:
        """The account as it stands."""
        return Summary(
            records=self.records,
            conforming=self.conforming,
            out_of_scope=self.out_of_scope,
            unreadable=self.unreadable,
            violation=self._shown[Severity.VIOLATION],
            warning=self._shown[Severity.WARNING],
            info=self._shown[Severity.INFO],
            by_profile={name: Tally(self._judged[name], self._met[name]) for name in sorted(self._judged)},
            mappings=tuple(
                MappingRow(key, mapping, self._counts[key, text], first)
                for (key, text), (mapping, first) in self._mappings.items()
            ),
            notes=tuple(self.notes),
        )
