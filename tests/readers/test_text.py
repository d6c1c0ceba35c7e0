from __future__ import annotations

import codecs
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcvocab.content import Content
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.readers.encodings import encoding_of
from mcvocab.readers.text import Lines, Text, examine

SAMPLES = (
    "Title,Fee\r\nCafé, £50 – “naïve” façade\r\n",
    "The learner’s own words – and Größe, Übung, Señor Núñez",
    "ÉCOLE DES ARTS, Sgilean dàta, Òrdugh",
    "Prix 50\xa0%: cours d’été",
)


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encoding_is_told_by_evidence(text: str, codec: str) -> None:
    found, _ = examine(Content.of_bytes(text.encode(codec)))
    assert found is not None
    assert found.whole() == text


@pytest.mark.parametrize(
    ("codec", "title"), [("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman"), ("utf-16-be", "UTF-16")]
)
def test_a_guess_is_told_with_the_line_that_gave_reason(codec: str, title: str) -> None:
    _, [trouble] = examine(Content.of_bytes("Title\nData skills\nCafé d’été\n".encode(codec)))
    line = "1" if codec == "utf-16-be" else "3"
    assert (trouble.code, trouble.details) == ("encoding-guessed", {"encoding": title, "line": line})


def test_a_wrong_byte_far_below_loses_nothing() -> None:
    data = "Título,Nível\n".encode() + "Gestão,7\n".encode() * 40_000 + b"Caf\xe9,8\n"
    [guess, document] = read("a.csv", data)
    rows = [row for row in document.rows() if isinstance(row, Row)]  # type: ignore[union-attr]
    assert guess.details["line"] == "40002"  # type: ignore[union-attr]
    [(title, leaf), _] = rows[-1].branch.entries
    assert (title, leaf.text, len(rows)) == ("Título", "Café", 40_001)  # type: ignore[union-attr]
    assert document.locate(leaf.spot).line == 40_002  # type: ignore[union-attr]


@settings(deadline=None)
@given(
    lines=st.lists(st.tuples(st.text("ab,é日😀", max_size=5), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"]),
)
def test_any_line_can_be_read_from_its_offset(lines: list[tuple[str, str]], codec: str) -> None:
    text = "x\n" + "".join(f"{line}{end}" for line, end in lines) + "x"
    data = text.encode(codec, "replace") if codec != "utf-16-be" else codecs.BOM_UTF16_BE + text.encode(codec)
    found, _ = examine(Content.of_bytes(data))
    assert found is not None
    at, seen = found.start, []
    for line in found.lines():
        assert next(found.lines(at)).text == line.text
        at, seen = at + line.size, [*seen, line.text]
    assert (at, "".join(seen)) == (len(data), found.whole())
    assert all(line.endswith(("\n", "\r")) for line in seen[:-1])


@pytest.mark.usefixtures("usual_collector")
def test_a_line_that_never_ends_is_not_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = 2**20
    monkeypatch.setattr("mcvocab.readers.text.LONGEST_LINE", longest)
    content = Content.of_bytes(b"a,b;" * (2 * longest) + b"\nend\n")
    text = Text(content, encoding_of(content))
    tracemalloc.start()
    try:
        first, second = text.lines()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (first.whole, first.size, second.text) == (False, 8 * longest + 1, "end\n")
    assert len(first.text) <= longest
    assert peak < 5 * longest


@pytest.mark.parametrize(
    ("name", "head", "record"),
    [
        ("a.csv", "Title,Level,Text\r\n", 'Data skills,7,"two\r\nlines, quoted' + "x" * 1_500 + '"\r\n'),
        ("a.jsonl", "", '{"Title": "Data skills", "Level": 7, "Text": "' + "x" * 1_500 + '"}\n'),
        ("a.json", "[", '{"Title": "Data skills", "Level": 7, "Text": "' + "x" * 1_500 + '"},\n'),
    ],
)
@pytest.mark.usefixtures("usual_collector")
def test_six_times_the_records_need_no_more_memory(name: str, head: str, record: str) -> None:
    peaks = []
    for number in (1_000, 6_000):
        content = Content.of_stream(io.StringIO(head + record * number + ("{}]" if head == "[" else "")))
        with content:
            tracemalloc.start()
            found = 0
            for document in read(name, content):
                for row in document.rows():  # type: ignore[union-attr]
                    found += isinstance(row, Row)
                    if isinstance(row, Row) and found % 7 == 0 and row.branch.entries:
                        assert document.locate(row.branch.entries[-1][1].spot).line  # type: ignore[union-attr]
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert found >= number
    assert peaks[1] < 2 * peaks[0]


def test_offsets_become_lines_and_columns() -> None:
    assert [Lines("a\rb\r\nc").at(offset) for offset in range(5)] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Title,Level\nA,7\nB" + ",x;" * 400_000 + "\nC,9\n"),
        ("a.jsonl", '{"Title": "A"}\n{"Title": "B' + "x;,:" * 400_000 + '"}\n{"Title": "C"}\n'),
        ("a.json", '[{"Title": "A"},\n{"Title": "B' + "x;,:" * 400_000 + '"},\n{"Title": "C"}]\n'),
    ],
)
def test_a_record_that_is_too_long_is_told_at_its_place(
    name: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("text", "json_pieces"):
        monkeypatch.setattr(f"mcvocab.readers.{module}.LONGEST_LINE", 2**19)
    [document] = read(name, content.encode())
    rows = list(document.rows())  # type: ignore[union-attr]
    [trouble] = [row for row in rows if not isinstance(row, Row)]
    assert trouble.code == "line-too-long"
    assert document.locate(trouble.spot).line == (3 if name == "a.csv" else 2)  # type: ignore[union-attr]
    whole = [dict(row.branch.entries)["Title"].text for row in rows if isinstance(row, Row) and row.branch.entries]  # type: ignore[union-attr]
    assert (whole[0], whole[-1]) == ("A", "A" if name == "a.json" else "C")
