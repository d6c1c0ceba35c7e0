"""Regular expressions of XPath: what they match, what is refused, and that no text takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.engine.patterns import PatternError, compile_pattern

MATCHES = [
    ("b", "", "abc"), ("^abc$", "", "abc"), ("a|b", "", "xxb"), ("^(ab|c)+$", "", "abcab"), ("^a{2,3}$", "", "aaa"),
    ("^a{2,}$", "", "aaaaa"), ("^a{0}$", "", ""), ("^a*?b$", "", "aab"), ("", "", "anything"), ("^$", "", ""),
    (r"^\d+$", "", "٣४"), (r"^\w$", "", "+"), (r"^\W$", "", "_"), (r"^\s$", "", "\t"), (r"^\S$", "", "\xa0"),
    (r"^\p{Lu}\P{Lu}$", "", "Éé"), (r"^\i\c*$", "", "xml:lang"), (r"^[\i-[:]][\c-[:]]*$", "", "lang"),
    ("^[a-z-[aeiou]]+$", "", "rhythm"), ("^[^a-c]$", "", "d"), ("^[a-]+$", "", "a-a"), ("^[-a]+$", "", "a-a"), (r"^[\]\\^]+$", "", "]\\^"),
    (r"^[\s,]+$", "", " ,\n"), (".", "s", "\n"), ("^b$", "m", "a\nb\nc"), ("HELLO", "i", "hello"), ("^[A-Z]$", "i", "q"), ("É", "i", "é"),
    ("a b", "x", "ab"), ("a[ ]b", "x", "a b"), ("a.b", "q", "xa.by"), (r"^https?://[^\s/]", "i", "HTTPS://example.ac.uk"),
    ("(?:ab)+", "", "abab"), ("^(a?){30}a{30}$", "", "a" * 30),
]  # fmt: skip
MISSES = [
    ("^b", "", "ab"), ("^a$", "", "a\n"), ("a$", "", "a\n"), (".", "", "\n"), (".", "", "\r"), ("^a{2,3}$", "", "aaaa"),
    (r"^\w$", "", "_"), (r"^\s$", "", "\xa0"), (r"^\d$", "", "½"), ("^[a-z-[aeiou]]+$", "", "radio"), ("^$", "m", "a\n"),
    ("a.b", "q", "axb"), ("hello", "", "HELLO"), (r"^\p{L}$", "", "5"), ("^b$", "", "a\nb\nc"),
]  # fmt: skip
REFUSED = [
    "(", ")", "a)", "[", "[]", "[a", "*a", "a**", "a++", "a{,2}", "a{3,2}", "a{x}", "{", "}", "]", "\\", "\\b", "\\A", "\\1", "(a)\\1",
    "(?=a)", "(?<a>b)", "(?i)a", "\\p{Foo}", "\\pL", "\\p{IsGreek}", "[z-a]", "[a-\\d]", "[[:alpha:]]", "a{1,9}{1,9}", "(a{1000}){1000}",
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags", "text"), MATCHES)
def test_matches(pattern: str, flags: str, text: str) -> None:
    assert compile_pattern(pattern, flags).search(text)


@pytest.mark.parametrize(("pattern", "flags", "text"), MISSES)
def test_misses(pattern: str, flags: str, text: str) -> None:
    assert not compile_pattern(pattern, flags).search(text)


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_is_no_pattern_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        compile_pattern(pattern)
    assert " " in str(refused.value)


def test_a_flag_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PatternError, match="“g” is no flag"):
        compile_pattern("a", "g")


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^(a*)*b$", "(.*)(.*)(.*)(.*)x$", "^(([a-z]+)*[0-9])*$"])
def test_no_text_takes_long(pattern: str) -> None:
    # Python's own expressions would not live to see the end of these.
    compile_pattern(pattern).search("a" * 20_000 + "!")


def test_memory_is_bounded() -> None:
    pattern = compile_pattern(r"^(\w+\s*)+$")
    for start in range(0x100, 0xF000, 7):
        pattern.search("".join(map(chr, range(start, start + 30))))
    assert sum(map(len, pattern._places.values())) <= 60_000


PIECES = st.sampled_from(
    ["a", "b", "c", "[ab]", "[^a]", "(a|b)", "(ab)", "a*", "b+", "c?", "a{2}", "(a|bc)*", "(b|c){1,2}", "."]
)


@given(st.lists(PIECES, max_size=6), st.booleans(), st.booleans(), st.text("abcd", max_size=12))
def test_where_python_means_the_same_it_finds_the_same(pieces: list[str], start: bool, end: bool, text: str) -> None:
    pattern = "^" * start + "".join(pieces) + "$" * end
    python = "^" * start + "".join(pieces) + r"\Z" * end
    assert compile_pattern(pattern).search(text) == (re.search(python, text) is not None)
