"""YAML: mappings become branches, as objects of JSON do; every value keeps its line and column.

Nothing is ever constructed, so tags have no effect: a date stays the text that was written, ``yes`` a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mcvocab.model import Location, Source, Spot
from mcvocab.raw import NO_KINDS, Document, Kinds, Trouble
from mcvocab.readers.json_lists import listing
from mcvocab.readers.json_records import Records
from mcvocab.readers.json_scan import DEEPEST, PLACE, Number, Value, sound
from mcvocab.readers.text import Text, examine

if TYPE_CHECKING:
    from mcvocab.content import Content

MOST = 2**25
"""The longest file that is read, in bytes; places in YAML are known only while all of it is held."""

_MOST_VALUES = 5_000_000
"""How many values a document may have once its aliases are written out."""

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_MERGE = "<<"


def read(source: Source, content: Content, kinds: Kinds = NO_KINDS) -> Iterator[Document | Trouble]:
    """The one document of a YAML file, though YAML itself may call its parts documents."""
    content.within(MOST)
    text, troubles = examine(content)
    yield from troubles
    if text is not None:
        yield YamlText(source, text, kinds)


class Malformed(Exception):  # noqa: N818  (an error of the provider's file)
    """The text stops being YAML, or being harmless, at a place."""

    def __init__(self, problem: str, line: int, column: int, code: str = "yaml-malformed") -> None:
        super().__init__(problem)
        self.trouble = Trouble(
            code,
            (PLACE, line, column),
            {"line": str(line), "problem": problem} if code == "yaml-malformed" else {"expected": str(DEEPEST)},
        )


@dataclass(slots=True)
class _Node:
    """A value with its place, the keys and nodes below it, and how many values it stands for."""

    line: int
    column: int
    value: Value = None
    keys: list[str] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    weight: int = 1
    anchor: str | None = None
    is_mapping: bool = False
    waiting: str | None = None
    merged: int = 0
    """How many of the first entries were merged in from elsewhere, and give way to the mapping's own."""


class YamlText(Records):
    """A file of YAML: a list of records, a mapping that holds such a list, or records one after another."""

    def __init__(self, source: Source, text: Text, kinds: Kinds) -> None:
        super().__init__(source, kinds)
        self._text = text
        self._roots: list[_Node] = []

    def _values(self) -> Iterator[tuple[Spot, Value] | Trouble]:
        self._roots = []
        try:
            for root in _documents(self._text.whole()):
                ordinal = len(self._roots)
                self._roots.append(root)
                yield from self._of_document(ordinal, root.value)
        except Malformed as fault:
            yield fault.trouble

    def _of_document(self, ordinal: int, value: Value) -> Iterator[tuple[Spot, Value] | Trouble]:
        if isinstance(value, list):
            for at, element in enumerate(value):
                yield (ordinal, at), element
        elif isinstance(value, tuple) and value:
            found = listing(value)
            if found is None:
                yield (ordinal,), value
            else:
                yield from self._listed(found, value, (ordinal,))
        elif value is not None:
            yield (ordinal,), value

    def locate(self, spot: Spot) -> Location:
        """Line, column and pointer of a value."""
        if not spot:
            return Location(self.source.file, 1, 1)
        if spot[0] == PLACE:
            return Location(self.source.file, int(spot[1]), int(spot[2]))
        node, pointer = self._roots[int(spot[0])], ""
        for step in spot[1:]:
            ordinal = int(step)
            if ordinal >= len(node.below):
                break
            key = node.keys[ordinal] if node.is_mapping else str(ordinal)
            pointer += "/" + key.replace("~", "~0").replace("/", "~1")
            node = node.below[ordinal]
        return Location(self.source.file, node.line, node.column, pointer=pointer)


def _documents(text: str) -> Iterator[_Node]:
    """The roots of the documents, made from events, so that no depth is too much for the computer."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    anchors: dict[str, _Node] = {}
    opened: list[_Node] = []
    events = yaml.parse(text, Loader=loader)
    while True:
        try:
            event = next(events, None)
        except yaml.YAMLError as problem:
            raise _malformed(problem, text) from None
        match event:
            case None:
                return
            case yaml.DocumentStartEvent():
                anchors, opened = {}, []
                continue
            case yaml.ScalarEvent():
                node = _at(event, _scalar(event))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(opened) > DEEPEST:
                    raise Malformed("", event.start_mark.line + 1, event.start_mark.column + 1, "nesting-too-deep")
                opened.append(_at(event, None))
                opened[-1].is_mapping = isinstance(event, yaml.MappingStartEvent)
                opened[-1].anchor = event.anchor
                continue
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                node = _closed(opened.pop())
            case yaml.AliasEvent():
                node = _alias(event, anchors)
            case _:
                continue
        anchor = node.anchor if node.anchor is not None else getattr(event, "anchor", None)
        if anchor is not None and not isinstance(event, yaml.AliasEvent):
            anchors[anchor] = node
        if not opened:
            yield node
        else:
            _put(opened[-1], node)


def _at(event: Any, value: Value) -> _Node:
    return _Node(event.start_mark.line + 1, event.start_mark.column + 1, value)


def _scalar(event: Any) -> Value:
    """What a scalar says: text as written, but for plain numbers, truth values and nothing."""
    text = sound(event.value)
    if event.style or not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    return Number(text) if _NUMBER.fullmatch(text) else text


def _alias(event: Any, anchors: dict[str, _Node]) -> _Node:
    place = event.start_mark.line + 1, event.start_mark.column + 1
    target = anchors.get(event.anchor)
    if target is None:
        raise Malformed(f"“*{event.anchor}” refers to something that is not written above it", *place)
    return _Node(*place, target.value, target.keys, target.below, target.weight, is_mapping=target.is_mapping)


def _put(holder: _Node, node: _Node) -> None:
    """Put a node where it belongs: a key of a mapping waits for its value."""
    holder.weight += node.weight
    if holder.weight > _MOST_VALUES:
        raise Malformed("references repeat values over and over, far beyond any catalogue", node.line, node.column)
    if not holder.is_mapping:
        holder.below.append(node)
    elif holder.waiting is None:
        if isinstance(node.value, tuple | list):
            raise Malformed("a key should be a word, not a list or a mapping", node.line, node.column)
        truth = {True: "true", False: "false", None: ""}
        holder.waiting = node.value if isinstance(node.value, str) else truth[node.value]
    elif holder.waiting == _MERGE and node.is_mapping:
        holder.waiting = None
        holder.keys[holder.merged : holder.merged] = node.keys
        holder.below[holder.merged : holder.merged] = node.below
        holder.merged += len(node.keys)
    else:
        holder.keys.append(holder.waiting)
        holder.below.append(node)
        holder.waiting = None


def _closed(node: _Node) -> _Node:
    if node.is_mapping:
        own = set(node.keys[node.merged :])
        kept = [at for at, key in enumerate(node.keys) if at >= node.merged or key not in own]
        node.keys, node.below = [node.keys[at] for at in kept], [node.below[at] for at in kept]
        node.value = tuple((key, inner.value) for key, inner in zip(node.keys, node.below, strict=True))
    else:
        if any(isinstance(inner.value, str) for inner in node.below):
            for inner in node.below:
                _join_at_colon(inner)
        node.value = [inner.value for inner in node.below]
    return node


def _join_at_colon(node: _Node) -> None:
    """Take “- Cloud platforms: AWS” for the text that it is meant as, where it stands in a list of texts."""
    said = node.below[0].value if node.is_mapping and len(node.keys) == 1 else None
    if isinstance(said, str) and " " in node.keys[0].strip():
        node.value, node.is_mapping = f"{node.keys[0]}: {said}", False
        node.keys, node.below = [], []


def _malformed(problem: Any, text: str) -> Malformed:
    """What the parser has against a text, in words."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    if mark is not None:
        return Malformed(_in_words(getattr(problem, "problem", "") or ""), mark.line + 1, mark.column + 1)
    position = getattr(problem, "position", 0)
    before = text[:position]
    line, column = before.count("\n") + 1, position - before.rfind("\n")
    return Malformed("there is a character that YAML does not allow", line, column)


def _in_words(problem: str) -> str:
    for pattern, words in _PROBLEMS:
        if re.search(pattern, problem):
            return words
    return "this is not YAML"


_PROBLEMS = (
    (
        r"found character '\\t'|cannot start any token|tab",
        "a line starts with a tab, or with a sign that has a meaning in YAML; "
        "use blanks, or put quotation marks around the text",
    ),
    (r"mapping values are not allowed", "there is a colon within a text; put quotation marks around the text"),
    (r"could not find expected ':'", "a key has no colon after it"),
    (
        r"expected <block end>|did not find expected key|block mapping|block collection",
        "the line is not indented like those it belongs to",
    ),
    (r"expected ',' or|flow", "a comma or a closing bracket is missing"),
    (r"end of stream|unexpected end", "the file ends in the middle of a text"),
    (r"alias|anchor", "a reference is not written as it should be"),
    (r"escape", "a backslash is followed by something that YAML does not know"),
    (r"directive|document start", "a document should start here"),
)
