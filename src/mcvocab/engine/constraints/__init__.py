"""The constraint components of SHACL Core, a module for each section of the specification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.engine.constraints import (
    cardinality,
    logical,
    other,
    property_pair,
    shape_based,
    string_based,
    value_range,
    value_type,
)
from mcvocab.engine.source import sh

if TYPE_CHECKING:
    from mcvocab.engine.declaration import Factory
    from mcvocab.model import IRI

PARAMETERS: dict[IRI, Factory] = {
    sh("class"): value_type.instance_of,
    sh("datatype"): value_type.datatype,
    sh("nodeKind"): value_type.node_kind,
    sh("minCount"): cardinality.min_count,
    sh("maxCount"): cardinality.max_count,
    sh("minExclusive"): value_range.min_exclusive,
    sh("minInclusive"): value_range.min_inclusive,
    sh("maxExclusive"): value_range.max_exclusive,
    sh("maxInclusive"): value_range.max_inclusive,
    sh("minLength"): string_based.min_length,
    sh("maxLength"): string_based.max_length,
    sh("pattern"): string_based.pattern,
    sh("languageIn"): string_based.language_in,
    sh("uniqueLang"): string_based.unique_lang,
    sh("equals"): property_pair.equals,
    sh("disjoint"): property_pair.disjoint,
    sh("lessThan"): property_pair.less_than,
    sh("lessThanOrEquals"): property_pair.less_than_or_equals,
    sh("not"): logical.negation,
    sh("and"): logical.conjunction,
    sh("or"): logical.disjunction,
    sh("xone"): logical.exactly_one,
    sh("node"): shape_based.node,
    sh("property"): shape_based.property_shape,
    sh("qualifiedMinCount"): shape_based.qualified_min_count,
    sh("qualifiedMaxCount"): shape_based.qualified_max_count,
    sh("closed"): other.closed,
    sh("hasValue"): other.has_value,
    sh("in"): other.member_of,
}
"""What makes the constraint of each parameter; a parameter that may have several values makes one for each."""

SINGLE = frozenset(
    sh(name)
    for name in [
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minExclusive",
        "minInclusive",
        "maxExclusive",
        "maxInclusive",
        "minLength",
        "maxLength",
        "languageIn",
        "uniqueLang",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "closed",
        "in",
    ]
)
"""Parameters of which a shape has at most one value."""
