"""What a run adds up to: counts, what each profile made of the records, the mappings made, the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mcvocab.model import Count, Finding, Location, Mapping, MappingRow, Note, Severity, Summary, Tally
from mcvocab.values import dataclass, field

MAPPINGS_KEPT = 10_000
PROVIDERS_KEPT = 1_000
FILES_KEPT = 10_000
MISSING, FIXABLE, TIMES = "missing", "fixable", "times"


@dataclass(slots=True)
class Ledger:
    """The running account of a run; it grows with distinct mappings, providers and notes, never with records."""

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
    _providers: dict[str, Counter[str]] = field(default_factory=dict)
    _files: dict[str, Counter[str]] = field(default_factory=dict)
    _rules: dict[str, Counter[str]] = field(default_factory=dict)
    _fields: dict[str, Counter[str]] = field(default_factory=dict)
    _fixable: int = 0
    _mappings: dict[tuple[str, str], tuple[Mapping, Location]] = field(default_factory=dict)
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def read(self, file: str) -> None:
        """A file is being read; nothing is known of its records yet."""
        if len(self._files) < FILES_KEPT:
            self._files.setdefault(file, Counter())

    def judged(
        self, profiles: Iterable[str], findings: Iterable[Finding], provider: str = "", file: str = ""
    ) -> None:
        """A record of a provider, in a file, was judged by these profiles, with all these findings, shown or not."""
        said = tuple(findings)
        conforms = all(finding.severity < Severity.VIOLATION for finding in said)
        self.conforming += conforms
        if provider in self._providers or len(self._providers) < PROVIDERS_KEPT:
            self._providers.setdefault(provider, Counter()).update(records=1, meets=int(conforms))
        if file in self._files:
            self._files[file].update(records=1, meets=int(conforms))
        for name in profiles:
            self._judged[name] += 1
            self._met[name] += not any(f.profiles.get(name) == Severity.VIOLATION for f in said)

    def shown(self, finding: Finding) -> None:
        """A finding was shown."""
        self._shown[finding.severity] += 1
        fixable = finding.edit is not None and finding.edit.safe
        self._fixable += fixable
        counts = [self._rules.setdefault(finding.code, Counter())]
        if finding.field:
            counts.append(self._fields.setdefault(finding.field, Counter()))
        for count in counts:
            count[finding.severity.word] += 1
            count[FIXABLE] += fixable
            count[TIMES] += finding.count
            count[MISSING] += finding.count * bool(finding.field and finding.value is None)

    def mapped(self, key: str, mapping: Mapping, where: Location | None) -> None:
        """A text of a field was understood as a concept; the place is needed at the first time."""
        pair = (key, mapping.text)
        if where is not None and pair not in self._mappings and len(self._mappings) < MAPPINGS_KEPT:
            self._mappings[pair] = (mapping, where)
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
            fixable=self._fixable,
            by_profile={name: Tally(self._judged[name], self._met[name]) for name in sorted(self._judged)},
            by_rule={code: Count(**count) for code, count in sorted(self._rules.items())},
            by_field={key: Count(**count) for key, count in sorted(self._fields.items())},
            by_provider={name: Tally(**tally) for name, tally in sorted(self._providers.items())},
            by_file={name: Tally(**tally) for name, tally in self._files.items()},
            mappings=tuple(
                MappingRow(key, mapping, self._counts[key, text], first)
                for (key, text), (mapping, first) in self._mappings.items()
            ),
            notes=tuple(self.notes),
        )
