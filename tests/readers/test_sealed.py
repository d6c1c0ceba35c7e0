from __future__ import annotations

import base64
import json
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

RECORD = {"title": "Data", "credit": {"points": 10}}


def coded(value: object) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(payload: object) -> str:
    return f"{coded({'alg': 'ES256'})}.{coded(payload)}.{coded(b'signature')}"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunk(*one) for one in chunks) + chunk(b"IEND", b"")


TEXT = json.dumps(RECORD).encode()
SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='{space}'>{badge}</svg>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jwt", token(RECORD)),
        ("-", token(RECORD) + "\n"),
        ("a.txt", token(RECORD)),
        ("a.jwt", token({"iss": "x", "vc": RECORD})),
        ("a.jwt", token(RECORD) + "~" + coded(["salt", "name", "x"]) + "~"),
        ("a.json", json.dumps({"payload": coded(RECORD), "signatures": [{"protected": "x", "signature": "y"}]})),
        ("a.json", json.dumps({"payload": coded(RECORD), "protected": "x", "signature": "y"})),
        (
            "a.json",
            json.dumps({"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token(RECORD)}"}),
        ),
        ("a.png", png((b"iTXt", b"openbadges\0\0\0\0\0" + token(RECORD).encode()))),
        (
            "a.svg",
            SVG.format(space="http://openbadges.org", badge=f"<openbadges:assertion verify='{token(RECORD)}'/>"),
        ),
    ],
)
def test_record_that_is_signed_is_read_and_said_not_to_be_verified(reading, name, data):
    outcome = reading(name, data)
    assert outcome.codes == ["signature-not-verified"]
    [row] = outcome.values
    assert row == [("title", "Data"), ("credit", [("points", "10")])]


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"openbadges\0" + TEXT),
        (b"iTXt", b"openbadgecredential\0\0\0\0\0" + TEXT),
        (b"iTXt", b"openbadgecredential\0\1\0en\0title\0" + zlib.compress(TEXT)),
        (b"zTXt", b"openbadges\0\0" + zlib.compress(TEXT)),
    ],
)
@pytest.mark.parametrize("name", ["badge.png", "-"])
def test_baked_picture_is_read(reading, chunk, name):
    outcome = reading(name, png((b"tEXt", b"Comment\0made up"), chunk))
    assert outcome.codes == []
    assert outcome.values == [[("title", "Data"), ("credit", [("points", "10")])]]
    place = outcome.place(0, "credit/points")
    assert (place.line, place.pointer) == (None, "/credit/points")


@pytest.mark.parametrize("space", ["http://openbadges.org", "https://purl.imsglobal.org/ob/v3p0"])
@pytest.mark.parametrize("badge", ["<openbadges:{0}><![CDATA[{1}]]></openbadges:{0}>"])
def test_baked_drawing_is_read(reading, space, badge):
    element = "assertion" if space.endswith(".org") else "credential"
    inner = badge.format(element, json.dumps(RECORD))
    outcome = reading("a.svg", SVG.format(space=space, badge=inner))
    assert outcome.values == [[("title", "Data"), ("credit", [("points", "10")])]]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", png(), "image-without-badge"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image-without-badge"),
        ("a.png", png((b"tEXt", b"openbadges\0https://e.org/5")), "badge-elsewhere"),
        ("a.png", png((b"tEXt", b"openbadges\0" + TEXT))[:60], "image-damaged"),
        ("a.png", png((b"iTXt", b"openbadges\0\1\0\0\0" + b"no zlib")), "image-damaged"),
        ("a.png", png((b"iTXt", b"openbadges\0")), "image-damaged"),
        ("a.png", b"GIF89a", "image-without-badge"),
        ("a.jwt", "one.two", "token-malformed"),
        ("a.jwt", "https://e.org/a", "token-malformed"),
        ("a.jwt", f"{coded({'alg': 'none'})}.{coded(b'no json')}.", "json-malformed"),
    ],
)
def test_what_holds_no_record_says_why(reading, name, data, code):
    outcome = reading(name, data)
    assert outcome.codes[0] == code
    assert outcome.rows == []


def test_text_that_unfolds_without_end_is_refused(reading):
    bomb = zlib.compress(b" " * 50_000_000)
    assert reading("a.png", png((b"zTXt", b"openbadges\0\0" + bomb))).codes == ["image-damaged"]


def test_personal_address_of_a_badge_is_not_repeated(reading):
    outcome = reading("a.png", png((b"tEXt", b"openbadges\0https://e.org/assertions/of-somebody")))
    assert "somebody" not in str(outcome.troubles)


_BAKED = png((b"iTXt", b"openbadges\0\0\0\0\0" + TEXT))


@settings(deadline=None)
@given(st.binary(max_size=80), st.sampled_from([".jwt", ".png", ".svg", ".xml", ".html"]))
def test_no_bytes_raise(reading, data, suffix):
    for whole in (data, _BAKED[:40] + data, data + _BAKED[40:]):
        outcome = reading("a" + suffix, whole)
        assert outcome.rows or outcome.troubles
