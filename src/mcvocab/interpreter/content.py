"""What the cells of a column are, by their content alone: dates, prices, levels, words of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from mcvocab import dates
from mcvocab.interpreter.headings import HOLDING
from mcvocab.interpreter.reachable import read_contact
from mcvocab.interpreter.values import WEB_ADDRESS
from mcvocab.labels import words
from mcvocab.mapping.reading import EXACT
from mcvocab.quantities.numbers import read_number
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.interpreter.values import Values
    from mcvocab.mapping import Mapper
    from mcvocab.model import Field
    from mcvocab.vocabulary import Vocabulary

FEWEST = 3
"""Fewer filled cells tell nothing."""
FEWEST_ALIKE = 5
"""Fewer cells that all say the same tell nothing."""
SHARE = 0.8
_DISTINCT = 60  # distinct texts looked at
_NEAR = 0.4
_GENERIC = HOLDING | frozenset(
    words(
        "column col unnamed untitled unknown text misc other item entry extra header heading when what which how kind"
    )
)
"""Words that say nothing of what stands below them."""


def _is_day(text: str) -> bool:
    return dates.read_days(text, day_first=True) is not None


def _is_address(text: str) -> bool:
    return WEB_ADDRESS.fullmatch(text) is not None


def _is_email(text: str) -> bool:
    found = read_contact(text)
    return found is not None and bool(found.emails) and not found.urls and not found.name


def _is_phone(text: str) -> bool:
    if text.strip().isdigit() and not text.strip().startswith("0"):
        return False  # digits and no more are a number of a file's own, or a moment as programs count
    found = read_contact(text)
    return found is not None and bool(found.phones) and not found.urls and not found.name


CELLS: Mapping[str, Callable[[str], bool] | None] = {
    "dates": _is_day,
    "web addresses": _is_address,
    "email addresses": _is_email,
    "telephone numbers": _is_phone,
    "prices": None,
    "amounts of credit": None,
    "hours": None,
}
"""What tells whether a text is of a kind; None where its field does, by understanding more than a bare number.

The language says which field is read from cells of each kind (``mcv:cells``). Of kinds with equally many cells, the
first counts.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What cells are.

    Attributes:
        name: in words, in the plural: “dates”.
        hits, cells: so many of so many cells are of the kind.
        fields: the keys of the fields that hold such values, best first; none where that tells no field.
        listed: whether they are different words of a list of concepts.
    """

    name: str
    hits: int
    cells: int
    fields: tuple[str, ...] = ()
    listed: bool = False

    @property
    def decides(self) -> bool:
        """Whether no heading is needed: every cell is a word of one list, and they are not all the same."""
        return self.listed and self.hits == self.cells

    def __str__(self) -> str:
        """The kind as a reason.

        >>> str(Kind("dates", 18, 20))
        '18 of 20 cells are dates'
        """
        return f"{self.hits} of {self.cells} cells are {self.name}"


def _those_told(looked: Sequence[tuple[str, int]], total: int, tells: Callable[[str], bool]) -> list[str]:
    """The texts that are told to be of a kind; none where that are too few of the cells.

    Once so many are not that the others cannot be enough, no more are looked at: to understand prose as a word of
    each list takes most of the time.
    """
    found, left = [], total
    for text, count in looked:
        if tells(text):
            found.append(text)
        else:
            left -= count
            if left < SHARE * total:
                return []
    return found


class Content:
    """Tells what the cells of a column are, and whether its heading leaves that open.

    Args:
        vocabulary, mapper, values: the language, and how texts are understood in it.
    """

    def __init__(self, vocabulary: Vocabulary, mapper: Mapper, values: Values) -> None:
        self._vocabulary, self._mapper, self._values = vocabulary, mapper, values

    @cached_property
    def _labels(self) -> dict[str, list[tuple[str, ...]]]:
        """The words of the labels of each field."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for label, concept in self._vocabulary.labels(("field",)):
            found.setdefault(concept.iri, []).append(words(label.text))
        return found

    def kind(self, cells: Sequence[str]) -> Kind | None:
        """What most of the cells are; None where they are of no kind that we know, or too few."""
        filled = [text for text in cells if not self._values.is_placeholder(text)]
        counts = Counter(filled)
        if len(filled) < FEWEST:
            return None
        looked = counts.most_common(_DISTINCT)
        total = sum(count for _, count in looked)
        found = []
        for name, fields, tells in self._kinds():
            texts = _those_told(looked, total, tells)
            if texts:
                hits = sum(counts[text] for text in texts)
                found.append(Kind(name, hits, total, fields, len(texts) > 1 and any(map(self._has_list, fields))))
        best = max(found, key=lambda kind: kind.hits, default=None)
        if best is not None and len(counts) == 1 and total < FEWEST_ALIKE:
            return None
        return best

    def is_of(self, kind: Kind, text: str) -> bool:
        """Whether a text is of a kind, as the cells are."""
        return any(tells(text) for name, _, tells in self._kinds() if name == kind.name)

    def _has_list(self, key: str) -> bool:
        return bool(self._vocabulary.fields[key].schemes)

    def leaves_open(self, heading: str, field: Field) -> bool:
        """Whether a heading says nothing, or nothing but what the field is about."""
        said = [word for word in words(heading) if not word.isdecimal() and len(word) > 1 and word not in _GENERIC]
        if not said:
            return True
        near = self._mapper.map(heading, ("field",))
        if any(one.concept == field.iri and one.confidence >= _NEAR for one in near):
            return True
        own = {word for label in self._labels.get(field.iri, ()) for word in label}
        others = [word for word in said if word not in own]
        return len(others) < len(said) and all(self._is_unit(word) for word in others)

    def _is_unit(self, word: str) -> bool:
        """Whether a word beside the name of a field only says what its values are counted in."""
        best = self._mapper.best(word, ("currency", "credit-system", "language"), nearest=False)
        return best.predicate == EXACT

    def _kinds(self) -> Iterator[tuple[str, tuple[str, ...], Callable[[str], bool]]]:
        """The kinds there are: name, fields, and what tells whether a text is of the kind."""
        fields = self._vocabulary.fields
        # Before what a field may make of them: “no” is understood as no credit, too.
        answers = self._vocabulary.affirmative | self._vocabulary.negative
        yield "yes or no", (), lambda text: text.casefold() in answers
        for name, tells in CELLS.items():
            holders = [field for field in fields.values() if field.cells == name]
            keys = tuple(field.key for field in holders)
            yield name, keys, tells or partial(self._is_said, holders)
        by_schemes: dict[tuple[str, ...], list[Field]] = {}
        for field in fields.values():
            if field.schemes and not field.personal and field.of != "award":
                by_schemes.setdefault(field.schemes, []).append(field)
        for schemes, holders in by_schemes.items():
            # What stands in the record itself comes before what stands in one of its parts.
            nearest = [f for f in holders if f.within is None] or holders
            title = self._vocabulary.schemes[schemes[0]].title
            name = "levels" if len(schemes) > 1 else f"words of the list “{title}”"
            yield name, tuple(field.key for field in nearest), partial(self._is_known, nearest[0])

    def _is_said(self, holders: Sequence[Field], text: str) -> bool:
        return any(self._says(field, text) for field in holders)

    def _says(self, field: Field, text: str) -> bool:
        """Whether a text is understood in a field by more than a bare number."""
        pieces = self._values.known(field, text)
        return read_number(text) is None and all(piece.understood for piece in pieces)

    def _is_known(self, field: Field, text: str) -> bool:
        pieces = self._values.known(field, text)
        return all(piece.is_exact and piece.field == field.key for piece in pieces)
