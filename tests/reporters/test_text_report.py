"""The report for people: record by record, in plain words, with places; then what it adds up to."""

from __future__ import annotations

from mcvocab.model import IRI, Finding, Header, Location, Mapping, Note, RecordName, Severity, Summary, Tally
from mcvocab.reporters import REPORTERS, Style

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
