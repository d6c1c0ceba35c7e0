"""Whatever is sent, the answer is a sentence with a status that says whose fault it is; and nothing is written down."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconciling import VERSIONS, endpoint
from starlette.testclient import TestClient

from mcvocab.service.app import Doorkeeper, application
from mcvocab.service.limits import Limits, Workers
from mcvocab.service.problems import RequestError

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

DEEP = "[" * 20_000 + "]" * 20_000
HOSTILE = [
    "", "null", "[]", '"q"', "7", "{", "NaN", DEEP, '{"q":' + DEEP + "}", '{"q": null}', '{"q": {}}', '{"q": {"query": null}}',
    '{"q": {"query": 7}}', '{"q": {"query": "x", "limit": -1}}', '{"q": {"query": "x", "limit": true}}',
    '{"q": {"query": "x", "limit": 1e999}}', '{"q": {"query": "x", "limit": "many"}}', '{"q": {"query": "x", "type": {}}}',
    '{"q": {"query": "x", "type": [7]}}', '{"q": {"query": "x", "properties": {}}}', '{"q": {"query": "x", "properties": [7]}}',
    '{"q": {"query": "x", "properties": [{"pid": 7, "v": 1}]}}', '{"q": {"query": "x", "properties": [{"pid": "scheme"}]}}',
    '{"q": {"query": "x", "properties": [{"pid": "scheme", "v": [[]]}]}}', '{"q": {"query": "\\ud800"}}', '{"\\udfff": {"query": "x"}}',
    '{"q": {"query": ' + "9" * 5000 + "}}",
]  # fmt: skip


@pytest.mark.parametrize("batch", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("version", VERSIONS)
def test_a_hostile_batch_is_refused_in_a_sentence(client: TestClient, version: str, batch: str) -> None:
    if version == "1.0-draft":
        wrapped = f'{{"queries": [{batch}]}}'
        kind = {"Content-Type": "application/json"}
        response = client.post(endpoint(version) + "/match", content=wrapped if batch else b"", headers=kind)
        if batch == "":
            assert response.status_code == 400
    else:
        response = client.post(endpoint(version), data={"queries": batch})
    assert response.status_code == 400
    assert response.json()["message"].endswith(".")


def test_a_batch_that_is_too_large_is_refused(client: TestClient) -> None:
    batch = {str(number): {"query": "x"} for number in range(51)}
    assert client.post("/reconcile", data={"queries": json.dumps(batch)}).status_code == 413
    assert client.get("/map", params={"text": ["x"] * 51}).status_code == 413
    ids = {"ids": ["scqf/7"] * 51, "properties": []}
    assert client.post("/reconcile", data={"extend": json.dumps(ids)}).status_code == 413


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/reconcile", data={"queries": "x" * 200_001}).status_code == 413
    assert client.post("/check", content=b"Title\n" + b"x" * 300_000).status_code == 413


def test_a_long_text_fits_nothing(client: TestClient) -> None:
    found = client.post("/reconcile", data={"queries": json.dumps({"q": {"query": "degree " * 20_000}})}).json()
    assert found == {"q": {"result": []}}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("DELETE", "/map", 405),
        ("POST", "/map", 405),
        ("GET", "/check", 405),
        ("GET", "/reconcile/9.9", 404),
        ("GET", "/reconcile/0.2/suggest/entity", 400),
        ("GET", "/reconcile/0.2/suggest/colour?prefix=a", 404),
        ("GET", "/reconcile/0.2/suggest/entity?prefix=a&cursor=-1", 400),
        ("GET", "/reconcile/0.2/suggest/entity?prefix=a&type=no", 400),
        ("GET", "/reconcile/0.2/flyout/type?id=no", 400),
        ("GET", "/reconcile/0.2/flyout/property?id=no", 404),
        ("GET", "/reconcile/0.2/extend/propose?type=no", 400),
        ("GET", "/reconcile?extend=%7B%7D", 400),
        (
            "GET",
            "/reconcile?extend=%7B%22ids%22%3A%5B%5D%2C%22properties%22%3A%5B%7B%22id%22%3A%22no%22%7D%5D%7D",
            400,
        ),
        ("POST", "/reconcile", 415),
        ("POST", "/reconcile/1.0-draft/match", 415),
        ("POST", "/check", 400),
        ("GET", "/concept", 400),
        ("GET", "/concept/%00", 404),
    ],
)
def test_every_wrong_turn_is_answered_in_a_sentence(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    assert set(response.json()) == {"status", "code", "message"}
    assert response.headers["access-control-allow-origin"] == "*"


def test_a_form_that_is_no_text_is_refused(client: TestClient) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (b"queries=%ff", b"queries=\xff", b"&".join([b"a=1"] * 200), b"other=1"):
        assert client.post("/reconcile", content=content, headers=kind).status_code == 400


@pytest.mark.parametrize("path", ["/", "/reconcile", "/check", "/nothing"])
def test_pages_of_any_origin_may_ask(client: TestClient, path: str) -> None:
    asked = client.options(path, headers={"Origin": "https://e.org", "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in asked.headers["access-control-allow-headers"]
    assert "POST" in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize("host", ["[", "]", "a b", "<script>", "e.org:port", ""])
def test_no_name_of_a_host_brings_the_service_down(client: TestClient, host: str) -> None:
    for path in ("/", "/reconcile", "/concept/scqf/7", "/concept?id=scqf/7", "/openapi.json"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code in (200, 303, 400)
        assert "<script>" not in response.text or response.headers["content-type"] == "application/json"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["query", "type", "limit", "properties", "pid", "v", "id", "q0", "conditions", "queries", "ids"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON, st.sampled_from(["queries", "extend"]))
def test_no_json_brings_the_service_down(client: TestClient, data: Any, field: str) -> None:
    text, draft = json.dumps(data), "/reconcile/1.0-draft/" + ("match" if field == "queries" else "extend")
    answers = [
        client.post("/reconcile", data={field: text}),
        client.post(draft, content=text, headers={"Content-Type": "application/json"}),
    ]
    for answer in answers:
        assert answer.status_code in (200, 400)
        answer.json()


def test_a_fault_is_neither_told_nor_written_down(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ValueError("Morag Example-Person")

    with caplog.at_level(logging.DEBUG):
        response = TestClient(Doorkeeper(broken)).get("/map?text=Morag")
    assert response.status_code == 500
    assert response.json()["code"] == "fault"
    assert "Morag" not in response.text + caplog.text.replace("GET http://testserver/map?text=Morag", "")
    assert "ValueError" in caplog.text


def test_work_that_takes_too_long_is_given_up_and_keeps_its_place() -> None:
    async def tried() -> list[str]:
        workers, gate = Workers(threads=1, waiting=1, seconds=0.05), threading.Event()
        found: list[str] = []
        for work in (gate.wait, gate.wait, gate.wait):
            try:
                await workers.run(work)
            except RequestError as error:
                found.append(error.code)
        gate.set()
        while workers._unfinished:
            await asyncio.sleep(0.01)
        return [*found, await workers.run(lambda: "free again")]

    assert asyncio.run(tried()) == ["too-slow", "too-slow", "too-slow", "free again"]


def test_who_comes_when_all_places_are_taken_is_turned_away() -> None:
    async def tried() -> list[Any]:
        workers, gate = Workers(threads=1, waiting=1, seconds=5), threading.Event()
        asked = [asyncio.create_task(workers.run(gate.wait)) for _ in range(3)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_EXCEPTION)
        gate.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third = asyncio.run(tried())
    assert (first, second) == (True, True)
    assert isinstance(third, RequestError)
    assert third.status == 503


def test_the_limits_are_told(vocabulary: Vocabulary) -> None:
    client = TestClient(application(vocabulary, Limits(batch=7)))
    assert client.get("/reconcile").json()["batchSize"] == 7


def test_behind_a_proxy_addresses_are_the_public_ones(vocabulary: Vocabulary) -> None:
    client = TestClient(application(vocabulary, address="https://example.org/mcvocab/"))
    manifest = client.get("/reconcile/0.2").json()
    assert manifest["preview"]["url"] == "https://example.org/mcvocab/reconcile/0.2/preview?id={{id}}"
    assert manifest["suggest"]["entity"]["service_url"] == "https://example.org/mcvocab/reconcile/0.2"
