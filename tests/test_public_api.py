"""What other applications rely on: the documented names, their documentation, and a quick import."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import mcvocab
from mcvocab import sharing

PAGE = Path(__file__).parent.parent / "docs" / "library.md"
HEAVY = ("rdflib", "pyshacl", "click", "jinja2", "rapidfuzz", "python_calamine", "openpyxl", "yaml", "owlready2")


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_public_names_are_the_documented_ones() -> None:
    documented = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(mcvocab.__all__)


def test_dir_shows_the_public_names_before_any_is_loaded() -> None:
    assert _python("import mcvocab; print(*dir(mcvocab))").split() == sorted(mcvocab.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = mcvocab.no_such_name


def test_importing_loads_no_library() -> None:
    loaded = _python("import sys, mcvocab; print(*sys.modules)").split()
    assert "mcvocab" in loaded
    assert not {name.partition(".")[0] for name in loaded}.intersection(HEAVY)
    assert [name for name in loaded if name.startswith("mcvocab.")] == ["mcvocab.version"]


def test_values_and_the_language_load_no_rdf() -> None:
    names = [name for name in mcvocab.__all__ if inspect.isclass(getattr(mcvocab, name))]
    code = f"import sys, mcvocab; [getattr(mcvocab, n) for n in {names!r}]; print(*sys.modules)"
    assert not {name.partition(".")[0] for name in _python(code).split()}.intersection(HEAVY)


@pytest.mark.parametrize("name", [name for name in mcvocab.__all__ if name != "__version__"])
def test_every_public_name_has_documentation_of_its_own(name: str) -> None:
    member = getattr(mcvocab, name)
    said = member.__doc__ or ""
    assert len(said.split()) > 2, name
    # A dataclass without documentation is given its own signature.
    assert not said.startswith(f"{name}("), name
    for inner, value in vars(member).items() if inspect.isclass(member) else ():
        if inspect.isfunction(value) and not inner.startswith("_"):
            assert value.__doc__, f"{name}.{inner}"


RECORD = {"Title": "Safe wiring at home", "Mode": "by pigeon", "Level": "SCQF 77", "Workload": "some"}


def codes(**options: Any) -> set[str]:
    """What is reported of one record; as a whole and as it is met, it is the same."""
    found = [finding.code for finding in mcvocab.check(RECORD, as_of="2026-01-15", **options).findings]
    *streamed, _ = mcvocab.stream(RECORD, as_of="2026-01-15", **options)
    assert [finding.code for finding in streamed if isinstance(finding, mcvocab.Finding)] == found
    return set(found)


@pytest.mark.parametrize("verb", [mcvocab.check, mcvocab.stream])
def test_what_is_reported_can_be_chosen_as_on_the_command_line(verb: Callable[..., Any]) -> None:
    assert {"select", "ignore", "levels"} <= set(inspect.signature(verb).parameters)
    everything = codes()
    assert {"mode-unknown", "level-unknown", "workload-not-hours", "contact-missing"} <= everything
    assert (
        codes(select=["mode", "level-unknown"])
        == codes(select="mode,level-unknown")
        == {"mode-unknown", "level-unknown"}
    )
    assert codes(ignore=["*-unknown"]) == everything - {"mode-unknown", "level-unknown"}
    assert codes(select="workload-*", ignore="workload-not-hours") == set()
    assert codes() == everything  # what was asked for once does not stay


def test_levels_are_set_and_change_nothing_but_what_is_shown() -> None:
    levels = {"mode-unknown": "violation", "level-unknown": "off"}
    report = mcvocab.check(RECORD, as_of="2026-01-15", levels=levels)
    shown = {finding.code: finding.severity for finding in report.findings}
    assert shown["mode-unknown"] is mcvocab.Severity.VIOLATION
    assert "level-unknown" not in shown
    plain = mcvocab.check(RECORD, as_of="2026-01-15")
    assert report.summary.by_profile == plain.summary.by_profile
    assert report.conforms is plain.conforms


def test_a_rule_or_a_level_that_there_is_not_is_said() -> None:
    with pytest.raises(LookupError, match=r"There is no rule “mode-unknwn”. Did you mean “mode-unknown”"):
        mcvocab.check(RECORD, ignore=["mode-unknwn"])
    with pytest.raises(LookupError, match="There is no level “severe”: write violation, warning, info or off"):
        mcvocab.stream(RECORD, levels={"mode-unknown": "severe"})


def test_several_processes_say_the_same_as_one() -> None:
    given = sorted((PAGE.parents[1] / "examples" / "starter").glob("courses.*"))
    alone = mcvocab.check(given, as_of="2026-01-15")
    assert len(alone.findings) > 10
    assert mcvocab.check(given, as_of="2026-01-15", jobs=2) == alone
    assert list(mcvocab.stream(given, as_of="2026-01-15", jobs=2)) == [*alone.findings, alone.summary]
    assert mcvocab.check([RECORD, given[0]], jobs=2).summary == mcvocab.check([RECORD, given[0]]).summary


def test_several_processes_judge_by_what_was_asked_for() -> None:
    given = PAGE.parents[1] / "examples" / "starter" / "courses.csv"
    asked: dict[str, Any] = {"as_of": "2020-01-15", "profiles": ["hub"], "ignore": ["run-over"], "language": "en"}
    assert mcvocab.check(given, jobs=2, **asked) == mcvocab.check(given, **asked)


@pytest.mark.parametrize(("jobs", "processes"), [(1, None), (2, 2), (0, os.cpu_count())])
def test_as_many_processes_are_started_as_were_asked_for(
    jobs: int, processes: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []

    @contextmanager
    def counted(_: object, number: int) -> Iterator[None]:
        asked.append(number)
        yield None

    monkeypatch.setattr(sharing, "processes", counted)
    mcvocab.check(RECORD, jobs=jobs)
    assert asked == ([] if processes in (None, 1) else [processes])


def test_there_are_not_fewer_processes_than_none() -> None:
    with pytest.raises(ValueError, match="There cannot be -1 processes"):
        mcvocab.check(RECORD, jobs=-1)
    with pytest.raises(ValueError, match="There cannot be -1 processes"):
        mcvocab.stream(RECORD, jobs=-1)


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(mcvocab.__file__).parent / "py.typed").is_file()
