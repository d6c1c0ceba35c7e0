"""The report for people: record by record, in plain words, with places; then what it adds up to."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.checker import Checker, Options
from mcvocab.model import (
    IRI,
    Count,
    Edit,
    Finding,
    Header,
    Location,
    Mapping,
    Note,
    RecordName,
    Severity,
    Summary,
    Tally,
)
from mcvocab.readers.excerpts import Excerpts
from mcvocab.reporters import REPORTERS, Style
from mcvocab.reporters.plain import cells, clean, window
from mcvocab.store import load

EXAMPLES = Path(__file__).parents[2] / "examples"

HEADER = Header("0.1.0", "mcvocab", "0.1.0", "ab", ("core",), "2026-01-15")


def text(*events: Finding | Summary, colour: bool = False) -> str:
    return "".join(REPORTERS["text"](HEADER, events, Style(colour)))


def finding(**more: object) -> Finding:
    values: dict[str, object] = {
        "code": "mode-unknown",
        "rule": IRI("x:y"),
        "severity": Severity.WARNING,
        "message": "“onlin” is no mode.",
        "where": Location("a.csv", line=2, column=3, cell="B2", heading="Mode"),
        "record": RecordName(1, "SW-1", "Safe wiring"),
        "fix": "Write “online”.",
    }
    return Finding(**(values | more))  # type: ignore[arg-type]


SUMMARY = Summary(
    records=2,
    conforming=1,
    warning=1,
    by_profile={"core": Tally(2, 1)},
    notes=(Note("n", "A note.", Location("a.csv")),),
)


def test_a_whole_report() -> None:
    likely = (Mapping("onlin", IRI("x:online"), "online"),)
    table_wide = finding(
        code="title-missing", record=None, where=Location("a.csv", line=1), count=2, message="No title."
    )
    assert text(finding(suggestions=likely), table_wide, SUMMARY) == (
        "a.csv: record 1 “Safe wiring” (SW-1)\n"
        "  warning mode-unknown cell B2, “Mode”\n"
        "    “onlin” is no mode.\n"
        "    Did you mean “online”?\n"
        "    To mend it: Write “online”.\n"
        "\n"
        "a.csv: the file itself\n"
        "  warning title-missing line 1\n"
        "    No title. (2 records)\n"
        "    To mend it: Write “online”.\n"
        "\n"
        "Note: a.csv: A note.\n"
        "1 of 2 records without a violation.\n"
        "0 violations, 1 warning, 0 for information.\n"
        "Records that meet each profile: core 1 of 2.\n"
        "Judged as of 2026-01-15 by mcvocab 0.1.0. “mcvocab explain CODE” tells more about a rule.\n"
    )


def test_a_record_is_named_once_for_all_its_findings() -> None:
    written = text(finding(), finding(code="level-unknown"), finding(record=RecordName(2)), SUMMARY)
    assert written.count("record 1 “Safe wiring”") == 1
    assert written.count("record 2") == 1


def test_places_in_json_are_pointers_with_lines() -> None:
    assert "line 7, /0/mode" in text(finding(where=Location("a.json", line=7, column=3, pointer="/0/mode")), SUMMARY)


def test_colours_only_where_they_are_asked_for() -> None:
    assert "\x1b[" not in text(finding(), SUMMARY)
    assert "\x1b[33mwarning\x1b[0m" in text(finding(), SUMMARY, colour=True)


def test_what_was_left_out_is_said() -> None:
    written = text(Summary(records=3, conforming=1, out_of_scope=1, unreadable=1))
    assert (
        "1 of 2 records without a violation; 1 of another kind and not judged; 1 input could not be read" in written
    )


def test_what_can_be_repaired_is_marked_and_counted() -> None:
    written = text(finding(edit=Edit("onlin", "online")), replace(SUMMARY, fixable=1))
    assert "cell B2, “Mode” (can be repaired)\n" in written
    assert "\n1 can be repaired: --diff shows how, --fix does it.\n" in written
    assert "repaired" not in text(finding(), SUMMARY)
    assert "repaired" not in text(finding(edit=Edit("onlin", "online", safe=False)), SUMMARY)


def test_much_is_counted_by_rule_and_by_field() -> None:
    counts = {
        f"rule-{letter}": Count(violation=1, times=number) for number, letter in enumerate("abcdefghijklmnop", 1)
    }
    by_field = {"mode": Count(1, 0, 2, 0, 3, 4), "level": Count(11, times=130)}
    counts["rule-q"] = Count(0, 0, 2, 0, 3, 2)
    written = text(finding(), replace(SUMMARY, violation=16, warning=0, info=2, by_rule=counts, by_field=by_field))
    lines = written.splitlines()
    head = lines.index("findings by rule  violation  warning  info  can be repaired  times")
    assert lines[head + 1].split() == ["rule-p", "1", "16"]
    assert lines[head + 13].split() == ["5", "more", "4", "2", "3", "12"]
    assert lines[head + 14].split() == ["together", "16", "2", "3", "138"]
    assert lines[head + 15] == ""
    assert lines[head + 16].split()[:3] == ["findings", "by", "field"]
    assert lines[head + 17].split() == ["level", "11", "130"]
    assert lines[head + 18].split() == ["mode", "1", "2", "3", "4"]
    assert lines[head + 19].split() == ["No", "field", "in", "particular", "4", "4"]
    assert lines[head + 20].split() == lines[head + 14].split()
    assert {len(line) for line in lines[head + 13 : head + 15]} == {len(lines[head])}
    assert lines[head + 22] == "One finding may stand for many records: “times” counts it for each of them."
    assert "16 violations, 0 warnings, 2 for information." in lines


def test_where_each_finding_stands_for_one_record_nothing_is_said_of_times() -> None:
    counts = {f"rule-{letter}": Count(violation=1, times=1) for letter in "abcdefghijkl"}
    written = text(finding(), replace(SUMMARY, violation=12, by_rule=counts, by_field={"mode": Count(12, times=12)}))
    assert "times" not in written
    assert "findings by rule  violation  warning  info\n" in written
    assert "No field in particular" not in written


@pytest.mark.parametrize("given", ["starter", "formats"])
def test_the_tables_add_up_to_the_counts(given: str) -> None:
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    lines = "".join(
        REPORTERS["text"](checker.header, checker.stream([EXAMPLES / given]), Style())  # type: ignore[misc]
    ).splitlines()
    counts = next(line for line in lines if re.fullmatch(r"[\d,]+ violations?, [\d,]+ warnings?, .*", line))
    totals = [figure.replace(",", "") for figure in re.findall(r"[\d,]*\d", counts)]
    for title in ("findings by rule", "findings by field"):
        (head,) = [number for number, line in enumerate(lines) if line.startswith(title)]
        end = lines.index("", head)
        places = [slice(*match.span()) for match in re.finditer(r"violation|warning|info", lines[head])]
        rows = [[line[one].strip().replace(",", "") for one in places] for line in lines[head + 1 : end]]
        assert rows[-1] == totals
        assert [str(sum(int(row[part] or 0) for row in rows[:-1])) for part in range(3)] == totals


def test_no_line_is_wider_than_the_terminal() -> None:
    message = (
        "“学位記" + "語" * 40 + "” is no mode, and that is told at some length so that it does not fit on one line."
    )
    style = Style(width=40, fields={}, colour=False)
    written = "".join(REPORTERS["text"](HEADER, [finding(message=message), SUMMARY], style))
    long = [line for line in written.splitlines() if cells(line) > 40]
    assert [line for line in long if " " in line.strip() and "語" not in line and "cell B2" not in line] == []


def test_a_caret_stands_under_wide_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("学位,é\u0301x\x1b,onlin,z\n", encoding="utf-8")
    where = Location(str(path), 1, 9)
    style = Style(excerpts=Excerpts())
    shown = finding(where=where, value="onlin", quotable=True)
    written = "".join(REPORTERS["text"](HEADER, [shown, SUMMARY], style)).splitlines()
    (line,) = [number for number, text in enumerate(written) if text.startswith("    1 | ")]
    assert cells(written[line].partition("onlin")[0]) == written[line + 1].index("^")
    assert written[line + 1].count("^") == 5
    assert "\x1b" not in written[line]
    unquotable = "".join(REPORTERS["text"](HEADER, [replace(shown, quotable=False), SUMMARY], style))
    assert "^" not in unquotable


@given(st.text(), st.integers(0, 50), st.integers(1, 50), st.integers(10, 80))
def test_a_window_shows_what_is_meant_and_fits(line: str, start: int, length: int, width: int) -> None:
    line = clean(line)
    start = min(start, len(line))
    part, before, marked = window(line, start, length, width)
    assert cells(part) <= width
    assert before + marked <= cells(part) or marked == 0
    if cells(line) <= width - 2:
        assert part == line
        assert before == cells(line[:start])


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_cleaned_text_can_be_printed_anywhere(text: str) -> None:
    assert clean(text).isprintable()


@pytest.mark.parametrize("form", ["text", "html", "junit"])
def test_a_note_tells_the_sheet_that_it_is_about(form: str) -> None:
    notes = tuple(Note("columns-unread", "Unread.", Location("a.xlsx", sheet=sheet)) for sheet in ("Day", "Evening"))
    events = [finding(), replace(SUMMARY, notes=notes)]
    style = Style(profiles=load().standard.profiles)
    written = "".join(
        piece.decode() if isinstance(piece, bytes) else piece for piece in REPORTERS[form](HEADER, events, style)
    )
    assert "a.xlsx, sheet “Day”: Unread." in written
    assert "a.xlsx, sheet “Evening”: Unread." in written


def test_one_word_in_one_column_is_told_once_where_findings_stand_by_rule() -> None:
    def cell(number: int, value: str = "onlin", heading: str = "Mode") -> Finding:
        where = Location("a.csv", line=number + 1, cell=f"B{number + 1}", heading=heading)
        return finding(
            record=RecordName(number), where=where, value=value, message=f"“{value}” is no mode.", field="mode"
        )

    events = (cell(1), cell(2), cell(3, "onsit"), cell(4), cell(5, heading="Form"), SUMMARY)
    by_rule = "".join(REPORTERS["text"](HEADER, events, Style(group_by="rule")))
    assert by_rule.count("“onlin” is no mode. (3 records)") == by_rule.count("“onlin” is no mode.\n") == 1
    assert "cell B2" in by_rule
    assert "cell B3" not in by_rule
    assert "(5 findings)" in by_rule
    assert text(*events).count("“onlin” is no mode.\n") == 4
