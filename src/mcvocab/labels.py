"""Folding of labels: what two spellings of one word have in common.

People write "Micro-credentials", "MicroCredential" and "micro credential™" for one thing. `fold` takes a text
through small named steps to a key that all of them share, and says which steps had effect.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from mcvocab.expression import expression


class Folded(NamedTuple):
    """A folded text.

    Attributes:
        key: what spellings of the same label share; empty where a text holds no letter, digit or currency sign.
        steps: names of the steps that changed the text, in order.
    """

    key: str
    steps: tuple[str, ...]


# --- the steps --------------------------------------------------------------------------------------

_TRADE_MARKS = expression(r"[™®©℠]|\((?:tm|sm|r|c)\)", re.IGNORECASE)
_INVISIBLE = expression("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PREFIX = expression(r"^[A-Za-z][\w.-]*:(?=[^\W\d_]\S*$)")
_ACRONYM_PLURAL = expression(r"(?<![^\W\d_])([A-Z]{2,})[’']?s(?![^\W\d_])")
_CAMEL = expression(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_COMBINING = expression("[\u0300-\u036f]")
_HYPHENS = expression("[-_\u2010-\u2015\u2212\u02d7\u2043\u30fb\ufe58\ufe63\uff0d]+")
_INNER_BLANK = expression(r"(?<!\d) | (?!\d)")
_DIGIT = expression(r"\d")
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_SHORTEST_PLURAL = 5


# Most texts are plain, and each step first asks for what it takes to have an effect: a hundred thousand texts are
# folded in a third of the time.


def _trade_marks(text: str) -> str:
    return _TRADE_MARKS.sub("", text) if "(" in text or not text.isascii() else text


def _compatibility(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _prefix(text: str) -> str:
    return _PREFIX.sub("", text) if ":" in text else text


def _acronym_plural(text: str) -> str:
    return _ACRONYM_PLURAL.sub(r"\1", text) if "s" in text and not text.islower() else text


def _camel_case(text: str) -> str:
    return text if text.islower() else _CAMEL.sub(" ", text)


def _diacritics(text: str) -> str:
    if text.isascii():
        return text
    bare = _COMBINING.sub("", unicodedata.normalize("NFKD", text.translate(_STROKED)))
    return unicodedata.normalize("NFKC", bare)


def _hyphens(text: str) -> str:
    return _HYPHENS.sub(" ", text) if "-" in text or "_" in text or not text.isascii() else text


class _Punctuation(dict[int, "str | None"]):
    """What becomes of each character: apostrophes vanish, other punctuation parts words, "&" is a word."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        kept: str | None = character
        if character in "'’‘ʼ`´":
            kept = None
        elif character == "&":
            kept = " and "
        elif category[0] in "PSZC" and category != "Sc" and character not in ".,":
            kept = " "
        self[code] = kept
        return kept


_PUNCTUATION = _Punctuation()
_DOTS = expression(r"(?<!\d)\.|\.(?!\d)")
_COMMAS = expression(r"(?<!\d),|,(?!\d)")
_LETTER_DOTS = expression(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_](?:\.|\b))")


def _punctuation(text: str) -> str:
    if text.isascii() and text.replace(" ", "").isalnum():
        return text
    # The dots of "C.P.D." join its letters, other dots part words; between digits dot and comma mean something.
    joined = _LETTER_DOTS.sub(r"\1", text)
    return _COMMAS.sub(" ", _DOTS.sub(" ", joined.translate(_PUNCTUATION)))


def _blanks(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """A folded word without what looks like the ending of an English plural.

    >>> singular("courses"), singular("campus")
    ('course', 'campus')
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]


def _plural(text: str) -> str:
    return " ".join(map(singular, text.split(" ")))


def _no_blanks(text: str) -> str:
    return _INNER_BLANK.sub("", text) if _DIGIT.search(text) else text.replace(" ", "")


_SHORTEST_REGULAR = 7
_AMERICAN = expression(r"(?<=[a-z])(?:iz(?=e$|ed$|ing$|er$|ation$|ational$)|yz(?=e$|ed$|ing$))")
_BRITISH = {
    "program": "programme",
    "license": "licence",
    "center": "centre",
    "catalog": "catalogue",
    "enrollment": "enrolment",
    "fulfillment": "fulfilment",
    "behavior": "behaviour",
    "behavioral": "behavioural",
    "artifact": "artefact",
    "defense": "defence",
    "labor": "labour",
}


@lru_cache(maxsize=1 << 14)
def _british_word(word: str) -> str:
    if len(word) >= _SHORTEST_REGULAR and "z" in word:
        return _AMERICAN.sub(lambda found: found[0][0] + "s", word)
    return _BRITISH.get(word, word)


def _british(text: str) -> str:
    return " ".join(map(_british_word, text.split(" ")))


_STAGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("blanks", str.strip),
    ("trade marks", _trade_marks),
    ("compatibility", _compatibility),
    ("prefix", _prefix),
    ("plural", _acronym_plural),
    ("camel case", _camel_case),
    ("case", str.casefold),
    ("diacritics", _diacritics),
    ("hyphens", _hyphens),
    ("punctuation", _punctuation),
    ("blanks", _blanks),
    ("plural", _plural),
    ("British spelling", _british),
    ("no blanks", _no_blanks),
)
_TO_WORDS = tuple(stage for name, stage in _STAGES if name not in ("British spelling", "no blanks"))
STEPS = tuple(dict.fromkeys(name for name, _ in _STAGES))
"""Names of the steps, in the order in which they first apply."""


# --- folding ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> Folded:
    """The key that all spellings of a label share, and the steps that had effect.

    >>> fold("Micro-Credentials").key == fold("microCredential").key == "microcredential"
    True
    >>> fold("Micro-Credentials").steps
    ('case', 'hyphens', 'plural', 'no blanks')
    >>> fold("C.P.D.").key, fold("credit 7.5").key, fold("Level 1 2").key
    ('cpd', 'credit7.5', 'level1 2')
    """
    key, steps = text, []
    for name, stage in _STAGES:
        changed = stage(key)
        if changed != key:
            steps.append(name)
            key = changed
    return Folded(_settle(key), tuple(dict.fromkeys(steps)))


@lru_cache(maxsize=1 << 13)
def key(text: str) -> str:
    """The key of `fold` alone: a hundred thousand texts need no account of the steps.

    >>> key("Micro-Credentials")
    'microcredential'
    """
    return _settle(joined(words(text)))


@lru_cache(maxsize=1 << 13)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, each in the singular.

    >>> words("Online 6-week MicroMasters® programs")
    ('online', '6', 'week', 'micro', 'master', 'programme')
    """
    return tuple(map(_british_word, spelled(text)))


@lru_cache(maxsize=1 << 13)
def spelled(text: str) -> tuple[str, ...]:
    """The words of `words`, each left in the spelling of its country: a slip is sought in what was written.

    >>> spelled("Online programs"), words("Online programs")
    (('online', 'program'), ('online', 'programme'))
    """
    if _is_plain(text):
        return tuple(map(singular, text.lower().replace("-", " ").split()))
    for stage in _TO_WORDS:
        text = stage(text)
    return tuple(text.split())


def joined(sequence: tuple[str, ...]) -> str:
    """Words as one key."""
    return _no_blanks(" ".join(sequence))


_PLAIN = expression(r"[A-Za-z0-9 -]*")
_UNEVEN = expression(r"[a-z][A-Z]|[A-Z]{2}[a-z]")


def _is_plain(text: str) -> bool:
    """Whether only case, hyphens, blanks and the forms of words can part a text from its key."""
    return _PLAIN.fullmatch(text) is not None and _UNEVEN.search(text) is None


def agreement(one: str, other: str) -> tuple[str, ...] | None:
    """The steps that make two texts equal, as few as do it, or None where they never become equal.

    >>> agreement("Digital Badge", "digital badge")
    ('case',)
    >>> agreement("open-badges", "open badge")
    ('hyphens', 'plural')
    >>> agreement("badge", "badger") is None
    True
    """
    steps: list[str] = []
    for name, stage in _STAGES:
        if one == other:
            return tuple(steps)
        changed = stage(one), stage(other)
        if changed != (one, other) and name not in steps:
            steps.append(name)
        one, other = changed
    return tuple(steps) if _settle(one) == _settle(other) else None


def _settle(key: str) -> str:
    """The key after which folding again changes nothing: joining words can make new plurals and new letters."""
    if key.isascii() and (not key or key[-1] != "s"):
        return key
    if key.isascii() and key.isalnum() and key.islower():
        # One plain word: only its ending and its spelling can change again.
        for _ in range(4):
            key = _british_word(singular(key))
        return key
    for _ in range(4):
        again = key
        for _, stage in _STAGES:
            again = stage(again)
        if again == key:
            break
        key = again
    return key
