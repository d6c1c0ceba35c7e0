"""A reconciliation client written by others, over a real connection."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import numpy
import pandas
import pytest
import reconciler
import uvicorn

from mcvocab.service.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcvocab.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def address(vocabulary: Vocabulary) -> Iterator[str]:
    """The address of a running service."""
    server = uvicorn.Server(uvicorn.Config(application(vocabulary), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(autouse=True)
def _name_that_numpy_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    # The client writes numpy.NaN for a word without an answer; numpy 2 calls it numpy.nan alone.
    monkeypatch.setattr(numpy, "NaN", numpy.nan, raising=False)


def test_a_column_is_matched(address: str) -> None:
    column = pandas.Series(["nano degree", "Open Badges", "fishing licence", "Microcredential"] * 4)
    found = reconciler.reconcile(column, type_id="term", reconciliation_endpoint=address + "/reconcile")
    matched = found[found["match"].astype(bool)].set_index("input_value")["id"].to_dict()
    assert matched == {
        "nano degree": "term/nanodegree",
        "Open Badges": "term/open-badge",
        "Microcredential": "term/micro-credential",
    }


def test_another_column_helps(address: str) -> None:
    table = pandas.DataFrame({"level": ["level 7", "level 5"], "framework": ["SCQF levels", "EQF levels"]})
    found = reconciler.reconcile(
        table["level"],
        property_mapping={"scheme": table["framework"]},
        reconciliation_endpoint=address + "/reconcile",
    )
    assert list(found["id"]) == ["scqf/7", "eqf/5"]
    assert found["match"].all()


def test_a_type_that_does_not_exist_is_an_error_to_the_client(address: str) -> None:
    with pytest.raises(OSError, match="returned an error"):
        reconciler.reconcile(pandas.Series(["x"]), type_id="no", reconciliation_endpoint=address + "/reconcile")
