"""What a text means in a field: a concept, a typed literal, a composite of several, or nothing we understand.

Mapping never makes a finding: a text that is not understood stays as written, and the field's rule reports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mcvocab import quantities
from mcvocab.model import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Field, Literal, Mapping, Term

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
# These part texts whatever stands between them; a comma, a slash or “and” may be part of a name.
HARD_SEPARATORS = frozenset({";", "|", "\n"})


@dataclass(frozen=True, slots=True)
class Piece:
    """What a text, or a piece of it, was understood as: a value of a field, in the n-th part that the text gives."""

    field: str
    text: str
    term: Term
    candidates: tuple[Mapping, ...] = ()
    group: int = 0

    @property
    def understood(self) -> bool:
        """Whether the piece became more than its own text."""
        return self.term != Literal(self.text.strip())


class Values:
    """Understands texts; distinct texts are remembered, within bounds."""

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper) -> None:
        self._vocabulary = vocabulary
        self._fields = vocabulary.fields
        self._mapper = mapper
        self._members = {
            (field.within, field.part_key): field for field in self._fields.values() if field.within is not None
        }
        self.understand = lru_cache(maxsize=8192)(self._understand)
        self._readers: dict[str, Callable[[Field, str], tuple[Piece, ...]]] = {
            "credits": self._credits,
            "money": self._money,
            "amount": self._amount,
            "hours": self._hours,
        }
        self._datatypes: dict[str, Callable[[str], str | None]] = {
            XSD + "decimal": quantities.read_number,
            XSD + "date": quantities.read_date,
            XSD + "anyURI": _web_address,
        }

    def is_placeholder(self, text: str) -> bool:
        """Whether a text stands for a missing value, such as “TBC”."""
        return text.strip().casefold() in self._vocabulary.placeholders

    def _understand(
        self, field: Field, text: str, scheme: str | None = None, language: str = ""
    ) -> tuple[Piece, ...]:
        """The values that a text gives to a field, or to the fields it belongs to instead."""
        whole = self._whole(field, text, scheme, language)
        if any(piece.understood for piece in whole) or field.datatype == RDF_LANG_STRING:
            return whole
        split = tuple(self._split(field, text))
        if len(split) > 1:
            pieces = tuple(
                Piece(p.field, p.text, p.term, p.candidates, n if field.part else 0)
                for n, part in enumerate(split)
                for p in self._understand(field, part, scheme, language)
            )
            if any(piece.understood for piece in pieces) or len(tuple(self._split(field, text, hard=True))) > 1:
                return pieces
        for key in field.elsewhere:
            moved = self._whole(self._fields[key], text, None, language)
            if all(piece.understood for piece in moved):
                return moved
        return whole

    def _whole(self, field: Field, text: str, scheme: str | None, language: str) -> tuple[Piece, ...]:
        """The text taken as one."""
        if field.quantity:
            found = self._readers[field.quantity](field, text)
            if found:
                return found
        if field.part is not None:
            leading = self._fields[field.leading] if field.leading else None
            return self._whole(leading, text, scheme, language) if leading else ()
        if field.schemes:
            return (self._concept(field, text, (scheme,) if scheme else field.schemes, language),)
        if field.datatype == RDF_LANG_STRING:
            texts = tuple(self._split(field, text)) if field.many else (text.strip(),)
            return tuple(Piece(field.key, t, _words(t, language)) for t in texts)
        if field.datatype is None or field.datatype == XSD_STRING:
            return (Piece(field.key, text, Literal(text.strip())),)
        return (self._literal(field, text),)

    def _literal(self, field: Field, text: str) -> Piece:
        read = self._datatypes.get(str(field.datatype))
        lexical = read(text) if read else None
        return Piece(
            field.key, text, Literal(text.strip()) if lexical is None else Literal(lexical, str(field.datatype))
        )

    def _concept(self, field: Field, text: str, schemes: tuple[str, ...], language: str) -> Piece:
        candidates = self._mapper.map(text, schemes, language, kinds=field.kinds)
        best = candidates[0] if candidates else None
        term: Term = Literal(text.strip())
        if best is not None and best.concept is not None and best.accepted:
            if not self._elsewhere(field, best.concept):
                term = best.concept
        elif WEB_ADDRESS.fullmatch(text.strip()):
            term = IRI(text.strip())
        return Piece(field.key, text, term, candidates)

    def _elsewhere(self, field: Field, concept: IRI) -> bool:
        """Whether a term is of a kind that another field holds rather than this one."""
        kind = self._vocabulary.concepts[concept].kind
        return kind not in field.kinds and any(kind in self._fields[key].kinds for key in field.elsewhere)

    def _split(self, field: Field, text: str, *, hard: bool = False) -> Iterator[str]:
        """The parts of a text between the field's separators; bullets fall away."""
        separators = [s for s in field.separators if s in HARD_SEPARATORS or not hard]
        pattern = "|".join(re.escape(s) for s in separators)
        for part in re.split(pattern, text) if pattern else [text]:
            bare = BULLET.sub("", part).strip()
            if bare:
                yield bare

    # --- quantities -----------------------------------------------------------------------------------

    def _hours(self, field: Field, text: str) -> tuple[Piece, ...]:
        hours = quantities.read_hours(text)
        return () if hours is None else (Piece(field.key, text, Literal(hours, XSD + "decimal")),)

    def _credits(self, field: Field, text: str) -> tuple[Piece, ...]:
        """Points, system and level, each given to the field with that key inside the part."""
        points, system, level = (self._members[(field.key, key)] for key in ("points", "system", "level"))
        pieces: list[Piece] = []
        for group, credit in enumerate(quantities.read_credits(text)):
            pieces.append(Piece(points.key, text, Literal(credit.points, XSD + "decimal"), (), group))
            if credit.level is not None:
                named = f"{credit.level.framework} {credit.level.number}".strip()
                pieces.append(self._grouped(level, named, group))
            # “20 credits at SCQF 7” names the system by the framework of the level.
            named = credit.system or (credit.level.framework if credit.level else "")
            if named and (piece := self._grouped(system, named, group)) and (piece.understood or credit.system):
                pieces.append(piece)
        return tuple(pieces)

    def _grouped(self, field: Field, text: str, group: int) -> Piece:
        piece = self._concept(field, text, field.schemes, "")
        return Piece(piece.field, piece.text, piece.term, piece.candidates, group)

    def _money(self, field: Field, text: str) -> tuple[Piece, ...]:
        money = quantities.read_money(text)
        if money is None:
            return ()
        amount, currency = (self._members[(field.key, key)] for key in ("amount", "currency"))
        pieces = [Piece(amount.key, text, Literal(money.amount, XSD + "decimal"))]
        if money.currency:
            pieces.append(self._grouped(currency, money.currency, 0))
        return tuple(pieces)

    def _amount(self, field: Field, text: str) -> tuple[Piece, ...]:
        """A number with its unit, the unit given to the field that holds it."""
        found = quantities.read_amount(text)
        if found is None:
            return ()
        pieces = [Piece(field.key, text, Literal(found.number, XSD + "decimal"))]
        if found.unit and field.unit is not None:
            unit = self._concept(self._fields[field.unit], found.unit, self._fields[field.unit].schemes, "")
            pieces.append(unit)
        return tuple(pieces)


def _words(text: str, language: str) -> Literal:
    return Literal(text, RDF_LANG_STRING, language) if language else Literal(text)


def _web_address(text: str) -> str | None:
    bare = text.strip()
    return bare if WEB_ADDRESS.fullmatch(bare) else None
