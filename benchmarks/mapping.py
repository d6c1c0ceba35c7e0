"""The mapper against others on the gold set: how often each is right, how sure it is, and how long it takes.

Usage: uv run python benchmarks/mapping.py [--part report] [--failures] [--without-speed]

Others that are not installed are named with what installs them. Two of them do not go together, hence two runs:
    uv run --with text2term python benchmarks/mapping.py
    uv run --with "ssslm[gilda]" python benchmarks/mapping.py --without-speed

Prints a page section for `docs/performance.md`. What is reached on parts that the mapper was tuned on, which are
all but `written-report` and `fresh-report`, is no estimate for texts that nobody has seen.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import io
import logging
import platform
import random
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from gold import (
    DIFFICULTIES,
    PARTS,
    PUBLISHED,
    UNSEEN,
    WRITTEN,
    Answer,
    Answerer,
    Judged,
    Pair,
    Score,
    by_mapper,
    grouped,
    headings,
    headings_right,
    judged,
    pairs,
    relations,
    reliability,
    scheme_of,
)

from mcvocab.mapping import Mapper
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

HEADINGS = {
    "report": "headings-report",
    "written": "headings-written",
    "further": "headings-further",
    "written-report": "headings-written-report",
}
"""The headings that go with a part of the gold set."""
KNOWN = {False: "scheme unknown", True: "scheme known"}
MILLION, DISTINCT, MANY_DISTINCT, STARTS = 1_000_000, 10_000, 100_000, 15
TERM = "Nano degrees"


# --- the others -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entrant:
    """A general tool, given every label of the same vocabulary; it answers from a score upwards."""

    title: str
    package: str
    thresholds: tuple[float, ...]
    best: Callable[[Vocabulary, Sequence[Pair], bool], list[tuple[str, float] | None]]
    install: str = ""


@cache
def _labels(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Every label that people read, and its concept; fields and kinds describe the language itself."""
    fields = {scheme_of(field.iri) for field in vocabulary.fields.values()}
    return tuple(
        (label.text, concept.iri)
        for label, concept in vocabulary.labels()
        if concept.scheme not in fields and concept.scheme != "kind"
    )


@cache
def _labels_in(vocabulary: Vocabulary, schemes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    chosen = [(text, iri) for text, iri in _labels(vocabulary) if not schemes or scheme_of(iri) in schemes]
    return tuple(text for text, _ in chosen), tuple(iri for _, iri in chosen)


def _rapidfuzz(scorer: str) -> Callable[[Vocabulary, Sequence[Pair], bool], list[tuple[str, float] | None]]:
    def best(vocabulary: Vocabulary, pairs: Sequence[Pair], known: bool) -> list[tuple[str, float] | None]:
        from rapidfuzz import fuzz, process, utils

        def one(pair: Pair) -> tuple[str, float] | None:
            texts, concepts = _labels_in(vocabulary, pair.schemes if known else ())
            found = process.extractOne(
                pair.text, texts, scorer=getattr(fuzz, scorer), processor=utils.default_process
            )
            return (concepts[found[2]], found[1]) if found else None

        return [one(pair) for pair in pairs]

    return best


def _text2term(vocabulary: Vocabulary, pairs: Sequence[Pair], known: bool) -> list[tuple[str, float] | None]:
    """Its TF-IDF mapper, the best of its measures; it cannot be told where to look, so its answers are sifted."""
    from text2term.term import OntologyTerm
    from text2term.tfidf_mapper import TFIDFMapper

    synonyms: dict[str, list[str]] = {}
    for text, iri in _labels(vocabulary):
        synonyms.setdefault(iri, []).append(text)
    mapper = TFIDFMapper(
        {iri: OntologyTerm(iri, labels=texts[:1], synonyms=texts[1:]) for iri, texts in synonyms.items()}
    )
    mapper.logger.setLevel(logging.ERROR)
    names = [str(number) for number in range(len(pairs))]
    frame = mapper.map([pair.text for pair in pairs], names, max_mappings=50, min_score=0.3)
    ranked: dict[str, list[tuple[str, float]]] = {}
    for name, iri, score in zip(
        frame["Source Term ID"], frame["Mapped Term IRI"], frame["Mapping Score"], strict=True
    ):
        ranked.setdefault(name, []).append((iri, score))
    return [
        max(
            (
                one
                for one in ranked.get(name, ())
                if not known or not pair.schemes or scheme_of(one[0]) in pair.schemes
            ),
            key=lambda one: one[1],
            default=None,
        )
        for name, pair in zip(names, pairs, strict=True)
    ]


def _ssslm(vocabulary: Vocabulary, pairs: Sequence[Pair], known: bool) -> list[tuple[str, float] | None]:
    import ssslm
    from curies import NamableReference

    numbered = dict(enumerate(dict.fromkeys(iri for _, iri in _labels(vocabulary))))
    number_of = {iri: str(number) for number, iri in numbered.items()}
    grounder = ssslm.make_grounder(
        [
            ssslm.LiteralMapping(
                reference=NamableReference(prefix="mcvocab", identifier=number_of[iri], name=text), text=text
            )
            for text, iri in _labels(vocabulary)
        ]
    )

    def one(pair: Pair) -> tuple[str, float] | None:
        for match in grounder.get_matches(pair.text):
            iri = numbered[int(match.identifier)]
            if not known or not pair.schemes or scheme_of(iri) in pair.schemes:
                return iri, match.score
        return None

    return [one(pair) for pair in pairs]


ENTRANTS = (
    *(
        Entrant(f"rapidfuzz {scorer}", "rapidfuzz", (80, 90, 95), _rapidfuzz(scorer))
        for scorer in ("WRatio", "ratio", "token_sort_ratio")
    ),
    Entrant("text2term TF-IDF", "text2term", (0.5, 0.7, 0.8, 0.9), _text2term, "uv run --with text2term"),
    Entrant("ssslm", "ssslm", (0.0,), _ssslm, 'uv run --with "ssslm[gilda]"'),
)


# --- how often each is right ------------------------------------------------------------------------


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _head(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield _row(*("---" for _ in cells))


def _figures(score: Score) -> tuple[str, ...]:
    meant = [_percent(share) for share in (score.precision, score.recall, score.f1)]
    return (
        _percent(score.accuracy),
        *(meant if score.count > score.nothing else ["–"] * len(meant)),
        _percent(score.false_acceptance) if score.nothing else "–",
    )


FIGURES = ("accuracy %", "precision %", "recall %", "F1 %", "false acceptance %")


def ours(found: dict[bool, list[Judged]]) -> Iterator[str]:
    """The mapper alone: by difficulty, by scheme, its relations, and its confidence beside the truth."""
    for known, title in KNOWN.items():
        yield f"\n### By difficulty, {title}\n"
        yield from _head("difficulty", "texts", *FIGURES)
        groups = grouped(found[known], lambda one: one.pair.difficulty)
        for difficulty in (one for one in DIFFICULTIES if one in groups):
            yield _row(difficulty, groups[difficulty].count, *_figures(groups[difficulty]))
        everything = Score.of(found[known])
        yield _row("**all**", everything.count, *_figures(everything))
        same, side = relations(found[known])
        yield f"\nOf the right answers, {_percent(same)} % have the expected relation;"
        yield f"{_percent(side)} % tell “the same” from “a case of it” as expected."
    yield "\n### By scheme\n"
    yield from _head("scheme", "texts", *(f"{figure}, {title}" for title in KNOWN.values() for figure in FIGURES[3:]))
    by_scheme = {known: grouped(found[known], lambda one: one.pair.scheme) for known in KNOWN}
    for scheme, score in sorted(by_scheme[False].items(), key=lambda item: (-item[1].count, item[0])):
        cells = [cell for known in KNOWN for cell in _figures(by_scheme[known][scheme])[3:]]
        yield _row(scheme, score.count, *cells)
    yield "\n### Calibration\n"
    yield "What was stated beside what came true. Answers that are as sure as they are right stand on a line.\n"
    yield from _head("", "confidence", "answers", "stated %", "right %")
    for known, title in KNOWN.items():
        for one in reliability(found[known]):
            bounds = f"{one.low:.2f} to {min(one.high, 1):.2f}"
            yield _row(title, bounds, one.count, _percent(one.stated), _percent(one.right))
    yield "\n### By difficulty and confidence, scheme unknown\n"
    yield from _head("difficulty", "answers", "stated %", "right %")
    for difficulty in DIFFICULTIES:
        for one in reliability([one for one in found[False] if one.pair.difficulty == difficulty], (0, 1.01)):
            yield _row(difficulty, one.count, _percent(one.stated), _percent(one.right))


def beside(set_of_pairs: Sequence[Pair], vocabulary: Vocabulary, found: dict[bool, list[Judged]]) -> Iterator[str]:
    """The mapper and every other tool that is installed."""
    yield "\n### Beside others\n"
    yield "Every tool has the same labels. General tools answer from a score upwards; several scores are shown.\n"
    yield from _head("tool", "score from", "", *FIGURES, "ms a text")
    for known, title in KNOWN.items():
        mapper = Mapper(vocabulary)
        mapper.best("warm")
        took = _seconds(lambda: [mapper.best(pair.text, pair.schemes if known else ()) for pair in set_of_pairs])  # noqa: B023
        yield _row(
            "**mcvocab**", "", title, *_figures(Score.of(found[known])), f"{1000 * took / len(set_of_pairs):.2f}"
        )
    missing = []
    for entrant in ENTRANTS:
        if find_spec(entrant.package) is None:
            missing.append(f"{entrant.title}: not installed; {entrant.install} python benchmarks/mapping.py")
            continue
        try:
            yield from _rows_of(entrant, set_of_pairs, vocabulary)
        except Exception as error:  # whatever another tool throws is its result
            missing.append(f"{entrant.title}: {type(error).__name__}: {error}; {entrant.install}")
    for line in missing:
        yield f"\n{line}"


def _rows_of(entrant: Entrant, set_of_pairs: Sequence[Pair], vocabulary: Vocabulary) -> Iterator[str]:
    version = importlib.metadata.version(entrant.package)
    for known, title in KNOWN.items():
        # Some say on standard output what they could not fetch, or how far they have come.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            entrant.best(vocabulary, set_of_pairs[:1], known)
            began = time.perf_counter()
            answers = entrant.best(vocabulary, set_of_pairs, known)
        each = 1000 * (time.perf_counter() - began) / len(set_of_pairs)
        for threshold in entrant.thresholds:
            score = Score.of(judged(set_of_pairs, _from(set_of_pairs, answers, threshold), known=known))
            yield _row(f"{entrant.title} {version}", threshold, title, *_figures(score), f"{each:.2f}")


def _from(set_of_pairs: Sequence[Pair], answers: Sequence[tuple[str, float] | None], threshold: float) -> Answerer:
    by_pair = dict(zip(map(id, set_of_pairs), answers, strict=True))

    def answer(pair: Pair, _: Sequence[str]) -> Answer:
        found = by_pair[id(pair)]
        return Answer(found[0], confidence=found[1]) if found and found[1] >= threshold else Answer()

    return answer


def of_headings(mapper: Mapper, part: str) -> Iterator[str]:
    found = headings_right(mapper, headings(HEADINGS.get(part, "headings")))
    named = [right for heading, _, right in found if heading.fields]
    none = [right for heading, _, right in found if not heading.fields]
    yield "\n### Headings of catalogues\n"
    yield from _head("headings", "number", "right %")
    yield _row("that name a field", len(named), _percent(sum(named) / len(named)))
    yield _row("that name none", len(none), _percent(sum(none) / len(none)))
    yield _row("**all**", len(found), _percent((sum(named) + sum(none)) / len(found)))


# --- how long it takes ------------------------------------------------------------------------------


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def texts(number: int, vocabulary: Vocabulary, seed: int = 1) -> list[str]:
    """So many distinct texts of the kind that is met: names, names within phrases, slips, words that fit nothing."""
    drawn = random.Random(seed)
    names = [text for text, _ in _labels(vocabulary)] + [pair.text for part in PARTS for pair in pairs(part)]
    before = ["", "", "Online ", "University ", "part-time ", "Advanced ", "New: ", "2026 "]
    after = ["", "", " (Level 5)", " in Nursing", " 2026", " - evening", " programme", " for beginners"]
    found: dict[str, None] = {}
    while len(found) < number:
        text = drawn.choice(before) + drawn.choice(names) + drawn.choice(after)
        if drawn.random() < 0.3 and len(text) > 6:
            place = drawn.randrange(1, len(text) - 1)
            text = text[:place] + text[place + 1 :]
        found[text] = None
    return list(found)


def speed(vocabulary: Vocabulary) -> Iterator[str]:
    yield "\n### Speed\n"
    yield from _head("what", "seconds", "wanted")
    ten_thousand = texts(DISTINCT, vocabulary)
    drawn = random.Random(2)
    million = [drawn.choice(ten_thousand) for _ in range(MILLION)]
    mapper = Mapper(vocabulary)
    took = _seconds(lambda: [mapper.best(text) for text in million])
    yield _row(f"{MILLION:,} terms, {DISTINCT:,} distinct", f"{took:.2f}", "under 2")
    many, mapper = texts(MANY_DISTINCT, vocabulary), Mapper(vocabulary)
    took = _seconds(lambda: [mapper.best(text) for text in many])
    yield _row(f"{MANY_DISTINCT:,} distinct terms", f"{took:.2f}", "under 5")
    bare, ours = _starts()
    yield _row("an interpreter that does nothing", f"{bare:.3f}", "")
    yield _row(f"`mcvocab map “{TERM}”` from a cold start", f"{ours:.3f}", f"under {5 * bare:.3f} (5 starts)")
    yield f"\nOne cold term takes {ours / bare:.1f} bare starts; median of {STARTS}, in turns."


def _starts() -> tuple[float, float]:
    """The median seconds of a bare interpreter, and of one term mapped by a new process, started in turns."""
    commands = ([sys.executable, "-c", "pass"], [sys.executable, "-m", "mcvocab", "map", TERM])
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(STARTS + 1):
        for command, seconds in zip(commands, took, strict=True):
            seconds.append(_seconds(lambda: subprocess.run(command, check=True, capture_output=True)))  # noqa: B023
    return median(took[0][1:]), median(took[1][1:])


# --- the run ----------------------------------------------------------------------------------------


def failures(found: Iterable[Judged]) -> Iterator[str]:
    yield from _head("difficulty", "text", "language", "expected", "answered")
    for one in found:
        if one.outcome.name in ("WRONG", "MISSED", "FALSELY_ACCEPTED"):
            expected = ", ".join(sorted(iri.rsplit("vocab/", 1)[-1] for iri in one.pair.concepts)) or "nothing"
            answered = (one.answer.concept or "nothing").rsplit("vocab/", 1)[-1]
            yield _row(one.pair.difficulty, one.pair.text, one.pair.language, expected, answered)


def page(options: argparse.Namespace) -> Iterator[str]:
    vocabulary, _ = load()
    mapper, set_of_pairs = Mapper(vocabulary), pairs(options.part)
    yield f"## Mapping, the part of the gold set to {options.part}\n"
    version = importlib.metadata.version("mcvocab")
    yield f"mcvocab {version}, Python {platform.python_version()}, {len(set_of_pairs)} texts."
    found = {known: judged(set_of_pairs, by_mapper(mapper), known=known) for known in KNOWN}
    yield from ours(found)
    yield from beside(set_of_pairs, vocabulary, found)
    yield from of_headings(mapper, options.part)
    if not options.without_speed:
        yield from speed(vocabulary)
    if options.failures:
        for known, title in KNOWN.items():
            yield f"\n### Failures, {title}\n"
            yield from failures(found[known])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--part", choices=PARTS + WRITTEN + PUBLISHED, default="written-report", help="part of the gold set"
    )
    parser.add_argument("--failures", action="store_true", help="list what went wrong, of the part to develop on")
    parser.add_argument("--without-speed", action="store_true", help="leave out how long it takes")
    options = parser.parse_args(arguments)
    if options.failures and options.part in UNSEEN:
        parser.error("failures are shown of a part to develop on alone: add --part develop")
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    for line in page(options):
        print(line, flush=True)


if __name__ == "__main__":
    main()
