"""How a report is to look, and what it may look things up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.messages import Messages
from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.model import Field, Finding, Profile, Rule, Summary
    from mcvocab.readers.excerpts import Excerpts

Events: TypeAlias = "Iterable[Finding | Summary]"

GROUPINGS = ("record", "rule", "field")


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to look, and what it may look things up in.

    Attributes:
        colour: whether it may use the colours of a terminal.
        width: the columns that a line may take; None where it may be as long as it is.
        group_by: what findings stand together by: ``record``, which is the order of the file, ``rule`` or ``field``.
        messages: the words that it is written in.
        rules, profiles, fields: what the standard and the language say, by code, name and key.
        excerpts: gives the lines of the provider's own files; None where they are not to be repeated.
    """

    colour: bool = False
    width: int | None = None
    group_by: str = GROUPINGS[0]
    messages: Messages = field(default_factory=Messages)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    excerpts: Excerpts | None = None

    def label(self, key: str) -> str:
        """What people call a field; its key where it is not known."""
        known = self.fields.get(key)
        return known.label if known else key

    def rule_name(self, code: str) -> str:
        """What a rule asks for, in a few words; its code where it is not known."""
        known = self.rules.get(code)
        return known.name if known else code

    def profile_title(self, name: str) -> str:
        """What people call a profile; its name where it is not known."""
        known = self.profiles.get(name)
        return known.title if known else name
