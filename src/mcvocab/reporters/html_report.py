"""The report as one page that can be sent to anybody: nothing is fetched, and nobody's name is in it but providers'.

It keeps to WCAG 2.2 AA: tables with captions stand beside every chart, nothing is told by colour alone, and all works
from the keyboard, on a telephone, in the dark and on paper.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mcvocab.model import Count, Finding, Header, Severity, Summary, Tally
from mcvocab.reporters.collected import Collected, collect
from mcvocab.reporters.plain import clean
from mcvocab.reporters.text_report import place, record_name
from mcvocab.reporters.text_summary import gravity, note_text

if TYPE_CHECKING:
    from mcvocab.messages import Messages
    from mcvocab.reporters.style import Events, Style

CAP = 1_000
BARS = 12
PROVIDERS = 100
FIRST = 5
WORDS = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: a name, how many of how many."""

    name: str
    number: int
    of: int

    @property
    def percent(self) -> int:
        """The share in whole per cent; neither all nor none is rounded up or down to."""
        if not self.of:
            return 0
        exact = 100 * self.number / self.of
        return min(max(round(exact), 1 if self.number else 0), 99 if self.number < self.of else 100)


@dataclass(frozen=True, slots=True)
class Card:
    """How the records fare by one profile: its title, and the rules that were broken, the worst first."""

    name: str
    title: str
    status: str
    source: str
    bar: Bar
    broken: tuple[tuple[str, str, Count], ...]
    kept: int


def write(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The whole page."""
    collected = collect(events, CAP)
    summary, say = collected.summary, style.messages
    found = {finding.where.file for finding in collected.findings}
    files = _names(found | {note.where.file for note in summary.notes if note.where})
    environment = Environment(
        loader=PackageLoader("mcvocab.reporters"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["clean"] = clean
    environment.filters["number"] = lambda number: f"{number:,}"
    loader = environment.loader
    assert loader is not None
    look, script = (loader.get_source(environment, f"report.{kind}")[0] for kind in ("css", "js"))
    page = environment.get_template("report.html").stream(
        say=say,
        header=header,
        summary=summary,
        judged=summary.records - summary.out_of_scope,
        good=Bar("", summary.conforming, summary.records - summary.out_of_scope),
        severities=[(severity, _meaning(severity, say)) for severity in reversed(Severity)],
        counts={severity: collected.counts[severity] for severity in Severity},
        plurals=_plurals(collected, say),
        first=_first(summary, style),
        missing=_missing(summary, style),
        cards=_cards(header, summary, style),
        providers=_providers(summary.by_provider, say),
        more_providers=max(0, len(summary.by_provider) - PROVIDERS),
        findings=[_told(finding, style, files) for finding in collected.findings],
        files=sorted({files[file] for file in found}),
        rules=sorted({(style.rule_name(f.code), f.code) for f in collected.findings}),
        caveat=collected.caveat(say),
        notes=[note_text(note, say, files[note.where.file] if note.where else "") for note in summary.notes],
        words=_words(summary, style),
        look=look,
        script=script,
        policy=_policy(look, script),
    )
    page.enable_buffering(50)
    yield from page


def _names(files: Collection[str]) -> dict[str, str]:
    """What the page calls the files: by name alone, for folders are nobody's business; in full where two agree."""
    names = {file: clean(PurePath(file.replace("\\", "/")).name) or clean(file) for file in files}
    return names if len(set(names.values())) == len(names) else {file: clean(file) for file in files}


def _meaning(severity: Severity, say: Messages) -> str:
    return {
        Severity.VIOLATION: say("must be mended"),
        Severity.WARNING: say("should be looked at"),
        Severity.INFO: say("good to know"),
    }[severity]


def _plurals(collected: Collected, say: Messages) -> dict[Severity, str]:
    counts = collected.counts
    return {
        Severity.VIOLATION: say.count(counts[Severity.VIOLATION], "violation", "violations"),
        Severity.WARNING: say.count(counts[Severity.WARNING], "warning", "warnings"),
        Severity.INFO: say("for information"),
    }


def _first(summary: Summary, style: Style) -> list[tuple[str, str, int, str]]:
    """The rules that are broken most often among those that must be kept: code, name, how often, what to do."""
    grave = sorted(summary.by_rule.items(), key=lambda item: (gravity(item[1]), item[0]))
    return [
        (
            code,
            style.rule_name(code),
            count.times,
            style.rules[code].fix if code in style.rules else "",
        )
        for code, count in grave[:FIRST]
        if count.violation or count.warning
    ]


def _missing(summary: Summary, style: Style) -> list[Bar]:
    """The fields that most records lack."""
    judged = summary.records - summary.out_of_scope
    lacking = [
        (style.label(key), min(count.missing, judged)) for key, count in summary.by_field.items() if count.missing
    ]
    return [Bar(name, number, judged) for name, number in sorted(lacking, key=lambda row: (-row[1], row[0]))[:BARS]]


def _cards(header: Header, summary: Summary, style: Style) -> list[Card]:
    cards = []
    for name in header.profiles:
        tally, profile = summary.by_profile.get(name), style.profiles.get(name)
        if tally is None or profile is None:
            continue
        broken = [
            (code, style.rule_name(code), summary.by_rule[code]) for code in profile.rules if code in summary.by_rule
        ]
        broken.sort(key=lambda row: (gravity(row[2]), row[0]))
        cards.append(
            Card(
                name, profile.title, profile.status, profile.source, Bar(profile.title, tally.meets, tally.records),
                tuple(broken), len(profile.rules) - len(broken),
            )
        )  # fmt: skip
    return cards


def _providers(tallies: Mapping[str, Tally], say: Messages) -> list[Bar]:
    rows = [
        Bar(clean(name) or say("No provider named"), tally.meets, tally.records) for name, tally in tallies.items()
    ]
    return sorted(rows, key=lambda bar: (-bar.of, bar.name))[:PROVIDERS]


def _told(finding: Finding, style: Style, files: Mapping[str, str]) -> dict[str, Any]:
    """What the page tells of a finding; every text of it is escaped by the template."""
    say, where, rule = style.messages, finding.where, style.rules.get(finding.code)
    sheet = say(", sheet “{sheet}”", sheet=where.sheet) if where.sheet else ""
    related = [
        f"{style.label(one.field)}: “{one.value}” ({place(one.where, say)})" for one in finding.related if one.value
    ]
    return {
        "severity": finding.severity,
        "code": finding.code,
        "name": style.rule_name(finding.code),
        "message": clean(finding.message),
        "count": finding.count,
        "file": files[where.file],
        "place": clean(f"{files[where.file]}{sheet}"),
        "spot": clean(place(where, say)),
        "record": record_name(finding.record, say),
        "field": style.label(finding.field) if finding.field else "",
        "value": clean(finding.value) if finding.value is not None else None,
        "fix": clean(finding.fix),
        "why": rule.why if rule else "",
        "source": clean(finding.source),
        "likely": [clean(mapping.label) for mapping in finding.suggestions if mapping.label],
        "related": [clean(text) for text in related],
        "repair": clean(finding.edit.new) if finding.edit and finding.edit.safe else None,
    }


def _words(summary: Summary, style: Style) -> list[tuple[str, str, str, int]]:
    """How the provider's words were understood: field, text, concept, how often; the most frequent first."""
    rows = sorted(summary.mappings, key=lambda row: (-row.count, row.field, row.mapping.text))[:WORDS]
    return [(style.label(row.field), clean(row.mapping.text), clean(row.mapping.label), row.count) for row in rows]


def _policy(look: str, script: str) -> str:
    """A content security policy under which the page's own look and script work, and nothing else does."""
    own = f"style-src {_hash(look)}; script-src {_hash(script)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
