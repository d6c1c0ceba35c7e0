"""What is understood of a file before anything is judged: its form, its columns, its words, what nobody read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from mcvocab.formats import Formats, kinds_of
from mcvocab.inputs import Given, Skipped, gather
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL, Interpreter
from mcvocab.interpreter.headings import only_holds
from mcvocab.model import IRI, XSD, Field, Literal, Location, Part, Record, Value
from mcvocab.raw import Branch, Document, Leaf, Row, Trouble
from mcvocab.readers import READERS

if TYPE_CHECKING:
    from mcvocab.inputs import Input
    from mcvocab.instructions import Instructions
    from mcvocab.interpreter.headings import Column
    from mcvocab.interpreter.layout import Layout
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

SAMPLE = 10_000
"""So many records are looked into unless the caller says otherwise; all are counted."""
WORDS_KEPT = 5_000
COLUMNS_KEPT = 1_000
CANDIDATES = 3
_STRICT = frozenset({XSD + "date", XSD + "decimal", XSD + "anyURI"})

HEADING, CONTENT, SETTLED, DISMISSED, UNREAD, EMPTY = "heading", "content", "settled", "dismissed", "unread", "empty"
"""How a column came to its field, or why it has none."""


@dataclass(frozen=True, slots=True)
class WordSeen:
    """A distinct text of a column: what it was understood as, and how often it occurs.

    Attributes:
        text: as written.
        count: how often.
        label: the concept or the value that it was understood as; empty where it was not.
        concept: the IRI of the concept, where it is one.
        exact: whether it is the same as the concept, rather than close to it or a case of it.
    """

    text: str
    count: int
    label: str = ""
    concept: IRI | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of a table, or a key of nested records.

    Attributes:
        heading: as written; keys of nested records are joined by a slash.
        how: ``heading``, ``content``, ``settled``, ``dismissed``, ``unread`` or ``empty``.
        fields: the keys of the fields that it names.
        went: the keys of the fields that its values went to, the commonest first.
        reason: why, in a sentence.
        where: the heading's place.
        filled: how many cells hold text.
        split: how many cells held several values.
        distinct: how many distinct texts its values have; up to a limit, see ``more``.
        more: whether there are more distinct texts than were counted.
        words: the distinct texts of fields with a list of values, the commonest first.
        not_understood: the texts that were not understood, the commonest first.
        kind: what the cells are by themselves, such as “18 of 20 cells are dates”; of a column without a field, or
            where nothing in it is understood.
        candidates: the keys of fields that it may be, where none is known.
        personal: whether its values are personal data, which are told nowhere.
    """

    heading: str
    how: str
    fields: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    reason: str = ""
    where: Location | None = None
    filled: int = 0
    split: int = 0
    distinct: int = 0
    more: bool = False
    words: tuple[WordSeen, ...] = ()
    not_understood: tuple[WordSeen, ...] = ()
    kind: str = ""
    candidates: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table, or one list of records.

    Attributes:
        name: the sheet; empty where the file holds one table only.
        traits: what the reader found out, such as the delimiter and the row of the headings.
        records: how many records there are.
        looked: into how many of them.
        continued: how many rows only went on with the one above.
        format: the name of another standard in whose form the records are.
        columns: in the order of the file.
        troubles: what is wrong with the table itself.
    """

    name: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    records: int = 0
    looked: int = 0
    continued: int = 0
    format: str = ""
    columns: tuple[ColumnSeen, ...] = ()
    troubles: tuple[tuple[Trouble, Location], ...] = ()


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file: the form in which it was read, and why; its tables; what is wrong with it as a whole."""

    name: str
    format: str = ""
    reason: str = ""
    tables: tuple[TableSeen, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    skipped: tuple[str, ...] = ()


class Sniffer:
    """Tells what is understood of files.

    Args:
        vocabulary, mapper: the language, with what people have approved.
        instructions: what the provider has said of their files.
        language: the language of texts that do not say their own.
        sample: into how many records of each table to look; 0 for all.

    Raises:
        UnknownFieldError: where the instructions name a field that the language does not have.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        mapper: Mapper,
        instructions: Iterable[Instructions] = (),
        language: str = "",
        sample: int = SAMPLE,
    ) -> None:
        self._vocabulary, self._mapper, self._sample = vocabulary, mapper, sample
        self._instructions = tuple(instructions)
        self._interpreter = Interpreter(vocabulary, mapper, language=language, instructions=self._instructions)
        ours = (MICRO_CREDENTIAL, AWARD, *vocabulary.route_classes.values())
        self._kinds = kinds_of(
            ours,
            vocabulary.formats.values(),
            lambda text: self._interpreter.column(text) is not None,
            self._interpreter.entitles,
            self._interpreter.tells,
            self._interpreter.spreads,
        )
        self._formats = Formats(vocabulary.formats, vocabulary.fields)

    def sniff(self, given: Given | Iterable[Given]) -> Iterator[FileSeen]:
        """What is understood, file by file."""
        for one in gather(given):
            if isinstance(one, Skipped):
                yield FileSeen(one.folder, skipped=one.names)
            elif one.trouble is not None:
                yield FileSeen(one.name, troubles=(one.trouble,))
            else:
                yield self._file(one)

    def _file(self, one: Input) -> FileSeen:
        documents = list(one.documents(self._kinds, self._instructions))
        troubles = tuple(found for found in documents if isinstance(found, Trouble))
        tables = tuple(self._table(found) for found in documents if not isinstance(found, Trouble))
        form = next((found.source.format for found in documents if not isinstance(found, Trouble)), "")
        suffix = PurePath(one.name).suffix.lower()
        known = suffix in READERS if one.suffix is None else suffix not in READERS or suffix == one.suffix
        reason = f"by its name, which ends in “{suffix}”" if known and suffix else "by its content"
        return FileSeen(one.name, form, reason if form else "", tables, troubles)

    def _table(self, document: Document) -> TableSeen:
        layout = self._interpreter.survey(document)
        seen = _Seen(self._vocabulary, document, self._interpreter)
        troubles: list[tuple[Trouble, Location]] = []
        records = looked = continued = 0
        form = ""
        for row in self._interpreter.rows(document, layout):
            if isinstance(row, Trouble):
                if len(troubles) < CANDIDATES or row.code not in {trouble.code for trouble, _ in troubles}:
                    troubles.append((row, document.locate(row.spot)))
                continue
            records += 1
            continued += len(row.more)
            if self._sample and records > self._sample:
                continue
            looked += 1
            table = self._formats.recognise(row.branch)
            form = form or (table.name if table else "")
            seen.add(row, self._interpreter.interpret(row, document.source, layout).record)
        columns = tuple(self._column(path, one, layout, document, bool(form)) for path, one in seen.columns.items())
        if not any(self._vocabulary.fields[key].of == "award" for one in columns for key in (*one.fields, *one.went)):
            columns = tuple(map(self._without_awards, columns))
        place = document.locate(())
        traits = getattr(document, "traits", {})
        return TableSeen(place.sheet or "", traits, records, looked, continued, form, columns, tuple(troubles[:20]))

    def _without_awards(self, column: ColumnSeen) -> ColumnSeen:
        """A column of a catalogue, in which no trainer is a learner."""
        offered = tuple(key for key in column.candidates if self._vocabulary.fields[key].of != "award")
        return column if offered == column.candidates else replace(column, candidates=offered)

    def _column(self, path: str, column: _Column, layout: Layout, document: Document, foreign: bool) -> ColumnSeen:
        """What is told of a column; of one in another standard's form, only where its values went tells its field."""
        origin = self._origin_elsewhere(column) if foreign else self._origin(path, column, layout)
        how, reason, candidates, kind = origin
        named = layout.columns.get(path) or self._interpreter.headings.resolve(column.key, column.holder)
        named = None if foreign or column.spoken or how in (DISMISSED, UNREAD, EMPTY) else named
        fields = tuple(one.field.key for one in (named, *named.others)) if named is not None else ()
        went = tuple(key for key, _ in column.fields.most_common())
        personal = any(self._vocabulary.fields[key].personal for key in (*fields, *went))
        words = [] if personal else self._words(column)
        if fields and words and not any(word.label for word, _ in words):
            # Nothing fits under this heading: perhaps the heading, not the cells, is what is wrong.
            other = self._interpreter.content.kind(column.cells)
            kind = str(other) if other is not None and not {*fields, *went} & {*other.fields} else ""
        return ColumnSeen(
            heading=path,
            how=how,
            fields=fields or went[:1],
            went=went,
            reason=reason,
            where=document.locate(column.spot) if column.spot is not None else None,
            filled=column.filled,
            split=column.split,
            distinct=len({text for _, text in column.texts}),
            more=column.more,
            words=tuple(word for word, listed in words if listed and word.label),
            not_understood=tuple(word for word, listed in words if not word.label and listed is not None),
            kind=kind,
            candidates=candidates,
            personal=personal,
        )

    def _origin_elsewhere(self, column: _Column) -> tuple[str, str, tuple[str, ...], str]:
        """The same in another standard's form, whose table says what each key means."""
        if column.fields:
            return HEADING, "", (), ""
        if not column.filled:
            return EMPTY, "", (), ""
        return UNREAD, "The table of the format names no field for it, or another place says it.", (), ""

    def _origin(self, path: str, column: _Column, layout: Layout) -> tuple[str, str, tuple[str, ...], str]:
        """How a column came to its field, or which it may be."""
        guess = next((guess for guess in layout.guesses if guess.heading == path), None)
        if guess is not None:
            return CONTENT, f"By its content: {guess.kind}.", (), ""
        if path in layout.columns:
            if layout.columns[path] is None:
                return DISMISSED, "mcvocab.toml says to pass it over.", (), ""
            return SETTLED, "mcvocab.toml says so.", (), ""
        if column.below and not column.fields:
            return UNREAD, f"No field is known by the name “{column.below}”, so nothing below it is read.", (), ""
        if column.spoken and column.filled:
            return (HEADING, "", (), "") if column.fields else (UNREAD, "What stands beside it was read.", (), "")
        if column.fields or self._interpreter.headings.resolve(column.key, column.holder) is not None:
            return HEADING, self._interpreter.headings.explain(column.key), (), ""
        if self._interpreter.headings.is_dismissed(column.key):
            return DISMISSED, "Somebody has decided that it names no field.", (), ""
        if not column.filled:
            return EMPTY, "", (), ""
        kind = self._interpreter.content.kind(column.cells)
        by_iri = {field.iri: key for key, field in self._vocabulary.fields.items()}
        near = [by_iri[one.concept] for one in self._mapper.map(column.key, ("field",)) if one.concept in by_iri]
        told = kind.fields if kind else ()
        # Cells that are plainly something else are no dates, numbers or addresses, whatever their heading is like.
        near = [
            key for key in near if not kind or key in told or self._vocabulary.fields[key].datatype not in _STRICT
        ]
        candidates = tuple(dict.fromkeys([*told, *near]))[:CANDIDATES]
        return UNREAD, "No field is known by this name.", candidates, str(kind) if kind else ""

    def _words(self, column: _Column) -> list[tuple[WordSeen, bool | None]]:
        """The distinct texts, the commonest first, each with whether its field has a list of values.

        None stands for fields that take any text, whose texts are neither understood nor not.
        """
        found: list[tuple[WordSeen, bool | None]] = []
        for (key, text), (count, value) in sorted(column.texts.items(), key=lambda item: -item[1][0]):
            said = self._vocabulary.fields[key]
            listed = True if said.schemes else None if said.datatype is None or _is_text(said) else False
            concept = self._vocabulary.concepts.get(value.term) if isinstance(value.term, IRI) else None
            if concept is not None:
                exact = not value.candidates or value.candidates[0].predicate == "skos:exactMatch"
                found.append((WordSeen(text, count, concept.label, concept.iri, exact), listed))
            elif isinstance(value.term, Literal) and value.term == Literal(value.term.lexical):
                found.append((WordSeen(text, count), listed))
            else:
                label = value.term.lexical if isinstance(value.term, Literal) else str(value.term)
                found.append((WordSeen(text, count, label), listed))
        return found


@dataclass(slots=True)
class _Column:
    """What was gathered of a column so far."""

    key: str
    holder: str | None = None
    spoken: bool = False
    """Whether it stands in an object that is a value itself, so that the key above it says what it is."""
    below: str = ""
    """The key above it that nobody knows, so that nothing below is read."""
    spot: tuple[int | str, ...] | None = None
    filled: int = 0
    split: int = 0
    more: bool = False
    fields: Counter[str] = field(default_factory=Counter)
    texts: dict[tuple[str, str], tuple[int, Value]] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)

    def add(self, key: str, value: Value) -> None:
        """Count a value."""
        self.fields[key] += 1
        at = (key, " ".join(value.text.split()))
        if at in self.texts:
            count, first = self.texts[at]
            self.texts[at] = (count + 1, first)
        elif len(self.texts) < WORDS_KEPT:
            self.texts[at] = (1, value)
        else:
            self.more = True


class _Seen:
    """Gathers what the records of one document say, column by column."""

    def __init__(self, vocabulary: Vocabulary, document: Document, interpreter: Interpreter) -> None:
        self._vocabulary, self._interpreter = vocabulary, interpreter
        self.columns: dict[str, _Column] = {}
        for heading in document.headings or ():
            self.columns.setdefault(heading.text, _Column(heading.text, spot=heading.spot))

    def add(self, row: Row, record: Record) -> None:
        """Count the cells of a row, and where they went."""
        spots: dict[tuple[int | str, ...], list[tuple[_Column, str]]] = {}
        for branch in (row.branch, *row.more):
            self._walk(branch, "", None, spots)
        held: Counter[tuple[tuple[int | str, ...], str]] = Counter()
        for key, value in _values(record):
            here = spots.get(value.spot)
            if here is not None and not value.default:
                for column in _told_by(here, value.text):
                    column.add(key, value)
                held[value.spot, key] += 1
        for spot in {spot for (spot, _), count in held.items() if count > 1}:
            spots[spot][0][0].split += 1

    def _walk(
        self,
        branch: Branch,
        prefix: str,
        holder: str | None,
        spots: dict[tuple[int | str, ...], list[tuple[_Column, str]]],
        below: str = "",
        spoken: bool = False,
    ) -> None:
        for key, tree in branch.entries:
            path = f"{prefix}/{key}" if prefix and key else prefix or key
            if isinstance(tree, Branch):
                known = self._interpreter.column_of_object(key, tree, holder)
                within = known.field.key if known is not None and known.field.part is not None else holder
                passed = known is not None or only_holds(key)
                speaks = (
                    known is not None and known.field.part is None and not self._interpreter.passes(key, tree, known)
                )
                self._walk(tree, path, within, spots, below or ("" if passed else key), speaks)
                if known is not None and speaks and not below:
                    self._count_units(known, tree, path)
                continue
            column = self.columns.get(path)
            if column is None and len(self.columns) < COLUMNS_KEPT:
                column = self.columns[path] = _Column(key, holder, spoken, below, spot=tree.spot)
            text = tree.text.strip()
            if column is None or not text or text.casefold() in self._vocabulary.placeholders:
                continue
            column.filled += 1
            spots.setdefault(tree.spot, []).append((column, text))
            if len(column.cells) < COLUMNS_KEPT:
                column.cells.append(tree.text)

    def _count_units(self, known: Column, tree: Branch, path: str) -> None:
        """Count what was read together with a number, as “weeks” is beside “6”, and so is no value itself."""
        leaf, unread = self._interpreter.told(known, tree)
        if leaf is None or not leaf.meaning:
            return
        for key, one in tree.entries:
            if key not in unread and isinstance(one, Leaf) and one.spot != leaf.spot and one.text.strip():
                column = self.columns.get(f"{path}/{key}")
                if column is not None:
                    column.fields[known.field.key] += 1


def _told_by(here: list[tuple[_Column, str]], written: str) -> list[_Column]:
    """Which of the columns at one place a value comes from.

    An element and its attributes stand at the same place, and one thing that two others name is met on two ways.
    """
    return [column for column, text in here if text == written.strip()] or [here[0][0]]


def _is_text(said: Field) -> bool:
    return said.datatype is not None and said.datatype.endswith(("langString", "#string"))


def _values(holder: Record | Part) -> Iterator[tuple[str, Value]]:
    for key, members in holder.fields.items():
        for member in members:
            if isinstance(member, Part):
                yield from _values(member)
            else:
                yield key, member
