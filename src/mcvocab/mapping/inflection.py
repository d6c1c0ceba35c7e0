"""The forms of words: what a dictionary says of an inflected word, and of a compound by its parts.

Only what parts a form from the word in the dictionary is known of a language, not its grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.mapping.entry import STRANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_ENDING, SHORTEST_PART, _SHORTEST_STEM, _LONG_PART = 3, 3, 4, 5
# What may stand between the parts of a compound, in the languages that write compounds as one word.
_JOINTS = {
    "de": ("", "s", "es", "en", "n", "e", "er"),
    "nl": ("", "s", "en", "e"),
    "sv": ("", "s", "e", "a"),
    "da": ("", "s", "e"),
    "nb": ("", "s", "e"),
    "fi": ("", "n", "en"),
    "hu": ("",),
    "et": ("", "e"),
    "is": ("", "s", "a", "ar", "u"),
}
COMPOUNDING = frozenset(_JOINTS)
# The endings of a form, and what stands in the dictionary in their place.
_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "de": (("en", ("", "e")), ("e", ("",)), ("er", ("", "e")), ("es", ("", "e")), ("em", ("", "e")), ("n", ("",))),
    "fr": (("aux", ("al",)), ("ale", ("al",)), ("elle", ("el",)), ("e", ("",)), ("", ("e",))),
    "es": (("e", ("",)), ("a", ("o",)), ("o", ("a",))),
    "it": (("i", ("o", "e", "io")), ("e", ("a", "o")), ("a", ("o",)), ("he", ("a",)), ("hi", ("o",))),
    "pt": (("oe", ("ao",)), ("ai", ("al",)), ("a", ("o",)), ("o", ("a",)), ("e", ("",))),
    "nl": (("en", ("", "e")), ("e", ("",))),
    "sv": (
        ("erna", ("",)),
        ("arna", ("", "e")),
        ("orna", ("a",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("ar", ("", "e")),
        ("er", ("",)),
        ("or", ("a",)),
        ("na", ("",)),
        ("an", ("a",)),
        ("a", ("",)),
        ("n", ("",)),
        ("t", ("",)),
    ),
    "da": (
        ("erne", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("n", ("",)),
    ),
    "nb": (
        ("ene", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("a", ("",)),
    ),
    "fi": (
        ("it", ("i",)),
        ("t", ("",)),
        ("n", ("",)),
        ("a", ("",)),
        ("ta", ("",)),
        ("tta", ("",)),
        ("lla", ("",)),
        ("ssa", ("",)),
    ),
    "pl": (
        ("ow", ("",)),
        ("y", ("", "a")),
        ("i", ("", "a")),
        ("a", ("",)),
        ("e", ("a", "y")),
        ("ego", ("y",)),
        ("ych", ("y",)),
        ("iem", ("",)),
        ("em", ("",)),
        ("u", ("",)),
        ("ie", ("",)),
        ("ami", ("",)),
    ),
    "cs": (
        ("y", ("", "a")),
        ("u", ("", "a")),
        ("e", ("", "a", "y")),
        ("a", ("", "y")),
        ("eho", ("y",)),
        ("ych", ("y",)),
        ("em", ("",)),
        ("i", ("", "y")),
        ("ym", ("y",)),
    ),
    "hu": (("ok", ("",)), ("ek", ("",)), ("ak", ("",)), ("k", ("",)), ("i", ("",))),
}


def translated(
    word: str, dictionary: Mapping[str, str], language: str, *, forms: bool, whole: bool = False
) -> str | None:
    """The English of a word, or of the parts of a compound; None where the dictionary lacks it.

    The last part says what a compound names: of the first part nothing need be known, unless the `whole` is wanted.
    """
    if (english := _inflected(word, dictionary, language, forms=forms)) is not None:
        return english
    if language not in COMPOUNDING:
        return None
    opaque = None
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        last = _inflected(word[start:], dictionary, language, forms=forms)
        if not last or last == STRANGE:
            continue
        for joint in _JOINTS[language]:
            first = word[:start].removesuffix(joint) if word[:start].endswith(joint) else ""
            if (
                len(first) >= SHORTEST_PART
                and (meaning := translated(first, dictionary, language, forms=forms, whole=True)) is not None
            ):
                return STRANGE if meaning == STRANGE else f"{meaning} {last}".strip()
        if opaque is None and last and forms and not whole and len(word) - start >= _LONG_PART:
            opaque = f"{word[:start]} {last}"
    return opaque


def _inflected(word: str, dictionary: Mapping[str, str], language: str, *, forms: bool) -> str | None:
    """The English of a word, or of the word that it is a form of."""
    if word in dictionary:
        return dictionary[word]
    for length in range(len(word), max(SHORTEST_PART, len(word) - (_LONGEST_ENDING if forms else 0)) - 1, -1):
        if (english := dictionary.get(word[:length] + "*")) is not None:
            return english
    for ending, others in _ENDINGS.get(language, ()) if forms else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            for other in others:
                if (english := dictionary.get(stem + other, dictionary.get(stem + other + "*"))) is not None:
                    return english
    return None
