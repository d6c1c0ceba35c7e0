"""The endpoints of one version of the Reconciliation Service API."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from mcvocab.service import extension
from mcvocab.service.answers import JSON, jsonp, page, render
from mcvocab.service.entities import Suggestion, suggest
from mcvocab.service.extension import PROPERTIES
from mcvocab.service.intake import FORM, body, form, media_type, parameter, parse, whole_number
from mcvocab.service.problems import RequestError, unknown
from mcvocab.service.versions import Row

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from mcvocab.model import Concept
    from mcvocab.service.desk import Desk
    from mcvocab.service.matching import Candidate, Query
    from mcvocab.service.versions import Version

_JSON = "application/json"
_SUGGESTED = 20
_MOST_SKIPPED = 100_000


class Reconciliation:
    """Answers the requests of one version."""

    def __init__(self, desk: Desk, version: Version) -> None:
        self._desk, self._version = desk, version

    def routes(self, path: str) -> list[Route]:
        """The ways to the endpoint and its services.

        Args:
            path: where the endpoint stands.
        """
        routes = [
            Route(path + "/suggest/{kind}", self._suggest),
            Route(path + "/preview", self._preview),
            Route(path + "/extend/propose", self._propose),
        ]
        if self._version.paths:
            return [
                Route(path, self._manifest, methods=["GET"], name=path),
                Route(path + "/match", self._match, methods=["POST"]),
                Route(path + "/extend", self._extend, methods=["POST"]),
                *routes,
            ]
        return [
            Route(path, self._endpoint, methods=["GET", "POST"], name=path),
            Route(path + "/flyout/{kind}", self._flyout),
            *routes,
        ]

    async def _endpoint(self, request: Request) -> Response:
        """The manifest, or the answer to the queries that the address or a form holds."""
        if request.method == "POST":
            if media_type(request) != FORM:
                raise RequestError(415, "wrong-type", f"Send the queries as a form ({FORM}).")
            data = await body(request, self._desk.limits.query_bytes, self._desk.limits.upload_seconds)
            given = form(data) or dict(request.query_params)
            if not {"queries", "extend"} & given.keys():
                raise RequestError(400, "bad-request", "The form needs the field “queries” or “extend”.")
        else:
            given = dict(request.query_params)
        if "queries" in given:
            return await self._matched(request, parse(given["queries"], "“queries”"))
        if "extend" in given:
            return await self._extended(request, parse(given["extend"], "“extend”"))
        return await self._manifest(request)

    async def _manifest(self, request: Request) -> Response:
        home = self._desk.home(request)
        return self._write(request, self._version.manifest(home + request.url.path, home))

    async def _match(self, request: Request) -> Response:
        return await self._matched(request, await self._json(request))

    async def _extend(self, request: Request) -> Response:
        return await self._extended(request, await self._json(request))

    async def _matched(self, request: Request, given: Any) -> Response:
        queries = self._version.queries(given)
        return self._write(request, await self._desk.workers.run(self._answers, queries))

    def _answers(self, queries: dict[str, Query]) -> dict[str, Any]:
        deadline = time.monotonic() + self._desk.limits.seconds
        answers: dict[str, list[Candidate]] = {}
        for key, query in queries.items():
            if time.monotonic() > deadline:
                break  # nobody waits for the answer any more
            answers[key] = self._desk.matching.candidates(query)
        return self._version.results(answers)

    async def _extended(self, request: Request, given: Any) -> Response:
        ids, asked = self._version.asked(given)
        entities = self._desk.entities

        def values(name: str) -> Row:
            concept = entities.find(name)
            found = [(one.property, extension.fetch(concept, one, entities) if concept else ()) for one in asked]
            return Row(name, tuple(found))

        rows = await self._desk.workers.run(lambda: [values(name) for name in ids])
        return self._write(request, self._version.rows(asked, rows))

    async def _suggest(self, request: Request) -> Response:
        prefix, query = parameter(request, "prefix"), request.query_params
        limit = whole_number(query.get("limit", _SUGGESTED), "limit", 1, self._desk.limits.answers)
        name = self._version.offset
        skipped = whole_number(query.get(name, 0), name, 0, _MOST_SKIPPED)
        finder = self._finder(request, self._desk.entities.slugs(query.getlist("type")))
        found = await self._desk.workers.run(finder, prefix)
        return self._write(request, self._version.suggestions(found[skipped : skipped + limit]))

    def _finder(self, request: Request, schemes: tuple[str, ...]) -> Callable[[str], list[Suggestion]]:
        entities = self._desk.entities
        finders: dict[str, Callable[[str], list[Suggestion]]] = {
            "entity": lambda prefix: entities.suggest(prefix, schemes),
            "type": entities.suggest_types,
            "property": lambda prefix: suggest(extension.suggestions(), prefix),
        }
        return self._of_kind(request, finders)

    def _of_kind(self, request: Request, choices: dict[str, Callable[[str], Any]]) -> Callable[[str], Any]:
        kind = request.path_params["kind"]
        if kind not in choices:
            raise unknown("service for the kind", kind, f"Choose from: {', '.join(choices)}.")
        return choices[kind]

    async def _propose(self, request: Request) -> Response:
        kind = request.query_params.get("type", "")
        schemes = self._desk.entities.slugs([kind] if kind else [])
        asked = request.query_params.get("limit")
        limit = None if asked is None else whole_number(asked, "limit", 1, self._desk.limits.answers)
        concepts = list(self._desk.entities.members(schemes))
        found = await self._desk.workers.run(extension.proposed, concepts, self._desk.entities)
        return self._write(request, self._version.properties(found[:limit], kind, limit))

    async def _preview(self, request: Request) -> Response:
        concept = self._desk.entities.get(parameter(request, "id"))
        return page("preview.html", **self._shown(concept), home=self._desk.home(request))

    async def _flyout(self, request: Request) -> Response:
        name = parameter(request, "id")
        entities = self._desk.entities

        def entity(name: str) -> dict[str, Any]:
            return self._shown(entities.get(name))

        def kind(name: str) -> dict[str, Any]:
            [slug] = entities.slugs([name])
            [found] = [one for one in entities.suggest_types(slug) if one.id == slug]
            return {"name": found.name, "description": found.description}

        def attribute(name: str) -> dict[str, Any]:
            if name not in PROPERTIES:
                raise unknown("property", name)
            return {"name": PROPERTIES[name].name, "description": PROPERTIES[name].description}

        shown = self._of_kind(request, {"entity": entity, "type": kind, "property": attribute})(name)
        html = render("flyout.html", name=shown["name"], description=shown["description"])
        return self._write(request, {"id": name, "html": html})

    def _shown(self, concept: Concept) -> dict[str, Any]:
        entities = self._desk.entities
        return {
            "id": entities.id(concept),
            "name": concept.label,
            "scheme": entities.vocabulary.schemes[concept.scheme].title,
            "description": entities.description(concept),
            "concept": concept,
        }

    async def _json(self, request: Request) -> Any:
        if media_type(request) != _JSON:
            raise RequestError(415, "wrong-type", f"Send the query as {_JSON}.")
        data = await body(request, self._desk.limits.query_bytes, self._desk.limits.upload_seconds)
        return parse(data, "The query")

    def _write(self, request: Request, content: Any) -> Response:
        return jsonp(request, content) if self._version.jsonp else JSON(content)
