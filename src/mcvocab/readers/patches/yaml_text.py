"""Scalars in YAML: in the quotes they had, or in double quotes where the new text needs some."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import yaml

from mcvocab.readers.patches.outcome import CHANGED, Patched
from mcvocab.readers.patches.text import Find, Span, replace

if TYPE_CHECKING:
    from mcvocab.model import Correction

_BLOCK = "the text runs over several lines"


def patch(data: bytes, corrections: Sequence[Correction]) -> Patched:
    r"""The file with scalars replaced.

    >>> from mcvocab.model import Correction, Edit, Location
    >>> value = Correction(Location("a.yaml", 1, 8), "level", Edit("lvl 7", "SCQF level 7"))
    >>> patch(b"level: lvl 7  # as advertised\n", [value]).data
    b'level: SCQF level 7  # as advertised\n'
    """
    return replace(data, corrections, finder)


def finder(whole: str) -> Find:
    """How a correction of this text is written at its place."""
    scalars = {scalar.start_mark.index: scalar for scalar in _scalars(whole)}

    def find(text: str, offset: int, correction: Correction) -> Span | str:
        scalar = scalars.get(offset)
        if scalar is None or scalar.value != correction.edit.old:
            return CHANGED
        end, new = scalar.end_mark.index, correction.edit.new
        if scalar.style in ("|", ">") or "\n" in text[offset:end]:
            return _BLOCK
        if text[offset] in "&!":
            return "the text has a mark of YAML in front of it"
        if scalar.style is None and _is_plain(new):
            return Span(offset, end, new)
        if scalar.style == "'" and "\n" not in new:
            return Span(offset, end, "'" + new.replace("'", "''") + "'")
        return Span(offset, end, json.dumps(new, ensure_ascii=False))

    return find


def _scalars(text: str) -> Iterator[yaml.ScalarNode]:
    try:
        waiting = [node for node in yaml.compose_all(text, Loader=yaml.SafeLoader) if node is not None]
    except yaml.YAMLError:
        return
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue  # an alias is the thing it stands for
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        else:
            waiting.extend(one for pair in node.value for one in pair)


def _is_plain(text: str) -> bool:
    """Whether a text stands for itself without quotes, wherever it is put."""
    try:
        nodes = [yaml.compose(form.format(text), Loader=yaml.SafeLoader) for form in ("k: {}", "[{}]")]
    except yaml.YAMLError:
        return False
    values = [nodes[0].value[0][1] if nodes[0].value else None, nodes[1].value[0] if nodes[1].value else None]
    return all(
        isinstance(value, yaml.ScalarNode) and value.value == text and value.tag.endswith(":str") for value in values
    )
