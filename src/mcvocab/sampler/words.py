"""Invented words: texts that read like the micro-credentials of places that do not exist, from ``words.json``."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcvocab.model import Field

_HOLE = re.compile(r"\{(\w+)\}")
_T = TypeVar("_T")
_TRIES = 400


def pick(random: Random, choices: Sequence[_T]) -> _T:
    """One of several; only `Random.random` is the same in every release of Python."""
    return choices[int(random.random() * len(choices))]


class Words:
    """The texts that fields may hold."""

    def __init__(self) -> None:
        data = json.loads(files("mcvocab.sampler").joinpath("words.json").read_text(encoding="utf-8"))
        self._symbols: dict[str, list[str]] = data["symbols"]
        self._texts: dict[str, dict[str, list[str]]] = data["texts"]
        self.themes: list[str] = data["symbols"][data["theme"]]
        """What a record may be about."""
        self._likely: dict[str, list[str]] = data["likely"]
        self._tags: list[str] = data["tags"]

    def likely(self, scheme: str) -> list[str]:
        """The notations that most records give of a long list, the likeliest several times."""
        return self._likely.get(scheme, [])

    def texts(self, field: Field, random: Random) -> list[tuple[str, str]]:
        """Texts for a field, each with a language tag or none, no text twice."""
        found: dict[str, str] = {}
        for language, templates in self._templates(field).items():
            for _ in range(_TRIES):
                text = self._filled(pick(random, templates), random)
                tag = pick(random, self._tags) if language == "en" else language
                found.setdefault(text, tag)
        return list(found.items())

    def _templates(self, field: Field) -> dict[str, list[str]]:
        """Those of the field's own key, of its key within a part (after a dot), or of any field."""
        return self._texts.get(field.key) or self._texts.get(f".{field.part_key}") or self._texts[""]

    def _filled(self, template: str, random: Random) -> str:
        while hole := _HOLE.search(template):
            template = template[: hole.start()] + pick(random, self._symbols[hole[1]]) + template[hole.end() :]
        return template
