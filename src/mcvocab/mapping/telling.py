"""A value of several words stands somewhere in a text that says much else: "exam fee of £120 payable separately".

One word may stand in a text for many reasons; two that a list puts together seldom meet by chance. Names of subjects
and places are no values of this kind, for they are mentioned wherever something is about them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.grammar import DONE, HEDGES, NAMES, NEGATIONS, SMALL, TITLES, says_little, unbracketed
from mcvocab.mapping.head import is_strange, unknown_words
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, name_of, offered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index
    from mcvocab.model import IRI

_LONGEST, _TWO_WORDS = 200, 2
_PARTED = expression(r"\s*[.?!;,/|•·]\s+")
"""What parts what a text says, sentences as well as the members of a list."""
_JOINING = frozenset(["and", "or", "but", "who", "if"])


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the values of several words that a text holds, where it holds one of a list."""
    schemes = query.schemes - index.term_schemes - index.level_schemes - NAMES
    text = unbracketed(query.text)
    if not schemes or len(text) > _LONGEST:
        return None
    members = [member for part in _PARTED.split(text) for piece in TITLES.split(part) if (member := words(piece))]
    held: defaultdict[str, dict[IRI, Entry]] = defaultdict(dict)
    for member in members:
        for entry in _values(member, index, alone=len(members) == 1):
            if entry.concept.scheme in schemes:
                held[entry.concept.scheme].setdefault(entry.concept.iri, entry)
    whole = words(text)
    if not held or is_strange(whole, unknown_words(whole, index, index.open_schemes), index, query.language):
        return None
    found: list[Reading] = []
    for entries in held.values():
        found += offered(entries.values()) if len(entries) > 1 else map(_reading, entries.values())
    return found


def _values(text: tuple[str, ...], index: Index, *, alone: bool) -> Iterator[Entry]:
    """The labels of several words in a part that nothing denies, the longest at each place."""
    last = 0
    for start, labels in enumerate(index.labels_from(text)):
        if start < last or HEDGES.intersection(text[:start]):
            continue
        for end, phrase in labels:
            part = text[start:end]
            if NEGATIONS.intersection(text[:start] if alone else text[:end]) or not _ends(text[end:], index):
                continue
            if len(set(part) - SMALL) >= _TWO_WORDS and not index.phrased(("".join(part),)):
                last = end
                yield from index.entries_of(phrase)
                break


def _ends(after: tuple[str, ...], index: Index) -> bool:
    """Whether a value ends where its label does: the grade of a final project is no project."""
    if not after or after[0] in SMALL or says_little(after[0]):
        return True
    return after[0] in index.idle or after[0] in _JOINING or after[0].endswith(DONE)


def _reading(entry: Entry) -> Reading:
    reason = f"Speaks of {name_of(entry.label)} among other things."
    return Reading(entry, BROAD, COMPOSITE, confidence("telling"), reason)
