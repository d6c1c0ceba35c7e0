"""What comes of a record, before it is set against others: values that can be handed from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.model import Finding, Location, Mapping, Node, Note, RecordName, Term


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding before display.

    Attributes:
        focus: the node that was judged.
        finding: what was found.
        about: which of the record's values it is about, as a number; None where it is about none.
    """

    focus: Term
    finding: Finding
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A document begins.

    Attributes:
        head: the heading row of a table, or the start of what is none.
        is_table: whether it has headings.
    """

    head: Location
    is_table: bool


@dataclass(frozen=True, slots=True)
class Resumed:
    """A document goes on with another stretch of it, whose records are numbered from 1 again."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding on no record in particular, and whether what it speaks of kept something from being read."""

    finding: Finding
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A file that nobody named and that turned out to hold something else."""

    name: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A record that is not judged.

    Attributes:
        is_award: whether it is a learner's, and may be called by a name that is one's own.
        out_of_scope: whether the standard, or every profile that was asked for, is about records of another kind.
        kind: the kind of credential that it declares, where that is why; else empty.
        of_kind: what is said once of all records of that kind, at the first of them.
    """

    is_award: bool = False
    out_of_scope: bool = False
    kind: str = ""
    of_kind: Finding | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a record is known by, to be compared with the records before it.

    Attributes:
        code: the rule that forbids to use it for something else.
        key: what it is known by, in eight bytes.
        text: the same as written.
        where: the place.
        digest: of the record's specification.
    """

    code: str
    key: bytes
    text: str
    where: Location
    digest: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with all that is to be said of it by itself.

    Attributes:
        name: how to refer to it; its number counts from where its reading began.
        node: what the verdicts on the record itself are about.
        provider: whose it is.
        profiles: those that judged it.
        verdicts: the findings before display.
        table_wide: the rules that found missing what the table has no column for.
        traces: what it is known by; the second counts where the first was not used before.
        mapped: the texts that were understood, with their fields; the place at the first time.
        unread: headings that nobody read.
        named: what an exception may call it.
        owners: what an exception may call its provider.
        quotable: whether its text may be repeated.
        is_award: whether it is a learner's.
    """

    name: RecordName
    node: Node
    provider: str
    profiles: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    table_wide: frozenset[str]
    traces: tuple[Trace, ...]
    mapped: tuple[tuple[str, Mapping, Location | None], ...]
    unread: tuple[str, ...]
    named: tuple[str, ...]
    owners: tuple[str, ...]
    quotable: bool
    is_award: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A document ends."""


Outcome: TypeAlias = "Opened | Resumed | Said | LeftAlone | Passed | Judged | Note | Closed"
