"""Rules that look across records: one identifier, one specification; one title of a provider, one too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mcvocab.model import IRI, MCV, Blank, Part, Record, Term, Value, values

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

MICRO_CREDENTIAL = IRI(MCV + "MicroCredential")


class Identifiers:
    """What records are known by: several runs of one specification may share it, two specifications may not.

    Args:
        vocabulary: the language.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._fields = vocabulary.fields
        self._identifiers = vocabulary.marked("identifier")
        self._owners = vocabulary.marked("owner")
        self._titles = vocabulary.marked("title")

    def value(self, record: Record) -> Value | None:
        """The value that identifies the record's specification, if it has one."""
        return next((value for key in self._identifiers for value in values(record, key)), None)

    def key(self, record: Record) -> bytes | None:
        """What the record's identifier is known by."""
        value = self.value(record)
        text = str(record.node) if not isinstance(record.node, Blank) else value.text.strip() if value else ""
        if not text:
            return None
        # A code is the provider's own: two providers may use the same one.
        owner = self._owner(record) if isinstance(record.node, Blank) else ""
        return _digest(f"identifier\0{owner}\0{text}")

    def title(self, record: Record) -> Value | None:
        """The value that names the record, if it has one."""
        return next((value for key in self._titles for value in values(record, key)), None)

    def title_key(self, record: Record) -> bytes | None:
        """What the record's title is known by, among those of the same provider."""
        title, owner = self.title(record), self._owner(record)
        if title is None or not owner:
            return None
        text = " ".join(title.text.split()).casefold()
        return _digest(f"title\0{owner}\0{text}")

    def digest(self, record: Record) -> bytes:
        """A digest of the record's specification: equal for two runs of the same."""
        return _digest("\n".join(sorted(self._statements(record, ""))))

    def _owner(self, record: Record) -> str:
        return "|".join(one.text.strip().casefold() for key in self._owners for one in values(record, key))

    def _statements(self, holder: Record | Part, path: str) -> list[str]:
        found: list[str] = []
        for key, members in holder.fields.items():
            field = self._fields[key]
            if field.of == "offering" or (field.of == "award" and field.part != MICRO_CREDENTIAL):
                continue  # another run of the same thing, or another learner's award of it
            for member in members:
                if isinstance(member, Part):
                    found += self._statements(member, f"{path}/{key}")
                else:
                    found.append(f"{path}/{key}={_text(member.term)}")
        return found


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _text(term: Term) -> str:
    return "\0".join(map(str, term)) if isinstance(term, tuple) else str(term)
