"""A run that is shared out says the same as one that is not, byte for byte, however small the parts are."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab import sharing
from mcvocab.checker import Checker, Options, WorkerLostError
from mcvocab.cli import cli
from mcvocab.reporters import REPORTERS, Style
from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import comma_separated, json_lines
from mcvocab.sharing import Recipe, Task, judged, processes, shared
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.outcomes import Outcome

ROOT = Path(__file__).parents[1]
AS_OF = "2026-01-15"
RECIPE = Recipe(Options(as_of=AS_OF))
CHECKER = RECIPE.checker()


class Done:
    """A task that is done as soon as it is handed over."""

    def __init__(self, recipe: Recipe, task: Task) -> None:
        self._found = judged(recipe, task)

    def result(self) -> list[Outcome]:
        return self._found


def report(path: Path, share: sharing.Share | None = None) -> str:
    return "".join(REPORTERS["json"](CHECKER.header, CHECKER.stream([path], share=share), Style()))


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sharing, "STRETCH", 1)
    yield
    sharing._bench(RECIPE).close()


def in_parts(path: Path) -> str:
    return report(path, shared(RECIPE, Done, ahead=3))


TABLES = {
    "rows.csv": (
        "Title,Provider,Hours\nWiring,X,20\nTotal,,20\nNote: ask us\nTitle,Provider,Hours\nCooking,X,30\n* may change,,\nTotal,,50\n"
    ),
    "clash.csv": (
        "Identifier,Provider,Title,Level\n"
        + "".join(f"A{n % 3},Glen Orrin College,Title {n % 4},SCQF {5 + n % 2}\n" for n in range(12))
    ),
    "runs.csv": (
        "Title,Provider,Start date,Mode\nData skills,Glen Orrin College,2026-02-01,online\n"
        ",,2026-05-01,\n,,2026-09-01,\nCare,Glen Orrin College,2026-02-01,by post\n,,2026-05-01,\n"
    ),
    "lines.csv": 'Title,Description\nA,"one\n\ntwo, ""three"""\n\n\nB,"x"\nC,y,z\nD,5" pipe\nE,"never closed\nF,g\n',
    "blank.csv": "Title,Level\n,,\n\n  ,\n",
    "heading.csv": "Title,Title,Level\nA,B,SCQF 7\n",
    "unknown.csv": "Colour,Weight\nred,7\nblue,8\n",
    "title.csv": "Our courses\n\nTitle;Level;Provider\nA;SCQF 7;X\nB;SCQF 77;X\n",
    "crlf.csv": "Title,Level\r\nA,SCQF 7\r\nB,SCQF 99\r\n",
    "other.csv": "Title,Type\nA,Bachelor's degree\nB,micro-credential\nC,Bachelor's degree\nD,Diploma\n",
    "same.jsonl": '{"title": "A", "level": "SCQF 7"}\n\n{"title": "A", "level": "SCQF 99"}\n',
    "broken.jsonl": '{"title": "A"}\n{"title": \n[1]\n{"title": "B", "title": "C", "level": 1e999}\n{"nobody": 1}\n',
    "linked.jsonl": (
        '{"@context": "https://schema.org/", "@type": "Course", "name": "A"}\n'
        '{"@context": "https://schema.org/", "@type": "Course", "name": "B"}\n'
    ),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_of_a_file_say_the_same_as_the_whole(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(TABLES[name].encode(encoding))
    assert in_parts(path) == report(path)


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir()))
def test_parts_of_the_examples_say_the_same_as_the_whole(folder: str) -> None:
    path = ROOT / "examples" / folder
    assert in_parts(path) == report(path)


@settings(max_examples=4)
@given(st.integers(0, 2**32), st.integers(1, 6_000))
def test_parts_of_made_up_records_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    sampler = Sampler(*load(), seed=seed, defects=0.5, as_of=AS_OF)
    samples = list(islice(sampler.samples(), 8))
    for suffix, write in (("csv", comma_separated), ("jsonl", json_lines)):
        path = folder / f"sampled.{suffix}"
        path.write_text("".join(write(sampler, iter(samples))), encoding="utf-8", newline="")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sharing, "STRETCH", size)
            assert in_parts(path) == report(path)


def test_a_stretch_never_starts_with_a_row_that_goes_on_with_another(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(TABLES["runs.csv"], encoding="utf-8")
    tasks: list[Task] = []

    def submit(recipe: Recipe, task: Task) -> Done:
        tasks.append(task)
        return Done(recipe, task)

    report(path, shared(RECIPE, submit, ahead=1))
    assert [task.stretch.line for task in tasks if task.stretch] == [2, 5]


def test_it_does_not_matter_which_part_is_judged_first(tmp_path: Path) -> None:
    path = tmp_path / "sampled.jsonl"
    sampler = Sampler(*load(), seed=7, defects=0.3, as_of=AS_OF)
    path.write_text("".join(json_lines(sampler, sampler.samples(25))), encoding="utf-8")
    waiting: list[Late] = []

    class Late:
        def __init__(self, recipe: Recipe, task: Task) -> None:
            self._recipe, self._task = recipe, task
            self._found: list[Outcome] = []
            waiting.append(self)

        def result(self) -> list[Outcome]:
            while waiting:
                last = waiting.pop()
                last._found = judged(last._recipe, last._task)
            return self._found

    assert report(path, shared(RECIPE, Late, ahead=100)) == report(path)


def test_no_more_tasks_wait_than_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"title": "A"}\n' * 30, encoding="utf-8")
    waiting, most = 0, 0

    class Counted(Done):
        def __init__(self, recipe: Recipe, task: Task) -> None:
            nonlocal waiting, most
            super().__init__(recipe, task)
            waiting += 1
            most = max(most, waiting)

        def result(self) -> list[Outcome]:
            nonlocal waiting
            waiting -= 1
            return super().result()

    report(path, shared(RECIPE, Counted, ahead=4))
    assert most == 5


def test_shapes_of_others_see_the_records_of_a_file_together(tmp_path: Path) -> None:
    shapes, path = tmp_path / "s.ttl", tmp_path / "some.jsonl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ; sh:closed true .",
        encoding="utf-8",
    )
    path.write_text('{"title": "A"}\n' * 3, encoding="utf-8")
    checker = Checker(*load(), Options(as_of=AS_OF, shapes=(str(shapes),)))
    tasks: list[Task] = []

    def submit(recipe: Recipe, task: Task) -> Done:
        tasks.append(task)
        return Done(recipe, task)

    list(checker.stream([path], share=shared(Recipe(checker.options), submit, ahead=1)))
    assert [task.stretch for task in tasks] == [None]


def test_a_large_file_of_one_piece_is_judged_here_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_AT_ONCE", 100)
    (tmp_path / "a.json").write_text('{"courses": [{"title": "A"}]}', encoding="utf-8")
    (tmp_path / "b.json").write_text(
        json.dumps({"courses": [{"title": f"B {n}"} for n in range(9)]}), encoding="utf-8"
    )
    checker = Checker(*load(), Options(as_of=AS_OF))
    tasks: list[Task] = []

    def submit(recipe: Recipe, task: Task) -> Done:
        tasks.append(task)
        return Done(recipe, task)

    found = list(checker.stream([tmp_path], share=shared(Recipe(checker.options), submit, ahead=3)))
    assert [task.name for task in tasks] == [str(tmp_path / "a.json")]
    assert found == list(Checker(*load(), Options(as_of=AS_OF)).stream([tmp_path]))


def test_a_file_that_goes_away_before_its_turn_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "gone.jsonl"
    path.write_text('{"title": "A"}\n' * 3, encoding="utf-8")

    def submit(recipe: Recipe, task: Task) -> Done:
        path.unlink(missing_ok=True)
        return Done(recipe, task)

    found = json.loads(report(path, shared(RECIPE, submit, ahead=1)))
    assert {one["code"] for one in found["findings"]} == {"file-unopened"}
    assert found["summary"]["unreadable"] > 0


def test_processes_say_the_same_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "STRETCH", 20_000)
    sampler = Sampler(*load(), seed=3, defects=0.3, as_of=AS_OF)
    path = tmp_path / "sampled.jsonl"
    path.write_text("".join(json_lines(sampler, sampler.samples(60))), encoding="utf-8")
    paths = [str(path), str(ROOT / "examples/starter")]
    line = ["check", *paths, "--as-of", AS_OF, "--format", "json"]
    alone, together = (CliRunner().invoke(cli, [*line, "--jobs", jobs]) for jobs in ("1", "2"))
    assert together.stdout == alone.stdout
    assert together.exit_code == alone.exit_code


def test_a_process_that_ends_before_its_time_is_told_of_in_words(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"title": "A"}\n' * 3_000, encoding="utf-8")

    def interrupted() -> None:
        with processes(RECIPE, 1) as share:
            for number, _ in enumerate(CHECKER.stream([path], share=share)):
                if not number:
                    for process in multiprocessing.active_children():
                        process.kill()

    with pytest.raises(WorkerLostError, match="not complete"):
        interrupted()
