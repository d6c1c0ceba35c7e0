"""String-based constraint components (SHACL section 4.4): of an IRI the text counts, a blank node has none."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mcvocab.engine.patterns import PatternError, compile_pattern
from mcvocab.engine.shape import Constraint, pointed
from mcvocab.model import Blank, Literal, Term

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.results import Results


def min_length(declared: Declaration) -> Constraint:
    """``sh:minLength``: each value has at least so many characters."""
    least = declared.number()
    return declared.each(lambda data, value: (text := _text(value)) is not None and len(text) >= least)  # noqa: ARG005


def max_length(declared: Declaration) -> Constraint:
    """``sh:maxLength``: each value has at most so many characters."""
    most = declared.number()
    return declared.each(lambda data, value: (text := _text(value)) is not None and len(text) <= most)  # noqa: ARG005


def pattern(declared: Declaration) -> Constraint:
    """``sh:pattern`` with ``sh:flags``: the regular expression matches somewhere in each value."""
    flags = declared.other("flags")
    try:
        expression = compile_pattern(declared.text(), flags.lexical if isinstance(flags, Literal) else "")
    except PatternError as problem:
        raise declared.error(f"“{declared.text()}” cannot be run: {problem}") from None
    return declared.each(lambda data, value: (text := _text(value)) is not None and expression.search(text))  # noqa: ARG005


def language_in(declared: Declaration) -> Constraint:
    """``sh:languageIn``: the language of each value is one of a list, where “en” includes “en-GB”."""
    ranges = [member.lexical.lower() for member in declared.members() if isinstance(member, Literal)]

    def test(data: Data, value: Term) -> bool:  # noqa: ARG001
        if not isinstance(value, Literal) or not value.language:
            return False
        tag = value.language.lower()
        return any(tag == one or tag.startswith(one + "-") or one == "*" for one in ranges)

    return declared.each(test)


def unique_lang(declared: Declaration) -> Constraint | None:
    """``sh:uniqueLang``: no two values have the same language; one result for each language that is repeated."""
    declared.property_shape_only()
    if not declared.true():
        return None

    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:  # noqa: ARG001
        if len(values) > 1:
            tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
            for tag in dict.fromkeys(tags):
                if tags.count(tag) > 1:
                    results.append(declared.shape.result(declared.component, focus, None))

    return pointed(report)


def _text(value: Term) -> str | None:
    if isinstance(value, Literal):
        return value.lexical
    return None if isinstance(value, Blank) else value
