"""What becomes of corrections: the new bytes, and those that could not be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcvocab.model import Correction

CHANGED = "the text there is not what was read"
"""Why a correction is refused whose place holds something else: nothing is written on a guess."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A correction that was not written, and why, in words that follow “because”."""

    correction: Correction
    reason: str


@dataclass(frozen=True, slots=True)
class Patched:
    """The bytes of a file once corrected, and the corrections left out of it."""

    data: bytes
    refusals: tuple[Refusal, ...] = ()
