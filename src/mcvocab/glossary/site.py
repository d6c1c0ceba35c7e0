"""The site: the configuration that a site builder reads, and the build itself by MkDocs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mcvocab.glossary.addresses import A_TO_Z, FIELDS, HOME, KINDS, LISTS, REFERENCE, TERMS

START = ("tutorial.md", "gallery.md")
"""The pages that show what there is, beside those for each kind of user."""
CONFIG, PAGES = "mkdocs.yml", "pages"
MARK = "# Written by “mcvocab docs build”; changes made here are lost.\n"


class SiteToolsMissingError(ModuleNotFoundError):
    """The packages that build the site are not installed; the text says how to install them."""


class SiteBuildError(RuntimeError):
    """The site could not be built; the text holds what the builder said."""


def config(pages: Path, by_hand: Sequence[str] = (), address: str = "") -> str:
    """The text of ``mkdocs.yml`` for a tree of pages.

    Everything the site needs lies in the tree and in the theme: no fonts, scripts or pictures from elsewhere, no
    hooks and no plugin but the search, so that any builder that reads this file makes the same site.

    Args:
        pages: the folder of Markdown pages.
        by_hand: paths of the hand-written pages among them.
        address: where the site will stand, if that is known.
    """
    settings: dict[str, Any] = {
        "site_name": "mcvocab",
        "site_description": "The shared language of micro-credentials: what the words mean and what records need.",
        "copyright": "Words and rules: CC BY 4.0. This is not the official glossary of any body.",
        "docs_dir": PAGES,
        # Pages then open from a folder as well as from a server.
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "language": "en",
            "font": False,
            "features": ["navigation.tabs", "navigation.top", "navigation.prune"],
            "palette": [
                {"media": f"(prefers-color-scheme: {scheme})", "scheme": name, "primary": "indigo"}
                for scheme, name in (("light", "default"), ("dark", "slate"))
            ],
        },
        "extra_css": ["assets/mcvocab.css"],
        "plugins": ["search"],
        "markdown_extensions": [
            "attr_list",
            "md_in_html",
            "tables",
            "pymdownx.superfences",
            {"toc": {"permalink": True}},
        ],
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
            "links": {
                "not_found": "warn",
                "anchors": "warn",
                "absolute_links": "warn",
                "unrecognized_links": "warn",
            },
        },
        "nav": _navigation(pages, by_hand),
    }
    if address:
        settings["site_url"] = address
    # JSON is YAML too, and leaves no doubt about quoting.
    return MARK + json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def build(tree: Path, site: Path) -> None:
    """Build the site; a link that leads nowhere stops it.

    Args:
        tree: the folder that `write` has laid out.
        site: the folder for the site; what is in it is replaced.

    Raises:
        SiteToolsMissingError: where MkDocs or its theme is not installed.
        SiteBuildError: where the pages cannot be built, with what the builder said.
    """
    if find_spec("mkdocs") is None or find_spec("material") is None:
        raise SiteToolsMissingError(
            "Building the site needs MkDocs and its theme, which are not installed. Install them with: "
            'pip install "mcvocab[docs]". The Markdown pages are complete without them.'
        )
    # A process of its own: MkDocs sets up logging and warnings for the whole program it runs in.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["--config-file", str((tree / CONFIG).resolve()), "--site-dir", str(site.resolve())]
    # Not --quiet: it silences the very warnings that --strict counts.
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("INFO")]
        raise SiteBuildError("The site could not be built:\n" + "\n".join(said[-20:]))


def _navigation(pages: Path, by_hand: Sequence[str]) -> list[Any]:
    """The menu: fixed headings of ours, and pages by path alone, so that each shows its own title."""
    present = sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.md"))
    by_folder: dict[str, list[str]] = {}
    for path in present:
        by_folder.setdefault(path.rpartition("/")[0], []).append(path)

    def section(folder: str) -> list[str]:
        own = by_folder.get(folder, [])
        index = f"{folder}/index.md"
        return [path for path in own if path == index] + [path for path in own if path != index]

    generated = {TERMS, FIELDS, "rule", "profile", "source"}
    lists = [
        paths[0]
        for folder, paths in by_folder.items()
        if paths == [f"{folder}/index.md"] and paths[0] not in by_hand and folder not in generated | {KINDS}
    ]
    first = [path for path in present if path in by_hand and (path in START or path.startswith("for-"))]
    written = [path for path in present if path in by_hand and path not in (HOME, *first)]
    menu: list[tuple[str, list[str]]] = [
        ("Start", sorted(first, key=lambda path: (path not in START[:1], path))),
        ("Terms", [*section(TERMS)[:1], A_TO_Z, *section(KINDS), *section(TERMS)[1:]]),
        ("Value lists", [LISTS, *lists]),
        ("Fields", section(FIELDS)),
        ("Rules", section("rule")),
        ("Profiles", section("profile")),
        ("About", [*written, REFERENCE, *section("source")]),
    ]
    shown = [(title, [path for path in paths if path in present]) for title, paths in menu]
    return [{"Home": HOME}, *({title: paths} for title, paths in shown if paths)]
