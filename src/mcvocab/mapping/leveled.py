"""The text names a level among other things: "NFQ level 8 special purpose award", "Personal Trainer Level 3".

Three steps, because what a level stands beside tells how sure it is: a framework, a stage of education, or anything.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from mcvocab.expression import expression
from mcvocab.labels import words
from mcvocab.mapping.calibration import UNDECIDED, confidence
from mcvocab.mapping.entry import Entry
from mcvocab.mapping.grammar import EDUCATIONAL, NEGATIONS, SMALL
from mcvocab.mapping.reading import BROAD, COMPOSITE, RELATED, Query, Reading, offered
from mcvocab.model import Label

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index
    from mcvocab.model import IRI, Concept

_TAIL = expression(r"\b(?:level|lefel|niveau|nivel|nível|livello)\s+([0-9]{1,2})$", re.IGNORECASE)
_LEADS = expression(r"(?:level|lefel|niveau|nivel|nível|livello)\s+([0-9]{1,2})\b(?=\D)", re.IGNORECASE)
_LEVEL = expression(r"(?:\b|_)(?:levels?|lvl|lev|l)[\s.:_-]*0?([1-9][0-9]?)(?![0-9])", re.IGNORECASE)
_NUMBER = expression(r"[0-9]+")
_STAGES = EDUCATIONAL | frozenset(words("master bachelor honours doctoral doctorate degree phd"))
_BESIDE_A_NUMBER = _STAGES | SMALL | frozenset(words("certificate diploma award hons ug pg level lvl study"))
_CREDENTIAL = "credential"
# Capitals with a Q name a framework, if one that the language does not have.
_FRAMEWORK = expression(r"\b[A-Z]*Q[A-Z]+\b")


def within(query: Query, index: Index) -> list[Reading] | None:
    """The level of a framework that a text names among other things: "NFQ level 8 special purpose award"."""
    if not index.level_schemes & query.schemes or not any(map(str.isdigit, query.text)):
        return None
    from mcvocab.mapping import annotation  # few texts get so far

    named: dict[IRI, Concept] = {}
    for found in annotation.levels(query, index):
        before, after = query.text[: found.start], query.text[found.end :]
        if query.text[found.start : found.end].isdecimal() and not _names_stage(words(f"{before} {after}"), index):
            continue
        if (iri := found.mapping.concept) and not NEGATIONS.intersection(words(before)):
            named[iri] = index.vocabulary.concepts[iri]
    entries = [Entry(Label(concept.label), concept) for concept in named.values()]
    if not entries:
        return _apart(query, index)
    if len(entries) > 1:
        return offered(entries)
    (concept,) = named.values()
    reason = f"Names “{concept.label}” among other things."
    return [Reading(entries[0], BROAD, COMPOSITE, confidence("level within"), reason)]


def _names_stage(said: tuple[str, ...], index: Index) -> bool:
    """Whether words beside a mere number are those of a stage of education: of "Floor 4" it is no level."""
    at = 0
    for start, labels in enumerate(index.labels_from(said)):
        ends = [end for end, phrase in labels if any(e.concept.kind == _CREDENTIAL for e in index.entries_of(phrase))]
        if start >= at and not ends and said[start] not in _BESIDE_A_NUMBER:
            return False
        at = max(at, *ends, start + 1)
    return True


def _apart(query: Query, index: Index) -> list[Reading] | None:
    """The level of a text that has one level and one framework in different places: "Regulated L5 (RQF)"."""
    levels = _LEVEL.findall(query.text)
    if len(levels) != 1 or len(_NUMBER.findall(query.text)) != 1:
        return None
    said = words(_LEVEL.sub(" ", query.text))
    if NEGATIONS.intersection(said):
        return None
    frameworks = [index.frameworks[word] for word in dict.fromkeys(said) if word in index.frameworks]
    schemes = sorted(query.schemes.intersection(chain.from_iterable(frameworks)))
    concepts = [index.levels[scheme, levels[0]] for scheme in schemes if (scheme, levels[0]) in index.levels]
    reason = f"Speaks of level {levels[0]}, and elsewhere of the list “{{}}”."
    sure = confidence("level within")
    return [
        Reading(
            Entry(Label(concept.label), concept),
            BROAD,
            COMPOSITE,
            sure,
            reason.format(index.vocabulary.schemes[concept.scheme].title),
        )
        for concept in concepts
    ] or None


def tail(query: Query, index: Index) -> list[Reading] | None:
    """The levels that a text ends in where all else it names is a stage of education: "postgraduate level 7"."""
    found = _TAIL.search(query.text) or _LEADS.match(query.text)
    if found is None or not (stage := words(query.text[: found.start()] + query.text[found.end() :])):
        return None
    return _numbered(query, found[1], index) if _STAGES.issuperset(stage) else None


def mention(query: Query, index: Index) -> list[Reading] | None:
    """The levels that a phrase may end in without naming a framework: "Personal Trainer Level 3"; none is decided."""
    if (tail := _TAIL.search(query.text)) is None or _FRAMEWORK.search(query.text):
        return None
    return _numbered(query, tail[1], index)


def _numbered(query: Query, number: str, index: Index) -> list[Reading] | None:
    """The levels with a number in every framework that has it, of which none is decided unless one alone is asked."""
    schemes = sorted(index.level_schemes & query.schemes)
    levels = [index.levels[scheme, number] for scheme in schemes if (scheme, number) in index.levels]
    if len(schemes) == 1 and query.asked:
        reason = f"Names level {number} of the one list of levels that is asked for, among other things."
        sure, predicate = confidence("level within"), BROAD
    else:
        reason = f"Speaks of “level {number}”. The text names no framework, and several number their levels."
        sure, predicate = UNDECIDED, RELATED
    return [Reading(Entry(Label(level.label), level), predicate, COMPOSITE, sure, reason) for level in levels] or None
