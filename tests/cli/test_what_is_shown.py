"""What is shown of a check: selected rules, levels, exceptions, what is new, how much, and how often."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from small_catalogue import GOOD

from mcvocab.baseline import Baseline
from mcvocab.checker import Checker, Options
from mcvocab.cli import cli
from mcvocab.model import Finding, Severity, Summary
from mcvocab.reporters import REPORTERS, Style
from mcvocab.selection import BaselineError, UnknownRuleError
from mcvocab.store import load

HEAD, ROW = GOOD.splitlines()
AS_OF = "2026-01-15"
LANGUAGE = cache(load)
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
REPORT = json.loads((SCHEMAS / "report-1.schema.json").read_text(encoding="utf-8"))
SCHEMA = Draft202012Validator(REPORT)
ATTENDED = ROW.replace("practical assessment", "attendance")
FLOWN = (
    ROW.replace("on-site", "by pigeon")
    .replace("SW-1", "SW-2")
    .replace("Safe wiring", "Safer wiring")
    .replace("a@glen", "a at glen")
)
BOTH = "\n".join([HEAD, ATTENDED, FLOWN]) + "\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments, "--as-of", AS_OF])


def data(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    return found


def codes(report: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in report["findings"]]


def notes(report: dict[str, Any]) -> dict[str, str]:
    return {note["code"]: note["message"] for note in report.get("notes", ())}


@pytest.fixture
def courses(here: Path) -> str:
    (here / "courses.csv").write_text(BOTH, encoding="utf-8")
    return "courses.csv"


# --- rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["--select", "mode-unknown"], {"mode-unknown"}),
        (["--select", "mode"], {"mode-unknown"}),
        (["--select", "*-unknown,attendance-as-assessment"], {"mode-unknown", "attendance-as-assessment"}),
        (["--select", "mode", "--select", "attendance"], {"mode-unknown", "attendance-as-assessment"}),
        (["--select", "mode", "--ignore", "*-unknown"], set()),
        (["--ignore", "mode-unknown", "--ignore", "attendance,email"], None),
    ],
)
def test_rules_are_chosen_by_code_beginning_or_pattern(
    courses: str, arguments: list[str], left: set[str] | None
) -> None:
    report = data(courses, *arguments)
    if left is None:
        assert not {"mode-unknown", "attendance-as-assessment"} & set(codes(report))
    else:
        assert set(codes(report)) == left
    assert "findings-ignored" in notes(report)


def test_choosing_changes_what_is_counted_and_the_exit_but_not_what_conforms(courses: str) -> None:
    everything, chosen = data(courses), data(courses, "--ignore", "attendance-as-assessment")
    assert everything["summary"]["violation"] == 1
    assert chosen["summary"]["violation"] == 0
    assert chosen["summary"]["conforming"] == everything["summary"]["conforming"] == 1
    assert chosen["summary"]["by_profile"] == everything["summary"]["by_profile"]
    assert run(courses, "--ignore", "attendance-as-assessment").exit_code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mode-unknwon", "Did you mean “mode-unknown”"),
        ("xyz", "“mcvocab explain” lists them all"),
        ("*-x", "no rule “*-x”"),
    ],
)
def test_an_unknown_rule_is_said(courses: str, name: str, said: str) -> None:
    result = run(courses, "--select", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_what_kept_a_file_from_being_read_is_always_said(courses: str) -> None:
    result = run("missing.csv", "--select", "mode-unknown", "--ignore", "file-missing", "-q")
    assert result.exit_code == 2
    assert "There is no file or folder named" in result.stdout


def test_the_library_raises_for_an_unknown_rule() -> None:
    for options in (Options(levels={"x": "off"}), Options(ignore=("x",))):
        with pytest.raises(UnknownRuleError, match="no rule “x”"):
            Checker(*load(), options)


# --- configuration ----------------------------------------------------------------------------------


def test_levels_change_what_is_shown_and_the_exit_but_not_what_conforms(courses: str) -> None:
    before = data(courses)
    Path("mcvocab.toml").write_text(
        '[levels]\n"*-as-assessment" = "warning"\nattendance-as-assessment = "info"\nmode-unknown = "violation"\n'
        'email-malformed = "off"\n'
    )
    report = data(courses)
    said = {finding["code"]: finding["severity"] for finding in report["findings"]}
    assert (said["attendance-as-assessment"], said["mode-unknown"]) == ("info", "violation")
    assert "email-malformed" not in said
    judged = next(f["profiles"] for f in report["findings"] if f["code"] == "attendance-as-assessment")
    assert set(judged.values()) == {"violation"}
    assert report["summary"]["conforming"] == before["summary"]["conforming"]
    assert report["summary"]["by_profile"] == before["summary"]["by_profile"]
    assert "attendance-as-assessment shown as info (1)" in notes(report)["levels-set"]
    assert "does not change which records conform" in notes(report)["levels-set"]
    assert run(courses).exit_code == 1
    assert run(courses, "--ignore", "mode-unknown").exit_code == 0


def test_exceptions_are_named_with_their_reason_and_the_others_too(courses: str) -> None:
    before = data(courses)
    Path("mcvocab.toml").write_text(
        """
[[exceptions]]
code = "attendance-as-assessment"
record = "sw-1"
reason = "The assessment is being written."
until = 2026-06-30

[[exceptions]]
code = "mode-unknown"
provider = "Glen  college"
file = "cour*.csv"
reason = "Pigeons are how we fly."

[[exceptions]]
code = "mode-unknown"
record = "SW-9"
reason = "There is none."

[[exceptions]]
code = "email"
file = "courses.csv"
reason = "Too late."
until = "2026-01-14"
"""
    )
    report = data(courses)
    assert not {"attendance-as-assessment", "mode-unknown"} & set(codes(report))
    assert "email-malformed" in codes(report)
    said = [(note["code"], note.get("where", {}).get("line")) for note in report["notes"]]
    assert ("findings-excepted", 2) in said
    assert ("findings-excepted", 8) in said
    assert ("exception-unused", 14) in said
    assert ("exception-expired", 19) in said
    SCHEMA.validate(report)
    text = run(courses).stdout
    assert "record “sw-1” (until 2026-06-30), one finding: The assessment is being written." in text
    assert run(courses).exit_code == 0
    assert report["summary"]["conforming"] == before["summary"]["conforming"]
    assert report["summary"]["by_profile"] == before["summary"]["by_profile"]


def test_an_exception_holds_for_one_record_and_not_for_its_neighbour(here: Path) -> None:
    Path("courses.csv").write_text("\n".join([HEAD, FLOWN, FLOWN.replace("SW-2", "SW-3").replace("Safer", "Safest")]))
    Path("mcvocab.toml").write_text('[[exceptions]]\ncode = "mode"\nrecord = "Safer wiring"\nreason = "x"\n')
    found = [f["record"]["id"] for f in data("courses.csv")["findings"] if f["code"] == "mode-unknown"]
    assert found == ["SW-3"]


AWARDS = """Learner name,Award number,Title,Certificate link,Date of issue
Una Mackay,AW-1,Safer wiring,,2025-11-03
Iain Munro,AW-2,Safer wiring,,2025-11-03
Kirsty Gunn,AW-3,Safer wiring,,2025-11-03
"""
NAMES = ("Una", "Mackay", "Iain", "Munro", "Kirsty", "Gunn", "AW-")


def excepted(record: str, code: str = "award-not-verifiable") -> dict[str, Any]:
    Path("awards.csv").write_text(AWARDS)
    Path("mcvocab.toml").write_text(f'[[exceptions]]\ncode = "{code}"\nrecord = {record}\nreason = "On paper."\n')
    return data("awards.csv")


@pytest.mark.parametrize(("record", "left"), [('"aw-2"', [1, 3]), ("2", [1, 3]), ('"AW-4"', [1, 2, 3])])
def test_an_exception_may_name_an_award_by_its_number(here: Path, record: str, left: list[int]) -> None:
    report = excepted(record)
    found = [f["record"]["number"] for f in report["findings"] if f["code"] == "award-not-verifiable"]
    assert found == left
    [note] = [note for note in report["notes"] if note["code"] in ("findings-excepted", "exception-unused")]
    assert (note["code"] == "exception-unused") is (len(left) == 3)
    assert note["where"]["line"] == 1
    told = "record 2" if record == "2" else "a record" if len(left) == 3 else "an award"
    assert f"from award-not-verifiable for {told}" in note["message"]


@pytest.mark.parametrize("record", ['"AW-2"', "2", '"Una Mackay"', '"Una Mackay, AW-1"'])
def test_an_exception_for_an_award_tells_nobody_whose_it_is(here: Path, record: str) -> None:
    report = excepted(record)
    assert not [name for name in NAMES if name in json.dumps(report)]
    for form in ("text", "csv", "html", "sarif", "junit", "github", "jsonl", "turtle"):
        told = run("awards.csv", "--format", form).output
        assert told
        assert not [name for name in NAMES if name in told], form
    skipped = data("awards.csv", "--profile", "hub")
    assert skipped["summary"]["records"] == 3
    assert not [name for name in NAMES if name in json.dumps(skipped)]
    # A learner's name excepts nothing, for a name is looked at in no award.
    if "Una" in record:
        assert [f["record"]["number"] for f in report["findings"] if f["code"] == "award-not-verifiable"] == [1, 2, 3]


def test_a_record_may_be_excepted_by_its_number(here: Path) -> None:
    Path("courses.csv").write_text("\n".join([HEAD, FLOWN, FLOWN.replace("SW-2", "SW-3").replace("Safer", "Safest")]))
    Path("mcvocab.toml").write_text('[[exceptions]]\ncode = "mode"\nrecord = 2\nreason = "x"\n')
    assert [f["record"]["id"] for f in data("courses.csv")["findings"] if f["code"] == "mode-unknown"] == ["SW-2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[exceptions]]\ncode = "mode"\nrecord = 0\nreason = "y"', "counted from 1"),
        ('[[exceptions]]\ncode = "mode"\nrecord = true\nreason = "y"', "text in quotation marks"),
        ('profile = "kore"', "mcvocab.toml:1: There is no profile “kore”"),
        ('\nignore = ["mode-unknown", "mdoe"]', "mcvocab.toml:2: There is no rule “mdoe”"),
        ('[levels]\nmode-unknown = "info"\nmdoe = "off"', "mcvocab.toml:3: There is no rule “mdoe”"),
        ("[set]\nzzz = 1", "mcvocab.toml:2: There is no field “zzz”"),
        ('[[exceptions]]\ncode = "mdoe"\nfile = "x"\nreason = "y"', "mcvocab.toml:2: There is no rule “mdoe”"),
        ('format = "pdf"', "mcvocab.toml:1: 'pdf' is not one of"),
        ('fail-on = "often"', "mcvocab.toml:1: 'often' is not one of"),
        ('baseline = "gone.json"', "mcvocab.toml:1: The earlier report “gone.json” cannot be read"),
        ("[levels", "no valid TOML"),
    ],
)
def test_what_is_wrong_in_the_configuration_is_said_with_its_line(courses: str, text: str, said: str) -> None:
    Path("mcvocab.toml").write_text(text)
    result = run(courses)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_command_line_comes_before_the_configuration(courses: str) -> None:
    Path("mcvocab.toml").write_text('select = "mode"\nfail-on = "warning"\nmax-findings = 0\nprofile = "core"\n')
    assert run(courses).exit_code == 1
    assert run(courses, "--fail-on", "violation").exit_code == 0
    assert codes(data(courses)) == []
    assert codes(data(courses, "--max-findings", "5", "--select", "attendance")) == ["attendance-as-assessment"]
    assert data(courses, "--profile", "hub")["profiles"][0] == "hub"


def test_values_on_the_command_line_are_added_to_those_of_the_configuration(here: Path) -> None:
    bare = [line.replace(",Language", "").replace(",English", "").replace("on-site", "") for line in (HEAD, ROW)]
    Path("courses.csv").write_text("\n".join(bare))
    Path("mcvocab.toml").write_text('set = {Language = "English"}\n')
    assert not {"language-missing", "mode-missing"} & set(codes(data("courses.csv", "--set", "Mode=online")))


# --- what is new ------------------------------------------------------------------------------------


def test_only_what_is_new_is_reported_however_rows_move(courses: str) -> None:
    assert run(courses, "--write-baseline", "base.json").exit_code == 1
    assert codes(json.loads(Path("base.json").read_text())) == codes(data(courses))
    again = data(courses, "--baseline", "base.json")
    assert again["findings"] == []
    assert "does not change which records conform" in notes(again)["findings-known"]
    assert again["summary"]["conforming"] == 1
    assert run(courses, "--baseline", "base.json").exit_code == 0
    Path(courses).write_text(
        "\n".join([HEAD, ROW.replace("SW-1", "SW-0").replace("Safe", "Safest"), FLOWN, ATTENDED])
    )
    assert data(courses, "--baseline", "base.json")["findings"] == []
    worse = FLOWN.replace("by pigeon", "by owl")
    Path(courses).write_text("\n".join([HEAD, ATTENDED, worse]))
    assert codes(data(courses, "--baseline", "base.json")) == ["mode-unknown"]


def test_equal_findings_are_counted(here: Path) -> None:
    nameless = FLOWN.replace("SW-2", "").replace("Safer wiring", "")
    for name, number in (("one", 1), ("three", 3)):
        Path(f"{name}.csv").write_text("\n".join([HEAD, *[nameless] * number]) + "\n")
    Path("base.json").write_text(run("one.csv", "--format", "json").stdout)
    found = codes(data("three.csv", "--baseline", "base.json"))
    assert found.count("mode-unknown") == 2
    assert codes(data("one.csv", "--baseline", "base.json")) == []


def test_a_file_is_held_against_itself_where_the_earlier_report_knows_it(here: Path) -> None:
    Path("a.csv").write_text("\n".join([HEAD, FLOWN]))
    Path("b.csv").write_text("\n".join([HEAD, ATTENDED]))
    run("a.csv", "b.csv", "--write-baseline", "base.json")
    Path("b.csv").write_text("\n".join([HEAD, FLOWN]))
    found = data("a.csv", "b.csv", "--baseline", "base.json", "--select", "mode")["findings"]
    assert [finding["where"]["file"] for finding in found] == ["b.csv"]
    Path("a.csv").rename("renamed.csv")
    assert data("renamed.csv", "--baseline", "base.json", "--select", "mode")["findings"] == []


def test_an_unreadable_file_is_never_known_already(courses: str) -> None:
    run("gone.csv", "--write-baseline", "base.json")
    assert codes(data("gone.csv", "--baseline", "base.json")) == ["file-missing"]


def test_a_baseline_of_json_lines_does_as_well(courses: str) -> None:
    report = data(courses)
    findings = report.pop("findings")
    Path("base.jsonl").write_text("\n".join(map(json.dumps, [*findings, report])))
    assert data(courses, "--baseline", "base.jsonl")["findings"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("", "is no report in JSON or JSON Lines"),
        ("Title,Level\n", "is no report in JSON or JSON Lines"),
        ("[1]", "is no report in JSON or JSON Lines"),
        ('{"runs": []}', "is no report in JSON or JSON Lines"),
        ('{"format": "mcvocab-mapping-report/1"}', "is no report in JSON or JSON Lines"),
        ('{"format": "mcvocab-report/2", "findings": []}', "“mcvocab-report/2”, but this release reads"),
        ('{"code": "x", "severity": "info", "where": {"file": "a"}}\n' * 2, "ends before its summary"),
        ('{"format": "mcvocab-report/1", "findings": [{}]}', "holds something that is no finding"),
        (
            '{"format": "mcvocab-report/1", "findings": [{"code": 1, "severity": "info", "where": {"file": "a"}}]}',
            "no finding",
        ),
        ('{"format": "mcvocab-report/1", "findings": 3}', "holds something that is no finding"),
        (
            '{"format": "mcvocab-report/1", "findings": [], "notes": [{"code": "findings-limited"}]}',
            "does not hold all",
        ),
        (
            '{"format": "mcvocab-report/1", "findings": [], "notes": [{"code": "findings-known"}]}',
            "does not hold all",
        ),
        ("[" * 100_000, "is no report in JSON or JSON Lines"),
    ],
)
def test_a_baseline_that_is_none_is_refused_in_words(courses: str, text: str | None, said: str) -> None:
    if text is not None:
        Path("base.json").write_text(text)
    result = run(courses, "--baseline", "base.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_baseline_is_written_from_all_findings(courses: str) -> None:
    Path("mcvocab.toml").write_text('baseline = "base.json"\nmax-findings = 1\n')
    assert run(courses, "--write-baseline", "base.json").exit_code == 1
    assert len(json.loads(Path("base.json").read_text())["findings"]) > 1
    assert run(courses).exit_code == 0
    assert "cannot go with --baseline" in run(courses, "--write-baseline", "b", "--baseline", "base.json").stderr


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.sampled_from([ROW, ATTENDED, FLOWN, FLOWN.replace("SW-2", ""), ROW.replace("English", "")]),
        min_size=1,
        max_size=6,
    ),
    order=st.randoms(use_true_random=False),
)
def test_shuffled_rows_bring_nothing_back(tmp_path: Path, rows: list[str], order: Any) -> None:
    file = tmp_path / "c.csv"
    file.write_text("\n".join([HEAD, *rows]))
    checker = Checker(*LANGUAGE(), Options(as_of=AS_OF, ignore=("identifier-reused", "title-repeated")))
    (tmp_path / "base.json").write_text(
        "".join(REPORTERS["json"](checker.header, checker.stream(str(file)), Style()))
    )
    order.shuffle(rows)
    file.write_text("\n".join([HEAD, *rows]))
    options = Options(
        as_of=AS_OF, baseline=str(tmp_path / "base.json"), ignore=("identifier-reused", "title-repeated")
    )
    assert Checker(*LANGUAGE(), options).check(str(file)).findings == ()


def test_a_baseline_may_be_used_by_several_runs(courses: str) -> None:
    run(courses, "--write-baseline", "base.json")
    checker = Checker(*load(), Options(as_of=AS_OF, baseline="base.json"))
    assert checker.check(courses).findings == checker.check(courses).findings == ()
    with pytest.raises(BaselineError):
        Baseline("none.json", {})


# --- how much ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [0, 1, 2, 100])
def test_so_many_findings_are_shown_and_all_are_counted(courses: str, most: int) -> None:
    everything, report = data(courses), data(courses, "--max-findings", str(most))
    assert report["findings"] == everything["findings"][:most]
    assert report["summary"] == everything["summary"]
    left = len(everything["findings"]) > most
    assert ("findings-limited" in notes(report)) == left
    assert run(courses, "--max-findings", str(most)).exit_code == 1


def test_statistics_count_every_rule_most_often_first(courses: str) -> None:
    report, found = data(courses), data(courses, "--statistics")
    assert found["format"] == "mcvocab-statistics/1"
    statistics = json.loads((SCHEMAS / "statistics-1.schema.json").read_text(encoding="utf-8"))
    known = Registry().with_resource(REPORT["$id"], Resource.from_contents(REPORT))
    Draft202012Validator(statistics, registry=known).validate(found)
    rows = found["statistics"]
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
    assert {row["code"]: row["findings"] for row in rows} == {
        code: codes(report).count(code) for code in codes(report)
    }
    assert {row["code"]: row["fixable"] for row in rows} == {
        code: sum(f.get("edit", {}).get("safe", False) for f in report["findings"] if f["code"] == code)
        for code in codes(report)
    }
    assert found["summary"] == report["summary"]
    text = run(courses, "--statistics")
    assert text.exit_code == 1
    assert [line.split()[-1] for line in text.stdout.split("\n\n")[0].splitlines()[1:]] == [
        row["code"] for row in rows
    ]


def test_statistics_are_refused_in_other_forms(courses: str) -> None:
    other = next((form for form in REPORTERS if form not in ("text", "json")), None)
    if other is not None:
        assert "--statistics is written as text or json" in run(courses, "--statistics", "--format", other).stderr


def test_quiet_tells_the_findings_alone_and_verbose_what_is_done(courses: str) -> None:
    Path("mcvocab.toml").write_text('ignore = "email"\n')
    plain, quiet, verbose = run(courses), run(courses, "-q"), run(courses, "-v")
    assert quiet.stdout in plain.stdout
    assert "mode-unknown" in quiet.stdout
    assert "Judged as of" not in quiet.stdout
    assert quiet.stderr == ""
    assert verbose.stdout == plain.stdout
    assert "Reading courses.csv" in verbose.stderr
    assert "mcvocab.toml settles ignore." in verbose.stderr
    assert "exit code 1" in verbose.stderr
    assert run(courses, "-q", "-v").exit_code == 2
    table = run(courses, "-q", "--statistics").stdout
    assert table == run(courses, "--statistics").stdout.split("\n\n")[0] + "\n"


def test_the_summary_stays_true_under_every_choice(courses: str) -> None:
    options = Options(as_of=AS_OF, levels={"mode-unknown": "violation", "attendance-as-assessment": "off"})
    *findings, summary = Checker(*load(), options).stream(courses)
    assert isinstance(summary, Summary)
    for severity in Severity:
        said = [f for f in findings if isinstance(f, Finding) and f.severity is severity]
        assert getattr(summary, severity.word) == len(said)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=5)
        | st.sampled_from(["info", "mcvocab-report/1"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "format",
                        "findings",
                        "code",
                        "severity",
                        "where",
                        "file",
                        "record",
                        "id",
                        "summary",
                        "notes",
                        "profiles",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
    )
)
def test_whatever_stands_in_a_baseline_it_is_read_or_refused(tmp_path: Path, content: Any) -> None:
    file = tmp_path / "base.json"
    whole = {"format": "mcvocab-report/1", "findings": content, "summary": {}}
    for written in (content, whole, {"format": "mcvocab-report/1", "findings": [content]}):
        file.write_text(json.dumps(written))
        with suppress(BaselineError):
            Baseline(str(file), load().standard.rules).sift().note()
