"""Which rules are meant: by code, by the words that codes begin with, or by a pattern."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

UNCHANGED = "It does not change which records conform, or which meet a profile."
"""What a report says wherever it leaves something out at a user's wish."""
KNOWN, LIMITED = "findings-known", "findings-limited"
"""The notes of a report that does not hold all findings: an earlier one does, or there were too many."""


class UnknownRuleError(LookupError):
    """A rule was named that there is none of; the text says which are near."""


class UnknownLevelError(LookupError):
    """A level was named that there is none of; the text says which there are."""


class BaselineError(ValueError):
    """An earlier report cannot be used; the sentence says why."""


def choose(names: Iterable[str], codes: Collection[str]) -> frozenset[str]:
    """The codes that are meant by names.

    A name is a code, whole words that codes begin with, or a pattern with ``*``; several may stand in one text with
    commas between them.

    Raises:
        UnknownRuleError: where a name means none of the codes.

    >>> sorted(choose(["credit", "*-odd,mode-missing"], ["credit-missing", "credits-odd", "mode-missing"]))
    ['credit-missing', 'credits-odd', 'mode-missing']
    """
    return frozenset(
        code for text in names for name in text.split(",") if name.strip() for code in _meant(name.strip(), codes)
    )


def _meant(name: str, codes: Collection[str]) -> Iterable[str]:
    if name in codes:
        return (name,)
    pattern = name if "*" in name else f"{name}-*"
    found = [code for code in codes if fnmatchcase(code, pattern)]
    if not found:
        from difflib import get_close_matches

        near = get_close_matches(name, codes, n=3)
        hint = (
            f"Did you mean {' or '.join(f'“{code}”' for code in near)}?"
            if near
            else "“mcvocab explain” lists them all."
        )
        raise UnknownRuleError(f"There is no rule “{name}”. {hint}")
    return found
