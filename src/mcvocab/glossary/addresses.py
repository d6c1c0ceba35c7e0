"""Where each thing of the language has its page: the tree of pages mirrors the addresses of the concepts.

So one redirect serves them all: ``term/nanodegree`` is ``term/nanodegree.md``; the concepts of the value lists are
sections of their list's page, because a level or a country says most beside its neighbours.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcvocab.model import Concept

TERMS, FIELDS, KINDS = "term", "field", "kind"
PAGED = frozenset({TERMS, FIELDS})
HOME, A_TO_Z, LISTS, REFERENCE = "index.md", "a-z.md", "lists.md", "reference.md"


def segment(text: str) -> str:
    """A part of an address, of letters, digits, dots, underscores and hyphens alone.

    >>> segment("../a b")
    '-a-b'
    """
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", text).lstrip(".") or "-"


def scheme_address(slug: str) -> str:
    """The page of a concept scheme."""
    return f"{segment(slug)}/index.md"


def concept_address(concept: Concept) -> str:
    """The page of a concept, or its place on the page of its scheme."""
    if concept.scheme in PAGED:
        return f"{concept.scheme}/{segment(concept.slug)}.md"
    return f"{scheme_address(concept.scheme)}#{segment(concept.slug)}"


def rule_address(code: str) -> str:
    """The page of a rule."""
    return f"rule/{segment(code)}.md"


def profile_address(name: str) -> str:
    """The page of a profile."""
    return f"profile/{segment(name)}.md"


def source_address(iri: str) -> str:
    """The place of a source on the page of sources."""
    return f"source/index.md#{segment(iri.rsplit('/', 1)[-1])}"


def relative(address: str, page: str) -> str:
    """The address as seen from a page.

    >>> relative("scqf/index.md#7", "term/nanodegree.md")
    '../scqf/index.md#7'
    """
    path, mark, anchor = address.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor
