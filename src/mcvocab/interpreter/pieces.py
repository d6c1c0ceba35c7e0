"""What a text comes to: pieces, each the value of one field, and the manner in which the text was read."""

from __future__ import annotations

from typing import NamedTuple

from mcvocab.mapping.reading import CLOSE, EXACT
from mcvocab.model import RDF_LANG_STRING, Literal, Mapping, Term
from mcvocab.values import dataclass


class Manner(NamedTuple):
    """How a text is to be read, as far as its surroundings tell.

    Attributes:
        scheme: the scheme to read it in; None for those of its field.
        language: its language tag; empty where it is not known.
        day_first: whether “03/04/2026” puts the day first; None where nothing tells.
        is_table: whether it stands in a table, where a bare number may be a day as spreadsheets count them.
    """

    scheme: str | None = None
    language: str = ""
    day_first: bool | None = None
    is_table: bool = False


PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Piece:
    """What a text, or a piece of it, was understood as: a value of a field, in the n-th part that the text gives.

    ``said`` is the code of the reading rule that tells how it was read, where that is worth telling.
    """

    field: str
    text: str
    term: Term
    candidates: tuple[Mapping, ...] = ()
    group: int = 0
    said: str = ""

    @property
    def understood(self) -> bool:
        """Whether the piece became more than its own text."""
        return self.term != Literal(self.text.strip())

    @property
    def is_exact(self) -> bool:
        """Whether the piece is the same as what it was understood as, not merely a case of it."""
        return self.understood and (not self.candidates or self.candidates[0].predicate == EXACT)

    @property
    def is_nearly_exact(self) -> bool:
        """The same, but that it may be misspelt or in another language."""
        return self.understood and (not self.candidates or self.candidates[0].predicate in (EXACT, CLOSE))


def in_language(text: str, language: str) -> Literal:
    """A text, in its language where that is known."""
    return Literal(text, RDF_LANG_STRING, language) if language else Literal(text)
