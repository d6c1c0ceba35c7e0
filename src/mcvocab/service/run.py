"""Runs the service with uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from mcvocab.service.app import application
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.service.limits import Limits

_KEEP_ALIVE, _SHUTDOWN = 15, 5


def run(host: str, port: int, limits: Limits, address: str = "", listening: Callable[[], None] | None = None) -> None:
    """Serve until somebody stops it.

    Args:
        host: the interface to listen on.
        port: the port.
        limits: what one request may be.
        address: the public address of the service, where a proxy stands before it.
        listening: called once the port is had.

    Raises:
        OSError: where the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=limits.waiting)
    if listening is not None:
        listening()
    config = uvicorn.Config(
        application(load().vocabulary, limits, address),
        # Addresses hold what people ask, so they are not written down.
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_SHUTDOWN,
    )
    with listener, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
