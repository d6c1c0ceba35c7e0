"""A record in the making: values placed by field, parts told apart, before anything is frozen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Blank, Field, Node, Part, Spot, Value
from mcvocab.values import dataclass, field, replace

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary


@dataclass(slots=True)
class Sketch:
    """What will become a record or a part: values and inner sketches by field key."""

    spot: Spot = ()
    node: str = ""
    fields: dict[str, list[Value | Sketch]] = field(default_factory=dict)

    def add(self, key: str, member: Value | Sketch) -> None:
        """Put a value or an inner sketch under a field."""
        self.fields.setdefault(key, []).append(member)

    def inner(self, key: str) -> list[Sketch]:
        """The sketches under a part field."""
        return [member for member in self.fields.get(key, ()) if isinstance(member, Sketch)]

    def values(self, key: str) -> Iterator[Value]:
        """The values of a field, however deep."""
        for name, members in self.fields.items():
            for member in members:
                if isinstance(member, Sketch):
                    yield from member.values(key)
                elif name == key:
                    yield member

    def keys(self) -> Iterator[str]:
        """The fields that hold anything, however deep."""
        for name, members in self.fields.items():
            yield name
            for member in members:
                if isinstance(member, Sketch):
                    yield from member.keys()

    def reach(self, chain: tuple[str, ...], slot: int = 0) -> Sketch:
        """The sketch at the end of a chain of part fields, made where it is not there; ``slot`` chooses the last."""
        holder = self
        for depth, key in enumerate(chain, 1):
            wanted = slot if depth == len(chain) else 0
            while len(inner := holder.inner(key)) <= wanted:
                holder.add(key, Sketch(self.spot))
            holder = inner[wanted]
        return holder

    def freeze(self, node: Node, vocabulary: Vocabulary) -> dict[str, tuple[Value | Part, ...]]:
        """The fields as frozen values and parts; parts without an IRI are named after the node that holds them."""
        return {key: tuple(self._members(key, node, vocabulary)) for key in self.fields}

    def _members(self, key: str, node: Node, vocabulary: Vocabulary) -> Iterator[Value | Part]:
        for position, member in enumerate(self.fields[key]):
            if isinstance(member, Value):
                yield member
                continue
            part = vocabulary.fields[key].part
            inner = IRI(member.node) if member.node else Blank(f"{_label(node)}.{key}{position}")
            yield Part(inner, (part,) if part else (), member.freeze(inner, vocabulary), member.spot)


def _label(node: Node) -> str:
    """A name for blank nodes below ``node`` that no two records share."""
    return node if isinstance(node, Blank) else "r" + "".join(c if c.isalnum() else "." for c in node)


def share(root: Sketch, chain: tuple[str, ...], target: Field, values: list[Value]) -> bool:
    """Give sibling values to the parts they belong to; False where they could not be told apart.

    Several parts and as many values: one each. What is said once beside several runs holds for each of them, as the
    length of a course does beside the days on which it starts. Otherwise all values go to the first part.
    """
    holder = root.reach(chain[:-1])
    count = len(holder.inner(chain[-1]))
    if target.of == "offering" and len(chain) == 1 and len(values) == 1:
        values = values * max(count, 1)
    paired = count == len(values) and count > 1
    for slot, value in enumerate(values):
        part = root.reach(chain, slot if paired else 0)
        # A value that the heading implied, or that stood in the cell itself, is not said again.
        present = part.fields.get(target.key, [])
        if not any(isinstance(v, Value) and v.term == value.term for v in present):
            part.add(target.key, value)
        elif value.default is False:
            part.fields[target.key] = [replace(v, default=False) if v == value else v for v in present]
    return paired or count <= 1
