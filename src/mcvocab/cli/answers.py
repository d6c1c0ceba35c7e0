"""The answers to local terms, as they are shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from mcvocab.mapping import Mapper
    from mcvocab.model import Annotation, Mapping

COLUMNS = ("local_term", "concept", "label", "scheme", "predicate", "justification", "confidence", "note")


def answered(
    mapper: Mapper, terms: Iterable[str], schemes: tuple[str, ...] = (), language: str = "", top: int = 1
) -> Answers:
    """The answers to each term, as many as are wanted, at least one that may say that there is none."""
    for term in terms:
        several = mapper.map(term, schemes, language, top) if top > 1 else ()
        yield term, several or (mapper.best(term, schemes, language),)


Answers: TypeAlias = "Iterable[tuple[str, tuple[Mapping, ...]]]"


def _rows(answers: Answers) -> Iterator[Mapping]:
    for _, mappings in answers:
        yield from mappings


def text(answers: Answers) -> Iterator[str]:
    """Each answer in two lines: what the term means, how sure that is and why; and the address of the concept."""
    for mapping in _rows(answers):
        if mapping.concept is None:
            yield f"{mapping.text}: no answer. {mapping.note}\n"
            continue
        relation = mapping.predicate.partition(":")[2].removesuffix("Match")
        sure = f"{mapping.confidence:.0%} sure"
        yield f"{mapping.text}: {mapping.label} ({mapping.scheme}), {relation} match, {sure}. {mapping.note}\n"
        yield f"    {mapping.concept}\n"


def _json(answers: Answers) -> Iterator[str]:
    from mcvocab.reporters.json_report import mapping_data

    separator = "[\n"
    for mapping in _rows(answers):
        yield separator + json.dumps(mapping_data(mapping), ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def _csv(answers: Answers) -> Iterator[str]:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for m in _rows(answers):
        confidence = f"{m.confidence:g}" if m.concept else ""
        cells = (m.text, m.concept or "", m.label, m.scheme, m.predicate, m.justification, confidence, m.note)
        writer.writerow([harmless(cell) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell


def _sssom(answers: Answers) -> Iterator[str]:
    from mcvocab.mapping import sssom
    from mcvocab.store import load

    yield from sssom.write(_rows(answers), load().vocabulary)


WRITERS: dict[str, Callable[[Answers], Iterator[str]]] = {
    "text": text,
    "json": _json,
    "csv": _csv,
    "sssom": _sssom,
}


Places: TypeAlias = "Iterable[tuple[str, tuple[Annotation, ...]]]"


def _places(places: Places) -> Iterator[str]:
    for text, found in places:
        if not found:
            yield f"Nothing that the language knows: {text}\n"
        for each in found:
            m = each.mapping
            yield f"{each.start}-{each.end} {m.text}: {m.label} ({m.scheme}), {m.confidence:.0%} sure. {m.note}\n"


def _places_data(places: Places) -> Iterator[str]:
    from mcvocab.reporters.json_report import mapping_data

    separator = "[\n"
    for text, found in places:
        for each in found:
            row = {"in": text, "start": each.start, "end": each.end} | mapping_data(each.mapping)
            yield separator + json.dumps(row, ensure_ascii=False)
            separator = ",\n"
    yield "\n]\n" if separator != "[\n" else "[]\n"


PLACED: dict[str, Callable[[Places], Iterator[str]]] = {"text": _places, "json": _places_data}
