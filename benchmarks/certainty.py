"""How certain a value is by what the words of a text weigh: fits the weights of `mcvocab.mapping.certainty`.

    uv run --with scikit-learn python benchmarks/certainty.py

A logistic regression is fitted to the opened parts of the gold set, with the list known and unknown, for two kinds
of answer. Sentences: of each text that no step knows, or hardly, the value that its words speak for. Values among
other words: of each English text in which one of the steps that look for them finds one. Headings: the field that
the words of a heading speak for. Of sentences, those that fit nothing count as if they were a third of all, as they
are in most parts. It prints the weights, and beside what they state what came true: on the opened parts, each tenth
of which was left out in turn, and on the unseen ones. Whoever adds sentences to the language fits again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from gold import PARTS, PUBLISHED, UNSEEN, WRITTEN, Pair, field_keys, headings, pairs
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mcvocab.labels import words
from mcvocab.mapping import wording
from mcvocab.mapping.certainty import witnessed
from mcvocab.mapping.index import Index
from mcvocab.mapping.mapper import HEADING_STEPS, STEPS, is_hardly_known
from mcvocab.mapping.reading import Query, answers
from mcvocab.mapping.scales import features
from mcvocab.mapping.wording import FEWEST, LONGEST
from mcvocab.store import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sampled = Iterator["Sample"]

BOUNDS = (0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
NOTHING = 1 / 3
"""The share of texts that fit nothing."""
HEADINGS = ("headings", "headings-report", "headings-written", "headings-further")
UNSEEN_HEADINGS = ("headings-written-report",)


class Sample(NamedTuple):
    """An answer: what is known of it, whether it is right, and whether its text fits nothing."""

    known: tuple[float, ...]
    right: bool
    nothing: bool


def sentences(pair: Pair, query: Query, expected: frozenset[str], index: Index) -> Sampled:
    """What the words of a text speak for that is hardly known."""
    if not FEWEST <= len(words(pair.text)) <= LONGEST:
        return
    readings = next((found for step in STEPS if (found := step(query, index)) is not None), None)
    values = index.said_in(query.schemes, index.scales)
    found = features(pair.text)
    if not all(is_hardly_known(index, reading) for reading in readings or ()) or not values.concepts or not found:
        return
    said = values.weigh(found)
    witnesses, _ = witnessed(index.scales, said.place, found)
    concept = values.concepts.get(said.place)
    right = concept is not None and concept.iri in expected
    yield Sample((said.first, said.second, said.nothing, witnesses), right, not expected)


def mentions(pair: Pair, query: Query, expected: frozenset[str], index: Index) -> Sampled:
    """The value that a step finds among other words, whatever these say."""
    if pair.language not in ("", "en"):
        return
    for step in STEPS:
        raw = getattr(step, "__wrapped__", step)
        readings = raw(query, index)
        if readings is None:
            continue
        best = next(iter(answers(query, index, readings)), None)
        if raw is not step and best is not None and best.accepted:
            concept = index.vocabulary.concepts[best.concept]
            found = features(pair.text)
            said = index.said_in(query.schemes, index.scales).weigh_for(concept, found)
            if said is not None:
                known = said.first, said.nothing, *witnessed(index.scales, said.place, found)
                yield Sample(known, best.concept in expected, not expected)
        return


KINDS: dict[str, tuple[tuple[str, ...], Callable[[Pair, Query, frozenset[str], Index], Sampled]]] = {
    "SENTENCE": (("first", "second", "nothing", "witness"), sentences),
    "MENTION": (("first", "nothing", "witness", "other"), mentions),
}


def sampled(kind: str, parts: Sequence[str], index: Index, *, known: bool) -> list[Sample]:
    """The answers of one kind to the texts of some parts."""
    found: list[Sample] = []
    for pair in {pair.text: pair for part in parts for pair in pairs(part)}.values():
        asked = known and bool(pair.schemes)
        schemes = frozenset(pair.schemes) if asked else index.open_schemes
        query = Query(pair.text, schemes, asked, pair.language, frozenset())
        found += KINDS[kind][1](pair, query, pair.expected(pair.schemes if known else ()), index)
    return found


def of_headings(parts: Sequence[str], index: Index) -> Sampled:
    """The field that the words of each heading speak for that no other step knows."""
    keys = field_keys(index.vocabulary)
    fields = index.said_in(frozenset([index.field_scheme]), index.heading_scales)
    for heading in {heading.text: heading for part in parts for heading in headings(part)}.values():
        query = Query(heading.text, frozenset([index.field_scheme]), True)
        found = features(heading.text)
        if (
            not found
            or wording.names_no_field(query, index)
            or any(step(query, index) for step in HEADING_STEPS[:-1])
        ):
            continue
        said = fields.weigh(found)
        concept = fields.concepts.get(said.place)
        right = concept is not None and keys[concept.iri] in heading.fields
        witnesses = witnessed(index.heading_scales, said.place, found)
        yield Sample((said.first, said.second, said.nothing, *witnesses), right, not heading.fields)


def report(name: str, stated: NDArray[np.float64], samples: Sequence[Sample]) -> None:
    right, nothing = np.array([one.right for one in samples]), np.array([one.nothing for one in samples])
    print(f"  {name}: {len(samples)} answers")
    for low, high in pairwise(BOUNDS):
        within = (stated >= low) & (stated < high)
        if within.any():
            print(
                f"    {low:.1f} to {min(high, 1):.1f}: {within.sum():4}, stated {stated[within].mean():.2f}, "
                f"right {right[within].mean():.2f}, fit nothing {nothing[within].mean():.2f}"
            )


def fit(name: str, known: Sequence[str], opened: Sequence[Sample], unseen: Sequence[Sample]) -> None:
    """Print the weights for one kind of answer, and how often what they state comes true."""
    said, right = np.array([one.known for one in opened]), np.array([one.right for one in opened])
    weights = np.ones(len(opened))
    if name.startswith("SENTENCE"):
        nothing = np.array([one.nothing for one in opened])
        weights = np.where(nothing, NOTHING / nothing.mean(), (1 - NOTHING) / (1 - nothing.mean()))
    model = LogisticRegression(C=10, max_iter=2_000)
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    how = {"cv": folds, "method": "predict_proba", "params": {"sample_weight": weights}}
    stated = cross_val_predict(model, said, right, **how)[:, 1]
    model.fit(said, right, sample_weight=weights)
    each = ", ".join(f"{one}={value:.2f}" for one, value in zip(known, model.coef_[0], strict=True))
    print(f"{name}: start={model.intercept_[0]:.2f}, {each}")
    report("opened", stated, opened)
    report("unseen", model.predict_proba(np.array([one.known for one in unseen]))[:, 1], unseen)


def main() -> None:
    index = Index(load()[0])
    opened = [part for part in (*PARTS, *WRITTEN, *PUBLISHED) if part not in UNSEEN]
    for kind, (names, _) in KINDS.items():
        for known in (True, False):
            samples = (sampled(kind, parts, index, known=known) for parts in (opened, UNSEEN))
            fit(f"{kind}, list {'known' if known else 'unknown'}", names, *samples)
    names = ("first", "second", "nothing", "witness", "other")
    fit("HEADING", names, *(list(of_headings(parts, index)) for parts in (HEADINGS, UNSEEN_HEADINGS)))


if __name__ == "__main__":
    main()
