"""A record in the making: values placed by field, parts told apart, before anything is frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Blank, Field, Node, Part, Spot, Value
from mcvocab.values import dataclass, field, replace

if TYPE_CHECKING:
    from mcvocab.interpreter.headings import Column, Headings
    from mcvocab.interpreter.layout import Layout
    from mcvocab.interpreter.pieces import Piece
    from mcvocab.interpreter.values import Values
    from mcvocab.raw import Leaf, Trouble
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


@dataclass(slots=True)
class Reading:
    """What has been gathered of one row so far."""

    root: Sketch
    layout: Layout
    siblings: list[tuple[Sketch, tuple[str, ...], Column, list[Value]]]
    troubles: list[Trouble]
    blanks: dict[str, Spot]
    unread: list[str]
    leaves: list[tuple[Column, Leaf]]
    asides: list[tuple[Column, Leaf, Sketch]]
    doubts: list[tuple[Sketch, str, Value]]
    award: bool = False


class Placing:
    """Puts pieces where they belong in a record in the making.

    Args:
        vocabulary: the language.
        headings: know which parts hold a field.
        values: understand texts.
    """

    def __init__(self, vocabulary: Vocabulary, headings: Headings, values: Values) -> None:
        self._vocabulary, self._fields = vocabulary, vocabulary.fields
        self._headings, self._values = headings, values

    def parts(
        self,
        column: Column,
        chain: tuple[str, ...],
        pieces: Iterable[Piece],
        leaf: Leaf,
        sketch: Sketch,
        top: Sketch,
        reading: Reading,
    ) -> None:
        """A text that stands for a part, or for several: each group of pieces makes one."""
        key = column.field.key if column.field.part is not None else chain[-1]
        above = sketch.reach(chain if column.field.part is not None else chain[:-1])
        parts: dict[int, Sketch] = {}
        for piece in pieces:
            if key not in self._headings.chain(self._fields[piece.field]):
                self.place(piece, leaf, None, top, top, reading)
                continue
            if piece.group not in parts:
                parts[piece.group] = Sketch(leaf.spot)
                above.add(key, parts[piece.group])
            self._add(parts[piece.group], piece, leaf, reading)
        for part in parts.values():
            self.imply(column, leaf, part)

    def place(
        self, piece: Piece, leaf: Leaf, holder: str | None, sketch: Sketch, top: Sketch, reading: Reading
    ) -> None:
        """Put a piece where its field belongs, which need not be where its column was."""
        chain = self._headings.chain(self._fields[piece.field])
        inside = holder is not None and holder in chain
        below = chain[chain.index(holder) + 1 :] if holder is not None and inside else chain
        self._add((sketch if inside else top).reach(below, piece.group), piece, leaf, reading)

    def imply(self, column: Column, leaf: Leaf, sketch: Sketch) -> None:
        """A heading such as “ECTS credits” gives another field its value, where the cell says nothing else."""
        implied = column.implication
        if implied is None or not implied.field or not implied.concept:
            return
        said = sketch.fields.get(implied.field, ())
        if all(isinstance(one, Value) and self._values.is_sign_of(one.text, implied.concept) for one in said):
            label = self._vocabulary.concepts[implied.concept].label
            sketch.add(implied.field, Value(label, implied.concept, leaf.spot, (), default=True))

    def settle(self, reading: Reading) -> None:
        """Let a sign that several things share, such as “$”, go where the record says which of them it is."""
        for sketch, key, sign in reading.doubts:
            members = sketch.fields[key]
            if any(isinstance(one, Value) and self._values.is_sign_of(sign.text, one.term) for one in members):
                sketch.fields[key] = [one for one in members if one is not sign]

    def _add(self, sketch: Sketch, piece: Piece, leaf: Leaf, reading: Reading) -> None:
        """Add a piece of a text that gives several; a sign in it may be explained by what stands elsewhere."""
        value = placed(piece, leaf.spot)
        sketch.add(piece.field, value)
        if value.text != leaf.text and not piece.understood and self._fields[piece.field].schemes:
            reading.doubts.append((sketch, piece.field, value))


def placed(piece: Piece, spot: Spot) -> Value:
    """The value that a piece is at a place."""
    return Value(piece.text, piece.term, spot, piece.candidates)
