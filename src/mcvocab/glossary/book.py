"""What every page is rendered from, and how: the language, the standard, the examples, the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context

from mcvocab.glossary import addresses, escaping, statements
from mcvocab.model import BASE, IRI, Concept, Field

if TYPE_CHECKING:
    from jinja2.runtime import Context
    from markupsafe import Markup

    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

Find: TypeAlias = Callable[[str], "tuple[str, str]"]


class Page(NamedTuple):
    """One page: its path within the tree, and its Markdown."""

    path: str
    text: str


@dataclass(frozen=True)
class Book:
    """The language and the standard, ready to be rendered."""

    vocabulary: Vocabulary
    standard: Standard
    examples: Path | None = None

    def page(self, path: str, template: str, **values: Any) -> Page:
        """The page that a template makes of the values."""
        rendered = self._templates.get_template(template).render(page=path, book=self, **values)
        return Page(path, rendered.strip() + "\n")

    def concepts(self, iris: list[str]) -> list[Concept]:
        """The concepts of these IRIs that the language has, by label."""
        found = {iri: self.vocabulary.concepts[IRI(iri)] for iri in iris if iri in self.vocabulary.concepts}
        return sorted(found.values(), key=lambda concept: concept.label.casefold())

    def fields_of(self, scheme: str) -> list[Field]:
        """The fields that draw their values from a scheme."""
        return [field for field in self.vocabulary.fields.values() if scheme in field.schemes]

    def language(self, tag: str) -> str:
        """The name of a language where the language scheme has it, else its tag."""
        concept = self.vocabulary.find(tag, "language")
        return concept.label if concept else tag

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("mcvocab.glossary"),
            # Both nets: all that is printed is escaped for Markdown, and whatever slips past it for HTML.
            autoescape=True,
            finalize=escaping.escape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # The usual join would escape for HTML alone.
        environment.filters["join"] = escaping.join
        environment.filters["heading"] = escaping.heading
        environment.filters["codes"] = lambda steps: escaping.join(map(escaping.code, steps), " → ")
        for read in (statements.texts, statements.text, statements.number, statements.iris, statements.nodes):
            environment.globals[read.__name__] = read
        environment.globals["code"] = escaping.code
        environment.globals["block"] = escaping.block
        environment.globals["outside"] = escaping.outside
        find = {
            "concept": self._concept,
            "field": self._field,
            "profile": self._profile,
            "rule": self._rule,
            "scheme": self._scheme,
            "source": self._source,
        }
        for kind, one in find.items():
            environment.globals[f"to_{kind}"] = _linker(one)
        environment.globals["links"] = _linkers(find)
        return environment

    def _rule(self, code: str) -> tuple[str, str]:
        return self.standard.rules[code].name, addresses.rule_address(code)

    def _profile(self, name: str) -> tuple[str, str]:
        return self.standard.profiles[name].title, addresses.profile_address(name)

    def _field(self, key: str) -> tuple[str, str]:
        field = self.vocabulary.fields[key]
        return field.label, addresses.concept_address(self.vocabulary.concepts[field.iri])

    def _scheme(self, slug: str) -> tuple[str, str]:
        scheme = self.vocabulary.schemes.get(slug)
        return (scheme.title, addresses.scheme_address(slug)) if scheme else (slug, "")

    def _source(self, iri: str) -> tuple[str, str]:
        title = statements.text(self.vocabulary.source(iri), "title")
        return (title, addresses.source_address(iri)) if title else (iri, "")

    def _concept(self, iri: str) -> tuple[str, str]:
        concept = self.vocabulary.concepts.get(IRI(iri))
        return (concept.label, addresses.concept_address(concept)) if concept else (iri, "")


def _linker(find: Find) -> Callable[[Context, str], Markup]:
    """A function for templates that links to what `find` finds, as seen from the page being rendered."""

    @pass_context
    def to(context: Context, key: str) -> Markup:
        return _link(find(key), context["page"])

    return to


def _linkers(find: Mapping[str, Find]) -> Callable[..., Markup]:
    """A function for templates that links to several things of a kind, in a row."""

    @pass_context
    def links(context: Context, kind: str, keys: Iterable[str], separator: str = ", ") -> Markup:
        return escaping.join((_link(find[kind](key), context["page"]) for key in keys), separator)

    return links


def _link(found: tuple[str, str], page: str) -> Markup:
    """A link; what has no page of ours (a concept of another list, an undescribed source) is named all the same."""
    text, address = found
    if address:
        return escaping.link(text, addresses.relative(address, page))
    # One of our own addresses without a page would be a broken link.
    return escaping.code(text) if text.startswith(BASE) else escaping.outside(text)
