"""The reference of the library: every public name, from its own documentation string."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from mcvocab.glossary.addresses import REFERENCE
from mcvocab.glossary.book import Page

if TYPE_CHECKING:
    from griffe import Class, Function

_PACKAGE = "mcvocab"


def render_reference() -> Iterator[Page]:
    """The page of the public names; none where what reads documentation strings is not installed."""
    if find_spec("griffe") is not None:
        yield Page(REFERENCE, "\n".join(_lines()).strip() + "\n")


def _lines() -> Iterator[str]:
    import griffe

    package = griffe.load(_PACKAGE, docstring_parser="google", resolve_aliases=True)
    public = {str(name): package[str(name)] for name in package.exports or () if str(name).isidentifier()}
    homes = {name: thing.final_target if thing.is_alias else thing for name, thing in public.items()}
    yield from ("# Reference of the library", "", "Every public name of `mcvocab`, with what it takes and gives.", "")
    for title, kind in (("Functions", "function"), ("Values", "class")):
        yield from (f"## {title}", "")
        for name in sorted(name for name, thing in homes.items() if thing.kind.value == kind):
            yield from _thing(name, homes[name])


def _thing(name: str, thing: Any) -> Iterator[str]:
    yield from (f"### `{name}` {{#{name}}}", "")
    if thing.kind.value == "function":
        yield from ("```python", _signature(name, thing), "```", "")
    yield from _documentation(thing)
    if thing.kind.value == "class":
        yield from _attributes(thing)
        for member in thing.members.values():
            if member.kind.value == "function" and not member.name.startswith("_") and member.docstring:
                yield from (
                    f"#### `{name}.{member.name}`",
                    "",
                    "```python",
                    _signature(member.name, member),
                    "```",
                    "",
                )
                yield from _documentation(member)


def _signature(name: str, function: Function) -> str:
    """The signature as Python writes it, a parameter a line where it is long."""
    parameters, starred = [], False
    for parameter in function.parameters:
        if parameter.kind is not None and parameter.kind.name == "keyword_only" and not starred:
            parameters.append("*")
            starred = True
        stars = {"var_positional": "*", "var_keyword": "**"}.get(parameter.kind.name if parameter.kind else "", "")
        annotation = f": {parameter.annotation}" if parameter.annotation is not None else ""
        default = f" = {parameter.default}" if parameter.default is not None and not stars else ""
        if parameter.name not in ("self", "cls"):
            parameters.append(f"{stars}{parameter.name}{annotation}{default}")
    returns = f" -> {function.returns}" if function.returns is not None else ""
    short = f"{name}({', '.join(parameters)}){returns}"
    if len(short) <= 88:
        return short
    return f"{name}(\n" + "".join(f"    {parameter},\n" for parameter in parameters) + f"){returns}"


def _documentation(thing: Any) -> Iterator[str]:
    for section in thing.docstring.parsed if thing.docstring else ():
        kind = section.kind.value
        if kind == "text":
            for paragraph in section.value.split("\n\n"):
                example = paragraph.startswith(">>>")
                yield from ("```pycon", paragraph, "```", "") if example else (_plain(paragraph), "")
        elif kind == "examples":
            yield "```pycon"
            yield from (text for _, text in section.value)
            yield from ("```", "")
        elif kind in ("parameters", "raises"):
            yield from (f"**{'Takes' if kind == 'parameters' else 'Raises'}**", "")
            for entry in section.value:
                named = entry.name if kind == "parameters" else entry.annotation
                yield f"- `{named}`: {_plain(' '.join(entry.description.split()))}"
            yield ""
        elif kind == "returns":
            yield from (
                "**Gives** " + " ".join(_plain(" ".join(entry.description.split())) for entry in section.value),
                "",
            )


def _attributes(thing: Class) -> Iterator[str]:
    """A table of the attributes, those with a sentence of their own explained."""
    told = {
        name.strip(): entry.description
        for section in (thing.docstring.parsed if thing.docstring else ())
        if section.kind.value == "attributes"
        for entry in section.value
        for name in entry.name.split(",")
    }
    fields: list[Any] = [m for m in thing.members.values() if m.kind.value == "attribute" and m.name[0] != "_"]
    if not fields:
        return
    yield from ("| Attribute | Type | Is |", "| --- | --- | --- |")
    for field in fields:
        said = told.get(field.name) or (field.docstring.value if field.docstring else "")
        kind = f"`{field.annotation}`" if field.annotation is not None else ""
        yield " | ".join((f"| `{field.name}`", *map(_cell, (kind, said)))) + " |"
    yield ""


def _cell(text: str) -> str:
    return _plain(" ".join(text.split())).replace("|", "\\|")


def _plain(text: str) -> str:
    """A documentation string as Markdown: double backquotes are single ones there."""
    return text.replace("``", "`")
