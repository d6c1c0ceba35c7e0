"""SARIF 2.1.0, which code hosts and editors read: a log of results, each at a place in a file.

Source: Static Analysis Results Interchange Format Version 2.1.0, OASIS Standard of 27 March 2020.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mcvocab.model import Finding, Header, Note, Severity, Summary
from mcvocab.reporters.fingerprint import fingerprint
from mcvocab.reporters.plain import clean, dump
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.model import Location
    from mcvocab.reporters.style import Events, Style

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "mcvocabFinding/v1"
LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifRule(NamedTuple):
    """What a result is an instance of.

    Attributes:
        id: its code.
        name: a few words.
        text: a sentence.
        help: all there is to tell, as plain text and as Markdown.
        level: its severity where a result gives none.
        source: the clause that asks for it.
    """

    id: str
    name: str
    text: str
    help: tuple[str, str] = ("", "")
    level: Severity | None = None
    source: str = ""


class SarifResult(NamedTuple):
    """One result; ``rule`` is the id of its rule, ``more`` further properties of a SARIF result."""

    rule: str
    severity: Severity
    message: str
    where: Location
    more: dict[str, Any] = {}  # noqa: RUF012  (never written to)


def write(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The log of a check, result by result; the rules that were broken follow the results."""
    ending: list[Summary] = []

    def results() -> Iterator[SarifResult]:
        for event in events:
            if isinstance(event, Summary):
                ending.append(event)
            else:
                said = f"{event.message} {event.fix}".strip()  # a code host shows nothing else beside the line
                yield SarifResult(event.code, event.severity, said, event.where, _more(event, style))

    def run() -> dict[str, Any]:
        summary = ending[0] if ending else Summary()
        notes = [_notification(note) for note in summary.notes]
        invocation: dict[str, Any] = {"executionSuccessful": not summary.unreadable and summary.records > 0}
        return {
            "invocations": [invocation | ({"toolExecutionNotifications": notes} if notes else {})],
            "language": style.messages.tag,
            "properties": {
                "asOf": header.as_of,
                "profiles": list(header.profiles),
                "language": f"{header.vocabulary} {header.vocabulary_version}",
                "records": summary.records,
                "conforming": summary.conforming,
            },
        }

    return log(results(), lambda code: _rule(code, style), run)


def log(
    results: Iterable[SarifResult], rule: Callable[[str], SarifRule], run: Callable[[], dict[str, Any]] = dict
) -> Iterator[str]:
    """The log of one run, result by result; lines and columns count from 1, columns in characters.

    Args:
        results: the results.
        rule: tells of a rule by its id; asked for the rules that have results.
        run: what else there is to say of the run, asked at its end.
    """
    places: dict[str, int] = {}
    yield f'{{"$schema":{dump(SCHEMA)},"version":"2.1.0","runs":[{{"columnKind":"unicodeCodePoints","results":['
    separator = "\n"
    for result in results:
        said = {
            "ruleId": result.rule,
            "ruleIndex": places.setdefault(result.rule, len(places)),
            "level": LEVELS[result.severity],
            "message": {"text": clean(result.message)},
            "locations": [_location(result.where)],
        }
        yield separator + dump(said | result.more)
        separator = ",\n"
    driver = {"name": "mcvocab", "semanticVersion": VERSION, "rules": [_described(rule(code)) for code in places]}
    ending = {"tool": {"driver": driver}} | run()
    yield "\n]," + dump(ending)[1:] + "]}\n"


def _described(rule: SarifRule) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.id,
        "name": clean(rule.name),
        "shortDescription": {"text": clean(rule.name) or rule.id},
        "fullDescription": {"text": clean(rule.text) or rule.id},
    }
    if rule.help[0]:
        described["help"] = {"text": rule.help[0], "markdown": rule.help[1]}
    if rule.level:
        described["defaultConfiguration"] = {"level": LEVELS[rule.level]}
    if rule.source:
        described["properties"] = {"source": rule.source}
    return described


def _rule(code: str, style: Style) -> SarifRule:
    rule, say = style.rules.get(code), style.messages
    if rule is None:
        return SarifRule(code, code, code)
    parts = ((say("Why it matters"), rule.why), (say("To mend it"), rule.fix), (say("Asked for by"), rule.source))
    told = [(title, text) for title, text in parts if text]
    plain = "\n".join(f"{title}: {text}" for title, text in told) or rule.message
    marked = "\n\n".join(f"**{title}.** {text}" for title, text in told) or rule.message
    return SarifRule(code, rule.name, rule.message, (plain, marked), rule.severity, rule.source)


def _more(finding: Finding, style: Style) -> dict[str, Any]:
    more: dict[str, Any] = {"partialFingerprints": {FINGERPRINT: fingerprint(finding)}}
    related = [_location(one.where) | {"message": {"text": clean(f"{one.value}")}} for one in finding.related]
    if related:
        more["relatedLocations"] = [location | {"id": number} for number, location in enumerate(related, 1)]
    fixes = _fixes(finding, style)
    if fixes:
        more["fixes"] = fixes
    where = finding.where
    kept = {
        "fix": finding.fix,
        "field": finding.field,
        "value": finding.value,
        "sheet": where.sheet,
        "cell": where.cell,
        "heading": where.heading,
        "suggestions": [mapping.label for mapping in finding.suggestions if mapping.label],
        "count": finding.count if finding.count > 1 else None,
    }
    return more | {"properties": {name: value for name, value in kept.items() if value}}


def _fixes(finding: Finding, style: Style) -> list[dict[str, Any]]:
    """The edit as a replacement, where the text stands in the file exactly as it is to be replaced."""
    edit, where = finding.edit, finding.where
    if edit is None or where.line is None or where.column is None or style.excerpts is None:
        return []
    found = style.excerpts.at(where, edit.old)
    # At the place itself, or behind the quote that opens it; what is found further on may be another's.
    at_once = found is not None and found.column - where.column in (0, 1)
    if found is None or not at_once or found.text[found.start : found.start + found.length] != edit.old:
        return []
    region = {"startLine": where.line, "startColumn": found.column, "endColumn": found.column + len(edit.old)}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.new}}
    change = {"artifactLocation": {"uri": _uri(where.file)}, "replacements": [replacement]}
    return [{"description": {"text": clean(finding.fix) or edit.new}, "artifactChanges": [change]}]


def _notification(note: Note) -> dict[str, Any]:
    said: dict[str, Any] = {"level": "note", "message": {"text": clean(note.message)}}
    return said | ({"locations": [_location(note.where)]} if note.where else {})


def _location(where: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(where.file)}}
    if where.line is not None:
        place["region"] = {"startLine": where.line}
        if where.column is not None:
            place["region"]["startColumn"] = where.column
    location: dict[str, Any] = {"physicalLocation": place}
    if where.pointer is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": where.pointer or "/", "kind": "member"}]
    elif where.sheet is not None:
        cell = f"{where.sheet}!{where.cell}" if where.cell else where.sheet
        location["logicalLocations"] = [{"fullyQualifiedName": clean(cell), "kind": "member"}]
    return location


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"), safe="/:@+,=~!$&'()*", errors="replace")
