"""Lays out the folder that a site is built from: ``mkdocs.yml`` and the Markdown under ``pages/``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from mcvocab.glossary.addresses import HOME, PAGED
from mcvocab.glossary.book import Book, Page
from mcvocab.glossary.fields import render_fields
from mcvocab.glossary.reference import render_reference
from mcvocab.glossary.rules import render_profiles, render_rules
from mcvocab.glossary.schemes import render_schemes
from mcvocab.glossary.site import CONFIG, MARK, PAGES, config
from mcvocab.glossary.sources import render_sources
from mcvocab.glossary.terms import render_terms

if TYPE_CHECKING:
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

STYLE = "assets/mcvocab.css"
HAND_WRITTEN = (".md", ".svg", ".png", ".jpg", ".css", ".txt", ".json")


class ForeignFolderError(FileExistsError):
    """The folder holds pages, or a ``mkdocs.yml``, that an earlier run did not write: they would be lost."""


def write(
    vocabulary: Vocabulary,
    standard: Standard,
    target: Path,
    examples: Path | None = None,
    docs: Path | None = None,
    address: str = "",
) -> list[Path]:
    """Write the glossary as Markdown, with the configuration to build a site from it.

    The folder gets ``mkdocs.yml`` and ``pages/``; pages of an earlier run are replaced as a whole, so that none is
    left behind whose term is gone.

    Args:
        vocabulary: the language.
        standard: its rules and profiles.
        target: the folder to write into; made where it is not there.
        examples: the folder of examples, one folder a rule; without it, rules are shown without examples.
        docs: the folder of hand-written pages, which are taken over as they are; its ``index.md`` is the home page.
        address: where the site will stand, such as ``https://example.org/mcvocab/``.

    Returns:
        The files written, ``mkdocs.yml`` first, then the pages by path.

    Raises:
        ForeignFolderError: where the folder holds another's ``mkdocs.yml`` or ``pages``.
        OSError: where the folder cannot be written.
    """
    _refuse_foreign(target)
    target.mkdir(parents=True, exist_ok=True)
    book = Book(vocabulary, standard, examples)
    # Written beside and moved into place, so that an interrupted run leaves the earlier pages whole.
    with tempfile.TemporaryDirectory(prefix=".pages-", dir=target) as scratch:
        fresh = Path(scratch) / PAGES
        fresh.mkdir()
        by_hand = _copy(docs, fresh) if docs is not None else []
        for page in _pages(book):
            path = fresh / page.path
            if page.path in by_hand:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.text, encoding="utf-8", newline="\n")
        style = fresh / STYLE
        style.parent.mkdir(exist_ok=True)
        style.write_bytes((files("mcvocab.glossary") / "templates" / "mcvocab.css").read_bytes())
        (target / CONFIG).write_text(config(fresh, by_hand, address), encoding="utf-8", newline="\n")
        pages = target / PAGES
        if pages.exists():
            pages.rename(Path(scratch) / "earlier")
        fresh.rename(pages)
    return [target / CONFIG, *sorted(path for path in pages.rglob("*") if path.is_file())]


def _pages(book: Book) -> Iterator[Page]:
    yield book.page(HOME, "home.md", lists=len(set(book.vocabulary.schemes) - PAGED))
    yield from render_terms(book)
    yield from render_schemes(book)
    yield from render_fields(book)
    yield from render_rules(book)
    yield from render_profiles(book)
    yield from render_sources(book)
    yield from render_reference()


def _copy(docs: Path, pages: Path) -> list[str]:
    """Take over the hand-written files; their paths within the tree."""
    found = sorted(path for path in docs.rglob("*") if path.is_file() and path.suffix in HAND_WRITTEN)
    for path in found:
        copy = pages / path.relative_to(docs)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return [path.relative_to(docs).as_posix() for path in found]


def _refuse_foreign(target: Path) -> None:
    configuration = target / CONFIG
    ours = configuration.is_file() and configuration.read_bytes().startswith(MARK.encode())
    if not ours and (configuration.exists() or (target / PAGES).exists()):
        raise ForeignFolderError(
            f"{target} already holds a “{CONFIG}” or a folder “{PAGES}” that mcvocab did not write, and writing "
            "the glossary there would destroy them. Name another folder."
        )
