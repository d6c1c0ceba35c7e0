"""The example for Spark does what it says: the same report as without it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.reporters import REPORTERS, Style
from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import json_lines
from mcvocab.store import load

pytest.importorskip("pyspark", reason="Spark is not installed")

AS_OF = "2026-01-15"
PAGE = Path(__file__).parents[1] / "docs" / "scale.md"


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_the_example_for_spark_says_the_same(tmp_path: Path) -> None:
    found = re.search(r'^```python title="catalogue_spark.py"\n(.*?)^```$', PAGE.read_text("utf-8"), re.DOTALL | re.M)
    assert found is not None
    (tmp_path / "catalogue_spark.py").write_text(found[1], encoding="utf-8")
    sampler = Sampler(*load(), seed=1, defects=0.3, as_of=AS_OF)
    names = ["a.jsonl", "b.jsonl"]
    for name, number in zip(names, (30, 1_300), strict=True):  # the second is large enough to be parted
        (tmp_path / name).write_text("".join(json_lines(sampler, sampler.samples(number))), encoding="utf-8")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(
        [sys.executable, "catalogue_spark.py", *names],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    checker = Checker(*load(), Options(as_of=AS_OF))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        expected = "".join(REPORTERS["json"](checker.header, checker.stream(names), Style()))
    assert done.stdout == expected
