"""The tables of other standards' records, ``ontology/formats/*.tsv``, compiled.

A table starts with lines ``# key: value``:

- ``title``, ``source`` (the page of the standard) and ``kind`` (``offer`` or ``award``);
- ``prefixes``: ``prefix=start`` pairs, for all names in the table;
- how its records are recognised: ``types`` (classes of linked data), ``keys`` (keys that a record or a row must have,
  ``key=value|value`` where the value counts) or ``elements`` (of XML). ``nested: yes``: such a record belongs to a
  record of another table that leads to it;
- what the keys of JSON-LD mean: ``contexts`` (addresses, with an asterisk where any end will do), ``beside``
  (contexts that need not be known) with their ``common`` terms, ``vocabulary`` (the start of every key), ``terms``
  (``key=name`` for the others), ``links`` (keys whose texts are addresses of things);
- ``free: yes``: a field without ``values`` holds whatever the provider writes, so that its spelling may be corrected;
- ``names``: keys that hold the name of a thing, where text is wanted and an object stands;
- ``texts``: pairs of keys that hold the language and the text of an object that stands for a text.

Then come columns:

- ``field``: the key of a field; empty for what is known and has no field.
- ``path``: steps from the record. ``step?key=value|value`` holds for some things only, and ``step`` then for the
  others, as ``step?=value`` does for a text; ``a`` is the type, ``@id`` the address of a thing; ``..`` leads to the
  XML element around the record.
- ``values``: the start of names in an SSSOM file, which is the list that the values come from; or a text with ``{}``
  where the value goes, ``{tag}`` for its language without the region and ``{key}`` for what stands beside it; or
  ``-start`` for a start to cut off; or ``=text`` for what the path itself implies; or ``@table`` for what another
  table reads there.
- ``direction``: ``read``, ``write``, or ``both``, which is meant where nothing stands; ``known`` reads a value only
  where its list tells what it means.
- ``note``: what a person should know.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcvocab.model import BASE

if TYPE_CHECKING:
    from pathlib import Path

_ACCEPTED = {"skos:exactMatch", "skos:closeMatch", "skos:narrowMatch"}
"""Predicates under which a value of theirs is one of ours, or narrower than it."""


class FormatTableError(ValueError):
    """A table names something that does not exist; the text says what and where."""


def compile_formats(folder: Path, mappings: Path, fields: Container[str]) -> list[dict[str, Any]]:
    """All tables of a folder, by name.

    Args:
        folder: where the tables are.
        mappings: the SSSOM files in which values are looked up.
        fields: the keys of all fields.

    Raises:
        FormatTableError: where a table refers to a prefix, a field, a list or a table that does not exist.
    """
    sources = {path.stem: _Source.read(path) for path in sorted(folder.glob("*.tsv"))}
    meanings = [row for path in sorted(mappings.glob("*.sssom.tsv")) for row in _meanings(path)]
    for name, source in sources.items():
        for row in source.rows:
            if row["field"] and row["field"] not in fields:
                raise FormatTableError(f"ontology/formats/{name}.tsv: there is no field “{row['field']}”.")
    return [_compiled(name, source, sources, meanings) for name, source in sources.items()]


@dataclass(frozen=True, slots=True)
class _Source:
    """One table as written."""

    name: str
    facts: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    @classmethod
    def read(cls, path: Path) -> _Source:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = (line[1:].partition(":") for line in lines if line.startswith("#"))
        facts = {key.strip(): value.strip() for key, colon, value in head if colon}
        rows = csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t")
        return cls(path.stem, facts, tuple({key: (row[key] or "").strip() for key in row} for row in rows))

    def words(self, key: str) -> list[str]:
        return self.facts.get(key, "").split()

    @property
    def prefixes(self) -> dict[str, str]:
        return dict(_pair(word) for word in self.words("prefixes"))

    def expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if not colon or local.startswith("//"):
            return name
        attribute = "@" if prefix.startswith("@") else ""
        if prefix.lstrip("@") not in self.prefixes:
            raise FormatTableError(f"ontology/formats/{self.name}.tsv uses “{prefix}:”, which it does not declare.")
        return attribute + self.prefixes[prefix.lstrip("@")] + local

    def step(self, step: str) -> list[str]:
        """A step as its name, and the key and values of its condition."""
        name, asks, condition = step.partition("?")
        if not asks:
            return [self.expand(name)]
        key, values = _pair(condition)
        wanted = [self.expand(value) if key == "a" else value for value in values.split("|")]
        return [self.expand(name), key if key == "a" else self.expand(key), *wanted]

    def path(self, path: str) -> list[list[str]]:
        return [self.step(step) for step in path.split()]


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key, value


def _compiled(
    name: str, source: _Source, sources: Mapping[str, _Source], meanings: list[tuple[str, str, str]]
) -> dict[str, Any]:
    contexts = source.words("contexts")
    return {
        "name": name,
        "title": source.facts.get("title", name),
        "source": source.facts.get("source", ""),
        "kind": source.facts.get("kind", "offer"),
        "nested": source.facts.get("nested") == "yes",
        "free": source.facts.get("free") == "yes",
        "types": [source.expand(word) for word in source.words("types")],
        "keys": [[key, *value.split("|")] if value else [key] for key, value in map(_pair, source.words("keys"))],
        "elements": [source.expand(word) for word in source.words("elements")],
        "contexts": contexts,
        "beside": source.words("beside"),
        "common": [[key, source.expand(iri)] for key, iri in map(_pair, source.words("common"))],
        "context": _context(source) if contexts else [],
        "names": [source.expand(word) for word in source.words("names")],
        "texts": [pair.split() for pair in source.facts.get("texts", "").split(",") if pair.strip()],
        "fields": list(_fields(source, sources, meanings)),
    }


def _context(source: _Source) -> list[list[Any]]:
    """The members of a JSON-LD context; terms are protected, as those of credentials are."""
    terms: list[list[Any]] = [[key, source.expand(iri)] for key, iri in map(_pair, source.words("terms"))]
    links = [
        [key, [["@id", source.expand(iri or key)], ["@type", "@id"]]]
        for key, iri in map(_pair, source.words("links"))
    ]
    vocabulary = source.facts.get("vocabulary", "")
    prefixes = [[key, start] for key, start in source.prefixes.items()]
    return [
        ["@protected", True],
        *([["@vocab", vocabulary]] if vocabulary else []),
        ["id", "@id"],
        ["type", "@type"],
        *prefixes,
        *terms,
        *links,
    ]


def _fields(
    source: _Source,
    sources: Mapping[str, _Source],
    meanings: list[tuple[str, str, str]],
    start: tuple[list[str], ...] = (),
) -> Iterator[list[Any]]:
    for row in source.rows:
        path = [*start, *source.path(row["path"])]
        values = row.get("values", "")
        told = row.get("note", ""), row.get("direction", "") or "both"
        if values.startswith("@"):
            if values[1:] not in sources:
                raise FormatTableError(
                    f"ontology/formats/{source.name}.tsv refers to a table {values} that does not exist."
                )
            if row["field"]:
                yield [row["field"], path, "", {}, *told]
            yield from _fields(sources[values[1:]], sources, meanings, tuple(path))
            continue
        list_of = "" if "{" in values or values.startswith(("=", "-")) else values
        found = {word: concept for concept, iri, label in meanings for word in _words(list_of, iri, label)}
        if list_of and not found:
            raise FormatTableError(f"ontology/formats/{source.name}.tsv: no SSSOM file maps values of {list_of}.")
        yield [row["field"], path, values, found, *told]


def _words(list_of: str, iri: str, label: str) -> tuple[str, ...]:
    """What a value of a list is called: its code and its label."""
    return (iri[len(list_of) :], label) if list_of and iri.startswith(list_of) else ()


def _meanings(path: Path) -> Iterator[tuple[str, str, str]]:
    """Concept of ours, name and label of theirs, for each mapping that decides a value."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        if row["predicate_id"] in _ACCEPTED and row["subject_id"].startswith("mcvocab:"):
            yield BASE + row["subject_id"].removeprefix("mcvocab:"), row["object_id"], row["object_label"] or ""
