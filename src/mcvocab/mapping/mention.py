"""A phrase mentions one value of a list: "self-paced online module", "2-hour written examination".

In the column of its list one value is believed whatever is said around it, unless other values may be meant as well.
Where no list was named, more is asked: nothing but words of the list, or the value as a member of its own between
commas, or the value as the head of a phrase of known words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mcvocab.labels import key, words
from mcvocab.mapping.calibration import confidence
from mcvocab.mapping.entry import SHORT
from mcvocab.mapping.grammar import (
    DONE,
    EDUCATIONAL,
    EVERYDAY_UNITS,
    HEDGES,
    MIXED,
    NEGATIONS,
    PREPOSITIONS,
    SMALL,
    SUBJECTS,
    TAUGHT,
    TITLES,
    TRAILERS,
    says_little,
    unbracketed,
    until_preposition,
)
from mcvocab.mapping.head import is_name, is_scholarly, is_strange, members_of, unknown_words
from mcvocab.mapping.number import COUNTED
from mcvocab.mapping.reading import BROAD, COMPOSITE, Query, Reading, name_of, offered
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.mapping.entry import Entry
    from mcvocab.mapping.index import Index
    from mcvocab.model import IRI

# Lists of names: "New Mexico" is not Mexico, and a person who is mentioned is not who a course is for.
_NAMES = frozenset(["country", "currency", "language"])
_AUDIENCES = frozenset(["target-group"])
_THINGS = frozenset(["opportunity-type", "assessment-type"])
"""Lists whose values are things that may be the head of a phrase."""
_SEVERAL_AT_ONCE = frozenset(["delivery-mode"])
"""Lists of which a second value after a preposition changes the first: "online with days on campus"."""
_PLAIN_LISTS = frozenset(
    ["attendance-pattern", "cost", "delivery-mode", "difficulty", "pacing", "study-mode", "target-group"]
)
"""Lists whose values say what a thing is like, and for whom: what else is said of it changes them little."""
_NAMING = frozenset(["language", "speak", "speaking", "medium", "taught", "spoken", "is"])
"""Words beside which a name is that of a language."""
_OF = frozenset(["of"])
_SAID_OF = PREPOSITIONS | frozenset(["after", "aged", "across", "who"])
"""Words after which more is said of people."""
_TWO_WORDS = 2


def find(query: Query, index: Index) -> list[Reading] | None:
    """Readings of the one value that a phrase mentions."""
    query = replace(query, schemes=query.schemes - index.term_schemes)
    text = unbracketed(query.text)
    if not query.schemes or not is_name(text):
        return None
    # A label that earlier steps did not believe, such as a code in small letters, is no mention either.
    if index.is_phrase(words(text)):
        return _remarked(words(text), query, index)
    members = [member for part in TITLES.split(text) for member in members_of(part, index)]
    if any(is_strange(member, frozenset(member), index) for member in members):
        return None
    if query.asked and members:
        return _in_a_list(text, members, query, index)
    return _anywhere(members, query, index)


def _in_a_list(text: str, members: list[tuple[str, ...]], query: Query, index: Index) -> list[Reading] | None:
    """Readings in the column of a list."""
    found = [list(_mentions(member, query, index)) for member in members]
    members, found = _said(members, found)
    unknown = {word for member in members for word in unknown_words(member, index, index.open_schemes)}
    if NEGATIONS & unknown or any(HEDGES.intersection(member) for member in members):
        return []
    # What stands before a colon or a dash is the value: "blended: three days on campus and units online".
    title = {e.concept.iri: e for e in index.phrased(members[0]) if e.concept.scheme in query.schemes - _NAMES}
    if len(title) == 1 and members[0] == words(TITLES.split(text)[0]) != words(text) and not MIXED & unknown:
        return _mentioned(title.values())
    mentioned = {entry.concept.iri: entry for entries in found for entry in entries}
    if not mentioned:
        return None
    # "A mixture of online" and something else is not online.
    believed = len(members) == 1 and not MIXED & unknown
    names = any(entry.concept.scheme in _NAMES for entry in mentioned.values())
    if names and unknown - TRAILERS:
        # "French polishing" is not about French; what is "taught through the medium of Welsh" is.
        told = len(mentioned) == 1 and any(_is_named(member, query, index) for member in members)
        return _mentioned(mentioned.values()) if told else offered(mentioned.values())
    believed = (believed or not unknown - TRAILERS) and not names
    if len(members) == 1 and _is_of_another(members[0], query, unknown):
        return []
    if len(mentioned) == 1 and (believed or (all(found) and len(members) > 1)):
        return _mentioned(mentioned.values())
    # "Employees of small firms" are employees, whatever small firms are; "portfolio, 2500 words" is a portfolio.
    headed = len(members) == 1 or query.schemes & _AUDIENCES
    before = until_preposition(members[0]) if headed and not query.schemes & _SEVERAL_AT_ONCE else ()
    if len(mentioned) == 1 and all(any(word[0].isdigit() for word in member) for member in members[1:]):
        before = members[0] if index.is_phrase(members[0]) else before
    if len(members) == 1 and "of" in members[0]:
        before = members[0][: members[0].index("of")]
    heads = {entry.concept.iri: entry for entry in _mentions(before, query, index)}
    if len(heads) == 1 and not MIXED & unknown:
        return _mentioned(heads.values())
    # Of one value beside unknown words it is weighed how much they say.
    return offered(mentioned.values()) if len(mentioned) > 1 or len(members) > 1 else None


def _said(
    members: list[tuple[str, ...]], found: list[list[Entry]]
) -> tuple[list[tuple[str, ...]], list[list[Entry]]]:
    """The members that say something, and their entries, without those that deny: "no exam, portfolio only"."""
    kept = [n for n, member in enumerate(members) if not NEGATIONS.intersection(member)]
    if len(kept) == len(members) or not any(found[n] for n in kept):
        return members, found
    return [members[n] for n in kept], [found[n] for n in kept]


def _anywhere(members: list[tuple[str, ...]], query: Query, index: Index) -> list[Reading] | None:
    """Readings where no list was named."""
    if any(NEGATIONS.intersection(unknown_words(member, index, index.open_schemes)) for member in members):
        return []
    members = [_core(member, query, index) for member in members]
    found = _without_units([list(_mentions(member, query, index)) for member in members])
    members = [
        member for member, entries in zip(members, found, strict=True) if entries or not _counts(member, index)
    ]
    found = [entries for entries in found if entries] if len(members) < len(found) else found
    mentioned = _beside_audiences(entry for entries in found for entry in entries)
    schemes = frozenset(entry.concept.scheme for entry in mentioned.values())
    known = schemes | EVERYDAY_UNITS | _AUDIENCES
    unknown = {word for member in members for word in unknown_words(member, index, known)} - SMALL
    if len(mentioned) > 1 and len(schemes) == 1:
        # "A mixture of lectures and workshops" says itself that nothing decides.
        unknown -= MIXED
    plain = not unknown - TRAILERS and not schemes & _NAMES and all(_ends(member, index) for member in members)
    people = _people(members[0] if members else (), query, index)
    if people and schemes <= SUBJECTS:
        return people
    if len(mentioned) == 1 and plain and (len(members) == 1 or all(found)):
        return _mentioned(mentioned.values())
    if people:
        return people
    text = tuple(word for member in members for word in member)
    strange = is_strange(text, unknown, index)
    alone = len(mentioned) == 1 and len(members) == 1 and schemes <= _PLAIN_LISTS
    # Of a text in another language that nobody turned into English, the order of the words says nothing.
    alone = alone and query.language.split("-")[0] in ("", "en")
    clear = alone and not strange and len(unknown) <= _TWO_WORDS and not MIXED & unknown
    if clear and _ends_in_value(members[0], query, index):
        sure = confidence("mention, and more")
        return [replace(reading, confidence=sure) for reading in _mentioned(mentioned.values())]
    query = replace(query, schemes=query.schemes - _NAMES - SUBJECTS - _AUDIENCES)
    members_apart = [_apart(member, query, index) for member in members] if members[1:] else []
    apart = {entry.concept.iri: entry for entries in members_apart for entry in entries}
    others = [e for own, each in zip(members_apart, found, strict=False) if not own for e in each]
    if len(apart) == 1 and not any(entry.concept.scheme in query.schemes for entry in others):
        return _mentioned(apart.values())
    heads = _heads(members[0], query, index) if len(members) == 1 else []
    if len({entry.concept.iri for entry in heads}) == 1:
        return _mentioned(heads)
    if not plain or strange or len(mentioned) < _TWO_WORDS or not all(found):
        return None
    if schemes & (SUBJECTS | _AUDIENCES | index.term_schemes):
        return None
    # One value of each of several lists is each in its own list what the text says.
    return _mentioned(mentioned.values()) if len(schemes) == len(mentioned) else offered(mentioned.values())


def _remarked(label: tuple[str, ...], query: Query, index: Index) -> list[Reading] | None:
    """Readings of a label with a remark in brackets that names no other value: "online (via Canvas)"."""
    whole = words(query.text)
    if whole == label or (NEGATIONS | MIXED).intersection(whole):
        return None
    entries = [e for e in index.phrased(label) if e.concept.scheme in query.schemes - _NAMES - SUBJECTS]
    schemes = frozenset(entry.concept.scheme for entry in entries)
    mentioned = {e.concept.iri for e in _mentions(whole, query, index) if e.concept.scheme in schemes}
    strange = is_strange(whole, unknown_words(whole, index, index.open_schemes), index)
    return _mentioned(entries) if entries and len(mentioned) == 1 and not strange else None


def _is_named(member: tuple[str, ...], query: Query, index: Index) -> bool:
    """Whether a name stands where names do: after a small word, or before what is said to be in a language."""
    places = (at for at in range(1, len(member)) if member[at - 1] in PREPOSITIONS | _NAMING)
    return any(next(_mentions(member[at : at + 1], query, index), None) for at in places) or (
        len(member) > 1 and member[1] in _NAMING and any(_mentions(member[:1], query, index))
    )


def _people(member: tuple[str, ...], query: Query, index: Index) -> list[Reading]:
    """Readings of people of whom something is said: "people working in construction", "SMEs in Scotland"."""
    for at in range(len(member) - 1, 0, -1):
        if member[at] not in _SAID_OF and not member[at].endswith("ing"):
            continue
        entries = [e for e in index.phrased(member[:at]) if e.concept.scheme in query.schemes & _AUDIENCES]
        if entries:
            sure = confidence("mention, and more")
            return [replace(reading, confidence=sure) for reading in _mentioned(entries)]
    return []


def _is_of_another(member: tuple[str, ...], query: Query, unknown: set[str]) -> bool:
    """Whether a word that nobody knows is what the phrase is about: a "quiz night" is no quiz, but a night."""
    head = until_preposition(member)
    last = head[-1:]
    if len(head) < _TWO_WORDS or not unknown.issuperset(last) or last[0].endswith((*DONE, "ing", "ly")):
        return False
    return len(head) == len(member) and not query.schemes & (_AUDIENCES | SUBJECTS) and last[0] not in TRAILERS


def _ends_in_value(member: tuple[str, ...], query: Query, index: Index) -> bool:
    """Whether a value stands at the end: what is not known goes before it, for an "online shop" is none of ours."""
    head = until_preposition(member)
    ends = (head[start:] for start in range(len(head)))
    return any(index.phrased(end) and any(_mentions(end, query, index)) for end in ends)


def _core(member: tuple[str, ...], query: Query, index: Index) -> tuple[str, ...]:
    """A member without what goes before "assessed by" and after "in Edinburgh"."""
    lead = next((at for at, word in enumerate(member) if word in PREPOSITIONS), 0)
    if (
        lead
        and (member[lead - 1].endswith((*DONE, "ble")) or member[lead] in _OF)
        and index.idle.issuperset(member[:lead])
        and not any(_mentions(member[:lead], query, index))
    ):
        member = member[lead + 1 :]
    within = _within_labels(member, query, index)
    for at in range(len(member) - 1, 0, -1):
        if (
            at not in within
            and member[at] in PREPOSITIONS - _OF
            and not any(_mentions(member[at + 1 :], query, index))
        ):
            starts = any(_mentions(member[at:], query, index)) or any(
                index.is_phrase(member[start : at + 1]) for start in range(at)
            )
            if not starts:
                member = member[:at]
    return member


def _beside_audiences(entries: Iterable[Entry]) -> dict[IRI, Entry]:
    """Entries by their concept; whom a thing is for is not asked where the thing is named."""
    found = {entry.concept.iri: entry for entry in entries}
    others = {iri: entry for iri, entry in found.items() if entry.concept.scheme not in _AUDIENCES}
    return others or found


def _without_units(found: list[list[Entry]]) -> list[list[Entry]]:
    """Entries of each member without the units of a duration, where there are others: "one evening a week"."""
    others = [[entry for entry in entries if entry.concept.scheme not in EVERYDAY_UNITS] for entries in found]
    return others if any(others) else found


def _counts(member: tuple[str, ...], index: Index) -> bool:
    """Whether a member is only an amount: "4 hours per week"."""
    return not unknown_words(member, index, EVERYDAY_UNITS) - SMALL


def _ends(member: tuple[str, ...], index: Index) -> bool:
    """Whether the last word of a name may end it: "employer school" is about a school, which is none of ours."""
    last = until_preposition(member)[-1:]
    return not last or last[0] not in index.idle - TRAILERS or last[0].endswith(DONE)


def _apart(member: tuple[str, ...], query: Query, index: Index) -> list[Entry]:
    """Entries of two words and more that a member of a list is, apart from numbers: "FE students, block release"."""
    bare = tuple(word for word in member if not says_little(word)) if says_little(member[-1]) else member
    entries = index.phrased(bare) if len(bare) >= _TWO_WORDS else []
    return [entry for entry in entries if entry.concept.scheme in query.schemes]


def _heads(member: tuple[str, ...], query: Query, index: Index) -> list[Entry]:
    """Entries that are the head of a phrase of known words: "weekend workshop"."""
    phrase = until_preposition(member)
    rest = member[len(phrase) :]
    for start in range(len(phrase)):
        entries = [e for e in index.phrased(phrase[start:]) if e.concept.scheme in query.schemes & _THINGS]
        if entries:
            # "Language course" is a course, "business class" and "investment portfolio" are nothing of ours.
            taught = entries[0].concept.scheme in TAUGHT and key(entries[0].label.text) not in index.everyday
            known = index.modifying_teaching if taught else index.modifying
            unknown = unknown_words(phrase[:start], index, known) - EDUCATIONAL
            if is_strange(member, unknown, index) or ((unknown or not start) and not is_scholarly(entries[0], index)):
                return []
            # A "portfolio of practice" is a portfolio, a "course of antibiotics" is no course.
            if rest[:1] == ("of",) and taught and unknown_words(rest[1:], index, index.open_schemes):
                return []
            return entries
    return []


def _mentioned(entries: Iterable[Entry]) -> list[Reading]:
    sure = confidence("mention")
    return [
        Reading(entry, BROAD, COMPOSITE, sure - at / 100, f"Mentions {name_of(entry.label)} and no other value.")
        for at, entry in enumerate(entries)
    ]


def _mentions(part: tuple[str, ...], query: Query, index: Index) -> Iterator[Entry]:
    """The labels of the lists asked for that stand in a part, the longest at each place."""
    last = 0
    for start, labels in enumerate(index.labels_from(part)):
        if start >= last and labels:
            last, phrase = labels[0]
            if not query.schemes.isdisjoint(index.schemes_of(phrase)):
                unit = not EVERYDAY_UNITS.isdisjoint(index.schemes_of(phrase))
                schemes = (
                    query.schemes - EVERYDAY_UNITS
                    if unit and not _is_counted(part[:start], part, index)
                    else query.schemes
                )
                yield from (e for e in index.entries_of(phrase) if e.concept.scheme in schemes and not _is_code(e))


def _is_counted(before: tuple[str, ...], part: tuple[str, ...], index: Index) -> bool:
    """Whether a unit may be meant as one: behind a number, or beside nothing unknown; a "happy hour" is none."""
    return any(word[0].isdigit() or word in COUNTED for word in before) or not unknown_words(
        part, index, index.open_schemes
    )


def _within_labels(part: tuple[str, ...], query: Query, index: Index) -> set[int]:
    """The places of words that stand inside a label, and are not its first: the “to” of "face to face"."""
    found: set[int] = set()
    for start, labels in enumerate(index.labels_from(part)):
        for end, phrase in labels:
            if not query.schemes.isdisjoint(index.schemes_of(phrase)):
                found.update(range(start + 1, end))
                break
    return found


def _is_code(entry: Entry) -> bool:
    """Whether a label is the code of a name: "per" is Persian in a list, and a small word in a phrase."""
    return entry.concept.scheme in _NAMES and len(entry.label.text) <= SHORT
