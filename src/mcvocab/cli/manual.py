"""The manual page, written from the help of the commands, so that the two cannot differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from mcvocab.version import VERSION

_SUMMARY = "the shared language of micro-credentials, made executable"
_EXITS = (
    ("0", "All is well."),
    ("1", "Something was found at or above --fail-on, or, with --diff, there is something to correct."),
    ("2", "Something could not be read, an option was wrong, or no record was found."),
)
_ENVIRONMENT = (
    ("NO_COLOR", "Where it is set, nothing is coloured."),
    ("MCVOCAB_CACHE", "The folder in which the compiled language is kept, where it is not part of the installation."),
)


def manual(root: click.Group) -> Iterator[str]:
    """The lines of the page in roff, for man(1)."""
    context = click.Context(root, info_name="mcvocab")
    yield f'.TH MCVOCAB 1 "" "mcvocab {VERSION}" "User commands"'
    yield from (".SH NAME", f"mcvocab \\- {_escaped(_SUMMARY)}")
    yield from (".SH SYNOPSIS", ".B mcvocab", "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]")
    yield from (".SH DESCRIPTION", *_prose(root.help or ""))
    yield ".SH COMMANDS"
    yield from _commands(root, context)
    yield from (".SH EXIT STATUS", *_terms(_EXITS))
    yield from (".SH ENVIRONMENT", *_terms(_ENVIRONMENT))
    yield from (
        ".SH FILES",
        *_terms([("mcvocab.toml", "What holds for a folder and all below; the nearest one counts.")]),
    )


def _commands(group: click.Group, above: click.Context) -> Iterator[str]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=above)
        pieces = " ".join(command.collect_usage_pieces(context))
        yield f".SS {_escaped(context.command_path)} {_escaped(pieces)}"
        yield from _prose(command.help or "")
        records = (parameter.get_help_record(context) for parameter in command.get_params(context))
        yield from _terms(record for record in records if record)
        if isinstance(command, click.Group):
            yield from _commands(command, context)


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; one that keeps its lines is an example."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        if lines and lines[0] == "\b":
            yield from (".PP", ".nf", ".RS", *map(_escaped, lines[1:]), ".RE", ".fi")
        else:
            yield from (".PP", _escaped(" ".join(lines)))


def _terms(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, said in pairs:
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", _escaped(said) or "\\&")


def _escaped(text: str) -> str:
    """A text that roff takes for nothing but text, on one line."""
    bare = " ".join(text.replace("\\", "\\e").replace("-", "\\-").split())
    return f"\\&{bare}" if bare.startswith((".", "'")) else bare
