"""Random records, made from the fields and the shapes themselves.

Nothing here knows a field or a rule by name: what a record may hold comes from the vocabulary's fields, what makes it
sound or breaks it from the rules of the profiles. A new rule, field or profile needs no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from mcvocab.judges import ENGINES
from mcvocab.model import Literal, Severity
from mcvocab.sampler.defects import Defects
from mcvocab.sampler.demands import demands
from mcvocab.sampler.layout import Layout, Tree
from mcvocab.sampler.oddities import odd
from mcvocab.sampler.sound import Bench, Sound, UnsatisfiableError
from mcvocab.standard import CORE

if TYPE_CHECKING:
    from mcvocab.model import Graph
    from mcvocab.sampler.sound import Units
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

__all__ = ["Sample", "Sampler", "UnsatisfiableError"]

_RENEWED_EVERY = 100
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """One random record.

    Attributes:
        number: its place in the run, from 1.
        tree: values and inner trees by field key; sound records share some, so a tree must not be changed.
        defects: what was done to it, in a few words each; empty where it is sound.
        broken: codes of the rules with a shape that it breaks; empty where it is sound.
    """

    number: int
    tree: Tree
    defects: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


class Sampler:
    """Makes random records; the same seed gives the same records, on every machine.

    Args:
        vocabulary: the language.
        standard: the compiled standard.
        profiles: names of the profiles that sound records meet without a warning; by default ``core`` and, with it,
            the routes.
        seed: where chance starts.
        defects: the share of records that break a rule.
        as_of: the reference date, ``YYYY-MM-DD``; by default today.
        flat: whether each sound record can be said in one row of a table.

    Raises:
        UnknownProfileError: where a profile is not in the standard.
        UnsatisfiableError: where no record was found that the profiles have nothing against.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        standard: Standard,
        *,
        profiles: Iterable[str] = (),
        seed: int = 0,
        defects: float = 0.0,
        as_of: str = "",
        flat: bool = False,
    ) -> None:
        asked = [standard.profiles[name] for name in standard.with_extended(profiles) or (CORE,)]
        routes = [p for p in standard.profiles.values() if p.target in vocabulary.route_classes.values()]
        brought = routes if any(profile.name == CORE for profile in asked) else []
        self.profiles = tuple(dict.fromkeys(profile.name for profile in (*asked, *brought)))
        self.as_of = as_of or date.today().isoformat()
        self._share = defects
        self._random = Random(seed)
        forced = [p.target for p in asked if p in routes and p.target is not None]
        # An award holds a micro-credential, which the profiles of offers judge too.
        kind = "award" if any(profile.kind == "award" for profile in asked) else asked[0].kind
        offers = [profile for profile in standard.profiles.values() if profile.kind == "offer"]
        judged = {key for profile in offers for code in profile.rules for key in standard.rules[code].about}
        self.layout = Layout(vocabulary, kind, forced, judged)
        found = demands(standard, self.profiles, self.layout)
        self._bench = Bench(self.layout, standard, ENGINES["exact"](standard, self.profiles), found, self.as_of)
        try:
            self._sound = Sound(self._bench, found, self._random, flat=flat)
            self._defects = Defects(self._bench, self._sound, found)
        except OverflowError:
            raise self._beyond_calendar() from None

    def samples(self, most: int | None = None) -> Iterator[Sample]:
        """So many records, or records without end.

        Raises:
            UnsatisfiableError: where the calendar has no room for their dates.
        """
        try:
            yield from self._samples(most)
        except OverflowError:
            raise self._beyond_calendar() from None

    def _beyond_calendar(self) -> UnsatisfiableError:
        return UnsatisfiableError(
            f"No record can be made up as of {self.as_of}, for its dates would lie outside the years 1 to 9999. "
            "Choose another date."
        )

    def _samples(self, most: int | None) -> Iterator[Sample]:
        for number in self._numbers(most):
            if self._random.random() < self._share:
                yield self._spoilt(number)
            else:
                yield Sample(number, self.layout.fold(self._sound.assembled(self._random, number)))

    def _numbers(self, most: int | None) -> Iterator[int]:
        for number in count(1) if most is None else range(1, most + 1):
            if number % _RENEWED_EVERY == 0:
                self._sound.renew(self._random)
            yield number

    def _spoilt(self, number: int) -> Sample:
        for _ in range(_ATTEMPTS):
            sound = self._sound.assembled(self._random)
            tree, names = self._defects.spoilt(sound, number, self._random)
            broken = [code for code in self._bench.codes(tree) if code in self._defects.asked]
            if names and self._tells(broken, sound):
                return Sample(number, tree, tuple(names), tuple(broken))
        return Sample(number, tree, tuple(names))

    def _tells(self, broken: list[str], sound: Units) -> bool:
        """Whether a record breaks a rule that the sound one which it was made from does not; hints aside, any."""
        return any(self._bench.severity(code) >= Severity.WARNING for code in broken) or not (
            set(broken) <= set(self._bench.codes(self.layout.fold(sound)))
        )

    def graph(self, sample: Sample) -> Graph:
        """The light graph of a record, as reading a file that says the same would make it."""
        return self.layout.graph(sample.tree, sample.number, self.as_of)[0]

    def graphs(self, most: int | None = None) -> Iterator[Graph]:
        """Light graphs for comparing engines: some hold what no file could say, and nobody has judged them."""
        for number in self._numbers(most):
            units = self._sound.assembled(self._random, number)
            if self._random.random() >= self._share:
                yield self.layout.graph(self.layout.fold(units), number, self.as_of)[0]
                continue
            tree, _ = self._defects.spoilt(units, number, self._random)
            graph, _ = self.layout.graph(tree, number, self.as_of)
            if self._random.random() < 0.5:
                odd(graph, self._random)
            yield graph

    def languages(self, key: str) -> list[str]:
        """The language tags of the texts that a field of a sound record may hold."""
        tags = (term.language for term in self._sound.choices[key] if isinstance(term, Literal))
        return list(dict.fromkeys(tag for tag in tags if tag))

    def faults(self, sample: Sample) -> list[str]:
        """The rules that a record breaks and that make at least a warning of it, reading rules of its routes too."""
        return self._bench.faults(sample.tree)

    def unbroken(self) -> list[str]:
        """The rules with a shape that no defect tried here breaks."""
        return [code for code in self._defects.asked if not self._defects.recipes(code, self._random)]
