"""``mcvocab map --report``: what the mapping files of many providers say together, for the standards body."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mcvocab.mapping import MappingFileError
from mcvocab.mapping.comparison import Comparison, Statement, compare
from mcvocab.mapping.decision import decisions
from mcvocab.mapping.decision_file import read_file
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.mapping.sheet import Sheet
    from mcvocab.vocabulary import Vocabulary

FORMAT = "mcvocab-mapping-report/1"
COLUMNS = (
    "section",
    "text",
    "field",
    "provider",
    "concept",
    "label",
    "predicate",
    "author",
    "date",
    "providers",
    "uses",
)
_SUFFIXES = (".sssom.tsv", ".tsv")


def report(paths: tuple[str, ...], form: str) -> Iterator[str]:
    """The report, piece by piece; what cannot be used is told on standard error.

    Raises:
        UsageError: where no file is named, one cannot be read, or the format is none for a report.
    """
    if not paths:
        raise click.UsageError(
            "Name the mapping files to compare, such as: mcvocab map --report providers/*.sssom.tsv"
        )
    if form not in WRITERS:
        raise click.UsageError(f"A report is written as {', '.join(WRITERS)}; “{form}” is for mappings.")
    vocabulary = load().vocabulary
    stated: list[Statement] = []
    names: dict[str, Path] = {}
    for path in map(Path, paths):
        try:
            sheet = read_file(path)
            some, faults = decisions(sheet, vocabulary)
            provider = _provider(sheet, path, names)
        except MappingFileError as error:
            raise click.UsageError(str(error)) from None
        for fault in faults:
            click.echo(str(fault), err=True)
        stated += [Statement(provider, one) for one in some]
    return WRITERS[form](compare(stated, vocabulary), tuple(names), vocabulary)


def _provider(sheet: Sheet, path: Path, taken: dict[str, Path]) -> str:
    """What the report calls a file: its title, else its name; two of one name are told apart by their paths."""
    stem = next((path.name.removesuffix(end) for end in _SUFFIXES if path.name.endswith(end)), path.name)
    name = str(sheet.slots.get("mapping_set_title") or stem)
    if name in taken:
        name = f"{name} ({path})"
    taken[name] = path
    return name


# --- text -------------------------------------------------------------------------------------------


def _text(found: Comparison, providers: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:
    yield f"{_count(len(providers), 'mapping file')} compared: {', '.join(providers)}.\n\n"
    yield f"Where they disagree: {len(found.disagreements)}\n"
    for one in found.disagreements:
        yield f"  “{one.text}”{_in_field(one.field, vocabulary)}\n"
        yield from (f"    {line}\n" for line in _statements(one.statements, vocabulary))
    yield f"\nWords in use that the language lacks: {len(found.lacking)}\n"
    for word in found.lacking:
        uses = f", met {_count(word.uses, 'time')}" if word.uses else ""
        near = ", ".join(f"“{vocabulary.concepts[iri].label}”" for iri in word.nearest)
        nearest = f"; put under or beside {near}" if near else ""
        unseen = "" if word.decided else "; nobody has looked at it yet"
        fields = " as a heading" if word.heading else _in_fields(word.fields, vocabulary)
        yield f"  “{word.text}”{fields}: {_count(len(word.providers), 'provider')}{uses}{nearest}{unseen}\n"
    yield f"\nWords that mean several things, each in its field: {len(found.homonyms)}\n"
    for homonym in found.homonyms:
        yield f"  “{homonym.text}”\n"
        for said in homonym.statements:
            field = _in_field(said.decision.field, vocabulary) or " anywhere"
            yield f"   {field}: {_meaning(said, vocabulary)} ({said.provider})\n"


def _statements(statements: tuple[Statement, ...], vocabulary: Vocabulary) -> Iterator[str]:
    for one in statements:
        who = ", ".join(part for part in (one.decision.author, one.decision.date) if part)
        yield f"{one.provider}: {_meaning(one, vocabulary)}" + (f" ({who})" if who else "")


def _meaning(one: Statement, vocabulary: Vocabulary) -> str:
    if one.decision.concept is None:
        return "no term fits"
    concept = vocabulary.concepts[one.decision.concept]
    relation = one.decision.predicate.partition(":")[2].removesuffix("Match")
    return f"{concept.label} ({concept.scheme}), {relation} match"


def _in_field(key: str, vocabulary: Vocabulary) -> str:
    return f" in the field “{vocabulary.fields[key].label}”" if key else ""


def _in_fields(keys: tuple[str, ...], vocabulary: Vocabulary) -> str:
    named = ", ".join(f"“{vocabulary.fields[key].label}”" for key in keys)
    return f" in {named}" if named else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


# --- for programs -----------------------------------------------------------------------------------


def _json(found: Comparison, providers: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:
    data = {
        "format": FORMAT,
        "vocabulary": {"name": vocabulary.name, "version": vocabulary.version, "hash": vocabulary.hash},
        "providers": list(providers),
        "disagreements": [
            {"text": one.text, "field": one.field, "said": [_said(s, vocabulary) for s in one.statements]}
            for one in found.disagreements
        ],
        "lacking": [
            {
                "text": one.text,
                "fields": list(one.fields),
                "providers": list(one.providers),
                "uses": one.uses,
                "nearest": list(one.nearest),
                "decided": one.decided,
                "heading": one.heading,
            }
            for one in found.lacking
        ],
        "homonyms": [
            {"text": one.text, "said": [_said(s, vocabulary) for s in one.statements]} for one in found.homonyms
        ],
    }
    yield json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _said(one: Statement, vocabulary: Vocabulary) -> dict[str, Any]:
    decision = one.decision
    concept = vocabulary.concepts.get(decision.concept) if decision.concept else None
    return {
        "provider": one.provider,
        "text": decision.text,
        "field": decision.field,
        "concept": decision.concept,
        "label": concept.label if concept else "",
        "predicate": decision.predicate if concept else "",
        "author": decision.author,
        "date": decision.date,
        "file": decision.file,
        "line": decision.line,
    }


def _csv(found: Comparison, providers: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:  # noqa: ARG001
    from mcvocab.cli.answers import harmless

    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    rows: list[dict[str, Any]] = []
    for one in found.disagreements:
        rows += [{**_said(s, vocabulary), "section": "disagreement", "text": one.text} for s in one.statements]
    for word in found.lacking:
        rows.append(
            {
                "section": "lacking",
                "text": word.text,
                "field": "|".join(word.fields),
                "provider": "|".join(word.providers),
                "concept": "|".join(word.nearest),
                "label": "|".join(vocabulary.concepts[iri].label for iri in word.nearest),
                "providers": len(word.providers),
                "uses": word.uses,
            }
        )
    for homonym in found.homonyms:
        rows += [{**_said(s, vocabulary), "section": "homonym", "text": homonym.text} for s in homonym.statements]
    for row in rows:
        writer.writerow({key: harmless(str(value or "")) for key, value in row.items()})
    yield buffer.getvalue()


WRITERS: dict[str, Callable[[Comparison, tuple[str, ...], Vocabulary], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
}
