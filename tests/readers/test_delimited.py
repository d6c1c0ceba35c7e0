from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.readers.delimited import delimiter
from mcvocab.readers.table import MOST_COLUMNS
from mcvocab.readers.text import LONGEST


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_text_is_read_in_every_unicode_encoding(reading, encoding):
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    outcome = reading("a.csv", mark + "Title,Fee\nSgilean dàta,£50\n".encode(encoding))
    assert outcome.values == [[("Title", "Sgilean dàta"), ("Fee", "£50")]]
    assert outcome.codes == []


def test_windows_text_is_read_and_the_guess_is_said(reading):
    outcome = reading("a.csv", "Title,Fee\nCafé,£50\n".encode("cp1252"))
    assert outcome.values == [[("Title", "Café"), ("Fee", "£50")]]
    [(trouble, _)] = outcome.troubles
    assert trouble.code == "encoding-guessed"
    assert trouble.details == {"encoding": "Windows-1252", "line": "2"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Title,Level\nA,7\n", ","),
        ("Title;Fee\nGaelic, for all;1,50\nWeb, basic;2,50\n", ";"),
        ("Title\tFee\nGaelic, for all\t1,50\n", "\t"),
        ("Title|Fee\nA|1\n", "|"),
        ('"Title, long";Fee\n"A;B";1\n', ";"),
        ("\n\nTitle;Level\nA;7\n", ";"),
        ("Courses 2026\n\nTitle,Provider\nA,B\n", ","),
        ("Courses 2026\nTitle;Provider;Fee\nA, b;B;1,50\n", ";"),
        ("Title;Fee\nA,b,c\nD,e,f\n", ";"),
    ],
)
def test_delimiter_is_the_one_that_cuts_rows_like_the_headings(content, expected):
    assert delimiter(content) == expected


def test_table_of_one_column_is_not_cut(reading):
    outcome = reading("a.csv", "Title\nGaelic, for beginners\nData; skills | more\n")
    assert outcome.values == [[("Title", "Gaelic, for beginners")], [("Title", "Data; skills | more")]]
    assert outcome.codes == []


@pytest.mark.parametrize(
    "content",
    [
        "Fee\n1,50\n2,50\n",
        "Title\nReading, writing, sums\nPeople, places, plants\n",
        "Title\n\nGaelic, for beginners\nWeb, for all\n",
        "Subject\nart,craft,design\nphysics\n",
        "Title\nA,B,C\n",
        "Title\n\nA,B\nC\nD\n",
    ],
)
def test_values_with_commas_do_not_make_a_heading_a_title_line(reading, content):
    lines = content.split()
    outcome = reading("a.csv", content)
    assert [heading.text for heading in outcome.document.headings] == [lines[0]]
    assert outcome.codes == []


@pytest.mark.parametrize("above", ["Micro-credentials 2026\n\n", "Micro-credentials\n \n\n", "A college\n2026\n\n"])
def test_title_line_without_delimiters_is_skipped(reading, above):
    outcome = reading("a.csv", f"{above}Title,Provider\nA,B\nC,D,E\nF,G\n")
    assert outcome.values[0] == [("Title", "A"), ("Provider", "B")]
    assert outcome.place(0, "Title").line == above.count("\n") + 2
    assert outcome.codes == ["row-ragged"]


def test_declared_delimiter_is_no_row(reading):
    outcome = reading("a.csv", "sep=|\r\nTitle,x|Level\r\nA|7\r\n")
    assert outcome.values == [[("Title,x", "A"), ("Level", "7")]]
    assert str(outcome.place(0, "Level")) == "a.csv:3:3"
    assert outcome.place(0, "Level").cell == "B2"


def test_place_counts_lines_of_text_and_rows_of_a_spreadsheet(reading):
    outcome = reading("a.csv", '\r\nTitle,Level\r\n"two\r\nlines",7\r\n\r\n,"8"\r\n')
    assert outcome.values == [[("Title", "two\r\nlines"), ("Level", "7")], [("Title", ""), ("Level", "8")]]
    first, second = outcome.place(0, "Level"), outcome.place(1, "Level")
    assert (first.line, first.column, first.cell, first.heading) == (4, 8, "B3", "Level")
    assert (second.line, second.column, second.cell) == (6, 2, "B5")
    assert outcome.place(1, "Title").cell == "A5"
    [title, level] = outcome.document.headings
    assert (title.text, str(outcome.document.locate(level.spot))) == ("Title", "a.csv:2:7")


def test_long_row_is_said_and_handed_over(reading):
    outcome = reading("a.csv", "Title,Level\nGlasgow, online,7\nB,8\n")
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details) == ("row-ragged", {"expected": "2", "found": "3"})
    assert (str(place), place.cell) == ("a.csv:2:17", "C2")
    assert outcome.values[0] == [("Title", "Glasgow"), ("Level", " online"), ("", "7")]


@pytest.mark.parametrize("row", ["A,7,,,", "A,,", "A,7,"])
def test_empty_cells_at_the_end_of_a_row_are_no_trouble(reading, row):
    assert reading("a.csv", f"Title,Level,Fee,Place\n{row}\n").codes == []


def test_short_row_that_ends_in_text_is_ragged(reading):
    outcome = reading("a.csv", "Title,Level,Fee\nA,7\n")
    assert outcome.codes == ["row-ragged"]
    assert outcome.values == [[("Title", "A"), ("Level", "7")]]


@pytest.mark.parametrize("end", ["", "\n", "\nC,9\n", '\nC,"" 9\n'])
def test_quote_that_is_never_closed_is_said_where_it_opens(reading, end):
    outcome = reading("a.csv", f'Title,Level,Fee\nA,7,5\nB,"8,6{end}')
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, str(place), place.cell) == ("quote-unclosed", "a.csv:3:3", "B3")
    assert outcome.values[0] == [("Title", "A"), ("Level", "7"), ("Fee", "5")]


@pytest.mark.parametrize("row", ['A,"7"', 'A,"7\n8"', 'A,""', 'A,"7 ""x"""', 'A,7"', 'A,7" x "y', '"A"B,7'])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_quotes_that_are_closed_or_stand_within_a_text_are_no_trouble(reading, row, end):
    assert reading("a.csv", f"Title,Level\n{row}{end}").codes == []


def test_quote_that_is_never_closed_in_the_headings_leaves_no_record(reading):
    outcome = reading("a.csv", 'Title,"Level\nA,7\nB,8\n')
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, str(place), outcome.rows) == ("quote-unclosed", "a.csv:1:7", [])


def test_repeated_heading_is_said_once_and_both_columns_are_read(reading):
    outcome = reading("a.csv", "Level,Title,Level , Level\n7,A,8,9\n")
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details, place.cell) == ("heading-repeated", {"heading": "Level"}, "C1")
    assert [text for _, text in outcome.values[0]] == ["7", "A", "8", "9"]


def test_title_line_above_the_headings_is_skipped(reading):
    outcome = reading("a.csv", "Our courses 2026,,\n,,\nTitle,Level,Fee\nA,7,50\n")
    assert outcome.values == [[("Title", "A"), ("Level", "7"), ("Fee", "50")]]
    assert outcome.place(0, "Title").cell == "A4"


@pytest.mark.parametrize("content", ["", "  \n\n", "\ufeff", ",,\n,,\n"])
def test_empty_file_is_said_to_be_empty(reading, content):
    assert reading("a.csv", content).codes == ["file-empty"]


def test_headings_alone_hold_no_record(reading):
    assert reading("a.csv", "Title,Level\n,\n").codes == ["records-missing"]


@pytest.mark.parametrize(
    "content",
    [b"Title,Level\nA\0B,7\n", b"PK\x03\x04 and more", b"\x89PNG\r\n", bytes(range(1, 32)) * 20, b"%PDF-1.7 text"],
)
def test_binary_content_is_refused(reading, content):
    assert reading("a.csv", content).codes == ["file-not-text"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"Title,Level\nA\0B,7\n", "2"),
        (b"Title,Level\r\nA,7\r\nB,6\r\n" + b"\0" * 4_096, "4"),
        ("\ufeffTitle,Level\n\u0100,7\nB,\0\n".encode("utf-16-le"), "3"),
    ],
)
def test_the_line_is_told_in_which_a_text_stops_being_one(reading, content, line):
    [(trouble, _)] = reading("a.csv", content).troubles
    assert (trouble.code, trouble.details) == ("file-not-text", {"line": line})


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("B;1,50;x", "semicolons part the cells of the row, and commas those of the headings"),
        ("B\t7\tx", "tabs part the cells of the row"),
        ("B|7|x\nC|6|x", "bars part the cells of the row"),
        ("B;7", ""),
        ("B; C; D,7", ""),
        ('"B\r;7;x",7', ""),
    ],
)
def test_the_sign_is_named_that_parts_the_cells_from_some_row_on(reading, row, problem):
    outcome = reading("a.csv", f"Title,Level,Mode\nA,7,online\nA,6,online\n{row}\n")
    assert set(outcome.codes) == {"row-ragged"}
    told = outcome.troubles[0][0].details["expected"]
    assert problem in told
    assert (told == "3") == (not problem)


def test_more_columns_than_a_worksheet_has_are_passed_over_and_said(reading):
    beyond = MOST_COLUMNS + 3
    head = ",".join(f"h{number}" for number in range(beyond))
    row = ",".join("x" for _ in range(beyond))
    outcome = reading("a.csv", f"{head}\n{row}\n{head}\n{row},more\n")
    assert outcome.codes == ["columns-too-many", "heading-row-repeated", "row-ragged"]
    (trouble, place) = outcome.troubles[0]
    assert (trouble.details, place.cell) == ({"number": "16,387", "expected": "16,384"}, "XFE1")
    assert [len(row) for row in outcome.values] == [MOST_COLUMNS, MOST_COLUMNS]
    assert len(outcome.document.headings) == MOST_COLUMNS


def test_overlong_cell_is_cut_and_said(reading):
    outcome = reading("a.csv", "Title,Level\n" + "x" * (LONGEST + 1) + ",7\n")
    [(trouble, place)] = outcome.troubles
    assert (trouble.code, trouble.details["number"]) == ("value-too-long", str(LONGEST + 1))
    assert place.cell == "A2"
    assert [len(text) for _, text in outcome.values[0]] == [LONGEST, 1]


def test_cell_beyond_the_parsers_own_limit_is_read(reading):
    limit = csv.field_size_limit(131_072)
    try:
        outcome = reading("a.csv", "Title,Level\n" + "x" * 200_000 + ",7\n")
    finally:
        csv.field_size_limit(limit)
    assert (outcome.codes, len(outcome.values[0][0][1])) == ([], 200_000)


def test_ten_thousand_columns_are_read(reading):
    heading = ",".join(f"h{number}" for number in range(10_000))
    outcome = reading("a.csv", f"{heading}\n" + ",".join(["x"] * 10_000) + "\n")
    assert len(outcome.rows[0].branch.entries) == 10_000
    assert outcome.place(0, "h9999").cell == "NTP2"


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from(' ,;\t|"\r\n'), max_size=8)


@st.composite
def _tables(draw):
    width = draw(st.integers(2, 4))
    headings = draw(st.lists(_TEXTS.filter(str.strip), min_size=width, max_size=width, unique_by=str.strip))
    rows = draw(st.lists(st.lists(_TEXTS, min_size=width, max_size=width), min_size=1, max_size=5))
    return [headings, *(row for row in rows if any(map(str.strip, row)))]


@settings(deadline=None)
@given(
    table=_tables(),
    cut_by=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ending=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_any_written_table_is_read_and_every_cell_is_found(reading, table, cut_by, quoting, ending):
    if ending != "\r\n":
        # The writer leaves the other line endings unquoted, so that such a table cannot be read by anyone.
        quoting = csv.QUOTE_ALL
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=cut_by, quoting=quoting, lineterminator=ending).writerows(table)
    text = written.getvalue()
    outcome = reading("a.csv", f"sep={cut_by}\n{text}")
    assert [[value for _, value in row] for row in outcome.values] == table[1:]
    lines = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
    for row, texts in zip(outcome.rows, table[1:], strict=True):
        for (_, leaf), value in zip(row.branch.entries, texts, strict=True):
            place = outcome.document.locate(leaf.spot)
            line = lines[place.line - 2].removeprefix("\0")
            rest = line[place.column - 1 :]
            start = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")[0]
            assert rest.startswith((start, '"' + start.replace('"', '""')))


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([".csv", ".tsv", ".txt", ""]))
def test_no_bytes_raise(reading, data, suffix):
    outcome = reading("a" + suffix, data)
    assert outcome.rows or outcome.troubles
