from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from mcvocab.raw import Kinds, Leaf, Trouble
from mcvocab.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcvocab.model import Location
    from mcvocab.raw import Branch, Document, Row


@dataclass
class Outcome:
    """All that reading a file gave, with every trouble already located where its document could."""

    documents: list[Document] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    troubles: list[tuple[Trouble, Location | None]] = field(default_factory=list)

    @property
    def document(self) -> Document:
        assert len(self.documents) == 1
        return self.documents[0]

    @property
    def codes(self) -> list[str]:
        return [trouble.code for trouble, _ in self.troubles]

    @property
    def values(self) -> list[list[tuple[str, object]]]:
        return [plain(row.branch) for row in self.rows]

    def place(self, row: int, key: str) -> Location:
        """The place of a value of a row, both counted from 0, by its key or its path of keys."""
        tree: Leaf | Branch = self.rows[row].branch
        for step in key.split("/"):
            assert not isinstance(tree, Leaf)
            tree = dict(tree.entries)[step]
        return self.document.locate(tree.spot)


def plain(branch: Branch) -> list[tuple[str, object]]:
    return [(key, tree.text if isinstance(tree, Leaf) else plain(tree)) for key, tree in branch.entries]


def leaves(branch: Branch) -> Iterator[Leaf]:
    for _, tree in branch.entries:
        if isinstance(tree, Leaf):
            yield tree
        else:
            yield from leaves(tree)


def _reading(
    name: str, data: str | bytes, suffix: str | None = None, types: frozenset[str] = frozenset(), **kinds: Any
) -> Outcome:
    outcome = Outcome()
    content = data.encode() if isinstance(data, str) else data
    for found in read(name, content, suffix, Kinds(types, **kinds)):
        if isinstance(found, Trouble):
            outcome.troubles.append((found, None))
            continue
        outcome.documents.append(found)
        for row in found.rows():
            if isinstance(row, Trouble):
                outcome.troubles.append((row, found.locate(row.spot)))
            else:
                outcome.rows.append(row)
                found.locate(row.branch.spot)
                for leaf in leaves(row.branch):
                    found.locate(leaf.spot)
    return outcome


@pytest.fixture(scope="session")
def reading() -> Callable[..., Outcome]:
    return _reading
