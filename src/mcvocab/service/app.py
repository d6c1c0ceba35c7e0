"""The application: addresses to endpoints, and what holds for every answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from mcvocab.service.answers import JSON, on_http_exception, on_problem, problem
from mcvocab.service.concepts import Concepts
from mcvocab.service.desk import Desk
from mcvocab.service.limits import Limits
from mcvocab.service.lookups import Lookups
from mcvocab.service.openapi import document
from mcvocab.service.problems import RequestError
from mcvocab.service.reconciliation import Reconciliation
from mcvocab.service.versions import VERSIONS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mcvocab.vocabulary import Vocabulary

ENDPOINT = "/reconcile"
_LOG = logging.getLogger("mcvocab.service")
_HEADERS = {
    # Pages of any origin may ask, as the specification demands: nothing here is secret, and no cookie is read.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Origin, Accept, Accept-Language, Content-Type, X-Requested-With, X-CSRF-Token",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
}


def application(vocabulary: Vocabulary, limits: Limits | None = None, address: str = "") -> ASGIApp:
    """The service for a language.

    Args:
        vocabulary: the language.
        limits: what one request may be.
        address: the public address of the service, where a proxy stands before it.
    """
    desk = Desk.of(vocabulary, limits or Limits(), address)
    concepts, lookups = Concepts(desk), Lookups(desk)
    versions = [Reconciliation(desk, version(desk.entities, desk.limits)) for version in VERSIONS]
    named = zip(VERSIONS, versions, strict=True)

    async def openapi(request: Request) -> Response:
        return JSON(document(desk.home(request), desk.limits))

    routes = [
        Route("/", lookups.home),
        Route("/openapi.json", openapi),
        Route("/map", lookups.map),
        Route("/check", lookups.check, methods=["POST"]),
        Route("/concept", concepts.by_id),
        Route("/concept/{id:path}", concepts.concept),
        *(route for version, endpoints in named for route in endpoints.routes(f"{ENDPOINT}/{version.name}")),
        *versions[0].routes(ENDPOINT),
    ]
    handlers = {RequestError: on_problem, HTTPException: on_http_exception}
    return Doorkeeper(Starlette(routes=routes, exception_handlers=handlers))


class Doorkeeper:
    """Stands before the application: adds the headers of every answer, and lets no fault out as a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204)(scope, receive, with_headers)
            return
        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:
            # Neither the message nor the traceback is logged: both may hold what somebody sent.
            _LOG.error("%s in answer to %s", type(error).__name__, scope["method"])
            if not begun:
                sentence = "The service met a fault of its own. Nothing was kept."
                await problem(500, "fault", sentence)(scope, receive, with_headers)
