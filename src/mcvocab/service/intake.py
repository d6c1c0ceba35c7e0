"""Takes requests in: bodies within their limit, forms, JSON and parameters, each checked before it is used."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from mcvocab.service.problems import RequestError, bad_request

if TYPE_CHECKING:
    from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


async def body(request: Request, most: int, seconds: float) -> bytes:
    """The whole body of a request.

    Raises:
        RequestError: where it is larger than ``most`` bytes, or takes longer than ``seconds`` to arrive.
    """
    received = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                received += piece
                if len(received) > most:
                    raise RequestError(
                        413, "too-large", f"The request is larger than {most:,} bytes. Send it in parts."
                    )
    except TimeoutError:
        raise RequestError(408, "too-slow", "The request took too long to arrive.") from None
    return bytes(received)


def media_type(request: Request) -> str:
    """The type of a request's body, without parameters, in small letters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def form(data: bytes) -> dict[str, str]:
    """The fields of an URL-encoded form; of a field given twice, the first.

    >>> form(b"queries=%7B%7D&x=1")
    {'queries': '{}', 'x': '1'}
    """
    try:
        fields = parse_qs(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise bad_request("The form cannot be read. Send it URL-encoded, in UTF-8.") from None
    return {name: values[0] for name, values in fields.items()}


def parse(text: str | bytes, what: str) -> Any:
    """JSON from a stranger, as plain data that can be written again.

    Raises:
        RequestError: where it is no JSON, nests too deep, or holds what JSON does not allow.

    >>> parse('{"a": [1, null]}', "The batch")
    {'a': [1, None]}
    """
    try:
        data = json.loads(text, parse_constant=_refused)
        # Half of a surrogate pair can be written in JSON but stands for no character, so it could not be sent back.
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise bad_request(f"{what} is no JSON that can be read.") from None
    return data


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def whole_number(given: Any, name: str, least: int, most: int) -> int:
    """A whole number of at least ``least``; a larger one than ``most`` counts as ``most``.

    >>> whole_number("7", "limit", 1, 5)
    5
    """
    if isinstance(given, str) and given.strip().isascii() and given.strip().isdigit() and len(given) < 20:
        given = int(given)
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or given < least:
        raise bad_request(f"“{name}” must be a whole number, {least} or more.")
    return min(given, most)


def parameter(request: Request, name: str) -> str:
    """A parameter of the address that must be there.

    Raises:
        RequestError: where it is not.
    """
    value = request.query_params.get(name)
    if value is None:
        raise bad_request(f"The address needs the parameter “{name}”.")
    return value


def choice(given: str, name: str, choices: Collection[str]) -> str:
    """A parameter that must be one of the choices.

    Raises:
        RequestError: where it is none of them.
    """
    if given not in choices:
        raise bad_request(f"“{name}” must be one of: {', '.join(choices)}.")
    return given


def is_object(given: Any, what: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        RequestError: where it is anything else.
    """
    if not isinstance(given, dict):
        raise bad_request(f"{what} must be a JSON object.")
    return given


def is_list(given: Any, what: str) -> list[Any]:
    """A JSON array.

    Raises:
        RequestError: where it is anything else.
    """
    if not isinstance(given, list):
        raise bad_request(f"{what} must be a JSON array.")
    return given


def is_text(given: Any, what: str) -> str:
    """A JSON string.

    Raises:
        RequestError: where it is anything else.
    """
    if not isinstance(given, str):
        raise bad_request(f"{what} must be a text.")
    return given
