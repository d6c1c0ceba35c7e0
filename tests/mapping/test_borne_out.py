"""What a text only mentions is believed where its other words bear it out, and a number beside what has levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mcvocab.mapping import Mapper


@pytest.mark.parametrize(
    ("text", "scheme", "concept"),
    [
        ("Office closed on bank holidays", "credential-status", ""),
        ("Discount code valid until 30 June", "credential-status", ""),
        ("Happy hour", "study-load-unit", ""),
        ("Minutes of the last meeting", "study-load-unit", ""),
        ("takes roughly six weeks", "study-load-unit", "study-load-unit/week"),
        ("None - attendance certificate issued", "assessment-type", "assessment-type/no-assessment"),
        ("Portfolio, 2500 words", "assessment-type", "assessment-type/portfolio"),
        ("Creative Course", "opportunity-type", "opportunity-type/course"),
        ("Floor 4, Library", "fheq", ""),
        ("4 credits", "fheq", ""),
        ("week 4", "fheq", ""),
        ("7 Masters", "fheq", "fheq/7"),
        ("postgraduate level 7", "fheq", "fheq/7"),
        ("Entry Level 3", "cqfw", "cqfw/e3"),
        ("Lefel Mynediad 3", "cqfw", "cqfw/e3"),
        ("RQF Entry One", "", "rqf/entry-1"),
        ("entry two", "", ""),
        ("Leibhéal 9", "nfq", "nfq/9"),
        ("5. szint", "eqf", "eqf/5"),
        ("Language of instruction: Greek", "language", "language/el"),
        ("Mode: online", "", "delivery-mode/online"),
        ("Certificate: Leadership", "", ""),
        ("TBC", "", ""),
    ],
)
def test_only_what_its_text_bears_out_is_believed(mapper: Mapper, text: str, scheme: str, concept: str) -> None:
    best = mapper.best(text, [scheme] if scheme else [])
    assert (best.concept or "").removeprefix("https://w3id.org/mcvocab/") == concept
