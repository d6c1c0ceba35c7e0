"""Real files that nobody here wrote: what is said about each makes sense to a person who knows the sector."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mcvocab.checker import Checker, Options
from mcvocab.cli import cli
from mcvocab.model import Finding, Location, Report
from mcvocab.store import load

AS_OF = "2026-01-15"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(*load(), Options(as_of=AS_OF))


def place(where: Location) -> str:
    return where.cell or where.pointer or ""


def said(report: Report, number: int | None) -> set[tuple[str, str]]:
    """Places and codes of the findings on one record, or (None) on the table as a whole."""
    return {
        ("" if number is None else place(finding.where), finding.code)
        for finding in report.findings
        if (finding.record.number if finding.record else None) == number
    }


# --- the English template of 27 columns ---------------------------------------------------------------

DFE_ROWS = (
    {
        "COURSE_TYPE": "Skills Bootcamp",
        "SECTOR": "Digital",
        "EDUCATION_LEVEL": "RQF 3",
        "AWARDING_BODY": "Northmarsh College",
        "WHO_THIS_COURSE_IS_FOR": "Adults who want to work in software testing.",
        "ENTRY_REQUIREMENTS": "None",
        "WHAT_YOU_WILL_LEARN": "Write a test plan; run an automated regression test; report a defect to a developer",
        "HOW_YOU_WILL_LEARN": "Live classes with a mentor, twice a week.",
        "WHAT_YOU_WILL_NEED_TO_BRING": "A laptop",
        "HOW_YOU_WILL_BE_ASSESSED": "Portfolio of evidence",
        "WHERE_NEXT": "Junior software tester",
        "COURSE_NAME": "Software Testing Essentials",
        "YOUR_REFERENCE": "NM-SBC-01",
        "DELIVERY_MODE": "Online",
        "START_DATE": "14/09/2026",
        "NATIONAL_DELIVERY": "Yes",
        "COURSE_WEBPAGE": "https://www.northmarsh.example/testing",
        "COST": "0",
        "COST_DESCRIPTION": "Fully funded for adults",
        "DURATION": "12",
        "DURATION_UNIT": "Weeks",
    },
    {
        "COURSE_TYPE": "Short course",
        "SECTOR": "Business and administration",
        "EDUCATION_LEVEL": "2",
        "WHO_THIS_COURSE_IS_FOR": "Anyone who uses spreadsheets at work.",
        "WHAT_YOU_WILL_LEARN": "Spreadsheets",
        "HOW_YOU_WILL_LEARN": "In small groups",
        "HOW_YOU_WILL_BE_ASSESSED": "Attendance",
        "COURSE_NAME": "Spreadsheets for Work",
        "YOUR_REFERENCE": "NM-ES-07",
        "DELIVERY_MODE": "Classroom based",
        "FLEXIBLE_START_DATE": "Yes",
        "VENUE_NAME": "Harbour Campus",
        "YOUR_VENUE_REFERENCE": "HC1",
        "SUB_REGION": "North",
        "COURSE_WEBPAGE": "www.northmarsh.example/sheets",
        "COST": "45.00",
        "DURATION": "6",
        "DURATION_UNIT": "Weeks",
        "STUDY_MODE": "Part-time",
        "ATTENDANCE_PATTERN": "Evening",
    },
    {
        "COURSE_TYPE": "T Level",
        "SECTOR": "Health and science",
        "EDUCATION_LEVEL": "3",
        "COURSE_NAME": "T Level in Health",
        "YOUR_REFERENCE": "NM-TL-2",
        "DELIVERY_MODE": "Classroom based",
        "DURATION": "2",
        "DURATION_UNIT": "Years",
        "STUDY_MODE": "Full-time",
        "ATTENDANCE_PATTERN": "Daytime",
    },
)


@pytest.fixture
def dfe(corpus: Path, tmp_path: Path, checker: Checker) -> Report:
    header = (corpus / "catalogues" / "dfe-nonlars-course-template.header.csv").read_text(encoding="utf-8-sig")
    filled = tmp_path / "courses.csv"
    with filled.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header.strip().split(","), restval="")
        writer.writeheader()
        writer.writerows(DFE_ROWS)
    return checker.check(filled)


def test_every_column_of_the_template_is_understood_or_left_on_purpose(corpus: Path, dfe: Report) -> None:
    header = (corpus / "catalogues" / "dfe-nonlars-course-template.header.csv").read_text(encoding="utf-8-sig")
    table = load().vocabulary.formats["dfe-course-directory"]
    assert {place.path[0] for place in table.fields} == set(header.strip().split(","))
    assert dfe.summary.notes == ()


def test_a_sound_row_of_the_template_is_only_asked_for_what_the_template_has_no_column_for(dfe: Report) -> None:
    assert said(dfe, 1) == {("A2", "type-moved")}


def test_a_weak_row_of_the_template_is_told_its_weaknesses_once_each(dfe: Report) -> None:
    assert said(dfe, 2) == {
        ("A3", "type-moved"),
        ("D3", "awarding-body-missing"),
        ("G3", "outcome-too-short"),
        ("J3", "attendance-as-assessment"),
        ("U3", "url-not-absolute"),
    }
    assert len([finding for finding in dfe.findings if finding.record and finding.record.number == 2]) == 5


def test_what_the_template_has_no_column_for_is_said_once_for_the_table(dfe: Report) -> None:
    assert said(dfe, None) >= {
        ("", "contact-missing"),
        ("", "language-missing"),
        ("", "provider-missing"),
        ("", "quality-assurance-missing"),
        ("", "workload-missing"),
    }
    assert all(
        finding.where.line == 1
        for finding in dfe.findings
        if finding.code.endswith("-missing") and not finding.record
    )
    assert {f.count for f in dfe.findings if f.code == "provider-missing"} == {2}


def test_a_qualification_in_the_list_is_counted_and_left_alone(dfe: Report) -> None:
    assert (dfe.summary.records, dfe.summary.out_of_scope) == (3, 1)
    assert "“T Level”" in next(f.message for f in dfe.findings if f.code == "out-of-scope")


def test_a_bare_level_is_one_of_the_framework_that_the_directory_uses(dfe: Report) -> None:
    assert "level-unknown" not in {finding.code for finding in dfe.findings}


def test_jobs_that_may_follow_do_not_make_a_route_back_into_higher_education(dfe: Report) -> None:
    assert "re-entry" not in dfe.summary.by_profile


# --- a flat award -------------------------------------------------------------------------------------


@pytest.fixture
def award(corpus: Path) -> Path:
    return corpus / "elm" / "mynextid-mc-input-example.json"


def test_five_ects_beside_sixty_hours_is_a_finding(checker: Checker, award: Path) -> None:
    finding = next(f for f in checker.check(award).findings if f.code == "credit-workload-mismatch")
    assert place(finding.where) in {"/hoursOfLearning", "/ectsPoints"}
    assert any(
        "PT60H" in text for text in (finding.message, finding.value or "", *(r.value for r in finding.related))
    )


def test_sixty_hours_are_understood_and_a_mode_in_a_language_map_too(checker: Checker, award: Path) -> None:
    report = checker.check(award)
    codes = {finding.code for finding in report.findings}
    assert codes.isdisjoint({"workload-not-hours", "workload-implausible", "workload-missing", "mode-missing"})
    assert [(row.field, row.mapping.label) for row in report.summary.mappings] == [("mode", "online")]


def test_the_award_is_told_what_its_micro_credential_lacks(checker: Checker, award: Path) -> None:
    codes = {finding.code for finding in checker.check(award).findings}
    assert codes >= {
        "assessment-missing",
        "credit-without-level",
        "outcomes-missing",
        "provider-missing",
        "quality-assurance-missing",
        "title-language-repeated",
        "credential-type-unknown",
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_of_the_learner_is_in_any_report(award: Path, form: str) -> None:
    result = CliRunner().invoke(cli, ["check", str(award), "--as-of", AS_OF, "--format", form])
    assert result.exit_code == 1
    said = result.output.replace(str(award), "")
    for personal in ("John", "Doe", "12345", "Pass"):
        assert personal not in said


def test_a_report_names_an_award_by_its_number_alone(checker: Checker, award: Path) -> None:
    names = {(f.record.number, f.record.id, f.record.title) for f in checker.check(award).findings if f.record}
    assert names == {(1, "", "")}


# --- examples of schema.org ---------------------------------------------------------------------------

LACKING = {
    "assessment-missing",
    "awarding-body-missing",
    "contact-missing",
    "language-missing",
    "outcomes-missing",
    "quality-assurance-missing",
    "route-undeclared",
    "workload-missing",
}
SCHEMA_ORG: dict[str, list[set[str]]] = {
    "issue-1779-examples.txt": [
        {"out-of-scope"},  # an HNC
        LACKING | {"mode-missing", "provider-missing"},  # a professional certification
        {"records-missing"},  # an occupation that asks for a doctorate
    ],
    "sdo-course-examples.txt": [
        LACKING | {"provider-missing", "title-missing", "value-moved"},  # a MOOC, online
        # An HNC that says so only in its name; full-time, part-time: a study mode.
        LACKING | {"provider-missing", "mode-missing", "value-moved"},
        LACKING | {"provider-missing", "mode-unknown"},  # by distance learning: online, or by post
        {"out-of-scope"},  # an HNC
        LACKING | {"mode-missing", "provider-missing"},  # a certificate of completion
        LACKING | {"value-moved"},  # a MOOC, said as its mode, with provider and price
        LACKING | {"mode-missing", "url-not-absolute"},  # a degree course of which only the subject is told
    ],
}


def scripts(page: Path) -> list[str]:
    return re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize(
    ("name", "number", "codes"),
    [(name, number, codes) for name, expected in SCHEMA_ORG.items() for number, codes in enumerate(expected)],
)
def test_examples_of_schema_org_are_read_and_told_what_they_lack(
    corpus: Path, tmp_path: Path, checker: Checker, name: str, number: int, codes: set[str]
) -> None:
    found = scripts(corpus / "schemaorg" / name)
    assert len(found) == len(SCHEMA_ORG[name])
    path = tmp_path / "course.json"
    path.write_text(found[number], encoding="utf-8")
    report = checker.check(path)
    assert not report.conforms
    assert {finding.code for finding in report.findings} == codes


@pytest.mark.parametrize("name", SCHEMA_ORG)
def test_page_with_all_examples_is_read_like_each_of_them(corpus: Path, checker: Checker, name: str) -> None:
    page = (corpus / "schemaorg" / name).read_text(encoding="utf-8")
    report = checker.check(f"<html><body>{page}</body></html>".encode())
    expected = [codes for codes in SCHEMA_ORG[name] if codes != {"records-missing"}]
    assert report.summary.records == len(expected)
    lines = {finding.where.line for finding in report.findings if finding.record}
    assert lines <= set(range(1, page.count("\n") + 2))
    assert report.summary.out_of_scope == sum("out-of-scope" in codes for codes in expected)


def test_what_examples_of_schema_org_say_well_is_understood(corpus: Path, tmp_path: Path, checker: Checker) -> None:
    path = tmp_path / "course.jsonld"
    path.write_text(scripts(corpus / "schemaorg" / "sdo-course-examples.txt")[2], encoding="utf-8")
    understood = {(row.field, row.mapping.text, row.mapping.label) for row in checker.check(path).summary.mappings}
    assert understood == {
        ("mode", "distance learning", "online"),
        ("mode", "Online", "online"),
        ("priceCurrency", "GBP", "pound sterling"),
    }


def test_one_value_on_two_runs_is_reported_once(corpus: Path, tmp_path: Path, checker: Checker) -> None:
    path = tmp_path / "course.jsonld"
    path.write_text(scripts(corpus / "schemaorg" / "sdo-course-examples.txt")[1], encoding="utf-8")
    values = [finding.value for finding in checker.check(path).findings if finding.code == "value-moved"]
    assert sorted(map(str, values)) == ["full-time", "part-time"]


# --- credentials --------------------------------------------------------------------------------------

CREDENTIALS: dict[str, tuple[set[tuple[str, str]], set[str]]] = {
    # What is said at which place; what else must not be said.
    "elm/Sample-MC-Annex1-signed.payload.json": (
        {("quality-assurance-missing", ""), ("contact-missing", "")},
        {"issue-date-missing", "learner-missing", "workload-missing", "mode-missing", "level-unknown"},
    ),
    "elm/Sample-MC-Annex1-unsigned.jsonld": (
        {("issue-date-missing", ""), ("quality-assurance-missing", "")},
        {"learner-missing", "workload-missing", "supervision-missing", "assessment-missing"},
    ),
    "ob3/mynextid-open-badge-mc-example.json": (
        {("credit-without-system", "/credentialSubject/achievement/creditsAvailable")},
        {"title-missing", "description-missing", "language-missing", "awarding-body-missing", "learner-missing"},
    ),
    "ob3/openbadge-complete.json": (
        {("out-of-scope", "/credentialSubject/achievement/achievementType")},
        {"title-missing"},
    ),
    "ob3/theed_microcredential_full_ho.json": (
        {
            ("context-passed-over", "/@context/2"),
            ("country-unknown", "/issuer/address/addressCountryCode"),
            ("outcomes-missing", ""),
        },
        {"credit-without-level", "credit-without-system", "mode-missing", "assessment-missing", "learner-missing"},
    ),
    "ob3/theed_microcredential_full_mbo.json": (
        {("context-passed-over", "/@context/2"), ("workload-missing", "")},
        {"title-missing", "learner-missing"},
    ),
}


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credential_is_told_what_it_lacks_and_not_what_it_says(corpus: Path, checker: Checker, name: str) -> None:
    expected, unsaid = CREDENTIALS[name]
    report = checker.check(corpus / name)
    found = {(finding.code, finding.where.pointer or "") for finding in report.findings}
    assert (report.summary.records, report.summary.unreadable) == (1, 0)
    assert found >= expected
    assert unsaid.isdisjoint({code for code, _ in found})


@pytest.mark.parametrize("name", CREDENTIALS)
def test_nothing_of_the_holder_of_a_credential_is_in_the_report(corpus: Path, name: str) -> None:
    result = CliRunner().invoke(cli, ["check", str(corpus / name), "--as-of", AS_OF, "--format", "json"])
    for personal in (
        "Andromeda",
        "LA-234218",
        "1999-10-01",
        "student@1edtech",
        "sha256$",
        "stu-4D5E6F",
        "did:example",
    ):
        assert personal not in result.output


def test_an_ontology_is_no_catalogue(corpus: Path, checker: Checker) -> None:
    report = checker.check(corpus / "vocabs" / "oeh-certificationType.ttl")
    findings = [event for event in report.findings if isinstance(event, Finding)]
    assert [finding.code for finding in findings] == ["classes-unknown"]
    assert report.summary.records == 0
