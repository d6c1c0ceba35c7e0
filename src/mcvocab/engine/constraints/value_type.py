"""Value type constraint components (SHACL section 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcvocab.engine.datatypes import well_formed
from mcvocab.engine.source import sh
from mcvocab.model import IRI, Blank, Literal, Term

if TYPE_CHECKING:
    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration
    from mcvocab.engine.shape import Constraint

_KINDS: dict[Term, tuple[type, ...]] = {
    sh("IRI"): (IRI,),
    sh("BlankNode"): (Blank,),
    sh("Literal"): (Literal,),
    sh("BlankNodeOrIRI"): (Blank, IRI),
    sh("BlankNodeOrLiteral"): (Blank, Literal),
    sh("IRIOrLiteral"): (IRI, Literal),
}


def instance_of(declared: Declaration) -> Constraint:
    """``sh:class``: each value is an instance of the class."""
    name = declared.iri()
    return declared.each(lambda data, value: data.is_a(value, name))


def datatype(declared: Declaration) -> Constraint:
    """``sh:datatype``: each value is a well-formed literal of the datatype."""
    name = declared.iri()

    def test(data: Data, value: Term) -> bool:  # noqa: ARG001
        return isinstance(value, Literal) and value.datatype == name and well_formed(value)

    return declared.each(test)


def node_kind(declared: Declaration) -> Constraint:
    """``sh:nodeKind``: each value is an IRI, a blank node or a literal, as allowed."""
    kinds = _KINDS.get(declared.value)
    if kinds is None:
        names = ", ".join(f"sh:{name.rsplit('#', 1)[-1]}" for name in map(str, _KINDS))
        raise declared.error(f"must be one of {names}")
    return declared.each(lambda data, value: isinstance(value, kinds))  # noqa: ARG005
