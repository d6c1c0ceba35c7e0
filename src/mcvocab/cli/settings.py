"""What several commands take from ``mcvocab.toml`` where the command line says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mcvocab.configuration import Configuration, ConfigurationError, read_configuration
from mcvocab.mapping import MappingFileError

if TYPE_CHECKING:
    from mcvocab.instructions import Instructions
    from mcvocab.mapping.approved import Approved
    from mcvocab.vocabulary import Vocabulary

mappings_option = click.option(
    "--mappings",
    "mappings",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Use the mappings approved in this SSSOM file; may be repeated. Default: what mcvocab.toml names.",
)


def configuration() -> Configuration:
    """What ``mcvocab.toml`` settles for the working folder.

    Raises:
        UsageError: where it cannot be used.
    """
    try:
        return read_configuration()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None


def instructions() -> tuple[Instructions, ...]:
    """What ``mcvocab.toml`` says of how files are to be read."""
    return configuration().instructions


def mapping_files(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files of approved mappings: those that the command line names, else those of the configuration.

    One that the configuration names and that is not there yet will be made by the first review, so it is passed over.
    """
    return given or tuple(file for file in configuration().mappings if file.exists())


def approved(files: tuple[Path, ...], vocabulary: Vocabulary) -> Approved | None:
    """The approved mappings in files, with a sentence on standard error for each row that is not used.

    Raises:
        UsageError: where a file cannot be read.
    """
    if not files:
        return None
    from mcvocab.mapping.approved import Approved

    try:
        found = Approved.read(files, vocabulary)
    except MappingFileError as error:
        raise click.UsageError(str(error)) from None
    for fault in (*found.faults, *found.proposals):
        click.echo(str(fault), err=True)
    return found
