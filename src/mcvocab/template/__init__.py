"""An empty table for a provider who starts from nothing: the columns that a profile asks for, and an example row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.model import IRI, Field, Rule, Severity
from mcvocab.standard import CORE

if TYPE_CHECKING:
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

_SHACL = "http://www.w3.org/ns/shacl#"
_AT_LEAST = (IRI(_SHACL + "minCount"), IRI(_SHACL + "qualifiedMinCount"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Attributes:
        field: what stands in it; its label is the heading.
        meaning: what the field is, in a sentence.
        example: what the example row holds.
        choices: the labels to choose from; none where the field is free, or holds what no list has.
        rules: those that ask for the field, the most severe first.
        severity: the highest that one of them has in the profiles; None where no rule asks.
    """

    field: Field
    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    severity: Severity | None = None


def columns(vocabulary: Vocabulary, standard: Standard, profiles: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of a table for records that are to meet some profiles, in the order in which people fill them in.

    The example row meets the profiles too. Where several routes are open, it takes one, and is empty where only the
    others ask for something.

    Args:
        vocabulary: the language.
        standard: the rules and profiles.
        profiles: names of profiles; by default ``core`` with all routes. A named route brings ``core``.

    Raises:
        UnknownProfileError: where a profile is not in the standard.
    """
    asked = standard.with_extended(profiles)
    routes = {
        name: vocabulary.concepts[concept]
        for concept, target in vocabulary.route_classes.items()
        for name, profile in standard.profiles.items()
        if profile.target == target
    }
    named = [name for name in asked if name in routes]
    asked = tuple(dict.fromkeys((*asked, *((CORE,) if named or not asked else ()))))
    active = (*asked, *(routes if CORE in asked and not named else ()))
    demands = [
        (name, severity, rule)
        for name in active
        for code, severity in standard.profiles[name].rules.items()
        if severity >= Severity.WARNING and _demands(standard, rule := standard.rules[code])
    ]
    if not named:
        examples = {_detail(vocabulary, field, "example") for field in vocabulary.fields.values()}
        named = [name for name, concept in routes.items() if concept.label in examples]
    taken = [routes[name] for name in named]
    awards = all(standard.profiles[name].kind == "award" for name in active)
    found = []
    for field in vocabulary.fields.values():
        example, asking = (
            _detail(vocabulary, field, "example"),
            [d for d in demands if _holder(vocabulary, d[2]) == field],
        )
        usual = field.marks in ("identifier", "title") if awards else _detail(vocabulary, field, "usual")
        if not example or not (asking or usual):
            continue
        if any(concept.scheme in field.schemes for concept in taken):
            example = "; ".join(concept.label for concept in taken)
        elif asking and all(name in routes and name not in named for name, _, _ in asking):
            example = ""
        order = int(_detail(vocabulary, field, "order"))
        rules = tuple(dict.fromkeys(rule for _, _, rule in sorted(asking, key=lambda demand: -demand[1])))
        severity = max((severity for _, severity, _ in asking), default=None)
        meaning = _detail(vocabulary, field, "definition")
        found.append((order, Column(field, meaning, example, _choices(vocabulary, field), rules, severity)))
    return tuple(column for _, column in sorted(found, key=lambda pair: pair[0]))


def _demands(standard: Standard, rule: Rule) -> bool:
    """Whether a rule asks for a value to be there."""
    return bool(rule.about) and any(name in standard.shapes.get(rule.iri, {}) for name in _AT_LEAST)


def _holder(vocabulary: Vocabulary, rule: Rule) -> Field:
    """The field whose column holds what a rule asks for: “10 SCQF credit points” stands in one cell, not in two.

    An email address has a column of its own, though a contact may be written in one cell.
    """
    field = vocabulary.fields[rule.about[0]]
    above = vocabulary.fields[field.within] if field.within else None
    if above is None or above.within is not None:
        return field
    one_cell = above.quantity not in ("", "contact") or above.leading == field.key
    return above if one_cell else field


def _choices(vocabulary: Vocabulary, field: Field) -> tuple[str, ...]:
    """The labels of the concepts that a field takes; of terms, those of the kinds that it holds."""
    leading = vocabulary.fields[field.leading] if field.leading and not field.quantity else field
    concepts = (concept for scheme in leading.schemes for concept in vocabulary.members(scheme))
    return tuple(
        concept.label
        for concept in concepts
        if concept.replaced_by is None and (not leading.kinds or concept.kind in leading.kinds)
    )


def _detail(vocabulary: Vocabulary, field: Field, key: str) -> str:
    values = vocabulary.details(field.iri).get(key, ())
    return str(values[0]["value"]) if values else ""
