"""mcvocab as a guest: in data frames, in notebooks, in many threads at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import polars
import pytest
from IPython.core.interactiveshell import InteractiveShell

import mcvocab
from mcvocab import notebook

STARTER = Path(__file__).parent.parent / "examples" / "starter" / "courses.csv"
AS_OF = "2026-01-15"


def test_a_frame_is_checked_as_its_file_is() -> None:
    report = mcvocab.check(STARTER, as_of=AS_OF)
    for frame in (pandas.read_csv(STARTER, dtype=str), polars.read_csv(STARTER, infer_schema=False)):
        findings = mcvocab.check_frame(frame, as_of=AS_OF)
        assert list(findings["code"]) == [finding.code for finding in report.findings]
        assert type(findings) is type(frame)


def test_rows_are_those_of_the_frame() -> None:
    frame = pandas.DataFrame({"Title": ["A", None, "C"], "Level": ["SCQF 7", None, "SCQF 77"]}, index=[7, 8, 9])
    findings = mcvocab.check_frame(frame, as_of=AS_OF)
    assert list(findings[findings.code == "level-unknown"].row) == [2]


def test_a_column_keeps_its_index_and_its_gaps() -> None:
    mapped = mcvocab.map_column(
        pandas.Series(["on line", None, "gibberish"], index=[5, 6, 7]), schemes=["delivery-mode"]
    )
    assert list(mapped.index) == [5, 6, 7]
    assert list(mapped.label) == ["online", "", ""]
    assert mcvocab.map_column(polars.Series(["on line"]), schemes=["delivery-mode"])["label"].to_list() == ["online"]


def test_what_is_no_frame_is_said() -> None:
    with pytest.raises(TypeError, match="not “list”"):
        mcvocab.check_frame([1])


def test_a_notebook_shows_tables_and_no_markup_of_others() -> None:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "mcvocab")
    report = mcvocab.check([{"title": "<script>alert(1)</script>", "level": "<b>9</b>"}], as_of=AS_OF)
    shown, _ = shell.display_formatter.format(report)
    assert "<table>" in shown["text/html"]
    assert "<script>" not in shown["text/html"]
    assert "<b>9</b>" not in shown["text/html"]
    [mapping] = mcvocab.map_terms(["nano degree"])
    assert "Nanodegree" in shell.display_formatter.format(mapping)[0]["text/html"]
    [place] = mcvocab.annotate("A stackable credential.")
    assert "stackable" in notebook.annotation(place)
    InteractiveShell.clear_instance()


def test_importing_is_enough_in_a_notebook() -> None:
    script = (
        "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance(); import mcvocab;"
        "r = mcvocab.check({'title': 'A'}, as_of='2026-01-15'); print('text/html' in s.display_formatter.format(r)[0])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"


def test_threads_do_not_meet() -> None:
    records = list(mcvocab.sample(60, seed=3, defects=0.5, as_of=AS_OF))
    alone = mcvocab.check(records, as_of=AS_OF)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: mcvocab.check(records, as_of=AS_OF), range(16)))
    assert all(report == alone for report in together)
