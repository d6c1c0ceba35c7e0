"""One document's records, each with what the engine found: what is to be said of a record by itself.

Nothing here remembers a record, so that any stretch of a document can be inquired into by any process. What depends
on the records before it is for `proceedings` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from mcvocab.engine.messages import best
from mcvocab.findings import Speaker, shorten
from mcvocab.ledger import MAPPINGS_KEPT
from mcvocab.model import IRI, Edit, Field, Literal, Location, Mapping, Node, Note, Record, Spot, Value
from mcvocab.outcomes import Judged, Passed, Said, Trace, Verdict
from mcvocab.raw import Document, Trouble
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.across import Identifiers, Marks
    from mcvocab.engine import Result
    from mcvocab.interpreter import Interpretation
    from mcvocab.interpreter.layout import Guess
    from mcvocab.scope import Scope
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary


class Inquiry:
    """Says what there is to say about the records of one document.

    Args:
        vocabulary, standard: the language and the standard.
        document: where the records stand.
        columns: the fields that the table has columns for, with the spots of their headings.
        profiles: names of the active profiles.
        scope: which records are judged.
        identifiers: what a record is known by.
        corrections: what to write instead of the texts of a record.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        standard: Standard,
        document: Document,
        columns: dict[str, Spot],
        profiles: tuple[str, ...],
        scope: Scope,
        identifiers: Identifiers,
        corrections: Callable[[Interpretation], Iterator[tuple[Spot, Field, Edit]]],
    ) -> None:
        self._corrections = corrections
        self._vocabulary, self._standard, self._document = vocabulary, standard, document
        self._speaker = Speaker(vocabulary, standard, document, columns)
        self._scope, self._identifiers = scope, identifiers
        self._targets = {name: standard.profiles[name].target for name in profiles}
        self._kinds: set[str] = set()
        self._located: set[tuple[str, str]] = set()

    def anew(self) -> None:
        """Tell again what was told once, because nobody knows which stretch is heard first."""
        self._kinds.clear()
        self._located.clear()

    @property
    def head(self) -> Location:
        """The heading row of the table, or the start of what is none."""
        return self._speaker.head()

    def trouble(self, trouble: Trouble) -> Said:
        """Something wrong with the document itself."""
        return Said(self._speaker.trouble(trouble, None), self._standard.rules[trouble.code].unreadable)

    def guessed(self, guesses: Iterable[Guess]) -> Iterator[Note]:
        """Columns that were recognised by what stands in them."""
        for guess in guesses:
            field, heading = guess.column.field, shorten(guess.heading)
            message = (
                f"The column “{heading}” was read as the field “{field.label}” by its content: {guess.kind}. "
                f'If it is not, say so in mcvocab.toml under [columns], such as "{heading}" = false.'
            )
            yield Note("column-by-content", message, self._document.locate(guess.spot))

    def unheaded(self, text: str) -> Note:
        """A table whose first record stands where the headings should, because it has none."""
        message = (
            f"The table seems to have no headings: “{shorten(text)}” stands in the row where they should be, and "
            "is a value like those below it. So that row was read as the headings, and not checked as a record. "
            "Put a row above it that says what each column holds, such as “Title”, “Provider” and “Level”."
        )
        return Note("headings-missing", message, self.head)

    def passed(self, record: Record) -> Passed | None:
        """Why a record is not judged; None where it is."""
        is_award = record.kind == "award"
        if not self._scope.asks_of(record):
            return Passed(is_award, out_of_scope=True)
        other = self._scope.other_kind(record)
        if other is None:
            return None
        concept, value = other
        if concept.iri in self._kinds:
            return Passed(is_award, out_of_scope=True, kind=concept.iri)
        self._kinds.add(concept.iri)
        trouble = Trouble("out-of-scope", value.spot, {"value": concept.label})
        return Passed(is_award, out_of_scope=True, kind=concept.iri, of_kind=self._speaker.trouble(trouble, None))

    def judged(self, interpretation: Interpretation, results: Iterable[Result]) -> Judged:
        """A record with all that is to be said of it by itself."""
        record = interpretation.record
        profiles = self._judging(record)
        found = [
            self._verdict(record, code, result, profiles)
            for result in results
            if (code := self._standard.code(result.shape, result.component)) is not None
        ]
        verdicts = [
            *self._mendable(interpretation, found),
            *(
                Verdict(record.node, self._speaker.trouble(trouble, record, profiles))
                for trouble in interpretation.troubles
            ),
        ]
        marks = self._identifiers.marks(record)
        codes = {verdict.finding.code for verdict in verdicts}
        return Judged(
            self._speaker.name(record),
            record.node,
            self._speaker.provider(record),
            profiles,
            tuple(verdicts),
            frozenset(code for code in codes if self._speaker.is_table_wide(record, code)),
            tuple(self._traces(record, marks, profiles)),
            tuple(self._mapped(record)),
            record.unread,
            _texts(self._identifiers.names(record, marks)) + ((record.node,) if isinstance(record.node, IRI) else ()),
            _texts(marks.owners),
            self._speaker.is_quotable(record),
            record.kind == "award",
        )

    # --- one record -------------------------------------------------------------------------------------

    def _judging(self, record: Record) -> tuple[str, ...]:
        """The active profiles whose target the record, or its micro-credential, is."""
        parts = (member for members in record.fields.values() for member in members)
        classes = {name for holder in (record, *parts) for name in getattr(holder, "types", ())}
        return tuple(name for name, target in self._targets.items() if target is None or target in classes)

    def _verdict(
        self, record: Record, code: str, result: Result, profiles: tuple[str, ...]
    ) -> tuple[Verdict, Value | None]:
        finding, value = self._speaker.verdict(record, code, result.value, profiles)
        finding = replace(finding, component=result.component)
        if not self._standard.is_own(code) and result.is_sparql and result.messages:
            finding = replace(finding, message=shorten(best(result.messages)))  # it may tell values of the query
        return Verdict(result.focus, finding, None if value is None else id(value)), value

    def _mendable(
        self, interpretation: Interpretation, found: list[tuple[Verdict, Value | None]]
    ) -> Iterator[Verdict]:
        """The verdicts, with what would mend the value that each is about."""
        wanted = {value.spot for _, value in found if value is not None}
        leaves = tuple(one for one in interpretation.leaves if one[1].spot in wanted) if wanted else ()
        edits = {spot: edit for spot, _, edit in self._corrections(replace(interpretation, leaves=leaves))}
        for verdict, value in found:
            edit = edits.get(value.spot) if value is not None else None
            if edit is not None and value is not None and _mends(edit, value):
                yield replace(verdict, finding=replace(verdict.finding, edit=edit))
            else:
                yield verdict

    def _traces(self, record: Record, marks: Marks, profiles: tuple[str, ...]) -> Iterator[Trace]:
        """What the record's identifier and its title are known by, where a profile forbids to use them again."""
        value = marks.identifiers[0] if marks.identifiers else None
        found = [("identifier-reused", value, self._identifiers.key(record, marks))]
        if marks.titles and record.kind != "award":
            found.append(("title-repeated", marks.titles[0], self._identifiers.title_key(marks)))
        digest = b""
        for code, value, key in found:
            if key is not None and self._standard.judgements(code, profiles):
                digest = digest or self._identifiers.digest(record)
                text, spot = (value.text, value.spot) if value is not None else (str(record.node), record.spot)
                yield Trace(code, key, text, self._document.locate(spot), digest)

    def _mapped(self, record: Record) -> Iterator[tuple[str, Mapping, Location | None]]:
        """The texts that were understood; each is located once, as long as there is room for its mapping."""
        for key, value in understood(record):
            if not self._vocabulary.fields[key].personal:
                best = next(m for m in value.candidates if m.concept == value.term)
                pair = key, best.text
                if pair in self._located or len(self._located) >= MAPPINGS_KEPT:
                    yield key, best, None
                else:
                    self._located.add(pair)
                    yield key, best, self._document.locate(value.spot)


def _texts(found: Iterable[Value]) -> tuple[str, ...]:
    return tuple([value.text for value in found])


def _mends(edit: Edit, value: Value) -> bool:
    """Whether an edit says something else than the value was taken for; a spelling of the same mends nothing."""
    return isinstance(value.term, Literal) and value.term.lexical != edit.new


def understood(record: Record) -> Iterator[tuple[str, Value]]:
    """The values that the mapper understood, with their field keys."""
    waiting = list(record.fields.items())
    while waiting:
        key, members = waiting.pop()
        for member in members:
            if isinstance(member, Value):
                if any(candidate.concept == member.term for candidate in member.candidates):
                    yield key, member
            else:
                waiting.extend(member.fields.items())


def nodes(record: Record) -> Iterator[Node]:
    """The nodes that may be judged: the record's own, and those of its parts."""
    yield record.node
    waiting = [member for members in record.fields.values() for member in members]
    while waiting:
        member = waiting.pop()
        if not isinstance(member, Value):
            yield member.node
            waiting.extend(inner for members in member.fields.values() for inner in members)
