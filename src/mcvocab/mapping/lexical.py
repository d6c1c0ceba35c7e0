"""The text is a label, a name, a code or an address: letter for letter, or once both are folded."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import agreement, key, words
from mcvocab.mapping.calibration import FOLDED, confidence
from mcvocab.mapping.entry import SHORT, SPOKEN, Entry, is_acronym
from mcvocab.mapping.reading import CLOSE, EXACT, LEXICAL, Query, Reading, name_of
from mcvocab.model import COLUMN, LOCAL
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index


_TWO_CODES = expression(r"[A-Z]{2}-[A-Z]{2}")
_DIACRITICS = 0.05
"""What a label loses that lacks the diacritics of the text."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that is a label; an address that the language does not know is nothing else either."""
    text = query.text.strip()
    if "://" in text:
        return _addresses(query, index, text)
    name = key(text)
    entries = (*index.named(name), *index.named_locally(name))
    readings = [
        _reading(text, entry)
        for entry in entries
        if _may(query, text, entry) and _parted_alike(text, entry.label.text)
    ]
    return readings or _namesakes(query, index, name) or None


def _parted_alike(text: str, label: str) -> bool:
    """Whether a label parts its words where a text has a slash, or two codes a hyphen: “DE/EN” is not “Deens”."""
    lengths = [len("".join(words(part))) for part in text.split("-" if _TWO_CODES.fullmatch(text) else "/")]
    if min(lengths) < 2:  # “C/P/D” is an acronym
        return True
    ends = set(accumulate(map(len, words(label))))
    return ends.issuperset(list(accumulate(lengths))[:-1])


def out_of_list(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a name that is sure in its list alone, where no list is asked for and nothing else is known.

    One word is too common for that, unless it is an acronym.
    """
    text = query.text.strip()
    if (
        query.asked
        or not (len(words(text)) > 1 or is_acronym(text))
        or text.casefold() in index.vocabulary.placeholders
    ):
        return None
    sure = confidence("name out of its list")
    return [
        replace(_reading(text, entry), confidence=sure)
        for entry in index.named_locally(key(text))
        if entry.label.kind == COLUMN and entry.concept.scheme in query.schemes
    ] or None


def _namesakes(query: Query, index: Index, name: str) -> list[Reading]:
    """Readings of a label of another list, where the list asked for has a concept of the same name as its concept."""
    if not query.asked or name.isdecimal():
        return []
    names = {
        key(entry.concept.label): entry
        for entry in index.named(name)
        if entry.label.kind in SPOKEN
        and entry.concept.scheme in index.open_schemes
        and _parted_alike(query.text.strip(), entry.label.text)
    }
    return [
        Reading(entry, CLOSE, LEXICAL, confidence("namesake"), f"{name_of(other.label)} of “{other.concept.label}”.")
        for folded, other in names.items()
        for entry in index.named(folded)
        if entry.label.kind == "pref" and entry.concept.scheme in query.schemes
    ]


def _addresses(query: Query, index: Index, text: str) -> list[Reading]:
    return [
        Reading(
            entry, EXACT, LEXICAL, confidence("address"), f"The same as the address of “{entry.concept.label}”.", 1
        )
        for entry in index.addressed(text)
        if entry.concept.scheme in query.schemes
    ]


def _may(query: Query, text: str, entry: Entry) -> bool:
    """Whether an entry of this sort answers such a question."""
    label = entry.label
    if entry.concept.scheme not in query.schemes:
        return False
    # A bare number means something in one list only: "7" is a level of each framework.
    if key(text).isdecimal() and not text.endswith("+"):
        return len(query.schemes) == 1
    if query.asked:
        return True
    if label.kind == LOCAL:
        return True
    if label.kind == COLUMN:
        return False
    # Without a list, a code must look like one ("ALL" is money, "all" is not), and so must a short acronym.
    if label.kind == "notation":
        return text == label.text and (len(text) >= SHORT or not text.isalpha())
    if len(label.text) > SHORT:
        return True
    if label.text.isupper() and not text.isupper():
        return not set("aeiou") & set(text.casefold())
    if text == label.text and entry.concept.kind:
        return True
    if label.kind == "slug" or (label.kind == "hidden" and (label.text.isupper() or label.text.islower())):
        return False
    return text.islower() or not label.text.islower()


def _reading(text: str, entry: Entry) -> Reading:
    label = entry.label
    sure = confidence(label.kind)
    # A name that providers use may be that of a case of the concept.
    predicate = CLOSE if label.kind in (LOCAL, COLUMN) else EXACT
    if text == label.text:
        return Reading(entry, predicate, LEXICAL, sure, f"The same as {name_of(label)}.", 1)
    steps = agreement(text, label.text) or ()
    reason = f"The same as {name_of(label)}" + (f" apart from {_listed(steps)}." if steps else ".")
    # "Francés" is French rather than France.
    less = _DIACRITICS if "diacritics" in steps and not text.isascii() else FOLDED
    return Reading(entry, predicate, LEXICAL, sure - less, reason)


def _listed(steps: tuple[str, ...]) -> str:
    named = ["blanks" if step == "no blanks" else step for step in steps]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
