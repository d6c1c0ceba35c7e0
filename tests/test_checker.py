"""What is said about records: places, severities, what is shown and what is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mcvocab
from mcvocab.interpreter import UnknownFieldError
from mcvocab.model import Edit, Finding, Report, Severity, Summary
from mcvocab.standard import UnknownProfileError

DAY = "2026-01-15"
GOOD = {
    "identifier": "SW-1",
    "title": "Safe wiring at home",
    "description": "Find faults in the wiring of a home and make them safe.",
    "provider": "Glen Example College",
    "awardingBody": "Glen Example College",
    "provisionRoute": "non-credit",
    "learningOutcome": ["Find a broken earth with a meter", "Make a damaged socket safe"],
    "assessment": "practical assessment",
    "workload": 20,
    "mode": "on-site",
    "language": "English",
    "qualityAssurance": "internal institutional",
    "contactEmail": "courses@glen.example",
}


def check(given: Any, **options: Any) -> Report:
    return mcvocab.check(given, as_of=DAY, **options)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def only(report: Report, code: str) -> Finding:
    [found] = [finding for finding in report.findings if finding.code == code]
    return found


def table(*rows: dict[str, str]) -> bytes:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    lines = [heads, *([row.get(head, "") for head in heads] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def test_a_good_record_conforms_and_has_nothing_said_about_it() -> None:
    report = check(GOOD)
    assert report.findings == ()
    assert report.conforms
    assert report.summary.by_profile["core"].meets == 1
    assert report.summary.by_profile["non-credit"].meets == 1


def test_without_one_field_exactly_its_rule_speaks() -> None:
    missing = {
        "title": "title-missing",
        "provider": "provider-missing",
        "assessment": "assessment-missing",
        "learningOutcome": "outcomes-missing",
        "mode": "mode-missing",
        "workload": "workload-missing",
        "qualityAssurance": "quality-assurance-missing",
    }
    for key, code in missing.items():
        report = check({name: value for name, value in GOOD.items() if name != key})
        assert codes(report) == [code], key
        assert not report.conforms


def test_a_finding_says_which_cell_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "courses.csv"
    path.write_bytes(b'Title,Notes,Hours\n"Safe,\nwiring",x,sixty\n')
    found = only(check(path), "workload-not-hours")
    where = found.where
    assert (where.line, where.column, where.cell, where.heading) == (3, 11, "C2", "Hours")
    assert (found.field, found.value) == ("workload", "sixty")
    assert found.record is not None
    assert found.record.title == "Safe, wiring"


def test_a_finding_says_which_key_of_a_json_file() -> None:
    data = json.dumps({"courses": [GOOD, GOOD | {"identifier": "SW-2", "mode": "by pigeon"}]}, indent=1).encode()
    found = only(check(data), "mode-unknown")
    assert found.where.pointer == "/courses/1/mode"
    assert data.decode().splitlines()[found.where.line - 1].strip().startswith('"mode": "by pigeon"')  # type: ignore[operator]


def test_a_missing_value_points_at_its_empty_cell() -> None:
    found = only(check(table({"Title": "", "Hours": "60"})), "title-missing")
    assert found.where.cell == "A2"
    assert found.where.heading == "Title"


def test_a_field_without_a_column_is_said_once_for_the_table_and_counts_for_each_record() -> None:
    report = check(table({"Title": "Safe wiring"}, {"Title": "Safer wiring"}))
    found = only(report, "provider-missing")
    assert (found.count, found.record, found.where.line, found.where.cell) == (2, None, 1, None)
    assert report.summary.conforming == 0
    assert report.summary.by_profile["core"].meets == 0


def test_a_value_that_is_not_understood_is_reported_once_with_suggestions() -> None:
    report = check(GOOD | {"workload": "P60M"})
    assert codes(report) == ["workload-not-hours"]
    report = check(GOOD | {"assessment": "written exxxam"})
    assert [m.label for m in only(report, "assessment-unknown").suggestions][:1] == ["written examination"]


def test_an_understood_spelling_is_no_finding_but_a_row_of_the_mappings() -> None:
    report = check([GOOD | {"mode": "face to face"}, GOOD | {"identifier": "SW-2", "mode": "face to face"}])
    assert report.conforms
    [row] = [row for row in report.summary.mappings if row.field == "mode"]
    assert (row.mapping.text, row.mapping.label, row.count) == ("face to face", "on-site", 2)
    assert row.first.pointer == "/0/mode"


def test_two_fields_that_do_not_fit_name_each_other() -> None:
    report = check(GOOD | {"provisionRoute": "credit-bearing", "credit": "5 ECTS", "level": "EQF 6", "workload": 60})
    found = only(report, "credit-workload-mismatch")
    assert {found.field, *(related.field for related in found.related)} >= {"workload"}
    assert found.severity is Severity.WARNING


def test_routes_bring_their_profiles_and_only_to_their_records() -> None:
    report = check(GOOD | {"provisionRoute": "credit-bearing"})
    assert {"credit-without-points", "credit-without-level"} <= set(codes(report))
    assert set(report.summary.by_profile) == {"core", "credit-bearing"}
    assert "credit-without-points" not in codes(check(GOOD))


def test_a_named_profile_replaces_the_others_and_a_named_route_applies_to_all() -> None:
    report = check(
        {k: v for k, v in GOOD.items() if k not in ("title", "provisionRoute")}, profiles=["credit-bearing"]
    )
    assert "title-missing" not in codes(report)
    assert "credit-without-points" in codes(report)
    assert "route-contradicted" in codes(check(GOOD, profiles=["core", "credit-bearing"]))
    with pytest.raises(UnknownProfileError, match="credit-bearing"):
        check(GOOD, profiles=["credit-baring"])


def test_the_reference_date_decides_what_lies_in_the_future() -> None:
    record = GOOD | {"lastReviewed": "2026-01-10"}
    assert "review-in-future" not in [f.code for f in mcvocab.check(record, as_of="2026-01-15").findings]
    assert "review-in-future" in [f.code for f in mcvocab.check(record, as_of="2026-01-05").findings]


def test_defaults_for_a_file_are_by_key_or_heading() -> None:
    record = {k: v for k, v in GOOD.items() if k != "language"}
    assert "language-missing" in codes(check(record))
    assert check(record, defaults={"language": "English"}).conforms
    assert check(record, defaults={"Language of instruction": "English"}).conforms
    with pytest.raises(UnknownFieldError, match="langage"):
        check(record, defaults={"langage zzz": "English"})


def test_records_of_another_kind_are_counted_and_left_alone() -> None:
    degree = {"title": "Nursing", "credentialType": "degree"}
    report = check([GOOD, degree, degree])
    assert codes(report) == ["out-of-scope"]
    assert report.findings[0].count == 2
    assert (report.summary.records, report.summary.out_of_scope, report.summary.conforming) == (3, 2, 1)
    assert report.conforms
    assert "provider-missing" in codes(check([degree], everything=True))


def test_one_identifier_for_several_runs_is_fine_and_for_two_things_is_not() -> None:
    runs = [GOOD | {"startDate": day} for day in ("2026-03-01", "2026-09-01")]
    assert check(runs).conforms
    other = GOOD | {"title": "Roof repairs"}
    found = only(check([GOOD, other]), "identifier-reused")
    assert found.where.pointer == "/1/identifier"
    assert found.related[0].where.pointer == "/0/identifier"
    assert "Safe wiring at home" in found.message
    elsewhere = other | {"provider": "Another College", "awardingBody": "Another College"}
    assert check([GOOD, elsewhere]).conforms


def test_records_that_share_an_iri_are_judged_apart() -> None:
    named = {k: v for k, v in GOOD.items() if k != "identifier"} | {"id": "https://example.org/1"}
    report = check([named, {k: v for k, v in named.items() if k != "mode"}])
    assert "mode-missing" in codes(report)
    assert "identifier-reused" in codes(report)


def test_personal_data_of_awards_appears_nowhere() -> None:
    award = GOOD | {
        "fullName": "Morag Secret",
        "nationalId": "QQ123456C",
        "gradeAchieved": "distinct pass",
        "mode": "x",
    }
    report = check([award, award | {"title": "Another", "fullName": "-"}])
    text = repr(report)
    assert not [secret for secret in ("Morag", "QQ123456C", "distinct pass") if secret in text]
    assert all(f.record is None or not f.record.title for f in report.findings)


def test_the_summary_counts_what_is_shown() -> None:
    report = check({"title": "X"})
    counts = {severity: sum(f.severity is severity for f in report.findings) for severity in Severity}
    summary = report.summary
    assert (summary.violation, summary.warning, summary.info) == tuple(
        counts[s] for s in (Severity.VIOLATION, Severity.WARNING, Severity.INFO)
    )


def test_findings_come_in_record_order_worst_first() -> None:
    report = check([GOOD | {"identifier": str(n), "mode": "?x", "assessment": ""} for n in range(3)])
    numbers = [f.record.number for f in report.findings if f.record]
    assert numbers == sorted(numbers)
    first = [f.severity for f in report.findings if f.record and f.record.number == 1]
    assert first == sorted(first, reverse=True)


def test_a_stream_ends_with_its_summary() -> None:
    *findings, last = mcvocab.stream([GOOD, {"title": "X"}], as_of=DAY)
    assert isinstance(last, Summary)
    assert all(isinstance(finding, Finding) for finding in findings)


def test_many_records_are_judged_in_batches_and_each_once() -> None:
    records = [GOOD | {"identifier": f"SW-{n}", "mode": "on-site" if n % 2 else "by pigeon"} for n in range(205)]
    report = check(records)
    assert report.summary.records == 205
    assert [f.where.pointer for f in report.findings] == [f"/{n}/mode" for n in range(0, 205, 2)]


@pytest.mark.parametrize("given", [b"", [], "no such file.csv"])
def test_nothing_to_read_never_conforms(given: Any) -> None:
    report = check(given)
    assert not report.conforms


def test_paths_bytes_open_files_and_mappings_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(GOOD | {"mode": "by pigeon"}))
    with path.open("rb") as handle:
        given: list[Any] = [path, str(path), tmp_path, path.read_bytes(), handle, GOOD | {"mode": "by pigeon"}]
        assert [codes(check(one)) for one in given] == [["mode-unknown"]] * len(given)


def test_files_of_other_kinds_in_a_folder_are_one_note(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(GOOD))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    report = check(tmp_path)
    assert report.conforms
    [note] = report.summary.notes
    assert note.code == "files-skipped"
    assert "photo.jpg" in note.message


def test_columns_that_nobody_read_are_one_note() -> None:
    report = check(table({"Title": "A title", "Parking permit": "yes"}, {"Title": "B title", "Parking permit": "no"}))
    [note] = report.summary.notes
    assert (note.code, "Parking permit" in note.message) == ("columns-unread", True)


def test_a_ragged_row_is_said_once_and_its_cells_are_not_judged() -> None:
    data = b"Title,Hours,Mode\nSafe wiring, at home,20,on-site\nRoof repairs,20,by pigeon\n"
    report = check(data)
    of_first = [f.code for f in report.findings if f.where.line == 2]
    assert of_first == ["row-ragged"]
    assert only(report, "mode-unknown").where.line == 3
    assert report.summary.records == 2
    assert not report.conforms


@pytest.mark.parametrize(("profile", "left"), [("hub", "awards (1)"), ("award", "offers (1)")])
def test_a_profile_of_offers_leaves_awards_alone_and_the_reverse(profile: str, left: str) -> None:
    award = {"fullName": "Iona Example", "issued": "2025-11-03", "achievement": GOOD}
    summary = mcvocab.check([GOOD, award], profiles=[profile], as_of=DAY).summary
    assert (summary.records, summary.out_of_scope, summary.by_profile[profile].records) == (2, 1, 1)
    assert [left in note.message for note in summary.notes if note.code == "kind-not-asked"] == [True]


def test_a_better_spelling_of_what_is_at_fault_is_no_repair_of_it() -> None:
    report = check([{"title": "Safe wiring", "assessment": "Attendance", "url": "www.glen.example/a"}])
    found = {finding.code: finding for finding in report.findings}
    assert found["attendance-as-assessment"].edit is None
    assert report.summary.by_rule["attendance-as-assessment"].fixable == 0
    assert found["url-not-absolute"].edit == Edit("www.glen.example/a", "https://www.glen.example/a")
    assert report.summary.by_rule["url-not-absolute"].fixable == report.summary.fixable == 1


def test_a_short_note_in_a_table_leaves_the_next_record_to_be_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Title,Provider,Level\nWiring,X,SCQF 7\nNote: ask us\nCooking,X,SCQF 77\n", encoding="utf-8")
    findings = check(path).findings
    told = {one.code: one.where.cell for one in findings if one.where.cell}
    assert (told["row-of-notes"], told["level-unknown"]) == ("A3", "C4")
    assert "row-ragged" not in told
