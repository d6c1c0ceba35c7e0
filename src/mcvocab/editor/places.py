"""Which field a place in a text belongs to, while somebody is still writing there.

The text may be broken there, so it is not read as ``check`` reads it: only what stands before the place counts.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.editor.extent import DELIMITED
from mcvocab.readers.delimited import separator

if TYPE_CHECKING:
    from mcvocab.interpreter import Interpreter
    from mcvocab.model import Field

_JSON = frozenset({"json", "jsonl", "ndjson", "jsonld"})
_JSON_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*(?:"|$|(?=\n))|[{}\[\],:]')
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_PREDICATE = re.compile(r"[;\[]\s*(?:(?:<([^>\s]*)>|([\w-]*):([\w-]+))\s[^;\[\]]*|[\w:-]*)\Z")
_PREFIX = re.compile(r"@?prefix\s+([\w-]*):\s*<([^>\s]*)>", re.IGNORECASE)
_WRITTEN = re.compile(r"[\w:-]*\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """What may be written somewhere.

    Attributes:
        start: the offset at which what is being written began.
        field: the field whose value belongs there; None where a heading, a key or a property does.
        holder: the key of the part in which a key would stand; None for the record itself.
        quoted: whether the place stands between quotes.
    """

    start: int
    field: Field | None = None
    holder: str | None = None
    quoted: bool = False


def place_at(text: str, offset: int, form: str, interpreter: Interpreter) -> Place | None:
    """What belongs at an offset; None where that cannot be told.

    Args:
        text: the whole text.
        offset: where somebody is writing.
        form: the format of the text, as a suffix without its dot.
        interpreter: knows which headings mean which field.
    """
    finder = (
        _delimited if form in DELIMITED else _json if form in _JSON else _turtle if form in ("ttl", "nt") else None
    )
    return finder(text, offset, interpreter) if finder else None


def _delimited(text: str, offset: int, interpreter: Interpreter) -> Place | None:
    cut_by = separator(text)
    before = list(csv.reader(text[:offset].splitlines(keepends=True), delimiter=cut_by))
    rows = [row for row in before if row]
    number = max(len(rows[-1]) - 1, 0) if rows and not text[:offset].endswith(("\n", "\r")) else 0
    start = max(text.rfind(mark, 0, offset) for mark in (cut_by, "\n", "\r")) + 1
    quoted = text.startswith('"', start)
    first_line = text.lstrip("\ufeff\r\n").partition("\n")[0]
    if offset <= text.find(first_line) + len(first_line):
        return Place(start + quoted, None, None, quoted)
    headings = next(csv.reader([first_line], delimiter=cut_by), [])
    column = interpreter.column(headings[number]) if number < len(headings) else None
    return Place(start + quoted, column.field, None, quoted) if column else None


@dataclass(slots=True)
class _Open:
    """A brace or a bracket that is open, the key under which it stands, and the key that waits for its value."""

    bracket: str
    under: str | None
    waiting: str | None = None

    @property
    def key(self) -> str | None:
        """The key of the value that comes next; None where a key comes next."""
        return self.waiting if self.bracket == "{" else self.under


def _json(text: str, offset: int, interpreter: Interpreter) -> Place | None:
    around, string, start, quoted = [_Open("[", None)], "", offset, False
    for token in _JSON_TOKEN.finditer(text, 0, offset):
        mark, here = token[0], around[-1]
        if mark in "{[":
            around.append(_Open(mark, here.key))
        elif mark in "}]":
            around = around[:-1] or around
        elif mark == ",":
            here.waiting = None
        elif mark == ":":
            here.waiting = string
        else:
            closed = len(mark) > 1 and mark.endswith('"') and not mark.endswith('\\"')
            string, start = mark[1:-1] if closed else mark[1:], token.start() + 1
            quoted = not closed and token.end() == offset
    if not quoted:
        start = _word(text, offset)
    holder = _holder([one.under for one in around if one.bracket == "{"], interpreter)
    key = around[-1].key
    if around[-1].bracket == "{" and key is None:
        return Place(start, None, holder, quoted)
    column = interpreter.column(key, holder) if key else None
    return Place(start, column.field, holder, quoted) if column else None


def _holder(keys: list[str | None], interpreter: Interpreter) -> str | None:
    """The key of the innermost part that is open."""
    holder = None
    for key in keys:
        column = interpreter.column(key, holder) if key else None
        if column and column.field.part is not None:
            holder = column.field.key
    return holder


def _word(text: str, offset: int) -> int:
    """Where the word before an offset begins."""
    written = _WRITTEN.search(text, 0, offset)
    return written.start() if written else offset


# --- Turtle -----------------------------------------------------------------------------------------


def _turtle(text: str, offset: int, interpreter: Interpreter) -> Place | None:
    """By the last property before the place; where none is, a property belongs there."""
    bare = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text[:offset])
    prefixes = dict(_PREFIX.findall(bare))
    found = _PREDICATE.search(bare)
    start = max(_word(text, offset), 0)
    if text[:start].endswith("<"):
        start -= 1
    if found is None:
        return None
    iri, prefix, local = found.groups()
    if iri is None and local is None:
        return Place(start)
    column = interpreter.column(iri if iri is not None else prefixes.get(prefix, "") + local)
    return Place(start, column.field) if column else None
