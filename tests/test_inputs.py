from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mcvocab import archives
from mcvocab.inputs import Input, Skipped, gather
from mcvocab.raw import Row, Trouble

TABLE = "Title,Level\nData skills,7\n"


def packed(**members: bytes | str) -> bytes:
    """A zip archive; the path of a member is its name with ``__`` for the slash and ``_`` for the dot."""
    return archive({name.replace("__", "/").replace("_", "."): content for name, content in members.items()})


def archive(members: dict[str, bytes | str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in members.items():
            file.writestr(path, content)
    return whole.getvalue()


def told(given: Any) -> list[tuple[str, Any]]:
    """Each input by its name with the titles it holds, its trouble, or what was skipped."""
    found: list[tuple[str, Any]] = []
    for one in gather(given):
        if isinstance(one, Skipped):
            found.append((one.folder, one.names))
            continue
        for document in one.documents():
            if isinstance(document, Trouble):
                found.append((one.name, document.code))
            else:
                rows = [row for row in document.rows() if isinstance(row, Row)]
                found.append((document.source.file, [dict(row.branch.entries)["Title"].text for row in rows]))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("name", ["a.csv.gz", "a.gz", "a.CSV.GZ", "a.csv", "a"])
def test_gzip_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(TABLE.encode()))
    assert told(path) == [(str(path), ["Data skills"])]


def test_the_inner_suffix_of_a_gzip_file_names_the_format(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"Title": "A"}\n\n{"Title": "B"}'))
    assert told(path) == [(str(path), ["A", "B"])]


def test_bytes_and_streams_are_unpacked_too() -> None:
    assert told(gzip.compress(TABLE.encode())) == [("<bytes>", ["Data skills"])]
    assert told(io.BytesIO(packed(a_csv=TABLE))) == [("<file>/a.csv", ["Data skills"])]


def test_members_of_an_archive_are_named_by_their_path(tmp_path: Path) -> None:
    inner = packed(b_csv=TABLE.replace("Data", "Web"))
    path = tmp_path / "all.zip"
    path.write_bytes(
        packed(a_csv=TABLE, more__b_zip=inner, more__notes_docx=b"", more__c_csv_gz=gzip.compress(b"Title\nC\n"))
    )
    assert told(path) == [
        (str(path), ("more/notes.docx",)),
        (f"{path}/a.csv", ["Data skills"]),
        (f"{path}/more/b.zip/b.csv", ["Web skills"]),
        (f"{path}/more/c.csv.gz", ["C"]),
    ]


def test_archives_in_a_folder_are_opened(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed(a_csv=TABLE))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    (tmp_path / "c.tar.gz").write_bytes(gzip.compress(b"something else"))
    assert told(tmp_path) == [
        (str(tmp_path), ("c.tar.gz",)),
        (f"{tmp_path}/a.zip/a.csv", ["Data skills"]),
        (f"{tmp_path}/b.csv.gz", ["Data skills"]),
    ]


def test_what_programs_add_to_an_archive_is_not_told_of() -> None:
    members: dict[str, bytes | str] = {"a.csv": TABLE, "__MACOSX/._a.csv": b"\0", ".DS_Store": b"", "~$a.xlsx": b""}
    assert told(archive(members)) == [("<bytes>/a.csv", ["Data skills"])]


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Title", "Level"])
    book.active.append(["Data skills", 7])
    book.save(tmp_path / "a.xlsx")
    content = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "renamed.zip").write_bytes(content)
    assert told(content) == [("<bytes>", ["Data skills"])]
    assert told(tmp_path / "renamed.zip") == [(str(tmp_path / "renamed.zip"), ["Data skills"])]


@pytest.mark.parametrize("path", ["/a.csv", "../a.csv", "x/../../a.csv", "C:/a.csv", "..\\a.csv", "C:\\a.csv"])
def test_a_member_whose_name_leads_out_is_refused_and_the_others_are_read(path: str) -> None:
    found = told(archive({path: TABLE, "b.csv": TABLE}))
    assert [outcome for _, outcome in found] == ["archive-member-refused", ["Data skills"]]


def test_a_link_is_refused() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    assert told(whole.getvalue()) == [("<bytes>/a.csv", "archive-member-refused")]


def test_a_member_under_a_password_is_refused() -> None:
    content = bytearray(packed(a_csv=TABLE))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    [one] = gather(bytes(content))
    assert isinstance(one, Input)
    assert one.trouble is not None
    assert "password" in one.trouble.details["problem"]


def test_a_damaged_member_is_told_and_the_others_are_read() -> None:
    content = bytearray(archive({"a.csv": TABLE * 50, "b.csv": TABLE}))
    content[45] ^= 0xFF
    assert [outcome for _, outcome in told(bytes(content))] == ["archive-member-refused", ["Data skills"]]


def test_archives_are_not_unpacked_for_ever() -> None:
    content: bytes = TABLE.encode()
    for _ in range(archives.DEEPEST):
        content = gzip.compress(content)
    assert told(content) == [("<bytes>", ["Data skills"])]
    assert told(gzip.compress(content)) == [("<bytes>", "archive-nested")]


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: archive({"a.csv": content})])
def test_a_bomb_is_refused(pack: Any) -> None:
    bomb = pack(b"Title\n" + bytes(80 * 2**20))
    assert len(bomb) < 2**20
    assert [outcome for _, outcome in told(bomb)] == ["archive-too-large"]


def test_all_that_is_unpacked_counts_against_one_limit() -> None:
    budget = archives.Budget(100)
    with budget.unpack(io.BytesIO(b"x" * 60), 60) as content:
        assert content.size == 60
    with pytest.raises(archives.TooLarge):
        budget.unpack(io.BytesIO(b"x" * 60), 60)


@pytest.mark.parametrize(
    ("name", "content"), [("a.zip", b"no archive"), ("a.gz", b"no archive"), ("a.zip", b"PK\x03\x04")]
)
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert [outcome for _, outcome in told(tmp_path / name)] == ["archive-damaged"]


def test_an_archive_without_records_is_no_clean_report() -> None:
    assert told(packed(notes_docx=b"")) == [("<bytes>", ("notes.docx",)), ("<bytes>", "folder-empty")]
    assert told(archive({})) == [("<bytes>", "folder-empty")]


def test_a_closed_stream_is_no_traceback() -> None:
    class Gone(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    assert told(Gone()) == [("<file>", "file-unopened")]


def test_a_member_of_an_archive_without_a_name_does_no_harm() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("courses.csv", "Title\nSafe wiring\n")
        archive.writestr("x", "y")
    nameless = bytearray(stream.getvalue())
    at = nameless.rfind(b"PK\x01\x02")
    nameless[at + 28 : at + 30] = b"\0\0"  # the directory says that the last name has no letters
    del nameless[at + 46]
    end = nameless.rfind(b"PK\x05\x06")
    size = int.from_bytes(nameless[end + 12 : end + 16], "little")
    nameless[end + 12 : end + 16] = (size - 1).to_bytes(4, "little")
    found = list(gather(bytes(nameless)))
    assert found
