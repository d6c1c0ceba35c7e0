"""How much of a column is looked at before it is told what its cells are."""

from __future__ import annotations

from mcvocab.interpreter.content import _those_told


def _asked(words: list[str], good: str) -> tuple[list[str], int]:
    asked: list[str] = []

    def tells(text: str) -> bool:
        asked.append(text)
        return text.startswith(good)

    found = _those_told([(word, 1) for word in words], len(words), tells)
    return found, len(asked)


def test_no_more_is_looked_at_once_too_few_can_be_of_a_kind() -> None:
    assert _asked([f"prose {number}" for number in range(60)], "level") == ([], 13)


def test_all_is_looked_at_where_enough_are_of_a_kind() -> None:
    words = ["prose", *(f"level {number}" for number in range(4))]
    assert _asked(words, "level") == (words[1:], 5)
