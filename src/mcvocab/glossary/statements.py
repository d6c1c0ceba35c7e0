"""Reads the details of the compiled language: what is said of a concept, keyed by the name of the property."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

Details: TypeAlias = Mapping[str, Any]
ENGLISH = "en"


class Text(NamedTuple):
    """A text and its language."""

    value: str
    language: str = ""

    def __str__(self) -> str:
        """The text alone."""
        return self.value


def texts(details: Details, key: str) -> list[Text]:
    """The texts of a property, English ones first.

    >>> [str(text) for text in texts({"note": [{"value": "b", "language": "de"}, {"value": "a"}]}, "note")]
    ['a', 'b']
    """
    found = [Text(v["value"], v.get("language", "")) for v in details.get(key, ()) if _literal(v)]
    return sorted(found, key=lambda text: text.language not in (ENGLISH, ""))


def text(details: Details, key: str) -> str:
    """The first text of a property, English where there is one, else nothing."""
    found = texts(details, key)
    return found[0].value if found else ""


def number(details: Details, key: str) -> str:
    """A number as people write it: without zeros that say nothing.

    >>> number({"value": [{"value": "80.0"}]}, "value")
    '80'
    """
    written = text(details, key)
    return written.rstrip("0").rstrip(".") if "." in written else written


def iris(details: Details, key: str) -> list[str]:
    """The IRIs of a property."""
    return [value for value in details.get(key, ()) if isinstance(value, str)]


def nodes(details: Details, key: str) -> list[Details]:
    """The inner nodes of a property, each with statements of its own; in an order that their texts decide."""
    found = [value for value in details.get(key, ()) if isinstance(value, Mapping) and not _literal(value)]
    # Such nodes have no name, so the compiled order is arbitrary; pages must not change from build to build.
    return sorted(found, key=lambda node: json.dumps(node, sort_keys=True))


def _literal(value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("value"), str)
