"""The same questions in the words of each version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.testclient import TestClient

VERSIONS = ("0.1", "0.2", "1.0-draft")


def endpoint(version: str) -> str:
    """Where a version is served."""
    return f"/reconcile/{version}"


def reconcile(client: TestClient, version: str, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The candidates for queries in the words of 0.2, asked as the version has it."""
    if version == "1.0-draft":
        response = client.post(endpoint(version) + "/match", json={"queries": [_draft(query) for query in queries]})
        assert response.status_code == 200, response.text
        return [result["candidates"] for result in response.json()["results"]]
    batch = {f"q{number}": query for number, query in enumerate(queries)}
    response = client.post(endpoint(version), data={"queries": json.dumps(batch)})
    assert response.status_code == 200, response.text
    return [response.json()[key]["result"] for key in batch]


def _draft(query: dict[str, Any]) -> dict[str, Any]:
    conditions = [{"matchType": "name", "propertyValue": query["query"]}] if "query" in query else []
    conditions += [
        {"matchType": "property", "propertyId": one["pid"], "propertyValue": one["v"]}
        for one in query.get("properties", ())
    ]
    kept = {key: query[key] for key in ("type", "limit") if key in query}
    return {"conditions": conditions, **kept}
