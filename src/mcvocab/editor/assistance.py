"""What to show at a place: what a value means, what is wrong with it, what may be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.glossary.statements import text as first_text

if TYPE_CHECKING:
    from mcvocab.editor.places import Place
    from mcvocab.editor.reading import Reading
    from mcvocab.model import Field, Finding, Mapping
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that may be written.

    Attributes:
        label: what the list shows.
        new: what is written.
        detail: of which scheme or part it is.
        meaning: a sentence or two.
        other: further words under which it is found.
    """

    label: str
    new: str
    detail: str
    meaning: str
    other: str = ""


class Assistant:
    """Knows the language and the standard.

    Args:
        vocabulary: the language.
        standard: the rules, for their reasons.
    """

    def __init__(self, vocabulary: Vocabulary, standard: Standard) -> None:
        self._vocabulary, self._standard = vocabulary, standard

    def hover(self, reading: Reading, offset: int) -> str:
        """What there is to say about an offset, as Markdown; empty where there is nothing."""
        about = [marked.finding for marked in reading.marked if marked.start <= offset <= marked.end]
        said = [self._finding(finding) for finding in about]
        meant = [one for one in reading.meanings if one.start <= offset <= one.end]
        said += [self._meaning(one.field, one.mapping) for one in meant]
        return "\n\n---\n\n".join(dict.fromkeys(said))

    def heading(self, field: Field) -> str:
        """What a field is, as Markdown."""
        return f"**{field.label}** (field)\n\n{self._definition(field.iri)}"

    def _finding(self, finding: Finding) -> str:
        rule = self._standard.rules.get(finding.code)
        lines = [f"**{finding.severity.word}** `{finding.code}`: {finding.message}"]
        if rule is not None and rule.why:
            lines.append(rule.why)
        if finding.fix:
            lines.append(f"*To mend it:* {finding.fix}")
        if finding.source:
            lines.append(f"*Source:* {finding.source}")
        return "\n\n".join(lines)

    def _meaning(self, key: str, mapping: Mapping) -> str:
        if mapping.concept is None:
            return ""
        concept = self._vocabulary.concepts[mapping.concept]
        scheme = self._vocabulary.schemes[concept.scheme].title
        lines = [f"**{concept.label}** ({scheme}), as {self._vocabulary.fields[key].label}"]
        lines += [text for text in (self._definition(concept.iri), mapping.note) if text]
        return "\n\n".join([*lines, f"<{concept.iri}>"])

    def _definition(self, iri: str) -> str:
        return first_text(self._vocabulary.details(iri), "definition")

    def completions(self, place: Place, form: str) -> Iterator[Completion]:
        """What may be written at a place, the nearest first; the editor sorts by what is already typed."""
        linked = form in ("ttl", "nt")
        if place.field is None:
            for field in self._vocabulary.fields.values():
                if field.within == place.holder:
                    yield self._key(field, form)
            return
        field = place.field
        if field.part is not None and field.leading:
            field = self._vocabulary.fields[field.leading]
        for scheme in field.schemes:
            for concept in self._vocabulary.members(scheme):
                if concept.replaced_by is None and (not field.kinds or concept.kind in field.kinds):
                    title = self._vocabulary.schemes[scheme].title
                    new = f"<{concept.iri}>" if linked else concept.label
                    yield Completion(concept.label, new, title, self._definition(concept.iri), concept.notation)

    def _key(self, field: Field, form: str) -> Completion:
        if form in ("csv", "tsv"):
            new = field.label
        elif form in ("ttl", "nt"):
            new = f"<{field.path[-1]}>"
        else:
            new = field.part_key or field.key
        return Completion(field.label, new, "field", self._definition(field.iri), field.key)
