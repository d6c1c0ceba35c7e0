"""Several things share their last words: "tuition and certification fees", "non-formales oder informelles Lernen"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.grammar import CONJUNCTIONS, EITHER, LISTED, NEGATIONS, unbracketed
from mcvocab.mapping.reading import Query, Reading, offered

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_FEWEST, _MOST, _LONGEST = 2, 4, 12
_MARKS = frozenset("/;|•·,")
_AND = {
    "bg": "и или",
    "ca": "i o",
    "cs": "a i nebo",
    "cy": "a ac neu",
    "da": "og eller",
    "el": "και ή",
    "et": "ja või",
    "eu": "eta edo",
    "fi": "ja tai sekä",
    "ga": "agus nó",
    "gd": "agus no",
    "hr": "i ili te",
    "hu": "és vagy",
    "is": "og eða",
    "it": "e ed o",
    "lt": "ir arba",
    "lv": "un vai",
    "mt": "u jew",
    "nb": "og eller",
    "nl": "en of",
    "pl": "i oraz lub albo",
    "ro": "și sau",
    "sk": "a aj alebo",
    "sl": "in ali",
    "sv": "och eller",
    "tr": "ve veya",
    "uk": "і та й або",
}
"""The conjunctions of languages in which they would be other words of English, or are rare in it."""


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of things side by side of which only the last is written in full; nothing decides between them."""
    text = unbracketed(query.text)
    own_language = translation.own_language(query.language)
    joined = _conjunctions(own_language)
    if not (_MARKS.intersection(text) or joined.search(f" {text}")):
        return None
    text = EITHER.sub("or", text).strip()
    parted = joined.split
    pieces = [piece for part in LISTED.split(text) for piece in parted(f" {part}") if piece.strip()]
    if not _FEWEST <= len(pieces) <= _MOST or len(words(text)) > _LONGEST or NEGATIONS.intersection(words(text)):
        return None
    # "Pflicht-, Wahl- oder Zusatzmodule" are modules of three sorts.
    if all(piece.rstrip().endswith("-") for piece in pieces[:-1]):
        return translation.find(query.about(pieces[-1]), index)
    last = pieces[-1].split()
    # "På heltid eller på deltid" says its first word twice: each is written in full.
    if len(last) > 1 and last[0].casefold() == pieces[0].split()[0].casefold():
        return None
    for shared in range(1, len(last)):
        tail = " ".join(last[-shared:])
        if found := _sharing(query, index, pieces[-1], [f"{piece} {tail}" for piece in pieces[:-1]]):
            return offered(found.values()) if len(found) > 1 else None
    # "Examen oral et écrit": where the noun goes first, it is the first that is written in full.
    first = [] if own_language in ("", "en") else pieces[0].split()
    for shared in range(len(first) - 1, 0, -1):
        head = " ".join(first[:shared])
        if found := _sharing(query, index, pieces[0], [f"{head} {piece}" for piece in pieces[1:]]):
            return offered(found.values()) if len(found) > 1 else None
    return None


def _sharing(query: Query, index: Index, own: str, others: list[str]) -> dict[str, Entry]:
    """The entries of what is written in full and of the others once they are; none where one of them has none."""
    each = [_entries(query, index, text) for text in (*others, own)]
    return {entry.concept.iri: entry for entries in each for entry in entries} if all(each) else {}


@cache
def _conjunctions(language: str) -> re.Pattern[str]:
    """What parts things side by side in a language."""
    also = "|".join(_AND.get(language, "").split())
    return expression(rf"{CONJUNCTIONS.pattern}|\s+(?:{also})\s+", re.IGNORECASE) if also else CONJUNCTIONS


def _entries(query: Query, index: Index, text: str) -> list[Entry]:
    """What a text written in full names."""
    about = query.about(" ".join(text.split()))
    readings = lexical.find(about, index) or translation.label(about, index) or ()
    return [reading.entry for reading in readings]
