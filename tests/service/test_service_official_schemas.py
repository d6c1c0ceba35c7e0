"""Every answer conforms to the official schema of its version; every official query is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from reconciling import VERSIONS, endpoint

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Conforms = Callable[[str, str, Any], None]
OLD = ("0.1", "0.2")
WORDS = ("nano degree", "SCQF level 7", "credit", "horse riding", "Gàidhlig", "")
PROPERTIES = [
    "prefLabel",
    "altLabel",
    "definition",
    "notation",
    "broader",
    "exactMatch",
    "closeMatch",
    "scheme",
    "kind",
]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_conforms(client: TestClient, conforms: Conforms, version: str) -> None:
    conforms(version, "manifest", client.get(endpoint(version)).json())


def test_the_endpoint_without_a_version_is_that_of_0_2(client: TestClient, conforms: Conforms) -> None:
    manifest = client.get("/reconcile").json()
    conforms("0.2", "manifest", manifest)
    assert manifest["versions"] == ["0.1", "0.2"]


@pytest.mark.parametrize("version", OLD)
def test_results_conform(client: TestClient, conforms: Conforms, version: str) -> None:
    batch = {f"q{n}": {"query": word, "limit": 3} for n, word in enumerate(WORDS)}
    conforms(version, "reconciliation-query-batch", batch)
    response = client.get(endpoint(version), params={"queries": json.dumps(batch)})
    assert list(response.json()) == list(batch)
    conforms(version, "reconciliation-result-batch", response.json())


def test_results_of_the_draft_conform(client: TestClient, conforms: Conforms) -> None:
    batch = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": word}]} for word in WORDS]}
    conforms("1.0-draft", "reconciliation-query-batch", batch)
    response = client.post(endpoint("1.0-draft") + "/match", json=batch)
    assert len(response.json()["results"]) == len(WORDS)
    conforms("1.0-draft", "reconciliation-result-batch", response.json())


@pytest.mark.parametrize("kind", ["entity", "property", "type"])
@pytest.mark.parametrize("version", VERSIONS)
def test_suggestions_conform(client: TestClient, conforms: Conforms, version: str, kind: str) -> None:
    schema = {
        "entity": "suggest-entities-response",
        "property": "suggest-properties-response",
        "type": "suggest-types-response",
    }
    for prefix in ("", "l", "SCQF", "nothing begins so"):
        found = client.get(f"{endpoint(version)}/suggest/{kind}", params={"prefix": prefix}).json()
        conforms(version, schema[kind], found)
        assert bool(found["result"]) == (prefix in ("", "l") or (prefix == "SCQF" and kind != "property"))


@pytest.mark.parametrize("version", VERSIONS)
def test_fetched_values_conform(client: TestClient, conforms: Conforms, version: str) -> None:
    query = {
        "ids": ["term/nanodegree", "scqf/7", "no/such"],
        "properties": [{"id": name, "settings": {"limit": "2"}} for name in PROPERTIES],
    }
    conforms(version, "data-extension-query", query)
    if version == "1.0-draft":
        response = client.post(endpoint(version) + "/extend", json=query)
    else:
        response = client.post(endpoint(version), data={"extend": json.dumps(query)})
    conforms(version, "data-extension-response", response.json())
    assert [one["id"] for one in response.json()["meta"]] == PROPERTIES


@pytest.mark.parametrize("version", [*OLD[1:], "1.0-draft"])
def test_proposed_properties_conform(client: TestClient, conforms: Conforms, version: str) -> None:
    found = client.get(endpoint(version) + "/extend/propose", params={"type": "scqf", "limit": 4}).json()
    conforms(version, "data-extension-property-proposal", found)
    assert len(found["properties"]) == 4
    assert found["type"] == "scqf"


@pytest.mark.parametrize("version", VERSIONS)
def test_the_official_queries_are_read_or_refused_as_the_schema_has_it(
    client: TestClient, suite: Path, version: str
) -> None:
    folder = suite / version / "examples" / "reconciliation-query-batch"
    asked = 0
    for path in sorted(folder.glob("*/*.json")):
        response = _sent(client, version, path.read_text("utf-8"))
        # The types of their examples are not ours, which is all that may be said against the valid ones.
        foreign = response.status_code == 400 and "There is no type" in response.json()["message"]
        read = response.status_code == 200 or foreign
        assert read == (path.parent.name == "valid"), (path.name, response.text)
        asked += 1
    assert asked > 3


def _sent(client: TestClient, version: str, batch: str) -> Any:
    if version == "1.0-draft":
        return client.post(endpoint(version) + "/match", content=batch, headers={"Content-Type": "application/json"})
    return client.post(endpoint(version), data={"queries": batch})
