"""``term``, ``tree``, ``explain``, ``profiles``, ``fields`` and the front page of the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from mcvocab.cli import COMMANDS, cli
from mcvocab.store import load


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def test_the_version_names_software_and_language() -> None:
    vocabulary = load().vocabulary
    assert run("--version").stdout == f"mcvocab 0.1.0, language {vocabulary.version} ({vocabulary.hash[:12]})\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"mcvocab {command}" in result.stdout.partition("\n")[2] or command in (
        "tree",
        "explain",
        "profiles",
        "fields",
    )


def test_a_mistyped_command_gets_a_hint() -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "Did you mean “check”?" in result.stderr


def test_a_term_by_word_by_spelling_and_by_iri_is_the_same() -> None:
    answers = {
        run("term", word).stdout
        for word in ("nanodegree", "Nano-degrees", "https://w3id.org/mcvocab/term/nanodegree")
    }
    assert len(answers) == 1
    [answer] = answers
    for part in (
        "Udacity",
        "For learners:",
        "For employers:",
        "Not the same as degree:",
        "n = 41",
        "Status: proposed",
    ):
        assert part in answer


def test_values_of_other_schemes_are_terms_too() -> None:
    assert "SCQF level 7" in run("term", "SCQF 7").stdout


def test_an_unknown_term_gets_a_hint() -> None:
    result = run("term", "zzzz")
    assert result.exit_code == 2
    assert "The language has no term “zzzz”" in result.stderr


def test_the_tree_shows_narrower_below_broader() -> None:
    lines = run("tree").stdout.splitlines()
    degree = next(i for i, line in enumerate(lines) if line.strip().startswith("open badge"))
    above = next(
        line
        for line in reversed(lines[:degree])
        if len(line) - len(line.lstrip()) < len(lines[degree]) - len(lines[degree].lstrip())
    )
    assert above.strip().startswith("digital badge")
    assert run("tree", "scqfs").exit_code == 2


def test_a_rule_is_explained_with_all_its_parts() -> None:
    answer = run("explain", "title-missing").stdout
    for part in ("What is wrong:", "Why it matters:", "What to write:", "Source:", "violation", "core"):
        assert part in answer
    assert "Did you mean “title-missing”" in run("explain", "title-mising").stderr


def test_all_rules_can_be_explained() -> None:
    for code in load().standard.rules:
        assert run("explain", code).exit_code == 0


def test_profiles_and_fields_are_listed() -> None:
    profiles = run("profiles").stdout
    assert all(name in profiles for name in load().standard.profiles)
    fields = run("fields").stdout
    assert all(key in fields for key in load().vocabulary.fields)
    assert "HOW_YOU_WILL_BE_ASSESSED" in run("fields", "assessment").stdout
    assert run("fields", "assesment").exit_code == 2


def test_a_field_tells_the_properties_that_lead_to_it() -> None:
    shown = " ".join(CliRunner().invoke(cli, ["fields", "creditPoints"]).output.split())
    assert "Property: <https://w3id.org/mcvocab/ns/credit> / <https://w3id.org/mcvocab/ns/points>" in shown


@pytest.mark.parametrize(
    ("command", "where"),
    [
        ("explain", "“mcvocab explain” lists them all"),
        ("fields", "“mcvocab fields” lists them all"),
        ("tree", "Choose from: "),
    ],
)
def test_a_name_that_nothing_is_like_is_answered_with_where_the_names_are(command: str, where: str) -> None:
    result = run(command, "qqqq")
    assert result.exit_code == 2
    assert where in result.stderr
