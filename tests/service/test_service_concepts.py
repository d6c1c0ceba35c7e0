"""A concept comes as a page, JSON, Turtle or JSON-LD, and says the same in all of them."""

from __future__ import annotations

import copy
import html
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from mcvocab.model import IRI
from mcvocab.reporters.turtle import write_turtle
from mcvocab.service.app import application
from mcvocab.service.concepts import PREFIXES, graph_of, preferred

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
FORMS = {"html": "text/html", "json": "application/json", "ttl": "text/turtle", "jsonld": "application/ld+json"}
ADDRESS = "/concept/term/nanodegree"


@pytest.mark.parametrize("form", FORMS)
def test_the_header_and_the_parameter_choose_the_form(client: TestClient, form: str) -> None:
    by_header = client.get(ADDRESS, headers={"Accept": FORMS[form]})
    by_parameter = client.get(ADDRESS, params={"format": form})
    assert by_header.headers["content-type"].partition(";")[0] == FORMS[form]
    assert by_header.headers["vary"] == "Accept"
    assert by_header.content == by_parameter.content


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/turtle;q=0.9, text/html;q=0.5", "ttl"),
        ("application/*;q=0.2, text/*;q=0.1", "json"),
        ("text/*, text/html;q=0", "ttl"),
        ("APPLICATION/LD+JSON; profile=x", "jsonld"),
        ("text/html;q=often, text/turtle;q=0.1", "ttl"),
    ],
)
def test_the_most_particular_wish_decides(accept: str, form: str) -> None:
    assert preferred(accept, FORMS) == form


def test_a_form_that_does_not_exist_is_said(client: TestClient) -> None:
    assert client.get(ADDRESS, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(ADDRESS, params={"format": "png"}).status_code == 400


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
def test_turtle_and_json_ld_hold_the_same_graph(client: TestClient) -> None:
    graphs = [
        rdflib.Graph().parse(data=client.get(ADDRESS, params={"format": form}).text, format=name)
        for form, name in (("ttl", "turtle"), ("jsonld", "json-ld"))
    ]
    assert len(graphs[0]) > 30
    assert isomorphic(*graphs)


def test_the_graph_says_what_the_sources_say(vocabulary: Vocabulary) -> None:
    stated = rdflib.Graph()
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        stated.parse(path)
    written = rdflib.Graph()
    for iri in vocabulary.concepts:
        written.parse(data=write_turtle(graph_of(iri, vocabulary.details(iri)), PREFIXES), format="turtle")
    for iri in map(rdflib.URIRef, vocabulary.concepts):
        told = {pair for pair in written.predicate_objects(iri) if not isinstance(pair[1], rdflib.BNode)}
        source = {pair for pair in stated.predicate_objects(iri) if not isinstance(pair[1], rdflib.BNode)}
        assert source <= told, iri


def test_json_names_the_concept_and_its_list(client: TestClient) -> None:
    told = client.get("/concept/scqf/7?format=json").json()
    assert (told["id"], told["notation"], told["scheme"]["title"]) == ("scqf/7", "7", "SCQF levels")
    assert told["details"]["closeMatch"] == [
        f"https://w3id.org/mcvocab/{name}" for name in ("cqfw/4", "fheq/4", "rqf/4")
    ]


def test_an_identifier_leads_to_its_address(client: TestClient) -> None:
    for name in ("scqf/7", "https://w3id.org/mcvocab/scqf/7"):
        response = client.get("/concept", params={"id": name})
        assert (response.status_code, response.headers["location"]) == (303, "http://mcvocab.test/concept/scqf/7")


@pytest.mark.parametrize("path", ["/concept/term/none-such", "/concept/x/y/z", "/reconcile/preview?id=no"])
def test_an_unknown_concept_is_said(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no concept" in response.json()["message"]


def test_markup_in_the_language_does_not_reach_a_page(vocabulary: Vocabulary) -> None:
    hostile = '<script>alert("x")</script>'
    iri = IRI("https://w3id.org/mcvocab/term/nanodegree")
    spoilt = _spoilt(vocabulary, iri, hostile)
    with TestClient(application(spoilt)) as client:
        pages = [client.get(ADDRESS).text, client.get("/reconcile/preview?id=term/nanodegree").text]
        pages.append(client.get("/reconcile/flyout/entity?id=term/nanodegree").json()["html"])
    for page in pages:
        assert hostile not in page
        assert html.escape(hostile, quote=False) in page.replace("&#34;", '"')


def _spoilt(vocabulary: Vocabulary, iri: IRI, text: str) -> Vocabulary:
    spoilt = copy.copy(vocabulary)
    spoilt.concepts = {**vocabulary.concepts, iri: replace(vocabulary.concepts[iri], label=text)}
    details = vocabulary.details(iri) | {"definition": [{"value": text}], "altLabel": [{"value": text}]}
    spoilt.details = lambda asked: details if asked == iri else vocabulary.details(asked)  # type: ignore[method-assign]
    return spoilt
