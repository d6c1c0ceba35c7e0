"""Several things share their last words: "tuition and certification fees", "non-formales oder informelles Lernen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.labels import words
from mcvocab.mapping import lexical, translation
from mcvocab.mapping.grammar import BRACKETS, CONJUNCTIONS, EITHER, LISTED, NEGATIONS
from mcvocab.mapping.reading import Query, Reading, offered

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index

_FEWEST, _MOST, _LONGEST = 2, 4, 12


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of things side by side of which only the last is written in full; nothing decides between them."""
    text = EITHER.sub("or", BRACKETS.sub(" ", query.text)).strip()
    pieces = [piece for part in LISTED.split(text) for piece in CONJUNCTIONS.split(part) if piece.strip()]
    if not _FEWEST <= len(pieces) <= _MOST or len(words(text)) > _LONGEST or NEGATIONS.intersection(words(text)):
        return None
    # "Pflicht-, Wahl- oder Zusatzmodule" are modules of three sorts.
    if all(piece.rstrip().endswith("-") for piece in pieces[:-1]):
        return translation.find(query.about(pieces[-1]), index)
    last = pieces[-1].split()
    for shared in range(1, len(last)):
        tail = " ".join(last[-shared:])
        each = [_entries(query, index, f"{piece} {tail}") for piece in pieces[:-1]]
        if all(each) and (own := _entries(query, index, pieces[-1])):
            named = {entry.concept.iri: entry for entries in (*each, own) for entry in entries}
            return offered(named.values()) if len(named) > 1 else None
    return None


def _entries(query: Query, index: Index, text: str) -> list[Entry]:
    """What a text written in full names."""
    about = query.about(" ".join(text.split()))
    readings = lexical.find(about, index) or translation.label(about, index) or ()
    return [reading.entry for reading in readings]
