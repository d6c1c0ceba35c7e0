"""``mcvocab serve``: on this computer alone, answering until it is stopped, writing nothing down."""

from __future__ import annotations

import builtins
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from mcvocab.cli import cli


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent in another way there")
def test_it_answers_until_it_is_interrupted_and_writes_nothing_down() -> None:
    port = _free_port()
    command = [sys.executable, "-m", "mcvocab", "serve", "--port", str(port)]
    service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert b'"best"' in _asked(f"http://127.0.0.1:{port}/map?text=Morag%20Example-Person")
        assert b"mcvocab" in _asked(f"http://127.0.0.1:{port}/reconcile")
    finally:
        service.send_signal(signal.SIGINT)
        out, err = service.communicate(timeout=30)
    assert service.returncode == 0
    assert out == ""
    assert err == f"mcvocab is at http://127.0.0.1:{port}/ (stop with Ctrl+C)\n"


def _asked(address: str) -> bytes:
    until = time.monotonic() + 30
    while True:
        try:
            with urlopen(address, timeout=30) as answer:
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(cli, ["serve", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert "cannot listen on 127.0.0.1" in result.stderr
    assert "mcvocab is at" not in result.stderr


@pytest.mark.parametrize("address", ["example.org", "not a url", "https://", "ftp://example.org"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    result = CliRunner().invoke(cli, ["serve", "--address", address])
    assert result.exit_code == 2
    assert f"“{address}” is no web address. Write it in full, such as https://" in result.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("mcvocab.service"):
            raise ModuleNotFoundError("No module named 'starlette'", name="starlette")
        return genuine(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = CliRunner().invoke(cli, ["serve"])
    assert result.exit_code == 2
    assert "pip install 'mcvocab[serve]'" in result.stderr
