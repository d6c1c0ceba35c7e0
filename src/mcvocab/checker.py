"""Reads, interprets, checks: provider's files in, findings out, a summary last.

This is the whole way of a record, from a row of somebody's spreadsheet to what is said about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from mcvocab.judges import ENGINES, foreign
from mcvocab.ledger import Ledger
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
from mcvocab.raw import Document, Trouble
from mcvocab.readers import OF_ANOTHER_KIND
from mcvocab.scope import Scope
from mcvocab.screen import Choice, Screen
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
        self._options = options or Options()
        self._as_of = self._options.as_of or date.today().isoformat()
        asked = standard.with_extended(self._options.profiles)
        if not asked and not self._options.shapes:
            asked = (CORE, AWARDS)
        routes = {n: p.target for n, p in standard.profiles.items() if p.target in vocabulary.route_classes.values()}
        # Core brings the routes; a route that is named applies to every record.
        self._profiles = tuple(dict.fromkeys((*asked, *(routes if CORE in asked else ()))))
        ours = (MICRO_CREDENTIAL, AWARD, *vocabulary.route_classes.values())
        self.kinds = kinds_of(ours, vocabulary.formats.values())
        engine = self._options.engine
        self._judges = [ENGINES[engine](standard, self._profiles)] if self._profiles else []
        for path in self._options.shapes:
            from mcvocab.foreign import adopt, read_shapes  # only those who bring shapes wait for its readers

            shapes = read_shapes(path)
            self._judges.append(foreign(shapes, standard.facts, engine))
            self.standard = adopt(self.standard, vocabulary, path, shapes)
            self._profiles = (*self._profiles, PurePath(path).name)
        chosen = self._options
        self._choice = Choice(
            vocabulary,
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

    def stream(self, given: Given | Iterable[Given], watch: Watch | None = None) -> Iterator[Finding | Summary]:
        """Findings in record order, then the summary.

        Args:
            given: what to check.
            watch: told now and then how far the reading has come.
        """
        ledger, screen = Ledger(), Screen(self._choice)
        ledger.notes += self._unused()
        sift = self._baseline.sift() if self._baseline is not None else None
        with Sightings() as seen:
            identifiers = Identifiers(self.vocabulary, seen)
            for one in gather(given):
                for finding in self._input(one, ledger, identifiers, screen, watch):
                    if sift is None or sift.is_new(finding):
                        ledger.shown(finding)
                        yield finding
        ledger.notes += screen.notes()
        if sift is not None:
            ledger.notes.append(sift.note())
        if ledger.strangers:
            names = ", ".join(ledger.strangers[:5]) + (" …" if len(ledger.strangers) > 5 else "")
            count = "One file" if len(ledger.strangers) == 1 else f"{len(ledger.strangers)} files"
            message = f"Left alone, because they hold something else: {count.lower()}: {names}."
            ledger.notes.append(Note("files-skipped", message, Location(ledger.strangers[0])))
        yield ledger.summary()

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
                for row in self.interpreter.rows(document, layout):
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

    def _input(
        self,
        one: Input | Skipped,
        ledger: Ledger,
        identifiers: Identifiers,
        screen: Screen,
        watch: Watch | None,
    ) -> Iterator[Finding]:
        if isinstance(one, Skipped):
            names = ", ".join(one.names[:5]) + (" …" if len(one.names) > 5 else "")
            files = "One file" if len(one.names) == 1 else f"{len(one.names)} files"
            message = f"Not read, because of another kind: {files.lower()} in this folder: {names}."
            ledger.notes.append(Note("files-skipped", message, Location(one.folder)))
            return

        def tell() -> None:
            if watch is not None:
                watch(Progress(one.name, ledger.records, one.content.reached, one.content.size))

        documents: list[tuple[Document, Layout, dict[str, Spot]]] = []
        try:
            for document in one.documents(self.kinds, self._options.instructions):
                if isinstance(document, Trouble) and document.code in OF_ANOTHER_KIND and not one.named:
                    ledger.strangers.append(one.name)
                elif isinstance(document, Trouble):
                    yield from screen.shown([self._trouble(one, document, ledger)])
                else:
                    layout = self.interpreter.survey(document)
                    documents.append((document, layout, self.interpreter.columns(document, layout)))
            one.content.reached = 0  # so far it was only looked at
            several = any(columns for _, _, columns in documents)
            for document, layout, columns in documents:
                if several and not columns and document.headings is not None and len(document.headings) == 1:
                    # A single column of instructions or of choices, beside the sheet of records.
                    place = document.locate(())
                    message = f"Nothing was read from the sheet “{place.sheet}”, because no heading in it is known."
                    ledger.notes.append(Note("sheet-unread", message, place))
                else:
                    yield from self._document(document, layout, columns, ledger, identifiers, screen, tell)
        except OSError as error:  # the disk or the network that holds the file has gone
            yield from screen.shown([self._trouble(one, unopened(one.name, error), ledger)])

    def _trouble(self, one: Input, trouble: Trouble, ledger: Ledger) -> Finding:
        """Something wrong with an input as a whole."""
        rule = self.standard.rules[trouble.code]
        ledger.unreadable += rule.unreadable
        return say(rule, Location(one.name), {"value": one.name, **trouble.details})

    def _document(
        self,
        document: Document,
        layout: Layout,
        columns: dict[str, Spot],
        ledger: Ledger,
        identifiers: Identifiers,
        screen: Screen,
        tell: Callable[[], None],
    ) -> Iterator[Finding]:
        ledger.read(document.source.file)
        inquiry = self._inquiry(document, columns, ledger, identifiers, screen)
        if document.headings is not None and not columns:
            found = ", ".join(f"“{heading.text}”" for heading in document.headings[:5])
            yield from inquiry.trouble(Trouble("headings-unrecognised", document.headings[0].spot, {"found": found}))
            return
        inquiry.guessed(layout.guesses)
        for batch in self._batches(document, layout, inquiry):
            tell()
            records = [event.record for event in batch if isinstance(event, Interpretation)]
            graphs = [graph(record, self.vocabulary.fields, self._as_of) for record in records]
            judged = [judge.judge(graphs) for judge in self._judges]
            for event in batch:
                if isinstance(event, Trouble):
                    yield from inquiry.trouble(event)
                else:
                    yield from inquiry.record(event, [result for results in judged for result in next(results)])
        yield from inquiry.end()

    def _inquiry(
        self,
        document: Document,
        columns: dict[str, Spot],
        ledger: Ledger,
        identifiers: Identifiers,
        screen: Screen,
    ) -> Inquiry:
        return Inquiry(
            self.vocabulary,
            self.standard,
            document,
            columns,
            self._profiles,
            self._scope,
            ledger,
            identifiers,
            screen,
            self.interpreter.corrections,
        )

    def corrections(self, given: Given | Iterable[Given]) -> Iterator[tuple[Source, Correction]]:
        """What to write instead of texts that were understood, in the order of the files; nothing is judged."""
        for document, interpretation in self.interpretations(given):
            for spot, of, edit in self.interpreter.corrections(interpretation):
                yield document.source, Correction(document.locate(spot), of.key, edit)

    def interpretations(self, given: Given | Iterable[Given]) -> Iterator[tuple[Document, Interpretation]]:
        """How each record that would be judged was understood, in the order of the files; nothing is judged."""
        ledger, screen = Ledger(), Screen(self._choice)
        with Sightings() as seen:
            identifiers = Identifiers(self.vocabulary, seen)
            for one in gather(given):
                if isinstance(one, Skipped):
                    continue
                for document in one.documents(self.kinds, self._options.instructions):
                    if isinstance(document, Trouble):
                        continue
                    layout = self.interpreter.survey(document)
                    columns = self.interpreter.columns(document, layout)
                    inquiry = self._inquiry(document, columns, ledger, identifiers, screen)
                    for event in chain.from_iterable(self._batches(document, layout, inquiry)):
                        if isinstance(event, Interpretation):
                            yield document, event

    def _batches(
        self, document: Document, layout: Layout, inquiry: Inquiry
    ) -> Iterator[list[Interpretation | Trouble]]:
        """Records that can be judged in one go, with the troubles between them; no two share a node."""
        batch: list[Interpretation | Trouble] = []
        taken: set[Node] = set()
        spoilt = False
        for row in self.interpreter.rows(document, layout):
            if isinstance(row, Trouble):
                batch.append(row)
                spoilt = spoilt or self.standard.rules[row.code].spoils_row
                continue
            if spoilt:
                # Its cells may stand under the wrong headings, so whatever was said of them might be false.
                inquiry.spoilt()
                spoilt = False
                continue
            event = self.interpreter.interpret(row, document.source, layout)
            if not inquiry.in_scope(event.record):
                continue
            own = set(nodes(event.record))
            if len(batch) >= BATCH or not taken.isdisjoint(own):
                yield batch
                batch, taken = [], set()
            batch.append(event)
            taken |= own
        if batch:
            yield batch


def _approved(files: Iterable[str], vocabulary: Vocabulary) -> Approved:
    from mcvocab.mapping.approved import Approved  # only those who have such files wait for it

    return Approved.read(map(Path, files), vocabulary)


def _baseline(file: str, standard: Standard) -> Baseline:
    from mcvocab.baseline import Baseline  # as above

    return Baseline(file, standard.rules)
