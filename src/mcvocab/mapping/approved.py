"""The mappings that a provider has approved: what a person decided counts before any step of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mcvocab.labels import fold
from mcvocab.mapping.decision import CURATED, Decision, Fault, covers, decisions, headings_scheme
from mcvocab.mapping.decision_file import read_file
from mcvocab.model import Concept, Mapping

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

_EXACT, _CLOSE, _RELATED = "skos:exactMatch", "skos:closeMatch", "skos:relatedMatch"
_UNDECIDED = 0.6


class Approved:
    """Decisions, found by the word, the lists that are searched, and the field that asks.

    A word is found as written, else by what its spellings share. A decision for the field that asks comes before one
    for every field. Where no field asks, decisions for single fields are heard too, for they are all that is known.

    Args:
        decided: the decisions, those that count first in front; proposals of programs are passed over.
        vocabulary: the language.
        faults: what could not be used.
        proposals: how many rows wait for a person.
    """

    def __init__(
        self,
        decided: Iterable[Decision],
        vocabulary: Vocabulary,
        faults: Sequence[Fault] = (),
        proposals: Sequence[Fault] = (),
    ) -> None:
        self._vocabulary = vocabulary
        self._headings = headings_scheme(vocabulary)
        self.faults, self.proposals = tuple(faults), tuple(proposals)
        self._as_written: defaultdict[str, list[Decision]] = defaultdict(list)
        self._folded: defaultdict[str, list[Decision]] = defaultdict(list)
        homes: dict[tuple[str, str], str] = {}
        for one in decided:
            # Of several files, the first that says something of a word in a field is the one that counts.
            if one.approved and homes.setdefault((one.text, one.field), one.file) == one.file:
                self._as_written[one.text].append(one)
                self._folded[one.key].append(one)

    @classmethod
    def read(cls, files: Iterable[Path], vocabulary: Vocabulary) -> Approved:
        """The approved mappings in SSSOM files; where two decide the same, the first file counts.

        Raises:
            MappingFileError: where a file cannot be read or is no table of mappings.
        """
        found: list[Decision] = []
        faults: list[Fault] = []
        proposals: list[Fault] = []
        for file in files:
            some, wrong = decisions(read_file(file), vocabulary)
            found += some
            faults += wrong
            waiting = [one for one in some if not one.approved]
            if waiting:
                rows = "One row was" if len(waiting) == 1 else f"{len(waiting)} rows were"
                message = f"{rows} made by a program and approved by nobody, so they are not used."
                proposals.append(Fault(str(file), waiting[0].line, message))
        return cls(found, vocabulary, faults, proposals)

    def over(self, text: str, found: tuple[Mapping, ...], schemes: frozenset[str], field: str) -> tuple[Mapping, ...]:
        """The answers about a word, once people have been heard.

        Args:
            text: the word as written.
            found: the answers without them.
            schemes: slugs of the lists that are searched; none means all but the headings.
            field: key of the field that asks; empty where it is not known.
        """
        heard = self._heard(text, schemes, field)
        if not heard:
            return found
        answers = self._answers(text, [one for one in heard if one.concept is not None and not one.negated])
        if answers:
            return answers
        refused = {one.concept for one in heard if one.negated}
        silent = [one for one in heard if one.concept is None]
        return tuple(
            mapping
            for mapping in found
            if mapping.concept not in refused
            and not any(covers(one, mapping.scheme, self._vocabulary) for one in silent)
        )

    def silence(self, text: str, schemes: Iterable[str], field: str = "") -> Mapping | None:
        """The answer that people decided that nothing fits, or nothing quite; None where they did not."""
        heard = [one for one in self._heard(text, frozenset(schemes), field) if not one.negated]
        if not heard or any(one.accepts for one in heard):
            return None
        one = heard[0]
        note = _reason(one, text)
        if one.concept is not None:
            label = self._vocabulary.concepts[one.concept].label
            note += f" “{label}” is narrower than the word, or only near to it."
        return Mapping(text, note=note, justification=CURATED)

    def settles(self, text: str, schemes: Iterable[str], field: str = "") -> bool:
        """Whether people have decided what a word means, or that nothing fits."""
        return any(not one.negated for one in self._heard(text, frozenset(schemes), field))

    def _heard(self, text: str, schemes: frozenset[str], field: str) -> list[Decision]:
        """The decisions that hold for a word where it was asked for."""
        written = " ".join(text.split())
        for decided in (self._as_written.get(written), self._folded.get(fold(text).key or written)):
            here = [one for one in decided or () if self._holds(one, schemes, field)]
            if here:
                own = [one for one in here if one.field == field]
                return own or here
        return []

    def _holds(self, one: Decision, schemes: frozenset[str], field: str) -> bool:
        if one.field and one.field != field and (field or one.concept is None or one.negated):
            return False
        if one.concept is not None:
            scheme = self._vocabulary.concepts[one.concept].scheme
            return scheme in schemes if schemes else scheme != self._headings
        if not schemes:
            return not one.scheme
        return all(covers(one, scheme, self._vocabulary) for scheme in schemes) or one.scheme in schemes

    def _answers(self, text: str, decided: Sequence[Decision]) -> tuple[Mapping, ...]:
        """What people said, one answer a concept; where they said several things of one list, none is relied on."""
        by_scheme: defaultdict[str, set[str]] = defaultdict(set)
        for one in decided:
            if one.accepts and one.concept is not None:
                by_scheme[self._vocabulary.concepts[one.concept].scheme].add(one.concept)
        found: dict[str, Mapping] = {}
        for one in decided:
            if one.concept is None:
                continue
            concept, note = self._current(self._vocabulary.concepts[one.concept])
            predicate, confidence = one.predicate, one.confidence
            if note and predicate == _EXACT:
                predicate = _CLOSE
            note = _reason(one, text) + note
            if one.accepts and len(by_scheme[self._vocabulary.concepts[one.concept].scheme]) > 1:
                predicate, confidence = _RELATED, min(confidence, _UNDECIDED)
                note += " It was approved as something else for another field or spelling, so nothing was decided."
            found.setdefault(
                concept.iri,
                Mapping(text, concept.iri, concept.label, concept.scheme, predicate, CURATED, confidence, note),
            )
        return tuple(sorted(found.values(), key=lambda mapping: (not mapping.accepted, -mapping.confidence)))

    def _current(self, concept: Concept) -> tuple[Concept, str]:
        """The concept, or the one that replaces it, and what to say of that."""
        first, seen = concept, {concept.iri}
        while concept.replaced_by is not None and concept.replaced_by not in seen:
            following = self._vocabulary.concepts.get(concept.replaced_by)
            if following is None:
                break
            concept = following
            seen.add(concept.iri)
        if concept is first:
            return concept, ""
        return concept, f" “{first.label}” is no longer used; “{concept.label}” replaces it."


def _reason(one: Decision, text: str) -> str:
    who = f" by {one.author}" if one.author else ""
    when = f" on {one.date}" if one.date else ""
    spelling = f", as “{one.text}”" if one.text != " ".join(text.split()) else ""
    verdict = "Decided that no term fits" if one.concept is None else "Approved"
    comment = f" {one.comment}" if one.comment else ""
    return f"{verdict}{who}{when}{spelling}.{comment}"
