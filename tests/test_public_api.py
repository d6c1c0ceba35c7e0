"""What other applications rely on: the documented names, their documentation, and a quick import."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mcvocab

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


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(mcvocab.__file__).parent / "py.typed").is_file()
