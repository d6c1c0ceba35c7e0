"""What a caller did wrong, or the service cannot do, in a sentence and a status."""

from __future__ import annotations


class RequestError(Exception):
    """A request that is not answered as asked.

    Attributes:
        status: the HTTP status.
        code: a short name that programs can rely on.
        message: a sentence for people.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def bad_request(message: str) -> RequestError:
    """The request is not worded as it should be."""
    return RequestError(400, "bad-request", message)


def unknown(what: str, name: str, hint: str = "") -> RequestError:
    """The request names something that the language does not have."""
    shown = name if len(name) <= 100 else name[:99] + "…"
    return RequestError(404, "not-found", f"There is no {what} “{shown}”.{hint and ' ' + hint}")
