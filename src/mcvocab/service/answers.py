"""What goes out: JSON, also wrapped for old clients, pages, and problems in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import Response

from mcvocab.service.problems import RequestError, bad_request

if TYPE_CHECKING:
    from starlette.requests import Request

_PAGES = Environment(
    loader=PackageLoader("mcvocab.service"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_FUNCTION = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(?:\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,3}")
_SENTENCES = {404: "There is nothing at this address.", 405: "This address does not answer that method."}


class JSON(Response):
    """JSON as the web has it: UTF-8, no blanks."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def jsonp(request: Request, content: Any) -> Response:
    """JSON, or a call of the function that the parameter ``callback`` names.

    Raises:
        RequestError: where that is no name of a function.
    """
    function = request.query_params.get("callback")
    if function is None:
        return JSON(content)
    if not _FUNCTION.fullmatch(function):
        raise bad_request("“callback” must be the name of a function.")
    # Escaped to ASCII, because JSON allows two line ends in texts that JavaScript long did not. The comment keeps
    # the answer from being taken for a file of another kind.
    text = json.dumps(content, separators=(",", ":"))
    return Response(f"/**/{function}({text});", media_type="text/javascript")


def page(template: str, **values: Any) -> Response:
    """A page; whatever is put into it is escaped."""
    return Response(render(template, **values), media_type="text/html")


def render(template: str, **values: Any) -> str:
    """The text of a page or of a piece of one."""
    return _PAGES.get_template(template).render(values)


def problem(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that says what is wrong; ``status`` in the body is what reconciliation clients look for."""
    return JSON({"status": "error", "code": code, "message": message}, status, headers)


async def on_problem(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """The answer to a request that is refused."""
    assert isinstance(error, RequestError)
    return problem(error.status, error.code, error.message)


async def on_http_exception(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """The answer where the router found no way."""
    assert isinstance(error, HTTPException)
    sentence = _SENTENCES.get(error.status_code, "The request cannot be answered.")
    return problem(
        error.status_code, "not-found" if error.status_code == 404 else "bad-request", sentence, error.headers
    )
