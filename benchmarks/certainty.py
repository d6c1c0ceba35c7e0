"""How certain a value is by what the words of a text weigh: fits the weights of `mcvocab.mapping.wording`.

    uv run --with scikit-learn python benchmarks/certainty.py

It takes the texts of the opened parts of the gold set that the other steps do not know, or hardly; asks the scales
for the value that their words speak for; and fits a logistic regression to whether that is right, once with the
list known and once without. Texts that fit nothing count as if they were a third of all, as they are in most parts.
It prints the weights, and beside what they state what came true: on the opened parts, each tenth of which was left
out in turn, and on the unseen ones. Whoever adds sentences to the language fits again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from gold import PARTS, UNSEEN, WRITTEN, Pair, pairs
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from mcvocab.labels import words
from mcvocab.mapping.index import Index
from mcvocab.mapping.mapper import STEPS, is_hardly_known
from mcvocab.mapping.reading import Query
from mcvocab.mapping.scales import features
from mcvocab.mapping.wording import FEWEST, LONGEST
from mcvocab.store import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES = ("first", "second", "nothing", "witness")
BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
NOTHING = 1 / 3
"""The share of texts that fit nothing."""


def weighed(parts: Sequence[str], index: Index, *, known: bool) -> Iterator[tuple[list[float], bool, bool]]:
    """Of each text that is hardly known: what its words weigh, whether that is right, whether it fits nothing."""
    texts = {pair.text: pair for part in parts for pair in pairs(part)}
    for pair in texts.values():
        query = _query(pair, index, known=known)
        if not FEWEST <= len(words(pair.text)) <= LONGEST:
            continue
        readings = next((found for step in STEPS if (found := step(query, index)) is not None), None)
        if not all(is_hardly_known(index, reading) for reading in readings or ()):
            continue
        found = features(pair.text)
        values = index.said_in(query.schemes, index.scales)
        if not values.concepts or not found:
            continue
        said = values.weigh(found)
        witnesses = sum(" " not in feature for feature in index.scales.telling(said.place, found))
        expected = pair.expected(pair.schemes if known else ())
        concept = values.concepts.get(said.place)
        right = concept is not None and concept.iri in expected
        yield [said.first, said.second, said.nothing, witnesses], right, not expected


def _query(pair: Pair, index: Index, *, known: bool) -> Query:
    asked = known and bool(pair.schemes)
    return Query(
        pair.text, frozenset(pair.schemes) if asked else index.open_schemes, asked, pair.language, frozenset()
    )


def report(name: str, stated: NDArray[np.float64], right: NDArray[np.bool_], nothing: NDArray[np.bool_]) -> None:
    print(f"  {name}: {len(right)} texts")
    for low, high in pairwise(BOUNDS):
        within = (stated >= low) & (stated < high)
        if within.any():
            print(
                f"    {low:.1f} to {min(high, 1):.1f}: {within.sum():4} answers, stated {stated[within].mean():.2f}, "
                f"right {right[within].mean():.2f}, fit nothing {nothing[within].mean():.2f}"
            )


def main() -> None:
    index = Index(load()[0])
    opened = [part for part in (*PARTS, *WRITTEN) if part not in UNSEEN]
    for known in (True, False):
        print("list known" if known else "list unknown")
        said, right, nothing = (np.array(column) for column in zip(*weighed(opened, index, known=known), strict=True))
        weights = np.where(nothing, NOTHING / nothing.mean(), (1 - NOTHING) / (1 - nothing.mean()))
        model = LogisticRegression(C=10, max_iter=2_000)
        folds = StratifiedKFold(10, shuffle=True, random_state=0)
        stated = cross_val_predict(
            model, said, right, cv=folds, method="predict_proba", params={"sample_weight": weights}
        )[:, 1]
        model.fit(said, right, sample_weight=weights)
        coefficients = ", ".join(f"{name}={value:.2f}" for name, value in zip(NAMES, model.coef_[0], strict=True))
        print(f"  start={model.intercept_[0]:.2f}, {coefficients}")
        report("opened", stated, right, nothing)
        said, right, nothing = (np.array(column) for column in zip(*weighed(UNSEEN, index, known=known), strict=True))
        report("unseen", model.predict_proba(said)[:, 1], right, nothing)


if __name__ == "__main__":
    main()
