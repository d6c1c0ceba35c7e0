"""What a reader hands over before anything is understood: rows of leaves and branches, each with its spot.

A table row is a branch of leaves keyed by heading; a JSON object nests; an RDF node is a branch whose keys are
property IRIs. A key that occurs several times has several values, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from mcvocab.values import dataclass, field

if TYPE_CHECKING:
    from mcvocab.model import Location, Source, Spot


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value as written.

    Attributes:
        text: the text exactly as the file has it; a JSON number keeps its lexical form.
        spot: where it stands.
        language: a language tag that the file itself gives, as in a language map.
        datatype: a datatype IRI that the file itself gives (RDF only).
        kind: ``text``, ``number``, ``boolean`` or ``iri``.
        meaning: what to read in place of the text, where the format of the file says more than the text itself: a
            concept, an address, or the text completed. The text counts where nothing comes of it.
    """

    text: str
    spot: Spot = ()
    language: str = ""
    datatype: str = ""
    kind: str = "text"
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A nested thing: its entries in file order, and the IRI and class IRIs that RDF gave it."""

    entries: tuple[tuple[str, Leaf | Branch], ...]
    spot: Spot = ()
    node: str = ""
    types: tuple[str, ...] = ()


Tree: TypeAlias = "Leaf | Branch"


@dataclass(frozen=True, slots=True)
class Row:
    """One record as read, not yet understood.

    Attributes:
        number: its position within its document, from 1.
        branch: what it says.
        more: the rows below it that only go on with it.
    """

    number: int
    branch: Branch
    more: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the file itself: the code of a reading rule, the spot, what fills its template."""

    code: str
    spot: Spot = ()
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column of a table, as written."""

    text: str
    spot: Spot


def knows_nothing(_heading: str) -> bool:
    """Who has no language knows no heading."""
    return False


def spreads_nothing(_heading: str) -> str:
    """Nor does it know what is said for many."""
    return ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What makes a thing a record, wherever it stands in linked data or in XML.

    Attributes:
        types: class IRIs.
        nested: those of them whose things belong to another record where one leads to them.
        contexts: what the keys of other standards mean: JSON-LD contexts by address, as `json_scan` decodes JSON.
        elements: names of XML elements, each as its namespace, a blank and its local name.
        knows: whether a text is the heading of a field.
        entitles: whether a text is the heading of what a record is called.
        tells: whether a text is the heading of what hardly anything else has, such as its credit.
        spreads: of the heading of what is said once for many records, such as their provider, what it is; else
            nothing.
    """

    types: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()
    contexts: Mapping[str, Any] = field(default_factory=dict)
    elements: frozenset[str] = frozenset()
    knows: Callable[[str], bool] = knows_nothing
    entitles: Callable[[str], bool] = knows_nothing
    tells: Callable[[str], bool] = knows_nothing
    spreads: Callable[[str], str] = spreads_nothing

    def are_of_a_record(self, headings: Collection[str]) -> bool:
        """Whether these headings are those of a record: one says what it is called, another what only a course has.

        A book has a title, too, and a page an address.
        """
        return any(map(self.entitles, headings)) and any(map(self.tells, headings))


NO_KINDS = Kinds()


class Stretch(NamedTuple):
    """Records that stand one after another in a document.

    Attributes:
        ordinal: the number of the first, as the reader counts.
        at: its offset, in bytes.
        line: its physical line, from 1.
        end: the offset of the first record that no longer belongs to it; none, where it goes to the end.
    """

    ordinal: int
    at: int
    line: int
    end: int | None = None


class Document(Protocol):
    """One table, or one list of records, within a file.

    A workbook holds one document a sheet. ``headings`` is None unless the records stand in a table.
    """

    @property
    def source(self) -> Source:
        """Where the records came from."""
        ...

    @property
    def headings(self) -> tuple[Heading, ...] | None:
        """The headings of a table, as written."""
        ...

    def rows(self) -> Iterator[Row | Trouble]:
        """The rows in file order, with the troubles met on the way."""
        ...

    def locate(self, spot: Spot) -> Location:
        """The place of a spot in the file; called for findings only, so it may take its time."""
        ...


@runtime_checkable
class Parted(Document, Protocol):
    """A document of which any stretch can be read by itself."""

    def stretches(self, size: int, may_start: Callable[[Row], bool]) -> Iterator[Stretch]:
        """The whole document in stretches.

        Args:
            size: about how many bytes each is to have, at least.
            may_start: whether a stretch may start with a row, because it does not go on with the one before.
        """
        ...

    def opening(self) -> Iterator[Trouble]:
        """What `rows` tells before the first row."""
        ...

    def rows_within(self, stretch: Stretch) -> Iterator[Row | Trouble]:
        """The rows of a stretch, numbered from 1, with the troubles met on the way."""
        ...
