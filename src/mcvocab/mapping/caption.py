"""A text says its own heading before its value: "Language of instruction: Greek"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.mapping import heading
from mcvocab.mapping.reading import Query, best_of

if TYPE_CHECKING:
    from mcvocab.mapping.index import Index

_LONGEST = 40
"""The most characters of a heading before a colon; what is longer is a sentence."""


def value_of(query: Query, index: Index) -> Query | None:
    """The question about the value alone, in the lists of the field that its heading names; None without one."""
    caption, _, value = query.text.partition(":")
    if not value.strip() or len(caption) > _LONGEST or not caption.strip(" -–_").replace(" ", "").isalpha():
        return None
    about = Query(caption, frozenset([index.field_scheme]), True, query.language)
    fields = [index.field_of(one.entry.concept.iri) for one in best_of(heading.find(about, index) or (), about)]
    wanted = query.schemes.intersection(*(field.schemes for field in fields if field)) if len(fields) == 1 else None
    return Query(value.strip(), wanted, True, query.language, query.kinds) if wanted else None
