"""``mcvocab lsp``."""

from __future__ import annotations

import click

from mcvocab.cli import Failure


@click.command(name="lsp")
@click.option("--tcp", type=click.IntRange(1, 65_535), metavar="PORT", help="Listen on this port of this computer.")
def lsp_command(tcp: int | None) -> None:
    """Run the language server, which editors start by themselves.

    It underlines what check finds in CSV, JSON, YAML and Turtle, tells what a value means, completes terms, and
    offers to write values as the language does. It speaks on standard input and output.

    \b
    mcvocab lsp
    mcvocab lsp --tcp 8751
    """
    try:
        from mcvocab.editor.server import serve
    except ModuleNotFoundError as error:
        raise Failure(
            f"The language server needs “{error.name}”, which is not installed: pip install 'mcvocab[lsp]'."
        ) from None
    server = serve()
    if tcp is None:
        server.start_io()
    else:
        server.start_tcp("127.0.0.1", tcp)
