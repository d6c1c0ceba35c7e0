"""What the mapping files of many providers say together: where they disagree, what the language lacks, homonyms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.mapping.decision import is_heading

if TYPE_CHECKING:
    from mcvocab.mapping.decision import Decision
    from mcvocab.model import IRI
    from mcvocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Statement:
    """What one provider decided about a word."""

    provider: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A word that providers understand differently in the same field; an empty field stands for all of them."""

    text: str
    field: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A word that is used and for which the language has no term, or none that is quite it.

    Attributes:
        text: the spelling that most providers use.
        fields: keys of the fields in which it is used.
        providers: who uses it.
        uses: how often it was met, as far as the files tell.
        nearest: the concepts that providers put it under or beside, where they did.
        decided: whether a person said so for at least one of them; False where programs alone found nothing.
        heading: whether it is a heading, for which the language has no field.
    """

    text: str
    fields: tuple[str, ...]
    providers: tuple[str, ...]
    uses: int
    nearest: tuple[IRI, ...]
    decided: bool
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Homonym:
    """One word that means several things, each in a field of its own."""

    text: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the files say together, the most frequent first."""

    providers: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    lacking: tuple[Lacking, ...]
    homonyms: tuple[Homonym, ...]


def compare(stated: Sequence[Statement], vocabulary: Vocabulary) -> Comparison:
    """Compare what providers decided.

    Disagreements and homonyms rest on what people approved. A word is lacking where somebody decided, or a program
    found, that no term fits it, or where it was approved as a kind of something wider, or as merely near to it.

    Args:
        stated: the decisions of all of them, proposals of programs among them.
        vocabulary: the language.
    """
    # A word over a column and the same word in a cell are two things.
    by_word: defaultdict[tuple[bool, str], list[Statement]] = defaultdict(list)
    for one in stated:
        if not one.decision.negated:
            by_word[is_heading(one.decision, vocabulary), one.decision.key].append(one)
    lacking = [found for (heading, _), group in by_word.items() if (found := _lacking(group, heading))]
    people = [[one for one in group if one.decision.approved] for group in by_word.values()]
    disagreements = [found for group in people for found in _disagreements(group, vocabulary)]
    homonyms = [several for group in people if (several := _homonym(group))]
    return Comparison(
        tuple(dict.fromkeys(one.provider for one in stated)),
        tuple(sorted(disagreements, key=lambda one: (-len(_providers(one.statements)), one.text, one.field))),
        tuple(sorted(lacking, key=lambda one: (-len(one.providers), -one.uses, one.text))),
        tuple(sorted(homonyms, key=lambda one: (-len(_providers(one.statements)), one.text))),
    )


def _disagreements(group: Sequence[Statement], vocabulary: Vocabulary) -> Iterable[Disagreement]:
    """Other concepts of the same list for the same field, or a concept where another provider found none."""
    by_question: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in group:
        if one.decision.concept is not None:
            scheme = vocabulary.concepts[one.decision.concept].scheme
            by_question[one.decision.field, scheme].append(one)
    for (field, scheme), said in by_question.items():
        none = [
            one
            for one in group
            if one.decision.concept is None and one.decision.field == field and one.decision.scheme in ("", scheme)
        ]
        everything = (*said, *none)
        several = len({one.decision.concept for one in everything}) > 1
        if several and len(_providers(everything)) > 1:
            yield Disagreement(_spelling(everything), field, everything)


def _lacking(group: Sequence[Statement], heading: bool) -> Lacking | None:
    missing = [one for one in group if one.decision.concept is None or _is_merely_near(one.decision)]
    if not missing:
        return None
    uses: dict[str, int] = {}
    for one in missing:
        uses[one.provider] = uses.get(one.provider, 0) + one.decision.uses
    return Lacking(
        _spelling(missing),
        tuple(dict.fromkeys(one.decision.field for one in missing if one.decision.field)),
        _providers(missing),
        sum(uses.values()),
        tuple(dict.fromkeys(one.decision.concept for one in missing if one.decision.concept is not None)),
        any(one.decision.approved for one in missing),
        heading,
    )


def _is_merely_near(decision: Decision) -> bool:
    """Whether a person put a word under or beside a concept, so that the language has no term of its own for it."""
    return decision.approved and decision.predicate not in ("skos:exactMatch", "skos:closeMatch")


def _homonym(group: Sequence[Statement]) -> Homonym | None:
    meant: dict[tuple[str, IRI], Statement] = {}
    for one in group:
        if one.decision.accepts and one.decision.concept is not None:
            meant.setdefault((one.decision.field, one.decision.concept), one)
    fields = {field for field, _ in meant}
    concepts = {concept for _, concept in meant}
    if len(fields) < 2 or len(concepts) < 2:
        return None
    return Homonym(_spelling(group), tuple(meant.values()))


def _providers(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.provider for one in statements))


def _spelling(statements: Iterable[Statement]) -> str:
    """The spelling of a word that most providers use; of equals the first."""
    return Counter(one.decision.text for one in statements).most_common(1)[0][0]
