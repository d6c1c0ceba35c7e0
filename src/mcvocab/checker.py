"""Reads, interprets, checks: provider's files in, findings out, a summary last.

This is the whole way of a record, from a row of somebody's spreadsheet to what is said about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeAlias

from mcvocab.across import Identifiers
from mcvocab.findings import Speaker, say
from mcvocab.formats import kinds_of
from mcvocab.graph import graph
from mcvocab.inputs import Given, Input, Skipped, gather, unopened
from mcvocab.inquiry import Inquiry, nodes
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL, Interpretation, Interpreter
from mcvocab.interpreter.continuation import goes_on
from mcvocab.judges import ENGINES, foreign
from mcvocab.mapping import Mapper
from mcvocab.model import (
    Correction,
    Finding,
    Header,
    Location,
    Node,
    Note,
    Record,
    RecordName,
    Report,
    Source,
    Spot,
    Summary,
)
from mcvocab.outcomes import Closed, LeftAlone, Opened, Outcome, Passed, Resumed, Said
from mcvocab.proceedings import Proceedings
from mcvocab.raw import Document, Heading, Parted, Row, Stretch, Trouble
from mcvocab.readers import OF_ANOTHER_KIND
from mcvocab.scope import Scope
from mcvocab.screen import Choice
from mcvocab.sightings import Sightings
from mcvocab.standard import AWARDS, CORE, Standard
from mcvocab.values import dataclass, field
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.baseline import Baseline
    from mcvocab.configuration import Excepted
    from mcvocab.instructions import Instructions
    from mcvocab.interpreter.layout import Layout
    from mcvocab.mapping.approved import Approved
    from mcvocab.vocabulary import Vocabulary

BATCH = 100
"""So many records are judged in one graph where somebody's shapes or pySHACL need one, and told of at a time."""

FEW = 10
"""So many are held at a time where each is judged by itself: what is let go soon is never searched for cycles."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to check.

    Attributes:
        profiles: names of the profiles to judge by; by default ``core`` with each record's routes, and ``award``.
        as_of: the reference date, ``YYYY-MM-DD``; by default today.
        language: the language of texts that do not say their own.
        defaults: texts for fields, by key or heading, that hold wherever a record says nothing.
        everything: whether records of another kind, such as degrees, are judged too.
        engine: what runs the shapes: ``exact``, or ``pyshacl``, which is slow and says the same.
        shapes: files of anyone's shapes to judge by; without profiles, by them alone.
        mappings: SSSOM files of mappings that the provider has approved; the first that decides a word counts.
        instructions: what the provider has said of how their files are to be read.
        select: the rules to report, by code, by the words that codes begin with, or by pattern; by default all.
        ignore: those among them not to report.
        levels: by rule, the severity to show it at, or ``off``; which records conform is not changed by it.
        exceptions: what is excepted from rules, with the reasons.
        baseline: an earlier report in JSON or JSON Lines; what it says is not said again.
    """

    profiles: tuple[str, ...] = ()
    as_of: str = ""
    language: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    everything: bool = False
    engine: str = "exact"
    shapes: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    instructions: tuple[Instructions, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    exceptions: tuple[Excepted, ...] = ()
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        name: the input that is being read.
        records: how many records have been met in all inputs so far.
        reached: how many bytes of this input have been read; none, where it is read as a whole.
        size: how many bytes it has.
    """

    name: str
    records: int
    reached: int
    size: int


Watch: TypeAlias = "Callable[[Progress], None]"


_PARTING = ",;\t|^~:"
_MANY = 3
"""So many known headings in one text are no heading in many words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, with how its columns are read and what says its findings."""

    document: Document
    layout: Layout
    columns: dict[str, Spot]
    inquiry: Inquiry


Share: TypeAlias = "Callable[[Checker, Iterator[Input | Skipped]], Iterator[tuple[Input, Iterable[Outcome]]]]"
"""What has the outcomes of inputs made: in their order, each with those that come next of it."""


class WorkerLostError(RuntimeError):
    """What was to judge a part of the records elsewhere ended before it was done."""


class Checker:
    """Checks records against the standard.

    Raises:
        UnknownProfileError: where the options name a profile that the standard does not have.
        ShapesError: where they name shapes that cannot be used.
        UnknownFieldError: where they give a value for a field that the language does not have.
        MappingFileError: where a file of approved mappings cannot be read.
        UnknownRuleError: where they name a rule that there is none of.
        BaselineError: where an earlier report cannot be used.
    """

    def __init__(self, vocabulary: Vocabulary, standard: Standard, options: Options | None = None) -> None:
        self.vocabulary, self.standard = vocabulary, standard
        self.options = self._options = options or Options()
        self._as_of = self._options.as_of or date.today().isoformat()
        asked = standard.with_extended(self._options.profiles)
        if not asked and not self._options.shapes:
            asked = (CORE, AWARDS)
        routes = {n: p.target for n, p in standard.profiles.items() if p.target in vocabulary.route_classes.values()}
        # Core brings the routes; a route that is named applies to every record.
        self._profiles = tuple(dict.fromkeys((*asked, *(routes if CORE in asked else ()))))
        ours = (MICRO_CREDENTIAL, AWARD, *vocabulary.route_classes.values())
        self.kinds = kinds_of(
            ours,
            vocabulary.formats.values(),
            lambda text: self.interpreter.column(text) is not None,
            lambda text: self.interpreter.entitles(text),
            lambda text: self.interpreter.tells(text),
            lambda text: self.interpreter.spreads(text),
        )
        engine = self._options.engine
        self._judges = [ENGINES[engine](standard, self._profiles)] if self._profiles else []
        self._together = BATCH if engine != "exact" or self._options.shapes else FEW
        for path in self._options.shapes:
            from mcvocab.foreign import adopt, read_shapes  # only those who bring shapes wait for its readers

            shapes = read_shapes(path)
            self._judges.append(foreign(shapes, standard.facts, engine))
            self.standard = adopt(self.standard, vocabulary, path, shapes)
            self._profiles = (*self._profiles, PurePath(path).name)
        chosen = self._options
        self._identifiers = Identifiers(vocabulary)
        self._choice = Choice(
            self.standard.rules,
            self._as_of,
            select=chosen.select,
            ignore=chosen.ignore,
            levels=chosen.levels,
            exceptions=chosen.exceptions,
        )
        self._baseline = _baseline(chosen.baseline, self.standard) if chosen.baseline else None
        # A profile of awards may extend one of offers, which then judges what the award is of.
        kinds = {standard.profile(name).kind for name in self._options.profiles}
        both = not kinds or bool(self._options.shapes)
        self._scope = Scope(
            vocabulary, everything=self._options.everything, kinds=("offer", "award") if both else kinds
        )
        files = self._options.mappings
        self._approved = _approved(files, vocabulary) if files else None
        self.interpreter = Interpreter(
            vocabulary,
            Mapper(vocabulary, self._approved),
            language=self._options.language,
            defaults=self._options.defaults,
            routes=[target for name in asked if (target := routes.get(name)) is not None],
            instructions=self._options.instructions,
        )

    @property
    def header(self) -> Header:
        """What a report says of itself before the first finding."""
        v = self.vocabulary
        return Header(VERSION, v.name, v.version, v.hash, self._profiles, self._as_of)

    def check(self, given: Given | Iterable[Given]) -> Report:
        """The collected report."""
        *findings, summary = self.stream(given)
        assert isinstance(summary, Summary)
        return Report(self.header, tuple(f for f in findings if isinstance(f, Finding)), summary)

    def stream(
        self, given: Given | Iterable[Given], watch: Watch | None = None, share: Share | None = None
    ) -> Iterator[Finding | Summary]:
        """Findings in record order, then the summary.

        Args:
            given: what to check.
            watch: told now and then how far the reading has come.
            share: has the outcomes made elsewhere; by default they are made here.
        """
        with Sightings() as seen:
            proceedings = self._proceedings(seen)
            ledger = proceedings.ledger
            sift = self._baseline.sift() if self._baseline is not None else None
            for one, outcomes in (share or Checker.alone)(self, gather(given)):
                told = ledger.records
                for outcome in outcomes:
                    if watch is not None and ledger.records >= told:
                        watch(Progress(one.name, ledger.records, one.content.reached, one.content.size))
                        told += BATCH
                    for finding in proceedings.hear(outcome):
                        if sift is None or sift.is_new(finding):
                            ledger.shown(finding)
                            yield finding
        ledger.notes += proceedings.notes()
        if sift is not None:
            ledger.notes.append(sift.note())
        if ledger.strangers:
            ledger.notes.append(_left_alone(ledger.strangers))
        yield ledger.summary()

    def _proceedings(self, seen: Sightings) -> Proceedings:
        about_awards = "award" in {self.standard.profiles[name].kind for name in self._profiles}
        proceedings = Proceedings(self.vocabulary, self.standard, self._choice, seen, about_awards=about_awards)
        proceedings.ledger.notes += self._unused()
        return proceedings

    def records(self, given: Given | Iterable[Given]) -> Iterator[tuple[Record, RecordName] | Finding]:
        """The records as they are understood, unjudged, with their names; findings where inputs cannot be read."""
        for one in gather(given):
            if isinstance(one, Skipped):
                continue
            for document in one.documents(self.kinds, self._options.instructions):
                if isinstance(document, Trouble):
                    rule = self.standard.rules[document.code]
                    yield say(rule, Location(one.name), {"value": one.name, **document.details})
                    continue
                layout = self.interpreter.survey(document)
                columns = self.interpreter.columns(document, layout)
                speaker = Speaker(self.vocabulary, self.standard, document, columns)
                for row in self.interpreter.joined(document.rows(), layout):
                    if isinstance(row, Trouble):
                        yield speaker.trouble(row, None)
                    else:
                        record = self.interpreter.interpret(row, document.source, layout).record
                        yield record, speaker.name(record)

    def is_unreadable(self, finding: Finding) -> bool:
        """Whether a finding tells that something could not be read."""
        rule = self.standard.rules[finding.code]
        return rule.unreadable or rule.spoils_row

    def _unused(self) -> Iterator[Note]:
        """What stands in the files of approved mappings and is not used."""
        if self._approved is not None:
            for fault in (*self._approved.faults, *self._approved.proposals):
                yield Note("mapping-unused", fault.message, Location(fault.file, fault.line))

    def alone(self, inputs: Iterable[Input | Skipped]) -> Iterator[tuple[Input, Iterable[Outcome]]]:
        """What comes of each input, made one after another as it is asked for."""
        for one in inputs:
            if isinstance(one, Skipped):
                yield Input(one.folder), (_skipped(one),)
            else:
                yield one, self.outcomes(one)

    def outcomes(self, one: Input) -> Iterator[Outcome]:
        """What comes of an input, in the order of the file; no record is set against another."""
        try:
            for found in self._found(one):
                if isinstance(found, Reading):
                    yield from self._document(found)
                else:
                    yield found
        except OSError as error:  # the disk or the network that holds the file has gone
            yield self.lost(one, error)

    def lost(self, one: Input, error: OSError) -> Said:
        """An input that could not be opened, or went away while it was read."""
        return self._trouble(one, unopened(one.name, error))

    def readings(self, one: Input) -> list[Reading]:
        """The documents of an input that records are read from."""
        return [found for found in self._found(one) if isinstance(found, Reading)]

    def _found(self, one: Input) -> Iterator[Outcome | Reading]:
        """What is said of an input and its documents before any record is read, and those that are read."""
        readings: list[Reading] = []
        for document in one.documents(self.kinds, self._options.instructions):
            if isinstance(document, Trouble) and document.code in OF_ANOTHER_KIND and not one.named:
                yield LeftAlone(one.name)
            elif isinstance(document, Trouble):
                yield self._trouble(one, document)
            else:
                readings.append(self._reading(document))
        one.content.reached = 0  # so far it was only looked at
        several = any(reading.columns for reading in readings)
        for reading in readings:
            headings = reading.document.headings
            if several and not reading.columns and headings is not None and len(headings) == 1:
                # A single column of instructions or of choices, beside the sheet of records.
                place = reading.document.locate(())
                message = f"Nothing was read from the sheet “{place.sheet}”, because no heading in it is known."
                yield Note("sheet-unread", message, place)
            else:
                yield reading

    def _trouble(self, one: Input, trouble: Trouble) -> Said:
        """Something wrong with an input as a whole."""
        rule = self.standard.rules[trouble.code]
        return Said(say(rule, Location(one.name), {"value": one.name, **trouble.details}), rule.unreadable)

    def _document(self, reading: Reading) -> Iterator[Outcome]:
        headings = reading.document.headings
        yield from self._opened(reading)
        if headings is not None and not reading.columns:
            found = ", ".join(f"“{heading.text}”" for heading in headings[:5])
            if _in_one_cell(headings, self.kinds.knows):
                found += ", for they all stand in one cell"
            yield reading.inquiry.trouble(Trouble("headings-unrecognised", headings[0].spot, {"found": found}))
            return
        yield from self._judged(reading, reading.document.rows())
        yield Closed()

    def _opened(self, reading: Reading) -> Iterator[Outcome]:
        yield Opened(reading.inquiry.head, reading.document.headings is not None)
        if reading.layout.unheaded:
            yield reading.inquiry.unheaded(reading.layout.unheaded)
        yield from reading.inquiry.guessed(reading.layout.guesses)

    def parted(self, one: Input, size: int) -> Iterator[Outcome | Stretch] | None:
        """An input that can be read in stretches: what comes of it, with stretches of its records in their places.

        Args:
            one: the input.
            size: about how many bytes each stretch is to have, at least.

        Returns:
            None where the input has to be judged as a whole.
        """
        found = list(self._found(one))
        readings = [reading for reading in found if isinstance(reading, Reading)]
        # Anyone's shapes may compare one record with another, so that it matters which are judged together.
        if len(readings) != 1 or self._options.shapes:
            return None
        (reading,) = readings
        document = reading.document
        if not isinstance(document, Parted) or (document.headings is not None and not reading.columns):
            return None
        stretches = document.stretches(size, lambda row: not goes_on(row, reading.layout))
        if (first := next(stretches, None)) is None:
            return None
        return chain(
            (one for one in found if not isinstance(one, Reading)),
            self._opened(reading),
            (reading.inquiry.trouble(trouble) for trouble in document.opening()),
            (first,),
            stretches,
            (Closed(),),
        )

    def stretch(self, reading: Reading, stretch: Stretch) -> Iterator[Outcome]:
        """What comes of the records in a stretch of a document."""
        assert isinstance(reading.document, Parted)
        reading.inquiry.anew()
        yield Resumed()
        yield from self._judged(reading, reading.document.rows_within(stretch))

    def _judged(self, reading: Reading, rows: Iterator[Row | Trouble]) -> Iterator[Outcome]:
        """What comes of the rows of a document."""
        for batch in self._batches(reading, self.interpreter.joined(rows, reading.layout)):
            records = [event.record for event in batch if isinstance(event, Interpretation)]
            graphs = [graph(record, self.vocabulary.fields, self._as_of) for record in records]
            judged = [judge.judge(graphs) for judge in self._judges]
            for event in batch:
                if isinstance(event, Interpretation):
                    yield reading.inquiry.judged(event, [one for results in judged for one in next(results)])
                else:
                    yield event

    def _reading(self, document: Document) -> Reading:
        layout = self.interpreter.survey(document)
        in_one_cell = _in_one_cell(document.headings, self.kinds.knows)
        columns = {} if in_one_cell else self.interpreter.columns(document, layout)
        inquiry = Inquiry(
            self.vocabulary,
            self.standard,
            document,
            columns,
            self._profiles,
            self._scope,
            self._identifiers,
            self.interpreter.corrections,
        )
        return Reading(document, layout, columns, inquiry)

    def corrections(
        self, given: Given | Iterable[Given], unread: list[Finding] | None = None
    ) -> Iterator[tuple[Source, Correction]]:
        """What to write instead of texts that were understood, in the order of the files; nothing is judged.

        Args:
            given: the files.
            unread: takes what keeps some of them from being read in full.
        """
        for document, interpretation in self.interpretations(given, unread):
            for spot, of, edit in self.interpreter.corrections(interpretation):
                yield document.source, Correction(document.locate(spot), of.key, edit)

    def interpretations(
        self, given: Given | Iterable[Given], unread: list[Finding] | None = None
    ) -> Iterator[tuple[Document, Interpretation]]:
        """How each record that would be judged was understood, in the order of the files; nothing is judged."""
        faults = [] if unread is None else unread
        for one in gather(given):
            if isinstance(one, Skipped):
                continue
            for document in one.documents(self.kinds, self._options.instructions):
                if isinstance(document, Trouble):
                    fault = self._trouble(one, document)
                    if fault.unreadable and (one.named or document.code not in OF_ANOTHER_KIND):
                        faults.append(fault.finding)
                    continue
                reading = self._reading(document)
                rows = self.interpreter.joined(document.rows(), reading.layout)
                for event in chain.from_iterable(self._batches(reading, rows)):
                    if isinstance(event, Interpretation):
                        yield document, event
                    elif isinstance(event, Said) and event.unreadable:
                        faults.append(event.finding)

    def _batches(
        self, reading: Reading, rows: Iterator[Row | Trouble]
    ) -> Iterator[list[Interpretation | Said | Passed]]:
        """Records that can be judged in one go, with what is said between them; no two share a node."""
        batch: list[Interpretation | Said | Passed] = []
        taken: set[Node] = set()
        spoilt = False
        for row in rows:
            if isinstance(row, Trouble):
                batch.append(reading.inquiry.trouble(row))
                spoilt = spoilt or self.standard.rules[row.code].spoils_row
                continue
            if spoilt:
                # Its cells may stand under the wrong headings, so whatever was said of them might be false.
                batch.append(Passed())
                spoilt = False
                continue
            event = self.interpreter.interpret(row, reading.document.source, reading.layout)
            if (passed := reading.inquiry.passed(event.record)) is not None:
                batch.append(passed)
                continue
            own = set(nodes(event.record))
            if len(batch) >= self._together or not taken.isdisjoint(own):
                yield batch
                batch, taken = [], set()
            batch.append(event)
            taken |= own
        if batch:
            yield batch


def _skipped(one: Skipped) -> Note:
    names = ", ".join(one.names[:5]) + (" …" if len(one.names) > 5 else "")
    files = "One file" if len(one.names) == 1 else f"{len(one.names)} files"
    message = f"Not read, because of another kind: {files.lower()} in this folder: {names}."
    return Note("files-skipped", message, Location(one.folder))


def _left_alone(strangers: list[str]) -> Note:
    names = ", ".join(strangers[:5]) + (" …" if len(strangers) > 5 else "")
    count = "One file" if len(strangers) == 1 else f"{len(strangers)} files"
    message = f"Left alone, because they hold something else: {count.lower()}: {names}."
    return Note("files-skipped", message, Location(strangers[0]))


def _approved(files: Iterable[str], vocabulary: Vocabulary) -> Approved:
    from mcvocab.mapping.approved import Approved  # only those who have such files wait for it

    return Approved.read(map(Path, files), vocabulary)


def _baseline(file: str, standard: Standard) -> Baseline:
    from mcvocab.baseline import Baseline  # as above

    return Baseline(file, standard.rules)


def _in_one_cell(headings: Sequence[Heading] | None, knows: Callable[[str], bool]) -> bool:
    """Whether all headings of a table are one, so that each row is one text.

    Its lines were put in quotation marks as wholes, or its cells are parted by a sign that parts none elsewhere.
    """
    if headings is None or len(headings) != 1:
        return False
    pieces = (headings[0].text.replace(sign, "\n").splitlines() for sign in _PARTING)
    return any(sum(knows(piece.strip(" \"'")) for piece in found) >= _MANY for found in pieces)
