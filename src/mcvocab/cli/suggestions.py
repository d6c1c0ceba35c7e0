"""What shells complete after options and arguments; nothing here is imported before somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def _begins(names: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=said) for name, said in names if name.startswith(incomplete)]


def complete_profile(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of profiles."""
    from mcvocab.store import load

    return _begins(((name, profile.title) for name, profile in load().standard.profiles.items()), incomplete)


def complete_rule(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of rules."""
    from mcvocab.store import load

    return _begins(((code, rule.name) for code, rule in load().standard.rules.items()), incomplete)


def complete_scheme(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The slugs of concept schemes."""
    from mcvocab.store import load

    return _begins(((slug, scheme.title) for slug, scheme in load().vocabulary.schemes.items()), incomplete)


def complete_field(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The keys of fields."""
    from mcvocab.store import load

    return _begins(((key, field.label) for key, field in load().vocabulary.fields.items()), incomplete)


def complete_term(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The slugs of terms, which hold no blanks."""
    from mcvocab.store import load

    members = load().vocabulary.members("term")
    return _begins(((concept.iri.rpartition("/")[2], concept.label) for concept in members), incomplete)
