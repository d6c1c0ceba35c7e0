"""What a text means in a field: a concept, a typed literal, a composite of several, or nothing we understand.

Mapping never makes a finding: a text that is not understood stays as written, and the field's rule reports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.interpreter.measures import Measures
from mcvocab.interpreter.pieces import PLAIN, Manner, Piece, in_language
from mcvocab.interpreter.splitting import HARD_SEPARATORS, ends, items, listed, split, without_lead
from mcvocab.model import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Field, Implication, Literal, Mapping, Term
from mcvocab.quantities.levels import read_levels
from mcvocab.quantities.numbers import read_number
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

ABSOLUTE_IRI = expression(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
WEB_ADDRESS = expression(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_CODE = expression(r"[^\W\d_]+(?:_[^\W\d_]+)+")
_LONGEST_SIGN = 4
_ADDRESS = expression(r"https?://[^\s/]+/\S{3,}\Z")


REMEMBERED, LONGEST_REMEMBERED = 2048, 500
"""How many texts are remembered with what they mean, and of how many characters: longer ones are prose, which seldom
comes back, and would fill the memory."""


class Values:
    """Understands texts; distinct texts are remembered, within bounds."""

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper) -> None:
        self._vocabulary = vocabulary
        self._fields = vocabulary.fields
        self._mapper = mapper
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._suggest)
        self._besides = lru_cache(maxsize=REMEMBERED)(self._beside)
        self._measures = Measures(vocabulary, self._concept, self._literal)
        self._datatypes: dict[str, Callable[[str], str | None]] = {
            XSD + "decimal": read_number,
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
        if not _ADDRESS.match(written):
            return None
        from difflib import get_close_matches

        alike = [known for known in self._addresses if abs(len(known) - len(written)) <= 2 and known != written]
        near = get_close_matches(written, alike, n=1, cutoff=1 - 2.5 / len(written))
        return near[0] if near else None

    def is_sign_of(self, text: str, term: Term) -> bool:
        """Whether a text is but a part of the signs of a concept, as “$” is of “A$” and “US$”."""
        sign = text.strip()
        if not sign or sign.isalnum() or not isinstance(term, IRI):
            return False
        return sign in self._signs.get(term, "")

    @cached_property
    def _signs(self) -> dict[IRI, str]:
        """The names of a concept that hold more than letters and digits, such as “A$”."""
        found: dict[IRI, str] = {}
        schemes = [scheme for field in self._fields.values() if field.within for scheme in field.schemes]
        for label, concept in self._vocabulary.labels(schemes):
            if label.kind != "iri" and len(label.text) <= _LONGEST_SIGN and not label.text.isalnum():
                found[concept.iri] = f"{found.get(concept.iri, '')} {label.text}"
        return found

    def answer(self, text: str, asked: Implication) -> IRI | None:
        """What yes or no means under a heading that asks."""
        said = self._yes_or_no(text)
        return asked.yes if said == "true" else asked.no if said == "false" else None

    def denies(self, text: str, asked: Implication) -> bool:
        """Whether a text says no under a heading that asks for one thing alone: there is none."""
        return asked.yes is not None and asked.no is None and self._yes_or_no(text) == "false"

    def _yes_or_no(self, text: str) -> str | None:
        word = text.strip().casefold()
        if word in self._vocabulary.affirmative:
            return "true"
        return "false" if word in self._vocabulary.negative else None

    def understand(self, field: Field, text: str, manner: Manner = PLAIN) -> tuple[Piece, ...]:
        """The values that a text gives to a field, or to the fields it belongs to instead."""
        ask = self._remembered if len(text) <= LONGEST_REMEMBERED else self._suggest
        return ask(field, text, manner)

    def known(self, field: Field, text: str, manner: Manner = PLAIN) -> tuple[Piece, ...]:
        """The same without suggestions for what is not understood, which take the most time."""
        return self._understand(field, text, manner)

    def _suggest(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        return tuple(self._with_suggestions(piece, manner) for piece in self._understand(field, text, manner))

    def _with_suggestions(self, piece: Piece, manner: Manner) -> Piece:
        field = self._fields[piece.field]
        if piece.candidates or not field.schemes or not isinstance(piece.term, Literal):
            return piece
        schemes = (manner.scheme,) if manner.scheme and manner.scheme in field.schemes else field.schemes
        near = self._mapper.map(piece.text, schemes, manner.language, kinds=field.kinds, field=field.key)
        return replace(piece, candidates=near) if near else piece

    def beside(self, field: Field, text: str, manner: Manner = PLAIN) -> tuple[Piece, ...]:
        """What a text says besides what its field holds: how long it runs, where the text is a workload.

        Hours that stand with a duration are not said to be all the work there is: they are told, with ``said``, and
        give no value. Where the heading says that the column holds hours, its caller knows better.
        """
        return self._besides(field, text, manner) if field.beside else ()

    def _beside(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        from mcvocab.quantities.effort import read_effort

        effort = read_effort(text)
        other = self._fields[field.beside]
        if effort is None:
            return ()
        if other.quantity == "duration":
            return (Piece(other.key, text, in_language(effort.duration, manner.language)),) if effort.duration else ()
        if not effort.spoken or read_number(text) is not None:
            return ()
        # Where every duration of a table is hours and nothing else, that is one thing to say, whatever the numbers.
        told = effort.spoken if effort.duration else ""
        return (Piece(other.key, text, Literal(told), said="workload-in-duration"),)

    def added_up(self, rate: str, span: str) -> tuple[Mapping, ...]:
        """The hours in all of hours a week, or a day, for so many weeks, to choose from.

        Hours a week are told in one place and the weeks in another: nobody has said that the one holds for all of
        the other, so it is offered and not read.
        """
        from mcvocab.quantities.effort import read_effort, spoken_span

        effort = read_effort(f"{spoken_span(span)}; {rate}")
        if effort is None:
            return ()
        found = dict.fromkeys(hours for hours in (effort.least, effort.most) if hours)
        return tuple(
            Mapping(rate, label=f"{hours} hours", note=f"That is what it comes to in “{span.strip()}”.")
            for hours in found
        )

    def measured(self, field: Field) -> Field:
        """The part that a field leads, which reads its texts: a column of points may hold “20 SCQF credits”."""
        holder = self._fields.get(field.within or "")
        return holder if holder is not None and holder.quantity and holder.leading == field.key else field

    def _understand(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        field = self.measured(field)
        if field.datatype == RDF_LANG_STRING:
            return self._whole(field, text, manner)
        decided = self._decided(field, text, manner)
        if decided:
            return decided
        if field.quantity == "contact" and (one := self._measures.contact(field, text, manner)) and _is_one(one):
            return one
        lines = tuple(self._split(field, text, hard=True))
        if len(lines) > 1:
            return tuple(
                replace(piece, group=n)
                for n, line in enumerate(lines)
                for piece in self._understand(field, line, manner)
            )
        whole = self._whole(field, text, manner)
        # A composite says more: “SCQF Level 8 (20 credits)” is a level, but it is credit at a level as well.
        for other in (self._fields[key] for key in field.elsewhere):
            composite = self._whole(other, text, manner._replace(scheme=None)) if other.quantity else ()
            if len(composite) > 1 and all(piece.understood for piece in composite):
                return composite
        if whole and all(piece.is_exact for piece in whole):
            return whole
        found = self._several(field, text, manner) or self._moved(field, text, manner)
        return found or self._coded(field, text, manner) or self._between(field, text, manner, whole) or whole

    def _between(self, field: Field, text: str, manner: Manner, whole: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Both ends of a range of words, such as “básico → avanzado”, where nothing is known of it as a whole."""
        parts = ends(text) if field.many and field.schemes and not field.quantity else ()
        if not parts or any(piece.understood for piece in whole):
            return ()
        pieces = tuple(piece for part in parts for piece in self._whole(field, part, manner))
        return pieces if all(piece.is_nearly_exact for piece in pieces) else ()

    def _coded(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """The values of several words that a program has joined: “beginner_to_intermediate”."""
        if not field.schemes or not _CODE.fullmatch(text.strip()):
            return ()
        pieces = self._understand(field, text.replace("_", " "), manner)
        return pieces if len(pieces) > 1 and all(piece.understood for piece in pieces) else ()

    def _decided(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """What people have approved for the whole text, before it is taken apart; nothing where they have not."""
        holder = self._fields[field.leading] if field.part is not None and field.leading else field
        schemes = (manner.scheme,) if manner.scheme else holder.schemes
        approved = self._mapper.approved
        if approved is None or not schemes or not approved.settles(text, schemes, holder.key):
            return ()
        candidates = self._mapper.map(text, schemes, manner.language, kinds=holder.kinds, field=holder.key)
        best = candidates[0] if candidates else None
        if best is None or best.concept is None or not best.accepted:
            return (Piece(holder.key, text, Literal(text.strip()), candidates),)
        kind = self._vocabulary.concepts[best.concept].kind
        others = (key for key in holder.elsewhere if kind in self._fields[key].kinds)
        home = next(others, holder.key) if self._elsewhere(holder, best.concept) else holder.key
        return (Piece(home, text, best.concept, candidates),)

    def _several(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """The values on one line: several levels, or a list in which a comma, a slash or “and” parts known words."""
        levels = self._levels(field, text) if field.many and field.schemes else ()
        if levels:
            return levels
        ways = [tuple(self._split(field, text))]
        if (field.many and field.schemes) or field.quantity == "days":
            ways.append(tuple(listed(text)))
        for way in ways:
            pieces = tuple(
                replace(piece, group=n if field.part or field.quantity == "days" else 0)
                for n, part in enumerate(way)
                for piece in self._whole(field, part, manner)
            )
            # A list of known words and nothing else; otherwise the line is reported once, as it was written.
            if len(way) > 1 and all(piece.understood for piece in pieces):
                return pieces
        return ()

    def _moved(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """What the text is to a field it belongs to rather than this one."""
        if not field.kinds and text.strip().casefold() in self._vocabulary.everyday:
            return ()  # “flexible” says little of how people study where it stands under another heading
        manner = manner._replace(scheme=None)
        whole = self._whole(field, text, manner)
        if any(piece.understood for piece in whole):
            return ()
        for key in [key for key in field.elsewhere if not self._fields[key].quantity]:
            other = self._fields[key]
            for moved in (self._whole(other, text, manner), self._several(other, text, manner)):
                if moved and all(piece.is_nearly_exact for piece in moved):
                    return moved
        return ()

    def _levels(self, field: Field, text: str) -> tuple[Piece, ...]:
        """Several levels of one framework written as one: “SCQF 7/8”, “SCQF levels 7-9”."""
        mentions = read_levels(text)
        if len(mentions) < 2 or not all(mention.framework for mention in mentions):
            return ()
        named = [f"{mention.framework} {mention.number}" for mention in mentions]
        pieces = tuple(self._concept(field, name, field.schemes, "") for name in named)
        return pieces if all(piece.understood for piece in pieces) else ()

    def _whole(self, field: Field, text: str, manner: Manner) -> tuple[Piece, ...]:
        """The text taken as one."""
        if field.quantity:
            found = self._measures.read(field, text, manner)
            if found:
                return found
        if field.part is not None:
            leading = self._fields[field.leading] if field.leading else None
            return self._whole(leading, text, manner) if leading else ()
        if field.schemes:
            schemes = (manner.scheme,) if manner.scheme else field.schemes
            return (self._concept(field, text, schemes, manner.language),)
        if field.datatype == RDF_LANG_STRING:
            texts = self._items(field, text) if field.many else [text.strip()]
            return tuple(Piece(field.key, t, in_language(t, manner.language)) for t in texts)
        if field.datatype is None or field.datatype == XSD_STRING:
            return (Piece(field.key, text, Literal(text.strip())),)
        if field.datatype == XSD + "date":
            return self._measures.days(field, text, manner)
        return (self._literal(field, text),)

    def _literal(self, field: Field, text: str) -> Piece:
        read = self._datatypes.get(str(field.datatype))
        lexical = read(text) if read else None
        return Piece(
            field.key, text, Literal(text.strip()) if lexical is None else Literal(lexical, str(field.datatype))
        )

    def _concept(self, field: Field, text: str, schemes: tuple[str, ...], language: str) -> Piece:
        kinds, key = field.kinds, field.key
        candidates = self._mapper.map(text, schemes, language, kinds=kinds, field=key, nearest=False)
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

    def _split(self, field: Field, text: str, *, hard: bool = False) -> list[str]:
        """The parts of a text between the field's separators; bullets fall away."""
        return list(split(text, [s for s in self._separators(field) if s in HARD_SEPARATORS or not hard]))

    def _separators(self, field: Field) -> tuple[str, ...]:
        holder = self._fields.get(field.within or "")
        return field.separators or (holder.separators if holder is not None and holder.many else ())

    def _items(self, field: Field, text: str) -> list[str]:
        """The texts of a field that holds many, by separators, numbers and bullets, without what leads up to them."""
        whole = items(text) if "\n" not in text else []
        if len(whole) > 1:
            return without_lead(whole)
        parts = split(text, self._separators(field), bullets=True)
        return without_lead([item for part in parts for item in items(part)])


def _web_address(text: str) -> str | None:
    bare = text.strip()
    return bare if WEB_ADDRESS.fullmatch(bare) else None


def _is_one(pieces: tuple[Piece, ...]) -> bool:
    """Whether the pieces of a contact are one person or office: nothing occurs twice, and the name is one name."""
    return all(piece.group == 0 for piece in pieces) and not any(
        separator in piece.text for piece in pieces for separator in HARD_SEPARATORS
    )
