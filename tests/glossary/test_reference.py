"""The reference of the library holds every public name, as its documentation string tells it."""

from __future__ import annotations

import re

import mcvocab
from mcvocab.glossary.reference import render_reference


def test_every_public_name_has_its_place() -> None:
    [page] = render_reference()
    shown = set(re.findall(r"^### `(\w+)`", page.text, re.MULTILINE))
    assert shown == set(mcvocab.__all__) - {"__version__"}
    assert "``" not in re.sub(r"^```.*$", "", page.text, flags=re.MULTILINE)


def test_functions_tell_what_they_take_raise_and_show_an_example() -> None:
    [page] = render_reference()
    check = page.text.split("### `check` ")[1].split("\n### ")[0]
    assert "- `profiles`: names of profiles" in check
    assert "- `UnknownProfileError`:" in check
    assert "```pycon\n>>> report = mcvocab" in check or "```pycon\n>>> report = check" in check
    assert "**Gives** The report" in check


def test_values_tell_their_attributes() -> None:
    [page] = render_reference()
    location = page.text.split("### `Location` ")[1].split("\n### ")[0]
    assert "| `line` | `int \\| None` | physical line, from 1, on which the value starts. |" in location
