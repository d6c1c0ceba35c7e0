"""Rules that look across records: one identifier, one specification; one title of a provider, one too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mcvocab.model import IRI, MCV, Blank, Location, Part, Record, RecordName, Term, Value, values
from mcvocab.sightings import Sighting, Sightings

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

MICRO_CREDENTIAL = IRI(MCV + "MicroCredential")


class Identifiers:
    """Remembers identifiers: several runs of one specification may share one, two specifications may not.

    Args:
        vocabulary: the language.
        seen: where the first record with each identifier and title is kept.
    """

    def __init__(self, vocabulary: Vocabulary, seen: Sightings) -> None:
        self._fields = vocabulary.fields
        self._identifiers = vocabulary.marked("identifier")
        self._owners = vocabulary.marked("owner")
        self._titles = vocabulary.marked("title")
        self._seen = seen

    def value(self, record: Record) -> Value | None:
        """The value that identifies the record's specification, if it has one."""
        return next((value for key in self._identifiers for value in values(record, key)), None)

    def clash(self, record: Record, name: RecordName, where: Location) -> Sighting | None:
        """An earlier record with the same identifier and another specification, if there is one."""
        value = self.value(record)
        text = str(record.node) if not isinstance(record.node, Blank) else value.text.strip() if value else ""
        if not text:
            return None
        # A code is the provider's own: two providers may use the same one.
        owner = self._owner(record) if isinstance(record.node, Blank) else ""
        return self._first(f"identifier\0{owner}\0{text}", Sighting(name, where, self._digest(record)))

    def title(self, record: Record) -> Value | None:
        """The value that names the record, if it has one."""
        return next((value for key in self._titles for value in values(record, key)), None)

    def twin(self, record: Record, name: RecordName, where: Location) -> Sighting | None:
        """An earlier record of the same provider with the same title and another specification, if there is one."""
        title, owner = self.title(record), self._owner(record)
        if title is None or not owner:
            return None
        text = " ".join(title.text.split()).casefold()
        return self._first(f"title\0{owner}\0{text}", Sighting(name, where, self._digest(record)))

    def _owner(self, record: Record) -> str:
        return "|".join(one.text.strip().casefold() for key in self._owners for one in values(record, key))

    def _first(self, key: str, sighting: Sighting) -> Sighting | None:
        """The first sighting under a key, where it was of another specification."""
        digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
        first = self._seen.first(digest, sighting)
        return first if first.digest != sighting.digest else None

    def _digest(self, record: Record) -> bytes:
        statements = sorted(self._statements(record, ""))
        return hashlib.blake2b("\n".join(statements).encode(), digest_size=8).digest()

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


def _text(term: Term) -> str:
    return "\0".join(map(str, term)) if isinstance(term, tuple) else str(term)
