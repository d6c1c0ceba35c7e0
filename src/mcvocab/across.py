"""Rules that look across records: one identifier, one specification; one title of a provider, one too."""

from __future__ import annotations

from typing import TYPE_CHECKING

try:
    from _blake2 import blake2b  # the same function; hashlib takes a fifth of a start of Python to load
except ImportError:
    from hashlib import blake2b

from mcvocab.model import IRI, MCV, Blank, Part, Record, Term, Value, by_field
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

MICRO_CREDENTIAL = IRI(MCV + "MicroCredential")


@dataclass(frozen=True, slots=True)
class Marks:
    """The values by which people know a record: its identifiers, its titles, and those whose record it is."""

    identifiers: tuple[Value, ...]
    titles: tuple[Value, ...]
    owners: tuple[Value, ...]


class Identifiers:
    """What records are known by: several runs of one specification may share it, two specifications may not.

    Args:
        vocabulary: the language.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._fields = vocabulary.fields
        named = [self._fields[key] for key in vocabulary.marked("identifier")]
        # An award and a micro-credential are identified by one property.
        self._of_awards = [
            field.key
            for field in self._fields.values()
            if field.of == "award" and not field.personal and any(field.path == one.path for one in named)
        ]
        self._marked = [vocabulary.marked(mark) for mark in ("identifier", "title", "owner")]

    def marks(self, record: Record) -> Marks:
        """What people know a record by."""
        found = by_field(record)
        return Marks(*(tuple([one for key in keys for one in found.get(key, ())]) for keys in self._marked))

    def names(self, record: Record, marks: Marks) -> list[Value]:
        """What a record may be called by; of an award also what identifies it."""
        names = [*marks.identifiers, *marks.titles]
        if record.kind == "award":
            found = by_field(record)
            names += [one for key in self._of_awards for one in found.get(key, ())]
        return names

    def key(self, record: Record, marks: Marks) -> bytes | None:
        """What the record's identifier is known by."""
        known = not isinstance(record.node, Blank)
        text = str(record.node) if known else marks.identifiers[0].text.strip() if marks.identifiers else ""
        if not text:
            return None
        # A code is the provider's own: two providers may use the same one.
        owner = "" if known else _owner(marks)
        return _digest(f"identifier\0{owner}\0{text}")

    def title_key(self, marks: Marks) -> bytes | None:
        """What the record's title is known by, among those of the same provider."""
        owner = _owner(marks)
        if not marks.titles or not owner:
            return None
        text = " ".join(marks.titles[0].text.split()).casefold()
        return _digest(f"title\0{owner}\0{text}")

    def digest(self, record: Record) -> bytes:
        """A digest of the record's specification: equal for two runs of the same."""
        return _digest("\n".join(sorted(self._statements(record, ""))))

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


def _owner(marks: Marks) -> str:
    return "|".join(one.text.strip().casefold() for one in marks.owners)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


def _text(term: Term) -> str:
    return "\0".join(map(str, term)) if isinstance(term, tuple) else str(term)
