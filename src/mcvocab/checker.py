"""Reads, interprets, checks: provider's files in, findings out, a summary last.

This is the whole way of a record, from a row of somebody's spreadsheet to what is said about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mcvocab.across import Identifiers
from mcvocab.findings import say
from mcvocab.foreign import adopt, read_shapes
from mcvocab.graph import graph
from mcvocab.inputs import Given, Input, Skipped, gather
from mcvocab.inquiry import Inquiry, nodes
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL, Interpretation, Interpreter
from mcvocab.judges import ENGINES, foreign
from mcvocab.ledger import Ledger
from mcvocab.mapping import Mapper
from mcvocab.model import Correction, Finding, Header, Location, Node, Note, Report, Source, Spot, Summary
from mcvocab.raw import Document, Trouble
from mcvocab.readers import read
from mcvocab.scope import Scope
from mcvocab.standard import AWARDS, CORE, Standard
from mcvocab.version import VERSION

if TYPE_CHECKING:
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
    """

    profiles: tuple[str, ...] = ()
    as_of: str = ""
    language: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    everything: bool = False
    engine: str = "exact"
    shapes: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()


class Checker:
    """Checks records against the standard.

    Raises:
        UnknownProfileError: where the options name a profile that the standard does not have.
        ShapesError: where they name shapes that cannot be used.
        UnknownFieldError: where they give a value for a field that the language does not have.
        MappingFileError: where a file of approved mappings cannot be read.
    """

    def __init__(self, vocabulary: Vocabulary, standard: Standard, options: Options | None = None) -> None:
        self._vocabulary, self._standard = vocabulary, standard
        self._options = options or Options()
        self._as_of = self._options.as_of or date.today().isoformat()
        asked = standard.with_extended(self._options.profiles)
        if not asked and not self._options.shapes:
            asked = (CORE, AWARDS)
        routes = {n: p.target for n, p in standard.profiles.items() if p.target in vocabulary.route_classes.values()}
        # Core brings the routes; a route that is named applies to every record.
        self._profiles = tuple(dict.fromkeys((*asked, *(routes if CORE in asked else ()))))
        formats = (name for table in vocabulary.formats.values() for name in table.types)
        self.record_types = frozenset((MICRO_CREDENTIAL, AWARD, *vocabulary.route_classes.values(), *formats))
        engine = self._options.engine
        self._judges = [ENGINES[engine](standard, self._profiles)] if self._profiles else []
        for path in self._options.shapes:
            shapes = read_shapes(path)
            self._judges.append(foreign(shapes, standard.facts, engine))
            self._standard = adopt(self._standard, vocabulary, path, shapes)
            self._profiles = (*self._profiles, PurePath(path).name)
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
        )

    @property
    def header(self) -> Header:
        """What a report says of itself before the first finding."""
        v = self._vocabulary
        return Header(VERSION, v.name, v.version, v.hash, self._profiles, self._as_of)

    def check(self, given: Given | Iterable[Given]) -> Report:
        """The collected report."""
        *findings, summary = self.stream(given)
        assert isinstance(summary, Summary)
        return Report(self.header, tuple(f for f in findings if isinstance(f, Finding)), summary)

    def stream(self, given: Given | Iterable[Given]) -> Iterator[Finding | Summary]:
        """Findings in record order, then the summary."""
        ledger, identifiers = Ledger(), Identifiers(self._vocabulary)
        ledger.notes += self._unused()
        for one in gather(given):
            for finding in self._input(one, ledger, identifiers):
                ledger.shown(finding)
                yield finding
        yield ledger.summary()

    def _unused(self) -> Iterator[Note]:
        """What stands in the files of approved mappings and is not used."""
        if self._approved is not None:
            for fault in (*self._approved.faults, *self._approved.proposals):
                yield Note("mapping-unused", fault.message, Location(fault.file, fault.line))

    def _input(self, one: Input | Skipped, ledger: Ledger, identifiers: Identifiers) -> Iterator[Finding]:
        if isinstance(one, Skipped):
            names = ", ".join(one.names[:5]) + (" …" if len(one.names) > 5 else "")
            files = "One file" if len(one.names) == 1 else f"{len(one.names)} files"
            message = f"Not read, because of another kind: {files.lower()} in this folder: {names}."
            ledger.notes.append(Note("files-skipped", message, Location(one.folder)))
            return
        for document in [one.trouble] if one.trouble else read(one.name, one.data, one.suffix, self.record_types):
            if isinstance(document, Trouble):
                rule = self._standard.rules[document.code]
                ledger.unreadable += rule.unreadable
                yield say(rule, Location(one.name), {"value": one.name, **document.details})
            else:
                yield from self._document(document, ledger, identifiers)

    def _document(self, document: Document, ledger: Ledger, identifiers: Identifiers) -> Iterator[Finding]:
        columns = self.interpreter.columns(document)
        inquiry = self._inquiry(document, columns, ledger, identifiers)
        if document.headings is not None and not columns:
            found = ", ".join(f"“{heading.text}”" for heading in document.headings[:5])
            yield inquiry.trouble(Trouble("headings-unrecognised", document.headings[0].spot, {"found": found}))
            return
        for batch in self._batches(document, inquiry):
            records = [event.record for event in batch if isinstance(event, Interpretation)]
            graphs = [graph(record, self._vocabulary.fields, self._as_of) for record in records]
            judged = [judge.judge(graphs) for judge in self._judges]
            for event in batch:
                if isinstance(event, Trouble):
                    yield inquiry.trouble(event)
                else:
                    yield from inquiry.record(event, [result for results in judged for result in next(results)])
        yield from inquiry.end()

    def _inquiry(
        self, document: Document, columns: dict[str, Spot], ledger: Ledger, identifiers: Identifiers
    ) -> Inquiry:
        return Inquiry(
            self._vocabulary,
            self._standard,
            document,
            columns,
            self._profiles,
            self._scope,
            ledger,
            identifiers,
            self.interpreter.corrections,
        )

    def corrections(self, given: Given | Iterable[Given]) -> Iterator[tuple[Source, Correction]]:
        """What to write instead of texts that were understood, in the order of the files; nothing is judged."""
        for document, interpretation in self.interpretations(given):
            for spot, of, edit in self.interpreter.corrections(interpretation):
                yield document.source, Correction(document.locate(spot), of.key, edit)

    def interpretations(self, given: Given | Iterable[Given]) -> Iterator[tuple[Document, Interpretation]]:
        """How each record that would be judged was understood, in the order of the files; nothing is judged."""
        ledger, identifiers = Ledger(), Identifiers(self._vocabulary)
        for one in gather(given):
            if isinstance(one, Skipped) or one.trouble:
                continue
            for document in read(one.name, one.data, one.suffix, self.record_types):
                if isinstance(document, Trouble):
                    continue
                inquiry = self._inquiry(document, self.interpreter.columns(document), ledger, identifiers)
                for event in chain.from_iterable(self._batches(document, inquiry)):
                    if isinstance(event, Interpretation):
                        yield document, event

    def _batches(self, document: Document, inquiry: Inquiry) -> Iterator[list[Interpretation | Trouble]]:
        """Records that can be judged in one go, with the troubles between them; no two share a node."""
        batch: list[Interpretation | Trouble] = []
        taken: set[Node] = set()
        spoilt = False
        for row in document.rows():
            if isinstance(row, Trouble):
                batch.append(row)
                spoilt = spoilt or self._standard.rules[row.code].spoils_row
                continue
            if spoilt:
                # Its cells may stand under the wrong headings, so whatever was said of them might be false.
                inquiry.spoilt()
                spoilt = False
                continue
            event = self.interpreter.interpret(row, document.source)
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
