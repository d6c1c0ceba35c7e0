"""The law of the data model: what a record says becomes these triples, and every engine judges exactly them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from mcvocab.graph import AS_OF, RDF_TYPE, graph
from mcvocab.interpreter import AWARD, MICRO_CREDENTIAL
from mcvocab.judges import ENGINES
from mcvocab.model import BASE, IRI, MCV, XSD, XSD_STRING, Blank, Literal, Part, Record, Term, Value
from mcvocab.store import load

VOCABULARY, STANDARD = load()
FIELDS = VOCABULARY.fields
DAY = "2026-01-15"
TITLE, CREDIT, POINTS = (FIELDS[key].path[-1] for key in ("title", "credit", "creditPoints"))


def record(fields: dict[str, tuple[Value | Part, ...]], node: Blank | IRI | None = None) -> Record:
    return Record(1, "offer", node or Blank("r1"), (MICRO_CREDENTIAL,), fields)


def text(words: str) -> Value:
    return Value(words, Literal(words))


def test_a_value_is_a_triple_and_a_part_is_a_link_with_its_own_triples() -> None:
    credit = Part(
        Blank("c"), (IRI(MCV + "Credit"),), {"creditPoints": (Value("20", Literal("20", XSD + "decimal")),)}
    )
    triples = graph(record({"title": (text("Safe wiring"),), "credit": (credit,)}), FIELDS, DAY)
    assert triples == {
        Blank("r1"): {
            RDF_TYPE: {MICRO_CREDENTIAL: None},
            TITLE: {Literal("Safe wiring"): None},
            CREDIT: {Blank("c"): None},
            AS_OF: {Literal(DAY, XSD + "date"): None},
        },
        Blank("c"): {
            RDF_TYPE: {IRI(MCV + "Credit"): None},
            POINTS: {Literal("20", XSD + "decimal"): None},
        },
    }


def test_equal_terms_at_one_path_are_one_value() -> None:
    triples = graph(record({"title": (text("Same"), text("Same"))}), FIELDS, DAY)
    assert list(triples[Blank("r1")][TITLE]) == [Literal("Same")]


def test_the_reference_date_stands_on_the_micro_credential_of_an_award() -> None:
    achieved = Part(Blank("a"), (MICRO_CREDENTIAL,), {"title": (text("Safe wiring"),)})
    award = Record(1, "award", Blank("r1"), (AWARD,), {"achievement": (achieved,)})
    triples = graph(award, FIELDS, DAY)
    assert AS_OF in triples[Blank("a")]
    assert AS_OF in triples[Blank("r1")]


class Said(NamedTuple):
    focus: Term
    code: str
    value: Term | None


@pytest.fixture(params=ENGINES)
def judge(request: pytest.FixtureRequest) -> Callable[..., set[Said]]:
    """What each engine says of some records."""
    engine = ENGINES[request.param](STANDARD, ["core", "credit-bearing", "non-credit"])

    def said(*graphs_of: Record) -> set[Said]:
        judged = engine.judge([graph(one, FIELDS, DAY) for one in graphs_of])
        return {
            Said(r.focus, STANDARD.code(r.shape, r.component) or "", r.value) for results in judged for r in results
        }

    return said


def test_an_engine_names_rule_focus_and_the_value_as_written(judge: Callable[..., set[Said]]) -> None:
    results = judge(
        record({"workload": (Value("P60M", Literal("P60M")),)}, Blank("bad")),
        record({"title": (text("Safe wiring"),)}, Blank("titled")),
        record({}, IRI("https://example.org/mc/1")),
    )
    assert Said(Blank("bad"), "workload-not-hours", Literal("P60M", XSD_STRING)) in results
    assert Said(IRI("https://example.org/mc/1"), "title-missing", None) in results
    assert not any(r.code == "title-missing" and r.focus == Blank("titled") for r in results)


def test_an_engine_keeps_the_spelling_of_ill_typed_literals(judge: Callable[..., set[Said]]) -> None:
    # rdflib would turn "007" into "7" and an ill-typed boolean into false; a report must quote the provider.
    value = Literal("sixty", XSD + "decimal")
    results = judge(record({"workload": (Value("sixty", value),)}))
    assert Said(Blank("r1"), "workload-not-hours", value) in results


def test_an_engine_judges_a_route_by_its_class(judge: Callable[..., set[Said]]) -> None:
    points = Part(Blank("c"), (), {"creditPoints": (Value("20", Literal("20", XSD + "decimal")),)})
    bearing, free = IRI(MCV + "CreditBearing"), IRI(MCV + "NonCredit")
    one = Record(1, "offer", Blank("b"), (MICRO_CREDENTIAL, bearing), {})
    other = Record(2, "offer", Blank("n"), (MICRO_CREDENTIAL, free), {"credit": (points,)})
    codes = {(r.focus, r.code) for r in judge(one, other)}
    assert (Blank("b"), "credit-without-points") in codes
    assert (Blank("n"), "points-on-non-credit") in codes
    assert (Blank("b"), "points-on-non-credit") not in codes


def test_concepts_are_known_to_an_engine_and_texts_are_not_concepts(judge: Callable[..., set[Said]]) -> None:
    online = IRI(BASE + "delivery-mode/online")
    good = record({"mode": (Value("online", online),)}, Blank("good"))
    bad = record({"mode": (text("on the moon"),)}, Blank("bad"))
    foreign = record({"mode": (Value("SCQF 7", IRI(BASE + "scqf/7")),)}, Blank("foreign"))
    unknown = {(r.focus, r.value) for r in judge(good, bad, foreign) if r.code == "mode-unknown"}
    assert unknown == {(Blank("bad"), Literal("on the moon")), (Blank("foreign"), IRI(BASE + "scqf/7"))}
