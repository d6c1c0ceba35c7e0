"""A marked copy of the provider's table: cells with findings coloured and commented, and a sheet that lists them all.

A workbook is copied as it is, without its macros; a table in a text file becomes one. The file itself is left alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from mcvocab.model import Finding, Header, Severity
from mcvocab.readers.copies import LONGEST_CELL, Copied, copied, set_text
from mcvocab.reporters.collected import Collected, collect
from mcvocab.reporters.csv_report import COLUMNS, row
from mcvocab.reporters.plain import clean, trim
from mcvocab.reporters.text_summary import note_text, verdict

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from mcvocab.reporters.style import Events, Style

CAP = 5_000
IN_A_COMMENT = 5
LINE = 15
SHEET = "mcvocab"
AUTHOR = "mcvocab"
PRIVATE = "it holds data about learners"
"""Why a file is not copied: whoever is sent the copy would be sent their names."""
FILLS = {Severity.VIOLATION: "F8C9C4", Severity.WARNING: "FBE3AE", Severity.INFO: "CFE3F7"}
WIDTHS = {
    "place": 14, "severity": 11, "message": 52, "fix": 58, "field": 20, "value": 24, "meant": 22, "repair": 18,
    "record": 8, "id": 14, "title": 28, "rule": 26, "code": 26, "file": 24, "sheet": 14, "heading": 18, "source": 36,
    "count": 8,
}  # fmt: skip
"""The columns of the sheet of findings, in the order in which people ask, with their widths in characters."""


def write(header: Header, events: Events, style: Style) -> Iterator[bytes]:
    """The whole workbook."""
    collected = collect(events, CAP)
    files = list(dict.fromkeys(finding.where.file for finding in collected.findings))
    said = (f for f in collected.findings if (f.record or f.field) and f.where.pointer is None)
    private = {finding.where.file for finding in said if not finding.quotable}
    copy = copied([name for name in files if name not in private])
    copy.refused |= dict.fromkeys(private, PRIVATE)
    marked = _mark(copy, collected, style)
    _list(copy, collected, marked, header, style)
    out = io.BytesIO()
    copy.workbook.save(out)
    yield out.getvalue()


def _mark(copy: Copied, collected: Collected, style: Style) -> dict[int, str]:
    """Colour the cells and comment them; the link to each finding's cell, by its position."""
    links: dict[int, str] = {}
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for position, finding in enumerate(collected.findings):
        sheet = copy.sheets.get((finding.where.file, finding.where.sheet or ""))
        cell = finding.where.cell or (f"A{finding.where.line or 1}" if sheet and not finding.where.pointer else None)
        if sheet is None or cell is None or not copy.holds(sheet, cell):
            continue
        links[position] = "'{}'!{}".format(sheet.replace("'", "''"), cell)
        by_cell.setdefault((sheet, cell), []).append(finding)
    for (sheet, cell), findings in by_cell.items():
        target = _own(copy.workbook[sheet], cell)
        target.fill = PatternFill("solid", fgColor=FILLS[max(finding.severity for finding in findings)])
        said = [_comment(finding, style) for finding in findings[:IN_A_COMMENT]]
        if len(findings) > IN_A_COMMENT:
            said.append(style.messages("{number} more", number=len(findings) - IN_A_COMMENT))
        if target.comment is not None:
            said.insert(0, target.comment.text)
        text = "\n\n".join(said)
        lines = sum(1 + len(line) // 45 for line in text.splitlines())
        target.comment = Comment(text[:LONGEST_CELL], AUTHOR, width=330, height=min(18 * lines + 16, 500))
    return links


def _own(sheet: Worksheet, address: str) -> Any:
    """The cell, or the first of those it is merged with, which alone can be marked."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if address in merged:
                cell = sheet.cell(merged.min_row, merged.min_col)
    return cell


def _comment(finding: Finding, style: Style) -> str:
    say = style.messages
    fix = "\n" + say("To mend it: {fix}", fix=finding.fix) if finding.fix else ""
    times = f" ({say.count(finding.count, '{number} record', '{number} records')})" if finding.count > 1 else ""
    return clean(f"{say(finding.severity.word)} ({finding.code}): {finding.message}{times}") + clean(fix, "\n")


def _list(copy: Copied, collected: Collected, links: dict[int, str], header: Header, style: Style) -> None:
    """The sheet of findings, each with a link to its cell."""
    say, book = style.messages, copy.workbook
    sheet = book.create_sheet(_free(book, SHEET), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    summary = collected.summary
    told = [
        verdict(summary, say),
        say("Judged as of {date} by {language} {version}.", date=header.as_of, language=header.vocabulary,
            version=header.vocabulary_version),
        collected.caveat(say),
        *(say("Only the first {rows} rows of “{file}” are copied here.", rows=f"{rows:,}", file=file)
          for file, rows in copy.cut.items()),
        *(say("“{file}” is not copied here: {reason}.", file=file, reason=say(reason))
          for file, reason in copy.refused.items()),
        *(note_text(note, say) for note in summary.notes),
    ]  # fmt: skip
    lines = [[text] for text in told if text]
    for number, texts in enumerate(lines, 1):
        _write(sheet, number, texts)
    sheet["A1"].font = Font(bold=True, size=14)
    top = len(lines) + 2
    _write(sheet, top, [say(name) for name in WIDTHS])
    for cell in sheet[top]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE3EA")
    shown, linked = Alignment(vertical="top", wrap_text=True), Font(color="0B4F8A", underline="single")
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in FILLS.items()}
    last = top
    for last, (position, finding) in enumerate(enumerate(collected.findings), top + 1):
        cells = dict(zip(COLUMNS, row(finding, style), strict=True))
        place = trim(f"{finding.where.sheet or ''} {finding.where.cell or finding.where.line or ''}".strip(), 60)
        texts = [place, *(cells[name] for name in WIDTHS if name in cells)]
        _write(sheet, last, texts, shown)
        deepest = max(1 + len(text) // width for text, width in zip(texts, WIDTHS.values(), strict=True))
        sheet.row_dimensions[last].height = LINE * min(deepest, 12)
        sheet.cell(last, 2).fill = fills[finding.severity]
        if position in links:
            first = sheet.cell(last, 1)
            first.hyperlink = Hyperlink(first.coordinate, location=links[position])
            first.font = linked
    for number, width in enumerate(WIDTHS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    if collected.findings:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(WIDTHS))}{last}"


def _free(book: Workbook, name: str) -> str:
    taken, free, number = {title.lower() for title in book.sheetnames}, name, 2
    while free.lower() in taken:
        free, number = f"{name} {number}", number + 1
    return free


def _write(sheet: Worksheet, line: int, texts: list[str], shown: Alignment | None = None) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(line, column)
        set_text(cell, clean(text))
        if shown is not None:
            cell.alignment = shown
