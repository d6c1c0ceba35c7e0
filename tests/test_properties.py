"""Whatever stands under whatever heading: a record is made, nothing is lost without a word, nothing falls over."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import mcvocab
from mcvocab.graph import graph
from mcvocab.interpreter import Interpreter
from mcvocab.mapping import Mapper
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.store import load

VOCABULARY = load().vocabulary
INTERPRETER = Interpreter(VOCABULARY, Mapper(VOCABULARY))
HEADINGS = sorted({label.text for label, concept in VOCABULARY.labels(("field",)) if label.kind != "iri"})
LABELS = sorted({label.text for label, concept in VOCABULARY.labels() if concept.scheme != "field"})
ODD = (
    "", "n/a", "P60M", "20 credits at SCQF 7", "10 ECTS / 20 SCQF", "£250", "03/04/2026", "2026-02-30", "Yes", "none",
    "{value}", "{0}", "%s", "<b>x</b>", "a;b|c", "http://", "https://x.example/y", "https://x.example/a b", "NaN",
    "1e400", "-5", "٣", "SCQF 13", "Level 7", "7/8", "en-EN", "\n\n", " and ", ";;;", "=1+1", "\u202e", "\x00", "x" * 3000,
)  # fmt: skip
texts = st.one_of(st.sampled_from(LABELS), st.sampled_from(ODD), st.text(max_size=30))
leaves = st.one_of(texts, st.integers(), st.floats(), st.booleans(), st.none())
keys = st.one_of(st.sampled_from(HEADINGS), st.sampled_from(["en", "gd", "name", "points", "@id", "@type", "x"]))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=8,
)
records = st.dictionaries(st.sampled_from(HEADINGS), values, max_size=10)


@settings(max_examples=150)
@given(records)
def test_any_record_is_interpreted_and_has_a_graph(record: dict[str, Any]) -> None:
    for document in read("x.json", json.dumps([record]).encode()):
        for row in document.rows() if hasattr(document, "rows") else ():
            if isinstance(row, Row):
                found = INTERPRETER.interpret(row, document.source)  # type: ignore[union-attr]
                assert found.record.node in graph(found.record, VOCABULARY.fields, "2026-01-15")
                for trouble in found.troubles:
                    assert trouble.code in load().standard.rules


@settings(max_examples=20)
@given(st.lists(records, min_size=1, max_size=6))
def test_any_records_are_checked_and_every_finding_is_whole(given_records: list[dict[str, Any]]) -> None:
    report = mcvocab.check(json.dumps(given_records).encode(), as_of="2026-01-15")
    summary = report.summary
    assert summary.violation + summary.warning + summary.info == len(report.findings)
    assert summary.conforming <= summary.records
    for finding in report.findings:
        assert finding.message.endswith((".", "?"))
        assert finding.fix
        assert finding.where.file
