"""Pages and data of single concepts, in the form that the caller prefers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from mcvocab.glossary.statements import iris, nodes, text, texts
from mcvocab.model import IRI, MCV, RDF, RDF_LANG_STRING, XSD_STRING, Blank, Concept, Graph, Literal
from mcvocab.reporters.jsonld import write_jsonld
from mcvocab.reporters.turtle import write_turtle
from mcvocab.service.answers import JSON, page
from mcvocab.service.intake import choice, parameter
from mcvocab.service.problems import RequestError

if TYPE_CHECKING:
    from starlette.requests import Request

    from mcvocab.service.desk import Desk

PREFIXES = {
    "mcv": MCV,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": RDF,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HOMES = {
    "rdf": "type",
    "owl": "deprecated",
    "dcterms": "source isReplacedBy replaces created modified description title creator identifier",
    "skos": "prefLabel altLabel hiddenLabel notation definition scopeNote editorialNote changeNote historyNote note "
    "example inScheme topConceptOf broader narrower related "
    "exactMatch closeMatch broadMatch narrowMatch relatedMatch",
}
_PROPERTIES = {local: PREFIXES[prefix] + local for prefix, names in _HOMES.items() for local in names.split()}
"""The properties that are not ours, by their local names: compiled details keep no others."""


def graph_of(iri: IRI, details: Mapping[str, Any]) -> Graph:
    """What is said of a concept, as a graph."""
    graph: Graph = {}
    _state(graph, iri, details, (Blank(f"n{number}") for number in count(1)))
    return graph


def _state(graph: Graph, node: IRI | Blank, details: Mapping[str, Any], names: Iterator[Blank]) -> None:
    stated = graph.setdefault(node, {})
    for key, values in details.items():
        terms = stated.setdefault(IRI(_PROPERTIES.get(key, MCV + key)), {})
        for value in values:
            if isinstance(value, str):
                terms[IRI(value)] = None
            elif isinstance(value.get("value"), str):
                language = value.get("language")
                datatype = RDF_LANG_STRING if language else value.get("datatype", XSD_STRING)
                terms[Literal(value["value"], datatype, language)] = None
            else:
                inner = next(names)
                terms[inner] = None
                _state(graph, inner, value, names)


class Concepts:
    """Answers requests about a concept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._forms: dict[str, tuple[str, Callable[[Request, Concept], Response]]] = {
            "html": ("text/html", self._page),
            "json": ("application/json", self._data),
            "ttl": ("text/turtle", self._turtle),
            "jsonld": ("application/ld+json", self._jsonld),
        }

    async def by_id(self, request: Request) -> Response:
        """The way from an identifier to the address of its concept."""
        concept = self._desk.entities.get(parameter(request, "id"))
        return RedirectResponse(f"{self._desk.home(request)}/concept/{self._desk.entities.id(concept)}", 303)

    async def concept(self, request: Request) -> Response:
        """The concept, in the form that ``format`` or else ``Accept`` asks for."""
        concept = self._desk.entities.get(request.path_params["id"])
        asked = request.query_params.get("format")
        if asked is None:
            form = preferred(
                request.headers.get("accept", ""), {name: kind for name, (kind, _) in self._forms.items()}
            )
        else:
            form = choice(asked, "format", self._forms)
        response = self._forms[form][1](request, concept)
        response.headers["Vary"] = "Accept"
        response.headers["Link"] = f'<{concept.iri}>; rel="canonical"'
        return response

    def _page(self, request: Request, concept: Concept) -> Response:
        entities = self._desk.entities
        details = entities.vocabulary.details(concept.iri)

        def concepts(key: str) -> list[tuple[str, str]]:
            found = [(iri, entities.find(iri)) for iri in iris(details, key)]
            return [(entities.id(other), other.label) if other else ("", iri) for iri, other in found]

        return page(
            "concept.html",
            home=self._desk.home(request),
            id=entities.id(concept),
            concept=concept,
            scheme=entities.vocabulary.schemes[concept.scheme].title,
            definition=text(details, "definition"),
            notes=texts(details, "scopeNote"),
            labels=texts(details, "altLabel"),
            relations=[(name, found) for name, key in _RELATIONS.items() if (found := concepts(key))],
            differences=[
                (
                    text(node, "difference"),
                    [(entities.id(c), c.label) for c in map(entities.find, iris(node, "concept")) if c],
                )
                for node in nodes(details, "notSameAs")
            ],
            sources=[text(entities.vocabulary.source(iri), "title") or iri for iri in iris(details, "source")],
            forms=list(self._forms)[1:],
        )

    def _data(self, request: Request, concept: Concept) -> Response:  # noqa: ARG002
        scheme = self._desk.entities.vocabulary.schemes[concept.scheme]
        given = {
            "id": self._desk.entities.id(concept),
            "iri": concept.iri,
            "label": concept.label,
            "notation": concept.notation,
            "kind": concept.kind,
            "status": concept.status,
            "replaced_by": concept.replaced_by,
        }
        return JSON(
            {key: value for key, value in given.items() if value}
            | {
                "scheme": {"id": scheme.slug, "iri": scheme.iri, "title": scheme.title},
                "details": self._desk.entities.vocabulary.details(concept.iri),
            }
        )

    def _graph(self, concept: Concept) -> Graph:
        return graph_of(concept.iri, self._desk.entities.vocabulary.details(concept.iri))

    def _turtle(self, request: Request, concept: Concept) -> Response:  # noqa: ARG002
        return Response(write_turtle(self._graph(concept), PREFIXES), media_type="text/turtle")

    def _jsonld(self, request: Request, concept: Concept) -> Response:  # noqa: ARG002
        return Response(write_jsonld(self._graph(concept), PREFIXES), media_type="application/ld+json")


_RELATIONS = {
    "Broader": "broader",
    "Narrower": "narrower",
    "Related": "related",
    "Write instead": "isReplacedBy",
    "The same elsewhere": "exactMatch",
    "Near to it elsewhere": "closeMatch",
    "Wider elsewhere": "broadMatch",
    "Narrower elsewhere": "narrowMatch",
}


def preferred(accept: str, forms: Mapping[str, str]) -> str:
    """The form that a caller prefers; of equals the first.

    Args:
        accept: the header ``Accept``; empty accepts anything.
        forms: media types by the names of the forms.

    Raises:
        RequestError: where the caller accepts none of them.

    >>> preferred("text/turtle;q=0.9, text/html;q=0.5", {"html": "text/html", "ttl": "text/turtle"})
    'ttl'
    >>> preferred("", {"html": "text/html", "ttl": "text/turtle"})
    'html'
    """
    wanted = [_preference(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]

    def quality(kind: str) -> float:
        ranges = (kind, kind.partition("/")[0] + "/*", "*/*")
        # The most particular range that fits decides, whatever the others say.
        return next((q for name in ranges for given, q in wanted if given == name), 0.0)

    best = max(forms, key=lambda form: quality(forms[form]))
    if quality(forms[best]) <= 0:
        raise RequestError(406, "not-acceptable", f"A concept comes as {', '.join(forms.values())}.")
    return best


def _preference(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter_ in parameters:
        name, _, value = parameter_.partition("=")
        if name == "q":
            try:
                return kind, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return kind, 0.0
    return kind, 1.0
