"""The forms of words: what a dictionary says of an inflected word, and of a compound by its parts.

Only what parts a form from the word in the dictionary is known of a language, not its grammar.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mcvocab.labels import singular
from mcvocab.mapping.entry import STRANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_ENDING, SHORTEST_PART, _SHORTEST_STEM, _LONG_PART = 3, 3, 4, 5
_LONG_FIRST_PART = 6
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
# The endings of a form, and what stands in the dictionary in their place; a full stop is no letter at all.
_Endings = tuple[tuple[str, tuple[str, ...]], ...]
_ENDINGS = {
    "de": "innen in > . e | en > . e | e > . | er es em > . e | n > .",
    "fr": "aux ale > al | elle > el | e > . | . > e",
    "es": "e > . | a > o | o > a",
    "it": "i > o e io | e > a o | a > o | he > a | hi > o",
    "pt": "oe > ao | ai > al | a > o | o > a | e > .",
    "gl": "on > on | ai > al | a > o | o > a | e > .",
    "ca": "on a e o i > . a e o",
    "ro": "urilor urile ului ilor elor uri ile lor ul ii ei le ua ea ie a e i u > . a e u ie iu",
    "nl": "en > . e | e > .",
    "sv": "erna > . | arna > . e | orna > a | en et ar > . e | er > . | or > a | na > . | an > a | a n t > .",
    "da": "erne > . | en et er > . e | e t n > .",
    "nb": "ene > . | en et er > . e | e t a > .",
    "is": "anna inum unum inni sins inu num ins ir ur ar um id in a i u > . a i ur ir",
    "fi": (
        "ksissa ksista ksessa ksesta ksella kselle ksena ksien kseen ksia kset ksen > s | sesti sessa sella "
        "selle sista sille sissa sina sena sien sen set sia sta > nen | esti issa ista illa ilta ille iksi "
        "ihin iin ina ien ia it > . i a o | oissa oista oilla oille oina ojen oita oja ot > o a | seen ssa "
        "sta lla lta lle tta ksi een ien jen na ta an en in on un n t a > . i a"
    ),
    "et": (
        "usele usega usest usena usel uses used uste ust use > us | atele atega idele ates ades dele tele "
        "ndus sse del st le lt ga ks na de te id ta d l s t a e i u > . e i"
    ),
    "hu": (
        "oknak eknek aknak okban ekben okkal ekkel aiban eiben okra ekre kent ban ben bol val vel nal nel "
        "nak nek hoz hez ert juk ben ra re ba be on en ok ek ak ot et at ja je os es as ai ei n k t i u a e "
        "> . a e"
    ),
    "tr": (
        "larinda lerinde larinin lerinin larin lerin sinda sinde undan lari leri sini inda inde lar ler dan "
        "den tan ten nin nun da de ta te in un ya ye si su li lu la le i u a e > . a e i"
    ),
    "eu": (
        "arentzat entzako etarako entzat ekoak etako etara ekoa etan ekin aren rako koak eko eak ean ari "
        "koa tik ra ko ak ek en an ik a z > . a"
    ),
    "pl": (
        "ow > . | y i > . a | a > . | e > a y | ego ych > y | iem em u ie ami > . | owego owych owej owym "
        "owa owe > owy | nego nych nymi nym nej na ne > ny | skiego skiej skich skim ska > ski | acjami "
        "acjach acji acje acja > acja | eniach eniem eniu enia > enie | aniach aniem aniu ania > anie | ami "
        "ach owi om a e y i u > a ."
    ),
    "cs": (
        "y u > . a | e > . a y | a > . y | eho ych > y | em > . | i > . y | ym > y | eho emu ych ymi ich ym "
        "em ou im > y i | ami emi ove ech ich ech ach um am em ou > . a e i"
    ),
    "sk": "iach eho emu ych ymi och ami ovi ach ich mi ej om ou ym am ov im ia ie iu u e a y i > . y a i e",
    "sl": "ega emu imi ami ih im em om ah ov ev ju jo ja a e i o u > . i a o",
    "hr": "oga omu nih nim ima ama eva ova ovi evi og om im ih oj em a e i o u > . i a o",
    "bg": "ията ията ите ето ият ата ост ия ят та то те ни на но а я и е о у > . а е и о",
    "uk": "ового ових ими ами ями ого ому ій ою ею их им ах ях ів ам ям ої у ю а я і и е о > . а я и о",
    "lt": (
        "uosius iosios iuose iams uose iniu ose ems ams oms ini iai iu am om em ai ia ei os io ui u o a e i "
        "y > . a i y e u"
    ),
    "lv": "ajam ajai ajos anas anai anam iem am ai em ei im os as es is ju us u a e i o > . a e i u",
    "el": "εων ουσ εισ ων ου οι ησ εσ ασ οσ ον ην α ε η ο ι > οσ ο α η ησ ι .",
}
# How a word may begin in a sentence, and how it begins in the dictionary.
_ECLIPSIS = (("bhf", "f"), ("mb", "b"), ("gc", "c"), ("nd", "d"), ("ng", "g"), ("bp", "p"), ("dt", "t"))
_LENITION = tuple((f"{letter}h", letter) for letter in "bcdfgmpst")
_BEGINNINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "ga": (*_ECLIPSIS, *_LENITION),
    "gd": _LENITION,
    "cy": (
        *(("ngh", "c"), ("mh", "p"), ("nh", "t"), ("ph", "p"), ("th", "t"), ("ch", "c"), ("dd", "d")),
        *(("b", "p"), ("d", "t"), ("g", "c"), ("f", "b"), ("f", "m"), ("l", "ll"), ("r", "rh"), ("", "g")),
    ),
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
        last = _last(word[start:], dictionary, language, forms=forms)
        if not last or last == STRANGE:
            continue
        for joint in _JOINTS[language]:
            first = word[:start].removesuffix(joint) if word[:start].endswith(joint) else ""
            if (
                len(first) >= SHORTEST_PART
                and (meaning := translated(first, dictionary, language, forms=forms, whole=True)) is not None
            ):
                return STRANGE if meaning == STRANGE else f"{meaning} {last}".strip()
        # A short last part needs a long first one: a “Konkurs” is no course.
        long = len(word) - start >= _LONG_PART or (start >= _LONG_FIRST_PART and len(word) - start == SHORTEST_PART)
        if opaque is None and last and forms and not whole and long:
            opaque = f"{word[:start]} {last}"
    return opaque


def _last(word: str, dictionary: Mapping[str, str], language: str, *, forms: bool) -> str | None:
    """The English of the last part of a compound, which may have lost the “s” that it ends in: “Abendkurs”."""
    english = _inflected(word, dictionary, language, forms=forms)
    return (
        dictionary.get(word + "s", dictionary.get(word + "s*"))
        if not english and len(word) == SHORTEST_PART
        else english
    )


def _inflected(word: str, dictionary: Mapping[str, str], language: str, *, forms: bool) -> str | None:
    """The English of a word, or of the word that it is a form of, however it begins."""
    english = formed(word, dictionary, language, forms=forms)
    if english is None and forms:
        for start, other in _BEGINNINGS.get(language, ()):
            if word.startswith(start) and len(word) > _SHORTEST_STEM:
                english = formed(other + word.removeprefix(start), dictionary, language, forms=forms)
                if english is not None:
                    break
    return english


def formed(word: str, dictionary: Mapping[str, str], language: str, *, forms: bool) -> str | None:
    """The English of a word, or of the word that it is a form of by its ending."""
    if word in dictionary:
        return dictionary[word]
    for length in range(len(word), max(SHORTEST_PART, len(word) - (_LONGEST_ENDING if forms else 0)) - 1, -1):
        if word[length : length + 1] == " ":
            break
        if (english := dictionary.get(word[:length] + "*")) is not None:
            return english
    for ending, others in _endings(language, word[-1:]) if forms else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            for other in others:
                # The dictionary folds its words, which takes away what looks like a plural.
                kept = singular(stem + other)
                if (english := dictionary.get(kept, dictionary.get(kept + "*"))) is not None:
                    return english
    return None


@cache
def _endings(language: str, last: str) -> _Endings:
    """The endings of a language that end in this letter, in their order, each with what may stand in its place."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for group in filter(None, _ENDINGS.get(language, "").split(" | ")):
        endings, _, others = group.partition(" > ")
        instead = tuple(other.strip(".") for other in others.split())
        found += ((ending.strip("."), instead) for ending in endings.split() if ending[-1] in (".", last))
    return tuple(found)
