"""The report as one JSON document, written finding by finding; keys with nothing to say are absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Groups
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mcvocab.model import Count, Finding, Header, Location, Mapping, MappingRow, Note, Related, Summary, Tally
from mcvocab.reporters.plain import dump
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.reporters.style import Style

FORMAT = "mcvocab-report/1"


def write(header: Header, events: Iterable[Finding | Summary], style: Style) -> Iterator[str]:  # noqa: ARG001
    """The pieces of the report, in order; joined they are one JSON document and a newline."""
    opening = dump(header_data(header))
    yield opening[:-1] + ',"findings":['
    separator = "\n"
    for event in events:
        if isinstance(event, Summary):
            yield "\n],"
            yield from _ending(event)
        else:
            yield separator + dump(finding_data(event))
            separator = ",\n"


def _ending(summary: Summary) -> Iterator[str]:
    """What follows the findings; row by row, for there may be thousands of mappings."""
    if summary.mappings:
        yield '"mappings":['
        for place, row in enumerate(summary.mappings):
            yield "," * (place > 0) + dump(_mapping(row))
        yield "],"
    yield dump(summary_data(replace(summary, mappings=())))[1:] + "\n"


def header_data(header: Header) -> dict[str, Any]:
    """What a report says of itself."""
    return {
        "format": FORMAT,
        "mcvocab": header.mcvocab,
        "vocabulary": {
            "name": header.vocabulary,
            "version": header.vocabulary_version,
            "hash": header.vocabulary_hash,
        },
        "profiles": list(header.profiles),
        "as_of": header.as_of,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    return _present(
        code=finding.code,
        rule=finding.rule,
        severity=finding.severity.word,
        profiles={name: severity.word for name, severity in finding.profiles.items()},
        message=finding.message,
        fix=finding.fix,
        edit=_present(old=finding.edit.old, new=finding.edit.new, safe=finding.edit.safe) if finding.edit else None,
        suggestions=[_suggestion(mapping) for mapping in finding.suggestions],
        source=finding.source,
        record=_present(number=finding.record.number, id=finding.record.id, title=finding.record.title)
        if finding.record
        else None,
        field=finding.field,
        value=finding.value,
        where=location_data(finding.where),
        related=[_related(related) for related in finding.related],
        count=finding.count if finding.count > 1 else None,
    )


def location_data(where: Location) -> dict[str, Any]:
    """A location as plain data; ``file`` is always there."""
    return {"file": where.file} | _present(
        sheet=where.sheet,
        line=where.line,
        column=where.column,
        cell=where.cell,
        heading=where.heading,
        pointer=where.pointer,
    )


def summary_data(summary: Summary) -> dict[str, Any]:
    """The end of a report: mappings, notes, and the counts, which are never absent."""
    return _present(
        mappings=[_mapping(row) for row in summary.mappings],
        notes=[_note(note) for note in summary.notes],
        summary={
            "records": summary.records,
            "conforming": summary.conforming,
            "out_of_scope": summary.out_of_scope,
            "unreadable": summary.unreadable,
            "violation": summary.violation,
            "warning": summary.warning,
            "info": summary.info,
            "fixable": summary.fixable,
            "by_profile": _tallies(summary.by_profile),
            "by_rule": _counts(summary.by_rule),
            "by_field": _counts(summary.by_field),
            "by_provider": _tallies(summary.by_provider),
        },
    )


def mapping_data(mapping: Mapping) -> dict[str, Any]:
    """A mapping as plain data; ``concept`` is null where no term was found."""
    return {"text": mapping.text, "concept": mapping.concept} | _present(
        label=mapping.label,
        scheme=mapping.scheme,
        predicate=mapping.predicate,
        justification=mapping.justification,
        confidence=round(mapping.confidence, 3),
        note=mapping.note,
    )


def _suggestion(mapping: Mapping) -> dict[str, Any]:
    return _present(
        label=mapping.label,
        concept=mapping.concept,
        predicate=mapping.predicate,
        confidence=round(mapping.confidence, 3),
        reason=mapping.note,
    )


def _related(related: Related) -> dict[str, Any]:
    return _present(field=related.field, value=related.value, where=location_data(related.where))


def _mapping(row: MappingRow) -> dict[str, Any]:
    mapping = row.mapping
    return _present(
        field=row.field,
        text=mapping.text,
        concept=mapping.concept,
        label=mapping.label,
        predicate=mapping.predicate,
        justification=mapping.justification,
        confidence=round(mapping.confidence, 3),
        count=row.count,
        first=location_data(row.first),
    )


def _tallies(tallies: Groups[str, Tally]) -> dict[str, Any]:
    return {name: {"records": tally.records, "meets": tally.meets} for name, tally in tallies.items()}


def _counts(counts: Groups[str, Count]) -> dict[str, Any]:
    return {name: asdict(count) for name, count in counts.items()}


def _note(note: Note) -> dict[str, Any]:
    return _present(code=note.code, message=note.message, where=location_data(note.where) if note.where else None)


def _present(**items: Any) -> dict[str, Any]:
    """The items that say something."""
    return {key: value for key, value in items.items() if value not in (None, "", (), [], {})}
