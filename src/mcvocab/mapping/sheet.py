"""An SSSOM file as text: what is not touched stays exactly as its owner wrote it.

A file that people keep in their own repository holds more than we know of: columns, comments, an order. So it is
not parsed and written anew; a row is added or taken away, and every other line stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mcvocab.mapping import MappingFileError

BOM = "\ufeff"
COMMENT = "#"
CURIES = "curie_map"
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NEEDS_QUOTES = re.compile(r'["\t\r\n]')


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, which may run over several physical ones where a cell holds line breaks.

    Attributes:
        number: the physical line, from 1, on which it starts.
        raw: the text as it stands, without its line end.
        end: its line end; empty at the end of a file.
        cells: the cells; None for a comment or a blank line.
    """

    number: int
    raw: str
    end: str
    cells: tuple[str, ...] | None


@dataclass(frozen=True)
class Sheet:
    """A whole file: header lines, the line of column names, rows.

    Attributes:
        name: what messages call it.
        head: the header's lines, each with its line end; a byte order mark first, where there is one.
        columns: the line of column names; None where the file is empty.
        lines: the lines below.
        outside: the header, where it stands in a file of its own.
    """

    name: str
    head: tuple[str, ...] = ()
    columns: Line | None = None
    lines: tuple[Line, ...] = ()
    outside: str = ""

    @property
    def text(self) -> str:
        """The file as it stands."""
        body = (self.columns, *self.lines) if self.columns else self.lines
        return "".join([*self.head, *(line.raw + line.end for line in body)])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(cell.strip() for cell in (self.columns.cells if self.columns else None) or ())

    @property
    def end(self) -> str:
        """The line end that this file uses."""
        return "\r\n" if any(line.endswith("\r\n") for line in (*self.head, self._first_end)) else "\n"

    @property
    def _first_end(self) -> str:
        return self.columns.end if self.columns else ""

    @cached_property
    def slots(self) -> Mapping[str, Any]:
        """What the header says, every value as text.

        Raises:
            MappingFileError: where the header is no YAML.
        """
        import yaml

        text = self.outside or "".join(line.removeprefix(BOM).removeprefix(COMMENT) for line in self.head)
        try:
            slots = yaml.load(text, Loader=yaml.BaseLoader)  # makes text of everything, and nothing else
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f"{self.name}:{mark.line + 1}" if mark is not None else self.name
            problem = getattr(error, "problem", None) or "it is not readable"
            raise MappingFileError(f"{where}: The header is no valid YAML: {problem}.") from None
        if not isinstance(slots, dict | None):
            raise MappingFileError(f"{self.name}:1: The header is to give slots, such as “#mapping_set_id: ...”.")
        return slots or {}

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The namespaces that the header declares, by prefix."""
        declared = self.slots.get(CURIES)
        return {str(k): str(v) for k, v in declared.items()} if isinstance(declared, dict) else {}

    def rows(self) -> Iterable[tuple[int, dict[str, str]]]:
        """Each row as the number of its line and its cells by column name."""
        names = self.names
        for line in self.lines:
            if line.cells is not None:
                cells = (*line.cells, *[""] * (len(names) - len(line.cells)))
                yield line.number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}

    # --- changed copies -------------------------------------------------------------------------------

    def declaring(self, prefixes: Mapping[str, str]) -> Sheet:
        """The same file with these prefixes declared, each where it is not yet."""
        missing = {prefix: iri for prefix, iri in prefixes.items() if prefix not in self.prefixes}
        if not missing or self.outside:
            return self
        head, end = list(self.head), self.end
        at = next((n for n, line in enumerate(head) if _bare(line) == f"{CURIES}:"), None)
        if at is None:
            bom = BOM if head and head[0].startswith(BOM) else ""
            head = [f"{bom}{COMMENT}{CURIES}:{end}", *(line.removeprefix(BOM) for line in head)]
            at = 0
        indent = re.match(r"# *", head[at].removeprefix(BOM))
        following = re.match(r"#( +)\S", head[at + 1]) if at + 1 < len(head) else None
        margin = following[0][:-1] if following else f"{indent[0] if indent else COMMENT}  "
        head[at + 1 : at + 1] = [f'{margin}{prefix}: "{iri}"{end}' for prefix, iri in missing.items()]
        return replace(self, head=tuple(head))

    def with_row(self, values: Mapping[str, str]) -> Sheet:
        """The same file with one more row at its end; columns that it lacks are added on the right."""
        sheet = self._widened([name for name, value in values.items() if value and name not in self.names])
        raw = row(values.get(name, "") for name in sheet.names)
        above = sheet.lines
        if above and not above[-1].end:
            above = (*above[:-1], replace(above[-1], end=sheet.end))
        cells = tuple(values.get(name, "") for name in sheet.names)
        return replace(sheet, lines=(*above, Line(sheet._next_number(), raw, sheet.end, cells)))

    def without(self, number: int) -> Sheet:
        """The same file without the row that starts on a line."""
        return replace(self, lines=tuple(line for line in self.lines if line.number != number))

    def _next_number(self) -> int:
        text = self.text
        return text.count("\n") + (1 if not text or text.endswith("\n") else 2)

    def _widened(self, names: Sequence[str]) -> Sheet:
        if self.columns is None:
            head = tuple(line if line.endswith("\n") else line + self.end for line in self.head)
            return replace(self, head=head, columns=Line(len(head) + 1, row(names), self.end, tuple(names)))
        columns = self.columns if self.columns.end else replace(self.columns, end=self.end)
        if not names:
            return replace(self, columns=columns)
        width = len(self.names) + len(names)
        columns = replace(columns, raw="\t".join([columns.raw, *names]), cells=(*(columns.cells or ()), *names))
        lines = tuple(
            line if line.cells is None else replace(line, raw=line.raw + "\t" * (width - len(line.cells)))
            for line in self.lines
        )
        return replace(self, columns=columns, lines=lines)


def read_sheet(text: str, name: str, outside: str = "") -> Sheet:
    """A file taken apart into lines.

    Raises:
        MappingFileError: where a quotation mark is never closed, or a column has no name of its own.
    """
    physical = re.findall(r"[^\n]*\n|[^\n]+", text)
    count = 0
    while count < len(physical) and physical[count].removeprefix(BOM).startswith(COMMENT):
        count += 1
    lines = list(_lines(physical, count, name))
    first = next((n for n, line in enumerate(lines) if line.cells is not None), None)
    head = (*physical[:count], *(line.raw + line.end for line in lines[: first or 0]))
    if first is None:
        return Sheet(name, (*physical[:count], *(line.raw + line.end for line in lines)), outside=outside)
    sheet = Sheet(name, head, lines[first], tuple(lines[first + 1 :]), outside)
    twice = next((one for one in sheet.names if sheet.names.count(one) > 1), None)
    if twice is not None:
        raise MappingFileError(f"{name}:{lines[first].number}: The column “{twice}” stands there twice.")
    return sheet


def row(cells: Iterable[str]) -> str:
    """A row as text: quoted where the format asks for it, and where it would otherwise read as a comment."""
    quoted = [f'"{cell.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(cell) else cell for cell in cells]
    if quoted and (quoted[0].startswith(COMMENT) or not "".join(quoted).strip()):
        quoted[0] = f'"{quoted[0]}"'
    return "\t".join(quoted)


def _lines(physical: Sequence[str], start: int, name: str) -> Iterable[Line]:
    number = start
    while number < len(physical):
        begun = number
        raw, end = _parted(physical[number])
        if raw.startswith(COMMENT) or not raw.strip(" \r"):
            number += 1
            yield Line(begun + 1, raw, end, None)
            continue
        while (cells := _cells(raw)) is None:
            number += 1
            if number == len(physical):
                raise MappingFileError(f"{name}:{begun + 1}: A quotation mark that opens here is never closed.")
            more, following = _parted(physical[number])
            raw, end = raw + end + more, following
        number += 1
        yield Line(begun + 1, raw, end, tuple(cells))


def _parted(line: str) -> tuple[str, str]:
    end = "\r\n" if line.endswith("\r\n") else "\n" if line.endswith("\n") else ""
    return line[: len(line) - len(end)], end


def _cells(raw: str) -> list[str] | None:
    """The cells of a row; None where a quoted one goes on in the next line."""
    cells: list[str] = []
    at = 0
    while True:
        quoted = _QUOTED.match(raw, at)
        if quoted is None and raw.startswith('"', at):
            return None
        begin = quoted.end() if quoted else at
        stop = raw.find("\t", begin)
        rest = raw[begin:] if stop < 0 else raw[begin:stop]
        cells.append((quoted[1].replace('""', '"') if quoted else "") + rest)
        if stop < 0:
            return cells
        at = stop + 1


def _bare(line: str) -> str:
    return line.removeprefix(BOM).removeprefix(COMMENT).strip()
