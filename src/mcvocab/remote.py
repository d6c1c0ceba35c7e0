"""Files that stand elsewhere than on this computer, in object stores and behind other addresses, through fsspec.

Nothing is ever fetched unless somebody names an address and asks for a cluster.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import PurePosixPath

import fsspec

from mcvocab.content import Content
from mcvocab.inputs import Elsewhere


def is_address(path: str) -> bool:
    """Whether something is an address and no path of this computer.

    >>> is_address("s3://catalogues/courses.csv"), is_address("courses.csv")
    (True, False)
    """
    return "://" in path


def opened(address: str) -> Content:
    """The content at an address, read piece by piece as it is asked for.

    Raises:
        OSError: where it cannot be opened.
    """
    try:
        return Content(fsspec.open(address, "rb").open(), address)
    except (ValueError, ImportError) as error:  # an unknown scheme, or one whose own package is missing
        raise OSError(str(error)) from None


def gathered(address: str, suffixes: Collection[str]) -> Iterator[Elsewhere]:
    """What an address stands for: itself, or, where it ends in “/” or holds a “*”, the files there of these suffixes.

    What cannot be listed stands for itself, and is told of when it is opened.
    """
    found = [address]
    if address.endswith("/") or "*" in address:
        with suppress(OSError, ValueError, ImportError):
            store, path = fsspec.core.url_to_fs(address)
            there = sorted(store.glob(path) if "*" in address else store.find(path))
            known = (one for one in there if PurePosixPath(one).suffix.lower() in suffixes)
            found = [str(store.unstrip_protocol(one)) for one in known] or found
    for one in found:
        yield Elsewhere(one, opened)
