"""What several commands take from ``mcvocab.toml`` where the command line says nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def configuration(*files: Path) -> Configuration:
    """What ``mcvocab.toml`` settles for the working folder or, where it is silent, for the folders of files.

    Raises:
        UsageError: where it cannot be used.
    """
    try:
        for folder in (None, *(path if path.is_dir() else path.parent for path in files)):
            found = read_configuration(folder)
            if found.file is not None:
                return found
        return Configuration()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None


def instructions() -> tuple[Instructions, ...]:
    """What ``mcvocab.toml`` says of how files are to be read."""
    return configuration().instructions


MERGED = frozenset({"set", "mappings"})
"""The keys that are options, too, but more than a value that an option would replace."""


class SettledCommand(click.Command):
    """A command whose options are taken from the configuration where the command line says nothing."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context, with the configured values as defaults."""
        written = tuple(args)
        # Whoever asks for help, or for a word to be completed, gets it whatever the file says.
        unasked = bool({"-h", "--help"} & set(args)) or bool(extra.get("resilient_parsing"))
        settled = Configuration() if unasked else configuration()
        extra["default_map"] = {**self.defaults(settled), **(extra.get("default_map") or {})}
        try:
            context = super().make_context(info_name, args, parent, **extra)
        except click.BadParameter as error:
            key = _key(error.param) if error.param is not None else ""
            if key in settled.settled and not _given(error.param, args):
                raise click.UsageError(f"{settled.place(key)}: {error.message}") from None
            raise
        context.meta[__name__] = settled
        context.meta[__name__ + ".arguments"] = written
        return context

    def defaults(self, settled: Configuration) -> dict[str, Any]:
        """The configured value of each option that has one, by the name of its parameter."""
        found = settled.settled
        keys = {str(parameter.name): _key(parameter) for parameter in self.params}
        return {name: _plain(found[key]) for name, key in keys.items() if key in found and key not in MERGED}


def in_force(context: click.Context) -> Configuration:
    """The configuration that the options of a command were taken from."""
    found: Configuration = context.meta[__name__]
    return found


def arguments(context: click.Context) -> tuple[str, ...]:
    """The arguments of a command as they were typed."""
    typed: tuple[str, ...] = context.meta[__name__ + ".arguments"]
    return typed


def blame(error: Exception, context: click.Context) -> str:
    """What went wrong, with the line of the configuration that it comes from, where it comes from there."""
    message = str(error.args[0])
    settled = in_force(context)
    given = {
        _key(parameter)
        for parameter in context.command.params
        if context.get_parameter_source(str(parameter.name)) is click.core.ParameterSource.COMMANDLINE
    }
    for key, value in settled.settled.items():
        for path, text in _named(key, value) if key not in given else ():
            if f"“{text}”" in message:
                return f"{settled.place(path)}: {message}"
    return message


def _named(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """The texts of a setting that a sentence about it may name, with their paths in the file."""
    if key == "columns":
        yield from ((f"{key}.{heading}", name) for heading, name in value.items() if name)
    elif key == "files":
        yield from (
            (f"{key}.{number}", name) for number, one in enumerate(value) for name in one.columns.values() if name
        )
    elif isinstance(value, dict):
        yield from ((f"{key}.{name}", name) for name in value)
    elif key == "exceptions":
        yield from ((f"{key}.{number}.code", one.code) for number, one in enumerate(value))
    elif isinstance(value, Collection) and not isinstance(value, str):
        yield from ((key, part.strip()) for one in value for part in str(one).split(","))
    else:
        yield key, str(value)


def _key(parameter: click.Parameter) -> str:
    return next((option.removeprefix("--") for option in parameter.opts if option.startswith("--")), "")


def _given(parameter: click.Parameter | None, args: list[str]) -> bool:
    options = parameter.opts if parameter is not None else []
    return any(arg.partition("=")[0] in options for arg in args)


def _plain(value: Any) -> Any:
    """A value as the command line would give it."""
    if isinstance(value, tuple):
        return tuple(map(str, value))
    return str(value) if isinstance(value, Path) else value


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
