"""What to say of a result whose shape has no message of its own: one plain sentence for each constraint component."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mcvocab.engine.source import SH, Source, sh
from mcvocab.model import XSD, Blank, Graph, Literal, Term

if TYPE_CHECKING:
    from mcvocab.engine.results import Result

SHOWN = 8

_SENTENCES = {
    "class": "The value must be a {it}.",
    "datatype": "The value must be a well-formed {it}.",
    "nodeKind": "The value must be {it}.",
    "minCount": "There must be at least {it}, and there are fewer.",
    "maxCount": "There must be at most {it}, and there are more.",
    "minExclusive": "The value must be greater than {it}.",
    "minInclusive": "The value must be {it} or more.",
    "maxExclusive": "The value must be less than {it}.",
    "maxInclusive": "The value must be {it} or less.",
    "minLength": "The value must have at least {it}.",
    "maxLength": "The value must have at most {it}.",
    "pattern": "The value must match the pattern {it}.",
    "languageIn": "The value must be a text in one of these languages: {it}.",
    "uniqueLang": "No two values may have the same language, and two have.",
    "equals": "The values must be the same as those of {it}.",
    "disjoint": "The value must not also be a value of {it}.",
    "lessThan": "The value must be less than each value of {it}.",
    "lessThanOrEquals": "The value must not be more than any value of {it}.",
    "not": "The value must not conform to {it}, and it does.",
    "and": "The value must conform to all of these shapes: {it}.",
    "or": "The value must conform to at least one of these shapes: {it}.",
    "xone": "The value must conform to exactly one of these shapes: {it}.",
    "node": "The value does not conform to {it}.",
    "qualifiedMinCount": "At least {it} must conform to the shape that is asked for.",
    "qualifiedMaxCount": "At most {it} may conform to the shape that is asked for.",
    "closed": "This property is not allowed here.",
    "hasValue": "One of the values must be {it}.",
    "in": "The value must be one of these: {it}.",
}
_KINDS = {
    "IRI": "an IRI",
    "BlankNode": "a blank node",
    "Literal": "a literal",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a literal or a blank node",
    "IRIOrLiteral": "an IRI or a literal",
}
_LISTS = frozenset({"languageIn", "and", "or", "xone", "in"})
_COUNTED = {
    "minCount": "value",
    "maxCount": "value",
    "minLength": "character",
    "maxLength": "character",
    "qualifiedMinCount": "value",
    "qualifiedMaxCount": "value",
}


def best(messages: Iterable[Term]) -> str:
    """The text to show of several messages: the English one, one without a language, or any; empty without any."""
    said = [message for message in messages if isinstance(message, Literal)]
    ranked = sorted(said, key=lambda m: (not (m.language or "").startswith("en"), m.language is not None))
    return ranked[0].lexical if ranked else ""


def sentences(shapes: Graph, show: Callable[[Term], str] | None = None) -> Callable[[Result], str]:
    """What says a sentence of any result of these shapes.

    Args:
        shapes: the shapes graph.
        show: how to write a term; by default as Turtle does, with whole IRIs.
    """
    source, write = Source(shapes), show or shown

    def sentence(result: Result) -> str:
        name = result.component.removeprefix(SH).removesuffix("ConstraintComponent")
        parameter = f"{name[:1].lower()}{name[1:]}"
        template = _SENTENCES.get(parameter)
        if template is None:
            return f"The constraint {write(result.component)} is broken."
        terms = list(source.values(result.shape, sh(parameter)))
        return template.format(it=_it(source, result, parameter, terms, write))

    return sentence


def _it(source: Source, result: Result, parameter: str, terms: list[Term], write: Callable[[Term], str]) -> str:
    if parameter in _LISTS:
        terms = [term for head in terms for term in source.members(result.shape, head, sh(parameter))]
    if parameter == "nodeKind" and terms:
        return _KINDS.get(str(terms[0]).removeprefix(SH), "of another kind")
    if parameter in _COUNTED and terms and isinstance(terms[0], Literal):
        number = terms[0].lexical
        return f"{number} {_COUNTED[parameter]}{'' if number == '1' else 's'}"
    words = ["another shape" if isinstance(term, Blank) else write(term) for term in terms]
    if set(words) == {"another shape"} and len(words) > 1:
        return f"{len(words)} shapes without names"
    return ", ".join(words[:SHOWN]) + (f" and {len(words) - SHOWN} more" if len(words) > SHOWN else "")


def shown(term: Term) -> str:
    """A term as Turtle writes it, with whole IRIs; a plain text in quotes, a number as it is."""
    if isinstance(term, Blank):
        return "_:" + term
    if not isinstance(term, Literal):
        return f"<{term}>"
    text = '"' + term.lexical.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if term.language:
        return f"{text}@{term.language}"
    short = term.datatype.removeprefix(XSD)
    if short in ("integer", "decimal", "double", "boolean"):
        return term.lexical
    return text if short == "string" else f"{text}^^<{term.datatype}>"
