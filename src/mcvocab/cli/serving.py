"""``mcvocab serve``."""

from __future__ import annotations

import re

import click

from mcvocab.cli import Failure


@click.command(name="serve")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="The interface to listen on. Default: this computer alone."
)
@click.option("--port", default=8750, type=click.IntRange(1, 65_535), metavar="N", show_default=True)
@click.option(
    "--address", default="", metavar="URL", help="The public address, where a proxy stands before the service."
)
@click.option(
    "--max-file",
    default=10,
    type=click.IntRange(1, 1_000),
    metavar="MB",
    help="The largest file to check. Default: 10.",
)
@click.option(
    "--timeout",
    default=30,
    type=click.IntRange(1, 3_600),
    metavar="SECONDS",
    help="The longest that one answer may take. Default: 30.",
)
def serve_command(host: str, port: int, address: str, max_file: int, timeout: int) -> None:
    """Serve the language to OpenRefine, spreadsheets and other programs.

    \b
    mcvocab serve
    mcvocab serve --port 9000 --address https://example.org/mcvocab

    Add http://127.0.0.1:8750/reconcile to OpenRefine as a reconciliation service. Stop with Ctrl+C.
    """
    try:
        from mcvocab.service.limits import Limits
        from mcvocab.service.run import run
    except ModuleNotFoundError as error:
        raise Failure(
            f"The service needs “{error.name}”, which is not installed: pip install 'mcvocab[serve]'."
        ) from None
    if address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
        raise click.UsageError(
            f"“{address}” is no web address. Write it in full, such as https://example.org/mcvocab."
        )
    shown = f"[{host}]" if ":" in host else host
    said = f"mcvocab is at {address or f'http://{shown}:{port}'}/ (stop with Ctrl+C)"
    try:
        limits = Limits(file_bytes=max_file * 1_000_000, seconds=timeout)
        run(host, port, limits, address, lambda: click.echo(said, err=True))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Failure(f"The service cannot listen on {shown}, port {port}: {reason}.") from None
