"""A raw row becomes a record: headings to fields, texts to terms, columns to parts, evidence to routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING

from mcvocab.formats import Formats, Translation
from mcvocab.instructions import Instructions, of_file
from mcvocab.interpreter.continuation import join, records, unfold
from mcvocab.interpreter.corrections import Corrections
from mcvocab.interpreter.headings import Column, Headings, only_holds, tells_when
from mcvocab.interpreter.layout import PLAIN, Layout
from mcvocab.interpreter.pieces import Piece
from mcvocab.interpreter.routes import Routes
from mcvocab.interpreter.sketch import Placing, Reading, Sketch, placed, share
from mcvocab.interpreter.splitting import apart
from mcvocab.interpreter.survey import Surveyor, UnknownFieldError
from mcvocab.interpreter.texts import Texts, in_unit
from mcvocab.interpreter.values import ABSOLUTE_IRI, Values
from mcvocab.labels import words
from mcvocab.model import (
    IRI,
    MCV,
    RDF_LANG_STRING,
    XSD,
    Blank,
    Edit,
    Field,
    Literal,
    Node,
    Part,
    Record,
    Source,
    Spot,
    Value,
)
from mcvocab.raw import Branch, Document, Leaf, Row, Trouble
from mcvocab.values import dataclass, replace

if TYPE_CHECKING:
    from mcvocab.interpreter.content import Content
    from mcvocab.interpreter.nested import Told
    from mcvocab.mapping import Mapper
    from mcvocab.vocabulary import Vocabulary

__all__ = ["AWARD", "MICRO_CREDENTIAL", "Interpretation", "Interpreter", "UnknownFieldError"]

MICRO_CREDENTIAL = IRI(MCV + "MicroCredential")
AWARD = IRI(MCV + "Award")
_ORGANISATION = IRI(MCV + "Organisation")
_OF_SPELLING = frozenset({"date-as-number"})
"""What is told of how a value is written, which another standard is free to settle."""
_OF_TIME = frozenset({"duration", "hours"})
"""The quantities that are measured in weeks, hours and the like."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A record, what there is to say about how it was read, and the texts that a field was known for."""

    record: Record
    troubles: tuple[Trouble, ...]
    leaves: tuple[tuple[Column, Leaf], ...] = ()
    layout: Layout = PLAIN


class Interpreter:
    """Turns raw rows into records.

    Args:
        vocabulary: the language.
        mapper: maps local terms onto it.
        language: the language of texts that say none themselves; empty where it is not known.
        defaults: texts for fields, by key or heading, that hold wherever a record says nothing.
        routes: classes of routes that every record is to be judged by, declared or not.
        instructions: what the provider has said of their files; the first that says something of a file counts, and
            all come before ``language`` and ``defaults``.

    Raises:
        UnknownFieldError: where a default, or a column of the instructions, names no field.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        mapper: Mapper,
        *,
        language: str = "",
        defaults: Mapping[str, str] | None = None,
        routes: Iterable[IRI] = (),
        instructions: Iterable[Instructions] = (),
    ) -> None:
        self._vocabulary = vocabulary
        self._fields = vocabulary.fields
        self._headings = Headings(vocabulary, mapper)
        self._values = Values(vocabulary, mapper)
        self._formats = Formats(vocabulary.formats, vocabulary.fields)
        self._corrections = Corrections(vocabulary, self._values)
        self._routes = Routes(vocabulary, tuple(routes))
        self._surveyor = Surveyor(vocabulary, mapper, self._headings, self._values)
        self._instructions = (*instructions, Instructions(set=dict(defaults or {}), language=language))
        plain = [self._surveyor.plain(one) for one in self._instructions]
        self._plain = plain[-1]
        self._texts = Texts(vocabulary, self._values)
        self._placing = Placing(vocabulary, self._headings, self._values)
        self._numbers = count(1)  # two threads never draw the same

    @property
    def headings(self) -> Headings:
        """What headings mean by themselves."""
        return self._headings

    @property
    def content(self) -> Content:
        """What cells are by themselves."""
        return self._surveyor.content

    def survey(self, document: Document) -> Layout:
        """How the columns of a document are to be read; of a table, the first rows are looked at."""
        return self._surveyor.survey(document, of_file(document.source.file, self._instructions))

    def columns(self, document: Document, layout: Layout | None = None) -> dict[str, Spot]:
        """The fields that a table has columns for, with the spots of their headings; empty for what is no table."""
        found: dict[str, Spot] = {}
        table = self._formats.of_headings(heading.text for heading in document.headings or ())
        covered = self._formats.covered(table) if table else {}
        for heading in document.headings or ():
            if table is not None:
                for key in covered.get(heading.text, ()):
                    found.setdefault(key, heading.spot)
                continue
            column = self._headings.column(heading.text, None, layout or self._plain)
            if column is not None:
                for key in column.covered:
                    found.setdefault(key, heading.spot)
        return found

    def column(self, heading: str, holder: str | None = None) -> Column | None:
        """What a heading means in a record, or inside the part ``holder``; None where that is not known."""
        return self._headings.resolve(heading, holder)

    def column_of_object(self, heading: str, tree: Branch, holder: str | None = None) -> Column | None:
        """What the key of an object means, in a record or inside the part ``holder``."""
        column = self._headings.resolve(heading, holder)
        if column is not None or holder is not None:
            return column
        runs = self._headings.column_of_runs(heading)
        return runs if runs is not None or not tells_when(heading) else self._run_of_days(tree)

    def _run_of_days(self, tree: Branch) -> Column | None:
        """The run that an object is which says on what day it starts or ends."""
        run = next(field for field in self._fields.values() if field.of == "offering" and field.part is not None)
        inside = (self.column(key, run.key) for key, one in tree.entries if isinstance(one, Leaf))
        told = any(column is not None and column.field.datatype == XSD + "date" for column in inside)
        return Column(run) if told else None

    def entitles(self, heading: str) -> bool:
        """Whether a heading says what a record is called."""
        return self._is_marked(heading, "title")

    def tells(self, heading: str) -> bool:
        """Whether a heading says what hardly anything but a micro-credential has."""
        return self._is_marked(heading, "telling")

    def spreads(self, heading: str) -> str:
        """The field of an organisation that a heading names: who is said once, above a list, stands for all in it."""
        column = self.column(heading)
        if column is None:
            return ""
        part = column.field if column.field.part is not None else self._fields.get(column.field.within or "")
        return part.key if part is not None and part.part == _ORGANISATION else ""

    def _is_marked(self, heading: str, mark: str) -> bool:
        column = self.column(heading)
        return column is not None and column.field.key in self._vocabulary.marked(mark)

    def passes(self, heading: str, tree: Branch, column: Column | None) -> bool:
        """Whether a key says no more than that there is something: “data”, or a “course” that has a title itself."""
        if column is None:
            return only_holds(heading)
        if column.field.key in self._vocabulary.marked("title"):
            return any(self.entitles(key) for key, _ in tree.entries)
        return column.field.part is None and column.field.quantity not in _OF_TIME and self._only_groups(tree)

    def _only_groups(self, tree: Branch) -> bool:
        """Whether an object only groups keys that each say whole what they are: “short_description”, not “type”."""
        keys = [key for key, one in tree.entries if isinstance(one, Leaf)]
        return bool(keys) and all(len(words(key)) > 1 and self.column(key) is not None for key in keys)

    def told(self, column: Column, tree: Branch) -> Told:
        """What an object says where a column asks for a text."""
        from mcvocab.interpreter.nested import told  # tables hold no objects

        return told(tree, self.entitles, self._headings.is_span if column.field.quantity in _OF_TIME else None)

    def rows(self, document: Document, layout: Layout) -> Iterator[Row | Trouble]:
        """The rows of a document, each with those that only go on with it."""
        return self.joined(document.rows(), layout)

    def joined(self, rows: Iterator[Row | Trouble], layout: Layout) -> Iterator[Row | Trouble]:
        """The same for some of its rows."""
        if layout.is_table:
            rows = records(rows, layout, self._vocabulary)
        return join(rows, layout) if layout.titles and (layout.holders or layout.further) else rows

    def interpret(self, row: Row, source: Source, layout: Layout | None = None) -> Interpretation:
        """The record that a row holds, with those that go on with it."""
        layout = layout or self._plain
        table = self._formats.recognise(row.branch)
        if table is not None:
            translation = self._formats.translate(row.branch, table)
        else:
            translation = Translation(unfold(row, layout) if row.more else row.branch, ())
        branch = translation.branch
        unread = list(translation.unread)
        reading = Reading(Sketch(branch.spot), layout, [], [], {}, unread, [], [], [], award=AWARD in branch.types)
        if row.more:
            reading.troubles.append(Trouble("row-continued", row.more[0].spot))
        self._read(branch, None, reading.root, reading.root, reading)
        if table is not None:
            # How another standard spells its values is not ours to correct: only what it leaves to the provider is.
            reading.leaves[:] = [one for one in reading.leaves if table.free and not one[1].meaning]
            reading.troubles[:] = [one for one in reading.troubles if one.code not in _OF_SPELLING]
        for sketch, chain, column, values in sorted(reading.siblings, key=lambda item: len(item[1])):
            if not share(sketch, chain, column.field, values):
                details = {"heading": column.field.label, "found": str(len(values))}
                reading.troubles.append(Trouble("parts-not-paired", values[0].spot, details))
        self._say_besides(reading)
        self._default(reading)
        self._placing.settle(reading)
        return self._record(row, branch, reading, source)

    def corrections(self, interpretation: Interpretation) -> Iterator[tuple[Spot, Field, Edit]]:
        """What to write instead of texts that were understood, so that everybody writes the same."""
        for column, leaf in interpretation.leaves:
            if leaf.kind == "text" and not leaf.datatype and not column.field.personal:
                manner = self._texts.manner(column, leaf, interpretation.layout)
                edit = self._corrections.correct(column, leaf.text, manner)
                if edit is not None:
                    yield leaf.spot, column.field, edit

    # --- reading --------------------------------------------------------------------------------------

    def _read(self, branch: Branch, holder: str | None, sketch: Sketch, top: Sketch, reading: Reading) -> None:
        """Read the entries of a branch into ``sketch``; ``top`` is the micro-credential that it is said of."""
        known: list[tuple[Column, Leaf | Branch, str]] = []
        for heading, tree, column in self._entries(branch, holder, reading):
            if column is not None:
                known.append((column, tree, heading))
            elif not self._read_above(heading, tree, holder, top, reading):
                self._note_unread(heading, tree, reading)
        if any(column.net for column, _, _ in known):
            known = self._paid(known, reading)
        # Outer parts first: a price needs to find the offering that its start date makes, wherever the column is.
        for column, tree, heading in sorted(known, key=lambda one: self._headings.depth(one[0].field)):
            if isinstance(tree, Leaf) and not tree.text and not column.others:
                self._read_blank(column, tree, reading)  # as most cells of a wide table are
            elif isinstance(tree, Leaf):
                known_leaves = len(reading.leaves)
                for one, leaf in self._shares(column, tree, reading.layout) if column.others else [(column, tree)]:
                    self._read_leaf(one, leaf, holder, sketch, top, reading)
                if column.others:
                    del reading.leaves[known_leaves:]  # half a cell is no text that could be corrected
            elif column.field.part is not None:
                inner = Sketch(tree.spot, tree.node if ABSOLUTE_IRI.fullmatch(tree.node) else "")
                sketch.reach(self._headings.below(column.field, holder)).add(column.field.key, inner)
                if column.field.part == MICRO_CREDENTIAL:
                    self._read(tree, None, inner, inner, reading)
                else:
                    self._read(tree, column.field.key, inner, top, reading)
            else:
                self._read_object(column, tree, heading, holder, sketch, top, reading)

    def _paid(
        self, known: list[tuple[Column, Leaf | Branch, str]], reading: Reading
    ) -> list[tuple[Column, Leaf | Branch, str]]:
        """The entries without the prices before tax, where what is paid stands beside them."""
        paid = {column.field.key for column, tree, _ in known if not column.net and _says_something(tree)}
        kept = []
        for column, tree, heading in known:
            if column.net and column.field.key in paid:
                self._note_unread(heading, tree, reading)
            else:
                kept.append((column, tree, heading))
        return kept

    def _entries(
        self, branch: Branch, holder: str | None, reading: Reading
    ) -> Iterator[tuple[str, Leaf | Branch, Column | None]]:
        """The entries of a branch, each with what its heading means; what a key only holds stands in its place."""
        for heading, tree in branch.entries:
            column = self._headings.column(heading, holder, reading.layout, reading.award)
            if column is None and isinstance(tree, Branch) and heading not in reading.layout.columns:
                column = self.column_of_object(heading, tree, holder)
            if isinstance(tree, Branch) and self.passes(heading, tree, column):
                yield from self._entries(tree, holder, reading)
            else:
                yield heading, tree, column

    def _shares(self, column: Column, leaf: Leaf, layout: Layout) -> list[tuple[Column, Leaf]]:
        """What each field gets of a cell whose heading names several, in the order of the heading."""
        columns = (column, *column.others)
        if not leaf.text.strip():
            return [(one, leaf) for one in columns]
        found = [(one, self._texts.read(one, leaf, layout).pieces) for one in columns]
        understood = [(one, pieces) for one, pieces in found if pieces and all(piece.understood for piece in pieces)]
        for one, pieces in understood:
            if len({piece.field for piece in pieces}) > 1:
                return [(one, leaf)]
        parts = apart(leaf.text, len(columns)) or ()
        shares = [(one, replace(leaf, text=part)) for one, part in zip(columns, parts, strict=False)]
        measured = [(one, share) for one, share in shares if one.field.datatype != RDF_LANG_STRING]
        known = all(
            piece.understood for one, share in measured for piece in self._texts.read(one, share, layout).pieces
        )
        telling = next((one for one in columns if self._tells_others(one, columns, leaf, layout)), None)
        if telling is not None and not (shares and known):
            return [(telling, leaf)]
        if shares:
            return shares
        prose = (one for one in columns if one.field.datatype == RDF_LANG_STRING)
        return [(understood[0][0] if understood else next(prose, column), leaf)]

    def _tells_others(self, one: Column, columns: tuple[Column, ...], leaf: Leaf, layout: Layout) -> bool:
        """Whether a text, as a value of one of several fields, says what another of them asks for."""
        wanted = {column.field.key for column in columns}
        told = self._values.beside(one.field, leaf.text, self._texts.manner(one, leaf, layout))
        return any(piece.field in wanted and not piece.said for piece in told)

    def _read_above(
        self, heading: str, tree: Leaf | Branch, holder: str | None, top: Sketch, reading: Reading
    ) -> bool:
        """Read what a run says of the course itself; whether it does."""
        column = self._headings.column_above(heading, holder, reading.layout)
        if column is None:
            return False
        if isinstance(tree, Leaf):
            self._read_leaf(column, tree, None, top, top, reading)
        else:
            self._read_object(column, tree, heading, None, top, top, reading)
        return True

    def _note_unread(self, heading: str, tree: Leaf | Branch, reading: Reading) -> None:
        if (isinstance(tree, Branch) or tree.text.strip()) and not self._headings.is_dismissed(
            heading, reading.layout
        ):
            reading.unread.append(heading)

    def _read_object(
        self,
        column: Column,
        tree: Branch,
        heading: str,
        holder: str | None,
        sketch: Sketch,
        top: Sketch,
        reading: Reading,
    ) -> None:
        """Read an object that stands in the place of a text."""
        leaf, unread = self.told(column, tree)
        reading.unread += (f"{heading}/{key}" for key in unread)
        if leaf is not None:
            known_leaves = len(reading.leaves)
            self._read_leaf(column, leaf, holder, sketch, top, reading)
            if leaf.meaning:
                del reading.leaves[known_leaves:]  # nor is a number without its unit

    def _read_leaf(
        self, column: Column, leaf: Leaf, holder: str | None, sketch: Sketch, top: Sketch, reading: Reading
    ) -> None:
        field = column.field
        reading.leaves.append((column, leaf))
        pieces, told = self._texts.read(column, leaf, reading.layout)
        for code, details in told:
            reading.troubles.append(Trouble(code, leaf.spot, details))
        if not pieces:
            self._read_blank(column, leaf, reading)
            return
        if field.beside and not leaf.datatype:
            reading.asides.append((column, leaf, top))
        pieces = self._inside(holder, field, leaf, pieces)
        chain = self._headings.below(column.field, holder)
        if field.part is not None or (chain and self._fields[chain[-1]].leading == field.key):
            self._placing.parts(column, chain, pieces, leaf, sketch, top, reading)
        elif chain:
            # A flat column of a part: told apart once all the parts of the row are known.
            values = [placed(piece, leaf.spot) for piece in pieces if piece.field == field.key]
            if values:
                reading.siblings.append((sketch, chain, column, values))
            for piece in (piece for piece in pieces if piece.field != field.key):
                self._placing.place(piece, leaf, holder, sketch, top, reading)
        else:
            here = holder is None or holder in self._headings.chain(field)
            for piece in pieces:
                if here and piece.field == field.key:
                    sketch.add(field.key, placed(piece, leaf.spot))  # as nearly all are
                    continue
                self._placing.place(piece, leaf, holder, sketch, top, reading)
                if piece.field in field.elsewhere and field.schemes:
                    reading.troubles.append(_moved(piece.text, field, self._fields[piece.field], leaf.spot))
            self._placing.imply(column, leaf, sketch)

    def _inside(self, holder: str | None, field: Field, leaf: Leaf, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The pieces of a text; inside a part, which holds one amount, a text of several stays as it was written."""
        leads = holder is not None and self._values.measured(field).key == holder != field.key
        several = leads and any(piece.group for piece in pieces)
        return (Piece(field.key, leaf.text, Literal(leaf.text.strip())),) if several else pieces

    def _read_blank(self, column: Column, leaf: Leaf, reading: Reading) -> None:
        """Note where a value is missing."""
        for key in column.covered:
            reading.blanks.setdefault(key, leaf.spot)

    def _say_besides(self, reading: Reading) -> None:
        """What texts say besides what their columns are for, where nothing else in the record says it."""
        for column, leaf, top in reading.asides:
            if column.field.quantity == "hours":
                self._add_up(column.field, leaf.spot, top)
            manner = self._texts.manner(column, leaf, reading.layout)
            text = in_unit(column, leaf.text)
            for piece in self._values.beside(column.field, text, manner):
                if next(top.values(piece.field), None) is not None:
                    continue
                if piece.said and text != leaf.text:
                    # A course of “Duration (hours)” is measured in them: they are its size, not how long it runs.
                    for sized in self._values.understand(self._fields[piece.field], text, manner):
                        self._placing.place(replace(sized, text=leaf.text), leaf, None, top, top, reading)
                elif piece.said:
                    for code, details in self._texts.told_of((piece,), reading.layout):
                        reading.troubles.append(Trouble(code, leaf.spot, details))
                else:
                    self._placing.place(piece, leaf, None, top, top, reading)

    def _add_up(self, field: Field, spot: Spot, top: Sketch) -> None:
        """Offers the hours in all for hours a week, where the record says for how many weeks it runs."""
        members = top.fields.get(field.key, [])
        for at, value in enumerate(members):
            if not isinstance(value, Value) or value.spot != spot or value.candidates:
                continue
            spans = {one.text for one in top.values(field.beside)}
            said = value.term.lexical if isinstance(value.term, Literal) else ""
            if value.term == Literal(said) and len(spans) == 1:
                members[at] = replace(value, candidates=self._values.added_up(said, spans.pop()))

    def _default(self, reading: Reading) -> None:
        """Values given for the whole file, wherever the record itself says nothing."""
        for column, text in reading.layout.defaults:
            wanted = column.field.leading or column.field.key
            if next(reading.root.values(wanted), None) is not None:
                continue
            for piece in self._texts.read(column, Leaf(text), reading.layout).pieces:
                chain = self._headings.chain(self._fields[piece.field])
                value = replace(placed(piece, reading.root.spot), default=True)
                reading.root.reach(chain, piece.group).add(piece.field, value)

    # --- the record -----------------------------------------------------------------------------------

    def _record(self, row: Row, branch: Branch, reading: Reading, source: Source) -> Interpretation:
        root = reading.root
        evidence = self._vocabulary.marked("award")
        is_award = reading.award or any(
            next(root.values(key), None) is not None for key in set(root.keys()).intersection(evidence)
        )
        achieved = root if not is_award else self._achievement(root)
        node = self._node(branch, achieved if not is_award else Sketch())
        routes, troubles = self._routes.of(achieved, award=is_award)
        fields = root.freeze(node, self._vocabulary)
        types: tuple[IRI, ...] = (MICRO_CREDENTIAL, *routes)
        if is_award:
            fields = {key: tuple(_typed(m, types) for m in members) for key, members in fields.items()}
        record = Record(
            number=row.number,
            kind="award" if is_award else "offer",
            node=node,
            types=(AWARD,) if is_award else types,
            fields=fields,
            blanks=reading.blanks,
            unread=tuple(dict.fromkeys(reading.unread)),
            source=source,
            spot=branch.spot,
        )
        return Interpretation(record, (*reading.troubles, *troubles), tuple(reading.leaves), reading.layout)

    def _achievement(self, root: Sketch) -> Sketch:
        """The micro-credential inside an award: what was said of it in one breath with the award moves there."""
        key = next(f.key for f in self._fields.values() if f.part == MICRO_CREDENTIAL)
        achieved = root.reach((key,))
        for name in [name for name in root.fields if self._fields[name].of != "award"]:
            achieved.fields.setdefault(name, []).extend(root.fields.pop(name))
        return achieved

    def _node(self, branch: Branch, sketch: Sketch) -> Node:
        """The record's absolute IRI, else a blank node; none is invented."""
        keys = self._vocabulary.marked("identifier")
        identifiers = (value.text.strip() for key in keys for value in sketch.values(key))
        candidates = [branch.node, *identifiers]
        found = next((text for text in candidates if ABSOLUTE_IRI.fullmatch(text) and "/" in text), None)
        return IRI(found) if found else Blank(f"r{next(self._numbers)}")


def _says_something(tree: Leaf | Branch) -> bool:
    return isinstance(tree, Branch) or bool(tree.text.strip())


def _moved(text: str, field: Field, other: Field, spot: Spot) -> Trouble:
    """What is told of a value that was read as the value of another field."""
    if field.kinds and other.kinds:
        return Trouble("type-moved", spot, {"value": text})
    return Trouble("value-moved", spot, {"value": text, "field": field.label, "other": other.label})


def _typed(member: Value | Part, types: tuple[IRI, ...]) -> Value | Part:
    """An award's micro-credential carries the routes; other parts keep their own class."""
    return replace(member, types=types) if isinstance(member, Part) and MICRO_CREDENTIAL in member.types else member
