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
# The endings of a form, and what stands in the dictionary in their place.
_Endings = tuple[tuple[str, tuple[str, ...]], ...]


def _each(endings: str, others: str) -> _Endings:
    """Each of these endings in the place of each of the others; a full stop is no ending at all."""
    instead = tuple(other.strip(".") for other in others.split())
    return tuple((ending, instead) for ending in sorted(endings.split(), key=len, reverse=True))


_ENDINGS: dict[str, _Endings] = {
    "de": (("en", ("", "e")), ("e", ("",)), ("er", ("", "e")), ("es", ("", "e")), ("em", ("", "e")), ("n", ("",))),
    "fr": (("aux", ("al",)), ("ale", ("al",)), ("elle", ("el",)), ("e", ("",)), ("", ("e",))),
    "es": (("e", ("",)), ("a", ("o",)), ("o", ("a",))),
    "it": (("i", ("o", "e", "io")), ("e", ("a", "o")), ("a", ("o",)), ("he", ("a",)), ("hi", ("o",))),
    "pt": (("oe", ("ao",)), ("ai", ("al",)), ("a", ("o",)), ("o", ("a",)), ("e", ("",))),
    "gl": (("on", ("on",)), ("ai", ("al",)), ("a", ("o",)), ("o", ("a",)), ("e", ("",))),
    "ca": _each("a e o i on", ". a e o"),
    "ro": _each("urilor urile ului ilor elor uri ile lor ul ii ei le ua ea ie a e i u", ". a e u ie iu"),
    "nl": (("en", ("", "e")), ("e", ("",))),
    "sv": (
        ("erna", ("",)),
        ("arna", ("", "e")),
        ("orna", ("a",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("ar", ("", "e")),
        ("er", ("",)),
        ("or", ("a",)),
        ("na", ("",)),
        ("an", ("a",)),
        ("a", ("",)),
        ("n", ("",)),
        ("t", ("",)),
    ),
    "da": (
        ("erne", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("n", ("",)),
    ),
    "nb": (
        ("ene", ("",)),
        ("en", ("", "e")),
        ("et", ("", "e")),
        ("er", ("", "e")),
        ("e", ("",)),
        ("t", ("",)),
        ("a", ("",)),
    ),
    "is": _each("anna inum unum inni inu num sins ins ir ur ar um id in a i u", ". a i ur ir"),
    "fi": (
        *_each("ksissa ksista ksessa ksesta ksella kselle ksena ksien ksia kset ksen kseen", "s"),
        *_each("sesti sessa sella selle sista sille sissa sina sena sen set sia sta sien", "nen"),
        *_each("esti issa ista illa ilta ille iksi ihin iin ina ien ia it", ". i a o"),
        *_each("oissa oista oilla oille oina ojen oita oja ot", "o a"),
        *_each("ssa sta lla lta lle tta ksi na ta seen een ien jen an en in on un n t a", ". i a"),
    ),
    "et": (
        *_each("usele usega usest usena usel uses used uste ust use", "us"),
        *_each(
            "atele atega ates ades idele sse del dele tele ndus st le lt ga ks na de te id ta d l s t a e i u",
            ". e i",
        ),
    ),
    "hu": _each(
        "oknak eknek aknak okban ekben okkal ekkel aiban eiben okra ekre ban ben bol val vel nal nel nak nek hoz hez"
        " ert kent juk ben ra re ba be on en ok ek ak ot et at ja je os es as ai ei n k t i u a e",
        ". a e",
    ),
    "tr": _each(
        "larinda lerinde larinin lerinin larin lerin lari leri lar ler sinda sinde sini inda inde undan dan den"
        " tan ten nin nun da de ta te in un ya ye si su li lu la le i u a e",
        ". a e i",
    ),
    "eu": _each(
        "entzako entzat arentzat etarako ekoak ekoa etako etan etara ekin aren eko eak ean ari rako koak koa tik ra"
        " ko ak ek en an ik a z",
        ". a",
    ),
    "pl": (
        ("ow", ("",)),
        ("y", ("", "a")),
        ("i", ("", "a")),
        ("a", ("",)),
        ("e", ("a", "y")),
        ("ego", ("y",)),
        ("ych", ("y",)),
        ("iem", ("",)),
        ("em", ("",)),
        ("u", ("",)),
        ("ie", ("",)),
        ("ami", ("",)),
        *_each("owej owego owym owych owa owe", "owy"),
        *_each("nego nych nymi nym nej na ne", "ny"),
        *_each("skiej skiego skich skim ska", "ski"),
        *_each("acji acje acja acjami acjach", "acja"),
        *_each("eniu enia eniem eniach", "enie"),
        *_each("aniu ania aniem aniach", "anie"),
        *_each("ami ach om owi a e y i u", "a ."),
    ),
    "cs": (
        ("y", ("", "a")),
        ("u", ("", "a")),
        ("e", ("", "a", "y")),
        ("a", ("", "y")),
        ("eho", ("y",)),
        ("ych", ("y",)),
        ("em", ("",)),
        ("i", ("", "y")),
        ("ym", ("y",)),
        *_each("eho emu ych ymi ym em ou ich im", "y i"),
        *_each("ami emi ove ech ich um ech ach am em ou", ". a e i"),
    ),
    "sk": _each("eho emu ych ymi iach och ami ovi mi ej om ou ym ach am ov ich im ia ie iu u e a y i", ". y a i e"),
    "sl": _each("ega emu imi ami ih im em om ah ov ev ju jo ja a e i o u", ". i a o"),
    "hr": _each("oga omu nih nim ima ama eva ova ovi evi og om im ih oj em a e i o u", ". i a o"),
    "bg": _each("ията ията ите ето ият ата ост ия ят та то те ни на но а я и е о у", ". а е и о"),
    "uk": _each("ового ими ами ями ого ому ових ій ою ею их им ах ях ів ам ям ої у ю а я і и е о", ". а я и о"),
    "lt": _each(
        "uosius iosios iams uose iuose iniu ose ems ams oms ini iai iu am om em ai ia ei os io ui u o a e i y",
        ". a i y e u",
    ),
    "lv": _each("iem ajam ajai ajos anas anai anam am ai em ei im os as es is ju us u a e i o", ". a e i u"),
    "el": _each("εων ουσ ων ου οι ησ εσ ασ εισ οσ ον ην α ε η ο ι", "οσ ο α η ησ ι ."),
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
    """The endings of a language that end in this letter, in their order."""
    return tuple(kept for kept in _ENDINGS.get(language, ()) if kept[0][-1:] in ("", last))
