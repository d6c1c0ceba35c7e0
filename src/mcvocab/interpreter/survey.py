"""Looks at a document before it is read: what each column means, and how its dates are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mcvocab.interpreter.content import Content
from mcvocab.interpreter.layout import Guess, Layout, Sample, order_of
from mcvocab.model import RDF_LANG_STRING
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.instructions import Instructions
    from mcvocab.interpreter.headings import Column, Headings
    from mcvocab.interpreter.values import Values
    from mcvocab.mapping import Mapper
    from mcvocab.model import Field
    from mcvocab.raw import Document, Heading
    from mcvocab.vocabulary import Vocabulary

_OFFERING = "offering"


class UnknownFieldError(LookupError):
    """A field was named that the language does not have; the text names it."""


class Surveyor:
    """Makes layouts.

    Args:
        vocabulary, mapper: the language.
        headings, values: how headings are resolved, and texts understood.
    """

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper, headings: Headings, values: Values) -> None:
        self._vocabulary, self._headings = vocabulary, headings
        self.content = Content(vocabulary, mapper, values)

    def plain(self, settled: Instructions) -> Layout:
        """The layout of what is no table, or of what nobody looked at.

        Raises:
            UnknownFieldError: where a value is given for a field that the language does not have.
        """
        order, reason = order_of(settled.language)
        defaults = tuple((self._column(name), text) for name, text in settled.set.items())
        columns = self._settled(settled.columns)
        return Layout(columns, language=settled.language, defaults=defaults, day_first=order, day_reason=reason)

    def survey(self, document: Document, settled: Instructions) -> Layout:
        """The layout of a document, by what is said of its file, by its headings, and by its first rows.

        Raises:
            UnknownFieldError: where a field is named that the language does not have.
        """
        plain = self.plain(settled)
        if document.headings is None:
            return plain
        columns = plain.columns
        sample = Sample.of(document)
        meant = {h.text: columns[h.text] if h.text in columns else self._named(h.text) for h in document.headings}
        guesses = tuple(self._guesses(document.headings, columns, meant, sample))
        unheaded = "" if any(meant.values()) else self._value_above(guesses)
        meant.update({guess.heading: guess.column for guess in guesses})
        shown, witness = sample.day_order(meant)
        known = {heading: column for heading, column in meant.items() if column is not None}
        return replace(
            plain,
            columns={**columns, **{guess.heading: guess.column for guess in guesses}},
            guesses=guesses,
            unheaded=unheaded,
            titles=frozenset(h for h, column in known.items() if column.field.marks in ("title", "identifier")),
            holders=dict(self._holders(known)),
            telling=frozenset(h for h, column in known.items() if self._tells(column.field)),
            further=frozenset(h for h, column in known.items() if _is_further(column.field)),
            is_table=True,
            width=len(document.headings),
            day_first=plain.day_first if shown is None else shown,
            day_reason=plain.day_reason if shown is None else witness,
        )

    def _column(self, name: str) -> Column:
        column = self._headings.resolve(name, None)
        if column is None:
            raise UnknownFieldError(f"There is no field “{name}”. “mcvocab fields” lists them all.")
        return column

    def _settled(self, columns: Mapping[str, str | None]) -> dict[str, Column | None]:
        return {heading: None if name is None else self._column(name) for heading, name in columns.items()}

    def _named(self, heading: str) -> Column | None:
        return None if self._headings.is_dismissed(heading) else self._headings.resolve(heading, None)

    def _guesses(
        self,
        headings: tuple[Heading, ...],
        settled: Mapping[str, Column | None],
        meant: Mapping[str, Column | None],
        sample: Sample,
    ) -> Iterator[Guess]:
        """The columns whose headings leave open what they are, and whose cells tell of a field that has no column."""
        taken = {key for column in meant.values() if column is not None for key in column.covered}
        found: list[tuple[Heading, Field, Guess]] = []
        for heading in headings:
            if (
                meant[heading.text] is not None
                or heading.text in settled
                or self._headings.is_dismissed(heading.text)
            ):
                continue
            kind = self.content.kind(sample.cells.get(heading.text, ()))
            # What may be one of several fields is left to people.
            if kind is None or len(kind.fields) != 1:
                continue
            column = self._column(kind.fields[0])
            open_ = kind.decides or self.content.leaves_open(heading.text, column.field)
            if open_ and taken.isdisjoint(column.covered):
                found.append((heading, column.field, Guess(heading.text, heading.spot, column, kind)))
        for _, field, guess in found:
            if [other.key for _, other, _ in found].count(field.key) == 1:
                yield guess

    def _value_above(self, guesses: tuple[Guess, ...]) -> str:
        """The first heading, where each of those that were guessed is itself a value like those below it."""
        alike = bool(guesses) and all(self.content.is_of(guess.kind, guess.heading) for guess in guesses)
        return guesses[0].heading if alike else ""

    def _holders(self, known: Mapping[str, Column]) -> Iterator[tuple[str, str]]:
        for heading, column in known.items():
            chain = self._headings.chain(column.field)
            if column.field.of == _OFFERING and chain:
                yield heading, chain[0]

    def _tells(self, field: Field) -> bool:
        """Whether a value tells of a run by itself: a date does, and a place; a price or a mode does not."""
        return (
            field.of == _OFFERING
            and len(self._headings.chain(field)) == 1
            and field.part is None
            and not field.schemes
        )


def _is_further(field: Field) -> bool:
    if field.part is not None:
        return field.many and field.of == _OFFERING
    return field.many and field.datatype == RDF_LANG_STRING and field.within is None and field.of != "award"
