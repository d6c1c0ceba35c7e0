from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.mojibake import mended


def garbled(text: str) -> str:
    return "".join(
        bytes((byte,)).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
        for byte in text.encode()
    )


@given(st.text(st.characters(codec="cp1252", min_codepoint=0xA0) | st.sampled_from("abc €–’“"), max_size=20))
def test_what_was_garbled_once_is_mended(text: str) -> None:
    if mended(text) != text:
        return  # it is garbled itself
    assert mended(garbled(text)) == text


@pytest.mark.parametrize(
    "text", ["Gàidhlig", "Sgilean dàta", "Ñandú ©", "£50 – “Café”", "NÃO", "Â", "ЖЗ", "Ã ", "日本語"]
)
def test_text_that_people_write_is_left_alone(text: str) -> None:
    assert mended(text) == text


def test_what_was_garbled_twice_and_what_stands_beside_other_scripts_is_mended() -> None:
    assert mended(garbled(garbled("Café"))) == "Café"
    assert mended("日本 CafÃ©") == "日本 Café"
