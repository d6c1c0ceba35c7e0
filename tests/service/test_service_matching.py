"""What a reconciliation client is told: which concept, how sure, and why; hints decide, nothing is guessed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from reconciling import VERSIONS, endpoint, reconcile

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.mark.parametrize("version", VERSIONS)
def test_a_known_spelling_is_a_match(client: TestClient, version: str) -> None:
    [[best, *_]] = reconcile(client, version, {"query": "nano degree"})
    assert best["id"] == "term/nanodegree"
    assert best["match"] is True
    assert best["type"] == [{"id": "term", "name": "Terms"}]
    assert 90 <= best["score"] <= 100


@pytest.mark.parametrize("version", VERSIONS)
def test_a_word_that_fits_nothing_is_no_match(client: TestClient, version: str) -> None:
    [found] = reconcile(client, version, {"query": "fishing licence for the river"})
    assert not any(candidate["match"] for candidate in found)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["scqf/7", "https://w3id.org/mcvocab/scqf/7", "field/title"])
def test_an_identifier_finds_its_concept(client: TestClient, version: str, name: str) -> None:
    [found] = reconcile(client, version, {"query": name})
    assert [(c["id"], c["score"], c["match"]) for c in found] == [
        (name.removeprefix("https://w3id.org/mcvocab/"), 100, True)
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_type_restricts_the_search_to_its_list(client: TestClient, version: str) -> None:
    [found] = reconcile(client, version, {"query": "level 7", "type": "scqf"})
    assert (found[0]["id"], found[0]["match"]) == ("scqf/7", True)
    assert {candidate["type"][0]["id"] for candidate in found} == {"scqf"}


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_undecided_becomes_decided_by_a_column_that_names_the_list(client: TestClient, version: str) -> None:
    without, with_hint = reconcile(
        client,
        version,
        {"query": "level 7"},
        {"query": "level 7", "properties": [{"pid": "scheme", "v": "SCQF levels"}]},
    )
    assert not (without and without[0]["match"])
    assert (with_hint[0]["id"], with_hint[0]["match"]) == ("scqf/7", True)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_hint_that_contradicts_takes_the_match_away(client: TestClient, version: str) -> None:
    agreed, contradicted = (
        reconcile(client, version, {"query": "SCQF 7", "properties": [{"pid": "notation", "v": code}]})[0][0]
        for code in ("7", "8")
    )
    assert (agreed["match"], contradicted["match"]) == (True, False)
    assert agreed["score"] > contradicted["score"]


def test_a_kind_that_is_not_wanted_is_no_match(client: TestClient) -> None:
    wanted, unwanted = reconcile(
        client,
        "0.2",
        *({"query": "nanodegree", "properties": [{"pid": "kind", "v": kind}]} for kind in ("brand", "process")),
    )
    assert (wanted[0]["match"], unwanted[0]["match"]) == (True, False)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_column_that_is_no_property_of_ours_changes_nothing(client: TestClient, version: str) -> None:
    plain, hinted = reconcile(
        client, version, {"query": "SCQF 7"}, {"query": "SCQF 7", "properties": [{"pid": "Colour", "v": "red"}]}
    )
    assert plain == hinted


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_properties_alone_find_what_has_them(client: TestClient, version: str) -> None:
    outside = "http://data.europa.eu/snb/qdr/c_326c93a5"
    [found] = reconcile(client, version, {"properties": [{"pid": "exactMatch", "v": {"id": outside}}]})
    assert [(candidate["id"], candidate["match"]) for candidate in found] == [("scqf/7", True)]


def test_numbers_are_hints_too(client: TestClient) -> None:
    [found] = reconcile(client, "0.2", {"query": "SCQF 7", "properties": [{"pid": "notation", "v": 7.0}]})
    assert {"id": "property_notation", "value": True} in found[0]["features"]


def test_a_limit_is_kept(client: TestClient) -> None:
    many, one = reconcile(client, "0.2", {"query": "level 7", "limit": 50}, {"query": "level 7", "limit": 1})
    assert len(many) > 3
    assert len(one) == 1


def test_scores_fall(client: TestClient) -> None:
    [found] = reconcile(client, "0.2", {"query": "certificate of continuing development", "limit": 20})
    scores = [candidate["score"] for candidate in found]
    assert scores == sorted(scores, reverse=True)


def test_the_reason_is_told(client: TestClient) -> None:
    [[best, *_]] = reconcile(client, "0.2", {"query": "nano degree"})
    assert "known spelling" in best["description"]


def test_the_draft_knows_conditions_that_must_and_must_not_hold(client: TestClient) -> None:
    def ask(**condition: Any) -> list[str]:
        name = {"matchType": "name", "propertyValue": "level 7"}
        query = {"conditions": [name, {"matchType": "property", **condition}], "limit": 50}
        response = client.post(endpoint("1.0-draft") + "/match", json={"queries": [query]})
        return [candidate["id"] for candidate in response.json()["results"][0]["candidates"]]

    everything = ask(propertyId="notation", propertyValue="7")
    required = ask(propertyId="closeMatch", propertyValue="rqf/4", required=True)
    excluded = ask(propertyId="closeMatch", propertyValue="rqf/4", required=True, matchQuantifier="none")
    assert "scqf/7" in required
    assert "scqf/7" not in excluded
    assert set(required) | set(excluded) == set(everything)


def test_the_draft_matches_identifiers(client: TestClient) -> None:
    query = {"conditions": [{"matchType": "id", "propertyValue": ["scqf/7", "no/such"]}]}
    response = client.post(endpoint("1.0-draft") + "/match", json={"queries": [query]})
    assert [c["id"] for c in response.json()["results"][0]["candidates"]] == ["scqf/7"]


def test_version_0_1_wraps_answers_for_pages_of_other_origins(client: TestClient) -> None:
    response = client.get(endpoint("0.1"), params={"callback": "jQuery.cb_1"})
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.text.startswith("/**/jQuery.cb_1({")
    assert response.text.endswith("});")


@pytest.mark.parametrize("function", ["alert(1)//", "a b", "", "x" * 100])
def test_a_wrapping_function_must_be_a_name(client: TestClient, function: str) -> None:
    response = client.get(endpoint("0.1"), params={"callback": function})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"


def test_suggestions_can_be_paged_and_narrowed(client: TestClient) -> None:
    def ids(**params: Any) -> list[str]:
        found = client.get(endpoint("0.2") + "/suggest/entity", params={"prefix": "level", **params}).json()["result"]
        return [one["id"] for one in found]

    both = ids(limit=6)
    assert ids(limit=3) + ids(limit=3, cursor=3) == both
    assert all(name.startswith("eqf/") for name in ids(type="eqf"))


@pytest.mark.parametrize("name", ["scqf/7", "https://w3id.org/mcvocab/scqf/7"])
def test_an_identifier_is_suggested_first(client: TestClient, name: str) -> None:
    found = client.get(endpoint("1.0-draft") + "/suggest/entity", params={"prefix": name}).json()["result"]
    assert found[0]["id"] == "scqf/7"


def test_every_name_of_a_concept_suggests_it(client: TestClient) -> None:
    for name in ("Nanodegree", "nanodegree prog", "programme"):
        found = client.get(endpoint("0.2") + "/suggest/entity", params={"prefix": name, "limit": 100}).json()[
            "result"
        ]
        assert "term/nanodegree" in [one["id"] for one in found], name


def test_fetched_values_are_concepts_where_they_are_ours(client: TestClient) -> None:
    query = {"ids": ["scqf/7"], "properties": [{"id": "closeMatch"}, {"id": "exactMatch"}, {"id": "definition"}]}
    row = client.post(endpoint("0.2"), data={"extend": json.dumps(query)}).json()["rows"]["scqf/7"]
    assert {"id": "rqf/4", "name": "RQF level 4"} in row["closeMatch"]
    assert row["exactMatch"] == [{"str": "http://data.europa.eu/snb/qdr/c_326c93a5"}]
    assert row["definition"][0]["str"].startswith("The seventh of the twelve levels")


def test_settings_limit_what_is_fetched(client: TestClient) -> None:
    def labels(**settings: str) -> list[dict[str, str]]:
        query = {"ids": ["language/en", "country/gb"], "properties": [{"id": "altLabel", "settings": settings}]}
        rows = client.post(endpoint("1.0-draft") + "/extend", json=query).json()["rows"]
        return [value for row in rows for value in row["properties"][0]["values"]]

    assert len(labels(limit="1")) <= 2 < len(labels())
    assert {one.get("lang", "en") for one in labels(language="en")} == {"en"}


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [("entity", "scqf/7", "SCQF level 7"), ("type", "scqf", "SCQF levels"), ("property", "notation", "code")],
)
@pytest.mark.parametrize("version", VERSIONS[:2])
def test_a_flyout_says_what_a_suggestion_is(
    client: TestClient, version: str, kind: str, name: str, words: str
) -> None:
    manifest = client.get(endpoint(version)).json()["suggest"][kind]
    address = manifest["service_url"] + manifest["flyout_service_path"].replace("${id}", name)
    found = client.get(address).json()
    assert found["id"] == name
    assert words in found["html"]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_addresses_of_the_manifest_lead_somewhere(client: TestClient, version: str) -> None:
    manifest = client.get(endpoint(version)).json()
    template = "{id}" if version == "1.0-draft" else "{{id}}"
    preview = (
        manifest["preview"].get("url", endpoint(version) + "/preview?id={id}").replace(template, "term%2Fnanodegree")
    )
    shown = client.get(preview)
    assert shown.headers["content-type"].startswith("text/html")
    assert "trade mark" in shown.text
    view = client.get(manifest["view"]["url"].replace(template, "term%2Fnanodegree"), follow_redirects=True)
    assert view.status_code == 200
    assert "Udacity" in view.text
