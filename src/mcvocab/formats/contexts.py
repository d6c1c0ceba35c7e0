"""JSON-LD contexts that tables of other standards' records stand for, so that none needs to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcvocab.vocabulary import FormatTable


def contexts_of(tables: Iterable[FormatTable]) -> Mapping[str, Any]:
    """The context documents of the tables by address, decoded as the JSON reader decodes."""
    own: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for table in tables:
        own |= dict.fromkeys(table.contexts, (("@context", table.context),))
        terms = (("@protected", True), ("id", "@id"), ("type", "@type"), *table.common)
        beside |= dict.fromkeys(table.beside, (("@context", terms),))
    return _Addresses(beside | own)


class _Addresses(Mapping[str, Any]):
    """Documents by address; one that ends in an asterisk stands for every address that starts so."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        self._whole = {address: one for address, one in documents.items() if not address.endswith("*")}
        starts = {address[:-1]: one for address, one in documents.items() if address.endswith("*")}
        self._starts = dict(sorted(starts.items(), key=lambda item: -len(item[0])))

    def __getitem__(self, address: str) -> Any:
        if address in self._whole:
            return self._whole[address]
        for start, document in self._starts.items():
            if address.startswith(start):
                return document
        raise KeyError(address)

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and (address in self._whole or address.startswith(tuple(self._starts)))

    def __iter__(self) -> Iterator[str]:
        return iter((*self._whole, *self._starts))

    def __len__(self) -> int:
        return len(self._whole) + len(self._starts)
