"""``mcvocab completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_MCVOCAB_COMPLETE"


@click.command(name="completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Write what a shell needs to complete commands, options, profiles, rules and terms.

    \b
    mcvocab completion bash > ~/.local/share/bash-completion/completions/mcvocab
    mcvocab completion zsh > ~/.zfunc/_mcvocab
    mcvocab completion fish > ~/.config/fish/completions/mcvocab.fish
    """
    completion = get_completion_class(shell)
    context = click.get_current_context().find_root()
    assert completion is not None
    click.echo(completion(context.command, {}, "mcvocab", _VARIABLE).source())
