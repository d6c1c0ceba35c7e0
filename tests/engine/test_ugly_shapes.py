"""Shapes with anything in the wrong place are judged or refused in words; nothing else ever happens."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from random import Random

import pytest

from mcvocab.engine import Engine, ShapesError
from mcvocab.readers.graphs import GraphError, read_graph
from mcvocab.triplestore import Triplestore

TRIES = int(os.environ.get("MCVOCAB_FUZZ", "2000"))
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
"""
SHAPES = [
    """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:targetNode ex:x ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
        sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:minCount 1 ; sh:or ( [ sh:class ex:D ] [ sh:in ( 1 "a" ) ] ) ] ;
        sh:property [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:pattern "^a+$" ; sh:flags "i" ; sh:lessThan ex:r ] .
    ex:x a ex:C ; ex:p 1, "b"@en, ex:y ; ex:q [ ex:p 2.5 ] . ex:y ex:q ex:x .""",
    """ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:severity sh:Info ; sh:message "No."@en ;
        sh:sparql [ sh:prefixes ex: ; sh:message "{?value}" ; sh:select "SELECT $this ?value WHERE { $this ex:p ?value }" ] ;
        sh:node [ sh:property [ sh:path ex:q ; sh:qualifiedValueShape [ sh:datatype xsd:date ] ; sh:qualifiedMinCount 1 ] ] .
    ex:x ex:p "2024-02-30"^^xsd:date, <relative> ; ex:q true .""",
    """ex:K a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER (STRLEN(STR($value)) < $limit) }" ] .
    ex:S a sh:PropertyShape ; sh:path ex:p ; sh:targetObjectsOf ex:q ; ex:limit 3 ; sh:uniqueLang true ; sh:not [ sh:hasValue 1 ] .
    ex:x ex:q ex:y . ex:y ex:p "long text"@en-GB, "x" .""",
]
WORDS = re.findall(
    r"\S+",
    """sh:minCount sh:path sh:node sh:property sh:or sh:and sh:xone sh:not sh:in sh:pattern sh:class sh:datatype sh:nodeKind
    sh:qualifiedValueShape sh:sparql sh:select sh:languageIn sh:closed sh:ignoredProperties sh:targetClass sh:targetNode
    sh:parameter sh:validator sh:message sh:severity sh:equals sh:lessThan sh:inversePath sh:zeroOrMorePath sh:hasValue
    sh:alternativePath sh:prefixes sh:deactivated sh:flags sh:uniqueLang sh:entailment sh:js sh:what ex:S ex:p ex:x
    () [] "x" "(" 1 -1 2.5 true rdf:nil rdf:first <relative>""",
)
TOKEN = re.compile(r"sh:\w+|ex:\w*|\"[^\"\n]*\"|\d+|true|[\[\]()]")


@pytest.mark.parametrize("seed", range(4))
def test_no_shape_breaks_the_engine(seed: int) -> None:
    random = Random(seed)
    judged = 0
    for _ in range(TRIES // 4):
        text = random.choice(SHAPES)
        for _ in range(random.randint(1, 4)):
            token = random.choice(list(TOKEN.finditer(text)))
            text = text[: token.start()] + random.choice(WORDS) + text[token.end() :]
        try:
            graph = read_graph("s.ttl", (HEAD + text).encode()).graph
        except GraphError:
            continue
        with suppress(ShapesError):
            Engine(graph, executor=Triplestore(graph)).validate(graph)
        judged += 1
    assert judged > TRIES // 40
