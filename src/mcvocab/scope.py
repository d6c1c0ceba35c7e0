"""Which records the standard is about: those of another kind, such as a degree, are counted and left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Concept, Record, Value, values

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary


class Scope:
    """Decides whether a record is one that the standard judges.

    Args:
        vocabulary: the language.
        everything: whether every record is judged, whatever it says it is.
        kinds: the kinds of record that the profiles judge, ``offer`` or ``award``; by default both.
    """

    def __init__(
        self, vocabulary: Vocabulary, *, everything: bool = False, kinds: Collection[str] = ("offer", "award")
    ) -> None:
        self._vocabulary = vocabulary
        self._kinds = frozenset(kinds)
        self._everything = everything
        self._types = vocabulary.marked("type")

    def asks_of(self, record: Record) -> bool:
        """Whether the profiles judge records of its kind at all."""
        return record.kind in self._kinds

    def other_kind(self, record: Record) -> tuple[Concept, Value] | None:
        """The kind of credential that a record declares where it is none that the standard judges.

        A record that declares nothing, or nothing known, is judged; so is one that declares several types if one
        of them is a micro-credential.
        """
        if self._everything:
            return None
        declared = list(self._declared(record))
        others = [(concept, value) for concept, value in declared if self._is_other(concept)]
        return others[0] if others and len(others) == len(declared) else None

    def _declared(self, record: Record) -> Iterator[tuple[Concept, Value]]:
        for key in self._types:
            for value in values(record, key):
                concept = self._vocabulary.concepts.get(value.term) if isinstance(value.term, IRI) else None
                if concept is not None:
                    yield concept, value

    def _is_other(self, concept: Concept) -> bool:
        """A kind of credential that is none of those judged, nor narrower than one, nor wide enough to be one."""
        v = self._vocabulary
        credential = any(concept.kind in v.fields[key].kinds for key in self._types)
        wide = any(concept.iri in v.ancestors(judged) for judged in v.judged)
        judged = wide or concept.iri in v.judged_alone or not v.judged.isdisjoint(v.ancestors(concept.iri))
        return credential and not judged
