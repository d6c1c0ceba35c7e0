"""The gold set of `tests/gold`, and how answers to it are judged. Its README says what the columns mean."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mcvocab.mapping.reading import UNDECIDED
from mcvocab.model import BASE

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

GOLD = Path(__file__).parents[1] / "tests" / "gold"
PARTS = ("develop", "former", "pages", "wider", "opened", "report")
"""What was gathered from lists and pages."""
WRITTEN = ("written", "further", "fresh", "written-report", "fresh-report", "columns-report")
"""What was written from general knowledge of how such lists and pages are worded."""
PUBLISHED = ("published", "published-further", "published-opened", "published-report")
"""What was taken as it stands from lists and pages that no other part was taken from; a row names its source."""
UNSEEN = ("written-report", "fresh-report", "columns-report", "published-report")
"""What nobody who works on the mapper has read."""
DIFFICULTIES = ("exact", "alternative", "spelling", "phrase", "language", "number", "homonym", "nothing")
PREDICATES = ("exact", "close", "broad", "none")
PREFIX = "mcvocab:"
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Pair:
    """A text and what it means: any of the concepts, or nothing where there are none."""

    text: str
    language: str
    schemes: tuple[str, ...]
    concepts: frozenset[str]
    predicate: str
    difficulty: str
    source: str

    @property
    def scheme(self) -> str:
        """The list that the pair is counted under: its column's, else that of what it means."""
        if len(self.schemes) == 1:
            return self.schemes[0]
        if self.schemes:
            return "levels"
        return min(map(scheme_of, self.concepts), default="(any)")

    def expected(self, schemes: Sequence[str]) -> frozenset[str]:
        """What is right where only these schemes are asked; none means every scheme."""
        return frozenset(iri for iri in self.concepts if not schemes or scheme_of(iri) in schemes)


@dataclass(frozen=True)
class Heading:
    """A heading of a catalogue and the keys of the fields that it may name."""

    text: str
    fields: frozenset[str]
    source: str


@dataclass(frozen=True)
class Answer:
    """What somebody takes a text for; without a concept, what they offer instead."""

    concept: str | None = None
    predicate: str = ""
    confidence: float = 0.0
    offered: frozenset[str] = frozenset()


class Outcome(Enum):
    """How an answer fares. To leave open what nothing decides is as right as to pick one of the right concepts."""

    RIGHT = "right"
    LEFT_OPEN = "left open"
    RIGHTLY_SILENT = "rightly silent"
    WRONG = "wrong"
    MISSED = "missed"
    FALSELY_ACCEPTED = "falsely accepted"


Answerer = Callable[[Pair, Sequence[str]], Answer]
"""Takes a pair, of which it may look at text and language, and the schemes that are asked."""


def scheme_of(iri: str) -> str:
    return iri.removeprefix(BASE).split("/")[0]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file; in these files a quotation mark is only a quotation mark."""
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(part: str) -> list[Pair]:
    return [
        Pair(
            row["text"],
            row["language"],
            tuple(row["scheme"].split()),
            frozenset(BASE + name.removeprefix(PREFIX) for name in row["concept"].split()),
            row["predicate"],
            row["difficulty"],
            row["source"],
        )
        for row in rows(part)
    ]


def headings(name: str = "headings") -> list[Heading]:
    return [Heading(row["heading"], frozenset(row["field"].split()), row["source"]) for row in rows(name)]


def by_mapper(mapper: Mapper) -> Answerer:
    """The answers of our own mapper."""

    def answer(pair: Pair, schemes: Sequence[str]) -> Answer:
        best = mapper.best(pair.text, schemes, pair.language)
        found = mapper.map(pair.text, schemes, pair.language)
        offered = frozenset(one.concept for one in found if one.concept and one.confidence >= UNDECIDED)
        return Answer(best.concept, best.predicate, best.confidence, offered)

    return answer


def judge(expected: frozenset[str], answer: Answer) -> Outcome:
    if answer.concept is None:
        if not expected:
            return Outcome.RIGHTLY_SILENT
        return Outcome.LEFT_OPEN if len(expected & answer.offered) > 1 else Outcome.MISSED
    if answer.concept in expected:
        return Outcome.RIGHT
    return Outcome.WRONG if expected else Outcome.FALSELY_ACCEPTED


@dataclass(frozen=True)
class Judged:
    """A pair, what was answered, and how that fared."""

    pair: Pair
    answer: Answer
    outcome: Outcome


def judged(pairs: Iterable[Pair], answerer: Answerer, *, known: bool) -> list[Judged]:
    """Every pair judged, asked within the schemes of its column or within all."""
    found = []
    for pair in pairs:
        schemes = pair.schemes if known else ()
        answer = answerer(pair, schemes)
        found.append(Judged(pair, answer, judge(pair.expected(schemes), answer)))
    return found


@dataclass(frozen=True)
class Score:
    """How often each outcome came up, and the usual figures of it, all between 0 and 1."""

    outcomes: dict[Outcome, int]

    @classmethod
    def of(cls, found: Iterable[Judged]) -> Score:
        outcomes = dict.fromkeys(Outcome, 0)
        for one in found:
            outcomes[one.outcome] += 1
        return cls(outcomes)

    def _sum(self, *outcomes: Outcome) -> int:
        return sum(self.outcomes[outcome] for outcome in outcomes)

    @property
    def count(self) -> int:
        return sum(self.outcomes.values())

    @property
    def nothing(self) -> int:
        """How many texts fit nothing."""
        return self._sum(Outcome.RIGHTLY_SILENT, Outcome.FALSELY_ACCEPTED)

    @property
    def hits(self) -> int:
        return self._sum(Outcome.RIGHT, Outcome.LEFT_OPEN)

    @property
    def accuracy(self) -> float:
        """The share that is right, silence where nothing fits included."""
        return _share(self.hits + self._sum(Outcome.RIGHTLY_SILENT), self.count)

    @property
    def precision(self) -> float:
        """The share of the answers that is right."""
        return _share(self.hits, self.hits + self._sum(Outcome.WRONG, Outcome.FALSELY_ACCEPTED))

    @property
    def recall(self) -> float:
        """The share of the texts that mean something that is answered rightly."""
        return _share(self.hits, self.hits + self._sum(Outcome.WRONG, Outcome.MISSED))

    @property
    def f1(self) -> float:
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def false_acceptance(self) -> float:
        """The share of the texts that fit nothing that is answered all the same."""
        return _share(self.outcomes[Outcome.FALSELY_ACCEPTED], self.nothing, if_none=0.0)


def _share(part: float, whole: float, if_none: float = 1.0) -> float:
    return part / whole if whole else if_none


def grouped(found: Iterable[Judged], key: Callable[[Judged], K]) -> dict[K, Score]:
    groups: defaultdict[K, list[Judged]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return {name: Score.of(group) for name, group in groups.items()}


@dataclass(frozen=True)
class Bin:
    """The accepted answers whose confidence lies between two bounds."""

    low: float
    high: float
    count: int
    stated: float
    right: float


def reliability(found: Iterable[Judged], bounds: Sequence[float] = (0, 0.8, 0.85, 0.9, 0.95, 1.01)) -> Iterator[Bin]:
    """What was stated beside what came true: of all answers given with 0.9, nine in ten should be right."""
    answers = [one for one in found if one.answer.concept]
    for low, high in pairwise(bounds):
        within = [one for one in answers if low <= one.answer.confidence < high]
        if within:
            stated = sum(one.answer.confidence for one in within) / len(within)
            right = sum(one.outcome is Outcome.RIGHT for one in within) / len(within)
            yield Bin(low, high, len(within), stated, right)


def relations(found: Iterable[Judged]) -> tuple[float, float]:
    """Of the right answers, the shares whose relation is the expected one, or at least tells a case of it from it."""
    right = [one for one in found if one.outcome is Outcome.RIGHT]
    given = [one.answer.predicate.removeprefix("skos:").removesuffix("Match") for one in right]
    wanted = [one.pair.predicate for one in right]
    same = sum(one == other for one, other in zip(given, wanted, strict=True))
    side = sum((one == "broad") == (other == "broad") for one, other in zip(given, wanted, strict=True))
    return _share(same, len(right)), _share(side, len(right))


def headings_right(mapper: Mapper, headings: Iterable[Heading]) -> list[tuple[Heading, str, bool]]:
    """Each heading with the key of the field that it was taken for, or nothing, and whether that is right."""
    keys = field_keys(mapper.vocabulary)
    scheme = scheme_of(next(iter(keys)))
    found = []
    for heading in headings:
        key = keys.get(mapper.best(heading.text, [scheme]).concept or "", "")
        found.append((heading, key, key in heading.fields if heading.fields else not key))
    return found


def field_keys(vocabulary: Vocabulary) -> dict[str, str]:
    """Keys of the fields by their web address."""
    return {field.iri: key for key, field in vocabulary.fields.items()}
