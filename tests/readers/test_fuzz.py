"""Files that went wrong on their way: whatever bytes come in, what comes out is rows and troubles, never an error.

Real files of every kind are cut, overwritten, doubled and joined. `MCVOCAB_FUZZ` says how many are read; a file that
breaks a reader becomes a case of its own in the tests of that reader.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from mcvocab.formats import kinds_of
from mcvocab.inputs import Skipped, gather
from mcvocab.raw import Leaf, Row, Trouble
from mcvocab.store import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcvocab.raw import Branch

TRIES = int(os.environ.get("MCVOCAB_FUZZ", "800"))
PARTS = 8
EXAMPLES = Path(__file__).parents[2] / "examples"
LONGEST = 20_000
HOSTILE = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b'"',
        b"'",
        b"\r",
        b"\n",
        b"\r\n",
        b",",
        b";",
        b"\t",
        b"sep=,\n",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"- ",
        b"&a ",
        b"*a",
        b"<<: *a",
        b"--- ",
        b"!!python/object:os.system ",
        b"\\u d800",
    ),
    *(b"\\ud800", b"NaN", b"1e999", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<", b"&#0;", b"\xc3\x28", b"\xed\xa0\x80"),
    *(
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"@context",
        b'"@graph": ',
        b"@prefix : <x> .",
        b"<a> <b> <c> .",
    ),
)


@lru_cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Small real files: the examples, and the same table and records in forms that no example has."""
    found = [
        (path.name, path.read_bytes())
        for path in sorted((*EXAMPLES.glob("*/*.*"), *EXAMPLES.glob("formats/*/*.*")))
        if path.suffix not in {".md", ".py"} and path.stat().st_size < LONGEST
    ]
    rows = [["Title", "Level", "Price"], ["Sgilean dàta", "7", "£195"], ['A "quoted"\ntitle', "8", ""]]
    text = "\r\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active["B2"].number_format = "0%"
    sheet = io.BytesIO()
    book.save(sheet)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.csv", text)
        parts.writestr("b/c.json", '{"data": {"courses": [{"title": "A"}, {"title": "B"}]}}')
        parts.writestr("d.csv.gz", gzip.compress(text.encode()))
    found += [
        ("a.csv", text.encode(encoding)) for encoding in ("cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-8-sig")
    ]
    found += [("a.xlsx", sheet.getvalue()), ("a.zip", archive.getvalue()), ("a.csv.gz", gzip.compress(text.encode()))]
    found += [("a.yaml", b"- &a {title: A, level: 7}\n- <<: *a\n  title: B\n  outcomes: [one, 'two', |-\n  three]\n")]
    found += [("a.jsonl", b'{"title": "A", "level": 7}\n{"title": {"en": "B", "gd": "C"}}\n')]
    return tuple(found)


def mutated(rng: random.Random) -> tuple[str, bytes]:
    """A real file after one to six accidents, to itself or to a part of it, sometimes under the name of another."""
    name, content = rng.choice(seeds())
    packed = content.startswith(b"PK\x03\x04") and rng.random() < 0.7
    content = _repacked(content, rng) if packed else _spoilt(content, rng)
    if rng.random() < 0.1:
        name = rng.choice(seeds())[0]
    return rng.choice((name, name, name, "a.txt", "a")), content


def _repacked(content: bytes, rng: random.Random) -> bytes:
    """A package of parts, one of which is spoilt: the package itself is whole."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(target, "w") as changed:
            spoilt = rng.choice(parts.namelist())
            for part in parts.infolist():
                data = parts.read(part)
                changed.writestr(part, _spoilt(data, rng) if part.filename == spoilt else data)
    except (zipfile.BadZipFile, IndexError):  # an example of what is no archive
        return _spoilt(content, rng)
    return target.getvalue()


def _spoilt(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(content) + 1)
        end = min(at + rng.choice((1, 1, 4, 40, 400)), len(content))
        match rng.randrange(8):
            case 0:
                del content[at:end]
            case 1:
                content[at:at] = rng.choice(HOSTILE)
            case 2:
                content[at:end] = rng.randbytes(end - at)
            case 3:
                content[at:at] = content[at:end] * rng.choice((1, 2, 50))
            case 4:
                other = rng.choice(seeds())[1]
                content[at:end] = other[: rng.randrange(min(len(other), 500) + 1)]
            case 5 if at < len(content):
                content[at] ^= 1 << rng.randrange(8)
            case 6:
                del content[at:]
            case _:
                content[at:at] = rng.choice(HOSTILE) * rng.choice((1, 3, 200))
    return bytes(content)


@lru_cache
def headings() -> frozenset[str]:
    return frozenset(label.text for label, _ in load().vocabulary.labels(("field",)))


def exhaust(name: str, content: bytes, folder: Path) -> int:
    """Read a file to its end and find the place of all that is in it; how many rows and troubles there were."""
    path = folder / name
    path.write_bytes(content)
    vocabulary = load().vocabulary
    kinds = kinds_of(vocabulary.route_classes.values(), vocabulary.formats.values(), headings().__contains__)
    rules = load().standard.rules
    found = 0
    for one in gather(path):
        if isinstance(one, Skipped):
            continue
        for document in one.documents(kinds):
            found += 1
            if isinstance(document, Trouble):
                assert document.code in rules
                continue
            for row in document.rows():
                found += 1
                if isinstance(row, Trouble):
                    assert row.code in rules
                    assert document.locate(row.spot).file
                    continue
                for spot in _spots(row):
                    place = document.locate(spot)
                    assert min(place.line or 1, place.column or 1) > 0
    return found


def _spots(row: Row) -> Iterator[tuple[int | str, ...]]:
    waiting: list[Leaf | Branch] = [row.branch]
    while waiting:
        tree = waiting.pop()
        yield tree.spot
        if not isinstance(tree, Leaf):
            waiting += [member for _, member in tree.entries]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_file_raises_and_none_is_read_without_a_word(part: int, tmp_path: Path) -> None:
    for number in range(TRIES // PARTS):
        seed = number * PARTS + part
        name, content = mutated(random.Random(seed))
        try:
            assert exhaust(name, content, tmp_path), "nothing came out"
        except Exception as problem:
            raise AssertionError(f"seed {seed}: {name}, {content[:200]!r}") from problem
