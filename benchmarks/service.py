"""The service under load: many clients at once, each sending batches of queries as OpenRefine does.

Starts the service on loopback in a process of its own and asks it from this one, on the same cores, so that the
figures are a floor. Words are labels of the language, every second one misspelt; first each word is new to the
service, then the same words come again.

Usage: uv run python benchmarks/service.py [--clients 200] [--batches 1000] [--queries 10] [--seed 1]

Ends with 1 where any answer was an error or took longer than the service allows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

from mcvocab.store import load

_PATIENCE = 60
HEAD = "POST /reconcile HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@dataclass
class Run:
    """What one pass came to."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """Start, ask, print; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("clients", 200), ("batches", 1000), ("queries", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N")
    options = parser.parse_args()
    batches = words(options.batches, options.queries, options.seed)
    port = _free_port()
    command = [sys.executable, "-m", "mcvocab", "serve", "--port", str(port)]
    service = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        _wait(port)
        print(f"{options.clients} clients at once, {options.batches:,} batches of {options.queries} queries")
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, shared by service and clients\n")
        print("| pass | queries a second | median | p99 | slowest | errors |\n|---|---|---|---|---|---|")
        runs = [(name, asyncio.run(_pass(port, options.clients, batches))) for name in ("new words", "again")]
        for name, run in runs:
            p99 = quantiles(run.times, n=100)[98]
            rate = options.queries * len(run.times) / run.seconds
            figures = " | ".join(f"{1000 * seconds:,.0f} ms" for seconds in (median(run.times), p99, max(run.times)))
            print(f"| {name} | {rate:,.0f} | {figures} | {len(run.errors)} |")
    finally:
        service.terminate()
        service.wait(_PATIENCE)
    faults = [error for _, run in runs for error in run.errors]
    print("\n".join(sorted(set(faults))[:5]))
    return 1 if faults else 0


def words(batches: int, queries: int, seed: int) -> list[bytes]:
    """The bodies of the requests: words of the language, every second one with a slip, each made to differ."""
    chance = random.Random(seed)
    labels = [label.text for label, _ in load().vocabulary.labels() if label.kind != "notation"]
    bodies = []
    for number in range(batches):
        texts = [
            f"{chance.choice(labels)} {number}" if place % 4 == 3 else chance.choice(labels)
            for place in range(queries)
        ]
        batch = {f"q{p}": {"query": _slip(t, chance) if p % 2 else t, "limit": 3} for p, t in enumerate(texts)}
        bodies.append(urlencode({"queries": json.dumps(batch)}).encode())
    return bodies


def _slip(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :] or text


async def _pass(port: int, clients: int, batches: Sequence[bytes]) -> Run:
    run, waiting = Run(), iter(batches)
    began = time.perf_counter()
    await asyncio.gather(*(_client(port, waiting, run) for _ in range(clients)))
    run.seconds = time.perf_counter() - began
    return run


async def _client(port: int, waiting: Iterator[bytes], run: Run) -> None:
    """One client: a connection of its own, batch after batch, until none is left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for body in waiting:
        began = time.perf_counter()
        try:
            writer.write(f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            async with asyncio.timeout(_PATIENCE):
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(head.partition("content-length:")[2].partition("\r\n")[0])
                answer = json.loads(await reader.readexactly(length))
            if " 200 " not in head.partition("\r\n")[0] + " " or not all("result" in one for one in answer.values()):
                run.errors.append(head.partition("\r\n")[0])
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            run.errors.append(type(error).__name__)
            break
        run.times.append(time.perf_counter() - began)
    writer.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The service did not start.")


if __name__ == "__main__":
    sys.exit(main())
