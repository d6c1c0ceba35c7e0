"""What to write instead of a text that was understood, so that everybody writes the same.

A correction changes the spelling and never the meaning: the new text is read again, and only where it gives the
same terms as the old one is it offered. Reading it a second time therefore changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mcvocab.expression import expression
from mcvocab.interpreter.splitting import HARD_SEPARATORS
from mcvocab.interpreter.values import LONGEST_REMEMBERED, REMEMBERED
from mcvocab.labels import fold
from mcvocab.mapping.reading import EXACT
from mcvocab.model import IRI, XSD, Concept, Edit, Field, Literal
from mcvocab.mojibake import mended

if TYPE_CHECKING:
    from mcvocab.interpreter.headings import Column
    from mcvocab.interpreter.pieces import Manner, Piece
    from mcvocab.interpreter.values import Values
    from mcvocab.vocabulary import Vocabulary

SURE = 0.9
"""An answer below this confidence is not rewritten without being asked."""

_INVISIBLE = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u2000-\u200a\u202f\u205f\u3000"
_EDGES = expression(rf"\A[{_INVISIBLE}]+|[{_INVISIBLE}]+\Z")
# What UTF-8 looks like where it was taken for Windows-1252: a lead byte, then as many others as it announces.
_HOST = expression(
    r"(?!https?)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
"""An address without its beginning; “httpswww.example.org” has one that lost its signs, and perhaps more of them."""
_WRITTEN_ONE_WAY = frozenset(XSD + name for name in ("date", "decimal", "integer"))
_ISO_DURATION = expression(r"P(?:T?\d+(?:\.\d+)?[A-Z])+")


class _Choice(NamedTuple):
    """A text to write, and whether writing it only changes the spelling."""

    text: str
    safe: bool = True


class _Names(NamedTuple):
    """The names of a concept.

    Attributes:
        preferred: the preferred labels, with their languages, by the label without regard to capitals.
        spoken: the languages in which a folded text is a label of any kind.
    """

    preferred: dict[str, tuple[str, str]]
    spoken: dict[str, set[str]]


class Corrections:
    """Corrects texts; distinct ones are remembered, within bounds."""

    def __init__(self, vocabulary: Vocabulary, values: Values) -> None:
        self._vocabulary, self._values = vocabulary, values
        self._known: dict[IRI, _Names] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._correct)

    def correct(self, column: Column, text: str, manner: Manner) -> Edit | None:
        """What to write instead of the whole text of a cell; None where it is well as it is."""
        ask = self._remembered if len(text) <= LONGEST_REMEMBERED else self._correct
        return ask(column, text, manner)

    def _correct(self, column: Column, text: str, manner: Manner) -> Edit | None:
        tidy = mended(trimmed(text))
        if not tidy or self._values.is_placeholder(tidy):
            return None
        choice = self._choice(column, tidy, manner)
        if choice is None or not self._says_the_same(column, tidy, choice.text, manner):
            choice = _Choice(tidy)
        return None if choice.text == text else Edit(text, choice.text, choice.safe)

    def _says_the_same(self, column: Column, old: str, new: str, manner: Manner) -> bool:
        if old == new:
            return True
        before, after = (self._read(column, text, manner) for text in (old, new))
        if column.field.datatype == XSD + "anyURI":
            return all(piece.understood for piece in after)
        before, after = (*before, *self._beside(column, old, manner)), (*after, *self._beside(column, new, manner))
        parts = column.field.part is not None or column.field.within is not None
        meant, said = ([(p.field, p.term, p.group if parts else 0) for p in pieces] for pieces in (before, after))
        return meant == said

    def _read(self, column: Column, text: str, manner: Manner) -> tuple[Piece, ...]:
        return self._values.understand(column.field, text, manner)

    def _beside(self, column: Column, text: str, manner: Manner) -> tuple[Piece, ...]:
        return self._values.beside(column.field, text, manner)

    def _choice(self, column: Column, text: str, manner: Manner) -> _Choice | None:
        """The first of the ways to write a text that is not worse than the text itself."""
        if column.implication and self._values.answer(text, column.implication) is not None:
            return None
        pieces = self._read(column, text, manner)
        if not pieces:
            return None
        if column.field.datatype == XSD + "anyURI":
            return _Choice(f"https://{text}") if not pieces[0].understood and _HOST.fullmatch(text) else None
        if not all(piece.understood for piece in pieces):
            return None
        if all(isinstance(piece.term, IRI) for piece in pieces):
            return self._concepts(column.field, text, pieces, manner.language)
        ways = list(self._ways(self._values.measured(column.field), text, pieces, self._beside(column, text, manner)))
        if not ways or text in ways:
            return None
        # What was told of a text, such as the order of a date, was concluded rather than written.
        safe = not any(piece.said for piece in pieces)
        return next((_Choice(way, safe) for way in ways if self._says_the_same(column, text, way, manner)), None)

    # --- concepts -------------------------------------------------------------------------------------

    def _concepts(self, field: Field, text: str, pieces: tuple[Piece, ...], language: str) -> _Choice | None:
        """The names of the concepts in place of the pieces that stood for them."""
        chosen = [self._name(piece, language) if self._belongs(piece) else None for piece in pieces]
        if any(choice is None for choice in chosen):
            return None
        choices = [choice for choice in chosen if choice is not None]
        safe = all(choice.safe for choice in choices)
        written, at = "", 0
        for piece, choice in zip(pieces, choices, strict=True):
            bare = trimmed(piece.text)
            start = text.find(bare, at)
            if start < 0:  # “SCQF 7/8” is two levels that are written as one
                separator = next(
                    (s for s in ("; ", "\n") if s.strip(" ") in HARD_SEPARATORS & set(field.separators)), ""
                )
                return _Choice(separator.join(c.text for c in choices), safe) if separator else None
            written += text[at:start] + choice.text
            at = start + len(bare)
        return _Choice(written + text[at:], safe)

    def _belongs(self, piece: Piece) -> bool:
        """Whether a concept is of a kind that its field holds; the right name of a wrong thing mends nothing."""
        concept = self._vocabulary.concepts.get(piece.term) if isinstance(piece.term, IRI) else None
        kinds = self._vocabulary.fields[piece.field].kinds
        return concept is None or not kinds or concept.kind in kinds

    def _name(self, piece: Piece, language: str) -> _Choice | None:
        """How to write the concept that a piece stands for; None where that would say more or less than the piece."""
        concept = self._vocabulary.concepts.get(piece.term) if isinstance(piece.term, IRI) else None
        bare = trimmed(piece.text)
        if concept is None:
            return _Choice(bare)  # the address of something in another list
        known = self._names(concept).preferred.get(bare.casefold())
        if bare in (concept.notation, str(concept.iri)) or (known and self._is_at_home(concept, known, language)):
            return _Choice(bare)
        answer = next((one for one in piece.candidates if one.concept == concept.iri), None)
        if answer is None or not answer.accepted or answer.predicate == "skos:broadMatch":
            return None
        safe = answer.predicate == EXACT and answer.confidence >= SURE
        if concept.notation and fold(bare).key == fold(concept.notation).key:
            return _Choice(concept.notation, safe)
        label = self._label(concept, bare, language)
        return _Choice(label, safe) if label else None

    def _is_at_home(self, concept: Concept, known: tuple[str, str], language: str) -> bool:
        """Whether a preferred label is of the language of the text, as far as that can be told."""
        label, of = known
        own = of.split("-")[0]
        if language:
            return own == language.split("-")[0]
        return own == "en" or "en" not in self._names(concept).spoken.get(fold(label).key, ())

    def _label(self, concept: Concept, text: str, language: str) -> str:
        """The preferred label in the language of the text; none where the language has none for a foreign word."""
        names, tag = self._names(concept), language.split("-")[0]
        if tag and tag != "en":
            return next((label for label, of in names.preferred.values() if of.split("-")[0] == tag), "")
        spoken = names.spoken.get(fold(text).key, ())
        if not spoken or "en" in spoken or "" in spoken:
            return concept.label
        return next((label for label, of in names.preferred.values() if of.split("-")[0] in spoken), "")

    def _names(self, concept: Concept) -> _Names:
        """The names of a concept: sought when a text of it is first corrected."""
        found = self._known.get(concept.iri)
        if found is None:
            found = self._known[concept.iri] = _Names({}, {})
            for label in self._vocabulary.labels_of(concept):
                if label.kind == "pref":
                    found.preferred.setdefault(label.text.casefold(), (label.text, label.language))
                if label.kind != "iri":
                    found.spoken.setdefault(fold(label.text).key, set()).add(label.language.split("-")[0])
        return found

    # --- numbers, dates, credit -----------------------------------------------------------------------

    def _ways(self, field: Field, text: str, pieces: tuple[Piece, ...], beside: tuple[Piece, ...]) -> Iterator[str]:
        """The ways to write a value that we would not change, the best first; none where we do not mind."""
        by_field = {piece.field: piece for piece in pieces}
        number = pieces[0].term.lexical if isinstance(pieces[0].term, Literal) else ""
        if field.quantity == "hours":
            if not _ISO_DURATION.fullmatch(text) and not _is_foreign(text):
                hours = f"{number} hour{'' if number == '1' else 's'}"
                # “10 weeks x 6 hours” says how long it runs, which is not to be lost.
                yield from (f"{hours} ({p.term.lexical})" for p in beside if isinstance(p.term, Literal))
                yield from (hours, number)
        elif field.quantity == "credits":
            yield from self._credit(pieces)
        elif field.quantity == "amount":
            unit = self._vocabulary.concepts.get(by_field[field.unit].term) if field.unit in by_field else None  # type: ignore[arg-type]
            yield from (
                (f"{number} {unit.label}{'' if number == '1' else 's'}", f"{number} {unit.label}") if unit else ()
            )
            yield number
        elif field.quantity in ("", "days") and len(pieces) == 1 and str(field.datatype) in _WRITTEN_ONE_WAY:
            yield number

    def _credit(self, pieces: tuple[Piece, ...]) -> Iterator[str]:
        """Points, system and level of one amount of credit, as the sector writes them."""
        if len({piece.group for piece in pieces}) > 1:
            return
        points = next((p.term.lexical for p in pieces if isinstance(p.term, Literal)), "")
        concepts = [self._vocabulary.concepts.get(p.term) for p in pieces if isinstance(p.term, IRI)]
        named = {concept.scheme: concept.label for concept in concepts if concept is not None}
        system = named.pop("credit-system", "")
        level = next(iter(named.values()), "")
        if level:
            yield from (f"{points} credits at {level}", f"{points} {system} at {level}")
        elif system:
            yield f"{points} {system}"
            yield f"{points} {system.removesuffix(' credits').removesuffix(' points')}"
        else:
            yield from (points, f"{points} credits", f"{points} credit")


def _is_foreign(text: str) -> bool:
    """Whether a text names its units of time in another language, in which it is well as it stands."""
    from mcvocab.quantities.tongues import in_english

    return in_english(text) is not None


def trimmed(text: str) -> str:
    r"""The text without blanks at its ends, those included that nobody sees.

    >>> trimmed("\u00a0 SCQF level 7 \u200b")
    'SCQF level 7'
    """
    return _EDGES.sub("", text)
