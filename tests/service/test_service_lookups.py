"""Words and files without a reconciliation client: ``/map``, ``/check`` and the first page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import openpyxl
import pytest

from mcvocab.library import check, map_terms
from mcvocab.reporters import Style, json_report

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
DAY = "2026-01-15"
RECORDS = [{"Title": "Safe wiring", "SCQF credits": "10"}]


def test_words_are_mapped_as_the_library_maps_them(client: TestClient) -> None:
    words = ["nano degree", "horse riding", "SCQF 7"]
    answers = client.get("/map", params={"text": words}).json()["answers"]
    assert [answer["text"] for answer in answers] == words
    assert [answer["best"]["concept"] for answer in answers] == [mapping.concept for mapping in map_terms(words)]


def test_a_list_and_a_language_narrow_the_answers(client: TestClient) -> None:
    params = {"text": "level 7", "scheme": "scqf", "language": "en", "top": "3"}
    [answer] = client.get("/map", params=params).json()["answers"]
    assert answer["best"]["label"] == "SCQF level 7"
    assert {candidate["scheme"] for candidate in answer["candidates"]} == {"scqf"}


def test_a_spreadsheet_gets_cells(client: TestClient) -> None:
    response = client.get("/map", params={"text": ["nano degree", "horse riding"], "format": "csv"})
    rows = list(csv.reader(io.StringIO(response.text)))
    assert [row[0] for row in rows] == ["Nanodegree", ""]
    assert rows[0][1] == "https://w3id.org/mcvocab/term/nanodegree"
    assert client.get("/map", params={"text": "nano degree", "format": "text"}).text == "Nanodegree"


@pytest.mark.parametrize(
    "params",
    [{}, {"text": ""}, {"text": "a", "scheme": "no"}, {"text": "a", "top": "0"}, {"text": "a", "format": "xml"}],
)
def test_a_question_that_is_none_is_refused(client: TestClient, params: dict[str, str]) -> None:
    response = client.get("/map", params=params)
    assert response.status_code == 400
    assert response.json()["message"].endswith(".")


def test_a_report_is_that_of_the_library(client: TestClient) -> None:
    report = check(RECORDS, as_of=DAY)
    wanted = json.loads("".join(json_report.write(report.header, (*report.findings, report.summary), Style())))
    given = client.post("/check", params={"as_of": DAY, "name": "<records>"}, content=json.dumps(RECORDS))
    assert given.status_code == 200
    assert given.json() == wanted
    schema = json.loads((ROOT / "docs" / "schemas" / "report-1.schema.json").read_text("utf-8"))
    jsonschema.validate(given.json(), schema)


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (list(RECORDS[0]), list(RECORDS[0].values())):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/csv", b"Title,SCQF credits\nSafe wiring,10\n"),
        ("text/tab-separated-values", b"Title\tSCQF credits\nSafe wiring\t10\n"),
        ("application/octet-stream", b"Title;SCQF credits\nSafe wiring;10\n"),
        ("application/json; charset=utf-8", json.dumps(RECORDS[0]).encode()),
        ("application/x-ndjson", json.dumps(RECORDS[0]).encode()),
        ("application/octet-stream", _workbook()),
    ],
)
def test_a_file_of_any_kind_is_read(client: TestClient, kind: str, data: bytes) -> None:
    report = client.post("/check", params={"as_of": DAY}, content=data, headers={"Content-Type": kind})
    assert report.status_code == 200, report.text
    assert report.json()["summary"]["records"] == 1
    assert "credit-without-level" in {finding["code"] for finding in report.json()["findings"]}


def test_profiles_and_the_name_of_the_file_are_heeded(client: TestClient) -> None:
    params = {"as_of": DAY, "profile": "qaa-2022", "name": r"C:\courses\spring.csv"}
    report = client.post("/check", params=params, content=b"Title\nSafe wiring\n").json()
    assert report["profiles"] == ["qaa-2022"]
    assert report["findings"][0]["where"]["file"] == "spring.csv"


@pytest.mark.parametrize("data", [b"{not json", b"\x00\x01\x02", b"[]", b"PK\x03\x04 nothing"])
def test_what_cannot_be_read_never_looks_clean(client: TestClient, data: bytes) -> None:
    response = client.post("/check", content=data, headers={"Content-Type": "application/octet-stream"})
    assert response.status_code == 422
    assert response.json()["format"] == "mcvocab-report/1"


@pytest.mark.parametrize("params", [{"profile": "no-such"}, {"as_of": "yesterday"}, {"scope": "some"}])
def test_a_check_that_is_worded_wrong_is_refused(client: TestClient, params: dict[str, Any]) -> None:
    assert client.post("/check", params=params, json=RECORDS).status_code == 400


def test_a_learner_is_not_repeated(client: TestClient) -> None:
    award = {
        "Award number": "1",
        "Learner name": "Morag Example-Person",
        "Title": "Safe wiring",
        "Date of birth": "x",
    }
    response = client.post("/check", json=[award])
    assert "Morag" not in response.text


def test_the_first_page_says_what_this_is_and_where(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "http://mcvocab.test/reconcile" in page.text
    assert "claims no official status" in page.text
