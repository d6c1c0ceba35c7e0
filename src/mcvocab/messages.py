"""What is said to people, in a language of theirs: a pack of translated sentences, with English for the rest.

The words of a report stand in English where they are used, and the English of rules, fields and profiles in the
language itself. A pack gives other words for as many of these as it can; whatever it lacks stays English. A sentence
is looked up by its English, so that a translation of what has since been reworded is never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.model import Rule
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

ENGLISH = "en"


class UnknownMessagesError(LookupError):
    """Messages were asked for in a language that has no pack; the text names those there are."""


class Messages:
    """The words of one language.

    Args:
        tag: its language tag.
        texts: translations by their English.

    >>> messages = Messages("fr", {"{number} record": "{number} dossier", "Value": "Valeur"})
    >>> messages("Value"), messages.count(1, "{number} record", "{number} records"), messages("Level")
    ('Valeur', '1 dossier', 'Level')
    """

    def __init__(self, tag: str = ENGLISH, texts: Mapping[str, str] | None = None) -> None:
        self.tag = tag
        self._texts = texts or {}

    def __call__(self, english: str, **holes: object) -> str:
        """The sentence in this language, else in English, with its holes filled."""
        text = self._texts.get(english, english)
        return text.format_map(holes) if holes else text

    def count(self, number: int, one: str, many: str, **holes: object) -> str:
        """A sentence about a number of things: ``one`` where it is 1, else ``many``."""
        return self(one if number == 1 else many, number=f"{number:,}", **holes)

    def translate(self, vocabulary: Vocabulary, standard: Standard) -> tuple[Vocabulary, Standard]:
        """The language and the standard whose fields, rules and profiles speak these words where there are any."""
        if not self._texts and self.tag == ENGLISH:
            return vocabulary, standard
        labels = {
            iri: text
            for iri, text, language, kind in reversed(list(vocabulary.label_rows.values()))
            if language == self.tag and kind in ("pref", "alt")
        }
        from copy import copy  # English needs no second vocabulary

        spoken = copy(vocabulary)
        spoken.fields = {
            key: replace(field, label=labels.get(field.iri) or self(field.label))
            for key, field in vocabulary.fields.items()
        }
        return spoken, standard.reworded(
            {code: self._rule(rule) for code, rule in standard.rules.items()},
            {name: replace(p, title=self(p.title)) for name, p in standard.profiles.items()},
        )

    def _rule(self, rule: Rule) -> Rule:
        return replace(
            rule,
            name=self(rule.name),
            message=self(rule.message),
            template=self(rule.template),
            why=self(rule.why),
            fix=self(rule.fix),
        )


def holes(sentence: str) -> frozenset[str]:
    """The names of what a sentence leaves open.

    Raises:
        ValueError: where its braces do not pair.

    >>> sorted(holes("“{value}” is no {field}."))
    ['field', 'value']
    """
    from string import Formatter  # English has no pack to hold against the sentences

    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
