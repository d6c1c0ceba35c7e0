"""The page for everybody: what a screen reader needs is there, colours can be told apart, nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.reporters import REPORTERS, Style
from mcvocab.store import load, load_messages

ROOT = Path(__file__).parents[2]
LOOK = (ROOT / "src/mcvocab/reporters/templates/report.css").read_text(encoding="utf-8")
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "circle", "path", "rect"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def written(*paths: str, tag: str = "en") -> str:
    vocabulary, standard = load_messages(tag).translate(*load())
    style = Style(
        messages=load_messages(tag), rules=standard.rules, profiles=standard.profiles, fields=vocabulary.fields
    )
    checker = Checker(vocabulary, standard, Options(as_of="2026-01-15"))
    return "".join(
        map(str, REPORTERS["html"](checker.header, checker.stream([ROOT / path for path in paths]), style))
    )


CASES = [("examples/starter",), ("tests/golden/01-excellent-credit.csv",), ("README.md",), ("tests/golden",)]


@pytest.mark.parametrize("paths", CASES, ids=lambda paths: paths[0])
def test_its_parts_are_where_they_should_be(paths: tuple[str, ...]) -> None:
    page = Page(written(*paths))
    assert (page.crossed, page.open) == ([], [])
    counts = Counter(tag for tag, _ in page.tags)
    assert [counts[tag] for tag in ("html", "title", "h1", "main", "header", "footer")] == [1] * 6
    assert counts["table"] == counts["caption"]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")


@pytest.mark.parametrize("paths", CASES, ids=lambda paths: paths[0])
def test_what_is_referred_to_is_there_once(paths: tuple[str, ...]) -> None:
    page = Page(written(*paths))
    ids = Counter(page.attributes("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = [href.removeprefix("#") for href in page.attributes("href")]
    targets += [name for value in page.attributes("aria-labelledby") for name in value.split()]
    assert [name for name in targets if name not in ids] == []
    assert page.attributes("src") == []
    assert page.attributes("style") == []


def test_its_language_is_said() -> None:
    assert '<html lang="fr">' in written("examples/starter", tag="fr")
    assert "avertissement" in written("examples/starter", tag="fr")


def test_a_file_goes_by_its_name_alone() -> None:
    assert str(ROOT) not in written("examples/starter/courses.csv")
    assert "courses.csv" in written("examples/starter/courses.csv")


def _luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("place", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_can_be_told_apart(place: int) -> None:
    colours = dict(re.findall(r"--([\w-]+): #([0-9a-f]+);", LOOK.split(":root {")[place + 1].split("}")[0]))
    texts = [
        ("ink", "paper"),
        ("ink", "card"),
        ("soft", "paper"),
        ("soft", "card"),
        ("link", "card"),
        ("link", "paper"),
    ]
    texts += [(name, "card") for name in ("violation", "warning", "info", "good")]
    texts += [(text, f"{name}-soft") for name in ("violation", "warning", "info", "good") for text in ("ink", "soft")]
    texts += [("brand-ink", "brand")]
    assert {pair: round(_contrast(*(colours[name] for name in pair)), 2) for pair in texts if _contrast(*(colours[name] for name in pair)) < 4.5} == {}  # fmt: skip
    shapes = [("good", "track"), ("lack", "track"), ("good", "card"), ("lack", "card")]
    assert {pair for pair in shapes if _contrast(*(colours[name] for name in pair)) < 3} == set()
