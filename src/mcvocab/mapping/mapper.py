"""The mapper: a local word goes through the steps until one of them knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial, wraps
from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping import (
    abbreviation,
    amount,
    bracket,
    coordination,
    core,
    cover,
    head,
    heading,
    leveled,
    lexical,
    mention,
    number,
    order,
    spelling,
    translation,
)
from mcvocab.mapping.calibration import SUREST, UNDECIDED, confidence
from mcvocab.mapping.grammar import CONJUNCTIONS, FIELDS_OF_STUDY
from mcvocab.mapping.index import Index
from mcvocab.mapping.reading import RELATED, Query, Reading, answers, suggestion
from mcvocab.model import Annotation, Mapping
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.approved import Approved
    from mcvocab.vocabulary import Vocabulary

Step = Callable[[Query, Index], "list[Reading] | None"]
"""A step gives its readings; none at all where it knows that nothing fits; None where it does not know."""


def _compound(query: Query, index: Index) -> list[Reading] | None:
    if not (query.asked and query.schemes <= FIELDS_OF_STUDY):
        return None
    from mcvocab.mapping import compound  # few columns hold subjects

    return compound.find(query, index)


def _telling(query: Query, index: Index) -> list[Reading] | None:
    from mcvocab.mapping import telling  # few texts get so far

    return telling.find(query, index)


def _heading_wording(query: Query, index: Index) -> list[Reading] | None:
    from mcvocab.mapping import wording  # most headings are labels

    return wording.heading(query, index)


def _borne_out(step: Step) -> Step:
    """A step of which a value is believed only where the other words of the text bear it out."""

    @wraps(step)
    def find(query: Query, index: Index) -> list[Reading] | None:
        found = step(query, index)
        if not found or found[0].predicate == RELATED:
            return found
        from mcvocab.mapping import certainty  # few texts get so far

        return certainty.borne_out(found, query, index)

    return find


STEPS: tuple[Step, ...] = (
    lexical.find,
    number.find,
    amount.find,
    bracket.find,
    order.find,
    coordination.find,
    abbreviation.find,
    translation.label,
    spelling.find,
    translation.find,
    translation.synonym,
    leveled.tail,
    _compound,
    _borne_out(core.find),
    cover.whole,
    leveled.within,
    head.find,
    _borne_out(mention.find),
    _borne_out(cover.find),
    _borne_out(_telling),
    leveled.mention,
    lexical.out_of_list,
)
HEADING_STEPS: tuple[Step, ...] = (lexical.find, heading.find, spelling.find, _heading_wording)
_LONGEST = 2_000  # characters: longer texts are prose; nothing is a label of that length
_REMEMBERED, _RECENT = 1 << 13, 1 << 10
_FEW = 50
"""So many texts are answered before all that is asked for most could be brought into memory."""


class Mapper:
    """Maps local words onto the concepts of a vocabulary, with a reason for every answer.

    >>> from mcvocab import load_vocabulary  # doctest: +SKIP
    >>> Mapper(load_vocabulary()).map("Nano degrees")[0].label  # doctest: +SKIP
    'Nanodegree'

    Args:
        vocabulary: the language.
        approved: what people have decided; it counts before every step.
    """

    def __init__(self, vocabulary: Vocabulary, approved: Approved | None = None) -> None:
        self.vocabulary = vocabulary
        self.approved = approved
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._map)
        self._understood = lru_cache(maxsize=_RECENT)(self._understand)

    def map(
        self,
        text: str,
        schemes: Iterable[str] = (),
        language: str = "",
        top: int = 5,
        kinds: Iterable[str] = (),
        field: str = "",
        *,
        nearest: bool = True,
    ) -> tuple[Mapping, ...]:
        """The concepts that a local word may mean, best first; empty where nothing fits.

        An answer whose `Mapping.accepted` holds may be relied on: its confidence is at least `ACCEPT`. The others
        are suggestions, or readings between which nothing was decided.

        Args:
            text: the word or phrase as written.
            schemes: slugs of the schemes to look in; none means every scheme but the fields of a record, and then
                each scheme may give an answer of its own.
            language: language tag of the text, where it is known; labels in it are preferred.
            top: the most answers to give.
            kinds: the kinds of concept wanted; others are answered with a note that says so.
            field: key of the field that asks, where it is known; people may have decided for that field alone.
            nearest: whether to look for the labels that come nearest where nothing fits, which takes the most time.
        """
        searched = frozenset(schemes)
        found = self._remembered(text, searched, language, frozenset(kinds), nearest)
        if self.approved is not None:
            found = self.approved.over(text, found, searched, field)
        return found[:top]

    def best(
        self,
        text: str,
        schemes: Iterable[str] = (),
        language: str = "",
        kinds: Iterable[str] = (),
        *,
        nearest: bool = True,
    ) -> Mapping:
        """The one answer that may be relied on; where there is none, a mapping without a concept that says why.

        Args:
            text: the word or phrase as written.
            schemes: as for `map`.
            language: as for `map`.
            kinds: as for `map`.
            nearest: as for `map`.
        """
        found = self.map(text, schemes, language, kinds=kinds, nearest=nearest)
        if found and found[0].accepted:
            return found[0]
        silenced = self.approved.silence(text, schemes) if self.approved is not None else None
        if silenced is not None:
            return silenced
        if not found:
            return Mapping(text, note="Nothing in the language fits.")
        if found[0].confidence >= UNDECIDED:
            labels = " or ".join(f"“{mapping.label}”" for mapping in found[:3])
            return Mapping(text, note=f"It may mean {labels}: nothing decides.")
        near = next((mapping.label for mapping in found if _is_near(text, mapping)), "")
        note = f"Nothing fits; the nearest is “{near}”." if near else "Nothing in the language fits."
        return Mapping(text, note=note)

    def expect(self, number: int) -> None:
        """Be ready for so many texts at once: many are answered sooner so, and take more memory."""
        if number > _FEW:
            self._index.expect_many()

    def annotate(self, text: str, schemes: Iterable[str] = (), language: str = "") -> tuple[Annotation, ...]:
        """The concepts that running text speaks of, in the order of their places, none within another.

        Args:
            text: running text, such as the title or the description of a course.
            schemes: slugs of the schemes to look in; none means the terms and the levels of frameworks.
            language: language tag of the text, where it is known; labels in it are found besides English ones.
        """
        index = self._index
        wanted = frozenset(schemes) or index.term_schemes | index.level_schemes
        from mcvocab.mapping import annotation  # few ask for places in running text

        return tuple(annotation.find(Query(text, wanted, False, language), index))

    @cached_property
    def _index(self) -> Index:
        return Index(self.vocabulary)

    def _map(
        self, text: str, schemes: frozenset[str], language: str, kinds: frozenset[str], nearest: bool
    ) -> tuple[Mapping, ...]:
        found: list[Mapping] = []
        for query, known in self._understood(text, schemes, language, kinds):
            if known is not None:
                found += known
            elif nearest:
                from mcvocab.mapping import similarity  # what is understood waits for no suggestions

                near = similarity.find(query, self._index, _SUGGESTIONS)
                found += [suggestion(query, self._index, reading) for reading in near]
        return tuple(sorted(found, key=lambda mapping: (not mapping.accepted, -mapping.confidence)))

    def _understand(
        self, text: str, schemes: frozenset[str], language: str, kinds: frozenset[str]
    ) -> tuple[tuple[Query, list[Mapping] | None], ...]:
        """What the steps know, of headings and of other words; None where no step knows anything."""
        index = self._index
        if not text.strip() or len(text) > _LONGEST:
            return ()
        queries = []
        if index.field_scheme in schemes:
            fields = frozenset([index.field_scheme])
            queries.append((Query(text, fields, True, language, kinds), HEADING_STEPS))
        if others := (schemes or index.open_schemes) - {index.field_scheme}:
            queries.append((Query(text, others, bool(schemes), language, kinds), STEPS))
        return tuple((query, _known(query, index, steps)) for query, steps in queries)


def _captioned(query: Query, index: Index) -> list[Mapping] | None:
    """The answers to the value of a text that says its own heading, where they may be relied on."""
    if ":" not in query.text or lexical.find(query, index) is not None:
        return None
    from mcvocab.mapping import caption  # few texts have one

    about = caption.value_of(query, index)
    found = _known(about, index, STEPS) if about is not None else None
    if not found or not found[0].accepted:
        return None
    return [replace(one, text=query.text, note=f"Said behind its own heading. {one.note}") for one in found]


def _known(query: Query, index: Index, steps: tuple[Step, ...]) -> list[Mapping] | None:
    """The answers of the first step that knows; what it hardly knows, the words of a sentence may tell better."""
    if steps is STEPS and (captioned := _captioned(query, index)) is not None:
        return captioned
    readings = next((found for step in steps if (found := step(query, index)) is not None), None)
    if steps is STEPS and all(map(partial(is_hardly_known, index), readings or ())):
        from mcvocab.mapping import wording  # few texts are sentences

        told = wording.find(query, index)
        if told and _is_told_better(told[0], query, readings or []):
            readings = told
    return None if readings is None else answers(query, index, readings)


def _is_told_better(told: Reading, query: Query, readings: list[Reading]) -> bool:
    """Whether the words of a text tell more than what it names: where that is several things, none of these."""
    if not readings:
        return True
    if any(_heads(reading, told) for reading in readings):
        return False
    said = len(words(query.text))
    several = len(readings) > 1 or (said <= _LIST and bool(CONJUNCTIONS.search(query.text)))
    known = any(told.entry.concept == reading.entry.concept for reading in readings)
    sure = all(reading.confidence < told.confidence for reading in readings)
    return said >= _SENTENCE and sure and not (several and known)


def _heads(reading: Reading, told: Reading) -> bool:
    """Whether a distinctive head says what the thing is: no other value of its list is told by words beside it."""
    alike = reading.entry.concept.scheme == told.entry.concept.scheme
    return alike and reading.confidence >= confidence("head")


def is_hardly_known(index: Index, reading: Reading) -> bool:
    """Whether the words of a sentence may tell better: of all but labels, distinctive heads and levels."""
    return reading.confidence < SUREST and reading.entry.concept.scheme not in index.level_schemes


def _is_near(text: str, mapping: Mapping) -> bool:
    """Whether a suggestion may be named to somebody who asked for one answer."""
    if mapping.confidence < _NEAREST:
        return False
    shared = set(words(text)) & set(words(mapping.label))
    return bool(shared) or spelling.distance(key(text), key(mapping.label), _SLIPS) <= _SLIPS


_SUGGESTIONS = 5
_NEAREST, _SLIPS = 0.4, 2
_SENTENCE, _LIST = 5, 6
"""The fewest words of a text whose words may tell more than what it names, and the most of one that may name two
things side by side and say nothing else."""
