"""The words in a provider's files whose meaning is not certain: where they stand, how often, what they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from mcvocab.inputs import Given, Skipped, gather
from mcvocab.interpreter import Interpreter
from mcvocab.mapping.decision import headings_scheme
from mcvocab.mapping.review import Item
from mcvocab.model import Literal, Location, Mapping, Part, Record, Value
from mcvocab.raw import Leaf, Row, Trouble
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.instructions import Instructions
    from mcvocab.interpreter.layout import Layout
    from mcvocab.mapping import Mapper
    from mcvocab.raw import Document
    from mcvocab.vocabulary import Vocabulary

SURE = 0.9
"""From this confidence on, an answer is not put before a person."""
CANDIDATES = 9
_LISTED = "\0listed"
_LIST_SUFFIX = ".txt"


class Uncertain:
    """Gathers what is not certain in files: headings, then values.

    A heading or a value is uncertain where it was not understood, or less surely than `SURE`; a heading also where
    only its column's content tells what it means. What people have decided is not.

    Args:
        vocabulary: the language.
        mapper: maps onto it, with the decisions that have been taken.
        language: the language of texts that do not say their own.
        instructions: what the provider has said of how their files are to be read.
    """

    def __init__(
        self, vocabulary: Vocabulary, mapper: Mapper, language: str = "", instructions: Iterable[Instructions] = ()
    ) -> None:
        self._vocabulary, self._mapper, self._language = vocabulary, mapper, language
        self._instructions = tuple(instructions)
        self._interpreter = Interpreter(vocabulary, mapper, language=language, instructions=self._instructions)
        self._headings = headings_scheme(vocabulary)
        self._found: dict[tuple[str, str], Item] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self.troubles: list[tuple[str, Trouble]] = []

    def items(self, given: Iterable[Given]) -> list[Item]:
        """The uncertain words, headings first, then by how often they occur.

        A text file of a single column without a heading is a list of words, one a line. Inputs that cannot be read
        are told in ``troubles``, each with its name.
        """
        for one in gather(given):
            if isinstance(one, Skipped):
                continue
            for document in one.documents():
                if isinstance(document, Trouble):
                    self.troubles.append((one.name, document))
                else:
                    self._document(document)
        return self.gathered()

    def words(self, name: str, texts: Iterable[str], schemes: Iterable[str] = ()) -> None:
        """Look through a plain list of words, one a line.

        Args:
            name: where they come from.
            texts: the words.
            schemes: the lists in which their concepts may stand; by default all but the fields of a record.
        """
        wanted = tuple(schemes) or tuple(slug for slug in self._vocabulary.schemes if slug != self._headings)
        for line, written in enumerate(texts, 1):
            text = " ".join(written.split())
            if not text or (self._mapper.approved is not None and self._mapper.approved.settles(text, wanted)):
                continue
            found = self._mapper.map(text, wanted, self._language, top=CANDIDATES)
            if not (found and found[0].accepted and found[0].confidence >= SURE):
                at = (_LISTED, text)
                self._counts[at] += 1
                self._found.setdefault(at, Item(text, "", "", wanted, 0, Location(name, line), found))

    def gathered(self) -> list[Item]:
        """What was found so far."""
        counted = [replace(item, count=self._counts[key]) for key, item in self._found.items()]
        return sorted(counted, key=lambda item: (not item.heading, -item.count))

    def _document(self, document: Document) -> None:
        interpreter = self._interpreter
        spots = {heading.text: heading.spot for heading in document.headings or ()}
        layout = interpreter.survey(document)
        if (
            len(spots) == 1
            and document.source.file.endswith(_LIST_SUFFIX)
            and not interpreter.columns(document, layout)
        ):
            cells = (row.branch.entries for row in document.rows() if isinstance(row, Row))
            below = (tree.text for entries in cells for _, tree in entries if isinstance(tree, Leaf))
            self.words(document.source.file, (*spots, *below))
            return
        doubtful = self._doubtful(document, layout)
        for row in interpreter.rows(document, layout):
            if isinstance(row, Trouble):
                continue
            for heading, tree in row.branch.entries if doubtful else ():
                if heading in doubtful and isinstance(tree, Leaf) and tree.text.strip():
                    item = doubtful[heading]
                    self._counts["", item.text] += 1
                    self._found.setdefault(("", item.text), item)
            record = interpreter.interpret(row, document.source, layout).record
            for name in record.unread:
                spot = spots.get(name, record.spot)
                self._heading(name, lambda spot=spot: document.locate(spot))  # type: ignore[misc]
            for key, value in _values(record):
                if self._is_uncertain(key, value):
                    self._value(key, value, lambda spot=value.spot: document.locate(spot))  # type: ignore[misc]

    def _doubtful(self, document: Document, layout: Layout) -> dict[str, Item]:
        """The headings that are read as a field, but not surely."""
        approved, schemes = self._mapper.approved, (self._headings,)
        guessed = {guess.heading: guess for guess in layout.guesses}
        found: dict[str, Item] = {}
        for heading in document.headings or ():
            text = " ".join(heading.text.split())
            if approved is not None and approved.settles(text, schemes):
                continue
            candidates = self._mapper.map(text, schemes, top=CANDIDATES)
            if (guess := guessed.get(heading.text)) is not None:
                field = guess.column.field
                note = f"By its content: {guess.kind}."
                told = Mapping(text, field.iri, field.label, self._headings, "skos:relatedMatch", note=note)
                candidates = (told, *(one for one in candidates if one.concept != field.iri))[:CANDIDATES]
            elif not self._is_doubtful(heading.text, candidates, layout):
                continue
            label = next(self._vocabulary.concepts[one.concept].label for one in candidates if one.concept)
            found[heading.text] = Item(
                text, "", label, schemes, 0, document.locate(heading.spot), candidates, heading=True
            )
        return found

    def _is_doubtful(self, heading: str, candidates: tuple[Mapping, ...], layout: Layout) -> bool:
        """Whether a heading is read by the mapper alone, and not surely."""
        column = None if heading in layout.columns else self._interpreter.headings.resolve(heading, None)
        if column is None or column.others or heading in self._vocabulary.fields or not candidates:
            return False
        best = candidates[0]
        return best.accepted and best.concept == column.field.iri and best.confidence < SURE

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
