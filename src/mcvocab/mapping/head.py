"""A term is the head of the text: "Online 6-week MicroMasters programme" is a case of MicroMasters.

The head is what stands before the first preposition, and its last word says what the thing is. A distinctive label
may have any words before it. A plain word such as "course" counts as a head only where all that stands before it is
known: "online course" is a course, "race course" is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping import abbreviation, spelling
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SHORT, THINGS, Entry
from mcvocab.mapping.grammar import (
    ABOUT,
    CARRIERS,
    CONJUNCTIONS,
    DONE,
    EDUCATIONAL,
    EITHER,
    EQUIVALENTS,
    LISTED,
    NEGATIONS,
    PREPOSITIONS,
    SENTENCE,
    TITLES,
    says_little,
    unbracketed,
    until_preposition,
)
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, concepts_of, offered
from mcvocab.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from mcvocab.mapping.index import Index

_LONGEST_TEXT, _LONGEST_PHRASE = 120, 14
_NON = "non"
_TO = frozenset(["for", "with", "by"])
_NAME_FIRST = frozenset(["fr", "es", "it", "pt", "ca", "ro", "de", "nl", "da", "sv", "nb"])
"""Languages in which a name may follow the thing without a word between them."""
_CREDENTIAL, _BRAND = "credential", "brand"
_OF_BRANDS = frozenset(["certificate", "credential", "badge"])
"""What is given out under a brand: an "XSeries certificate" is of XSeries."""
_INSTITUTIONS = frozenset(["university", "college", "institute", "academy", "school"])
_TAUGHT = frozenset(["credential", "offering", "structure"])
_LONGEST_SHORT_FORM, _CAPITALS = 8, 2
_REMEMBERED = 1 << 15


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of a text that names a thing; none where something in it says the contrary."""
    query = replace(query, schemes=query.schemes & index.term_schemes)
    text = EQUIVALENTS.sub("", unbracketed(query.text))
    if not query.schemes or not is_name(text):
        return None
    parts = [part for part in TITLES.split(text) if part]
    readings: list[Reading] = []
    for part in parts:
        members = members_of(part, index)
        if len(members) > 1:
            denied, found = _of_list(part, members, query, index)
        else:
            alone = len(parts) == 1 and members == [words(part)]
            denied, found = _heads(members[0] if members else (), query, index, alone)
        if denied:
            return []
        readings += found
    return readings or None


def is_name(text: str) -> bool:
    """Whether a text is short enough, and one piece, to be the name of a thing."""
    return len(text) <= _LONGEST_TEXT and not SENTENCE.search(text) and len(words(text)) <= _LONGEST_PHRASE


def members_of(part: str, index: Index) -> list[tuple[str, ...]]:
    """The words of each member of a list; a number with its unit says more of the same thing."""
    members: list[tuple[str, ...]] = []
    for piece in LISTED.split(EITHER.sub("or", part)):
        whole = words(piece)
        pieces = [whole] if index.is_phrase(whole) else [words(joined) for joined in CONJUNCTIONS.split(piece)]
        members += [member for member in pieces if not all(map(says_little, member))]
    return members


def _of_list(part: str, members: list[tuple[str, ...]], query: Query, index: Index) -> tuple[bool, list[Reading]]:
    """The readings of several things side by side: one decides where the others only say more of it."""
    each = [_member(member, query, index) for member in members]
    if any(denied for denied, _ in each):
        return True, []
    named = [n for n, (_, found) in enumerate(each) if found]
    # "BA, BSc and BEng courses" are three names of one thing.
    shared = concepts_of(each[0][1])
    if len(shared) == 1 and all(concepts_of(found) == shared for _, found in each):
        return False, each[0][1]
    if len(named) == 1:
        first, last, found = members[0], members[-1], each[named[0]][1]
        others = [member for n, member in enumerate(members) if n != named[0]]
        # "Short, focused courses" are short courses.
        if named[0] == len(members) - 1 and (parted := _parted(words(part), query, index)):
            return False, parted
        # "On campus, Master's degree" says twice what one thing is like.
        if not any(_unknown(member, index, found[0].entry) for member in others):
            return False, found
        # "Certificate in health and safety" and "Data science and AI bootcamp" are one thing each.
        inside = named[0] == 0 and PREPOSITIONS & set(first)
        before = named[0] == len(members) - 1 and not index.is_phrase(last) and not says_little(last[0])
        if (inside or before) and not LISTED.search(part):
            return _heads(words(part), query, index, alone=True)
    return False, offered(reading.entry for _, found in each for reading in found)


def _member(member: tuple[str, ...], query: Query, index: Index) -> tuple[bool, list[Reading]]:
    labels = [entry for entry in index.phrased(member) if entry.concept.scheme in query.schemes]
    return (False, [_case(entry) for entry in labels]) if labels else _heads(member, query, index, alone=True)


def _heads(part: tuple[str, ...], query: Query, index: Index, alone: bool) -> tuple[bool, list[Reading]]:
    """Whether the part denies what it names, and the readings of its longest head."""
    for start, end, phrase in index.labels_in(part):
        if query.schemes.isdisjoint(index.schemes_of(phrase)):
            continue
        before, after = part[:start], part[end:]
        entries = [
            entry
            for entry in index.entries_of(phrase)
            if entry.concept.scheme in query.schemes and _written(entry, query)
        ]
        if PREPOSITIONS.intersection(before):
            # "Python for Everybody Specialization": only a brand stands at the end of such a title.
            # So does what a university gives: "University of Glasgow microcredential".
            of_one = _INSTITUTIONS.intersection(before[:1]) and PREPOSITIONS.intersection(before) == {"of"}
            kinds = THINGS if of_one else {_BRAND}
            entries = [entry for entry in entries if entry.concept.kind in kinds and entry.distinctive and not after]
        if not entries:
            continue
        if not (before or after):
            return False, [_case(entry) for entry in entries if entry.distinctive and not alone]
        heads = [entry for entry in entries if _is_head(entry, before, after, query, index)]
        if heads and NEGATIONS.intersection(_unknown(before, index, heads[0])):
            return True, []
        if heads and not any(entry.distinctive for entry in heads):
            # "Short stand-alone course" and "undergrad certificate" say more than their last word.
            better = _parted(part, query, index) or _misspelt(part, query, index)
            if better:
                return False, better
        if heads:
            return False, [
                _case(entry, open_=not entry.distinctive and bool(_unknown(before, index, entry))) for entry in heads
            ]
    return False, _parted(part, query, index) or _misspelt(part, query, index)


def _parted(part: tuple[str, ...], query: Query, index: Index) -> list[Reading]:
    """Readings of a label of two words that others stand between: "short stand-alone course"."""
    whole = until_preposition(part)
    entries = (
        [e for e in index.phrased((whole[0], whole[-1])) if e.concept.scheme in query.schemes] if whole[2:] else ()
    )
    return [
        _case(entry, open_=bool(unknown))
        for entry in entries
        if entry.distinctive
        and (not (unknown := _unknown(whole[1:-1], index, entry)) or key(entry.concept.label) in index.scholarly)
        and not is_strange(part, unknown, index)
    ]


def _misspelt(part: tuple[str, ...], query: Query, index: Index) -> list[Reading]:
    """Readings of a head that is shortened or misspelt: "undergrad certificate in history"."""
    head = until_preposition(part)
    rest = part[len(head) :]
    if (
        not head
        or not rest
        or is_strange(rest, unknown_words(rest, index, index.open_schemes), index, query.language)
    ):
        return []
    about = query.about(" ".join(head))
    found = abbreviation.find(about, index) or spelling.find(about, index) or ()
    return [_case(reading.entry) for reading in found]


def _is_head(entry: Entry, before: tuple[str, ...], after: tuple[str, ...], query: Query, index: Index) -> bool:
    following = until_preposition(after)
    carriers = CARRIERS | _OF_BRANDS if entry.concept.kind == _BRAND else CARRIERS
    carried = entry.distinctive and entry.concept.kind in THINGS and carriers.issuperset(following)
    plain = carried or all(says_little(word) or (word in index.idle and word.endswith(DONE)) for word in following)
    if not plain and not _leads(entry, before, following, query, index):
        return False
    if entry.distinctive:
        return True
    rest = after[len(following) :]
    unknown = _unknown(before, index, entry)
    # "Seamanship course" is a course, whatever seamanship is; "security badge" need not be one of ours.
    if unknown and not is_scholarly(entry, index):
        return False
    beside = unknown | unknown_words(after, index, index.open_schemes)
    if is_strange((*before, *words(entry.label.text), *after), beside, index, query.language or entry.label.language):
        return False
    # "Course in French" is a course, "course of antibiotics" is not.
    about = "of" if is_scholarly(entry, index) else ""
    known = rest and rest[0] in {*_TO, about} and not unknown_words(rest[1:], index, index.open_schemes) - EDUCATIONAL
    return not rest or rest[0] in ABOUT or bool(known)


def _leads(entry: Entry, before: tuple[str, ...], after: tuple[str, ...], query: Query, index: Index) -> bool:
    """Whether the thing is named first and its subject follows: "HNC Engineering", "microcredencial universitaria".

    The unit of an HNC is a unit: no other thing may end the phrase.
    """
    if not entry.distinctive or _unknown(before, index, entry):
        return False
    # The grade of a GCSE is no qualification.
    if is_strange((*words(entry.label.text), *after[:1]), frozenset(), index):
        return False
    for start in range(len(after)):
        if any(other.concept.scheme in index.term_schemes for other in index.phrased(after[start:])):
            return False
    spoken = {entry.label.language.split("-")[0], query.language.split("-")[0]}
    if _NAME_FIRST & spoken or (entry.concept.kind == _BRAND and _is_before_name(entry.label.text, query.text)):
        return True
    return entry.concept.kind == _CREDENTIAL and _is_short_form(entry.label.text, query.text)


def _is_before_name(label: str, text: str) -> bool:
    """Whether a name follows a label: "MicroMasters Statistics", but not "MicroMasters pricing"."""
    _, _, after = text.casefold().partition(label.casefold())
    return bool(after) and text[len(text) - len(after) :].lstrip()[:1].isupper()


def _is_short_form(label: str, text: str) -> bool:
    """Whether a text writes a label as a short form, with two capitals or more: "PgCert", as "PGCert"."""
    if len(label) > _LONGEST_SHORT_FORM or sum(map(str.isupper, label)) < _CAPITALS:
        return False
    at = text.casefold().find(label.casefold())
    return sum(map(str.isupper, text[at : at + len(label)])) >= _CAPITALS


def _written(entry: Entry, query: Query) -> bool:
    """Whether a short acronym is written as one: a "Persian cat" is no credit transfer."""
    acronym = entry.label.text.removesuffix("s")
    return len(acronym) > SHORT or not acronym.isupper() or acronym in query.text


def is_strange(part: tuple[str, ...], unknown: AbstractSet[str], index: Index, language: str = "") -> bool:
    """Whether a part speaks of other trades: by a word that is not known, or by two that stand together."""
    pairs = (" ".join(part[start : start + size]) for size in (2, 3) for start in range(len(part) - size + 1))
    strange = index.strange(language)
    return not strange.isdisjoint(unknown) or not strange.isdisjoint(pairs)


def is_scholarly(entry: Entry, index: Index) -> bool:
    """Whether the words before this label need not be known."""
    return key(entry.label.text) in index.scholarly


def _case(entry: Entry, *, open_: bool = False) -> Reading:
    sure = confidence("open head" if open_ else "head" if entry.distinctive else "plain head")
    return Reading(entry, BROAD, COMPOSITE, sure, f"A narrower case of “{entry.label.text}”.")


def _unknown(part: tuple[str, ...], index: Index, head: Entry) -> frozenset[str]:
    """The words before a head that are neither numbers, nor small words, nor words about learning."""
    plain = head.concept.kind in _TAUGHT and key(head.label.text) not in index.everyday
    return unknown_words(part, index, index.modifying_teaching if plain else index.modifying) - EDUCATIONAL


def unknown_words(part: tuple[str, ...], index: Index, schemes: frozenset[str]) -> frozenset[str]:
    """The words of a part that are neither numbers, nor small words, nor labels of some of these schemes."""
    asked = part, schemes
    found = index.unknown.get(asked)
    if found is None:
        if len(index.unknown) >= _REMEMBERED:
            index.unknown.clear()
        found = index.unknown[asked] = frozenset(_left_over(part, index, schemes))
    return found


def _left_over(part: tuple[str, ...], index: Index, schemes: frozenset[str]) -> Iterator[str]:
    start = 0
    labels = index.labels_from(part)
    while start < len(part):
        word = part[start]
        if says_little(word):
            start += 1
            continue
        for end, phrase in labels[start]:
            if not schemes.isdisjoint(index.schemes_of(phrase)):
                start = end
                break
        else:
            # "Non-accredited" says what a course is like; "not a course" says that it is none.
            denies = word != _NON or not index.qualifying.intersection(part[start + 1 : start + 2])
            if denies and word not in index.idle:
                yield word
            start += 1
