"""How fast local terms are mapped: a million with few distinct ones, and many distinct ones.

The distinct texts are such as are met: titles of courses, which fit nothing or name a thing at their head; labels
with a slip, a word or a number more; labels as they are; texts in other languages; words that nobody knows. The time
is that of the processor, so that other work on the machine changes little.

    uv run python benchmarks/throughput.py
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from collections.abc import Iterator

import mcvocab
from mcvocab import load_vocabulary, map_terms

BEFORE = (
    *("Introduction to", "Advanced", "Certificate in", "Foundations of", "Applied", "Principles of", "BSc (Hons)"),
    *("Short course:", "Online", "Level 3", "PG Cert", "Award in", "Understanding", "Practical", "HNC", "MSc"),
    *("Work-based", "Cours de", "Curso de", "Formation en", "Zertifikat", "Grundlagen der", "Module:", "Bootcamp in"),
)
SUBJECTS = (
    *(
        "nursing",
        "care",
        "data science",
        "machine learning",
        "accounting",
        "plumbing",
        "cyber security",
        "leadership",
    ),
    *("project management", "first aid", "food hygiene", "web development", "creative writing", "horticulture"),
    *("early years", "sustainable construction", "marketing", "supply chain", "robotics", "welding", "counselling"),
    *("game design", "photography", "community health", "law", "tourism", "music production", "renewable energy"),
)
AFTER = (
    *("", "", " for beginners", " (part-time)", " (20 credits)", " - evening", " 2026", " at SCQF level 7", " II"),
    *(" with Python", " in practice", " and management", " Module 3", " workshop", " programme", " certificate"),
    *(" course", " online", " (distance learning)", " for managers"),
)
SYLLABLES = ("ba", "de", "fi", "ko", "lu", "ma", "ne", "po", "ri", "sa", "te", "vu")


def texts(number: int, seed: int) -> list[str]:
    """So many distinct texts."""
    drawn = random.Random(seed)
    labels = [label.text for label, _ in load_vocabulary().labels() if "://" not in label.text]
    found: dict[str, None] = {}
    while len(found) < number:
        text = _text(drawn, labels)
        found[f"{text} {drawn.randrange(100, 1000)}" if text in found else text] = None
    return list(found)


def _text(drawn: random.Random, labels: list[str]) -> str:
    kind, label, after = drawn.random(), drawn.choice(labels), drawn.choice(AFTER)
    if kind < 0.35:
        return f"{drawn.choice(BEFORE)} {drawn.choice(SUBJECTS)}{after}"
    if kind < 0.55:
        return f"{drawn.choice(SUBJECTS).capitalize()} and {drawn.choice(SUBJECTS)}{after}"
    if kind < 0.7:
        place = drawn.randrange(len(label))
        return label[:place] + drawn.choice(("", *"aeiorstn")) + label[place + 1 :]
    if kind < 0.85:
        return label + after
    words = ("".join(drawn.choices(SYLLABLES, k=drawn.randrange(2, 5))) for _ in range(drawn.randrange(1, 5)))
    return " ".join(words)


def page(distinct: int, few: int, many: int) -> Iterator[str]:
    yield f"- mcvocab {mcvocab.__version__}, Python {platform.python_version()}, {platform.system()}."
    yield ""
    yield "| Terms | distinct | seconds | µs a distinct one | answered | wanted, s |"
    yield "| --- | --- | --- | --- | --- | --- |"
    map_terms(texts(1_000, seed=1))  # what is arranged once is no matter of speed
    yield _row(texts(distinct, seed=2), distinct, "under 5 for 100,000")
    drawn, pool = random.Random(3), texts(few, seed=4)
    yield _row(drawn.choices(pool, k=many), few, "under 2 for 1,000,000")


def _row(terms: list[str], distinct: int, wanted: str) -> str:
    since = time.process_time()
    answers = map_terms(terms)
    took = time.process_time() - since
    share = sum(answer.concept is not None for answer in answers) / len(answers)
    each = took / distinct * 1e6
    return f"| {len(terms):,} | {distinct:,} | {took:.2f} | {each:.0f} | {share:.0%} | {wanted} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--distinct", type=int, default=100_000, help="how many distinct terms")
    parser.add_argument("--few", type=int, default=10_000, help="how many distinct ones among the many terms")
    parser.add_argument("--many", type=int, default=1_000_000, help="how many terms with few distinct ones")
    options = parser.parse_args()
    for line in page(options.distinct, options.few, options.many):
        print(line, flush=True)


if __name__ == "__main__":
    main()
