"""The tags of a web page and the texts between them, as a browser takes them apart.

Each tag is delimited here and handed to `html.parser` alone: that parser looks through all that follows an open quote
or bracket again and again, so that a page could keep it busy for hours. Here each character is looked at a few times.

Source: https://html.spec.whatwg.org/multipage/parsing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple, TypeAlias

_LONGEST_TAG = 2**20
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?>(?:=\s*(?:\"[^\"]*\"|'[^']*')|[^>])*))>")
_START = re.compile(r"</?[a-zA-Z]")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template")
}
"""What ends the elements in which no tag counts."""
_SHOWN = frozenset({"textarea", "title"})
BLOCKS = frozenset(
    _WORD.findall(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody"
        " td tfoot th thead tr ul"
    )
)
"""The elements that begin and end a line of text."""


class Tag(NamedTuple):
    """A tag of a page.

    Attributes:
        start: its offset in the page.
        name: the name of its element, in small letters.
        closes: whether it ends the element.
        said: what stands in it behind the name.
    """

    start: int
    name: str
    closes: bool
    said: str

    def attributes(self) -> dict[str, str]:
        """Its attributes, by names in small letters; the first of a name counts.

        >>> Tag(0, "td", False, " COLSPAN=2 title='a &amp; b' colspan=3").attributes()
        {'colspan': '2', 'title': 'a & b'}
        """
        reader = _Attributes()
        reader.feed(f"<{self.name}{self.said}>")
        return reader.found


Piece: TypeAlias = str | Tag


def pieces(page: str) -> Iterator[Piece]:
    """The tags of a page and the texts between them, without comments and what no reader of the page sees.

    >>> [piece if isinstance(piece, str) else piece.name for piece in pieces("1 <!-- 2 --><b>3</b><style>4</style>")]
    ['1 ', 'b', '3', 'b', 'style', 'style']
    """
    at = 0
    while (start := page.find("<", at)) >= 0:
        if start > at:
            yield page[at:start]
        if page.startswith("<!--", start):
            at = _after(page, "-->", start + 4)
        elif page.startswith(("<!", "<?"), start):
            at = _after(page, "]]>" if page.startswith("<![CDATA[", start) else ">", start)
        elif (found := _TAG.match(page, start, start + _LONGEST_TAG)) is not None:
            tag = Tag(start, found[2].lower(), bool(found[1]), found[3])
            yield tag
            at = found.end()
            if not tag.closes and tag.name in _RAW:
                closing = _RAW[tag.name].search(page, at)
                end = closing.start() if closing else len(page)
                if tag.name in _SHOWN:
                    yield page[at:end]
                at = end
        elif _START.match(page, start):
            at = start + _LONGEST_TAG  # no bracket closes it so far: there is no tag in between
        else:
            yield "<"
            at = start + 1
    if at < len(page):
        yield page[at:]


def shown(text: str) -> str:
    r"""A text between tags as a browser takes it: character references resolved, blanks and line ends as one blank.

    >>> shown("Bread &amp;\n  butter ")
    'Bread & butter '
    """
    return _BLANKS.sub(" ", unescape(text))


def seen(text: str) -> str:
    r"""The lines of a text as a reader of the page sees them: no blanks around them, none of them empty.

    >>> seen(" Bread \n\n butter")
    'Bread\nbutter'
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class _Attributes(HTMLParser):
    """Reads the attributes of one tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Keep them."""
        for name, value in attrs:
            self.found.setdefault(name, value or "")


def _after(page: str, mark: str, at: int) -> int:
    """The offset after a mark; the end of the page where there is none."""
    found = page.find(mark, at)
    return found + len(mark) if found >= 0 else len(page)
