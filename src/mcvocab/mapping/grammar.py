"""The small words and marks that hold a phrase together, in the languages that providers write in."""

from __future__ import annotations

import re
from functools import lru_cache

from mcvocab.expression import expression
from mcvocab.labels import words

TITLES = expression(r"\s*:\s*|\s+[-–—]\s+|\s+[\"“„«](?=[^\"“”„«»]+[\"“”»]\s*\Z)")
"""What parts a title from its subtitle, or from the name in quotes that follows it."""
LISTED = expression(r"\s*[/;|•·]\s*|,\s+(?:(?:and|or|&)\s+)?")
"""What parts the members of a list, whatever stands between them."""
CONJUNCTIONS = expression(r"\s+(?:and|or|und|oder|et|ou|y|e)\s+|\s*[&+]\s*", re.IGNORECASE)
EITHER = expression(r"\band\s*/\s*or\b", re.IGNORECASE)
_BRACKETS = expression(r"\s*[(\[][^()\[\]]*[)\]]\s*")
EQUIVALENTS = expression(
    r"[\s,(]+(?:or|and|oder|ou|o)\s+(?:(?:its|an?)\s+)?"
    r"(?:equivalents?|similar|comparable|gleichwertig|équivalent|equivalente)\b\)?",
    re.IGNORECASE,
)
"""What may follow the name of a thing and leaves it what it is: "PhD or equivalent"."""
SENTENCE = expression(r"[.?!]\s+\S")
"""Where one sentence ends and another begins: such a text is prose, not a name."""

ABOUT = frozenset(["in", "en", "em"])
"""Prepositions after which the subject of a course stands."""
PREPOSITIONS = ABOUT | frozenset(
    words(
        "of for with on at from by to through via about as into under within de du des di del della da do dos "
        "für im von mit zu zur zum van voor over til om pour para per "
        "med met avec com sur sobre über för dla"
    )
)
LINKS = frozenset(words("of in for the a an de du des d la le les l del della di der die das dem van het een el los"))
"""Small words that may be there or not in the name of one thing: "certificate of" and "in higher education"."""
SMALL = LINKS | PREPOSITIONS
"""Words that no dictionary need have."""
FILLERS = frozenset(
    words(
        "a an the this our your my new only minute hour day week month year point level credit single individual "
        "joint un une le la les der die das ein eine el los il lo"
    )
)
"""Words before the name of a thing that leave it what it is, whatever the thing."""
EDUCATIONAL = frozenset(
    words(
        "academic accredited advanced associate college certificated continuing education executive foundation "
        "further graduate higher introductory learning live micro multiple named postgraduate professional provider "
        "recognised regulated taught technical training tertiary undergraduate university validated vocational"
    )
)
"""Words that say of a course, a module or an award that it belongs to education."""
NEGATIONS = frozenset(
    words(
        "no not non nor never without none neither except other previously formerly nil "
        "ohne kein keine sans pas sin senza zonder geen"
    )
)
HEDGES = frozenset(words("may might could possibly potentially perhaps kann könnte peut pourrait puede podría"))
"""Words that leave open whether what they stand beside is so."""
MIXED = frozenset(words("mixture mix combination combined blend both between partly either choice mostly"))
"""Words that say that more than one thing is meant."""
TRAILERS = frozenset(
    words(
        "attendance basis based class component delivery element evaluation event format learner mode option"
        " participant pattern place route session setting study teaching"
    )
)
"""Words after a value that leave it what it is: "part-time basis"."""
DONE = ("ed", "en", "able")
"""How words end that may follow a thing: a "badge awarded" is a badge, a "badge employer" is none."""
CARRIERS = frozenset(words("course programme scheme"))
"""Words that only say that a named thing is taught: a "MicroMasters programme" is a MicroMasters."""
SPOKEN_OF = frozenset(
    words(
        "course programme program module unit class session workshop lesson lecture training teaching instruction"
        " learning tuition study studie education delivery assessment evaluation fee cost price place participation"
        " attendance qualification certificate option student"
    )
)
"""Of what a sentence speaks that says what a course is like: "the fee is paid by the employer"."""
GENITIVES = frozenset(words("de du des d del della di do da dos das van der l la le les los las el"))
"""Small words inside the name of one thing, after which its own description goes on."""
# Lists whose words stand before a course, a module or a certificate and leave it what it is.
MODIFYING = frozenset(
    [
        "attendance-pattern",
        "cost",
        "credit-system",
        "delivery-mode",
        "difficulty",
        "pacing",
        "provision-route",
        "study-mode",
    ]
)
SUBJECTS = frozenset(["subject", "language", "country"])
"""Lists of what a course may be about."""
FIELDS_OF_STUDY = frozenset(["subject"])
NAMES = SUBJECTS | {"currency"}
"""Lists of names that the world gives: they say no more of a course than that it has to do with the thing."""
UNITS = frozenset(["study-load-unit", "cpd-unit", "credit-system"])
"""Lists of what is counted: a number says which, not a sentence."""
EVERYDAY_UNITS = frozenset(["study-load-unit", "cpd-unit"])
"""Those of them whose names are everyday words, and units only where a number counts them."""
TAUGHT = frozenset(["opportunity-type"])
"""Lists of things that are taught, whatever about."""
_VERSION = expression(r"v?[0-9][0-9.]*(?:st|nd|rd|th)?")


@lru_cache(maxsize=1 << 14)
def says_little(word: str) -> bool:
    """Whether a word is a number, a version or a filler."""
    return word in FILLERS or _VERSION.fullmatch(word) is not None or word[0].isdigit()


def unbracketed(text: str) -> str:
    """The text with a blank in the place of each pair of brackets and what they hold.

    >>> unbracketed("portfolio (3000 words) of practice")
    'portfolio of practice'
    """
    return _BRACKETS.sub(" ", text) if "(" in text or "[" in text else text


def until_preposition(part: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the first preposition."""
    if PREPOSITIONS.isdisjoint(part):
        return part
    return part[: next(n for n, word in enumerate(part) if word in PREPOSITIONS)]


def bared(part: tuple[str, ...]) -> tuple[str, ...]:
    """Words without those at either end that leave a name what it is."""
    start, end = 0, len(part)
    while start < end - 1 and says_little(part[start]):
        start += 1
    while end - 1 > start and (part[end - 1] in TRAILERS or part[end - 1] == "only"):
        end -= 1
    return () if NEGATIONS.intersection(part) else part[start:end]
