"""What is remembered of texts stays small, however long the texts are."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections import deque
from typing import TYPE_CHECKING

import pytest

from mcvocab.checker import Checker, Options
from mcvocab.store import load

if TYPE_CHECKING:
    from pathlib import Path

RECORDS, LENGTH = 100, 60_000


@pytest.mark.usefixtures("usual_collector")
def test_long_texts_are_not_kept_once_their_record_is_judged(tmp_path: Path) -> None:
    file = tmp_path / "courses.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(RECORDS):
            prose = f"word{number:03} " * (LENGTH // 8)
            lines.write(json.dumps({"title": f"Course {number}", "description": f" {prose}"}) + "\n")
    checker = Checker(*load(), Options(as_of="2026-01-15"))
    deque(checker.stream([file]), maxlen=0)  # what is loaded once is no matter of texts
    tracemalloc.start()
    try:
        checker = Checker(*load(), Options(as_of="2026-01-15"))
        deque(checker.stream([file]), maxlen=0)
        gc.collect()
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < RECORDS * LENGTH / 2
