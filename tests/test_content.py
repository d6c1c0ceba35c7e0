from __future__ import annotations

import hashlib
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.content import KEPT_IN_MEMORY, Content, TooLarge


@given(st.binary(max_size=300))
def test_content_can_be_read_again_and_from_two_places_at_once(data: bytes) -> None:
    content = Content.of_bytes(data)
    one, other = content.open(), content.open()
    assert (one.read(3), other.read(), one.read()) == (data[:3], data, data[3:])
    assert (content.size, content.head(5), content.read(300)) == (len(data), data[:5], data)
    assert content.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("size", [0, 10, KEPT_IN_MEMORY + 1])
def test_what_can_be_read_only_once_is_kept(size: int) -> None:
    with Content.of_stream(io.BytesIO(b"x" * size)) as content:
        assert content.size == size
        assert len(content.open().read()) == len(content.open().read()) == size


def test_a_text_stream_is_kept_as_utf_8() -> None:
    with Content.of_stream(io.StringIO("Gàidhlig")) as content:
        assert content.head() == "Gàidhlig".encode()


def test_a_file_that_is_replaced_meanwhile_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"before")
    with Content.of_path(path) as content:
        path.unlink()
        path.write_bytes(b"after")
        assert content.open().read() == b"before"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_read_once_and_kept(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Title,Level\n",))
    writer.start()
    with Content.of_path(pipe) as content:
        writer.join()
        assert content.open().read() == content.open().read() == b"Title,Level\n"


def test_what_is_too_large_is_refused_with_its_limit() -> None:
    with pytest.raises(TooLarge, match="1 MB"):
        Content.of_pieces(iter([bytes(2**20), b"x", b""]), most=2**20)
    with pytest.raises(TooLarge, match="0 MB"):
        Content.of_bytes(b"more than none").read(0)


def test_only_what_is_read_in_order_to_be_understood_counts_as_progress() -> None:
    content = Content.of_bytes(bytes(10))
    assert content.sha256
    content.head()
    content.unwatched().read()
    assert content.reached == 0
    stream = content.open()
    stream.read()
    stream.seek(0)
    stream.read(1)
    assert content.reached == 10
