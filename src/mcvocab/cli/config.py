"""``mcvocab config``: which settings are in force, and where each comes from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mcvocab.cli.checking import check_command, prepare
from mcvocab.cli.settings import in_force
from mcvocab.configuration import KEYS, attribute
from mcvocab.inputs import STANDARD_INPUT

if TYPE_CHECKING:
    from mcvocab.configuration import Configuration

FORMAT = "mcvocab-config/1"
DEFAULT = "default"


@click.command(name="config")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show them.")
def config_command(form: str) -> None:
    """Show which settings are in force in this folder, and where each comes from.

    They stand in mcvocab.toml, or in the table [tool.mcvocab] of pyproject.toml, here or in a folder above. Options
    on the command line come before them.

    \b
    mcvocab config
    mcvocab config --format json
    """
    with check_command.make_context("check", [STANDARD_INPUT]) as context:
        settled = in_force(context)
        prepare(context)  # which refuses what cannot be used
    click.echo(_json(settled) if form == "json" else "\n".join(_text(settled)))


def _text(settled: Configuration) -> Iterator[str]:
    if settled.file is None:
        yield "There is no mcvocab.toml here or in a folder above, so all is as it comes."
    else:
        yield f"Settings of {settled.file}"
    yield ""
    origins = {key: _from(settled, key) for key in KEYS}
    first, second = max(map(len, KEYS)), max(map(len, origins.values()))
    for key, origin in origins.items():
        said = list(_said(_plain(getattr(settled, attribute(key))))) or ["-"]
        yield f"{key:<{first}}  {origin:<{second}}  {said[0]}"
        yield from (" " * (first + second + 4) + more for more in said[1:])


def _said(value: Any) -> Iterator[str]:
    """A value in plain words, a line for each of its members."""
    if isinstance(value, dict):
        # None stands for a column that is passed over, as false does in the file.
        said = {key: "false" if one is None else one for key, one in value.items() if not isinstance(one, dict)}
        yield from (f"{key} = {one}" for key, one in said.items())
    elif isinstance(value, list):
        for one in value:
            yield "; ".join(_said(one)) if isinstance(one, dict) else str(one)
    elif value not in (None, ""):
        yield str(value)


def _json(settled: Configuration) -> str:
    settings = {key: {"value": _plain(getattr(settled, attribute(key))), "from": _from(settled, key)} for key in KEYS}
    data = {"format": FORMAT, "file": _plain(settled.file), "settings": settings}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _from(settled: Configuration, key: str) -> str:
    return settled.place(key) if key in settled.settled else DEFAULT


def _plain(value: Any) -> Any:
    """A value as JSON has it; what says nothing is left out of tables."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return {key: _plain(one) for key, one in value.items() if one not in ("", None, (), {})}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value
