"""The words in a provider's files whose meaning is not certain: where they stand, how often, what they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mcvocab.inputs import Given, Skipped, gather
from mcvocab.interpreter import Interpreter
from mcvocab.mapping.decision import headings_scheme
from mcvocab.mapping.review import Item
from mcvocab.model import Literal, Part, Record, Value
from mcvocab.raw import Trouble

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.model import Location
    from mcvocab.raw import Document
    from mcvocab.vocabulary import Vocabulary

SURE = 0.9
"""From this confidence on, an answer is not put before a person."""
CANDIDATES = 9


class Uncertain:
    """Gathers what is not certain in files: headings that no field is known by, then values.

    A value is uncertain where it was not understood, or less surely than `SURE`. What people have decided is not.

    Args:
        vocabulary: the language.
        mapper: maps onto it, with the decisions that have been taken.
        language: the language of texts that do not say their own.
    """

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper, language: str = "") -> None:
        self._vocabulary, self._mapper, self._language = vocabulary, mapper, language
        self._headings = headings_scheme(vocabulary)
        self._found: dict[tuple[str, str], Item] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self.troubles: list[tuple[str, Trouble]] = []

    def items(self, given: Iterable[Given]) -> list[Item]:
        """The uncertain words, headings first, then by how often they occur.

        Inputs that cannot be read are told in ``troubles``, each with its name.
        """
        interpreter = Interpreter(self._vocabulary, self._mapper, language=self._language)
        for one in gather(given):
            if isinstance(one, Skipped):
                continue
            for document in one.documents():
                if isinstance(document, Trouble):
                    self.troubles.append((one.name, document))
                else:
                    self._document(document, interpreter)
        counted = [replace(item, count=self._counts[key]) for key, item in self._found.items()]
        return sorted(counted, key=lambda item: (not item.heading, -item.count))

    def _document(self, document: Document, interpreter: Interpreter) -> None:
        spots = {heading.text: heading.spot for heading in document.headings or ()}
        for row in document.rows():
            if isinstance(row, Trouble):
                continue
            record = interpreter.interpret(row, document.source).record
            for name in record.unread:
                spot = spots.get(name, record.spot)
                self._heading(name, lambda spot=spot: document.locate(spot))  # type: ignore[misc]
            for key, value in _values(record):
                if self._is_uncertain(key, value):
                    self._value(key, value, lambda spot=value.spot: document.locate(spot))  # type: ignore[misc]

    def _is_uncertain(self, key: str, value: Value) -> bool:
        field = self._vocabulary.fields[key]
        if not field.schemes or field.personal or value.default:
            return False
        approved = self._mapper.approved
        if approved is not None and approved.settles(value.text, field.schemes, key):
            return False
        if isinstance(value.term, Literal):
            return True
        best = next((mapping for mapping in value.candidates if mapping.concept == value.term), None)
        return best is not None and best.confidence < SURE

    def _value(self, key: str, value: Value, locate: Callable[[], Location]) -> None:
        field = self._vocabulary.fields[key]
        at = (key, " ".join(value.text.split()))
        self._counts[at] += 1
        if at not in self._found:
            self._found[at] = Item(at[1], key, field.label, field.schemes, 0, locate(), value.candidates[:CANDIDATES])

    def _heading(self, name: str, locate: Callable[[], Location]) -> None:
        approved = self._mapper.approved
        schemes = (self._headings,)
        text = " ".join(name.split())
        at = ("", text)
        if not text or (approved is not None and approved.settles(text, schemes)):
            return
        self._counts[at] += 1
        if at not in self._found:
            candidates = self._mapper.map(text, schemes, top=CANDIDATES)
            self._found[at] = Item(text, "", "", schemes, 0, locate(), candidates, heading=True)


def _values(holder: Record | Part) -> Iterator[tuple[str, Value]]:
    """Every value of a record or a part with the key of its field, in order."""
    for key, members in holder.fields.items():
        for member in members:
            if isinstance(member, Part):
                yield from _values(member)
            else:
                yield key, member
