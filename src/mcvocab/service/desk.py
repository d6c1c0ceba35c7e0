"""What every endpoint works with: the language, the mapper, the limits, the threads, the address of the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcvocab.mapping import Mapper
from mcvocab.service.entities import Entities
from mcvocab.service.limits import Limits, Workers
from mcvocab.service.matching import Matching

if TYPE_CHECKING:
    from starlette.requests import Request

    from mcvocab.vocabulary import Vocabulary

_THREADS = 2
_WAITING_FILES = 20


@dataclass(frozen=True)
class Desk:
    """What endpoints share.

    Attributes:
        entities, mapper, matching: the language, and how it is asked.
        limits: what one request may be.
        workers: the threads for questions.
        checkers: the thread for files, which are checked one after the other, apart from the questions.
        address: the public address, where it is not the one that requests come in by.
    """

    entities: Entities
    mapper: Mapper
    matching: Matching
    limits: Limits
    workers: Workers
    checkers: Workers
    address: str = ""

    @classmethod
    def of(cls, vocabulary: Vocabulary, limits: Limits, address: str = "") -> Desk:
        """The desk for a language, with its indexes made, so that the first caller need not wait for them."""
        entities, mapper = Entities(vocabulary), Mapper(vocabulary)
        mapper.map(vocabulary.name)
        mapper.expect(limits.waiting)
        return cls(
            entities,
            mapper,
            Matching(entities, mapper),
            limits,
            Workers(_THREADS, limits.waiting, limits.seconds),
            Workers(1, _WAITING_FILES, limits.seconds),
            address.rstrip("/"),
        )

    def home(self, request: Request) -> str:
        """The address of the service, without a slash at its end."""
        return self.address or str(request.base_url).rstrip("/")
