"""Pages of the standard: one for each rule and each profile, and the lists of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.glossary.addresses import profile_address, rule_address
from mcvocab.glossary.samples import samples

if TYPE_CHECKING:
    from mcvocab.glossary.book import Book, Page
    from mcvocab.model import Profile, Rule, Severity


def render_rules(book: Book) -> Iterator[Page]:
    """The page of every rule, and the list of them."""
    rules = book.standard.rules
    for rule in rules.values():
        folder = book.examples / rule.code if book.examples else None
        yield book.page(
            rule_address(rule.code),
            "rule.md",
            rule=rule,
            judged=[(p, p.rules[rule.code]) for p in book.standard.profiles.values() if rule.code in p.rules],
            about=[key for key in rule.about if key in book.vocabulary.fields],
            yields_to=[code for code in rule.yields_to if code in rules],
            failing=samples(folder, "fail"),
            passing=samples(folder, "pass"),
        )
    yield book.page(
        "rule/index.md",
        "rules.md",
        record_rules=[rule for rule in rules.values() if not rule.reading],
        reading_rules=[rule for rule in rules.values() if rule.reading],
    )


def render_profiles(book: Book) -> Iterator[Page]:
    """The page of every profile, and the list of them."""
    profiles = book.standard.profiles
    for profile in profiles.values():
        yield book.page(profile_address(profile.name), "profile.md", profile=profile, rules=_judged(book, profile))
    yield book.page("profile/index.md", "profiles.md", profiles=profiles.values())


def _judged(book: Book, profile: Profile) -> list[tuple[Rule, Severity]]:
    """The rules of a profile with its judgement, the gravest first."""
    judged = [(book.standard.rules[code], severity) for code, severity in profile.rules.items()]
    return sorted(judged, key=lambda pair: (-pair[1], pair[0].name.casefold()))
