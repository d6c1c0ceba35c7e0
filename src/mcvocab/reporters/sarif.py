"""SARIF 2.1.0, which code hosts and editors read: a log of results, each at a place in a file.

Source: Static Analysis Results Interchange Format Version 2.1.0, OASIS Standard of 27 March 2020.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mcvocab.model import Severity
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.model import Location

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifRule(NamedTuple):
    """What a result is an instance of."""

    id: str
    name: str
    text: str


class SarifResult(NamedTuple):
    """One result; ``rule`` is the id of its rule."""

    rule: str
    severity: Severity
    message: str
    where: Location


def log(rules: Iterable[SarifRule], results: Iterable[SarifResult]) -> dict[str, Any]:
    """The log of one run as plain data; lines and columns count from 1, columns in characters."""
    known = list(rules)
    places = {rule.id: place for place, rule in enumerate(known)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mcvocab",
                        "semanticVersion": VERSION,
                        "rules": [
                            {"id": rule.id, "name": rule.name, "shortDescription": {"text": rule.text}}
                            for rule in known
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": result.rule,
                        "ruleIndex": places[result.rule],
                        "level": _LEVELS[result.severity],
                        "message": {"text": result.message},
                        "locations": [_location(result.where)],
                    }
                    for result in results
                ],
            }
        ],
    }


def _location(where: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(where.file.replace("\\", "/"), safe="/:@+,=~!$&'()*")}}
    if where.line is not None:
        place["region"] = {"startLine": where.line}
        if where.column is not None:
            place["region"]["startColumn"] = where.column
    location: dict[str, Any] = {"physicalLocation": place}
    if where.pointer is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": where.pointer or "/", "kind": "member"}]
    return location
