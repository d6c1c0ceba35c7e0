"""What a text says in its column: the values that it holds, and what there is to tell of how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcvocab.interpreter.pieces import Manner, Piece
from mcvocab.interpreter.values import LONGEST_REMEMBERED, REMEMBERED
from mcvocab.model import RDF_LANG_STRING, XSD_STRING, Literal
from mcvocab.mojibake import mended
from mcvocab.quantities.money import untaxed
from mcvocab.quantities.numbers import read_number
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.interpreter.headings import Column
    from mcvocab.interpreter.layout import Layout
    from mcvocab.interpreter.values import Values
    from mcvocab.raw import Leaf
    from mcvocab.vocabulary import Vocabulary

_TEXTS = (RDF_LANG_STRING, XSD_STRING)

_Key: TypeAlias = "tuple[int, int, str, str, str, str]"
"""A text: its column and layout, what it says and means, its language and its datatype."""


class Read(NamedTuple):
    """A text as it was read.

    Attributes:
        pieces: the values that it holds; none where it stands for a missing value.
        told: what there is to tell of it: codes of reading rules, and what fills their templates.
    """

    pieces: tuple[Piece, ...]
    told: tuple[tuple[str, Mapping[str, str]], ...] = ()


class Texts:
    """Reads texts, and remembers what they say within bounds.

    Args:
        vocabulary: the language.
        values: what understands a text.
    """

    def __init__(self, vocabulary: Vocabulary, values: Values) -> None:
        self._vocabulary, self._values = vocabulary, values
        self._known: dict[_Key, tuple[Read, Column, Layout]] = {}

    def read(self, column: Column, leaf: Leaf, layout: Layout) -> Read:
        """What a text says in its column.

        Columns and layouts are told apart by identity, which costs nothing; what is remembered keeps them alive, so
        that no other one can come to have the same.
        """
        if len(leaf.text) > LONGEST_REMEMBERED:
            return self._read(column, leaf, layout)
        key = id(column), id(layout), leaf.text, leaf.meaning, leaf.language, leaf.datatype
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._read(column, leaf, layout), column, layout
        return known[0]

    def manner(self, column: Column, leaf: Leaf, layout: Layout) -> Manner:
        """How a text is to be understood."""
        scheme = column.implication.scheme if column.implication else None
        language = leaf.language or column.language or layout.language
        return Manner(scheme, language, layout.day_first, layout.is_table)

    def _read(self, column: Column, leaf: Leaf, layout: Layout) -> Read:
        stripped = leaf.text.strip()
        if not stripped:
            return Read(())
        if self._values.is_placeholder(stripped):
            return Read((), (("placeholder-as-value", {"value": stripped, "field": column.field.label}),))
        pieces = self._meant(column, leaf, layout) or self._pieces(column, leaf, layout)
        return Read(pieces, tuple(self._told(column, leaf, layout, pieces)))

    def _told(
        self, column: Column, leaf: Leaf, layout: Layout, pieces: tuple[Piece, ...]
    ) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What is to be told of how a text was read."""
        field, stripped = column.field, leaf.text.strip()
        if (meant := mended(leaf.text)) != leaf.text:
            shown = {"value": stripped, "other": meant.strip()} if not field.personal else {}
            yield "text-garbled", {"field": field.label, **shown}
        yield from self.told_of(pieces, layout)
        if field.schemes and not any(piece.term in self._vocabulary.concepts for piece in pieces):
            near = self._values.near_address(leaf.text)
            if near is not None:
                yield "address-misspelt", {"value": stripped, "other": near}

    def told_of(self, pieces: tuple[Piece, ...], layout: Layout) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What is to be told of how pieces were read."""
        for code, piece in {piece.said: piece for piece in pieces if piece.said}.items():
            day = piece.term.lexical if isinstance(piece.term, Literal) else ""
            order = "day" if layout.day_first else "month"
            details = {"value": piece.text, "found": day, "expected": order, "other": layout.day_reason}
            yield code, details | {"field": self._vocabulary.fields[piece.field].label}

    def _meant(self, column: Column, leaf: Leaf, layout: Layout) -> tuple[Piece, ...]:
        """What the format of the file says that a value means, where that is understood."""
        if not leaf.meaning:
            return ()
        pieces = self._pieces(column, replace(leaf, text=leaf.meaning), layout)
        if column.field.datatype not in _TEXTS and not all(map(self._is_known, pieces)):
            # “3” of “3 h/week” is not the hours: an amount is told with all that belongs to it, or not at all.
            return pieces if column.field.quantity else ()
        # Only in this format does the text mean that, so it is no mapping of the text.
        return tuple(replace(piece, text=leaf.text, candidates=()) for piece in pieces)

    def _is_known(self, piece: Piece) -> bool:
        return piece.understood and (isinstance(piece.term, Literal) or piece.term in self._vocabulary.concepts)

    def _pieces(self, column: Column, leaf: Leaf, layout: Layout) -> tuple[Piece, ...]:
        field = column.field
        if leaf.datatype and field.datatype not in _TEXTS:
            # RDF states its own datatypes; an ill-typed literal stays as it is.
            return (Piece(field.key, leaf.text, Literal(leaf.text, leaf.datatype)),)
        implied = column.implication
        answer = self._values.answer(leaf.text, implied) if implied else None
        if answer is not None:
            return (Piece(field.leading or field.key, leaf.text, answer),)
        if implied and self._values.denies(leaf.text, implied):
            return ()
        manner = self.manner(column, leaf, layout)
        measured = in_unit(column, leaf.text)
        pieces = self._values.understand(field, measured, manner)
        return pieces if measured == leaf.text else tuple(replace(piece, text=leaf.text) for piece in pieces)


def in_unit(column: Column, text: str) -> str:
    """A bare number with the unit that its heading names, a price with the tax; any other text as it is."""
    if column.net:
        return untaxed(text)
    return f"{text.strip()} {column.unit}" if column.unit and read_number(text) is not None else text
