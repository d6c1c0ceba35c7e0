"""The content of one input: bytes that can be opened again and again, wherever they came from.

A file on disk is read where it stands. What can be read only once (standard input, a pipe, a member of an archive) is
kept: in memory while it is small, else in a temporary file that has no name and goes when it is closed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Self, cast

try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # what hashlib gives loads OpenSSL, as slow as the rest
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # its name before Python 3.12
    except ImportError:
        from hashlib import sha256

if TYPE_CHECKING:
    from gzip import GzipFile

HEAD = 65_536
"""How many bytes tell what a content is."""

KEPT_IN_MEMORY = 16 * 2**20
MOST_UNPACKED = 4 * 2**30
"""How many bytes may come out of everything that is given at once."""

_HARMLESS = 64 * 2**20
_MOST_RATIO = 250
"""A table of many like rows packs to a fiftieth; beyond this ratio, and beyond a harmless size, it is a bomb."""

_PIECE = 2**18


class TooLarge(Exception):  # noqa: N818  (a property of the provider's file, said in words)
    """A content is larger than can be taken; the text is the limit as people write it, such as “256 MB”."""

    def __init__(self, limit: int) -> None:
        super().__init__(megabytes(limit))


class Content:
    """Bytes of a known number that can be opened any number of times; to be closed when it is no longer needed.

    Attributes:
        size: the number of bytes.
        path: where it stands as a file of its own, its path or address; None where it does not.
        reached: how far into the content anyone has read yet, in bytes; what a progress bar shows.

    >>> content = Content.of_bytes(b"Title,Level")
    >>> content.size, content.open().read(5), content.head()
    (11, b'Title', b'Title,Level')
    """

    def __init__(self, file: BinaryIO, path: str | None = None) -> None:
        self._file = file
        self.path = path
        self.size = file.seek(0, os.SEEK_END)
        self.reached = 0

    @classmethod
    def of_bytes(cls, data: bytes) -> Self:
        """Content that is at hand."""
        return cls(io.BytesIO(data))

    @classmethod
    def of_path(cls, path: Path) -> Self:
        """The content of a file; one that can be read only once, such as a pipe, is kept.

        Raises:
            OSError: where the file cannot be opened.
        """
        file = path.open("rb")
        if path.is_file():
            return cls(file, str(path.resolve()))
        with file:
            return cls.of_stream(file)

    @classmethod
    def of_stream(cls, stream: IO[bytes] | IO[str]) -> Self:
        """All that a stream still holds."""
        return cls.of_pieces(iter(lambda: stream.read(_PIECE), None))

    @classmethod
    def of_pieces(cls, pieces: Iterable[bytes | str], most: int | None = None) -> Self:
        """Pieces put together, up to the first empty one; text is kept as UTF-8.

        Raises:
            TooLarge: where there are more than ``most`` bytes.
        """
        import tempfile  # most contents stand in a file already

        file = cast("BinaryIO", tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY))  # noqa: SIM115  (closed with the content)
        size = 0
        try:
            for piece in pieces:
                if not piece:
                    break
                size += file.write(piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece)
                if most is not None and size > most:
                    raise TooLarge(most)
        except BaseException:
            file.close()
            raise
        return cls(file)

    def open(self) -> BinaryIO:
        """A stream of its own, at the start."""
        return cast("BinaryIO", io.BufferedReader(_Window(self), _PIECE))

    def unwatched(self) -> BinaryIO:
        """A stream of its own whose reading does not count as progress: it only looks what the content is."""
        return cast("BinaryIO", io.BufferedReader(_Window(self, watched=False), _PIECE))

    def read(self, most: int) -> bytes:
        """All bytes.

        Raises:
            TooLarge: where there are more than ``most``.
        """
        self.within(most)
        with self.unwatched() as stream:
            return stream.read()

    def within(self, most: int) -> None:
        """See to it that what is read as a whole is not too large for that.

        Raises:
            TooLarge: where there are more than ``most`` bytes.
        """
        if self.size > most:
            raise TooLarge(most)

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes; all of them, where there are fewer."""
        self._file.seek(0)
        return self._file.read(size)

    @cached_property
    def sha256(self) -> str:
        """The digest of all bytes, in hexadecimal."""
        digest = sha256()
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            digest.update(piece)
        return str(digest.hexdigest())

    def close(self) -> None:
        """Let go of the bytes; streams that are still open end here."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Budget:
    """How much may still be unpacked.

    Args:
        left: the number of bytes.
    """

    def __init__(self, left: int = MOST_UNPACKED) -> None:
        self._left = left

    def unpack(self, stream: IO[bytes] | GzipFile, packed: int) -> Content:
        """All that comes out of a stream.

        Args:
            stream: gives the unpacked bytes.
            packed: how many bytes they were packed into.

        Raises:
            TooLarge: where more comes out than may, in all or for its packed size.
        """
        most = min(self._left, max(_HARMLESS, packed * _MOST_RATIO))
        content = Content.of_pieces(iter(lambda: stream.read(_PIECE), b""), most)
        self._left -= content.size
        return content


class _Window(io.RawIOBase):
    """A position of its own in a file that several streams read."""

    def __init__(self, content: Content, watched: bool = True) -> None:
        self._content = content
        self._watched = watched
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._content.size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        file = self._content._file
        file.seek(self._at)
        found = file.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(found)] = found
        self._at += len(found)
        if self._watched:
            self._content.reached = max(self._content.reached, self._at)
        return len(found)


def megabytes(size: int) -> str:
    """A number of bytes as people write it.

    >>> megabytes(256 * 2**20)
    '256 MB'
    """
    return f"{size / 2**20:.0f} MB"
