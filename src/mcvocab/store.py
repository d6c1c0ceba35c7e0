"""Where the compiled language comes from: the installed package, the user's cache, or a compilation now.

A wheel carries the compiled files. In a checkout, and for a folder named by the user, the sources are compiled on
first use into the user's cache under the hash of their content; a compiled file is data, never code.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mcvocab.standard import FORMAT as STANDARD_FORMAT
from mcvocab.standard import Standard
from mcvocab.vocabulary import FORMAT as INDEX_FORMAT
from mcvocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    from mcvocab.authoring.source import Sources

PARTS = ("index", "details", "lookup", "standard", "graphs")


class Language(NamedTuple):
    """The compiled language and its standard, which belong together."""

    vocabulary: Vocabulary
    standard: Standard


class SourcesMissingError(FileNotFoundError):
    """A folder was named as the language's sources that does not hold ``ontology/`` and ``shapes/``."""


@cache
def load(folder: str | None = None) -> Language:
    """The language and its standard.

    Args:
        folder: a folder that holds ``ontology/`` and ``shapes/``; by default those of this package.

    Raises:
        SourcesMissingError: where the folder does not hold them.
        LanguageError: where the sources contradict what the compiler must rely on.
        UnknownFormatError: where a compiled file was written by a release that this one does not know.

    >>> load().vocabulary.name
    'mcvocab'
    """
    shipped = Path(str(files("mcvocab") / "compiled"))
    read = _reader(shipped) if folder is None and (shipped / "index.json").is_file() else _cached(sources(folder))
    return Language(
        Vocabulary.from_data(read("index"), partial(read, "details"), partial(read, "lookup")),
        Standard(read("standard"), partial(read, "graphs")),
    )


def sources(folder: str | None = None) -> Sources:
    """The sources of the language: a folder's, else the checkout's, else those inside the package.

    Raises:
        SourcesMissingError: where they are not there.
    """
    from mcvocab.authoring.source import Sources

    package = Path(str(files("mcvocab")))
    candidates = [Path(folder)] if folder is not None else [package.parents[1], package]
    for root in candidates:
        if (root / "ontology").is_dir() and (root / "shapes").is_dir():
            return Sources(root / "ontology", root / "shapes")
    raise SourcesMissingError(
        f"{candidates[0]} does not hold the folders “ontology” and “shapes” that make a language."
    )


def compiled(origin: Sources) -> dict[str, Mapping[str, Any]]:
    """Compile the sources: the data of each compiled file, by its name.

    Raises:
        LanguageError: where the sources contradict what the compiler must rely on.
    """
    from mcvocab.authoring.compiler import compile_language
    from mcvocab.authoring.standards import compile_standard
    from mcvocab.mapping.index import lookup

    index, details = compile_language(origin)
    standard, graphs = compile_standard(origin)
    return dict(zip(PARTS, (index, details, lookup(Vocabulary(index)), standard, graphs), strict=True))


def write(parts: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Write compiled parts into a folder, one JSON file each."""
    for name, data in parts.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _cached(origin: Sources) -> Callable[[str], Mapping[str, Any]]:
    """A reader of the compiled sources from the cache, compiling them first where they are not there."""
    target = cache_folder() / _key(origin)
    if all((target / f"{name}.json").is_file() for name in PARTS):
        return _reader(target)
    parts = compiled(origin)
    # Written beside and moved into place, so that an interrupted or a second run never meets half of it. A cache
    # that cannot be written, or that another process filled first, costs nothing but the time to compile.
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".compiling-", dir=target.parent, ignore_cleanup_errors=True
        ) as scratch:
            write(parts, Path(scratch))
            Path(scratch).rename(target)
    return parts.__getitem__


def _key(origin: Sources) -> str:
    """The name of a cache entry: what was compiled, and by which compiler."""
    digest = hashlib.sha256(f"{origin.hash()} {INDEX_FORMAT} {STANDARD_FORMAT}".encode())
    package = Path(str(files("mcvocab")))
    for path in [
        *sorted((package / "authoring").glob("*.py")),
        package / "labels.py",
        package / "mapping" / "index.py",
    ]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _reader(folder: Path) -> Callable[[str], Mapping[str, Any]]:
    def read(part: str) -> Mapping[str, Any]:
        data: Mapping[str, Any] = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
        return data

    return read


def cache_folder() -> Path:
    """Where compiled languages are kept: the user's cache folder, as the operating system has it."""
    if chosen := os.environ.get("MCVOCAB_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "mcvocab"
