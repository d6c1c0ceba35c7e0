"""What a provider has settled once for all runs: ``mcvocab.toml``, or ``[tool.mcvocab]`` in ``pyproject.toml``.

The file is sought in the working folder and then in each folder above it; the nearest one counts. A new key is one
more line in `KEYS` and one more attribute of `Configuration`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

OWN, SHARED = "mcvocab.toml", "pyproject.toml"
_TABLE = "mcvocab"


class ConfigurationError(ValueError):
    """A configuration file cannot be used; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is settled, with paths as they are from the working folder or absolute.

    Attributes:
        file: where it stands; None where there is no such file.
        mappings: SSSOM files of approved mappings; where two decide the same, the first one counts.
        author: who takes the decisions of a review: a name, or an ORCID.
    """

    file: Path | None = None
    mappings: tuple[Path, ...] = ()
    author: str = ""


def read_configuration(folder: Path | None = None) -> Configuration:
    """The configuration that holds in a folder, by default the working folder; an empty one where there is none.

    Raises:
        ConfigurationError: where a file cannot be read, is no TOML, or says something that is not known.
    """
    start = (folder or Path.cwd()).absolute()
    for place in (start, *start.parents):
        for name in (OWN, SHARED):
            table = _table(place / name)
            if table is not None:
                return _configuration(place / name, table)
    return Configuration()


def _table(file: Path) -> dict[str, Any] | None:
    """What a file says to us; None where it is not there or is not about us."""
    if not file.is_file():
        return None
    import tomllib

    try:
        data = file.read_bytes()
        if file.name == SHARED and _TABLE.encode() not in data:
            return None  # another tool's file; whether it is sound is not for us to say
        content = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"“{file}” cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"“{file}” is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"“{file}” is no valid TOML: {error}.") from None
    if file.name == OWN:
        return content
    table = content.get("tool", {}).get(_TABLE)
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"In “{file}”, “tool.{_TABLE}” is to be a table: write “[tool.{_TABLE}]”.")
    return table


def _configuration(file: Path, table: dict[str, Any]) -> Configuration:
    settled: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else f" Known keys: {', '.join(sorted(KEYS))}."
            raise ConfigurationError(f"“{file}” has the key “{key}”, which is not known.{hint}")
        try:
            settled[key] = KEYS[key](file.parent, value)
        except TypeError as error:
            raise ConfigurationError(f"In “{file}”, “{key}” is to be {error}.") from None
    return Configuration(file, **settled)


def _text(folder: Path, value: Any) -> str:  # noqa: ARG001
    if not isinstance(value, str):
        raise TypeError("text in quotation marks")
    return value.strip()


def _paths(folder: Path, value: Any) -> tuple[Path, ...]:
    """One path or several, from the folder of the file that names them."""
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(one, str) and one.strip() for one in several):
        raise TypeError("the name of a file in quotation marks, or a list of such names")
    return tuple(_from_here(folder / one) for one in several)


def _from_here(path: Path) -> Path:
    """A path as short as it is from the working folder, so that messages are easy to read."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


KEYS: dict[str, Callable[[Path, Any], Any]] = {
    "mappings": _paths,
    "author": _text,
}
"""How the value of each key is read; a `TypeError` says what it is to be."""
