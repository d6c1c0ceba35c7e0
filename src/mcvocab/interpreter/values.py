"""What a text means in a field: a concept, a typed literal, a composite of several, or nothing we understand.

Mapping never makes a finding: a text that is not understood stays as written, and the field's rule reports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mcvocab import quantities
from mcvocab.expression import expression
from mcvocab.model import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Field, Implication, Literal, Mapping, Term
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

ABSOLUTE_IRI = expression(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
WEB_ADDRESS = expression(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
BULLET = expression(r"^\s*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
EXACT = "skos:exactMatch"
# These part texts whatever stands between them; a comma, a slash or “and” may be part of a name.
HARD_SEPARATORS = frozenset({";", "|", "\n"})


_ADDRESS = expression(r"https?://[^\s/]+/\S{3,}\Z").match


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

    @property
    def is_exact(self) -> bool:
        """Whether the piece is the same as what it was understood as, not merely a case of it."""
        return self.understood and (not self.candidates or self.candidates[0].predicate == EXACT)


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
            XSD + "boolean": self._yes_or_no,
        }

    def is_placeholder(self, text: str) -> bool:
        """Whether a text stands for a missing value, such as “TBC”."""
        return text.strip().casefold() in self._vocabulary.placeholders

    @cached_property
    def _addresses(self) -> list[str]:
        """The addresses of all concepts, ours and those that outside lists give them."""
        outside = (label.text for label, _ in self._vocabulary.labels() if label.kind == "iri")
        return [*self._vocabulary.concepts, *outside]

    def near_address(self, text: str) -> str | None:
        """The known address that a text is nearly, but not quite: a letter or two are wrong."""
        written = text.strip()
        if not _ADDRESS(written):
            return None
        from difflib import get_close_matches

        alike = [known for known in self._addresses if abs(len(known) - len(written)) <= 2 and known != written]
        near = get_close_matches(written, alike, n=1, cutoff=1 - 2.5 / len(written))
        return near[0] if near else None

    def answer(self, text: str, asked: Implication) -> IRI | None:
        """What yes or no means under a heading that asks."""
        said = self._yes_or_no(text)
        return asked.yes if said == "true" else asked.no if said == "false" else None

    def _yes_or_no(self, text: str) -> str | None:
        word = text.strip().casefold()
        if word in self._vocabulary.affirmative:
            return "true"
        return "false" if word in self._vocabulary.negative else None

    def _understand(
        self, field: Field, text: str, scheme: str | None = None, language: str = ""
    ) -> tuple[Piece, ...]:
        """The values that a text gives to a field, or to the fields it belongs to instead."""
        if field.datatype == RDF_LANG_STRING:
            return self._whole(field, text, scheme, language)
        decided = self._decided(field, text, scheme, language)
        if decided:
            return decided
        lines = tuple(self._split(field, text, hard=True))
        if len(lines) > 1:
            return tuple(
                replace(piece, group=n)
                for n, line in enumerate(lines)
                for piece in self._understand(field, line, scheme, language)
            )
        whole = self._whole(field, text, scheme, language)
        # A composite says more: “SCQF Level 8 (20 credits)” is a level, but it is credit at a level as well.
        for other in (self._fields[key] for key in field.elsewhere):
            composite = self._whole(other, text, None, language) if other.quantity else ()
            if len(composite) > 1 and all(piece.understood for piece in composite):
                return composite
        if whole and all(piece.is_exact for piece in whole):
            return whole
        return self._several(field, text, scheme, language) or self._moved(field, text, language) or whole

    def _decided(self, field: Field, text: str, scheme: str | None, language: str) -> tuple[Piece, ...]:
        """What people have approved for the whole text, before it is taken apart; nothing where they have not."""
        holder = self._fields[field.leading] if field.part is not None and field.leading else field
        schemes = (scheme,) if scheme else holder.schemes
        approved = self._mapper.approved
        if approved is None or not schemes or not approved.settles(text, schemes, holder.key):
            return ()
        candidates = self._mapper.map(text, schemes, language, kinds=holder.kinds, field=holder.key)
        best = candidates[0] if candidates else None
        if best is None or best.concept is None or not best.accepted:
            return (Piece(holder.key, text, Literal(text.strip()), candidates),)
        kind = self._vocabulary.concepts[best.concept].kind
        others = (key for key in holder.elsewhere if kind in self._fields[key].kinds)
        home = next(others, holder.key) if self._elsewhere(holder, best.concept) else holder.key
        return (Piece(home, text, best.concept, candidates),)

    def _several(self, field: Field, text: str, scheme: str | None, language: str) -> tuple[Piece, ...]:
        """The values on one line: several levels, or a list in which a comma, a slash or “and” parts known words."""
        levels = self._levels(field, text) if field.many and field.schemes else ()
        split = tuple(self._split(field, text))
        if levels or len(split) < 2:
            return levels
        pieces = tuple(
            replace(piece, group=n if field.part else 0)
            for n, part in enumerate(split)
            for piece in self._whole(field, part, scheme, language)
        )
        # A list of known words and nothing else; otherwise the line is reported once, as it was written.
        return pieces if all(piece.understood for piece in pieces) else ()

    def _moved(self, field: Field, text: str, language: str) -> tuple[Piece, ...]:
        """What the text is to a field it belongs to rather than this one."""
        whole = self._whole(field, text, None, language)
        if any(piece.understood for piece in whole):
            return ()
        for key in [key for key in field.elsewhere if not self._fields[key].quantity]:
            moved = self._whole(self._fields[key], text, None, language)
            if all(piece.is_exact for piece in moved):
                return moved
        return ()

    def _levels(self, field: Field, text: str) -> tuple[Piece, ...]:
        """Several levels of one framework written as one: “SCQF 7/8”, “SCQF levels 7-9”."""
        mentions = quantities.read_levels(text)
        if len(mentions) < 2 or not all(mention.framework for mention in mentions):
            return ()
        named = [f"{mention.framework} {mention.number}" for mention in mentions]
        pieces = tuple(self._concept(field, name, field.schemes, "") for name in named)
        return pieces if all(piece.understood for piece in pieces) else ()

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
        candidates = self._mapper.map(text, schemes, language, kinds=field.kinds, field=field.key)
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
        holder = self._fields.get(field.within or "")
        written = field.separators or (holder.separators if holder is not None and holder.many else ())
        separators = [s for s in written if s in HARD_SEPARATORS or not hard]
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
        points, system = (self._members[(field.key, key)] for key in ("points", "system"))
        level = self._members.get((field.key, "level"))
        if text.strip().casefold() in self._vocabulary.negative:
            return (Piece(points.key, text, Literal("0", XSD + "decimal")),)
        pieces: list[Piece] = []
        for group, credit in enumerate(quantities.read_credits(text)):
            pieces.append(Piece(points.key, text, Literal(credit.points, XSD + "decimal"), (), group))
            if credit.level is not None:
                if level is None:
                    return ()  # this part holds no level: the text stays whole, and the rule of the points speaks
                # “20 SCQF credits at level 7” names the framework by the system, and the other way round below.
                named = f"{credit.level.framework or credit.system} {credit.level.number}".strip()
                pieces.append(self._grouped(level, named, group))
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
