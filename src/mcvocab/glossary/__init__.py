"""The published glossary: the compiled language and standard as Markdown pages, and a site built from them.

`write` lays out a folder with ``mkdocs.yml`` and ``pages/``; `build` turns that folder into a site. The Markdown is
plain, so any builder that reads ``mkdocs.yml`` can be used instead. Nothing here knows RDF.
"""

from mcvocab.glossary.site import SiteBuildError, SiteToolsMissingError, build
from mcvocab.glossary.tree import ForeignFolderError, write

__all__ = ["ForeignFolderError", "SiteBuildError", "SiteToolsMissingError", "build", "write"]
