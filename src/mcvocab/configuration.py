"""What a provider has settled once for all runs: ``mcvocab.toml``, or ``[tool.mcvocab]`` in ``pyproject.toml``.

The file is sought in the working folder and then in each folder above it; the nearest one counts. A new key is one
more line in `KEYS` and one more attribute of `Configuration`; where the key is called as an option of ``mcvocab
check`` is, it sets that option.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from mcvocab.instructions import Instructions
from mcvocab.model import OFF, Location

OWN, SHARED = "mcvocab.toml", "pyproject.toml"
_TABLE = "mcvocab"
_LEVELS = ("violation", "warning", "info", OFF)


class ConfigurationError(ValueError):
    """A configuration file cannot be used; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Excepted:
    """What a provider excepts from a rule, and why; all that is named must fit for it to hold.

    Attributes:
        code: the rules, as ``--ignore`` names them.
        reason: why, in words; a report repeats it.
        record: identifier, IRI or title of a record; of an award, its own number or IRI as well.
        provider: name of a provider.
        file: name or pattern of a file, such as ``old/*.csv``.
        until: the last day on which it holds, ``YYYY-MM-DD``; empty where it holds for good.
        number: the position of a record in its file, from 1; 0 for any.
        where: where it stands in a configuration file; it makes no difference otherwise.
    """

    code: str
    reason: str
    record: str = ""
    provider: str = ""
    file: str = ""
    until: str = ""
    number: int = 0
    where: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is settled, with paths as they are from the working folder or absolute.

    The attributes are the keys of the file, with underscores; `KEYS` tells what each means.

    Attributes:
        file: where it stands; None where there is no such file.
        lines: the line of each key that the file has, and of the keys within it, by dotted path.
    """

    file: Path | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    profile: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    exceptions: tuple[Excepted, ...] = ()
    baseline: Path | None = None
    fail_on: str = "violation"
    scope: str = "micro-credentials"
    language: str = ""
    set: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[Path, ...] = ()
    mappings: tuple[Path, ...] = ()
    author: str = ""
    columns: Mapping[str, str | None] = field(default_factory=dict)
    files: tuple[Instructions, ...] = ()
    engine: str = "exact"
    format: str = ""
    group_by: str = "record"
    messages: str = "en"
    max_findings: int | None = None

    def place(self, key: str) -> str:
        """Where a key stands, as ``file:line``; only the file where the line is not known."""
        line = self.lines.get(key) or self.lines.get(key.partition(".")[0])
        shown = _from_here(self.file) if self.file else ""
        return f"{shown}:{line}" if line else str(shown)

    @property
    def instructions(self) -> tuple[Instructions, ...]:
        """How files are to be read; what is said of some comes before what is said of all."""
        return (*self.files, *([Instructions(columns=self.columns)] if self.columns else []))

    @property
    def settled(self) -> dict[str, Any]:
        """The keys that the file has, with their values."""
        return {key: getattr(self, attribute(key)) for key in KEYS if key in self.lines}


def read_configuration(folder: Path | None = None) -> Configuration:
    """The configuration that holds in a folder, by default the working folder; an empty one where there is none.

    Raises:
        ConfigurationError: where a file cannot be read, is no TOML, or says something that is not known.
    """
    start = (folder or Path.cwd()).absolute()
    for place in (start, *start.parents):
        for name in (OWN, SHARED):
            found = _table(place / name)
            if found is not None:
                return _configuration(place / name, *found)
    return Configuration()


def attribute(key: str) -> str:
    """The attribute of `Configuration` that holds a key."""
    return key.replace("-", "_")


def _table(file: Path) -> tuple[dict[str, Any], dict[str, int]] | None:
    """What a file says to us, and on which lines; None where it is not there or is not about us."""
    if not file.is_file():
        return None
    import tomllib

    from mcvocab.toml_lines import key_lines  # whoever has settled nothing waits for neither

    try:
        data = file.read_bytes()
        if file.name == SHARED and _TABLE.encode() not in data:
            return None  # another tool's file; whether it is sound is not for us to say
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(f"“{file}” cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"“{file}” is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"“{file}” is no valid TOML: {error}.") from None
    except (RecursionError, ValueError):
        problem = "its lists are nested too deep, or a number in it is far too long"
        raise ConfigurationError(f"“{file}” cannot be read: {problem}.") from None
    if file.name == OWN:
        return content, key_lines(text)
    tool = content.get("tool", {})
    table = tool.get(_TABLE) if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigurationError(f"In “{file}”, “tool.{_TABLE}” is to be a table: write “[tool.{_TABLE}]”.")
    return table, key_lines(text, f"tool.{_TABLE}")


def _configuration(file: Path, table: dict[str, Any], found: dict[str, int]) -> Configuration:
    lines = dict.fromkeys(table, 0) | found
    here = Configuration(file, lines)
    settled: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigurationError(f"{here.place(key)}: The key “{key}” is not known.{_hint(key, KEYS)}")
        try:
            settled[attribute(key)] = KEYS[key].read(Place(file, key, lines), value)
        except TypeError as error:
            raise ConfigurationError(f"{here.place(key)}: “{key}” is to be {error}.") from None
        except MisfitError as error:
            raise ConfigurationError(f"{here.place(error.path)}: {error}") from None
    return Configuration(file, lines, **settled)


def _hint(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return f" Did you mean “{near[0]}”?" if near else f" Known are: {', '.join(sorted(known))}."


class Place(NamedTuple):
    """Where a value is read: the file, the key, and the lines of the file's keys."""

    file: Path
    key: str
    lines: Mapping[str, int]


class MisfitError(Exception):
    """Something within a value is wrong; ``path`` says which key."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


def _text(place: Place, value: Any) -> str:  # noqa: ARG001
    if not isinstance(value, str):
        raise TypeError("text in quotation marks")
    return value.strip()


def _texts(place: Place, value: Any) -> tuple[str, ...]:  # noqa: ARG001
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(one, str) and one.strip() for one in several):
        raise TypeError("text in quotation marks, or a list of such texts")
    return tuple(one.strip() for one in several)


def _number(place: Place, value: Any) -> int:  # noqa: ARG001
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("a whole number")
    return value


def _encoding(place: Place, value: Any) -> str:
    named = _text(place, value)
    try:
        codecs.lookup(named)
    except LookupError:
        raise TypeError('the name of an encoding, such as "utf-8" or "cp1252"') from None
    return named


def _delimiter(place: Place, value: Any) -> str:  # noqa: ARG001
    if not isinstance(value, str) or len(value) != 1:
        raise TypeError('one character in quotation marks, such as ";" or "\\t"')
    return value


def _path(place: Place, value: Any) -> Path:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("the name of a file in quotation marks")
    return _from_here(place.file.parent / value)


def _paths(place: Place, value: Any) -> tuple[Path, ...]:
    """One path or several, from the folder of the file that names them."""
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, list) or not all(isinstance(one, str) and one.strip() for one in several):
        raise TypeError("the name of a file in quotation marks, or a list of such names")
    return tuple(_from_here(place.file.parent / one) for one in several)


def _from_here(path: Path) -> Path:
    """A path as short as it is from the working folder, so that messages are easy to read."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _values(place: Place, value: Any) -> dict[str, str]:  # noqa: ARG001
    """A text for each field, whatever is written for it."""
    if not isinstance(value, dict) or any(isinstance(one, dict | list) for one in value.values()):
        raise TypeError('a table with a value for each field, such as: Language = "English"')
    return {name: str(one).lower() if isinstance(one, bool) else str(one) for name, one in value.items()}


def _levels(place: Place, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError('a table with a level for each rule, such as: ects-missing = "off"')
    for code, level in value.items():
        if level not in _LEVELS:
            hint = _hint(str(level), _LEVELS)
            raise MisfitError(f"{place.key}.{code}", f"“{level}” is no level for “{code}”.{hint}")
    return dict(value)


def _exceptions(place: Place, value: Any) -> tuple[Excepted, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TypeError(f"tables, each headed by “[[{place.key}]]”")
    return tuple(_excepted(place, number, one) for number, one in enumerate(value))


_WHAT = ("record", "provider", "file")


def _excepted(place: Place, number: int, table: dict[str, Any]) -> Excepted:
    path = f"{place.key}.{number}"
    known = ("code", *_WHAT, "reason", "until")
    for key, value in table.items():
        if key not in known:
            raise MisfitError(f"{path}.{key}", f"An exception has no key “{key}”.{_hint(key, known)}")
        if key == "until" and isinstance(value, date):
            continue
        if key == "record" and type(value) is int:
            if value < 1:
                raise MisfitError(f"{path}.{key}", "A record that is named by its position is counted from 1.")
            continue
        if not isinstance(value, str) or not value.strip():
            raise MisfitError(f"{path}.{key}", f"“{key}” is to be text in quotation marks.")
    said = {key: str(value).strip() for key, value in table.items()}
    position = int(said.pop("record")) if isinstance(table.get("record"), int) else 0
    if "code" not in said:
        raise MisfitError(path, 'An exception needs the code of a rule, such as: code = "credit-without-level".')
    if not position and not any(key in said for key in _WHAT):
        raise MisfitError(
            path, f"An exception says what it is for: {', '.join(_WHAT)}. To ignore a rule, use “ignore”."
        )
    if "reason" not in said:
        raise MisfitError(
            path, f"The exception to “{said['code']}” needs a reason, so that others can tell why it holds."
        )
    if "until" in said:
        try:
            said["until"] = date.fromisoformat(said["until"][:10]).isoformat()
        except ValueError:
            sentence = f"“{said['until']}” is no date. Write it as year-month-day, such as 2026-12-31."
            raise MisfitError(f"{path}.until", sentence) from None
    line = place.lines.get(path) or place.lines.get(place.key)
    where = Location(str(_from_here(place.file)), line or None)
    code, reason = said.pop("code"), said.pop("reason")
    record, provider, file = (said.get(key, "") for key in _WHAT)
    return Excepted(code, reason, record, provider, file, said.get("until", ""), position, where)


def _columns(place: Place, value: Any) -> dict[str, str | None]:
    """The field of each heading; None for those to pass over."""
    if not isinstance(value, dict):
        raise TypeError('a table with a field for each heading, such as: "Lvl" = "level"')
    for heading, name in value.items():
        if name is not False and (not isinstance(name, str) or not name.strip()):
            sentence = (
                f"“{heading}” is to be the key of a field in quotation marks, or false to pass the column over."
            )
            raise MisfitError(f"{place.key}.{heading}", sentence)
    return {heading: None if name is False else name.strip() for heading, name in value.items()}


_FILE_KEYS: dict[str, Callable[[Place, Any], Any]] = {
    "match": _text,
    "columns": _columns,
    "sheet": _text,
    "heading-row": _number,
    "encoding": _encoding,
    "delimiter": _delimiter,
    "set": _values,
    "language": _text,
}


def _files(place: Place, value: Any) -> tuple[Instructions, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TypeError(f"tables, each headed by “[[{place.key}]]”")
    return tuple(_file(place._replace(key=f"{place.key}.{number}"), one) for number, one in enumerate(value))


def _file(place: Place, table: dict[str, Any]) -> Instructions:
    said: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _FILE_KEYS:
            raise MisfitError(f"{place.key}.{key}", f"Files have no key “{key}”.{_hint(key, _FILE_KEYS)}")
        try:
            said[attribute(key)] = _FILE_KEYS[key](place._replace(key=f"{place.key}.{key}"), value)
        except TypeError as error:
            raise MisfitError(f"{place.key}.{key}", f"“{key}” is to be {error}.") from None
    if not said.get("match"):
        raise MisfitError(place.key, 'Say which files are meant, such as: match = "*.csv".')
    return Instructions(**said)


class Key(NamedTuple):
    """A key of the file: how its value is read, where a `TypeError` says what it is to be, and what it means."""

    read: Callable[[Place, Any], Any]
    meaning: str


KEYS: dict[str, Key] = {
    "profile": Key(_texts, "the profiles to judge by"),
    "select": Key(_texts, "report these rules only"),
    "ignore": Key(_texts, "do not report these rules"),
    "levels": Key(_levels, "how severe a rule is shown: violation, warning, info or off"),
    "exceptions": Key(_exceptions, "what is excepted from a rule, with the reason"),
    "baseline": Key(_path, "an earlier report; only what is new is reported"),
    "fail-on": Key(_text, "the severity from which on the exit code is 1"),
    "scope": Key(_text, "which records are judged"),
    "language": Key(_text, "the language of texts that do not say their own"),
    "set": Key(_values, "a value for each field wherever a record says nothing itself"),
    "shapes": Key(_paths, "files of SHACL shapes to judge by, too"),
    "mappings": Key(_paths, "SSSOM files of approved mappings; the first that decides a word counts"),
    "author": Key(_text, "who takes the decisions of a review"),
    "columns": Key(_columns, "the field that each heading means, or false to pass its column over"),
    "files": Key(_files, "how files of a name are to be read, each in a table of its own"),
    "engine": Key(_text, "what runs the rules"),
    "format": Key(_text, "how to report"),
    "group-by": Key(_text, "what stands together in a text report"),
    "messages": Key(_text, "the language of the report"),
    "max-findings": Key(_number, "how many findings are shown at most"),
}
"""Every key of the configuration file; the page ``docs/configuration.md`` tells more of each."""
