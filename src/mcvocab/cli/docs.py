"""``mcvocab docs``."""

from __future__ import annotations

from pathlib import Path

import click

from mcvocab.cli import Failure
from mcvocab.cli.manual import manual
from mcvocab.cli.outputs import emit
from mcvocab.glossary import ForeignFolderError, SiteBuildError, SiteToolsMissingError, build, write
from mcvocab.store import load, sources


@click.group(name="docs")
def docs_command() -> None:
    """Publish the language and the standard as pages.

    \b
    mcvocab docs build
    mcvocab docs man | man -l -
    """


@docs_command.command(name="man")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file.")
def man_command(output: str | None) -> None:
    """Write the manual page of the commands.

    \b
    mcvocab docs man | man -l -
    mcvocab docs man --output ~/.local/share/man/man1/mcvocab.1
    """
    root = click.get_current_context().find_root().command
    assert isinstance(root, click.Group)
    emit((f"{line}\n" for line in manual(root)), output, "manual page")


@docs_command.command(name="build")
@click.option("--output", default="build/docs", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--markdown-only", is_flag=True, help="Write the Markdown pages and build no site from them.")
@click.option("--address", default="", metavar="URL", help="The address that the site will have.")
def build_command(output: Path, markdown_only: bool, address: str) -> None:
    """Write the glossary, the rules and the profiles as Markdown, and build a site from them.

    \b
    mcvocab docs build
    mcvocab docs build --output public --markdown-only
    """
    home = sources().ontology.parent
    examples, docs = (folder if (folder := home / name).is_dir() else None for name in ("examples", "docs"))
    vocabulary, standard = load()
    try:
        pages = write(vocabulary, standard, output, examples, docs, address)
        click.echo(f"{len(pages)} pages in {output / 'pages'}", err=True)
        if not markdown_only:
            build(output, output / "site")
            click.echo(f"The site is in {output / 'site'}; open index.html there.", err=True)
    except (ForeignFolderError, SiteToolsMissingError, SiteBuildError, OSError) as error:
        raise Failure(str(error)) from None
