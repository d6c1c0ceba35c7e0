"""``mcvocab config``: what is in force and where it comes from, refused where it cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from mcvocab.cli import cli
from mcvocab.cli.checking import check_command
from mcvocab.cli.settings import MERGED
from mcvocab.configuration import KEYS, Configuration, attribute

TEXT = """profile = "hub"
max-findings = 3

[set]
Language = "English"

[[exceptions]]
code = "mode-missing"
provider = "Glen College"
reason = "Being agreed."
until = 2030-01-01
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["config", *arguments])


def test_without_a_file_all_is_as_it_comes(here: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert "There is no mcvocab.toml" in result.stdout
    assert [line.split()[:2] for line in result.stdout.splitlines()[2:]] == [[key, "default"] for key in KEYS]


def test_each_setting_is_shown_with_its_line(here: Path) -> None:
    (here / "mcvocab.toml").write_text(TEXT)
    lines = {line.split()[0]: line for line in run().stdout.splitlines()[2:]}
    assert "mcvocab.toml:1 " in lines["profile"]
    assert lines["profile"].endswith(" hub")
    assert lines["max-findings"].endswith("mcvocab.toml:2  3")
    assert lines["set"].endswith("Language = English")
    assert "provider = Glen College" in lines["exceptions"]
    assert "default" in lines["fail-on"]


def test_programs_are_told_the_same(here: Path) -> None:
    (here / "mcvocab.toml").write_text(TEXT)
    data = json.loads(run("--format", "json").stdout)
    schema = Path(__file__).parents[2] / "docs" / "schemas" / "config-1.schema.json"
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(data)
    assert list(data["settings"]) == list(KEYS)
    assert data["settings"]["set"] == {"value": {"Language": "English"}, "from": "mcvocab.toml:4"}
    (excepted,) = data["settings"]["exceptions"]["value"]
    assert (excepted["until"], excepted["where"]["line"]) == ("2030-01-01", 7)
    assert data["settings"]["scope"] == {"value": "micro-credentials", "from": "default"}


def test_what_check_would_refuse_is_refused(here: Path) -> None:
    (here / "mcvocab.toml").write_text('ignore = "mode-unknwon"')
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mcvocab.toml:1: There is no rule “mode-unknwon”. Did you mean “mode-unknown”" in result.stderr


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ('[columns]\n"Lvl" = "zebra"\n', 2),
        ('[[files]]\nmatch = "*.csv"\ncolumns = { "Lvl" = "zebra" }\n', 1),
    ],
)
def test_a_field_that_is_none_is_told_with_its_line(here: Path, settings: str, line: int) -> None:
    (here / "mcvocab.toml").write_text(settings)
    (here / "a.csv").write_text("Lvl\n7\n")
    result = CliRunner().invoke(cli, ["check", str(here / "a.csv")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"mcvocab.toml:{line}: There is no field “zebra”." in result.stderr


def test_help_is_given_whatever_the_configuration_says(here: Path) -> None:
    (here / "mcvocab.toml").write_text("nonsense")
    assert CliRunner().invoke(cli, ["check", "--help"]).exit_code == 0


def test_every_option_that_stays_is_a_key() -> None:
    passing = {
        "as-of",
        "output",
        "diff",
        "fix",
        "unsafe-fixes",
        "statistics",
        "write-baseline",
        "watch",
        "quiet",
        "verbose",
        "jobs",  # what there is to judge with is a matter of the computer
        "cluster",
    }
    options = {option.removeprefix("--") for each in check_command.params for option in each.opts if "--" in option}
    assert options - passing == KEYS.keys() - {"levels", "exceptions", "author", "columns", "files"}


def test_completing_a_word_needs_no_sound_configuration(here: Path) -> None:
    (here / "mcvocab.toml").write_text("nonsense")
    context = check_command.make_context("check", ["--prof"], resilient_parsing=True)
    assert not context.params["paths"]


def test_what_holds_by_default_is_what_the_options_say() -> None:
    options = {option.removeprefix("--"): each for each in check_command.params for option in each.opts}
    for key in KEYS.keys() & options.keys() - MERGED:
        default = getattr(Configuration(), attribute(key))
        assert options[key].to_info_dict()["default"] in (default or None, default), key
