"""The encoding of a text: told by its byte order mark, or by evidence in the bytes themselves."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.content import Content

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_OLDER = (("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman"))
"""What programs wrote before UTF-8, the commonest first; ISO 8859-1 is a part of Windows-1252."""

_DOUBT = 2
"""By how much the rarer one must be likelier before it is believed."""

_PIECE = 2**18
_WITNESSES = 2_000
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?P<stray>[\x80-\xff])"
)
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become text.

    Attributes:
        codec: the name by which Python knows it, for text without a byte order mark.
        title: the name by which people know it.
        mark: the length of the byte order mark.
        mixed: whether single bytes of Windows-1252 stand within UTF-8.
        first_fault: the offset of the first byte that is not what the file says or ought to be, if there is one.
    """

    codec: str
    title: str
    mark: int = 0
    mixed: bool = False
    first_fault: int | None = None

    @property
    def errors(self) -> str:
        """What the codec does with bytes that it does not know: nothing of the text may be lost."""
        return "surrogateescape" if self.mixed else "replace"

    def mend(self, text: str) -> str:
        r"""The text with each stray byte as the character that Windows-1252 has for it.

        >>> Encoding("utf-8", "UTF-8", mixed=True).mend("Caf\udce9")
        'Café'
        """
        return _ESCAPED.sub(_as_windows, text) if self.mixed and not text.isascii() else text

    def size(self, text: str) -> int:
        """How many bytes a decoded text, not yet mended, takes up."""
        if text.isascii() and self.codec in {"utf-8", "cp1252", "mac-roman"}:
            return len(text)
        if self.codec in {"cp1252", "mac-roman"}:
            return len(text)
        return len(text.encode(self.codec, "surrogateescape" if self.mixed else "surrogatepass"))


def encoding_of(content: Content, said: str = "") -> Encoding:
    """The encoding of a content, every byte of which is looked at.

    A byte order mark decides; then what the provider said; else zero bytes in every other place, as UTF-16 has
    them; else UTF-8 where it fits; else the older encoding whose characters make the better words.
    """
    head = content.head()
    for mark, codec, title in _MARKS:
        if head.startswith(mark):
            fault = _first_fault(content, codec, len(mark))
            if fault is not None and codec == "utf-8":
                return _older(content, len(mark), fault)
            return Encoding(codec, title, len(mark), first_fault=fault)
    if said:
        return Encoding(said, said, first_fault=_first_fault(content, said, 0))
    zeros = _zeros(head)
    if zeros:
        return Encoding(zeros, "UTF-16", first_fault=0)
    fault = _first_fault(content, "utf-8", 0)
    return Encoding("utf-8", "UTF-8") if fault is None else _older(content, 0, fault)


def _zeros(head: bytes) -> str:
    """The kind of UTF-16 that text in a Latin script would be, where it has no mark; empty for anything else."""
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if pairs and not even and odd * 2 > pairs:
        return "utf-16-le"
    return "utf-16-be" if pairs and not odd and even * 2 > pairs else ""


def _first_fault(content: Content, codec: str, start: int) -> int | None:
    """The offset of the first byte that the codec refuses."""
    decoder = codecs.getincrementaldecoder(codec)()
    at = start
    for piece in _pieces(content, start):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as problem:
            return at - waiting + problem.start
        at += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        return at - len(problem.object) + problem.start
    return None


def _pieces(content: Content, start: int) -> Iterator[bytes]:
    with content.unwatched() as stream:
        stream.seek(start)
        while piece := stream.read(_PIECE):
            yield piece


def _older(content: Content, mark: int, fault: int) -> Encoding:
    """The encoding of text that is not UTF-8 throughout."""
    whole, stray = 0, 0
    words: list[bytes] = []
    for piece in _pieces(content, mark):
        for found in _MULTIBYTE.finditer(piece):
            stray += found["stray"] is not None
            whole += found["stray"] is None
        if len(words) < _WITNESSES:
            words += [piece[max(f.start() - 2, 0) : f.end() + 2] for f in _BEYOND_ASCII.finditer(piece)]
    if whole > stray:
        return Encoding("utf-8", "UTF-8 with stray characters of Windows-1252", mark, mixed=True, first_fault=fault)
    scores = [sum(_likely(word.decode(codec, "replace")) for word in words[:_WITNESSES]) for codec, _ in _OLDER]
    first, second = scores
    codec, title = _OLDER[second > first + _DOUBT]
    return Encoding(codec, title, mark, first_fault=fault)


def _likely(text: str) -> int:
    """How likely people wrote a few characters: letters within words, the quotation marks and signs of print.

    >>> _likely("Café n"), _likely("CafŽ n")
    (3, -2)
    """
    score = 0
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if character.isascii():
            continue
        if character.islower() and character not in "ƒªºı":
            score += 3 if before.isalpha() or after.isalpha() else -1
        elif character.isupper():
            score += (
                2 if after.islower() and not before.isalpha() else 1 if before.isupper() or after.isupper() else -2
            )
        elif character in "‘’“”":
            score += 3 if before.isalpha() or after.isalpha() else 0
        elif character in "£€":
            score += 3 if after.isdigit() else 1
        elif character in "–—…•·°©®½¼¾\xa0":
            score += 1
        else:
            score -= 3
    return score


def _as_windows(found: re.Match[str]) -> str:
    return bytes((ord(found[0]) - 0xDC00,)).decode("cp1252", "replace")
