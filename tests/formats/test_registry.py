"""Every format has a record that is read whole, and one whose fault is found at its own place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.formats import Formats, kinds_of
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL, Interpreter
from mcvocab.mapping import Mapper
from mcvocab.model import Literal, Part, Record
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.store import load

EXAMPLES = Path(__file__).parents[2] / "examples" / "formats"
VOCABULARY = load().vocabulary
FORMATS = Formats(VOCABULARY.formats, VOCABULARY.fields)

EXPECTED: dict[str, dict[str, list[str]]] = {
    "ctdl": {
        "credentialType": ["micro-credential"],
        "title": ["Harbour Safety"],
        "language": ["English"],
        "creditPoints": ["3"],
        "creditSystem": ["ECTS credits"],
        "mode": ["blended"],
        "learningOutcome": ["Plan the safe loading of a small vessel", "Lead a rescue from the water"],
        "assessment": ["portfolio"],
        "prerequisites": ["Able to swim"],
        "providerName": ["Northmarsh College"],
        "awardingBodyName": ["Northmarsh College"],
        "qualityAssuranceBody": ["Northern Quality Board"],
        "priceAmount": ["300"],
        "priceCurrency": ["pound sterling"],
        "duration": ["P6W"],
        "contactEmail": ["harbour@northmarsh.example"],
        "country": ["United Kingdom"],
    },
    "dfe-course-directory": {
        "title": ["Lime Mortar for Old Walls"],
        "identifier": ["NM-LIME"],
        "offeringType": ["short course"],
        "level": ["RQF level 3"],
        "awardingBodyName": ["Northern Awards"],
        "learningOutcome": ["Mix lime mortar for an old wall", "repoint a wall of soft stone"],
        "assessment": ["portfolio"],
        "mode": ["on-site"],
        "startDate": ["2026-09-14"],
        "place": ["Harbour Campus"],
        "priceAmount": ["95"],
        "priceCurrency": ["pound sterling"],
        "duration": ["6 Weeks"],
        "studyMode": ["part-time"],
        "attendancePattern": ["evening"],
    },
    "elm-opportunity": {
        "title": ["Peatland Restoration"],
        "identifier": ["LN-PEAT-9"],
        "url": ["https://www.lochnaver.example/peat"],
        "startDate": ["2026-09-07"],
        "endDate": ["2026-11-27"],
        "applicationDeadline": ["2026-08-01"],
        "mode": ["blended"],
        "priceAmount": ["450.00"],
        "priceCurrency": ["pound sterling"],
        "providerName": ["Loch Naver Institute"],
        "awardingBodyName": ["Loch Naver Institute"],
        "contactEmail": ["peat@lochnaver.example"],
        "country": ["United Kingdom"],
        "creditPoints": ["4"],
        "creditSystem": ["ECTS credits"],
        "workload": ["100"],
        "language": ["English"],
        "fieldOfStudy": ["environmental sciences"],
        "assessment": ["portfolio"],
        "learningOutcome": ["Survey the drains of a bog and map them", "Design dams that hold the water table"],
    },
    "elm-specification": {
        "title": ["Peatland Restoration"],
        "creditPoints": ["4"],
        "creditSystem": ["ECTS credits"],
        "workload": ["100"],
        "awardingBodyName": ["Loch Naver Institute"],
        "language": ["English"],
    },
    "european-digital-credential": {
        "awardIdentifier": ["C-0009"],
        "issued": ["2025-04-01"],
        "learnerName": ["Morag Example"],
        "grade": ["Merit"],
        "supervision": ["unsupervised with no identity check"],
        "issuerName": ["Loch Naver Institute"],
        "title": ["Peatland Restoration", "Ath-leasachadh mòintich"],
        "level": ["EQF level 6"],
        "creditPoints": ["4"],
        "creditSystem": ["ECTS credits"],
        "workload": ["100"],
        "skill": ["survey land"],
        "mode": ["blended"],
        "fieldOfStudy": ["environmental sciences"],
        "assessment": ["portfolio"],
        "qualityAssuranceBody": ["Northern Quality Board"],
        "awardingBodyName": ["Loch Naver Institute"],
        "country": ["United Kingdom"],
    },
    "moochub": {
        "title": ["Boats That Float"],
        "identifier": ["OS-12"],
        "mode": ["online"],
        "learningOutcome": ["Work out the stability of a small boat"],
        "startDate": ["2026-03-02", "2026-10-05"],
        "providerName": ["Open Shore"],
        "awardingBodyName": ["Harbour Academy"],
        "creditPoints": ["2"],
        "creditSystem": ["ECTS credits"],
        "credentialType": ["record of achievement"],
        "fieldOfStudy": ["motor vehicles, ships and aircraft"],
        "priceAmount": ["49"],
        "priceCurrency": ["euro"],
        "costType": ["free"],
        "licence": ["https://creativecommons.org/licenses/by/4.0/"],
    },
    "moodle-course": {
        "title": ["Plant Dyes for Wool"],
        "identifier": ["NM-DYE-1"],
        "description": ["Dye wool with plants that grow beside every path, and make the colours last."],
        "subject": ["Textiles"],
        "startDate": ["2026-09-08"],
        "language": ["English"],
    },
    "ooapi-5": {
        "title": ["Tidal Energy Basics", "Grondslagen van getijdenenergie"],
        "identifier": ["TIDE-1"],
        "creditPoints": ["5"],
        "creditSystem": ["ECTS credits"],
        "mode": ["online"],
        "language": ["English"],
        "learningOutcome": ["Read a tidal chart and estimate the stream", "Compare two sites by their yield"],
        "providerName": ["Harbour Academy"],
        "level": ["first cycle"],
    },
    "ooapi-5-offering": {
        "title": ["Tidal Energy Basics", "Grondslagen van getijdenenergie"],
        "offeringIdentifier": ["TIDE-1-26"],
        "startDate": ["2026-09-07"],
        "endDate": ["2026-11-27"],
        "applicationDeadline": ["2026-08-01"],
        "place": ["Stromness"],
        "priceAmount": ["450"],
        "costType": ["total cost"],
        "mode": ["online"],
    },
    "ooapi-6": {
        "title": ["Tidal Energy Basics", "Grondslagen van getijdenenergie"],
        "creditPoints": ["5"],
        "creditSystem": ["ECTS credits"],
        "workload": ["140"],
        "mode": ["blended"],
        "language": ["English"],
        "credentialType": ["micro-credential"],
        "assessment": ["portfolio"],
        "prerequisites": ["Some mathematics"],
        "providerName": ["Harbour Academy"],
    },
    "ooapi-6-offering": {
        "title": ["Tidal Energy Basics", "Grondslagen van getijdenenergie"],
        "offeringIdentifier": ["TIDE-1-26"],
        "startDate": ["2026-09-07"],
        "endDate": ["2026-11-27"],
        "place": ["Stromness"],
        "priceAmount": ["450"],
        "priceCurrency": ["euro"],
        "mode": ["blended"],
    },
    "open-badges-2": {
        "issued": ["2025-05-02"],
        "validUntil": ["2028-05-02"],
        "learnerIdentifier": ["sha256$5e6f"],
        "verificationMethod": ["hosted badge"],
        "issuerName": ["Loch Naver Institute"],
        "title": ["Dry Stone Dyking"],
        "creditPoints": ["2.5"],
        "creditSystem": ["ECTS credits"],
    },
    "open-badges-2-badge-class": {
        "title": ["Dry Stone Dyking"],
        "url": ["https://www.lochnaver.example/dyking"],
        "skill": ["dry stone walling"],
        "level": ["EQF level 4"],
        "language": ["English"],
        "learningOutcome": ["Rebuild a fallen stretch of dyke to its former line"],
        "creditPoints": ["2.5"],
        "creditSystem": ["ECTS credits"],
        "providerName": ["Loch Naver Institute"],
        "contactEmail": ["dyking@lochnaver.example"],
    },
    "open-badges-3": {
        "issued": ["2025-06-18"],
        "validUntil": ["2030-06-20"],
        "learnerIdentifier": ["sha256$0a1b"],
        "grade": ["B"],
        "issuerName": ["Loch Naver Institute"],
        "providerName": ["Loch Naver Institute"],
        "awardingBodyName": ["Loch Naver Institute"],
        "credentialType": ["micro-credential"],
        "title": ["Soil Care for Crofters"],
        "level": ["EQF level 5"],
        "creditPoints": ["10"],
        "skill": ["soil testing", "assess soil quality"],
        "contactEmail": ["soil@lochnaver.example"],
        "country": ["United Kingdom"],
    },
    "open-badges-3-achievement": {
        "identifier": ["LN-SOIL-7"],
        "url": ["https://www.lochnaver.example/soil"],
        "credentialType": ["micro-credential"],
        "language": ["English"],
        "level": ["EQF level 5"],
        "creditPoints": ["10"],
        "awardingBodyName": ["Loch Naver Institute"],
    },
    "schema-org-course": {
        "title": ["Reading the Weather"],
        "identifier": ["HA-MET-1"],
        "language": ["English"],
        "level": ["SCQF level 6"],
        "creditPoints": ["4"],
        "workload": ["40"],
        "mode": ["online", "on-site"],
        "startDate": ["2026-02-02", "2026-06-01"],
        "place": ["Stromness"],
        "priceAmount": ["75"],
        "learningOutcome": ["Interpret a synoptic chart", "Decide when not to sail"],
    },
    "xcri-cap": {
        "title": ["Keeping Bees"],
        "identifier": ["NM-BEE-4"],
        "description": [
            "Through the year with a colony: swarms, stores and honey, and how to keep it well.",
        ],
        "learningOutcome": [
            "Open a hive and read the state of the colony",
            "Control swarming by splitting a colony",
        ],
        "assessment": ["practical assessment"],
        "creditPoints": ["8"],
        "creditSystem": ["SCQF credit points"],
        "creditLevel": ["SCQF level 6"],
        "providerName": ["Northmarsh College"],
        "contactEmail": ["bees@northmarsh.example"],
        "awardingBodyName": ["Northern Awards"],
        "offeringIdentifier": ["NM-BEE-4-A", "NM-BEE-4-B"],
        "startDate": ["2026-04-11", "2027-04-10"],
        "endDate": ["2026-09-12"],
        "applicationDeadline": ["2026-03-31"],
        "studyMode": ["part-time"],
        "mode": ["on-site", "blended"],
        "attendancePattern": ["weekend"],
        "place": ["Harbour Campus"],
        "priceAmount": ["180"],
        "priceCurrency": ["pound sterling"],
    },
}

FAULTS = {
    "ctdl": ("currency-unknown", "/@graph/0/ceterms:estimatedCost/0/ceterms:currency"),
    "dfe-course-directory": ("level-unknown", "C2"),
    "elm-opportunity": ("start-after-end", "15:53"),
    "elm-specification": ("credit-points-not-number", "14:125"),
    "european-digital-credential": (
        "workload-not-hours",
        "/credentialSubject/hasClaim/specifiedBy/volumeOfLearning",
    ),
    "moochub": ("url-not-absolute", "/data/0/attributes/url"),
    "moodle-course": ("start-after-end", "/courses/0/startdate"),
    "ooapi-5": ("language-unknown", "/teachingLanguage"),
    "ooapi-5-offering": ("start-after-end", "/startDate"),
    "ooapi-6": ("mode-unknown", "/items/0/modesOfDelivery/0"),
    "ooapi-6-offering": ("start-after-end", "/startDateTime"),
    "open-badges-2": ("expiry-before-issue", "/issuedOn"),
    "open-badges-2-badge-class": ("credit-points-not-number", "/extensions:ECTSExtension/ECTS"),
    "open-badges-3": ("issue-date-in-future", "/awardedDate"),
    "open-badges-3-achievement": ("level-unknown", "/alignment/0/targetName"),
    "schema-org-course": ("level-unknown", "/educationalLevel/name"),
    "xcri-cap": ("credit-points-not-number", "18:54"),
}


def example(name: str, verdict: str) -> Path:
    [path] = (EXAMPLES / name).glob(f"{verdict}-*")
    return path


KINDS = kinds_of((MICRO_CREDENTIAL, AWARD), VOCABULARY.formats.values())


def rows(path: Path) -> list[Row]:
    [document] = read(path.name, path.read_bytes(), None, KINDS)
    found = list(document.rows())  # type: ignore[union-attr]
    assert all(isinstance(row, Row) for row in found)
    return found  # type: ignore[return-value]


def record(path: Path) -> Record:
    [row] = rows(path)
    interpreter = Interpreter(VOCABULARY, Mapper(VOCABULARY))
    [document] = read(path.name, path.read_bytes(), None, KINDS)
    return interpreter.interpret(row, document.source).record  # type: ignore[union-attr]


def said(fields: dict[str, tuple[object, ...]], found: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a record says of each field, as labels of concepts and forms of literals."""
    for key, members in fields.items():
        for member in members:
            if isinstance(member, Part):
                said(member.fields, found)  # type: ignore[arg-type]
            else:
                term = member.term  # type: ignore[attr-defined]
                text = term.lexical if isinstance(term, Literal) else VOCABULARY.concepts[term].label
                found.setdefault(key, []).append(text)
    return found


@pytest.mark.parametrize("name", VOCABULARY.formats)
def test_example_is_recognised_and_nothing_in_it_is_left_unread(name: str) -> None:
    [row] = rows(example(name, "pass"))
    table = FORMATS.recognise(row.branch)
    assert table is not None
    assert table.name == name
    assert FORMATS.translate(row.branch, table).unread == ()


@pytest.mark.parametrize("name", VOCABULARY.formats)
def test_example_says_what_a_person_reads_in_it(name: str) -> None:
    found = said(record(example(name, "pass")).fields, {})  # type: ignore[arg-type]
    assert {key: found.get(key) for key in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("name", VOCABULARY.formats)
def test_award_is_told_from_offer(name: str) -> None:
    assert record(example(name, "pass")).kind == VOCABULARY.formats[name].kind


@pytest.mark.parametrize("name", VOCABULARY.formats)
def test_fault_is_found_where_it_stands_in_the_provider_s_own_file(name: str) -> None:
    report = Checker(*load(), Options(as_of="2026-01-15")).check(example(name, "fail"))
    places = {
        (finding.code, finding.where.pointer or finding.where.cell or f"{finding.where.line}:{finding.where.column}")
        for finding in report.findings
    }
    assert FAULTS[name] in places
    sound = Checker(*load(), Options(as_of="2026-01-15")).check(example(name, "pass"))
    assert FAULTS[name][0] not in {finding.code for finding in sound.findings}


@pytest.mark.parametrize("table", VOCABULARY.formats.values(), ids=lambda table: table.name)
def test_table_says_how_its_records_are_recognised_and_names_fields_that_exist(table) -> None:  # type: ignore[no-untyped-def]
    assert table.types or table.keys or table.elements
    assert table.source.startswith("http")
    assert {place.field for place in table.fields} - {""} <= VOCABULARY.fields.keys()
    assert {place.direction for place in table.fields} <= {"both", "read", "write", "known"}


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ({"level": "bachelor"}, ["first cycle"]),
        ({"level": "associate degree"}, ["short cycle"]),
        ({"level": "associate_degree"}, ["short cycle"]),
        ({"level": "secondary vocational education 4"}, ["EQF level 4"]),
        ({"level": "undivided"}, []),
        ({"level": "master", "levelOfQualification": "7"}, ["second cycle", "EQF level 7"]),
        ({"level": None, "levelOfQualification": "4+"}, ["EQF level 4"]),
    ],
)
def test_level_of_the_open_education_api_is_a_cycle_or_a_european_level(
    given: dict[str, str | None], levels: list[str], tmp_path: Path
) -> None:
    course = json.loads(example("ooapi-5", "pass").read_text(encoding="utf-8")) | given
    (tmp_path / "course.json").write_text(json.dumps(course), encoding="utf-8")
    found = said(record(tmp_path / "course.json").fields, {})  # type: ignore[arg-type]
    assert found.get("level", []) == levels


@pytest.mark.parametrize(
    ("workload", "duration", "told", "offered"),
    [
        ({"timeValue": 3, "timeUnit": "h/week"}, "P6W", "3 h/week", ["18 hours"]),
        ({"timeValue": 3, "timeUnit": "h/week"}, None, "3 h/week", []),
        ({"timeValue": 10, "timeUnit": "h/month"}, "P3M", "10 h/month", ["30 hours"]),
    ],
)
def test_hours_a_week_of_moochub_are_no_workload_but_tell_what_it_may_be(
    workload: dict[str, object], duration: str | None, told: str, offered: list[str], tmp_path: Path
) -> None:
    feed = json.loads(example("moochub", "pass").read_text(encoding="utf-8"))
    feed["data"][0]["attributes"] |= {"workload": workload, "duration": duration}
    (tmp_path / "feed.json").write_text(json.dumps(feed), encoding="utf-8")
    report = Checker(*load(), Options(as_of="2026-01-15")).check(tmp_path / "feed.json")
    [finding] = [one for one in report.findings if one.code == "workload-not-hours"]
    assert told in finding.message
    assert [one.label for one in finding.suggestions] == offered
    assert (finding.where.pointer or "").startswith("/data/0/attributes/workload")


@pytest.mark.parametrize(
    ("key", "name", "status"),
    [
        ("ceterms:lifeCycleStatusType", "lifeCycle:Active", "active"),
        ("ceterms:lifeCycleStatusType", "lifeCycle:Ceased", "withdrawn"),
        ("ceterms:credentialStatusType", "credentialStat:Probationary", "on trial"),
    ],
)
def test_ctdl_says_whether_a_credential_can_be_taken_now(key: str, name: str, status: str, tmp_path: Path) -> None:
    graph = json.loads(example("ctdl", "pass").read_text(encoding="utf-8"))
    graph["@graph"][0][key] = {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": name}
    (tmp_path / "graph.json").write_text(json.dumps(graph), encoding="utf-8")
    found = said(record(tmp_path / "graph.json").fields, {})  # type: ignore[arg-type]
    assert found["credentialStatus"] == [status]


def test_ctdl_says_that_it_gives_no_credit_and_whose_it_is(tmp_path: Path) -> None:
    graph = json.loads(example("ctdl", "pass").read_text(encoding="utf-8"))
    graph["@graph"] = graph["@graph"][:1]
    graph["@graph"][0] |= {
        "ceterms:isNonCredit": True,
        "ceterms:entryCondition": [{"@type": "ceterms:ConditionProfile", "ceterms:condition": "Aged 18"}],
    }
    (tmp_path / "graph.json").write_text(json.dumps(graph), encoding="utf-8")
    found = said(record(tmp_path / "graph.json").fields, {})  # type: ignore[arg-type]
    assert found["provisionRoute"] == ["non-credit"]
    assert "Aged 18" in found["prerequisites"]
    assert found["awardingBodyIdentifier"] == ["https://registry.example/graph/ce-2"]


@pytest.mark.parametrize(
    ("criteria", "url"),
    [
        ("https://www.lochnaver.example/dyking", ["https://www.lochnaver.example/dyking"]),
        ({"narrative": "Rebuild a gap before an assessor."}, []),
    ],
)
def test_how_a_badge_is_earned_is_no_page_of_the_web(criteria: object, url: list[str], tmp_path: Path) -> None:
    badge = json.loads(example("open-badges-2-badge-class", "pass").read_text(encoding="utf-8"))
    (tmp_path / "badge.json").write_text(json.dumps(badge | {"criteria": criteria}), encoding="utf-8")
    assert said(record(tmp_path / "badge.json").fields, {}).get("url", []) == url  # type: ignore[arg-type]
