"""Where the compiled language comes from: the installed package, the user's cache, or a compilation now.

A wheel carries the compiled files. In a checkout, and for a folder named by the user, the sources are compiled on
first use into the user's cache under the hash of their content; a compiled file is data, never code.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache, partial

from mcvocab.linefile import LineFile, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from mcvocab.authoring.source import Sources
    from mcvocab.messages import Messages
    from mcvocab.standard import Language

FORMATS = {
    "index": "mcvocab-vocabulary/4",
    "details": "mcvocab-details/4",
    "lookup": "mcvocab-lookup/4",
    "standard": "mcvocab-standard/5",
    "graphs": "mcvocab-graphs/4",
    "messages": "mcvocab-messages/4",
}
"""The parts of a compiled language, each a file, and the format of each."""
PACKAGE = os.path.dirname(os.path.abspath(__file__))


class SourcesMissingError(FileNotFoundError):
    """A folder was named as the language's sources that does not hold ``ontology/`` and ``shapes/``."""


@cache
def load(folder: str | None = None) -> Language:
    """The language and its standard; what a question does not need is not read.

    Args:
        folder: a folder that holds ``ontology/`` and ``shapes/``; by default those of this package.

    Raises:
        SourcesMissingError: where the folder does not hold them.
        LanguageError: where the sources contradict what the compiler must rely on.
        UnknownFormatError: where a compiled file was written by a release that this one does not know.

    >>> load().vocabulary.name
    'mcvocab'
    """
    from mcvocab.standard import Language, Standard
    from mcvocab.vocabulary import Vocabulary

    read = reader(folder)
    return Language(
        Vocabulary.from_data(read("index"), partial(read, "details"), partial(read, "lookup")),
        Standard(read("standard"), partial(read, "graphs")),
    )


def load_messages(tag: str, folder: str | None = None) -> Messages:
    """The words of a report in a language; what its pack lacks stays English.

    Args:
        tag: its language tag; that of a region, such as ``fr-CA``, falls back on the language.
        folder: a folder that holds ``ontology/`` and ``shapes/``; by default those of this package.

    Raises:
        UnknownMessagesError: where there is no pack of that language.

    >>> load_messages("en")("Value")
    'Value'
    """
    from mcvocab.messages import ENGLISH, Messages, UnknownMessagesError

    wanted = tag.lower().replace("_", "-")
    if wanted.split("-")[0] == ENGLISH:
        return Messages()
    packs: Mapping[str, Mapping[str, str]] = reader(folder)("messages")["packs"]
    for name in (wanted, wanted.split("-")[0]):
        if name in packs:
            return Messages(name, packs[name])
    known = ", ".join([ENGLISH, *sorted(packs)])
    raise UnknownMessagesError(f"There are no messages in the language “{tag}”. Choose from: {known}.")


def reader(folder: str | None = None) -> Callable[[str], Mapping[str, Any]]:
    """What gives the parts of the compiled language, by their names in `FORMATS`; raises as `load` does."""
    shipped = os.path.join(PACKAGE, "compiled")
    return partial(_read, shipped) if folder is None and os.path.isdir(shipped) else _cached(folder)


def sources(folder: str | None = None) -> Sources:
    """The sources of the language: a folder's, else the checkout's, else those inside the package.

    Raises:
        SourcesMissingError: where they are not there.
    """
    from pathlib import Path

    from mcvocab.authoring.source import Sources

    root = Path(_root(folder))
    return Sources(root / "ontology", root / "shapes")


def _root(folder: str | None) -> str:
    """The folder that holds ``ontology/`` and ``shapes/``."""
    candidates = [folder] if folder is not None else [os.path.dirname(os.path.dirname(PACKAGE)), PACKAGE]
    for root in candidates:
        if all(os.path.isdir(os.path.join(root, name)) for name in ("ontology", "shapes")):
            return root
    raise SourcesMissingError(
        f"{candidates[0]} does not hold the folders “ontology” and “shapes” that make a language."
    )


def compiled(origin: Sources) -> dict[str, Mapping[str, Any]]:
    """Compile the sources: the data of each compiled file, by its name.

    Raises:
        LanguageError: where the sources contradict what the compiler must rely on.
    """
    from mcvocab.authoring.compiler import compile_language
    from mcvocab.authoring.packs import compile_messages
    from mcvocab.authoring.standards import compile_standard
    from mcvocab.mapping.lookup import lookup
    from mcvocab.vocabulary import Vocabulary

    language = origin.language()
    index, details = compile_language(origin, language)
    standard, graphs = compile_standard(origin, language)
    parts = (index, details, lookup(Vocabulary(index)), standard, graphs, compile_messages(origin))
    return {name: {"format": FORMATS[name], **data} for name, data in zip(FORMATS, parts, strict=True)}


def write_parts(parts: Mapping[str, Mapping[str, Any]], folder: str) -> None:
    """Write compiled parts into a folder, one file each."""
    for name, data in parts.items():
        write(data, _file(folder, name))


def _file(folder: str, part: str) -> str:
    return os.path.join(folder, f"{part}.lines")


def _read(folder: str, part: str) -> Mapping[str, Any]:
    return LineFile(_file(folder, part), FORMATS[part])


# --- the cache ------------------------------------------------------------------------------------------


def _cached(folder: str | None) -> Callable[[str], Mapping[str, Any]]:
    """A reader of the compiled sources from the cache, compiling them first where they are not there."""
    root = _root(folder)
    seen = _seen(root)
    known = os.path.join(cache_folder(), "known", _name_of(root))
    target = _known(known, seen)
    if target is None:
        origin = sources(folder)
        target = os.path.join(cache_folder(), _key(origin))
        if not _complete(target):
            parts = compiled(origin)
            if not _kept(parts, target):
                return parts.__getitem__
        _remember(known, f"{target}\n{seen}")
    return partial(_read, target)


def _complete(folder: str) -> bool:
    return all(os.path.isfile(_file(folder, part)) for part in FORMATS)


def _kept(parts: Mapping[str, Mapping[str, Any]], target: str) -> bool:
    """Whether the compiled parts now stand in the cache."""
    import tempfile

    # Written beside and moved into place, so that an interrupted or a second run never meets half of it. A cache
    # that cannot be written, or that another process filled first, costs nothing but the time to compile.
    with suppress(OSError):
        above = os.path.dirname(target)
        os.makedirs(above, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".compiling-", dir=above, ignore_cleanup_errors=True) as scratch:
            write_parts(parts, scratch)
            os.rename(scratch, target)
    return _complete(target)


def _key(origin: Sources) -> str:
    """The name of a cache entry: what was compiled, and by which compiler."""
    import hashlib

    digest = hashlib.sha256(f"{origin.hash()} {' '.join(FORMATS.values())}".encode())
    for path in _compiler():
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:32]


def _compiler() -> list[str]:
    """The modules that what is compiled depends on."""
    folders = [os.path.join(PACKAGE, name) for name in ("authoring", "quantities")]
    modules = [os.path.join(folder, name) for folder in folders for name in sorted(os.listdir(folder))]
    arranging = [os.path.join("mapping", f"{name}.py") for name in ("entry", "grammar", "lookup", "scales")]
    others = (os.path.join(PACKAGE, name) for name in ("labels.py", *arranging))
    return [*(path for path in modules if path.endswith(".py")), *others]


# Hashing the sources takes longer than most answers. So it is remembered which entry they led to, together with what
# the file system says of each of their files: as long as that is the same, so are they.


def _seen(root: str) -> str:
    """Size, times and number of each file that the compiled language depends on."""
    lines = []
    for path in (*_compiler(), *_files(os.path.join(root, "ontology")), *_files(os.path.join(root, "shapes"))):
        known = os.stat(path)
        lines.append(f"{path} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns} {known.st_ino}\n")
    return "".join(lines)


def _files(folder: str) -> Iterator[str]:
    for above, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(above, name) for name in sorted(names))


def _name_of(root: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in os.path.abspath(root))[-150:]


def _known(file: str, seen: str) -> str | None:
    """The cache entry of sources that the file system says have not changed; None where that is not known."""
    with suppress(OSError, UnicodeDecodeError), open(file, encoding="utf-8") as known:
        target, _, said = known.read().partition("\n")
        if said == seen and _complete(target):
            return target
    return None


def _remember(file: str, content: str) -> None:
    beside = f"{file}.{os.getpid()}"
    with suppress(OSError, UnicodeEncodeError):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(beside, "w", encoding="utf-8") as known:
            known.write(content)
        os.replace(beside, file)


def cache_folder() -> str:
    """Where compiled languages are kept: the user's cache folder, as the operating system has it."""
    if chosen := os.environ.get("MCVOCAB_CACHE"):
        return chosen
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "mcvocab")
