"""What the mapper answers, in few words for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper


def accepted(mapper: Mapper, text: str, *schemes: str, language: str = "") -> list[str]:
    """The accepted concepts of a text, as scheme and slug, best first."""
    found = mapper.map(text, schemes, language)
    return [(one.concept or "").removeprefix(BASE) for one in found if one.accepted]
