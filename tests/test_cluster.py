"""A run on a cluster says the same as one alone, also where a worker dies in the middle of it."""

from __future__ import annotations

import gc
import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("distributed", reason="Dask is not installed")

from distributed import LocalCluster

from mcvocab import cluster, sharing
from mcvocab.checker import Options
from mcvocab.cli import cli
from mcvocab.reporters import REPORTERS, Style
from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import comma_separated, json_lines
from mcvocab.sharing import Recipe
from mcvocab.store import load

AS_OF = "2026-01-15"
RECIPE = Recipe(Options(as_of=AS_OF))
LINE = ["--as-of", AS_OF, "--format", "json"]


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as found:
        yield found
    _tidy()


@pytest.fixture(autouse=True)
def tidied() -> Iterator[None]:
    yield
    _tidy()


def _tidy() -> None:
    """Dask leaves sockets for the garbage collector, which would tell of them in the middle of another test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    sampler = Sampler(*load(), seed=5, defects=0.3, as_of=AS_OF)
    (folder / "a.jsonl").write_text("".join(json_lines(sampler, sampler.samples(60))), encoding="utf-8")
    table = "".join(comma_separated(sampler, sampler.samples(60)))
    (folder / "b.csv").write_text(table, encoding="utf-8", newline="")
    (folder / "c.csv").write_text("Title,Level\nSafe wiring,SCQF 99\n", encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "STRETCH", 20_000)


def test_a_cluster_says_the_same(workers: LocalCluster, folder: Path) -> None:
    alone = CliRunner().invoke(cli, ["check", str(folder), *LINE])
    there = CliRunner().invoke(cli, ["check", str(folder), *LINE, "--cluster", workers.scheduler_address])
    assert there.stdout == alone.stdout
    assert there.exit_code == alone.exit_code


def test_a_worker_that_dies_is_made_up_for(workers: LocalCluster, folder: Path) -> None:
    checker = RECIPE.checker()
    write = REPORTERS["json"]
    expected = "".join(write(checker.header, checker.stream([folder]), Style()))
    with cluster.cluster(RECIPE, workers.scheduler_address) as share:
        pieces = []
        for number, piece in enumerate(write(checker.header, checker.stream([folder], share=share), Style())):
            pieces.append(piece)
            if number == 3:
                victim = next(iter(workers.workers.values()))
                os.kill(victim.process.pid, signal.SIGKILL)
    assert "".join(map(str, pieces)) == expected


def test_files_behind_addresses_are_read(workers: LocalCluster, folder: Path) -> None:
    cluster_of_ours = ["--cluster", workers.scheduler_address]
    alone = CliRunner().invoke(cli, ["check", str(folder / "b.csv"), str(folder / "c.csv"), *LINE])
    there = CliRunner().invoke(cli, ["check", f"file://{folder}/*.csv", *LINE, *cluster_of_ours])
    assert there.stdout.replace("file://", "") == alone.stdout
    missing = CliRunner().invoke(cli, ["check", f"file://{folder}/none.csv", "nowhere://x/y.csv", *cluster_of_ours])
    assert missing.exit_code == 2
    assert "none.csv" in missing.stdout
    assert "nowhere" in missing.stdout


def test_addresses_are_opened_for_a_cluster_alone(folder: Path) -> None:
    assert CliRunner().invoke(cli, ["check", f"file://{folder}/c.csv"]).exit_code == 2


def test_a_cluster_that_is_not_there_is_told_of_in_words() -> None:
    found = CliRunner().invoke(cli, ["check", "x.csv", "--cluster", "nonsense"])
    assert found.exit_code == 2
    assert "nonsense" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_worker_with_another_release_is_refused(workers: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "VERSION", "99.0")
    with (
        pytest.raises(cluster.ClusterError, match=r"and this is 99\.0"),
        cluster.cluster(RECIPE, workers.scheduler_address),
    ):
        pass
