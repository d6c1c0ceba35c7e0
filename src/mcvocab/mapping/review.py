"""A review: a person goes through uncertain words, one key at a time.

`Review` is a value. A key makes a new one, and what is to be written or taken back comes out beside it as an
`Effect`; nothing here draws, reads or writes, so that a whole review can be told as a list of keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.mapping.decision import Decision
from mcvocab.model import ACCEPTED_PREDICATES, Location, Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTER, ESCAPE, BACKSPACE, UP, DOWN, INTERRUPT = "enter", "escape", "backspace", "up", "down", "interrupt"
"""The keys that write no character; every other key is the character itself."""

ASKING, SEARCHING, HELPING, DONE = "asking", "searching", "helping", "done"
"""What a review is at: a question, a search for another concept, the help page, its end."""

SAME, NEARLY, KIND = "skos:exactMatch", "skos:closeMatch", "skos:broadMatch"
RELATIONS = {SAME: "means the same as", NEARLY: "means nearly the same as", KIND: "is a kind of"}
"""The relations that a person may choose from, and how they are read between a word and a concept."""

Search: TypeAlias = "Callable[[str, Item], Sequence[Mapping]]"


@dataclass(frozen=True, slots=True)
class Item:
    """One uncertain word.

    Attributes:
        text: the word as written.
        field, label: key and label of the field that holds it; empty for a heading.
        schemes: the lists in which its concept may stand.
        count: how often it occurs.
        first: where it stands first.
        candidates: what it may mean, best first.
        heading: whether it is a heading of which no field is known.
    """

    text: str
    field: str
    label: str
    schemes: tuple[str, ...]
    count: int
    first: Location
    candidates: tuple[Mapping, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """A decision is to be written down."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A decision is to be taken back."""

    decision: Decision


Effect: TypeAlias = "Write | Withdraw | None"


@dataclass(frozen=True)
class Review:
    """Where a review stands.

    Attributes:
        items: the words, in order.
        search: finds concepts for what a person types.
        author, date: who decides, and on which day.
        position: the number of the word that is asked about, from 0; the number of words where all are done.
        mode: what the review is at.
        choice: the candidate that Enter takes, from 0.
        relation: the relation that a person chose; empty for the one that fits the candidate.
        typed, found: what was typed into the search, and what it found.
        past: the positions that were left behind, each with its decision; None where it was skipped.
        said: a sentence about what just happened.
    """

    items: tuple[Item, ...]
    search: Search = field(compare=False, repr=False)
    author: str = ""
    date: str = ""
    position: int = 0
    mode: str = ASKING
    choice: int = 0
    relation: str = ""
    typed: str = ""
    found: tuple[Mapping, ...] = ()
    past: tuple[tuple[int, Decision | None], ...] = ()
    said: str = ""

    @property
    def item(self) -> Item | None:
        """The word that is asked about; None where none is left."""
        return self.items[self.position] if self.position < len(self.items) else None

    @property
    def over(self) -> bool:
        """Whether the review has ended, because nothing is left or the person stopped."""
        return self.mode == DONE

    @property
    def shown(self) -> tuple[Mapping, ...]:
        """The candidates to choose from: those of the word, or those of the search."""
        if self.mode == SEARCHING:
            return self.found
        return self.item.candidates if self.item is not None else ()

    @property
    def decided(self) -> tuple[Decision, ...]:
        """The decisions of this review that hold."""
        return tuple(decision for _, decision in self.past if decision is not None)

    @property
    def skipped(self) -> int:
        """How many words were passed over."""
        return sum(decision is None for _, decision in self.past)

    def predicate(self, mapping: Mapping) -> str:
        """The relation in which a candidate would be approved.

        A suggestion says “related”; whoever takes it says more than that, and how much more is theirs to choose.
        """
        if self.relation:
            return self.relation
        return mapping.predicate if mapping.predicate in ACCEPTED_PREDICATES else NEARLY

    def press(self, key: str) -> tuple[Review, Effect]:
        """The review after a key, and what is to be done."""
        if key == INTERRUPT:
            return replace(self, mode=DONE, said=""), None
        if self.mode == DONE:
            return self, None
        if self.mode == HELPING:
            return replace(self, mode=ASKING, said=""), None
        if self.item is None:
            return self._at_the_end(key)
        quiet = replace(self, said="")
        return quiet._searching(key) if self.mode == SEARCHING else quiet._asking(key)

    def overtaken(self, other: Decision) -> Review:
        """The review where the last decision was not written, because somebody else had decided the word."""
        who = other.author or "Somebody else"
        *past, (position, _) = self.past
        said = f"{who} decided “{other.text}” meanwhile; that was kept."
        return replace(self, past=(*past, (position, None)), said=said)

    # --- keys -----------------------------------------------------------------------------------------

    def _asking(self, key: str) -> tuple[Review, Effect]:
        if key in _COMMANDS:
            return _COMMANDS[key](self)
        if key.isdecimal() and key.isascii():
            number = int(key)
            if 1 <= number <= len(self.shown):
                return self._take(self.shown[number - 1])
            return replace(self, said=f"There is no number {number} here."), None
        return replace(self, said="That key does nothing here. Press ? for help."), None

    def _searching(self, key: str) -> tuple[Review, Effect]:
        if key == ESCAPE:
            return replace(self, mode=ASKING, typed="", found=(), choice=0), None
        if key in (UP, DOWN):
            return self._moved(1 if key == DOWN else -1)
        if key == ENTER:
            if self.found:
                return self._take(self.found[self.choice])
            return replace(self, said="Nothing is found yet. Type a word, or press Esc to go back."), None
        if key == BACKSPACE:
            return self._typing(self.typed[:-1])
        if key == "\t":
            return self._related()
        return self._typing(self.typed + key) if len(key) == 1 and key.isprintable() else (self, None)

    def _typing(self, typed: str) -> tuple[Review, Effect]:
        assert self.item is not None
        found = tuple(self.search(typed, self.item)) if typed.strip() else ()
        return replace(self, typed=typed, found=found, choice=0), None

    def _at_the_end(self, key: str) -> tuple[Review, Effect]:
        if key == "u":
            return self._undo()
        return replace(self, mode=DONE, said=""), None

    def _enter(self) -> tuple[Review, Effect]:
        if not self.shown:
            return replace(self, said="Nothing is suggested here. Press o to search, n where nothing fits."), None
        return self._take(self.shown[self.choice])

    def _take(self, mapping: Mapping) -> tuple[Review, Effect]:
        item = self.item
        assert item is not None
        decision = Decision(
            item.text,
            mapping.concept,
            SAME if item.heading else self.predicate(mapping),
            field=item.field,
            author=self.author,
            date=self.date,
            uses=item.count,
        )
        return self._next(decision), Write(decision)

    def _none(self) -> tuple[Review, Effect]:
        item = self.item
        assert item is not None
        decision = Decision(
            item.text,
            field=item.field,
            scheme=item.schemes[0] if len(item.schemes) == 1 else "",
            author=self.author,
            date=self.date,
            uses=item.count,
        )
        return self._next(decision), Write(decision)

    def _skip(self) -> tuple[Review, Effect]:
        return self._next(None), None

    def _next(self, decision: Decision | None) -> Review:
        past = (*self.past, (self.position, decision))
        return replace(self._fresh(), position=self.position + 1, past=past)

    def _fresh(self) -> Review:
        return replace(self, mode=ASKING, choice=0, relation="", typed="", found=())

    def _undo(self) -> tuple[Review, Effect]:
        if not self.past:
            return replace(self, said="There is nothing to undo."), None
        *past, (position, decision) = self.past
        back = replace(self._fresh(), position=position, past=tuple(past), said="Back to the word before.")
        return back, Withdraw(decision) if decision is not None else None

    def _moved(self, by: int) -> tuple[Review, Effect]:
        return replace(self, choice=(self.choice + by) % max(len(self.shown), 1)), None

    def _related(self) -> tuple[Review, Effect]:
        """The next relation, after the one that holds for the candidate in view."""
        if not self.shown or (self.item is not None and self.item.heading):
            return self, None
        order = list(RELATIONS)
        now = order.index(self.predicate(self.shown[self.choice]))
        return replace(self, relation=order[(now + 1) % len(order)]), None

    def _other(self) -> tuple[Review, Effect]:
        return replace(self, mode=SEARCHING, typed="", found=(), choice=0), None

    def _help(self) -> tuple[Review, Effect]:
        return replace(self, mode=HELPING), None

    def _quit(self) -> tuple[Review, Effect]:
        return replace(self, mode=DONE), None


_COMMANDS: dict[str, Callable[[Review], tuple[Review, Effect]]] = {
    ENTER: Review._enter,
    UP: lambda review: review._moved(-1),
    DOWN: lambda review: review._moved(1),
    "r": Review._related,
    "\t": Review._related,
    "o": Review._other,
    "/": Review._other,
    "n": Review._none,
    "s": Review._skip,
    "u": Review._undo,
    "q": Review._quit,
    "?": Review._help,
    "h": Review._help,
}
