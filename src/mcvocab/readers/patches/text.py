"""What the text formats share: bytes to text and back without loss, and spans replaced in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.readers.patches.outcome import CHANGED, Patched, Refusal
from mcvocab.readers.text import Lines

if TYPE_CHECKING:
    from mcvocab.model import Correction

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, and what to write there."""

    start: int
    end: int
    new: str


Find: TypeAlias = "Callable[[str, int, Correction], Span | str]"
"""Text, the offset of a place, and the correction: where it is to be written, or why it cannot be."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text file taken apart so that it can be put together again byte for byte."""

    mark: bytes
    encoding: str
    text: str

    @classmethod
    def of(cls, data: bytes) -> Text | None:
        """The text of a file; None where its bytes cannot be had back from it."""
        mark, encodings = next(
            ((mark, (encoding,)) for mark, encoding in _MARKS if data.startswith(mark)), (b"", ("utf-8", "cp1252"))
        )
        for encoding in encodings:
            try:
                text = data[len(mark) :].decode(encoding)
                if text.encode(encoding) == data[len(mark) :]:
                    return cls(mark, encoding, text)
            except UnicodeError:
                continue
        return None

    def holds(self, text: str) -> bool:
        """Whether the encoding of the file has all letters of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeError:
            return False
        return True

    def replaced(self, spans: Iterable[Span]) -> bytes:
        """The file with spans replaced; they may not overlap."""
        pieces, at = [], 0
        for span in sorted(spans, key=lambda span: span.start):
            pieces += [self.text[at : span.start], span.new]
            at = span.end
        return self.mark + "".join([*pieces, self.text[at:]]).encode(self.encoding)


def replace(data: bytes, corrections: Sequence[Correction], find: Callable[[str], Find]) -> Patched:
    """The corrections written into a text file, where ``find`` says how each is written.

    Args:
        data: the bytes of the file.
        corrections: what to write, each with line and column.
        find: given the whole text, gives what finds the place of one correction.
    """
    file = Text.of(data)
    if file is None:
        reason = "the encoding of the file is not certain"
        return Patched(data, tuple(Refusal(correction, reason) for correction in corrections))
    lines, place = Lines(file.text), find(file.text)
    spans: dict[int, Span] = {}
    refusals: list[Refusal] = []
    for correction in corrections:
        where = correction.where
        found: Span | str = CHANGED
        if where.line is not None and where.column is not None and where.line <= lines.count:
            found = place(file.text, lines.start(where.line) + where.column - 1, correction)
        if isinstance(found, Span) and not file.holds(found.new):
            found = f"the encoding of the file, {file.encoding}, lacks a letter of the new text"
        if isinstance(found, Span) and found.start not in spans:
            spans[found.start] = found
        else:
            refusals.append(Refusal(correction, found if isinstance(found, str) else CHANGED))
    return Patched(file.replaced(spans.values()), tuple(refusals))
