"""The command line: arguments in, a verb of the library, a reporter, an exit code; no logic of its own."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

COMMANDS = {
    "check": "mcvocab.cli.checking",
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
    "completion": "mcvocab.cli.completing",
}


class Failure(click.ClickException):
    """A command could not do its work; the sentence says why, and the exit code is 2."""

    exit_code = 2


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
        from mcvocab.store import load
        from mcvocab.version import VERSION

        vocabulary = load().vocabulary
        click.echo(f"mcvocab {VERSION}, language {vocabulary.version} ({vocabulary.hash[:12]})")
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


def main() -> None:
    """Run the command line; whatever happens, end with a sentence and an exit code, never with a traceback."""
    for out in (sys.stdout, sys.stderr):
        if hasattr(out, "reconfigure"):
            out.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(prog_name="mcvocab")
    except BrokenPipeError:
        # The reader of a pipe has gone; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        if "MCVOCAB_DEBUG" in os.environ:
            raise
        click.echo(
            f"mcvocab met a fault of its own and stopped: {type(error).__name__}: {error}\n"
            "Nothing was changed. Please report this, with the output under MCVOCAB_DEBUG=1.",
            err=True,
        )
        sys.exit(2)
