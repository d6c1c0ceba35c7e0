"""Every command explains itself, and its examples stand on lines of their own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mcvocab.cli import COMMANDS, cli


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_are_lines(command: str) -> None:
    shown = CliRunner().invoke(cli, [*command.split(), "--help"]).output
    assert "\\b" not in shown
    examples = [line for line in shown.splitlines() if line.strip().startswith("mcvocab ")]
    assert all(line.count("mcvocab ") == 1 for line in examples)
    assert examples
    assert {line.split()[1] for line in examples} <= ({command.split()[0]} if command else set(COMMANDS))
