"""The tree of commands: each is imported when it is used, so that the others start quickly."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from mcvocab.cli import COULD_NOT_RUN, INTERRUPTED, NO_READER

COMMANDS = {
    "check": "mcvocab.cli.checking",
    "sniff": "mcvocab.cli.sniffing",
    "init": "mcvocab.cli.beginning",
    "compare": "mcvocab.cli.comparing",
    "template": "mcvocab.cli.templating",
    "sample": "mcvocab.cli.sampling",
    "map": "mcvocab.cli.mappings",
    "term": "mcvocab.cli.lookups",
    "tree": "mcvocab.cli.lookups",
    "explain": "mcvocab.cli.lookups",
    "profiles": "mcvocab.cli.lookups",
    "fields": "mcvocab.cli.lookups",
    "shacl": "mcvocab.cli.shapes",
    "serve": "mcvocab.cli.serving",
    "lsp": "mcvocab.cli.editing",
    "docs": "mcvocab.cli.docs",
    "config": "mcvocab.cli.config",
    "completion": "mcvocab.cli.completing",
}


class Failure(click.ClickException):
    """A command could not do its work; the sentence says why, and the exit code is 2."""

    exit_code = COULD_NOT_RUN


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that the others start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        command: click.Command = getattr(import_module(home), cmd_name + "_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """What a command gives; where it is stopped, it ends with the code that a shell expects."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of a pipe has gone; there is nobody left to tell, nor to try once more at the end.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            ctx.exit(NO_READER)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments ask for, with a hint where its name is nearly right."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command “{args[0]}”.{hint}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        from mcvocab.cli.plain import version

        click.echo(version())
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions of the software and of the language, and exit.",
)
def cli() -> None:
    """The shared language of micro-credentials, made executable.

    \b
    mcvocab check courses.xlsx      tells which cell breaks which rule, why, and what to write
    mcvocab map "nano degree"       tells what a word means, and how sure that is
    mcvocab term micro-credential   tells all that the language says of a term
    """
